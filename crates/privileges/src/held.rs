//! Sets of privileges.

/// The number of a privilege or role within one `roles.json`.
pub(crate) type Id = u32;

/// The privileges that a session or process holds, with all that they include. It belongs to the [`Roles`] that made it.
///
/// [`Roles`]: crate::Roles
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    bits: Vec<u64>,
}

impl Held {
    pub(crate) fn contains(&self, id: Id) -> bool {
        self.bits.get(id as usize / 64).is_some_and(|word| word >> (id % 64) & 1 == 1)
    }

    /// False where it was in the set already.
    pub(crate) fn add(&mut self, id: Id) -> bool {
        let index = id as usize / 64;
        if index >= self.bits.len() {
            self.bits.resize(index + 1, 0);
        }
        let bit = 1 << (id % 64);
        let Some(word) = self.bits.get_mut(index) else { return false };
        let new = *word & bit == 0;
        *word |= bit;
        new
    }

    /// Adds what another set holds.
    pub fn add_all(&mut self, other: &Held) {
        if self.bits.len() < other.bits.len() {
            self.bits.resize(other.bits.len(), 0);
        }
        for (word, more) in self.bits.iter_mut().zip(&other.bits) {
            *word |= more;
        }
    }

    /// Whether it holds nothing, not even `guest`.
    pub fn is_empty(&self) -> bool {
        self.bits.iter().all(|word| *word == 0)
    }
}
