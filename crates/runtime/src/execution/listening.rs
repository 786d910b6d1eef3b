//! Processes that listen to what goes on outside: inside a `wait()`, and workers between two tasks.

use crate::background::{self, has_news, run_due};
use crate::process::Process;
use crate::wait::Moment;
use crate::waiting::{Key, WaitFor};
use crate::{report, scheduler};
use fourd_source::Span;

/// Runs the callbacks of a worker that are due: an unhandled error ends the callback, not the worker.
pub(crate) fn run_as_tasks(process: &mut Process<'_>) {
    process.guarded(|process| run_due(process, Span::default()));
    if process.attention {
        report::task_ended(process);
    }
}

/// Waits until `done` holds, at most until a point in time. Callbacks of all that the process listens to run meanwhile,
/// and the tasks of the process where it is a worker. `done` is asked again whenever something was told, and whenever
/// something happened under the key.
pub fn wait(process: &mut Process<'_>, until: Option<Moment>, span: Span, key: Key, done: impl Fn() -> bool) {
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
        let all = background::all(process);
        let ready = || done() || has_news(&all) || worker.as_ref().is_some_and(|worker| worker.has_tasks());
        if !scheduler::wait(process, until, || WaitFor::Outside(Some(key)), span, ready) {
            return;
        }
    }
}
