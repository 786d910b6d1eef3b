//! `4D.Function` and `4D.Formula` ([API](https://developer.4d.com/docs/API/FunctionClass)).

use fourd_runtime::command::Arguments;
use fourd_runtime::{ClassEntry, Process, function};
use fourd_source::Span;
use fourd_value::{Error, Function, Text, Value, error};

/// The class.
pub(super) static CLASS: ClassEntry = ClassEntry {
    name: "Function",
    superclass: None,
    functions: &[("apply", apply), ("call", call)],
    properties: &[("source", source, None)],
    constructor: None,
};

/// The class of formulas.
pub(super) static FORMULA: ClassEntry =
    ClassEntry { name: "Formula", superclass: Some("Function"), functions: &[], properties: &[], constructor: None };

fn function_of(process: &mut Process<'_>, this: &Value, span: Span) -> Option<Function> {
    process.function_of(this, &Text::from("the value"), span)
}

/// Calls the function on an object with the values of a collection.
fn apply(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let span = arguments.span;
    let Some(target) = function_of(process, this, span) else { return Ok(Value::Undefined) };
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
    let span = arguments.span;
    let Some(target) = function_of(process, this, span) else { return Ok(Value::Undefined) };
    let on = arguments.take_value(process).unwrap_or_default();
    let values = arguments.forwarded(process);
    Ok(function::invoke(process, &target, Some(on), values, span))
}

fn source(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    Ok(function_of(process, this, arguments.span)
        .map_or(Value::Undefined, |function| Value::Text(super::layout::formula(&function.source()))))
}
