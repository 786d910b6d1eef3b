//! An application that stays until it quits, such as one with a web server.

use crate::process::Process;
use crate::run::quits;
use crate::workers::Worker;
use crate::{background, listening, quit};
use std::sync::atomic::Ordering;

/// What an application stays for.
pub trait Stay: Send + Sync {
    /// Begins it, in the first process of the application, after On Startup. False where that fails: the application then
    /// quits at once.
    fn begins(&self, process: &mut Process<'_>) -> bool;

    /// Ends it, in the same process, when the application quits, before On Exit.
    fn ends(&self, process: &mut Process<'_>);
}

/// Stays until the application quits. The process does its tasks as a worker until then.
pub(crate) fn stays(process: &mut Process<'_>, tasks: &Worker, stay: &dyn Stay) {
    if stay.begins(process) {
        while waits(process, tasks) {
            listening::run_as_tasks(process);
            tasks.run_tasks(process);
        }
        quits(process);
    } else {
        process.domain.machine.world.failed.store(true, Ordering::SeqCst);
    }
    stay.ends(process);
}

/// Waits for something to do; false where the application quits.
fn waits(process: &mut Process<'_>, tasks: &Worker) -> bool {
    let all = background::all(process);
    quit::wait_until(process, || tasks.has_tasks() || background::has_news(&all))
}
