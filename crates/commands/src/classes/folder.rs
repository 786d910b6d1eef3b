//! `4D.Folder` ([API](https://developer.4d.com/docs/API/FolderClass)): a folder on disk, whether it exists or not.

use super::file::Moving;
use crate::file_and_folder;
use crate::file_system::location::Location;
use crate::file_system::{self, Numbered, error_of};
use fourd_macros::class;
use fourd_runtime::Process;
use fourd_runtime::command::Star;
use fourd_value::{Error, Value, error};
use std::io::ErrorKind;
use std::path::Path;

/// `Delete with contents`.
const WITH_CONTENTS: i64 = 1;

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

/// The members of the class.
struct Members;

/// A folder on disk, whether it exists or not.
#[class("Folder", effects(files), superclass = "Directory", parts(Moving))]
impl Members {
    /// `4D.Folder.new(…)`: as the command `Folder`.
    #[constructor]
    fn new(process: &mut Process<'_>, path: Value, kind: Option<i64>, host: Star) -> Result<Value, Error> {
        file_and_folder::make_folder(process, path, kind, host)
    }

    /// Makes the folder and those above it that are missing. False where it is there already.
    #[function]
    fn create(this: &Location) -> Result<bool, Error> {
        let path = this.disk();
        if file_system::exists(&path) {
            return Ok(false);
        }
        file_system::create_folders(&path).at(&path)?;
        Ok(true)
    }

    /// Deletes the folder: an empty one only, unless `Delete with contents` is passed.
    #[function]
    fn delete(this: &Location, option: Option<i64>) -> Result<(), Error> {
        let option = option.unwrap_or(0);
        delete_folder(&this.disk(), option == WITH_CONTENTS)?;
        Ok(())
    }
}
