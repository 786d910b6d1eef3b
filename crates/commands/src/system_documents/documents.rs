//! Opening and closing documents, their position and size. Reading and writing are `RECEIVE PACKET` and `SEND PACKET`.

use super::open::{self, Document};
use crate::file_system::{self, Numbered, syntax};
use crate::support::ok::note_ok;
use crate::support::paths::{asks, place};
use fourd_macros::command;
use fourd_runtime::Process;
use fourd_runtime::command::Star;
use fourd_source::Span;
use fourd_value::{Error, Text, Time, Value, error};
use std::path::Path;

/// `Read Mode`.
const READ_MODE: i64 = 2;
/// `Get Pathname`.
const GET_PATHNAME: i64 = 3;

/// Sets the variable `Document` to a path.
pub(crate) fn note_document(process: &mut Process<'_>, path: &Path) {
    process.set_named("Document", Value::text(&syntax::system_of(path, false)));
}

/// Makes an opened document known.
fn opened(process: &mut Process<'_>, document: Result<Document, Error>) -> Result<Time, Error> {
    let document = note_ok(process, document)?;
    note_document(process, &document.path);
    Ok(Time::new(open::register(process, document)))
}

fn existing(process: &Process<'_>, name: &Text) -> Result<std::path::PathBuf, Error> {
    let (path, _) = place(process, name)?;
    let found = file_system::metadata(&path).at(&path)?;
    if found.is_folder() {
        return Err(Error::with(error::FILE_MISSING, format!("`{}` is a folder", path.display())));
    }
    Ok(path)
}

/// Opens a document that exists and gives its reference. Without a mode, or with `Read and Write` or `Write Mode`, it can
/// be written, once at a time; with `Read Mode` it is read only; with `Get Pathname` it is not opened and the reference is
/// 0. `OK` and `Document`, the full path, are set. The type is for the dialog that an empty name would open.
#[command(264, "Open document", thread_safe, effects(files))]
fn open_document(
    process: &mut Process<'_>,
    document: &Text,
    file_type: Option<Value>,
    mode: Option<i64>,
    span: Span,
) -> Result<Time, Error> {
    if asks(process, document, "Open document", span) {
        return Ok(Time::ZERO);
    }
    // The type can be left out with its semicolon: then the mode stands in its place.
    let mode = mode.or(file_type.as_ref().and_then(Value::as_real).map(fourd_runtime::convert::whole)).unwrap_or(0);
    let path = existing(process, document);
    let path = note_ok(process, path)?;
    match mode {
        GET_PATHNAME => {
            note_document(process, &path);
            Ok(Time::ZERO)
        }
        READ_MODE => {
            let document = Document::open_to_read(path.clone()).at(&path);
            opened(process, document)
        }
        _ => opened(process, Document::open_to_write(path, false)),
    }
}

/// Opens a document that exists as `Open document` does; what is written goes behind its end.
#[command(265, "Append document", thread_safe, effects(files))]
fn append_document(
    process: &mut Process<'_>,
    document: &Text,
    file_type: Option<Text>,
    span: Span,
) -> Result<Time, Error> {
    let _ = file_type;
    if asks(process, document, "Append document", span) {
        return Ok(Time::ZERO);
    }
    let path = existing(process, document);
    let path = note_ok(process, path)?;
    let document = Document::open_to_write(path.clone(), false).and_then(|mut document| {
        let end = document.size().at(&path)?;
        document.set_position(end);
        Ok(document)
    });
    opened(process, document)
}

/// Makes a document, or empties the one that is there, opens it and gives its reference. `OK` and `Document` are set.
#[command(266, "Create document", thread_safe, effects(files))]
fn create_document(
    process: &mut Process<'_>,
    document: &Text,
    file_type: Option<Text>,
    span: Span,
) -> Result<Time, Error> {
    let _ = file_type;
    if asks(process, document, "Create document", span) {
        return Ok(Time::ZERO);
    }
    let created = place(process, document).and_then(|(path, folder)| {
        if folder || file_system::is_folder(&path) {
            return Err(Error::with(error::FILE_NAME, format!("`{document}` is a folder")));
        }
        Document::open_to_write(path, true)
    });
    opened(process, created)
}

/// Closes an open document.
#[command(267, "CLOSE DOCUMENT", thread_safe, effects(files))]
fn close_document(process: &mut Process<'_>, doc_ref: Time) -> Result<(), Error> {
    let number = doc_ref.whole_seconds();
    let before_close = open::document(process, number)?.lock().before_close;
    before_close.map_or(Ok(()), |before_close| before_close(process, number))?;
    if open::close(process, number) { Ok(()) } else { open::document(process, number).map(|_| ()) }
}

/// Where an open document is read and written next, in bytes from its beginning.
#[command(481, "Get document position", thread_safe, effects(files))]
fn get_document_position(process: &mut Process<'_>, doc_ref: Time) -> Result<f64, Error> {
    let document = open::document(process, doc_ref.whole_seconds())?;
    let position = document.lock().position();
    Ok(position as f64)
}

/// Sets where an open document is read and written next: from its beginning, with the anchor 2 from its end, with 3 from
/// the present position. A place before the beginning is an error; one behind the end is the end.
#[command(482, "SET DOCUMENT POSITION", thread_safe, effects(files))]
fn set_document_position(
    process: &mut Process<'_>,
    doc_ref: Time,
    offset: f64,
    anchor: Option<i64>,
) -> Result<(), Error> {
    let document = open::document(process, doc_ref.whole_seconds())?;
    let mut document = document.lock();
    let path = document.path.clone();
    let size = document.size().at(&path)?;
    let from = match anchor.unwrap_or(1) {
        2 => size as f64,
        3 => document.position() as f64,
        1 | 0 => 0.0,
        other => return Err(Error::with(error::INDEX_OUT_OF_RANGE, format!("{other} is no anchor: 1, 2 or 3"))),
    };
    let position = from + offset.trunc();
    if position.is_nan() || position < 0.0 {
        return Err(Error::with(
            error::INDEX_OUT_OF_RANGE,
            "The position would be before the beginning of the document",
        ));
    }
    document.set_position((position as u64).min(size));
    Ok(())
}

/// The size in bytes of a document, given by its path or its reference. Resource forks, which `*` asks for, are empty.
#[command(479, "Get document size", thread_safe, effects(files))]
fn get_document_size(process: &mut Process<'_>, document: Value, resources: Star) -> Result<f64, Error> {
    let size = match (&document, open::reference(&document)) {
        (Value::Text(name), _) => {
            let (path, _) = place(process, name)?;
            let found = file_system::metadata(&path).at(&path)?;
            if found.is_folder() {
                return Err(Error::with(error::FILE_MISSING, format!("`{}` is a folder", path.display())));
            }
            found.len()
        }
        (_, Some(number)) => {
            let document = open::document(process, number)?;
            let document = document.lock();
            document.size().at(&document.path)?
        }
        (other, None) => {
            let text = format!("Argument 1: expected a path or a document reference, found {}", other.type_name());
            return Err(Error::with(error::INCOMPATIBLE_TYPES, text));
        }
    };
    Ok(if resources.0 { 0.0 } else { size as f64 })
}

/// Makes an open document shorter, or longer with zeros at its end.
#[command(480, "SET DOCUMENT SIZE", thread_safe, effects(files))]
fn set_document_size(process: &mut Process<'_>, doc_ref: Time, size: f64) -> Result<(), Error> {
    let document = open::document(process, doc_ref.whole_seconds())?;
    if size.is_nan() || size < 0.0 {
        return Err(Error::with(error::INDEX_OUT_OF_RANGE, "A document has no negative size"));
    }
    let mut document = document.lock();
    let path = document.path.clone();
    document.set_size(size as u64).at(&path)
}
