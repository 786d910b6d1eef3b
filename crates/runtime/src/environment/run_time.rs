//! How long a process has run (rule 7.10): the time of its turns. On a virtual clock each turn counts the same, since what
//! a turn takes in reality must not be seen there.

use crate::world::World;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// What a turn counts on a virtual clock.
const TURN: Duration = Duration::from_micros(100);

/// The time of a process's turns.
#[derive(Default)]
pub struct RunTime {
    /// Nanoseconds of the turns that have ended.
    ended: AtomicU64,
    /// When the running turn began, in nanoseconds from the start of the run; 0 while the process does not run.
    began: AtomicU64,
}

fn nanoseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}

impl RunTime {
    /// The process gets its turn.
    pub(crate) fn begin(&self, world: &World) {
        if world.is_seeded() {
            self.ended.fetch_add(nanoseconds(TURN), Ordering::Relaxed);
        } else {
            self.began.store(nanoseconds(world.now()).max(1), Ordering::Relaxed);
        }
    }

    /// The process gives its turn away.
    pub(crate) fn end(&self, world: &World) {
        self.ended.fetch_add(self.of_turn(world), Ordering::Relaxed);
        self.began.store(0, Ordering::Relaxed);
    }

    fn of_turn(&self, world: &World) -> u64 {
        match self.began.load(Ordering::Relaxed) {
            0 => 0,
            began => nanoseconds(world.now()).saturating_sub(began),
        }
    }

    /// How long the process has run until now.
    pub fn total(&self, world: &World) -> Duration {
        Duration::from_nanos(self.ended.load(Ordering::Relaxed).saturating_add(self.of_turn(world)))
    }
}
