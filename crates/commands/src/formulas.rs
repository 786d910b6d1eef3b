//! Formulas ([theme](https://developer.4d.com/docs/commands/theme/Formulas)). `Formula` itself is part of the language.

use fourd_macros::{command, theme};
use fourd_project::ProjectNumber;
use fourd_runtime::location::Location;
use fourd_runtime::{Process, classes, line, text_code};
use fourd_source::Span;
use fourd_value::{Array, ArrayData, Error, Object, Text, Value, error};

theme!("Formulas": execute_formula, formula_from_string, get_allowed_methods, parse_formula, set_allowed_methods);

/// Runs a text as a line of the method that calls it, whose local variables and parameters it can use; an empty text does
/// nothing.
#[command(63, "EXECUTE FORMULA", thread_safe)]
fn execute_formula(process: &mut Process<'_>, statement: &Text, span: Span) -> Result<(), Error> {
    if statement.to_cow().trim().is_empty() {
        return Ok(());
    }
    line::run(process, statement, span)
}

/// A formula from its text. In a component it belongs to that, with `sk execute in host database` to the host.
///
/// ```4d
/// Formula from string("1+2").call()  // 3
/// ```
#[command(1601, "Formula from string", thread_safe)]
fn formula_from_string(
    process: &mut Process<'_>,
    formula_string: &Text,
    context: Option<i64>,
) -> Result<Object, Error> {
    let project = match context.unwrap_or(0) {
        0 => process.project(),
        1 => ProjectNumber::HOST,
        other => return Err(Error::with(error::INDEX_OUT_OF_RANGE, format!("{other} is no context of a formula"))),
    };
    let formula = text_code::formula_of_text_in(process, project, formula_string)?;
    Ok(classes::function_object(process, formula))
}

/// The text of a formula; where it does not parse, the message is filled and the result is the text as it was.
#[command(1576, "Parse formula")]
fn parse_formula(
    process: &mut Process<'_>,
    formula: &Text,
    options: Option<i64>,
    error_message: Option<Location>,
    span: Span,
) -> Text {
    let _ = options;
    let message = match text_code::formula_of_text(process, formula) {
        Ok(_) => Text::EMPTY,
        Err(error) => error.message,
    };
    if let Some(place) = error_message {
        process.write(&place, Value::Text(message), span);
    }
    formula.clone()
}

/// Names the methods that users may enter in formulas. There is no place here where users enter formulas: the list is
/// only kept.
#[command(805, "SET ALLOWED METHODS")]
fn set_allowed_methods(process: &mut Process<'_>, methods_array: Location, span: Span) {
    if let Value::Array(array) = process.read(&methods_array, span) {
        let names = (1..=array.len()).filter_map(|index| array.get(index)?.as_text().cloned()).collect();
        process.allowed_methods = names;
    }
}

/// The methods that `SET ALLOWED METHODS` named.
#[command(908, "GET ALLOWED METHODS")]
fn get_allowed_methods(process: &mut Process<'_>, methods_array: Location, span: Span) {
    let mut names = vec![Text::EMPTY];
    names.extend(process.allowed_methods.iter().cloned());
    match process.read(&methods_array, span) {
        Value::Array(array) => array.change(|data| *data = ArrayData::Text(names)),
        _ => process.write(&methods_array, Value::Array(Array::from_data(ArrayData::Text(names))), span),
    }
}
