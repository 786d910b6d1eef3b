//! Everything that one run holds: its machines, its clock and chance, and the scheduler that decides who runs.

use crate::assertions::Assertions;
use crate::conductor::Conductor;
use crate::state::Slots;
use crate::stop::Stop;
use crate::surroundings::Surroundings;
use crate::wait::Moment;
use crate::waiting::{Bell, Key, Waits};
use fourd_host::Host;
use fourd_value::{Text, Waker};
use parking_lot::Mutex;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Where the virtual clock starts: 2026-01-01T00:00Z, in seconds since 1970.
const VIRTUAL_START: Duration = Duration::from_secs(1_767_225_600);

/// What all machines of a run share.
pub struct World {
    /// Decides who runs where the run has a seed; in real time nobody does.
    pub conductor: Option<Conductor>,
    /// All processes must end now.
    pub stopping: AtomicBool,
    /// There are no data, not even empty ones: commands that need them are errors (rule 10.5).
    pub dataless: AtomicBool,
    pub(crate) stop: Stop,
    /// A process ended by an error that nobody handled.
    pub failed: AtomicBool,
    /// The assertions that were checked.
    pub assertions: Assertions,
    /// How many loop rounds and calls are left until the program is ended, counted roughly.
    steps: AtomicU64,
    /// Who waits for what.
    pub waits: Waits,
    started: Instant,
    begun: AtomicU64,
    identities: AtomicU32,
    /// What commands keep for it.
    pub state: Slots,
    /// What its programs find around them.
    pub surroundings: Surroundings,
    /// The last number that a key was given.
    keys: AtomicU64,
    chance: Mutex<fastrand::Rng>,
}

/// Wakes one process.
pub(crate) struct ProcessWaker {
    /// The run that it belongs to.
    pub(crate) world: Arc<World>,
    /// Which one.
    pub(crate) identity: u32,
}

impl Waker for ProcessWaker {
    fn wake(&self) {
        self.world.wake(self.identity);
    }
}

impl World {
    /// A world in real time, or with a seed one on a virtual clock in which the seed decides everything.
    pub fn new(seed: Option<u64>) -> Arc<World> {
        Self::within(seed, Surroundings::default())
    }

    /// As [`new`](Self::new), within these surroundings.
    pub fn within(seed: Option<u64>, surroundings: Surroundings) -> Arc<World> {
        Arc::new(World {
            conductor: seed.map(Conductor::new),
            stopping: AtomicBool::new(false),
            dataless: AtomicBool::new(false),
            stop: Stop::default(),
            failed: AtomicBool::new(false),
            assertions: Assertions::default(),
            steps: AtomicU64::new(u64::MAX),
            waits: Waits::default(),
            started: Instant::now(),
            begun: AtomicU64::new(0),
            identities: AtomicU32::new(1),
            state: Slots::default(),
            surroundings,
            keys: AtomicU64::new(0),
            chance: Mutex::new(seed.map_or_else(fastrand::Rng::new, fastrand::Rng::with_seed)),
        })
    }

    /// What is outside of its programs.
    pub fn host(&self) -> &Arc<dyn Host> {
        &self.surroundings.host
    }

    /// Whether a seed decides who runs and what the clock says.
    pub fn is_seeded(&self) -> bool {
        self.conductor.is_some()
    }

    /// What the time is, counted from the start. The virtual clock moves a little with every reading.
    pub fn now(&self) -> Moment {
        match &self.conductor {
            Some(conductor) => conductor.read_clock(),
            None => self.started.elapsed(),
        }
    }

    /// What the time is, counted from the start; the virtual clock does not move.
    pub(crate) fn look_at_clock(&self) -> Moment {
        match &self.conductor {
            Some(conductor) => conductor.look_at_clock(),
            None => self.started.elapsed(),
        }
    }

    /// What the time is, counted from 1970-01-01T00:00Z.
    pub fn since_1970(&self) -> Duration {
        match &self.conductor {
            Some(conductor) => VIRTUAL_START + conductor.read_clock(),
            None => self.host().clock().since_1970(),
        }
    }

    /// Ends the program after about that many loop rounds and calls of all its processes together.
    pub fn limit_steps(&self, steps: u64) {
        self.steps.store(steps, Ordering::Relaxed);
    }

    /// A process has made that many loop rounds and calls.
    pub(crate) fn spend_steps(&self, steps: u64) {
        let left = self.steps.load(Ordering::Relaxed);
        if left == u64::MAX {
            return;
        }
        self.steps.store(left.saturating_sub(steps), Ordering::Relaxed);
        if left <= steps {
            self.stop();
        }
    }

    /// A number by chance, from 0 up to `limit`, which is not included and at least 1.
    pub fn chance(&self, limit: u64) -> u64 {
        self.chance.lock().u64(..limit.max(1))
    }

    /// A new identifier as 32 uppercase hexadecimal digits (rule 2.7). In real time nobody can foresee it.
    pub fn identifier(&self) -> Text {
        let identifier = match &self.conductor {
            Some(_) => {
                let bytes = self.chance.lock().u128(..).to_be_bytes();
                uuid::Builder::from_random_bytes(bytes).into_uuid()
            }
            None => uuid::Uuid::new_v4(),
        };
        Text::from(format!("{:X}", identifier.simple()))
    }

    /// The identity of a new process, which no other process of any of its machines has or had.
    pub(crate) fn new_identity(&self) -> u32 {
        self.identities.fetch_add(1, Ordering::Relaxed)
    }

    /// A process of any machine begins.
    pub(crate) fn process_begins(&self) {
        self.waits.process_begins();
        self.begun.fetch_add(1, Ordering::Relaxed);
    }

    /// A process of any machine has ended.
    pub(crate) fn process_ended(&self, identity: u32) {
        let waiters = self.waits.process_ended(identity);
        self.wake_each(waiters);
    }

    /// How many processes live on all machines.
    pub fn live_processes(&self) -> usize {
        self.waits.live()
    }

    /// How many processes have begun on all machines.
    pub fn begun_processes(&self) -> u64 {
        self.begun.load(Ordering::Relaxed)
    }

    /// Whether all processes wait for each other without end.
    pub fn is_stuck(&self) -> bool {
        self.waits.is_stuck()
    }

    /// A key that nothing else has.
    pub fn new_key(&self) -> Key {
        Key::Numbered(self.keys.fetch_add(1, Ordering::Relaxed))
    }

    /// A process is about to look whether what it waits for has happened: see [`Waits::looks`].
    pub(crate) fn looks(&self, identity: u32, key: Option<Key>) {
        self.waits.looks(identity, key);
        if let Some(conductor) = &self.conductor {
            conductor.looks(identity);
        }
    }

    /// Something happened that a process waits for, if it waits: it looks again.
    pub fn wake(&self, identity: u32) {
        match &self.conductor {
            Some(conductor) => conductor.wake(identity),
            None => self.waits.wake(identity),
        }
    }

    fn wake_each(&self, identities: Vec<u32>) {
        identities.into_iter().for_each(|identity| self.wake(identity));
    }

    /// Something happened under a key: those who wait for it look again.
    pub fn signal(&self, key: Key) {
        self.wake_each(self.waits.waiters(key));
    }

    /// As [`wake`](Self::wake), where it happened outside of the program: an external process wrote or ended, an answer
    /// came over the network. To be called by threads that run no 4D code.
    pub fn wake_from_outside(&self, identity: u32) {
        match &self.conductor {
            Some(conductor) => conductor.wake_from_outside(identity),
            None => self.waits.wake(identity),
        }
    }

    /// As [`signal`](Self::signal), where it happened outside of the program. To be called by threads that run no 4D code.
    pub fn signal_from_outside(&self, key: Key) {
        self.waits.waiters(key).into_iter().for_each(|identity| self.wake_from_outside(identity));
    }

    /// A process gets its turn although it waits: it is asked to end or to do something.
    pub(crate) fn call(&self, identity: u32) {
        match &self.conductor {
            Some(conductor) => conductor.call(identity),
            None => self.waits.wake(identity),
        }
    }

    /// Lets the thread of a domain sleep until its bell rings, at most until then.
    pub(crate) fn sleep(&self, bell: &Bell, until: Option<Moment>) {
        bell.sleep(until.and_then(|until| self.started.checked_add(until)));
    }

    /// Ends all processes.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::SeqCst);
        match &self.conductor {
            Some(conductor) => conductor.wake_all(),
            None => self.waits.wake_all(),
        }
    }
}
