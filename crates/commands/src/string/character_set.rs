//! Character sets by name and by number, and the two commands that convert between them.

use super::code_page::{self, CodePage};
use encoding_rs::{
    BIG5, CoderResult, EUC_KR, EncoderResult, Encoding, GB18030, GBK, ISO_2022_JP, ISO_8859_2, ISO_8859_3, ISO_8859_4,
    ISO_8859_5, ISO_8859_6, ISO_8859_7, ISO_8859_8, ISO_8859_10, ISO_8859_13, ISO_8859_15, KOI8_R, MACINTOSH,
    SHIFT_JIS, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256,
    WINDOWS_1257, X_MAC_CYRILLIC,
};
use fourd_macros::command;
use fourd_runtime::Process;
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::{Blob, Error, Text, Value, error, number};

/// A character set that 4D converts to and from.
#[derive(Clone, Copy)]
pub(crate) enum CharacterSet {
    /// UTF-8.
    Utf8,
    /// UTF-16; whether the high byte comes first.
    Utf16(bool),
    /// UTF-32; whether the high byte comes first.
    Utf32(bool),
    /// UTF-7.
    Utf7,
    /// The first 128 characters.
    Ascii,
    /// ISO 8859-1: the first 256 characters.
    Latin1,
    /// A set of the Encoding Standard.
    Standard(&'static Encoding),
    /// Another set of one byte.
    Page(&'static CodePage),
}

/// A byte for a character that the set lacks.
const UNKNOWN: u8 = b'?';

/// Sets of the Encoding Standard with 4D's number and names, in lower case.
static STANDARD: &[(&[i32], &[&str], &Encoding)] = &[
    (&[5], &["iso-8859-2", "csisolatin2", "iso-ir-101", "iso_8859-2", "iso_8859-2:1987", "l2", "latin2"], ISO_8859_2),
    (&[6], &["iso-8859-3", "csisolatin3", "iso-8859-3:1988", "iso-ir-109", "iso_8859-3", "l3", "latin3"], ISO_8859_3),
    (&[7], &["iso-8859-4", "csisolatin4", "iso-8859-4:1988", "iso-ir-110", "iso_8859-4", "l4", "latin4"], ISO_8859_4),
    (
        &[8],
        &["iso-8859-5", "csisolatincyrillic", "cyrillic", "iso-8859-5:1988", "iso-ir-144", "iso_8859-5"],
        ISO_8859_5,
    ),
    (
        &[9],
        &[
            "iso-8859-6",
            "arabic",
            "asmo-708",
            "csisolatinarabic",
            "ecma-114",
            "iso-8859-6:1987",
            "iso-ir-127",
            "iso_8859-6",
        ],
        ISO_8859_6,
    ),
    (
        &[10],
        &[
            "iso-8859-7",
            "csisolatingreek",
            "ecma-118",
            "elot_928",
            "greek",
            "greek8",
            "iso-ir-126",
            "iso_8859-7",
            "iso_8859-7:1987",
        ],
        ISO_8859_7,
    ),
    (&[11], &["iso-8859-8", "csisolatinhebrew", "hebrew", "iso-ir-138", "iso_8859-8", "iso_8859-8:1988"], ISO_8859_8),
    (
        &[13],
        &["iso-8859-10", "csisolatin6", "iso-ir-157", "iso_8859-10", "iso_8859-10:1992", "l6", "latin6"],
        ISO_8859_10,
    ),
    (&[17], &["shift_jis", "csshiftjis", "ms_kanji", "shift-jis"], SHIFT_JIS),
    (&[38], &["euc-kr", "cseuckr"], EUC_KR),
    (&[39], &["iso-2022-jp", "csiso2022jp"], ISO_2022_JP),
    (&[57, 2025], &["gb2312", "csgb2312", "x-mac-chinesesimp", "gb_2312-80", "csiso58gb231280", "iso-ir-58"], GBK),
    (&[109], &["iso-8859-13"], ISO_8859_13),
    (&[111], &["iso-8859-15", "latin-9"], ISO_8859_15),
    (&[113], &["gbk"], GBK),
    (&[114], &["gb18030"], GB18030),
    (&[2024], &["windows-31j"], SHIFT_JIS),
    (&[2026], &["big5", "csbig5"], BIG5),
    (&[2027], &["macroman", "x-mac-roman", "mac", "macintosh", "csmacintosh"], MACINTOSH),
    (&[2084], &["koi8-r", "cskoi8r"], KOI8_R),
    (&[2250], &["windows-1250"], WINDOWS_1250),
    (&[2251], &["windows-1251"], WINDOWS_1251),
    (&[1251], &["x-mac-cyrillic"], X_MAC_CYRILLIC),
    (&[2252], &["windows-1252"], WINDOWS_1252),
    (&[2253], &["windows-1253"], WINDOWS_1253),
    (&[2254], &["windows-1254"], WINDOWS_1254),
    (&[2255], &["windows-1255"], WINDOWS_1255),
    (&[2256], &["windows-1256"], WINDOWS_1256),
    (&[2257], &["windows-1257"], WINDOWS_1257),
];

/// The other sets.
static OTHERS: &[(i32, &[&str], CharacterSet)] = &[
    (
        3,
        &[
            "us-ascii",
            "ansi_x3.4-1968",
            "ansi_x3.4-1986",
            "ascii",
            "cp367",
            "csascii",
            "ibm367",
            "iso-ir-6",
            "iso_646.irv:1991",
            "iso646-us",
            "us",
        ],
        CharacterSet::Ascii,
    ),
    (
        4,
        &[
            "iso-8859-1",
            "cp819",
            "csisolatin1",
            "ibm819",
            "iso-ir-100",
            "iso_8859-1",
            "iso_8859-1:1987",
            "l1",
            "latin1",
        ],
        CharacterSet::Latin1,
    ),
    (
        12,
        &["iso-8859-9", "csisolatin5", "iso-ir-148", "iso_8859-9", "iso_8859-9:1989", "l5", "latin5"],
        CharacterSet::Page(&code_page::ISO_8859_9),
    ),
    (106, &["utf-8", "utf8"], CharacterSet::Utf8),
    (1012, &["utf-7"], CharacterSet::Utf7),
    (1013, &["utf-16be"], CharacterSet::Utf16(true)),
    (1014, &["utf-16le"], CharacterSet::Utf16(false)),
    (1015, &["utf-16"], CharacterSet::Utf16(false)),
    (1017, &["utf-32"], CharacterSet::Utf32(false)),
    (1018, &["utf-32be"], CharacterSet::Utf32(true)),
    (1019, &["utf-32le"], CharacterSet::Utf32(false)),
    (1250, &["macce", "x-mac-ce"], CharacterSet::Page(&code_page::MAC_CENTRAL_EUROPE)),
    (1253, &["x-mac-greek"], CharacterSet::Page(&code_page::MAC_GREEK)),
    (1254, &["x-mac-turkish"], CharacterSet::Page(&code_page::MAC_TURKISH)),
    (2011, &["ibm437", "cp437", "437", "cspc8codepage437"], CharacterSet::Page(&code_page::IBM437)),
    (
        2028,
        &["ebcdic-cp-us", "cp037", "csibm037", "ebcdic-cp-ca", "ebcdic-cp-nl", "ebcdic-cp-wt", "ibm037"],
        CharacterSet::Page(&code_page::IBM037),
    ),
];

impl CharacterSet {
    /// The set of a name or alias, in any case.
    pub(crate) fn named(name: &str) -> Option<Self> {
        let name = name.trim().to_ascii_lowercase();
        let other = OTHERS.iter().find(|row| row.1.contains(&&*name)).map(|row| row.2);
        other.or_else(|| STANDARD.iter().find(|row| row.1.contains(&&*name)).map(|row| Self::Standard(row.2)))
    }

    /// The set of a number.
    pub(crate) fn numbered(number: i32) -> Option<Self> {
        let other = OTHERS.iter().find(|row| row.0 == number).map(|row| row.2);
        other.or_else(|| STANDARD.iter().find(|row| row.0.contains(&number)).map(|row| Self::Standard(row.2)))
    }

    /// The set that an argument names, `None` for one that is not known.
    ///
    /// # Errors
    /// The argument is neither a text nor a number, or 4D knows the set and this program does not.
    pub(crate) fn of(value: &Value) -> Result<Option<Self>, Error> {
        const MISSING: &[(i32, &str)] = &[(1255, "x-mac-hebrew"), (1256, "x-mac-arabic")];
        let missing = |name: &str| Error::not_implemented(&format!("character set {name}"));
        match value {
            Value::Text(name) => {
                let name = name.to_cow();
                match MISSING.iter().find(|row| row.1.eq_ignore_ascii_case(name.trim())) {
                    Some(row) => Err(missing(row.1)),
                    None => Ok(Self::named(&name)),
                }
            }
            value => {
                let Some(identifier) = value.as_real() else {
                    let message = format!("expected a character set, found {}", value.type_name());
                    return Err(Error::with(error::INCOMPATIBLE_TYPES, message));
                };
                let identifier = number::to_integer(identifier);
                match MISSING.iter().find(|row| row.0 == identifier) {
                    Some(row) => Err(missing(row.1)),
                    None => Ok(Self::numbered(identifier)),
                }
            }
        }
    }

    fn is_unicode(self) -> bool {
        matches!(self, Self::Utf8 | Self::Utf16(_) | Self::Utf32(_))
    }

    /// The bytes of a text; what the set lacks is a question mark.
    pub(crate) fn encode(self, text: &Text) -> Vec<u8> {
        let order = |bytes: &mut [u8], big: bool| {
            if big {
                bytes.reverse();
            }
        };
        match self {
            Self::Utf8 => text.to_cow().into_owned().into_bytes(),
            Self::Utf16(big) => {
                let mut bytes = Vec::with_capacity(text.len() * 2);
                for unit in text.units() {
                    let mut pair = unit.to_le_bytes();
                    order(&mut pair, big);
                    bytes.extend(pair);
                }
                bytes
            }
            Self::Utf32(big) => {
                let mut bytes = Vec::with_capacity(text.len() * 4);
                for character in text.to_cow().chars() {
                    let mut four = u32::from(character).to_le_bytes();
                    order(&mut four, big);
                    bytes.extend(four);
                }
                bytes
            }
            Self::Utf7 => encode_utf7(text),
            Self::Ascii | Self::Latin1 => {
                let limit = if matches!(self, Self::Ascii) { 0x80 } else { 0x100 };
                text.to_cow()
                    .chars()
                    .map(|each| u8::try_from(each).ok().filter(|&byte| u16::from(byte) < limit).unwrap_or(UNKNOWN))
                    .collect()
            }
            Self::Page(page) => {
                let unknown = page.encode(char::from(UNKNOWN)).unwrap_or(UNKNOWN);
                text.to_cow().chars().map(|each| page.encode(each).unwrap_or(unknown)).collect()
            }
            Self::Standard(encoding) => encode_standard(encoding, &text.to_cow()),
        }
    }

    /// The text of bytes; what is no character is U+FFFD. The mark of a byte order is dropped, and decides about the set
    /// where that is a Unicode one.
    pub(crate) fn decode(self, bytes: &[u8]) -> Text {
        if self.is_unicode()
            && let Some((set, mark)) = marked(bytes)
        {
            return set.decode_plainly(&bytes[mark..]);
        }
        self.decode_plainly(bytes)
    }

    fn decode_plainly(self, bytes: &[u8]) -> Text {
        match self {
            Self::Utf8 => Text::from(String::from_utf8_lossy(bytes)),
            Self::Utf16(big) => {
                let (pairs, rest) = bytes.as_chunks::<2>();
                let units =
                    pairs.iter().map(|&pair| if big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) });
                units.chain((!rest.is_empty()).then_some(0xFFFD)).collect()
            }
            Self::Utf32(big) => {
                let (fours, rest) = bytes.as_chunks::<4>();
                let points =
                    fours.iter().map(|&four| if big { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) });
                let characters = points.map(|point| char::from_u32(point).unwrap_or(char::REPLACEMENT_CHARACTER));
                let rest = (!rest.is_empty()).then_some(char::REPLACEMENT_CHARACTER);
                Text::from(characters.chain(rest).collect::<String>())
            }
            Self::Utf7 => decode_utf7(bytes),
            Self::Ascii => bytes.iter().map(|&byte| if byte.is_ascii() { u16::from(byte) } else { 0xFFFD }).collect(),
            Self::Latin1 => Text::from_latin1(bytes),
            Self::Page(page) => Text::from(page.decode(bytes)),
            Self::Standard(encoding) => Text::from(encoding.decode_without_bom_handling(bytes).0),
        }
    }
}

/// The set that a mark of the byte order names, with the length of the mark.
fn marked(bytes: &[u8]) -> Option<(CharacterSet, usize)> {
    const MARKS: &[(&[u8], CharacterSet)] = &[
        (&[0xEF, 0xBB, 0xBF], CharacterSet::Utf8),
        (&[0xFF, 0xFE, 0, 0], CharacterSet::Utf32(false)),
        (&[0, 0, 0xFE, 0xFF], CharacterSet::Utf32(true)),
        (&[0xFF, 0xFE], CharacterSet::Utf16(false)),
        (&[0xFE, 0xFF], CharacterSet::Utf16(true)),
    ];
    MARKS.iter().find(|(mark, _)| bytes.starts_with(mark)).map(|(mark, set)| (*set, mark.len()))
}

fn encode_standard(encoding: &'static Encoding, text: &str) -> Vec<u8> {
    let mut encoder = encoding.new_encoder();
    let mut bytes = Vec::with_capacity(text.len() + 16);
    let mut rest = text;
    loop {
        bytes.reserve(rest.len().max(16));
        let (result, read) = encoder.encode_from_utf8_to_vec_without_replacement(rest, &mut bytes, true);
        rest = &rest[read..];
        match result {
            EncoderResult::InputEmpty => return bytes,
            EncoderResult::OutputFull => {}
            EncoderResult::Unmappable(_) => {
                bytes.reserve(16);
                // The question mark goes through the encoder, which may have to leave another state first.
                let (result, _, _) = encoder.encode_from_utf8_to_vec("?", &mut bytes, false);
                debug_assert_eq!(result, CoderResult::InputEmpty);
            }
        }
    }
}

/// Characters that UTF-7 writes as they are (RFC 2152, set D and the rule for blanks and line ends).
fn is_direct(unit: u16) -> bool {
    u8::try_from(unit).is_ok_and(|byte| byte.is_ascii_alphanumeric() || b"'(),-./:? \t\r\n".contains(&byte))
}

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn encode_utf7(text: &Text) -> Vec<u8> {
    let units = text.to_utf16();
    let mut bytes = Vec::with_capacity(units.len());
    let mut index = 0;
    while let Some(&unit) = units.get(index) {
        if is_direct(unit) {
            bytes.push(unit as u8);
            index += 1;
            continue;
        }
        bytes.push(b'+');
        if unit == u16::from(b'+') {
            bytes.push(b'-');
            index += 1;
            continue;
        }
        let (mut bits, mut held) = (0u32, 0);
        while let Some(&unit) = units.get(index)
            && !is_direct(unit)
        {
            bits = (bits & 0x3F) << 16 | u32::from(unit);
            held += 16;
            while held >= 6 {
                held -= 6;
                bytes.push(BASE64[(bits >> held & 0x3F) as usize]);
            }
            index += 1;
        }
        if held > 0 {
            bytes.push(BASE64[(bits << (6 - held) & 0x3F) as usize]);
        }
        bytes.push(b'-');
    }
    bytes
}

fn decode_utf7(bytes: &[u8]) -> Text {
    let mut units: Vec<u16> = Vec::with_capacity(bytes.len());
    let mut index = 0;
    while let Some(&byte) = bytes.get(index) {
        index += 1;
        if byte != b'+' {
            units.push(if byte.is_ascii() { u16::from(byte) } else { 0xFFFD });
            continue;
        }
        if bytes.get(index) == Some(&b'-') {
            units.push(u16::from(b'+'));
            index += 1;
            continue;
        }
        let (mut bits, mut held) = (0u32, 0);
        while let Some(digit) = bytes.get(index).and_then(|byte| BASE64.iter().position(|each| each == byte)) {
            bits = bits << 6 | digit as u32;
            held += 6;
            index += 1;
            if held >= 16 {
                held -= 16;
                units.push((bits >> held) as u16);
                bits &= (1 << held) - 1;
            }
        }
        if bytes.get(index) == Some(&b'-') {
            index += 1;
        }
    }
    Text::from_utf16(&units)
}

/// Sets `OK`.
fn set_ok(process: &mut Process<'_>, ok: bool) {
    process.set_named("OK", Value::integer(i64::from(ok)));
}

/// Writes the bytes of a text in a character set, given by its name or number, into a Blob. `UTF-16` and `UTF-32` without
/// an order put the low byte first; no mark of the order is written, and what the set lacks becomes a question mark. `OK`
/// is 0 where the set is not known.
#[command(1011, "CONVERT FROM TEXT", thread_safe)]
fn convert_from_text(
    process: &mut Process<'_>,
    text_4d: &Text,
    char_set: Value,
    converted_blob: Location,
    span: Span,
) -> Result<(), Error> {
    let set = CharacterSet::of(&char_set)?;
    if let Some(set) = set {
        process.write(&converted_blob, Value::Blob(Blob::new(set.encode(text_4d))), span);
    }
    set_ok(process, set.is_some());
    Ok(())
}

/// The text whose bytes in a character set, given by its name or number, a Blob holds. A mark of the byte order is dropped
/// and decides about the set where that is a Unicode one. `OK` is 0 and the text empty where the set is not known.
#[command(1012, "Convert to text", thread_safe)]
fn convert_to_text(process: &mut Process<'_>, blob: &Blob, char_set: Value) -> Result<Text, Error> {
    let set = CharacterSet::of(&char_set)?;
    set_ok(process, set.is_some());
    Ok(set.map(|set| blob.with(|bytes| set.decode(bytes))).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use proptest::prelude::*;

    #[test]
    fn sets_by_name_and_number_agree() {
        for (number, names, _) in OTHERS {
            for name in *names {
                let sample = Text::from("A+é");
                let by_name = CharacterSet::named(name).unwrap().encode(&sample);
                assert_eq!(by_name, CharacterSet::numbered(*number).unwrap().encode(&sample), "{name}");
            }
        }
        assert_eq!(CharacterSet::named("Latin1").unwrap().encode(&Text::from("é€")), [0xE9, b'?']);
        assert_eq!(CharacterSet::named("windows-1252").unwrap().encode(&Text::from("é€Ω")), [0xE9, 0x80, b'?']);
        assert_eq!(CharacterSet::named("macroman").unwrap().encode(&Text::from("é")), [0x8E]);
        assert_eq!(CharacterSet::named("ibm437").unwrap().encode(&Text::from("é ")), [0x82, b' ']);
        assert_eq!(CharacterSet::named("ibm037").unwrap().encode(&Text::from("A 1é")), [0xC1, 0x40, 0xF1, 0x51]);
        assert!(CharacterSet::named("klingon").is_none());
    }

    #[test]
    fn tables_are_complete() {
        for page in [
            &code_page::IBM437,
            &code_page::IBM037,
            &code_page::MAC_CENTRAL_EUROPE,
            &code_page::MAC_GREEK,
            &code_page::MAC_TURKISH,
            &code_page::ISO_8859_9,
        ] {
            for byte in 0..=u8::MAX {
                let text = page.decode(&[byte]);
                assert_eq!(page.encode(text.chars().next().unwrap()), Some(byte));
            }
        }
    }

    #[test]
    fn utf7_of_the_rfc() {
        let text = Text::from("A≢Α. Hi Mom -☺-! 1+1");
        let bytes = encode_utf7(&text);
        assert_eq!(String::from_utf8(bytes.clone()).unwrap(), "A+ImIDkQ-. Hi Mom -+Jjo--+ACE- 1+-1");
        assert_eq!(decode_utf7(&bytes), text);
    }

    #[test]
    fn unmappable_characters_in_sets_with_states() {
        let bytes = encode_standard(ISO_2022_JP, "日ä本");
        assert_eq!(ISO_2022_JP.decode(&bytes).0, "日?本");
    }

    proptest! {
        #[test]
        fn unicode_sets_keep_every_text(source in "\\PC{0,24}") {
            let text = Text::from(source.trim_start_matches('\u{FEFF}'));
            for name in ["utf-8", "utf-16le", "utf-16be", "utf-32le", "utf-32be", "utf-7", "gb18030"] {
                let set = CharacterSet::named(name).unwrap();
                prop_assert_eq!(set.decode(&set.encode(&text)), text.clone(), "{}", name);
            }
        }

        #[test]
        fn any_bytes_decode(bytes: Vec<u8>) {
            for name in ["utf-8", "utf-16", "utf-32", "utf-7", "us-ascii", "latin1", "shift_jis", "cp437", "cp037"] {
                CharacterSet::named(name).unwrap().decode(&bytes);
            }
        }
    }
}
