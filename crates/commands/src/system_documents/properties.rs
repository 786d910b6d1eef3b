//! `GET DOCUMENT PROPERTIES` and `SET DOCUMENT PROPERTIES`.

use crate::file_system::{self, Numbered, is_invisible_name};
use crate::support::paths::place;
use fourd_macros::command;
use fourd_runtime::Process;
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::{Date, Error, Text, Time, Value};

/// Tells whether a document is locked and invisible, and when it was made and last changed.
#[command(477, "GET DOCUMENT PROPERTIES", thread_safe, effects(files))]
fn get_document_properties(
    process: &mut Process<'_>,
    document: &Text,
    locked: Location,
    invisible: Location,
    created_on: Location,
    created_at: Location,
    modified_on: Location,
    modified_at: Location,
    span: Span,
) -> Result<(), Error> {
    let (path, _) = place(process, document)?;
    let found = file_system::metadata(&path).at(&path)?;
    let (created, modified) = file_system::times(&found);
    let (created, modified) = (file_system::local_time(created), file_system::local_time(modified));
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let values = [
        (locked, Value::Boolean(found.is_locked())),
        (invisible, Value::Boolean(is_invisible_name(&name))),
        (created_on, Value::Date(created.0)),
        (created_at, Value::Time(created.1)),
        (modified_on, Value::Date(modified.0)),
        (modified_at, Value::Time(modified.1)),
    ];
    for (place, value) in values {
        process.write(&place, value, span);
    }
    Ok(())
}

/// Locks or unlocks a document and sets when it was last changed; a blank date leaves that as it is. When it was made
/// cannot be set here, and where names decide about it, neither can be whether it is invisible: asking for a change is an
/// error.
#[command(
    478,
    "SET DOCUMENT PROPERTIES",
    thread_safe,
    missing = "hiding files by anything but their name",
    effects(files)
)]
fn set_document_properties(
    process: &mut Process<'_>,
    document: &Text,
    locked: bool,
    invisible: bool,
    created_on: Date,
    created_at: Time,
    modified_on: Date,
    modified_at: Time,
) -> Result<(), Error> {
    let (path, _) = place(process, document)?;
    file_system::metadata(&path).at(&path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    if invisible != is_invisible_name(&name) {
        return Err(Error::not_implemented("SET DOCUMENT PROPERTIES with another visibility"));
    }
    let _ = (created_on, created_at);
    if let Some(time) = file_system::of_local_time(modified_on, modified_at) {
        file_system::set_modified(&path, time).at(&path)?;
    }
    file_system::set_locked(&path, locked).at(&path)
}
