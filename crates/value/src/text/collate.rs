//! ICU's root collation, which orders texts beyond Latin-1 and under options.
//!
//! The root collators are constants of the program: nothing is built at start. Texts of Latin-1 never need them by
//! default. Only the root's data is linked, without the languages' own orders.

use super::fold::{EXPANDED, LATIN};
use super::{Text, TextBuilder, View};
use icu_collator::CollatorBorrowed;
use icu_collator::options::{CaseLevel, CollatorOptions, Strength};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::OnceLock;

/// Which differences order texts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    /// Base letters.
    Primary,
    /// Base letters and case.
    Case,
    /// Base letters and diacritical marks.
    Secondary,
    /// All of them.
    Tertiary,
}

const fn collator(strength: Strength, case_level: CaseLevel) -> CollatorBorrowed<'static> {
    let mut options = CollatorOptions::default();
    options.strength = Some(strength);
    options.case_level = Some(case_level);
    CollatorBorrowed::new_root(options)
}

static PRIMARY: CollatorBorrowed<'static> = collator(Strength::Primary, CaseLevel::Off);
static CASE: CollatorBorrowed<'static> = collator(Strength::Primary, CaseLevel::On);
static SECONDARY: CollatorBorrowed<'static> = collator(Strength::Secondary, CaseLevel::Off);
static TERTIARY: CollatorBorrowed<'static> = collator(Strength::Tertiary, CaseLevel::Off);

/// Orders two texts by ICU's root collation.
pub(crate) fn compare(left: &Text, right: &Text, level: Level) -> Ordering {
    let collator = match level {
        Level::Primary => &PRIMARY,
        Level::Case => &CASE,
        Level::Secondary => &SECONDARY,
        Level::Tertiary => &TERTIARY,
    };
    collator.compare_utf16(&utf16(left), &utf16(right))
}

fn utf16(text: &Text) -> Cow<'_, [u16]> {
    match text.view() {
        View::Latin(_) => Cow::Owned(text.to_utf16()),
        View::Wide(units) => Cow::Borrowed(units),
    }
}

/// Whether a code point has no primary weight: in comparisons by base letters it counts for nothing.
pub(crate) fn is_ignorable(point: u32) -> bool {
    same_base(&[point], &[])
}

/// Whether two short sequences of code points have the same base letters.
pub(crate) fn same_base(left: &[u32], right: &[u32]) -> bool {
    let text = |points: &[u32]| {
        let mut builder = TextBuilder::new();
        points.iter().for_each(|&point| builder.push_code_point(point));
        builder.finish()
    };
    compare(&text(left), &text(right), Level::Primary) == Ordering::Equal
}

/// The folded unit of Latin-1 with the base of this code point: curly quotes are straight ones, digits of all scripts
/// are `0` to `9`.
pub(crate) fn latin_with_same_base(point: u32) -> Option<u32> {
    static BASES: OnceLock<HashMap<Vec<u8>, u32>> = OnceLock::new();
    let key = |point: u32| {
        let mut units = [0; 2];
        let mut key = Vec::new();
        let units = char::from_u32(point)?.encode_utf16(&mut units);
        PRIMARY.write_sort_key_utf16_to(units, &mut key).ok()?;
        Some(key)
    };
    let bases = BASES.get_or_init(|| {
        let folded = (0u8..=255).filter(|&unit| LATIN[usize::from(unit)] == unit && unit > EXPANDED);
        folded.map(u32::from).filter_map(|unit| Some((key(unit)?, unit))).collect()
    });
    bases.get(&key(point)?).copied()
}
