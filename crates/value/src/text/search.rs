//! `Position`, `Replace string` and `Compare strings`.
//!
//! Sources: <https://developer.4d.com/docs/commands/position>, `commands/replace-string`, `commands/compare-strings`.

use super::fold::{EXPANDED, Folding, IGNORED, LATIN, fold_all, fold_point, is_combining};
use super::{Text, TextBuilder, View, collate, compare, words};
use memchr::memmem::Finder;
use std::cmp::Ordering;

/// How searched and found units must agree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Matching {
    /// The default: without case, diacritical marks and ignorable characters, with `œ` = `oe`.
    #[default]
    Folded,
    /// The parameter `*` and `sk char codes`: unit by unit.
    Exact,
    /// `sk char codes` with `sk case insensitive`: unit by unit, `a` to `z` without case.
    ExactWithoutCase,
    /// By language, with the differences named.
    Language(Folding),
}

/// The options of `Position` and `Compare strings`: the constants `sk …` of the theme "Strings".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// `sk char codes`.
    pub char_codes: bool,
    /// `sk case insensitive`.
    pub case_insensitive: bool,
    /// `sk diacritic insensitive`.
    pub diacritic_insensitive: bool,
    /// `sk whole word`, for `Position` only.
    pub whole_word: bool,
}

impl Options {
    /// The options of a sum of constants. `sk kana insensitive` (8) and `sk width insensitive` (16) need a Japanese
    /// data language and are otherwise ignored (page of `Compare strings`).
    pub fn from_bits(bits: i32) -> Options {
        Options {
            char_codes: bits & 1 != 0,
            case_insensitive: bits & 2 != 0,
            diacritic_insensitive: bits & 4 != 0,
            whole_word: bits & 32 != 0,
        }
    }

    /// How units must agree under these options.
    pub fn matching(self) -> Matching {
        match (self.char_codes, self.case_insensitive) {
            (true, false) => Matching::Exact,
            (true, true) => Matching::ExactWithoutCase,
            (false, ignore_case) => {
                Matching::Language(Folding { ignore_case, ignore_marks: self.diacritic_insensitive })
            }
        }
    }
}

/// Where a search found something, in units counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The first unit of the occurrence.
    pub start: usize,
    /// Its units in the searched text, which can be more or fewer than those of the text looked for.
    pub len: usize,
}

/// `Compare strings` with options; without them it is [`compare::compare`].
pub fn compare_with(left: &Text, right: &Text, options: Options) -> Ordering {
    let level = match options.matching() {
        Matching::Exact => return left.cmp(right),
        Matching::ExactWithoutCase => {
            let lower = |unit| if matches!(unit, 0x41..=0x5A) { unit + 32 } else { unit };
            return left.units().map(lower).cmp(right.units().map(lower));
        }
        Matching::Folded | Matching::Language(Folding::LANGUAGE) => return compare(left, right),
        Matching::Language(Folding { ignore_case: true, .. }) => collate::Level::Secondary,
        Matching::Language(Folding { ignore_marks: true, .. }) => collate::Level::Case,
        Matching::Language(_) => collate::Level::Tertiary,
    };
    collate::compare(left, right, level)
}

/// What is looked for, prepared for one kind of matching.
enum Needle {
    /// Units up to 255, as they are.
    Bytes(Box<Finder<'static>>),
    /// Units, as they are.
    Units(Vec<u16>),
    /// Units without case from `a` to `z`.
    WithoutCase(Vec<u16>),
    /// Folded code points.
    Points(Vec<u32>, Folding),
    /// Folded code points of the default folding that are units up to 255.
    Folded(Vec<u8>, Vec<u32>),
}

fn lower(unit: u16) -> u16 {
    if matches!(unit, 0x41..=0x5A) { unit + 32 } else { unit }
}

impl Needle {
    /// None when nothing of it counts, so that it occurs nowhere.
    fn new(needle: &Text, mode: Matching) -> Option<Needle> {
        let folding = match mode {
            Matching::Folded => Folding::LANGUAGE,
            Matching::Language(folding) => folding,
            Matching::Exact | Matching::ExactWithoutCase if needle.is_empty() => return None,
            Matching::ExactWithoutCase => return Some(Needle::WithoutCase(needle.units().map(lower).collect())),
            Matching::Exact => {
                return Some(match needle.view() {
                    View::Latin(bytes) => Needle::Bytes(Box::new(Finder::new(bytes).into_owned())),
                    View::Wide(units) => Needle::Units(units.to_vec()),
                });
            }
        };
        let points = fold_all(needle.view(), 0, folding);
        if points.is_empty() {
            return None;
        }
        let bytes: Option<Vec<u8>> = points.iter().map(|&point| u8::try_from(point).ok()).collect();
        Some(match bytes {
            Some(bytes) if folding == Folding::LANGUAGE => Needle::Folded(bytes, points),
            _ => Needle::Points(points, folding),
        })
    }

    /// The first occurrence at or after unit `start`.
    fn find(&self, hay: View<'_>, start: usize) -> Option<Found> {
        match (self, hay) {
            (Needle::Bytes(needle), View::Latin(hay)) => {
                let rest = hay.get(start..)?;
                let at = needle.find(rest)?;
                Some(Found { start: start + at, len: needle.needle().len() })
            }
            (Needle::Bytes(needle), View::Wide(hay)) => {
                let needle = needle.needle();
                find_units(hay, start, needle.len(), |at| {
                    needle.iter().zip(&hay[at..]).all(|(&a, &b)| u16::from(a) == b)
                })
            }
            (Needle::Units(_), View::Latin(_)) => None,
            (Needle::Units(needle), View::Wide(hay)) => {
                find_units(hay, start, needle.len(), |at| hay[at..].starts_with(needle))
            }
            (Needle::WithoutCase(needle), View::Latin(hay)) => find_units(hay, start, needle.len(), |at| {
                needle.iter().zip(&hay[at..]).all(|(&a, &b)| a == lower(u16::from(b)))
            }),
            (Needle::WithoutCase(needle), View::Wide(hay)) => {
                find_units(hay, start, needle.len(), |at| needle.iter().zip(&hay[at..]).all(|(&a, &b)| a == lower(b)))
            }
            (Needle::Folded(bytes, points), View::Latin(hay)) => find_latin(bytes, points, hay, start),
            (Needle::Folded(_, points), hay) => find_folded(points, hay, start, Folding::LANGUAGE),
            (Needle::Points(points, folding), hay) => find_folded(points, hay, start, *folding),
        }
    }
}

fn find_units<T>(hay: &[T], start: usize, len: usize, matches: impl Fn(usize) -> bool) -> Option<Found> {
    let last = hay.len().checked_sub(len)?;
    (start..=last).find(|&at| matches(at)).map(|start| Found { start, len })
}

/// Units looked at ahead of a match, so that repeated searches in a long text stay linear.
const CHUNK: usize = 256;

/// The default folding in Latin-1: one table look-up per unit until a special unit comes.
fn find_latin(needle: &[u8], points: &[u32], hay: &[u8], start: usize) -> Option<Found> {
    let (&first, rest) = needle.split_first()?;
    let mut next = start;
    let mut chunk_end = start;
    let mut chunk_is_ascii = false;
    'start: while next < hay.len() {
        if next >= chunk_end {
            chunk_end = (next + CHUNK).min(hay.len());
            chunk_is_ascii = hay[next..chunk_end].is_ascii();
        }
        let mut at = next;
        // In ASCII only the two cases of a letter fold to it.
        if chunk_is_ascii {
            match memchr::memchr2(first, first.to_ascii_uppercase(), &hay[next..chunk_end]) {
                Some(offset) => at += offset,
                None => {
                    next = chunk_end;
                    continue;
                }
            }
        }
        next = at + 1;
        let folded = LATIN[usize::from(hay[at])];
        if folded == IGNORED || folded != first && folded != EXPANDED {
            continue;
        }
        if folded == first {
            let mut plain = true;
            for (index, &expected) in rest.iter().enumerate() {
                match hay.get(at + 1 + index).map(|&byte| LATIN[usize::from(byte)]) {
                    Some(found) if found == expected => {}
                    Some(found) if found <= EXPANDED => {
                        plain = false;
                        break;
                    }
                    _ => continue 'start,
                }
            }
            if plain {
                return Some(Found { start: at, len: needle.len() });
            }
        }
        if let Some(end) = match_at(points, View::Latin(hay), at, Folding::LANGUAGE) {
            return Some(Found { start: at, len: end - at });
        }
    }
    None
}

fn find_folded(points: &[u32], hay: View<'_>, start: usize, folding: Folding) -> Option<Found> {
    let mut at = start;
    while let Some((_, width)) = hay.code_point(at) {
        if let Some(end) = match_at(points, hay, at, folding) {
            return Some(Found { start: at, len: end - at });
        }
        at += width;
    }
    None
}

/// The end of an occurrence that begins with the character at `at`. An occurrence begins with a character that
/// counts and covers whole characters, with the marks that follow them.
fn match_at(points: &[u32], hay: View<'_>, at: usize, folding: Folding) -> Option<usize> {
    let mut rest = points;
    let mut index = at;
    while !rest.is_empty() {
        let (point, width) = hay.code_point(index)?;
        let folded = fold_point(point, folding);
        let folded = folded.as_slice();
        if folded.is_empty() && index == at {
            return None;
        }
        rest = rest.strip_prefix(folded)?;
        index += width;
    }
    while let Some((point, width)) = hay.code_point(index) {
        if !char::from_u32(point).is_some_and(is_combining) {
            break;
        }
        if !folding.ignore_marks {
            return None;
        }
        index += width;
    }
    Some(index)
}

/// `Position`: the first occurrence of `needle` in `hay` at or after unit `start`. An empty text, or one of which
/// nothing counts, occurs nowhere.
pub fn find(needle: &Text, hay: &Text, start: usize, mode: Matching) -> Option<Found> {
    if needle.is_empty() || start >= hay.len() {
        return None;
    }
    Needle::new(needle, mode)?.find(hay.view(), start)
}

/// `Position` with options.
pub fn find_with(needle: &Text, hay: &Text, start: usize, options: Options) -> Option<Found> {
    if !options.whole_word {
        return find(needle, hay, start, options.matching());
    }
    let needle = Needle::new(needle, options.matching())?;
    let boundaries = words::boundaries(hay);
    let mut from = start;
    while from < hay.len() {
        let found = needle.find(hay.view(), from)?;
        let bounded = |index: usize| boundaries.binary_search(&index).is_ok();
        if bounded(found.start) && bounded(found.start + found.len) {
            return Some(found);
        }
        from = found.start + 1;
    }
    None
}

/// `Replace string`: replaces the first `how_many` occurrences of `old`, all when none is given.
pub fn replace(source: &Text, old: &Text, new: &Text, how_many: Option<usize>, mode: Matching) -> Text {
    let most = how_many.unwrap_or(usize::MAX);
    if most == 0 || old.is_empty() || source.is_empty() {
        return source.clone();
    }
    let Some(needle) = Needle::new(old, mode) else { return source.clone() };
    let mut builder: Option<TextBuilder> = None;
    let mut done = 0;
    let mut count = 0;
    while count < most
        && let Some(found) = needle.find(source.view(), done)
    {
        let builder = builder.get_or_insert_with(|| TextBuilder::with_capacity(source.len()));
        builder.push_range(source, done, found.start - done);
        builder.push(new);
        done = found.start + found.len;
        count += 1;
    }
    match builder {
        Some(mut builder) => {
            builder.push_range(source, done, source.len() - done);
            builder.finish()
        }
        None => source.clone(),
    }
}
