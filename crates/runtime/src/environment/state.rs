//! State with an owner: what commands keep for a process, a session, a machine or a world, each dropped with its owner.
//!
//! A slot holds one value of a type, made when it is first requested, so that a command library adds state without the runtime
//! knowing the type. State that must be released (a lock, a file, an entry in a table) implements `Drop`: that is the hook that
//! runs when the owner ends, however it ends.
//!
//! Nothing that 4D code can observe may be in a `static` or a thread local: several programs can run in one process of the
//! operating system, and the thread and the domain of a process may run another process later.

use parking_lot::Mutex;
use rustc_hash::FxHashMap;
use std::any::{Any, TypeId};
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

/// The state of an owner that several threads share: a session, a machine or a world.
///
/// ```
/// use fourd_runtime::state::Slots;
/// use std::sync::atomic::{AtomicU64, Ordering};
///
/// #[derive(Default)]
/// struct Answers(AtomicU64);
///
/// let slots = Slots::default();
/// slots.get::<Answers>().0.fetch_add(1, Ordering::Relaxed);
/// assert_eq!(slots.get::<Answers>().0.load(Ordering::Relaxed), 1);
/// ```
#[derive(Default)]
pub struct Slots(Mutex<FxHashMap<TypeId, Arc<dyn Any + Send + Sync>>>);

impl Slots {
    /// The value of this type; the first request makes it.
    pub fn get<T: Any + Default + Send + Sync>(&self) -> Arc<T> {
        let mut slots = self.0.lock();
        let slot = slots.entry(TypeId::of::<T>()).or_insert_with(|| Arc::new(T::default())).clone();
        // The key is the type, so the default is never needed.
        slot.downcast().unwrap_or_default()
    }

    /// Drops all values.
    pub(crate) fn clear(&self) {
        let slots = std::mem::take(&mut *self.0.lock());
        drop(slots);
    }
}

/// The state of a process, which only its own thread uses.
#[derive(Default)]
pub struct ProcessSlots(RefCell<FxHashMap<TypeId, Rc<dyn Any>>>);

impl ProcessSlots {
    /// The value of this type, if it was ever requested.
    pub(crate) fn find<T: Any>(&self) -> Option<Rc<T>> {
        self.0.borrow().get(&TypeId::of::<T>())?.clone().downcast().ok()
    }

    /// The value of this type; the first request makes it.
    pub fn get<T: Any + Default>(&self) -> Rc<T> {
        if let Some(slot) = self.0.borrow().get(&TypeId::of::<T>()) {
            return slot.clone().downcast().unwrap_or_default();
        }
        // Made without the borrow: a default may request another slot.
        let made = Rc::new(T::default());
        self.0.borrow_mut().insert(TypeId::of::<T>(), made.clone());
        made
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;
    use std::sync::atomic::{AtomicU32, Ordering};

    #[derive(Default)]
    struct Count(AtomicU32);

    #[derive(Default)]
    struct Released(Cell<Option<Rc<Cell<u32>>>>);

    impl Drop for Released {
        fn drop(&mut self) {
            if let Some(count) = self.0.take() {
                count.set(count.get() + 1);
            }
        }
    }

    #[test]
    fn owners_do_not_share_and_types_do_not_mix() {
        let (one, other) = (Slots::default(), Slots::default());
        one.get::<Count>().0.store(7, Ordering::Relaxed);
        one.get::<AtomicU32>().store(8, Ordering::Relaxed);
        assert_eq!(one.get::<Count>().0.load(Ordering::Relaxed), 7);
        assert_eq!(other.get::<Count>().0.load(Ordering::Relaxed), 0);
    }

    #[test]
    fn a_value_is_dropped_with_its_owner() {
        let count = Rc::new(Cell::new(0));
        let slots = ProcessSlots::default();
        slots.get::<Released>().0.set(Some(count.clone()));
        assert_eq!(count.get(), 0);
        drop(slots);
        assert_eq!(count.get(), 1);
    }
}
