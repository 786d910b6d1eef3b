//! Clients that a server knows by a name, and what they are to execute: part of the theme Processes. `DROP REMOTE USER`
//! and its relatives belong to the theme 4D Environment.

use crate::arrays::{array_or_new, fill};
use fourd_macros::command;
use fourd_runtime::command::{Forwarded, Star};
use fourd_runtime::location::Location;
use fourd_runtime::machine::MachineKind;
use fourd_runtime::{Process, clients, host};
use fourd_source::Span;
use fourd_value::{ElementType, Error, Text, Value};
use std::sync::atomic::Ordering;

fn set_ok(process: &mut Process<'_>, ok: bool) {
    process.set_named("OK", Value::integer(i64::from(ok)));
}

/// Lets the server know the running client by a name, so that it can be told to execute methods. `OK` is 0 where it has
/// one already; without a server nothing happens. The `*` of old editions means nothing.
#[command(648, "REGISTER CLIENT", effects(shared))]
fn register_client(process: &mut Process<'_>, client_name: Option<Text>, _star: Star) {
    if let Some(registered) = clients::register(process, client_name) {
        set_ok(process, registered);
    }
}

/// Takes the name of the running client away. `OK` is 0 where it had none; without a server nothing happens.
#[command(649, "UNREGISTER CLIENT", effects(shared))]
fn unregister_client(process: &mut Process<'_>) {
    if let Some(found) = clients::unregister(process.machine()) {
        set_ok(process, found);
    }
}

/// The names of the registered clients, and how many methods each of them is still to execute.
#[command(650, "GET REGISTERED CLIENTS", effects(shared))]
fn get_registered_clients(
    process: &mut Process<'_>,
    client_list: Location,
    methods: Location,
    span: Span,
) -> Result<(), Error> {
    process.observe();
    let registered = clients::registered(process.machine());
    let names = array_or_new(process, &client_list, ElementType::Text, span)?;
    let workloads = array_or_new(process, &methods, ElementType::Longint, span)?;
    fill(&names, registered.iter().map(|client| Value::Text(client.name.clone())).collect())?;
    fill(&workloads, registered.iter().map(|client| Value::from(client.workload())).collect())?;
    set_ok(process, true);
    Ok(())
}

/// Lets all registered clients of a name, in which `@` stands for anything, execute a method. The caller does not wait;
/// `OK` is 0 where there is no such client.
#[command(651, "EXECUTE ON CLIENT", effects(shared))]
fn execute_on_client(
    process: &mut Process<'_>,
    client_name: &Text,
    method_name: &Text,
    param: Forwarded,
) -> Result<(), Error> {
    process.observe();
    let found = clients::execute(process, client_name, method_name, &param.0)?;
    set_ok(process, found);
    Ok(())
}

/// Disconnects the user of a remote session, without waiting for it; only a server can.
#[command(1633, "DROP REMOTE USER", thread_safe)]
fn drop_remote_user(process: &mut Process<'_>, user_session: &Text) {
    let machine = process.machine();
    if machine.kind == MachineKind::Server {
        clients::drop_user(machine, user_session);
    }
}

/// On a server, refuses or accepts the connections of further clients; elsewhere it does nothing.
#[command(1635, "REJECT NEW REMOTE CONNECTIONS", thread_safe)]
fn reject_new_remote_connections(process: &mut Process<'_>, reject_status: bool) {
    process.observe();
    let machine = process.machine();
    if machine.kind == MachineKind::Server {
        machine.settings.rejects_connections.store(reject_status, Ordering::SeqCst);
    }
}

/// On a server, shows a message to the user of a session, or to all remote users: a line of standard output of their
/// machines. Elsewhere it does nothing.
#[command(1632, "SEND MESSAGE TO REMOTE USER", thread_safe)]
fn send_message_to_remote_user(process: &mut Process<'_>, message: &Text, user_session: Option<Text>) {
    process.observe();
    let machine = process.machine().clone();
    for client in clients::connected(&machine, user_session.as_ref()) {
        host::write_output(&client, &format!("{message}\n"));
    }
}
