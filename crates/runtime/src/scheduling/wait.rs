//! How a process gives its turn away, and how it waits then.

use corosensei::Yielder;
use std::time::Duration;

/// A point in time, counted from the start of the run.
pub type Moment = Duration;

/// Why a process gives its turn away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// It could go on at once.
    Slice,
    /// It sleeps until then.
    Until(Moment),
    /// It waits until it is woken, at most until then.
    Event(Option<Moment>),
    /// With a seed: as `Event`, where something outside of the program may happen.
    Outside(Option<Moment>),
    /// With a seed: it is a worker without a task that listens to something outside.
    Listening,
    /// With a seed: the conductor has chosen another process.
    Passed,
}

impl Wait {
    /// Whether the process may go on, where it was woken or not.
    pub(crate) fn is_over(self, now: Moment, woken: bool) -> bool {
        match self {
            Wait::Slice | Wait::Passed => true,
            Wait::Event(_) if woken => true,
            Wait::Until(_) | Wait::Event(_) | Wait::Outside(_) | Wait::Listening => {
                self.deadline().is_some_and(|until| now >= until)
            }
        }
    }

    /// The point in time at which the process goes on in any case.
    pub(crate) fn deadline(self) -> Option<Moment> {
        match self {
            Wait::Slice | Wait::Passed | Wait::Listening => None,
            Wait::Until(until) => Some(until),
            Wait::Event(until) | Wait::Outside(until) => until,
        }
    }
}

/// Loop rounds and calls between two looks at the clock and at what others ask of the process.
pub(crate) const FUEL: i32 = 4096;
/// The way back from a process to the domain that gave it its turn.
pub struct Switch<'y> {
    /// None while the process has no stack.
    pub(crate) yielder: Option<&'y Yielder<(), Wait>>,
}

impl Switch<'_> {
    pub(crate) fn give_away(&self, wait: Wait) {
        if let Some(yielder) = self.yielder {
            yielder.suspend(wait);
        }
    }
}
