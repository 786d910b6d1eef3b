//! Process (Communications) ([theme](https://developer.4d.com/docs/commands/theme/Process_Communications)): semaphores,
//! workers, signals and variables of other processes.

use crate::blob::variable::put;
use crate::classes::signal;
use fourd_macros::{command, theme};
use fourd_runtime::command::{Argument, Arguments, Forwarded, FromArgument, Mode};
use fourd_runtime::foreign_variables::{self, Variable};
use fourd_runtime::location::Location;
use fourd_runtime::waiting::WaitFor;
use fourd_runtime::{Process, scheduler, worker};
use fourd_source::Span;
use fourd_value::{Error, Object, Text, Value, error};
use std::time::Duration;

theme!("Process (Communications)":
    call_worker, clear_semaphore, get_process_variable, kill_worker, new_signal, semaphore, set_process_variable,
    test_semaphore, variable_to_variable);

/// How many characters of a semaphore's name count.
const NAME_LENGTH: usize = 255;

/// Tries to set a semaphore: False where it is the process's now, True where another process holds it, also after
/// waiting for a number of ticks; `MAXLONG` waits without end. Of the processes that wait, the first one gets it first.
/// 255 characters of the name count.
#[command(143, "Semaphore", thread_safe, effects(shared))]
fn semaphore(process: &mut Process<'_>, semaphore: &Text, tick_count: Option<i64>, span: Span) -> bool {
    let machine = process.machine().clone();
    let owner = process.record.identity;
    let semaphore = &semaphore.slice(0, NAME_LENGTH);
    if machine.take_semaphore(semaphore, owner) {
        note_semaphore(process, semaphore, span);
        return false;
    }
    let ticks = tick_count.unwrap_or(0);
    if ticks <= 0 {
        return true;
    }
    // The largest number of ticks means that the process waits without end.
    let limit = (ticks < i64::from(i32::MAX)).then(|| Duration::from_secs_f64(ticks as f64 / 60.0));
    let until = limit.and_then(|limit| scheduler::moment_after(process, limit));
    let what = || WaitFor::Semaphore(semaphore.clone(), machine.semaphore_holder(semaphore));
    scheduler::wait(process, until, what, span, || machine.queue_for_semaphore(semaphore, owner));
    // It can come in the last moment.
    let held = machine.leave_semaphore_queue(semaphore, owner);
    if held {
        note_semaphore(process, semaphore, span);
    }
    !held
}

/// Keeps the place where the process has set a semaphore, for the report of a deadlock.
fn note_semaphore(process: &mut Process<'_>, semaphore: &Text, span: Span) {
    if process.semaphores.iter().all(|(name, _)| name != semaphore) {
        process.semaphores.push((semaphore.clone(), span));
    }
}

/// Gives a semaphore back that the process holds.
#[command(144, "CLEAR SEMAPHORE", thread_safe, effects(shared))]
fn clear_semaphore(process: &mut Process<'_>, semaphore: &Text) {
    let name = semaphore.slice(0, NAME_LENGTH);
    process.semaphores.retain(|(set, _)| *set != name);
    process.machine().clear_semaphore(&name, process.record.identity);
}

/// Whether a semaphore is set, without setting it.
#[command(652, "Test semaphore", thread_safe, effects(shared))]
fn test_semaphore(process: &mut Process<'_>, semaphore: &Text) -> bool {
    process.machine().semaphore_is_set(&semaphore.slice(0, NAME_LENGTH))
}

/// Gives a worker a method or formula to run with parameters; a worker of a new name is started (rule 7.6).
#[command(1389, "CALL WORKER", thread_safe, effects(shared))]
fn call_worker(process: &mut Process<'_>, target: Value, formula: Value, parameters: Forwarded) -> Result<(), Error> {
    worker::call(process, &target, &formula, parameters.0)
}

/// Ends a worker after its running task; without a name, the running one.
#[command(1390, "KILL WORKER", thread_safe, effects(shared))]
fn kill_worker(process: &mut Process<'_>, target: Option<Value>) {
    worker::kill(process, target.as_ref());
}

/// A new signal: a shared object that processes can wait for.
#[command(1641, "New signal", thread_safe, effects(shared))]
fn new_signal(process: &mut Process<'_>, description: Option<Text>) -> Object {
    signal::new_signal(process, description.unwrap_or_default())
}

/// Pairs of arguments, of which one is a variable of another process.
struct RestPairs(Vec<(Argument, Argument)>);

impl FromArgument for RestPairs {
    const MODE: Mode = Mode::Foreign;
    fn from_argument(_process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Self, Error> {
        let mut pairs = Vec::new();
        while let Some(first) = arguments.take() {
            let Some(second) = arguments.take() else {
                return Err(Error::with(error::ARGUMENT_MISSING, "Each variable needs a second one, or a value"));
            };
            pairs.push((first, second));
        }
        Ok(RestPairs(pairs))
    }
}

fn place(argument: &Argument) -> Result<&Location, Error> {
    match argument {
        Argument::Location(place) => Ok(place),
        _ => Err(Error::with(error::NAME_EXPECTED, "expected a variable")),
    }
}

/// Reads variables of another process into variables of the running one. A process that does not exist changes nothing;
/// a negative number is one of the server.
#[command(371, "GET PROCESS VARIABLE", effects(shared))]
fn get_process_variable(process: &mut Process<'_>, number: i64, variables: RestPairs, span: Span) -> Result<(), Error> {
    let mut sources = Vec::new();
    let mut targets = Vec::new();
    for (source, target) in &variables.0 {
        sources.push(Variable::of_location(place(source)?)?);
        targets.push(place(target)?.clone());
    }
    let interprocess = sources.iter().all(Variable::is_interprocess);
    let Some(addressee) = foreign_variables::addressee(process, number, interprocess) else { return Ok(()) };
    let Some(contents) = addressee.get(process, sources, span)? else { return Ok(()) };
    for (target, content) in targets.iter().zip(contents) {
        let value = content.unpack(process);
        put(process, target, value, span);
    }
    Ok(())
}

/// Writes values into variables of another process; a negative number is one of the server.
#[command(370, "SET PROCESS VARIABLE", effects(shared))]
fn set_process_variable(process: &mut Process<'_>, number: i64, variables: RestPairs, span: Span) -> Result<(), Error> {
    write(process, number, variables, false, span)
}

/// Writes variables of the running process, whole arrays too, into variables of another one; a negative number is one of
/// the server.
#[command(635, "VARIABLE TO VARIABLE", effects(shared))]
fn variable_to_variable(process: &mut Process<'_>, number: i64, variables: RestPairs, span: Span) -> Result<(), Error> {
    write(process, number, variables, true, span)
}

fn write(process: &mut Process<'_>, number: i64, variables: RestPairs, arrays: bool, span: Span) -> Result<(), Error> {
    let mut values = Vec::new();
    for (target, source) in variables.0 {
        let variable = Variable::of_location(place(&target)?)?;
        let value = match source {
            Argument::Location(place) => process.read(&place, span),
            Argument::Value(value) if !arrays => value,
            _ => return Err(Error::with(error::NAME_EXPECTED, "expected a variable")),
        };
        let value = match value {
            Value::Array(array) if !arrays => Value::integer(i64::from(array.current())),
            value => value,
        };
        values.push((variable, value));
    }
    let interprocess = values.iter().all(|(variable, _)| variable.is_interprocess());
    let Some(addressee) = foreign_variables::addressee(process, number, interprocess) else {
        return Err(foreign_variables::no_process(number));
    };
    if process.attention || addressee.set(process, values, span)? {
        return Ok(());
    }
    Err(foreign_variables::no_process(number))
}
