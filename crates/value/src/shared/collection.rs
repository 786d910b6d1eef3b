//! Shared collections.

use super::group::Group;
use super::member::Membership;
use super::sync::RwLock;
use super::value::{Dropped, SharedValue, drop_flat};
use crate::error::Error;
use std::sync::Arc;

/// A collection that all processes may read.
pub struct SharedCollection {
    content: RwLock<Vec<SharedValue>>,
    membership: Membership,
}

impl SharedCollection {
    /// An empty collection with a group of its own or in a given one, which the process must hold.
    pub fn new(group: Option<Arc<Group>>) -> Arc<Self> {
        Arc::new(Self { content: RwLock::new(Vec::new()), membership: Membership::new(group, false) })
    }

    /// The group that `Use` takes.
    pub fn group(&self) -> &Arc<Group> {
        &self.membership.group
    }

    pub(super) fn membership(&self) -> &Membership {
        &self.membership
    }

    /// The group that a process must hold in addition to that of the collection while a value enters it, because the two merge.
    pub fn also_held<'a>(&self, value: &'a SharedValue) -> Option<&'a Arc<Group>> {
        self.membership.also_held(value)
    }

    /// The element at a position counted from 0.
    pub fn get(&self, position: usize) -> Option<SharedValue> {
        self.content.read().get(position).cloned()
    }

    /// All elements.
    pub fn to_vec(&self) -> Vec<SharedValue> {
        self.content.read().clone()
    }

    /// How many elements there are.
    pub fn len(&self) -> usize {
        self.content.read().len()
    }

    /// Whether there is no element.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether a process may write.
    ///
    /// # Errors
    /// The process does not hold the group.
    pub fn check_writer(&self, writer: u32) -> Result<(), Error> {
        self.membership.check_writer(writer)
    }

    /// Appends an element.
    ///
    /// # Errors
    /// As [`SharedCollection::replace`].
    pub fn push(&self, value: SharedValue, writer: u32) -> Result<(), Error> {
        self.membership.check_writer(writer)?;
        self.membership.adopt(&value, writer)?;
        self.content.write().push(value);
        Ok(())
    }

    /// Sets the element at a position, making the collection longer with Null where needed.
    ///
    /// # Errors
    /// As [`SharedCollection::replace`].
    pub fn set(&self, position: usize, value: SharedValue, writer: u32) -> Result<(), Error> {
        self.membership.check_writer(writer)?;
        self.membership.adopt(&value, writer)?;
        let old = {
            let mut elements = self.content.write();
            if elements.len() <= position {
                elements.resize(position + 1, SharedValue::Null);
            }
            elements.get_mut(position).map(|slot| std::mem::replace(slot, value))
        };
        drop(old);
        Ok(())
    }

    /// Replaces all elements.
    ///
    /// # Errors
    /// The process does not hold the group, or a value belongs to another one that cannot merge with it or that another
    /// process holds.
    pub fn replace(&self, values: Vec<SharedValue>, writer: u32) -> Result<(), Error> {
        self.membership.check_writer(writer)?;
        for value in &values {
            self.membership.adopt(value, writer)?;
        }
        let old = std::mem::replace(&mut *self.content.write(), values);
        drop(old);
        Ok(())
    }
}

impl Drop for SharedCollection {
    fn drop(&mut self) {
        drop_flat(std::mem::take(self.content.get_mut()).into_iter().map(Dropped::Value));
    }
}
