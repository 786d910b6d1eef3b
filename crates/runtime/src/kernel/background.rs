//! External activities of a process: programs, requests, connections. Threads do the work; their
//! messages are kept until the process listens, which is inside a `wait()` and, in a worker, between two tasks
//! ([Asynchronous Execution](https://developer.4d.com/docs/Develop/async)).

use crate::process::Process;
use crate::waiting::{Key, WaitFor};
use crate::world::World;
use fourd_source::Span;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

/// An external activity (request, socket, child process) that delivers callbacks.
pub trait Background {
    /// Whether it has callbacks to deliver.
    fn has_news(&self) -> bool;
    /// Whether all callbacks were delivered and none will follow.
    fn is_over(&self) -> bool;
    /// The key that is signalled when callbacks arrive, or the last one was delivered.
    fn key(&self) -> Key;
    /// Runs the callbacks that are due. An error in one of them stays with the process.
    fn run(&self, process: &mut Process<'_>, span: Span);
}

/// Tells the processes that wait for something outside that it has happened: the one that made it, and those that
/// wait for its key.
#[derive(Clone)]
pub struct Notifier {
    world: Arc<World>,
    process: u32,
    key: Key,
}

impl Notifier {
    /// For something that the running process begins.
    pub fn new(process: &Process<'_>) -> Self {
        let world = process.domain.machine.world.clone();
        let key = world.new_key();
        Self { world, process: process.record.identity, key }
    }

    /// The run that it belongs to.
    pub fn world(&self) -> &Arc<World> {
        &self.world
    }

    /// The key that others can wait for.
    pub fn key(&self) -> Key {
        self.key
    }

    /// What a process waits for that waits for it alone.
    pub fn awaited(&self) -> WaitFor {
        WaitFor::Outside(Some(self.key))
    }

    /// It has happened, outside of the program: to be called by threads that run no 4D code.
    pub fn notify(&self) {
        self.world.wake_from_outside(self.process);
        self.world.signal_from_outside(self.key);
    }

    /// It has happened inside of the program: to be called by a process.
    pub fn notify_inside(&self) {
        self.world.wake(self.process);
        self.world.signal(self.key);
    }
}

/// The external activities of a process.
#[derive(Default)]
struct Listeners(RefCell<Vec<Rc<dyn Background>>>);

impl Listeners {
    fn get(&self, index: usize) -> Option<Rc<dyn Background>> {
        self.0.borrow().get(index).cloned()
    }
}

/// Takes those out that are over; they are dropped when the list is not borrowed any more.
fn take_over(all: &mut Vec<Rc<dyn Background>>) -> Vec<Rc<dyn Background>> {
    let mut over = Vec::new();
    all.retain(|each| {
        let is_over = each.is_over();
        if is_over {
            over.push(each.clone());
        }
        !is_over
    });
    over
}

/// All that a process listens to.
pub(crate) fn all(process: &Process<'_>) -> Vec<Rc<dyn Background>> {
    process.state.find::<Listeners>().map(|listeners| listeners.0.borrow().clone()).unwrap_or_default()
}

/// Lets a process listen to something until that is over.
pub fn begin(process: &mut Process<'_>, background: Rc<dyn Background>) {
    // Only before more memory is taken, so that many that go on at once are not gone through for each further one.
    let listeners = process.state.get::<Listeners>();
    let mut all = listeners.0.borrow_mut();
    let over = if all.len() == all.capacity() { take_over(&mut all) } else { Vec::new() };
    all.push(background);
    drop(all);
    drop(over);
}

/// Whether something that the process listens to has news.
pub(crate) fn has_news(all: &[Rc<dyn Background>]) -> bool {
    all.iter().any(|each| each.has_news())
}

/// What a worker waits for between two tasks.
pub(crate) fn idle_reason(all: &[Rc<dyn Background>]) -> WaitFor {
    if all.is_empty() { WaitFor::Task(None) } else { WaitFor::Listening }
}

/// Runs all callbacks of the process that are due.
pub fn run_due(process: &mut Process<'_>, span: Span) {
    let mut index = 0;
    // Callbacks may begin further activities, which are added at the end.
    let Some(listeners) = process.state.find::<Listeners>() else { return };
    while let Some(each) = listeners.get(index) {
        if process.attention {
            return;
        }
        if each.has_news() {
            each.run(process, span);
            // Another process may wait until this is over.
            process.domain.machine.world.signal(each.key());
        }
        index += 1;
    }
    let over = take_over(&mut listeners.0.borrow_mut());
    drop(over);
}
