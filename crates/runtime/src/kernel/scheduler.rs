//! Who runs when: processes of a domain take turns on one thread, each on a stack of its own. In real time a domain
//! gives turns to its own processes; with a seed the [`Conductor`](crate::conductor::Conductor) decides for all domains.

use crate::process::{Ending, Process};
use crate::requests::Rest;
use crate::wait::{FUEL, Moment, Wait};
use crate::waiting::{WaitFor, Waiting};
use crate::world::World;
use fourd_source::{SourceMap, Span};
use std::sync::atomic::Ordering;
use std::time::Duration;

/// The state of a process that runs (rule 7.8).
const EXECUTING: i32 = 0;

/// How often a process looks around between two looks at the memory that is left.
const LOOKS_BETWEEN_MEMORY: u32 = 32;
/// The memory that small values may take in that time, in bytes. A program that runs out of memory by many of them gets an
/// error in time.
const SPARE_MEMORY: usize = 24 << 20;

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

/// Waits until `ready` holds, or until a point in time. False where time ran out or the process must end. `ready` is asked
/// whenever the process is woken: whatever makes it hold must wake the process, or signal the key of what it waits for. A
/// deadlock ends the program.
pub fn wait(
    process: &mut Process<'_>,
    until: Option<Moment>,
    what: impl Fn() -> WaitFor,
    span: Span,
    mut ready: impl FnMut() -> bool,
) -> bool {
    let world = process.domain.machine.world.clone();
    let identity = process.record.identity;
    let result = loop {
        world.looks(identity, what().key());
        if ready() {
            break true;
        }
        if until.is_some_and(|until| world.look_at_clock() >= until) {
            break false;
        }
        let wait = enlist(process, until, what(), span);
        process.switch.give_away(wait);
        process.record.state.store(EXECUTING, Ordering::SeqCst);
        process.check_stop();
        if process.ending == Some(Ending::Stopped) {
            break false;
        }
    };
    world.waits.leaves(identity);
    result
}

/// What a process that may have nothing to do does next.
pub(crate) enum Next {
    /// It has something to do.
    Work,
    /// It gives its turn away like this, and looks again at its next turn.
    Rest(Wait),
    /// It must end.
    End,
}

/// As [`wait`] without a limit of time, for a process that can give its stack back while it waits: to be called anew at
/// each turn until it does not rest.
pub(crate) fn rest(process: &mut Process<'_>, what: impl Fn() -> WaitFor, mut ready: impl FnMut() -> bool) -> Next {
    let world = process.domain.machine.world.clone();
    let identity = process.record.identity;
    process.record.state.store(EXECUTING, Ordering::SeqCst);
    process.check_stop();
    let must_end = process.ending == Some(Ending::Stopped);
    world.looks(identity, what().key());
    if !must_end && !ready() {
        return Next::Rest(enlist(process, None, what(), Span::default()));
    }
    world.waits.leaves(identity);
    if must_end { Next::End } else { Next::Work }
}

/// Enters a process that has looked into the list of those who wait. Gives how it is to give its turn away.
fn enlist(process: &Process<'_>, until: Option<Moment>, what: WaitFor, span: Span) -> Wait {
    let world = &process.domain.machine.world;
    // It must not sleep over what others ask of it.
    let goes_on = process.is_called() || process.ending == Some(Ending::Stopped);
    let wait = match &what {
        _ if goes_on => Wait::Slice,
        WaitFor::Outside(_) if process.seeded => Wait::Outside(until),
        WaitFor::Listening if process.seeded => Wait::Listening,
        _ => Wait::Event(until),
    };
    process.record.state.store(what.state(), Ordering::SeqCst);
    let waiting = Waiting {
        number: process.record.number,
        name: process.record.name.clone(),
        what,
        span,
        until,
        held: process.held.clone(),
        semaphores: process.semaphores.clone(),
    };
    if let Some(cycle) = world.waits.put(process.record.identity, waiting, goes_on) {
        deadlock(process, Some(&cycle));
    }
    wait
}

/// Reports a deadlock and ends the program.
fn deadlock(process: &Process<'_>, cycle: Option<&[u32]>) {
    report_deadlock(&process.domain.machine.world, &process.domain.program.sources, cycle);
}

/// Reports a deadlock of these processes, or of all that wait, and ends the program.
pub(crate) fn report_deadlock(world: &World, sources: &SourceMap, cycle: Option<&[u32]>) {
    if let Some(report) = world.waits.deadlock(cycle) {
        crate::print::print(world.host().as_ref(), &report, sources);
        world.failed.store(true, Ordering::SeqCst);
        world.stop();
    }
}

/// Sleeps until a point in time, until `RESUME PROCESS`, or until the process must end.
pub fn sleep(process: &mut Process<'_>, until: Moment) {
    process.rest(Rest::Until(until), Span::default());
}

impl Process<'_> {
    /// One loop round or call: sometimes looks whether others want something of the process.
    #[inline(always)]
    pub fn tick(&mut self) {
        self.fuel -= 1;
        if self.fuel <= 0 {
            self.look_around();
        }
    }

    #[cold]
    #[inline(never)]
    fn look_around(&mut self) {
        if self.withheld_fuel > 0 {
            self.outdated_loops = self.outdated_loops.min(self.loops);
            self.withheld_fuel -= 1;
            if self.outdated_loops > 0 && self.withheld_fuel > 0 {
                return;
            }
            self.fuel = std::mem::take(&mut self.withheld_fuel);
            if self.fuel > 0 {
                return;
            }
        }
        self.fuel = FUEL;
        self.domain.machine.world.spend_steps(FUEL as u64);
        self.check_stop();
        self.looks += 1;
        if self.looks.is_multiple_of(LOOKS_BETWEEN_MEMORY)
            && !self.attention
            && let Err(error) = fourd_value::memory::expect(SPARE_MEMORY)
        {
            self.raise(error, self.calls.last().map(|call| call.call_span).unwrap_or_default());
        }
        if !self.attention {
            yield_slice(self);
        }
        self.withhold_fuel();
    }

    /// Lets each loop round look around while there are loops that run in outdated trees.
    fn withhold_fuel(&mut self) {
        self.outdated_loops = self.outdated_loops.min(self.loops);
        if self.outdated_loops > 0 && self.withheld_fuel == 0 {
            self.withheld_fuel = std::mem::take(&mut self.fuel).max(1);
        }
    }

    /// A round of the loop at that depth has ended without any fuel left. Whether the loop runs in a tree that is
    /// outdated: from the next round on it must run in the newest one.
    #[cold]
    pub(crate) fn look_around_in_loop(&mut self, depth: u32) -> bool {
        self.look_around();
        let outdated = depth <= self.outdated_loops;
        if outdated {
            // The loops in it have ended.
            self.outdated_loops = depth - 1;
        }
        outdated
    }

    /// Takes notice of trees that are outdated: its loops look for newer ones, each at the end of its round.
    pub(crate) fn notice_changes(&mut self) {
        let revision = self.domain.program.observers.revision();
        if self.revision == revision {
            return;
        }
        self.revision = revision;
        if self.domain.renew(revision) {
            (self.domain.upcalls.reload)(self);
        }
        self.outdated_loops = self.loops;
        self.withhold_fuel();
    }

    /// Whether it is asked to end.
    fn shall_end(&self) -> bool {
        let stopping = &self.domain.machine.world.stopping;
        self.ending.is_none() && (stopping.load(Ordering::Relaxed) || self.record.abort.load(Ordering::Relaxed))
    }

    /// Whether it is asked to end or to do something.
    pub(crate) fn is_called(&self) -> bool {
        self.shall_end() || self.record.requests.is_called()
    }

    /// Ends the process where it was asked to, and does what else others ask.
    pub fn check_stop(&mut self) {
        self.notice_changes();
        if self.shall_end() {
            self.end(Ending::Stopped);
        }
        if self.record.requests.is_called() {
            self.attend();
        }
    }

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
        if conductor.passes(self.record.identity, yields) {
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
