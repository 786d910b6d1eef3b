//! Builds a text piece by piece, for joins, formats and serializers.

use super::edit::{MAXIMUM_UNITS, too_long};
use super::{Form, Text, View, Wide};
use crate::{Error, memory};
use std::sync::Arc;

/// Collects units and becomes a [`Text`]; one byte per unit until a wider unit comes.
#[derive(Clone, Default)]
pub struct TextBuilder {
    latin: Vec<u8>,
    /// In use as soon as `wide.beyond_latin` is positive; then `latin` is empty.
    wide: Wide,
    /// It would become longer than texts can be, or there is no memory: what follows is not taken.
    is_over: bool,
}

/// Builders up to this length grow without asking for memory.
const LARGE_UNITS: usize = 1 << 19;

impl TextBuilder {
    /// An empty builder.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty builder with room for `units` units.
    pub fn with_capacity(units: usize) -> Self {
        Self { latin: Vec::with_capacity(units.min(MAXIMUM_UNITS)), ..Self::default() }
    }

    #[inline]
    fn is_wide(&self) -> bool {
        self.wide.beyond_latin > 0
    }

    /// The number of units so far.
    pub fn len(&self) -> usize {
        if self.is_wide() { self.wide.units.len() } else { self.latin.len() }
    }

    /// True when nothing was pushed.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether `more` units can be taken; false also where they could not once.
    #[inline]
    fn takes(&mut self, more: usize) -> bool {
        let (length, capacity) = if self.is_wide() {
            (self.wide.units.len(), self.wide.units.capacity())
        } else {
            (self.latin.len(), self.latin.capacity())
        };
        if self.is_over || (length + more > LARGE_UNITS && length + more > capacity) {
            return self.grows(length, more);
        }
        true
    }

    #[cold]
    #[inline(never)]
    fn grows(&mut self, length: usize, more: usize) -> bool {
        let is_enough = if self.is_over || length.saturating_add(more) > MAXIMUM_UNITS {
            false
        } else if self.is_wide() {
            self.wide.units.try_reserve(more).is_ok()
        } else {
            self.latin.try_reserve(more).is_ok()
        };
        self.is_over = !is_enough;
        is_enough
    }

    /// Whether all that was pushed is in it.
    ///
    /// # Errors
    /// The text would be too long, or there was no memory for it.
    pub fn check(&self) -> Result<(), Error> {
        if !self.is_over {
            Ok(())
        } else if self.len() > MAXIMUM_UNITS / 2 {
            Err(too_long())
        } else {
            Err(memory::full(self.len()))
        }
    }

    /// The text built.
    ///
    /// # Errors
    /// As [`TextBuilder::check`].
    pub fn try_finish(self) -> Result<Text, Error> {
        self.check()?;
        Ok(self.finish())
    }

    fn widen(&mut self, additional: usize) {
        if !self.is_wide() {
            let wanted = self.latin.len() + additional;
            if wanted > LARGE_UNITS && memory::expect(2 * wanted.max(self.latin.capacity())).is_err() {
                self.is_over = true;
                return;
            }
            let mut units = Vec::with_capacity((self.latin.len() + additional).max(self.latin.capacity()));
            units.extend(self.latin.drain(..).map(u16::from));
            self.wide.units = units;
        }
    }

    /// Appends one unit.
    #[inline]
    pub fn push_unit(&mut self, unit: u16) {
        if !self.takes(1) {
            return;
        }
        if unit > 0xFF {
            self.widen(1);
            if self.is_over {
                return;
            }
            self.wide.units.push(unit);
            self.wide.beyond_latin += 1;
        } else if self.is_wide() {
            self.wide.units.push(unit);
        } else {
            self.latin.push(unit as u8);
        }
    }

    /// Appends a code point; a value that is no code point is dropped.
    pub fn push_code_point(&mut self, point: u32) {
        match char::from_u32(point) {
            Some(character) => {
                let mut units = [0; 2];
                for &mut unit in character.encode_utf16(&mut units) {
                    self.push_unit(unit);
                }
            }
            None => {
                if let Ok(unit) = u16::try_from(point) {
                    self.push_unit(unit);
                }
            }
        }
    }

    /// Appends bytes that are units.
    pub fn push_latin1(&mut self, bytes: &[u8]) {
        if !self.takes(bytes.len()) {
            return;
        }
        if self.is_wide() {
            self.wide.units.extend(bytes.iter().map(|&byte| u16::from(byte)));
        } else {
            self.latin.extend_from_slice(bytes);
        }
    }

    /// Appends units.
    pub fn push_units(&mut self, units: &[u16]) {
        if !self.takes(units.len()) {
            return;
        }
        let beyond_latin = units.iter().filter(|&&unit| unit > 0xFF).count();
        if beyond_latin > 0 || self.is_wide() {
            self.widen(units.len());
            if self.is_over {
                return;
            }
            self.wide.units.extend_from_slice(units);
            self.wide.beyond_latin += beyond_latin;
        } else {
            self.latin.extend(units.iter().map(|&unit| unit as u8));
        }
    }

    /// Appends a Rust string.
    pub fn push_str(&mut self, source: &str) {
        if source.is_ascii() {
            self.push_latin1(source.as_bytes());
        } else {
            for unit in source.encode_utf16() {
                self.push_unit(unit);
            }
        }
    }

    /// Appends a text.
    pub fn push(&mut self, text: &Text) {
        self.push_range(text, 0, text.len());
    }

    /// Appends `len` units of `text` from `start`, clamped to the text.
    pub fn push_range(&mut self, text: &Text, start: usize, len: usize) {
        let start = start.min(text.len());
        let end = start.saturating_add(len).min(text.len());
        match text.view() {
            View::Latin(bytes) => self.push_latin1(&bytes[start..end]),
            View::Wide(units) => self.push_units(&units[start..end]),
        }
    }

    /// The text built.
    pub fn finish(self) -> Text {
        if self.is_wide() { Text(Form::Wide(Arc::new(self.wide))) } else { Text::from_latin1_vec(self.latin) }
    }
}

impl std::fmt::Write for TextBuilder {
    fn write_str(&mut self, source: &str) -> std::fmt::Result {
        self.push_str(source);
        Ok(())
    }
}

impl Extend<u16> for TextBuilder {
    fn extend<I: IntoIterator<Item = u16>>(&mut self, units: I) {
        for unit in units {
            self.push_unit(unit);
        }
    }
}

impl FromIterator<u16> for Text {
    fn from_iter<I: IntoIterator<Item = u16>>(units: I) -> Self {
        let mut builder = TextBuilder::new();
        builder.extend(units);
        builder.finish()
    }
}
