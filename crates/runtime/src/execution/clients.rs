//! Clients that a server knows by a name, and the methods that they are to execute (rule 7.14).

use crate::inbox::InboxTask;
use crate::machine::Machine;
use crate::process::Process;
use crate::record::{ProcessRecord, process_type};
use crate::waiting::{Key, WaitFor};
use crate::{methods, scheduler};
use fourd_project::MethodId;
use fourd_source::Span;
use fourd_value::{Error, Parcel, Text, Value};
use parking_lot::Mutex;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Weak};

/// A method that a client is to execute.
struct Order {
    method: MethodId,
    parcels: Vec<Parcel>,
}

/// A client that `REGISTER CLIENT` named.
pub struct Registered {
    /// Its name; several clients can have the same.
    pub name: Text,
    /// The session of the client on the server.
    session: Text,
    /// The process that executes its methods.
    process: u32,
    orders: Mutex<VecDeque<Order>>,
    /// Methods that were not executed to their end.
    workload: AtomicUsize,
    closed: AtomicBool,
}

impl Registered {
    /// How many methods it is still to execute.
    pub fn workload(&self) -> usize {
        self.workload.load(Ordering::SeqCst)
    }
}

/// On a server: the clients that `REGISTER CLIENT` named.
#[derive(Default)]
struct Registry(Mutex<Vec<Arc<Registered>>>);

fn registry(server: &Machine) -> Arc<Registry> {
    server.state.get()
}

/// The server that a machine belongs to, or is.
fn server_of(machine: &Arc<Machine>) -> Arc<Machine> {
    machine.server.clone().unwrap_or_else(|| machine.clone())
}

/// What the server knows the clients of a machine by.
fn key(machine: &Machine) -> Option<Text> {
    machine.server_session.as_ref().map(|session| session.id.clone())
}

/// Registers the running client under a name; false where it is registered already, nothing where the machine is no
/// client.
pub fn register(process: &mut Process<'_>, name: Option<Text>) -> Option<bool> {
    let machine = process.domain.machine.clone();
    let (server, session) = (machine.server.clone()?, machine.server_session.clone()?);
    let registry = registry(&server);
    let mut registered = registry.0.lock();
    if registered.iter().any(|client| client.session == session.id) {
        return Some(false);
    }
    let name = name.filter(|name| !name.is_empty()).unwrap_or_else(|| session.shown_user());
    let record: Arc<ProcessRecord> = machine.add_process(name.clone(), false, true, machine.session.clone());
    record.process_type.store(process_type::EXECUTE_ON_CLIENT, Ordering::SeqCst);
    let client = Arc::new(Registered {
        name,
        session: session.id.clone(),
        process: record.identity,
        orders: Mutex::default(),
        workload: AtomicUsize::new(0),
        closed: AtomicBool::new(false),
    });
    registered.push(client.clone());
    drop(registered);
    machine.send(InboxTask { record, work: Box::new(move |process| serve(process, &client)) });
    Some(true)
}

/// Takes the running client's name away with all that it was still to execute; false where it had none, nothing where
/// the machine is no client.
pub fn unregister(machine: &Machine) -> Option<bool> {
    let (server, session) = (machine.server.clone()?, key(machine)?);
    let registry = registry(&server);
    let mut registered = registry.0.lock();
    let before = registered.len();
    for client in registered.iter().filter(|client| client.session == session) {
        client.orders.lock().clear();
        client.closed.store(true, Ordering::SeqCst);
        server.world.wake(client.process);
    }
    registered.retain(|client| client.session != session);
    let found = registered.len() < before;
    Some(found)
}

/// The registered clients, in the order in which they were registered.
pub fn registered(machine: &Arc<Machine>) -> Vec<Arc<Registered>> {
    registry(&server_of(machine)).0.lock().clone()
}

/// Gives all registered clients whose names match a method to execute; false where there is none.
///
/// # Errors
/// There is no such method, or a parameter cannot be sent.
pub fn execute(process: &mut Process<'_>, name: &Text, method: &Text, parameters: &[Value]) -> Result<bool, Error> {
    let (method, _) = methods::existing_method(process, method)?;
    let parcels = crate::packing::copy_all(process, parameters, Span::default())?;
    let server = server_of(&process.domain.machine);
    let named: Vec<_> = registry(&server)
        .0
        .lock()
        .iter()
        .filter(|client| fourd_value::text::equal(&client.name, name))
        .cloned()
        .collect();
    for client in &named {
        client.workload.fetch_add(1, Ordering::SeqCst);
        client.orders.lock().push_back(Order { method: method.clone(), parcels: parcels.clone() });
        server.world.wake(client.process);
    }
    Ok(!named.is_empty())
}

/// The client's process of that name: executes one method after the other.
fn serve(process: &mut Process<'_>, client: &Arc<Registered>) {
    loop {
        let ready = || client.closed.load(Ordering::SeqCst) || !client.orders.lock().is_empty();
        if !scheduler::wait(process, None, || WaitFor::Task(None), Span::default(), ready)
            || client.closed.load(Ordering::SeqCst)
        {
            break;
        }
        let Some(Order { method, parcels }) = client.orders.lock().pop_front() else { continue };
        process.guarded(|process| crate::start::run(process, &method, parcels));
        client.workload.fetch_sub(1, Ordering::SeqCst);
        if process.attention {
            crate::report::task_ended(process);
            if process.attention {
                break;
            }
        }
    }
}

/// Forgets a client that has disconnected; its session on the server ends.
pub fn disconnected(machine: &Machine) {
    unregister(machine);
    if let (Some(session), Some(server)) = (&machine.server_session, &machine.server) {
        server.end_session(&session.id);
        server.world.signal(Key::of(server));
    }
}

/// The clients that are connected to a server, all or the one of a session.
pub fn connected(server: &Machine, session_id: Option<&Text>) -> Vec<Arc<Machine>> {
    let clients: Vec<Arc<Machine>> = server.clients.lock().iter().filter_map(Weak::upgrade).collect();
    let is_wanted = |client: &Arc<Machine>| {
        key(client).is_some_and(|key| server.sessions.get(&key).is_some() && session_id.is_none_or(|id| *id == key))
    };
    clients.into_iter().filter(is_wanted).collect()
}

/// Disconnects the client of a session: its processes end (rule 4.8). Nothing happens where there is none.
pub fn drop_user(server: &Machine, session_id: &Text) {
    for client in connected(server, Some(session_id)) {
        // As when its user quits, the client runs On Exit.
        client.settings.quit.store(true, Ordering::SeqCst);
        for record in client.processes() {
            client.abort(&record);
        }
    }
}
