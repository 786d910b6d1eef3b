//! Commands that look for texts in texts, and compare them.

use super::common::index;
use crate::arrays::{array_at, fill};
use fourd_macros::command;
use fourd_runtime::Process;
use fourd_runtime::command::Star;
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::text::search::{Options, compare_with, find_with};
use fourd_value::text::words::keywords;
use fourd_value::text::{self, MAXIMUM_UNITS, Matching, too_long};
use fourd_value::{Collection, Error, Text, Value};
use std::cmp::Ordering;

/// Options of a sum of `sk …` constants.
fn options(bits: i64) -> Options {
    Options::from_bits(bits as i32)
}

/// `*` compares by character codes.
fn matching(by_codes: Star) -> Matching {
    if by_codes.0 { Matching::Exact } else { Matching::Folded }
}

/// Where a text first occurs in another one, from a position on: its position from 1, or 0. The length of what was
/// found, which can differ from that of the text looked for, goes to a variable; it is 0 where nothing was found.
///
/// Case, diacritical marks and ignorable characters do not count, and `@` is an ordinary character. With `*`, character
/// codes are compared; options name what counts instead.
///
/// ```4d
/// Position("lo"; "Hello")  // 4
/// Position("z"; "Hello")  // 0
/// ```
#[command(15, "Position", thread_safe)]
fn position(
    process: &mut Process<'_>,
    find: &Text,
    a_string: &Text,
    start: Option<i64>,
    length_found: Option<Location>,
    by_codes: Star,
    options: Option<i64>,
    span: Span,
) -> i64 {
    let start = index(start.unwrap_or(1));
    let found = match options {
        Some(bits) => find_with(find, a_string, start, self::options(bits)),
        None => text::find(find, a_string, start, matching(by_codes)),
    };
    if let Some(place) = length_found {
        process.write(&place, Value::from(found.map_or(0, |found| found.len)), span);
    }
    found.map_or(0, |found| found.start as i64 + 1)
}

/// How often `old` occurs, counted up to `most`.
fn count(source: &Text, old: &Text, most: usize, matching: Matching) -> usize {
    let mut from = 0;
    let mut count = 0;
    while count < most
        && let Some(found) = text::find(old, source, from, matching)
    {
        count += 1;
        from = found.start + found.len.max(1);
    }
    count
}

/// Replaces occurrences of a text in another one, all of them or the first ones up to a number. An empty text occurs
/// nowhere. Case, diacritical marks and ignorable characters do not count, unless `*` asks for character codes.
///
/// ```4d
/// Replace string("banana"; "an"; "o")  // "booa"
/// Replace string("banana"; "an"; "o"; 1)  // "boana"
/// ```
#[command(233, "Replace string", thread_safe)]
fn replace_string(
    source: &Text,
    old_string: &Text,
    new_string: &Text,
    how_many: Option<i64>,
    by_codes: Star,
) -> Result<Text, Error> {
    let matching = matching(by_codes);
    let most = how_many.map_or(usize::MAX, |count| usize::try_from(count).unwrap_or(0));
    // Only where the result could become too long are the occurrences counted first.
    if source.len().saturating_mul(new_string.len().max(1)) > MAXIMUM_UNITS {
        let added = count(source, old_string, most, matching).saturating_mul(new_string.len());
        if source.len().saturating_add(added) > MAXIMUM_UNITS {
            return Err(too_long());
        }
    }
    Ok(text::replace(source, old_string, new_string, Some(most), matching))
}

/// Compares two texts: -1, 0 or 1. Without options as the operator `<` does; `@` is always an ordinary character.
#[command(1756, "Compare strings", thread_safe)]
fn compare_strings(a_string: &Text, b_string: &Text, options: Option<i64>) -> i64 {
    let order = match options {
        Some(bits) => compare_with(a_string, b_string, self::options(bits)),
        None => text::compare(a_string, b_string),
    };
    match order {
        Ordering::Less => -1,
        Ordering::Equal => 0,
        Ordering::Greater => 1,
    }
}

/// `sk ignore empty strings`.
const IGNORE_EMPTY: i64 = 1;
/// `sk trim spaces`.
const TRIM_SPACES: i64 = 2;

/// A text without the blanks at its ends.
fn without_spaces(part: &Text) -> Text {
    const SPACE: u16 = 0x20;
    let first = part.units().take_while(|&unit| unit == SPACE).count();
    let rest = part.len() - first;
    let last = part.units().rev().take(rest).take_while(|&unit| unit == SPACE).count();
    part.slice(first, rest - last)
}

/// The parts of a text between separators as a collection; with an empty separator its characters. An empty text
/// has no parts. `sk trim spaces`
/// drops blanks around each part, `sk ignore empty strings` the parts that are then empty.
///
/// ```4d
/// Split string("a,b,,c"; ",")  // ["a"; "b"; ""; "c"]
/// Split string("a, b"; ","; sk trim spaces)  // ["a"; "b"]
/// ```
#[command(1554, "Split string", thread_safe)]
fn split_string(string_to_split: &Text, separator: &Text, options: Option<i64>) -> Collection {
    let options = options.unwrap_or(0);
    let mut parts = Vec::new();
    if string_to_split.is_empty() {
        return Collection::new(parts);
    }
    let mut push = |part: Text| {
        let part = if options & TRIM_SPACES != 0 { without_spaces(&part) } else { part };
        if options & IGNORE_EMPTY == 0 || !part.is_empty() {
            parts.push(Value::Text(part));
        }
    };
    if separator.is_empty() {
        string_to_split.units().for_each(|unit| push(Text::from_unit(unit)));
        return Collection::new(parts);
    }
    let mut from = 0;
    while let Some(found) = text::find(separator, string_to_split, from, Matching::Folded) {
        push(string_to_split.slice(from, found.start - from));
        from = found.start + found.len;
    }
    push(string_to_split.slice(from, usize::MAX));
    Collection::new(parts)
}

/// Fills a text array with the words of a text, in their order; with `*` each word once, at its first place. Case and
/// diacritical marks do not make words different. Tags of styled text are no words.
#[command(1141, "GET TEXT KEYWORDS", thread_safe)]
fn get_text_keywords(
    process: &mut Process<'_>,
    text: &Text,
    arr_keywords: Location,
    unique: Star,
    span: Span,
) -> Result<(), Error> {
    let text = without_style(text);
    let mut words: Vec<Text> = keywords(&text).into_iter().map(|range| text.slice(range.start, range.len())).collect();
    if unique.0 {
        words = each_once(words);
    }
    let array = array_at(process, &arr_keywords, span)?;
    fill(&array, words.into_iter().map(Value::Text).collect())
}

/// The words that equal none before them.
fn each_once(words: Vec<Text>) -> Vec<Text> {
    let mut order: Vec<usize> = (0..words.len()).collect();
    order.sort_by(|&left, &right| text::compare(&words[left], &words[right]).then(left.cmp(&right)));
    let mut first = vec![true; words.len()];
    for pair in order.windows(2) {
        first[pair[1]] = text::compare(&words[pair[0]], &words[pair[1]]) != Ordering::Equal;
    }
    words.into_iter().zip(first).filter_map(|(word, first)| first.then_some(word)).collect()
}

/// Styled text without its tags `<span …>`, `</span>` and `<br/>`.
fn without_style(source: &Text) -> Text {
    let text = source.to_cow();
    let is_tag = |rest: &str| {
        let rest = rest.as_bytes();
        let begins = |tag: &[u8]| rest.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
        begins(b"<span ") || begins(b"<span>") || begins(b"</span>") || begins(b"<br/>")
    };
    let mut plain = String::new();
    let mut rest = &*text;
    while let Some(start) = rest.find('<') {
        let (before, tag) = rest.split_at(start);
        plain.push_str(before);
        match tag.find('>') {
            Some(end) if is_tag(tag) => {
                if tag.as_bytes().get(1).is_some_and(|letter| letter.eq_ignore_ascii_case(&b'b')) {
                    plain.push('\n');
                }
                rest = &tag[end + 1..];
            }
            _ => {
                plain.push('<');
                rest = &tag[1..];
            }
        }
    }
    if plain.is_empty() && rest.len() == text.len() {
        return source.clone();
    }
    plain.push_str(rest);
    Text::from(plain)
}
