//! `4D.Collection` ([API](https://developer.4d.com/docs/API/CollectionClass)).

use fourd_runtime::command::Arguments;
use fourd_runtime::shared_use::with_implicit_use;
use fourd_runtime::{ClassEntry, Process};
use fourd_value::{Collection, Error, Value, error};

/// The class.
pub(super) static CLASS: ClassEntry = ClassEntry {
    name: "Collection",
    superclass: None,
    functions: &[("push", push)],
    properties: &[],
    constructor: None,
};

fn collection_of(this: &Value) -> Result<&Collection, Error> {
    this.as_collection().ok_or_else(|| Error::with(error::INCOMPATIBLE_TYPES, "expected a collection"))
}

/// Appends elements.
fn push(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let collection = collection_of(this)?;
    let span = arguments.span;
    if collection.as_shared().is_none() {
        while let Some(value) = arguments.take_value(process) {
            collection.push(element(value), process.writer())?;
        }
        return Ok(this.clone());
    }
    let values = arguments.rest(process);
    with_implicit_use(process, this, span, |process| {
        values.into_iter().try_for_each(|value| collection.push(element(value), process.writer()))
    })?;
    Ok(this.clone())
}

/// A value as an element: an undefined one is Null, an array a collection.
fn element(value: Value) -> Value {
    match value {
        Value::Undefined => Value::Null,
        Value::Array(array) => Value::Collection(array.to_collection()),
        value => value,
    }
}
