//! Formats of pictures and their identifiers
//! ([PICTURE CODEC LIST](https://developer.4d.com/docs/commands/picture-codec-list)).

use crate::render::{PictureError, encode, render};
use fourd_value::picture::Placement;
use fourd_value::{Picture, Text};
use image::ImageFormat;

/// A format that is known.
#[derive(Debug, PartialEq, Eq)]
pub struct Codec {
    /// Its identifier.
    pub id: &'static str,
    /// Other identifiers of the same format.
    pub aliases: &'static [&'static str],
    /// Its name for people.
    pub name: &'static str,
    /// How it is decoded and encoded; none for vector graphics, which stay as they are.
    pub format: Option<ImageFormat>,
}

/// All formats that are known.
pub const CODECS: &[Codec] = &[
    Codec {
        id: ".bmp",
        aliases: &["image/bmp", "image/x-ms-bmp", ".dib"],
        name: "BMP",
        format: Some(ImageFormat::Bmp),
    },
    Codec { id: ".gif", aliases: &["image/gif"], name: "GIF", format: Some(ImageFormat::Gif) },
    Codec {
        id: ".jpg",
        aliases: &["image/jpeg", "image/jpg", ".jpeg", ".jpe", ".jfif"],
        name: "JPEG",
        format: Some(ImageFormat::Jpeg),
    },
    Codec { id: ".png", aliases: &["image/png", "image/x-png"], name: "PNG", format: Some(ImageFormat::Png) },
    Codec { id: ".svg", aliases: &["image/svg+xml"], name: "SVG", format: None },
    Codec { id: ".tif", aliases: &["image/tiff", ".tiff"], name: "TIFF", format: Some(ImageFormat::Tiff) },
];

/// The format of an identifier: an extension with its point or a MIME type, in capitals or not.
pub fn codec_of_name(name: &str) -> Option<&'static Codec> {
    let name = name.trim().to_ascii_lowercase();
    CODECS.iter().find(|codec| codec.id == name || codec.aliases.contains(&name.as_str()))
}

/// The format in which bytes are encoded, recognized by their first bytes.
pub fn codec_of_bytes(bytes: &[u8]) -> Option<&'static Codec> {
    match image::guess_format(bytes) {
        Ok(format) => CODECS.iter().find(|codec| codec.format == Some(format)),
        Err(_) => is_svg(bytes).then(|| codec_of_name(".svg")).flatten(),
    }
}

/// Whether bytes are XML whose root element is `svg`.
fn is_svg(bytes: &[u8]) -> bool {
    const LOOKED_AT: usize = 4096;
    let start = bytes.get(..LOOKED_AT.min(bytes.len())).unwrap_or_default();
    let text = String::from_utf8_lossy(start);
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        if rest.starts_with("<!--") {
            rest = rest.split_once("-->").map_or("", |(_, rest)| rest).trim_start();
        } else if rest.starts_with("<?") || rest.starts_with("<!") {
            rest = rest.split_once('>').map_or("", |(_, rest)| rest).trim_start();
        } else {
            let Some(name) = rest.strip_prefix('<') else { return false };
            let name = name.split(|letter: char| letter.is_whitespace() || matches!(letter, '>' | '/')).next();
            return name.is_some_and(|name| name == "svg" || name.ends_with(":svg"));
        }
    }
}

/// A picture of bytes whose format is recognized by their first bytes. The bytes must be decodable.
///
/// # Errors
/// The format is not known, or the bytes do not hold to it.
pub fn decodable(bytes: Vec<u8>) -> Result<Picture, PictureError> {
    let codec = codec_of_bytes(&bytes).ok_or(PictureError::UnknownFormat)?;
    let picture = Picture::new(Text::from(codec.id), bytes);
    crate::render::size(&picture)?;
    Ok(picture)
}

/// A picture in another format; the very same one where nothing changes. `quality` from 0 to 1 counts for JPEG only.
///
/// # Errors
/// The picture cannot be decoded, or not be encoded in that format.
pub fn convert(picture: &Picture, codec: &'static Codec, quality: Option<f64>) -> Result<Picture, PictureError> {
    let Some(content) = picture.content() else { return Err(PictureError::Empty) };
    let same = *codec.id == *content.codec.to_cow() && content.placement == Placement::default();
    if same && (quality.is_none() || codec.format != Some(ImageFormat::Jpeg)) {
        return Ok(picture.clone());
    }
    let Some(format) = codec.format else { return Err(PictureError::NotEncodable(codec.id)) };
    let bytes = encode(&render(picture)?, format, quality)?;
    let mut converted = Picture::new(Text::from(codec.id), bytes);
    converted.change(|new| new.file_name = content.file_name.clone());
    Ok(converted)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn formats_are_told() {
        assert_eq!(codec_of_bytes(b"\x89PNG\r\n\x1a\n....").unwrap().id, ".png");
        assert_eq!(codec_of_bytes(b"<?xml version='1.0'?>\n<!-- a > b --><svg xmlns='x'/>").unwrap().id, ".svg");
        assert!(codec_of_bytes(b"<html><svg/></html>").is_none());
        assert!(codec_of_bytes(b"").is_none());
        assert_eq!(codec_of_name("IMAGE/JPEG").unwrap().id, ".jpg");
        assert_eq!(codec_of_name(".TIFF").unwrap().id, ".tif");
        assert!(codec_of_name("png").is_none());
    }
}
