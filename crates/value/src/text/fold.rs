//! Folding: what remains of a text when case, diacritical marks and ignorable characters do not count.
//!
//! Equality, `Position` and `Replace string` work on folded code points. Each source character folds by itself, to
//! none (ignorable), one or several code points (`œ` = `oe`, `ß` = `ss`), so offsets into the source stay known.
//! Tests hold the folding against the primary weights of ICU's root collation, which orders texts.
//! See <https://developer.4d.com/docs/commands/position>.

use super::{View, collate};
use icu_normalizer::DecomposingNormalizerBorrowed;
use icu_normalizer::properties::CanonicalCombiningClassMapBorrowed;
use std::sync::OnceLock;

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
            0xD0 | 0xF0 => b'd',
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
#[inline]
pub(crate) fn fold_point(point: u32, folding: Folding) -> Folded {
    if folding != Folding::LANGUAGE {
        return fold_partly(point, folding);
    }
    let mut folded = Folded::NONE;
    if let Ok(unit) = u8::try_from(point) {
        match LATIN[usize::from(unit)] {
            IGNORED => {}
            EXPANDED => expansion(unit).iter().for_each(|&point| folded.push(point)),
            plain => folded.push(u32::from(plain)),
        }
        return folded;
    }
    let Some(block) = BLOCKS.get((point >> 8) as usize) else { return fold_by_weight(point) };
    match block.get_or_init(|| fold_block(point & !0xFF))[(point & 0xFF) as usize] {
        BLOCK_IGNORED => {}
        BLOCK_EXPANDED => return fold_by_weight(point),
        plain => folded.push(u32::from(plain)),
    }
    folded
}

/// Tables like [`LATIN`] for 256 code points each up to U+FFFF, built when first met.
static BLOCKS: [OnceLock<Box<[u16; 256]>>; 256] = [const { OnceLock::new() }; 256];
const BLOCK_IGNORED: u16 = IGNORED as u16;
const BLOCK_EXPANDED: u16 = EXPANDED as u16;

fn fold_block(first: u32) -> Box<[u16; 256]> {
    let mut table = Box::new([BLOCK_EXPANDED; 256]);
    for (point, entry) in (first..).zip(table.iter_mut()) {
        *entry = match fold_by_weight(point).as_slice() {
            [] => BLOCK_IGNORED,
            &[single] => u16::try_from(single).unwrap_or(BLOCK_EXPANDED),
            _ => BLOCK_EXPANDED,
        };
    }
    table
}

/// Folds by rule, and takes the rule's result only where ICU gives it the same primary weight.
fn fold_by_weight(point: u32) -> Folded {
    let mut itself = Folded::NONE;
    itself.push(point);
    if char::from_u32(point).is_none() {
        return itself;
    }
    if collate::is_ignorable(point) {
        return Folded::NONE;
    }
    let mut folded = Folded::NONE;
    for &part in fold_partly(point, Folding::LANGUAGE).as_slice() {
        if !collate::is_ignorable(part) {
            folded.push(collate::latin_with_same_base(part).unwrap_or(part));
        }
    }
    if collate::same_base(itself.as_slice(), folded.as_slice()) {
        return folded;
    }
    if let Some(latin) = collate::latin_with_same_base(point) {
        let mut single = Folded::NONE;
        single.push(latin);
        return single;
    }
    let mut lower = Folded::NONE;
    char::from_u32(point)
        .into_iter()
        .flat_map(char::to_lowercase)
        .for_each(|lower_case| lower.push(u32::from(lower_case)));
    if collate::same_base(itself.as_slice(), lower.as_slice()) { lower } else { itself }
}

/// Folds by Unicode's decompositions and case mappings.
fn fold_partly(point: u32, folding: Folding) -> Folded {
    let mut folded = Folded::NONE;
    let Some(character) = char::from_u32(point) else {
        folded.push(point);
        return folded;
    };
    let compatible = folding.ignore_case || folding.ignore_marks;
    let normalizer =
        if compatible { DecomposingNormalizerBorrowed::new_nfkd() } else { DecomposingNormalizerBorrowed::new_nfd() };
    for part in normalizer.normalize_iter(std::iter::once(character)) {
        if is_ignorable(u32::from(part)) || folding.ignore_marks && is_combining(part) {
            continue;
        }
        let mut single = [part];
        let plain = if folding.ignore_marks { without_stroke(part) } else { None };
        for &part in plain.unwrap_or_else(|| {
            single[0] = if folding.ignore_marks { without_kana(part) } else { part };
            &single
        }) {
            if !folding.ignore_case {
                folded.push(u32::from(part));
                continue;
            }
            for lower in part.to_lowercase().filter(|&lower| !folding.ignore_marks || !is_combining(lower)) {
                folded.push(u32::from(if lower == 'ς' { 'σ' } else { lower }));
            }
        }
    }
    folded
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
fn without_stroke(character: char) -> Option<&'static [char]> {
    Some(match character {
        'Æ' => &['A', 'E'],
        'æ' => &['a', 'e'],
        'Œ' => &['O', 'E'],
        'œ' => &['o', 'e'],
        'ß' => &['s', 's'],
        'ẞ' => &['S', 'S'],
        'Ø' => &['O'],
        'ø' => &['o'],
        'Ł' => &['L'],
        'ł' => &['l'],
        'Đ' | 'Ð' => &['D'],
        'đ' | 'ð' => &['d'],
        _ => return None,
    })
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
