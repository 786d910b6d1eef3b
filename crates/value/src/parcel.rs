//! Values on their way to another domain: plain ones are copied, shared ones go by reference.

use crate::blob::Blob;
use crate::class::Class;
use crate::collection::Collection;
use crate::error::{self, Error};
use crate::object::Object;
use crate::shared::SharedValue;
use crate::text::Text;
use crate::value::Value;
use std::rc::Rc;

/// A value that may cross between threads.
#[derive(Clone)]
pub enum Parcel {
    /// No value.
    Undefined,
    /// What is the same on both sides.
    Shared(SharedValue),
    /// A copy of an object, with the name of its class where the project has that.
    Object(Vec<(Text, Parcel)>, Option<Text>),
    /// A copy of a collection.
    Collection(Vec<Parcel>),
    /// A copy of a Blob.
    Blob(Vec<u8>),
}

/// How deep objects may nest in a parcel.
const MAX_DEPTH: usize = 500;

impl Parcel {
    /// Packs a value.
    ///
    /// # Errors
    /// Pointers and arrays do not travel; neither does what contains itself.
    pub fn pack(value: &Value) -> Result<Parcel, Error> {
        Self::pack_at(value, 0)
    }

    /// Packs a value for another machine: shared objects arrive as plain copies too.
    ///
    /// # Errors
    /// As [`Parcel::pack`].
    pub fn copy(value: &Value) -> Result<Parcel, Error> {
        Self::copy_at(value, 0)
    }

    fn copy_at(value: &Value, depth: usize) -> Result<Parcel, Error> {
        if depth > MAX_DEPTH {
            return Err(Error::of(error::CYCLE));
        }
        Ok(match value {
            Value::Object(object) => Parcel::Object(
                object
                    .entries()
                    .iter()
                    .map(|(key, value)| Ok((key.clone(), Self::copy_at(value, depth + 1)?)))
                    .collect::<Result<_, Error>>()?,
                None,
            ),
            Value::Collection(collection) => Parcel::Collection(
                collection.to_vec().iter().map(|value| Self::copy_at(value, depth + 1)).collect::<Result<_, _>>()?,
            ),
            value => Self::pack_at(value, depth)?,
        })
    }

    fn pack_at(value: &Value, depth: usize) -> Result<Parcel, Error> {
        if depth > MAX_DEPTH {
            return Err(Error::of(error::CYCLE));
        }
        Ok(match value {
            Value::Undefined => Parcel::Undefined,
            Value::Object(object) if object.as_shared().is_none() => Parcel::Object(
                object
                    .entries()
                    .iter()
                    .map(|(key, value)| Ok((key.clone(), Self::pack_at(value, depth + 1)?)))
                    .collect::<Result<_, Error>>()?,
                object.class().filter(|class| !class.kind.built_in).map(|class| class.name.clone()),
            ),
            Value::Collection(collection) if collection.as_shared().is_none() => Parcel::Collection(
                collection.to_vec().iter().map(|value| Self::pack_at(value, depth + 1)).collect::<Result<_, _>>()?,
            ),
            Value::Blob(blob) => Parcel::Blob(blob.to_vec()),
            Value::Pointer(_) | Value::Array(_) => {
                let text = format!("A value of type {} cannot be passed to another process", value.type_name());
                return Err(Error::with(error::INCOMPATIBLE_TYPES, text));
            }
            value => Parcel::Shared(SharedValue::try_from_value(value)?),
        })
    }

    /// Unpacks it in the domain of the running thread; copies of objects are plain ones.
    pub fn unpack(self) -> Value {
        self.unpack_with(&mut |_| None)
    }

    /// Unpacks it in the domain of the running thread, where `class` gives the classes of copied objects by their names.
    pub fn unpack_with(self, class: &mut dyn FnMut(&Text) -> Option<Rc<Class>>) -> Value {
        match self {
            Parcel::Undefined => Value::Undefined,
            Parcel::Shared(value) => value.into(),
            Parcel::Object(entries, name) => {
                let object = match name.and_then(|name| class(&name)) {
                    Some(class) => Object::of_class(&class),
                    None => Object::new(),
                };
                for (key, value) in entries {
                    object.put(key, value.unpack_with(class));
                }
                Value::Object(object)
            }
            Parcel::Collection(items) => {
                Value::Collection(Collection::new(items.into_iter().map(|item| item.unpack_with(class)).collect()))
            }
            Parcel::Blob(bytes) => Value::Blob(Blob::new(bytes)),
        }
    }
}
