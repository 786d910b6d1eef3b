//! BLOB ([theme](https://developer.4d.com/docs/commands/theme/BLOB)).

pub(crate) mod binary;
mod bytes;
mod compress;
mod numbers;
mod text;
pub(crate) mod variable;

use crate::file_system::{self, Numbered};
use crate::secured_protocol::blobs::{DECRYPT_BLOB, ENCRYPT_BLOB};
use bytes::{MAX_SIZE, Source, change, grow, out_of_range, too_large};
use compress::{BLOB_PROPERTIES, COMPRESS_BLOB, EXPAND_BLOB};
use fourd_macros::{command, theme};
use fourd_runtime::Process;
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::{Blob, Error, Text, Value, error};
use numbers::{BLOB_TO_INTEGER, BLOB_TO_LONGINT, BLOB_TO_REAL, INTEGER_TO_BLOB, LONGINT_TO_BLOB, REAL_TO_BLOB};
use text::{BLOB_TO_TEXT, TEXT_TO_BLOB};
use variable::{BLOB_TO_VARIABLE, VARIABLE_TO_BLOB};

theme!("BLOB":
    blob_properties, blob_size, blob_to_document, blob_to_integer, blob_to_longint, blob_to_real, blob_to_text,
    blob_to_variable, compress_blob, copy_blob, decrypt_blob, delete_from_blob, document_to_blob, encrypt_blob,
    expand_blob, insert_in_blob,
    integer_to_blob, longint_to_blob, real_to_blob, set_blob_size, text_to_blob, variable_to_blob);

/// How many bytes a Blob has.
///
/// ```4d
/// var $b : Blob
/// TEXT TO BLOB("abc"; $b; UTF8 text without length)
/// BLOB size($b)  // 3
/// ```
#[command(605, "BLOB size", thread_safe)]
fn blob_size(blob: Source) -> usize {
    blob.0.len()
}

/// A size or length that is passed as a number.
fn length(number: i64) -> Result<usize, Error> {
    match usize::try_from(number) {
        Ok(length) if length <= MAX_SIZE => Ok(length),
        Ok(_) => Err(too_large()),
        Err(_) => Err(Error::with(error::BLOB_RANGE, format!("{number} is no number of bytes"))),
    }
}

/// Makes a Blob shorter or longer; new bytes have the value of the filler modulo 256, 0 without one.
#[command(606, "SET BLOB SIZE", thread_safe)]
fn set_blob_size(
    process: &mut Process<'_>,
    blob: Location,
    size: i64,
    filler: Option<i64>,
    span: Span,
) -> Result<(), Error> {
    let size = length(size)?;
    change(process, &blob, span, |bytes| {
        bytes.truncate(size);
        grow(bytes, size, filler.unwrap_or(0) as u8)
    })
}

/// Copies bytes from one Blob into another, which grows where needed. Bytes that the source does not have are an error.
#[command(558, "COPY BLOB", thread_safe)]
fn copy_blob(
    process: &mut Process<'_>,
    src_blob: Source,
    dst_blob: Location,
    src_offset: i64,
    dst_offset: i64,
    len: i64,
    span: Span,
) -> Result<(), Error> {
    let (from, to, count) = (length(src_offset)?, length(dst_offset)?, length(len)?);
    let Source(source) = src_blob;
    let copied = source
        .with(|bytes| bytes.get(from..from + count).map(<[u8]>::to_vec))
        .ok_or_else(|| out_of_range(src_offset, source.len()))?;
    drop(source);
    change(process, &dst_blob, span, |bytes| {
        grow(bytes, to + count, 0)?;
        if let Some(target) = bytes.get_mut(to..to + count) {
            target.copy_from_slice(&copied);
        }
        Ok(())
    })
}

/// Inserts bytes at an offset; they have the value of the filler modulo 256, 0 without one.
#[command(559, "INSERT IN BLOB", thread_safe)]
fn insert_in_blob(
    process: &mut Process<'_>,
    blob: Location,
    offset: i64,
    len: i64,
    filler: Option<i64>,
    span: Span,
) -> Result<(), Error> {
    let (at, count) = (length(offset)?, length(len)?);
    change(process, &blob, span, |bytes| {
        if at > bytes.len() {
            return Err(out_of_range(offset, bytes.len()));
        }
        let end = bytes.len();
        grow(bytes, end + count, filler.unwrap_or(0) as u8)?;
        if let Some(tail) = bytes.get_mut(at..) {
            tail.rotate_right(count);
        }
        Ok(())
    })
}

/// Removes bytes at an offset, at most those that there are.
#[command(560, "DELETE FROM BLOB", thread_safe)]
fn delete_from_blob(process: &mut Process<'_>, blob: Location, offset: i64, len: i64, span: Span) -> Result<(), Error> {
    let (at, count) = (length(offset)?, length(len)?);
    change(process, &blob, span, |bytes| {
        if at > bytes.len() {
            return Err(out_of_range(offset, bytes.len()));
        }
        bytes.drain(at..(at + count).min(bytes.len()));
        Ok(())
    })
}

/// Reads a whole document into a Blob. `OK` is 1, or 0 with an error where the document cannot be read.
#[command(525, "DOCUMENT TO BLOB", thread_safe, effects(files))]
fn document_to_blob(process: &mut Process<'_>, document: Text, blob: Location, span: Span) -> Result<(), Error> {
    let read = read_document(process, &document);
    process.set_named("OK", Value::integer(i64::from(read.is_ok())));
    process.write(&blob, Value::Blob(Blob::new(read?)), span);
    Ok(())
}

/// Writes the bytes of a Blob as a document, which is made or replaced. `OK` is 1, or 0 with an error.
#[command(526, "BLOB TO DOCUMENT", thread_safe, effects(files))]
fn blob_to_document(process: &mut Process<'_>, document: Text, blob: Source) -> Result<(), Error> {
    let written = blob.0.with(|bytes| write_document(process, &document, bytes));
    process.set_named("OK", Value::integer(i64::from(written.is_ok())));
    written
}

/// The bytes of a document, at most 2 GB.
pub(crate) fn read_document(process: &Process<'_>, document: &Text) -> Result<Vec<u8>, Error> {
    let (path, _) = crate::support::paths::place(process, document)?;
    file_system::read_whole(&path).at(&path)
}

/// Writes a document.
pub(crate) fn write_document(process: &Process<'_>, document: &Text, bytes: &[u8]) -> Result<(), Error> {
    let (path, _) = crate::support::paths::place(process, document)?;
    file_system::write_whole(&path, bytes).at(&path)
}
