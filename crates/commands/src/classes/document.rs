//! `4D.Document` ([API](https://developer.4d.com/docs/API/Document)): what files on disk and in archives have in common.

use super::item::{self, Item, folder_argument, item_of, name_and_options};
use crate::compatibility::Compatibility;
use crate::file_system::text::{Encoding, LineEnds};
use crate::file_system::{self, Numbered};
use fourd_runtime::command::{Arguments, FromArgument, no_more};
use fourd_runtime::{ClassEntry, Process};
use fourd_value::{Blob, Error, Text, Value, error};

/// `fk overwrite`.
pub(super) const OVERWRITE: i64 = 4;

/// The class.
pub(super) static CLASS: ClassEntry = ClassEntry {
    name: "Document",
    superclass: None,
    functions: &[("copyTo", copy_to), ("getContent", get_content), ("getIcon", item::get_icon), ("getText", get_text)],
    properties: &[
        ("creationDate", item::creation_date, None),
        ("creationTime", item::creation_time, None),
        ("exists", item::exists, None),
        ("extension", item::extension, None),
        ("fullName", item::full_name, None),
        ("hidden", item::hidden, Some(item::set_hidden)),
        ("isAlias", item::is_alias, None),
        ("isFile", item::is_file, None),
        ("isFolder", item::is_folder, None),
        ("isWritable", is_writable, None),
        ("modificationDate", item::modification_date, None),
        ("modificationTime", item::modification_time, None),
        ("name", item::name, None),
        ("original", item::original, None),
        ("parent", item::parent, None),
        ("path", item::path, None),
        ("platformPath", item::platform_path, None),
        ("size", size, None),
    ],
    constructor: None,
};

fn no_file() -> Error {
    Error::with(error::INCOMPATIBLE_TYPES, "expected an object of class 4D.File")
}

/// The bytes of a file, on disk or in an archive.
pub(crate) fn content(this: &Value) -> Result<Vec<u8>, Error> {
    match item_of(this)? {
        Item::File(location) => {
            let path = location.disk();
            file_system::read_whole(&path).at(&path)
        }
        Item::ZipFile(member) => member.content(),
        Item::Folder(_) | Item::ZipFolder(_) => Err(no_file()),
    }
}

/// All bytes as an object of class `4D.Blob`.
fn get_content(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    no_more(arguments)?;
    let bytes = content(this)?;
    Ok(process.blob_object(&Blob::new(bytes)))
}

/// The content as a text. The character set is UTF-8 unless another one is passed or the file begins with the mark of
/// one; line ends become those of the system unless a mode is passed.
fn get_text(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let set = Option::<Value>::from_argument(process, arguments)?;
    let mode = Option::<i64>::from_argument(process, arguments)?;
    no_more(arguments)?;
    let (encoding, ends) = (Encoding::of(set.as_ref())?, LineEnds::of(mode, Compatibility::of(process))?);
    let bytes = content(this)?;
    Ok(Value::Text(ends.convert(encoding.set.decode(&bytes))))
}

/// Copies the file into a folder, which must exist, under its own name or another one; what has this name there is
/// replaced with `fk overwrite` only. Gives the copy.
fn copy_to(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let item = item_of(this)?;
    let folder = folder_argument(process, arguments)?;
    let (name, options) = name_and_options(process, arguments)?;
    let target = folder.child(&name.unwrap_or_else(|| Text::from(item.full_name())))?;
    let path = target.disk();
    if file_system::is_folder(&path) || (options & OVERWRITE == 0 && file_system::exists(&path)) {
        return Err(Error::with(error::FILE_EXISTS, format!("`{}` exists already", path.display())));
    }
    match item {
        Item::File(location) => {
            let source = location.disk();
            file_system::link_metadata(&source).at(&source)?;
            file_system::copy_file(&source, &path).at(&path)?;
        }
        Item::ZipFile(member) => member.extract(&path)?,
        Item::Folder(_) | Item::ZipFolder(_) => return Err(no_file()),
    }
    Ok(Value::Object(item::object(process, Item::File(target))))
}

/// Whether the file exists and can be written; never in an archive.
fn is_writable(_process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    Ok(Value::Boolean(match item_of(this)? {
        Item::File(location) => file_system::is_writable(&location.disk()),
        _ => false,
    }))
}

/// The size in bytes; 0 where the file does not exist.
fn size(_process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    let size = match item_of(this)? {
        Item::File(location) => file_system::metadata(&location.disk())
            .ok()
            .filter(fourd_host::Metadata::is_regular)
            .map(|found| found.len()),
        Item::ZipFile(member) => member.entry().map(|entry| entry.size),
        Item::Folder(_) | Item::ZipFolder(_) => None,
    };
    Ok(Value::Real(size.unwrap_or(0) as f64))
}
