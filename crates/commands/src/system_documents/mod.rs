//! System Documents ([theme](https://developer.4d.com/docs/commands/theme/System-Documents)): open documents, files and
//! folders, and paths in files of their own.

mod documents;
mod files;
mod folders;
pub(crate) mod open;
mod paths;
mod properties;

use documents::{
    APPEND_DOCUMENT, CLOSE_DOCUMENT, CREATE_DOCUMENT, GET_DOCUMENT_POSITION, GET_DOCUMENT_SIZE, OPEN_DOCUMENT,
    SET_DOCUMENT_POSITION, SET_DOCUMENT_SIZE,
};
use files::{
    COPY_DOCUMENT, CREATE_ALIAS, DELETE_DOCUMENT, DOCUMENT_TO_TEXT, MOVE_DOCUMENT, RESOLVE_ALIAS, TEXT_TO_DOCUMENT,
};
use folders::{
    CREATE_FOLDER, DELETE_FOLDER, DOCUMENT_LIST, FOLDER_LIST, TEST_PATH_NAME, VOLUME_ATTRIBUTES, VOLUME_LIST,
};
use fourd_macros::theme;
use paths::{
    CONVERT_PATH_POSIX_TO_SYSTEM, CONVERT_PATH_SYSTEM_TO_POSIX, LOCALIZED_DOCUMENT_PATH, OBJECT_TO_PATH, PATH_TO_OBJECT,
};
use properties::{GET_DOCUMENT_PROPERTIES, SET_DOCUMENT_PROPERTIES};

theme!("System Documents":
    append_document, close_document, convert_path_posix_to_system, convert_path_system_to_posix, copy_document,
    create_alias, create_document, create_folder, delete_document, delete_folder, document_list, document_to_text,
    folder_list, get_document_position, get_document_properties, get_document_size,
    localized_document_path, move_document, object_to_path, open_document, path_to_object, resolve_alias,
    set_document_position, set_document_properties, set_document_size, test_path_name, text_to_document, volume_attributes, volume_list);
