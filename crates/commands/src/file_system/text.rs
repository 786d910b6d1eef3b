//! Files as texts: character sets with the mark of the byte order, and line ends.

use crate::compatibility::Compatibility;
use crate::string::character_set::CharacterSet;
use fourd_value::text::TextBuilder;
use fourd_value::{Error, Text, Value, error};

const CARRIAGE_RETURN: u16 = 13;
const LINE_FEED: u16 = 10;

/// What happens to line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LineEnds {
    /// They stay.
    Unchanged,
    /// They become those of the system.
    Native,
    /// They become carriage return and line feed.
    CrLf,
    /// They become carriage returns.
    Cr,
    /// They become line feeds.
    Lf,
}

impl LineEnds {
    /// The mode of a number of 4D (`Document with CR` and so on).
    pub(crate) fn numbered(number: i64) -> Option<Self> {
        [Self::Unchanged, Self::Native, Self::CrLf, Self::Cr, Self::Lf].get(usize::try_from(number).ok()?).copied()
    }

    /// The mode of a name, whose case counts.
    pub(crate) fn named(name: &str) -> Option<Self> {
        [Self::Native, Self::CrLf, Self::Cr, Self::Lf].into_iter().find(|mode| mode.name() == name)
    }

    /// Its name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Unchanged => "unchanged",
            Self::Native => "native",
            Self::CrLf => "crlf",
            Self::Cr => "cr",
            Self::Lf => "lf",
        }
    }

    /// The mode that a break mode asks for; without one it is native, which the settings of a project may decide.
    pub(crate) fn of(number: Option<i64>, project: Compatibility) -> Result<Self, Error> {
        let number = number.unwrap_or(1);
        match Self::numbered(number) {
            Some(Self::Native) if project.older_line_ends => Ok(Self::Cr),
            Some(mode) => Ok(mode),
            None => {
                let text = format!("{number} is no processing mode for line ends");
                Err(Error::with(error::INDEX_OUT_OF_RANGE, text))
            }
        }
    }

    /// A line end.
    pub(crate) fn units(self) -> &'static [u16] {
        match self {
            Self::CrLf => &[CARRIAGE_RETURN, LINE_FEED],
            Self::Cr => &[CARRIAGE_RETURN],
            Self::Native if cfg!(windows) => &[CARRIAGE_RETURN, LINE_FEED],
            Self::Native | Self::Lf | Self::Unchanged => &[LINE_FEED],
        }
    }

    /// The text with line ends of this mode.
    pub(crate) fn convert(self, text: Text) -> Text {
        let is_end = |unit: u16| unit == CARRIAGE_RETURN || unit == LINE_FEED;
        if self == Self::Unchanged || !text.units().any(is_end) {
            return text;
        }
        let mut builder = TextBuilder::with_capacity(text.len());
        let mut units = text.units().peekable();
        while let Some(unit) = units.next() {
            if !is_end(unit) {
                builder.push_unit(unit);
                continue;
            }
            if unit == CARRIAGE_RETURN && units.peek() == Some(&LINE_FEED) {
                units.next();
            }
            builder.push_units(self.units());
        }
        builder.finish()
    }
}

/// A character set, and whether the mark of its byte order is written.
#[derive(Clone, Copy)]
pub(crate) struct Encoding {
    /// The set.
    pub(crate) set: CharacterSet,
    /// Whether its mark is written.
    pub(crate) mark: bool,
}

impl Encoding {
    /// UTF-8 without a mark.
    pub(crate) const DEFAULT: Encoding = Encoding { set: CharacterSet::Utf8, mark: false };

    /// As [`of`](Self::of) where something is named; the settings of a project decide about the mark of the default.
    ///
    /// # Errors
    /// There is no such set.
    pub(crate) fn to_write(value: Option<&Value>, project: Compatibility) -> Result<Encoding, Error> {
        let is_named =
            value.is_some_and(|value| !value.is_null() && value.as_text().is_none_or(|name| !name.is_empty()));
        let encoding = Self::of(value)?;
        Ok(Encoding { mark: encoding.mark || (!is_named && project.writes_mark), ..encoding })
    }

    /// The set that a name or number names. The mark is written where the set has one, unless the name ends with
    /// `-no-bom`.
    ///
    /// # Errors
    /// There is no such set.
    pub(crate) fn of(value: Option<&Value>) -> Result<Encoding, Error> {
        let Some(value) = value.filter(|value| !value.is_null()) else { return Ok(Self::DEFAULT) };
        let shown = match value {
            Value::Text(name) => name.clone(),
            value => fourd_value::number::to_text(value.as_real().unwrap_or_default()),
        };
        if shown.is_empty() {
            return Ok(Self::DEFAULT);
        }
        let lower = shown.to_cow().trim().to_ascii_lowercase();
        let (value, mark) = match lower.strip_suffix("-no-bom") {
            Some(name) => (Value::text(name), false),
            None => (value.clone(), true),
        };
        match CharacterSet::of(&value)? {
            Some(set) => Ok(Encoding { set, mark: mark && has_mark(set) }),
            None => Err(Error::with(error::ARGUMENT_TYPE, format!("There is no character set `{shown}`"))),
        }
    }

    /// The bytes of a text as the content of a file.
    pub(crate) fn encode(self, text: &Text) -> Vec<u8> {
        let mut bytes = if self.mark { self.set.encode(&Text::from("\u{FEFF}")) } else { Vec::new() };
        bytes.append(&mut self.set.encode(text));
        bytes
    }
}

/// Whether a set has a mark of its byte order.
pub(crate) fn has_mark(set: CharacterSet) -> bool {
    matches!(set, CharacterSet::Utf8 | CharacterSet::Utf16(_) | CharacterSet::Utf32(_))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn line_ends() {
        let text = || Text::from("a\r\nb\nc\rd\n\r");
        assert_eq!(LineEnds::Lf.convert(text()), Text::from("a\nb\nc\nd\n\n"));
        assert_eq!(LineEnds::Cr.convert(text()), Text::from("a\rb\rc\rd\r\r"));
        assert_eq!(LineEnds::CrLf.convert(text()), Text::from("a\r\nb\r\nc\r\nd\r\n\r\n"));
        assert_eq!(LineEnds::Unchanged.convert(text()), text());
    }

    #[test]
    fn settings_of_a_project_decide_about_defaults() {
        let older = Compatibility { writes_mark: true, older_line_ends: true, ..Compatibility::NEW };
        assert_eq!(LineEnds::of(None, older).unwrap(), LineEnds::Cr);
        assert_eq!(LineEnds::of(Some(1), older).unwrap(), LineEnds::Cr);
        assert_eq!(LineEnds::of(Some(4), older).unwrap(), LineEnds::Lf);
        assert_eq!(LineEnds::of(None, Compatibility::NEW).unwrap(), LineEnds::Native);
        let mark =
            |name: Option<&str>, project| Encoding::to_write(name.map(Value::text).as_ref(), project).unwrap().mark;
        assert!(mark(None, older) && mark(Some(""), older) && mark(Some("UTF-8"), older));
        assert!(!mark(Some("UTF-8-no-bom"), older) && !mark(Some("ISO-8859-1"), older));
        assert!(!mark(None, Compatibility::NEW) && mark(Some("UTF-8"), Compatibility::NEW));
    }

    #[test]
    fn marks() {
        let bytes = |name: &str| Encoding::of(Some(&Value::text(name))).unwrap().encode(&Text::from("a"));
        assert_eq!(bytes("UTF-8"), [0xEF, 0xBB, 0xBF, b'a']);
        assert_eq!(bytes("utf-8-NO-BOM"), [b'a']);
        assert_eq!(bytes("UTF-16LE"), [0xFF, 0xFE, b'a', 0]);
        assert_eq!(bytes("ISO-8859-1"), [b'a']);
        assert_eq!(Encoding::of(None).unwrap().encode(&Text::from("a")), [b'a']);
        assert!(Encoding::of(Some(&Value::text("klingon"))).is_err());
    }
}
