//! `4D.Directory` ([API](https://developer.4d.com/docs/API/Directory)): what folders on disk and in archives have in
//! common.

use super::document::OVERWRITE;
use super::item::{self, Item, folder_argument, item_of, name_and_options};
use crate::file_system::location::Location;
use crate::file_system::{self, Numbered, is_invisible_name};
use fourd_macros::class;
use fourd_runtime::Process;
use fourd_runtime::command::{Arguments, FromArgument, no_more};
use fourd_value::Object;
use fourd_value::{Collection, Error, Text, Value, error};

/// `fk recursive`.
const RECURSIVE: i64 = 1;
/// `fk ignore invisible`.
const IGNORE_INVISIBLE: i64 = 8;

fn no_folder() -> Error {
    Error::with(error::INCOMPATIBLE_TYPES, "expected an object of class 4D.Folder")
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

/// The members of the class.
struct Members;

/// What folders on disk and in archives have in common.
#[class("Directory", effects(files), parts(item::Shared))]
impl Members {
    /// Copies the folder with all that it holds into another one, which must exist, under its own name or another one. Where
    /// a folder has this name there, `fk overwrite` adds to it and replaces files; else it is an error. Gives the copy.
    #[function]
    fn copy_to(this: &Item, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Object, Error> {
        let folder = folder_argument(process, arguments)?;
        let (name, options) = name_and_options(process, arguments)?;
        let overwrite = options & OVERWRITE != 0;
        let target = match (&name, this) {
            (None, Item::ZipFolder(member)) if member.is_root() => folder.clone(),
            _ => folder.child(&name.unwrap_or_else(|| Text::from(this.full_name())))?,
        };
        let path = target.disk();
        let into_folder = target == folder;
        if !into_folder && file_system::exists(&path) && (!overwrite || !file_system::is_folder(&path)) {
            return Err(Error::with(error::FILE_EXISTS, format!("`{}` exists already", path.display())));
        }
        match this {
            Item::Folder(location) => {
                let source = location.disk();
                file_system::copy_folder(&source, &path, overwrite).at(&source)?;
            }
            Item::ZipFolder(member) => member.extract_all(&path, overwrite)?,
            Item::File(_) | Item::ZipFile(_) => return Err(no_folder()),
        }
        Ok(item::object(process, Item::Folder(target)))
    }

    /// The file that a relative POSIX path leads to; Null where the path is not valid.
    #[function]
    fn file(this: &Value, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Value, Error> {
        below(process, this, arguments, false)
    }

    /// The files in the folder by name; links are files. With `fk recursive` also those of its folders, with
    /// `fk ignore invisible` without those that the system does not show.
    #[function]
    fn files(this: &Value, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Value, Error> {
        listed(process, this, arguments, false)
    }

    /// The folder that a relative POSIX path leads to; Null where the path is not valid.
    #[function]
    fn folder(this: &Value, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Value, Error> {
        below(process, this, arguments, true)
    }

    /// The folders in the folder by name; options as with `files`.
    #[function]
    fn folders(this: &Value, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Value, Error> {
        listed(process, this, arguments, true)
    }

    /// Whether the folder is a package, as macOS has them: a folder that is there and whose extension is one of a package.
    #[getter]
    fn is_package(this: &Item) -> bool {
        const EXTENSIONS: &[&str] = &[".4dbase", ".app", ".bundle", ".framework", ".plugin"];

        match this {
            Item::Folder(location) if cfg!(target_os = "macos") => {
                let name = location.full_name().to_lowercase();
                EXTENSIONS.iter().any(|extension| name.ends_with(extension)) && file_system::is_folder(&location.disk())
            }
            _ => false,
        }
    }
}
