//! Who waits for what: kept while a process waits, so that a deadlock can be found and told; and how a thread sleeps until
//! something happens.

#[cfg(test)]
mod deadlocks;
mod list;
#[cfg(test)]
mod schedules;
mod semaphores;
mod waits;

pub use list::{WaitFor, WaitList, Waiting};
pub use semaphores::{Holder, Semaphores};
pub use waits::Waits;

/// The locks that waiting is made of. `schedules` has others under the same names, with which it tries many orders of
/// events.
mod locks {
    pub(super) use fourd_value::Group;
    pub(super) use parking_lot::{Condvar, Mutex};
    pub(super) use std::sync::atomic::{AtomicU32, AtomicU64, AtomicUsize, Ordering};
}
