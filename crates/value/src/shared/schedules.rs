//! The locks under many orders of events: the same code with locks of shuttle, which decides at each of them which thread runs.
//! A thread is a process; one that waits and is never woken is a deadlock, which shuttle reports.

#![allow(clippy::unwrap_used, clippy::panic)]

#[allow(dead_code)]
#[path = "collection.rs"]
mod collection;
#[allow(dead_code)]
#[path = "group.rs"]
mod group;
#[allow(dead_code)]
#[path = "member.rs"]
mod member;
#[allow(dead_code)]
#[path = "object.rs"]
mod object;
#[allow(dead_code)]
#[path = "value.rs"]
mod value;

use crate::text::Text;
use group::{Group, Waker};
use object::SharedObject;
use shuttle::sync::{Condvar, atomic::AtomicUsize};
use shuttle::thread;
use std::sync::Arc;
use sync::{AtomicU64, Mutex, Ordering};
use value::SharedValue;

/// The locks under the names that the code uses.
mod sync {
    pub(super) use shuttle::sync::atomic::{AtomicU32, AtomicU64, Ordering};
    use shuttle::sync::{MutexGuard, RwLockReadGuard, RwLockWriteGuard};

    #[derive(Default)]
    pub(super) struct Mutex<T>(pub shuttle::sync::Mutex<T>);

    impl<T> Mutex<T> {
        pub fn lock(&self) -> MutexGuard<'_, T> {
            self.0.lock().unwrap()
        }
    }

    pub(super) struct RwLock<T>(shuttle::sync::RwLock<T>);

    impl<T> RwLock<T> {
        pub fn new(value: T) -> Self {
            Self(shuttle::sync::RwLock::new(value))
        }
        pub fn read(&self) -> RwLockReadGuard<'_, T> {
            self.0.read().unwrap()
        }
        pub fn write(&self) -> RwLockWriteGuard<'_, T> {
            self.0.write().unwrap()
        }
        pub fn get_mut(&mut self) -> &mut T {
            self.0.get_mut().unwrap()
        }
    }
}

/// How many orders of events each test tries.
const SCHEDULES: usize = 2000;

/// Tries a scenario, half of the schedules with any thread at any time, half with few changes of thread.
fn explore(scenario: impl Fn() + Send + Sync + Clone + 'static) {
    shuttle::check_random(scenario.clone(), SCHEDULES / 2);
    shuttle::check_pct(scenario, SCHEDULES / 2, 3);
}

/// How a process sleeps until it is woken.
#[derive(Default)]
struct Sleeper {
    woken: Mutex<bool>,
    bell: Condvar,
}

impl Waker for Sleeper {
    fn wake(&self) {
        *self.woken.lock() = true;
        self.bell.notify_one();
    }
}

impl Sleeper {
    fn sleep(&self) {
        let mut woken = self.woken.lock();
        while !*woken {
            woken = self.bell.wait(woken).unwrap();
        }
        *woken = false;
    }
}

/// A process: its number and how it sleeps.
#[derive(Clone)]
struct Process {
    number: u32,
    sleeper: Arc<Sleeper>,
}

impl Process {
    fn new(number: u32) -> Self {
        Self { number, sleeper: Arc::default() }
    }

    fn waker(&self) -> Arc<dyn Waker> {
        self.sleeper.clone()
    }

    /// Takes a group as `Use` does.
    fn enter(&self, group: &Arc<Group>) {
        let waker = self.waker();
        while !group.lock_or_queue(self.number, &waker) {
            self.sleeper.sleep();
        }
    }

    fn leave(&self, group: &Arc<Group>) {
        group.unlock(self.number);
    }
}

/// A number that loses an increment where two processes are inside at once.
#[derive(Default)]
struct Counter(AtomicU64);

impl Counter {
    fn increment(&self) {
        let old = self.0.load(Ordering::SeqCst);
        self.0.store(old + 1, Ordering::SeqCst);
    }

    fn get(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }
}

/// Runs a process on a thread of its own.
fn start(number: u32, work: impl FnOnce(Process) + Send + 'static) -> thread::JoinHandle<()> {
    thread::spawn(move || work(Process::new(number)))
}

fn join(threads: Vec<thread::JoinHandle<()>>) {
    threads.into_iter().for_each(|thread| thread.join().unwrap());
}

#[test]
fn uses_exclude_each_other_and_nest() {
    explore(|| {
        let (group, counter) = (Arc::new(Group::default()), Arc::new(Counter::default()));
        let threads = (1..=3).map(|number| {
            let (group, counter) = (group.clone(), counter.clone());
            start(number, move |process| {
                for _ in 0..2 {
                    process.enter(&group);
                    process.enter(&group);
                    counter.increment();
                    process.leave(&group);
                    assert!(group.is_held_by(number), "an inner End use gives nothing back");
                    counter.increment();
                    process.leave(&group);
                }
            })
        });
        join(threads.collect());
        assert_eq!(counter.get(), 12);
        assert_eq!(group.owner(), None);
        assert!(group.try_lock(9), "nobody is left in the queue");
    });
}

#[test]
fn a_merged_group_is_one_lock_and_forgets_nobody() {
    explore(|| {
        let (first, second) = (Arc::new(Group::default()), Arc::new(Group::default()));
        let counter = Arc::new(Counter::default());
        let mut threads = vec![];
        {
            let (first, second, counter) = (first.clone(), second.clone(), counter.clone());
            threads.push(start(1, move |process| {
                process.enter(&first);
                process.enter(&second);
                first.absorb(&second);
                process.leave(&second);
                counter.increment();
                assert!(first.is_held_by(1));
                process.leave(&first);
            }));
        }
        for (number, group) in [(2, first.clone()), (3, second.clone()), (4, second.clone())] {
            let (counter, first, second) = (counter.clone(), first.clone(), second.clone());
            threads.push(start(number, move |process| {
                process.enter(&group);
                if first.same(&second) {
                    counter.increment();
                }
                process.leave(&group);
                process.enter(&group);
                process.leave(&group);
            }));
        }
        let joined = counter.clone();
        join(threads);
        assert!((1..=4).contains(&joined.get()));
        assert!(first.same(&second));
        assert_eq!(second.owner(), None);
        assert!(second.try_lock(9), "nobody is left in the queue");
        assert!(!first.try_lock(8));
    });
}

#[test]
fn increments_in_merging_groups_lose_nothing() {
    explore(|| {
        let (parent, child) = (SharedObject::new(None), SharedObject::new(None));
        let counter = Arc::new(Counter::default());
        let (key, count) = (Text::from("child"), Arc::new(AtomicUsize::new(0)));
        let mut threads = vec![];
        {
            let (parent, child) = (parent.clone(), child.clone());
            threads.push(start(1, move |process| {
                process.enter(parent.group());
                process.enter(child.group());
                parent.set(&key, SharedValue::Object(child.clone()), 1).unwrap();
                process.leave(child.group());
                process.leave(parent.group());
            }));
        }
        for (number, object) in [(2, parent.clone()), (3, child.clone())] {
            let (counter, count) = (counter.clone(), count.clone());
            let (parent, child) = (parent.clone(), child.clone());
            threads.push(start(number, move |process| {
                for _ in 0..2 {
                    process.enter(object.group());
                    // Only once the two are one group do they exclude each other.
                    if parent.group().same(child.group()) {
                        count.fetch_add(1, Ordering::SeqCst);
                        counter.increment();
                    }
                    process.leave(object.group());
                }
            }));
        }
        join(threads);
        assert_eq!(counter.get(), count.load(Ordering::SeqCst) as u64);
    });
}

#[test]
fn objects_that_enter_each_other_form_one_group() {
    explore(|| {
        let (left, right) = (SharedObject::new(None), SharedObject::new(None));
        let entered = Arc::new(AtomicUsize::new(0));
        let threads =
            [(1, left.clone(), right.clone()), (2, right.clone(), left.clone())].map(|(number, own, other)| {
                let entered = entered.clone();
                start(number, move |process| {
                    process.enter(own.group());
                    // Without waiting for the other group the merge is refused while a process holds it.
                    if own.set(&Text::from("other"), SharedValue::Object(other), number).is_ok() {
                        entered.fetch_add(1, Ordering::SeqCst);
                    }
                    process.leave(own.group());
                })
            });
        join(threads.into());
        let entered = entered.load(Ordering::SeqCst);
        assert_eq!(left.group().same(right.group()), entered > 0);
        assert_eq!((left.group().owner(), right.group().owner()), (None, None));
        // A cycle of references would never be freed.
        for object in [&left, &right] {
            object.group().try_lock(9);
            object.remove(&Text::from("other"), 9).unwrap();
        }
    });
}

#[test]
fn who_stops_waiting_holds_up_nobody() {
    explore(|| {
        let group = Arc::new(Group::default());
        let counter = Arc::new(Counter::default());
        let mut threads = vec![];
        for number in 1..=2 {
            let (group, counter) = (group.clone(), counter.clone());
            threads.push(start(number, move |process| {
                for _ in 0..2 {
                    process.enter(&group);
                    counter.increment();
                    process.leave(&group);
                }
            }));
        }
        let killed = group.clone();
        threads.push(start(3, move |process| {
            // It is requested to end while it waits.
            let entered = killed.lock_or_queue(3, &process.waker());
            thread::yield_now();
            if entered { process.leave(&killed) } else { killed.leave_queue(3) }
        }));
        join(threads);
        assert_eq!(counter.get(), 4);
        assert!(group.try_lock(9), "nobody is left in the queue");
    });
}

#[test]
fn who_waits_is_not_passed_over_for_ever() {
    let scenario = || {
        let group = Arc::new(Group::default());
        let rounds = Arc::new(AtomicUsize::new(0));
        let done = Arc::new(AtomicUsize::new(0));
        group.try_lock(1);
        let (own, counted, ended) = (group.clone(), rounds.clone(), done.clone());
        let busy = start(1, move |process| {
            process.leave(&own);
            while ended.load(Ordering::SeqCst) == 0 {
                process.enter(&own);
                counted.fetch_add(1, Ordering::SeqCst);
                process.leave(&own);
                thread::yield_now();
            }
        });
        let (own, counted, ended) = (group.clone(), rounds.clone(), done.clone());
        let patient = start(2, move |process| {
            let begun = counted.load(Ordering::SeqCst);
            if !own.lock_or_queue(2, &process.waker()) {
                let queued = counted.load(Ordering::SeqCst);
                process.sleeper.sleep();
                process.enter(&own);
                let limit = group::MAX_PASSED_OVER as usize + 1;
                assert!(counted.load(Ordering::SeqCst) - queued <= limit, "passed over since {begun}");
            }
            process.leave(&own);
            ended.store(1, Ordering::SeqCst);
        });
        join(vec![busy, patient]);
    };
    shuttle::check_random(scenario, SCHEDULES / 4);
}

#[test]
fn after_some_turns_of_others_it_is_the_turn_of_who_waits() {
    let scenario = || {
        let group = Arc::new(Group::default());
        let (busy, patient, third) = (Process::new(1), Process::new(2), Process::new(3));
        busy.enter(&group);
        assert!(!group.lock_or_queue(2, &patient.waker()));
        busy.leave(&group);
        for turn in 0..group::MAX_PASSED_OVER {
            assert!(group.try_lock(1), "turn {turn}");
            busy.leave(&group);
        }
        assert!(!group.try_lock(1) && !group.lock_or_queue(3, &third.waker()));
        assert!(group.lock_or_queue(2, &patient.waker()));
        patient.leave(&group);
        assert!(group.try_lock(1), "the next one is passed over from the beginning");
        busy.leave(&group);
        assert!(group.lock_or_queue(3, &third.waker()));
    };
    shuttle::check_random(scenario, 1);
}

#[test]
fn readers_see_whole_values_while_others_write() {
    explore(|| {
        let object = SharedObject::new(None);
        let (key, other) = (Text::from("key"), Text::from("other"));
        let mut threads = vec![];
        for number in 1..=2 {
            let (object, key, other) = (object.clone(), key.clone(), other.clone());
            threads.push(start(number, move |process| {
                process.enter(object.group());
                let value = || SharedValue::Text(Text::from(format!("written by process {number}")));
                object.set(&key, value(), number).unwrap();
                object.set(&other, value(), number).unwrap();
                object.remove(&key, number).unwrap();
                process.leave(object.group());
                assert!(object.set(&key, value(), number).is_err(), "written outside Use");
            }));
        }
        let read = object.clone();
        threads.push(start(3, move |_| {
            for (_, value) in read.entries() {
                let SharedValue::Text(text) = value else { panic!("nobody wrote that") };
                assert!(text == "written by process 1" || text == "written by process 2");
            }
            assert!(read.len() <= 2);
        }));
        join(threads);
        assert_eq!(object.keys(), vec![other]);
    });
}
