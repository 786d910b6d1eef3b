//! Waiting under many orders of events: the same code with locks of shuttle, which decides at each of them who goes on. A
//! thread stands for a process; one that sleeps for ever is a deadlock, which shuttle reports.

#![allow(clippy::unwrap_used)]

#[allow(dead_code)]
#[path = "bell.rs"]
mod bell;
#[allow(dead_code)]
#[path = "../../../../value/src/shared/group.rs"]
mod group;
#[allow(dead_code)]
#[path = "list.rs"]
mod list;
#[allow(dead_code)]
#[path = "semaphores.rs"]
mod semaphores;
#[allow(dead_code)]
#[path = "waits.rs"]
mod waits;

use bell::Bell;
use fourd_source::Span;
use fourd_value::Text;
use group::{Group, Waker};
use list::{Key, WaitFor, Waiting};
use locks::{AtomicU64, Ordering};
use semaphores::Semaphores;
use shuttle::sync::atomic::AtomicBool;
use shuttle::thread;
use std::sync::Arc;
use waits::Waits;

/// The locks under the names that the code uses.
mod locks {
    pub(super) use super::group::Group;
    pub(super) use shuttle::sync::atomic::{AtomicU32, AtomicU64, Ordering};
    use std::ops::{Deref, DerefMut};
    use std::time::Instant;

    #[derive(Default)]
    pub(super) struct Mutex<T>(shuttle::sync::Mutex<T>);

    pub(super) struct Guard<'a, T>(Option<shuttle::sync::MutexGuard<'a, T>>);

    impl<T> Mutex<T> {
        pub fn lock(&self) -> Guard<'_, T> {
            Guard(Some(self.0.lock().unwrap()))
        }
    }

    impl<T> Deref for Guard<'_, T> {
        type Target = T;
        fn deref(&self) -> &T {
            self.0.as_deref().unwrap()
        }
    }

    impl<T> DerefMut for Guard<'_, T> {
        fn deref_mut(&mut self) -> &mut T {
            self.0.as_deref_mut().unwrap()
        }
    }

    #[derive(Default)]
    pub(super) struct Condvar(shuttle::sync::Condvar);

    pub(super) struct Never;

    impl Never {
        pub fn timed_out(&self) -> bool {
            false
        }
    }

    impl Condvar {
        pub fn wait<T>(&self, guard: &mut Guard<'_, T>) {
            guard.0 = guard.0.take().map(|guard| self.0.wait(guard).unwrap());
        }
        /// No process here waits for a point in time.
        pub fn wait_until<T>(&self, guard: &mut Guard<'_, T>, _until: Instant) -> Never {
            self.wait(guard);
            Never
        }
        pub fn notify_all(&self) {
            self.0.notify_all();
        }
    }
}

/// The locks under the names that the code of groups uses.
mod sync {
    pub(super) use super::locks::{AtomicU32, AtomicU64, Mutex, Ordering};
}

/// The key of a signal.
const SIGNAL: Key = Key::Numbered(1);

/// How many orders of events each test tries.
const SCHEDULES: usize = 2000;

/// Tries a scenario, half of the schedules with any thread at any time, half with few changes of thread.
fn explore(scenario: impl Fn() + Send + Sync + Clone + 'static) {
    shuttle::check_random(scenario.clone(), SCHEDULES / 2);
    shuttle::check_pct(scenario, SCHEDULES / 2, 3);
}

/// A run: what its processes have in common.
#[derive(Default)]
struct Run {
    waits: Waits,
    /// What the threads of the processes sleep on.
    bells: [Arc<Bell>; 4],
    /// A deadlock was told, which ends all processes.
    deadlock: AtomicBool,
    counter: AtomicU64,
}

/// Wakes one process.
struct ProcessWaker {
    run: Arc<Run>,
    process: u32,
}

impl Waker for ProcessWaker {
    fn wake(&self) {
        self.run.waits.wake(self.process);
    }
}

impl Run {
    /// Waits as a process does whose thread has no other process; false where the run ends.
    fn wait(&self, process: u32, what: impl Fn() -> WaitFor, mut ready: impl FnMut() -> bool) -> bool {
        let entered = loop {
            self.waits.looks(process, what().key());
            if ready() {
                break true;
            }
            let waiting = Waiting {
                number: process as i32,
                name: Text::EMPTY,
                what: what(),
                span: Span::default(),
                until: None,
                held: vec![],
                semaphores: vec![],
            };
            if self.waits.put(process, waiting, false).is_some() {
                self.end();
            }
            if self.deadlock.load(Ordering::SeqCst) {
                break false;
            }
            self.sleep(process);
        };
        self.waits.leaves(process);
        entered
    }

    /// Sleeps as the thread of a domain does that has no process to run.
    fn sleep(&self, process: u32) {
        let bell = &self.bells[process as usize];
        let mut woken = false;
        bell.take(|_| woken = true);
        if !woken {
            self.end_if_stuck();
            bell.sleep(None);
        }
    }

    fn end_if_stuck(&self) {
        if self.waits.is_stuck() {
            self.end();
        }
    }

    fn end(&self) {
        self.deadlock.store(true, Ordering::SeqCst);
        self.waits.wake_all();
    }

    fn wake_each(&self, processes: impl IntoIterator<Item = u32>) {
        processes.into_iter().for_each(|process| self.waits.wake(process));
    }

    fn enter(self: &Arc<Self>, process: u32, group: &Arc<Group>) -> bool {
        let waker: Arc<dyn Waker> = Arc::new(ProcessWaker { run: self.clone(), process });
        let look = || group.lock_or_queue(process, &waker);
        let entered = group.try_lock(process) || self.wait(process, || WaitFor::Group(group.clone()), look);
        if !entered {
            group.leave_queue(process);
        }
        entered
    }

    /// One that loses an increment where two processes are inside at once.
    fn increment(&self) {
        let old = self.counter.load(Ordering::SeqCst);
        self.counter.store(old + 1, Ordering::SeqCst);
    }

    fn count(&self) -> u64 {
        self.counter.load(Ordering::SeqCst)
    }

    fn is_deadlock(&self) -> bool {
        self.deadlock.load(Ordering::SeqCst)
    }

    /// Runs processes to their end, each on a thread of its own.
    fn processes<W: FnOnce(Arc<Run>, u32) + Send + 'static>(self: &Arc<Self>, works: Vec<W>) {
        for _ in &works {
            self.waits.process_begins();
        }
        let threads = works.into_iter().zip(1..).map(|(work, process)| {
            let run = self.clone();
            thread::spawn(move || {
                run.waits.seat(process, run.bells[process as usize].clone());
                work(run.clone(), process);
                let waiters = run.waits.process_ended(process);
                run.wake_each(waiters);
                run.end_if_stuck();
            })
        });
        let threads: Vec<_> = threads.collect();
        threads.into_iter().for_each(|thread| thread.join().unwrap());
        assert_eq!(self.waits.live(), 0);
    }
}

#[test]
fn uses_wait_for_each_other_and_no_deadlock_is_reported() {
    explore(|| {
        let (run, groups) = (Arc::new(Run::default()), [Arc::new(Group::default()), Arc::new(Group::default())]);
        let works = (0..3).map(|_| {
            let groups = groups.clone();
            move |run: Arc<Run>, process: u32| {
                // All take the two in the same order.
                assert!(run.enter(process, &groups[0]));
                assert!(run.enter(process, &groups[1]));
                run.increment();
                groups[1].unlock(process);
                groups[0].unlock(process);
            }
        });
        run.processes(works.collect());
        assert_eq!((run.count(), run.is_deadlock()), (3, false));
    });
}

/// A process may get its turn from a wake-up that is older than its last look, and then take what it waits for.
#[test]
fn a_process_that_looks_again_is_not_blocked() {
    let once = || {
        let run = Run::default();
        run.waits.process_begins();
        run.waits.seat(1, run.bells[1].clone());
        run.waits.looks(1, None);
        let waiting = Waiting {
            number: 1,
            name: Text::EMPTY,
            what: WaitFor::Resume,
            span: Span::default(),
            until: None,
            held: vec![],
            semaphores: vec![],
        };
        run.waits.put(1, waiting, false);
        assert!(run.waits.is_stuck());
        run.waits.looks(1, None);
        assert!(!run.waits.is_stuck());
    };
    // One thread has one order of events.
    shuttle::check_random(once, 1);
}

#[test]
fn a_deadlock_is_told_where_there_is_one() {
    let told = Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let count = told.clone();
    explore(move || {
        let (run, groups) = (Arc::new(Run::default()), [Arc::new(Group::default()), Arc::new(Group::default())]);
        let works = [(0, 1), (1, 0)].map(|(first, second)| {
            let groups = groups.clone();
            move |run: Arc<Run>, process: u32| {
                if run.enter(process, &groups[first]) {
                    if run.enter(process, &groups[second]) {
                        run.increment();
                        groups[second].unlock(process);
                    }
                    groups[first].unlock(process);
                }
            }
        });
        run.processes(works.into());
        // Either both go through, or they wait for each other; then one may still go through while the run ends.
        assert!(run.is_deadlock() || run.count() == 2);
        if run.is_deadlock() {
            count.fetch_add(1, Ordering::Relaxed);
        }
        assert_eq!((groups[0].owner(), groups[1].owner()), (None, None));
    });
    let told = told.load(Ordering::Relaxed);
    assert!((1..SCHEDULES).contains(&told), "{told} of {SCHEDULES}");
}

#[test]
fn who_waits_for_what_never_happens_is_told() {
    explore(|| {
        let run = Arc::new(Run::default());
        let works = [true, false].map(|waits| {
            move |run: Arc<Run>, process: u32| {
                if waits {
                    assert!(!run.wait(process, || WaitFor::Signal(SIGNAL), || false));
                }
            }
        });
        run.processes(works.into());
        assert!(run.is_deadlock());
    });
}

#[test]
fn a_signal_wakes_all_that_wait() {
    explore(|| {
        let (run, signaled) = (Arc::new(Run::default()), Arc::new(AtomicBool::new(false)));
        let works = [false, true, false].map(|triggers| {
            let signaled = signaled.clone();
            move |run: Arc<Run>, process: u32| {
                if triggers {
                    signaled.store(true, Ordering::SeqCst);
                    run.wake_each(run.waits.waiters(SIGNAL));
                } else {
                    assert!(run.wait(process, || WaitFor::Signal(SIGNAL), || signaled.load(Ordering::SeqCst)));
                    run.counter.fetch_add(1, Ordering::SeqCst);
                }
            }
        });
        run.processes(works.into());
        assert_eq!((run.count(), run.is_deadlock()), (2, false));
    });
}

#[test]
fn a_semaphore_has_one_owner_and_passes_on() {
    explore(|| {
        let (run, semaphores) = (Arc::new(Run::default()), Arc::new(Semaphores::default()));
        let works = (0..3).map(|_| {
            let semaphores = semaphores.clone();
            move |run: Arc<Run>, process: u32| {
                let name = Text::from("semaphore");
                let what = || WaitFor::Semaphore(name.clone(), semaphores.holder(&name));
                for _ in 0..2 {
                    let taken = semaphores.take(&name, process)
                        || run.wait(process, what, || semaphores.take_or_queue(&name, process));
                    assert!(taken && semaphores.take(&name, process));
                    run.increment();
                    run.wake_each(semaphores.clear(&name, process));
                }
            }
        });
        run.processes(works.collect());
        assert_eq!((run.count(), run.is_deadlock()), (6, false));
        assert_eq!(semaphores.holder(&Text::from("semaphore")).map(|holder| holder.process()), None);
    });
}

#[test]
fn a_semaphore_goes_on_from_a_process_that_ends_or_waits_no_longer() {
    explore(|| {
        let (run, semaphores) = (Arc::new(Run::default()), Arc::new(Semaphores::default()));
        let works = (0..3).map(|number| {
            let semaphores = semaphores.clone();
            move |run: Arc<Run>, process: u32| {
                let name = Text::from("semaphore");
                match number {
                    // It ends with the semaphore.
                    0 => drop(semaphores.take(&name, process)),
                    // Its time is over before it gets it, or in the last moment.
                    1 => {
                        semaphores.take_or_queue(&name, process);
                        if semaphores.leave_queue(&name, process) {
                            run.wake_each(semaphores.clear(&name, process));
                        }
                    }
                    _ => {
                        let what = || WaitFor::Semaphore(name.clone(), semaphores.holder(&name));
                        assert!(run.wait(process, what, || semaphores.take_or_queue(&name, process)));
                    }
                }
                run.wake_each(semaphores.give_up(process));
            }
        });
        run.processes(works.collect());
        assert!(!run.is_deadlock());
        assert_eq!(semaphores.holder(&Text::from("semaphore")).map(|holder| holder.process()), None);
    });
}

#[test]
fn a_worker_sees_each_task_and_idle_workers_sleep_on() {
    explore(|| {
        let run = Arc::new(Run::default());
        let tasks = Arc::new([const { AtomicU64::new(0) }; 3]);
        let woken = Arc::new(AtomicU64::new(0));
        let works = (0..3).map(|number| {
            let (tasks, woken) = (tasks.clone(), woken.clone());
            move |run: Arc<Run>, process: u32| match number {
                // Three tasks for the second process, none for the third but its end.
                0 => {
                    for _ in 0..3 {
                        tasks[1].fetch_add(1, Ordering::SeqCst);
                        run.waits.wake(2);
                    }
                    tasks[2].store(3, Ordering::SeqCst);
                    run.waits.wake(3);
                }
                _ => {
                    let mut looks = 0;
                    let mut done = 0;
                    while done < 3 {
                        let has_task = || {
                            looks += 1;
                            tasks[number].load(Ordering::SeqCst) > done
                        };
                        assert!(run.wait(process, || WaitFor::Task(None), has_task));
                        done = tasks[number].load(Ordering::SeqCst);
                    }
                    if number == 2 {
                        woken.store(looks, Ordering::SeqCst);
                    }
                }
            }
        });
        run.processes(works.collect());
        assert!(!run.is_deadlock());
        // The idle one looked when it began and when it was woken itself.
        assert!(woken.load(Ordering::SeqCst) <= 2);
    });
}

#[test]
fn the_end_of_a_process_wakes_those_who_wait_for_it_alone() {
    explore(|| {
        let (run, ended) = (Arc::new(Run::default()), Arc::new(AtomicBool::new(false)));
        let works = [false, true, true].map(|waits| {
            let ended = ended.clone();
            move |run: Arc<Run>, process: u32| {
                if waits {
                    let what = || WaitFor::Answer(Some(Key::End(1)));
                    assert!(run.wait(process, what, || ended.load(Ordering::SeqCst)));
                    run.counter.fetch_add(1, Ordering::SeqCst);
                } else {
                    ended.store(true, Ordering::SeqCst);
                }
            }
        });
        run.processes(works.into());
        assert_eq!((run.count(), run.is_deadlock()), (2, false));
    });
}
