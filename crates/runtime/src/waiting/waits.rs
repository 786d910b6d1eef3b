//! What all processes of a run wait for together: that something happens. Each event is counted; whoever waits looks again
//! when the count has moved.

use super::list::{WaitList, Waiting};
use super::locks::{AtomicU64, AtomicUsize, Condvar, Mutex, Ordering};
use fourd_source::Diagnostic;
use std::time::Instant;

/// The events of a run, the processes that live, and those that wait.
#[derive(Default)]
pub struct Waits {
    list: Mutex<WaitList>,
    live: AtomicUsize,
    events: AtomicU64,
    sleepers: AtomicUsize,
    bell: Mutex<()>,
    rings: Condvar,
}

impl Waits {
    /// A process begins.
    pub fn process_begins(&self) {
        self.live.fetch_add(1, Ordering::SeqCst);
    }

    /// A process has ended.
    pub fn process_ended(&self, identity: u32) {
        self.remove(identity);
        // Whoever sees that fewer live must see that something has happened: see `is_stuck`.
        self.events.fetch_add(1, Ordering::SeqCst);
        self.live.fetch_sub(1, Ordering::SeqCst);
        self.happened();
    }

    /// How many processes live.
    pub fn live(&self) -> usize {
        self.live.load(Ordering::SeqCst)
    }

    /// How often something happened that a waiting process may wait for.
    pub fn events(&self) -> u64 {
        self.events.load(Ordering::SeqCst)
    }

    /// Something happened.
    pub fn happened(&self) {
        self.events.fetch_add(1, Ordering::SeqCst);
        if self.sleepers.load(Ordering::SeqCst) > 0 {
            let _bell = self.bell.lock();
            self.rings.notify_all();
        }
    }

    /// Lets the thread sleep until something happens that had not happened when `events` gave `seen`, or until then.
    pub fn sleep(&self, seen: u64, until: Option<Instant>) {
        self.sleepers.fetch_add(1, Ordering::SeqCst);
        {
            let mut bell = self.bell.lock();
            if self.events() == seen {
                match until {
                    Some(until) => {
                        self.rings.wait_until(&mut bell, until);
                    }
                    None => self.rings.wait(&mut bell),
                }
            }
        }
        self.sleepers.fetch_sub(1, Ordering::SeqCst);
    }

    /// A process waits, or looked again. Gives the processes of the cycle of waits that it belongs to now, if any.
    pub fn put(&self, identity: u32, waiting: Waiting) -> Option<Vec<u32>> {
        let mut list = self.list.lock();
        list.put(identity, waiting);
        list.cycle(identity)
    }

    /// A process goes on.
    pub fn remove(&self, identity: u32) {
        self.list.lock().remove(identity);
    }

    /// What a process waits for, in words, and the process that holds it where it is a certain one.
    pub fn waits_for(&self, identity: u32) -> Option<(String, Option<u32>)> {
        self.list.lock().waits_for(identity)
    }

    /// Whether all processes wait for each other without end.
    pub fn is_stuck(&self) -> bool {
        let list = self.list.lock();
        let live = self.live();
        list.all_blocked(live, self.events())
    }

    /// The report of a deadlock of these processes, or of all that wait; `None` where one was told already.
    pub fn deadlock(&self, processes: Option<&[u32]>) -> Option<Diagnostic> {
        self.list.lock().deadlock(processes)
    }
}
