//! What the commands of this theme share.

use fourd_picture::PictureError;
use fourd_runtime::Process;
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::{Error, Picture, Value, error};

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
pub(crate) fn picture_at(process: &mut Process<'_>, place: &Location, span: Span) -> Result<Picture, Error> {
    match process.read(place, span) {
        Value::Picture(picture) => Ok(picture),
        Value::Undefined | Value::Null => Ok(Picture::default()),
        other => {
            let text = format!("expected a picture, found {}", other.type_name());
            Err(Error::with(error::INCOMPATIBLE_TYPES, text))
        }
    }
}
