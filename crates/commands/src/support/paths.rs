//! Paths as old commands take them.

use crate::file_system::location::Location;
use crate::file_system::standard;
use crate::file_system::syntax::{SYSTEM, posix_of, startup_volume};
use fourd_catalog::Answer;
use fourd_runtime::Process;
use fourd_runtime::intercepted::intercept;
use fourd_source::Span;
use fourd_value::{Error, Text, error};
use std::path::PathBuf;

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
