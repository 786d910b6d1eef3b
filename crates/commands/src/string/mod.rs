//! String ([theme](https://developer.4d.com/docs/commands/theme/String)): characters, parts and changes here; searches,
//! conversions, character sets and regular expressions in files of their own.

pub(crate) mod character_set;
mod code_page;
pub(crate) mod common;
pub(crate) mod conversion;
pub(crate) mod localized;
mod pattern;
mod regular;
mod search;
mod subject;

use character_set::{CONVERT_FROM_TEXT, CONVERT_TO_TEXT};
use common::index;
pub(crate) use conversion::plain_text;
use conversion::{NUM, STRING};
use fourd_macros::{command, theme};
use fourd_runtime::command::Star;
use fourd_value::text::{MAXIMUM_UNITS, too_long};
use fourd_value::{Error, Text, error};
use localized::LOCALIZED_STRING;
pub(crate) use localized::translated;
use regular::MATCH_REGEX;
use search::{COMPARE_STRINGS, GET_TEXT_KEYWORDS, POSITION, REPLACE_STRING, SPLIT_STRING};

theme!("String":
    change_string, char, character_code, compare_strings, convert_from_text, convert_to_text, delete_string,
    get_text_keywords, insert_string, length, localized_string, lowercase, match_regex, num, position, replace_string,
    split_string, string, substring, trim, trim_end, trim_start, uppercase);

/// The text of one UTF-16 unit. A code outside 1 to 65535 is an error, except 0, which gives the null character.
///
/// ```4d
/// Char(65)  // "A"
/// ```
#[command(90, "Char", thread_safe)]
fn char(char_code: i64) -> Result<Text, Error> {
    match u16::try_from(char_code) {
        Ok(unit) => Ok(Text::from_unit(unit)),
        Err(_) => Err(Error::with(error::INDEX_OUT_OF_RANGE, format!("{char_code} is not the code of a character"))),
    }
}

/// The code of the first UTF-16 unit of a text, 0 for an empty one.
///
/// ```4d
/// Character code("A")  // 65
/// ```
#[command(91, "Character code", thread_safe)]
fn character_code(character: &Text) -> i64 {
    character.unit(0).map_or(0, i64::from)
}

/// How many UTF-16 units a text has.
///
/// ```4d
/// Length("Hello")  // 5
/// ```
#[command(16, "Length", thread_safe)]
fn length(string: &Text) -> i64 {
    string.len() as i64
}

/// The part of a text from a position on, counted from 1; positions before the first count as the first. Without a
/// count, all that follows; a negative count gives the empty text.
///
/// ```4d
/// Substring("Hello world"; 7)  // "world"
/// Substring("Hello"; 2; 3)  // "ell"
/// ```
#[command(12, "Substring", thread_safe)]
fn substring(source: &Text, first_char: i64, num_chars: Option<i64>) -> Text {
    let count = num_chars.map_or(usize::MAX, |count| usize::try_from(count).unwrap_or(0));
    source.slice(index(first_char), count)
}

/// Writes characters over those of a text from a position on. The length stays: what would stand beyond the end is
/// dropped, and a position outside the text changes nothing.
///
/// ```4d
/// Change string("Acme"; "CME"; 2)  // "ACME"
/// ```
#[command(234, "Change string", thread_safe)]
fn change_string(source: &Text, new_chars: &Text, position: i64) -> Text {
    if position < 1 || position > source.len() as i64 || new_chars.is_empty() {
        return source.clone();
    }
    let start = index(position);
    let new_chars = new_chars.slice(0, source.len() - start);
    let mut changed = source.slice(0, start);
    changed.push(&new_chars);
    changed.push(&source.slice(start + new_chars.len(), usize::MAX));
    changed
}

/// Removes characters from a position on; a position before the first counts as the first. A count of 0 or less and a
/// position beyond the end change nothing.
///
/// ```4d
/// Delete string("Salam"; 2; 2)  // "Sam"
/// ```
#[command(232, "Delete string", thread_safe)]
fn delete_string(source: &Text, position: i64, num_chars: i64) -> Text {
    let start = index(position);
    let count = usize::try_from(num_chars).unwrap_or(0);
    if count == 0 || start >= source.len() {
        return source.clone();
    }
    let mut left = source.slice(0, start);
    left.push(&source.slice(start.saturating_add(count), usize::MAX));
    left
}

/// Inserts a text before the character at a position: at the beginning where the position is before the first, at the
/// end where it is beyond the last.
///
/// ```4d
/// Insert string("The tree"; " green"; 4)  // "The green tree"
/// ```
#[command(231, "Insert string", thread_safe)]
fn insert_string(source: &Text, what: &Text, position: i64) -> Result<Text, Error> {
    if source.len() + what.len() > MAXIMUM_UNITS {
        return Err(too_long());
    }
    let start = index(position).min(source.len());
    let mut inserted = source.slice(0, start);
    inserted.push(what);
    inserted.push(&source.slice(start, usize::MAX));
    Ok(inserted)
}

/// A text with all letters in capitals. Accents are lost unless `*` is passed.
///
/// ```4d
/// Uppercase("hello")  // "HELLO"
/// ```
#[command(13, "Uppercase", thread_safe)]
fn uppercase(a_string: &Text, keep_accents: Star) -> Text {
    a_string.to_uppercase(keep_accents.0)
}

/// A text with all letters small. Accents are lost unless `*` is passed.
///
/// ```4d
/// Lowercase("HELLO")  // "hello"
/// ```
#[command(14, "Lowercase", thread_safe)]
fn lowercase(a_string: &Text, keep_accents: Star) -> Text {
    a_string.to_lowercase(keep_accents.0)
}

/// Whether ECMAScript counts a unit as white space or line end.
fn is_white_space(unit: u16) -> bool {
    unit == 0xFEFF || unit != 0x85 && char::from_u32(u32::from(unit)).is_some_and(char::is_whitespace)
}

/// A text without the white space at the chosen ends.
fn trimmed(source: &Text, start: bool, end: bool) -> Text {
    let first = if start { source.units().take_while(|&unit| is_white_space(unit)).count() } else { 0 };
    let rest = source.len() - first;
    let last = if end { source.units().rev().take(rest).take_while(|&unit| is_white_space(unit)).count() } else { 0 };
    source.slice(first, rest - last)
}

/// A text without white space (blanks, tabs, line ends and the like) at its two ends.
///
/// ```4d
/// Trim("  a b  ")  // "a b"
/// ```
#[command(1853, "Trim", thread_safe)]
fn trim(a_string: &Text) -> Text {
    trimmed(a_string, true, true)
}

/// A text without white space at its beginning.
#[command(1854, "Trim start", thread_safe)]
fn trim_start(a_string: &Text) -> Text {
    trimmed(a_string, true, false)
}

/// A text without white space at its end.
#[command(1855, "Trim end", thread_safe)]
fn trim_end(a_string: &Text) -> Text {
    trimmed(a_string, false, true)
}
