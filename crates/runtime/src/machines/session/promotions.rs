//! Privileges that a process has for some time.

use fourd_privileges::{Held, Roles};
use fourd_value::Text;

/// The privileges that were promoted in a process.
#[derive(Default)]
pub(crate) struct Promotions {
    /// The number of the last one.
    pub(crate) last: i64,
    /// Those that may still last.
    pub(crate) active: Vec<Promotion>,
}

/// A privilege that was promoted.
pub(crate) struct Promotion {
    /// Tells it from the others of the process.
    pub(crate) number: i64,
    /// Its name.
    pub(crate) privilege: Text,
    /// The serial of the call that it lasts as long as.
    pub(crate) call: u64,
}

impl Promotions {
    /// Adds those that still last.
    pub(crate) fn add_to(&self, held: &mut Held, roles: &Roles, lasts: impl Fn(u64) -> bool) {
        for promotion in self.active.iter().filter(|promotion| lasts(promotion.call)) {
            roles.promote(held, &promotion.privilege.to_cow());
        }
    }
}
