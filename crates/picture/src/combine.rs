//! Two pictures become one ([COMBINE PICTURES](https://developer.4d.com/docs/commands/combine-pictures)).

use crate::render::{PictureError, check_size, picture_of, render};
use fourd_value::Picture;
use image::{Rgba, RgbaImage, imageops};

/// Where the second picture goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Combination {
    /// To the right of the first.
    Beside,
    /// Below the first.
    Below,
    /// Over the first.
    Over,
}

/// Two pictures as one, the second moved by an offset in pixels. With an empty one it is the other.
///
/// # Errors
/// A picture cannot be decoded, or the result is too large.
pub fn combine(
    first: &Picture,
    second: &Picture,
    combination: Combination,
    offset: (f64, f64),
) -> Result<Picture, PictureError> {
    if second.is_empty() {
        return Ok(first.clone());
    }
    if first.is_empty() && offset == (0.0, 0.0) {
        return Ok(second.clone());
    }
    let below = if first.is_empty() { RgbaImage::new(0, 0) } else { render(first)? };
    let above = render(second)?;
    let (x, y) = (offset.0.round() as i64, offset.1.round() as i64);
    let (x, y) = match combination {
        Combination::Beside => (x.saturating_add(below.width().into()), y),
        Combination::Below => (x, y.saturating_add(below.height().into())),
        Combination::Over => (x, y),
    };
    let side = |first: u32, second: u32, offset: i64| {
        u32::try_from(offset.saturating_add(second.into()).max(first.into())).unwrap_or(u32::MAX)
    };
    let (width, height) = (side(below.width(), above.width(), x), side(below.height(), above.height(), y));
    check_size(width, height)?;
    let mut result = RgbaImage::from_pixel(width, height, Rgba([255, 255, 255, 0]));
    imageops::replace(&mut result, &below, 0, 0);
    imageops::overlay(&mut result, &above, x, y);
    picture_of(&result)
}

/// A picture moved to the right and to the bottom, which can be undone.
pub fn moved(picture: &Picture, right: f64, down: f64) -> Picture {
    let mut picture = picture.clone();
    let pixels = |offset: f64| if offset.is_finite() { offset } else { 0.0 };
    picture.change(|content| {
        content.placement.left += pixels(right);
        content.placement.top += pixels(down);
    });
    picture
}

/// The mask of two pictures of one size; an empty picture where the sizes differ.
///
/// # Errors
/// A picture cannot be decoded.
pub fn superimposed_inclusively(first: &Picture, second: &Picture) -> Result<Picture, PictureError> {
    Ok(crate::compare::compared(first, second)?.1)
}
