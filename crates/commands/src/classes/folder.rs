//! `4D.Folder` ([API](https://developer.4d.com/docs/API/FolderClass)): a folder on disk, whether it exists or not.

use super::file::{create_alias, move_to, rename};
use super::item::location_of;
use crate::file_and_folder;
use crate::file_system::{self, Numbered, error_of};
use fourd_runtime::command::{Arguments, FromArgument, Star, no_more};
use fourd_runtime::{ClassEntry, Process};
use fourd_value::{Error, Value, error};
use std::io::ErrorKind;
use std::path::Path;

/// The class.
pub(super) static CLASS: ClassEntry = ClassEntry {
    name: "Folder",
    superclass: Some("Directory"),
    functions: &[
        ("create", create),
        ("createAlias", create_alias),
        ("delete", delete),
        ("moveTo", move_to),
        ("rename", rename),
    ],
    properties: &[],
    constructor: Some(new),
};

/// `Delete with contents`.
const WITH_CONTENTS: i64 = 1;

/// `4D.Folder.new(…)`: as the command `Folder`.
fn new(process: &mut Process<'_>, _this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let path = Value::from_argument(process, arguments)?;
    let kind = Option::<i64>::from_argument(process, arguments)?;
    let host = Star::from_argument(process, arguments)?;
    no_more(arguments)?;
    file_and_folder::make_folder(process, path, kind, host)
}

/// Makes the folder and those above it that are missing. False where it is there already.
fn create(_process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    no_more(arguments)?;
    let path = location_of(this)?.disk();
    if file_system::exists(&path) {
        return Ok(Value::Boolean(false));
    }
    file_system::create_folders(&path).at(&path)?;
    Ok(Value::Boolean(true))
}

/// Deletes a folder on disk, with all that it holds where that is asked for; without, a folder that holds something is
/// error -47 and a missing one -120.
pub(crate) fn delete_folder(path: &Path, with_contents: bool) -> Result<(), Error> {
    match file_system::link_metadata(path) {
        Err(failure) if matches!(failure.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            if with_contents {
                return Ok(());
            }
            Err(Error::with(error::FOLDER_MISSING, format!("The folder `{}` does not exist", path.display())))
        }
        Err(failure) => Err(error_of(&failure, path)),
        Ok(found) if found.is_regular() => {
            Err(Error::with(error::FOLDER_MISSING, format!("`{}` is not a folder", path.display())))
        }
        Ok(found) if found.is_link() => file_system::remove_file(path).at(path),
        Ok(_) if with_contents => file_system::remove_tree(path).map_err(|(failure, path)| error_of(&failure, &path)),
        Ok(_) => file_system::remove_folder(path).at(path),
    }
}

/// Deletes the folder: an empty one only, unless `Delete with contents` is passed.
fn delete(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let option = Option::<i64>::from_argument(process, arguments)?.unwrap_or(0);
    no_more(arguments)?;
    delete_folder(&location_of(this)?.disk(), option == WITH_CONTENTS)?;
    Ok(Value::Undefined)
}
