//! Who runs when: processes of a domain take turns on one thread, each on a stack of its own. In real time a domain
//! gives turns to its own processes; with a seed the [`Conductor`](crate::conductor::Conductor) decides for all domains.

use crate::asked::Rest;
use crate::process::{Ending, Process};
use crate::waiting::{WaitFor, Waiting};
use crate::world::{Moment, World};
use corosensei::Yielder;
use fourd_source::{SourceMap, Span};
use std::sync::atomic::Ordering;
use std::time::Duration;

/// Why a process gives its turn away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// It could go on at once.
    Slice,
    /// It sleeps until then.
    Until(Moment),
    /// It waits for something to happen, at most until then. The number counts what had happened.
    Event(u64, Option<Moment>),
    /// With a seed: as `Event`, where something outside of the program may happen. The number counts that too.
    Outside(u64, Option<Moment>),
    /// With a seed: it is a worker without a task that listens to something outside. The number counts all events.
    Listening(u64),
    /// With a seed: the conductor has chosen another process.
    Passed,
}

impl Wait {
    /// Whether the process may go on.
    pub(crate) fn is_over(self, now: Moment, events: u64) -> bool {
        match self {
            Wait::Slice | Wait::Passed => true,
            Wait::Until(until) => now >= until,
            Wait::Event(seen, until) => events != seen || until.is_some_and(|until| now >= until),
            Wait::Outside(_, until) => until.is_some_and(|until| now >= until),
            Wait::Listening(_) => false,
        }
    }

    /// The point in time at which the process goes on in any case.
    pub(crate) fn deadline(self) -> Option<Moment> {
        match self {
            Wait::Slice | Wait::Passed | Wait::Listening(_) => None,
            Wait::Until(until) => Some(until),
            Wait::Event(_, until) | Wait::Outside(_, until) => until,
        }
    }
}

/// The state of a process that runs (rule 7.8).
const EXECUTING: i32 = 0;

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
    if process.seeded {
        process.pass(true);
    } else if process.domain.others_wait() {
        process.switch.give_away(Wait::Slice);
        process.check_stop();
    }
}

/// The point in time that far from now; `None` where it is beyond all times.
pub fn moment_after(process: &Process<'_>, wait: Duration) -> Option<Moment> {
    process.domain.machine.world.now().checked_add(wait)
}

/// Waits until `ready` holds, or until a point in time. False where time ran out or the process must end. A deadlock ends
/// the program.
pub fn wait(
    process: &mut Process<'_>,
    until: Option<Moment>,
    what: impl Fn() -> WaitFor,
    span: Span,
    mut ready: impl FnMut() -> bool,
) -> bool {
    let world = process.domain.machine.world.clone();
    let identity = process.record.identity;
    let mut listed = false;
    let result = loop {
        let (seen, seen_outside) = (world.events(), world.outside_events());
        if ready() {
            break true;
        }
        if until.is_some_and(|until| world.look_at_clock() >= until) {
            break false;
        }
        let waiting = Waiting {
            number: process.record.number,
            name: process.record.name.clone(),
            what: what(),
            span,
            seen,
            until,
            held: process.held.clone(),
            semaphores: process.semaphores.clone(),
        };
        listed = true;
        if let Some(cycle) = world.waits.put(identity, waiting) {
            deadlock(process, Some(&cycle));
        }
        process.record.state.store(what().state(), Ordering::SeqCst);
        process.switch.give_away(match (what(), seen_outside) {
            (WaitFor::Outside, Some(seen_outside)) => Wait::Outside(seen_outside, until),
            (WaitFor::Listening, Some(seen_outside)) => Wait::Listening(seen_outside),
            _ => Wait::Event(seen, until),
        });
        process.record.state.store(EXECUTING, Ordering::SeqCst);
        process.check_stop();
        if process.ending == Some(Ending::Stopped) {
            break false;
        }
    };
    if listed {
        world.waits.remove(identity);
    }
    result
}

/// Tells a deadlock and ends the program.
fn deadlock(process: &Process<'_>, cycle: Option<&[u32]>) {
    report_deadlock(&process.domain.machine.world, &process.domain.program.sources, cycle);
}

/// Tells a deadlock of these processes, or of all that wait, and ends the program.
pub(crate) fn report_deadlock(world: &World, sources: &SourceMap, cycle: Option<&[u32]>) {
    if let Some(report) = world.waits.deadlock(cycle) {
        crate::report::print(&report, sources);
        world.failed.store(true, Ordering::SeqCst);
        world.stop();
    }
}

/// Sleeps until a point in time, until `RESUME PROCESS`, or until the process must end.
pub fn sleep(process: &mut Process<'_>, until: Moment) {
    process.rest(Rest::Until(until), Span::default());
}

impl Process<'_> {
    /// Called where another process could see or change what this one is about to: with a seed, somebody else may run
    /// first.
    #[inline(always)]
    pub fn observe(&mut self) {
        if self.seeded {
            self.observe_slowly();
        }
    }

    #[cold]
    #[inline(never)]
    fn observe_slowly(&mut self) {
        self.pass(false);
    }

    /// With a seed: lets somebody else run if the seed says so.
    fn pass(&mut self, yields: bool) {
        let world = self.domain.machine.world.clone();
        let Some(conductor) = &world.conductor else { return };
        if conductor.passes(self.record.identity, yields, world.events()) {
            self.switch.give_away(Wait::Passed);
        }
        self.check_stop();
    }

    /// Called where the code looks at something outside of the program that is not ready, such as an external process
    /// that still runs. With a seed, time passes while it is looked at again and again.
    pub fn look_outside(&self) {
        if let Some(conductor) = &self.domain.machine.world.conductor {
            conductor.look_outside();
        }
    }
}
