//! `Match regex`: regular expressions with the syntax of ICU.

use super::common::index;
use super::pattern::{Extent, refused, translate};
use super::subject::{LastSubject, Subject};
use fancy_regex::{Captures, Regex, RegexBuilder};
use fourd_macros::command;
use fourd_runtime::Process;
use fourd_runtime::command::Star;
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::{Array, Error, Text, Value, error};
use std::cell::RefCell;
use std::rc::Rc;

/// Steps back after which a search is given up with an error.
const BACKTRACK_LIMIT: usize = 10_000_000;

/// Compiled patterns that are kept.
const KEPT: usize = 64;

/// A pattern, what it is to fit and whether the text ends with the end of a line, with the compiled form.
struct Compiled {
    pattern: Text,
    extent: Extent,
    line_end_last: bool,
    regex: Rc<Regex>,
}

thread_local! {
    /// The patterns used last, the latest one last.
    static COMPILED: RefCell<Vec<Compiled>> = const { RefCell::new(Vec::new()) };
}

/// ICU's name for what is wrong, without `U_REGEX_`.
fn icu_name(problem: &fancy_regex::Error) -> &'static str {
    use fancy_regex::{CompileError, Error, ParseError, RuntimeError};
    match problem {
        Error::ParseError(_, ParseError::UnclosedOpenParen) => "MISMATCHED_PAREN",
        Error::ParseError(_, ParseError::RecursionExceeded) => "PATTERN_TOO_BIG",
        Error::ParseError(_, ParseError::UnknownFlag(_)) => "INVALID_FLAG",
        Error::ParseError(_, ParseError::InvalidBackref) => "INVALID_BACK_REF",
        Error::ParseError(_, ParseError::InvalidGroupName | ParseError::InvalidGroupNameBackref(_)) => {
            "INVALID_CAPTURE_GROUP_NAME"
        }
        Error::CompileError(problem) => match **problem {
            CompileError::LookBehindNotConst | CompileError::VariableLookBehindRequiresFeature => "LOOK_BEHIND_LIMIT",
            CompileError::InvalidGroupName | CompileError::InvalidGroupNameBackref(_) => "INVALID_CAPTURE_GROUP_NAME",
            CompileError::InvalidBackref(_) => "INVALID_BACK_REF",
            CompileError::PatternTooComplex => "PATTERN_TOO_BIG",
            _ => "RULE_SYNTAX",
        },
        Error::RuntimeError(RuntimeError::StackOverflow) => "STACK_OVERFLOW",
        Error::RuntimeError(_) => "TIME_OUT",
        _ => "RULE_SYNTAX",
    }
}

fn compile(pattern: &Text, extent: Extent, line_end_last: bool) -> Result<Rc<Regex>, Error> {
    let known = COMPILED.with_borrow_mut(|kept| {
        let found = kept.iter().rposition(|each| {
            each.extent == extent && each.line_end_last == line_end_last && each.pattern == *pattern
        })?;
        let compiled = kept.remove(found);
        let regex = compiled.regex.clone();
        kept.push(compiled);
        Some(regex)
    });
    if let Some(regex) = known {
        return Ok(regex);
    }
    let translated = translate(&pattern.to_cow(), extent, line_end_last)?;
    let regex = RegexBuilder::new(&translated).backtrack_limit(BACKTRACK_LIMIT).build();
    let regex = regex.map_err(|problem| refused(icu_name(&problem)))?;
    let regex = Rc::new(regex);
    COMPILED.with_borrow_mut(|kept| {
        if kept.len() >= KEPT {
            kept.remove(0);
        }
        kept.push(Compiled { pattern: pattern.clone(), extent, line_end_last, regex: regex.clone() });
    });
    Ok(regex)
}

/// Position from 1 and length of each group in units; zeros for a group that took no part.
fn extents(subject: &Subject<'_>, captures: &Captures<'_, str>) -> Vec<(usize, usize)> {
    let first = captures.get(0).map_or(0, |whole| whole.start());
    let first_unit = subject.unit_of(first);
    let extent = |start: usize, end: usize| {
        // A group inside a look-behind can stand before the part that was found.
        let unit = match start.checked_sub(first) {
            Some(_) => first_unit + subject.units_between(first, start),
            None => subject.unit_of(start),
        };
        (unit + 1, subject.units_between(start, end))
    };
    captures.iter().map(|group| group.map_or((0, 0), |group| extent(group.start(), group.end()))).collect()
}

/// Writes what was found to a variable, or with the groups to an array from its element 0 on.
fn deliver(
    process: &mut Process<'_>,
    place: Option<Location>,
    values: impl ExactSizeIterator<Item = usize>,
    span: Span,
) -> Result<(), Error> {
    let Some(place) = place else { return Ok(()) };
    let mut values = values.map(Value::from);
    match process.read(&place, span) {
        Value::Array(array) => fill(&array, values),
        _ => {
            if let Some(whole) = values.next() {
                process.write(&place, whole, span);
            }
            Ok(())
        }
    }
}

fn fill(array: &Array, values: impl ExactSizeIterator<Item = Value>) -> Result<(), Error> {
    array.change(|data| {
        data.resize(values.len().saturating_sub(1));
        for (index, value) in values.enumerate() {
            if !data.set(index, &value) {
                return Err(Error::with(error::INCOMPATIBLE_TYPES, "expected an array of numbers"));
            }
        }
        Ok(())
    })
}

/// Whether a text fits a regular expression of ICU's syntax: all of it, or, from a position on, a part of it; with `*`,
/// the part must begin at that position.
///
/// Position and length of the part go to two variables, or with those of the groups to two arrays, whose element 0 is the
/// part itself. Where nothing fits they keep their values. A pattern that is not valid is an error, and so is one that
/// leads to too many attempts.
///
/// ```4d
/// Match regex("[0-9]+"; "abc123")  // False
/// Match regex("[0-9]+"; "abc123"; 1)  // True
/// ```
#[command(1019, "Match regex", thread_safe, missing = "the flag w, \\X and \\N")]
fn match_regex(
    process: &mut Process<'_>,
    pattern: &Text,
    a_string: &Text,
    start: Option<i64>,
    position_found: Option<Location>,
    length_found: Option<Location>,
    only_here: Star,
    span: Span,
) -> Result<bool, Error> {
    let extent = match (start, only_here.0) {
        (_, true) => Extent::Here,
        (Some(_), false) => Extent::Anywhere,
        (None, false) => Extent::Whole,
    };
    const LINE_ENDS: [u16; 7] = [0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029];
    let line_end_last = a_string.units().next_back().is_some_and(|unit| LINE_ENDS.contains(&unit));
    let regex = compile(pattern, extent, line_end_last)?;
    let subject = Subject::of(a_string, &process.state.get::<LastSubject>());
    let text = subject.text();
    let Some(start) = subject.byte_of(index(start.unwrap_or(1))) else { return Ok(false) };
    let failed = |problem: fancy_regex::Error| refused(icu_name(&problem));
    if position_found.is_none() && length_found.is_none() {
        return regex.find_from_pos(text, start).map(|found| found.is_some()).map_err(failed);
    }
    let Some(captures) = regex.captures_from_pos(text, start).map_err(failed)? else { return Ok(false) };
    let found = extents(&subject, &captures);
    deliver(process, position_found, found.iter().map(|part| part.0), span)?;
    deliver(process, length_found, found.iter().map(|part| part.1), span)?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]

    use super::*;
    use proptest::prelude::*;

    fn line_end_last(text: &str) -> bool {
        text.ends_with(['\n', '\u{B}', '\u{C}', '\r', '\u{85}', '\u{2028}', '\u{2029}'])
    }

    fn matches(pattern: &str, text: &str) -> bool {
        let regex = compile(&Text::from(pattern), Extent::Whole, line_end_last(text)).unwrap();
        regex.is_match(text).unwrap()
    }

    fn all(pattern: &str, text: &str) -> Vec<(usize, usize)> {
        let regex = compile(&Text::from(pattern), Extent::Anywhere, line_end_last(text)).unwrap();
        regex.find_iter(text).map(|found| found.unwrap()).map(|found| (found.start(), found.end())).collect()
    }

    #[test]
    fn whole_texts() {
        for (pattern, text) in [
            ("a|ab", "ab"),
            (r"\Qa.b\E+", "a.bb"),
            (r"(?i)STRASSE", "strasse"),
            (r"(a)(b)\2\1", "abba"),
            (r"(a)\10", "aa0"),
            (r"(?x) a b # comment", "ab"),
            (r"[[:alpha:]]+[[:^alpha:]]", "éa1"),
            (r"[a-z&&[^aeiou]]+", "xyz"),
            (r"[[a-z]--[aeiou]]+", "xyz"),
            (r"[]a]+", "a]"),
            (r"\u0041\x42\x{43}\U00000044", "ABCD"),
            (r"\uD83D\uDE00", "😀"),
            (r"a\hb\Rc", "a\tb\r\nc"),
            (r"(?<year>\d{4})-\k<year>", "2024-2024"),
            (r"x*+y", "xxy"),
            (r"a{2}b{1,}c{0,1}}", "aabbb}"),
            (r"\<b\>", "<b>"),
            (r"[\w.-]+@[\w.-]+\.[a-z]{2,}", "a.b@c-d.org"),
            (r"\p{Lu}\p{L}\PL", "Ab1"),
            (r"a.b", "a\u{2027}b"),
        ] {
            assert!(matches(pattern, text), "{pattern}");
        }
        for (pattern, text) in [("a.b", "a\rb"), ("a.b", "a\nb"), ("abc", "abcd"), ("a$", "a\n"), (r"\<b", "b")] {
            assert!(!matches(pattern, text), "{pattern}");
        }
        assert!(matches("(?s)a.b", "a\nb") && !matches("(?s:a).b", "a\nb"));
    }

    #[test]
    fn ends_of_lines() {
        assert_eq!(all("$", "a\r\n"), [(1, 1), (3, 3)]);
        assert_eq!(all("$", "a\nb"), [(3, 3)]);
        assert_eq!(all("(?m)^", "a\r\nb\n"), [(0, 0), (3, 3)]);
        assert_eq!(all("(?m)$", "a\r\nb\r"), [(1, 1), (4, 4), (5, 5)]);
        assert_eq!(all("(?m:^b)", "a\rb"), [(2, 3)]);
    }

    #[test]
    fn invalid_patterns_are_errors() {
        for pattern in [
            "(",
            ")",
            "[a",
            r"\",
            "(?z)",
            r"\1",
            r"\y",
            "a{2,1}",
            "{",
            "a{",
            "a{b}",
            "(?<na me>a)",
            "*a",
            "(?:",
            r"\p{Nothing}",
        ] {
            assert!(compile(&Text::from(pattern), Extent::Anywhere, false).is_err(), "{pattern}");
        }
        let deep = "(".repeat(100_000);
        assert!(compile(&Text::from(deep), Extent::Anywhere, false).is_err());
    }

    #[test]
    fn costly_patterns_end_with_an_error() {
        let regex = compile(&Text::from(r"(?:(a|a)*)*\1b"), Extent::Anywhere, false).unwrap();
        assert!(regex.is_match(&"a".repeat(60)).is_err());
    }

    proptest! {
        #[test]
        fn any_pattern_compiles_or_is_refused(pattern in "[\\\\\\[\\](){}^$.|?*+a-e&:<>=!#0-9 -]{0,16}") {
            for extent in [Extent::Whole, Extent::Here, Extent::Anywhere] {
                if let Ok(regex) = compile(&Text::from(pattern.as_str()), extent, true) {
                    let _ = regex.is_match("abc a1\r\n");
                }
            }
        }

        #[test]
        fn quoted_text_fits_itself(source in "\\PC{1,12}") {
            prop_assume!(!source.contains('\\'));
            let pattern = format!(r"\Q{source}\E");
            prop_assert!(matches(&pattern, &source));
        }
    }
}
