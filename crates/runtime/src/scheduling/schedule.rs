//! How a seed decides which of several processes runs next. Races are found by few switches at the right place, so seeds
//! do not all decide alike: some let anybody go on at any time, some switch seldom, and some give the processes
//! priorities of which a few drop during the run, as in "A Randomized Scheduler with Probabilistic Guarantees of Finding
//! Bugs" (Burckhardt, Kothari, Musuvathi, Nagarakatte, 2010).

use std::collections::BTreeSet;

/// After so many points at which others could have run, a process is no longer preferred: it may wait for one of them.
const LONGEST_RUN: u32 = 5000;

/// Drops of priority happen within that many points, as a power of 2.
const DROPS_WITHIN: std::ops::RangeInclusive<u32> = 2..=13;

/// At most that many priorities drop.
const MOST_DROPS: usize = 4;

/// Priorities of processes that have not dropped begin here.
const UNDROPPED: u64 = 1 << 32;

/// Why somebody else could run now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Occasion {
    /// The process is about to do what others could observe.
    Observed,
    /// The process lets others run.
    Yields,
    /// The process waits or has ended.
    Leaves,
}

/// The processes that could run, each by its place in the order of their beginning.
#[derive(Default)]
pub(crate) struct Ready {
    /// In this order.
    in_order: Vec<u64>,
    /// With their priorities: of equal ones, the process that began last is the highest.
    by_priority: BTreeSet<(u64, u64)>,
}

impl Ready {
    pub(crate) fn is_empty(&self) -> bool {
        self.in_order.is_empty()
    }

    /// Adds a process that is not there.
    pub(crate) fn insert(&mut self, place: u64, priority: u64) {
        if let Err(index) = self.in_order.binary_search(&place) {
            self.in_order.insert(index, place);
            self.by_priority.insert((priority, place));
        }
    }

    /// Removes a process, if it is there.
    pub(crate) fn remove(&mut self, place: u64, priority: u64) {
        if let Ok(index) = self.in_order.binary_search(&place) {
            self.in_order.remove(index);
            self.by_priority.remove(&(priority, place));
        }
    }

    fn contains(&self, place: u64) -> bool {
        self.in_order.binary_search(&place).is_ok()
    }

    /// The process with the highest priority, where that of `dropped` is this one.
    fn highest(&self, dropped: Option<(u64, u64)>) -> Option<u64> {
        let mut others =
            self.by_priority.iter().rev().filter(|(_, place)| dropped.is_none_or(|(last, _)| last != *place));
        let other = others.next().copied();
        let dropped = dropped.map(|(place, priority)| (priority, place));
        other.max(dropped).map(|(_, place)| place)
    }
}

enum Strategy {
    /// Anybody, each time anew.
    Even,
    /// The running process goes on, except for one time in so many.
    Steady(u32),
    /// The process with the highest priority; the priority of whoever runs drops at these points, the next one last.
    Priorities(Vec<u64>),
}

/// The decisions of a seed.
pub(crate) struct Schedule {
    chance: fastrand::Rng,
    strategy: Strategy,
    points: u64,
    /// The lowest priority so far.
    lowest: u64,
    /// How many points the running process has passed without a break.
    run: u32,
}

impl Schedule {
    pub(crate) fn new(seed: u64) -> Self {
        let mut chance = fastrand::Rng::with_seed(seed ^ 0x5EED);
        let strategy = match chance.u32(..4) {
            0 => Strategy::Even,
            1 => Strategy::Steady(2 << chance.u32(..6)),
            _ => {
                let count = chance.usize(..=MOST_DROPS);
                let mut drops: Vec<u64> = (0..count)
                    .map(|_| {
                        let within = 1_u64 << chance.u32(DROPS_WITHIN);
                        chance.u64(1..=within)
                    })
                    .collect();
                drops.sort_unstable_by(|left, right| right.cmp(left));
                Strategy::Priorities(drops)
            }
        };
        Self { chance, strategy, points: 0, lowest: UNDROPPED, run: 0 }
    }

    /// The priority of a new process.
    pub(crate) fn priority(&mut self) -> u64 {
        UNDROPPED + u64::from(self.chance.u32(..))
    }

    /// Chooses among processes, of which `last` ran until now, if any did. Gives the chosen one, and the new priority of
    /// `last` if that changes.
    pub(crate) fn choose(
        &mut self,
        ready: &Ready,
        last: Option<u64>,
        occasion: Occasion,
    ) -> (Option<u64>, Option<u64>) {
        self.points += 1;
        let last = last.filter(|last| ready.contains(*last));
        let (chosen, priority) = match (&mut self.strategy, last) {
            (_, Some(last)) if ready.in_order.len() == 1 => (Some(last), None),
            (Strategy::Even, Some(_)) if occasion == Occasion::Observed => (self.any(ready, None), None),
            (Strategy::Steady(times), Some(last)) if occasion == Occasion::Observed => {
                let goes_on = self.run < LONGEST_RUN && self.chance.u32(..*times) > 0;
                (if goes_on { Some(last) } else { self.any(ready, Some(last)) }, None)
            }
            (Strategy::Even | Strategy::Steady(_), last) => (self.any(ready, last), None),
            (Strategy::Priorities(drops), last) => {
                let mut drop = occasion == Occasion::Yields || self.run >= LONGEST_RUN;
                while drops.last().is_some_and(|point| *point <= self.points) {
                    drops.pop();
                    drop = true;
                }
                let dropped = last.filter(|_| drop).map(|last| {
                    self.lowest -= 1;
                    (last, self.lowest)
                });
                (ready.highest(dropped), dropped.map(|(_, priority)| priority))
            }
        };
        self.run = if chosen == last { self.run.saturating_add(1) } else { 0 };
        (chosen, priority)
    }

    /// Any process but one.
    fn any(&mut self, ready: &Ready, but: Option<u64>) -> Option<u64> {
        let left_out = but.and_then(|but| ready.in_order.binary_search(&but).ok());
        let count = ready.in_order.len() - usize::from(left_out.is_some());
        if count == 0 {
            return but;
        }
        let chosen = self.chance.usize(..count);
        let behind = left_out.is_some_and(|left_out| chosen >= left_out);
        ready.in_order.get(chosen + usize::from(behind)).copied()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn candidates(priorities: &[u64]) -> Ready {
        let mut ready = Ready::default();
        priorities.iter().zip(0..).for_each(|(priority, place)| ready.insert(place, *priority));
        ready
    }

    /// The processes chosen at that many points of three processes that never wait.
    fn run(seed: u64, points: usize) -> Vec<u64> {
        let mut schedule = Schedule::new(seed);
        let mut priorities = [0; 3].map(|_: u64| schedule.priority());
        let mut ready = candidates(&priorities);
        let mut last = None;
        let mut chosen = Vec::new();
        for _ in 0..points {
            let (next, priority) = schedule.choose(&ready, last, Occasion::Observed);
            if let (Some(last), Some(priority)) = (last, priority) {
                let old = std::mem::replace(&mut priorities[last as usize], priority);
                ready.remove(last, old);
                ready.insert(last, priority);
            }
            last = next;
            chosen.extend(next);
        }
        chosen
    }

    #[test]
    fn a_seed_always_decides_alike() {
        for seed in 0..50 {
            assert_eq!(run(seed, 500), run(seed, 500));
        }
        let different: BTreeSet<Vec<u64>> = (0..50).map(|seed| run(seed, 500)).collect();
        assert!(different.len() > 20, "{}", different.len());
    }

    #[test]
    fn nobody_waits_for_ever() {
        for seed in 0..200 {
            let chosen = run(seed, 4 * LONGEST_RUN as usize);
            for process in 0..3 {
                assert!(chosen.contains(&process), "seed {seed}: process {process} never runs");
            }
        }
    }

    #[test]
    fn whoever_yields_is_not_chosen_where_others_can_run() {
        for seed in 0..100 {
            let mut schedule = Schedule::new(seed);
            let ready = candidates(&[UNDROPPED + 5, UNDROPPED + 3]);
            let (chosen, _) = schedule.choose(&ready, Some(0), Occasion::Yields);
            assert_eq!(chosen, Some(1), "seed {seed}");
            let (alone, _) = schedule.choose(&candidates(&[UNDROPPED + 5]), Some(0), Occasion::Yields);
            assert_eq!(alone, Some(0));
        }
    }
}
