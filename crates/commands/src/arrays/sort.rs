//! `SORT ARRAY` and `MULTI SORT ARRAY`.

use super::element::array_at;
use fourd_macros::command;
use fourd_runtime::Process;
use fourd_runtime::command::{Argument, Arguments, FromArgument, Mode};
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::{Array, ArrayData, Error, Object, Value, error, text};
use std::cmp::Ordering;

/// An array and the direction in which it is a criterion, if it is one: whether descending.
type Criterion = (Array, Option<bool>);

/// All arguments that are left: arrays, each with a direction where one follows.
pub(super) struct RestSorted(Vec<(Location, Option<bool>)>);

impl FromArgument for RestSorted {
    const MODE: Mode = Mode::Location;

    fn from_argument(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Self, Error> {
        let mut places: Vec<(Location, Option<bool>)> = Vec::new();
        while let Some(next) = arguments.peek() {
            let descending = match next {
                Argument::Less => true,
                Argument::Greater => false,
                _ => {
                    places.push((Location::from_argument(process, arguments)?, None));
                    continue;
                }
            };
            arguments.take();
            match places.last_mut() {
                Some((_, direction @ None)) => *direction = Some(descending),
                _ => return Err(Error::with(error::SYNTAX, "`>` or `<` must follow an array")),
            }
        }
        Ok(RestSorted(places))
    }
}

/// The order of two elements of an array.
fn order(data: &ArrayData, left: usize, right: usize) -> Ordering {
    fn by<T>(items: &[T], left: usize, right: usize, order: impl Fn(&T, &T) -> Ordering) -> Ordering {
        match (items.get(left), items.get(right)) {
            (Some(left), Some(right)) => order(left, right),
            _ => Ordering::Equal,
        }
    }
    match data {
        ArrayData::Boolean(items) => by(items, left, right, bool::cmp),
        ArrayData::Integer(items) => by(items, left, right, i16::cmp),
        ArrayData::Longint(items) => by(items, left, right, i32::cmp),
        ArrayData::Real(items) => {
            by(items, left, right, |left, right| left.partial_cmp(right).unwrap_or_else(|| left.total_cmp(right)))
        }
        ArrayData::Text(items) => by(items, left, right, text::compare),
        ArrayData::Date(items) => by(items, left, right, Ord::cmp),
        ArrayData::Time(items) => by(items, left, right, Ord::cmp),
        ArrayData::Object(items) => {
            let key = |object: &Option<Object>| object.as_ref().map(Object::identity);
            by(items, left, right, |left, right| key(left).cmp(&key(right)))
        }
        ArrayData::Pointer(_) | ArrayData::Blob(_) | ArrayData::Picture(_) | ArrayData::Rows(..) => Ordering::Equal,
    }
}

/// Puts the elements from 1 on into the order of `positions`.
fn arrange(data: &mut ArrayData, positions: &[usize]) {
    fn apply<T: Clone>(items: &mut Vec<T>, positions: &[usize]) {
        let arranged: Vec<T> = items
            .first()
            .into_iter()
            .chain(positions.iter().filter_map(|&position| items.get(position)))
            .cloned()
            .collect();
        *items = arranged;
    }
    match data {
        ArrayData::Boolean(items) => apply(items, positions),
        ArrayData::Integer(items) => apply(items, positions),
        ArrayData::Longint(items) => apply(items, positions),
        ArrayData::Real(items) => apply(items, positions),
        ArrayData::Text(items) => apply(items, positions),
        ArrayData::Date(items) => apply(items, positions),
        ArrayData::Time(items) => apply(items, positions),
        ArrayData::Object(items) => apply(items, positions),
        ArrayData::Pointer(items) => apply(items, positions),
        ArrayData::Blob(items) => apply(items, positions),
        ArrayData::Picture(items) => apply(items, positions),
        ArrayData::Rows(_, items) => apply(items, positions),
    }
}

/// Sorts arrays together.
fn sort(arrays: &[Criterion]) -> Result<(), Error> {
    let Some((first, _)) = arrays.first() else { return Ok(()) };
    let size = first.len();
    for (array, criterion) in arrays {
        if array.len() != size {
            let message = format!("Arrays that are sorted together need the same size: {size}, {}", array.len());
            return Err(Error::with(error::INDEX_OUT_OF_RANGE, message));
        }
        let sortable = array.with(|data| match data {
            ArrayData::Rows(..) => false,
            ArrayData::Pointer(_) | ArrayData::Picture(_) | ArrayData::Blob(_) => criterion.is_none(),
            _ => true,
        });
        if !sortable {
            let message = "Arrays of pointers, pictures and Blobs and arrays with two dimensions cannot be sorted";
            return Err(Error::with(error::INCOMPATIBLE_TYPES, message));
        }
    }
    let mut positions: Vec<usize> = (1..=size).collect();
    // The last criterion first: the sort is stable.
    for (array, criterion) in arrays.iter().rev() {
        if let Some(descending) = criterion {
            array.with(|data| {
                positions.sort_by(|&left, &right| {
                    let order = order(data, left, right);
                    if *descending { order.reverse() } else { order }
                });
            });
        }
    }
    let mut done: Vec<&Array> = Vec::new();
    for (array, _) in arrays {
        if !done.iter().any(|other| other.same(array)) {
            array.change(|data| arrange(data, &positions));
            done.push(array);
        }
    }
    Ok(())
}

/// Sorts an array; further arrays follow its order. `<` as the last argument sorts downwards.
///
/// ```4d
/// ARRAY LONGINT($n; 0)
/// APPEND TO ARRAY($n; 3)
/// APPEND TO ARRAY($n; 1)
/// SORT ARRAY($n; >)
/// $n{1}  // 1
/// ```
#[command(229, "SORT ARRAY", thread_safe)]
fn sort_array(process: &mut Process<'_>, arrays: RestSorted, span: Span) -> Result<(), Error> {
    let count = arrays.0.len();
    if count == 0 {
        return Err(Error::with(error::ARGUMENT_MISSING, "The array is missing"));
    }
    let mut descending = false;
    let mut sorted = Vec::with_capacity(count);
    for (index, (place, direction)) in arrays.0.iter().enumerate() {
        match direction {
            Some(direction) if index + 1 == count => descending = *direction,
            Some(_) => return Err(Error::with(error::SYNTAX, "`>` or `<` must be the last argument")),
            None => {}
        }
        sorted.push((array_at(process, place, span)?, None));
    }
    if let Some((_, criterion)) = sorted.first_mut() {
        *criterion = Some(descending);
    }
    sort(&sorted)
}

/// Sorts arrays together by several of them.
///
/// Arrays followed by `>` or `<` are the criteria, the first one first; the others follow. Or: an array of pointers to
/// arrays and an array of numbers, 1 for ascending, -1 for descending, 0 for no criterion.
#[command(718, "MULTI SORT ARRAY", thread_safe)]
fn multi_sort_array(process: &mut Process<'_>, arrays: RestSorted, span: Span) -> Result<(), Error> {
    let mut sorted = Vec::with_capacity(arrays.0.len());
    for (place, direction) in &arrays.0 {
        sorted.push((array_at(process, place, span)?, *direction));
    }
    if let [(pointers, None), (orders, None)] = sorted.as_slice() {
        let (pointers, orders) = (pointers.clone(), orders.clone());
        let is_pointers = pointers.with(|data| matches!(data, ArrayData::Pointer(_)));
        if is_pointers {
            if pointers.len() != orders.len() {
                return Err(Error::with(error::INDEX_OUT_OF_RANGE, "Each array needs an order"));
            }
            sorted.clear();
            for index in 1..=pointers.len() {
                let Some(Value::Pointer(pointer)) = pointers.get(index) else { continue };
                let order = orders.get(index).and_then(|order| order.as_real()).unwrap_or_default();
                let place = process.target(&pointer, span);
                if process.attention {
                    return Ok(());
                }
                let direction = if order == 0.0 { None } else { Some(order < 0.0) };
                sorted.push((array_at(process, &place, span)?, direction));
            }
        }
    }
    if sorted.iter().all(|(_, direction)| direction.is_none()) {
        return Err(Error::with(error::ARGUMENT_MISSING, "No array is a criterion of the sort"));
    }
    sort(&sorted)
}
