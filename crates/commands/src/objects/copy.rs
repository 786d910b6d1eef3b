//! Deep copies of objects and collections, plain or shared.

use fourd_runtime::{Process, classes};
use fourd_source::Span;
use fourd_value::{
    Array, Collection, Error, Group, Object, Pointer, SharedCollection, SharedObject, SharedValue, Value, error,
};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// How to copy.
#[derive(Clone, Default)]
pub struct CopyOptions {
    /// Pointers are replaced by what they point to.
    pub resolve_pointers: bool,
    /// The group that the copies belong to, which makes them shared. The process must hold it.
    pub group: Option<Arc<Group>>,
}

/// Copies a value with everything in it. What occurs more than once in it, or contains itself, does so in the copy.
/// Objects of built-in classes are not copied but referred to; objects of other classes stay in their class.
///
/// # Errors
/// A value that a shared object cannot hold, or what nests too deep. After an error that 4D code has caused, the
/// process's `attention` is set.
pub fn copy_value(process: &mut Process<'_>, value: &Value, options: &CopyOptions, span: Span) -> Result<Value, Error> {
    let mut copier = Copier { process, options, copies: FxHashMap::default(), span };
    match &options.group {
        Some(group) => copier.shared(value, &group.clone()).map(Value::from),
        None => copier.plain(value),
    }
}

struct Copier<'a, 'y> {
    process: &'a mut Process<'y>,
    options: &'a CopyOptions,
    /// The copy of each container, by identity.
    copies: FxHashMap<usize, Value>,
    span: Span,
}

impl Copier<'_, '_> {
    fn check_depth(&self) -> Result<(), Error> {
        if self.process.stack_is_full() { Err(Error::of(error::STACK_OVERFLOW)) } else { Ok(()) }
    }

    /// What a pointer points to; an array as a collection.
    fn target(&mut self, pointer: &Pointer) -> Value {
        if pointer.is_nil() {
            return Value::Null;
        }
        let place = self.process.target(pointer, self.span);
        match self.process.read(&place, self.span) {
            Value::Array(array) => Value::Collection(array.to_collection()),
            value => value,
        }
    }

    fn plain(&mut self, value: &Value) -> Result<Value, Error> {
        match value {
            Value::Object(object) => self.plain_object(object),
            Value::Collection(collection) => {
                if let Some(copy) = self.copies.get(&collection.identity()) {
                    return Ok(copy.clone());
                }
                self.check_depth()?;
                let copy = Collection::new(Vec::with_capacity(collection.len()));
                self.copies.insert(collection.identity(), Value::Collection(copy.clone()));
                for element in collection.to_vec() {
                    let element = self.plain(&element)?;
                    copy.push(element, 0)?;
                }
                Ok(Value::Collection(copy))
            }
            Value::Pointer(pointer) if self.options.resolve_pointers => {
                self.check_depth()?;
                let target = self.target(pointer);
                self.plain(&target)
            }
            Value::Array(array) => self.plain(&Value::Collection(array.to_collection())),
            value => Ok(value.clone()),
        }
    }

    fn plain_object(&mut self, object: &Object) -> Result<Value, Error> {
        if let Some(copy) = self.copies.get(&object.identity()) {
            return Ok(copy.clone());
        }
        if object.is_native() {
            return Ok(Value::Object(object.clone()));
        }
        self.check_depth()?;
        let copy = if object.is_plain() {
            Object::new()
        } else {
            classes::class_of(self.process, object).map_or_else(Object::new, |class| Object::of_class(&class))
        };
        self.copies.insert(object.identity(), Value::Object(copy.clone()));
        for (key, value) in object.entries() {
            let value = self.plain(&value)?;
            copy.put(key, value);
        }
        Ok(Value::Object(copy))
    }

    fn shared(&mut self, value: &Value, group: &Arc<Group>) -> Result<SharedValue, Error> {
        let writer = self.process.writer();
        match value {
            Value::Object(object) if !object.is_native() => {
                if let Some(copy) = self.copies.get(&object.identity()) {
                    return SharedValue::try_from_value(copy);
                }
                self.check_depth()?;
                let mut copy = SharedObject::new(Some(group.clone()));
                if let Some(class) = classes::class_of(self.process, object).filter(|class| !class.kind.built_in) {
                    copy = SharedObject::named(copy, (&*class.key.to_cow()).into());
                }
                self.copies.insert(object.identity(), Value::Object(Object::shared(copy.clone())));
                for (key, value) in object.entries() {
                    let value = self.shared(&value, group)?;
                    copy.set(&key, value, writer)?;
                }
                Ok(SharedValue::Object(copy))
            }
            Value::Collection(collection) => {
                if let Some(copy) = self.copies.get(&collection.identity()) {
                    return SharedValue::try_from_value(copy);
                }
                self.check_depth()?;
                let copy = SharedCollection::new(Some(group.clone()));
                self.copies.insert(collection.identity(), Value::Collection(Collection::shared(copy.clone())));
                let mut elements = Vec::with_capacity(collection.len());
                for element in collection.to_vec() {
                    elements.push(self.shared(&element, group)?);
                }
                copy.replace(elements, writer)?;
                Ok(SharedValue::Collection(copy))
            }
            Value::Pointer(pointer) if self.options.resolve_pointers => {
                self.check_depth()?;
                let target = self.target(pointer);
                self.shared(&target, group)
            }
            value => SharedValue::try_from_value(value),
        }
    }
}

/// The elements of an array as a collection holds them; rows of an array with two dimensions are collections of their own.
pub fn elements(process: &mut Process<'_>, array: &Array) -> Collection {
    let values: Vec<Value> = (1..=array.len()).filter_map(|index| array.get(index)).collect();
    let values = values.into_iter().map(|value| match value {
        Value::Array(row) => Value::Collection(elements(process, &row)),
        value => process.contained(value),
    });
    Collection::new(values.collect())
}
