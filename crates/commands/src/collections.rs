//! Collections ([theme](https://developer.4d.com/docs/commands/theme/Collections)).

use crate::classes::collection::{PropertyPath, element, fit_array};
use fourd_macros::{command, theme};
use fourd_runtime::Process;
use fourd_runtime::command::Rest;
use fourd_runtime::shared_use::{change_elements, with_implicit_use};
use fourd_source::Span;
use fourd_value::{
    Array, ArrayData, Collection, Elements, Error, Object, SharedCollection, SharedObject, Text, Value, error,
};

theme!("Collections": array_to_collection, collection_to_array, new_collection, new_shared_collection);

/// A new collection of the values. An undefined value becomes Null, an array a collection.
///
/// ```4d
/// New collection(1; "two"; 3)  // [1; "two"; 3]
/// ```
#[command(1472, "New collection", thread_safe)]
fn new_collection(process: &mut Process<'_>, values: Rest) -> Collection {
    Collection::of(values.0.into_iter().map(|value| element(process, value)).collect())
}

/// A new shared collection of the values, which must be plain values, shared objects or shared collections. An undefined
/// value becomes Null.
///
/// ```4d
/// New shared collection(1; 2).length  // 2
/// ```
#[command(1527, "New shared collection", thread_safe)]
fn new_shared_collection(process: &mut Process<'_>, values: Rest, span: Span) -> Result<Collection, Error> {
    let shared = SharedCollection::new(None);
    let collection = Collection::shared(shared.clone());
    let writer = process.writer();
    let values = values.0.into_iter().map(|value| element(process, value)).collect::<Elements>();
    shared.group().try_lock(writer);
    let filled = change_elements(process, &collection, span, |items| *items = values);
    shared.group().unlock(writer);
    filled.map(|()| collection)
}

/// Arrays, each with the name of a property where one follows it.
fn arrays_and_names(values: Vec<Value>) -> Result<Vec<(Array, Option<Text>)>, Error> {
    let wrong = |expected: &str, found: &Value| {
        let text = format!("expected {expected}, found {}", found.type_name());
        Err(Error::with(error::INCOMPATIBLE_TYPES, text))
    };
    let mut pairs: Vec<(Array, Option<Text>)> = Vec::new();
    for value in values {
        match (value, pairs.last_mut()) {
            (Value::Array(array), _) if array.with(|data| matches!(data, ArrayData::Rows(..))) => {
                let text = "expected an array, found a two-dimensional array";
                return Err(Error::with(error::INCOMPATIBLE_TYPES, text));
            }
            (Value::Array(array), _) => pairs.push((array, None)),
            (Value::Text(name), Some((_, slot @ None))) => *slot = Some(name),
            (other, Some((_, None))) => return wrong("an array or the name of a property", &other),
            (other, _) => return wrong("an array", &other),
        }
    }
    match pairs.as_slice() {
        [] => Err(Error::with(error::ARGUMENT_MISSING, "An array is missing")),
        [_] => Ok(pairs),
        several if several.iter().all(|(_, name)| name.is_some()) => Ok(pairs),
        _ => Err(Error::with(error::ARGUMENT_MISSING, "Several arrays need the name of a property each")),
    }
}

/// Replaces the elements of a collection by those of an array, or by objects that have the elements of one or more arrays
/// as properties of the names that follow the arrays. The collection then has the size of the largest array. A shared
/// collection needs no `Use`.
#[command(1563, "ARRAY TO COLLECTION", thread_safe)]
fn array_to_collection(
    process: &mut Process<'_>,
    span: Span,
    collection: Collection,
    arrays: Rest,
) -> Result<(), Error> {
    let arrays = arrays_and_names(arrays.0)?;
    let target = Value::Collection(collection.clone());
    with_implicit_use(process, &target, span, |process| {
        let items = match arrays.as_slice() {
            [(array, None)] => {
                array.to_collection().to_vec().into_iter().map(|value| element(process, value)).collect::<Elements>()
            }
            arrays => objects_of_arrays(process, arrays, &collection)?.into(),
        };
        change_elements(process, &collection, span, |current| *current = items)
    })
}

/// Objects with the elements of arrays as properties, shared in the group of the collection where that is shared.
fn objects_of_arrays(
    process: &mut Process<'_>,
    arrays: &[(Array, Option<Text>)],
    collection: &Collection,
) -> Result<Vec<Value>, Error> {
    let size = arrays.iter().map(|(array, _)| array.len()).max().unwrap_or(0);
    let mut objects = Vec::with_capacity(size);
    for index in 1..=size {
        let object = match collection.as_shared() {
            Some(shared) => Object::shared(SharedObject::new(Some(shared.group().clone()))),
            None => Object::new(),
        };
        for (array, name) in arrays {
            if let (Some(name), Some(value)) = (name, array.get(index).filter(|_| index <= array.len())) {
                let value = element(process, value);
                object.set(name, value, process.writer())?;
            }
        }
        objects.push(Value::Object(object));
    }
    Ok(objects)
}

/// Fills an array with the elements of a collection, or one or more arrays with properties of its objects, whose names
/// follow the arrays; an empty name stands for the elements themselves. Each array gets the length of the collection; the
/// values are converted to its type, elements without the property give the type's default.
#[command(1562, "COLLECTION TO ARRAY", thread_safe)]
fn collection_to_array(
    process: &mut Process<'_>,
    span: Span,
    collection: Collection,
    arrays: Rest,
) -> Result<(), Error> {
    let items = collection.to_vec();
    for (array, name) in arrays_and_names(arrays.0)? {
        let type_of_elements = array.with(ArrayData::element_type);
        let path = name.filter(|name| !name.is_empty()).map(|name| PropertyPath::of_names(vec![name]));
        let mut data = ArrayData::new(type_of_elements, items.len());
        for (index, item) in items.iter().enumerate() {
            let value = match &path {
                Some(path) => path.read(process, item, span),
                None => item.clone(),
            };
            data.set(index + 1, &fit_array(&value, type_of_elements)?);
        }
        array.change(|current| *current = data);
        array.set_current(0);
    }
    Ok(())
}
