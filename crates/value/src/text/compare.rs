//! Comparison of texts as the operators of the language and sorting see them: without case, diacritical marks and
//! ignorable characters, with `@` as wildcard in the right operand.
//!
//! Source: <https://developer.4d.com/docs/Concepts/string#string-comparisons>.

use super::fold::{EXPANDED, Folding, IGNORED, LATIN, expansion, fold_all, fold_point, latin_table};
use super::{Text, View, collate};
use std::cmp::Ordering;

/// The wildcard character.
const WILDCARD: u8 = b'@';

/// The operator `=`: `@` in `right` matches any number of characters, two in a row match nothing.
#[inline]
pub fn equal(left: &Text, right: &Text) -> bool {
    let (left, right) = (left.view(), right.view());
    if let (View::Latin(left_bytes), View::Latin(right_bytes)) = (left, right) {
        let mut index = 0;
        loop {
            match (left_bytes.get(index), right_bytes.get(index)) {
                (_, Some(&WILDCARD)) => return matches_pattern(left, right, index),
                (Some(&one), Some(&other)) => {
                    if one != other {
                        let (one, other) = (LATIN[usize::from(one)], LATIN[usize::from(other)]);
                        if one <= EXPANDED || other <= EXPANDED {
                            return matches_pattern(left, right, index);
                        }
                        if one != other {
                            return false;
                        }
                    }
                    index += 1;
                }
                (None, None) => return true,
                (Some(_), None) => return left_bytes[index..].iter().all(|&byte| LATIN[usize::from(byte)] == IGNORED),
                (None, Some(_)) => return matches_pattern(left, right, index),
            }
        }
    }
    equal_wide(left, right)
}

/// [`equal`] where a text has wide units: skips what is the same, and decides at the first difference if it can.
fn equal_wide(left: View<'_>, right: View<'_>) -> bool {
    let mut index = 0;
    loop {
        match (left.code_point(index), right.code_point(index)) {
            (None, None) => return true,
            (Some((one, width)), Some((other, _))) if other != u32::from(WILDCARD) => {
                if one != other {
                    let (one, other) = (fold_point(one, Folding::LANGUAGE), fold_point(other, Folding::LANGUAGE));
                    if let (&[one], &[other]) = (one.as_slice(), other.as_slice())
                        && one != other
                    {
                        return false;
                    }
                    return matches_pattern(left, right, index);
                }
                index += width;
            }
            _ => return matches_pattern(left, right, index),
        }
    }
}

/// The operator `#`.
#[inline]
pub fn not_equal(left: &Text, right: &Text) -> bool {
    !equal(left, right)
}

/// One step of a pattern: a folded code point or a wildcard.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Point(u32),
    Any,
}

/// Whether `left` from unit `start` on matches `right` from there on; what precedes is equal and without wildcard.
fn matches_pattern(left: View<'_>, right: View<'_>, start: usize) -> bool {
    let mut steps = Vec::with_capacity(right.len().saturating_sub(start));
    let mut index = start;
    let mut after_wildcard = false;
    let mut wildcards = 0;
    while let Some((point, width)) = right.code_point(index) {
        index += width;
        if point == u32::from(WILDCARD) {
            if after_wildcard {
                return false;
            }
            after_wildcard = true;
            wildcards += 1;
            steps.push(Step::Any);
        } else {
            after_wildcard = false;
            let folded = fold_point(point, Folding::LANGUAGE);
            steps.extend(folded.as_slice().iter().map(|&point| Step::Point(point)));
        }
    }
    let points = fold_all(left, start, Folding::LANGUAGE);
    if wildcards == 0 {
        return points.len() == steps.len()
            && points.iter().zip(&steps).all(|(&point, &step)| Step::Point(point) == step);
    }
    wildcard_match(&points, &steps)
}

/// Matches greedily, going back to the last wildcard where a step fails.
fn wildcard_match(points: &[u32], steps: &[Step]) -> bool {
    let (mut point, mut step) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    while point < points.len() {
        match steps.get(step) {
            Some(Step::Any) => {
                step += 1;
                retry = Some((point, step));
            }
            Some(&Step::Point(expected)) if expected == points[point] => {
                point += 1;
                step += 1;
            }
            _ => match &mut retry {
                Some((from, after)) => {
                    *from += 1;
                    (point, step) = (*from, *after);
                }
                None => return false,
            },
        }
    }
    steps[step..].iter().all(|&step| step == Step::Any)
}

/// The folded units of Latin-1 and of its expansions in the order of ICU's root collation.
const ORDER: &str = "\t\n\u{B}\u{C}\r\u{85} _-,;:!¡?¿.·'\"«»()[]{}§¶@*/\\&#%`´^¯¨¸°©®+±÷×<=>¬|¦~⁄¤¢$£¥0123456789abcdefghijklmnopqrstuvwxyzþμ";

/// Ranks start above the marks of the folding table.
const FIRST_RANK: u8 = EXPANDED + 1;

/// The rank of each unit up to 255: [`IGNORED`], [`EXPANDED`] or above.
static RANKS: [u8; 256] = rank_table();

const fn rank_table() -> [u8; 256] {
    let mut table = latin_table();
    let mut unit = 0;
    while unit < 256 {
        if table[unit] > EXPANDED {
            table[unit] = rank_of(table[unit] as u32);
        }
        unit += 1;
    }
    table
}

/// The place of a folded code point in [`ORDER`], which is read as UTF-8 here since constants have no iterators.
const fn rank_of(folded: u32) -> u8 {
    let bytes = ORDER.as_bytes();
    let mut rank = FIRST_RANK;
    let mut index = 0;
    while index < bytes.len() {
        let (point, width) = match bytes[index] {
            first @ 0..=0x7F => (first as u32, 1),
            first @ 0..=0xDF => ((first as u32 & 0x1F) << 6 | bytes[index + 1] as u32 & 0x3F, 2),
            first => {
                let middle = (bytes[index + 1] as u32 & 0x3F) << 6;
                ((first as u32 & 0xF) << 12 | middle | bytes[index + 2] as u32 & 0x3F, 3)
            }
        };
        if point == folded {
            return rank;
        }
        rank += 1;
        index += width;
    }
    u8::MAX
}

/// The order of texts in sorts, and under `<` and `>` without a wildcard: a total preorder in which texts
/// that `=` calls equal are equal. `@` is a character like others.
#[inline]
pub fn compare(left: &Text, right: &Text) -> Ordering {
    let (View::Latin(left_bytes), View::Latin(right_bytes)) = (left.view(), right.view()) else {
        return collate::compare(left, right, collate::Level::Primary);
    };
    let mut index = 0;
    while let (Some(&one), Some(&other)) = (left_bytes.get(index), right_bytes.get(index)) {
        if one != other {
            let (one, other) = (RANKS[usize::from(one)], RANKS[usize::from(other)]);
            if one <= EXPANDED || other <= EXPANDED {
                break;
            }
            if one != other {
                return one.cmp(&other);
            }
        }
        index += 1;
    }
    ranks(&left_bytes[index..]).cmp(ranks(&right_bytes[index..]))
}

/// The ranks of the units that count, expansions written out.
fn ranks(bytes: &[u8]) -> impl Iterator<Item = u8> + '_ {
    bytes.iter().flat_map(|&byte| {
        let rank = RANKS[usize::from(byte)];
        let expanded: &[u32] = if rank == EXPANDED { expansion(byte) } else { &[] };
        let single = (rank > EXPANDED).then_some(rank);
        single.into_iter().chain(expanded.iter().map(|&point| rank_of(point)))
    })
}

/// The order that `<`, `<=`, `>`, `>=` see: a single `@` at the end of `right` makes everything that begins with
/// what precedes it equal. Elsewhere "only comparison with a single wildcard located at the end" is valid, and `@`
/// is an ordinary character.
#[inline]
pub fn relation(left: &Text, right: &Text) -> Ordering {
    let is_wildcard = |unit: u16| unit == u16::from(WILDCARD);
    if right.units().next_back().is_some_and(is_wildcard) {
        let prefix = right.slice(0, right.len() - 1);
        if !prefix.units().any(is_wildcard) {
            return if equal(left, right) { Ordering::Equal } else { compare(left, &prefix) };
        }
    }
    compare(left, right)
}

/// The operator `<`.
#[inline]
pub fn less(left: &Text, right: &Text) -> bool {
    relation(left, right) == Ordering::Less
}

/// The operator `>`.
#[inline]
pub fn greater(left: &Text, right: &Text) -> bool {
    relation(left, right) == Ordering::Greater
}
