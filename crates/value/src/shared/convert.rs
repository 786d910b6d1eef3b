//! Shared values as values of a domain, and back.

use super::object::SharedObject;
use super::value::SharedValue;
use crate::collection::Collection;
use crate::error::{self, Error};
use crate::object::Object;
use crate::value::Value;
use std::sync::Arc;

/// The shared form of an object that never changes: a Blob, a file, a folder, a formula.
fn unchanging(object: &Object) -> Result<Arc<SharedObject>, Error> {
    match object.pack() {
        Ok(packed) if packed.is_shareable() => {
            Ok(SharedObject::native(format!("4D.{}", packed.class()).into(), packed))
        }
        _ => Err(Error::of(error::SHARED_VALUE)),
    }
}

impl SharedValue {
    /// The shared form of a value.
    ///
    /// # Errors
    /// [`error::SHARED_VALUE`] for what a shared object cannot hold ([rule 6.1](New shared object)).
    pub fn try_from_value(value: &Value) -> Result<SharedValue, Error> {
        Ok(match value {
            Value::Undefined | Value::Null | Value::Unassigned => SharedValue::Null,
            Value::Boolean(value) => SharedValue::Boolean(*value),
            Value::Real(value) => SharedValue::Real(*value),
            Value::Text(value) => SharedValue::Text(value.clone()),
            Value::Date(value) => SharedValue::Date(*value),
            Value::Time(value) => SharedValue::Time(*value),
            Value::Object(object) => match object.as_shared() {
                Some(shared) => SharedValue::Object(shared.clone()),
                None => SharedValue::Object(unchanging(object)?),
            },
            Value::Collection(collection) => match collection.as_shared() {
                Some(shared) => SharedValue::Collection(shared.clone()),
                None => return Err(Error::of(error::SHARED_VALUE)),
            },
            Value::Pointer(pointer) if pointer.is_nil() => SharedValue::Null,
            Value::Pointer(_) | Value::Blob(_) | Value::Picture(_) | Value::Array(_) => {
                return Err(Error::of(error::SHARED_VALUE));
            }
        })
    }
}

impl From<SharedValue> for Value {
    fn from(value: SharedValue) -> Value {
        match value {
            SharedValue::Null => Value::Null,
            SharedValue::Boolean(value) => Value::Boolean(value),
            SharedValue::Real(value) => Value::Real(value),
            SharedValue::Text(value) => Value::Text(value),
            SharedValue::Date(value) => Value::Date(value),
            SharedValue::Time(value) => Value::Time(value),
            SharedValue::Object(object) => Value::Object(Object::shared(object)),
            SharedValue::Collection(collection) => Value::Collection(Collection::shared(collection)),
        }
    }
}
