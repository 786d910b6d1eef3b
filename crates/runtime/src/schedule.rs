//! How a seed decides which of several processes runs next. Races are found by few switches at the right place, so seeds
//! do not all decide alike: some let anybody go on at any time, some switch seldom, and some give the processes
//! priorities of which a few drop during the run, as in "A Randomized Scheduler with Probabilistic Guarantees of Finding
//! Bugs" (Burckhardt, Kothari, Musuvathi, Nagarakatte, 2010).

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

/// A process that could run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    pub identity: u32,
    pub priority: u64,
}

enum Way {
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
    way: Way,
    points: u64,
    /// The lowest priority so far.
    lowest: u64,
    /// How many points the running process has passed without a break.
    run: u32,
}

impl Schedule {
    pub(crate) fn new(seed: u64) -> Self {
        let mut chance = fastrand::Rng::with_seed(seed ^ 0x5EED);
        let way = match chance.u32(..4) {
            0 => Way::Even,
            1 => Way::Steady(2 << chance.u32(..6)),
            _ => {
                let count = chance.usize(..=MOST_DROPS);
                let mut drops: Vec<u64> = (0..count)
                    .map(|_| {
                        let within = 1_u64 << chance.u32(DROPS_WITHIN);
                        chance.u64(1..=within)
                    })
                    .collect();
                drops.sort_unstable_by(|left, right| right.cmp(left));
                Way::Priorities(drops)
            }
        };
        Self { chance, way, points: 0, lowest: UNDROPPED, run: 0 }
    }

    /// The priority of a new process.
    pub(crate) fn priority(&mut self) -> u64 {
        UNDROPPED + u64::from(self.chance.u32(..))
    }

    /// Chooses among processes, given in the order of their beginning, of which `last` ran until now, if any did. Gives
    /// the chosen one, and the new priority of `last` if that changes.
    pub(crate) fn choose(
        &mut self,
        ready: &[Candidate],
        last: Option<u32>,
        occasion: Occasion,
    ) -> (Option<u32>, Option<u64>) {
        self.points += 1;
        let last = last.filter(|last| ready.iter().any(|candidate| candidate.identity == *last));
        let (chosen, priority) = match (&mut self.way, last) {
            (_, Some(last)) if ready.len() == 1 => (Some(last), None),
            (Way::Even, Some(_)) if occasion == Occasion::Observed => (self.any(ready, None), None),
            (Way::Steady(times), Some(last)) if occasion == Occasion::Observed => {
                let goes_on = self.run < LONGEST_RUN && self.chance.u32(..*times) > 0;
                (if goes_on { Some(last) } else { self.any(ready, Some(last)) }, None)
            }
            (Way::Even | Way::Steady(_), last) => (self.any(ready, last), None),
            (Way::Priorities(drops), last) => {
                let mut drop = occasion == Occasion::Yields || self.run >= LONGEST_RUN;
                while drops.last().is_some_and(|point| *point <= self.points) {
                    drops.pop();
                    drop = true;
                }
                let dropped = last.filter(|_| drop).map(|last| {
                    self.lowest -= 1;
                    (last, self.lowest)
                });
                let highest = ready.iter().max_by_key(|candidate| match dropped {
                    Some((last, priority)) if last == candidate.identity => priority,
                    _ => candidate.priority,
                });
                (highest.map(|candidate| candidate.identity), dropped.map(|(_, priority)| priority))
            }
        };
        self.run = if chosen == last { self.run.saturating_add(1) } else { 0 };
        (chosen, priority)
    }

    /// Anybody but one.
    fn any(&mut self, ready: &[Candidate], but: Option<u32>) -> Option<u32> {
        let others = ready.iter().filter(|candidate| Some(candidate.identity) != but);
        let count = others.clone().count();
        if count == 0 {
            return but;
        }
        others.map(|candidate| candidate.identity).nth(self.chance.usize(..count))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn candidates(priorities: &[u64]) -> Vec<Candidate> {
        priorities
            .iter()
            .enumerate()
            .map(|(index, priority)| Candidate { identity: index as u32, priority: *priority })
            .collect()
    }

    /// The processes chosen at that many points of three processes that never wait.
    fn run(seed: u64, points: usize) -> Vec<u32> {
        let mut schedule = Schedule::new(seed);
        let mut ready = candidates(&[0; 3]);
        ready.iter_mut().for_each(|candidate| candidate.priority = schedule.priority());
        let mut last = None;
        let mut chosen = Vec::new();
        for _ in 0..points {
            let (next, priority) = schedule.choose(&ready, last, Occasion::Observed);
            if let (Some(last), Some(priority)) = (last, priority) {
                ready[last as usize].priority = priority;
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
        let different: std::collections::BTreeSet<Vec<u32>> = (0..50).map(|seed| run(seed, 500)).collect();
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
            let (alone, _) = schedule.choose(&ready[..1], Some(0), Occasion::Yields);
            assert_eq!(alone, Some(0));
        }
    }
}
