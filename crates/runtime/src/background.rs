//! What goes on outside of the program for a process: external programs, requests, connections. Threads do the work; what
//! they tell is kept until the process listens, which is inside a `wait()` and, in a worker, between two tasks
//! ([Asynchronous Execution](https://developer.4d.com/docs/Develop/async)).

use crate::process::Process;
use crate::waiting::WaitFor;
use crate::world::Moment;
use crate::{report, scheduler};
use fourd_source::Span;
use std::rc::Rc;

/// Something that goes on outside, and calls functions of the program.
pub trait Background {
    /// Whether there is something to be told to the program.
    fn has_news(&self) -> bool;
    /// Whether all was told and nothing will follow.
    fn is_over(&self) -> bool;
    /// Runs the callbacks that are due. An error in one of them stays with the process.
    fn run(&self, process: &mut Process<'_>, span: Span);
}

/// Lets a process listen to something until that is over.
pub fn begin(process: &mut Process<'_>, background: Rc<dyn Background>) {
    process.background.retain(|known| !known.is_over());
    process.background.push(background);
}

/// Whether something that the process listens to has news.
pub(crate) fn has_news(all: &[Rc<dyn Background>]) -> bool {
    all.iter().any(|each| each.has_news())
}

/// What a worker waits for between two tasks.
pub(crate) fn idle_reason(all: &[Rc<dyn Background>]) -> WaitFor {
    if all.is_empty() { WaitFor::Task } else { WaitFor::Listening }
}

/// Runs all callbacks of the process that are due.
pub fn run_due(process: &mut Process<'_>, span: Span) {
    let mut index = 0;
    // Callbacks may begin further things, which stand behind.
    while let Some(each) = process.background.get(index).cloned() {
        if process.attention {
            return;
        }
        if each.has_news() {
            each.run(process, span);
        }
        index += 1;
    }
    process.background.retain(|each| !each.is_over());
}

/// Runs the callbacks of a worker that are due: an unhandled error ends the callback, not the worker.
pub(crate) fn run_as_tasks(process: &mut Process<'_>) {
    process.guarded(|process| run_due(process, Span::default()));
    if process.attention {
        report::task_ended(process);
    }
}

/// Waits until `done` holds, at most until a point in time. Callbacks of all that the process listens to run meanwhile,
/// and the tasks of the process where it is a worker. `done` is asked again whenever something was told.
pub fn wait(process: &mut Process<'_>, until: Option<Moment>, span: Span, done: impl Fn() -> bool) {
    let machine = process.domain.machine.clone();
    let worker = machine.worker_numbered(process.record.number);
    loop {
        run_due(process, span);
        if process.attention || done() {
            return;
        }
        if let Some(worker) = &worker {
            worker.run_tasks(process);
            if process.attention || done() {
                return;
            }
        }
        let all = process.background.clone();
        let ready = || done() || has_news(&all) || worker.as_ref().is_some_and(|worker| worker.has_tasks());
        if !scheduler::wait(process, until, || WaitFor::Outside, span, ready) {
            return;
        }
    }
}
