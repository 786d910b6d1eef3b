//! Functions that call a formula or a method for each element.

use super::callback::Callback;
use super::read::flatten;
use super::{alike, element, position, whole};
use fourd_macros::members;
use fourd_runtime::Process;
use fourd_runtime::command::{Argument, Arguments};
use fourd_value::{Collection, Elements, Error, Text, Value};

/// Takes the index to start from, where one is passed before the callback, and the callback.
fn start_and_callback(
    process: &mut Process<'_>,
    collection: &Collection,
    arguments: &mut Arguments,
) -> Result<(usize, Callback<1>), Error> {
    let start = match arguments.peek() {
        Some(Argument::Value(Value::Real(_) | Value::Time(_))) => {
            let value = arguments.take_value(process).unwrap_or_default();
            whole(arguments, &value)?
        }
        _ => 0,
    };
    Ok((position(start, collection.len()), Callback::take(process, arguments, ["value"])?))
}

/// The first element from `start` on for which the callback gives `sought`, with its position. None where there is no
/// such element, where the callback asked to stop, and where an error is on its way.
fn search(
    process: &mut Process<'_>,
    collection: &Collection,
    start: usize,
    callback: &mut Callback<1>,
    sought: bool,
) -> Option<(usize, Value)> {
    callback.in_a_row(process, |process, callback| {
        let mut index = start;
        while let Some(value) = collection.get(index) {
            if callback.test(process, [value.clone()])? == sought {
                return Some((index, value));
            }
            if callback.stopped() {
                return None;
            }
            index += 1;
        }
        None
    })
}

/// What the callback gives for each element; `None`: an error is on its way.
fn mapped(process: &mut Process<'_>, this: &Collection, arguments: &mut Arguments) -> Result<Option<Elements>, Error> {
    let collection = this;
    let mut callback = Callback::take(process, arguments, ["value"])?;
    let length = collection.len();
    Ok(callback.in_a_row(process, |process, callback| {
        let mut results = Elements::with_capacity(length);
        while let Some(value) = collection.get(results.len()).filter(|_| results.len() < length) {
            let result = callback.call(process, [value])?;
            results.push(element(process, result));
            if callback.stopped() {
                break;
            }
        }
        Some(results)
    }))
}

/// Lets the callback work each element into `$1.accumulator`, which is the result.
fn accumulate(
    process: &mut Process<'_>,
    this: &Collection,
    arguments: &mut Arguments,
    from_right: bool,
) -> Result<Value, Error> {
    let collection = this;
    let formula = arguments.take_value(process).ok_or_else(|| super::missing(arguments))?;
    let mut accumulator = arguments.take_value(process).unwrap_or_default();
    let extra = arguments.forwarded(process);
    let mut callback = Callback::new(process, &formula, extra, ["value", "accumulator"], arguments.span)?;
    let name = Text::from("accumulator");
    let length = collection.len();
    let accumulated = callback.in_a_row(process, |process, callback| {
        for step in 0..length {
            let Some(value) = collection.get(if from_right { length - 1 - step } else { step }) else { continue };
            callback.call(process, [value, accumulator])?;
            accumulator = callback.property(&name);
            if callback.stopped() {
                break;
            }
        }
        Some(accumulator)
    });
    Ok(accumulated.unwrap_or_default())
}

/// Members of the class.
pub(super) struct Iterating;

#[members]
impl Iterating {
    /// Whether the callback gives True for all elements; it is not called again after the first False.
    #[function]
    fn every(this: &Collection, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<bool, Error> {
        let (start, mut callback) = start_and_callback(process, this, arguments)?;
        if start >= this.len() {
            return Ok(false);
        }
        Ok(search(process, this, start, &mut callback, false).is_none())
    }

    /// The elements for which the callback gives True.
    #[function]
    fn filter(this: &Collection, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Value, Error> {
        let mut callback = Callback::take(process, arguments, ["value"])?;
        let length = this.len();
        let kept = callback.in_a_row(process, |process, callback| {
            let mut kept = Elements::default();
            let mut index = 0;
            while let Some(value) = this.get(index).filter(|_| index < length) {
                if callback.test(process, [value.clone()])? {
                    kept.push(value);
                }
                if callback.stopped() {
                    break;
                }
                index += 1;
            }
            Some(kept)
        });
        match kept {
            Some(kept) => Ok(Value::Collection(alike(process, this, kept, arguments.span)?)),
            None => Ok(Value::Undefined),
        }
    }

    /// The first element for which the callback gives True.
    #[function]
    fn find(this: &Collection, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Value, Error> {
        let (start, mut callback) = start_and_callback(process, this, arguments)?;
        let found = search(process, this, start, &mut callback, true);
        Ok(found.map_or(Value::Undefined, |(_, value)| value))
    }

    /// The index of the first element for which the callback gives True, -1 where there is none.
    #[function]
    fn find_index(this: &Collection, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Value, Error> {
        let (start, mut callback) = start_and_callback(process, this, arguments)?;
        let found = search(process, this, start, &mut callback, true);
        Ok(found.map_or(Value::Real(-1.0), |(index, _)| Value::from(index)))
    }

    /// What the callback gives for each element; of a collection its elements.
    #[function]
    fn flat_map(this: &Collection, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Value, Error> {
        Ok(match mapped(process, this, arguments)? {
            Some(results) => Value::Collection(Collection::new(flatten(results.into_vec(), 1)?)),
            None => Value::Undefined,
        })
    }

    /// What the callback gives for each element.
    #[function]
    fn map(this: &Collection, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Value, Error> {
        let results = mapped(process, this, arguments)?;
        Ok(results.map_or(Value::Undefined, |results| Value::Collection(Collection::of(results))))
    }

    /// Works all elements into one value, from the first to the last.
    #[function]
    fn reduce(this: &Collection, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Value, Error> {
        accumulate(process, this, arguments, false)
    }

    /// Works all elements into one value, from the last to the first.
    #[function]
    fn reduce_right(this: &Collection, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Value, Error> {
        accumulate(process, this, arguments, true)
    }

    /// Whether the callback gives True for an element; it is not called again after the first True.
    #[function]
    fn some(this: &Collection, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<bool, Error> {
        let (start, mut callback) = start_and_callback(process, this, arguments)?;
        Ok(search(process, this, start, &mut callback, true).is_some())
    }
}
