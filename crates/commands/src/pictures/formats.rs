//! Formats of pictures, and pictures as bytes.

use super::common::failed;
use crate::arrays::{array_or_new, fill};
use crate::blob::binary;
use fourd_macros::command;
use fourd_picture::{CODECS, PictureError, codec_of_bytes, codec_of_name, convert, decodable, keywords};
use fourd_runtime::Process;
use fourd_runtime::command::Star;
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::{Blob, ElementType, Error, Picture, Text, Value};

/// The identifier of what `VARIABLE TO BLOB` wrote.
const VARIABLE: &str = ".4DVarBlob";

/// A picture as the bytes of a format; none where the format cannot be had.
///
/// # Errors
/// What is not implemented.
pub(super) fn bytes_in(picture: &Picture, codec: &str) -> Result<Option<Vec<u8>>, Error> {
    let Some(content) = picture.content() else { return Ok(None) };
    let Some(known) = codec_of_name(codec) else {
        // Bytes that were only stored come back under their own name.
        let own = content.codec.to_cow().eq_ignore_ascii_case(codec);
        return Ok(own.then(|| content.bytes.to_vec()));
    };
    match convert(picture, known, None) {
        Ok(converted) => Ok(converted.content().map(|content| content.bytes.to_vec())),
        Err(problem @ PictureError::NoPixels(_)) if codec_of_name(&content.codec.to_cow()).is_some() => {
            Err(failed(problem))
        }
        Err(_) => Ok(None),
    }
}

/// Makes a picture of the bytes of a Blob. Without a codec their beginning tells the format. With a codec that is known they
/// must be of that format; with any other they are stored as they are, and `PICTURE TO BLOB` with the same codec gives them
/// back. `OK` is 1, or 0 with an empty picture.
#[command(682, "BLOB TO PICTURE", thread_safe)]
fn blob_to_picture(
    process: &mut Process<'_>,
    picture_blob: Blob,
    picture: Location,
    codec: Option<Text>,
    span: Span,
) -> Result<(), Error> {
    let bytes = picture_blob.to_vec();
    let codec = codec.filter(|codec| !codec.is_empty());
    let made = match codec.as_ref().map(|codec| (codec, codec_of_name(&codec.to_cow()))) {
        Some((codec, None)) => Picture::new(codec.clone(), bytes),
        Some((_, wanted)) if codec_of_bytes(&bytes) != wanted => Picture::default(),
        None if binary::unpack(process, &bytes).is_some() => Picture::new(Text::from(VARIABLE), bytes),
        _ => decodable(bytes).unwrap_or_default(),
    };
    process.set_named("OK", Value::integer(i64::from(!made.is_empty())));
    process.write(&picture, Value::Picture(made), span);
    Ok(())
}

/// The bytes of a picture in a format go to a Blob. A picture of that format is taken as it is, unless it was transformed.
/// `OK` is 1, or 0 with an empty Blob where the format is not known or cannot be written.
#[command(692, "PICTURE TO BLOB", thread_safe)]
fn picture_to_blob(
    process: &mut Process<'_>,
    picture: Picture,
    picture_blob: Location,
    codec: &Text,
    span: Span,
) -> Result<(), Error> {
    let bytes = bytes_in(&picture, &codec.to_cow());
    process.set_named("OK", Value::integer(i64::from(matches!(bytes, Ok(Some(_))))));
    process.write(&picture_blob, Value::Blob(Blob::new(bytes?.unwrap_or_default())), span);
    Ok(())
}

/// Fills arrays with the identifiers and names of the formats that can be written, with `*` of those that can be read.
#[command(992, "PICTURE CODEC LIST", thread_safe)]
fn picture_codec_list(
    process: &mut Process<'_>,
    codec_array: Location,
    names_array: Option<Location>,
    readable: Star,
    span: Span,
) -> Result<(), Error> {
    let codecs = || CODECS.iter().filter(|codec| readable.0 || codec.format.is_some());
    let array = array_or_new(process, &codec_array, ElementType::Text, span)?;
    fill(&array, codecs().map(|codec| Value::text(codec.id)).collect())?;
    if let Some(place) = names_array {
        let array = array_or_new(process, &place, ElementType::Text, span)?;
        fill(&array, codecs().map(|codec| Value::text(codec.name)).collect())?;
    }
    Ok(())
}

/// Fills an array with the identifiers of the formats that a picture holds; none for an empty one.
#[command(1406, "GET PICTURE FORMATS", thread_safe)]
fn get_picture_formats(
    process: &mut Process<'_>,
    picture: Picture,
    codec_ids: Location,
    span: Span,
) -> Result<(), Error> {
    let array = array_or_new(process, &codec_ids, ElementType::Text, span)?;
    fill(&array, picture.content().map(|content| Value::Text(content.codec.clone())).into_iter().collect())
}

/// Fills an array with the keywords of a picture, which JPEG files hold as IPTC data; with `*` each only once.
#[command(1142, "GET PICTURE KEYWORDS", thread_safe, missing = "keywords of TIFF pictures")]
fn get_picture_keywords(
    process: &mut Process<'_>,
    picture: Picture,
    arr_keywords: Location,
    distinct: Star,
    span: Span,
) -> Result<(), Error> {
    let mut found: Vec<Text> = Vec::new();
    for keyword in keywords(&picture) {
        let keyword = Text::from(keyword.as_str());
        if !distinct.0 || !found.iter().any(|known| fourd_value::text::equal(known, &keyword)) {
            found.push(keyword);
        }
    }
    let array = array_or_new(process, &arr_keywords, ElementType::Text, span)?;
    fill(&array, found.into_iter().map(Value::Text).collect())
}
