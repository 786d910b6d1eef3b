//! ICU's root collation, which orders texts beyond Latin-1 and under options.
//!
//! A collator is built when a text first needs it; texts of Latin-1 never do by default.

use super::{Text, View};
use icu_collator::CollatorBorrowed;
use icu_collator::options::{CaseLevel, CollatorOptions, Strength};
use std::borrow::Cow;
use std::cmp::Ordering;
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

static COLLATORS: [OnceLock<Option<CollatorBorrowed<'static>>>; 4] = [const { OnceLock::new() }; 4];

fn collator(level: Level) -> Option<&'static CollatorBorrowed<'static>> {
    let build = || {
        let mut options = CollatorOptions::default();
        options.strength = Some(match level {
            Level::Primary | Level::Case => Strength::Primary,
            Level::Secondary => Strength::Secondary,
            Level::Tertiary => Strength::Tertiary,
        });
        options.case_level = Some(if level == Level::Case { CaseLevel::On } else { CaseLevel::Off });
        CollatorBorrowed::try_new(Default::default(), options).ok()
    };
    COLLATORS[level as usize].get_or_init(build).as_ref()
}

/// Orders two texts by ICU's root collation; by units should its data be missing from the build.
pub(crate) fn compare(left: &Text, right: &Text, level: Level) -> Ordering {
    match collator(level) {
        Some(collator) => collator.compare_utf16(&utf16(left), &utf16(right)),
        None => left.cmp(right),
    }
}

fn utf16(text: &Text) -> Cow<'_, [u16]> {
    match text.view() {
        View::Latin(_) => Cow::Owned(text.to_utf16()),
        View::Wide(units) => Cow::Borrowed(units),
    }
}
