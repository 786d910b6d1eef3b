//! Folding: what remains of a text when case, diacritical marks and ignorable characters do not count.
//!
//! Equality, `Position` and `Replace string` work on folded code points. Each source character folds by itself, to
//! none (ignorable), one or several code points (`œ` = `oe`, `ß` = `ss`), so offsets into the source stay known.
//! Tests hold the folding against the primary weights of ICU's root collation, which orders texts.
//! See <https://developer.4d.com/docs/commands/position>.

use super::View;
use icu_normalizer::DecomposingNormalizerBorrowed;
use icu_normalizer::properties::CanonicalCombiningClassMapBorrowed;

/// Which differences do not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Folding {
    /// `a` is `A`.
    pub ignore_case: bool,
    /// `a` is `à`, `œ` is `oe`, hiragana is katakana.
    pub ignore_marks: bool,
}

impl Folding {
    /// The default of the language: neither case nor diacritical marks count.
    pub const LANGUAGE: Folding = Folding { ignore_case: true, ignore_marks: true };
}

/// In [`LATIN`]: the unit is ignored.
pub(crate) const IGNORED: u8 = 0;
/// In [`LATIN`]: the unit folds to several code points or one above 255; see [`expansion`].
pub(crate) const EXPANDED: u8 = 1;

/// The folding of units up to 255 under [`Folding::LANGUAGE`]: [`IGNORED`], [`EXPANDED`] or the folded unit.
pub(crate) static LATIN: [u8; 256] = latin_table();

pub(super) const fn latin_table() -> [u8; 256] {
    let mut table = [0; 256];
    let mut unit = 0;
    while unit < 256 {
        let byte = unit as u8;
        table[unit] = match byte {
            0x09..=0x0D | 0x85 => byte,
            0x00..=0x1F | 0x7F..=0x9F | 0xAD => IGNORED,
            b'A'..=b'Z' => byte + 32,
            0xA0 => b' ',
            0xAA => b'a',
            0xB2 => b'2',
            0xB3 => b'3',
            0xB9 => b'1',
            0xBA => b'o',
            0xB5 | 0xBC..=0xBE | 0xC6 | 0xDF | 0xE6 => EXPANDED,
            0xC0..=0xC5 | 0xE0..=0xE5 => b'a',
            0xC7 | 0xE7 => b'c',
            0xC8..=0xCB | 0xE8..=0xEB => b'e',
            0xCC..=0xCF | 0xEC..=0xEF => b'i',
            0xD0 => 0xF0,
            0xD1 | 0xF1 => b'n',
            0xD2..=0xD6 | 0xD8 | 0xF2..=0xF6 | 0xF8 => b'o',
            0xD9..=0xDC | 0xF9..=0xFC => b'u',
            0xDD | 0xFD | 0xFF => b'y',
            0xDE => 0xFE,
            _ => byte,
        };
        unit += 1;
    }
    table
}

/// The folded code points of an [`EXPANDED`] unit.
pub(crate) fn expansion(unit: u8) -> &'static [u32] {
    match unit {
        0xB5 => &[0x3BC],
        0xBC => &[0x31, 0x2044, 0x34],
        0xBD => &[0x31, 0x2044, 0x32],
        0xBE => &[0x33, 0x2044, 0x34],
        0xDF => &[0x73, 0x73],
        _ => &[0x61, 0x65],
    }
}

/// The longest folding of one code point: U+FDFA has 18.
const MOST: usize = 20;

/// The folded code points of one source character.
#[derive(Clone, Copy)]
pub(crate) struct Folded {
    points: [u32; MOST],
    len: usize,
}

impl Folded {
    const NONE: Folded = Folded { points: [0; MOST], len: 0 };

    #[inline]
    fn push(&mut self, point: u32) {
        if self.len < MOST {
            self.points[self.len] = point;
            self.len += 1;
        }
    }

    #[inline]
    pub(crate) fn as_slice(&self) -> &[u32] {
        &self.points[..self.len]
    }
}

/// Folds one code point; a lone surrogate stays itself.
pub(crate) fn fold_point(point: u32, folding: Folding) -> Folded {
    let mut folded = Folded::NONE;
    if folding == Folding::LANGUAGE
        && let Ok(unit) = u8::try_from(point)
    {
        match LATIN[usize::from(unit)] {
            IGNORED => {}
            EXPANDED => expansion(unit).iter().for_each(|&point| folded.push(point)),
            plain => folded.push(u32::from(plain)),
        }
        return folded;
    }
    let Some(character) = char::from_u32(point) else {
        folded.push(point);
        return folded;
    };
    if is_spacing_mark(point) {
        folded.push(point);
        return folded;
    }
    let compatible = folding.ignore_case || folding.ignore_marks;
    let normalizer =
        if compatible { DecomposingNormalizerBorrowed::new_nfkd() } else { DecomposingNormalizerBorrowed::new_nfd() };
    for part in normalizer.normalize_iter(std::iter::once(character)) {
        if is_ignorable(u32::from(part)) || folding.ignore_marks && is_combining(part) {
            continue;
        }
        if folding.ignore_marks
            && let Some(plain) = without_stroke(part, folding.ignore_case)
        {
            plain.iter().for_each(|&plain| folded.push(u32::from(plain)));
        } else if folding.ignore_case {
            for lower in part.to_lowercase().filter(|&lower| !folding.ignore_marks || !is_combining(lower)) {
                let lower = if lower == 'ς' { 'σ' } else { lower };
                folded.push(u32::from(if folding.ignore_marks { without_kana(lower) } else { lower }));
            }
        } else {
            folded.push(u32::from(if folding.ignore_marks { without_kana(part) } else { part }));
        }
    }
    folded
}

/// Characters of Latin-1 and beyond that decompose to a blank and a mark but stand for themselves.
fn is_spacing_mark(point: u32) -> bool {
    matches!(point, 0xA8 | 0xAF | 0xB4 | 0xB8 | 0x2D8..=0x2DD | 0x37A | 0x384 | 0x385 | 0x1FBD..=0x1FC1)
        || matches!(point, 0x1FCD..=0x1FCF | 0x1FDD..=0x1FDF | 0x1FED..=0x1FEF | 0x1FFD..=0x1FFE | 0x203E)
        || matches!(point, 0x309B | 0x309C | 0xFE49..=0xFE4C | 0xFFE3)
}

/// Whether a code point counts for nothing in every comparison of the language.
pub(crate) fn is_ignorable(point: u32) -> bool {
    match point {
        0x09..=0x0D | 0x20 | 0x85 => false,
        0x00..=0x1F | 0x7F..=0x9F | 0xAD => true,
        0x034F | 0x061C | 0x115F | 0x1160 | 0x17B4 | 0x17B5 | 0x180B..=0x180F | 0x3164 | 0xFFA0 => true,
        0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0xFE00..=0xFE0F | 0xFEFF | 0xFFF9..=0xFFFB => true,
        0xE0000..=0xE0FFF => true,
        _ => false,
    }
}

/// Whether a character is a mark on the one before it.
pub(crate) fn is_combining(character: char) -> bool {
    character >= '\u{300}' && CanonicalCombiningClassMapBorrowed::new().get_u8(character) != 0
}

/// Letters with a stroke and ligatures, which Unicode does not decompose.
fn without_stroke(character: char, lower: bool) -> Option<&'static [char]> {
    let (upper_form, lower_form): (&[char], &[char]) = match character {
        'Æ' => (&['A', 'E'], &['a', 'e']),
        'æ' => (&['a', 'e'], &['a', 'e']),
        'Œ' => (&['O', 'E'], &['o', 'e']),
        'œ' => (&['o', 'e'], &['o', 'e']),
        'ß' => (&['s', 's'], &['s', 's']),
        'ẞ' => (&['S', 'S'], &['s', 's']),
        'Ø' => (&['O'], &['o']),
        'ø' => (&['o'], &['o']),
        'Ł' => (&['L'], &['l']),
        'ł' => (&['l'], &['l']),
        _ => return None,
    };
    Some(if lower { lower_form } else { upper_form })
}

/// Katakana as hiragana, small kana as normal ones.
fn without_kana(character: char) -> char {
    let point = u32::from(character);
    let hiragana = match point {
        0x30A1..=0x30F6 | 0x30FD | 0x30FE => point - 0x60,
        _ => point,
    };
    let normal = match hiragana {
        0x3041 | 0x3043 | 0x3045 | 0x3047 | 0x3049 | 0x3063 | 0x3083 | 0x3085 | 0x3087 | 0x308E => hiragana + 1,
        0x3095 => 0x304B,
        0x3096 => 0x3051,
        _ => hiragana,
    };
    char::from_u32(normal).unwrap_or(character)
}

/// Folds a text from unit `start` on, code point by code point.
pub(crate) fn fold_all(view: View<'_>, start: usize, folding: Folding) -> Vec<u32> {
    let mut folded = Vec::with_capacity(view.len().saturating_sub(start));
    let mut index = start;
    while let Some((point, width)) = view.code_point(index) {
        folded.extend_from_slice(fold_point(point, folding).as_slice());
        index += width;
    }
    folded
}
