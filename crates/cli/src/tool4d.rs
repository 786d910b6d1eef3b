//! tool4d's own command line, so that a CI job changes one word
//! ([Command line](https://developer.4d.com/docs/Admin/cli)).

use crate::Exit;
use crate::access_options::AccessOptions;
use crate::run::{execute, open};
use clap::Parser;
use fourd_runtime::run::Options;
use std::path::PathBuf;

/// The arguments of tool4d. What concerns data files and windows is taken and has no effect: there is neither here.
#[derive(Parser)]
#[command(name = "fourd", version)]
pub struct ToolArguments {
    /// The `.4DProject` file
    #[arg(long, value_name = "FILE")]
    project: PathBuf,
    /// The project method to run between On Startup and On Exit
    #[arg(long, value_name = "NAME")]
    startup_method: Option<String>,
    /// A text that the code reads with `Get database parameter(User param value; …)`
    #[arg(long, value_name = "TEXT")]
    user_param: Option<String>,
    /// Run neither On Startup nor On Exit
    #[arg(long)]
    skip_onstartup: bool,
    /// Open no data file
    #[arg(long)]
    dataless: bool,
    /// Create a data file where there is none
    #[arg(long)]
    create_data: bool,
    /// The data file
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,
    /// Interpreted or compiled
    #[arg(long, value_name = "MODE")]
    opening_mode: Option<String>,
    /// Show no window
    #[arg(long)]
    headless: bool,
    /// Close with the number of assertions, on standard error
    #[arg(long)]
    assertions: bool,
    #[command(flatten)]
    access: AccessOptions,
}

/// Whether the arguments of the program are those of tool4d.
pub fn is_meant() -> bool {
    std::env::args_os().nth(1).is_some_and(|first| first.to_string_lossy().starts_with("--"))
        && std::env::args_os().any(|argument| {
            let argument = argument.to_string_lossy();
            argument == "--project" || argument.starts_with("--project=")
        })
}

/// Runs as tool4d does: On Startup, the method, On Exit.
pub fn run() -> Exit {
    let arguments = ToolArguments::parse();
    let program = match open(&arguments.project, &arguments.access) {
        Ok(program) => program,
        Err(exit) => return exit,
    };
    execute(
        &program,
        Options {
            method: arguments.startup_method,
            only_startup_method: true,
            user_param: arguments.user_param,
            skip_on_startup: arguments.skip_onstartup,
            report_assertions: arguments.assertions,
            ..Options::default()
        },
    )
}
