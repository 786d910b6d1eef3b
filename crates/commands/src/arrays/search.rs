//! Commands that look for elements.

use super::element::{array_at, wrong_element};
use fourd_macros::command;
use fourd_runtime::Process;
use fourd_runtime::command::{Argument, Arguments, no_more};
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::{Array, ArrayData, Error, Text, Value, compare, error, text};
use std::cmp::Ordering;

/// The indexes from `start` on whose elements equal a value as `=` sees it.
fn matches(data: &ArrayData, value: &Value, start: usize, found: &mut dyn FnMut(usize) -> bool) -> Result<(), Error> {
    fn each<T>(items: &[T], start: usize, same: impl Fn(&T) -> bool, found: &mut dyn FnMut(usize) -> bool) {
        for (index, item) in items.iter().enumerate().skip(start) {
            if same(item) && !found(index) {
                return;
            }
        }
    }
    let number = || value.as_real().ok_or_else(|| wrong_element(data.element_type(), value));
    match (data, value) {
        (ArrayData::Boolean(items), Value::Boolean(value)) => each(items, start, |item| item == value, found),
        (ArrayData::Text(items), Value::Text(value)) => each(items, start, |item| text::equal(item, value), found),
        (ArrayData::Date(items), Value::Date(value)) => each(items, start, |item| item == value, found),
        (ArrayData::Pointer(items), Value::Pointer(value)) => each(items, start, |item| item == value, found),
        (ArrayData::Pointer(items), Value::Null) => each(items, start, |item| item.is_nil(), found),
        (ArrayData::Object(items), Value::Object(value)) => {
            each(items, start, |item| item.as_ref().is_some_and(|item| item.same(value)), found);
        }
        (ArrayData::Object(items), Value::Null | Value::Undefined) => each(items, start, Option::is_none, found),
        (ArrayData::Integer(items), _) => {
            let value = number()?;
            each(items, start, |item| compare::reals_equal(f64::from(*item), value), found);
        }
        (ArrayData::Longint(items), _) => {
            let value = number()?;
            each(items, start, |item| compare::reals_equal(f64::from(*item), value), found);
        }
        (ArrayData::Real(items), _) => {
            let value = number()?;
            each(items, start, |item| compare::reals_equal(*item, value), found);
        }
        (ArrayData::Time(items), _) => {
            let value = number()?;
            each(items, start, |item| compare::reals_equal(item.seconds(), value), found);
        }
        _ => return Err(wrong_element(data.element_type(), value)),
    }
    Ok(())
}

/// Position of the first element from `start` on that equals a value.
fn first(array: &Array, value: &Value, start: usize) -> Result<Option<usize>, Error> {
    let mut position = None;
    array.with(|data| {
        matches(data, value, start, &mut |index| {
            position = Some(index);
            false
        })
    })?;
    Ok(position)
}

fn position_or_none(position: Option<usize>) -> i64 {
    position.map_or(-1, |position| position as i64)
}

/// The position of the first element that equals a value, from a position on; -1 where there is none. Texts may have
/// the wildcard `@`; objects are found by reference.
///
/// ```4d
/// ARRAY TEXT($t; 0)
/// APPEND TO ARRAY($t; "a")
/// APPEND TO ARRAY($t; "b")
/// Find in array($t; "b")  // 2
/// ```
#[command(230, "Find in array", thread_safe)]
fn find_in_array(
    process: &mut Process<'_>,
    array: Location,
    value: Value,
    start: Option<i64>,
    span: Span,
) -> Result<i64, Error> {
    let array = array_at(process, &array, span)?;
    let start = usize::try_from(start.unwrap_or(1).max(1)).unwrap_or(usize::MAX);
    Ok(position_or_none(first(&array, &value, start)?))
}

/// How many elements equal a value.
#[command(907, "Count in array", thread_safe)]
fn count_in_array(process: &mut Process<'_>, array: Location, value: Value, span: Span) -> Result<usize, Error> {
    let array = array_at(process, &array, span)?;
    let mut count = 0;
    array.with(|data| {
        matches(data, &value, 1, &mut |_| {
            count += 1;
            true
        })
    })?;
    Ok(count)
}

/// Whether a wildcard stands elsewhere than at the end.
fn has_inner_wildcard(text: &Text) -> bool {
    text.units().rev().skip(1).any(|unit| unit == 0x40)
}

/// The first position whose element is not before `value` and the first whose element is behind it.
fn bounds(data: &ArrayData, value: &Value, descending: bool) -> Option<(usize, usize)> {
    fn range<T>(items: &[T], descending: bool, order: impl Fn(&T) -> Ordering) -> Option<(usize, usize)> {
        let order = |item: &T| if descending { order(item).reverse() } else { order(item) };
        let items = items.get(1..)?;
        let first = items.partition_point(|item| order(item) == Ordering::Less);
        let last = items.partition_point(|item| order(item) != Ordering::Greater);
        Some((first + 1, last + 1))
    }
    let reals = |item: f64, value: f64| {
        if compare::reals_equal(item, value) { Ordering::Equal } else { item.total_cmp(&value) }
    };
    match (data, value) {
        (ArrayData::Text(items), Value::Text(value)) if !has_inner_wildcard(value) => {
            range(items, descending, |item| text::relation(item, value))
        }
        (ArrayData::Date(items), Value::Date(value)) => range(items, descending, |item| item.cmp(value)),
        (ArrayData::Integer(items), _) => {
            let value = value.as_real()?;
            range(items, descending, |item| reals(f64::from(*item), value))
        }
        (ArrayData::Longint(items), _) => {
            let value = value.as_real()?;
            range(items, descending, |item| reals(f64::from(*item), value))
        }
        (ArrayData::Real(items), _) => {
            let value = value.as_real()?;
            range(items, descending, |item| reals(*item, value))
        }
        (ArrayData::Time(items), _) => {
            let value = value.as_real()?;
            range(items, descending, |item| reals(item.seconds(), value))
        }
        _ => None,
    }
}

/// Whether a sorted array has a value, and at which positions.
///
/// `>` or `<` says how the array is sorted. Where the value is missing, both positions are the one at which it would
/// have to be inserted. Arrays that have no order and texts with an inner wildcard are searched from the beginning;
/// then the positions are -1 where nothing is found.
#[command(1333, "Find in sorted array", thread_safe)]
fn find_in_sorted_array(
    process: &mut Process<'_>,
    array: Location,
    value: Value,
    order: Order,
    pos_first: Option<Location>,
    pos_last: Option<Location>,
    span: Span,
) -> Result<bool, Error> {
    let array = array_at(process, &array, span)?;
    let (found, begin, end) = match array.with(|data| bounds(data, &value, order.descending)) {
        Some((begin, end)) => (begin < end, begin as i64, if begin < end { end as i64 - 1 } else { begin as i64 }),
        None => {
            let begin = first(&array, &value, 1)?;
            let mut last = begin;
            if let Some(begin) = begin {
                array.with(|data| {
                    matches(data, &value, begin, &mut |index| {
                        last = Some(index);
                        true
                    })
                })?;
            }
            (begin.is_some(), position_or_none(begin), position_or_none(last))
        }
    };
    for (place, position) in [(pos_first, begin), (pos_last, end)] {
        if let Some(place) = place {
            process.write(&place, Value::integer(position), span);
        }
    }
    Ok(found)
}

/// `>` or `<`, which must stand there.
pub(super) struct Order {
    descending: bool,
}

impl fourd_runtime::command::FromArgument for Order {
    fn from_argument(_process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Self, Error> {
        let position = arguments.position();
        match arguments.take() {
            Some(Argument::Less) => Ok(Order { descending: true }),
            Some(Argument::Greater) => Ok(Order { descending: false }),
            Some(_) => Err(Error::with(error::INCOMPATIBLE_TYPES, format!("Argument {position}: expected `>` or `<`"))),
            None => Err(no_more(arguments)
                .err()
                .unwrap_or_else(|| Error::with(error::ARGUMENT_MISSING, format!("Argument {position} is missing")))),
        }
    }
}
