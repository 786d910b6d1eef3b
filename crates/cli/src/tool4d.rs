//! tool4d's own command line, so that a CI job changes one word
//! ([Command line](https://developer.4d.com/docs/Admin/cli)).

use crate::command_line::parsed;
use crate::exit::Exit;
use crate::output::report;
use crate::run::{execute, open};
use crate::system_options::SystemOptions;
use clap::{ArgAction, Args, CommandFactory, Parser, ValueEnum};
use fourd_runtime::Libraries;
use fourd_runtime::run::Options;
use fourd_source::{Diagnostic, SourceMap};
use std::path::PathBuf;
use std::sync::Arc;

/// The arguments of tool4d. What concerns data files and windows is taken and has no effect: there is neither here.
#[derive(Parser)]
#[command(name = "fourd", version, disable_help_flag = true)]
pub struct ToolArguments {
    /// The project: its `.4DProject` file or its folder
    #[arg(long, value_name = "PATH")]
    project: PathBuf,
    /// The project method to run between On Startup and On Exit
    #[arg(long, value_name = "NAME")]
    startup_method: Option<String>,
    /// A text that the code reads with `Get database parameter(User param value; …)`
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    user_param: Option<String>,
    #[command(flatten)]
    switches: Switches,
    /// The data file
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,
    /// How to open the project; it is always interpreted
    #[arg(long, value_enum, value_name = "MODE")]
    opening_mode: Option<OpeningMode>,
    /// Close with the number of assertions, on standard error
    #[arg(long)]
    assertions: bool,
    #[command(flatten)]
    elsewhere: Elsewhere,
    /// Print help
    #[arg(short = 'h', long, visible_short_alias = '?', action = ArgAction::Help)]
    help: Option<bool>,
    #[command(flatten)]
    system: SystemOptions,
}

/// Arguments that stand alone or before `true` or `false`.
#[derive(Args)]
struct Switches {
    /// Run neither On Startup nor On Exit
    #[arg(long, value_name = "BOOLEAN", num_args = 0..=1, default_value_t = false, default_missing_value = "true")]
    skip_onstartup: bool,
    /// Open no data file: commands that need one are errors
    #[arg(long, value_name = "BOOLEAN", num_args = 0..=1, default_value_t = false, default_missing_value = "true")]
    dataless: bool,
    /// Create a data file where there is none
    #[arg(long, value_name = "BOOLEAN", num_args = 0..=1, default_value_t = false, default_missing_value = "true")]
    create_data: bool,
    /// Show no window, which nothing does here
    #[arg(long, value_name = "BOOLEAN", num_args = 0..=1, default_value_t = false, default_missing_value = "true")]
    headless: bool,
}

/// What `--opening-mode` takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum OpeningMode {
    /// Run the sources
    Interpreted,
    /// Run compiled code, which there is none of: the sources are run
    Compiled,
}

/// Arguments of 4D Server and of 4D with windows, which tool4d does not have.
#[derive(Args)]
struct Elsewhere {
    #[arg(long, hide = true, num_args = 0..=1, default_missing_value = "")]
    utility: Option<String>,
    #[arg(long, hide = true, num_args = 0..=1, default_missing_value = "")]
    webadmin_settings_file: Option<String>,
    #[arg(long, hide = true, num_args = 0..=1, default_missing_value = "")]
    webadmin_access_key: Option<String>,
    #[arg(long, hide = true, num_args = 0..=1, default_missing_value = "")]
    webadmin_auto_start: Option<String>,
    #[arg(long, hide = true, num_args = 0..=1, default_missing_value = "")]
    webadmin_store_settings: Option<String>,
}

impl Elsewhere {
    /// What was given and is not supported, and why.
    fn refusal(&self) -> Option<&'static str> {
        let web = "the options `--webadmin-…` belong to the WebAdmin web server, which tool4d does not have";
        [
            (&self.utility, "`--utility` belongs to 4D Server; without it the same methods run"),
            (&self.webadmin_settings_file, web),
            (&self.webadmin_access_key, web),
            (&self.webadmin_auto_start, web),
            (&self.webadmin_store_settings, web),
        ]
        .into_iter()
        .find_map(|(given, why)| given.as_ref().map(|_| why))
    }
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
pub fn run(libraries: &Arc<Libraries>) -> Exit {
    let arguments: ToolArguments = match parsed(ToolArguments::command(), std::env::args_os().collect()) {
        Ok(arguments) => arguments,
        Err(exit) => return exit,
    };
    if let Some(why) = arguments.elsewhere.refusal() {
        report(&Diagnostic::error("tool4d::not-supported", format!("Not supported: {why}")), &SourceMap::new());
        return Exit::Usage;
    }
    if arguments.project.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("4DLink")) {
        let title = "Not supported: `.4DLink` files; name the `.4DProject` file that it leads to";
        report(&Diagnostic::error("tool4d::not-supported", title), &SourceMap::new());
        return Exit::Usage;
    }
    let program = match open(&arguments.project, &arguments.system, libraries) {
        Ok(program) => program,
        Err(exit) => return exit,
    };
    execute(
        &program,
        Options {
            method: arguments.startup_method,
            only_startup_method: true,
            user_param: arguments.user_param,
            skip_on_startup: arguments.switches.skip_onstartup,
            report_assertions: arguments.assertions,
            dataless: arguments.switches.dataless,
            ..Options::default()
        },
    )
}
