//! Functions that compute something of all elements, or of a property of all of them.

use super::read::DIACRITICAL;
use super::sort::sorted_positions;
use super::{PropertyPath, optional, optional_path, optional_whole, required, whole, wrong};
use fourd_macros::members;
use fourd_runtime::Process;
use fourd_runtime::command::{Arguments, no_more};
use fourd_source::Span;
use fourd_value::compare::{self, sort_order};
use fourd_value::text::search;
use fourd_value::{Collection, Elements, Error, Object, Value};
use std::cmp::Ordering;
use std::collections::HashMap;

/// `ck keep null`.
const KEEP_NULL: i64 = 1;
/// `ck count values`.
const COUNT_VALUES: i64 = 32;

/// Looks at each element, or at the property of each element that the path leads to, undefined where it is missing.
fn each(
    process: &mut Process<'_>,
    collection: &Collection,
    path: Option<&PropertyPath>,
    span: Span,
    mut look: impl FnMut(&Value),
) {
    for index in 0..collection.len() {
        match path {
            None => {
                collection.look(index, &mut look);
            }
            Some(path) => {
                let Some(item) = collection.get(index) else { return };
                let value = path.read(process, &item, span);
                if process.attention {
                    return;
                }
                look(&value);
            }
        }
    }
}

/// Sum and number of the numbers.
fn total(process: &mut Process<'_>, this: &Collection, arguments: &mut Arguments) -> Result<(f64, usize), Error> {
    let collection = this;
    let path = optional_path(process, arguments)?;
    no_more(arguments)?;
    let quick = |items: &Elements| {
        items.as_numbers().map(|numbers| (numbers.iter().fold(0.0, |sum, number| sum + number), numbers.len()))
    };
    if path.is_none()
        && let Some(Some(found)) = collection.look_all(quick)
    {
        return Ok(found);
    }
    let (mut sum, mut count) = (0.0, 0);
    each(process, collection, path.as_ref(), arguments.span, |value| {
        if let Some(number) = value.as_real() {
            sum += number;
            count += 1;
        }
    });
    Ok((sum, count))
}

/// The value that a sort would put at an end: the first one, or the last one.
fn extreme(
    process: &mut Process<'_>,
    this: &Collection,
    arguments: &mut Arguments,
    replaces: fn(Ordering) -> bool,
) -> Result<Value, Error> {
    let collection = this;
    let path = optional_path(process, arguments)?;
    no_more(arguments)?;
    let mut found = Value::Undefined;
    each(process, collection, path.as_ref(), arguments.span, |value| {
        let missing = matches!(value, Value::Undefined);
        if !missing && (matches!(found, Value::Undefined) || replaces(sort_order(value, &found))) {
            found = value.clone();
        }
    });
    Ok(found)
}

/// The order that brings equal values together: texts with case and diacritical marks where these count.
fn distinct_order(left: &Value, right: &Value, diacritical: bool) -> Ordering {
    match (left, right) {
        (Value::Text(left), Value::Text(right)) if diacritical => {
            search::compare_with(left, right, search::Options::default())
        }
        (left, right) => sort_order(left, right),
    }
}

/// The different ones of sorted values and how often each occurs. Objects and collections are different unless they are
/// the same reference.
fn group(values: &[Value], order: &[usize], diacritical: bool) -> Vec<(Value, usize)> {
    let mut groups: Vec<(Value, usize)> = Vec::new();
    let mut places = HashMap::new();
    for value in order.iter().filter_map(|position| values.get(*position)) {
        let identity = match value {
            Value::Object(object) => Some(object.identity()),
            Value::Collection(collection) => Some(collection.identity()),
            _ => None,
        };
        let place = match identity {
            Some(identity) => *places.entry(identity).or_insert(groups.len()),
            None => match groups.last() {
                Some((last, _))
                    if !matches!(value, Value::Blob(_) | Value::Pointer(_))
                        && distinct_order(last, value, diacritical) == Ordering::Equal =>
                {
                    groups.len() - 1
                }
                _ => groups.len(),
            },
        };
        match groups.get_mut(place) {
            Some((_, count)) => *count += 1,
            None => groups.push((value.clone(), 1)),
        }
    }
    groups
}

/// Members of the class.
pub(super) struct Computing;

#[members]
impl Computing {
    /// The mean of the numbers, undefined where there is none.
    #[function]
    fn average(this: &Collection, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Value, Error> {
        let (sum, count) = total(process, this, arguments)?;
        Ok(if count == 0 { Value::Undefined } else { Value::Real(sum / count as f64) })
    }

    /// How many elements, or properties of elements, are not Null.
    #[function]
    fn count(this: &Collection, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Value, Error> {
        let path = optional_path(process, arguments)?;
        no_more(arguments)?;
        let mut count = 0usize;
        each(process, this, path.as_ref(), arguments.span, |value| count += usize::from(!value.is_null()));
        Ok(Value::from(count))
    }

    /// How often a value occurs.
    #[function]
    fn count_values(
        this: &Collection,
        process: &mut Process<'_>,
        sought: Value,
        arguments: &mut Arguments,
    ) -> Result<Value, Error> {
        let path = optional_path(process, arguments)?;
        no_more(arguments)?;
        let mut count = 0usize;
        each(process, this, path.as_ref(), arguments.span, |value| {
            let missing = path.is_some() && matches!(value, Value::Undefined);
            count += usize::from(!missing && compare::equal(value, &sought));
        });
        Ok(Value::from(count))
    }

    /// The different values, sorted, without Null.
    #[function]
    fn distinct(this: &Collection, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Collection, Error> {
        let (path, options) = match optional(process, arguments) {
            Some(Value::Text(path)) => (Some(PropertyPath::new(&path)), optional_whole(process, arguments)?),
            Some(option) => (None, Some(whole(arguments, &option)?)),
            None => (None, optional_whole(process, arguments)?),
        };
        no_more(arguments)?;
        let options = options.unwrap_or(0);
        let diacritical = options & DIACRITICAL != 0;
        let mut values = Vec::new();
        each(process, this, path.as_ref(), arguments.span, |value| {
            if !value.is_null() {
                values.push(value.clone());
            }
        });
        let order = sorted_positions(values.len(), |one, other| {
            let order = match (values.get(one), values.get(other)) {
                (Some(one), Some(other)) => distinct_order(one, other, diacritical),
                _ => Ordering::Equal,
            };
            Ok::<_, Error>(order == Ordering::Less)
        })?;
        let groups = group(&values, &order, diacritical);
        let items = groups.into_iter().map(|(value, count)| {
            if options & COUNT_VALUES == 0 {
                return value;
            }
            let pair = Object::new();
            pair.put("value", value);
            pair.put("count", Value::from(count));
            Value::Object(pair)
        });
        Ok(Collection::new(items.collect()))
    }

    /// The values of a property, or objects with the values of several ones under other names.
    #[function]
    fn extract(this: &Collection, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Collection, Error> {
        let path = match required(process, arguments)? {
            Value::Text(path) => PropertyPath::new(&path),
            other => return Err(wrong(arguments, "a property path", &other)),
        };
        let mut extracted = Vec::new();
        match optional(process, arguments) {
            Some(Value::Text(target)) => {
                let mut pairs = vec![(path, PropertyPath::new(&target))];
                while arguments.remaining() > 0 {
                    let source = super::required_text(process, arguments)?;
                    let target = super::required_text(process, arguments)?;
                    pairs.push((PropertyPath::new(&source), PropertyPath::new(&target)));
                }
                for item in this.to_vec() {
                    let object = Object::new();
                    for (source, target) in &pairs {
                        match source.read(process, &item, arguments.span) {
                            Value::Undefined => {}
                            value => target.write(&object, value),
                        }
                    }
                    if !object.is_empty() {
                        extracted.push(Value::Object(object));
                    }
                }
            }
            option => {
                let keep_null =
                    option.map(|option| whole(arguments, &option)).transpose()?.unwrap_or(0) & KEEP_NULL != 0;
                no_more(arguments)?;
                each(process, this, Some(&path), arguments.span, |value| match value {
                    Value::Undefined | Value::Null if keep_null => extracted.push(Value::Null),
                    Value::Undefined | Value::Null => {}
                    value => extracted.push(value.clone()),
                });
            }
        }
        Ok(Collection::new(extracted))
    }

    /// The element, or property of an element, that an ascending sort puts last.
    #[function]
    fn max(this: &Collection, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Value, Error> {
        extreme(process, this, arguments, Ordering::is_ge)
    }

    /// The element, or property of an element, that an ascending sort puts first.
    #[function]
    fn min(this: &Collection, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Value, Error> {
        extreme(process, this, arguments, Ordering::is_lt)
    }

    /// The sum of the numbers.
    #[function]
    fn sum(this: &Collection, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Value, Error> {
        total(process, this, arguments).map(|(sum, _)| Value::Real(sum))
    }
}
