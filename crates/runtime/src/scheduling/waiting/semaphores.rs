//! Semaphores of a machine (rule 6.11).

use super::locks::{AtomicU32, Mutex, Ordering};
use fourd_value::Text;
use rustc_hash::FxHashMap;
use std::collections::VecDeque;
use std::sync::Arc;

/// The process that holds a semaphore, at any time: for those who wait for it.
#[derive(Clone)]
pub struct Holder(Arc<AtomicU32>);

/// A semaphore that is set.
struct Semaphore {
    holder: Holder,
    /// The processes that wait for it, the first one first.
    queue: VecDeque<u32>,
}

/// The semaphores that are set, by name.
#[derive(Default)]
pub struct Semaphores {
    by_name: Mutex<FxHashMap<Text, Semaphore>>,
}

impl Holder {
    /// The process.
    pub fn process(&self) -> u32 {
        self.0.load(Ordering::SeqCst)
    }
}

impl Semaphore {
    fn set_by(process: u32) -> Self {
        Self { holder: Holder(Arc::new(AtomicU32::new(process))), queue: VecDeque::new() }
    }

    fn is_held_by(&self, process: u32) -> bool {
        self.holder.process() == process
    }

    /// Gives it to the first process that waits for it, if any does.
    fn pass_on(&mut self) -> Option<u32> {
        let next = self.queue.pop_front()?;
        self.holder.0.store(next, Ordering::SeqCst);
        Some(next)
    }
}

impl Semaphores {
    /// Sets a semaphore for a process; false where another process holds it.
    pub fn take(&self, name: &Text, process: u32) -> bool {
        self.by_name.lock().entry(name.clone()).or_insert_with(|| Semaphore::set_by(process)).is_held_by(process)
    }

    /// As [`take`](Self::take); a process that does not get it stands in the queue for it.
    pub fn take_or_queue(&self, name: &Text, process: u32) -> bool {
        let mut semaphores = self.by_name.lock();
        let semaphore = semaphores.entry(name.clone()).or_insert_with(|| Semaphore::set_by(process));
        let held = semaphore.is_held_by(process);
        if !held && !semaphore.queue.contains(&process) {
            semaphore.queue.push_back(process);
        }
        held
    }

    /// A process waits no longer; true where it has the semaphore by now.
    pub fn leave_queue(&self, name: &Text, process: u32) -> bool {
        let mut semaphores = self.by_name.lock();
        let Some(semaphore) = semaphores.get_mut(name) else { return false };
        semaphore.queue.retain(|other| *other != process);
        semaphore.is_held_by(process)
    }

    /// The semaphores of a process that has ended go to the next ones that wait for them, which are to be woken.
    #[must_use]
    pub fn give_up(&self, process: u32) -> Vec<u32> {
        let mut next = Vec::new();
        self.by_name.lock().retain(|_, semaphore| {
            semaphore.queue.retain(|other| *other != process);
            if !semaphore.is_held_by(process) {
                return true;
            }
            let heir = semaphore.pass_on();
            next.extend(heir);
            heir.is_some()
        });
        next
    }

    /// Gives a semaphore back, which only its owner can. Gives the process that has it now and is to be woken, if any.
    #[must_use]
    pub fn clear(&self, name: &Text, process: u32) -> Option<u32> {
        let mut semaphores = self.by_name.lock();
        let semaphore = semaphores.get_mut(name).filter(|semaphore| semaphore.is_held_by(process))?;
        let next = semaphore.pass_on();
        if next.is_none() {
            semaphores.remove(name);
        }
        next
    }

    /// The process that holds a semaphore, if it is set.
    pub fn holder(&self, name: &Text) -> Option<Holder> {
        self.by_name.lock().get(name).map(|semaphore| semaphore.holder.clone())
    }
}
