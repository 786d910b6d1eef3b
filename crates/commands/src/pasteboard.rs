//! Pasteboard ([theme](https://developer.4d.com/docs/commands/theme/Pasteboard)): a pasteboard that all processes of the
//! program share and no other program sees.

use crate::arrays::{array_or_new, fill};
use crate::file_system::standard;
use crate::support::paths::place as place_on_disk;
use fourd_macros::{command, theme};
use fourd_runtime::Process;
use fourd_runtime::command::Star;
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::{Blob, ElementType, Error, Picture, Text, Value, error};
use parking_lot::Mutex;

theme!("Pasteboard":
    append_data_to_pasteboard, clear_pasteboard, get_file_from_pasteboard, get_pasteboard_data,
    get_pasteboard_data_type, get_picture_from_pasteboard, get_text_from_pasteboard, pasteboard_data_size,
    set_file_to_pasteboard, set_picture_to_pasteboard, set_text_to_pasteboard);

/// The signature of texts in UTF-16.
const TEXT: &str = "com.4d.private.text.native";
/// Other names for texts in UTF-16.
const TEXT_NAMES: [&str; 4] = [TEXT, "com.4d.private.text.utf16", "TEXT", "public.utf16-plain-text"];
/// What the signatures of pictures begin with.
const PICTURE: &str = "com.4d.private.picture.";
/// The signature of file names.
const FILE: &str = "com.4d.private.file.url";
/// The most bytes that the pasteboard holds.
const LIMIT: usize = 1 << 31;

/// What the pasteboard holds.
#[derive(Default)]
struct Content {
    /// Bytes by type, in the order in which they came.
    data: Vec<(String, Vec<u8>)>,
    files: Vec<String>,
}

/// The pasteboard of a machine.
#[derive(Default)]
struct Pasteboard(Mutex<Content>);

impl Content {
    fn find(&self, kind: &str) -> Option<&[u8]> {
        let kind = canonical(kind);
        self.data.iter().find(|(found, _)| *found == kind).map(|(_, bytes)| bytes.as_slice())
    }
}

/// The type under which data is kept.
fn canonical(kind: &str) -> String {
    if TEXT_NAMES.contains(&kind) { TEXT.to_owned() } else { kind.to_owned() }
}

fn text_bytes(text: &Text) -> Vec<u8> {
    text.units().flat_map(u16::to_le_bytes).collect()
}

fn bytes_text(bytes: &[u8]) -> Text {
    let (units, _) = bytes.as_chunks::<2>();
    let units: Vec<u16> = units.iter().map(|pair| u16::from_le_bytes(*pair)).collect();
    // Data that was appended as text may end with a zero, as Windows wants it.
    Text::from_utf16(units.strip_suffix(&[0]).unwrap_or(&units))
}

fn no_such_data(kind: &str) -> Error {
    Error::with(error::NO_PASTEBOARD_DATA, format!("The pasteboard holds no data of the type `{kind}`"))
}

/// Empties the pasteboard.
#[command(402, "CLEAR PASTEBOARD")]
fn clear_pasteboard(process: &mut Process<'_>) {
    *process.machine().state.get::<Pasteboard>().0.lock() = Content::default();
}

/// Puts a text into the emptied pasteboard; sets `OK` to 1.
#[command(523, "SET TEXT TO PASTEBOARD")]
fn set_text_to_pasteboard(process: &mut Process<'_>, text: &Text) {
    let content = Content { data: vec![(TEXT.to_owned(), text_bytes(text))], files: Vec::new() };
    *process.machine().state.get::<Pasteboard>().0.lock() = content;
    process.set_named("OK", Value::integer(1));
}

/// The text in the pasteboard. `OK` is 0 where there is none.
#[command(524, "Get text from pasteboard")]
fn get_text_from_pasteboard(process: &mut Process<'_>) -> Text {
    let pasteboard = process.machine().state.get::<Pasteboard>();
    let text = pasteboard.0.lock().find(TEXT).map(bytes_text);
    process.set_named("OK", Value::integer(i64::from(text.is_some())));
    text.unwrap_or_default()
}

/// Puts a picture into the emptied pasteboard in its own format, an empty one leaves it empty; sets `OK` to 1.
#[command(521, "SET PICTURE TO PASTEBOARD")]
fn set_picture_to_pasteboard(process: &mut Process<'_>, picture: Picture) {
    let data = picture.content().map(|content| (picture_type(&content.codec.to_cow()), content.bytes.to_vec()));
    let content = Content { data: data.into_iter().collect(), files: Vec::new() };
    *process.machine().state.get::<Pasteboard>().0.lock() = content;
    process.set_named("OK", Value::integer(1));
}

/// The signature of pictures of a format.
fn picture_type(codec: &str) -> String {
    let name = match codec {
        ".jpg" => "jpeg",
        ".tif" => "tiff",
        other => other.trim_start_matches('.'),
    };
    format!("{PICTURE}{name}")
}

/// The picture in the pasteboard goes to a variable. `OK` is 0 and the variable empty where there is none.
#[command(522, "GET PICTURE FROM PASTEBOARD")]
fn get_picture_from_pasteboard(process: &mut Process<'_>, picture: Location, span: Span) {
    let pasteboard = process.machine().state.get::<Pasteboard>();
    let found = {
        let content = pasteboard.0.lock();
        content.data.iter().find(|(kind, _)| kind.starts_with(PICTURE)).map(|(_, bytes)| bytes.clone())
    };
    let found = found.and_then(|bytes| fourd_picture::decodable(bytes).ok());
    process.set_named("OK", Value::integer(i64::from(found.is_some())));
    process.write(&picture, Value::Picture(found.unwrap_or_default()), span);
}

/// Adds a Blob to the pasteboard under a type; data of the same type is replaced, all other stays.
#[command(403, "APPEND DATA TO PASTEBOARD")]
fn append_data_to_pasteboard(process: &mut Process<'_>, data_type: &Text, data: Blob) -> Result<(), Error> {
    let kind = canonical(&data_type.to_cow());
    let pasteboard = process.machine().state.get::<Pasteboard>();
    let mut content = pasteboard.0.lock();
    content.data.retain(|(found, _)| *found != kind);
    let used: usize = content.data.iter().map(|(_, bytes)| bytes.len()).sum();
    if used.saturating_add(data.len()) > LIMIT {
        return Err(Error::of(error::MEMORY_FULL));
    }
    content.data.push((kind, data.to_vec()));
    Ok(())
}

/// The data of a type in the pasteboard goes to a Blob. Where there is none, `OK` is 0 and error -102 follows.
#[command(401, "GET PASTEBOARD DATA")]
fn get_pasteboard_data(process: &mut Process<'_>, data_type: &Text, data: Location, span: Span) -> Result<(), Error> {
    let pasteboard = process.machine().state.get::<Pasteboard>();
    let found = pasteboard.0.lock().find(&data_type.to_cow()).map(<[u8]>::to_vec);
    process.set_named("OK", Value::integer(i64::from(found.is_some())));
    let bytes = found.ok_or_else(|| no_such_data(&data_type.to_cow()))?;
    process.write(&data, Value::Blob(Blob::new(bytes)), span);
    Ok(())
}

/// The size of the pasteboard's data of a type in bytes, or -102 where there is none.
#[command(400, "Pasteboard data size")]
fn pasteboard_data_size(process: &mut Process<'_>, data_type: &Text) -> i64 {
    let pasteboard = process.machine().state.get::<Pasteboard>();
    let content = pasteboard.0.lock();
    let kind = data_type.to_cow();
    match content.find(&kind) {
        Some(bytes) => bytes.len() as i64,
        None if kind == FILE && !content.files.is_empty() => content.files.iter().map(|file| file.len() as i64).sum(),
        None => error::NO_PASTEBOARD_DATA.0,
    }
}

/// The types of the pasteboard's data: 4D's signatures, empty for types that 4D does not know, and the types as they were
/// given, which also stand for their names.
#[command(958, "GET PASTEBOARD DATA TYPE")]
fn get_pasteboard_data_type(
    process: &mut Process<'_>,
    signatures: Location,
    native_types: Location,
    format_names: Option<Location>,
    span: Span,
) -> Result<(), Error> {
    let pasteboard = process.machine().state.get::<Pasteboard>();
    let kinds: Vec<String> = {
        let content = pasteboard.0.lock();
        let files = (!content.files.is_empty()).then(|| FILE.to_owned());
        content.data.iter().map(|(kind, _)| kind.clone()).chain(files).collect()
    };
    let known = |kind: &String| if kind.starts_with("com.4d.") { Value::text(kind) } else { Value::text("") };
    let natives: Vec<Value> = kinds.iter().map(|kind| Value::text(kind)).collect();
    let array = array_or_new(process, &signatures, ElementType::Text, span)?;
    fill(&array, kinds.iter().map(known).collect())?;
    let array = array_or_new(process, &native_types, ElementType::Text, span)?;
    fill(&array, natives.clone())?;
    if let Some(place) = format_names {
        let array = array_or_new(process, &place, ElementType::Text, span)?;
        fill(&array, natives)?;
    }
    Ok(())
}

/// Puts the path of a file into the pasteboard, or with `*` adds it to those that are there; other data goes. A name alone
/// means a file beside the project's structure.
#[command(975, "SET FILE TO PASTEBOARD")]
fn set_file_to_pasteboard(process: &mut Process<'_>, file: &Text, add: Star) -> Result<(), Error> {
    let name = file.to_cow();
    let path = if name.contains(['/', '\\', ':']) {
        place_on_disk(process, file)?.0
    } else {
        standard::folder_of(process, process.project(), standard::FileSystem::Project).join(&*name)
    };
    let path = crate::file_system::syntax::system_of(&path, false);
    let pasteboard = process.machine().state.get::<Pasteboard>();
    let mut content = pasteboard.0.lock();
    content.data.clear();
    if !add.0 {
        content.files.clear();
    }
    content.files.push(path);
    Ok(())
}

/// The path of one of the files in the pasteboard, counted from 1; empty where there are not so many.
#[command(976, "Get file from pasteboard")]
fn get_file_from_pasteboard(process: &mut Process<'_>, index: i64) -> Text {
    let pasteboard = process.machine().state.get::<Pasteboard>();
    let content = pasteboard.0.lock();
    let index = usize::try_from(index).ok().and_then(|index| index.checked_sub(1));
    index.and_then(|index| content.files.get(index)).map(|file| Text::from(file.as_str())).unwrap_or_default()
}
