//! Text: strings indexed in UTF-16 units, short ones inline, longer ones in a shared atomic buffer.
//!
//! The representation is canonical: the same units always have the same form, so exact equality and hashing
//! never convert. Language comparisons (without case and diacritics, with `@`) are in [`mod@compare`], searches in
//! [`search`], keywords in [`words`].

mod build;
mod case;
mod collate;
pub mod compare;
mod edit;
pub mod fold;
pub mod search;
pub mod words;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

pub use build::TextBuilder;
pub use compare::{compare, equal, greater, less, not_equal, relation};
pub use edit::{MAXIMUM_UNITS, expect_units, too_long};
pub use search::{Found, Matching, find, replace};
pub use words::contains_keyword;

/// The number of one-byte units that a text holds without a heap buffer.
pub const INLINE_UNITS: usize = 14;

/// A 4D text: a sequence of UTF-16 units.
///
/// A clone is cheap (16 bytes, at most one atomic count). Appending happens in place while the buffer is not
/// shared. `==`, `Ord` and `Hash` are exact by units; the operators of the language are in [`mod@compare`].
/// See <https://developer.4d.com/docs/Concepts/string>.
#[derive(Clone)]
pub struct Text(Form);

/// The three forms. `Latin` is only used above [`INLINE_UNITS`], `Wide` only when a unit exceeds 255.
#[derive(Clone)]
enum Form {
    Short { len: u8, bytes: [u8; INLINE_UNITS] },
    Latin(Arc<Vec<u8>>),
    Wide(Arc<Wide>),
}

/// Two-byte units with the count of those above 255, which shows when the text fits one byte per unit again.
#[derive(Clone, Default)]
struct Wide {
    units: Vec<u16>,
    beyond_latin: usize,
}

const _: () = assert!(size_of::<Text>() == 16);
const _: () = assert!(size_of::<Option<Text>>() == 16);

/// Iterates over the units of a text.
#[derive(Clone, Debug)]
pub enum Units<'a> {
    /// One byte per unit.
    Latin(std::slice::Iter<'a, u8>),
    /// Two bytes per unit.
    Wide(std::slice::Iter<'a, u16>),
}

impl Iterator for Units<'_> {
    type Item = u16;

    #[inline]
    fn next(&mut self) -> Option<u16> {
        match self {
            Units::Latin(units) => units.next().map(|&unit| u16::from(unit)),
            Units::Wide(units) => units.next().copied(),
        }
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        match self {
            Units::Latin(units) => units.size_hint(),
            Units::Wide(units) => units.size_hint(),
        }
    }
}

impl ExactSizeIterator for Units<'_> {}

impl DoubleEndedIterator for Units<'_> {
    fn next_back(&mut self) -> Option<u16> {
        match self {
            Units::Latin(units) => units.next_back().map(|&unit| u16::from(unit)),
            Units::Wide(units) => units.next_back().copied(),
        }
    }
}

/// A borrowed view of the units in their stored width.
#[derive(Clone, Copy)]
pub(crate) enum View<'a> {
    Latin(&'a [u8]),
    Wide(&'a [u16]),
}

impl View<'_> {
    #[inline]
    pub(crate) fn len(&self) -> usize {
        match self {
            View::Latin(bytes) => bytes.len(),
            View::Wide(units) => units.len(),
        }
    }

    /// The code point at `index` and the number of units it takes; a lone surrogate is a unit of its own.
    #[inline]
    pub(crate) fn code_point(&self, index: usize) -> Option<(u32, usize)> {
        match self {
            View::Latin(bytes) => bytes.get(index).map(|&byte| (u32::from(byte), 1)),
            View::Wide(units) => {
                let &unit = units.get(index)?;
                if (0xD800..0xDC00).contains(&unit)
                    && let Some(&low) = units.get(index + 1)
                    && (0xDC00..0xE000).contains(&low)
                {
                    let point = 0x10000 + ((u32::from(unit) - 0xD800) << 10) + (u32::from(low) - 0xDC00);
                    return Some((point, 2));
                }
                Some((u32::from(unit), 1))
            }
        }
    }
}

impl Text {
    /// The empty text.
    pub const EMPTY: Text = Text(Form::Short { len: 0, bytes: [0; INLINE_UNITS] });

    /// The text of these UTF-16 units; lone surrogates are kept.
    pub fn from_utf16(units: &[u16]) -> Text {
        let beyond_latin = units.iter().filter(|&&unit| unit > 0xFF).count();
        if beyond_latin > 0 {
            return Text(Form::Wide(Arc::new(Wide { units: units.to_vec(), beyond_latin })));
        }
        let bytes: Vec<u8> = units.iter().map(|&unit| unit as u8).collect();
        Text::from_latin1_vec(bytes)
    }

    /// The text whose units are these bytes (ISO 8859-1).
    #[inline]
    pub fn from_latin1(bytes: &[u8]) -> Text {
        match Text::short(bytes) {
            Some(text) => text,
            None => Text(Form::Latin(Arc::new(bytes.to_vec()))),
        }
    }

    /// As [`Text::from_latin1`], keeping the buffer.
    pub(crate) fn from_latin1_vec(bytes: Vec<u8>) -> Text {
        match Text::short(&bytes) {
            Some(text) => text,
            None => Text(Form::Latin(Arc::new(bytes))),
        }
    }

    /// The text of one UTF-16 unit, as `Char` makes it.
    #[inline]
    pub fn from_unit(unit: u16) -> Text {
        match u8::try_from(unit) {
            Ok(byte) => {
                let mut bytes = [0; INLINE_UNITS];
                bytes[0] = byte;
                Text(Form::Short { len: 1, bytes })
            }
            Err(_) => Text(Form::Wide(Arc::new(Wide { units: vec![unit], beyond_latin: 1 }))),
        }
    }

    #[inline]
    fn short(source: &[u8]) -> Option<Text> {
        if source.len() > INLINE_UNITS {
            return None;
        }
        let mut bytes = [0; INLINE_UNITS];
        bytes[..source.len()].copy_from_slice(source);
        Some(Text(Form::Short { len: source.len() as u8, bytes }))
    }

    /// The text of the first `len` bytes, at most [`INLINE_UNITS`].
    #[inline]
    pub(crate) fn from_inline(bytes: [u8; INLINE_UNITS], len: usize) -> Text {
        Text(Form::Short { len: len.min(INLINE_UNITS) as u8, bytes })
    }

    #[inline]
    pub(crate) fn view(&self) -> View<'_> {
        match &self.0 {
            Form::Short { len, bytes } => View::Latin(&bytes[..usize::from(*len).min(INLINE_UNITS)]),
            Form::Latin(bytes) => View::Latin(bytes),
            Form::Wide(wide) => View::Wide(&wide.units),
        }
    }

    /// The number of UTF-16 units: what `Length` returns.
    #[inline]
    pub fn len(&self) -> usize {
        match &self.0 {
            Form::Short { len, .. } => usize::from(*len),
            Form::Latin(bytes) => bytes.len(),
            Form::Wide(wide) => wide.units.len(),
        }
    }

    /// True for the text without units.
    #[inline]
    pub fn is_empty(&self) -> bool {
        matches!(self.0, Form::Short { len: 0, .. })
    }

    /// The unit at `index`, counted from 0.
    #[inline]
    pub fn unit(&self, index: usize) -> Option<u16> {
        match self.view() {
            View::Latin(bytes) => bytes.get(index).map(|&byte| u16::from(byte)),
            View::Wide(units) => units.get(index).copied(),
        }
    }

    /// All units in order.
    #[inline]
    pub fn units(&self) -> Units<'_> {
        match self.view() {
            View::Latin(bytes) => Units::Latin(bytes.iter()),
            View::Wide(units) => Units::Wide(units.iter()),
        }
    }

    /// The units as bytes when all of them are at most 255.
    #[inline]
    pub fn as_latin1(&self) -> Option<&[u8]> {
        match self.view() {
            View::Latin(bytes) => Some(bytes),
            View::Wide(_) => None,
        }
    }

    /// The units when at least one of them is above 255.
    #[inline]
    pub fn as_wide(&self) -> Option<&[u16]> {
        match self.view() {
            View::Latin(_) => None,
            View::Wide(units) => Some(units),
        }
    }

    /// The text as a string when all of it is ASCII.
    #[inline]
    pub fn as_ascii_str(&self) -> Option<&str> {
        match self.view() {
            View::Latin(bytes) if bytes.is_ascii() => std::str::from_utf8(bytes).ok(),
            _ => None,
        }
    }

    /// The text as a Rust string, borrowed when it is ASCII; lone surrogates become U+FFFD.
    pub fn to_cow(&self) -> Cow<'_, str> {
        match self.view() {
            View::Latin(bytes) => match std::str::from_utf8(bytes) {
                Ok(text) if bytes.is_ascii() => Cow::Borrowed(text),
                _ => Cow::Owned(bytes.iter().map(|&byte| char::from(byte)).collect()),
            },
            View::Wide(units) => Cow::Owned(String::from_utf16_lossy(units)),
        }
    }

    /// All units as UTF-16.
    pub fn to_utf16(&self) -> Vec<u16> {
        match self.view() {
            View::Latin(bytes) => bytes.iter().map(|&byte| u16::from(byte)).collect(),
            View::Wide(units) => units.to_vec(),
        }
    }
}

impl Default for Text {
    fn default() -> Self {
        Text::EMPTY
    }
}

impl From<&str> for Text {
    fn from(source: &str) -> Self {
        if source.is_ascii() {
            return Text::from_latin1(source.as_bytes());
        }
        let mut builder = TextBuilder::with_capacity(source.len());
        builder.push_str(source);
        builder.finish()
    }
}

impl From<String> for Text {
    fn from(source: String) -> Self {
        if source.is_ascii() { Text::from_latin1_vec(source.into_bytes()) } else { Text::from(source.as_str()) }
    }
}

impl From<&String> for Text {
    fn from(source: &String) -> Self {
        Text::from(source.as_str())
    }
}

impl From<Cow<'_, str>> for Text {
    fn from(source: Cow<'_, str>) -> Self {
        match source {
            Cow::Borrowed(text) => Text::from(text),
            Cow::Owned(text) => Text::from(text),
        }
    }
}

impl From<char> for Text {
    fn from(source: char) -> Self {
        Text::from(&*source.encode_utf8(&mut [0; 4]))
    }
}

impl fmt::Display for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.to_cow())
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.to_cow(), formatter)
    }
}

impl PartialEq for Text {
    #[inline]
    fn eq(&self, other: &Text) -> bool {
        match (self.view(), other.view()) {
            (View::Latin(left), View::Latin(right)) => left == right,
            (View::Wide(left), View::Wide(right)) => left == right,
            _ => false,
        }
    }
}

impl Eq for Text {}

/// Exact comparison with a Rust string, for names.
impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        match self.view() {
            View::Latin(bytes) if other.is_ascii() => bytes == other.as_bytes(),
            _ => self.units().eq(other.encode_utf16()),
        }
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        *self == **other
    }
}

impl Hash for Text {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self.view() {
            View::Latin(bytes) => bytes.hash(state),
            View::Wide(units) => units.hash(state),
        }
    }
}

impl PartialOrd for Text {
    fn partial_cmp(&self, other: &Text) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Text {
    fn cmp(&self, other: &Text) -> Ordering {
        match (self.view(), other.view()) {
            (View::Latin(left), View::Latin(right)) => left.cmp(right),
            (View::Wide(left), View::Wide(right)) => left.cmp(right),
            _ => self.units().cmp(other.units()),
        }
    }
}
