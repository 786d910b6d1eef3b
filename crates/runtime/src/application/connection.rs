//! A server and its clients in one program: who connects when, and what runs where (rules 4.7 and 7.12).

use crate::domain::Domain;
use crate::edition::Rule;
use crate::machine::Machine;
use crate::process::Process;
use crate::program::Program;
use crate::run::{Options, host_starts, main, main_process, number_domain};
use crate::waiting::{Key, WaitFor};
use crate::world::World;
use crate::{background, listening, quit, remote, scheduler, worker};
use fourd_project::DatabaseMethod;
use fourd_source::Span;
use fourd_value::{Error, Text};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// How the machines of a remote run find each other.
struct Gate {
    /// The server has started: it accepts connections (rule 7.12) or has quit already.
    open: AtomicBool,
    /// How many clients have ended.
    ended: AtomicUsize,
    /// The server's first process, which waits for their ends.
    server: u32,
}

/// Runs the simulated server in this thread, each client in one of its own.
pub(crate) fn run(
    program: &Arc<Program>,
    world: &Arc<World>,
    options: &Options,
    users: &[String],
) -> std::io::Result<()> {
    let server = Machine::server(world.clone());
    number_domain(&server);
    let domain = Domain::new(program.clone(), server.clone());
    let record = main_process(&server);
    let gate = Arc::new(Gate { open: AtomicBool::new(false), ended: AtomicUsize::new(0), server: record.identity });
    domain.set_main(record.identity);
    let count = users.len();
    let own_gate = gate.clone();
    domain.start(record, Box::new(move |process| serve(process, &own_gate, count)));
    let sees_session = program.edition.has(Rule::ClientSession);
    // All processes are known before any thread runs, so that a seed chooses among the same ones each time.
    let mut clients = Vec::with_capacity(count);
    for (index, user) in users.iter().enumerate() {
        let machine = Machine::client(&server, index as u32 + 1, Text::from(user), sees_session);
        number_domain(&machine);
        let record = main_process(&machine);
        if let Some(conductor) = &world.conductor {
            conductor.add(record.identity, machine.domain_number.load(Ordering::SeqCst));
        }
        clients.push((machine, record));
    }
    let mut threads = Vec::with_capacity(count);
    for (machine, record) in clients {
        let name = machine.mark().unwrap_or_default().trim().to_owned();
        let (program, gate, options) = (program.clone(), gate.clone(), options.clone());
        let thread = std::thread::Builder::new().name(name).spawn(move || {
            let domain = Domain::new(program, machine);
            domain.set_main(record.identity);
            domain.start_added(record, Box::new(move |process| be_client(process, &gate, &options)));
            domain.run()
        })?;
        threads.push(thread);
    }
    let served = domain.run();
    for thread in threads {
        if let Ok(ended) = thread.join() {
            ended?;
        }
    }
    served
}

/// The server's first process: opens the gate, waits for the clients, shuts down.
fn serve(process: &mut Process<'_>, gate: &Arc<Gate>, clients: usize) {
    let tasks = worker::main_becomes_one(process);
    host_starts(process, DatabaseMethod::OnServerStartup);
    gate.open.store(true, Ordering::SeqCst);
    process.domain.machine.world.signal(Key::of(gate));
    let all_ended = || gate.ended.load(Ordering::SeqCst) >= clients;
    loop {
        let all = background::all(process);
        let ready = || all_ended() || tasks.has_tasks() || background::has_news(&all);
        let reason = || background::idle_reason(&all);
        if !scheduler::wait(process, None, reason, Span::default(), ready) || all_ended() {
            break;
        }
        listening::run_as_tasks(process);
        tasks.run_tasks(process);
    }
    process.domain.machine.remove_worker(&tasks);
    quit::shut_down(process);
}

/// A client's first process: connects, runs what a client runs, disconnects.
fn be_client(process: &mut Process<'_>, gate: &Arc<Gate>, options: &Options) {
    let is_open = || gate.open.load(Ordering::SeqCst);
    if scheduler::wait(process, None, || WaitFor::Answer(Some(Key::of(gate))), Span::default(), is_open) {
        process.guarded(|process| connect(process, options));
    }
    crate::clients::disconnected(&process.domain.machine);
    gate.ended.fetch_add(1, Ordering::SeqCst);
    process.domain.machine.world.wake(gate.server);
}

/// A connection that the server does not want, whatever its database method says.
const REFUSED: i64 = -10021;

fn connect(process: &mut Process<'_>, options: &Options) {
    let machine = process.domain.machine.clone();
    let (Some(server), Some(session)) = (machine.server.clone(), machine.server_session.clone()) else { return };
    process.observe();
    if !server.settings.takes_connections() {
        let text = format!("The server takes no new connection: `{}` cannot connect", session.account());
        process.raise(Error::new(REFUSED, text), Span::default());
        return;
    }
    session.begins(machine.world.since_1970());
    server.sessions.add(session);
    let program = process.domain.program.clone();
    let methods = [DatabaseMethod::OnServerOpenConnection, DatabaseMethod::OnServerCloseConnection];
    if methods.into_iter().any(|method| program.project.database_method(method).is_some()) {
        remote::open(process);
    }
    if process.attention {
        return;
    }
    main(process, options);
    remote::close(process);
}
