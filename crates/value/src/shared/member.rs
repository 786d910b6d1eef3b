//! How a shared object or collection belongs to its group.

use super::group::Group;
use super::value::SharedValue;
use crate::error::{self, Error};
use std::sync::Arc;

/// How an object belongs to its group.
pub(super) struct Membership {
    pub(super) group: Arc<Group>,
    /// `Storage` and the storage of a session: what they hold keeps its own group (rules 6.7 and 6.8).
    pub(super) keeps_apart: bool,
    /// `Storage` holds shared objects and collections only (rule 6.7).
    pub(super) only_shared: bool,
}

impl Membership {
    pub(super) fn new(group: Option<Arc<Group>>, keeps_apart: bool) -> Self {
        let group = group.unwrap_or_default();
        group.join();
        Self { group, keeps_apart, only_shared: false }
    }

    #[inline]
    pub(super) fn check_writer(&self, writer: u32) -> Result<(), Error> {
        if self.group.is_held_by(writer) { Ok(()) } else { Err(Error::of(error::SHARED_NOT_LOCKED)) }
    }

    /// How a value belongs to its group, if it belongs to one that is not this one.
    fn of_other_group<'a>(&self, value: &'a SharedValue) -> Option<&'a Membership> {
        let child = match value {
            SharedValue::Object(object) if !object.is_native() => object.membership(),
            SharedValue::Collection(collection) => collection.membership(),
            _ => return None,
        };
        (!self.keeps_apart && !self.group.same(&child.group)).then_some(child)
    }

    /// The group that must be held in addition to this one while a value enters.
    pub(super) fn also_held<'a>(&self, value: &'a SharedValue) -> Option<&'a Arc<Group>> {
        self.of_other_group(value).filter(|child| !child.keeps_apart).map(|child| &child.group)
    }

    /// Lets a value enter this object's group (rule 6.4): one of the two must be alone, and then belongs to the group of
    /// the other. The writer holds this group, and for this moment the other one too.
    pub(super) fn adopt(&self, value: &SharedValue, writer: u32) -> Result<(), Error> {
        if self.only_shared && !value.is_container() {
            return Err(Error::of(error::SHARED_VALUE));
        }
        let Some(child) = self.of_other_group(value) else { return Ok(()) };
        if child.keeps_apart {
            return Err(Error::of(error::SHARED_GROUP));
        }
        if !child.group.try_lock(writer) {
            return Err(Error::with(error::SHARED_GROUP, "Another process uses the group of the shared value"));
        }
        let both_shared = child.group.is_shared() && self.group.is_shared();
        if !both_shared {
            if child.group.is_shared() {
                child.group.absorb(&self.group);
            } else {
                self.group.absorb(&child.group);
            }
        }
        child.group.unlock(writer);
        if both_shared { Err(Error::of(error::SHARED_GROUP)) } else { Ok(()) }
    }
}
