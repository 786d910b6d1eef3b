//! Small pictures of large ones ([CREATE THUMBNAIL](https://developer.4d.com/docs/commands/create-thumbnail)).

use crate::render::{PictureError, check_size, picture_of, render, resize};
use fourd_value::Picture;
use image::{Rgba, RgbaImage, imageops};

/// How a picture fills the size that it is to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// Its proportions may change.
    Stretched,
    /// Its proportions stay, at the top left on white.
    Proportional,
    /// Its proportions stay, in the middle on white.
    Centered,
}

/// A picture of this size, white where the source is empty. Pictures that are smaller are not enlarged, unless they are stretched.
///
/// # Errors
/// The picture cannot be decoded, or the size is too large.
pub fn thumbnail(picture: &Picture, width: u32, height: u32, fit: Fit) -> Result<Picture, PictureError> {
    check_size(width, height)?;
    let white = || RgbaImage::from_pixel(width, height, Rgba([255, 255, 255, 255]));
    if picture.is_empty() {
        return picture_of(&white());
    }
    let pixels = render(picture)?;
    if fit == Fit::Stretched {
        return picture_of(&resize(&pixels, width, height));
    }
    if width == 0 || height == 0 {
        return Ok(Picture::default());
    }
    let factor = f64::min(
        f64::from(width) / f64::from(pixels.width().max(1)),
        f64::from(height) / f64::from(pixels.height().max(1)),
    )
    .min(1.0);
    let side = |side: u32| ((f64::from(side) * factor).round() as u32).max(1);
    let small = resize(&pixels, side(pixels.width()), side(pixels.height()));
    let (left, top) = match fit {
        Fit::Centered => {
            (i64::from((width - small.width().min(width)) / 2), i64::from((height - small.height().min(height)) / 2))
        }
        _ => (0, 0),
    };
    let mut result = white();
    imageops::overlay(&mut result, &small, left, top);
    picture_of(&result)
}
