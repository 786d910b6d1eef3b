//! Pictures ([theme](https://developer.4d.com/docs/commands/theme/Pictures)).

mod change;
mod files;
mod formats;

use change::{
    COMBINE_PICTURES, CONVERT_PICTURE, CREATE_THUMBNAIL, EQUAL_PICTURES, PICTURE_PROPERTIES, PICTURE_SIZE,
    TRANSFORM_PICTURE,
};
use files::{GET_PICTURE_FILE_NAME, IS_PICTURE_FILE, READ_PICTURE_FILE, SET_PICTURE_FILE_NAME, WRITE_PICTURE_FILE};
use formats::{BLOB_TO_PICTURE, GET_PICTURE_FORMATS, GET_PICTURE_KEYWORDS, PICTURE_CODEC_LIST, PICTURE_TO_BLOB};
use fourd_macros::theme;
use fourd_picture::PictureError;
use fourd_runtime::Process;
use fourd_runtime::place::Place;
use fourd_source::Span;
use fourd_value::{Error, Picture, Value, error};

theme!("Pictures":
    blob_to_picture, combine_pictures, convert_picture, create_thumbnail, equal_pictures, get_picture_file_name,
    get_picture_formats, get_picture_keywords, is_picture_file, picture_codec_list, picture_properties, picture_size,
    picture_to_blob, read_picture_file, set_picture_file_name, transform_picture, write_picture_file);

/// The 4D error of what cannot be done with a picture.
pub(crate) fn failed(problem: PictureError) -> Error {
    match problem {
        PictureError::NoPixels(_) => Error::with(error::NOT_IMPLEMENTED, problem.to_string()),
        PictureError::TooLarge => Error::with(error::MEMORY_FULL, problem.to_string()),
        problem => Error::with(error::ARGUMENT_TYPE, problem.to_string()),
    }
}

/// The picture at a place.
///
/// # Errors
/// There is something else.
pub(crate) fn picture_at(process: &mut Process<'_>, place: &Place, span: Span) -> Result<Picture, Error> {
    match process.read(place, span) {
        Value::Picture(picture) => Ok(picture),
        Value::Undefined | Value::Null => Ok(Picture::default()),
        other => {
            let text = format!("expected a picture, found {}", other.type_name());
            Err(Error::with(error::INCOMPATIBLE_TYPES, text))
        }
    }
}
