//! File and Folder ([theme](https://developer.4d.com/docs/commands/theme/File_and_Folder)).

use crate::classes::item::{Item, object};
use crate::classes::zip_archive::ZIP_READ_ARCHIVE;
use crate::classes::zip_create::ZIP_CREATE_ARCHIVE;
use crate::file_system::location::Location;
use crate::file_system::standard::{self, FileSystem};
use crate::file_system::{self, syntax};
use fourd_macros::{command, theme};
use fourd_project::ProjectNumber;
use fourd_runtime::Process;
use fourd_runtime::command::Star;
use fourd_runtime::convert::whole;
use fourd_value::{Error, Value, error};
use std::path::PathBuf;

theme!("File and Folder": file, folder, zip_create_archive, zip_read_archive);

/// `fk platform path`.
const PLATFORM_PATH: i64 = 1;

/// The place of a path in the syntax that the second argument names.
fn location(process: &Process<'_>, project: ProjectNumber, path: &Value, kind: Option<i64>) -> Result<Location, Error> {
    match path {
        Value::Text(path) if kind == Some(PLATFORM_PATH) => Location::of_platform(path),
        Value::Text(path) => Location::of_posix(process, project, path),
        other => Err(Error::with(
            error::INCOMPATIBLE_TYPES,
            format!("Argument 1: expected a path or a constant, found {}", other.type_name()),
        )),
    }
}

/// A file object of a path or of a constant. The files of constants are the host's.
pub(crate) fn make_file(process: &mut Process<'_>, path: Value, kind: Option<i64>, host: Star) -> Result<Value, Error> {
    let project = standard::whose(process, host);
    let location = match path.as_real() {
        Some(_) if !project.is_host() => return Ok(Value::Null),
        Some(number) => match known_file(process, whole(number)) {
            Some(location) if file_system::is_file(&location.disk()) => location,
            _ => return Ok(Value::Null),
        },
        None => {
            let location = location(process, project, &path, kind)?;
            let separator = if kind == Some(PLATFORM_PATH) { syntax::SYSTEM.separator() } else { '/' };
            if path.as_text().is_some_and(|text| text.to_cow().ends_with(separator)) {
                return Err(Error::with(error::FILE_NAME, format!("`{}` is a folder", location.posix(true))));
            }
            location
        }
    };
    if location.parent().is_none() {
        return Err(Error::with(error::FILE_NAME, format!("`{}` is a folder", location.posix(true))));
    }
    Ok(Value::Object(object(process, Item::File(location))))
}

/// A folder object of a path or of a constant.
pub(crate) fn make_folder(
    process: &mut Process<'_>,
    path: Value,
    kind: Option<i64>,
    host: Star,
) -> Result<Value, Error> {
    let project = standard::whose(process, host);
    let location = match path.as_real() {
        Some(number) => match known_folder(process, project, whole(number)) {
            Some(location) => location,
            None => return Ok(Value::Null),
        },
        None => location(process, project, &path, kind)?,
    };
    Ok(Value::Object(object(process, Item::Folder(location))))
}

/// The places of 4D's own files, where they have one here.
pub(crate) fn known_file(process: &Process<'_>, number: i64) -> Option<Location> {
    let (system, path) = match number {
        1 => (FileSystem::Package, "Settings/Backup.4DSettings"),
        3 => (FileSystem::Package, "Settings/settings.4DSettings"),
        4 => (FileSystem::Data, "Settings/settings.4DSettings"),
        14 => (FileSystem::Logs, "BuildApp.log.xml"),
        16 => {
            let of_data = Location::of_filesystem(process, ProjectNumber::HOST, FileSystem::Data)
                .join("Settings/directory.json")?;
            if file_system::is_file(&of_data.disk()) {
                return Some(of_data);
            }
            (FileSystem::Package, "Settings/directory.json")
        }
        17 => (FileSystem::Data, "Settings/Backup.4DSettings"),
        18 => {
            let of_data = known_file(process, 17)?;
            return if file_system::is_file(&of_data.disk()) { Some(of_data) } else { known_file(process, 1) };
        }
        20 => (FileSystem::Package, "Settings/buildApp.4DSettings"),
        _ => return None,
    };
    Location::of_filesystem(process, ProjectNumber::HOST, system).join(path)
}

/// The folders that constants name for a project: those of 4D below 100, those of the system above.
pub(crate) fn known_folder(process: &Process<'_>, project: ProjectNumber, number: i64) -> Option<Location> {
    let of = |system| Some(Location::of_filesystem(process, project, system));
    let on_disk = |path: Option<PathBuf>| Location::on_disk(&syntax::posix_of(&path?));
    match number {
        0 => on_disk(standard::preferences()),
        1 => on_disk(standard::preferences().map(|path| path.join("Licenses"))),
        4 => of(FileSystem::Package),
        6 => of(FileSystem::Resources),
        7 => of(FileSystem::Logs),
        8 => of(FileSystem::Package)?.join("WebFolder"),
        9 => of(FileSystem::Data),
        10 => of(FileSystem::Data)?.join("MobileApps"),
        100..=118 => on_disk(standard::of_system(number - 100)),
        _ => None,
    }
}

/// A file object for an absolute path, whether a file is there or not. The path is a POSIX path, which may begin with one
/// of the filesystems `/DATA`, `/LOGS`, `/PACKAGE`, `/PROJECT`, `/RESOURCES` and `/SOURCES`, or with `fk platform path` one
/// in the syntax of the system; a relative path is an error. A constant gives one of 4D's own files, or Null where it
/// does not exist. In a component the filesystems are its own, with `*` the host's, whose files constants give.
///
/// ```4d
/// File("/PACKAGE/notes.txt").extension  // ".txt"
/// ```
#[command(1566, "File", thread_safe, effects(files))]
fn file(process: &mut Process<'_>, path: Value, path_type: Option<i64>, host: Star) -> Result<Value, Error> {
    make_file(process, path, path_type, host)
}

/// A folder object for an absolute path, whether a folder is there or not; the path is as with `File`. A constant gives a
/// folder of 4D, the system or the user, or Null where there is none; in a component one of its own, with `*` the host's.
///
/// ```4d
/// Folder("/PACKAGE").exists  // True
/// ```
#[command(1567, "Folder", thread_safe, effects(files))]
fn folder(process: &mut Process<'_>, path: Value, path_type: Option<i64>, host: Star) -> Result<Value, Error> {
    make_folder(process, path, path_type, host)
}
