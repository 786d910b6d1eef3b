//! Functions that change the collection.

use super::{MAX_LENGTH, change, element, missing, optional_whole, position, required, wrong};
use fourd_macros::members;
use fourd_runtime::Process;
use fourd_runtime::command::{Arguments, no_more};
use fourd_runtime::shared_use::{self, with_implicit_use};
use fourd_source::Span;
use fourd_value::Collection;
use fourd_value::{Elements, Error, Value, error, memory};

/// The error for a collection that would become too long.
fn too_long() -> Error {
    Error::with(error::INDEX_OUT_OF_RANGE, format!("A collection cannot have more than {MAX_LENGTH} elements"))
}

/// Members of the class.
pub(super) struct Changing;

#[members]
impl Changing {
    /// Removes all elements.
    #[function]
    fn clear(this: &Collection, process: &mut Process<'_>, span: Span) -> Result<Collection, Error> {
        let old = change(process, this, span, std::mem::take)?;
        drop(old);
        Ok(this.clone())
    }

    /// Inserts the elements of another collection, at the end or at an index.
    #[function]
    fn combine(this: &Collection, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Collection, Error> {
        let values = match required(process, arguments)? {
            Value::Collection(other) => other.elements(),
            other => return Err(wrong(arguments, "a collection", &other)),
        };
        let index = optional_whole(process, arguments)?;
        no_more(arguments)?;
        if this.len() + values.len() > MAX_LENGTH {
            return Err(too_long());
        }
        memory::expect_elements::<Value>(2 * (this.len() + values.len()))?;
        change(process, this, arguments.span, |items| {
            let at = index.map_or(items.len(), |index| position(index, items.len()));
            items.insert_all(at, values);
        })?;
        Ok(this.clone())
    }

    /// Sets elements from an index (included) to another (not included) to a value.
    #[function]
    fn fill(
        this: &Collection,
        process: &mut Process<'_>,
        value: Value,
        start: Option<i64>,
        end: Option<i64>,
        span: Span,
    ) -> Result<Collection, Error> {
        let value = element(process, value);
        let start = start.unwrap_or(0);
        change(process, this, span, |items| {
            let start = position(start, items.len());
            let end = end.map_or(items.len(), |end| position(end, items.len()));
            items.fill(start..end, value);
        })?;
        Ok(this.clone())
    }

    /// Inserts an element at an index, counted from the end where it is negative.
    #[function]
    fn insert(
        this: &Collection,
        process: &mut Process<'_>,
        index: i64,
        value: Value,
        span: Span,
    ) -> Result<Collection, Error> {
        let value = element(process, value);
        change(process, this, span, |items| items.insert(position(index, items.len()), value))?;
        Ok(this.clone())
    }

    /// Removes the last element and gives it; nothing of an empty collection.
    #[function]
    fn pop(this: &Collection, process: &mut Process<'_>, span: Span) -> Result<Value, Error> {
        if this.is_empty() {
            return Ok(Value::Undefined);
        }
        Ok(change(process, this, span, Elements::pop)?.unwrap_or_default())
    }

    /// Appends elements.
    #[function]
    fn push(this: &Collection, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Collection, Error> {
        if arguments.remaining() == 0 {
            return Err(missing(arguments));
        }
        if this.as_shared().is_none() {
            while let Some(value) = arguments.take_value(process) {
                let value = element(process, value);
                this.push(value, process.writer())?;
            }
            return Ok(this.clone());
        }
        let span = arguments.span;
        let values = arguments.rest(process);
        let shared = Value::Collection(this.clone());
        with_implicit_use(process, &shared, span, |process| {
            values.into_iter().try_for_each(|value| {
                let value = element(process, value);
                shared_use::push(process, this, value, span)
            })
        })?;
        Ok(this.clone())
    }

    /// Removes one or more elements from an index on.
    #[function]
    fn remove(
        this: &Collection,
        process: &mut Process<'_>,
        index: i64,
        count: Option<i64>,
        span: Span,
    ) -> Result<Collection, Error> {
        let count = count.unwrap_or(1);
        let removed = change(process, this, span, |items| {
            let start = position(index, items.len());
            let end = start.saturating_add(usize::try_from(count).unwrap_or(0)).min(items.len());
            items.remove(start..end)
        })?;
        drop(removed);
        Ok(this.clone())
    }

    /// Makes the collection shorter, or longer with Null or another value.
    #[function]
    fn resize(
        this: &Collection,
        process: &mut Process<'_>,
        size: i64,
        value: Option<Value>,
        span: Span,
    ) -> Result<Collection, Error> {
        let value = value.unwrap_or_default();
        let value = element(process, value);
        let size = usize::try_from(size)
            .map_err(|_| Error::with(error::INDEX_OUT_OF_RANGE, format!("{size} is no size of a collection")))?;
        if size > MAX_LENGTH {
            return Err(too_long());
        }
        memory::expect_elements::<Value>(size)?;
        let removed = change(process, this, span, |items| items.resize(size, value))?;
        drop(removed);
        Ok(this.clone())
    }

    /// Removes the first element and gives it; nothing of an empty collection.
    #[function]
    fn shift(this: &Collection, process: &mut Process<'_>, span: Span) -> Result<Value, Error> {
        if this.is_empty() {
            return Ok(Value::Undefined);
        }
        let first = change(process, this, span, |items| items.remove(0..1).pop())?;
        Ok(first.unwrap_or_default())
    }

    /// Inserts elements at the beginning, in the order in which they are passed.
    #[function]
    fn unshift(this: &Collection, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Collection, Error> {
        if arguments.remaining() == 0 {
            return Err(missing(arguments));
        }
        let span = arguments.span;
        let values = arguments.rest(process).into_iter().map(|value| element(process, value)).collect::<Elements>();
        change(process, this, span, |items| items.insert_all(0, values))?;
        Ok(this.clone())
    }
}
