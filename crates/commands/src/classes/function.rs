//! `4D.Function` and `4D.Formula` ([API](https://developer.4d.com/docs/API/FunctionClass)).

use fourd_macros::class;
use fourd_runtime::command::Arguments;
use fourd_runtime::{Process, function};
use fourd_source::Span;
use fourd_value::{Error, Function, Text, Value, error};

fn function_of(process: &mut Process<'_>, this: &Value, span: Span) -> Option<Function> {
    process.function_of(this, &Text::from("the value"), span)
}

/// The members of the class.
struct Members;

/// Something that can be called.
#[class("Function")]
impl Members {
    /// Calls the function on an object with the values of a collection.
    #[function]
    fn apply(this: &Value, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Value, Error> {
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
    #[function]
    fn call(this: &Value, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Value, Error> {
        let span = arguments.span;
        let Some(target) = function_of(process, this, span) else { return Ok(Value::Undefined) };
        let on = arguments.take_value(process).unwrap_or_default();
        let values = arguments.forwarded(process);
        Ok(function::invoke(process, &target, Some(on), values, span))
    }

    /// The text of the code, as the editor writes it.
    #[getter]
    fn source(this: &Value, process: &mut Process<'_>, span: Span) -> Value {
        function_of(process, this, span)
            .map_or(Value::Undefined, |function| Value::Text(super::layout::formula(&function.source())))
    }
}

/// The members of formulas: those of functions.
struct FormulaMembers;

/// A formula.
#[class("Formula", superclass = "Function", entry = FORMULA)]
impl FormulaMembers {}
