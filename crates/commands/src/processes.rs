//! Processes ([theme](https://developer.4d.com/docs/commands/theme/Processes)), with the sessions that they belong to.

use crate::classes::session;
use crate::client_processes::{EXECUTE_ON_CLIENT, GET_REGISTERED_CLIENTS, REGISTER_CLIENT, UNREGISTER_CLIENT};
use crate::process_properties::PROCESS_PROPERTIES;
use fourd_macros::{command, theme};
use fourd_runtime::command::{Argument, Arguments, Star};
use fourd_runtime::jobs;
use fourd_runtime::machine::{Machine, MachineKind};
use fourd_runtime::record::ProcessRecord;
use fourd_runtime::requests::Rest;
use fourd_runtime::{Process, clock, remote, scheduler, start};
use fourd_source::Span;
use fourd_value::{Collection, Error, Object, Text, Value, error};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

theme!("Processes":
    abort_process_by_id, count_tasks, count_user_processes, count_users, current_process, current_process_name,
    delay_process, execute_on_client, execute_on_server, get_registered_clients, new_process, pause_process,
    process_aborted, process_activity, process_info, process_number, process_properties, process_state,
    register_client, resume_process, session, session_info, session_storage, unregister_client);

/// Ticks in a second.
const TICKS: f64 = 60.0;

/// The number of the running process.
///
/// ```4d
/// Current process>0  // True
/// ```
#[command(322, "Current process", thread_safe, effects(shared))]
fn current_process(process: &mut Process<'_>) -> i64 {
    i64::from(process.record.number)
}

/// Lets a process sleep for a number of ticks (1/60 s) from now; 0 wakes it.
#[command(323, "DELAY PROCESS", thread_safe, effects(shared))]
fn delay_process(process: &mut Process<'_>, number: i64, duration: f64, span: Span) {
    let wait = (duration > 0.0).then(|| Duration::try_from_secs_f64(duration / TICKS).unwrap_or(Duration::MAX));
    let rest = match wait {
        Some(wait) => Rest::Until(scheduler::moment_after(process, wait).unwrap_or(Duration::MAX)),
        None => Rest::No,
    };
    set_rest(process, number, rest, span);
}

/// Lets a process stop until `RESUME PROCESS`; the main process does not.
#[command(319, "PAUSE PROCESS", thread_safe, effects(shared))]
fn pause_process(process: &mut Process<'_>, number: i64, span: Span) {
    set_rest(process, number, Rest::Paused, span);
}

/// Lets a process go on that is paused or sleeps.
#[command(320, "RESUME PROCESS", thread_safe, effects(shared))]
fn resume_process(process: &mut Process<'_>, number: i64, span: Span) {
    set_rest(process, number, Rest::No, span);
}

/// The number of the main process of a machine, which is never paused.
const MAIN_PROCESS: i64 = 1;

fn set_rest(process: &mut Process<'_>, number: i64, rest: Rest, span: Span) {
    if rest == Rest::Paused && number == MAIN_PROCESS {
        return;
    }
    if number == i64::from(process.record.number) {
        process.rest(rest, span);
    } else if let Some(record) = found(process, number) {
        process.observe();
        jobs::set_rest(process.machine(), &record, rest);
    }
}

/// Starts a method in a new process and returns the number of the process; with `*`, the number of the process that has
/// that name already, if there is one. Where it fails there is an error, and the number is 0.
#[command(317, "New process", thread_safe, effects(shared))]
fn new_process(process: &mut Process<'_>, method: &Text, arguments: &mut Arguments) -> i64 {
    let started = start_here(process, method, arguments);
    number_or_failure(process, started, arguments.span)
}

fn start_here(process: &mut Process<'_>, method: &Text, arguments: &mut Arguments) -> Result<i64, Error> {
    let Launch { name, parameters, unique } = launch(process, arguments)?;
    if let (true, Some(found)) = (unique, process.machine().process_named(&name)) {
        return Ok(i64::from(found.number));
    }
    let record = start::new_process(process, method, name, parameters)?;
    Ok(i64::from(record.number))
}

fn number_or_failure(process: &mut Process<'_>, started: Result<i64, Error>, span: Span) -> i64 {
    started.unwrap_or_else(|error| {
        process.raise_with_result(error, Value::integer(0), span);
        0
    })
}

/// What stands behind the method's name when a process is started.
struct Launch {
    name: Text,
    parameters: Vec<Value>,
    /// `*`: a process that has the name already is taken.
    unique: bool,
}

/// The size of the stack means nothing here; a name without parameters can be left out.
fn launch(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Launch, Error> {
    let expected = |what: &str, found: &Value| {
        let text = format!("expected {what}, found {}", found.type_name());
        Err(Error::with(error::INCOMPATIBLE_TYPES, text))
    };
    let no_star = |argument: Option<&Argument>| !matches!(argument, Some(Argument::Star));
    if no_star(arguments.peek())
        && let Some(stack) = arguments.take_value(process)
        && !matches!(stack, Value::Undefined | Value::Real(_))
    {
        return expected("the size of a stack", &stack);
    }
    let name = match arguments.peek() {
        argument if no_star(argument) => match arguments.take_value(process) {
            Some(Value::Text(name)) => name,
            None | Some(Value::Undefined) => Text::EMPTY,
            Some(other) => return expected("the name of a process", &other),
        },
        _ => Text::EMPTY,
    };
    let mut launch = Launch { name, parameters: Vec::new(), unique: false };
    while let Some(argument) = arguments.peek() {
        if matches!(argument, Argument::Star) {
            arguments.take();
            launch.unique = true;
        } else if let Some(value) = arguments.take_forwarded(process) {
            launch.parameters.push(value);
        }
    }
    Ok(launch)
}

/// The session that the running process belongs to; Null on a remote client of an edition before 21 R3.
#[command(1714, "Session", thread_safe, effects(shared))]
fn session(process: &mut Process<'_>) -> Option<Object> {
    if process.session_object.is_none() {
        let session = process.record.session()?;
        process.session_object = Some(session::object(process, session));
    }
    process.session_object.clone()
}

/// The storage of the session with an id; Null where there is no such session.
///
/// ```4d
/// Session storage(Session.id)=Session.storage  // True
/// ```
#[command(1839, "Session storage", thread_safe = SessionStorageThreadSafe, effects(shared))]
fn session_storage(process: &mut Process<'_>, id: &Text) -> Option<Object> {
    process.machine().sessions.storage(id).map(Object::shared)
}

/// The description of the session with an id; Null where there is no such session.
#[command(1844, "Session info", thread_safe, effects(shared))]
fn session_info(process: &mut Process<'_>, session_id: &Text) -> Option<Object> {
    let session = process.machine().sessions.get(session_id)?;
    Some(session::info_object(process, &session))
}

/// Starts a stored procedure on the server and returns its number, negative on a client; without a server it is
/// `New process`.
#[command(373, "Execute on server", effects(shared))]
fn execute_on_server(process: &mut Process<'_>, method: &Text, arguments: &mut Arguments) -> i64 {
    let started = match process.machine().server.clone() {
        Some(server) => start_there(process, &server, method, arguments),
        None => start_here(process, method, arguments),
    };
    number_or_failure(process, started, arguments.span)
}

fn start_there(
    process: &mut Process<'_>,
    server: &Arc<Machine>,
    method: &Text,
    arguments: &mut Arguments,
) -> Result<i64, Error> {
    let Launch { name, parameters, unique } = launch(process, arguments)?;
    if let (true, Some(found)) = (unique, server.process_named(&name)) {
        return Ok(-i64::from(found.number));
    }
    remote::execute_on_server(process, server, method, name, parameters)
}

/// The number of the process that has a name or unique identifier, 0 where there is none; with `*`, of a process of the
/// server, negative on a client.
#[command(372, "Process number", thread_safe, effects(shared))]
fn process_number(process: &mut Process<'_>, name: &Text, star: Star) -> i64 {
    let machine = process.machine();
    let find = |machine: &Machine| {
        let named = machine.process_named(name);
        let identified = || machine.process_identified(name.to_cow().parse().ok()?);
        named.or_else(identified).map_or(0, |record| i64::from(record.number))
    };
    match (&machine.server, star.0) {
        (Some(server), true) => -find(server),
        _ => find(machine),
    }
}

/// The highest number of a process that lives.
#[command(335, "Count tasks", thread_safe, effects(shared))]
fn count_tasks(process: &mut Process<'_>) -> i64 {
    process.machine().processes().iter().map(|record| i64::from(record.number)).max().unwrap_or(0)
}

/// How many processes there are that are not 4D's own.
#[command(343, "Count user processes", thread_safe, effects(shared))]
fn count_user_processes(process: &mut Process<'_>) -> usize {
    process.machine().processes().len()
}

/// How many users are connected: 1 where there is no server.
#[command(342, "Count users", thread_safe, effects(shared))]
fn count_users(process: &mut Process<'_>) -> usize {
    let machine = process.machine();
    let server = machine.server.as_ref().unwrap_or(machine);
    let remote = server.sessions.all().iter().filter(|session| session.kind.is_connection).count();
    remote.max(1)
}

/// The name of the running process.
#[command(1392, "Current process name", thread_safe, effects(shared))]
fn current_process_name(process: &mut Process<'_>) -> Text {
    process.record.name.clone()
}

/// Whether somebody asked the running process to end, or the program ends.
#[command(672, "Process aborted", thread_safe, effects(shared))]
fn process_aborted(process: &mut Process<'_>) -> bool {
    process.record.abort.load(Ordering::SeqCst) || process.machine().settings.ending.load(Ordering::SeqCst)
}

/// The state of a number that no process ever had, and of one whose process has ended (rule 7.8).
const DOES_NOT_EXIST: i64 = -100;
const ABORTED: i64 = -1;

/// The state of a process as a number.
#[command(330, "Process state", effects(shared))]
fn process_state(process: &mut Process<'_>, number: i64) -> i64 {
    match found(process, number) {
        Some(record) => i64::from(record.state.load(Ordering::SeqCst)),
        None if (1..=count_tasks(process)).contains(&number) => ABORTED,
        None => DOES_NOT_EXIST,
    }
}

/// Asks the process with a unique identifier to end, on a server; elsewhere it does nothing.
#[command(1634, "ABORT PROCESS BY ID", thread_safe, effects(shared))]
fn abort_process_by_id(process: &mut Process<'_>, unique_id: i64) {
    let machine = process.machine().clone();
    if machine.kind != MachineKind::Server {
        return;
    }
    if let Some(record) = u32::try_from(unique_id).ok().and_then(|identity| machine.process_identified(identity)) {
        machine.abort(&record);
        process.check_stop();
    }
}

/// The process with a number on the running machine.
pub(crate) fn found(process: &Process<'_>, number: i64) -> Option<Arc<ProcessRecord>> {
    process.machine().process(i32::try_from(number).ok()?)
}

/// A description of a process (rule 7.10). `cpuUsage` is the part of its life in which it ran.
fn process_object(process: &Process<'_>, record: &ProcessRecord) -> Object {
    let world = process.world();
    let run = record.run_time.total(world).as_secs_f64();
    let life = world.since_1970().saturating_sub(record.created).as_secs_f64();
    let object = Object::new();
    object.put("cpuTime", Value::Real(run));
    object.put("cpuUsage", Value::Real(if life > 0.0 { (run / life).min(1.0) } else { 0.0 }));
    object.put("creationDateTime", Value::Text(clock::iso(record.created)));
    object.put("ID", Value::integer(i64::from(record.identity)));
    object.put("name", Value::Text(record.name.clone()));
    object.put("number", Value::integer(i64::from(record.number)));
    object.put("preemptive", Value::Boolean(record.preemptive));
    let session = record.session().map_or(Text::EMPTY, |session| session.id.clone());
    object.put("sessionID", Value::Text(session));
    object.put("state", Value::integer(i64::from(record.state.load(Ordering::SeqCst))));
    object.put("systemID", Value::Text(Text::from(record.identity.to_string())));
    object.put("type", Value::integer(i64::from(record.process_type.load(Ordering::SeqCst))));
    object.put("visible", Value::Boolean(true));
    object
}

/// A description of the process with a number; Null where there is none.
#[command(1843, "Process info", thread_safe, effects(shared))]
fn process_info(process: &mut Process<'_>, process_number: i64) -> Option<Object> {
    found(process, process_number).map(|record| process_object(process, &record))
}

/// `Processes only` and `Sessions only`.
const PROCESSES_ONLY: i64 = 1;
const SESSIONS_ONLY: i64 = 2;

/// The sessions and processes of a server, all or those of one session; elsewhere the processes only, and the
/// parameters do not count (rule 7.11).
#[command(1495, "Process activity", thread_safe, effects(shared))]
fn process_activity(process: &mut Process<'_>, arguments: &mut Arguments) -> Option<Object> {
    let machine = process.machine().clone();
    let (mut session_id, mut options) = (None, 0);
    while let Some(argument) = arguments.take_value(process) {
        match argument {
            Value::Text(id) => session_id = Some(id),
            other => options = other.as_real().unwrap_or_default() as i64,
        }
    }
    let server = machine.kind == MachineKind::Server;
    if !server {
        (session_id, options) = (None, PROCESSES_ONLY);
    }
    if session_id.as_ref().is_some_and(|id| machine.sessions.get(id).is_none()) {
        return None;
    }
    let wanted = |id: &Text| session_id.as_ref().is_none_or(|wanted| wanted == id);
    let result = Object::new();
    let mut infos = Vec::new();
    for session in machine.sessions.all().into_iter().filter(|session| wanted(&session.id)) {
        let info = session::info_object(process, &session);
        infos.push((session.id.clone(), info));
    }
    if options != PROCESSES_ONLY {
        let items = infos.iter().map(|(_, info)| Value::Object(info.clone())).collect();
        result.put("sessions", Value::Collection(Collection::new(items)));
    }
    if options != SESSIONS_ONLY {
        let mut items = Vec::new();
        for record in machine.processes() {
            let id = record.session().map_or(Text::EMPTY, |session| session.id.clone());
            if !wanted(&id) {
                continue;
            }
            let item = process_object(process, &record);
            if let (true, Some((_, info))) =
                (server && options != PROCESSES_ONLY, infos.iter().find(|(known, _)| *known == id))
            {
                item.put("session", Value::Object(info.clone()));
            }
            items.push(Value::Object(item));
        }
        result.put("processes", Value::Collection(Collection::new(items)));
    }
    Some(result)
}
