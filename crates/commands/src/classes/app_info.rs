//! `getAppInfo` and `setAppInfo` of `4D.File`: property lists (`.plist`) in XML.

use crate::file_system::location::Location;
use crate::file_system::{self, Numbered};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use fourd_macros::members;
use fourd_value::{Collection, Error, Object, Text, Value, error};
use plist::{Date, Dictionary, Value as Element};
use std::path::Path;

/// How deep dictionaries and arrays may nest.
const MAX_DEPTH: usize = 200;

fn is_property_list(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("plist"))
}

fn invalid(path: &Path, why: impl std::fmt::Display) -> Error {
    Error::with(error::INPUT_OUTPUT, format!("`{}` is no property list in XML: {why}", path.display()))
}

fn too_deep() -> Error {
    Error::with(error::CYCLE, "The property list nests too deep")
}

/// How deep elements nest, seen from their tags.
fn depth(bytes: &[u8]) -> usize {
    let (mut depth, mut deepest) = (0usize, 0);
    for (index, _) in bytes.iter().enumerate().filter(|(_, byte)| **byte == b'<') {
        let tag = &bytes[index..];
        if tag.starts_with(b"</") {
            depth = depth.saturating_sub(usize::from(tag.starts_with(b"</array") || tag.starts_with(b"</dict")));
        } else if tag.starts_with(b"<array") || tag.starts_with(b"<dict") {
            depth += 1;
            deepest = deepest.max(depth);
        }
    }
    deepest
}

/// The property list in a file.
fn read(path: &Path) -> Result<Element, Error> {
    let bytes = file_system::read_whole(path).at(path)?;
    if bytes.starts_with(b"bplist") {
        return Err(invalid(path, "it is binary"));
    }
    if depth(&bytes) > MAX_DEPTH {
        return Err(too_deep());
    }
    Element::from_reader_xml(bytes.as_slice()).map_err(|problem| invalid(path, problem))
}

fn value_of(element: &Element) -> Value {
    match element {
        Element::Array(elements) => Value::Collection(Collection::new(elements.iter().map(value_of).collect())),
        Element::Dictionary(entries) => Value::Object(object_of(entries)),
        Element::Boolean(value) => Value::Boolean(*value),
        Element::Data(bytes) => Value::text(&STANDARD.encode(bytes)),
        Element::Date(date) => Value::text(&date.to_xml_format()),
        Element::Real(number) => Value::Real(*number),
        Element::Integer(number) => Value::Real(
            number.as_signed().map_or_else(|| number.as_unsigned().unwrap_or_default() as f64, |number| number as f64),
        ),
        Element::String(text) => Value::text(text),
        _ => Value::Null,
    }
}

fn object_of(entries: &Dictionary) -> Object {
    let object = Object::new();
    for (key, element) in entries {
        object.put(Text::from(key.as_str()), value_of(element));
    }
    object
}

/// A number as an integer where it is whole.
fn number(value: f64) -> Element {
    let whole = value as i64;
    if whole as f64 == value { Element::Integer(whole.into()) } else { Element::Real(value) }
}

/// A value as an element, of the type that stood under its key before where it has one; `None` for a value that
/// property lists do not have.
fn element_of(value: &Value, before: Option<&Element>, depth: usize) -> Result<Option<Element>, Error> {
    if depth > MAX_DEPTH {
        return Err(too_deep());
    }
    Ok(Some(match (value, before) {
        (Value::Boolean(value), _) => Element::Boolean(*value),
        (Value::Real(value), Some(Element::Real(_))) => Element::Real(*value),
        (Value::Real(value), Some(Element::String(_))) => {
            Element::String(fourd_value::number::to_text(*value).to_cow().into_owned())
        }
        (Value::Real(value), _) => number(*value),
        (Value::Time(time), _) => number(time.seconds()),
        (Value::Text(text), Some(Element::Data(_))) => match STANDARD.decode(&*text.to_cow()) {
            Ok(bytes) => Element::Data(bytes),
            Err(_) => Element::String(text.to_cow().into_owned()),
        },
        (Value::Text(text), Some(Element::Integer(_) | Element::Real(_))) => {
            match text.to_cow().trim().parse::<f64>() {
                Ok(value) => number(value),
                Err(_) => Element::String(text.to_cow().into_owned()),
            }
        }
        (Value::Text(text), before) => {
            let text = text.to_cow().into_owned();
            match (before, Date::from_xml_format(&text)) {
                (None | Some(Element::Date(_)), Ok(date)) => Element::Date(date),
                _ => Element::String(text),
            }
        }
        (Value::Date(date), _) => Element::String(date.to_iso().to_cow().into_owned()),
        (Value::Object(object), before) => {
            let mut entries = before.and_then(Element::as_dictionary).cloned().unwrap_or_default();
            merge(&mut entries, object, depth + 1)?;
            Element::Dictionary(entries)
        }
        (Value::Collection(collection), _) => {
            let mut elements = Vec::with_capacity(collection.len());
            for value in collection.to_vec() {
                elements.extend(element_of(&value, None, depth + 1)?);
            }
            Element::Array(elements)
        }
        _ => return Ok(None),
    }))
}

fn merge(entries: &mut Dictionary, object: &Object, depth: usize) -> Result<(), Error> {
    for (key, value) in object.entries() {
        let key = key.to_cow().into_owned();
        if let Some(element) = element_of(&value, entries.get(&key), depth)? {
            entries.insert(key, element);
        }
    }
    Ok(())
}

/// On the systems where 4D reads executables, they are refused rather than taken for files without information.
fn executable_is_not_read(path: &Path, name: &str) -> Result<(), Error> {
    let windows = cfg!(windows)
        && path.extension().is_some_and(|found| found.eq_ignore_ascii_case("exe") || found.eq_ignore_ascii_case("dll"));
    let mac = cfg!(target_os = "macos") && path.extension().is_none();
    if windows || mac { Err(Error::not_implemented(&format!("{name} of an executable"))) } else { Ok(()) }
}

/// The members.
pub(super) struct AppInfo;

#[members(effects(files))]
impl AppInfo {
    /// What a property list holds, as an object; an empty object where the file is missing or of another kind. Executables
    /// of Windows and macOS are not read.
    #[function]
    fn get_app_info(this: &Location) -> Result<Object, Error> {
        let path = this.disk();
        if !file_system::exists(&path) {
            return Ok(Object::new());
        }
        if !is_property_list(&path) {
            executable_is_not_read(&path, "getAppInfo")?;
            return Ok(Object::new());
        }
        match read(&path)? {
            Element::Dictionary(entries) => Ok(object_of(&entries)),
            _ => Err(invalid(&path, "it holds no dictionary")),
        }
    }

    /// Changes entries of a property list, whose other entries stay, or makes one; nothing happens to a file of another kind.
    /// Texts like `2003-02-01T01:02:03Z` become dates. Executables of Windows and macOS are not written.
    #[function]
    fn set_app_info(this: &Location, info: Object) -> Result<(), Error> {
        let path = this.disk();
        if !is_property_list(&path) {
            if file_system::exists(&path) {
                executable_is_not_read(&path, "setAppInfo")?;
            }
            return Ok(());
        }
        let mut entries = if file_system::exists(&path) {
            read(&path)?.into_dictionary().ok_or_else(|| invalid(&path, "it holds no dictionary"))?
        } else {
            Dictionary::new()
        };
        merge(&mut entries, &info, 0)?;
        let mut bytes = Vec::new();
        Element::Dictionary(entries).to_writer_xml(&mut bytes).map_err(|problem| invalid(&path, problem))?;
        super::file::make_folders_above(&path)?;
        file_system::write_whole(&path, &bytes).at(&path)?;
        Ok(())
    }
}
