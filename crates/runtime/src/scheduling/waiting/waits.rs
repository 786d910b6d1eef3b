//! Which process waits for what, and whom an event wakes. An event names those who wait for it, by the identity of a
//! process or by a [`Key`]; all other processes sleep on.
//!
//! A process that waits first says that it looks ([`Waits::looks`]), then looks, and then enters the list
//! ([`Waits::put`]). What happens between these steps wakes it again, so no event is lost.

use super::bell::Bell;
use super::list::{Key, WaitList, Waiting};
use super::locks::Mutex;
use fourd_source::Diagnostic;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The processes that live, and those that wait.
#[derive(Default)]
pub struct Waits {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    list: WaitList,
    live: usize,
    seats: FxHashMap<u32, Seat>,
    /// Who waits for a key.
    keys: FxHashMap<Key, BTreeSet<u32>>,
}

/// How a process is woken.
struct Seat {
    bell: Arc<Bell>,
    /// It was woken since it looked last.
    woken: bool,
    key: Option<Key>,
}

impl State {
    fn wake(&mut self, identity: u32) {
        self.unblock(identity);
        if let Some(seat) = self.seats.get(&identity) {
            seat.bell.wake(identity);
        }
    }

    /// A process is about to be woken.
    fn unblock(&mut self, identity: u32) {
        if let Some(seat) = self.seats.get_mut(&identity) {
            seat.woken = true;
            self.list.wake(identity);
        }
    }

    /// A process stays registered while it waits: it leaves when it has seen what it waits for.
    fn waiters(&self, key: Key) -> Vec<u32> {
        self.keys.get(&key).into_iter().flatten().copied().collect()
    }

    fn register(&mut self, identity: u32, key: Option<Key>) {
        let Some(seat) = self.seats.get_mut(&identity) else { return };
        let old = std::mem::replace(&mut seat.key, key);
        if old == key {
            return;
        }
        if let Some(old) = old
            && let Some(waiters) = self.keys.get_mut(&old)
        {
            waiters.remove(&identity);
            if waiters.is_empty() {
                self.keys.remove(&old);
            }
        }
        if let Some(key) = key {
            self.keys.entry(key).or_default().insert(identity);
        }
    }

    fn leaves(&mut self, identity: u32) {
        self.list.remove(identity);
        self.register(identity, None);
    }
}

impl Waits {
    /// A process begins.
    pub fn process_begins(&self) {
        self.state.lock().live += 1;
    }

    /// The process runs in the domain whose thread sleeps on this bell.
    pub fn seat(&self, identity: u32, bell: Arc<Bell>) {
        self.state.lock().seats.insert(identity, Seat { bell, woken: false, key: None });
    }

    /// A process has ended. Gives those who waited for that and are to be woken.
    #[must_use]
    pub fn process_ended(&self, identity: u32) -> Vec<u32> {
        let mut state = self.state.lock();
        state.leaves(identity);
        state.seats.remove(&identity);
        state.live -= 1;
        let waiters = state.waiters(Key::End(identity));
        // From here on fewer processes live: that the others are blocked would look like a deadlock.
        waiters.iter().for_each(|waiter| state.unblock(*waiter));
        waiters
    }

    /// How many processes live.
    pub fn live(&self) -> usize {
        self.state.lock().live
    }

    /// A process is about to look whether what it waits for has happened: from now on, it is woken where something
    /// happens under this key, or to the process itself.
    pub fn looks(&self, identity: u32, key: Option<Key>) {
        let mut state = self.state.lock();
        state.register(identity, key);
        // Its turn may come from a wake-up that is older than its last look. While it looks it is not blocked: it may
        // have taken what it waits for.
        state.list.wake(identity);
        if let Some(seat) = state.seats.get_mut(&identity) {
            seat.woken = false;
        }
    }

    /// A process that has looked waits. `goes_on` says that it gets a further turn in any case. Gives the processes of the
    /// cycle of waits that it belongs to now, if any.
    pub fn put(&self, identity: u32, waiting: Waiting, goes_on: bool) -> Option<Vec<u32>> {
        let mut state = self.state.lock();
        let goes_on = goes_on || state.seats.get(&identity).is_some_and(|seat| seat.woken);
        state.list.put(identity, waiting, goes_on);
        if goes_on { None } else { state.list.cycle(identity) }
    }

    /// A process waits no longer.
    pub fn leaves(&self, identity: u32) {
        self.state.lock().leaves(identity);
    }

    /// Something happened that a process may wait for.
    pub fn wake(&self, identity: u32) {
        self.state.lock().wake(identity);
    }

    /// The processes that wait for a key, which are to be woken when something happens under it.
    pub fn waiters(&self, key: Key) -> Vec<u32> {
        self.state.lock().waiters(key)
    }

    /// All processes look again.
    pub fn wake_all(&self) {
        let mut state = self.state.lock();
        let all: Vec<u32> = state.seats.keys().copied().collect();
        all.into_iter().for_each(|identity| state.wake(identity));
    }

    /// What a process waits for, in words, and the process that holds it where it is a certain one.
    pub fn waits_for(&self, identity: u32) -> Option<(String, Option<u32>)> {
        self.state.lock().list.waits_for(identity)
    }

    /// Whether all processes wait for each other without end.
    pub fn is_stuck(&self) -> bool {
        let state = self.state.lock();
        state.list.all_blocked(state.live)
    }

    /// The report of a deadlock of these processes, or of all that wait; `None` where one was reported already.
    pub fn deadlock(&self, processes: Option<&[u32]>) -> Option<Diagnostic> {
        self.state.lock().list.deadlock(processes)
    }
}
