//! Who waits for what: kept while a process waits, so that an event wakes those who wait for it, and a deadlock can be
//! found and reported; and how the thread of a domain sleeps until one of its processes is woken.

mod bell;
#[cfg(test)]
mod deadlocks;
mod list;
#[cfg(test)]
mod schedules;
mod semaphores;
mod waits;

pub use bell::Bell;
pub use list::{Key, WaitFor, WaitList, Waiting};
pub use semaphores::{Holder, Semaphores};
pub use waits::Waits;

/// The locks that waiting is made of. `schedules` has others under the same names, with which it tries many orders of
/// events.
mod locks {
    pub(super) use fourd_value::Group;
    pub(super) use parking_lot::{Condvar, Mutex};
    pub(super) use std::sync::atomic::{AtomicU32, Ordering};
}
