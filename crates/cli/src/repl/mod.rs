//! `fourd repl`: a prompt that runs what is typed and shows what it gives. It reads in the main thread; the inputs run in
//! processes of machines that have threads of their own.

mod colours;
mod complete;
mod display;
mod dot_commands;
mod editor;
mod gather;
mod input;
mod inside;
mod lines;
mod names;
mod outside;
mod places;
mod prompt;
mod save;
mod table;

use crate::exit::Exit;
use crate::output::report;
use crate::system_options::SystemOptions;
use clap::Args;
use fourd_project::Project;
use fourd_resolve::check::suggest::nearest;
use fourd_runtime::edition::Edition;
use fourd_runtime::{Libraries, Program};
use fourd_source::{Diagnostic, Severity, SourceMap, fold_name};
use places::Places;
use prompt::Prompt;
use std::path::PathBuf;
use std::sync::Arc;

/// Runs what is typed, input by input, and shows the values.
///
/// An expression shows its value as 4D writes it; `$_` is the last value. Blocks go over several lines. Local variables live
/// until the prompt ends. Tab completes, Ctrl-C interrupts running code, Ctrl-D ends the prompt, `.help` lists its own
/// commands. Where standard input is not a terminal, its lines run in the same way, only their output is written, and the
/// exit status is 1 after an error. The history is kept in the file that `FOURD_HISTORY` names, or in the user's folder for
/// data.
#[derive(Args)]
pub struct ReplOptions {
    /// A `.4DProject` file or a folder, whose methods and classes can be used, or a script, which runs first
    pub path: Option<PathBuf>,
    /// A project method to run first; its local variables are its own
    #[arg(long, value_name = "NAME")]
    pub method: Option<String>,
    /// Run inputs on: `standalone`, `server`, `remote` (a client) or `twin`; with a user for the latter two: `"remote Ada"`
    #[arg(long = "as", value_name = "ROLE")]
    pub role: Option<String>,
    /// Run on a virtual clock, with everything random decided by this number
    #[arg(long, value_name = "NUMBER")]
    pub seed: Option<u64>,
    /// The edition of 4D whose rules hold where editions differ, such as 21R3 or 2130
    #[arg(long, value_name = "EDITION", value_parser = Edition::parse)]
    pub language_version: Option<Edition>,
    #[command(flatten)]
    #[allow(missing_docs, reason = "it would become the help of this command")]
    pub system: SystemOptions,
}

/// Runs a prompt to its end.
pub fn repl(options: &ReplOptions, libraries: &Arc<Libraries>) -> Exit {
    match started(options, libraries) {
        Ok(mut prompt) => match prompt.converse() {
            true => Exit::Success,
            false => Exit::Failure,
        },
        Err((problem, exit)) => {
            report(&problem, &SourceMap::new());
            exit
        }
    }
}

fn started<'o>(options: &'o ReplOptions, libraries: &'o Arc<Libraries>) -> Result<Prompt<'o>, (Diagnostic, Exit)> {
    let program = open(options, libraries).map_err(|problem| (problem, Exit::Usage))?;
    if let Some(name) = &options.method {
        check_method(&program.project, name).map_err(|problem| (problem, Exit::Usage))?;
    }
    let places = Places::new(program, options.seed).map_err(|error| (stack_problem(&error), Exit::Failure))?;
    let mut prompt = Prompt::new(options, libraries, places).map_err(|problem| (problem, Exit::Failure))?;
    if let Some(role) = &options.role {
        prompt.go(role).map_err(|why| (Diagnostic::error("run::roles", format!("`--as`: {why}")), Exit::Usage))?;
    }
    Ok(prompt)
}

fn check_method(project: &Project, name: &str) -> Result<(), Diagnostic> {
    if project.method(&fold_name(name)).is_some() {
        return Ok(());
    }
    let problem = Diagnostic::error("run::method-missing", format!("There is no method `{name}`"));
    Err(match nearest(name, project.methods().map(|method| method.name.as_str())) {
        Some(near) => problem.hint(format!("did you mean `{near}`?")),
        None => problem,
    })
}

fn stack_problem(error: &std::io::Error) -> Diagnostic {
    Diagnostic::error("runtime::stack", "The operating system gives no memory or thread for a process")
        .note(error.to_string())
}

fn input_problem(why: String) -> Diagnostic {
    Diagnostic::error("repl::input", "Standard input cannot be read").note(why)
}

/// Opens the project and reports what is wrong with it.
fn open(options: &ReplOptions, libraries: &Arc<Libraries>) -> Result<Arc<Program>, Diagnostic> {
    let access = options.system.source_access();
    let project = match &options.path {
        Some(path) => Project::open_folder_with(path, &access)?,
        None => Project::empty(),
    };
    for problem in project.problems().iter().chain(project.component_problems()) {
        report(problem, &SourceMap::new());
    }
    if let Some(problem) = project.roles_problem() {
        report(&Diagnostic { severity: Severity::Warning, ..problem.report.clone() }, &SourceMap::new());
    }
    let edition = options.language_version.map(|edition| edition.0);
    let surroundings = options.system.surroundings(&project);
    Ok(Program::within(project, libraries.clone(), edition, surroundings))
}
