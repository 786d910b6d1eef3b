//! Attachments as the class `4D.MailAttachment` has them.

use super::media_types;
use crate::classes::blob::bytes_of;
use crate::classes::item::Item;
use crate::classes::zip_archive::Member;
use crate::environment::structure;
use crate::file_system;
use crate::file_system::location::Location;
use crate::file_system::syntax::posix_of;
use fourd_project::ProjectNumber;
use fourd_runtime::command::{Arguments, FromArgument, no_more};
use fourd_runtime::{Process, classes};
use fourd_value::{Error, Object, Text, Value, error};
use std::rc::Rc;

/// Where the content of an attachment is.
pub(crate) enum Source {
    /// A file on disk.
    File(Location),
    /// A file in an archive.
    ZipFile(Member),
    /// Here.
    Bytes(Rc<[u8]>),
}

/// An attachment.
pub(crate) struct Attachment {
    /// Name for the receiver.
    pub(crate) name: Text,
    /// The identifier by which HTML refers to it.
    pub(crate) identifier: Option<Text>,
    /// Type of the content.
    pub(crate) content_type: Text,
    /// `inline` or `attachment`.
    pub(crate) disposition: Text,
    /// The size that a message says.
    pub(crate) size: Option<f64>,
    /// The content.
    pub(crate) source: Source,
}

impl Attachment {
    /// The content.
    ///
    /// # Errors
    /// It cannot be read.
    pub(crate) fn content(&self) -> Result<Vec<u8>, Error> {
        match &self.source {
            Source::File(location) => {
                let path = location.disk();
                file_system::read_whole(&path).map_err(|failure| file_system::error_of(&failure, &path))
            }
            Source::ZipFile(member) => member.content(),
            Source::Bytes(bytes) => Ok(bytes.to_vec()),
        }
    }

    /// As an object of its class.
    pub(crate) fn into_object(self, process: &Process<'_>) -> Object {
        classes::built_in(process, "MailAttachment").map_or_else(Object::new, |class| Object::native(&class, self))
    }
}

/// The attachment that a value is.
pub(crate) fn attachment_of(value: &Value) -> Option<&Attachment> {
    value.as_object()?.native_data::<Attachment>()
}

/// The file that a path names.
fn file_of(process: &Process<'_>, path: &Text) -> Result<Location, Error> {
    let location = Location::of_platform(path).or_else(|problem| {
        let beside = structure(process, ProjectNumber::HOST).and_then(|file| file.parent().map(posix_of));
        let folder = beside.and_then(|folder| Location::on_disk(&folder)).ok_or(problem)?;
        folder.child(path)
    })?;
    if file_system::is_file(&location.disk()) {
        return Ok(location);
    }
    Err(Error::with(error::FILE_MISSING, format!("The file `{path}` does not exist")))
}

/// Makes an attachment of the arguments of `MAIL New attachment`.
///
/// # Errors
/// They are not valid, or the file does not exist.
pub(crate) fn new(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Object, Error> {
    let content = Value::from_argument(process, arguments)?;
    let mut text = || Ok::<_, Error>(Option::<Text>::from_argument(process, arguments)?.unwrap_or_default());
    let (name, identifier, content_type, disposition) = (text()?, text()?, text()?, text()?);
    no_more(arguments)?;
    let item = content.as_object().and_then(|object| object.native_data::<Item>());
    let (source, usual) = match (&content, item, bytes_of(&content)) {
        (Value::Text(path), _, _) => {
            let location = file_of(process, path)?;
            let name = location.full_name();
            (Source::File(location), name)
        }
        (_, Some(Item::File(location)), _) => {
            if !file_system::is_file(&location.disk()) {
                let text = format!("The file `{}` does not exist", location.full_name());
                return Err(Error::with(error::FILE_MISSING, text));
            }
            (Source::File(location.clone()), location.full_name())
        }
        (_, Some(Item::ZipFile(member)), _) => (Source::ZipFile(member.clone()), member.full_name()),
        (_, _, Some(blob)) => {
            let name = process.world().identifier().to_cow().into_owned();
            (Source::Bytes(blob.to_vec().into()), name)
        }
        (other, _, _) => {
            let text = format!("Argument 1: expected a file, a Blob or a path, found {}", other.type_name());
            return Err(Error::with(error::INCOMPATIBLE_TYPES, text));
        }
    };
    // The extension of the file counts; a Blob has none but that of its name.
    let typed = if matches!(source, Source::Bytes(_)) { name.to_cow().into_owned() } else { usual.clone() };
    let identifier = Some(identifier).filter(|text| !text.to_cow().trim().is_empty());
    let disposition = match &*disposition.to_cow() {
        "" => Text::from(if identifier.is_some() { "inline" } else { "attachment" }),
        _ => disposition.clone(),
    };
    let attachment = Attachment {
        name: if name.is_empty() { Text::from(usual) } else { name },
        identifier,
        content_type: if content_type.is_empty() { Text::from(media_types::of_name(&typed)) } else { content_type },
        disposition,
        size: None,
        source,
    };
    Ok(attachment.into_object(process))
}
