//! Variables ([theme](https://developer.4d.com/docs/commands/theme/Variables)).

use crate::blob::binary;
use crate::blob::{read_document, variable::put, write_document};
use crate::support::paths::asks;
use fourd_macros::{command, theme};
use fourd_runtime::Process;
use fourd_runtime::command::RestLocations;
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::{Error, Text, Value, error};

theme!("Variables": clear_variable, load_variables, save_variables);

/// What a document of `SAVE VARIABLES` begins with.
const HEAD: &[u8; 8] = b"4dvars\x01\n";

/// Gives a variable the default value of its type; an array loses its elements.
#[command(89, "CLEAR VARIABLE", thread_safe)]
fn clear_variable(process: &mut Process<'_>, variable: Location, span: Span) {
    match process.read(&variable, span) {
        Value::Array(array) => {
            array.change(|data| {
                data.resize(0);
                data.set(0, &Value::Undefined);
            });
            array.set_current(0);
        }
        Value::Undefined => {}
        _ => process.write(&variable, Value::Undefined, span),
    }
}

/// The values of variables that are not arrays.
fn values(process: &mut Process<'_>, variables: &[Location], span: Span) -> Result<Vec<Value>, Error> {
    let mut values = Vec::with_capacity(variables.len());
    for variable in variables {
        match process.read(variable, span) {
            Value::Array(_) => {
                return Err(Error::with(error::INCOMPATIBLE_TYPES, "Arrays cannot be saved with SAVE VARIABLES"));
            }
            value => values.push(value),
        }
    }
    Ok(values)
}

/// Writes variables into a document, from which `LOAD VARIABLES` reads them. Arrays are refused. `OK` is 1, or 0 where
/// the document cannot be written.
#[command(75, "SAVE VARIABLES", thread_safe, effects(files))]
fn save_variables(
    process: &mut Process<'_>,
    document: Text,
    variables: RestLocations,
    span: Span,
) -> Result<(), Error> {
    if asks(process, &document, "SAVE VARIABLES", span) {
        return Ok(());
    }
    let mut bytes = HEAD.to_vec();
    for value in values(process, &variables.0, span)? {
        bytes.extend(binary::pack(process, &value, span)?);
    }
    let written = write_document(process, &document, &bytes).is_ok();
    process.set_named("OK", Value::integer(i64::from(written)));
    Ok(())
}

/// Reads variables that `SAVE VARIABLES` wrote, in the same order. `OK` is 0 where the document does not hold so many
/// variables or cannot be read; then no variable is changed.
#[command(74, "LOAD VARIABLES", thread_safe, effects(files))]
fn load_variables(
    process: &mut Process<'_>,
    document: Text,
    variables: RestLocations,
    span: Span,
) -> Result<(), Error> {
    if asks(process, &document, "LOAD VARIABLES", span) {
        return Ok(());
    }
    let loaded = read_document(process, &document).ok().and_then(|bytes| unpack(process, &bytes, variables.0.len()));
    process.set_named("OK", Value::integer(i64::from(loaded.is_some())));
    for (variable, value) in variables.0.iter().zip(loaded.unwrap_or_default()) {
        put(process, variable, value, span);
        if process.attention {
            process.set_named("OK", Value::integer(0));
            break;
        }
    }
    Ok(())
}

fn unpack(process: &mut Process<'_>, bytes: &[u8], count: usize) -> Option<Vec<Value>> {
    let mut rest = bytes.strip_prefix(HEAD)?;
    let mut values = Vec::with_capacity(count);
    for _ in 0..count {
        let (value, length) = binary::unpack(process, rest)?;
        values.push(value);
        rest = rest.get(length..)?;
    }
    Some(values)
}
