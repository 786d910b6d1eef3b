//! The scheduler of a run with a seed: one process runs at a time, on a virtual clock, and the seed decides which. The
//! same seed gives the same run.
//!
//! What happens outside of the program takes no virtual time: a process that waits for it goes on when no other could run,
//! or when the clock has moved for [`OVERLOOKED`], and meanwhile the clock stands.

use crate::schedule::{Candidate, Occasion, Schedule};
use crate::scheduler::Wait;
use crate::world::Moment;
use parking_lot::{Condvar, Mutex};
use rustc_hash::FxHashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How far the virtual clock moves when it is read, and when a process lets others run.
const READING: Duration = Duration::from_micros(100);

/// How far the virtual clock moves where a process does what others could observe.
const POINT: Duration = Duration::from_micros(10);

/// How long others may go on, on the virtual clock, while a process waits for something outside; then they wait too.
const OVERLOOKED: Duration = Duration::from_secs(1);

/// How long the clock stands in real time, at least and at most, while others could go on and something outside is awaited.
const STAND: (Duration, Duration) = (Duration::from_millis(300), Duration::from_secs(10));

/// How long the clock stands at most, in real time, while something outside may come that nobody awaits: a script that
/// waits an hour need not last as long, but who looks again and again for something sees it come.
const LISTEN: Duration = Duration::from_millis(10);

/// How long a look at something outside that is not ready takes at most, in real time.
const LOOK: Duration = Duration::from_micros(200);

/// Number of a domain, which is a thread.
pub type DomainNumber = u32;

struct Entry {
    identity: u32,
    domain: DomainNumber,
    wait: Wait,
    /// Somebody asked it to end: it gets its turn whatever it waits for.
    called: bool,
    priority: u64,
    /// When it began to wait.
    since: Moment,
}

struct State {
    schedule: Schedule,
    now: Moment,
    /// Who runs, or has been chosen to run next.
    current: Option<u32>,
    /// Who was chosen while the current one still runs.
    next: Option<u32>,
    entries: Vec<Entry>,
    /// What wakes the thread of each domain.
    bells: FxHashMap<DomainNumber, Arc<Condvar>>,
    domains: DomainNumber,
    /// All processes wait for something that none of them will do.
    stuck: bool,
    /// How often something happened outside.
    outside: u64,
    /// A process has looked at something outside that was not ready since the clock last waited.
    looked: bool,
    /// Since when the clock stands, in real time.
    stands: Option<Instant>,
}

/// Gives the turn to one process after the other.
pub struct Conductor {
    state: Mutex<State>,
}

/// What a domain does next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// It runs this process.
    Run(u32),
    /// None of its processes is left.
    Empty,
}

/// Whether somebody was chosen.
enum Choice {
    Made,
    /// Something outside has to happen first, or this much real time to pass.
    Outside(Option<Duration>),
}

impl Conductor {
    pub(crate) fn new(seed: u64) -> Self {
        let state = State {
            schedule: Schedule::new(seed),
            now: Duration::ZERO,
            current: None,
            next: None,
            entries: Vec::new(),
            bells: FxHashMap::default(),
            domains: 0,
            stuck: false,
            outside: 0,
            looked: false,
            stands: None,
        };
        Self { state: Mutex::new(state) }
    }

    /// The virtual time, which moves with the reading.
    pub fn read_clock(&self) -> Moment {
        let mut state = self.state.lock();
        state.now += READING;
        state.now
    }

    /// The virtual time, which stays as it is.
    pub(crate) fn look_at_clock(&self) -> Moment {
        self.state.lock().now
    }

    /// A number for a new domain.
    pub fn new_domain(&self) -> DomainNumber {
        let mut state = self.state.lock();
        state.domains += 1;
        let number = state.domains;
        state.bells.insert(number, Arc::default());
        number
    }

    /// Adds a process that may run.
    pub fn add(&self, identity: u32, domain: DomainNumber) {
        let mut state = self.state.lock();
        let (priority, since) = (state.schedule.priority(), state.now);
        state.entries.push(Entry { identity, domain, wait: Wait::Slice, called: false, priority, since });
        state.wake_chooser();
    }

    /// Lets a process wait that does not run.
    pub(crate) fn let_wait(&self, identity: u32, wait: Wait) {
        let mut state = self.state.lock();
        state.entries.iter_mut().filter(|entry| entry.identity == identity).for_each(|entry| entry.wait = wait);
    }

    /// Forgets a process that never began.
    pub(crate) fn forget(&self, identity: u32) {
        self.state.lock().entries.retain(|entry| entry.identity != identity);
    }

    /// Lets a process have its turn although it waits, because it is asked to end.
    pub fn call(&self, identity: u32) {
        let mut state = self.state.lock();
        for entry in state.entries.iter_mut().filter(|entry| entry.identity == identity) {
            entry.called = true;
        }
        state.wake_chooser();
    }

    /// Lets all processes have their turns although they wait.
    pub fn wake_all(&self) {
        let mut state = self.state.lock();
        state.entries.iter_mut().for_each(|entry| entry.called = true);
        state.wake_chooser();
    }

    /// Whether all processes wait for something that none of them will do.
    pub fn is_stuck(&self) -> bool {
        self.state.lock().stuck
    }

    /// How often something happened outside of the program.
    pub(crate) fn outside_events(&self) -> u64 {
        self.state.lock().outside
    }

    /// Something happened, maybe in a thread that runs no 4D code: where nobody runs, those who wait look again.
    pub(crate) fn hear(&self) {
        self.state.lock().wake_chooser();
    }

    /// Something happened outside of the program.
    pub(crate) fn outside_happened(&self) {
        let mut state = self.state.lock();
        state.outside += 1;
        state.wake_chooser();
    }

    /// A process looks at something outside that is not ready. A program that looks again and again must not let the
    /// virtual time run away meanwhile.
    pub(crate) fn look_outside(&self) {
        std::thread::sleep(LOOK);
        self.state.lock().looked = true;
    }

    /// Waits for the turn of a process of a domain. `events` tells how often something has happened.
    pub fn next(&self, domain: DomainNumber, events: impl Fn() -> u64) -> Turn {
        let mut state = self.state.lock();
        loop {
            if !state.entries.iter().any(|entry| entry.domain == domain) {
                state.bells.remove(&domain);
                state.wake_chooser();
                return Turn::Empty;
            }
            let mut limit = None;
            if state.current.is_none()
                && let Choice::Outside(longest) = state.choose(None, Occasion::Leaves, events())
            {
                limit = longest;
            }
            match state.current {
                Some(current) if state.is_in(current, domain) => return Turn::Run(current),
                Some(current) => state.ring(current),
                None => {}
            }
            let Some(bell) = state.bells.get(&domain).cloned() else { return Turn::Empty };
            match limit {
                Some(limit) => {
                    bell.wait_for(&mut state, limit);
                }
                None => bell.wait(&mut state),
            }
        }
    }

    /// The running process is about to do what others could observe, or lets them run: whether it must give its turn away
    /// with [`Wait::Passed`].
    pub(crate) fn passes(&self, identity: u32, yields: bool, events: u64) -> bool {
        let mut state = self.state.lock();
        state.now += if yields { READING } else { POINT };
        if state.current != Some(identity) {
            return false;
        }
        if let Some(entry) = state.entries.iter_mut().find(|entry| entry.identity == identity) {
            entry.wait = Wait::Slice;
        }
        let occasion = if yields { Occasion::Yields } else { Occasion::Observed };
        let choice = state.choose(Some(identity), occasion, events);
        let chosen = state.current.replace(identity);
        state.next = chosen.filter(|chosen| *chosen != identity);
        state.next.is_some() || matches!(choice, Choice::Outside(_))
    }

    /// A process gives its turn away.
    pub fn give_away(&self, identity: u32, wait: Wait, events: u64) {
        let mut state = self.state.lock();
        if wait == Wait::Passed {
            state.current = state.next.take();
        } else {
            let now = state.now;
            if let Some(entry) = state.entries.iter_mut().find(|entry| entry.identity == identity) {
                entry.wait = wait;
                entry.called = false;
                entry.since = now;
            }
            state.current = None;
            state.choose(Some(identity), Occasion::Leaves, events);
        }
        if let Some(current) = state.current {
            state.ring(current);
        }
    }

    /// A process has ended.
    pub fn remove(&self, identity: u32, events: u64) {
        let mut state = self.state.lock();
        state.entries.retain(|entry| entry.identity != identity);
        // Who looked may be the one that has ended.
        state.looked = false;
        state.current = None;
        state.choose(None, Occasion::Leaves, events);
        if let Some(current) = state.current {
            state.ring(current);
        }
    }
}

impl State {
    fn is_in(&self, identity: u32, domain: DomainNumber) -> bool {
        self.entries.iter().any(|entry| entry.identity == identity && entry.domain == domain)
    }

    /// Wakes the thread of a process.
    fn ring(&self, identity: u32) {
        let entry = self.entries.iter().find(|entry| entry.identity == identity);
        if let Some(bell) = entry.and_then(|entry| self.bells.get(&entry.domain)) {
            bell.notify_all();
        }
    }

    /// Where nobody is chosen because something outside is awaited: wakes the threads to look again.
    fn wake_chooser(&self) {
        if self.current.is_none() {
            self.bells.values().for_each(|bell| {
                bell.notify_all();
            });
        }
    }

    /// Chooses who runs next; where nobody can, the clock moves to the next point in time that somebody waits for.
    fn choose(&mut self, last: Option<u32>, occasion: Occasion, events: u64) -> Choice {
        loop {
            if let Some(identity) = self.overlooked_listener(events) {
                self.begin(Some(identity));
                return Choice::Made;
            }
            let overlooked = self.entries.iter().any(|entry| entry.is_overlooked(self.now));
            let ready: Vec<Candidate> = self
                .entries
                .iter()
                .filter(|entry| entry.is_ready(self.now, events))
                .map(|entry| Candidate { identity: entry.identity, priority: entry.priority })
                .collect();
            if !ready.is_empty() && !overlooked {
                let (chosen, dropped) = self.schedule.choose(&ready, last, occasion);
                let entry = self.entries.iter_mut().find(|entry| Some(entry.identity) == last);
                if let (Some(entry), Some(priority)) = (entry, dropped) {
                    entry.priority = priority;
                }
                self.begin(chosen);
                return Choice::Made;
            }
            // Chance has no part in this: how often something outside is looked at must not change what follows.
            if let Some(entry) = self.entries.iter().find(|entry| entry.has_news(self.outside + events)) {
                let identity = entry.identity;
                self.begin(Some(identity));
                return Choice::Made;
            }
            if self.entries.iter().any(Entry::waits_outside) {
                if let Some(limit) = self.stand(!ready.is_empty()) {
                    return Choice::Outside(limit);
                }
                continue;
            }
            let listens = self.entries.iter().any(Entry::listens);
            match self.entries.iter().filter_map(|entry| entry.wait.deadline()).min() {
                // While something may come, the clock does not run far ahead of real time.
                Some(next) if self.looked || listens => {
                    let since = *self.stands.get_or_insert_with(Instant::now);
                    let distance = next.saturating_sub(self.now);
                    let stand = if self.looked { distance } else { distance.min(LISTEN) };
                    let rest = stand.saturating_sub(since.elapsed());
                    if !rest.is_zero() {
                        return Choice::Outside(Some(rest));
                    }
                    self.looked = false;
                    self.stands = None;
                    self.now = self.now.max(next);
                }
                Some(next) => self.now = self.now.max(next),
                None if self.entries.is_empty() => return Choice::Made,
                None if listens => return Choice::Outside(None),
                None => {
                    self.stuck = true;
                    self.entries.iter_mut().for_each(|entry| entry.called = true);
                }
            }
        }
    }

    /// A worker for which something has come and that could not go on for long, because others always could.
    fn overlooked_listener(&mut self, events: u64) -> Option<u32> {
        let (now, happened) = (self.now, self.outside + events);
        for entry in self.entries.iter_mut().filter(|entry| entry.listens()) {
            if now.saturating_sub(entry.since) >= OVERLOOKED {
                entry.since = now;
                if entry.has_news(happened) {
                    return Some(entry.identity);
                }
            }
        }
        None
    }

    fn begin(&mut self, chosen: Option<u32>) {
        self.current = chosen;
        self.stands = None;
    }

    /// The clock stands for something outside. Gives how long that may last, in real time; nothing where it has lasted long
    /// enough and the others go on.
    fn stand(&mut self, others_ready: bool) -> Option<Option<Duration>> {
        let stood = self.stands.get_or_insert_with(Instant::now).elapsed();
        let outside = self.entries.iter().filter(|entry| entry.waits_outside());
        let own = outside.filter_map(|entry| entry.wait.deadline()).min();
        let next = self.entries.iter().filter_map(|entry| entry.wait.deadline()).min();
        let own_limit = own.map(|own| own.saturating_sub(self.now));
        let distance = if others_ready { Some(Duration::ZERO) } else { next.map(|next| next.saturating_sub(self.now)) };
        let distance = distance.filter(|_| others_ready || next != own);
        let others_limit = distance.map(|distance| distance.clamp(STAND.0, STAND.1));
        let limit = match (own_limit, others_limit) {
            (Some(own), Some(others)) => Some(own.min(others)),
            (own, others) => own.or(others),
        };
        let Some(limit) = limit else { return Some(None) };
        if stood < limit {
            return Some(Some(limit - stood));
        }
        self.stands = None;
        match (own, own_limit) {
            (Some(own), Some(own_limit)) if own_limit == limit => self.now = self.now.max(own),
            _ => {
                let now = self.now;
                self.entries.iter_mut().filter(|entry| entry.waits_outside()).for_each(|entry| entry.since = now);
                if !others_ready && let Some(next) = next {
                    self.now = now.max(next);
                }
            }
        }
        None
    }
}

impl Entry {
    fn is_ready(&self, now: Moment, events: u64) -> bool {
        self.called || self.wait.is_over(now, events)
    }

    /// It waits for something outside, and nothing else makes it go on now.
    fn waits_outside(&self) -> bool {
        matches!(self.wait, Wait::Outside(..)) && !self.called
    }

    /// It is a worker that listens to something outside: nothing need come.
    fn listens(&self) -> bool {
        matches!(self.wait, Wait::Listening(_)) && !self.called
    }

    /// What it waits for outside may have happened.
    fn has_news(&self, outside: u64) -> bool {
        matches!(self.wait, Wait::Outside(seen, _) | Wait::Listening(seen) if seen != outside) && !self.called
    }

    fn is_overlooked(&self, now: Moment) -> bool {
        self.waits_outside()
            && now.saturating_sub(self.since) >= OVERLOOKED
            && self.wait.deadline().is_none_or(|until| now < until)
    }
}
