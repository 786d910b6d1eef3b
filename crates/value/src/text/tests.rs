//! Tests of texts: the representation against plain UTF-16, folding and order against ICU, and the documented rules.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::collate::{self, Level};
use super::fold::{EXPANDED, Folding, LATIN, fold_point};
use super::search::{Options, compare_with, find_with};
use super::*;
use proptest::prelude::*;
use std::collections::hash_map::DefaultHasher;

fn text(source: &str) -> Text {
    Text::from(source)
}

fn of_point(point: u32) -> Text {
    let mut builder = TextBuilder::new();
    builder.push_code_point(point);
    builder.finish()
}

fn hash(text: &Text) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// Units around every limit of the representation, lone surrogates included.
fn any_units() -> impl Strategy<Value = Vec<u16>> {
    let unit = prop_oneof![
        6 => 0x20u16..0x7F,
        3 => 0u16..0x100,
        1 => any::<u16>(),
        1 => prop::sample::select(vec![0x41, 0xE9, 0x40, 0xDF, 0xE6, 0x153, 0x301, 0xD83D, 0xDE00, 0]),
    ];
    prop_oneof![
        prop::collection::vec(unit, 0..40),
        prop::collection::vec(prop::sample::select(vec![0x61u16, 0x41, 0xE9, 0xDF, 0x73, 0x01, 0x40, 0xE6]), 0..12)
    ]
}

fn any_text() -> impl Strategy<Value = Text> {
    any_units().prop_map(|units| Text::from_utf16(&units))
}

fn latin_text() -> impl Strategy<Value = Text> {
    prop::collection::vec(any::<u8>(), 0..8).prop_map(|bytes| Text::from_latin1(&bytes))
}

proptest! {
    #[test]
    fn edits_agree_with_plain_units(a in any_units(), b in any_units(), start in 0usize..45, len in 0usize..45, unit: u16, times in 0usize..4) {
        let (left, right) = (Text::from_utf16(&a), Text::from_utf16(&b));
        prop_assert_eq!(left.to_utf16(), a.clone());
        prop_assert_eq!(left.len(), a.len());
        let joined: Vec<u16> = a.iter().chain(&b).copied().collect();
        prop_assert_eq!(left.concat(&right), Text::from_utf16(&joined));
        let mut pushed = left.clone();
        pushed.push(&right);
        prop_assert_eq!(&pushed, &Text::from_utf16(&joined));
        prop_assert_eq!(left.to_utf16(), a.clone());
        pushed.push_unit(unit);
        prop_assert_eq!(pushed.units().next_back(), Some(unit));
        prop_assert_eq!(hash(&pushed), hash(&Text::from_utf16(&pushed.to_utf16())));
        let from = start.min(a.len());
        let to = (start + len).min(a.len()).max(from);
        let slice = left.slice(start, len);
        prop_assert_eq!(&slice, &Text::from_utf16(&a[from..to]));
        prop_assert_eq!(left.slice(0, from).concat(&left.slice(from, usize::MAX)), left.clone());
        let mut changed = left.clone();
        let mut units = a.clone();
        prop_assert_eq!(changed.set_unit(start, unit), start < a.len());
        if let Some(slot) = units.get_mut(start) {
            *slot = unit;
        }
        prop_assert_eq!(&changed, &Text::from_utf16(&units));
        prop_assert_eq!(changed.as_latin1().is_some(), units.iter().all(|&unit| unit < 256));
        prop_assert_eq!(left.repeat(times), Text::from_utf16(&a.repeat(times)));
        prop_assert_eq!(left.cmp(&right), a.cmp(&b));
        prop_assert_eq!(left == right, a == b);
    }

    #[test]
    fn strings_round_trip(source in "\\PC{0,20}") {
        prop_assert_eq!(text(&source).to_string(), source.clone());
        prop_assert_eq!(Text::from(source.clone()), text(&source));
        prop_assert_eq!(text(&source).len(), source.encode_utf16().count());
        prop_assert!(text(&source) == *source.as_str());
    }

    #[test]
    fn order_is_a_total_preorder(a in any_text(), b in any_text(), c in any_text()) {
        prop_assert_eq!(compare(&a, &a), Ordering::Equal);
        prop_assert_eq!(compare(&a, &b), compare(&b, &a).reverse());
        if compare(&a, &b).is_le() && compare(&b, &c).is_le() {
            prop_assert!(compare(&a, &c).is_le());
        }
    }

    #[test]
    fn latin_order_is_that_of_icu(a in latin_text(), b in latin_text()) {
        prop_assert_eq!(compare(&a, &b), collate::compare(&a, &b, Level::Primary));
        let no_wildcard = !b.units().any(|unit| unit == u16::from(b'@'));
        if no_wildcard {
            prop_assert_eq!(equal(&a, &b), compare(&a, &b).is_eq());
        }
    }

    #[test]
    fn what_is_found_folds_to_what_was_sought(hay in any_units(), start in 0usize..20, len in 1usize..6, from in 0usize..20) {
        let source = Text::from_utf16(&hay);
        let needle = source.slice(start, len);
        for mode in [Matching::Folded, Matching::Exact, Matching::Language(Folding { ignore_case: false, ignore_marks: false })] {
            let Some(found) = find(&needle, &source, from, mode) else {
                // A whole slice must be found exactly where it was taken, or before.
                prop_assert!(mode != Matching::Exact || start < from || start >= hay.len());
                continue;
            };
            prop_assert!(found.start >= from && found.start + found.len <= hay.len());
            let occurrence = source.slice(found.start, found.len);
            match mode {
                Matching::Exact => prop_assert_eq!(&occurrence, &needle),
                Matching::Folded => {
                    let plain = needle.units().all(|unit| unit != u16::from(b'@'));
                    prop_assert!(!plain || equal(&occurrence, &needle));
                }
                _ => {}
            }
        }
    }

    #[test]
    fn replacing_by_itself_changes_nothing_exact(source in any_text(), start in 0usize..20, len in 0usize..5) {
        let old = source.slice(start, len);
        prop_assert_eq!(replace(&source, &old, &old, None, Matching::Exact), source.clone());
        prop_assert_eq!(replace(&source, &old, &text("x"), Some(0), Matching::Folded), source);
    }
}

#[test]
fn each_folding_keeps_the_base_weight_of_icu() {
    for point in (0..0x3000).chain(0xA000..0xAC00).chain(0xF900..0x1_0000).chain(0x1_D400..0x1_D800) {
        if char::from_u32(point).is_none() {
            continue;
        }
        let mut folded = TextBuilder::new();
        fold_point(point, Folding::LANGUAGE).as_slice().iter().for_each(|&point| folded.push_code_point(point));
        let folded = folded.finish();
        let agrees = collate::compare(&of_point(point), &folded, Level::Primary).is_eq();
        assert!(agrees, "U+{point:04X} folds to {folded:?}");
    }
}

#[test]
fn folding_twice_is_folding_once() {
    for point in (0..0x3400).chain(0xA000..0xAC00).chain(0xF900..0x1_0000) {
        for &part in fold_point(point, Folding::LANGUAGE).as_slice() {
            assert_eq!(fold_point(part, Folding::LANGUAGE).as_slice(), &[part], "U+{point:04X}");
        }
    }
    assert!((0..=255u8).all(|unit| LATIN[usize::from(unit)] <= EXPANDED
        || LATIN[usize::from(LATIN[usize::from(unit)])] == LATIN[usize::from(unit)]));
}

#[test]
fn all_pairs_of_latin_units_order_as_in_icu() {
    for left in 0..=255u8 {
        for right in 0..=255u8 {
            let (a, b) = (Text::from_latin1(&[left]), Text::from_latin1(&[right]));
            assert_eq!(compare(&a, &b), collate::compare(&a, &b, Level::Primary), "{left:#x} {right:#x}");
        }
    }
}

#[test]
fn case_and_marks_do_not_count() {
    for (left, right) in [
        ("a", "A"),
        ("n", "ñ"),
        ("N", "ñ"),
        ("A", "å"),
        ("bœuf", "BOEUF"),
        ("straße", "STRASSE"),
        ("æ", "ae"),
        ("Łódź", "lodz"),
        ("イロハ", "いろは"),
        ("it's", "it’s"),
    ] {
        assert!(equal(&text(left), &text(right)), "{left} {right}");
        assert!(equal(&text(right), &text(left)), "{right} {left}");
        assert_eq!(compare(&text(left), &text(right)), Ordering::Equal);
    }
    assert!(equal(&text("a\u{1}b"), &text("ab")));
    assert!(!equal(&text("a\tb"), &text("ab")));
    assert!(!equal(&text("abc"), &text("abd")));
    assert!(!equal(&text("ab"), &text("abc")));
}

#[test]
fn wildcards_stand_in_the_right_operand() {
    let whole = text("abcdefghij");
    for pattern in ["abc@", "abcdefghij@", "@abcdefghij", "abcd@efghij", "@abcde@fghij@", "@def@", "@", "A@J", "ÀBC@"]
    {
        assert!(equal(&whole, &text(pattern)), "{pattern}");
    }
    for pattern in ["abc@@fg", "@@", "@dfe@", "abc@k", "b@", "abcdefghij@@"] {
        assert!(!equal(&whole, &text(pattern)), "{pattern}");
    }
    assert!(!equal(&text("abc@"), &whole));
    assert!(equal(&text(""), &text("@")));
    assert!(equal(&text("€uro@x"), &text("€@X")));
    assert_eq!(relation(&text("abcd"), &text("abc@")), Ordering::Equal);
    assert!(less(&text("abb"), &text("abc@")));
    assert!(greater(&text("abd"), &text("abc@")));
    assert!(less(&text("a"), &text("b@c")));
}

#[test]
fn search_finds_whole_characters() {
    let at = |needle: &str, hay: &str| {
        find(&text(needle), &text(hay), 0, Matching::Folded).map(|found| (found.start, found.len))
    };
    assert_eq!(at("œ", "Bœuf"), Some((1, 1)));
    assert_eq!(at("oe", "Bœuf"), Some((1, 1)));
    assert_eq!(at("œ", "Boeuf"), Some((1, 2)));
    assert_eq!(at("ae", "see æther"), Some((4, 1)));
    assert_eq!(at("a", "æ"), None);
    assert_eq!(at("SS", "straße"), Some((4, 1)));
    assert_eq!(at("s", "aß"), None);
    assert_eq!(at("e", "e\u{301}t"), Some((0, 2)));
    assert_eq!(at("bc", "ab\u{1}c"), Some((1, 3)));
    assert_eq!(at("\u{1}", "a\u{1}"), None);
    assert_eq!(at("", ""), None);
    assert_eq!(at("@", "user@site"), Some((4, 1)));
    assert_eq!(at("abc@", "abcdef"), None);
    assert_eq!(at("É", "日本 cafe"), Some((6, 1)));
    let exact = |needle: &str, hay: &str| find(&text(needle), &text(hay), 0, Matching::Exact);
    assert_eq!(exact("DAY", "Today"), None);
    assert_eq!(exact("\u{1}", "a\u{1}").map(|found| found.start), Some(1));
    assert_eq!(
        find(&text("day"), &text("Today is the first day"), 3, Matching::Folded).map(|found| found.start),
        Some(19)
    );
}

#[test]
fn options_refine_searches_and_comparisons() {
    let bits = |bits| Options::from_bits(bits);
    let found = |needle: &str, hay: &str, options| {
        find_with(&text(needle), &text(hay), 0, bits(options)).map(|found| found.start)
    };
    assert_eq!(found("where", "somewhere", 32 + 2), None);
    assert_eq!(found("where", "somewhere, Where else", 32 + 2), Some(11));
    assert_eq!(found("A", "banana", 1), None);
    assert_eq!(found("A", "banana", 1 + 2), Some(1));
    assert_eq!(found("à", "banana", 2), None);
    assert_eq!(found("à", "banana", 4), Some(1));
    assert_eq!(found("À", "banana", 4), None);
    assert_eq!(found("À", "banana", 6), Some(1));
    assert_eq!(found("e", "e\u{301}", 0), None);
    assert_eq!(found("\u{e9}", "e\u{301}", 0), Some(0));
    let order = |left: &str, right: &str, options| compare_with(&text(left), &text(right), bits(options));
    assert_eq!(order("alpha", "Alpha", 1), Ordering::Greater);
    assert_eq!(order("alpha", "Alpha", 3), Ordering::Equal);
    assert_ne!(order("Alpha", "âlphà", 3), Ordering::Equal);
    assert_ne!(order("a", "A", 0), Ordering::Equal);
    assert_eq!(order("A", "a", 2), Ordering::Equal);
    assert_ne!(order("a", "à", 2), Ordering::Equal);
    assert_eq!(order("a", "à", 4), Ordering::Equal);
    assert_ne!(order("a", "A", 4), Ordering::Equal);
    assert_eq!(order("a", "À", 6), Ordering::Equal);
}

#[test]
fn replacing_keeps_what_lies_between() {
    let replaced = |source: &str, old: &str, new: &str, most, mode| {
        replace(&text(source), &text(old), &text(new), most, mode).to_cow().into_owned()
    };
    assert_eq!(replaced("Crème brûlée", "Brulee", "caramel", None, Matching::Folded), "Crème caramel");
    assert_eq!(replaced("Crème brûlée", "Brulee", "caramel", None, Matching::Exact), "Crème brûlée");
    assert_eq!(replaced("banana", "a", "o", Some(2), Matching::Folded), "bonona");
    assert_eq!(replaced("banana", "", "x", None, Matching::Folded), "banana");
    assert_eq!(replaced("aAaA", "a", "x", Some(1), Matching::Exact), "xAaA");
    assert_eq!(replaced("aa", "a", "aa", None, Matching::Folded), "aaaa");
    assert_eq!(replaced("a,b", ",", "€", None, Matching::Exact), "a€b");
}

#[test]
fn keywords_are_whole_words() {
    let holds = |source: &str, word: &str| contains_keyword(&text(source), &text(word));
    assert!(holds("Alpha Bravo Charlie", "Bravo"));
    assert!(!holds("Alpha Bravo Charlie", "vo"));
    assert!(!holds("Alpha Bravo Charlie", "Alpha Bravo"));
    assert!(holds("Alpha,Bravo,Charlie", "alpha"));
    assert!(holds("Software and Computers", "comput@"));
    assert!(!holds("abc", ""));
    let words: Vec<Text> = words::keywords(&text("10,000 Jean-Pierre BC45 Today's € é"))
        .into_iter()
        .map(|range| text("10,000 Jean-Pierre BC45 Today's € é").slice(range.start, range.len()))
        .collect();
    assert_eq!(words, ["10,000", "Jean", "Pierre", "BC45", "Today's", "é"].map(text));
}

#[test]
fn case_mapping_with_and_without_accents() {
    assert_eq!(text("hélène").to_uppercase(false), text("HELENE"));
    assert_eq!(text("hélène").to_uppercase(true), text("HÉLÈNE"));
    assert_eq!(text("DÉJÀ VU").to_lowercase(false), text("deja vu"));
    assert_eq!(text("DÉJÀ VU").to_lowercase(true), text("déjà vu"));
    assert_eq!(text("e\u{301}").to_uppercase(false), text("E"));
    assert_eq!(text("が").to_uppercase(false), text("が"));
    assert_eq!(text("a long ascii text").to_uppercase(false), text("A LONG ASCII TEXT"));
}

#[test]
fn short_texts_have_no_buffer_and_appending_reuses_one() {
    assert!(matches!(text("item").concat(&text("12")).0, Form::Short { .. }));
    let mut long = text("a text of more than 14 units");
    long.push_str(" and growing");
    let Form::Latin(buffer) = &long.0 else { panic!("{long:?}") };
    let (address, capacity) = (buffer.as_ptr(), buffer.capacity());
    while long.len() < capacity {
        long.push_unit(u16::from(b'x'));
    }
    let Form::Latin(buffer) = &long.0 else { panic!() };
    assert_eq!(buffer.as_ptr(), address);
}

#[test]
fn repetition_stops_at_the_longest_text() {
    assert_eq!(text("ab").checked_repeat(usize::MAX), None);
    assert_eq!(text("").checked_repeat(usize::MAX), Some(Text::EMPTY));
}
