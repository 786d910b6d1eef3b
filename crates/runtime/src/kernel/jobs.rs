//! Jobs that a process does for other processes between two of its own steps, and how it rests.

use crate::machine::Machine;
use crate::process::{Ending, Process};
use crate::record::ProcessRecord;
use crate::requests::Rest;
use crate::scheduler;
use crate::wait::Wait;
use crate::waiting::WaitFor;
use crate::world::World;
use fourd_source::Span;
use parking_lot::Mutex;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// What a process does between two of its own steps. It must leave the errors of the process alone.
type Job = Box<dyn FnOnce(&mut Process<'_>) + Send>;

/// What a process is to do at its next turn.
#[derive(Default)]
struct Jobs(Mutex<Vec<Job>>);

/// Where the answer to a job goes. Wakes the process that waits for it when the job is done, or dropped.
struct Answer<T> {
    place: Option<Arc<Mutex<Option<T>>>>,
    world: Arc<World>,
    asker: u32,
}

impl<T> Drop for Answer<T> {
    fn drop(&mut self) {
        // The process sees that the job is gone by the references to the place.
        self.place = None;
        self.world.wake(self.asker);
    }
}

/// Lets a process look at its requests, although it waits.
fn call(machine: &Machine, record: &ProcessRecord) {
    record.requests.call();
    machine.world.call(record.identity);
}

/// Lets a process rest or go on.
pub fn set_rest(machine: &Machine, record: &ProcessRecord, rest: Rest) {
    record.requests.set_rest(rest);
    call(machine, record);
}

/// Lets a process do something at its next turn and waits for what it gives; nothing where it ends before. The errors
/// of the process must be left alone.
pub fn ask<T: Send + 'static>(
    process: &mut Process<'_>,
    machine: &Machine,
    record: &ProcessRecord,
    span: Span,
    job: impl FnOnce(&mut Process<'_>) -> T + Send + 'static,
) -> Option<T> {
    if record.identity == process.record.identity {
        return Some(job(process));
    }
    let answer = Arc::new(Mutex::new(None));
    let place = Answer { place: Some(answer.clone()), world: machine.world.clone(), asker: process.record.identity };
    record.requests.jobs.get::<Jobs>().0.lock().push(Box::new(move |process| {
        let given = job(process);
        if let Some(place) = &place.place {
            *place.lock() = Some(given);
        }
    }));
    call(machine, record);
    let is_dropped = || Arc::strong_count(&answer) == 1;
    let ready = || answer.lock().is_some() || is_dropped() || record.requests.has_ended();
    scheduler::wait(process, None, || WaitFor::Answer(None), span, ready);
    answer.lock().take()
}

impl Process<'_> {
    /// Looks at what others ask: does it, and rests where it shall.
    #[cold]
    #[inline(never)]
    pub(crate) fn attend(&mut self) {
        self.record.requests.answer();
        let jobs = std::mem::take(&mut *self.record.requests.jobs.get::<Jobs>().0.lock());
        for job in jobs {
            // They pack and unpack values. Where there is no room for that, the requester gets nothing.
            let _ = self.with_room(|process| job(process));
        }
        if self.resting || self.record.requests.rest() == Rest::No {
            return;
        }
        self.resting = true;
        // Where it was when another process paused it is not known closer than by the running call.
        let span = self.calls.last().map(|call| call.call_span).unwrap_or_default();
        self.rest_until_resumed(span);
        self.resting = false;
        self.record.state.store(0, Ordering::SeqCst);
    }

    /// Rests at once.
    pub fn rest(&mut self, rest: Rest, span: Span) {
        self.record.requests.set_rest(rest);
        self.resting = true;
        self.rest_until_resumed(span);
        self.resting = false;
        self.record.state.store(0, Ordering::SeqCst);
    }

    fn rest_until_resumed(&mut self, span: Span) {
        let record = self.record.clone();
        // Others need not wait until it goes on.
        if let Some(group) = &self.queued {
            group.leave_queue(record.identity);
        }
        while self.ending != Some(Ending::Stopped) {
            match record.requests.rest() {
                Rest::No => return,
                Rest::Until(until) if self.domain.machine.world.now() >= until => {
                    record.requests.set_rest(Rest::No);
                    return;
                }
                Rest::Until(until) => {
                    record.state.store(DELAYED, Ordering::SeqCst);
                    self.switch.give_away(if self.is_called() { Wait::Slice } else { Wait::Until(until) });
                    self.check_stop();
                }
                Rest::Paused => {
                    scheduler::wait(self, None, || WaitFor::Resume, span, || record.requests.rest() != Rest::Paused);
                }
            }
        }
    }
}

/// The state of a process that sleeps for some time (rule 7.8).
const DELAYED: i32 = 1;
