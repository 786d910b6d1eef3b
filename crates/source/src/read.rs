//! Source files as text: their encoding, and what can go wrong.

use crate::{Diagnostic, paths::shown_path};
use std::path::Path;

/// The largest source file that is read, in bytes.
pub const MAXIMUM_SOURCE_SIZE: u64 = 64 * 1024 * 1024;

/// The text of the bytes of a source file, without a byte order mark, and its encoding; `path` is what they came from.
///
/// 4D writes UTF-8 ([Project architecture](https://developer.4d.com/docs/Project/architecture)); UTF-16 is read where
/// the file begins with its byte order mark. Any other encoding (Mac Roman, Latin-1) is refused with the spot of the
/// first byte that is not UTF-8: such encodings cannot be distinguished, and a wrong guess changes texts silently.
///
/// # Errors
/// `source::encoding`.
pub fn decode_source(bytes: Vec<u8>, path: &Path) -> Result<(String, Encoding), Diagnostic> {
    let encoding = Encoding::of(&bytes);
    let text = decode(bytes).map_err(|problem| {
        Diagnostic::error("source::encoding", format!("`{}` is not readable text: {problem}", shown_path(path)))
            .hint("save the file as UTF-8")
    })?;
    Ok((text, encoding))
}

/// How the text of a source file is written in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 without a byte order mark.
    Utf8,
    /// UTF-8 after a byte order mark.
    MarkedUtf8,
    /// UTF-16, low bytes first, after a byte order mark.
    LittleUtf16,
    /// UTF-16, high bytes first, after a byte order mark.
    BigUtf16,
}

impl Encoding {
    /// What the first bytes of a file show.
    fn of(bytes: &[u8]) -> Self {
        match bytes {
            [0xFF, 0xFE, ..] => Self::LittleUtf16,
            [0xFE, 0xFF, ..] => Self::BigUtf16,
            [0xEF, 0xBB, 0xBF, ..] => Self::MarkedUtf8,
            _ => Self::Utf8,
        }
    }

    /// The bytes of a text, with the byte order mark where there is one.
    pub fn encode(self, text: &str) -> Vec<u8> {
        let marked = || std::iter::once(0xFEFF).chain(text.encode_utf16());
        match self {
            Self::Utf8 => text.as_bytes().to_vec(),
            Self::MarkedUtf8 => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
            Self::LittleUtf16 => marked().flat_map(u16::to_le_bytes).collect(),
            Self::BigUtf16 => marked().flat_map(u16::to_be_bytes).collect(),
        }
    }
}

/// Whether a path means a stream that the program was started with, such as `/dev/stdin` or what a shell puts in the place
/// of `<(command)`.
pub fn is_own_stream(path: &Path) -> bool {
    ["/dev/stdin", "/dev/fd", "/proc/self/fd"].iter().any(|own| path.starts_with(own))
}

/// The text of these bytes, or why they are none.
fn decode(mut bytes: Vec<u8>) -> Result<String, String> {
    match bytes.as_slice() {
        [0xFF, 0xFE, rest @ ..] => return decode_utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => return decode_utf16(rest, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, ..] => {
            bytes.drain(..3);
        }
        _ => {}
    }
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let before = String::from_utf8_lossy(bytes.get(..offset).unwrap_or_default()).into_owned();
        let (line, column) = crate::SourceFile::new("".into(), before).line_column(offset as u32);
        let byte = bytes.get(offset).copied().unwrap_or_default();
        format!("line {line}, column {column} (offset {offset}) holds byte 0x{byte:02X}, which is not UTF-8")
    })
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let text: Result<String, _> = char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect();
    match text {
        Ok(text) if rest.is_empty() => Ok(text),
        Ok(_) => Err("it begins as UTF-16 but has an odd number of bytes".to_owned()),
        Err(lone) => Err(format!("it begins as UTF-16 but holds the lone unit 0x{:04X}", lone.unpaired_surrogate())),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn byte_order_marks_are_dropped() {
        assert_eq!(decode(b"\xEF\xBB\xBFa".to_vec()).unwrap(), "a");
        assert_eq!(decode(b"\xFF\xFEa\0\xE9\0".to_vec()).unwrap(), "aé");
        assert_eq!(decode(b"\xFE\xFF\0a\xD8\x3D\xDE\x00".to_vec()).unwrap(), "a😀");
        assert_eq!(decode(Vec::new()).unwrap(), "");
    }

    #[test]
    fn files_are_written_in_their_encoding_again() {
        for bytes in [&b"a\xC3\xA9"[..], b"\xEF\xBB\xBFa", b"\xFF\xFEa\0=\xD8\0\xDE", b"\xFE\xFF\0a", b""] {
            let (text, encoding) = decode_source(bytes.to_vec(), Path::new("a")).unwrap();
            assert_eq!(encoding.encode(&text), bytes);
        }
    }

    #[test]
    fn other_encodings_are_refused_with_their_spot() {
        let problem = decode(b"a\r\xC3\xA9 \x8Ee".to_vec()).unwrap_err();
        assert_eq!(problem, "line 2, column 3 (offset 5) holds byte 0x8E, which is not UTF-8");
        assert!(decode(b"\xFF\xFEa".to_vec()).unwrap_err().contains("odd"));
        assert!(decode(b"\xFF\xFE\x00\xD8".to_vec()).unwrap_err().contains("0xD800"));
    }
}
