//! System Documents ([theme](https://developer.4d.com/docs/commands/theme/System-Documents)): open documents, files and
//! folders, and paths in files of their own.

mod documents;
mod files;
mod folders;
pub(crate) mod open;
mod paths;
mod properties;

use crate::file_system::location::Location;
use crate::file_system::standard;
use crate::file_system::syntax::{SYSTEM, posix_of, startup_volume};
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
use fourd_catalog::Answer;
use fourd_macros::theme;
use fourd_runtime::Process;
use fourd_runtime::intercepted::intercept;
use fourd_source::Span;
use fourd_value::{Error, Text, Value, error};
use paths::{
    CONVERT_PATH_POSIX_TO_SYSTEM, CONVERT_PATH_SYSTEM_TO_POSIX, LOCALIZED_DOCUMENT_PATH, OBJECT_TO_PATH, PATH_TO_OBJECT,
};
use properties::{GET_DOCUMENT_PROPERTIES, SET_DOCUMENT_PROPERTIES};
use std::path::PathBuf;

theme!("System Documents":
    append_document, close_document, convert_path_posix_to_system, convert_path_system_to_posix, copy_document,
    create_alias, create_document, create_folder, delete_document, delete_folder, document_list, document_to_text,
    folder_list, get_document_position, get_document_properties, get_document_size,
    localized_document_path, move_document, object_to_path, open_document, path_to_object, resolve_alias,
    set_document_position, set_document_properties, set_document_size, test_path_name, text_to_document, volume_attributes, volume_list);

/// Sets `OK` by whether something went well.
pub(crate) fn note_ok<T>(process: &mut Process<'_>, result: Result<T, Error>) -> Result<T, Error> {
    process.set_named("OK", Value::integer(i64::from(result.is_ok())));
    result
}

/// A path in the syntax of the system as an absolute POSIX path; a relative one begins at the folder of the database.
pub(crate) fn absolute_posix(process: &Process<'_>, path: &str) -> String {
    let posix = SYSTEM.to_posix(path, &startup_volume());
    if SYSTEM.is_absolute(path) {
        return posix;
    }
    let mut whole = posix_of(&standard::database(process));
    if !whole.ends_with('/') {
        whole.push('/');
    }
    whole.push_str(posix.trim_start_matches('/'));
    whole
}

/// A document's or folder's place on disk, and whether its path ends as that of a folder does.
///
/// # Errors
/// The path is empty or not valid.
pub(crate) fn place(process: &Process<'_>, path: &Text) -> Result<(PathBuf, bool), Error> {
    if path.is_empty() {
        return Err(Error::with(error::FILE_MISSING, "The path is empty"));
    }
    let posix = absolute_posix(process, &path.to_cow());
    let folder = posix.ends_with('/');
    match Location::on_disk(&posix) {
        Some(location) => Ok((location.disk(), folder)),
        None => Err(Error::with(error::FILE_NAME, format!("`{path}`: the path is not valid"))),
    }
}

/// Whether a name is empty, for which the command opens a dialog: that counts as cancelled, and `OK` is 0.
pub(crate) fn asks(process: &mut Process<'_>, name: &Text, command: &str, span: Span) -> bool {
    if name.is_empty() {
        intercept(process, command, Answer::Cancelled, span);
    }
    name.is_empty()
}
