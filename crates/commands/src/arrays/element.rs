//! Reaching the array that a command was given, and values as elements of it.

use fourd_runtime::Process;
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::{Array, ArrayData, Date, ElementType, Error, Text, Time, Value, date, error, number, time};

/// What a place holds, or what the pointer there points to, and where that is.
fn reach(process: &mut Process<'_>, place: &Location, span: Span) -> (Location, Value) {
    match process.read(place, span) {
        Value::Pointer(pointer) if !pointer.is_nil() => {
            let place = process.target(&pointer, span);
            let value = process.read(&place, span);
            (place, value)
        }
        value => (place.clone(), value),
    }
}

fn expected_array(found: &Value) -> Error {
    Error::with(error::INCOMPATIBLE_TYPES, format!("expected an array, found {}", found.type_name()))
}

/// The array at a place, or behind a pointer there.
///
/// # Errors
/// There is no array.
pub fn array_at(process: &mut Process<'_>, place: &Location, span: Span) -> Result<Array, Error> {
    match process.read(place, span) {
        Value::Array(array) => Ok(array),
        Value::Pointer(_) => match reach(process, place, span).1 {
            Value::Array(array) => Ok(array),
            other => Err(expected_array(&other)),
        },
        other => Err(expected_array(&other)),
    }
}

/// As [`array_at`]; where nothing is yet, an empty array of a type is made.
///
/// # Errors
/// There is something else.
pub fn array_or_new(
    process: &mut Process<'_>,
    place: &Location,
    element: ElementType,
    span: Span,
) -> Result<Array, Error> {
    match reach(process, place, span) {
        (_, Value::Array(array)) => Ok(array),
        (place, Value::Undefined) => {
            set_array(process, &place, Array::new(element, 0), span);
            array_at(process, &place, span)
        }
        (_, other) => Err(expected_array(&other)),
    }
}

/// Makes an array the content of a place. An array that is there already takes over its elements, so that everything
/// that refers to it sees them.
pub fn set_array(process: &mut Process<'_>, place: &Location, array: Array, span: Span) {
    let (place, found) = reach(process, place, span);
    match &found {
        Value::Array(old) => {
            if old.same(&array) {
                return;
            }
            let data = array.with(ArrayData::clone);
            let before = old.change(|old| std::mem::replace(old, data));
            old.set_current(array.current());
            drop(before);
        }
        _ => process.write_array(&place, array, span),
    }
}

/// A value as an element of a type, converted where JSON and objects lose the type: numbers, texts and dates stand for
/// each other as their conversion commands do; what does not fit is the type's default.
fn lenient(element: ElementType, value: Value) -> Value {
    let real = |value: &Value| match value {
        Value::Text(text) => number::from_text(text),
        Value::Boolean(value) => f64::from(u8::from(*value)),
        value => value.as_real().unwrap_or_default(),
    };
    match element {
        ElementType::Integer | ElementType::Longint | ElementType::Real => Value::Real(real(&value)),
        ElementType::Time => match &value {
            Value::Text(text) if text.units().any(|unit| unit == 0x3A) => Value::Time(time::from_text(text)),
            value => Value::Time(Time::from_seconds(real(value))),
        },
        ElementType::Boolean => Value::Boolean(match &value {
            Value::Boolean(value) => *value,
            value => real(value) != 0.0,
        }),
        ElementType::Date => Value::Date(match &value {
            Value::Date(date) => *date,
            Value::Text(text) => date::from_text(text, date::Century::default(), |_| 0),
            _ => Date::BLANK,
        }),
        ElementType::Text => Value::Text(match &value {
            Value::Text(text) => text.clone(),
            Value::Real(number) => number::to_text(*number),
            Value::Boolean(true) => Text::from("True"),
            Value::Boolean(false) => Text::from("False"),
            Value::Date(date) => date.to_text(),
            Value::Time(time) => time.to_text(),
            _ => Text::EMPTY,
        }),
        ElementType::Object | ElementType::Pointer | ElementType::Blob | ElementType::Picture => value,
    }
}

/// Makes these values the elements of an array, converted to its type.
///
/// # Errors
/// A two-dimensional array.
pub fn fill(array: &Array, values: Vec<Value>) -> Result<(), Error> {
    array.change(|data| {
        if matches!(data, ArrayData::Rows(..)) {
            return Err(Error::with(error::INCOMPATIBLE_TYPES, "expected an array with one dimension"));
        }
        let element = data.element_type();
        data.resize(values.len());
        for (index, value) in (1..).zip(values) {
            let value = lenient(element, value);
            if !data.set(index, &value) {
                data.set(index, &Value::Undefined);
            }
        }
        Ok(())
    })
}

/// The error for a value that an array of this type does not take.
pub(super) fn wrong_element(element: ElementType, value: &Value) -> Error {
    let text = format!("an array of type {element:?} does not take a value of type {}", value.type_name());
    Error::with(error::INCOMPATIBLE_TYPES, text)
}
