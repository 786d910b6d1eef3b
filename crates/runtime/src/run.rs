//! Runs a program from its first statement to its exit status.

use crate::domain::Domain;
use crate::machine::Machine;
use crate::node::Flow;
use crate::process::Process;
use crate::program::{self, Program};
use crate::world::World;
use fourd_project::{DatabaseMethod, ProjectKind};
use fourd_source::{Diagnostic, Severity, Span};
use fourd_syntax::tree::CodeKind;
use fourd_value::Text;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// What a run is asked to do.
#[derive(Default)]
pub struct Options {
    /// The method to run instead of the script or `main`.
    pub method: Option<String>,
    /// How long the run may take.
    pub timeout: Option<Duration>,
    /// Decides who runs and what the clock says; in real time nothing does.
    pub seed: Option<u64>,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All processes ended by themselves.
    Success,
    /// A process ended by an error, or time ran out.
    Failure,
    /// The started file does not parse or does not exist.
    NotStarted,
}

/// How long processes get to end by themselves after time has run out, before the program ends without them.
const LAST_WORDS: Duration = Duration::from_secs(2);

/// Runs a program; `interrupted` is called with the machine before anything runs, so that a signal can stop it.
pub fn run(program: &Arc<Program>, options: Options, interrupted: impl FnOnce(Arc<Machine>)) -> Outcome {
    if let Err(problems) = check_start(program, options.method.as_deref()) {
        for problem in &problems {
            crate::report::print(problem, &program.sources);
        }
        return Outcome::NotStarted;
    }
    let machine = Machine::standalone(World::new(options.seed), Text::from("designer"));
    interrupted(machine.clone());
    if let Some(timeout) = options.timeout {
        let machine = machine.clone();
        std::thread::spawn(move || {
            std::thread::sleep(timeout);
            machine.world.timed_out.store(true, Ordering::SeqCst);
            machine.stop();
            std::thread::sleep(LAST_WORDS);
            time_is_over(timeout);
            std::process::exit(1);
        });
    }
    let domain = Domain::new(program.clone(), machine.clone());
    let record = machine.add_process(Text::from("Application process"), false, false, machine.session.clone());
    domain.set_main(record.identity);
    let method = options.method;
    domain.start(record, Box::new(move |process| main(process, method.as_deref())));
    if let Err(error) = domain.run() {
        let report = Diagnostic::error("runtime::stack", "The operating system gives no memory for a process")
            .note(error.to_string());
        crate::report::print(&report, &program.sources);
        return Outcome::Failure;
    }
    if let (true, Some(timeout)) = (machine.world.timed_out.load(Ordering::SeqCst), options.timeout) {
        time_is_over(timeout);
        return Outcome::Failure;
    }
    if machine.world.failed.load(Ordering::SeqCst) { Outcome::Failure } else { Outcome::Success }
}

fn time_is_over(timeout: Duration) {
    eprintln!("fourd: the run was ended because it took longer than {} s", timeout.as_secs_f64());
}

/// The file that starts must parse; anything else is found out when it is reached.
fn check_start(program: &Program, method: Option<&str>) -> Result<(), Vec<Diagnostic>> {
    let path = match method {
        Some(name) => match program.project.method(&fourd_source::fold_name(name)) {
            Some(file) => Some(file.path.clone()),
            None => {
                return Err(vec![Diagnostic::error("run::method-missing", format!("There is no method `{name}`"))]);
            }
        },
        None => program.project.main.clone(),
    };
    let Some(path) = path else { return Ok(()) };
    let parsed = program.parse_file(&path, CodeKind::Method).map_err(|problem| vec![problem])?;
    let errors: Vec<Diagnostic> =
        parsed.diagnostics.iter().filter(|problem| problem.severity == Severity::Error).cloned().collect();
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

/// The main process (rule 7.12): On Startup, the method, On Exit; a loose script runs alone.
fn main(process: &mut Process<'_>, method: Option<&str>) {
    let program = process.domain.program.clone();
    match program.project.kind {
        ProjectKind::Loose => match (method, &program.project.main) {
            (Some(name), _) => start_method(process, name),
            (None, Some(path)) => {
                let name = program.project.name.clone();
                match program::method_of_file(process, path, &name) {
                    Ok(compiled) => start(process, &compiled),
                    Err(error) => process.raise(error, Span::default()),
                }
            }
            (None, None) => {}
        },
        ProjectKind::Package => {
            start_database_method(process, DatabaseMethod::OnStartup);
            if process.ending.is_none() {
                match method {
                    Some(name) => start_method(process, name),
                    None if program.project.method("main").is_some() => start_method(process, "main"),
                    None => {}
                }
            }
            if process.ending.is_none() {
                start_database_method(process, DatabaseMethod::OnExit);
            }
        }
    }
}

fn start_method(process: &mut Process<'_>, name: &str) {
    match program::method(process, &Text::from(name)) {
        Ok(compiled) => start(process, &compiled),
        Err(error) => process.raise(error, Span::default()),
    }
}

fn start_database_method(process: &mut Process<'_>, method: DatabaseMethod) {
    let program = process.domain.program.clone();
    let Some(file) = program.project.database_method(method) else { return };
    match program::method_of_file(process, &file.path, method.name()) {
        Ok(compiled) => start(process, &compiled),
        Err(error) => process.raise(error, Span::default()),
    }
}

/// Runs a routine as the first of its process. An error that reaches this level ends the process.
pub fn start(process: &mut Process<'_>, compiled: &std::rc::Rc<crate::compiled::Compiled>) {
    crate::call::call_with_values(process, compiled, None, Vec::new(), Span::default());
    let _: Flow = Flow::Next;
}
