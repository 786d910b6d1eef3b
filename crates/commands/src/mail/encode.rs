//! Texts in the parts of a mail: character sets and what keeps bytes within seven bits.

use crate::string::character_set::CharacterSet;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use fourd_value::Text;

/// How texts are written, as the constants of the theme Mail name it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Charset {
    /// `mail mode UTF8`.
    #[default]
    Utf8Quoted,
    /// `mail mode UTF8 in base64`.
    Utf8Base64,
    /// `mail mode ISO88591`.
    Latin1,
    /// `mail mode ISO2022JP`.
    Japanese,
}

/// How many characters an encoded word may have.
const MAX_WORD: usize = 75;
/// How long a line of a body may be.
const MAX_LINE: usize = 76;

/// A body that can be sent.
pub(super) struct Body {
    pub(super) charset: &'static str,
    pub(super) encoding: &'static str,
    pub(super) text: Text,
}

impl Charset {
    /// The mode of a name.
    pub(super) fn named(name: &str) -> Option<Charset> {
        Some(match name {
            "US-ASCII_UTF8_QP" => Self::Utf8Quoted,
            "US-ASCII_UTF8_B64" => Self::Utf8Base64,
            "ISO-8859-1" => Self::Latin1,
            "US-ASCII_ISO-2022-JP_UTF8_QP" => Self::Japanese,
            _ => return None,
        })
    }

    /// The character set for a text, with its name.
    fn set_for(self, text: &str) -> (CharacterSet, &'static str) {
        match self {
            Self::Latin1 if text.chars().all(|character| u32::from(character) < 0x100) => {
                (CharacterSet::Latin1, "ISO-8859-1")
            }
            Self::Japanese => {
                let set = CharacterSet::Standard(encoding_rs::ISO_2022_JP);
                let whole = Text::from(text);
                if set.decode(&set.encode(&whole)).to_cow() == text {
                    (set, "ISO-2022-JP")
                } else {
                    (CharacterSet::Utf8, "UTF-8")
                }
            }
            _ => (CharacterSet::Utf8, "UTF-8"),
        }
    }

    /// A text as a header field has it: as it is, or in encoded words.
    pub(super) fn header(self, text: &str) -> String {
        let text: String = text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect();
        if text.is_ascii() && !text.contains("=?") {
            return text;
        }
        let (set, name) = self.set_for(&text);
        let base64 = self == Self::Utf8Base64;
        let word = |part: &str| {
            let bytes = set.encode(&Text::from(part));
            let (kind, content) =
                if base64 { ('B', BASE64_STANDARD.encode(bytes)) } else { ('Q', quoted_word(&bytes)) };
            format!("=?{name}?{kind}?{content}?=")
        };
        let mut words: Vec<String> = Vec::new();
        let mut part = String::new();
        let mut written = String::new();
        for character in text.chars() {
            part.push(character);
            let longer = word(&part);
            if longer.len() > MAX_WORD && part.chars().nth(1).is_some() {
                words.push(std::mem::take(&mut written));
                part = character.to_string();
                written = word(&part);
            } else {
                written = longer;
            }
        }
        words.push(written);
        words.join("\r\n ")
    }

    /// A text as the body of a part.
    pub(super) fn body(self, text: &str) -> Body {
        let text = with_line_ends(text);
        let (set, name) = self.set_for(&text);
        let bytes = || set.encode(&Text::from(text.as_str()));
        match (self, name) {
            (Self::Latin1, "ISO-8859-1") => Body { charset: name, encoding: "8bit", text: Text::from(text.as_str()) },
            (Self::Japanese, _) if text.is_ascii() => {
                Body { charset: "US-ASCII", encoding: "7bit", text: Text::from(text.as_str()) }
            }
            // The escape sequences of the set stay within seven bits.
            (Self::Japanese, "ISO-2022-JP") => {
                Body { charset: name, encoding: "7bit", text: Text::from_latin1(&bytes()) }
            }
            (Self::Utf8Base64, _) => {
                Body { charset: name, encoding: "base64", text: Text::from(base64_lines(&bytes())) }
            }
            _ => Body { charset: name, encoding: "quoted-printable", text: Text::from(quoted(&bytes())) },
        }
    }
}

/// A text whose lines all end with CR and LF.
fn with_line_ends(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").replace('\n', "\r\n")
}

/// Bytes as an encoded word has them.
fn quoted_word(bytes: &[u8]) -> String {
    let mut result = String::with_capacity(bytes.len() * 3);
    for byte in bytes {
        match byte {
            b' ' => result.push('_'),
            byte if byte.is_ascii_alphanumeric() || b"!*+-/".contains(byte) => result.push(char::from(*byte)),
            byte => result.push_str(&format!("={byte:02X}")),
        }
    }
    result
}

/// Bytes in the encoding quoted-printable.
pub(super) fn quoted(bytes: &[u8]) -> String {
    let mut result = String::with_capacity(bytes.len() * 2);
    for (index, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        if index > 0 {
            result.push_str("\r\n");
        }
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let mut length = 0;
        for (position, byte) in line.iter().enumerate() {
            let last = position + 1 == line.len();
            let plain = matches!(byte, b'!'..=b'<' | b'>'..=b'~') || (matches!(byte, b' ' | b'\t') && !last);
            let width = if plain { 1 } else { 3 };
            if length + width > MAX_LINE - usize::from(!last) {
                result.push_str("=\r\n");
                length = 0;
            }
            // A line with a point alone would end the message on its way.
            if plain && !(*byte == b'.' && length == 0) {
                result.push(char::from(*byte));
                length += 1;
            } else {
                result.push_str(&format!("={byte:02X}"));
                length += 3;
            }
        }
    }
    result
}

/// Bytes in base64, in lines.
pub(super) fn base64_lines(bytes: &[u8]) -> String {
    let mut result = String::with_capacity(bytes.len() / 3 * 4 + bytes.len() / 28);
    for (index, line) in bytes.chunks(MAX_LINE / 4 * 3).enumerate() {
        if index > 0 {
            result.push_str("\r\n");
        }
        BASE64_STANDARD.encode_string(line, &mut result);
    }
    result
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use mail_parser::MessageParser;
    use proptest::prelude::*;

    #[test]
    fn bodies() {
        let body = |charset: Charset, text: &str| {
            let body = charset.body(text);
            format!("{} {} {}", body.charset, body.encoding, body.text.to_cow())
        };
        assert_eq!(body(Charset::Utf8Quoted, "é=\n."), "UTF-8 quoted-printable =C3=A9=3D\r\n=2E");
        assert_eq!(body(Charset::Utf8Base64, "é"), "UTF-8 base64 w6k=");
        assert_eq!(body(Charset::Latin1, "é"), "ISO-8859-1 8bit é");
        assert_eq!(body(Charset::Latin1, "€"), "UTF-8 quoted-printable =E2=82=AC");
        assert_eq!(body(Charset::Japanese, "a"), "US-ASCII 7bit a");
        assert_eq!(body(Charset::Japanese, "日"), "ISO-2022-JP 7bit \u{1b}$BF|\u{1b}(B");
        assert_eq!(body(Charset::Japanese, "日é"), "UTF-8 quoted-printable =E6=97=A5=C3=A9");
    }

    proptest! {
        #[test]
        fn what_is_written_can_be_read(text in "[ -~éä日€\n]{0,300}", mode in 0..4_usize) {
            let charset = [Charset::Utf8Quoted, Charset::Utf8Base64, Charset::Latin1, Charset::Japanese][mode];
            let subject = text.replace('\n', " ");
            let body = charset.body(&text);
            let mime = format!(
                "Subject: {}\r\nContent-Type: text/plain; charset=\"{}\"\r\nContent-Transfer-Encoding: {}\r\n\r\n",
                charset.header(&subject), body.charset, body.encoding,
            );
            let mut bytes = mime.into_bytes();
            match body.encoding {
                "8bit" => bytes.extend(body.text.to_cow().chars().map(|character| u32::from(character) as u8)),
                _ => bytes.extend(body.text.to_cow().bytes()),
            }
            let read = MessageParser::default().parse(&bytes).unwrap();
            prop_assert_eq!(read.body_text(0).unwrap_or_default().replace("\r\n", "\n"), text.clone());
            prop_assert_eq!(read.subject().unwrap_or_default().trim(), subject.trim());
            let lines = body.text.to_cow();
            prop_assert!(body.encoding != "quoted-printable" || lines.lines().all(|line| line.len() <= MAX_LINE));
        }
    }
}
