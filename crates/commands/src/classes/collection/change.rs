//! Functions that change the collection.

use super::{
    MAX_LENGTH, change, collection_of, element, missing, optional, optional_whole, position, required, required_whole,
    wrong,
};
use fourd_runtime::Process;
use fourd_runtime::command::{Arguments, no_more};
use fourd_runtime::shared_use::{self, with_implicit_use};
use fourd_value::{Elements, Error, Value, error, memory};

/// The error for a collection that would become too long.
fn too_long() -> Error {
    Error::with(error::INDEX_OUT_OF_RANGE, format!("A collection cannot have more than {MAX_LENGTH} elements"))
}

/// Appends elements.
pub(super) fn push(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let collection = collection_of(this)?;
    if arguments.remaining() == 0 {
        return Err(missing(arguments));
    }
    if collection.as_shared().is_none() {
        while let Some(value) = arguments.take_value(process) {
            let value = element(process, value);
            collection.push(value, process.writer())?;
        }
        return Ok(this.clone());
    }
    let span = arguments.span;
    let values = arguments.rest(process);
    with_implicit_use(process, this, span, |process| {
        values.into_iter().try_for_each(|value| {
            let value = element(process, value);
            shared_use::push(process, collection, value, span)
        })
    })?;
    Ok(this.clone())
}

/// Inserts elements at the beginning, in the order in which they are passed.
pub(super) fn unshift(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    if arguments.remaining() == 0 {
        return Err(missing(arguments));
    }
    let span = arguments.span;
    let values = arguments.rest(process).into_iter().map(|value| element(process, value)).collect::<Elements>();
    change(process, this, span, |items| items.insert_all(0, values))?;
    Ok(this.clone())
}

/// Removes the last element and gives it; nothing of an empty collection.
pub(super) fn pop(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    no_more(arguments)?;
    if collection_of(this)?.is_empty() {
        return Ok(Value::Undefined);
    }
    Ok(change(process, this, arguments.span, Elements::pop)?.unwrap_or_default())
}

/// Removes the first element and gives it; nothing of an empty collection.
pub(super) fn shift(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    no_more(arguments)?;
    if collection_of(this)?.is_empty() {
        return Ok(Value::Undefined);
    }
    let first = change(process, this, arguments.span, |items| items.remove(0..1).pop())?;
    Ok(first.unwrap_or_default())
}

/// Removes all elements.
pub(super) fn clear(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    no_more(arguments)?;
    let old = change(process, this, arguments.span, std::mem::take)?;
    drop(old);
    Ok(this.clone())
}

/// Inserts an element at an index, counted from the end where it is negative.
pub(super) fn insert(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let index = required_whole(process, arguments)?;
    let value = required(process, arguments)?;
    let value = element(process, value);
    no_more(arguments)?;
    change(process, this, arguments.span, |items| items.insert(position(index, items.len()), value))?;
    Ok(this.clone())
}

/// Inserts the elements of another collection, at the end or at an index.
pub(super) fn combine(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let values = match required(process, arguments)? {
        Value::Collection(other) => other.elements(),
        other => return Err(wrong(arguments, "a collection", &other)),
    };
    let index = optional_whole(process, arguments)?;
    no_more(arguments)?;
    if collection_of(this)?.len() + values.len() > MAX_LENGTH {
        return Err(too_long());
    }
    memory::expect_elements::<Value>(2 * (collection_of(this)?.len() + values.len()))?;
    change(process, this, arguments.span, |items| {
        let at = index.map_or(items.len(), |index| position(index, items.len()));
        items.insert_all(at, values);
    })?;
    Ok(this.clone())
}

/// Removes one or more elements from an index on.
pub(super) fn remove(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let index = required_whole(process, arguments)?;
    let count = optional_whole(process, arguments)?.unwrap_or(1);
    no_more(arguments)?;
    let removed = change(process, this, arguments.span, |items| {
        let start = position(index, items.len());
        let end = start.saturating_add(usize::try_from(count).unwrap_or(0)).min(items.len());
        items.remove(start..end)
    })?;
    drop(removed);
    Ok(this.clone())
}

/// Sets elements from an index (included) to another (not included) to a value.
pub(super) fn fill(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let value = required(process, arguments)?;
    let value = element(process, value);
    let start = optional_whole(process, arguments)?.unwrap_or(0);
    let end = optional_whole(process, arguments)?;
    no_more(arguments)?;
    change(process, this, arguments.span, |items| {
        let start = position(start, items.len());
        let end = end.map_or(items.len(), |end| position(end, items.len()));
        items.fill(start..end, value);
    })?;
    Ok(this.clone())
}

/// Makes the collection shorter, or longer with Null or another value.
pub(super) fn resize(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let size = required_whole(process, arguments)?;
    let value = optional(process, arguments).unwrap_or_default();
    let value = element(process, value);
    no_more(arguments)?;
    let size = usize::try_from(size)
        .map_err(|_| Error::with(error::INDEX_OUT_OF_RANGE, format!("{size} is no size of a collection")))?;
    if size > MAX_LENGTH {
        return Err(too_long());
    }
    memory::expect_elements::<Value>(size)?;
    let removed = change(process, this, arguments.span, |items| items.resize(size, value))?;
    drop(removed);
    Ok(this.clone())
}
