//! Functions that look at elements, and those that give a part or another form of the collection.

use super::convert::write_text;
use super::{
    MAX_DEPTH, MAX_LENGTH, Nested, alike, collection_of, element, missing, optional, optional_whole, position,
    required, required_text, required_whole, too_deep, wrong,
};
use crate::objects::copy_with;
use fourd_runtime::Process;
use fourd_runtime::command::{Arguments, no_more};
use fourd_value::text::{TextBuilder, search};
use fourd_value::{Collection, Error, Object, Text, Value, compare, error, text};
use std::cmp::Ordering;

/// `ck ignore null or empty`.
const IGNORE_NULL_OR_EMPTY: i64 = 1;
/// `ck diacritical`.
pub(super) const DIACRITICAL: i64 = 8;

/// The element at an index, counted from the end where it is negative.
pub(super) fn at(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let collection = collection_of(this)?;
    let index = required_whole(process, arguments)?;
    no_more(arguments)?;
    let index = if index < 0 { index.saturating_add(collection.len() as i64) } else { index };
    Ok(usize::try_from(index).ok().and_then(|index| collection.get(index)).unwrap_or_default())
}

/// The first element.
pub(super) fn first(_process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    no_more(arguments)?;
    Ok(collection_of(this)?.get(0).unwrap_or_default())
}

/// The last element.
pub(super) fn last(_process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    no_more(arguments)?;
    let collection = collection_of(this)?;
    Ok(collection.len().checked_sub(1).and_then(|last| collection.get(last)).unwrap_or_default())
}

/// The position of the first element from `start` on that equals a value.
fn search_forward(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Option<usize>, Error> {
    let collection = collection_of(this)?;
    let sought = required(process, arguments)?;
    let start = optional_whole(process, arguments)?.unwrap_or(0);
    no_more(arguments)?;
    let length = collection.len();
    let found = |index: &usize| collection.look(*index, |item| is_found(item, &sought)).unwrap_or(false);
    Ok((position(start, length)..length).find(found))
}

/// Whether a search for a value stops at an element. Pointers are never found, as 4D does not compare their targets.
fn is_found(item: &Value, sought: &Value) -> bool {
    !matches!(sought, Value::Pointer(_)) && compare::equal(item, sought)
}

/// Whether a value is among the elements.
pub(super) fn includes(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    Ok(Value::Boolean(search_forward(process, this, arguments)?.is_some()))
}

fn index_value(found: Option<usize>) -> Value {
    found.map_or(Value::Real(-1.0), Value::from)
}

/// The index of the first element that equals a value, -1 where there is none.
pub(super) fn index_of(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    Ok(index_value(search_forward(process, this, arguments)?))
}

/// The index of the last element that equals a value, -1 where there is none. The search begins at the end or at an index;
/// from index 0 nothing is searched, as the page has it, unless there is no more than one element.
pub(super) fn last_index_of(
    process: &mut Process<'_>,
    this: &Value,
    arguments: &mut Arguments,
) -> Result<Value, Error> {
    let collection = collection_of(this)?;
    let sought = required(process, arguments)?;
    let start = optional_whole(process, arguments)?;
    no_more(arguments)?;
    let length = collection.len() as i64;
    let start = match start {
        None => length - 1,
        Some(start) if start >= length - 1 => length - 1,
        Some(start) => {
            let start = if start < 0 { start.saturating_add(length) } else { start };
            if start <= 0 { -1 } else { start }
        }
    };
    let found = |index: &usize| collection.look(*index, |item| is_found(item, &sought)).unwrap_or(false);
    Ok(index_value((0..usize::try_from(start + 1).unwrap_or(0)).rev().find(found)))
}

/// A part of the collection, from an index (included) to another (not included).
pub(super) fn slice(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let collection = collection_of(this)?;
    let start = required_whole(process, arguments)?;
    let end = optional_whole(process, arguments)?;
    no_more(arguments)?;
    let length = collection.len();
    let end = end.map_or(length, |end| position(end, length));
    let start = position(start, length);
    let part = match collection.look_all(|items| items.part(start..end)) {
        Some(part) => part,
        None => (start..end).filter_map(|index| collection.get(index)).collect(),
    };
    Ok(Value::Collection(alike(process, collection, part, arguments.span)?))
}

/// All elements in reverse order.
pub(super) fn reverse(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let collection = collection_of(this)?;
    no_more(arguments)?;
    let mut items = collection.elements();
    items.reverse();
    Ok(Value::Collection(alike(process, collection, items, arguments.span)?))
}

/// All elements and then values; of a collection its elements.
pub(super) fn concat(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let mut items = collection_of(this)?.elements();
    if arguments.remaining() == 0 {
        return Err(missing(arguments));
    }
    while let Some(value) = arguments.take_value(process) {
        match element(process, value) {
            Value::Collection(other) => items.insert_all(items.len(), other.elements()),
            value => items.push(value),
        }
        if items.len() > MAX_LENGTH {
            let text = format!("A collection cannot have more than {MAX_LENGTH} elements");
            return Err(Error::with(error::INDEX_OUT_OF_RANGE, text));
        }
    }
    Ok(Value::Collection(Collection::of(items)))
}

/// A deep copy of the collection.
pub(super) fn copy(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    collection_of(this)?;
    let option = optional_whole(process, arguments)?.unwrap_or(0);
    let group_with = optional(process, arguments);
    no_more(arguments)?;
    copy_with(process, this, option, group_with.as_ref(), arguments.span)
}

/// All elements as one text with a delimiter between them.
pub(super) fn join(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let collection = collection_of(this)?;
    let delimiter = if arguments.is_empty() { Text::EMPTY } else { required_text(process, arguments)? };
    let option = optional_whole(process, arguments)?.unwrap_or(0);
    no_more(arguments)?;
    let skips = option & IGNORE_NULL_OR_EMPTY != 0;
    let empty = |item: &Value| item.is_null() || item.as_text().is_some_and(Text::is_empty);
    let mut builder = TextBuilder::new();
    let mut begun = false;
    for index in 0..collection.len() {
        let Some(item) = collection.get(index) else { break };
        if skips && empty(&item) {
            continue;
        }
        if std::mem::replace(&mut begun, true) {
            builder.push(&delimiter);
        }
        write_text(&mut builder, Nested::outermost(&item))?;
    }
    Ok(Value::Text(builder.try_finish()?))
}

/// All elements, those of nested collections in their place, down to a depth.
pub(super) fn flat(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let collection = collection_of(this)?;
    let depth = optional_whole(process, arguments)?.unwrap_or(1);
    no_more(arguments)?;
    Ok(Value::Collection(Collection::new(flatten(collection.to_vec(), depth)?)))
}

/// Elements with those of nested collections in their place, down to a depth.
///
/// # Errors
/// A collection that contains itself where the depth does not end it.
pub(super) fn flatten(items: Vec<Value>, depth: i64) -> Result<Vec<Value>, Error> {
    let mut flat = Vec::with_capacity(items.len());
    let mut levels = vec![items.into_iter()];
    let mut around = Vec::new();
    while let Some(level) = levels.last_mut() {
        match level.next() {
            None => {
                levels.pop();
                around.pop();
            }
            Some(Value::Collection(nested)) if (levels.len() as i64) <= depth => {
                levels.push(nested.to_vec().into_iter());
                around.push(Value::Collection(nested));
                if around.len() > MAX_DEPTH {
                    return Err(too_deep(around.iter()));
                }
            }
            Some(value) if flat.len() < MAX_LENGTH => flat.push(value),
            Some(_) => {
                let text = format!("A collection cannot have more than {MAX_LENGTH} elements");
                return Err(Error::with(error::INDEX_OUT_OF_RANGE, text));
            }
        }
    }
    Ok(flat)
}

/// Whether another collection has the same content, however deep. Real numbers may differ by a millionth, whatever
/// `SET REAL COMPARISON LEVEL` says; with `ck diacritical` they are compared exactly.
pub(super) fn equal(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    collection_of(this)?;
    let other = required(process, arguments)?;
    if other.as_collection().is_none() {
        return Err(wrong(arguments, "a collection", &other));
    }
    let option = optional_whole(process, arguments)?.unwrap_or(0);
    no_more(arguments)?;
    Ok(Value::Boolean(same_content(Nested::outermost(this), &other, option & DIACRITICAL != 0)?))
}

/// Whether two texts are the same without wildcards: by letters only, or with case and diacritical marks.
pub(super) fn same_text(left: &Text, right: &Text, diacritical: bool) -> bool {
    if left == right {
        return true;
    }
    let order = if diacritical {
        search::compare_with(left, right, search::Options::default())
    } else {
        text::compare(left, right)
    };
    order == Ordering::Equal
}

fn same_content(nested: Nested<'_>, right: &Value, diacritical: bool) -> Result<bool, Error> {
    match (nested.value, right) {
        (Value::Text(left), Value::Text(right)) => Ok(same_text(left, right, diacritical)),
        (Value::Collection(left), Value::Collection(right)) => {
            if left.same(right) {
                return Ok(true);
            }
            if left.len() != right.len() {
                return Ok(false);
            }
            for (left, right) in left.to_vec().iter().zip(&right.to_vec()) {
                if !same_content(nested.inside(left)?, right, diacritical)? {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        (Value::Object(left), Value::Object(right)) => same_properties(nested, left, right, diacritical),
        (Value::Real(left), Value::Real(right)) => {
            Ok(left == right || (!diacritical && (left - right).abs() <= compare::REAL_EPSILON))
        }
        (Value::Undefined, right) => Ok(matches!(right, Value::Undefined)),
        (left, Value::Undefined) => Ok(matches!(left, Value::Undefined)),
        (left, right) => Ok(compare::equal(left, right)),
    }
}

fn same_properties(nested: Nested<'_>, left: &Object, right: &Object, diacritical: bool) -> Result<bool, Error> {
    if left.same(right) {
        return Ok(true);
    }
    if left.len() != right.len() {
        return Ok(false);
    }
    for (key, value) in left.entries() {
        match right.get(&key) {
            Some(other) if same_content(nested.inside(&value)?, &other, diacritical)? => {}
            _ => return Ok(false),
        }
    }
    Ok(true)
}
