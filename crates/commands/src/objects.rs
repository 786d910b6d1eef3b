//! Objects (Language) ([theme](https://developer.4d.com/docs/commands/theme/Objects_Language)).

use fourd_macros::{command, theme};
use fourd_runtime::Process;
use fourd_runtime::command::Rest;
use fourd_value::{Error, Object, SharedObject, Text, Value, error};

theme!("Objects (Language)": new_object, new_shared_object, storage);

/// Names and values that alternate.
fn pairs(values: Vec<Value>) -> Result<Vec<(Text, Value)>, Error> {
    let mut pairs = Vec::with_capacity(values.len() / 2);
    let mut values = values.into_iter();
    while let Some(name) = values.next() {
        let Value::Text(name) = name else {
            let text = format!("expected the name of a property, found {}", name.type_name());
            return Err(Error::with(error::INCOMPATIBLE_TYPES, text));
        };
        let Some(value) = values.next() else {
            return Err(Error::with(error::ARGUMENT_MISSING, format!("The value of the property `{name}` is missing")));
        };
        pairs.push((name, value));
    }
    Ok(pairs)
}

/// A new object with the properties that are passed as names and values.
#[command(1471, "New object", thread_safe)]
fn new_object(values: Rest) -> Result<Object, Error> {
    let object = Object::new();
    for (name, value) in pairs(values.0)? {
        match value {
            Value::Undefined => {}
            Value::Array(array) => object.put(name, Value::Collection(array.to_collection())),
            value => object.put(name, value),
        }
    }
    Ok(object)
}

/// A new shared object with the properties that are passed as names and values.
#[command(1526, "New shared object", thread_safe)]
fn new_shared_object(process: &mut Process<'_>, values: Rest) -> Result<Object, Error> {
    let shared = SharedObject::new(None);
    let object = Object::shared(shared.clone());
    let writer = process.writer();
    shared.group().try_lock(writer);
    let filled = pairs(values.0).and_then(|pairs| {
        pairs.into_iter().try_for_each(|(name, value)| match value {
            Value::Undefined => Ok(()),
            value => object.set(&name, value, writer),
        })
    });
    shared.group().unlock(writer);
    filled.map(|()| object)
}

/// The shared object of the machine, which keeps shared objects for all processes.
#[command(1525, "Storage", thread_safe)]
fn storage(process: &mut Process<'_>) -> Object {
    Object::shared(process.domain.machine.storage.clone())
}
