//! The scheduler of a run with a seed: one process runs at a time, on a virtual clock, and the seed decides which. The
//! same seed gives the same run.

use crate::scheduler::Wait;
use crate::world::Moment;
use parking_lot::{Condvar, Mutex};
use std::time::Duration;

/// How far the virtual clock moves when it is read.
const READING: Duration = Duration::from_micros(100);

/// Number of a domain, which is a thread.
pub type DomainNumber = u32;

struct Entry {
    identity: u32,
    domain: DomainNumber,
    wait: Wait,
    /// Somebody asked it to end: it gets its turn whatever it waits for.
    called: bool,
}

struct State {
    chance: fastrand::Rng,
    now: Moment,
    /// Who runs, or has been chosen to run next.
    current: Option<u32>,
    entries: Vec<Entry>,
    domains: DomainNumber,
    /// All processes wait for something that none of them will do.
    stuck: bool,
}

/// Gives the turn to one process after the other.
pub struct Conductor {
    state: Mutex<State>,
    turn: Condvar,
}

/// What a domain does next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// It runs this process.
    Run(u32),
    /// None of its processes is left.
    Empty,
}

impl Conductor {
    pub(crate) fn new(seed: u64) -> Self {
        let state = State {
            chance: fastrand::Rng::with_seed(seed ^ 0x5EED),
            now: Duration::ZERO,
            current: None,
            entries: Vec::new(),
            domains: 0,
            stuck: false,
        };
        Self { state: Mutex::new(state), turn: Condvar::new() }
    }

    /// The virtual time, which moves with the reading.
    pub fn read_clock(&self) -> Moment {
        let mut state = self.state.lock();
        state.now += READING;
        state.now
    }

    /// A number for a new domain.
    pub fn new_domain(&self) -> DomainNumber {
        let mut state = self.state.lock();
        state.domains += 1;
        state.domains
    }

    /// Adds a process that may run.
    pub fn add(&self, identity: u32, domain: DomainNumber) {
        let mut state = self.state.lock();
        state.entries.push(Entry { identity, domain, wait: Wait::Slice, called: false });
    }

    /// Lets a process have its turn although it waits, because it is asked to end.
    pub fn call(&self, identity: u32) {
        let mut state = self.state.lock();
        for entry in state.entries.iter_mut().filter(|entry| entry.identity == identity) {
            entry.called = true;
        }
    }

    /// Lets all processes have their turns although they wait.
    pub fn wake_all(&self) {
        let mut state = self.state.lock();
        state.entries.iter_mut().for_each(|entry| entry.called = true);
        self.turn.notify_all();
    }

    /// Whether all processes wait for something that none of them will do.
    pub fn is_stuck(&self) -> bool {
        self.state.lock().stuck
    }

    /// Waits for the turn of a process of a domain. `events` tells how often something has happened.
    pub fn next(&self, domain: DomainNumber, events: impl Fn() -> u64) -> Turn {
        let mut state = self.state.lock();
        loop {
            if !state.entries.iter().any(|entry| entry.domain == domain) {
                return Turn::Empty;
            }
            let chooses = state.current.is_none();
            if chooses {
                state.choose(events());
            }
            if let Some(current) = state.current
                && state.entries.iter().any(|entry| entry.identity == current && entry.domain == domain)
            {
                return Turn::Run(current);
            }
            // Whoever is woken without having chosen must not wake the others: they would wake each other for ever.
            if chooses {
                self.turn.notify_all();
            }
            self.turn.wait(&mut state);
        }
    }

    /// A process gives its turn away.
    pub fn give_away(&self, identity: u32, wait: Wait) {
        let mut state = self.state.lock();
        if let Some(entry) = state.entries.iter_mut().find(|entry| entry.identity == identity) {
            entry.wait = wait;
            entry.called = false;
        }
        state.current = None;
        self.turn.notify_all();
    }

    /// A process has ended.
    pub fn remove(&self, identity: u32) {
        let mut state = self.state.lock();
        state.entries.retain(|entry| entry.identity != identity);
        state.current = None;
        self.turn.notify_all();
    }
}

impl State {
    /// Chooses who runs next; where nobody can, the clock moves to the next point in time that somebody waits for.
    fn choose(&mut self, events: u64) {
        loop {
            let ready: Vec<u32> = self
                .entries
                .iter()
                .filter(|entry| entry.is_ready(self.now, events))
                .map(|entry| entry.identity)
                .collect();
            if !ready.is_empty() {
                let chosen = self.chance.usize(..ready.len());
                self.current = ready.get(chosen).copied();
                return;
            }
            match self.entries.iter().filter_map(|entry| entry.wait.deadline()).min() {
                Some(next) => self.now = self.now.max(next),
                None if self.entries.is_empty() => return,
                None => {
                    self.stuck = true;
                    self.entries.iter_mut().for_each(|entry| entry.called = true);
                }
            }
        }
    }
}

impl Entry {
    fn is_ready(&self, now: Moment, events: u64) -> bool {
        self.called || self.wait.is_over(now, events)
    }
}
