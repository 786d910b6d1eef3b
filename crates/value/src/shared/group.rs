//! The lock of a group of shared objects, which `Use … End use` takes: it counts nested uses, keeps a queue of those who
//! wait, and merges with other groups.
//!
//! No thread sleeps here. A process that cannot have the group enters its queue and is woken through its [`Waker`]; how it
//! waits is the scheduler's business. A group that no other process wants is taken and given back with one exchange of a word.

use super::sync::{AtomicU32, AtomicU64, Mutex, Ordering};
use std::collections::VecDeque;
use std::sync::{Arc, OnceLock};

/// A waiter for a group, which looks again once the group is free.
pub trait Waker: Send + Sync {
    /// The group may be free now.
    fn wake(&self);
}

/// The objects that are locked together. Groups only merge: then one leads to the other.
#[derive(Default)]
pub struct Group {
    /// The process that holds it (0 is none), how often it does, and the two flags. Without flags, a free group is 0.
    word: AtomicU64,
    /// The group that this one has become a part of.
    leads_to: OnceLock<Arc<Group>>,
    /// How many objects belong to it.
    members: AtomicU32,
    queue: Mutex<Queue>,
}

/// Who waits.
#[derive(Default)]
struct Queue {
    /// The first one first.
    waiters: VecDeque<Waiter>,
    /// How often a process was faster than the first one that waits.
    passed_over: u32,
}

struct Waiter {
    process: u32,
    waker: Arc<dyn Waker>,
}

/// One use in the word.
const ONE: u64 = 1 << 32;
/// The bits of the number of uses.
const COUNT: u64 = (QUEUED - 1) & !(ONE - 1);
/// The bits of the process.
const OWNER: u64 = ONE - 1;
/// Flag: a process waits, so the group is taken and given back with the queue locked.
const QUEUED: u64 = 1 << 62;
/// Flag: the group leads to another one.
const MOVED: u64 = 1 << 63;

/// How often others may be faster than the process that waits first. Handing a group over costs a change of thread, so
/// strict order would be slow; without a limit a process could starve.
pub(crate) const MAX_PASSED_OVER: u32 = 64;

fn owner(word: u64) -> u32 {
    (word & OWNER) as u32
}

fn taken(process: u32) -> u64 {
    u64::from(process) | ONE
}

/// What came of an attempt to take a group.
enum Attempt {
    Taken,
    Refused,
    /// The group leads to another one by now.
    Moved,
}

impl Group {
    /// The group that this one leads to, or itself.
    fn root(self: &Arc<Group>) -> &Arc<Group> {
        let mut group = self;
        while let Some(next) = group.leads_to.get() {
            group = next;
        }
        group
    }

    /// Takes the group for a process, once more if it holds it already. False where another process holds it, or where
    /// those who wait have waited long enough.
    pub fn try_lock(self: &Arc<Group>, process: u32) -> bool {
        self.take(process, None)
    }

    /// As [`try_lock`](Self::try_lock); where it is false, the process is in the queue and is woken when it is worth
    /// another attempt.
    pub fn lock_or_queue(self: &Arc<Group>, process: u32, waker: &Arc<dyn Waker>) -> bool {
        self.take(process, Some(waker))
    }

    fn take(self: &Arc<Group>, process: u32, waker: Option<&Arc<dyn Waker>>) -> bool {
        loop {
            match self.root().attempt(process, waker) {
                Attempt::Taken => return true,
                Attempt::Refused => return false,
                Attempt::Moved => {}
            }
        }
    }

    fn attempt(&self, process: u32, waker: Option<&Arc<dyn Waker>>) -> Attempt {
        match self.word.compare_exchange(0, taken(process), Ordering::Acquire, Ordering::Acquire) {
            Ok(_) => Attempt::Taken,
            // Only the process itself changes who holds it now.
            Err(word) if owner(word) == process => {
                self.word.fetch_add(ONE, Ordering::Relaxed);
                Attempt::Taken
            }
            Err(_) => self.attempt_in_order(process, waker),
        }
    }

    #[cold]
    fn attempt_in_order(&self, process: u32, waker: Option<&Arc<dyn Waker>>) -> Attempt {
        let mut queue = self.queue.lock();
        loop {
            let word = self.word.load(Ordering::Acquire);
            if word & MOVED != 0 {
                return Attempt::Moved;
            }
            if owner(word) != 0 {
                let Some(waker) = waker else { return Attempt::Refused };
                // The holder must see that a process waits, or release it before.
                if word & QUEUED == 0 && !self.exchange(word, word | QUEUED) {
                    continue;
                }
                queue.add(process, waker);
                return Attempt::Refused;
            }
            if queue.is_others_turn(process) {
                if let Some(waker) = waker {
                    queue.add(process, waker);
                }
                return Attempt::Refused;
            }
            let flag = if queue.others_wait(process) { QUEUED } else { 0 };
            if self.exchange(word, taken(process) | flag) {
                queue.taken_by(process);
                return Attempt::Taken;
            }
        }
    }

    fn exchange(&self, old: u64, new: u64) -> bool {
        self.word.compare_exchange(old, new, Ordering::AcqRel, Ordering::Relaxed).is_ok()
    }

    /// Gives back one `Use` of a process; the last one lets the process look again that waits first.
    pub fn unlock(self: &Arc<Group>, process: u32) {
        let group = self.root();
        loop {
            let word = group.word.load(Ordering::Relaxed);
            if owner(word) != process {
                return;
            }
            if word & COUNT > ONE {
                group.word.fetch_sub(ONE, Ordering::Relaxed);
                return;
            }
            if word & QUEUED != 0 {
                return group.hand_over();
            }
            if group.word.compare_exchange(word, 0, Ordering::Release, Ordering::Relaxed).is_ok() {
                return;
            }
        }
    }

    #[cold]
    fn hand_over(&self) {
        let next = {
            let queue = self.queue.lock();
            self.word.store(if queue.waiters.is_empty() { 0 } else { QUEUED }, Ordering::Release);
            queue.first()
        };
        if let Some(next) = next {
            next.wake();
        }
    }

    /// A process waits no longer.
    pub fn leave_queue(self: &Arc<Group>, process: u32) {
        loop {
            let group = self.root();
            let mut queue = group.queue.lock();
            let word = group.word.load(Ordering::Acquire);
            if word & MOVED != 0 {
                continue;
            }
            if queue.waiters.front().is_some_and(|first| first.process == process) {
                queue.passed_over = 0;
            }
            queue.waiters.retain(|waiter| waiter.process != process);
            if queue.waiters.is_empty() {
                group.word.fetch_and(!QUEUED, Ordering::AcqRel);
                return;
            }
            // The turn of the process may have been the one that the others wait for.
            let next = if owner(word) == 0 { queue.first() } else { None };
            drop(queue);
            if let Some(next) = next {
                next.wake();
            }
            return;
        }
    }

    /// Whether both are the same group now.
    pub fn same(self: &Arc<Group>, other: &Arc<Group>) -> bool {
        Arc::ptr_eq(self.root(), other.root())
    }

    /// The process that holds the group.
    pub fn owner(self: &Arc<Group>) -> Option<u32> {
        loop {
            let word = self.root().word.load(Ordering::Acquire);
            if word & MOVED == 0 {
                return Some(owner(word)).filter(|owner| *owner != 0);
            }
        }
    }

    /// Whether a process holds the group.
    pub fn is_held_by(self: &Arc<Group>, process: u32) -> bool {
        self.owner() == Some(process)
    }

    /// Lets `other` lead to this group. The calling process holds both; its uses add up, and who waits for the
    /// other group waits for this one.
    pub(super) fn absorb(self: &Arc<Group>, other: &Arc<Group>) {
        let (into, from) = (self.root(), other.root());
        if Arc::ptr_eq(into, from) {
            return;
        }
        // Only who holds both merges them, so no two threads lock the same two queues.
        let mut queue = into.queue.lock();
        let mut old = from.queue.lock();
        let word = from.word.load(Ordering::Acquire);
        let _ = from.leads_to.set(into.clone());
        from.word.store(MOVED, Ordering::Release);
        into.word.fetch_add(word & COUNT, Ordering::AcqRel);
        into.members.fetch_add(from.members.load(Ordering::Relaxed), Ordering::Relaxed);
        for waiter in old.waiters.drain(..) {
            queue.add(waiter.process, &waiter.waker);
        }
        if !queue.waiters.is_empty() {
            into.word.fetch_or(QUEUED, Ordering::AcqRel);
        }
    }

    /// An object is made that belongs to the group.
    pub(super) fn join(self: &Arc<Group>) {
        self.root().members.fetch_add(1, Ordering::Relaxed);
    }

    /// Whether more than one object belongs to it.
    pub(super) fn is_shared(self: &Arc<Group>) -> bool {
        self.root().members.load(Ordering::Relaxed) > 1
    }
}

impl Queue {
    fn add(&mut self, process: u32, waker: &Arc<dyn Waker>) {
        if !self.waiters.iter().any(|waiter| waiter.process == process) {
            self.waiters.push_back(Waiter { process, waker: waker.clone() });
        }
    }

    /// Whether the first one that waits is not the process and was passed over often enough.
    fn is_others_turn(&self, process: u32) -> bool {
        self.passed_over >= MAX_PASSED_OVER && self.waiters.front().is_some_and(|first| first.process != process)
    }

    fn others_wait(&self, process: u32) -> bool {
        self.waiters.iter().any(|waiter| waiter.process != process)
    }

    fn taken_by(&mut self, process: u32) {
        match self.waiters.front() {
            None => {}
            Some(first) if first.process == process => {
                self.waiters.pop_front();
                self.passed_over = 0;
            }
            Some(_) => {
                self.waiters.retain(|waiter| waiter.process != process);
                self.passed_over += 1;
            }
        }
    }

    fn first(&self) -> Option<Arc<dyn Waker>> {
        self.waiters.front().map(|first| first.waker.clone())
    }
}
