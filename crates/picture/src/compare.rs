//! Whether two pictures show the same ([Equal pictures](https://developer.4d.com/docs/commands/equal-pictures)).

use crate::render::{PictureError, picture_of, render};
use fourd_value::Picture;
use image::{Rgba, RgbaImage};

const BLACK: Rgba<u8> = Rgba([0, 0, 0, 255]);
const WHITE: Rgba<u8> = Rgba([255, 255, 255, 255]);

/// Whether two pictures have the same pixels, and a black picture in which the other pixels are white. Where the sizes
/// differ, it is empty.
///
/// # Errors
/// A picture is empty or cannot be decoded.
pub fn compared(first: &Picture, second: &Picture) -> Result<(bool, Picture), PictureError> {
    let (first, second) = (render(first)?, render(second)?);
    if first.dimensions() != second.dimensions() {
        return Ok((false, Picture::default()));
    }
    let mut equal = true;
    let mut mask = RgbaImage::from_pixel(first.width(), first.height(), BLACK);
    for (pixel, (left, right)) in mask.pixels_mut().zip(first.pixels().zip(second.pixels())) {
        if left != right {
            equal = false;
            *pixel = WHITE;
        }
    }
    Ok((equal, picture_of(&mask)?))
}
