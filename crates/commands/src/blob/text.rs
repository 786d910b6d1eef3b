//! Texts in Blobs.

use super::bytes::{At, Optional, Source, out_of_range, write};
use encoding_rs::MACINTOSH;
use fourd_macros::command;
use fourd_runtime::Process;
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::{Blob, Error, Text, error};

/// How the end of a text is found.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Frame {
    /// A null byte follows.
    Null,
    /// One byte with the length precedes.
    Pascal,
    /// The length precedes: 4 bytes in UTF-8, else 2, high byte first.
    Length,
    /// Only the characters.
    Bare,
}

/// The frame of a constant of the theme BLOB, and whether it means UTF-8.
fn format(number: i64) -> Result<(Frame, bool), Error> {
    Ok(match number {
        0 => (Frame::Null, false),
        1 => (Frame::Pascal, false),
        2 => (Frame::Length, false),
        3 => (Frame::Bare, false),
        4 => (Frame::Null, true),
        5 => (Frame::Length, true),
        6 => (Frame::Bare, true),
        other => return Err(Error::with(error::ARGUMENT_TYPE, format!("{other} is no format of texts in Blobs"))),
    })
}

fn encode(text: &Text, utf8: bool) -> Vec<u8> {
    let text = text.to_cow();
    if utf8 || text.is_ascii() {
        return text.into_owned().into_bytes();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut buffer = [0; 4];
    for character in text.chars() {
        match MACINTOSH.encode(character.encode_utf8(&mut buffer)) {
            (encoded, _, false) => bytes.extend_from_slice(&encoded),
            _ => bytes.push(b'?'),
        }
    }
    bytes
}

fn decode(bytes: &[u8], utf8: bool) -> Text {
    if utf8 {
        Text::from(String::from_utf8_lossy(bytes))
    } else {
        Text::from(MACINTOSH.decode_without_bom_handling(bytes).0)
    }
}

/// Writes a text in a format of the theme BLOB, as a C string in Mac Roman where none is given; the position is as with
/// `INTEGER TO BLOB`. A text that is too long for the length that precedes it is an error.
#[command(554, "TEXT TO BLOB", thread_safe)]
fn text_to_blob(
    process: &mut Process<'_>,
    text: Text,
    blob: Location,
    text_format: Optional,
    offset: At,
    span: Span,
) -> Result<(), Error> {
    let (frame, utf8) = format(text_format.0.unwrap_or(0))?;
    let encoded = encode(&text, utf8);
    let too_long = |_| Error::with(error::ARGUMENT_TYPE, "The text is too long for the format");
    let mut bytes = match frame {
        Frame::Null | Frame::Bare => Vec::new(),
        Frame::Pascal => vec![u8::try_from(encoded.len()).map_err(too_long)?],
        Frame::Length if utf8 => u32::try_from(encoded.len()).map_err(too_long)?.to_be_bytes().to_vec(),
        Frame::Length => u16::try_from(encoded.len()).map_err(too_long)?.to_be_bytes().to_vec(),
    };
    bytes.extend_from_slice(&encoded);
    if frame == Frame::Null {
        bytes.push(0);
    }
    write(process, &blob, offset, &bytes, span)
}

/// The bytes of so many characters; all of them where no number is given.
fn characters(bytes: &[u8], utf8: bool, count: Option<i64>) -> usize {
    let Some(count) = count.filter(|count| *count > 0).and_then(|count| usize::try_from(count).ok()) else {
        return bytes.len();
    };
    if !utf8 {
        return count.min(bytes.len());
    }
    let is_start = |byte: &u8| byte & 0xC0 != 0x80;
    bytes.iter().enumerate().filter(|(_, byte)| is_start(byte)).nth(count).map_or(bytes.len(), |(index, _)| index)
}

/// The text that stands in a Blob in a format of the theme BLOB.
///
/// An offset variable says where and moves on behind it. Texts without length take a number of characters; without one
/// they reach to the end of the Blob.
#[command(555, "BLOB to text", thread_safe)]
fn blob_to_text(
    process: &mut Process<'_>,
    blob: Source,
    text_format: Optional,
    offset: At,
    text_length: Option<i64>,
    span: Span,
) -> Result<Text, Error> {
    let (frame, utf8) = format(text_format.0.unwrap_or(0))?;
    let Source(blob) = blob;
    let start = offset.offset(&blob)?;
    let (text, length) = blob.with(|bytes| read(bytes, start, frame, utf8, text_length, &blob))?;
    offset.move_to(process, start + length, span);
    Ok(text)
}

/// The text at an offset and how many bytes it takes with its frame.
fn read(
    bytes: &[u8],
    start: usize,
    frame: Frame,
    utf8: bool,
    count: Option<i64>,
    blob: &Blob,
) -> Result<(Text, usize), Error> {
    let rest = bytes.get(start..).unwrap_or_default();
    let with_length = |head: usize| {
        let (head_bytes, body) = rest.split_at_checked(head)?;
        let length = head_bytes.iter().fold(0, |length: usize, byte| length << 8 | usize::from(*byte));
        Some((decode(body.get(..length)?, utf8), head + length))
    };
    let missing = || out_of_range(start as i64, blob.len());
    match frame {
        Frame::Null => {
            let length = rest.iter().position(|byte| *byte == 0).unwrap_or(rest.len());
            let text = decode(rest.get(..length).unwrap_or_default(), utf8);
            Ok((text, (length + 1).min(rest.len())))
        }
        Frame::Pascal => with_length(1).ok_or_else(missing),
        Frame::Length => with_length(if utf8 { 4 } else { 2 }).ok_or_else(missing),
        Frame::Bare => {
            let length = characters(rest, utf8, count);
            Ok((decode(rest.get(..length).unwrap_or_default(), utf8), length))
        }
    }
}
