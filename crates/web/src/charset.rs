//! Character sets of pages and texts that are sent
//! ([characterSet](https://developer.4d.com/docs/API/WebServerClass#characterset)).

use crate::values::Values;
use encoding_rs::{Encoding, UTF_8};
use serde_json::Value as Json;

/// The character sets of a web server by their numbers at IANA.
const NUMBERED: &[(i64, &str)] = &[
    (4, "iso-8859-1"),
    (12, "iso-8859-9"),
    (13, "iso-8859-10"),
    (17, "shift_jis"),
    (38, "euc-kr"),
    (106, "utf-8"),
    (2024, "windows-31j"),
    (2026, "big5"),
    (2250, "windows-1250"),
    (2251, "windows-1251"),
    (2253, "windows-1253"),
    (2255, "windows-1255"),
    (2256, "windows-1256"),
];

/// The character set of a server: UTF-8 where the settings name none that is known.
pub fn of_server(values: &Values) -> &'static Encoding {
    let known = |name: &str| Encoding::for_label(name.as_bytes());
    let found = match values.get("characterSet") {
        Some(Json::String(name)) => known(name),
        Some(number) => {
            let number = number.as_i64();
            let named = NUMBERED.iter().find(|(known, _)| Some(*known) == number);
            named.and_then(|(_, name)| known(name))
        }
        None => None,
    };
    found.unwrap_or(UTF_8)
}

/// The character set that a media type names.
pub fn of_type(media_type: &str) -> Option<&'static Encoding> {
    let mut parameters = media_type.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let (_, name) = parameters.find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))?;
    Encoding::for_label(name.trim().trim_matches('"').as_bytes())
}

/// A text as a body in a character set, with its media type. What the set does not have becomes a reference of HTML.
pub fn body(text: String, media_type: &str, encoding: &'static Encoding) -> (String, Vec<u8>) {
    if encoding == UTF_8 {
        return (media_type.to_owned(), text.into_bytes());
    }
    let (bytes, used, _) = encoding.encode(&text);
    let base = media_type.split(';').next().unwrap_or_default().trim();
    (format!("{base}; charset={}", used.name()), bytes.into_owned())
}

/// The character set of a text of this media type: the one that it names, for other texts than data that of the server.
pub fn for_text(media_type: &str, values: &Values) -> &'static Encoding {
    let is_text = media_type.trim_start().to_ascii_lowercase().starts_with("text/");
    of_type(media_type).unwrap_or_else(|| if is_text { of_server(values) } else { UTF_8 })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::values::named;
    use encoding_rs::{WINDOWS_1251, WINDOWS_1252};
    use serde_json::json;

    #[test]
    fn the_setting_is_a_name_or_a_number() {
        let set = |value: Json| {
            let mut values = Values::defaults("a");
            values.set(named("characterSet").unwrap(), value);
            of_server(&values)
        };
        assert_eq!(set(json!("ISO-8859-1")), WINDOWS_1252);
        assert_eq!(set(json!(2251)), WINDOWS_1251);
        assert_eq!((set(json!(999)), set(json!("none")), set(json!("UTF-8"))), (UTF_8, UTF_8, UTF_8));
        assert_eq!(NUMBERED.iter().filter(|(_, name)| Encoding::for_label(name.as_bytes()).is_none()).count(), 0);
    }

    #[test]
    fn a_body_is_in_its_character_set() {
        assert_eq!(of_type("text/html; Charset=\"iso-8859-1\""), Some(WINDOWS_1252));
        let (media_type, bytes) = body("é☃".to_owned(), "text/html; charset=x", WINDOWS_1252);
        assert_eq!(
            (media_type.as_str(), bytes.as_slice()),
            ("text/html; charset=windows-1252", b"\xE9&#9731;".as_slice())
        );
    }
}
