//! Contents of requests and answers as values of the language.

use crate::classes::blob::bytes_of;
use crate::json;
use crate::mail::media_types;
use crate::network::http::parameter;
use crate::string::character_set::CharacterSet;
use fourd_resolve::Type;
use fourd_runtime::Process;
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::{Blob, Error, Picture, Text, Value, error};

/// What a content is, by its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// JSON.
    Json,
    /// Anything else that is read as text.
    Text,
    /// Bytes.
    Binary,
}

/// The type of a content without its parameters, in small letters.
pub(crate) fn media_type(content_type: &str) -> String {
    content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// What a content of that type is.
pub(crate) fn kind(content_type: &str) -> Kind {
    let name = media_type(content_type);
    let is = |list: &[&str]| list.contains(&name.as_str());
    if is(&["application/json", "text/json"]) || name.ends_with("+json") {
        Kind::Json
    } else if name.starts_with("text/")
        || name.ends_with("+xml")
        || is(&[
            "application/javascript",
            "application/ecmascript",
            "application/x-javascript",
            "application/xml",
            "application/http",
            "message/http",
            "application/x-www-form-urlencoded",
        ])
    {
        Kind::Text
    } else {
        Kind::Binary
    }
}

/// The body of a request: its bytes and the type that they have where the program names none.
pub(crate) struct Body {
    /// The bytes.
    pub(crate) bytes: Vec<u8>,
    /// Their type.
    pub(crate) content_type: String,
}

/// What a body is called by its type where the program names none.
pub(crate) struct TypeNames {
    /// Bytes.
    pub(crate) blob: &'static str,
}

/// A value as the body of a request, none for nothing. `declared` is the type that the program names, `encoding` the
/// character set of texts where that says nothing.
///
/// # Errors
/// The value cannot be sent.
pub(crate) fn body(
    process: &mut Process<'_>,
    value: &Value,
    declared: Option<&str>,
    encoding: &str,
    names: &TypeNames,
    span: Span,
) -> Result<Option<Body>, Error> {
    let body = |bytes: Vec<u8>, content_type: String| Ok(Some(Body { bytes, content_type }));
    match value {
        Value::Undefined | Value::Null => Ok(None),
        Value::Text(text) => {
            // A type that the program names decides about the characters too, and is sent whatever it says.
            let set = match declared.map(|declared| parameter(declared, "charset")) {
                Some(named) => named.and_then(|name| CharacterSet::named(&name)).unwrap_or(CharacterSet::Utf8),
                None if encoding.is_empty() => CharacterSet::Utf8,
                None => CharacterSet::named(encoding).ok_or_else(|| {
                    Error::with(error::INDEX_OUT_OF_RANGE, format!("The encoding `{encoding}` is not known"))
                })?,
            };
            body(set.encode(text), format!("text/plain;charset={encoding}"))
        }
        Value::Picture(picture) => match picture.content() {
            Some(content) => {
                let name = media_types::of_codec(&content.codec.to_cow());
                body(content.bytes.to_vec(), name)
            }
            None => Ok(None),
        },
        value => match (bytes_of(value), value) {
            (Some(blob), _) => body(blob.to_vec(), names.blob.to_owned()),
            (None, Value::Object(_) | Value::Collection(_)) => {
                let text = json::stringify(process, value, false, span)?;
                body(text.to_cow().into_owned().into_bytes(), "application/json;charset=UTF-8".to_owned())
            }
            (None, other) => {
                let text = format!("A body is a text, Blob, object or collection; found {}", other.type_name());
                Err(Error::with(error::INCOMPATIBLE_TYPES, text))
            }
        },
    }
}

/// The text of a content: its type tells the character set, else a mark of the byte order, else what the content says of
/// itself; else it is UTF-8 where `unicode` says so and the bytes are valid, else ANSI.
pub(crate) fn text(bytes: &[u8], content_type: &str, unicode: bool) -> Text {
    let named = parameter(content_type, "charset").and_then(|name| CharacterSet::named(&name));
    let set = named.or_else(|| marked(bytes)).or_else(|| announced(bytes)).unwrap_or_else(|| {
        if unicode && std::str::from_utf8(bytes).is_ok() {
            CharacterSet::Utf8
        } else {
            CharacterSet::Standard(encoding_rs::WINDOWS_1252)
        }
    });
    let text = set.decode(bytes);
    match text.unit(0) {
        Some(0xFEFF) => text.slice(1, text.len()),
        _ => text,
    }
}

/// The set that a mark of the byte order names.
fn marked(bytes: &[u8]) -> Option<CharacterSet> {
    match bytes {
        [0xEF, 0xBB, 0xBF, ..] => Some(CharacterSet::Utf8),
        [0xFF, 0xFE, ..] => Some(CharacterSet::Utf16(false)),
        [0xFE, 0xFF, ..] => Some(CharacterSet::Utf16(true)),
        _ => None,
    }
}

/// The set that the head of an HTML or XML document names.
fn announced(bytes: &[u8]) -> Option<CharacterSet> {
    const HEAD: usize = 1024;
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(HEAD))?).to_ascii_lowercase();
    let key = if head.trim_start().starts_with("<?xml") {
        "encoding"
    } else if head.contains("<meta") {
        "charset"
    } else {
        return None;
    };
    let (_, after) = head.split_once(key)?;
    let after = after.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let end = after.find(|character: char| !(character.is_ascii_alphanumeric() || "-_.:".contains(character)));
    CharacterSet::named(after.get(..end.unwrap_or(after.len()))?)
}

/// The body of an answer as a value of the type that a request asks for.
pub(crate) fn answer(process: &mut Process<'_>, bytes: Vec<u8>, content_type: &str, data_type: DataType) -> Value {
    let parsed = |bytes: &[u8]| json::parse(&text(bytes, content_type, true)).ok();
    match (data_type, kind(content_type)) {
        (DataType::Text, _) | (DataType::Auto, Kind::Text) => Value::Text(text(&bytes, content_type, true)),
        (DataType::Blob, _) | (DataType::Auto, Kind::Binary) => process.blob_object(&Blob::new(bytes)),
        (DataType::Object, _) => parsed(&bytes).unwrap_or(Value::Null),
        (DataType::Auto, Kind::Json) => parsed(&bytes).unwrap_or_else(|| Value::Text(text(&bytes, content_type, true))),
    }
}

/// What the body of an answer is to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum DataType {
    /// What its type says.
    #[default]
    Auto,
    /// A text.
    Text,
    /// Bytes.
    Blob,
    /// What JSON describes.
    Object,
}

impl DataType {
    /// The type of a name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        [("auto", Self::Auto), ("text", Self::Text), ("blob", Self::Blob), ("object", Self::Object)]
            .into_iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, kind)| kind)
    }
}

/// What a variable takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// A text.
    Text,
    /// A Blob.
    Blob,
    /// A picture.
    Picture,
    /// An object.
    Object,
    /// A collection.
    Collection,
    /// An object or a collection.
    Structure,
}

impl Wanted {
    /// What a place takes, by its type or by what it holds.
    pub(crate) fn of(process: &mut Process<'_>, place: &Location, span: Span) -> Wanted {
        if let Location::Local { declared, .. } = place {
            match declared {
                Type::Object(_) => return Wanted::Object,
                Type::Collection => return Wanted::Collection,
                _ => {}
            }
        }
        match process.read(place, span) {
            Value::Blob(_) => Wanted::Blob,
            Value::Picture(_) => Wanted::Picture,
            Value::Object(_) => Wanted::Object,
            Value::Collection(_) => Wanted::Collection,
            Value::Null => Wanted::Structure,
            _ => Wanted::Text,
        }
    }
}

/// The body of an answer as a variable takes it; what does not fit leaves it blank.
pub(crate) fn answer_for(process: &mut Process<'_>, bytes: Vec<u8>, content_type: &str, wanted: Wanted) -> Value {
    match wanted {
        Wanted::Text => Value::Text(text(&bytes, content_type, false)),
        Wanted::Blob => Value::Blob(Blob::new(bytes)),
        Wanted::Picture => match media_types::codec_of(&media_type(content_type)) {
            Some(codec) => Value::Picture(Picture::new(codec, bytes)),
            None => Value::Picture(Picture::default()),
        },
        Wanted::Object | Wanted::Collection | Wanted::Structure => {
            if kind(content_type) == Kind::Binary && !content_type.is_empty() {
                let blob = process.blob_object(&Blob::new(bytes));
                return if wanted == Wanted::Collection { Value::Null } else { blob };
            }
            match json::parse(&text(&bytes, content_type, true)) {
                Ok(value @ Value::Object(_)) if wanted != Wanted::Collection => value,
                Ok(value @ Value::Collection(_)) if wanted != Wanted::Object => value,
                _ => Value::Null,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_of_contents() {
        for (name, expected) in [
            ("application/json; charset=utf-8", Kind::Json),
            ("application/problem+json", Kind::Json),
            ("Text/HTML", Kind::Text),
            ("image/svg+xml", Kind::Text),
            ("message/http", Kind::Text),
            ("application/x-www-form-urlencoded", Kind::Text),
            ("application/octet-stream", Kind::Binary),
            ("", Kind::Binary),
        ] {
            assert_eq!(kind(name), expected, "{name}");
        }
    }

    #[test]
    fn characters_of_texts() {
        let shown = |bytes: &[u8], content_type: &str| text(bytes, content_type, false).to_cow().into_owned();
        assert_eq!(shown(b"\xE9", ""), "é");
        assert_eq!(shown(b"\xC3\xA9", "text/plain; charset=UTF-8"), "é");
        assert_eq!(shown(b"\xEF\xBB\xBF\xC3\xA9", ""), "é");
        assert_eq!(shown(b"\xFF\xFEe\x00", "text/plain"), "e");
        assert_eq!(
            shown(b"<?xml version='1.0' encoding='utf-8'?>\xC3\xA9", ""),
            "<?xml version='1.0' encoding='utf-8'?>é"
        );
        assert!(shown(b"<meta http-equiv=x content=\"text/html; charset=utf-8\">\xC3\xA9", "").ends_with('é'));
        assert_eq!(text(b"\xC3\xA9", "", true).to_cow(), "é");
    }
}
