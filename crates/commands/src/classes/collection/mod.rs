//! `4D.Collection` ([API](https://developer.4d.com/docs/API/CollectionClass)).

mod callback;
mod change;
mod compute;
mod convert;
mod iterate;
mod order;
mod path;
mod query;
mod read;
mod sort;

pub(crate) use convert::{fit_array, plain_text};
pub(crate) use path::PropertyPath;

use crate::objects::copy::elements;
use fourd_macros::class;
use fourd_runtime::Process;
use fourd_runtime::command::{Argument, Arguments};
use fourd_runtime::shared_use::{change_elements, enter, leave, with_implicit_use};
use fourd_source::Span;
use fourd_value::{Collection, Elements, Error, SharedCollection, Text, Value, error};

/// The largest number of elements that a function makes at once.
pub(crate) const MAX_LENGTH: usize = 1 << 28;

/// How deep nested collections and objects are followed.
pub(crate) const MAX_DEPTH: usize = 1000;

/// A value that is looked at, and those that it is in.
#[derive(Clone, Copy)]
struct Nested<'a> {
    value: &'a Value,
    around: Option<&'a Nested<'a>>,
    depth: usize,
}

impl<'a> Nested<'a> {
    /// A value that is in no other.
    fn outermost(value: &'a Value) -> Self {
        Nested { value, around: None, depth: 0 }
    }

    /// A value in this one.
    ///
    /// # Errors
    /// That of [`too_deep`] where there are too many levels.
    fn inside(&'a self, value: &'a Value) -> Result<Nested<'a>, Error> {
        let inner = Nested { value, around: Some(self), depth: self.depth + 1 };
        if inner.depth <= MAX_DEPTH {
            return Ok(inner);
        }
        Err(too_deep(std::iter::successors(Some(&inner), |nested| nested.around).map(|nested| nested.value)))
    }
}

/// The error for values that are in one another: one contains itself, or they nest too deep.
fn too_deep<'a>(nested: impl Iterator<Item = &'a Value>) -> Error {
    let values: Vec<&Value> = nested.collect();
    let same = |left: &Value, right: &Value| match (left, right) {
        (Value::Collection(left), Value::Collection(right)) => left.same(right),
        (Value::Object(left), Value::Object(right)) => left.same(right),
        _ => false,
    };
    let repeated = |(at, value): (usize, &&Value)| values.iter().skip(at + 1).any(|other| same(value, other));
    if values.iter().enumerate().any(repeated) {
        return Error::of(error::CYCLE);
    }
    Error::with(error::JSON_DEPTH, format!("The objects and collections nest more than {MAX_DEPTH} levels deep"))
}

/// A value as an element: as an object stores it, an undefined one as Null.
#[inline]
pub(crate) fn element(process: &mut Process<'_>, value: Value) -> Value {
    match value {
        Value::Undefined => Value::Null,
        value @ (Value::Real(_) | Value::Text(_) | Value::Object(_) | Value::Collection(_)) => value,
        Value::Array(array) => Value::Collection(elements(process, &array)),
        value => process.contained(value),
    }
}

/// The error for an argument of another type.
fn wrong(arguments: &Arguments, expected: &str, found: &Value) -> Error {
    let position = arguments.position().saturating_sub(1);
    let text = format!("Argument {position}: expected {expected}, found {}", found.type_name());
    Error::with(error::INCOMPATIBLE_TYPES, text)
}

/// The error for an argument that is missing.
fn missing(arguments: &Arguments) -> Error {
    Error::with(error::ARGUMENT_MISSING, format!("Argument {} is missing", arguments.position()))
}

/// Takes the next argument, which must be there.
fn required(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Value, Error> {
    arguments.take_value(process).ok_or_else(|| missing(arguments))
}

/// Takes the next argument if one is there and stands for something.
fn optional(process: &mut Process<'_>, arguments: &mut Arguments) -> Option<Value> {
    match arguments.peek() {
        None => None,
        Some(Argument::Omitted) => {
            arguments.take();
            None
        }
        Some(_) => arguments.take_value(process),
    }
}

/// A whole number of a value.
fn whole(arguments: &Arguments, value: &Value) -> Result<i64, Error> {
    match value {
        Value::Undefined => Ok(0),
        value => {
            let number = value.as_real().ok_or_else(|| wrong(arguments, "a number", value))?;
            Ok(fourd_runtime::convert::whole(number))
        }
    }
}

/// Takes a whole number if one is there.
fn optional_whole(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Option<i64>, Error> {
    optional(process, arguments).map(|value| whole(arguments, &value)).transpose()
}

/// Takes a text, which must be there.
fn required_text(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Text, Error> {
    match required(process, arguments)? {
        Value::Text(text) => Ok(text),
        Value::Undefined => Ok(Text::EMPTY),
        other => Err(wrong(arguments, "a text", &other)),
    }
}

/// Takes a property path if one is there.
fn optional_path(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Option<PropertyPath>, Error> {
    match optional(process, arguments) {
        None | Some(Value::Undefined) => Ok(None),
        Some(Value::Text(text)) if text.is_empty() => Ok(None),
        Some(Value::Text(text)) => Ok(Some(PropertyPath::new(&text))),
        Some(other) => Err(wrong(arguments, "a property path", &other)),
    }
}

/// The position that an index counted from the start, or from the end where negative, stands for: from 0 to `length`.
fn position(index: i64, length: usize) -> usize {
    let index = if index < 0 { index.saturating_add(length as i64) } else { index };
    usize::try_from(index).map_or(0, |index| index.min(length))
}

/// Changes all elements of a collection at once, a shared one with an implicit `Use`.
fn change<R>(
    process: &mut Process<'_>,
    collection: &Collection,
    span: Span,
    change: impl FnOnce(&mut Elements) -> R,
) -> Result<R, Error> {
    if collection.as_shared().is_none() {
        return collection.change(process.writer(), change);
    }
    let this = Value::Collection(collection.clone());
    with_implicit_use(process, &this, span, |process| change_elements(process, collection, span, change))
}

/// A new collection of elements of `original`: a shared one where that is shared, in its group where elements are in it.
fn alike(
    process: &mut Process<'_>,
    original: &Collection,
    elements: impl Into<Elements>,
    span: Span,
) -> Result<Collection, Error> {
    let elements = elements.into();
    let Some(shared) = original.as_shared() else { return Ok(Collection::of(elements)) };
    let group = elements.any_container().then(|| shared.group().clone());
    let made = SharedCollection::new(group);
    let group = made.group().clone();
    let collection = Collection::shared(made);
    if !enter(process, group, span) {
        return Ok(collection);
    }
    let filled = change_elements(process, &collection, span, |items| *items = elements);
    leave(process);
    filled.map(|()| collection)
}

/// The members that are declared here.
struct Members;

/// Elements in order, each of any type.
#[class(
    "Collection",
    parts(change::Changing, compute::Computing, iterate::Iterating, order::Sorting, query::Querying, read::Reading)
)]
impl Members {
    /// How many elements there are.
    #[getter]
    fn length(this: &Collection) -> usize {
        this.len()
    }
}
