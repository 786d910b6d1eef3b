//! The scheduler of a run with a seed: one process runs at a time, on a virtual clock, and the seed decides which. The
//! same seed gives the same run.
//!
//! What happens outside of the program takes no virtual time: a process that waits for it goes on when no other could run,
//! or when the clock has moved for [`OVERLOOKED`], and meanwhile the clock stands.

use crate::schedule::{Occasion, Ready, Schedule};
use crate::wait::{Moment, Wait};
use parking_lot::{Condvar, Mutex};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
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

/// The place of a process in the order in which the processes were added.
type Order = u64;

/// A process.
struct Entry {
    identity: u32,
    domain: DomainNumber,
    wait: Wait,
    /// It was asked to end, or to do something: it gets its turn whatever it waits for.
    called: bool,
    /// Something happened inside of the program that it may wait for, since it looked last.
    woken: bool,
    /// Something happened outside that it may wait for, since it looked last.
    news: bool,
    /// It runs, or has been chosen to run next.
    runs: bool,
    priority: u64,
    /// When it began to wait.
    since: Moment,
}

/// The processes that do not run, by what could make them run. Each is in one of the first three sets, or in none where
/// it sleeps or waits for what another process does.
#[derive(Default)]
struct Sets {
    ready: Ready,
    /// Those that wait for something outside, with the time since when.
    outside: BTreeSet<(Moment, Order)>,
    /// Idle workers that listen to something outside, with the time since when.
    listeners: BTreeSet<(Moment, Order)>,
    /// Those of the two for which something may have come.
    news: BTreeSet<Order>,
    /// When those that are not ready go on in any case.
    deadlines: BTreeSet<(Moment, Order)>,
}

/// The thread of a domain.
#[derive(Default)]
struct Seat {
    bell: Arc<Condvar>,
    /// How many processes it has.
    processes: usize,
}

struct State {
    schedule: Schedule,
    now: Moment,
    /// Who runs, or has been chosen to run next.
    current: Option<Order>,
    /// Who was chosen while the current one still runs.
    next: Option<Order>,
    entries: FxHashMap<Order, Entry>,
    orders: FxHashMap<u32, Order>,
    sets: Sets,
    added: Order,
    domains: FxHashMap<DomainNumber, Seat>,
    last_domain: DomainNumber,
    /// The domain whose thread waits until something outside happens, and then chooses.
    chooser: Option<DomainNumber>,
    /// All processes wait for something that none of them will do.
    stuck: bool,
    /// A process has looked at something outside that was not ready since the clock last waited.
    looked: bool,
    /// Since when the clock stands, in real time.
    stopped_since: Option<Instant>,
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
            entries: FxHashMap::default(),
            orders: FxHashMap::default(),
            sets: Sets::default(),
            added: 0,
            domains: FxHashMap::default(),
            last_domain: 0,
            chooser: None,
            stuck: false,
            looked: false,
            stopped_since: None,
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
        state.last_domain += 1;
        let number = state.last_domain;
        state.domains.insert(number, Seat::default());
        number
    }

    /// Adds a process that may run.
    pub fn add(&self, identity: u32, domain: DomainNumber) {
        let mut state = self.state.lock();
        state.add(identity, domain, Wait::Slice);
        state.wake_chooser();
    }

    /// Adds a process that waits.
    pub(crate) fn add_waiting(&self, identity: u32, domain: DomainNumber, wait: Wait) {
        self.state.lock().add(identity, domain, wait);
    }

    /// Forgets a process that never began.
    pub(crate) fn forget(&self, identity: u32) {
        self.state.lock().forget(identity);
    }

    /// Lets a process have its turn although it waits, because it is asked to end or to do something.
    pub fn call(&self, identity: u32) {
        self.change(identity, |entry| entry.called = true);
    }

    /// Something happened inside of the program that a process may wait for.
    pub(crate) fn wake(&self, identity: u32) {
        self.change(identity, |entry| entry.woken = true);
    }

    /// Something happened outside of the program that a process may wait for.
    pub(crate) fn wake_from_outside(&self, identity: u32) {
        self.change(identity, |entry| entry.news = true);
    }

    fn change(&self, identity: u32, change: impl FnOnce(&mut Entry)) {
        let mut state = self.state.lock();
        let Some(order) = state.orders.get(&identity).copied() else { return };
        state.change(order, change);
        state.wake_chooser();
    }

    /// The running process is about to look whether what it waits for has happened.
    pub(crate) fn looks(&self, identity: u32) {
        let mut state = self.state.lock();
        if let Some(entry) = state.orders.get(&identity).copied().and_then(|order| state.entries.get_mut(&order)) {
            entry.woken = false;
            entry.news = false;
        }
    }

    /// Lets all processes have their turns although they wait.
    pub fn wake_all(&self) {
        let mut state = self.state.lock();
        state.call_all();
        state.wake_chooser();
    }

    /// Whether all processes wait for something that none of them will do.
    pub fn is_stuck(&self) -> bool {
        self.state.lock().stuck
    }

    /// A process looks at something outside that is not ready. A program that looks again and again must not let the
    /// virtual time run away meanwhile.
    pub(crate) fn look_outside(&self) {
        std::thread::sleep(LOOK);
        self.state.lock().looked = true;
    }

    /// Waits for the turn of a process of a domain.
    pub fn next(&self, domain: DomainNumber) -> Turn {
        let mut state = self.state.lock();
        loop {
            let seat = state.domains.get(&domain).filter(|seat| seat.processes > 0);
            let Some(bell) = seat.map(|seat| seat.bell.clone()) else {
                state.domains.remove(&domain);
                state.chooser = state.chooser.filter(|chooser| *chooser != domain);
                state.wake_chooser();
                return Turn::Empty;
            };
            let mut limit = None;
            if state.current.is_none()
                && let Choice::Outside(longest) = state.choose(None, Occasion::Leaves)
            {
                limit = longest;
                state.chooser = Some(domain);
            }
            match state.current.and_then(|current| state.entries.get(&current)) {
                Some(current) if current.domain == domain => return Turn::Run(current.identity),
                Some(_) => state.ring(),
                None => {}
            }
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
    pub(crate) fn passes(&self, identity: u32, yields: bool) -> bool {
        let mut state = self.state.lock();
        state.now += if yields { READING } else { POINT };
        let order = state.orders.get(&identity).copied();
        let Some(order) = order.filter(|order| state.current == Some(*order)) else { return false };
        state.wait(order, Wait::Slice);
        let occasion = if yields { Occasion::Yields } else { Occasion::Observed };
        let choice = state.choose(Some(order), occasion);
        let chosen = state.current.replace(order);
        state.next = chosen.filter(|chosen| *chosen != order);
        state.next.is_some() || matches!(choice, Choice::Outside(_))
    }

    /// A process gives its turn away.
    pub fn give_away(&self, identity: u32, wait: Wait) {
        let mut state = self.state.lock();
        if wait == Wait::Passed {
            state.current = state.next.take();
        } else {
            let order = state.orders.get(&identity).copied();
            state.current = None;
            if let Some(order) = order {
                let now = state.now;
                state.change(order, |entry| entry.since = now);
                state.wait(order, wait);
            }
            state.choose(order, Occasion::Leaves);
        }
        state.ring();
    }

    /// A process has ended.
    pub fn remove(&self, identity: u32) {
        let mut state = self.state.lock();
        state.forget(identity);
        // Who looked may be the one that has ended.
        state.looked = false;
        state.current = None;
        state.choose(None, Occasion::Leaves);
        state.ring();
    }
}

impl State {
    fn add(&mut self, identity: u32, domain: DomainNumber, wait: Wait) {
        let (priority, since) = (self.schedule.priority(), self.now);
        self.added += 1;
        let entry =
            Entry { identity, domain, wait, called: false, woken: false, news: false, runs: false, priority, since };
        self.sets.insert(self.added, &entry, self.now);
        self.entries.insert(self.added, entry);
        self.orders.insert(identity, self.added);
        self.domains.entry(domain).or_default().processes += 1;
    }

    fn forget(&mut self, identity: u32) {
        let Some(order) = self.orders.remove(&identity) else { return };
        let Some(entry) = self.entries.remove(&order) else { return };
        self.sets.remove(order, &entry);
        if let Some(seat) = self.domains.get_mut(&entry.domain) {
            seat.processes -= 1;
        }
    }

    /// Changes a process, and what could make it run.
    fn change(&mut self, order: Order, change: impl FnOnce(&mut Entry)) {
        if let Some(entry) = self.entries.get_mut(&order) {
            self.sets.remove(order, entry);
            change(entry);
            self.sets.insert(order, entry, self.now);
        }
    }

    /// A process that ran waits.
    fn wait(&mut self, order: Order, wait: Wait) {
        self.change(order, |entry| {
            entry.wait = wait;
            entry.runs = false;
        });
    }

    fn call_all(&mut self) {
        let all: Vec<Order> = self.entries.keys().copied().collect();
        all.into_iter().for_each(|order| self.change(order, |entry| entry.called = true));
    }

    /// Wakes the thread of the process that runs next.
    fn ring(&self) {
        let domain = self.current.and_then(|current| self.entries.get(&current)).map(|entry| entry.domain);
        if let Some(seat) = domain.and_then(|domain| self.domains.get(&domain)) {
            seat.bell.notify_all();
        }
    }

    /// Where no process is chosen because something outside is awaited: wakes the thread that chooses. Where none is
    /// known, any thread does it.
    fn wake_chooser(&self) {
        if self.current.is_none() {
            let chooser = self.chooser.and_then(|chooser| self.domains.get(&chooser));
            if let Some(seat) = chooser.or_else(|| self.domains.values().next()) {
                seat.bell.notify_all();
            }
        }
    }

    /// Chooses who runs next; where nobody can, the clock moves to the next point in time that somebody waits for.
    fn choose(&mut self, last: Option<Order>, occasion: Occasion) -> Choice {
        loop {
            if let Some(listener) = self.overlooked_listener() {
                self.begin(Some(listener));
                return Choice::Made;
            }
            self.wake_due();
            let overlooked = self.sets.outside.first().is_some_and(|(since, _)| self.is_long_ago(*since));
            let is_ready = !self.sets.ready.is_empty();
            if is_ready && !overlooked {
                let (chosen, dropped) = self.schedule.choose(&self.sets.ready, last, occasion);
                if let (Some(last), Some(priority)) = (last, dropped) {
                    self.change(last, |entry| entry.priority = priority);
                }
                self.begin(chosen);
                return Choice::Made;
            }
            // Chance has no part in this: how often something outside is looked at must not change what follows.
            if let Some(order) = self.sets.news.first().copied() {
                self.begin(Some(order));
                return Choice::Made;
            }
            if !self.sets.outside.is_empty() {
                if let Some(limit) = self.stand(is_ready) {
                    return Choice::Outside(limit);
                }
                continue;
            }
            let listens = !self.sets.listeners.is_empty();
            match self.sets.deadlines.first().map(|(deadline, _)| *deadline) {
                // While something may come, the clock does not run far ahead of real time.
                Some(next) if self.looked || listens => {
                    let since = *self.stopped_since.get_or_insert_with(Instant::now);
                    let distance = next.saturating_sub(self.now);
                    let stand = if self.looked { distance } else { distance.min(LISTEN) };
                    let rest = stand.saturating_sub(since.elapsed());
                    if !rest.is_zero() {
                        return Choice::Outside(Some(rest));
                    }
                    self.looked = false;
                    self.stopped_since = None;
                    self.now = self.now.max(next);
                }
                Some(next) => self.now = self.now.max(next),
                None if self.entries.is_empty() => return Choice::Made,
                None if listens => return Choice::Outside(None),
                None => {
                    self.stuck = true;
                    self.call_all();
                }
            }
        }
    }

    /// Those whose time has come are ready.
    fn wake_due(&mut self) {
        while let Some((_, order)) = self.sets.deadlines.first().copied().filter(|(deadline, _)| *deadline <= self.now)
        {
            self.change(order, |_| {});
        }
    }

    fn is_long_ago(&self, since: Moment) -> bool {
        self.now.saturating_sub(since) >= OVERLOOKED
    }

    /// A worker for which something has come and that could not go on for long, because others always could.
    fn overlooked_listener(&mut self) -> Option<Order> {
        while let Some((since, order)) = self.sets.listeners.first().copied()
            && self.is_long_ago(since)
        {
            let (now, has_news) = (self.now, self.sets.news.contains(&order));
            self.change(order, |entry| entry.since = now);
            if has_news {
                return Some(order);
            }
        }
        None
    }

    fn begin(&mut self, chosen: Option<Order>) {
        self.current = chosen;
        self.stopped_since = None;
        if let Some(chosen) = chosen {
            self.change(chosen, |entry| {
                entry.runs = true;
                entry.called = false;
                entry.woken = false;
                entry.news = false;
            });
        }
    }

    /// The clock stands for something outside. Gives how long that may last, in real time; nothing where it has lasted long
    /// enough and the others go on.
    fn stand(&mut self, others_ready: bool) -> Option<Option<Duration>> {
        let stood = self.stopped_since.get_or_insert_with(Instant::now).elapsed();
        let outside = self.sets.outside.iter().filter_map(|(_, order)| self.entries.get(order));
        let own = outside.filter_map(|entry| entry.wait.deadline()).min();
        let next = self.sets.deadlines.first().map(|(deadline, _)| *deadline);
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
        self.stopped_since = None;
        match (own, own_limit) {
            (Some(own), Some(own_limit)) if own_limit == limit => self.now = self.now.max(own),
            _ => {
                let now = self.now;
                let outside: Vec<Order> = self.sets.outside.iter().map(|(_, order)| *order).collect();
                outside.into_iter().for_each(|order| self.change(order, |entry| entry.since = now));
                if !others_ready && let Some(next) = next {
                    self.now = now.max(next);
                }
            }
        }
        None
    }
}

impl Sets {
    fn insert(&mut self, order: Order, entry: &Entry, now: Moment) {
        let deadline = entry.wait.deadline();
        if entry.runs {
            return;
        }
        if entry.called || entry.wait.is_over(now, entry.woken) {
            return self.ready.insert(order, entry.priority);
        }
        self.deadlines.extend(deadline.map(|deadline| (deadline, order)));
        let outside = match entry.wait {
            Wait::Outside(_) => &mut self.outside,
            Wait::Listening => &mut self.listeners,
            _ => return,
        };
        outside.insert((entry.since, order));
        if entry.news || entry.woken {
            self.news.insert(order);
        }
    }

    fn remove(&mut self, order: Order, entry: &Entry) {
        self.ready.remove(order, entry.priority);
        self.outside.remove(&(entry.since, order));
        self.listeners.remove(&(entry.since, order));
        self.news.remove(&order);
        if let Some(deadline) = entry.wait.deadline() {
            self.deadlines.remove(&(deadline, order));
        }
    }
}
