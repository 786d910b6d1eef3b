//! A text that is searched in UTF-8, with the way between its bytes and the UTF-16 units in which positions count.

use fourd_value::Text;
use std::cell::{Cell, RefCell};
use std::cmp::Ordering;
use std::rc::Rc;

/// Texts with more units are converted for each search, so that they are not kept in memory twice.
const LARGEST_KEPT: usize = 1 << 22;

/// A converted text.
struct Converted {
    source: Text,
    text: String,
    /// A unit and the byte at which it begins: searches go through a text from its beginning to its end, so that the next
    /// place is near.
    anchor: Cell<(usize, usize)>,
}

/// The text of the last search of a process: most loops search one text again and again.
#[derive(Default)]
pub(super) struct LastSubject(RefCell<Option<Rc<Converted>>>);

/// A text to search.
pub(super) enum Subject<'a> {
    /// Units are bytes.
    Ascii(&'a str),
    /// Another text.
    Other(Other),
}

/// A text that is not ASCII.
pub(super) struct Other(Rc<Converted>);

impl<'a> Subject<'a> {
    /// The text of a search.
    pub(super) fn of(source: &'a Text, last: &LastSubject) -> Self {
        if let Some(text) = source.as_ascii_str() {
            return Subject::Ascii(text);
        }
        let mut last = last.0.borrow_mut();
        if let Some(last) = last.as_ref().filter(|last| last.source == *source) {
            return Subject::Other(Other(last.clone()));
        }
        let text = source.to_cow().into_owned();
        let converted = Rc::new(Converted { source: source.clone(), text, anchor: Cell::new((0, 0)) });
        *last = (source.len() <= LARGEST_KEPT).then(|| converted.clone());
        Subject::Other(Other(converted))
    }

    /// The text.
    pub(super) fn text(&self) -> &str {
        match self {
            Subject::Ascii(text) => text,
            Subject::Other(other) => &other.0.text,
        }
    }

    /// The byte at which a unit begins; `None` beyond the end.
    pub(super) fn byte_of(&self, unit: usize) -> Option<usize> {
        match self {
            Subject::Ascii(text) => (unit <= text.len()).then_some(unit),
            Subject::Other(other) => {
                other.walk(|at, _| at.cmp(&unit)).filter(|found| found.0 >= unit).map(|found| found.1)
            }
        }
    }

    /// How many units stand between two bytes.
    pub(super) fn units_between(&self, from: usize, to: usize) -> usize {
        match self {
            Subject::Ascii(_) => to.saturating_sub(from),
            Subject::Other(other) => other.0.text.get(from..to).map_or(0, |part| part.encode_utf16().count()),
        }
    }

    /// The unit that a byte belongs to.
    pub(super) fn unit_of(&self, byte: usize) -> usize {
        match self {
            Subject::Ascii(_) => byte,
            Subject::Other(other) => other.walk(|_, at| at.cmp(&byte)).map_or(0, |found| found.0),
        }
    }
}

impl Other {
    /// Goes on from the anchor, or from the beginning where that is too far, to the first unit that is not before the place
    /// looked for, with its byte, or to the end. That is the new anchor. `compare` tells where a unit and its byte stand.
    fn walk(&self, compare: impl Fn(usize, usize) -> Ordering) -> Option<(usize, usize)> {
        let (mut unit, mut byte) = self.0.anchor.get();
        if compare(unit, byte) == Ordering::Greater {
            (unit, byte) = (0, 0);
        }
        for character in self.0.text.get(byte..)?.chars() {
            if compare(unit, byte) != Ordering::Less {
                break;
            }
            unit += character.len_utf16();
            byte += character.len_utf8();
        }
        self.0.anchor.set((unit, byte));
        Some((unit, byte))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn places_agree_with_counting(source in "[aé€😀]{0,24}", places in proptest::collection::vec(0usize..64, 1..12)) {
            let text = Text::from(source.as_str());
            let subject = Subject::of(&text, &LastSubject::default());
            for place in places {
                let byte = subject.byte_of(place);
                prop_assert_eq!(byte.is_some(), place <= text.len());
                if let Some(byte) = byte {
                    let unit = source.get(..byte).unwrap().encode_utf16().count();
                    prop_assert!(unit == place || unit == place + 1);
                    prop_assert_eq!(subject.unit_of(byte), unit);
                }
            }
        }
    }
}
