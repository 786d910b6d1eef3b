//! What file and folder objects have in common, on disk and in archives: the properties that tell about them.

use super::zip_archive::Member;
use crate::file_system::location::Location;
use crate::file_system::{self, Numbered, syntax};
use fourd_macros::members;
use fourd_runtime::class::Receiver;
use fourd_runtime::command::{Arguments, FromArgument};
use fourd_runtime::{Process, classes};
use fourd_source::Span;
use fourd_value::parcel::{Classes, cannot_travel};
use fourd_value::{Class, Date, Error, Object, Packed, Text, Time, Travels, Value, error};
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

/// What a file or folder object stands for.
#[derive(Clone)]
pub(crate) enum Item {
    /// A file on disk, whether it exists or not.
    File(Location),
    /// A folder on disk, whether it exists or not.
    Folder(Location),
    /// A file in an archive.
    ZipFile(Member),
    /// A folder in an archive.
    ZipFolder(Member),
}

impl Item {
    /// Whether it is a folder.
    pub(crate) fn is_folder(&self) -> bool {
        matches!(self, Item::Folder(_) | Item::ZipFolder(_))
    }

    /// Name with extension.
    pub(crate) fn full_name(&self) -> String {
        match self {
            Item::File(location) | Item::Folder(location) => location.full_name(),
            Item::ZipFile(member) | Item::ZipFolder(member) => member.full_name(),
        }
    }

    fn posix(&self) -> Text {
        match self {
            Item::File(location) | Item::Folder(location) => location.posix(self.is_folder()),
            Item::ZipFile(member) | Item::ZipFolder(member) => member.path(self.is_folder()),
        }
    }

    fn exists(&self) -> bool {
        match self {
            Item::File(location) => file_system::is_file(&location.disk()),
            Item::Folder(location) => file_system::is_folder(&location.disk()),
            Item::ZipFile(member) => member.entry().is_some_and(|entry| !entry.folder),
            Item::ZipFolder(member) => member.entry().is_some_and(|entry| entry.folder),
        }
    }

    /// When it was made and last changed.
    fn times(&self) -> Option<[(Date, Time); 2]> {
        match self {
            Item::File(location) | Item::Folder(location) => {
                let path = location.disk();
                let found = file_system::metadata(&path).or_else(|_| file_system::link_metadata(&path)).ok()?;
                let (created, modified) = file_system::times(&found);
                Some([file_system::local_time(created), file_system::local_time(modified)])
            }
            Item::ZipFile(member) | Item::ZipFolder(member) => {
                let time = member.entry()?.modified?;
                Some([time, time])
            }
        }
    }
}

/// The item of an object of one of the classes.
pub(crate) fn item_of(value: &Value) -> Result<&Item, Error> {
    value
        .as_object()
        .and_then(|object| object.native_data::<Item>())
        .ok_or_else(|| Error::with(error::INCOMPATIBLE_TYPES, "expected an object of class 4D.File or 4D.Folder"))
}

/// The place of an object of class `4D.File` or `4D.Folder`.
pub(crate) fn location_of(value: &Value) -> Result<&Location, Error> {
    match item_of(value)? {
        Item::File(location) | Item::Folder(location) => Ok(location),
        Item::ZipFile(_) | Item::ZipFolder(_) => {
            Err(Error::with(error::FILE_LOCKED, "What is in an archive can be read only"))
        }
    }
}

impl<'v> Receiver<'v> for &'v Item {
    fn receive(_process: &mut Process<'_>, this: &'v Value, _span: Span) -> Result<Self, Error> {
        item_of(this)
    }
}

impl<'v> Receiver<'v> for &'v Location {
    fn receive(_process: &mut Process<'_>, this: &'v Value, _span: Span) -> Result<Self, Error> {
        location_of(this)
    }
}

/// The place of an argument of class `4D.File`.
pub(crate) fn file_argument(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Location, Error> {
    let position = arguments.position();
    let value = Value::from_argument(process, arguments)?;
    match value.as_object().and_then(|object| object.native_data::<Item>()) {
        Some(Item::File(location)) => Ok(location.clone()),
        _ => Err(expected(position, "4D.File", &value)),
    }
}

/// The place of an argument of class `4D.Folder`, which must exist on disk.
pub(crate) fn folder_argument(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Location, Error> {
    let position = arguments.position();
    let value = Value::from_argument(process, arguments)?;
    match value.as_object().and_then(|object| object.native_data::<Item>()) {
        Some(Item::Folder(location)) => {
            let path = location.disk();
            if !file_system::metadata(&path)
                .map_or_else(|failure| Err(missing_folder(&path, &failure)), |found| Ok(found.is_folder()))?
            {
                return Err(Error::with(error::FOLDER_MISSING, format!("`{}` is not a folder", path.display())));
            }
            Ok(location.clone())
        }
        _ => Err(expected(position, "4D.Folder", &value)),
    }
}

/// The error for a folder that is needed and cannot be reached.
fn missing_folder(path: &Path, failure: &std::io::Error) -> Error {
    match failure.kind() {
        std::io::ErrorKind::NotFound => {
            Error::with(error::FOLDER_MISSING, format!("The folder `{}` does not exist", path.display()))
        }
        _ => file_system::error_of(failure, path),
    }
}

fn expected(position: usize, class: &str, found: &Value) -> Error {
    let message = format!("Argument {position}: expected an object of class {class}, found {}", found.type_name());
    Error::with(error::INCOMPATIBLE_TYPES, message)
}

/// New name and options, each of which can be left out: `copyTo(folder; {name}; {options})`.
pub(crate) fn name_and_options(
    process: &mut Process<'_>,
    arguments: &mut Arguments,
) -> Result<(Option<Text>, i64), Error> {
    let mut name = None;
    let mut options = 0;
    while arguments.remaining() > 0 {
        let position = arguments.position();
        match arguments.take_value(process).unwrap_or_default() {
            Value::Text(text) if name.is_none() => name = Some(text).filter(|text| !text.is_empty()),
            Value::Undefined | Value::Null => {}
            other => match other.as_real() {
                Some(number) => options = fourd_runtime::convert::whole(number),
                None => {
                    let text = format!("Argument {position}: expected a name or options, found {}", other.type_name());
                    return Err(Error::with(error::INCOMPATIBLE_TYPES, text));
                }
            },
        }
    }
    Ok((name, options))
}

/// A file or folder on disk on its way to another process.
struct SentItem {
    location: Location,
    is_folder: bool,
}

impl Travels for Item {
    fn described(&self) -> Vec<(Text, Value)> {
        vec![("path".into(), Value::Text(self.posix()))]
    }

    fn pack(&self) -> Result<Arc<dyn Packed>, Error> {
        match self {
            Item::File(location) | Item::Folder(location) => {
                Ok(Arc::new(SentItem { location: location.clone(), is_folder: self.is_folder() }))
            }
            Item::ZipFile(_) | Item::ZipFolder(_) => Err(cannot_travel("A file or folder in an archive")),
        }
    }
}

impl Packed for SentItem {
    fn class(&self) -> &str {
        if self.is_folder { "Folder" } else { "File" }
    }
    fn unpack(self: Arc<Self>, class: &Rc<Class>, _classes: &mut Classes<'_>) -> Object {
        let location = self.location.clone();
        Object::travelling(class, if self.is_folder { Item::Folder(location) } else { Item::File(location) })
    }
    fn is_shareable(&self) -> bool {
        true
    }
}

/// An item as an object of its class.
pub(crate) fn object(process: &mut Process<'_>, item: Item) -> Object {
    let name = match &item {
        Item::File(_) => "File",
        Item::Folder(_) => "Folder",
        Item::ZipFile(_) => "ZipFile",
        Item::ZipFolder(_) => "ZipFolder",
    };
    match classes::built_in(process, name) {
        Some(class) => Object::travelling(&class, item),
        None => Object::new(),
    }
}

/// An object for an item, or Null where there is none.
pub(crate) fn object_or_null(process: &mut Process<'_>, item: Option<Item>) -> Value {
    item.map_or(Value::Null, |item| Value::Object(object(process, item)))
}

/// What documents and directories have in common.
pub(super) struct Shared;

#[members(effects(files))]
impl Shared {
    /// Icons are pictures.
    #[function(not_implemented)]
    fn get_icon(_this: &Item, _size: Option<i64>) {}

    /// The date on which it was made; blank where it does not exist.
    #[getter]
    fn creation_date(this: &Item) -> Date {
        this.times().map_or(Date::BLANK, |times| times[0].0)
    }

    /// The time at which it was made.
    #[getter]
    fn creation_time(this: &Item) -> Time {
        this.times().map_or(Time::ZERO, |times| times[0].1)
    }

    /// Whether it is there, as what the object says it is.
    #[getter]
    fn exists(this: &Item) -> bool {
        this.exists()
    }

    /// The extension with its point; empty where there is none.
    #[getter]
    fn extension(this: &Item) -> Value {
        Value::text(syntax::split_extension(&this.full_name()).1)
    }

    /// The name with its extension.
    #[getter]
    fn full_name(this: &Item) -> Value {
        Value::text(&this.full_name())
    }

    /// Whether the system does not show it.
    #[getter]
    fn hidden(this: &Item) -> bool {
        this.exists() && file_system::is_invisible_name(&this.full_name())
    }

    /// Whether it is a link to something; folders never are.
    #[getter]
    fn is_alias(this: &Item) -> bool {
        match this {
            Item::File(location) => file_system::is_link(&location.disk()),
            _ => false,
        }
    }

    /// Whether the object is a file.
    #[getter]
    fn is_file(this: &Item) -> bool {
        !this.is_folder()
    }

    /// Whether the object is a folder.
    #[getter]
    fn is_folder(this: &Item) -> bool {
        this.is_folder()
    }

    /// The date on which it was last changed; blank where it does not exist.
    #[getter]
    fn modification_date(this: &Item) -> Date {
        this.times().map_or(Date::BLANK, |times| times[1].0)
    }

    /// The time at which it was last changed.
    #[getter]
    fn modification_time(this: &Item) -> Time {
        this.times().map_or(Time::ZERO, |times| times[1].1)
    }

    /// The name without extension.
    #[getter]
    fn name(this: &Item) -> Value {
        Value::text(syntax::split_extension(&this.full_name()).0)
    }

    /// What a link leads to, a file or a folder; anything else is its own original.
    #[getter]
    fn original(this: &Value, process: &mut Process<'_>) -> Result<Value, Error> {
        let Item::File(location) = item_of(this)? else { return Ok(this.clone()) };
        let disk = location.disk();
        let Some(target) = file_system::link_target(&disk).at(&disk)? else { return Ok(this.clone()) };
        let target_location = Location::on_disk(&syntax::posix_of(&target));
        let item = target_location
            .map(|place| if file_system::is_folder(&target) { Item::Folder(place) } else { Item::File(place) });
        Ok(object_or_null(process, item))
    }

    /// The folder around; Null for a root, which nothing leads out of.
    #[getter]
    fn parent(this: &Item, process: &mut Process<'_>) -> Value {
        let parent = match this {
            Item::File(location) | Item::Folder(location) => location.parent().map(Item::Folder),
            Item::ZipFile(member) | Item::ZipFolder(member) => member.parent().map(Item::ZipFolder),
        };
        object_or_null(process, parent)
    }

    /// The POSIX path, which begins with the filesystem where one was used; in an archive the path within it.
    #[getter]
    fn path(this: &Item) -> Text {
        this.posix()
    }

    /// The path on disk in the syntax of the system.
    #[getter]
    fn platform_path(this: &Item) -> Text {
        match this {
            Item::File(location) | Item::Folder(location) => location.platform(this.is_folder()),
            Item::ZipFile(_) | Item::ZipFolder(_) => {
                Text::from(this.posix().to_cow().replace('/', &syntax::SYSTEM.separator().to_string()))
            }
        }
    }
}
