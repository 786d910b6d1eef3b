//! What can be set for a document ([XML SET OPTIONS](https://developer.4d.com/docs/commands/xml-set-options)).

use crate::compatibility::Compatibility;
use fourd_value::{Error, error};

/// Numbers of the options.
pub(crate) mod selector {
    /// How texts become values of elements.
    pub(crate) const STRINGS: usize = 1;
    /// How dates are written.
    pub(crate) const DATES: usize = 2;
    /// How times are written.
    pub(crate) const TIMES: usize = 3;
    /// Whether elements stand on lines of their own.
    pub(crate) const INDENTATION: usize = 4;
    /// How bytes are written.
    pub(crate) const BINARY: usize = 5;
    /// Whether entities are loaded from outside.
    pub(crate) const EXTERNAL_ENTITIES: usize = 7;
    /// Whether the case of names counts where elements are looked for by name.
    pub(crate) const CASE: usize = 8;
    /// Whether a mark of the byte order is written.
    pub(crate) const MARK: usize = 9;
    /// What ends a line.
    pub(crate) const LINE_ENDS: usize = 10;
}

/// Values of the options.
pub(crate) mod choice {
    /// The second of two ways, the first being the default: raw data, no indentation, data URI, case insensitive.
    pub(crate) const OTHER: i64 = 2;
    /// `XML enabled`.
    pub(crate) const ENABLED: i64 = 1;
    /// `XML CR`.
    pub(crate) const CR: i64 = 2;
    /// `XML CRLF`.
    pub(crate) const CRLF: i64 = 3;
    /// `XML local`.
    pub(crate) const LOCAL: i64 = 2;
    /// `XML datetime local`.
    pub(crate) const DATETIME_LOCAL: i64 = 3;
    /// `XML UTC`.
    pub(crate) const UTC: i64 = 4;
    /// `XML datetime UTC`.
    pub(crate) const DATETIME_UTC: i64 = 5;
    /// `XML datetime local absolute`.
    pub(crate) const DATETIME_ABSOLUTE: i64 = 6;
    /// `XML seconds`.
    pub(crate) const SECONDS: i64 = 7;
    /// `XML duration`.
    pub(crate) const DURATION: i64 = 8;
}

/// The values of the options of a document.
#[derive(Clone, Copy)]
pub(crate) struct Options([i64; 11]);

impl Default for Options {
    fn default() -> Self {
        Options([0, 1, 1, choice::DATETIME_ABSOLUTE, 1, 1, 1, 2, 1, 0, 0])
    }
}

/// The smallest and the largest value of an option.
fn range(selector: usize) -> std::ops::RangeInclusive<i64> {
    match selector {
        selector::DATES => 1..=choice::DATETIME_UTC,
        selector::TIMES => choice::DATETIME_LOCAL..=choice::DURATION,
        selector::MARK => 0..=2,
        selector::LINE_ENDS => 0..=choice::CRLF,
        _ => 1..=2,
    }
}

impl Options {
    /// The value of an option.
    ///
    /// # Errors
    /// There is no such option.
    pub(crate) fn get(&self, selector: i64) -> Result<i64, Error> {
        let index = usize::try_from(selector).ok().filter(|index| *index > 0);
        index
            .and_then(|index| self.0.get(index).copied())
            .ok_or_else(|| Error::with(error::INDEX_OUT_OF_RANGE, format!("{selector} is no option of XML documents")))
    }

    /// Sets an option.
    ///
    /// # Errors
    /// There is no such option, or it does not have this value.
    pub(crate) fn set(&mut self, selector: i64, value: i64) -> Result<(), Error> {
        self.get(selector)?;
        let index = selector as usize;
        let not_utc = !(index == selector::TIMES && value == choice::UTC);
        if !range(index).contains(&value) || !not_utc {
            let text = format!("{value} is no value of the option {selector} of XML documents");
            return Err(Error::with(error::INDEX_OUT_OF_RANGE, text));
        }
        if index == selector::EXTERNAL_ENTITIES && value == choice::ENABLED {
            return Err(Error::not_implemented("XML SET OPTIONS: entities from outside of the document"));
        }
        if let Some(slot) = self.0.get_mut(index) {
            *slot = value;
        }
        Ok(())
    }

    fn is(&self, selector: usize, value: i64) -> bool {
        self.0.get(selector) == Some(&value)
    }

    /// How dates are written.
    pub(crate) fn dates(&self) -> i64 {
        self.0.get(selector::DATES).copied().unwrap_or_default()
    }

    /// How times are written.
    pub(crate) fn times(&self) -> i64 {
        self.0.get(selector::TIMES).copied().unwrap_or_default()
    }

    /// Whether texts are XML already.
    pub(crate) fn raw_strings(&self) -> bool {
        self.is(selector::STRINGS, choice::OTHER)
    }

    /// Whether elements stand on lines of their own.
    pub(crate) fn indented(&self) -> bool {
        !self.is(selector::INDENTATION, choice::OTHER)
    }

    /// Sets whether elements stand on lines of their own.
    pub(crate) fn set_indented(&mut self, indented: bool) {
        if let Some(slot) = self.0.get_mut(selector::INDENTATION) {
            *slot = if indented { 1 } else { choice::OTHER };
        }
    }

    /// Whether bytes get the head of a data URI.
    pub(crate) fn data_uri(&self) -> bool {
        self.is(selector::BINARY, choice::OTHER)
    }

    /// Whether the case of names counts.
    pub(crate) fn case_sensitive(&self) -> bool {
        !self.is(selector::CASE, choice::OTHER)
    }

    /// The options with `XML default` replaced by what the settings of a project say; `older_end` is the line end of
    /// older projects.
    pub(crate) fn resolved(mut self, project: Compatibility, older_end: i64) -> Self {
        let defaults = [
            (selector::MARK, project.writes_mark, choice::ENABLED),
            (selector::LINE_ENDS, project.older_line_ends, older_end),
        ];
        for (selector, is_older, value) in defaults {
            if is_older && let Some(slot @ 0) = self.0.get_mut(selector) {
                *slot = value;
            }
        }
        self
    }

    /// Whether a mark of the byte order is written.
    pub(crate) fn mark(&self) -> bool {
        self.is(selector::MARK, choice::ENABLED)
    }

    /// What ends a line.
    pub(crate) fn line_end(&self) -> &'static str {
        match self.0.get(selector::LINE_ENDS) {
            Some(&choice::CR) => "\r",
            Some(&choice::CRLF) => "\r\n",
            Some(0) if cfg!(windows) => "\r\n",
            _ => "\n",
        }
    }
}
