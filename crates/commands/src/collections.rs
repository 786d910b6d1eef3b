//! Collections ([theme](https://developer.4d.com/docs/commands/theme/Collections)).

use fourd_macros::{command, theme};
use fourd_runtime::Process;
use fourd_runtime::command::Rest;
use fourd_value::{Collection, Error, SharedCollection, Value};

theme!("Collections": new_collection, new_shared_collection);

/// A new collection of the values.
#[command(1472, "New collection", thread_safe)]
fn new_collection(values: Rest) -> Collection {
    let values = values.0.into_iter().map(|value| match value {
        Value::Undefined => Value::Null,
        Value::Array(array) => Value::Collection(array.to_collection()),
        value => value,
    });
    Collection::new(values.collect())
}

/// A new shared collection of the values.
#[command(1527, "New shared collection", thread_safe)]
fn new_shared_collection(process: &mut Process<'_>, values: Rest) -> Result<Collection, Error> {
    let shared = SharedCollection::new(None);
    let collection = Collection::shared(shared.clone());
    let writer = process.writer();
    shared.group().try_lock(writer);
    let filled = collection.change(writer, |items| *items = values.0);
    shared.group().unlock(writer);
    filled.map(|()| collection)
}
