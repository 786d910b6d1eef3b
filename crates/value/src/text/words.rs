//! Keywords: the words of a text and the operator `%`.
//!
//! Words are those of Unicode's text segmentation (UAX #29), as the pages say:
//! <https://developer.4d.com/docs/Concepts/string#keywords>, `commands/get-text-keywords`.

use super::{Text, compare};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// The words of a text in order, as ranges of units: runs between separators that hold a letter or a digit.
pub fn keywords(text: &Text) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for part in text.to_cow().split_word_bounds() {
        let end = start + part.encode_utf16().count();
        if part.chars().any(char::is_alphanumeric) {
            found.push(start..end);
        }
        start = end;
    }
    found
}

/// The units at which words and separators begin or end, in ascending order.
pub(crate) fn boundaries(text: &Text) -> Vec<usize> {
    let mut found = vec![0];
    let mut end = 0;
    for part in text.to_cow().split_word_bounds() {
        end += part.encode_utf16().count();
        found.push(end);
    }
    found
}

/// The operator `%`: whether one word of `text` equals `word`, in which `@` is a wildcard. False when `word` has
/// several words or none.
pub fn contains_keyword(text: &Text, word: &Text) -> bool {
    if word.is_empty() {
        return false;
    }
    keywords(text).into_iter().any(|range| compare::equal(&text.slice(range.start, range.len()), word))
}
