//! Sizes of pictures, and pictures made of others.

use super::common::{failed, picture_at};
use crate::support::ok::note_ok;
use fourd_macros::command;
use fourd_picture::{
    Combination, Fit, codec_of_name, combine, compared, convert, crop, grey, moved, scaled, size, thumbnail,
    transparent,
};
use fourd_runtime::Process;
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::picture::Placement;
use fourd_value::{Error, Picture, Value, error};

/// How many bytes a picture has as it is stored; 0 for an empty one.
#[command(356, "Picture size", thread_safe)]
fn picture_size(picture: Picture) -> usize {
    picture.len()
}

/// Width and height of a picture in pixels. Offsets and mode concern pictures on the background of a form and are 0.
#[command(457, "PICTURE PROPERTIES", thread_safe)]
fn picture_properties(
    process: &mut Process<'_>,
    picture: Picture,
    width: Location,
    height: Location,
    h_offset: Option<Location>,
    v_offset: Option<Location>,
    mode: Option<Location>,
    span: Span,
) -> Result<(), Error> {
    let (wide, high) = size(&picture).map_err(failed)?;
    process.write(&width, Value::Real(wide), span);
    process.write(&height, Value::Real(high), span);
    for place in [h_offset, v_offset, mode].into_iter().flatten() {
        process.write(&place, Value::integer(0), span);
    }
    Ok(())
}

/// Converts a picture to another format, which is an extension such as `.png` or a MIME type. A quality from 0 to 1 counts
/// for JPEG. A picture that is of the format already stays as it is. An empty picture stays empty.
#[command(1002, "CONVERT PICTURE", thread_safe)]
fn convert_picture(
    process: &mut Process<'_>,
    picture: Location,
    codec: &fourd_value::Text,
    compression: Option<f64>,
    span: Span,
) -> Result<(), Error> {
    let Some(known) = codec_of_name(&codec.to_cow()) else {
        return Err(Error::with(error::ARGUMENT_TYPE, format!("`{codec}` is no format of pictures that is known")));
    };
    let source = picture_at(process, &picture, span)?;
    if source.is_empty() {
        return Ok(());
    }
    let converted = convert(&source, known, compression).map_err(failed)?;
    process.write(&picture, Value::Picture(converted), span);
    Ok(())
}

/// A side of a picture that is passed as a number of pixels.
fn side(number: i64) -> u32 {
    u32::try_from(number.max(0)).unwrap_or(u32::MAX)
}

/// Makes a small picture of a large one, 48 by 48 pixels unless a size is given. Mode 2 fits it exactly, 5 keeps its
/// proportions at the top left, 6, the default, in the middle; the rest is white, and all of it for an empty picture. A
/// picture that is smaller is not enlarged by 5 and 6.
#[command(679, "CREATE THUMBNAIL", thread_safe)]
fn create_thumbnail(
    process: &mut Process<'_>,
    source: Picture,
    dest: Location,
    width: Option<i64>,
    height: Option<i64>,
    mode: Option<i64>,
    depth: Option<i64>,
    span: Span,
) -> Result<(), Error> {
    let _ = depth;
    let fit = match mode.unwrap_or(6) {
        2 => Fit::Stretched,
        5 => Fit::Proportional,
        6 => Fit::Centered,
        other => {
            return Err(Error::with(error::INDEX_OUT_OF_RANGE, format!("{other} is no mode of thumbnails")));
        }
    };
    let small = thumbnail(&source, side(width.unwrap_or(48)), side(height.unwrap_or(48)), fit).map_err(failed)?;
    process.write(&dest, Value::Picture(small), span);
    Ok(())
}

/// Changes a picture: 0 undoes what can be undone, 1 scales it by two factors, 2 moves it by pixels, 3 and 4 flip it
/// horizontally and vertically, 100 crops it to a rectangle, 101 makes it grey, 102 makes a color transparent, white
/// unless one is given. The last three cannot be undone.
#[command(988, "TRANSFORM PICTURE", thread_safe)]
fn transform_picture(
    process: &mut Process<'_>,
    picture: Location,
    operator: i64,
    param1: Option<f64>,
    param2: Option<f64>,
    param3: Option<f64>,
    param4: Option<f64>,
    span: Span,
) -> Result<(), Error> {
    let mut source = picture_at(process, &picture, span)?;
    if source.is_empty() {
        return Ok(());
    }
    let first = param1.unwrap_or(0.0);
    let second = param2.unwrap_or(0.0);
    let flip = |source: &mut Picture, horizontally: bool| {
        source.change(|content| {
            let placement = &mut content.placement;
            if horizontally {
                placement.flipped_horizontally = !placement.flipped_horizontally;
            } else {
                placement.flipped_vertically = !placement.flipped_vertically;
            }
            (placement.left, placement.top) = (0.0, 0.0);
        });
    };
    let changed = match operator {
        0 => {
            source.change(|content| content.placement = Placement::default());
            source
        }
        1 => scaled(&source, param1.unwrap_or(1.0), param2.unwrap_or(1.0)),
        2 => moved(&source, first, second),
        3 | 4 => {
            flip(&mut source, operator == 3);
            source
        }
        100 => crop(&source, first, second, param3.unwrap_or(0.0), param4.unwrap_or(0.0)).map_err(failed)?,
        101 => grey(&source).map_err(failed)?,
        102 => transparent(&source, param1.unwrap_or(f64::from(0x00FF_FFFF)) as u32).map_err(failed)?,
        other => {
            return Err(Error::with(error::INDEX_OUT_OF_RANGE, format!("{other} is no transformation of pictures")));
        }
    };
    process.write(&picture, Value::Picture(changed), span);
    Ok(())
}

/// Makes one picture of two: 1 sets the second to the right of the first, 2 below it, 3 over it. The second is moved by the
/// offsets. With an empty picture the other is the result.
#[command(987, "COMBINE PICTURES", thread_safe)]
fn combine_pictures(
    process: &mut Process<'_>,
    resulting_pict: Location,
    pict1: Picture,
    operator: i64,
    pict2: Picture,
    hor_offset: Option<i64>,
    vert_offset: Option<i64>,
    span: Span,
) -> Result<(), Error> {
    let combination = match operator {
        1 => Combination::Beside,
        2 => Combination::Below,
        3 => Combination::Over,
        other => {
            return Err(Error::with(error::INDEX_OUT_OF_RANGE, format!("{other} is no combination of pictures")));
        }
    };
    let offset = (hor_offset.unwrap_or(0) as f64, vert_offset.unwrap_or(0) as f64);
    let combined = combine(&pict1, &pict2, combination, offset).map_err(failed)?;
    process.write(&resulting_pict, Value::Picture(combined), span);
    Ok(())
}

/// Whether two pictures have the same size and pixels. The mask is black where they are equal and white elsewhere; empty
/// where the sizes differ. `OK` is 0 where one of them is empty or cannot be read, else 1.
#[command(1196, "Equal pictures", thread_safe)]
fn equal_pictures(
    process: &mut Process<'_>,
    picture1: Picture,
    picture2: Picture,
    mask: Location,
    span: Span,
) -> Result<bool, Error> {
    let result = if picture1.is_empty() && picture2.is_empty() {
        process.set_named("OK", Value::integer(1));
        (true, Picture::default())
    } else if picture1.is_empty() || picture2.is_empty() {
        process.set_named("OK", Value::integer(0));
        (false, Picture::default())
    } else {
        let result = compared(&picture1, &picture2).map_err(failed);
        note_ok(process, result)?
    };
    process.write(&mask, Value::Picture(result.1), span);
    Ok(result.0)
}
