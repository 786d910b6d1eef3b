//! How 4D compares the names of variables, methods, commands and constants.

/// The form under which 4D treats two names as the same: lower case, outer blanks dropped, runs of blanks made one
/// ([Identifiers](https://developer.4d.com/docs/Concepts/identifiers)).
pub fn fold_name(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        if word.is_ascii() {
            folded.extend(word.bytes().map(|byte| byte.to_ascii_lowercase() as char));
        } else {
            folded.extend(word.chars().flat_map(char::to_lowercase));
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::fold_name;

    #[test]
    fn case_and_blanks_do_not_count() {
        assert_eq!(fold_name("  Session   Storage "), "session storage");
        assert_eq!(fold_name("ÉTÉ"), "été");
    }
}
