//! Runs a program from its first statement to its exit status.

use crate::background;
use crate::domain::Domain;
use crate::edition::Rule;
use crate::machine::{Machine, MachineKind, ProcessRecord, process_type};
use crate::process::Process;
use crate::program::{self, Program};
use crate::waiting::WaitFor;
use crate::worker;
use crate::world::World;
use fourd_project::{DatabaseMethod, ProjectNumber};
use fourd_source::{Diagnostic, Severity, Span};
use fourd_syntax::tree::CodeKind;
use fourd_value::{Error, Text, Value};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

/// What a run is asked to do.
#[derive(Clone, Default)]
pub struct Options {
    /// The method to run instead of the script or `main`.
    pub method: Option<String>,
    /// How long the run may take.
    pub timeout: Option<Duration>,
    /// Decides who runs and what the clock says; in real time nothing does.
    pub seed: Option<u64>,
    /// As what the program runs.
    pub role: Role,
    /// Without a method, a project runs no `main` (as tool4d does).
    pub only_startup_method: bool,
    /// Run neither On Startup nor On Exit (rule 10.3).
    pub skip_on_startup: bool,
    /// What `Get database parameter(User param value; …)` reads (rule 10.4).
    pub user_param: Option<String>,
    /// Close with the number of assertions on standard error.
    pub report_assertions: bool,
}

/// As what a program runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// An application on its own.
    #[default]
    Standalone,
    /// A server, whose stored procedure the method is.
    Server,
    /// As many clients as there are user names, and their server.
    Remote(Vec<String>),
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All processes ended by themselves.
    Success,
    /// The started file does not parse, a process ended by an error, or time ran out.
    Failure,
    /// What should start does not exist or cannot be read.
    NotStarted,
}

/// How long processes get to end by themselves after time has run out, before the program ends without them.
const LAST_WORDS: Duration = Duration::from_secs(2);

/// Runs a program; `interrupted` is called with the world before anything runs, so that a signal can stop it.
pub fn run(program: &Arc<Program>, options: Options, interrupted: impl FnOnce(Arc<World>)) -> Outcome {
    if let Err((outcome, problems)) = check_start(program, options.method.as_deref()) {
        for problem in &problems {
            crate::report::print(problem, &program.sources);
        }
        return outcome;
    }
    if options.user_param.as_ref().is_some_and(|text| text.starts_with('-')) {
        let report = Diagnostic::error("run::user-param", "The user parameter must not begin with `-`");
        crate::report::print(&report, &program.sources);
        return Outcome::NotStarted;
    }
    let world = World::new(options.seed);
    interrupted(world.clone());
    if let Some(timeout) = options.timeout {
        let world = world.clone();
        std::thread::spawn(move || {
            std::thread::sleep(timeout);
            world.timed_out.store(true, Ordering::SeqCst);
            world.stop();
            std::thread::sleep(LAST_WORDS);
            time_is_over(timeout);
            std::process::exit(1);
        });
    }
    let ran = match &options.role {
        Role::Standalone => standalone(program, &world, options.clone()),
        Role::Server => server_alone(program, &world, options.clone()),
        Role::Remote(users) => remote(program, &world, &options, users),
    };
    if let Err(error) = ran {
        let report =
            Diagnostic::error("runtime::stack", "The operating system gives no memory or thread for a process")
                .note(error.to_string());
        crate::report::print(&report, &program.sources);
        return Outcome::Failure;
    }
    if options.report_assertions {
        let counts = world.assertions.counts();
        eprintln!("{} assertions, {} failed", counts.checked, counts.failed);
    }
    if let (true, Some(timeout)) = (world.timed_out.load(Ordering::SeqCst), options.timeout) {
        time_is_over(timeout);
        return Outcome::Failure;
    }
    if world.failed.load(Ordering::SeqCst) { Outcome::Failure } else { Outcome::Success }
}

/// The name of the user of a standalone application (rule 3, `userName`).
const DESIGNER: &str = "designer";

fn standalone(program: &Arc<Program>, world: &Arc<World>, options: Options) -> std::io::Result<()> {
    let machine = Machine::standalone(world.clone(), Text::from(DESIGNER));
    number_domain(&machine);
    let domain = Domain::new(program.clone(), machine.clone());
    let record = main_process(&machine);
    domain.set_main(record.identity);
    domain.start(record, Box::new(move |process| main(process, &options)));
    domain.run()
}

/// The name of the first process of a machine.
const MAIN_PROCESS: &str = "Application process";

/// The first process of a machine.
fn main_process(machine: &Machine) -> Arc<ProcessRecord> {
    let record = machine.add_process(Text::from(MAIN_PROCESS), false, false, machine.session.clone());
    let process_type = match machine.kind {
        MachineKind::Server => process_type::INTERNAL_SERVER,
        MachineKind::Standalone | MachineKind::Client => process_type::MAIN,
    };
    record.process_type.store(process_type, Ordering::SeqCst);
    record
}

/// Gives the cooperative domain of a machine its number before any thread runs.
fn number_domain(machine: &Machine) {
    if let Some(conductor) = &machine.world.conductor {
        machine.domain_number.store(conductor.new_domain(), Ordering::SeqCst);
    }
}

/// On Server Startup, the method as a stored procedure, On Server Shutdown.
fn server_alone(program: &Arc<Program>, world: &Arc<World>, options: Options) -> std::io::Result<()> {
    let machine = Machine::server(world.clone());
    number_domain(&machine);
    let domain = Domain::new(program.clone(), machine.clone());
    let record = main_process(&machine);
    domain.set_main(record.identity);
    domain.start(
        record,
        Box::new(move |process| {
            let tasks = worker::main_becomes_one(process);
            host_starts(process, DatabaseMethod::OnServerStartup);
            if process.ending.is_none() {
                main_method(process, &options);
                tasks.run_tasks(process);
            }
            process.domain.machine.remove_worker(&tasks);
            host_ends(process, DatabaseMethod::OnServerShutdown);
        }),
    );
    domain.run()
}

/// How the machines of a remote run find each other.
#[derive(Default)]
struct Gate {
    /// The server accepts connections (rule 7.12).
    open: AtomicBool,
    /// How many clients have ended.
    ended: AtomicUsize,
}

/// The simulated server in the first thread, each client in one of its own.
fn remote(program: &Arc<Program>, world: &Arc<World>, options: &Options, users: &[String]) -> std::io::Result<()> {
    let server = Machine::server(world.clone());
    number_domain(&server);
    let domain = Domain::new(program.clone(), server.clone());
    let gate = Arc::new(Gate::default());
    let record = main_process(&server);
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
        clients.push((machine, record, user));
    }
    let mut threads = Vec::with_capacity(count);
    for (machine, record, user) in clients {
        let name = machine.mark().unwrap_or_default().trim().to_owned();
        let (program, gate, options, user) = (program.clone(), gate.clone(), options.clone(), Text::from(user));
        let thread = std::thread::Builder::new().name(name).spawn(move || {
            let domain = Domain::new(program, machine);
            domain.set_main(record.identity);
            domain.start_added(record, Box::new(move |process| be_client(process, &gate, &options, user)));
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
fn serve(process: &mut Process<'_>, gate: &Gate, clients: usize) {
    let tasks = worker::main_becomes_one(process);
    host_starts(process, DatabaseMethod::OnServerStartup);
    gate.open.store(true, Ordering::SeqCst);
    process.domain.machine.signal();
    let all_ended = || gate.ended.load(Ordering::SeqCst) >= clients;
    loop {
        let all = process.background.clone();
        let ready = || all_ended() || tasks.has_tasks() || background::has_news(&all);
        let reason = || background::idle_reason(&all);
        if !crate::scheduler::wait(process, None, reason, Span::default(), ready) || all_ended() {
            break;
        }
        background::run_as_tasks(process);
        tasks.run_tasks(process);
    }
    process.domain.machine.remove_worker(&tasks);
    if process.ending.is_none() {
        host_ends(process, DatabaseMethod::OnServerShutdown);
    }
}

/// A client's first process: connects, runs what a client runs, disconnects.
fn be_client(process: &mut Process<'_>, gate: &Gate, options: &Options, user: Text) {
    let is_open = || gate.open.load(Ordering::SeqCst);
    if crate::scheduler::wait(process, None, || WaitFor::Answer, Span::default(), is_open) {
        connect(process, options, user);
    }
    crate::clients::disconnected(&process.domain.machine);
    if let Some(session) = &process.domain.machine.server_session
        && let Some(server) = &process.domain.machine.server
    {
        server.sessions.remove(&session.id);
    }
    gate.ended.fetch_add(1, Ordering::SeqCst);
    process.domain.machine.signal();
}

fn connect(process: &mut Process<'_>, options: &Options, user: Text) {
    let program = process.domain.program.clone();
    let has = |method| program.project.database_method(method).is_some();
    let number = i64::from(process.record.number);
    if has(DatabaseMethod::OnServerOpenConnection) {
        let arguments = vec![Value::Text(user.clone()), Value::integer(number), Value::integer(0)];
        let answer = crate::remote::database_method(process, DatabaseMethod::OnServerOpenConnection, arguments);
        let refusal = answer.as_real().unwrap_or_default();
        if refusal != 0.0 && process.ending.is_none() && !process.attention {
            let text = format!("The server refuses the connection of `{user}` with {refusal}");
            process.raise(Error::new(refusal as i64, text), Span::default());
        }
    }
    if process.attention {
        return;
    }
    main(process, options);
    if has(DatabaseMethod::OnServerCloseConnection) {
        let (attention, pending) = (std::mem::take(&mut process.attention), process.pending.take());
        let ending = process.ending.take();
        // A user who was dropped is told goodbye like any other.
        process.record.abort.store(false, Ordering::SeqCst);
        let arguments = vec![Value::Text(user), Value::integer(number), Value::integer(0)];
        crate::remote::database_method(process, DatabaseMethod::OnServerCloseConnection, arguments);
        process.attention |= attention;
        process.pending = pending.or_else(|| process.pending.take());
        process.ending = ending.or(process.ending);
    }
}

fn time_is_over(timeout: Duration) {
    eprintln!("fourd: the run was ended because it took longer than {} s", timeout.as_secs_f64());
}

/// The file that starts must parse; anything else is found out when it is reached.
fn check_start(program: &Program, method: Option<&str>) -> Result<(), (Outcome, Vec<Diagnostic>)> {
    let path = match method {
        Some(name) => match program.project.method(&fourd_source::fold_name(name)) {
            Some(file) => Some(file.path.clone()),
            None => {
                let problem = Diagnostic::error("run::method-missing", format!("There is no method `{name}`"));
                return Err((Outcome::NotStarted, vec![problem]));
            }
        },
        None => program.project.main.clone(),
    };
    let Some(path) = path else { return Ok(()) };
    let parsed = program.parse_file(&path, CodeKind::Method).map_err(|problem| (Outcome::NotStarted, vec![problem]))?;
    let errors: Vec<Diagnostic> =
        parsed.diagnostics.iter().filter(|problem| problem.severity == Severity::Error).cloned().collect();
    if errors.is_empty() { Ok(()) } else { Err((Outcome::Failure, errors)) }
}

/// What an application runs (rule 7.12): On Startup, the method, On Exit; a loose script runs alone.
fn main(process: &mut Process<'_>, options: &Options) {
    if let Some(text) = &options.user_param {
        process.domain.machine.settings.set_user_param(Text::from(text));
    }
    let tasks = worker::main_becomes_one(process);
    if !options.skip_on_startup {
        host_starts(process, DatabaseMethod::OnStartup);
    }
    if process.ending.is_none() {
        main_method(process, options);
        tasks.run_tasks(process);
    }
    process.domain.machine.remove_worker(&tasks);
    if (process.ending.is_none() || quits(process)) && !options.skip_on_startup {
        host_ends(process, DatabaseMethod::OnExit);
    }
}

/// Whether the process ends because of `QUIT 4D`; it can then run On Exit.
fn quits(process: &mut Process<'_>) -> bool {
    let machine = &process.domain.machine;
    if !machine.settings.quit.load(Ordering::SeqCst) || machine.world.stopping.load(Ordering::SeqCst) {
        return false;
    }
    process.record.abort.store(false, Ordering::SeqCst);
    process.ending = None;
    process.attention = false;
    true
}

/// The method that was asked for, or the script, or `main` of a project.
fn main_method(process: &mut Process<'_>, options: &Options) {
    let program = process.domain.program.clone();
    match (options.method.as_deref(), &program.project.main) {
        (Some(name), _) => start_method(process, name),
        (None, Some(path)) => {
            let name = program.project.name.clone();
            match program::method_of_file(process, ProjectNumber::HOST, path, &name) {
                Ok(compiled) => start(process, &compiled),
                Err(error) => process.raise(error, Span::default()),
            }
        }
        (None, None) if !options.only_startup_method && program.project.method("main").is_some() => {
            start_method(process, "main")
        }
        (None, None) => {}
    }
}

fn start_method(process: &mut Process<'_>, name: &str) {
    match program::method(process, &Text::from(name)) {
        Ok(compiled) => start(process, &compiled),
        Err(error) => process.raise(error, Span::default()),
    }
}

fn start_database_method(process: &mut Process<'_>, method: DatabaseMethod) {
    run_database_method(process, ProjectNumber::HOST, method, Vec::new());
}

fn run_database_method(
    process: &mut Process<'_>,
    project: ProjectNumber,
    method: DatabaseMethod,
    arguments: Vec<Value>,
) {
    let program = process.domain.program.clone();
    if program.project.numbered(project).database_method(method).is_none() {
        return;
    }
    match program::database_method(process, project, method) {
        Ok(compiled) => {
            crate::call::call_with_values(process, &compiled, None, arguments, Span::default());
        }
        Err(error) => process.raise(error, Span::default()),
    }
}

/// On Startup of a machine, and what components do before and behind it.
fn host_starts(process: &mut Process<'_>, method: DatabaseMethod) {
    host_event(process, BEFORE_STARTUP);
    start_database_method(process, method);
    host_event(process, AFTER_STARTUP);
}

/// On Exit of a machine, and what components do before and behind it.
fn host_ends(process: &mut Process<'_>, method: DatabaseMethod) {
    host_event(process, BEFORE_EXIT);
    start_database_method(process, method);
    host_event(process, AFTER_EXIT);
}

/// Events of [On Host Database Event](https://developer.4d.com/docs/commands/on-host-database-event-database-method).
const BEFORE_STARTUP: i64 = 1;
const AFTER_STARTUP: i64 = 2;
const BEFORE_EXIT: i64 = 3;
const AFTER_EXIT: i64 = 4;

/// Tells all components of an event, where the settings of the host allow it.
fn host_event(process: &mut Process<'_>, event: i64) {
    let program = process.domain.program.clone();
    if program.project.settings().value("com.4d/general", "execute_host_database_event") != Some("true") {
        return;
    }
    for (number, _) in program.project.numbered_components() {
        if process.ending.is_some() || process.attention {
            return;
        }
        run_database_method(process, number, DatabaseMethod::OnHostDatabaseEvent, vec![Value::integer(event)]);
    }
}

/// Runs a routine as the first of its process. An error that reaches this level ends the process.
pub fn start(process: &mut Process<'_>, compiled: &std::rc::Rc<crate::compiled::Compiled>) {
    crate::call::call_with_values(process, compiled, None, Vec::new(), Span::default());
}
