//! `VARIABLE TO BLOB` and `BLOB TO VARIABLE`.

use super::binary;
use super::bytes::{At, Source, write};
use crate::arrays;
use fourd_macros::command;
use fourd_runtime::Process;
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::{Error, Value};

/// Writes a variable of any type with all that belongs to it, pointers in it as what they point to; the position is as
/// with `INTEGER TO BLOB`. `OK` is 1, or 0 with an error.
#[command(532, "VARIABLE TO BLOB", thread_safe)]
fn variable_to_blob(
    process: &mut Process<'_>,
    variable: Location,
    blob: Location,
    offset: At,
    span: Span,
) -> Result<(), Error> {
    let value = process.read(&variable, span);
    let written = binary::pack(process, &value, span).and_then(|bytes| write(process, &blob, offset, &bytes, span));
    process.set_named("OK", Value::integer(i64::from(written.is_ok() && !process.attention)));
    written
}

/// Reads a variable that `VARIABLE TO BLOB` wrote; the offset moves on behind it. `OK` is 0 where the bytes at the offset
/// are not such a variable.
#[command(533, "BLOB TO VARIABLE", thread_safe)]
fn blob_to_variable(
    process: &mut Process<'_>,
    blob: Source,
    variable: Location,
    offset: At,
    span: Span,
) -> Result<(), Error> {
    let Source(blob) = blob;
    let read = offset.offset(&blob).ok().and_then(|start| {
        let (value, length) = blob.with(|bytes| binary::unpack(process, bytes.get(start..)?))?;
        Some((value, start + length))
    });
    let Some((value, end)) = read else {
        process.set_named("OK", Value::integer(0));
        return Ok(());
    };
    put(process, &variable, value, span);
    if !process.attention {
        offset.move_to(process, end, span);
    }
    process.set_named("OK", Value::integer(i64::from(!process.attention)));
    Ok(())
}

/// Writes a value that was read into a variable.
pub(crate) fn put(process: &mut Process<'_>, variable: &Location, value: Value, span: Span) {
    match value {
        Value::Array(array) => arrays::set_array(process, variable, array, span),
        value => process.write(variable, value, span),
    }
}
