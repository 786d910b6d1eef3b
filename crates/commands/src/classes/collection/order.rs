//! `sort`, `orderBy`, `orderByMethod` and `multiSort`.

use super::callback::{Callback, is_function};
use super::sort::{arrange, directed, sort_values, sorted_positions};
use super::{MAX_LENGTH, PropertyPath, alike, change, missing, optional, required, whole, wrong};
use fourd_macros::members;
use fourd_runtime::Process;
use fourd_runtime::command::{Argument, Arguments, no_more};
use fourd_source::Span;
use fourd_value::compare::sort_order;
use fourd_value::{Collection, Error, Text, Value, error};
use std::cmp::Ordering;

/// `ck descending`.
const DESCENDING: i64 = 1;

/// An error is on its way in the process.
struct Interrupted;

type Comparison = Callback<2>;

fn comparison(process: &mut Process<'_>, formula: &Value, extra: Vec<Value>, span: Span) -> Result<Comparison, Error> {
    Callback::new(process, formula, extra, ["value", "value2"], span)
}

/// Whether the callback says that the element at one position is less than the one at another.
fn precedes(
    process: &mut Process<'_>,
    callback: &mut Comparison,
    items: &[Value],
    one: usize,
    other: usize,
) -> Result<bool, Interrupted> {
    let (Some(one), Some(other)) = (items.get(one), items.get(other)) else { return Ok(false) };
    callback.test(process, [one.clone(), other.clone()]).ok_or(Interrupted)
}

/// The elements as a callback orders them; `None`: an error is on its way.
fn sort_by_callback(process: &mut Process<'_>, items: Vec<Value>, mut callback: Comparison) -> Option<Vec<Value>> {
    let order = callback.in_a_row(process, |process, callback| {
        sorted_positions(items.len(), |one, other| precedes(process, callback, &items, one, other)).ok()
    })?;
    Some(arrange(items, &order))
}

/// Whether the next argument is a callback: a function or the name of a method.
fn callback_follows(arguments: &Arguments) -> bool {
    match arguments.peek() {
        Some(Argument::Value(value)) => matches!(value, Value::Text(_)) || is_function(value),
        _ => false,
    }
}

/// Whether the direction that is passed is descending.
fn descending(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<bool, Error> {
    let direction = optional(process, arguments).map(|value| whole(arguments, &value)).transpose()?;
    Ok(direction == Some(DESCENDING))
}

/// What elements are ordered by: a property and whether descending.
pub(super) struct Criterion {
    path: PropertyPath,
    descending: bool,
}

/// The criteria of a text such as `name desc, address.city`.
///
/// # Errors
/// A criterion has no path, or something else than `asc` or `desc` behind it.
pub(super) fn criteria_of_text(text: &Text) -> Result<Vec<Criterion>, Error> {
    let shown = text.to_cow();
    if shown.trim().is_empty() {
        return Ok(Vec::new());
    }
    shown.split(',').map(criterion_of_text).collect()
}

fn criterion_of_text(text: &str) -> Result<Criterion, Error> {
    let mut words = text.split_whitespace();
    let path = words.next().filter(|path| !path.split('.').any(str::is_empty));
    let descending = match words.next() {
        None => Some(false),
        Some(word) if word.eq_ignore_ascii_case("asc") => Some(false),
        Some(word) if word.eq_ignore_ascii_case("desc") => Some(true),
        Some(_) => None,
    };
    match (path, descending, words.next()) {
        (Some(path), Some(descending), None) => {
            Ok(Criterion { path: PropertyPath::new(&Text::from(path)), descending })
        }
        _ => Err(Error::with(error::SYNTAX, format!("`{}` is no order criterion", text.trim()))),
    }
}

/// The criteria of objects with `propertyPath` and `descending`.
fn criteria_of_objects(process: &mut Process<'_>, objects: &Collection, span: Span) -> Result<Vec<Criterion>, Error> {
    let mut criteria = Vec::with_capacity(objects.len());
    for object in objects.to_vec() {
        let wrong = || {
            let text = "A criterion is an object with the text `propertyPath` and the Boolean `descending`";
            Error::with(error::INCOMPATIBLE_TYPES, text)
        };
        let object = object.as_object().cloned().ok_or_else(wrong)?;
        let path = process.get_property(&object, &Text::from("propertyPath"), span);
        let path = PropertyPath::new(path.as_text().ok_or_else(wrong)?);
        let descending = match process.get_property(&object, &Text::from("descending"), span) {
            Value::Undefined | Value::Null => false,
            value => value.as_boolean().ok_or_else(wrong)?,
        };
        criteria.push(Criterion { path, descending });
    }
    Ok(criteria)
}

/// The elements ordered by criteria; those that are equal in all of them keep their order.
pub(super) fn sort_by_criteria(
    process: &mut Process<'_>,
    items: Vec<Value>,
    criteria: &[Criterion],
    span: Span,
) -> Vec<Value> {
    let mut columns = Vec::with_capacity(criteria.len());
    for criterion in criteria {
        let keys = items.iter().map(|item| criterion.path.read(process, item, span)).collect::<Vec<_>>();
        columns.push((keys, criterion.descending));
    }
    let order = sorted_positions(items.len(), |one, other| {
        Ok::<_, std::convert::Infallible>(level_order(&columns, one, other) == Ordering::Less)
    });
    match order {
        Ok(order) => arrange(items, &order),
        Err(never) => match never {},
    }
}

/// How two positions compare in columns of values, the first of which that differs decides.
fn level_order(columns: &[(Vec<Value>, bool)], one: usize, other: usize) -> Ordering {
    for (keys, descending) in columns {
        if let (Some(one), Some(other)) = (keys.get(one), keys.get(other)) {
            let order = sort_order(one, other);
            if order != Ordering::Equal {
                return directed(order, *descending);
            }
        }
    }
    Ordering::Equal
}

/// A collection that is sorted along with another one; `Some(descending)` makes it a level of the sort.
struct Companion {
    collection: Collection,
    level: Option<bool>,
}

/// The collections that `multiSort` gets.
fn companions(process: &mut Process<'_>, listed: &Collection, span: Span) -> Result<Vec<Companion>, Error> {
    let mut companions = Vec::with_capacity(listed.len());
    for item in listed.to_vec() {
        let companion = match &item {
            Value::Collection(collection) => Some(Companion { collection: collection.clone(), level: None }),
            Value::Object(object) => {
                let collection = process.get_property(object, &Text::from("collection"), span);
                let order = process.get_property(object, &Text::from("order"), span);
                let descending = order.as_real().is_some_and(|order| order as i64 == DESCENDING);
                let collection = collection.as_collection().cloned();
                collection.map(|collection| Companion { collection, level: Some(descending) })
            }
            _ => None,
        };
        companions.push(companion.ok_or_else(|| {
            let text = "expected collections, or objects with `collection` and `order`, to be sorted along";
            Error::with(error::INCOMPATIBLE_TYPES, text)
        })?);
    }
    // In the page's second example a collection without order that stands before a level takes part in the sort.
    let last_level = companions.iter().rposition(|companion| companion.level.is_some()).unwrap_or(0);
    for companion in companions.iter_mut().take(last_level) {
        companion.level.get_or_insert(false);
    }
    Ok(companions)
}

/// Members of the class.
pub(super) struct Sorting;

#[members]
impl Sorting {
    /// Sorts the collection and others along with it.
    ///
    /// Collections that are passed as such follow the order of the first one; those in objects with `order` decide where
    /// the ones before them are equal.
    #[function]
    fn multi_sort(this: &Collection, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Value, Error> {
        let span = arguments.span;
        if arguments.remaining() == 0 {
            return Self::sort(this, process, arguments);
        }
        let mut first = required(process, arguments)?;
        let formula = is_function(&first).then(|| first.clone());
        if formula.is_some() {
            first = arguments.take_value(process).ok_or_else(|| missing(arguments))?;
        }
        let Value::Collection(listed) = &first else { return Err(wrong(arguments, "a collection", &first)) };
        let companions = companions(process, listed, span)?;
        let extra = arguments.forwarded(process);
        if formula.is_none() && !extra.is_empty() {
            let text = "Only a formula takes further arguments";
            return Err(Error::with(error::ARGUMENTS_TOO_MANY, text));
        }
        let items = this.to_vec();
        if items.len() > MAX_LENGTH || companions.iter().any(|companion| companion.collection.len() != items.len()) {
            let text = "Collections that are sorted together must have the same number of elements";
            return Err(Error::with(error::INCOMPATIBLE_TYPES, text));
        }
        let levels = companions.iter().filter_map(|companion| Some((companion.collection.to_vec(), companion.level?)));
        let levels = levels.collect::<Vec<_>>();
        let mut callback = formula.map(|formula| comparison(process, &formula, extra, span)).transpose()?;
        let own = (items, false);
        let order = sorted_positions(own.0.len(), |one, other| match &mut callback {
            Some(callback) => {
                if precedes(process, callback, &own.0, one, other)? {
                    return Ok(true);
                }
                let decided = levels.is_empty() || precedes(process, callback, &own.0, other, one)?;
                Ok::<_, Interrupted>(!decided && level_order(&levels, one, other) == Ordering::Less)
            }
            None => {
                let order = level_order(std::slice::from_ref(&own), one, other);
                Ok(order.then_with(|| level_order(&levels, one, other)) == Ordering::Less)
            }
        });
        let Ok(order) = order else { return Ok(Value::Undefined) };
        let mut sorted = vec![(this.clone(), own.0)];
        for companion in companions {
            if !sorted.iter().any(|(known, _)| known.same(&companion.collection)) {
                let items = companion.collection.to_vec();
                sorted.push((companion.collection, items));
            }
        }
        for (collection, items) in sorted {
            let items = arrange(items, &order);
            change(process, &collection, span, |current| *current = items.into())?;
        }
        Ok(Value::Collection(this.clone()))
    }

    /// The elements in order: by 4D's rules for mixed types, or by properties.
    #[function]
    fn order_by(this: &Collection, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Value, Error> {
        let span = arguments.span;
        let criteria = match arguments.peek() {
            Some(Argument::Value(Value::Text(_) | Value::Collection(_))) => match required(process, arguments)? {
                Value::Collection(objects) => criteria_of_objects(process, &objects, span)?,
                Value::Text(text) => criteria_of_text(&text)?,
                _ => Vec::new(),
            },
            _ => Vec::new(),
        };
        let descending = criteria.is_empty() && descending(process, arguments)?;
        no_more(arguments)?;
        let sorted = if criteria.is_empty() {
            sort_values(this.elements(), descending)
        } else {
            sort_by_criteria(process, this.to_vec(), &criteria, span).into()
        };
        if process.attention {
            return Ok(Value::Undefined);
        }
        Ok(Value::Collection(alike(process, this, sorted, span)?))
    }

    /// The elements in an order that a callback defines.
    #[function]
    fn order_by_method(
        this: &Collection,
        process: &mut Process<'_>,
        formula: Value,
        arguments: &mut Arguments,
    ) -> Result<Value, Error> {
        let extra = arguments.forwarded(process);
        let callback = comparison(process, &formula, extra, arguments.span)?;
        match sort_by_callback(process, this.to_vec(), callback) {
            Some(sorted) => Ok(Value::Collection(alike(process, this, sorted, arguments.span)?)),
            None => Ok(Value::Undefined),
        }
    }

    /// Sorts the elements of the collection itself, by 4D's rules for mixed types or by a callback.
    #[function]
    fn sort(this: &Collection, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Value, Error> {
        let span = arguments.span;
        if callback_follows(arguments) {
            let formula = required(process, arguments)?;
            let extra = arguments.forwarded(process);
            let callback = comparison(process, &formula, extra, span)?;
            let Some(sorted) = sort_by_callback(process, this.to_vec(), callback) else {
                return Ok(Value::Undefined);
            };
            change(process, this, span, |items| *items = sorted.into())?;
            return Ok(Value::Collection(this.clone()));
        }
        let descending = descending(process, arguments)?;
        no_more(arguments)?;
        change(process, this, span, |items| *items = sort_values(std::mem::take(items), descending))?;
        Ok(Value::Collection(this.clone()))
    }
}
