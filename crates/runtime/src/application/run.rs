//! Runs a program from its first statement to its exit status.

use crate::application::stay;
pub use crate::application::stay::Stay;
use crate::domain::Domain;
use crate::machine::{Machine, MachineKind};
use crate::methods;
use crate::process::Process;
use crate::program::Program;
use crate::record::{ProcessRecord, process_type};
use crate::stop::StopReason;
use crate::workers::Worker;
use crate::world::World;
use crate::{connection, quit, worker};
use fourd_project::{DatabaseMethod, ProjectKind, ProjectNumber};
use fourd_source::{Diagnostic, FileId, Span};
use fourd_syntax::tree::CodeKind;
use fourd_value::{Text, Value};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
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
    /// Commands that need data are errors (rule 10.5).
    pub dataless: bool,
    /// What happens to the application before its method runs (rule 7.12).
    pub system_events: Vec<SystemEvent>,
    /// The project method that runs before the method; where it fails, the method does not run.
    pub before: Option<String>,
    /// The project method that runs after the method, even where that has failed.
    pub after: Option<String>,
    /// What the application stays for instead of running a method.
    pub stay: Option<Arc<dyn Stay>>,
}

/// As what a program runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// An application on its own, with the name of its user where it has another than the designer.
    Standalone(Option<String>),
    /// A server, whose stored procedure the method is.
    Server,
    /// As many clients as there are user names, and their server.
    Remote(Vec<String>),
}

impl Default for Role {
    fn default() -> Self {
        Role::Standalone(None)
    }
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All processes ended by themselves.
    Success,
    /// The started file does not parse, a process ended by an error, or time ran out.
    Failure,
    /// What should start does not exist or cannot be read.
    NotStarted,
    /// It was ended from outside, or its output could not be written.
    Stopped(StopReason),
}

/// Runs a program; `interrupted` is called with the world before anything runs, so that a signal can stop it.
pub fn run(program: &Arc<Program>, options: Options, interrupted: impl FnOnce(Arc<World>)) -> Outcome {
    let host = program.surroundings.host.as_ref();
    if let Err((outcome, problems)) = check_start(program, &options) {
        for problem in &problems {
            crate::print::print(host, problem, &program.sources);
        }
        return outcome;
    }
    if options.user_param.as_ref().is_some_and(|text| text.starts_with('-')) {
        let report = Diagnostic::error("run::user-param", "The user parameter must not begin with `-`");
        crate::print::print(host, &report, &program.sources);
        return Outcome::NotStarted;
    }
    let world = World::within(options.seed, program.surroundings.clone());
    world.dataless.store(options.dataless, Ordering::SeqCst);
    world.assertions.prepares(true);
    interrupted(world.clone());
    world.runs(program.clone(), options.timeout);
    let ran = match &options.role {
        Role::Standalone(user) => standalone(program, &world, options.clone(), user.as_deref()),
        Role::Server => server_alone(program, &world, options.clone()),
        Role::Remote(users) => connection::run(program, &world, &options, users),
    };
    if let Err(error) = ran {
        crate::print::print(host, &crate::stacks::no_stack(&error), &program.sources);
        return Outcome::Failure;
    }
    if options.report_assertions {
        let counts = world.assertions.counts();
        let plural = if counts.checked == 1 { "" } else { "s" };
        let text = format!("{} assertion{plural}, {} failed\n", counts.checked, counts.failed);
        let _ = host.streams().write_errors(text.as_bytes());
    }
    if let Some(reason) = world.stop_reason() {
        world.report_stop(&program.sources);
        return Outcome::Stopped(reason);
    }
    if world.failed.load(Ordering::SeqCst) { Outcome::Failure } else { Outcome::Success }
}

/// The name of the user of a standalone application (rule 3, `userName`).
const DESIGNER: &str = "designer";

fn standalone(program: &Arc<Program>, world: &Arc<World>, options: Options, user: Option<&str>) -> std::io::Result<()> {
    let machine = Machine::standalone(world.clone(), Text::from(user.unwrap_or(DESIGNER)));
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
pub(crate) fn main_process(machine: &Machine) -> Arc<ProcessRecord> {
    let record = machine.add_process(Text::from(MAIN_PROCESS), false, false, machine.session.clone());
    let process_type = match machine.kind {
        MachineKind::Server => process_type::INTERNAL_SERVER,
        MachineKind::Standalone | MachineKind::Client => process_type::MAIN,
    };
    record.process_type.store(process_type, Ordering::SeqCst);
    record
}

/// Gives the cooperative domain of a machine its number before any thread runs.
pub(crate) fn number_domain(machine: &Machine) {
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
            if goes_on(process) && !process.domain.machine.settings.quit.load(Ordering::SeqCst) {
                work(process, &tasks, &options);
            }
            process.domain.machine.remove_worker(&tasks);
            if goes_on(process) {
                quit::shut_down(process);
            }
        }),
    );
    domain.run()
}

/// Nothing may keep the file that starts from running; anything else is found out when it is reached.
fn check_start(program: &Program, options: &Options) -> Result<(), (Outcome, Vec<Diagnostic>)> {
    if options.stay.is_some() {
        return Ok(());
    }
    let path = match options.method.as_deref() {
        Some(name) => match program.project.method(&fourd_source::fold_name(name)) {
            Some(file) => Some(file.path.clone()),
            None => {
                let problem = Diagnostic::error("run::method-missing", format!("There is no method `{name}`"));
                let names = program.project.methods().map(|method| &*method.name);
                let problem = match fourd_resolve::check::suggest::nearest(name, names) {
                    Some(near) => problem.hint(format!("did you mean `{near}`?")),
                    None => problem,
                };
                return Err((Outcome::NotStarted, vec![problem]));
            }
        },
        None => {
            let main = program.project.method("main").filter(|_| !options.only_startup_method);
            program.project.main.clone().or_else(|| main.map(|file| file.path.clone()))
        }
    };
    let Some(path) = path else {
        return nothing_to_run(program, options).map_or(Ok(()), |problem| Err((Outcome::NotStarted, vec![problem])));
    };
    if program.project.kind == ProjectKind::Loose {
        let parsed = program.parse_file(&path, CodeKind::Method).map_err(unreadable)?;
        if let Some(source) = program.sources.get(parsed.module.file)
            && fourd_project::kind_of_text(&path, CodeKind::Method, &source.text) == CodeKind::Class
        {
            return Err((Outcome::NotStarted, vec![class_started(&path, &source.text, parsed.module.file)]));
        }
    }
    let errors = program.problems_of_method(ProjectNumber::HOST, &path).map_err(unreadable)?;
    if errors.is_empty() { Ok(()) } else { Err((Outcome::Failure, errors)) }
}

/// A file whose code cannot be read has an error, as one whose code is wrong; one that is not there was never meant to run.
fn unreadable(problem: Diagnostic) -> (Outcome, Vec<Diagnostic>) {
    let outcome = if problem.name == "source::missing" { Outcome::NotStarted } else { Outcome::Failure };
    (outcome, vec![problem])
}

/// A class has nothing to run: its functions are called on its objects.
fn class_started(path: &Path, text: &str, file: FileId) -> Diagnostic {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let lexed = fourd_syntax::lexer::lex(text);
    let first = lexed.lines.first().and_then(|line| {
        let tokens = lexed.line(*line);
        Some(tokens.first()?.range.of(file).to(tokens.last()?.range.of(file)))
    });
    Diagnostic::error("syntax::class-started", format!("`{name}` is a class, which has nothing to run"))
        .at(first.unwrap_or(Span::new(file, 0, 0)), "expected statements, found a line of a class")
        .hint(format!(
            "put the file into the folder `Classes` beside a script that makes an object of it: `cs.{name}.new()`"
        ))
}

/// How many names a list shows.
const LISTED: usize = 20;

/// Names as a sentence shows them; nothing where there are none.
pub fn list(names: Vec<String>) -> Option<String> {
    let more = names.len().saturating_sub(LISTED);
    let shown = names.iter().take(LISTED).cloned().collect::<Vec<_>>().join(", ");
    match names.len() {
        0 => None,
        _ if more > 0 => Some(format!("{shown} and {more} more")),
        _ => Some(shown),
    }
}

/// A project that has neither `main` nor a database method to begin with, which only opening it as tool4d does is no
/// mistake for.
fn nothing_to_run(program: &Program, options: &Options) -> Option<Diagnostic> {
    use DatabaseMethod::{OnServerOpenConnection, OnServerStartup, OnStartup};
    let begins: &[DatabaseMethod] = match &options.role {
        Role::Standalone(_) if options.skip_on_startup => &[],
        Role::Standalone(_) => &[OnStartup],
        Role::Server => &[OnServerStartup],
        Role::Remote(_) => &[OnStartup, OnServerStartup, OnServerOpenConnection],
    };
    let project = &program.project;
    let runs = project.method("main").is_some()
        || begins.iter().any(|method| project.database_method(*method).is_some())
        || !options.system_events.is_empty();
    if options.only_startup_method || runs {
        return None;
    }
    let title = format!("There is nothing to run in `{}`: it has no method `main`", project.name);
    let problem = Diagnostic::error("run::nothing", title);
    match list(project.methods().map(|method| format!("`{}`", method.name)).collect()) {
        Some(names) => Some(problem.note(format!("its methods are {names}")).hint("name one with `--method`")),
        None => Some(problem.hint("add a method `main`, or the database method On Startup")),
    }
}

/// What an application runs (rule 7.12): On Startup, the method, On Exit; a loose script runs alone. An error that nobody
/// handles ends one of them, not the program.
pub(crate) fn main(process: &mut Process<'_>, options: &Options) {
    if let Some(text) = &options.user_param {
        process.domain.machine.settings.set_user_param(Text::from(text));
    }
    let tasks = worker::main_becomes_one(process);
    if !options.skip_on_startup {
        host_starts(process, DatabaseMethod::OnStartup);
    }
    if goes_on(process) {
        work(process, &tasks, options);
    }
    process.domain.machine.remove_worker(&tasks);
    if (goes_on(process) || quits(process)) && !options.skip_on_startup {
        host_ends(process, DatabaseMethod::OnExit);
    }
}

/// What the first process does between its start and its end: it stays for something, or runs a method.
fn work(process: &mut Process<'_>, tasks: &Worker, options: &Options) {
    match &options.stay {
        Some(stay) => stay::stays(process, tasks, stay.as_ref()),
        None => {
            system_events(process, options);
            main_method(process, options);
            tasks.run_tasks(process);
        }
    }
}

/// Whether the program continues after a method of its first process; the error of one that has failed is reported.
fn goes_on(process: &mut Process<'_>) -> bool {
    if process.attention {
        crate::report::task_ended(process);
    }
    process.ending.is_none()
}

/// An event of the system (rule 7.12): the application goes behind or before others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SystemEvent {
    /// `On application background move`.
    Background = 1,
    /// `On application foreground move`.
    Foreground = 2,
}

/// Runs On System Event for all events that the run was asked for.
fn system_events(process: &mut Process<'_>, options: &Options) {
    for event in &options.system_events {
        let event = *event as i64;
        quit::in_new_process(process, "On System Event", process_type::OTHER_USER_PROCESS, move |process| {
            let arguments = vec![Value::integer(event)];
            run_database_method(process, ProjectNumber::HOST, DatabaseMethod::OnSystemEvent, arguments);
        });
    }
}

/// Whether the process ends because of `QUIT 4D`; it can then run On Exit.
pub(crate) fn quits(process: &mut Process<'_>) -> bool {
    let machine = &process.domain.machine;
    if !machine.settings.quit.load(Ordering::SeqCst) || machine.world.stopping.load(Ordering::SeqCst) {
        return false;
    }
    process.record.abort.store(false, Ordering::SeqCst);
    process.ending = None;
    process.attention = false;
    true
}

/// The method with those that run before and after it.
fn main_method(process: &mut Process<'_>, options: &Options) {
    process.domain.machine.world.assertions.prepares(false);
    if let Some(before) = &options.before {
        start_method(process, before);
    }
    if !process.attention {
        process.guarded(|process| method_alone(process, options));
    }
    if let Some(after) = &options.after
        && (goes_on(process) || quits(process))
    {
        start_method(process, after);
    }
}

/// The method that was asked for, or the script, or `main` of a project.
fn method_alone(process: &mut Process<'_>, options: &Options) {
    let program = process.domain.program.clone();
    match (options.method.as_deref(), &program.project.main) {
        (Some(name), _) => start_method(process, name),
        (None, Some(path)) => {
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            match methods::method_of_file(process, ProjectNumber::HOST, path, &name) {
                Ok(callee) => start(process, &callee),
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
    process.guarded(|process| match methods::method(process, &Text::from(name)) {
        Ok(callee) => start(process, &callee),
        Err(error) => process.raise(error, Span::default()),
    });
}

fn start_database_method(process: &mut Process<'_>, method: DatabaseMethod) {
    run_database_method(process, ProjectNumber::HOST, method, Vec::new());
}

/// Runs a database method, if the project has it, and gives its result.
pub(crate) fn run_database_method(
    process: &mut Process<'_>,
    project: ProjectNumber,
    method: DatabaseMethod,
    arguments: Vec<Value>,
) -> Value {
    let program = process.domain.program.clone();
    if program.project.numbered(project).database_method(method).is_none() {
        return Value::Undefined;
    }
    let mut result = Value::Undefined;
    process.guarded(|process| match methods::database_method(process, project, method) {
        Ok(callee) => result = crate::call::call_with_values(process, &callee, None, arguments, Span::default()),
        Err(error) => process.raise(error, Span::default()),
    });
    result
}

/// On Startup of a machine, and what components do before and behind it.
pub(crate) fn host_starts(process: &mut Process<'_>, method: DatabaseMethod) {
    host_event(process, BEFORE_STARTUP);
    start_database_method(process, method);
    host_event(process, AFTER_STARTUP);
}

/// On Exit of a machine, in a process of its own, and what components do before and behind it.
pub(crate) fn host_ends(process: &mut Process<'_>, method: DatabaseMethod) {
    host_event(process, BEFORE_EXIT);
    if process.domain.program.project.database_method(method).is_some() {
        quit::in_new_process(process, method.name(), process_type::ON_EXIT, move |process| {
            start_database_method(process, method);
        });
    }
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
pub fn start(process: &mut Process<'_>, callee: &std::rc::Rc<crate::callee::Callee>) {
    crate::call::call_with_values(process, callee, None, Vec::new(), Span::default());
}
