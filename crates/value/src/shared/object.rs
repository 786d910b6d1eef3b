//! Shared objects.

use super::group::Group;
use super::member::Membership;
use super::sync::RwLock;
use super::value::{Dropped, SharedValue, drop_flat};
use crate::class::ClassReference;
use crate::error::Error;
use crate::object::Object;
use crate::text::Text;
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use std::any::Any;
use std::sync::Arc;

type Properties = IndexMap<Text, SharedValue, FxBuildHasher>;

/// An object that all processes may read.
pub struct SharedObject {
    content: RwLock<Properties>,
    membership: Membership,
    /// Name of its class, if it is an object of a shared class; `store.Name`.
    pub class: Option<Arc<str>>,
    /// What its built-in class keeps with it.
    data: Option<Box<dyn Any + Send + Sync>>,
    /// It cannot be changed.
    constant: bool,
}

impl SharedObject {
    fn with(membership: Membership, class: Option<Arc<str>>) -> Arc<Self> {
        let content = RwLock::new(Properties::default());
        Arc::new(Self { content, membership, class, data: None, constant: false })
    }

    /// An empty object with a group of its own or in a given one, which the process must hold.
    pub fn new(group: Option<Arc<Group>>) -> Arc<Self> {
        Self::with(Membership::new(group, false), None)
    }

    /// An empty object of a shared class.
    pub fn of_class(class: Arc<str>) -> Arc<Self> {
        Self::with(Membership::new(None, false), Some(class))
    }

    /// An object of a built-in class, `4D.Name`, with what the class needs. It cannot be changed, and goes into every
    /// group without joining it.
    pub fn native(class: Arc<str>, data: impl Any + Send + Sync) -> Arc<Self> {
        let membership = Membership::new(None, false);
        let content = RwLock::new(Properties::default());
        Arc::new(Self { content, membership, class: Some(class), data: Some(Box::new(data)), constant: true })
    }

    /// A class as an object: it takes properties like any shared object, and goes into every group without joining it.
    pub fn of_reference(class: ClassReference) -> Arc<Self> {
        let membership = Membership::new(None, false);
        let content = RwLock::new(Properties::default());
        let name = Some("4D.Class".into());
        Arc::new(Self { content, membership, class: name, data: Some(Box::new(class)), constant: false })
    }

    /// What its built-in class keeps with it.
    pub fn native_data<T: Any>(&self) -> Option<&T> {
        self.data.as_deref()?.downcast_ref()
    }

    /// Whether it is an object of a built-in class that keeps something of its own.
    pub fn is_native(&self) -> bool {
        self.data.is_some()
    }

    /// `Storage`: its content keeps its own groups, and is shared itself.
    pub fn machine_storage() -> Arc<Self> {
        Self::with(Membership { only_shared: true, ..Membership::new(None, true) }, None)
    }

    /// An object whose content keeps its own groups: the storage of a session.
    pub fn storage() -> Arc<Self> {
        Self::with(Membership::new(None, true), None)
    }

    /// The same object as an object of a class, as long as nothing else refers to it.
    pub fn named(mut object: Arc<Self>, class: Arc<str>) -> Arc<Self> {
        if let Some(object) = Arc::get_mut(&mut object) {
            object.class = Some(class);
        }
        object
    }

    /// The group that `Use` takes.
    pub fn group(&self) -> &Arc<Group> {
        &self.membership.group
    }

    pub(super) fn membership(&self) -> &Membership {
        &self.membership
    }

    /// The group that a process must hold in addition to that of the object while a value enters it, because the two merge.
    pub fn also_held<'a>(&self, value: &'a SharedValue) -> Option<&'a Arc<Group>> {
        self.membership.also_held(value)
    }

    /// A property.
    pub fn get(&self, key: &Text) -> Option<SharedValue> {
        self.content.read().get(key).cloned()
    }

    /// Sets a property.
    ///
    /// # Errors
    /// The process does not hold the group, or the value belongs to another one that cannot merge with it or that another
    /// process holds.
    pub fn set(&self, key: &Text, value: SharedValue, writer: u32) -> Result<(), Error> {
        if self.constant {
            return Err(Object::read_only(key));
        }
        self.membership.check_writer(writer)?;
        self.membership.adopt(&value, writer)?;
        let old = {
            let mut content = self.content.write();
            match content.get_mut(key) {
                Some(slot) => std::mem::replace(slot, value),
                None => content.insert(key.clone(), value).unwrap_or_default(),
            }
        };
        drop(old);
        Ok(())
    }

    /// Removes a property; returns whether there was one.
    ///
    /// # Errors
    /// The process does not hold the group.
    pub fn remove(&self, key: &Text, writer: u32) -> Result<bool, Error> {
        self.membership.check_writer(writer)?;
        let old = self.content.write().shift_remove(key);
        Ok(old.is_some())
    }

    /// Property names in order.
    pub fn keys(&self) -> Vec<Text> {
        self.content.read().keys().cloned().collect()
    }

    /// Names and values in order.
    pub fn entries(&self) -> Vec<(Text, SharedValue)> {
        self.content.read().iter().map(|(key, value)| (key.clone(), value.clone())).collect()
    }

    /// How many properties there are.
    pub fn len(&self) -> usize {
        self.content.read().len()
    }

    /// Whether there is no property.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Drop for SharedObject {
    fn drop(&mut self) {
        let data = self.data.take().map(|data| Dropped::Data(data));
        let values = self.content.get_mut().values_mut().map(|value| Dropped::Value(std::mem::take(value)));
        drop_flat(values.chain(data));
    }
}
