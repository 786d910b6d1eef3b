//! The values that shared objects hold.

use super::collection::SharedCollection;
use super::group::Group;
use super::object::SharedObject;
use crate::date::Date;
use crate::text::Text;
use crate::time::Time;
use std::any::Any;
use std::cell::RefCell;
use std::sync::Arc;

/// A value that a shared object can hold and that may cross between threads.
#[derive(Clone, Default)]
pub enum SharedValue {
    /// Null.
    #[default]
    Null,
    /// Boolean.
    Boolean(bool),
    /// Number.
    Real(f64),
    /// Text.
    Text(Text),
    /// Date.
    Date(Date),
    /// Time.
    Time(Time),
    /// Shared object.
    Object(Arc<SharedObject>),
    /// Shared collection.
    Collection(Arc<SharedCollection>),
}

impl SharedValue {
    /// Whether it holds other values.
    pub fn is_container(&self) -> bool {
        matches!(self, SharedValue::Object(_) | SharedValue::Collection(_))
    }

    /// The group that a process must hold while the value enters a shared object.
    pub fn group(&self) -> Option<&Arc<Group>> {
        match self {
            SharedValue::Object(object) => Some(object.group()),
            SharedValue::Collection(collection) => Some(collection.group()),
            _ => None,
        }
    }
}

/// What may hold shared values that hold others.
pub(super) enum Dropped {
    /// A value.
    Value(SharedValue),
    /// What an object of a built-in class keeps.
    Data(#[allow(dead_code, reason = "it is there to be dropped")] Box<dyn Any>),
}

thread_local! {
    /// What is still to be dropped by a drop further up on the stack.
    static DROPPING: RefCell<Option<Vec<Dropped>>> = const { RefCell::new(None) };
}

/// Drops values without recursion, however deep they nest.
pub(super) fn drop_flat(values: impl Iterator<Item = Dropped>) {
    let nests = |value: &Dropped| match value {
        Dropped::Value(value) => value.is_container(),
        Dropped::Data(_) => true,
    };
    let containers: Vec<Dropped> = values.filter(nests).collect();
    if containers.is_empty() {
        return;
    }
    let mut containers = Some(containers);
    let outermost = DROPPING.try_with(|dropping| match &mut *dropping.borrow_mut() {
        Some(pending) => {
            pending.extend(containers.take().into_iter().flatten());
            false
        }
        dropping => {
            *dropping = containers.take();
            true
        }
    });
    if outermost != Ok(true) {
        return;
    }
    let next = || DROPPING.with(|dropping| dropping.borrow_mut().as_mut().and_then(Vec::pop));
    while let Some(value) = next() {
        drop(value);
    }
    DROPPING.with(|dropping| dropping.borrow_mut().take());
}
