//! `Uppercase` and `Lowercase`, with and without accents.
//!
//! Sources: <https://developer.4d.com/docs/commands/uppercase>, `commands/lowercase`.

use super::fold::is_combining;
use super::{Text, TextBuilder, View};
use icu_normalizer::DecomposingNormalizerBorrowed;

impl Text {
    /// `Uppercase`: accents are lost unless `keep_accents` (the parameter `*`).
    pub fn to_uppercase(&self, keep_accents: bool) -> Text {
        if let Some(ascii) = self.as_ascii_str() {
            let mut bytes = [0; super::INLINE_UNITS];
            return match bytes.get_mut(..ascii.len()) {
                Some(short) => {
                    short.copy_from_slice(ascii.as_bytes());
                    short.make_ascii_uppercase();
                    Text::from_latin1(short)
                }
                None => Text::from(ascii.to_ascii_uppercase()),
            };
        }
        self.map_characters(keep_accents, |character, builder| {
            character.to_uppercase().for_each(|upper| builder.push_code_point(u32::from(upper)));
        })
    }

    /// `Lowercase`: accents are lost unless `keep_accents` (the parameter `*`).
    pub fn to_lowercase(&self, keep_accents: bool) -> Text {
        if let Some(ascii) = self.as_ascii_str() {
            let mut bytes = [0; super::INLINE_UNITS];
            return match bytes.get_mut(..ascii.len()) {
                Some(short) => {
                    short.copy_from_slice(ascii.as_bytes());
                    short.make_ascii_lowercase();
                    Text::from_latin1(short)
                }
                None => Text::from(ascii.to_ascii_lowercase()),
            };
        }
        self.map_characters(keep_accents, |character, builder| {
            character.to_lowercase().for_each(|lower| builder.push_code_point(u32::from(lower)));
        })
    }

    fn map_characters(&self, keep_accents: bool, map: impl Fn(char, &mut TextBuilder)) -> Text {
        let view: View<'_> = self.view();
        let mut builder = TextBuilder::with_capacity(self.len());
        let mut index = 0;
        let mut after_letter = false;
        while let Some((point, width)) = view.code_point(index) {
            index += width;
            let Some(character) = char::from_u32(point) else {
                builder.push_code_point(point);
                continue;
            };
            if !keep_accents && after_letter && is_combining(character) {
                continue;
            }
            let plain = if keep_accents { character } else { without_accents(character) };
            after_letter = has_case(plain);
            map(plain, &mut builder);
        }
        builder.finish()
    }
}

fn has_case(character: char) -> bool {
    character.is_lowercase() || character.is_uppercase()
}

/// The letter without its accents; other scripts' marks, which are no accents, stay.
fn without_accents(character: char) -> char {
    if character.is_ascii() {
        return character;
    }
    let mut parts = DecomposingNormalizerBorrowed::new_nfd().normalize_iter(std::iter::once(character));
    match parts.next() {
        Some(base) if has_case(base) && parts.all(is_combining) => base,
        _ => character,
    }
}
