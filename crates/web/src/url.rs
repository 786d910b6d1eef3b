//! Paths, queries and forms.

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

/// The file that the path of a URL names below a folder; nothing where it leads out of the folder, whatever its spelling.
pub fn file_below(root: &Path, path: &str) -> Option<PathBuf> {
    let mut file = root.to_path_buf();
    let mut depth = 0_usize;
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
