//! Processes ([theme](https://developer.4d.com/docs/commands/theme/Processes)), with the sessions that they belong to.

use crate::classes::session;
use fourd_macros::{command, theme};
use fourd_runtime::command::{Argument, Arguments};
use fourd_runtime::{Process, scheduler, start};
use fourd_value::{Error, Object, Text, Value};
use std::time::Duration;

theme!("Processes": current_process, delay_process, new_process, session, session_storage);

/// Ticks in a second.
const TICKS: f64 = 60.0;

/// The number of the running process.
#[command(322, "Current process", thread_safe)]
fn current_process(process: &mut Process<'_>) -> i64 {
    i64::from(process.record.number)
}

/// Lets a process sleep for a number of ticks (1/60 s).
#[command(323, "DELAY PROCESS", thread_safe)]
fn delay_process(process: &mut Process<'_>, number: i64, duration: f64) {
    if number != i64::from(process.record.number) || duration <= 0.0 {
        return;
    }
    let wait = Duration::try_from_secs_f64(duration / TICKS).unwrap_or(Duration::MAX);
    let until = scheduler::moment_after(process, wait).unwrap_or(Duration::MAX);
    scheduler::sleep(process, until);
}

/// Starts a method in a new process and returns the number of the process; with `*`, the number of the process that has
/// that name already, if there is one.
#[command(317, "New process", thread_safe)]
fn new_process(process: &mut Process<'_>, method: &Text, arguments: &mut Arguments) -> Result<i64, Error> {
    let _stack = arguments.take_value(process);
    let name = match arguments.take_value(process) {
        Some(Value::Text(name)) => name,
        _ => Text::EMPTY,
    };
    let mut parameters = Vec::new();
    let mut unique = false;
    while let Some(argument) = arguments.peek() {
        if matches!(argument, Argument::Star) {
            unique = true;
        }
        if let Some(value) = arguments.take_value(process) {
            parameters.push(value);
        }
    }
    if unique {
        parameters.pop();
        if let Some(found) = process.domain.machine.process_named(&name) {
            return Ok(i64::from(found.number));
        }
    }
    let record = start::new_process(process, method, name, parameters)?;
    Ok(i64::from(record.number))
}

/// The session that the running process belongs to.
#[command(1714, "Session", thread_safe)]
fn session(process: &mut Process<'_>) -> Object {
    let session = process.record.session.clone();
    session::object(process, session)
}

/// The storage of the session with an id; Null where there is no such session.
#[command(1839, "Session storage", thread_safe)]
fn session_storage(process: &mut Process<'_>, id: &Text) -> Option<Object> {
    process.domain.machine.sessions.get(id).map(|session| Object::shared(session.storage.clone()))
}
