//! Commands that add, remove and copy elements.

use super::common::MAX_SIZE;
use super::element::{array_at, array_or_new, set_array, wrong_element};
use fourd_macros::command;
use fourd_runtime::Process;
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::{
    Array, ArrayData, Blob, Date, ElementType, Error, Picture, Pointer, Text, Time, Value, error, memory,
};

/// Appends one element with the default value.
fn push_default(data: &mut ArrayData) {
    match data {
        ArrayData::Boolean(items) => items.push(false),
        ArrayData::Integer(items) => items.push(0),
        ArrayData::Longint(items) => items.push(0),
        ArrayData::Real(items) => items.push(0.0),
        ArrayData::Text(items) => items.push(Text::EMPTY),
        ArrayData::Date(items) => items.push(Date::default()),
        ArrayData::Time(items) => items.push(Time::default()),
        ArrayData::Object(items) => items.push(None),
        ArrayData::Pointer(items) => items.push(Pointer::default()),
        ArrayData::Blob(items) => items.push(Blob::default()),
        ArrayData::Picture(items) => items.push(Picture::default()),
        ArrayData::Rows(element, rows) => rows.push(Array::new(*element, 0)),
    }
}

/// The type of an array that is made for a value.
fn element_for(value: &Value) -> Option<ElementType> {
    Some(match value {
        Value::Boolean(_) => ElementType::Boolean,
        Value::Real(_) => ElementType::Real,
        Value::Text(_) => ElementType::Text,
        Value::Date(_) => ElementType::Date,
        Value::Time(_) => ElementType::Time,
        Value::Object(_) => ElementType::Object,
        Value::Pointer(_) => ElementType::Pointer,
        Value::Blob(_) => ElementType::Blob,
        Value::Picture(_) => ElementType::Picture,
        Value::Undefined | Value::Null | Value::Unassigned | Value::Collection(_) | Value::Array(_) => return None,
    })
}

/// Appends a value to an array. Where there is no array yet, one of the value's type is made. A value of another type
/// than the array's is an error; arrays of numbers take times too.
///
/// ```4d
/// ARRAY LONGINT($n; 0)
/// APPEND TO ARRAY($n; 7)
/// $n{1}  // 7
/// ```
#[command(911, "APPEND TO ARRAY", thread_safe)]
fn append_to_array(process: &mut Process<'_>, array: Location, value: Value, span: Span) -> Result<(), Error> {
    let array = match element_for(&value) {
        Some(element) => array_or_new(process, &array, element, span)?,
        None => array_at(process, &array, span)?,
    };
    let value = match value {
        Value::Array(row) if array.with(|data| matches!(data, ArrayData::Rows(..))) => Value::Array(row.duplicate()),
        value => value,
    };
    if array.len() >= MAX_SIZE as usize {
        return Err(Error::of(error::INDEX_OUT_OF_RANGE));
    }
    array.with(|data| data.grown(1)).map_or(Ok(()), memory::expect)?;
    array.change(|data| {
        push_default(data);
        let last = data.len();
        if data.set(last, &value) {
            return Ok(());
        }
        data.remove(last, 1);
        Err(wrong_element(data.element_type(), &value))
    })
}

/// Inserts elements with the default value before a position; at the end where the position is beyond it.
///
/// ```4d
/// ARRAY LONGINT($n; 2)
/// INSERT IN ARRAY($n; 1; 3)
/// Size of array($n)  // 5
/// ```
#[command(227, "INSERT IN ARRAY", thread_safe)]
fn insert_in_array(
    process: &mut Process<'_>,
    array: Location,
    r#where: i64,
    how_many: Option<i64>,
    span: Span,
) -> Result<(), Error> {
    let array = array_at(process, &array, span)?;
    let count = how_many.unwrap_or(1).max(0);
    if count > MAX_SIZE - array.len() as i64 {
        return Err(Error::with(
            error::INDEX_OUT_OF_RANGE,
            format!("{count} elements are more than an array can have"),
        ));
    }
    if count > 0 {
        // The new elements are made beside the array, then moved.
        super::common::expect_elements(array.with(|data| data.element_type()), 2 * count as usize + array.len())?;
        array.change(|data| data.insert(r#where.clamp(1, MAX_SIZE + 1) as usize, count as usize));
    }
    Ok(())
}

/// Removes elements from a position on. Positions that the array does not have remove nothing.
///
/// ```4d
/// ARRAY LONGINT($n; 5)
/// DELETE FROM ARRAY($n; 2; 2)
/// Size of array($n)  // 3
/// ```
#[command(228, "DELETE FROM ARRAY", thread_safe)]
fn delete_from_array(
    process: &mut Process<'_>,
    array: Location,
    r#where: i64,
    how_many: Option<i64>,
    span: Span,
) -> Result<(), Error> {
    let array = array_at(process, &array, span)?;
    let (Ok(position), Ok(count)) = (usize::try_from(r#where), usize::try_from(how_many.unwrap_or(1))) else {
        return Ok(());
    };
    if position >= 1 && count > 0 {
        array.change(|data| data.remove(position, count));
    }
    Ok(())
}

/// Whether elements of this type are numbers.
fn is_number(element: ElementType) -> bool {
    matches!(element, ElementType::Integer | ElementType::Longint | ElementType::Real | ElementType::Time)
}

/// Makes an array a copy of another one, element 0 and current element included. An array of numbers keeps its type
/// when the source is one of other numbers; objects are copied by reference.
#[command(226, "COPY ARRAY", thread_safe)]
fn copy_array(process: &mut Process<'_>, source: Location, destination: Location, span: Span) -> Result<(), Error> {
    let source = array_at(process, &source, span)?;
    let kept = match process.read(&destination, span) {
        Value::Array(old) if !old.same(&source) => old.with(|data| match data {
            ArrayData::Rows(..) => None,
            data => Some(data.element_type()),
        }),
        _ => None,
    };
    let copy = source.duplicate();
    let element = copy.with(|data| match data {
        ArrayData::Rows(..) => None,
        data => Some(data.element_type()),
    });
    let copy = match (kept, element) {
        (Some(kept), Some(element)) if kept != element && is_number(kept) && is_number(element) => {
            let converted = Array::new(kept, copy.len());
            for index in 0..=copy.len() {
                if let Some(value) = copy.get(index) {
                    converted.set(index, &value);
                }
            }
            converted.set_current(copy.current());
            converted
        }
        _ => copy,
    };
    set_array(process, &destination, copy, span);
    Ok(())
}
