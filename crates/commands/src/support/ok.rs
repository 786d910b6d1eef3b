//! The variable `OK`.

use fourd_runtime::Process;
use fourd_value::{Error, Value};

/// Sets `OK` by whether something went well.
pub(crate) fn note_ok<T>(process: &mut Process<'_>, result: Result<T, Error>) -> Result<T, Error> {
    process.set_named("OK", Value::integer(i64::from(result.is_ok())));
    result
}
