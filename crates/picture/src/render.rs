//! From encoded pictures to pixels and back.

use fourd_value::Picture;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::{self, FilterType};
use image::{DynamicImage, ImageFormat, ImageReader, Limits, Rgba, RgbaImage};
use std::fmt;
use std::io::Cursor;

/// A picture may have this many pixels when it is decoded or made.
pub const MAX_PIXELS: u64 = 64 << 20;
/// A picture may be this wide and this high.
pub const MAX_SIDE: u32 = 30_000;
/// Decoders may use this many bytes.
const MAX_BYTES: u64 = 512 << 20;

/// Why something cannot be done with a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PictureError {
    /// There is no picture.
    Empty,
    /// The bytes are of no format that is known.
    UnknownFormat,
    /// The format has no pixels that could be computed here.
    NoPixels(String),
    /// The format is read only.
    NotEncodable(&'static str),
    /// The result would be larger than pictures may be.
    TooLarge,
    /// What the decoder or encoder says.
    Codec(String),
}

impl fmt::Display for PictureError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(formatter, "The picture is empty"),
            Self::UnknownFormat => write!(formatter, "The format of the picture is not known"),
            Self::NoPixels(codec) => write!(formatter, "not implemented: drawing pictures of the format `{codec}`"),
            Self::NotEncodable(codec) => write!(formatter, "Pictures cannot be converted to the format `{codec}`"),
            Self::TooLarge => write!(formatter, "The picture would be too large"),
            Self::Codec(message) => write!(formatter, "The picture cannot be read or written: {message}"),
        }
    }
}

impl std::error::Error for PictureError {}

impl From<image::ImageError> for PictureError {
    fn from(error: image::ImageError) -> Self {
        Self::Codec(error.to_string())
    }
}

/// Whether a picture of this size may be made.
pub(crate) fn check_size(width: u32, height: u32) -> Result<(), PictureError> {
    if width > MAX_SIDE || height > MAX_SIDE || u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(PictureError::TooLarge);
    }
    Ok(())
}

fn reader(bytes: &[u8]) -> Result<ImageReader<Cursor<&[u8]>>, PictureError> {
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|error| PictureError::Codec(error.to_string()))?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_BYTES);
    reader.limits(limits);
    Ok(reader)
}

/// Width and height of a picture before it was placed.
fn encoded_size(codec: &str, bytes: &[u8]) -> Result<(f64, f64), PictureError> {
    match crate::codec_of_name(codec) {
        Some(known) if known.format.is_some() => {
            let (width, height) = reader(bytes)?.into_dimensions()?;
            check_size(width, height)?;
            Ok((f64::from(width), f64::from(height)))
        }
        Some(_) => svg_size(bytes).ok_or_else(|| PictureError::Codec("it is not SVG".to_owned())),
        // Bytes of a format that is only stored have no size.
        None => Ok((0.0, 0.0)),
    }
}

/// Width and height of SVG: as it says itself, else those of its view box, else those of a browser.
fn svg_size(bytes: &[u8]) -> Option<(f64, f64)> {
    let text = String::from_utf8_lossy(bytes);
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() };
    let document = roxmltree::Document::parse_with_options(text.trim_start_matches('\u{feff}'), options).ok()?;
    let root = document.root_element();
    if root.tag_name().name() != "svg" {
        return None;
    }
    let view: Vec<f64> = root
        .attribute("viewBox")
        .unwrap_or_default()
        .split([' ', ',', '\t', '\r', '\n'])
        .filter(|part| !part.is_empty())
        .filter_map(|part| part.parse().ok())
        .collect();
    let side = |name: &str, of_view: usize, default: f64| {
        root.attribute(name).and_then(length).or_else(|| view.get(of_view).copied()).unwrap_or(default)
    };
    let (width, height) = (side("width", 2, 300.0), side("height", 3, 150.0));
    let fits = |side: f64| side.is_finite() && side >= 0.0;
    (fits(width) && fits(height)).then_some((width, height))
}

/// A length in pixels; percentages have none.
fn length(text: &str) -> Option<f64> {
    const UNITS: [(&str, f64); 6] =
        [("px", 1.0), ("pt", 96.0 / 72.0), ("pc", 16.0), ("mm", 96.0 / 25.4), ("cm", 96.0 / 2.54), ("in", 96.0)];
    let text = text.trim();
    let unit = UNITS.iter().find_map(|(unit, factor)| Some((text.strip_suffix(unit)?, *factor)));
    let (number, factor) = unit.unwrap_or((text, 1.0));
    number.trim().parse::<f64>().ok().map(|number| number * factor)
}

/// Width and height of a picture in pixels; nothing for an empty one.
///
/// # Errors
/// The picture cannot be decoded.
pub fn size(picture: &Picture) -> Result<(f64, f64), PictureError> {
    let Some(content) = picture.content() else { return Ok((0.0, 0.0)) };
    let (width, height) = encoded_size(&content.codec.to_cow(), &content.bytes)?;
    let placement = content.placement;
    let side = |side: f64, scale: f64, offset: f64| ((side * scale).round() + offset.round()).max(0.0);
    Ok((side(width, placement.horizontal_scale, placement.left), side(height, placement.vertical_scale, placement.top)))
}

/// The pixels of a picture as it is placed.
///
/// # Errors
/// The picture is empty, too large, or cannot be decoded.
pub fn render(picture: &Picture) -> Result<RgbaImage, PictureError> {
    let Some(content) = picture.content() else { return Err(PictureError::Empty) };
    let codec = content.codec.to_cow();
    if crate::codec_of_name(&codec).is_none_or(|known| known.format.is_none()) {
        return Err(PictureError::NoPixels(codec.into_owned()));
    }
    let (width, height) = reader(&content.bytes)?.into_dimensions()?;
    check_size(width, height)?;
    let (placed_width, placed_height) = size(picture)?;
    check_size(placed_width as u32, placed_height as u32)?;
    let mut pixels = reader(&content.bytes)?.decode()?.into_rgba8();
    let placement = content.placement;
    if placement.flipped_horizontally {
        imageops::flip_horizontal_in_place(&mut pixels);
    }
    if placement.flipped_vertically {
        imageops::flip_vertical_in_place(&mut pixels);
    }
    let scaled = |side: u32, scale: f64| (f64::from(side) * scale).round().max(0.0) as u32;
    let target = (scaled(width, placement.horizontal_scale), scaled(height, placement.vertical_scale));
    check_size(target.0, target.1)?;
    if target != (width, height) {
        pixels = resize(&pixels, target.0, target.1);
    }
    let (left, top) = (placement.left.round() as i64, placement.top.round() as i64);
    if left != 0 || top != 0 {
        let mut moved = RgbaImage::from_pixel(placed_width as u32, placed_height as u32, Rgba([255, 255, 255, 0]));
        imageops::overlay(&mut moved, &pixels, left, top);
        pixels = moved;
    }
    Ok(pixels)
}

/// Pixels in another size, which must have been checked.
pub(crate) fn resize(pixels: &RgbaImage, width: u32, height: u32) -> RgbaImage {
    if width == 0 || height == 0 || pixels.width() == 0 || pixels.height() == 0 {
        return RgbaImage::new(width, height);
    }
    imageops::resize(pixels, width, height, FilterType::Triangle)
}

/// Pixels in a format. `quality` from 0 to 1 counts for JPEG only.
///
/// # Errors
/// The picture has no pixel, or the encoder's own.
pub fn encode(pixels: &RgbaImage, format: ImageFormat, quality: Option<f64>) -> Result<Vec<u8>, PictureError> {
    if pixels.width() == 0 || pixels.height() == 0 {
        return Err(PictureError::Empty);
    }
    let mut bytes = Cursor::new(Vec::new());
    if format == ImageFormat::Jpeg {
        // JPEG has no transparency: what is transparent becomes white.
        let mut background = RgbaImage::from_pixel(pixels.width(), pixels.height(), Rgba([255, 255, 255, 255]));
        imageops::overlay(&mut background, pixels, 0, 0);
        let quality = (quality.unwrap_or(1.0).clamp(0.0, 1.0) * 100.0).round().max(1.0) as u8;
        JpegEncoder::new_with_quality(&mut bytes, quality)
            .encode_image(&DynamicImage::ImageRgba8(background).into_rgb8())?;
    } else {
        pixels.write_to(&mut bytes, format)?;
    }
    Ok(bytes.into_inner())
}

/// A picture of pixels, encoded without loss; an empty one where there is no pixel.
pub(crate) fn picture_of(pixels: &RgbaImage) -> Result<Picture, PictureError> {
    if pixels.width() == 0 || pixels.height() == 0 {
        return Ok(Picture::default());
    }
    Ok(Picture::new(fourd_value::Text::from(".png"), encode(pixels, ImageFormat::Png, None)?))
}
