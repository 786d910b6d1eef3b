//! `HTTP Parse message`: requests and answers as objects.

use super::content::{Kind, kind, media_type, text};
use super::fields;
use crate::network::http::head::{self, MAX_HEAD};
use crate::network::http::{Headers, parameter, value};
use fourd_macros::command;
use fourd_runtime::Process;
use fourd_value::{Blob, Collection, Error, Object, Text, Value, error};

/// How many parts are taken.
const MAX_PARTS: usize = 100_000;

/// A head and what follows it.
struct Message<'m> {
    headers: Headers,
    body: &'m [u8],
}

/// Reads header fields up to an empty line; lines that begin with blanks belong to the line before.
fn fields_of(bytes: &[u8]) -> Headers {
    let mut found = Headers::new();
    for line in bytes.split(|byte| *byte == b'\n') {
        let line = String::from_utf8_lossy(line.strip_suffix(b"\r").unwrap_or(line)).into_owned();
        match (line.starts_with([' ', '\t']), found.last_mut(), line.split_once(':')) {
            (true, Some((_, value)), _) => {
                value.push(' ');
                value.push_str(line.trim());
            }
            (_, _, Some((name, value))) => found.push((name.trim().to_owned(), value.trim().to_owned())),
            _ => {}
        }
    }
    found
}

/// Splits header fields from what follows the empty line after them.
fn split(bytes: &[u8]) -> Message<'_> {
    // A message that begins with an empty line has no header fields.
    for empty in [&b"\r\n"[..], b"\n"] {
        if let Some(body) = bytes.strip_prefix(empty) {
            return Message { headers: Headers::new(), body };
        }
    }
    let limit = bytes.len().min(MAX_HEAD);
    let end = head::end(bytes.get(..limit).unwrap_or_default(), 0).unwrap_or(bytes.len());
    Message { headers: fields_of(bytes.get(..end).unwrap_or_default()), body: bytes.get(end..).unwrap_or_default() }
}

/// The parts between the lines of a boundary.
fn parts<'m>(body: &'m [u8], boundary: &[u8]) -> Vec<&'m [u8]> {
    let mut found = Vec::new();
    let mut begin: Option<usize> = None;
    let mut position = 0;
    while position < body.len() && found.len() < MAX_PARTS {
        let rest = body.get(position..).unwrap_or_default();
        let length = rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |end| end + 1);
        let line = rest.get(..length).unwrap_or_default().trim_ascii_end();
        let after = line.strip_prefix(b"--").and_then(|line| line.strip_prefix(boundary));
        if let Some(after) = after.filter(|after| after.is_empty() || *after == b"--") {
            if let Some(begin) = begin {
                // The line break before the boundary belongs to the boundary.
                let part = body.get(begin..position).unwrap_or_default();
                let part = part.strip_suffix(b"\n").unwrap_or(part);
                found.push(part.strip_suffix(b"\r").unwrap_or(part));
            }
            begin = Some(position + length);
            if after == b"--" {
                return found;
            }
        }
        position += length;
    }
    // The last part of a message that was cut off.
    if let Some(begin) = begin.filter(|begin| *begin < body.len()) {
        found.push(body.get(begin..).unwrap_or_default());
    }
    found
}

fn lossy(bytes: &[u8]) -> Text {
    Text::from(String::from_utf8_lossy(bytes))
}

/// A part as an object: its header fields, its type and content, and what they say about it.
fn described(process: &mut Process<'_>, message: &Message<'_>, unicode: bool) -> Value {
    let part = Object::new();
    let content_type = value(&message.headers, "content-type").unwrap_or("text/plain");
    part.put("headers", Value::Object(fields::to_object(&message.headers, false)));
    part.put("contentType", Value::text(&media_type(content_type)));
    if let Some(identifier) = value(&message.headers, "content-id") {
        let plain = identifier.trim().trim_start_matches('<').trim_end_matches('>');
        part.put("contentID", Value::text(plain));
    }
    if let Some(disposition) = value(&message.headers, "content-disposition") {
        part.put("contentDisposition", Value::text(&media_type(disposition)));
        for (name, key) in [("name", "name"), ("filename", "fileName")] {
            if let Some(found) = parameter(disposition, name) {
                part.put(key, Value::text(&found));
            }
        }
    }
    let is_text = kind(content_type) != Kind::Binary || content_type.starts_with("multipart/");
    part.put(
        "content",
        if is_text {
            // The characters of a text are known, whatever it says of itself.
            Value::Text(if unicode { lossy(message.body) } else { text(message.body, content_type, true) })
        } else {
            process.blob_object(&Blob::new(message.body.to_vec()))
        },
    );
    Value::Object(part)
}

/// A request or an answer as an object: `requestLine` or `statusLine`, `headers`, and `parts`, a collection. A part has
/// `headers`, `contentType`, `contentID`, for data of a form `name` and `fileName`, and `content`, a text or `4D.Blob`. A
/// message that is not divided has one part. A text may also begin with its first boundary.
#[command(1824, "HTTP Parse message")]
fn http_parse_message(process: &mut Process<'_>, data: Value) -> Result<Object, Error> {
    let bytes = match &data {
        Value::Text(text) => text.to_cow().into_owned().into_bytes(),
        Value::Undefined => Vec::new(),
        other => match crate::classes::blob::bytes_of(other) {
            Some(blob) => blob.to_vec(),
            None => {
                let text = format!("Argument 1: expected a text or a Blob, found {}", other.type_name());
                return Err(Error::with(error::INCOMPATIBLE_TYPES, text));
            }
        },
    };
    let unicode = matches!(data, Value::Text(_));
    let result = Object::new();
    let all: &[u8] = bytes.trim_ascii_start();
    let end = all.iter().position(|byte| *byte == b'\n').map_or(all.len(), |end| end + 1);
    let (first, after) = all.split_at(end);
    let line = String::from_utf8_lossy(first).trim().to_owned();
    let (message, boundary) = if let Some(boundary) = line.strip_prefix("--") {
        (Message { headers: Headers::new(), body: all }, Some(boundary.to_owned()))
    } else {
        let is_status = line.starts_with("HTTP/");
        let is_request = line.rsplit_once(' ').is_some_and(|(_, version)| version.starts_with("HTTP/"));
        let message = split(if is_status || is_request { after } else { all });
        if is_status || is_request {
            result.put(if is_status { "statusLine" } else { "requestLine" }, Value::text(&line));
        }
        let content_type = value(&message.headers, "content-type").unwrap_or_default();
        let boundary =
            content_type.to_ascii_lowercase().starts_with("multipart/").then(|| parameter(content_type, "boundary"));
        (message, boundary.flatten())
    };
    result.put("headers", Value::Object(fields::to_object(&message.headers, false)));
    let parts = match boundary {
        Some(boundary) => parts(message.body, boundary.as_bytes())
            .into_iter()
            .map(|part| described(process, &split(part), unicode))
            .collect(),
        None if message.body.is_empty() => Vec::new(),
        None => vec![described(process, &message, unicode)],
    };
    result.put("parts", Value::Collection(Collection::new(parts)));
    Ok(result)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boundaries() {
        let body = b"preamble\r\n--b\r\nA: 1\r\n\r\none\r\n--bc\r\n--b  \r\n\r\ntwo\r\n--b--\r\nepilogue";
        let found = parts(body, b"b");
        assert_eq!(found, [&b"A: 1\r\n\r\none\r\n--bc"[..], b"\r\ntwo"]);
        assert_eq!(split(found[0]).body, b"one\r\n--bc");
        assert_eq!(split(found[1]).body, b"two");
        assert_eq!(parts(b"--b\nx", b"b"), [b"x"]);
        assert!(parts(b"x", b"b").is_empty());
    }
}
