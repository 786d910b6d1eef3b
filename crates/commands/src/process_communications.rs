//! Process (Communications) ([theme](https://developer.4d.com/docs/commands/theme/Process_Communications)): semaphores,
//! workers and signals. Process variables of other processes are not reachable yet.

use crate::classes::signal;
use fourd_macros::{command, theme};
use fourd_runtime::command::Rest;
use fourd_runtime::waiting::WaitFor;
use fourd_runtime::{Process, scheduler, worker};
use fourd_source::Span;
use fourd_value::{Error, Object, Text, Value};
use std::time::Duration;

theme!("Process (Communications)": call_worker, clear_semaphore, kill_worker, new_signal, semaphore, test_semaphore);

/// Tries to set a semaphore: False where it is the process's now, True where another process holds it, also after
/// waiting for a number of ticks.
#[command(143, "Semaphore", thread_safe)]
fn semaphore(process: &mut Process<'_>, semaphore: &Text, tick_count: Option<i64>, span: Span) -> bool {
    let machine = process.domain.machine.clone();
    let owner = process.record.identity;
    if machine.take_semaphore(semaphore, owner) {
        return false;
    }
    let ticks = tick_count.unwrap_or(0);
    if ticks <= 0 {
        return true;
    }
    let until = scheduler::moment_after(process, Duration::from_secs_f64(ticks as f64 / 60.0));
    let what = || WaitFor::Semaphore(semaphore.clone(), machine.semaphore_owner(semaphore));
    !scheduler::wait(process, until, what, span, || machine.take_semaphore(semaphore, owner))
}

/// Gives a semaphore back that the process holds.
#[command(144, "CLEAR SEMAPHORE", thread_safe)]
fn clear_semaphore(process: &mut Process<'_>, semaphore: &Text) {
    process.domain.machine.clear_semaphore(semaphore, process.record.identity);
}

/// Whether a semaphore is set, without setting it.
#[command(652, "Test semaphore", thread_safe)]
fn test_semaphore(process: &mut Process<'_>, semaphore: &Text) -> bool {
    process.domain.machine.semaphore_is_set(semaphore)
}

/// Gives a worker a method or formula to run with parameters; a worker of a new name is started (rule 7.6).
#[command(1389, "CALL WORKER", thread_safe)]
fn call_worker(process: &mut Process<'_>, target: Value, formula: Value, parameters: Rest) -> Result<(), Error> {
    worker::call(process, &target, &formula, parameters.0)
}

/// Ends a worker after its running task; without a name, the running one.
#[command(1390, "KILL WORKER", thread_safe)]
fn kill_worker(process: &mut Process<'_>, target: Option<Value>) {
    worker::kill(process, target.as_ref());
}

/// A new signal: a shared object that processes can wait for.
#[command(1641, "New signal", thread_safe)]
fn new_signal(process: &mut Process<'_>, description: Option<Text>) -> Object {
    signal::new_signal(process, description.unwrap_or_default())
}
