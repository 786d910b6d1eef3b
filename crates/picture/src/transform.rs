//! Transformations of one picture ([TRANSFORM PICTURE](https://developer.4d.com/docs/commands/transform-picture)).

use crate::render::{PictureError, check_size, picture_of, render};
use fourd_value::Picture;
use image::{Rgba, RgbaImage, imageops};

/// A picture scaled by two factors, which can be undone. A factor that is not above 0 leaves nothing.
pub fn scaled(picture: &Picture, horizontal: f64, vertical: f64) -> Picture {
    let mut picture = picture.clone();
    let factor = |factor: f64| if factor.is_finite() { factor.max(0.0) } else { 0.0 };
    picture.change(|content| {
        let placement = &mut content.placement;
        placement.horizontal_scale *= factor(horizontal);
        placement.vertical_scale *= factor(vertical);
        placement.left *= factor(horizontal);
        placement.top *= factor(vertical);
    });
    picture
}

/// The part of a picture that begins at a spot and has this size; what lies outside of the picture is transparent.
///
/// # Errors
/// The picture cannot be decoded, or the part is too large.
pub fn crop(picture: &Picture, left: f64, top: f64, width: f64, height: f64) -> Result<Picture, PictureError> {
    let side = |side: f64| side.round().max(0.0) as u32;
    check_size(side(width), side(height))?;
    let pixels = render(picture)?;
    let mut part = RgbaImage::from_pixel(side(width), side(height), Rgba([255, 255, 255, 0]));
    imageops::replace(&mut part, &pixels, (-left.round()) as i64, (-top.round()) as i64);
    picture_of(&part)
}

/// A picture in shades of grey.
///
/// # Errors
/// The picture cannot be decoded.
pub fn grey(picture: &Picture) -> Result<Picture, PictureError> {
    let mut pixels = render(picture)?;
    for pixel in pixels.pixels_mut() {
        let [red, green, blue, alpha] = pixel.0;
        let shade = (u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114 + 500) / 1000;
        *pixel = Rgba([shade as u8, shade as u8, shade as u8, alpha]);
    }
    picture_of(&pixels)
}

/// A picture in which one color, `0x00RRGGBB`, is transparent.
///
/// # Errors
/// The picture cannot be decoded.
pub fn transparent(picture: &Picture, color: u32) -> Result<Picture, PictureError> {
    let mut pixels = render(picture)?;
    let [_, red, green, blue] = color.to_be_bytes();
    for pixel in pixels.pixels_mut() {
        if pixel.0[..3] == [red, green, blue] {
            pixel.0[3] = 0;
        }
    }
    picture_of(&pixels)
}
