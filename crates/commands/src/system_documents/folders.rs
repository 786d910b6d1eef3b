//! Folders and volumes: made, deleted, listed.

use crate::arrays::set_array;
use crate::classes::folder::delete_folder as delete_on_disk;
use crate::file_system::syntax::{SYSTEM, Syntax, posix_of, system_of};
use crate::file_system::{self, Numbered, is_invisible_name};
use crate::support::ok::note_ok;
use crate::support::paths::place;
use fourd_macros::command;
use fourd_runtime::Process;
use fourd_runtime::command::Star;
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::{Array, ArrayData, ElementType, Error, Text, Value, error};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Options of `DOCUMENT LIST`.
const RECURSIVE_PARSING: i64 = 1;
const ABSOLUTE_PATH: i64 = 2;
const POSIX_PATH: i64 = 4;
const IGNORE_INVISIBLE: i64 = 8;

/// Makes a folder. Those above it must exist, unless `*` is passed, which makes them; then a path that does not end with a
/// separator is that of a document, whose folders are made. A folder that is there already is an error without `*`.
#[command(475, "CREATE FOLDER", thread_safe, effects(files))]
fn create_folder(process: &mut Process<'_>, folder_path: &Text, hierarchy: Star) -> Result<(), Error> {
    let made = place(process, folder_path).and_then(|(path, is_folder)| match (hierarchy.0, is_folder) {
        (true, true) => file_system::create_folders(&path).at(&path),
        (true, false) => path.parent().map_or(Ok(()), |parent| file_system::create_folders(parent).at(parent)),
        (false, _) => match file_system::create_folder(&path) {
            Err(failure) if failure.kind() == ErrorKind::NotFound => {
                let text = format!("`{folder_path}`: a folder on the path does not exist");
                Err(Error::with(error::FOLDER_MISSING, text))
            }
            other => other.at(&path),
        },
    });
    note_ok(process, made)
}

/// Deletes a folder: an empty one only, unless `Delete with contents` is passed. A folder that holds something is error
/// -47, a missing one -120 without that option. `OK` is set.
#[command(693, "DELETE FOLDER", thread_safe, effects(files))]
fn delete_folder(process: &mut Process<'_>, folder: &Text, delete_option: Option<i64>) -> Result<(), Error> {
    let deleted = place(process, folder).and_then(|(path, _)| delete_on_disk(&path, delete_option == Some(1)));
    note_ok(process, deleted)
}

/// 1 for the path of a document, 0 for that of a folder, else a negative number: -43 where nothing is there, -120 where a
/// folder on the way is missing.
#[command(476, "Test path name", thread_safe, effects(files))]
fn test_path_name(process: &mut Process<'_>, pathname: &Text) -> i64 {
    let Ok((path, is_folder)) = place(process, pathname) else { return error::FILE_MISSING.0 };
    match file_system::metadata(&path) {
        Ok(found) if found.is_folder() => 0,
        Ok(_) if !is_folder => 1,
        Ok(_) => error::FILE_MISSING.0,
        Err(failure) if failure.kind() == ErrorKind::NotFound => match path.parent() {
            Some(parent) if !file_system::is_folder(parent) => error::FOLDER_MISSING.0,
            _ => error::FILE_MISSING.0,
        },
        Err(failure) => file_system::error_of(&failure, &path).code,
    }
}

/// Fills a text array.
fn fill(process: &mut Process<'_>, place: &Location, texts: Vec<String>, span: Span) {
    let array = Array::from_data(ArrayData::new(ElementType::Text, texts.len()));
    for (index, text) in texts.iter().enumerate() {
        array.set(index + 1, &Value::text(text));
    }
    set_array(process, place, array, span);
}

/// The folder that a list is made of.
fn listed_folder(process: &Process<'_>, pathname: &Text) -> Result<PathBuf, Error> {
    let (path, _) = place(process, pathname)?;
    match file_system::metadata(&path) {
        Ok(found) if found.is_folder() => Ok(path),
        Ok(_) => Err(Error::with(error::FOLDER_MISSING, format!("`{pathname}` is not a folder"))),
        Err(failure) if failure.kind() == ErrorKind::NotFound => {
            Err(Error::with(error::FOLDER_MISSING, format!("The folder `{pathname}` does not exist")))
        }
        Err(failure) => Err(file_system::error_of(&failure, &path)),
    }
}

/// The names of the folders in a folder.
#[command(473, "FOLDER LIST", thread_safe, effects(files))]
fn folder_list(process: &mut Process<'_>, pathname: &Text, directories: Location, span: Span) -> Result<(), Error> {
    let path = listed_folder(process, pathname)?;
    let entries = file_system::list(&path).at(&path)?;
    let names = entries.into_iter().filter(|entry| entry.folder).map(|entry| entry.name).collect();
    fill(process, &directories, names, span);
    Ok(())
}

/// How a document stands in the list.
fn shown(folder: &Path, names: &[String], options: i64) -> String {
    let whole = || names.iter().fold(folder.to_path_buf(), |path, name| path.join(name));
    match (options & ABSOLUTE_PATH != 0, options & POSIX_PATH != 0) {
        (true, true) => posix_of(&whole()),
        (true, false) => system_of(&whole(), false),
        (false, true) => names.join("/"),
        (false, false) => {
            let separator = SYSTEM.separator().to_string();
            let joined = names.join(&separator);
            if names.len() > 1 { separator + &joined } else { joined }
        }
    }
}

/// The names of the documents in a folder. `Recursive parsing` adds those of its folders, `Absolute path` gives whole
/// paths, `Posix path` such in POSIX syntax, `Ignore invisible` leaves out what the system does not show.
#[command(474, "DOCUMENT LIST", thread_safe, effects(files))]
fn document_list(
    process: &mut Process<'_>,
    pathname: &Text,
    documents: Location,
    options: Option<i64>,
    span: Span,
) -> Result<(), Error> {
    let options = options.unwrap_or(0);
    let folder = listed_folder(process, pathname)?;
    let mut found = Vec::new();
    let mut waiting: Vec<Vec<String>> = vec![Vec::new()];
    while let Some(names) = waiting.pop() {
        let path = names.iter().fold(folder.clone(), |path, name| path.join(name));
        let mut inner = Vec::new();
        for entry in file_system::list(&path).at(&path)? {
            if options & IGNORE_INVISIBLE != 0 && is_invisible_name(&entry.name) {
                continue;
            }
            let mut names = names.clone();
            names.push(entry.name);
            if !entry.folder {
                found.push(shown(&folder, &names, options));
            } else if options & RECURSIVE_PARSING != 0 {
                inner.push(names);
            }
        }
        waiting.extend(inner.into_iter().rev());
    }
    fill(process, &documents, found, span);
    Ok(())
}

/// The volumes: drives on Windows, names on macOS, elsewhere the folders where disks are mounted.
fn volumes() -> Vec<String> {
    match SYSTEM {
        Syntax::Windows => {
            let roots = (b'A'..=b'Z').map(|letter| format!("{}:\\", char::from(letter)));
            roots.filter(|root| file_system::is_folder(Path::new(root))).collect()
        }
        Syntax::Mac => {
            let entries = file_system::list(Path::new("/Volumes")).unwrap_or_default();
            entries.into_iter().map(|entry| entry.name).collect()
        }
        Syntax::Posix => {
            let mut found = vec!["/".to_owned()];
            let mounts = file_system::read_whole(Path::new("/proc/self/mounts")).unwrap_or_default();
            for line in String::from_utf8_lossy(&mounts).lines() {
                let mut words = line.split(' ');
                if let (Some(device), Some(folder)) = (words.next(), words.next())
                    && device.starts_with("/dev/")
                    && file_system::is_folder(Path::new(folder))
                    && !found.iter().any(|known| known == folder)
                {
                    found.push(folder.to_owned());
                }
            }
            found
        }
    }
}

/// The volumes of the computer.
#[command(471, "VOLUME LIST", thread_safe, effects(files))]
fn volume_list(process: &mut Process<'_>, volumes: Location, span: Span) {
    let found = self::volumes();
    fill(process, &volumes, found, span);
}

/// Size, used and free space of a volume in bytes; all -1 and `OK` 0 where it is not there.
#[command(472, "VOLUME ATTRIBUTES", thread_safe, effects(files))]
fn volume_attributes(
    process: &mut Process<'_>,
    volume: &Text,
    size: Location,
    used: Location,
    free: Location,
    span: Span,
) {
    let name = volume.to_cow();
    let path = match SYSTEM {
        Syntax::Mac => PathBuf::from("/Volumes").join(name.trim_end_matches(':')),
        _ => PathBuf::from(&*name),
    };
    let found = if name.is_empty() { None } else { file_system::volume_space(&path).ok() };
    let (total, available) = found.map_or((-1.0, -1.0), |(total, free)| (total as f64, free as f64));
    let taken = if found.is_some() { total - available } else { -1.0 };
    process.set_named("OK", Value::integer(i64::from(found.is_some())));
    for (place, value) in [(&size, total), (&used, taken), (&free, available)] {
        process.write(place, Value::Real(value), span);
    }
}
