//! `String` and `Num`: values as texts and texts as numbers.

use fourd_macros::command;
use fourd_runtime::{Process, clock};
use fourd_value::date::{self, Moment};
use fourd_value::{Date, Error, Text, Time, Value, error, number, time};

/// The error for a base that is no base of numbers.
fn no_base(base: f64) -> Error {
    Error::with(error::INDEX_OUT_OF_RANGE, format!("{} is no base: expected 0 or 2 to 36", number::to_text(base)))
}

/// The error for a value that has no text or no number.
fn unfit(command: &str, value: &Value) -> Error {
    let found = value.type_name();
    Error::with(error::INCOMPATIBLE_TYPES, format!("Argument 1: `{command}` takes no value of type {found}"))
}

/// The error for a format of the wrong type.
fn unfit_format(value: &Value) -> Error {
    Error::with(error::INCOMPATIBLE_TYPES, format!("Argument 2: expected a format, found {}", value.type_name()))
}

/// The text of a value in its default form.
///
/// # Errors
/// The value has none.
pub(crate) fn plain_text(value: &Value) -> Result<Text, Error> {
    match value {
        Value::Text(text) => Ok(text.clone()),
        Value::Boolean(value) => Ok(Text::from(if *value { "True" } else { "False" })),
        Value::Undefined => Ok(Text::EMPTY),
        Value::Null | Value::Unassigned => Ok(Text::from("null")),
        Value::Date(date) => Ok(date.to_text()),
        Value::Time(time) => Ok(time.to_text()),
        Value::Real(_) | Value::Array(_) => Ok(number::to_shown_text(value.as_real().unwrap_or_default())),
        Value::Pointer(pointer) if pointer.is_nil() => Ok(Text::EMPTY),
        Value::Object(_) | Value::Collection(_) | Value::Pointer(_) | Value::Blob(_) | Value::Picture(_) => {
            Err(unfit("String", value))
        }
    }
}

/// A number, date, time, text or Boolean as a text; Null is `null`, an undefined value the empty text.
///
/// A text as format of a number has placeholders (`###,##0.00`), a number as second argument is the base of its digits. A
/// number as format of a date or time is a constant of the display formats, a text a pattern of fields (`dd/MM/yyyy`).
/// With a date, a time can be added. Texts and Booleans have no format.
///
/// ```4d
/// String(1234.5; "###,##0.00")  // "1,234.50"
/// String(!2024-01-31!; ISO date GMT)  // "2024-01-31T00:00:00Z"
/// ```
#[command(10, "String", thread_safe, of_number = number::to_shown_text)]
fn string(
    process: &mut Process<'_>,
    expression: Value,
    format: Option<Value>,
    add_time: Option<Time>,
) -> Result<Text, Error> {
    let format = format.filter(|format| !matches!(format, Value::Undefined));
    if add_time.is_some() && !matches!(expression, Value::Date(_)) {
        return Err(Error::with(error::INCOMPATIBLE_TYPES, "Argument 3: a time can be added to a date only"));
    }
    match &expression {
        Value::Date(date) => date_text(process, *date, format, add_time.unwrap_or_default()),
        Value::Time(time) => time_text(process, *time, format),
        Value::Real(_) | Value::Array(_) => number_text(expression.as_real().unwrap_or_default(), format),
        value => plain_text(value),
    }
}

fn number_text(number: f64, format: Option<Value>) -> Result<Text, Error> {
    match format {
        None => Ok(number::to_shown_text(number)),
        Some(Value::Text(format)) => Ok(number::format(number, &format)),
        Some(base) => {
            let base = base.as_real().ok_or_else(|| unfit_format(&base))?;
            number::to_text_in_base(number, number::to_integer(base)).ok_or_else(|| no_base(base))
        }
    }
}

fn date_text(process: &Process<'_>, date: Date, format: Option<Value>, time: Time) -> Result<Text, Error> {
    let offset = clock::offset_of_local(date, time);
    match format {
        None => Ok(date.to_text()),
        Some(Value::Text(pattern)) if pattern.is_empty() => Ok(date.to_text()),
        Some(Value::Text(pattern)) => Ok(date::format_date(Moment { date, time, offset }, &pattern)),
        Some(code) => {
            let code = code.as_real().ok_or_else(|| unfit_format(&code))?;
            let century = *process.machine().settings.century.lock();
            Ok(date::format(date, number::to_integer(code), time, offset, century))
        }
    }
}

fn time_text(process: &Process<'_>, time: Time, format: Option<Value>) -> Result<Text, Error> {
    match format {
        None => Ok(time.to_text()),
        Some(Value::Text(pattern)) if pattern.is_empty() => Ok(time.to_text()),
        Some(Value::Text(pattern)) => Ok(date::format_time(time, clock::now(process.world()).offset(), &pattern)),
        Some(code) => {
            let code = code.as_real().ok_or_else(|| unfit_format(&code))?;
            Ok(time::format(time, number::to_integer(code)))
        }
    }
}

/// A text, Boolean or number as a number; Null and undefined values are 0.
///
/// Of a text, the digits, the sign and the exponent count, with the decimal separator of the system or the given one before the decimals. With a
/// base, the text is read as whole digits of that base up to the first other character; base 0 means 16 after `0x`, else
/// 10.
///
/// ```4d
/// Num("A-12.5 apples")  // -12.5
/// Num("FF"; 16)  // 255
/// ```
#[command(11, "Num", thread_safe)]
fn num(expression: Value, separator: Option<Value>) -> Result<f64, Error> {
    match &expression {
        Value::Text(text) => match separator {
            None | Some(Value::Undefined) => Ok(number::from_text(text)),
            Some(Value::Text(separator)) => Ok(number::from_text_with_separator(text, &separator)),
            Some(base) => {
                let base = base.as_real().ok_or_else(|| {
                    let found = base.type_name();
                    Error::with(
                        error::INCOMPATIBLE_TYPES,
                        format!("Argument 2: expected a separator or a base, found {found}"),
                    )
                })?;
                number::from_text_in_base(text, number::to_integer(base)).ok_or_else(|| no_base(base))
            }
        },
        Value::Boolean(value) => Ok(f64::from(u8::from(*value))),
        Value::Undefined | Value::Null => Ok(0.0),
        value => value.as_real().ok_or_else(|| unfit("Num", value)),
    }
}
