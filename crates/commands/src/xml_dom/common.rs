//! What the commands of this theme share.

use crate::support::ok::note_ok;
use crate::xml::documents::{NOTHING, Reference};
use crate::xml::names::is_name;
use fourd_runtime::Process;
use fourd_value::{Error, Text, Value, error};

/// The reference of what was looked for; where there is nothing, `OK` is 0 and the reference leads nowhere.
pub(crate) fn found(process: &mut Process<'_>, result: Result<Option<Text>, Error>) -> Result<Text, Error> {
    let found = note_ok(process, result)?;
    if found.is_none() {
        process.set_named("OK", Value::integer(0));
    }
    Ok(found.unwrap_or_else(|| Text::from(NOTHING)))
}

/// The error for a name that no element or attribute can have.
pub(crate) fn check_name(name: &str) -> Result<(), Error> {
    if is_name(name) {
        return Ok(());
    }
    Err(Error::with(error::XML_NAME, format!("`{name}` is no name of an XML element or attribute")))
}

/// The error where a reference does not lead to an element.
pub(crate) fn check_element(reference: &Reference) -> Result<(), Error> {
    if reference.lock().tree.is_element(reference.node) {
        return Ok(());
    }
    Err(Error::with(error::XML_NODE, "The reference does not lead to an XML element"))
}
