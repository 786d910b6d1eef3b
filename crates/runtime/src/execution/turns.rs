//! The turns of a domain's processes on its thread: in real time one after the other, with a seed as the
//! [`Conductor`] says.

use crate::conductor::{Conductor, Turn};
use crate::domain::{Domain, Service, Task, once};
use crate::effects;
use crate::fault;
use crate::inbox::InboxTask;
use crate::machine::Machine;
use crate::pool::Seat;
use crate::process::Process;
use crate::record::ProcessRecord;
use crate::scheduler;
use crate::stacks::{STACK_RESERVE, no_stack};
use crate::wait::{Moment, Switch, Wait};
use corosensei::stack::{DefaultStack, Stack};
use corosensei::{Coroutine, CoroutineResult};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// How long other processes may go on when the main one has ended (rule 7.12).
const GRACE: Duration = Duration::from_secs(13);

/// A process of the domain.
struct Running {
    body: Body,
    life: Life,
    wait: Wait,
    /// Its place in the order in which the processes of the domain began.
    order: u64,
    declared: effects::Turn,
}

/// How a process goes on at its next turn.
enum Body {
    /// It begins, on this stack where there is one already.
    New(Service, Option<DefaultStack>),
    /// In the middle of its work, on its stack.
    Suspended(Coroutine<(), Wait, Outcome>),
    /// Between two pieces of its work it has no stack.
    Idle(Box<Idle>),
    /// Not at all: it runs now.
    Runs,
}

/// A process without a stack.
struct Idle {
    process: Process<'static>,
    work: Service,
}

/// How a process leaves its stack.
enum Outcome {
    Ended,
    Idle(Box<Idle>, Wait),
}

/// What came of a turn.
enum Turned {
    /// The process waits.
    Waits(Wait),
    Ended,
    /// There is no such process.
    Missing,
}

/// Others must not wait for a process that is dropped before its end.
struct Life {
    machine: Arc<Machine>,
    record: Arc<ProcessRecord>,
}

impl Drop for Life {
    fn drop(&mut self) {
        if !self.record.requests.has_ended() {
            self.machine.remove_process(&self.record);
            if let Some(conductor) = &self.machine.world.conductor {
                conductor.remove(self.record.identity);
            }
        }
    }
}

/// The processes of a domain, by identity, and who of them gets the next turn in real time.
#[derive(Default)]
struct Turns {
    /// Where a domain of preemptive processes rests when its process has ended.
    seat: Option<Arc<Seat>>,
    running: FxHashMap<u32, Running>,
    /// Those that may go on, in their order.
    ready: BTreeSet<(u64, u32)>,
    /// When those that wait for a point in time go on in any case.
    deadlines: BTreeSet<(Moment, u32)>,
    begun: u64,
    /// The order of the process that had the last turn.
    last: u64,
}

impl Turns {
    fn add(&mut self, body: Body, life: Life) {
        self.begun += 1;
        let (identity, order) = (life.record.identity, self.begun);
        self.running
            .insert(identity, Running { body, life, wait: Wait::Slice, order, declared: effects::Turn::default() });
        self.ready.insert((order, identity));
    }

    /// A process gets a turn.
    fn wake(&mut self, identity: u32) {
        if let Some(process) = self.running.get(&identity) {
            self.ready.insert((process.order, identity));
        }
    }

    /// Those whose time has come get a turn.
    fn wake_due(&mut self, now: impl FnOnce() -> Moment) {
        if self.deadlines.is_empty() {
            return;
        }
        let now = now();
        while let Some((_, identity)) = self.deadlines.first().copied().filter(|(deadline, _)| *deadline <= now) {
            self.deadlines.pop_first();
            self.wake(identity);
        }
    }

    /// Takes the next process that may go on: after the last one, in their order.
    fn next(&mut self) -> Option<u32> {
        let next = self.ready.range((self.last + 1, 0)..).next().or(self.ready.first()).copied()?;
        self.ready.remove(&next);
        let (order, identity) = next;
        self.last = order;
        if let Some(deadline) = self.running.get(&identity).and_then(|process| process.wait.deadline()) {
            self.deadlines.remove(&(deadline, identity));
        }
        Some(identity)
    }

    /// A process gave its turn away.
    fn wait(&mut self, identity: u32, wait: Wait) {
        let Some(process) = self.running.get_mut(&identity) else { return };
        process.wait = wait;
        match wait.deadline() {
            Some(deadline) => drop(self.deadlines.insert((deadline, identity))),
            None if matches!(wait, Wait::Slice | Wait::Passed) => drop(self.ready.insert((process.order, identity))),
            None => {}
        }
    }
}

impl Domain {
    /// Its processes cannot go on, and those of other domains may wait for them: all end.
    #[cold]
    pub(crate) fn has_failed(&self, fault: &fault::Fault) {
        self.spoilt.set(true);
        crate::print::print(self.machine.world.host().as_ref(), &fault.report("the whole run"), &self.program.sources);
        self.machine.world.failed.store(true, Ordering::SeqCst);
        for task in self.new_tasks() {
            drop(Life { machine: self.machine.clone(), record: task.record });
        }
        self.machine.world.stop();
    }

    pub(crate) fn run_in_real_time(self: &Rc<Domain>, seat: Option<&Arc<Seat>>) -> std::io::Result<()> {
        let world = &self.machine.world;
        let mut turns = Turns { seat: seat.cloned(), ..Turns::default() };
        let mut grace: Option<Moment> = None;
        loop {
            self.begin_tasks(&mut turns);
            if grace.is_some_and(|until| world.now() >= until) {
                self.machine.end_processes();
                grace = None;
            }
            self.bell.take(|identity| turns.wake(identity));
            turns.wake_due(|| world.now());
            let Some(identity) = turns.next() else {
                // Processes on other threads may still go on.
                if turns.running.is_empty() && !(grace.is_some() && self.machine.has_processes()) {
                    return Ok(());
                }
                self.end_if_stuck();
                let deadline = turns.deadlines.first().map(|(deadline, _)| *deadline);
                world.sleep(&self.bell, deadline.into_iter().chain(grace).min());
                continue;
            };
            match self.take_turn(&mut turns, identity)? {
                Turned::Waits(wait) => turns.wait(identity, wait),
                Turned::Ended => {
                    if self.remove(&mut turns, identity) {
                        grace = Some(world.now() + GRACE);
                    }
                    self.end_if_stuck();
                }
                Turned::Missing => {}
            }
        }
    }

    /// Reports a deadlock where all processes wait for each other.
    fn end_if_stuck(&self) {
        let world = &self.machine.world;
        if world.is_stuck() {
            scheduler::report_deadlock(world, &self.program.sources, None);
        }
    }

    /// With a seed, the conductor says which process of which domain runs. The end of the main process lets a clock of
    /// its own run in the conductor.
    pub(crate) fn run_seeded(
        self: &Rc<Domain>,
        seat: Option<&Arc<Seat>>,
        conductor: &Conductor,
    ) -> std::io::Result<()> {
        let world = &self.machine.world;
        let grace = u32::MAX - self.number.get();
        let mut turns = Turns { seat: seat.cloned(), ..Turns::default() };
        loop {
            self.begin_tasks(&mut turns);
            let Turn::Run(identity) = conductor.next(self.number.get()) else { return Ok(()) };
            if conductor.is_stuck() {
                scheduler::report_deadlock(world, &self.program.sources, None);
            }
            if identity == grace {
                self.machine.end_processes();
                conductor.remove(grace);
                continue;
            }
            self.begin_tasks(&mut turns);
            match self.take_turn(&mut turns, identity)? {
                Turned::Waits(wait) => conductor.give_away(identity, wait),
                Turned::Ended => {
                    if self.remove(&mut turns, identity) {
                        conductor.add_waiting(grace, self.number.get(), Wait::Until(world.now() + GRACE));
                    }
                    conductor.remove(identity);
                }
                Turned::Missing => conductor.remove(identity),
            }
        }
    }

    /// Lets a process go on until it gives its turn away. One for which there is no stack ends with a report.
    ///
    /// # Errors
    /// There is no stack for the main process.
    fn take_turn(self: &Rc<Domain>, turns: &mut Turns, identity: u32) -> std::io::Result<Turned> {
        let world = &self.machine.world;
        let Some(process) = turns.running.get_mut(&identity) else { return Ok(Turned::Missing) };
        let record = process.life.record.clone();
        let mut coroutine = match self.ready(std::mem::replace(&mut process.body, Body::Runs), &record) {
            Ok(coroutine) => coroutine,
            Err(problem) if self.is_first(&record) => return Err(problem),
            Err(problem) => {
                crate::print::print(world.host().as_ref(), &no_stack(&problem), &self.program.sources);
                world.failed.store(true, Ordering::SeqCst);
                return Ok(Turned::Ended);
            }
        };
        record.run_time.begin(world);
        process.declared.change();
        let result = coroutine.resume(());
        process.declared.change();
        record.run_time.end(world);
        let outcome = match result {
            CoroutineResult::Yield(wait) => {
                process.body = Body::Suspended(coroutine);
                return Ok(Turned::Waits(wait));
            }
            CoroutineResult::Return(outcome) => outcome,
        };
        self.keep_stack(&record, coroutine.into_stack());
        match outcome {
            Outcome::Idle(idle, wait) => {
                process.body = Body::Idle(idle);
                Ok(Turned::Waits(wait))
            }
            Outcome::Ended => Ok(Turned::Ended),
        }
    }

    /// Gives a process a stack, where it has none.
    fn ready(
        self: &Rc<Domain>,
        body: Body,
        record: &Arc<ProcessRecord>,
    ) -> std::io::Result<Coroutine<(), Wait, Outcome>> {
        let (domain, own_record) = (self.clone(), record.clone());
        match body {
            Body::Suspended(coroutine) => Ok(coroutine),
            Body::New(work, stack) => {
                let stack = stack.map_or_else(|| self.stack_for(record), Ok)?;
                Ok(self.coroutine(stack, work, move |switch, limit| Process::new(domain, own_record, switch, limit)))
            }
            Body::Idle(idle) => {
                let stack = self.stack_for(record)?;
                let Idle { process, work } = *idle;
                Ok(self.coroutine(stack, work, move |switch, limit| process.on(switch, limit)))
            }
            Body::Runs => Err(std::io::Error::other("the process runs already")),
        }
    }

    /// Forgets a process that has ended; true where it was the main one.
    fn remove(&self, turns: &mut Turns, identity: u32) -> bool {
        let Some(Running { life, .. }) = turns.running.remove(&identity) else { return false };
        if let Some(seat) = &turns.seat {
            self.rest(seat);
        }
        self.forget(&life.record)
    }

    /// The processes that were added since last time, also by other threads where this is the machine's cooperative domain.
    fn new_tasks(&self) -> Vec<Task> {
        let mut tasks = self.tasks.take();
        if !self.preemptive {
            for InboxTask { record, work } in self.inbox.take() {
                self.count.set(self.count.get() + 1);
                tasks.push(Task { record, work: once(work), stack: None });
            }
        }
        tasks
    }

    /// Forgets a process, which may not have begun; true where it was the main one, whose end the others are told.
    fn forget(&self, record: &ProcessRecord) -> bool {
        self.count.set(self.count.get().saturating_sub(1));
        self.machine.remove_process(record);
        if self.main.get() != Some(record.identity) {
            return false;
        }
        self.machine.settings.ending.store(true, Ordering::SeqCst);
        for worker in self.machine.processes().iter().filter(|record| record.worker) {
            self.machine.abort(worker);
        }
        true
    }

    /// Takes in the processes that were added.
    fn begin_tasks(&self, turns: &mut Turns) {
        for Task { record, work, stack } in self.new_tasks() {
            self.machine.world.waits.seat(record.identity, self.bell.clone());
            turns.add(Body::New(work, stack), Life { machine: self.machine.clone(), record });
        }
    }

    /// The work of a process on a stack; `begin` makes the process there.
    fn coroutine<F>(&self, stack: DefaultStack, mut work: Service, begin: F) -> Coroutine<(), Wait, Outcome>
    where
        F: for<'y> FnOnce(Switch<'y>, usize) -> Process<'y> + 'static,
    {
        let limit = stack.limit().get() + STACK_RESERVE;
        let world = self.machine.world.clone();
        Coroutine::with_stack(stack, move |yielder, ()| {
            // Reports can fail too, and what the process leaves behind when it is dropped.
            let whole = move || {
                let mut process = begin(Switch { yielder: Some(yielder) }, limit);
                let mut wait = None;
                process.guarded(|process| {
                    process.notice_changes();
                    if process.record.requests.is_called() {
                        process.attend();
                    }
                    wait = work(process);
                });
                if let Some(wait) = wait {
                    let process = process.without_stack();
                    return Ok(Outcome::Idle(Box::new(Idle { process, work }), wait));
                }
                crate::report::process_ended(&mut process);
                Ok(Outcome::Ended)
            };
            // The report is all that is left to do.
            fault::guard(&world, "a process", whole).unwrap_or(Outcome::Ended)
        })
    }
}
