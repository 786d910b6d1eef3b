//! What other processes request of a process: to do something in between, to rest, to go on. The process looks at it when it
//! gets its turn, wherever it runs.

use crate::state::Slots;
use crate::wait::Moment;
use parking_lot::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether a process rests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rest {
    /// It does not.
    #[default]
    No,
    /// `DELAY PROCESS`: until then.
    Until(Moment),
    /// `PAUSE PROCESS`: until `RESUME PROCESS`.
    Paused,
}

/// What others request of a process.
#[derive(Default)]
pub struct Requests {
    /// There is something that the process has not looked at.
    called: AtomicBool,
    rest: Mutex<Rest>,
    /// The process has ended and looks at nothing any more.
    ended: AtomicBool,
    /// What it is to do, as the evaluator has it; dropped when the process ends.
    pub(crate) jobs: Slots,
}

impl Requests {
    /// Whether there is something that the process has not looked at.
    #[inline(always)]
    pub(crate) fn is_called(&self) -> bool {
        self.called.load(Ordering::Relaxed)
    }

    /// There is something that the process is to look at.
    pub(crate) fn call(&self) {
        self.called.store(true, Ordering::SeqCst);
    }

    /// The process looks at all that there is.
    pub(crate) fn answer(&self) {
        self.called.store(false, Ordering::SeqCst);
    }

    /// Whether the process rests.
    pub fn rest(&self) -> Rest {
        *self.rest.lock()
    }

    /// Lets the process rest or go on, once it looks.
    pub(crate) fn set_rest(&self, rest: Rest) {
        *self.rest.lock() = rest;
    }

    /// Whether the process has ended.
    pub(crate) fn has_ended(&self) -> bool {
        self.ended.load(Ordering::SeqCst)
    }

    /// The process has ended.
    pub(crate) fn end(&self) {
        self.ended.store(true, Ordering::SeqCst);
        self.jobs.clear();
    }
}
