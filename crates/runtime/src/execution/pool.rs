//! Domains that rest between two preemptive processes: a thread with its stack and the nodes of all that it has called, so
//! that the next process starts at once, however large the code that it calls. Everything else of a process is gone before
//! its domain rests.

use crate::machine::Machine;
use crate::process::Process;
use crate::program::Program;
use crate::record::ProcessRecord;
use parking_lot::{Condvar, Mutex};
use std::sync::Arc;
use std::time::Duration;

/// How many domains of a machine may rest at once.
const MOST_RESTING: usize = 32;
/// How long a domain rests before its thread ends.
const LONGEST_REST: Duration = Duration::from_secs(5);
/// How many processes a domain runs before its thread ends: memories in its nodes do not grow for ever.
pub(crate) const MOST_USES: u32 = 10_000;

/// A preemptive process that has not begun.
pub(crate) struct Job {
    /// The process, which its machine knows already.
    pub(crate) record: Arc<ProcessRecord>,
    /// What it does first.
    pub(crate) work: Box<dyn FnOnce(&mut Process<'_>) + Send>,
    /// The number of its domain for the conductor.
    pub(crate) number: u32,
}

/// What a resting domain does next.
#[derive(Default)]
enum Next {
    #[default]
    Rest,
    Run(Job),
    End,
}

/// Where a resting domain gets its next process.
pub(crate) struct Seat {
    program: Arc<Program>,
    next: Mutex<Next>,
    bell: Condvar,
}

/// The resting domains of a machine.
#[derive(Default)]
pub(crate) struct Pool {
    /// The one that has rested for the shortest time is the last and works next, so that those beyond need end.
    resting: Mutex<Vec<Arc<Seat>>>,
}

impl Seat {
    pub(crate) fn new(program: Arc<Program>) -> Arc<Seat> {
        Arc::new(Seat { program, next: Mutex::default(), bell: Condvar::new() })
    }

    fn tell(&self, next: Next) {
        *self.next.lock() = next;
        self.bell.notify_one();
    }
}

impl Pool {
    /// Gives a process to a resting domain of the program; gives it back where none rests.
    pub(crate) fn give(&self, program: &Arc<Program>, job: Job) -> Option<Job> {
        let mut resting = self.resting.lock();
        let Some(index) = resting.iter().rposition(|seat| Arc::ptr_eq(&seat.program, program)) else {
            return Some(job);
        };
        let seat = resting.remove(index);
        drop(resting);
        seat.tell(Next::Run(job));
        None
    }

    /// All that rest end.
    pub(crate) fn dismiss(&self) {
        let resting = std::mem::take(&mut *self.resting.lock());
        resting.iter().for_each(|seat| seat.tell(Next::End));
    }

    /// A domain may get its next process from now on; false where enough others rest.
    pub(crate) fn rest(&self, seat: &Arc<Seat>) -> bool {
        let mut resting = self.resting.lock();
        let has_room = resting.len() < MOST_RESTING;
        if has_room {
            resting.push(seat.clone());
        }
        has_room
    }

    /// The next process of a domain that rests; `None` where none comes for long.
    pub(crate) fn wait(&self, seat: &Arc<Seat>) -> Option<Job> {
        let mut next = seat.next.lock();
        loop {
            match std::mem::take(&mut *next) {
                Next::Run(job) => return Some(job),
                Next::End => return None,
                Next::Rest => {}
            }
            if seat.bell.wait_for(&mut next, LONGEST_REST).timed_out() {
                drop(next);
                if self.leave(seat) {
                    return None;
                }
                // It was just chosen.
                next = seat.next.lock();
            }
        }
    }

    /// A domain rests no more; false where it does not rest.
    fn leave(&self, seat: &Arc<Seat>) -> bool {
        let mut resting = self.resting.lock();
        let index = resting.iter().position(|each| Arc::ptr_eq(each, seat));
        index.map(|index| resting.remove(index)).is_some()
    }

    /// How many domains rest.
    pub(crate) fn resting(&self) -> usize {
        self.resting.lock().len()
    }
}

impl Machine {
    /// How many domains of preemptive processes that have ended rest until the next ones begin.
    pub fn resting_domains(&self) -> usize {
        self.state.get::<Pool>().resting()
    }
}
