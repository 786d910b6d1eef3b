//! The list of those who wait, and the deadlocks in it.

use super::locks::Group;
use super::semaphores::Holder;
use crate::wait::Moment;
use fourd_source::{Diagnostic, Span};
use fourd_value::Text;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// Names an event that several processes may wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// The end of the process with this identity.
    End(u32),
    /// Something happens to what is at this address; whoever waits for it keeps it alive.
    At(usize),
    /// Something happens to what was given this number.
    Numbered(u64),
}

impl Key {
    /// The key of something that processes share.
    pub fn of<T: ?Sized>(shared: &Arc<T>) -> Key {
        Key::At(Arc::as_ptr(shared).cast::<()>() as usize)
    }
}

/// What a process waits for. Whoever makes it happen wakes the process by its identity; where several processes may wait
/// for the same, or it is not known who does, by a key.
#[derive(Clone)]
pub enum WaitFor {
    /// A group that another process holds.
    Group(Arc<Group>),
    /// A semaphore, and who holds it.
    Semaphore(Text, Option<Holder>),
    /// A signal.
    Signal(Key),
    /// A task for a worker.
    Task(Option<Key>),
    /// The answer of another machine, or the end of a process.
    Answer(Option<Key>),
    /// Another process that says `RESUME PROCESS`.
    Resume,
    /// Something outside of the program that is to come: an answer, the end of an external process.
    Outside(Option<Key>),
    /// Whatever may come: a task for a worker, something from outside for its callbacks, a line that somebody types.
    Listening,
}

impl WaitFor {
    /// The state of a process that waits for it, as `Process info` numbers states (rule 7.8).
    pub(crate) fn state(&self) -> i32 {
        match self {
            WaitFor::Task(_) | WaitFor::Listening => 2,
            WaitFor::Answer(_) | WaitFor::Outside(_) => 3,
            WaitFor::Group(_) | WaitFor::Semaphore(..) | WaitFor::Signal(_) => 4,
            WaitFor::Resume => 5,
        }
    }

    /// The key under which what it waits for happens; without one, the process is woken by its identity.
    pub(crate) fn key(&self) -> Option<Key> {
        match self {
            WaitFor::Signal(key) => Some(*key),
            WaitFor::Task(key) | WaitFor::Answer(key) | WaitFor::Outside(key) => *key,
            WaitFor::Group(_) | WaitFor::Semaphore(..) | WaitFor::Resume | WaitFor::Listening => None,
        }
    }

    /// Whether only another process of the program can end the wait.
    fn is_inside(&self) -> bool {
        !matches!(self, WaitFor::Outside(_) | WaitFor::Listening)
    }
}

/// A process that waits.
pub struct Waiting {
    /// Its number.
    pub number: i32,
    /// Its name.
    pub name: Text,
    /// What it waits for.
    pub what: WaitFor,
    /// Where it waits.
    pub span: Span,
    /// When it stops waiting in any case.
    pub until: Option<Moment>,
    /// The groups that it holds, with the places of their `Use`.
    pub held: Vec<(Arc<Group>, Span)>,
    /// The semaphores that it holds, with the places where it has set them.
    pub semaphores: Vec<(Text, Span)>,
}

impl Waiting {
    fn shown(&self) -> String {
        if self.name.is_empty() {
            format!("process {}", self.number)
        } else {
            format!("process {} `{}`", self.number, self.name)
        }
    }

    /// The process that could end the wait, where it is a certain one.
    fn blocker(&self) -> Option<u32> {
        match &self.what {
            WaitFor::Group(group) => group.owner(),
            WaitFor::Semaphore(_, holder) => holder.as_ref().map(Holder::process),
            _ => None,
        }
    }

    /// The places where it took what another process waits for.
    fn holds_for<'a>(&'a self, other: &'a Waiting) -> impl Iterator<Item = Span> + 'a {
        let groups = self.held.iter().filter(|(group, _)| match &other.what {
            WaitFor::Group(wanted) => group.same(wanted),
            _ => false,
        });
        let semaphores = self.semaphores.iter().filter(|(name, _)| match &other.what {
            WaitFor::Semaphore(wanted, _) => name == wanted,
            _ => false,
        });
        groups.map(|(_, span)| *span).chain(semaphores.map(|(_, span)| *span))
    }

    fn waits_for(&self) -> String {
        match &self.what {
            WaitFor::Group(_) => "waits in `Use`".to_owned(),
            WaitFor::Semaphore(name, _) => format!("waits for the semaphore `{name}`"),
            WaitFor::Signal(_) => "waits for a signal".to_owned(),
            WaitFor::Task(_) => "waits for a task".to_owned(),
            WaitFor::Answer(_) => "waits for an answer".to_owned(),
            WaitFor::Resume => "waits for RESUME PROCESS".to_owned(),
            WaitFor::Outside(_) | WaitFor::Listening => "waits for something outside of the program".to_owned(),
        }
    }
}

/// So many of the processes in a deadlock are shown.
pub(super) const MOST_SHOWN: usize = 10;

/// The processes that wait, by identity.
#[derive(Default)]
pub struct WaitList {
    waiting: FxHashMap<u32, Entry>,
    /// How many of them only another process can wake.
    blocked: usize,
    /// How many of these wait for something other than a task: they are not idle.
    missing: usize,
    /// A deadlock was reported; once is enough.
    reported: bool,
}

struct Entry {
    waiting: Waiting,
    /// Only another process can wake it, and none has done so since it looked.
    blocked: bool,
}

impl Entry {
    /// What it adds to the numbers of blocked processes, and to those of them that are not idle.
    fn counts(&self) -> (usize, usize) {
        match self.blocked {
            true => (1, usize::from(!matches!(self.waiting.what, WaitFor::Task(_)))),
            false => (0, 0),
        }
    }
}

impl WaitList {
    /// A process waits, or looked again. `goes_on` says that it has been woken already.
    pub fn put(&mut self, identity: u32, waiting: Waiting, goes_on: bool) {
        self.remove(identity);
        let blocked = !goes_on && waiting.until.is_none() && waiting.what.is_inside();
        let entry = Entry { waiting, blocked };
        let (blocked, missing) = entry.counts();
        self.blocked += blocked;
        self.missing += missing;
        self.waiting.insert(identity, entry);
    }

    /// A process goes on.
    pub fn remove(&mut self, identity: u32) {
        if let Some(entry) = self.waiting.remove(&identity) {
            self.uncount(entry.counts());
        }
    }

    /// A process is to look again.
    pub fn wake(&mut self, identity: u32) {
        if let Some(entry) = self.waiting.get_mut(&identity) {
            let counts = entry.counts();
            entry.blocked = false;
            self.uncount(counts);
        }
    }

    fn uncount(&mut self, (blocked, missing): (usize, usize)) {
        self.blocked -= blocked;
        self.missing -= missing;
    }

    fn get(&self, identity: u32) -> Option<&Waiting> {
        self.waiting.get(&identity).map(|entry| &entry.waiting)
    }

    /// What a process waits for, in words, and the process that holds it where it is a certain one.
    pub fn waits_for(&self, identity: u32) -> Option<(String, Option<u32>)> {
        let waiting = self.get(identity)?;
        let what = match &waiting.what {
            WaitFor::Group(_) => "`Use` of a shared object".to_owned(),
            WaitFor::Semaphore(name, _) => format!("the semaphore `{name}`"),
            WaitFor::Signal(_) => "a signal".to_owned(),
            WaitFor::Task(_) => "a task".to_owned(),
            WaitFor::Answer(_) => "the answer of another machine".to_owned(),
            WaitFor::Resume => "RESUME PROCESS".to_owned(),
            WaitFor::Outside(_) => "something outside of the program".to_owned(),
            WaitFor::Listening => "an input, a task or something outside".to_owned(),
        };
        Some((what, waiting.blocker()))
    }

    /// Whether all of `live` processes wait without end for each other, and not all of them for a task.
    pub fn all_blocked(&self, live: usize) -> bool {
        self.blocked == live && self.missing > 0
    }

    /// The processes of the cycle of waits that a process belongs to, if there is one.
    pub fn cycle(&self, identity: u32) -> Option<Vec<u32>> {
        let mut cycle = vec![identity];
        let mut next = identity;
        // Each process waits for one other at most: whoever has walked past all has entered a circle of others.
        while cycle.len() <= self.waiting.len()
            && let Some(blocker) = self.get(next).filter(|waiting| waiting.until.is_none()).and_then(Waiting::blocker)
        {
            if blocker == next {
                // It was given what it waits for, and is about to see that.
                return None;
            }
            if blocker == identity {
                return Some(cycle);
            }
            cycle.push(blocker);
            next = blocker;
        }
        None
    }

    /// The report of a deadlock of these processes, or of all that wait; `None` where one was told already.
    pub fn deadlock(&mut self, processes: Option<&[u32]>) -> Option<Diagnostic> {
        if std::mem::replace(&mut self.reported, true) {
            return None;
        }
        let mut identities: Vec<u32> = match processes {
            Some(processes) => processes.to_vec(),
            None => self.waiting.keys().copied().collect(),
        };
        identities.sort_unstable();
        let mut members: Vec<(u32, &Waiting)> = identities
            .iter()
            .filter_map(|identity| Some((*identity, self.get(*identity)?)))
            .filter(|(_, waiting)| !matches!(waiting.what, WaitFor::Task(_)))
            .collect();
        if members.len() > MOST_SHOWN {
            // Those that hold what others wait for explain the deadlock.
            let holders: FxHashSet<u32> = members.iter().filter_map(|(_, member)| member.blocker()).collect();
            members.sort_by_key(|(identity, _)| !holders.contains(identity));
        }
        let shown: Vec<&Waiting> = members.iter().take(MOST_SHOWN).map(|(_, member)| *member).collect();
        let title = match members.len() {
            1 => "Deadlock: a process waits for something that cannot happen".to_owned(),
            count => format!("Deadlock: {count} processes wait for each other"),
        };
        let mut report = Diagnostic::error("runtime::deadlock", title);
        for (index, member) in shown.iter().enumerate() {
            let text = format!("{} {} here", member.shown(), member.waits_for());
            report = if index == 0 { report.at(member.span, text) } else { report.also(member.span, text) };
            for other in &shown {
                for span in other.holds_for(member) {
                    report = report.also(span, format!("{} holds what {} waits for", other.shown(), member.shown()));
                }
            }
        }
        if members.len() > shown.len() {
            report = report.note(format!("not shown: {} of the processes", members.len() - shown.len()));
        }
        let hint = match members.len() {
            1 => "give the wait a time limit, or make sure that what it waits for can happen",
            _ => "take shared objects and semaphores always in the same order, or hold only one at a time",
        };
        Some(report.hint(hint))
    }
}
