//! Who runs when: processes of a domain take turns on one thread, each on a stack of its own.

use crate::process::{Ending, Process};
use corosensei::Yielder;
use fourd_source::Span;
use std::time::Instant;

/// Why a process gives its turn away.
#[derive(Clone, Copy, Debug)]
pub enum Wait {
    /// It could go on at once.
    Slice,
    /// It sleeps until then.
    Until(Instant),
    /// It waits for something to happen in the machine, at most until then. The number counts what had happened.
    Event(u64, Option<Instant>),
}

/// The way back from a process to the domain that gave it its turn.
pub struct Switch<'y> {
    pub(crate) yielder: &'y Yielder<(), Wait>,
}

impl Switch<'_> {
    pub(crate) fn give_away(&self, wait: Wait) {
        self.yielder.suspend(wait);
    }
}

/// Lets the other processes of the domain run.
pub fn yield_slice(process: &mut Process<'_>) {
    if process.domain.others_wait() {
        process.switch.give_away(Wait::Slice);
        process.check_stop();
    }
}

/// Waits until `ready` holds, or until a point in time. False where time ran out or the process must end.
pub fn wait(process: &mut Process<'_>, until: Option<Instant>, mut ready: impl FnMut() -> bool, _span: Span) -> bool {
    loop {
        let seen = process.domain.machine.events();
        if ready() {
            return true;
        }
        if until.is_some_and(|until| Instant::now() >= until) {
            return false;
        }
        process.switch.give_away(Wait::Event(seen, until));
        process.check_stop();
        if process.ending == Some(Ending::Stopped) {
            return false;
        }
    }
}

/// Sleeps until a point in time, or until the process must end.
pub fn sleep(process: &mut Process<'_>, until: Instant) {
    while Instant::now() < until && process.ending.is_none() {
        process.switch.give_away(Wait::Until(until));
        process.check_stop();
    }
}
