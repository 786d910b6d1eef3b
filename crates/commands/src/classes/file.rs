//! `4D.File` ([API](https://developer.4d.com/docs/API/FileClass)): a file on disk, whether it exists or not.

use super::app_info::AppInfo;
use super::blob::bytes_of;
use super::file_handle;
use super::item::{self, Item, folder_argument, location_of};
use crate::compatibility::Compatibility;
use crate::file_and_folder;
use crate::file_system::location::Location;
use crate::file_system::text::{Encoding, LineEnds};
use crate::file_system::{self, Numbered};
use fourd_macros::{class, members};
use fourd_runtime::Process;
use fourd_runtime::command::{Arguments, FromArgument, Star, no_more};
use fourd_value::Object;
use fourd_value::{Error, Text, Value, error};
use std::io::ErrorKind;
use std::path::Path;

/// Makes the folders above a path that are missing.
pub(crate) fn make_folders_above(path: &Path) -> Result<(), Error> {
    match path.parent() {
        Some(parent) if !file_system::is_folder(parent) => {
            // What was refused is named by the file, which is what the code asks for.
            file_system::create_folders(parent).map_err(|failure| match failure.raw_os_error() {
                None => file_system::error_of(&failure, path),
                Some(_) => file_system::error_of(&failure, parent),
            })
        }
        _ => Ok(()),
    }
}

fn moved(process: &mut Process<'_>, this: &Value, from: &Path, to: Location) -> Result<Value, Error> {
    let found = file_system::link_metadata(from).at(from)?;
    let is_folder = matches!(item::item_of(this)?, Item::Folder(_));
    if found.is_folder() != is_folder {
        return Err(Error::with(error::FILE_MISSING, format!("`{}` does not exist", from.display())));
    }
    let target = to.disk();
    file_system::rename(from, &target).at(&target)?;
    let item = if is_folder { Item::Folder(to) } else { Item::File(to) };
    Ok(Value::Object(item::object(process, item)))
}

/// The members of the class.
struct Members;

/// A file on disk, whether it exists or not.
#[class("File", effects(files), superclass = "Document", parts(AppInfo, Moving, file_handle::Opening), partly("hidden" = "setting it to what the name does not say"))]
impl Members {
    /// `4D.File.new(…)`: as the command `File`.
    #[constructor]
    fn new(process: &mut Process<'_>, path: Value, kind: Option<i64>) -> Result<Value, Error> {
        file_and_folder::make_file(process, path, kind, Star(false))
    }

    /// Makes the file, empty, and the folders above it that are missing. False where it is there already.
    #[function]
    fn create(this: &Location) -> Result<bool, Error> {
        let path = this.disk();
        make_folders_above(&path)?;
        match file_system::create_new(&path) {
            Ok(_) => Ok(true),
            Err(failure) if failure.kind() == ErrorKind::AlreadyExists => Ok(false),
            Err(failure) => Err(file_system::error_of(&failure, &path)),
        }
    }

    /// Deletes the file; nothing happens where there is none.
    #[function]
    fn delete(this: &Location, arguments: &mut Arguments) -> Result<(), Error> {
        // Code in use passes the option of folders also here.
        arguments.take();
        no_more(arguments)?;
        let path = this.disk();
        if file_system::link_metadata(&path).is_ok_and(|found| found.is_folder()) {
            return Ok(());
        }
        match file_system::remove_file(&path) {
            Err(failure) if !matches!(failure.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                Err(file_system::error_of(&failure, &path))
            }
            _ => Ok(()),
        }
    }

    /// Replaces the content by the bytes of a Blob; the file and the folders above it are made where they are missing.
    #[function]
    fn set_content(this: &Location, content: Value) -> Result<(), Error> {
        let path = this.disk();
        let Some(blob) = bytes_of(&content) else {
            let text = format!("Argument 1: expected a Blob, found {}", content.type_name());
            return Err(Error::with(error::INCOMPATIBLE_TYPES, text));
        };
        make_folders_above(&path)?;
        blob.with(|bytes| file_system::write_whole(&path, bytes)).at(&path)?;
        Ok(())
    }

    /// Replaces the content by a text; the file and the folders above it are made where they are missing. Without a
    /// character set it is UTF-8 without the mark of a byte order, unless the settings of the project ask for it; with one the
    /// mark is written where the set has one, unless its name ends with `-no-bom`. Line ends become those of the system unless a mode is passed.
    #[function]
    fn set_text(
        this: &Location,
        process: &mut Process<'_>,
        text: Text,
        set: Option<Value>,
        mode: Option<i64>,
    ) -> Result<(), Error> {
        let path = this.disk();
        let project = Compatibility::of(process);
        let (encoding, ends) = (Encoding::to_write(set.as_ref(), project)?, LineEnds::of(mode, project)?);
        make_folders_above(&path)?;
        file_system::write_whole(&path, &encoding.encode(&ends.convert(text))).at(&path)?;
        Ok(())
    }
}

/// Members that files and folders on disk have in common.
pub(super) struct Moving;

#[members(effects(files))]
impl Moving {
    /// Makes a link to the file or folder in a folder, under a name. Gives the link as a file.
    #[function]
    fn create_alias(this: &Location, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Object, Error> {
        let target = this.disk();
        let folder = folder_argument(process, arguments)?;
        let name = Text::from_argument(process, arguments)?;
        Option::<i64>::from_argument(process, arguments)?;
        no_more(arguments)?;
        let alias = folder.child(&name)?;
        let path = alias.disk();
        file_system::create_link(&target, &path).at(&path)?;
        Ok(item::object(process, Item::File(alias)))
    }

    /// Moves the file or folder into a folder, which must exist, under its own name or another one. Gives the moved one.
    #[function]
    fn move_to(this: &Value, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Value, Error> {
        let from = location_of(this)?.clone();
        let folder = folder_argument(process, arguments)?;
        let name = Option::<Text>::from_argument(process, arguments)?.filter(|name| !name.is_empty());
        no_more(arguments)?;
        let to = folder.child(&name.unwrap_or_else(|| Text::from(from.full_name())))?;
        moved(process, this, &from.disk(), to)
    }

    /// Gives the file or folder another name, which includes the extension. Gives the renamed one.
    #[function]
    fn rename(this: &Value, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Value, Error> {
        let from = location_of(this)?.clone();
        let name = Text::from_argument(process, arguments)?;
        no_more(arguments)?;
        let Some(folder) = from.parent() else {
            return Err(Error::with(error::FILE_NAME, "The root of a volume or filesystem cannot be renamed"));
        };
        let to = folder.child(&name)?;
        moved(process, this, &from.disk(), to)
    }
}
