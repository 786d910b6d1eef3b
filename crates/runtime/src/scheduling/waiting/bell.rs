//! What the thread of a domain sleeps on.

use super::locks::{Condvar, Mutex};
use rustc_hash::FxHashSet;
use std::time::Instant;

/// Wakes the thread of one domain, and says which of its processes are to look again at what they wait for. A wake-up
/// is kept until the thread takes it, so none is lost while the thread runs.
#[derive(Default)]
pub struct Bell {
    state: Mutex<Rung>,
    rings: Condvar,
}

#[derive(Default)]
struct Rung {
    woken: FxHashSet<u32>,
    /// The thread itself has something to look at: new processes, the end of a process.
    rung: bool,
}

impl Bell {
    /// Wakes a process of the domain.
    pub fn wake(&self, identity: u32) {
        self.state.lock().woken.insert(identity);
        self.rings.notify_all();
    }

    /// Wakes the thread for something other than a process that waits.
    pub fn ring(&self) {
        self.state.lock().rung = true;
        self.rings.notify_all();
    }

    /// Takes the processes that were woken since last time.
    pub fn take(&self, mut woken: impl FnMut(u32)) {
        let mut state = self.state.lock();
        state.woken.drain().for_each(&mut woken);
    }

    /// Lets the thread sleep until it is woken, at most until then. Returns at once where it was woken before.
    pub fn sleep(&self, until: Option<Instant>) {
        let mut state = self.state.lock();
        while state.woken.is_empty() && !state.rung {
            match until {
                Some(until) => {
                    if self.rings.wait_until(&mut state, until).timed_out() {
                        break;
                    }
                }
                None => self.rings.wait(&mut state),
            }
        }
        state.rung = false;
    }
}
