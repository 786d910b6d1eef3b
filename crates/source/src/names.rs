//! How 4D compares the names of variables, methods, commands and constants.

use icu_normalizer::DecomposingNormalizerBorrowed;

/// The form under which 4D treats two names as the same: lower case, no accents, outer blanks dropped, runs of blanks
/// made one ([Identifiers](https://developer.4d.com/docs/Concepts/identifiers)).
pub fn fold_name(name: &str) -> String {
    // Nearly all names are of this kind.
    if name.is_ascii() && !name.bytes().any(|byte| byte.is_ascii_whitespace() || byte == 0x0B) {
        return name.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        if word.is_ascii() {
            folded.extend(word.bytes().map(|byte| byte.to_ascii_lowercase() as char));
        } else {
            let decomposed = DecomposingNormalizerBorrowed::new_nfd().normalize(word);
            let letters = decomposed.chars().filter(|letter| !is_mark(*letter));
            folded.extend(letters.flat_map(char::to_lowercase));
        }
    }
    folded
}

/// Whether a decomposed letter's accent is this: the block of combining diacritical marks.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36F}')
}

/// How many characters of the name of a variable count.
pub const VARIABLE_NAME_LENGTH: usize = 31;

/// As [`fold_name`] for variables, of whose names 4D keeps only the first 31 characters, without `$` or `<>`
/// ([Variables](https://developer.4d.com/docs/Concepts/variables#local-variables)).
pub fn fold_variable(name: &str) -> String {
    let mut folded = fold_name(name);
    if let Some((end, _)) = folded.char_indices().nth(VARIABLE_NAME_LENGTH) {
        folded.truncate(end);
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::{fold_name, fold_variable};

    #[test]
    fn of_variables_31_characters_count() {
        let name = "abcdefghij".repeat(3) + "k";
        assert_eq!(fold_variable(&name), name);
        assert_eq!(fold_variable(&(name.clone() + "x")), name);
        assert_eq!(fold_variable(&("é".repeat(31) + "x")), "e".repeat(31));
    }

    #[test]
    fn case_and_blanks_do_not_count() {
        assert_eq!(fold_name("  Session   Storage "), "session storage");
        assert_eq!(fold_name("Ĝis Тест 名前"), "gis тест 名前");
    }

    #[test]
    fn accents_do_not_count() {
        // The second is decomposed, as file names may be.
        assert_eq!([fold_name("ÉTÉ"), fold_name("e\u{301}te\u{301}")], ["ete", "ete"]);
    }
}
