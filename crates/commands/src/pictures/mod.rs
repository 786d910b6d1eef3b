//! Pictures ([theme](https://developer.4d.com/docs/commands/theme/Pictures)).

mod change;
pub(crate) mod common;
mod files;
mod formats;

use change::{
    COMBINE_PICTURES, CONVERT_PICTURE, CREATE_THUMBNAIL, EQUAL_PICTURES, PICTURE_PROPERTIES, PICTURE_SIZE,
    TRANSFORM_PICTURE,
};
use files::{GET_PICTURE_FILE_NAME, IS_PICTURE_FILE, READ_PICTURE_FILE, SET_PICTURE_FILE_NAME, WRITE_PICTURE_FILE};
use formats::{BLOB_TO_PICTURE, GET_PICTURE_FORMATS, GET_PICTURE_KEYWORDS, PICTURE_CODEC_LIST, PICTURE_TO_BLOB};
use fourd_macros::theme;

theme!("Pictures":
    blob_to_picture, combine_pictures, convert_picture, create_thumbnail, equal_pictures, get_picture_file_name,
    get_picture_formats, get_picture_keywords, is_picture_file, picture_codec_list, picture_properties, picture_size,
    picture_to_blob, read_picture_file, set_picture_file_name, transform_picture, write_picture_file);
