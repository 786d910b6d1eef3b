//! `4D.Function` and `4D.Formula` ([API](https://developer.4d.com/docs/API/FunctionClass)).

use fourd_runtime::command::Arguments;
use fourd_runtime::{ClassEntry, Process, function};
use fourd_value::{Error, Function, Value, error};

/// The class.
pub(super) static CLASS: ClassEntry = ClassEntry {
    name: "Function",
    superclass: None,
    functions: &[("apply", apply), ("call", call)],
    properties: &[("source", source, None)],
    constructor: None,
};

fn function_of(this: &Value) -> Result<Function, Error> {
    this.as_object()
        .and_then(|object| object.native_data::<Function>())
        .cloned()
        .ok_or_else(|| Error::with(error::NOT_A_FUNCTION, "expected a function"))
}

/// Calls the function on an object with the values of a collection.
fn apply(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let target = function_of(this)?;
    let span = arguments.span;
    let on = arguments.take_value(process).unwrap_or_default();
    let values = match arguments.take_value(process) {
        Some(Value::Collection(values)) => values.to_vec(),
        None | Some(Value::Undefined | Value::Null) => Vec::new(),
        Some(other) => {
            let text = format!("expected a collection, found {}", other.type_name());
            return Err(Error::with(error::INCOMPATIBLE_TYPES, text));
        }
    };
    Ok(function::invoke(process, &target, Some(on), values, span))
}

/// Calls the function on an object with the values that follow.
fn call(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let target = function_of(this)?;
    let span = arguments.span;
    let on = arguments.take_value(process).unwrap_or_default();
    let values = arguments.rest(process);
    Ok(function::invoke(process, &target, Some(on), values, span))
}

fn source(_process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    Ok(Value::Text(function_of(this)?.source()))
}
