//! What crosses between a client and its server: calls of methods with `executedOnServer`, which run in the twin of the
//! calling process, and stored procedures. Values are always copied (rule 6.9).

use crate::call;
use crate::domain::InboxTask;
use crate::machine::{Machine, ProcessRecord, process_type};
use crate::place::Place;
use crate::process::{Process, Raised};
use crate::program;
use crate::scheduler;
use crate::session::Session;
use crate::waiting::WaitFor;
use fourd_project::DatabaseMethod;
use fourd_source::{Span, fold_name};
use fourd_value::{Collection, Error, Object, Parcel, Pointer, PointerTarget, Text, Value, error};
use parking_lot::Mutex;
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// An argument on its way to the server.
enum Sent {
    Value(Parcel),
    /// What a pointer points to; it comes back (rule 7.3).
    Pointed(Parcel),
}

/// What is to be run on the server.
enum Target {
    Method(String),
    Database(DatabaseMethod),
}

/// What comes back.
struct Answer {
    result: Result<Parcel, Vec<Error>>,
    pointed: Vec<Parcel>,
}

struct Request {
    target: Target,
    arguments: Vec<Sent>,
    answer: Arc<Mutex<Option<Answer>>>,
}

/// The process on the server that stands for a process of a client.
pub struct Twin {
    requests: Mutex<VecDeque<Request>>,
    closed: AtomicBool,
}

impl Twin {
    /// Ends the twin; to be called when the client's process has ended.
    pub fn close(&self) {
        self.closed.store(true, Ordering::SeqCst);
    }
}

/// The twin of the running process, made at its first access to the server (rule 7.4).
fn twin(process: &mut Process<'_>, server: &Arc<Machine>) -> Arc<Twin> {
    if let Some(twin) = &*process.record.twin.lock() {
        return twin.clone();
    }
    let twin = Arc::new(Twin { requests: Mutex::default(), closed: AtomicBool::new(false) });
    *process.record.twin.lock() = Some(twin.clone());
    let session = process.domain.machine.server_session.clone();
    let record = server.add_process(process.record.name.clone(), false, true, session);
    record.process_type.store(process_type::OTHER_USER_PROCESS, Ordering::SeqCst);
    let served = twin.clone();
    server.send(InboxTask { record, work: Box::new(move |process| serve(process, &served)) });
    twin
}

fn serve(process: &mut Process<'_>, twin: &Arc<Twin>) {
    loop {
        let ready = || twin.closed.load(Ordering::SeqCst) || !twin.requests.lock().is_empty();
        if !scheduler::wait(process, None, || WaitFor::Task, Span::default(), ready) {
            return;
        }
        let Some(request) = twin.requests.lock().pop_front() else { return };
        let answer = run(process, request.target, request.arguments);
        *request.answer.lock() = Some(answer);
        process.domain.machine.signal();
        if process.ending.is_some() {
            return;
        }
    }
}

/// How deep in objects a session is looked for.
const MAX_DEPTH: usize = 100;

/// The value with plain copies of the sessions in it, which another machine can read (rule 3.8).
fn plain(process: &mut Process<'_>, value: Value, depth: usize) -> Value {
    match &value {
        Value::Object(object) if object.native_data::<Arc<Session>>().is_some() => {
            let copy = Object::new();
            for name in ["id", "userName", "info", "storage"] {
                let name = Text::from(name);
                let member = process.get_property(object, &name, Span::default());
                copy.put(name, member);
            }
            Value::Object(copy)
        }
        Value::Object(object) if object.as_shared().is_none() && depth < MAX_DEPTH => {
            let copy = Object::new();
            for (name, member) in object.entries() {
                let member = plain(process, member, depth + 1);
                copy.put(name, member);
            }
            Value::Object(copy)
        }
        Value::Collection(items) if items.as_shared().is_none() && depth < MAX_DEPTH => {
            let items = items.to_vec().into_iter().map(|item| plain(process, item, depth + 1)).collect();
            Value::Collection(Collection::new(items))
        }
        _ => value,
    }
}

fn run(process: &mut Process<'_>, target: Target, arguments: Vec<Sent>) -> Answer {
    let mut holders = Vec::new();
    let mut values = Vec::with_capacity(arguments.len());
    for argument in arguments {
        values.push(match argument {
            Sent::Value(parcel) => parcel.unpack(),
            Sent::Pointed(parcel) => {
                let holder = Object::new();
                holder.put("value", parcel.unpack());
                holders.push(holder.clone());
                Value::Pointer(Pointer::to(PointerTarget::Property(holder, Text::from("value"))))
            }
        });
    }
    let compiled = match &target {
        Target::Method(folded) => program::method_folded(process, folded),
        Target::Database(method) => program::database_method(process, *method),
    };
    process.error_handling.try_depth += 1;
    let value = match compiled {
        Ok(compiled) => call::call_here(process, &compiled, None, values, Span::default()),
        Err(error) => {
            process.raise(error, Span::default());
            Value::Undefined
        }
    };
    process.error_handling.try_depth -= 1;
    let failed = process.take_errors();
    let result = match failed {
        Some(errors) => Err(errors),
        None => {
            let value = plain(process, value, 0);
            Parcel::copy(&value).map_err(|error| vec![error])
        }
    };
    let pointed = holders
        .iter()
        .map(|holder| holder.get_str("value").and_then(|value| Parcel::copy(&value).ok()).unwrap_or(Parcel::Undefined))
        .collect();
    Answer { result, pointed }
}

fn ask(process: &mut Process<'_>, target: Target, arguments: Vec<Value>, span: Span) -> Value {
    let Some(server) = process.domain.machine.server.clone() else { return Value::Undefined };
    let mut sent = Vec::with_capacity(arguments.len());
    let mut places: Vec<Place> = Vec::new();
    for argument in arguments {
        let packed = match &argument {
            Value::Pointer(pointer) if !pointer.is_nil() => {
                let place = process.target(pointer, span);
                let value = process.read(&place, span);
                places.push(place);
                Parcel::copy(&value).map(Sent::Pointed)
            }
            value => Parcel::copy(value).map(Sent::Value),
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
    twin.requests.lock().push_back(Request { target, arguments: sent, answer: answer.clone() });
    process.domain.machine.signal();
    if !scheduler::wait(process, None, || WaitFor::Answer, span, || answer.lock().is_some()) {
        return Value::Undefined;
    }
    let Some(Answer { result, pointed }) = answer.lock().take() else { return Value::Undefined };
    for (place, parcel) in places.iter().zip(pointed) {
        process.write(place, parcel.unpack(), span);
    }
    match result {
        Ok(parcel) => parcel.unpack(),
        Err(errors) => {
            process.raise_all(errors.into_iter().map(Raised::from).collect(), span);
            Value::Undefined
        }
    }
}

/// Runs a method with `executedOnServer` in the twin process (rule 7.3).
pub(crate) fn call_on_server(process: &mut Process<'_>, name: &Text, arguments: Vec<Value>, span: Span) -> Value {
    ask(process, Target::Method(fold_name(&name.to_cow())), arguments, span)
}

/// Runs a database method on the server for the running client, such as On Server Open Connection.
pub(crate) fn database_method(process: &mut Process<'_>, method: DatabaseMethod, arguments: Vec<Value>) -> Value {
    ask(process, Target::Database(method), arguments, Span::default())
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
    let folded = fold_name(&method.to_cow());
    if process.domain.program.project.method(&folded).is_none() {
        return Err(Error::with(error::METHOD_MISSING, format!("There is no method `{method}`")));
    }
    let parcels = arguments.iter().map(Parcel::copy).collect::<Result<Vec<_>, _>>()?;
    let session: Option<Arc<Session>> = server.session.clone();
    let record: Arc<ProcessRecord> = server.add_process(name, false, false, session);
    record.process_type.store(process_type::EXECUTE_ON_SERVER, Ordering::SeqCst);
    let number = i64::from(record.number);
    let work = move |process: &mut Process<'_>| crate::start::run(process, &folded, parcels);
    server.send(InboxTask { record, work: Box::new(work) });
    Ok(-number)
}
