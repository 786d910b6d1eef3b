//! Parts, concatenation and changes in place of texts.

use super::{Form, INLINE_UNITS, Text, TextBuilder, View, Wide};
use crate::{Error, error, memory};
use std::sync::Arc;

/// The most units a text may have: 2 GB of UTF-16 (Concepts/string).
pub const MAXIMUM_UNITS: usize = 1 << 30;

/// The error for a text that would have more than [`MAXIMUM_UNITS`].
pub fn too_long() -> Error {
    Error::with(error::INDEX_OUT_OF_RANGE, "The text would be too long")
}

/// Whether a text of that many units may be made: within [`MAXIMUM_UNITS`], and there is memory for it.
///
/// # Errors
/// [`too_long`], or memory is full.
#[inline]
pub fn expect_units(units: usize) -> Result<(), Error> {
    if units < LARGE_UNITS { Ok(()) } else { expect_large(units) }
}

/// Texts up to this length are made without asking for memory.
const LARGE_UNITS: usize = 1 << 19;

#[cold]
#[inline(never)]
fn expect_large(units: usize) -> Result<(), Error> {
    if units > MAXIMUM_UNITS {
        return Err(too_long());
    }
    // A text that grows gets room for half as much again, of one or two bytes for a unit.
    memory::expect(units.saturating_mul(3))
}

impl Text {
    /// Appends `other`, in place when the buffer is not shared.
    ///
    /// # Errors
    /// The text would be too long, or there is no memory for it.
    #[inline]
    pub fn try_push(&mut self, other: &Text) -> Result<(), Error> {
        let units = self.len() + other.len();
        if units >= LARGE_UNITS && !self.has_room(other) {
            expect_large(units)?;
        }
        self.push(other);
        Ok(())
    }

    /// Whether `other` fits into the buffer as it is.
    fn has_room(&self, other: &Text) -> bool {
        let is_within = self.len() + other.len() <= MAXIMUM_UNITS;
        is_within
            && match (&self.0, other.view()) {
                (Form::Latin(buffer), View::Latin(_)) => {
                    Arc::strong_count(buffer) == 1 && buffer.capacity() - buffer.len() >= other.len()
                }
                (Form::Wide(wide), _) => {
                    Arc::strong_count(wide) == 1 && wide.units.capacity() - wide.units.len() >= other.len()
                }
                _ => false,
            }
    }

    /// The `len` units from `start` (counted from 0), clamped to the text.
    #[inline]
    pub fn slice(&self, start: usize, len: usize) -> Text {
        let total = self.len();
        let start = start.min(total);
        let end = start.saturating_add(len).min(total);
        if end - start == total {
            return self.clone();
        }
        match self.view() {
            View::Latin(bytes) => Text::from_latin1(&bytes[start..end]),
            View::Wide(units) => Text::from_utf16(&units[start..end]),
        }
    }

    /// This text followed by `other`.
    #[inline]
    pub fn concat(&self, other: &Text) -> Text {
        if let (View::Latin(left), View::Latin(right)) = (self.view(), other.view()) {
            let total = left.len() + right.len();
            if total <= INLINE_UNITS {
                let mut bytes = [0; INLINE_UNITS];
                bytes[..left.len()].copy_from_slice(left);
                bytes[left.len()..total].copy_from_slice(right);
                return Text(Form::Short { len: total as u8, bytes });
            }
            let mut bytes = Vec::with_capacity(total);
            bytes.extend_from_slice(left);
            bytes.extend_from_slice(right);
            return Text(Form::Latin(Arc::new(bytes)));
        }
        let mut builder = TextBuilder::new();
        builder.push_units(&[]);
        builder.push(self);
        builder.push(other);
        builder.finish()
    }

    /// Appends `other`, in place when the buffer is not shared.
    #[inline]
    pub fn push(&mut self, other: &Text) {
        match other.view() {
            View::Latin(bytes) => self.push_latin1(bytes),
            View::Wide(units) => self.push_wide(units),
        }
    }

    /// Appends a Rust string.
    pub fn push_str(&mut self, other: &str) {
        if other.is_ascii() { self.push_latin1(other.as_bytes()) } else { self.push(&Text::from(other)) }
    }

    /// Appends one unit.
    #[inline]
    pub fn push_unit(&mut self, unit: u16) {
        match u8::try_from(unit) {
            Ok(byte) => self.push_latin1(&[byte]),
            Err(_) => self.push_wide(&[unit]),
        }
    }

    #[inline]
    fn push_latin1(&mut self, added: &[u8]) {
        match &mut self.0 {
            Form::Short { len, bytes } => {
                let old = usize::from(*len).min(INLINE_UNITS);
                let total = old + added.len();
                if total <= INLINE_UNITS {
                    bytes[old..total].copy_from_slice(added);
                    *len = total as u8;
                } else {
                    let mut buffer = Vec::with_capacity(total.max(2 * INLINE_UNITS) + INLINE_UNITS);
                    buffer.extend_from_slice(&bytes[..old]);
                    buffer.extend_from_slice(added);
                    self.0 = Form::Latin(Arc::new(buffer));
                }
            }
            Form::Latin(buffer) => match Arc::get_mut(buffer) {
                Some(own) => own.extend_from_slice(added),
                None => {
                    let mut own = Vec::with_capacity(grown(buffer.len() + added.len()));
                    own.extend_from_slice(buffer);
                    own.extend_from_slice(added);
                    *buffer = Arc::new(own);
                }
            },
            Form::Wide(wide) => own_wide(wide, added.len()).units.extend(added.iter().map(|&byte| u16::from(byte))),
        }
    }

    fn push_wide(&mut self, added: &[u16]) {
        let beyond_latin = added.iter().filter(|&&unit| unit > 0xFF).count();
        if let Form::Wide(wide) = &mut self.0 {
            let own = own_wide(wide, added.len());
            own.units.extend_from_slice(added);
            own.beyond_latin += beyond_latin;
            return;
        }
        let mut units = Vec::with_capacity(grown(self.len() + added.len()));
        units.extend(self.units());
        units.extend_from_slice(added);
        self.0 = Form::Wide(Arc::new(Wide { units, beyond_latin }));
    }

    /// Replaces the unit at `index` (counted from 0); false when there is none.
    pub fn set_unit(&mut self, index: usize, unit: u16) -> bool {
        if index >= self.len() {
            return false;
        }
        match (&mut self.0, u8::try_from(unit)) {
            (Form::Short { bytes, .. }, Ok(byte)) => bytes[index] = byte,
            (Form::Latin(buffer), Ok(byte)) => Arc::make_mut(buffer)[index] = byte,
            (Form::Wide(wide), _) => {
                let own = Arc::make_mut(wide);
                let old = std::mem::replace(&mut own.units[index], unit);
                own.beyond_latin += usize::from(unit > 0xFF);
                own.beyond_latin -= usize::from(old > 0xFF);
                if own.beyond_latin == 0 {
                    *self = Text::from_latin1_vec(own.units.iter().map(|&unit| unit as u8).collect());
                }
            }
            (_, Err(_)) => {
                let mut units = self.to_utf16();
                units[index] = unit;
                self.0 = Form::Wide(Arc::new(Wide { units, beyond_latin: 1 }));
            }
        }
        true
    }

    /// This text `times` times, as `Text * Number`; none when the result would exceed [`MAXIMUM_UNITS`].
    pub fn checked_repeat(&self, times: usize) -> Option<Text> {
        if self.len().checked_mul(times)? > MAXIMUM_UNITS {
            return None;
        }
        Some(match &self.0 {
            Form::Wide(wide) => {
                if times == 0 {
                    return Some(Text::EMPTY);
                }
                let repeated = Wide { units: wide.units.repeat(times), beyond_latin: wide.beyond_latin * times };
                Text(Form::Wide(Arc::new(repeated)))
            }
            Form::Short { len, bytes } => Text::from_latin1_vec(bytes[..usize::from(*len)].repeat(times)),
            Form::Latin(bytes) => Text::from_latin1_vec(bytes.repeat(times)),
        })
    }

    /// This text `times` times; stops at the last whole repetition within [`MAXIMUM_UNITS`].
    pub fn repeat(&self, times: usize) -> Text {
        let most = MAXIMUM_UNITS.checked_div(self.len()).unwrap_or(0);
        self.checked_repeat(times.min(most)).unwrap_or_default()
    }
}

fn grown(total: usize) -> usize {
    total + total / 2 + INLINE_UNITS
}

/// The buffer for writing, copied with room for `added` more when it is shared.
fn own_wide(wide: &mut Arc<Wide>, added: usize) -> &mut Wide {
    if Arc::get_mut(wide).is_none() {
        let mut units = Vec::with_capacity(grown(wide.units.len() + added));
        units.extend_from_slice(&wide.units);
        *wide = Arc::new(Wide { units, beyond_latin: wide.beyond_latin });
    }
    Arc::make_mut(wide)
}
