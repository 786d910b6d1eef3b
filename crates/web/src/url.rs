//! Paths, queries and forms.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// The value of a hexadecimal digit.
fn digit(byte: Option<&u8>) -> Option<u8> {
    char::from(*byte?).to_digit(16).map(|digit| digit as u8)
}

/// Decodes `%XX` once; a `%` without two digits stays.
pub fn decode(text: &str) -> String {
    decode_bytes(text.as_bytes(), false)
}

/// Decodes a name or value of a query or form, in which `+` is a blank.
pub fn decode_form(text: &str) -> String {
    decode_bytes(text.as_bytes(), true)
}

fn decode_bytes(bytes: &[u8], plus: bool) -> String {
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut index = 0;
    while let Some(byte) = bytes.get(index) {
        let pair = (digit(bytes.get(index + 1)), digit(bytes.get(index + 2)));
        match (byte, pair) {
            (b'%', (Some(high), Some(low))) => {
                decoded.push(high << 4 | low);
                index += 2;
            }
            (b'+', _) if plus => decoded.push(b' '),
            _ => decoded.push(*byte),
        }
        index += 1;
    }
    String::from_utf8(decoded).unwrap_or_else(|wrong| String::from_utf8_lossy(wrong.as_bytes()).into_owned())
}

/// Names and values of a query or of a form with the type `application/x-www-form-urlencoded`, in order.
pub fn pairs(text: &str) -> Vec<(String, String)> {
    let parts = text.split('&').filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            (decode_form(name), decode_form(value))
        })
        .collect()
}

/// Whether a byte means the same in a URL whether it is encoded or not (unreserved characters of RFC 3986).
fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)
}

/// A path in which characters that need no encoding are not encoded, without empty parts, `.` and `..`. A `/` at its end stays.
pub fn normal(path: &str) -> Cow<'_, str> {
    let has_dots = || path.split('/').any(|part| part == "." || part == "..");
    if path.starts_with('/') && !path.contains('%') && !path.contains("//") && !has_dots() {
        return Cow::Borrowed(path);
    }
    let bytes = path.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut index = 0;
    while let Some(byte) = bytes.get(index) {
        let pair = (digit(bytes.get(index + 1)), digit(bytes.get(index + 2)));
        index += 1;
        match (byte, pair) {
            (b'%', (Some(high), Some(low))) if is_unreserved(high << 4 | low) => decoded.push(high << 4 | low),
            (b'%', (Some(_), Some(_))) => {
                let digits = bytes.get(index..index + 2).unwrap_or_default();
                decoded.push(b'%');
                decoded.extend(digits.to_ascii_uppercase());
            }
            _ => {
                decoded.push(*byte);
                continue;
            }
        }
        index += 2;
    }
    let decoded = String::from_utf8_lossy(&decoded);
    let mut parts: Vec<&str> = Vec::new();
    for part in decoded.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    let names_folder = ["/", "/.", "/.."].iter().any(|end| decoded.ends_with(end));
    let end = if names_folder && !parts.is_empty() { "/" } else { "" };
    Cow::Owned(format!("/{}{end}", parts.join("/")))
}

/// The file that the path of a URL names below a folder; nothing where it leads out of the folder, whatever its spelling, or
/// where it ends as the path of a folder does.
pub fn file_below(root: &Path, path: &str) -> Option<PathBuf> {
    let mut file = root.to_path_buf();
    let mut depth = 0_usize;
    if path.len() > 1 && path.ends_with('/') {
        return None;
    }
    for part in path.split('/') {
        // An encoded separator is no separator.
        let name = decode(part);
        if name.contains(['/', '\\', '\0']) || name.ends_with(':') {
            return None;
        }
        match &*name {
            "" | "." => {}
            ".." => {
                depth = depth.checked_sub(1)?;
                file.pop();
            }
            name => {
                depth += 1;
                file.push(name);
            }
        }
    }
    Some(file)
}

/// Encodes what a URL cannot have as it is; what is encoded already stays.
pub fn encode(url: &str) -> String {
    let mut encoded = String::with_capacity(url.len());
    for byte in url.bytes() {
        let is_plain = byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte);
        match is_plain {
            true => encoded.push(char::from(byte)),
            false => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_never_leads_out_of_the_folder() {
        let root = Path::new("/site/web");
        let file = |path| file_below(root, path);
        assert_eq!(file("/a/../b%20c.txt"), Some(PathBuf::from("/site/web/b c.txt")));
        for path in ["/../secret", "/a/../../secret", "/%2e%2e/secret", "/..%5csecret", "/..%2fsecret", "/a%00.txt"] {
            assert_eq!(file(path), None, "{path}");
        }
    }

    #[test]
    fn spellings_of_a_path_become_one() {
        let cases = [
            ("/a/b", "/a/b"),
            ("//a//b/", "/a/b/"),
            ("/%61/./b/../c%2f%c3%a9", "/a/c%2F%C3%A9"),
            ("/a/..", "/"),
            ("/../%2e%2E/a/.", "/a/"),
            ("/100%", "/100%"),
            ("*", "/*"),
            ("", "/"),
        ];
        for (path, expected) in cases {
            assert_eq!(normal(path), expected, "{path}");
        }
    }

    #[test]
    fn the_path_of_a_folder_names_no_file() {
        assert_eq!(file_below(Path::new("/site"), "/index.html/"), None);
        assert_eq!(file_below(Path::new("/site"), "/"), Some(PathBuf::from("/site")));
    }

    #[test]
    fn queries_are_decoded_in_order() {
        let found = pairs("a=1&b=x+y%26&a=%zz&&c");
        let expected = [("a", "1"), ("b", "x y&"), ("a", "%zz"), ("c", "")];
        let expected: Vec<_> = expected.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_url_is_encoded_once() {
        assert_eq!(encode("/a b%20c\u{e9}\r\n"), "/a%20b%20c%C3%A9%0D%0A");
    }
}
