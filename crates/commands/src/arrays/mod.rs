//! Arrays ([theme](https://developer.4d.com/docs/commands/theme/Arrays)).

use common::{MAX_SIZE, expect_elements};
use fourd_macros::{command, theme};
use fourd_runtime::Process;
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::{Array, ArrayData, ElementType, Error, Value, error, memory};

mod change;
pub(crate) mod common;
mod element;
mod search;
mod sort;

pub use element::{array_at, array_or_new, fill, set_array};

use change::{APPEND_TO_ARRAY, COPY_ARRAY, DELETE_FROM_ARRAY, INSERT_IN_ARRAY};
use search::{COUNT_IN_ARRAY, FIND_IN_ARRAY, FIND_IN_SORTED_ARRAY};
use sort::{MULTI_SORT_ARRAY, SORT_ARRAY};

theme!("Arrays":
    append_to_array, array_blob, array_boolean, array_date, array_integer, array_longint, array_object, array_picture,
    array_pointer, array_real, array_text, array_time, copy_array, count_in_array, delete_from_array, find_in_array,
    find_in_sorted_array, insert_in_array, multi_sort_array, size_of_array, sort_array);

/// Makes or resizes the array at a place; elements that fit keep their values.
fn declare(
    process: &mut Process<'_>,
    place: &Location,
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
    if columns.is_some_and(|columns| size.saturating_add(1).saturating_mul(columns + 1) > MAX_SIZE) {
        return Err(Error::of(error::MEMORY_FULL));
    }
    let rows = columns.map_or(1, |_| size as usize + 1);
    let length = columns.unwrap_or(size) as usize + 1;
    expect_elements(element, rows.saturating_mul(length))?;
    memory::expect_elements::<[usize; 8]>(rows - 1)?;
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
    set_array(process, place, array, span);
    Ok(())
}

macro_rules! declarators {
    ($($function:ident, $number:literal, $name:literal, $element:ident;)*) => {
        $(
            /// Makes an array with one or two dimensions, or changes its size.
            #[command($number, $name, thread_safe)]
            fn $function(process: &mut Process<'_>, array_name: Location, size: i64, size2: Option<i64>, span: Span) -> Result<(), Error> {
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
fn size_of_array(process: &mut Process<'_>, array: Location, span: Span) -> Result<usize, Error> {
    match process.read(&array, span) {
        Value::Array(array) => Ok(array.len()),
        Value::Undefined => Ok(0),
        other => Err(Error::with(error::INCOMPATIBLE_TYPES, format!("expected an array, found {}", other.type_name()))),
    }
}
