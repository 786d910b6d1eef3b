//! An HTTP/1.1 client: requests and answers as bytes, without anything of the language.

pub(crate) mod agent;
mod authentication;
pub(crate) mod connection;
pub(crate) mod decode;
pub(crate) mod exchange;
pub(crate) mod head;
mod proxy;
#[cfg(test)]
mod tests;

/// Header fields with their names as they were written.
pub(crate) type Headers = Vec<(String, String)>;

/// All values of a header field, whatever the case of its name.
pub(crate) fn values<'h>(headers: &'h [(String, String)], name: &str) -> impl Iterator<Item = &'h str> {
    headers.iter().filter(move |(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

/// The first value of a header field.
pub(crate) fn value<'h>(headers: &'h [(String, String)], name: &str) -> Option<&'h str> {
    values(headers, name).next()
}

/// Whether a header field that lists words has one of them.
pub(crate) fn lists(headers: &[(String, String)], name: &str, word: &str) -> bool {
    values(headers, name).flat_map(|value| value.split(',')).any(|each| each.trim().eq_ignore_ascii_case(word))
}

/// A parameter of a header value, such as `charset` in `text/html; charset="utf-8"`.
pub(crate) fn parameter(value: &str, name: &str) -> Option<String> {
    let mut rest = value.split_once(';')?.1;
    loop {
        rest = rest.trim_start_matches([' ', '\t', ';']);
        let (key, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let (found, behind) = match after.strip_prefix('"') {
            Some(quoted) => quoted_text(quoted),
            None => {
                let (word, behind) = after.split_once(';').unwrap_or((after, ""));
                (word.trim().to_owned(), behind)
            }
        };
        if key.trim().eq_ignore_ascii_case(name) {
            return Some(found);
        }
        rest = behind;
    }
}

/// The text up to the closing quotation mark, and what follows it.
pub(crate) fn quoted_text(text: &str) -> (String, &str) {
    let mut result = String::new();
    let mut characters = text.char_indices();
    while let Some((index, character)) = characters.next() {
        match character {
            '"' => return (result, text.get(index + 1..).unwrap_or_default()),
            '\\' => result.extend(characters.next().map(|(_, escaped)| escaped)),
            other => result.push(other),
        }
    }
    (result, "")
}

/// Whether a text is a token of HTTP: a method or the name of a header field.
pub(crate) fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

#[cfg(test)]
mod parameter_tests {
    use super::*;

    #[test]
    fn parameters() {
        let value = "multipart/mixed; boundary=\"a;\\\"b\"; charset=utf-8 ; x";
        assert_eq!(parameter(value, "boundary").as_deref(), Some("a;\"b"));
        assert_eq!(parameter(value, "Charset").as_deref(), Some("utf-8"));
        assert_eq!(parameter(value, "y"), None);
        assert_eq!(parameter("text/plain", "charset"), None);
        assert_eq!(parameter("a; b=\"open", "b").as_deref(), Some("open"));
    }
}
