//! What crosses between a client and its server: calls of methods with `executedOnServer`, which run in the twin of the
//! calling process, and stored procedures. Values are always copied (rule 6.9).

use crate::call;
use crate::inbox::InboxTask;
use crate::location::Location;
use crate::machine::Machine;
use crate::methods;
use crate::packing::{copy, copy_all, unpack};
use crate::process::{Process, Raised};
use crate::record::process_type;
use crate::scheduler;
use crate::session::Session;
use crate::twin::{Answer, Request, Sent, Target, Twin};
use crate::waiting::{Key, WaitFor};
use fourd_project::{DatabaseMethod, MethodId, ProjectNumber};
use fourd_resolve::Type;
use fourd_source::Span;
use fourd_value::parcel::cannot_travel;
use fourd_value::{Error, Object, Parcel, Pointer, PointerTarget, Text, Value, error};
use parking_lot::Mutex;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The twin of the running process, made at its first access to the server (rule 7.4).
fn twin(process: &mut Process<'_>, server: &Arc<Machine>) -> Arc<Twin> {
    if let Some(twin) = process.record.twin.lock().as_ref().filter(|twin| !twin.record.requests.has_ended()) {
        return twin.clone();
    }
    let client = process.domain.machine.clone();
    let session = client.server_session.clone();
    let user = session.as_ref().map(|session| session.account()).unwrap_or_default();
    let record = server.add_process(process.record.name.clone(), false, true, session);
    record.process_type.store(process_type::OTHER_USER_PROCESS, Ordering::SeqCst);
    let twin = Arc::new(Twin {
        requests: Mutex::default(),
        closed: AtomicBool::new(false),
        record: record.clone(),
        user: (client.client_number.load(Ordering::SeqCst), user),
    });
    *process.record.twin.lock() = Some(twin.clone());
    let served = twin.clone();
    server.send(InboxTask { record, work: Box::new(move |process| serve(process, &served)) });
    twin
}

/// What the server tells a connection that it refuses.
fn refusal(process: &mut Process<'_>, twin: &Twin) -> Option<Vec<Error>> {
    let answer = tell(process, twin, DatabaseMethod::OnServerOpenConnection)?;
    let code = match answer.result {
        Err(errors) => return Some(errors),
        Ok(parcel) => unpack(process, parcel).as_real().unwrap_or_default(),
    };
    let text = || format!("The server refuses the connection of `{}` with {code}", twin.user.1);
    (code != 0.0).then(|| vec![Error::new(code as i64, text())])
}

/// Runs On Server Open or Close Connection with the numbers of the user and the connection, if the project has it. A
/// method that declares the user as a Text gets the name.
fn tell(process: &mut Process<'_>, twin: &Twin, method: DatabaseMethod) -> Option<Answer> {
    process.domain.program.project.database_method(method)?;
    let callee = methods::database_method(process, ProjectNumber::HOST, method).ok();
    let first = callee.as_ref().filter(|callee| callee.parameters > 0);
    let takes_name = first.and_then(|callee| callee.variables.first()).is_some_and(|user| user.declared == Type::Text);
    let user = match takes_name {
        true => Value::Text(twin.user.1.clone()),
        false => Value::integer(i64::from(twin.user.0)),
    };
    let arguments = [user, Value::integer(i64::from(process.record.number)), Value::integer(0)];
    let sent = arguments.iter().filter_map(|value| Parcel::pack(value).ok()).map(Sent::Value).collect();
    Some(run(process, Target::Database(method), sent))
}

fn serve(process: &mut Process<'_>, twin: &Arc<Twin>) {
    process.guarded(|process| answer_all(process, twin));
}

fn answer_all(process: &mut Process<'_>, twin: &Twin) {
    let refused = refusal(process, twin);
    loop {
        let ready = || twin.closed.load(Ordering::SeqCst) || !twin.requests.lock().is_empty();
        if !scheduler::wait(process, None, || WaitFor::Task(None), Span::default(), ready) {
            break;
        }
        let Some(request) = twin.requests.lock().pop_front() else {
            if refused.is_none()
                && let Some(Answer { result: Err(errors), .. }) =
                    tell(process, twin, DatabaseMethod::OnServerCloseConnection)
            {
                process.raise_all(errors.into_iter().map(Raised::from).collect(), Span::default());
            }
            break;
        };
        let answer = match &refused {
            Some(errors) => Answer { result: Err(errors.clone()), pointed: Vec::new(), assertions: Vec::new() },
            None => match request.target {
                Some(target) => run(process, target, request.arguments),
                None => Answer { result: Ok(Parcel::Undefined), pointed: Vec::new(), assertions: Vec::new() },
            },
        };
        *request.answer.lock() = Some(answer);
        process.domain.machine.world.wake(request.asker);
        if process.ending.is_some() {
            break;
        }
    }
}

/// Connects the first process of a client: the server tells it where it is refused.
pub(crate) fn open(process: &mut Process<'_>) {
    ask(process, None, Vec::new(), Span::default());
}

/// Disconnects the first process of a client and waits until the server knows it.
pub(crate) fn close(process: &mut Process<'_>) {
    let twin = process.record.twin.lock().take();
    let Some(twin) = twin else { return };
    twin.close(&process.domain.machine.world);
    let (attention, pending) = (std::mem::take(&mut process.attention), process.pending.take());
    let ending = process.ending.take();
    // A user who was dropped is told goodbye like any other.
    process.record.abort.store(false, Ordering::SeqCst);
    let what = || WaitFor::Answer(Some(Key::End(twin.record.identity)));
    scheduler::wait(process, None, what, Span::default(), || twin.record.requests.has_ended());
    process.attention |= attention;
    process.pending = pending.or_else(|| process.pending.take());
    process.ending = ending.or(process.ending);
}

/// Runs what a client asks for. A fault in it is reported here; the client gets an error.
fn run(process: &mut Process<'_>, target: Target, arguments: Vec<Sent>) -> Answer {
    let mut answer = None;
    process.guarded(|process| answer = Some(answer_of(process, target, arguments)));
    answer.unwrap_or_else(|| {
        let failed = process.pending.as_ref().map(|pending| pending.errors.iter().map(|raised| raised.error.clone()));
        let result = Err(failed.map_or_else(|| vec![Error::of(error::FAULT)], Iterator::collect));
        crate::report::task_ended(process);
        Answer { result, pointed: Vec::new(), assertions: Vec::new() }
    })
}

fn answer_of(process: &mut Process<'_>, target: Target, arguments: Vec<Sent>) -> Answer {
    let mut holders = Vec::new();
    let mut values = Vec::with_capacity(arguments.len());
    for argument in arguments {
        values.push(match argument {
            Sent::Value(parcel) => unpack(process, parcel),
            Sent::Pointed(parcel) => {
                let holder = Object::new();
                holder.put("value", unpack(process, parcel));
                holders.push(holder.clone());
                Value::Pointer(Pointer::to(PointerTarget::Property(holder, Text::from("value"))))
            }
        });
    }
    let callee = match &target {
        Target::Method(method) => methods::method_identified(process, method),
        Target::Database(method) => methods::database_method(process, ProjectNumber::HOST, *method),
    };
    process.error_handling.try_depth += 1;
    let value = match callee {
        Ok(callee) => call::call_here(process, &callee, None, values, Span::default()),
        Err(error) => {
            process.raise(error, Span::default());
            Value::Undefined
        }
    };
    process.error_handling.try_depth -= 1;
    let failed = process.take_errors();
    let assertions = std::mem::take(&mut process.error_handling.open_assertions);
    let result = match failed {
        Some(errors) => Err(errors),
        None => copy(process, &value, Span::default()).map_err(|error| vec![error]),
    };
    let mut pointed = Vec::with_capacity(holders.len());
    for holder in &holders {
        let value = holder.get_str("value").unwrap_or_default();
        pointed.push(copy(process, &value, Span::default()).unwrap_or(Parcel::Undefined));
    }
    Answer { result, pointed, assertions }
}

fn ask(process: &mut Process<'_>, target: Option<Target>, arguments: Vec<Value>, span: Span) -> Value {
    let Some(server) = process.domain.machine.server.clone() else { return Value::Undefined };
    let mut sent = Vec::with_capacity(arguments.len());
    let mut places: Vec<Location> = Vec::new();
    for argument in arguments {
        let packed = match &argument {
            Value::Pointer(pointer) if !pointer.is_nil() => {
                let place = process.target(pointer, span);
                let value = process.read(&place, span);
                places.push(place);
                copy(process, &value, span).map(Sent::Pointed)
            }
            value => copy(process, value, span).map(Sent::Value),
        };
        match packed {
            Ok(packed) => sent.push(packed),
            Err(error) => process.raise(error, span),
        }
    }
    if process.attention {
        return Value::Undefined;
    }
    let answer = Arc::new(Mutex::new(None));
    let twin = twin(process, &server);
    let request = Request { target, arguments: sent, answer: answer.clone(), asker: process.record.identity };
    twin.requests.lock().push_back(request);
    process.domain.machine.world.wake(twin.record.identity);
    let what = || WaitFor::Answer(Some(Key::End(twin.record.identity)));
    let ready = || answer.lock().is_some() || twin.record.requests.has_ended();
    if !scheduler::wait(process, None, what, span, ready) {
        return Value::Undefined;
    }
    let Some(Answer { result, pointed, assertions }) = answer.lock().take() else {
        process.raise(Error::with(error::FAULT, "The process on the server has ended before it gave an answer"), span);
        return Value::Undefined;
    };
    for (place, parcel) in places.iter().zip(pointed) {
        let value = unpack(process, parcel);
        process.write(place, value, span);
    }
    match result {
        Ok(parcel) => unpack(process, parcel),
        Err(errors) => {
            process.error_handling.open_assertions.extend(assertions);
            process.raise_all(errors.into_iter().map(Raised::from).collect(), span);
            Value::Undefined
        }
    }
}

/// Runs a method with `executedOnServer` in the twin process (rule 7.3).
pub(crate) fn call_on_server(process: &mut Process<'_>, method: MethodId, arguments: Vec<Value>, span: Span) -> Value {
    ask(process, Some(Target::Method(method)), arguments, span)
}

/// Starts a stored procedure on the server: the number of its process, negative as clients see it (rule 7.2).
///
/// # Errors
/// There is no such method, or a value cannot be sent.
pub fn execute_on_server(
    process: &mut Process<'_>,
    server: &Arc<Machine>,
    method: &Text,
    name: Text,
    arguments: Vec<Value>,
) -> Result<i64, Error> {
    let (method, _) = methods::existing_method(process, method)?;
    if arguments.iter().any(|argument| matches!(argument, Value::Pointer(pointer) if !pointer.is_nil())) {
        return Err(cannot_travel("A pointer"));
    }
    let parcels = copy_all(process, &arguments, Span::default())?;
    let session: Option<Arc<Session>> = server.session.clone();
    let record = server.begin_process(name, false, false, session)?;
    record.process_type.store(process_type::EXECUTE_ON_SERVER, Ordering::SeqCst);
    let number = i64::from(record.number);
    let work = move |process: &mut Process<'_>| crate::start::run(process, &method, parcels);
    server.send(InboxTask { record, work: Box::new(work) });
    Ok(-number)
}
