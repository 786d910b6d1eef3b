//! `fourd run`: runs a script or a project.

use crate::exit::Exit;
use crate::input;
use crate::output::report;
use crate::repl::{ReplOptions, repl};
use crate::signals::{self, Signal};
use crate::system_options::SystemOptions;
use clap::Args;
use fourd_commands::started;
use fourd_host::{Host, Open};
use fourd_project::Project;
use fourd_runtime::coverage::Coverage;
use fourd_runtime::edition::Edition;
use fourd_runtime::run::{self, Outcome, Role, SystemEvent};
use fourd_runtime::stop::StopReason;
use fourd_runtime::world::World;
use fourd_runtime::{Libraries, Program};
use fourd_source::{Diagnostic, Severity, SourceMap, shown_path};
use fourd_syntax::tree::CodeKind;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Weak};
use std::time::Duration;

/// The name of code from the command line in messages, and its path in the current folder.
const COMMAND_LINE: &str = "-e";

/// Runs a script or a project.
///
/// A `.4dm` script runs with the methods beside it and in `Methods`, and the classes in `Classes`. A project runs On
/// Startup, then the method that is named, or else `main`, then On Exit.
///
/// Code reads `--user-param` with `Get database parameter(User param value; $text)`. Arguments after `--` arrive there as
/// a JSON array: `JSON Parse($text)` gives a collection of texts.
///
/// The exit status is 1 after an error, 2 where there is nothing to run, 124 after `--timeout`, 130 after Ctrl-C, 143
/// after the signal TERM.
#[derive(Args)]
#[command(override_usage = "fourd run [OPTIONS] [PATH]\n         [-- ARGUMENTS...]")]
pub struct RunOptions {
    /// A `.4dm` script, a `.4DProject` file, or a folder that holds one; `-` is a script on standard input
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// Arguments for the code
    #[arg(last = true, value_name = "ARGUMENT", conflicts_with = "user_param")]
    pub arguments: Vec<String>,
    /// Run this code, with the methods and classes of the path; given more than once, each is a line
    #[arg(short = 'e', value_name = "CODE", allow_hyphen_values = true, conflicts_with = "method")]
    pub code: Vec<String>,
    /// The project method to run instead of the script or of `main`
    #[arg(long, value_name = "NAME")]
    pub method: Option<String>,
    /// A text for the code
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub user_param: Option<String>,
    /// Show a prompt after the script, with its variables, as `fourd repl` does
    #[arg(short, long, conflicts_with_all = ["code", "arguments", "user_param", "timeout", "clients", "system_event", "counts_to", "mark_lines"])]
    pub interactive: bool,
    /// End the run with an error after this many seconds
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub timeout: Option<Duration>,
    /// Run on a virtual clock, with everything random decided by this number
    #[arg(long, value_name = "NUMBER")]
    pub seed: Option<u64>,
    /// Run neither On Startup nor On Exit
    #[arg(long)]
    pub skip_onstartup: bool,
    /// Run as an application on its own, as a server, or as clients with their server
    #[arg(long = "as", value_enum, default_value_t, value_name = "ROLE")]
    pub role: RoleName,
    /// Names of the clients' users, separated by commas, or of the one user of an application on its own
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub user: Vec<String>,
    /// How many clients there are with `--as remote`
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub clients: Option<u32>,
    /// The edition of 4D whose rules hold where editions differ, such as 21R3 or 2130
    #[arg(long, value_name = "EDITION", value_parser = Edition::parse)]
    pub language_version: Option<Edition>,
    /// Run On System Event before the method, as if the application went behind others or came before them
    #[arg(long, value_enum, value_name = "EVENTS", value_delimiter = ',')]
    pub system_event: Vec<EventName>,
    #[command(flatten)]
    #[allow(missing_docs, reason = "it would become the help of this command")]
    pub system: SystemOptions,
    /// Where to write how many assertions were checked and processes started, for the run that tests
    #[arg(long, value_name = "FILE", hide = true)]
    pub counts_to: Option<PathBuf>,
    /// Write there too which lines have run
    #[arg(long, hide = true)]
    pub mark_lines: bool,
    /// The method that runs before the method
    #[arg(long, value_name = "NAME", hide = true)]
    pub before: Option<String>,
    /// The method that runs after the method
    #[arg(long, value_name = "NAME", hide = true)]
    pub after: Option<String>,
}

/// Runs, and says how it ended.
pub fn run(options: &RunOptions, libraries: &Arc<Libraries>) -> Exit {
    if options.counts_to.is_some() {
        crate::test::end_with_parent();
    }
    if options.interactive {
        return repl(&prompt_after(options), libraries);
    }
    let given = match given_code(options) {
        Ok(given) => given,
        Err(problem) => {
            report(&problem, &SourceMap::new());
            return Exit::Failure;
        }
    };
    let program = match prepare(opened(options, given.as_ref()), options.language_version, &options.system, libraries) {
        Ok(program) => program,
        Err(exit) => return exit,
    };
    // Nothing was read before, so this is the first value.
    let _ = program.warns.set(());
    if let Some(given) = given {
        program.provide(&given.path, given.name, given.text, CodeKind::Method);
    }
    let coverage = options.mark_lines.then(Arc::<Coverage>::default);
    if let Some(coverage) = &coverage {
        program.observers.add(coverage.clone());
    }
    let role = match role(options) {
        Ok(role) => role,
        Err(problem) => {
            report(&problem, &SourceMap::new());
            return Exit::Usage;
        }
    };
    let settings = run::Options {
        method: options.method.clone(),
        timeout: options.timeout,
        seed: options.seed,
        skip_on_startup: options.skip_onstartup,
        user_param: user_param(options),
        before: options.before.clone(),
        after: options.after.clone(),
        role,
        system_events: options.system_event.iter().map(|event| event.meant()).collect(),
        ..run::Options::default()
    };
    let mut begun = None;
    let exit = execute_in(&program, settings, |world| {
        if options.counts_to.is_some() {
            // The run that tests ends the whole group.
            started::stay_together(&world);
        }
        begun = Some(world);
    });
    match (&options.counts_to, begun) {
        (Some(file), Some(world)) => write_counts(file, &world, coverage.as_deref()).err().unwrap_or(exit),
        _ => exit,
    }
}

/// Code that is in no file.
struct Given {
    path: PathBuf,
    name: &'static str,
    text: String,
}

/// The code of the command line or of standard input.
fn given_code(options: &RunOptions) -> Result<Option<Given>, Diagnostic> {
    let is_standard = input::is_standard(&options.path);
    if !options.code.is_empty() {
        let path = std::env::current_dir().unwrap_or_default().join(COMMAND_LINE);
        return Ok(Some(Given { path, name: COMMAND_LINE, text: options.code.join("\n") + "\n" }));
    }
    if is_standard && options.method.is_none() {
        let (text, _) = input::read_standard()?;
        return Ok(Some(Given { path: input::standard_path(), name: input::STANDARD_INPUT, text }));
    }
    Ok(None)
}

/// The project. A folder without a 4D project has no main script: only a named method or given code can run in it.
fn opened(options: &RunOptions, given: Option<&Given>) -> Result<Project, Diagnostic> {
    let access = options.system.source_access();
    let folder = if input::is_standard(&options.path) { Path::new(".") } else { &options.path };
    match given {
        Some(given) => Project::open_folder_with(folder, &access).map(|project| project.with_main(given.path.clone())),
        None if options.method.is_some() => Project::open_folder_with(folder, &access),
        None => Project::open_with(folder, &access).map_err(|problem| with_scripts(problem, folder)),
    }
}

/// A folder that holds no project may hold scripts.
fn with_scripts(problem: Diagnostic, folder: &Path) -> Diagnostic {
    if problem.name != "project::missing" {
        return problem;
    }
    let Ok(project) = Project::open_folder(folder) else { return problem };
    let scripts = project.methods().map(|method| format!("`{}`", shown_path(&method.path)));
    match run::list(scripts.collect()) {
        Some(scripts) => problem.note(format!("it holds the scripts {scripts}")),
        None => problem,
    }
}

/// What the code reads as the user parameter.
fn user_param(options: &RunOptions) -> Option<String> {
    let arguments = (!options.arguments.is_empty()).then(|| serde_json::json!(options.arguments).to_string());
    options.user_param.clone().or(arguments)
}

/// The prompt after a run.
fn prompt_after(options: &RunOptions) -> ReplOptions {
    let role = match options.role {
        RoleName::Standalone => None,
        RoleName::Server => Some("server".to_owned()),
        RoleName::Remote => Some(format!("remote {}", options.user.first().map_or("", String::as_str))),
    };
    ReplOptions {
        path: Some(options.path.clone()),
        method: options.method.clone(),
        role,
        seed: options.seed,
        language_version: options.language_version,
        system: options.system.clone(),
    }
}

fn write_counts(file: &Path, world: &World, coverage: Option<&Coverage>) -> Result<(), Exit> {
    crate::test::write_report(file, world, coverage).map_err(|error| {
        let title = format!("`{}` cannot be written", shown_path(file));
        report(&Diagnostic::error("run::counts", title).note(error.to_string()), &SourceMap::new());
        Exit::Failure
    })
}

/// Opens a script or project; what is wrong with it is reported.
pub fn open(path: &Path, system: &SystemOptions, libraries: &Arc<Libraries>) -> Result<Arc<Program>, Exit> {
    prepare(Project::open_with(path, &system.source_access()), None, system, libraries)
}

fn prepare(
    opened: Result<Project, Diagnostic>,
    language_version: Option<Edition>,
    system: &SystemOptions,
    libraries: &Arc<Libraries>,
) -> Result<Arc<Program>, Exit> {
    let sources = SourceMap::new();
    let project = opened.map_err(|problem| {
        report(&problem, &sources);
        Exit::Usage
    })?;
    let problems = project.problems().iter().chain(project.catalog_problem());
    for problem in problems.chain(project.component_problems()) {
        report(problem, &sources);
    }
    if let Some(problem) = project.roles_problem() {
        report(&Diagnostic { severity: Severity::Warning, ..problem.report.clone() }, &sources);
    }
    let surroundings = system.surroundings(&project);
    note_roles(&project, surroundings.host.as_ref());
    Ok(Program::within(project, libraries.clone(), language_version.map(|edition| edition.0), surroundings))
}

/// Writes the file that tells code of a malformed `roles.json`, or removes it where the project has none, as far as the run
/// may write (rule 5.3).
fn note_roles(project: &Project, host: &dyn Host) {
    let Some(path) = project.roles_error_file() else { return };
    let files = host.files();
    let Some(problem) = project.roles_problem() else {
        // Usually there is none.
        let _ = files.remove_file(&path);
        return;
    };
    let lines = problem.lines.iter().map(|(line, text)| serde_json::json!({ "line": line, "message": text }));
    let content = serde_json::json!({ "errors": lines.collect::<Vec<_>>() });
    // The report on standard error says the same.
    let _ = path.parent().map(|folder| files.create_folders(folder));
    let _ = files
        .open(&path, Open { truncate: true, ..Open::CREATE })
        .and_then(|mut file| file.write_all(format!("{content:#}\n").as_bytes()));
}

/// Runs a program and says how it ended.
pub fn execute(program: &Arc<Program>, options: run::Options) -> Exit {
    execute_in(program, options, |_| ())
}

/// As [`execute`]; `begins` is called with the world before anything runs.
pub fn execute_in(program: &Arc<Program>, options: run::Options, begins: impl FnOnce(Arc<World>)) -> Exit {
    let mut begun = None;
    let outcome = run::run(program, options, |world| {
        begins(world.clone());
        begun = Some(world.clone());
        let overdue = Arc::downgrade(&world);
        world.when_overdue(move |status| exit_with(&overdue, status));
        stop_on_signals(world);
    });
    if let (Outcome::Stopped(_), Some(world)) = (&outcome, begun) {
        started::end_all(&world);
    }
    match outcome {
        Outcome::Success => Exit::Success,
        Outcome::Failure => Exit::Failure,
        Outcome::NotStarted => Exit::Usage,
        Outcome::Stopped(reason) => Exit::Stopped(reason.exit_status()),
    }
}

/// What happens to the application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum EventName {
    /// It goes behind others
    Background,
    /// It comes before others
    Foreground,
}

impl EventName {
    fn meant(self) -> SystemEvent {
        match self {
            EventName::Background => SystemEvent::Background,
            EventName::Foreground => SystemEvent::Foreground,
        }
    }
}

/// As what a program runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum RoleName {
    /// An application on its own
    #[default]
    Standalone,
    /// A server
    Server,
    /// Clients with their server
    Remote,
}

/// The role with the users' names: those that were given, then names of our own.
fn role(options: &RunOptions) -> Result<Role, Diagnostic> {
    let wrong = |title: &str| Err(Diagnostic::error("run::roles", title));
    if options.user.iter().any(|name| name.trim().is_empty()) {
        return wrong("The name of a user is empty");
    }
    let users = options.user.len();
    match options.role {
        RoleName::Remote => {
            let count = options.clients.map_or(users.max(1), |count| count as usize);
            if users > count {
                return wrong("There are more users than clients");
            }
            let names = (0..count).map(|index| match options.user.get(index) {
                Some(name) => name.clone(),
                None => format!("user {}", index + 1),
            });
            Ok(Role::Remote(names.collect()))
        }
        _ if options.clients.is_some() => wrong("`--clients` goes with `--as remote`"),
        RoleName::Server if users > 0 => wrong("`--user` goes with `--as remote` or `--as standalone`"),
        RoleName::Server => Ok(Role::Server),
        RoleName::Standalone if users > 1 => wrong("An application on its own has one user"),
        RoleName::Standalone => Ok(Role::Standalone(options.user.first().cloned())),
    }
}

/// Ends the program at once, and the programs that its code has started.
fn exit_with(world: &Weak<World>, status: i32) -> ! {
    if let Some(world) = world.upgrade() {
        started::end_all(&world);
    }
    std::process::exit(status)
}

/// Ctrl-C ends all processes, the signal TERM lets the program quit; a second signal ends the program at once.
fn stop_on_signals(world: Arc<World>) {
    let mut asked = false;
    let installed = signals::listen(move |signal| {
        let reason = match signal {
            Signal::Interrupt => StopReason::Interrupted,
            Signal::Terminate => StopReason::Terminated,
        };
        if std::mem::replace(&mut asked, true) {
            exit_with(&Arc::downgrade(&world), reason.exit_status());
        }
        match signal {
            Signal::Interrupt => world.stop_because(reason),
            Signal::Terminate => world.quit(),
        }
    });
    if installed.is_err() {
        // Without a handler a signal ends the program at once, which is what it would do anyway.
    }
}

/// A number of seconds above 0, possibly with a fraction.
pub fn seconds(text: &str) -> Result<Duration, String> {
    let duration = text.parse::<f64>().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    duration.filter(|duration| !duration.is_zero()).ok_or_else(|| "expected a number of seconds above 0".to_owned())
}
