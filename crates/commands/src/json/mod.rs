//! JSON ([theme](https://developer.4d.com/docs/commands/theme/JSON)).

pub(crate) mod common;
mod pointers;
mod read;
mod symbols;
mod validate;
mod write;

pub use read::{parse, parse_texts};
pub use write::{MAX_DEPTH, stringify};

use fourd_macros::{command, theme};
use fourd_runtime::Process;
use fourd_runtime::command::{Argument, Arguments, Star, no_more};
use fourd_runtime::convert::DatesInside;
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::{Error, Text, Time, Value, ValueType, date, error, number};

use pointers::JSON_RESOLVE_POINTERS;
use validate::JSON_VALIDATE;

theme!("JSON":
    json_parse, json_parse_array, json_resolve_pointers, json_stringify, json_stringify_array, json_validate);

/// A value as JSON text.
///
/// Objects and collections are written in the order of their properties and elements; undefined properties are left
/// out. Dates are texts `YYYY-MM-DD`, times numbers of seconds; pointers are written as what they point to, Blobs as
/// `{"size":…}`, objects of other built-in classes as `"[object Class]"`. With `*` the text has line breaks and tabs. What contains itself is an error.
///
/// ```4d
/// JSON Stringify({a: [1; 2]; b: Null})  // "{\"a\":[1,2],\"b\":null}"
/// ```
#[command(1217, "JSON Stringify", thread_safe)]
fn json_stringify(process: &mut Process<'_>, value: Value, pretty: Star, span: Span) -> Result<Text, Error> {
    let value = match value {
        // The name of an array stands for the number of its current element.
        Value::Array(array) => Value::Real(f64::from(array.current())),
        value => value,
    };
    stringify(process, &value, pretty.0, span)
}

/// The elements of an array as a JSON array; any other value stands alone between the brackets.
#[command(1228, "JSON Stringify array", thread_safe)]
fn json_stringify_array(process: &mut Process<'_>, array: Value, pretty: Star, span: Span) -> Result<Text, Error> {
    let value = match array {
        Value::Pointer(pointer) => {
            let place = process.target(&pointer, span);
            process.read(&place, span)
        }
        value => value,
    };
    if process.attention {
        return Ok(Text::EMPTY);
    }
    let value = match value {
        value @ (Value::Array(_) | Value::Collection(_)) => value,
        value => Value::Collection(fourd_value::Collection::new(vec![value])),
    };
    stringify(process, &value, pretty.0, span)
}

/// The value that a JSON text describes.
///
/// Texts `YYYY-MM-DD` become dates, unless `Dates inside objects` says otherwise. A type converts the result: a number from a text and the reverse, a date from the
/// beginning of an ISO date, a time from a number of seconds; what has no such form gives the type's empty value. With
/// `*` an object gets the property `__symbols`, which tells line (from 1) and offset (from 0) of each property. Text
/// that is not valid JSON is an error.
///
/// ```4d
/// JSON Parse("{\"a\": [1, 2]}")  // {a: [1; 2]}
/// ```
#[command(1218, "JSON Parse", thread_safe)]
fn json_parse(process: &mut Process<'_>, json_string: Text, arguments: &mut Arguments) -> Result<Value, Error> {
    let wanted = match arguments.peek() {
        None | Some(Argument::Star) => None,
        Some(_) => arguments.take_value(process),
    };
    let with_symbols = matches!(arguments.peek(), Some(Argument::Star)) && arguments.take().is_some();
    no_more(arguments)?;
    let value = if with_symbols {
        let (value, symbols) = read::parse_with_symbols(&json_string)?;
        if let Value::Object(object) = &value {
            object.put("__symbols", Value::Object(symbols));
        }
        value
    } else if process.dates_inside_objects == DatesInside::Dates {
        parse(&json_string)?
    } else {
        parse_texts(&json_string)?
    };
    match wanted {
        None | Some(Value::Undefined) => Ok(value),
        Some(wanted) => {
            let number = wanted.as_real().ok_or_else(|| Error::of(error::INCOMPATIBLE_TYPES))?;
            // A text that looks like a date is asked for as the text that it is.
            match value {
                Value::Date(_) if number == f64::from(ValueType::Text as u8) => parse_texts(&json_string),
                value => convert(process, value, number, arguments.span),
            }
        }
    }
}

/// Converts what JSON or a property held to the type of a constant, such as 9 for `Is longint`.
///
/// # Errors
/// The number stands for no type.
pub fn convert(process: &mut Process<'_>, value: Value, wanted: f64, span: Span) -> Result<Value, Error> {
    let is = |kind: ValueType| wanted == f64::from(kind as u8);
    let real = |value: &Value| match value {
        Value::Text(text) => number::from_text(text),
        Value::Boolean(value) => f64::from(u8::from(*value)),
        value => value.as_real().unwrap_or_default(),
    };
    Ok(if is(ValueType::Object) {
        if value.as_object().is_some() { value } else { Value::Null }
    } else if is(ValueType::Collection) {
        if value.as_collection().is_some() { value } else { Value::Null }
    } else if is(ValueType::Boolean) {
        Value::Boolean(match &value {
            Value::Boolean(value) => *value,
            Value::Text(text) => text.as_ascii_str().is_some_and(|text| text.eq_ignore_ascii_case("true")),
            Value::Object(_) | Value::Collection(_) => true,
            value => real(value) != 0.0,
        })
    } else if is(ValueType::Real) {
        Value::Real(real(&value))
    } else if is(ValueType::Longint) || is(ValueType::Integer) {
        Value::Real(f64::from(number::to_integer(real(&value))))
    } else if is(ValueType::Time) {
        Value::Time(match &value {
            Value::Text(text) if text.units().any(|unit| unit == 0x3A) => fourd_value::time::from_text(text),
            value => Time::from_seconds(real(value)),
        })
    } else if is(ValueType::Date) {
        Value::Date(match &value {
            Value::Date(date) => *date,
            Value::Text(text) => date::from_iso_parts(text).map(|parts| parts.date).unwrap_or_default(),
            _ => fourd_value::Date::BLANK,
        })
    } else if is(ValueType::Text) {
        match value {
            Value::Text(text) => Value::Text(text),
            Value::Date(date) => Value::Text(date.to_iso()),
            Value::Null => Value::Text(Text::EMPTY),
            value => Value::Text(stringify(process, &value, false, span)?),
        }
    } else if is(ValueType::Null) || is(ValueType::Pointer) || is(ValueType::Picture) {
        value
    } else {
        let text = format!("{wanted} is no type that JSON Parse converts to");
        return Err(Error::with(error::ARGUMENT_TYPE, text));
    })
}

/// Fills an array with the elements of a JSON array, converted to the array's type.
#[command(1219, "JSON PARSE ARRAY", thread_safe)]
fn json_parse_array(process: &mut Process<'_>, json_string: Text, array: Location, span: Span) -> Result<(), Error> {
    let parsed = match parse_texts(&json_string)? {
        Value::Collection(collection) => collection.to_vec(),
        other => vec![other],
    };
    let target = crate::arrays::array_at(process, &array, span)?;
    crate::arrays::fill(&target, parsed)
}
