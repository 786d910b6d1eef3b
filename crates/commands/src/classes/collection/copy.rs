//! Deep copies of collections and objects.

use super::{collection_of, optional, optional_whole};
use fourd_runtime::Process;
use fourd_runtime::command::{Arguments, no_more};
use fourd_runtime::shared_use::{enter, group_of, leave};
use fourd_source::Span;
use fourd_value::{Collection, Error, Group, Object, SharedCollection, SharedObject, Value, error};
use std::collections::HashMap;
use std::sync::Arc;

/// `ck resolve pointers`.
const RESOLVE_POINTERS: i64 = 1;
/// `ck shared`.
const SHARED: i64 = 2;

/// How to copy.
#[derive(Clone, Default)]
pub(crate) struct CopyOptions {
    /// Copy what pointers lead to instead of the pointers.
    pub(crate) resolve_pointers: bool,
    /// Make shared objects and collections.
    pub(crate) shared: bool,
    /// The group of shared copies; a new one where none is given.
    pub(crate) group: Option<Arc<Group>>,
}

impl CopyOptions {
    /// The options of a sum of constants `ck …` and of a shared object or collection to be grouped with.
    ///
    /// # Errors
    /// The object is not shared.
    pub(crate) fn of(bits: i64, group_with: Option<&Value>) -> Result<Self, Error> {
        let shared = bits & SHARED != 0;
        let group = match group_with {
            Some(value) if shared && !value.is_null() => Some(group_of(value)?),
            _ => None,
        };
        Ok(Self { resolve_pointers: bits & RESOLVE_POINTERS != 0, shared, group })
    }
}

/// A deep copy of the collection.
pub(super) fn copy(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    collection_of(this)?;
    let bits = optional_whole(process, arguments)?.unwrap_or(0);
    let group_with = optional(process, arguments);
    no_more(arguments)?;
    deep_copy(process, this, &CopyOptions::of(bits, group_with.as_ref())?, arguments.span)
}

/// A copy of a value in which no object and no collection is one of the original. What occurs several times in the
/// original occurs as often in the copy, so that what contains itself can be copied.
///
/// # Errors
/// A shared copy of what shared objects cannot hold, or objects that nest too deep.
pub(crate) fn deep_copy(
    process: &mut Process<'_>,
    value: &Value,
    options: &CopyOptions,
    span: Span,
) -> Result<Value, Error> {
    let mut copier = Copier { options, group: None, known: HashMap::new(), span };
    if !options.shared {
        return copier.copy(process, value);
    }
    let group = options.group.clone().unwrap_or_default();
    copier.group = Some(group.clone());
    if !enter(process, &group, span) {
        return Ok(Value::Null);
    }
    let copied = copier.copy(process, value);
    leave(process, &group);
    copied
}

struct Copier<'o> {
    options: &'o CopyOptions,
    group: Option<Arc<Group>>,
    /// Originals and their copies by the identity of the originals, which stay alive here.
    known: HashMap<usize, (Value, Value)>,
    span: Span,
}

impl Copier<'_> {
    fn copy(&mut self, process: &mut Process<'_>, value: &Value) -> Result<Value, Error> {
        if process.stack_is_full() {
            return Err(Error::with(error::STACK_OVERFLOW, "The objects nest too deep to be copied"));
        }
        match value {
            Value::Object(object) => self.copy_object(process, object),
            Value::Collection(collection) => self.copy_collection(process, collection),
            Value::Pointer(pointer) if self.options.resolve_pointers && !pointer.is_nil() => {
                let place = process.target(pointer, self.span);
                let target = process.read(&place, self.span);
                match target {
                    Value::Pointer(_) => Ok(target),
                    Value::Array(array) => self.copy(process, &Value::Collection(array.to_collection())),
                    target => self.copy(process, &target),
                }
            }
            Value::Blob(_) if self.group.is_some() => Err(Error::of(error::SHARED_VALUE)),
            Value::Pointer(pointer) if self.group.is_some() && !pointer.is_nil() => Err(Error::of(error::SHARED_VALUE)),
            value => Ok(value.clone()),
        }
    }

    fn copy_collection(&mut self, process: &mut Process<'_>, original: &Collection) -> Result<Value, Error> {
        if let Some((_, copy)) = self.known.get(&original.identity()) {
            return Ok(copy.clone());
        }
        let copy = match &self.group {
            Some(group) => Collection::shared(SharedCollection::new(Some(group.clone()))),
            None => Collection::new(Vec::new()),
        };
        self.remember(original.identity(), Value::Collection(original.clone()), Value::Collection(copy.clone()));
        let items = original.to_vec();
        let mut copies = Vec::with_capacity(items.len());
        for item in &items {
            copies.push(self.copy(process, item)?);
        }
        copy.change(process.writer(), |items| *items = copies)?;
        Ok(Value::Collection(copy))
    }

    fn copy_object(&mut self, process: &mut Process<'_>, original: &Object) -> Result<Value, Error> {
        if let Some((_, copy)) = self.known.get(&original.identity()) {
            return Ok(copy.clone());
        }
        let class = original.class();
        let of_built_in = class.as_ref().is_some_and(|class| class.kind.built_in);
        let (copy, own_group) = match &self.group {
            Some(_) if of_built_in => return Err(Error::of(error::SHARED_VALUE)),
            Some(group) => match original.as_shared().and_then(|shared| shared.class.clone()) {
                Some(class) => {
                    let shared = SharedObject::of_class(class);
                    let own_group = shared.group().clone();
                    own_group.try_lock(process.writer());
                    (Object::shared(shared), Some(own_group))
                }
                None => (Object::shared(SharedObject::new(Some(group.clone()))), None),
            },
            // Objects of built-in classes are handles of something else, which a copy would share as well.
            None if of_built_in => return Ok(Value::Object(original.clone())),
            None => (class.map_or_else(Object::new, |class| Object::of_class(&class)), None),
        };
        self.remember(original.identity(), Value::Object(original.clone()), Value::Object(copy.clone()));
        let filled = self.fill(process, original, &copy);
        if let Some(group) = own_group {
            leave(process, &group);
        }
        filled.map(|()| Value::Object(copy))
    }

    fn fill(&mut self, process: &mut Process<'_>, original: &Object, copy: &Object) -> Result<(), Error> {
        for (key, value) in original.entries() {
            let value = self.copy(process, &value)?;
            copy.set(&key, value, process.writer())?;
        }
        Ok(())
    }

    fn remember(&mut self, identity: usize, original: Value, copy: Value) {
        self.known.insert(identity, (original, copy));
    }
}
