//! Functions that look at elements, and those that give a part or another form of the collection.

use super::convert::write_text;
use super::{
    MAX_DEPTH, MAX_LENGTH, Nested, alike, element, missing, optional_whole, position, required, required_text,
    too_deep, wrong,
};
use crate::objects::copy_with;
use fourd_macros::members;
use fourd_runtime::Process;
use fourd_runtime::command::{Arguments, no_more};
use fourd_source::Span;
use fourd_value::text::{TextBuilder, search};
use fourd_value::{Collection, Error, Object, Text, Value, compare, error, text};
use std::cmp::Ordering;

/// `ck ignore null or empty`.
const IGNORE_NULL_OR_EMPTY: i64 = 1;
/// `ck diacritical`.
pub(super) const DIACRITICAL: i64 = 8;

/// The position of the first element from `start` on that equals a value.
fn search_forward(
    process: &mut Process<'_>,
    this: &Collection,
    arguments: &mut Arguments,
) -> Result<Option<usize>, Error> {
    let collection = this;
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

fn index_value(found: Option<usize>) -> Value {
    found.map_or(Value::Real(-1.0), Value::from)
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

/// Members of the class.
pub(super) struct Reading;

#[members]
impl Reading {
    /// The element at an index, counted from the end where it is negative.
    #[function]
    fn at(this: &Collection, index: i64) -> Value {
        let index = if index < 0 { index.saturating_add(this.len() as i64) } else { index };
        usize::try_from(index).ok().and_then(|index| this.get(index)).unwrap_or_default()
    }

    /// All elements and then values; of a collection its elements.
    #[function]
    fn concat(this: &Collection, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Collection, Error> {
        let mut items = this.elements();
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
        Ok(Collection::of(items))
    }

    /// A deep copy of the collection.
    #[function]
    fn copy(
        this: &Collection,
        process: &mut Process<'_>,
        option: Option<i64>,
        group_with: Option<Value>,
        span: Span,
    ) -> Result<Value, Error> {
        let option = option.unwrap_or(0);
        copy_with(process, &Value::Collection(this.clone()), option, group_with.as_ref(), span)
    }

    /// Whether another collection has the same content, however deep. Real numbers may differ by a millionth, whatever
    /// `SET REAL COMPARISON LEVEL` says; with `ck diacritical` they are compared exactly.
    #[function]
    fn equal(
        this: &Collection,
        process: &mut Process<'_>,
        other: Value,
        arguments: &mut Arguments,
    ) -> Result<bool, Error> {
        if other.as_collection().is_none() {
            return Err(wrong(arguments, "a collection", &other));
        }
        let option = optional_whole(process, arguments)?.unwrap_or(0);
        no_more(arguments)?;
        same_content(Nested::outermost(&Value::Collection(this.clone())), &other, option & DIACRITICAL != 0)
    }

    /// The first element.
    #[function]
    fn first(this: &Collection) -> Value {
        this.get(0).unwrap_or_default()
    }

    /// All elements, those of nested collections in their place, down to a depth.
    #[function]
    fn flat(this: &Collection, depth: Option<i64>) -> Result<Collection, Error> {
        let depth = depth.unwrap_or(1);
        Ok(Collection::new(flatten(this.to_vec(), depth)?))
    }

    /// Whether a value is among the elements.
    #[function]
    fn includes(this: &Collection, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<bool, Error> {
        Ok(search_forward(process, this, arguments)?.is_some())
    }

    /// The index of the first element that equals a value, -1 where there is none.
    #[function]
    fn index_of(this: &Collection, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Value, Error> {
        Ok(index_value(search_forward(process, this, arguments)?))
    }

    /// All elements as one text with a delimiter between them.
    #[function]
    fn join(this: &Collection, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Text, Error> {
        let delimiter = if arguments.is_empty() { Text::EMPTY } else { required_text(process, arguments)? };
        let option = optional_whole(process, arguments)?.unwrap_or(0);
        no_more(arguments)?;
        let skips = option & IGNORE_NULL_OR_EMPTY != 0;
        let empty = |item: &Value| item.is_null() || item.as_text().is_some_and(Text::is_empty);
        let mut builder = TextBuilder::new();
        let mut begun = false;
        for index in 0..this.len() {
            let Some(item) = this.get(index) else { break };
            if skips && empty(&item) {
                continue;
            }
            if std::mem::replace(&mut begun, true) {
                builder.push(&delimiter);
            }
            write_text(&mut builder, Nested::outermost(&item))?;
        }
        builder.try_finish()
    }

    /// The last element.
    #[function]
    fn last(this: &Collection) -> Value {
        this.len().checked_sub(1).and_then(|last| this.get(last)).unwrap_or_default()
    }

    /// The index of the last element that equals a value, -1 where there is none. The search begins at the end or at an index;
    /// from index 0 nothing is searched, as the page has it, unless there is no more than one element.
    #[function]
    fn last_index_of(this: &Collection, sought: Value, start: Option<i64>) -> Value {
        let length = this.len() as i64;
        let start = match start {
            None => length - 1,
            Some(start) if start >= length - 1 => length - 1,
            Some(start) => {
                let start = if start < 0 { start.saturating_add(length) } else { start };
                if start <= 0 { -1 } else { start }
            }
        };
        let found = |index: &usize| this.look(*index, |item| is_found(item, &sought)).unwrap_or(false);
        index_value((0..usize::try_from(start + 1).unwrap_or(0)).rev().find(found))
    }

    /// All elements in reverse order.
    #[function]
    fn reverse(this: &Collection, process: &mut Process<'_>, span: Span) -> Result<Collection, Error> {
        let mut items = this.elements();
        items.reverse();
        alike(process, this, items, span)
    }

    /// A part of the collection, from an index (included) to another (not included).
    #[function]
    fn slice(
        this: &Collection,
        process: &mut Process<'_>,
        start: i64,
        end: Option<i64>,
        span: Span,
    ) -> Result<Collection, Error> {
        let length = this.len();
        let end = end.map_or(length, |end| position(end, length));
        let start = position(start, length);
        let part = match this.look_all(|items| items.part(start..end)) {
            Some(part) => part,
            None => (start..end).filter_map(|index| this.get(index)).collect(),
        };
        alike(process, this, part, span)
    }
}
