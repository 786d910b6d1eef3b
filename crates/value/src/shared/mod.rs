//! Shared objects and collections: readable by every process, written by the one that holds their group.
//!
//! Two locks that never mix: the group's is 4D's own (`Use … End use`) and is only tried here, waiting is the
//! scheduler's business; the latch of each object protects memory and is never held while 4D code runs.

mod collection;
mod convert;
mod group;
mod member;
mod object;
#[cfg(test)]
mod schedules;
mod value;

pub use collection::SharedCollection;
pub use group::{Group, Waker};
pub use object::SharedObject;
pub use value::SharedValue;

/// The locks that shared objects are made of. `schedules` has others under the same names, with which it tries many
/// orders of events.
mod sync {
    pub(super) use parking_lot::{Mutex, RwLock};
    pub(super) use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
}
