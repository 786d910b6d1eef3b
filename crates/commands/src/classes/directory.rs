//! `4D.Directory` ([API](https://developer.4d.com/docs/API/Directory)): what folders on disk and in archives have in
//! common.

use super::document::OVERWRITE;
use super::item::{self, Item, folder_argument, item_of, name_and_options};
use crate::file_system::location::Location;
use crate::file_system::{self, Numbered, is_invisible_name};
use fourd_runtime::command::{Arguments, FromArgument, no_more};
use fourd_runtime::{ClassEntry, Process};
use fourd_value::{Collection, Error, Text, Value, error};

/// The class.
pub(super) static CLASS: ClassEntry = ClassEntry {
    name: "Directory",
    superclass: None,
    functions: &[
        ("copyTo", copy_to),
        ("file", file),
        ("files", files),
        ("folder", folder),
        ("folders", folders),
        ("getIcon", item::get_icon),
    ],
    properties: &[
        ("creationDate", item::creation_date, None),
        ("creationTime", item::creation_time, None),
        ("exists", item::exists, None),
        ("extension", item::extension, None),
        ("fullName", item::full_name, None),
        ("hidden", item::hidden, None),
        ("isAlias", item::is_alias, None),
        ("isFile", item::is_file, None),
        ("isFolder", item::is_folder, None),
        ("isPackage", is_package, None),
        ("modificationDate", item::modification_date, None),
        ("modificationTime", item::modification_time, None),
        ("name", item::name, None),
        ("original", item::original, None),
        ("parent", item::parent, None),
        ("path", item::path, None),
        ("platformPath", item::platform_path, None),
    ],
    constructor: None,
};

/// `fk recursive`.
const RECURSIVE: i64 = 1;
/// `fk ignore invisible`.
const IGNORE_INVISIBLE: i64 = 8;

fn no_folder() -> Error {
    Error::with(error::INCOMPATIBLE_TYPES, "expected an object of class 4D.Folder")
}

/// Whether the folder is a package, as macOS has them: a folder that is there and whose extension is one of a package.
fn is_package(_process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    const EXTENSIONS: &[&str] = &[".4dbase", ".app", ".bundle", ".framework", ".plugin"];
    let package = match item_of(this)? {
        Item::Folder(location) if cfg!(target_os = "macos") => {
            let name = location.full_name().to_lowercase();
            EXTENSIONS.iter().any(|extension| name.ends_with(extension)) && file_system::is_folder(&location.disk())
        }
        _ => false,
    };
    Ok(Value::Boolean(package))
}

/// The file or folder of a relative POSIX path; Null where the path is not valid or leads out of the root.
fn below(
    process: &mut Process<'_>,
    this: &Value,
    arguments: &mut Arguments,
    wanted_folder: bool,
) -> Result<Value, Error> {
    let path = Text::from_argument(process, arguments)?;
    no_more(arguments)?;
    let path = path.to_cow();
    if path.is_empty() || path.starts_with('/') || (!wanted_folder && path.ends_with('/')) {
        return Ok(Value::Null);
    }
    let item = match item_of(this)? {
        Item::Folder(location) => {
            let joined = location.clone().join(&path);
            joined.map(|location| if wanted_folder { Item::Folder(location) } else { Item::File(location) })
        }
        Item::ZipFolder(member) => {
            let joined = member.join(&path);
            joined.map(|member| if wanted_folder { Item::ZipFolder(member) } else { Item::ZipFile(member) })
        }
        Item::File(_) | Item::ZipFile(_) => return Err(no_folder()),
    };
    Ok(item::object_or_null(process, item))
}

/// The file that a relative POSIX path leads to; Null where the path is not valid.
fn file(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    below(process, this, arguments, false)
}

/// The folder that a relative POSIX path leads to; Null where the path is not valid.
fn folder(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    below(process, this, arguments, true)
}

/// Files or folders of a folder on disk, with `fk recursive` also those further down.
fn on_disk(location: &Location, options: i64, wanted_folders: bool) -> Result<Vec<Item>, Error> {
    let mut found = Vec::new();
    let mut waiting = vec![location.clone()];
    while let Some(location) = waiting.pop() {
        let path = location.disk();
        let mut inner = Vec::new();
        for entry in file_system::list(&path).at(&path)? {
            if options & IGNORE_INVISIBLE != 0 && is_invisible_name(&entry.name) {
                continue;
            }
            let place = location.entry(&entry.name);
            match (entry.folder, wanted_folders) {
                (true, true) => found.push(Item::Folder(place.clone())),
                (false, false) => found.push(Item::File(place.clone())),
                _ => {}
            }
            if entry.folder && options & RECURSIVE != 0 {
                inner.push(place);
            }
        }
        waiting.extend(inner.into_iter().rev());
    }
    Ok(found)
}

fn listed(
    process: &mut Process<'_>,
    this: &Value,
    arguments: &mut Arguments,
    wanted_folders: bool,
) -> Result<Value, Error> {
    let options = Option::<i64>::from_argument(process, arguments)?.unwrap_or(0);
    no_more(arguments)?;
    let items: Vec<Item> = match item_of(this)? {
        Item::Folder(location) => on_disk(location, options, wanted_folders)?,
        Item::ZipFolder(member) => member
            .below(options & RECURSIVE != 0, options & IGNORE_INVISIBLE != 0)?
            .into_iter()
            .filter(|(_, folder)| *folder == wanted_folders)
            .map(|(member, folder)| if folder { Item::ZipFolder(member) } else { Item::ZipFile(member) })
            .collect(),
        Item::File(_) | Item::ZipFile(_) => return Err(no_folder()),
    };
    let objects = items.into_iter().map(|item| Value::Object(item::object(process, item))).collect();
    Ok(Value::Collection(Collection::new(objects)))
}

/// The files in the folder by name; links are files. With `fk recursive` also those of its folders, with
/// `fk ignore invisible` without those that the system does not show.
fn files(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    listed(process, this, arguments, false)
}

/// The folders in the folder by name; options as with `files`.
fn folders(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    listed(process, this, arguments, true)
}

/// Copies the folder with all that it holds into another one, which must exist, under its own name or another one. Where
/// a folder has this name there, `fk overwrite` adds to it and replaces files; else it is an error. Gives the copy.
fn copy_to(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let item = item_of(this)?;
    let folder = folder_argument(process, arguments)?;
    let (name, options) = name_and_options(process, arguments)?;
    let overwrite = options & OVERWRITE != 0;
    let target = match (&name, item) {
        (None, Item::ZipFolder(member)) if member.is_root() => folder.clone(),
        _ => folder.child(&name.unwrap_or_else(|| Text::from(item.full_name())))?,
    };
    let path = target.disk();
    let into_folder = target == folder;
    if !into_folder && file_system::exists(&path) && (!overwrite || !file_system::is_folder(&path)) {
        return Err(Error::with(error::FILE_EXISTS, format!("`{}` exists already", path.display())));
    }
    match item {
        Item::Folder(location) => {
            let source = location.disk();
            file_system::copy_folder(&source, &path, overwrite).at(&source)?;
        }
        Item::ZipFolder(member) => member.extract_all(&path, overwrite)?,
        Item::File(_) | Item::ZipFile(_) => return Err(no_folder()),
    }
    Ok(Value::Object(item::object(process, Item::Folder(target))))
}
