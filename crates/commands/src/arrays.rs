//! Arrays ([theme](https://developer.4d.com/docs/commands/theme/Arrays)).

use fourd_macros::{command, theme};
use fourd_runtime::Process;
use fourd_runtime::place::Place;
use fourd_source::Span;
use fourd_value::{Array, ArrayData, Date, ElementType, Error, Text, Time, Value, date, error, number, time};

theme!("Arrays":
    array_blob, array_boolean, array_date, array_integer, array_longint, array_object, array_picture, array_pointer,
    array_real, array_text, array_time, size_of_array);

/// The largest number of elements that an array can have.
const MAX_SIZE: i64 = 1 << 30;

/// Makes or resizes the array at a place; elements that fit keep their values.
fn declare(
    process: &mut Process<'_>,
    place: &Place,
    element: ElementType,
    size: i64,
    columns: Option<i64>,
    span: Span,
) -> Result<(), Error> {
    for size in [Some(size), columns].into_iter().flatten() {
        if !(0..=MAX_SIZE).contains(&size) {
            return Err(Error::with(error::INDEX_OUT_OF_RANGE, format!("{size} is no size of an array")));
        }
    }
    let size = size as usize;
    let found = process.read(place, span);
    let array = match (&found, columns) {
        (Value::Array(array), None)
            if array.with(|data| data.element_type() == element && !matches!(data, ArrayData::Rows(..))) =>
        {
            array.change(|data| data.resize(size));
            return Ok(());
        }
        (Value::Array(array), Some(columns))
            if array.with(|data| data.element_type() == element && matches!(data, ArrayData::Rows(..))) =>
        {
            array.change(|data| {
                data.resize(size);
                if let ArrayData::Rows(_, rows) = data {
                    rows.iter().for_each(|row| row.change(|row| row.resize(columns as usize)));
                }
            });
            return Ok(());
        }
        (_, None) => Array::new(element, size),
        (_, Some(columns)) => Array::new_rows(element, size, columns as usize),
    };
    if let (Value::Array(old), Place::Local { .. }) = (&found, place) {
        let data = array.with(ArrayData::clone);
        old.change(|old| *old = data);
        return Ok(());
    }
    if let Place::Process(number) = place {
        process.set_variable(*number, Value::Array(array));
    } else {
        process.write(place, Value::Array(array), span);
    }
    Ok(())
}

macro_rules! declarators {
    ($($function:ident, $number:literal, $name:literal, $element:ident;)*) => {
        $(
            /// Makes an array with one or two dimensions, or changes its size.
            #[command($number, $name, thread_safe)]
            fn $function(process: &mut Process<'_>, array_name: Place, size: i64, size2: Option<i64>, span: Span) -> Result<(), Error> {
                declare(process, &array_name, ElementType::$element, size, size2, span)
            }
        )*
    };
}

declarators! {
    array_blob, 1222, "ARRAY BLOB", Blob;
    array_boolean, 223, "ARRAY BOOLEAN", Boolean;
    array_date, 224, "ARRAY DATE", Date;
    array_integer, 220, "ARRAY INTEGER", Integer;
    array_longint, 221, "ARRAY LONGINT", Longint;
    array_object, 1221, "ARRAY OBJECT", Object;
    array_picture, 279, "ARRAY PICTURE", Picture;
    array_pointer, 280, "ARRAY POINTER", Pointer;
    array_real, 219, "ARRAY REAL", Real;
    array_text, 222, "ARRAY TEXT", Text;
    array_time, 1223, "ARRAY TIME", Time;
}

/// How many elements an array has besides element 0.
#[command(274, "Size of array", thread_safe)]
fn size_of_array(process: &mut Process<'_>, array: Place, span: Span) -> Result<usize, Error> {
    match process.read(&array, span) {
        Value::Array(array) => Ok(array.len()),
        Value::Undefined => Ok(0),
        other => Err(Error::with(error::INCOMPATIBLE_TYPES, format!("expected an array, found {}", other.type_name()))),
    }
}

/// The array at a place, or behind a pointer there.
///
/// # Errors
/// There is no array.
pub fn array_at(process: &mut Process<'_>, place: &Place, span: Span) -> Result<Array, Error> {
    let found = match process.read(place, span) {
        Value::Pointer(pointer) => {
            let place = process.target(&pointer, span);
            process.read(&place, span)
        }
        found => found,
    };
    match found {
        Value::Array(array) => Ok(array),
        other => Err(Error::with(error::INCOMPATIBLE_TYPES, format!("expected an array, found {}", other.type_name()))),
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
        ElementType::Object => match value {
            value @ Value::Object(_) => value,
            _ => Value::Null,
        },
        ElementType::Pointer | ElementType::Blob => value,
        ElementType::Picture => value,
    }
}

/// Makes these values the elements of an array, converted to its type.
///
/// # Errors
/// A two-dimensional array.
pub fn fill(_process: &mut Process<'_>, array: &Array, values: Vec<Value>) -> Result<(), Error> {
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
