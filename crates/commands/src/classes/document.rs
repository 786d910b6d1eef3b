//! `4D.Document` ([API](https://developer.4d.com/docs/API/Document)): what files on disk and in archives have in common.

use super::item::{self, Item, folder_argument, item_of, name_and_options};
use crate::compatibility::Compatibility;
use crate::file_system::location::Location;
use crate::file_system::text::{Encoding, LineEnds};
use crate::file_system::{self, Numbered};
use fourd_macros::class;
use fourd_runtime::Process;
use fourd_runtime::command::Arguments;
use fourd_value::Object;
use fourd_value::{Blob, Error, Text, Value, error};

/// `fk overwrite`.
pub(super) const OVERWRITE: i64 = 4;

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

/// The members of the class.
struct Members;

/// What files on disk and in archives have in common.
#[class("Document", effects(files), parts(item::Shared))]
impl Members {
    /// Copies the file into a folder, which must exist, under its own name or another one; what has this name there is
    /// replaced with `fk overwrite` only. Gives the copy.
    #[function]
    fn copy_to(this: &Item, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Object, Error> {
        let folder = folder_argument(process, arguments)?;
        let (name, options) = name_and_options(process, arguments)?;
        let target = folder.child(&name.unwrap_or_else(|| Text::from(this.full_name())))?;
        let path = target.disk();
        if file_system::is_folder(&path) || (options & OVERWRITE == 0 && file_system::exists(&path)) {
            return Err(Error::with(error::FILE_EXISTS, format!("`{}` exists already", path.display())));
        }
        match this {
            Item::File(location) => {
                let source = location.disk();
                file_system::link_metadata(&source).at(&source)?;
                file_system::copy_file(&source, &path).at(&path)?;
            }
            Item::ZipFile(member) => member.extract(&path)?,
            Item::Folder(_) | Item::ZipFolder(_) => return Err(no_file()),
        }
        Ok(item::object(process, Item::File(target)))
    }

    /// All bytes as an object of class `4D.Blob`.
    #[function]
    fn get_content(this: &Value, process: &mut Process<'_>) -> Result<Value, Error> {
        let bytes = content(this)?;
        Ok(process.blob_object(&Blob::new(bytes)))
    }

    /// The content as a text. The character set is UTF-8 unless another one is passed or the file begins with the mark of
    /// one; line ends become those of the system unless a mode is passed.
    #[function]
    fn get_text(this: &Value, process: &mut Process<'_>, set: Option<Value>, mode: Option<i64>) -> Result<Text, Error> {
        let (encoding, ends) = (Encoding::of(set.as_ref())?, LineEnds::of(mode, Compatibility::of(process))?);
        let bytes = content(this)?;
        Ok(ends.convert(encoding.set.decode(&bytes)))
    }

    /// Whether the file exists and can be written; never in an archive.
    #[getter]
    fn is_writable(this: &Item) -> bool {
        match this {
            Item::File(location) => file_system::is_writable(&location.disk()),
            _ => false,
        }
    }

    /// The size in bytes; 0 where the file does not exist.
    #[getter]
    fn size(this: &Item) -> f64 {
        let size = match this {
            Item::File(location) => file_system::metadata(&location.disk())
                .ok()
                .filter(fourd_host::Metadata::is_regular)
                .map(|found| found.len()),
            Item::ZipFile(member) => member.entry().map(|entry| entry.size),
            Item::Folder(_) | Item::ZipFolder(_) => None,
        };
        size.unwrap_or(0) as f64
    }

    /// Where names decide about it, it can be set to what it is only.
    #[setter]
    fn set_hidden(this: &Location, hidden: bool) -> Result<(), Error> {
        let path = this.disk();
        file_system::metadata(&path).at(&path)?;
        if hidden == file_system::is_invisible_name(&this.full_name()) {
            return Ok(());
        }
        Err(Error::not_implemented(
            "hidden, set to another value: here the first character of the name decides about it",
        ))
    }
}
