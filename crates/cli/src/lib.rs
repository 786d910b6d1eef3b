//! The fourd command line: assembles the crates and holds no semantics of the language.

#![forbid(unsafe_code)]

mod check;
mod command_line;
mod explain;
mod fmt;
mod help;
mod input;
mod output;
mod progress;
mod project_file;
mod repl;
mod run;
mod signals;
mod system_options;
mod test;
mod tool4d;

use command_line::{Arguments, Command};
use fourd_runtime::Theme;
use std::process::ExitCode;

/// How the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exit {
    /// All went well.
    Success,
    /// The code has errors or a test failed.
    Failure,
    /// Wrong use, or a file that is not there; also what clap ends with.
    Usage,
    /// It was ended from outside: the status says how.
    Stopped(i32),
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(match exit {
            Exit::Success => 0,
            Exit::Failure => 1,
            Exit::Usage => 2,
            Exit::Stopped(status) => u8::try_from(status).unwrap_or(1),
        })
    }
}

/// Does what the arguments of the running program ask for; `themes` are the commands that code can call.
pub fn main(themes: &[&'static Theme]) -> ExitCode {
    if tool4d::is_meant() {
        return tool4d::run(themes).into();
    }
    let arguments: Arguments = match command_line::parsed(command_line::with_command(std::env::args_os().collect())) {
        Ok(arguments) => arguments,
        Err(exit) => return exit.into(),
    };
    let exit = match arguments.command {
        Command::Run(options) => run::run(&options, themes),
        Command::Check(options) => check::check(&options, &fourd_commands::reference::Implemented::new()),
        Command::Fmt(options) => fmt::fmt(&options),
        Command::Help(options) => help::help(&options),
        Command::Explain(options) => explain::explain(&options),
        Command::Reference(options) => help::write_reference(&options),
        Command::Repl(options) => repl::repl(&options, themes),
        Command::Test(options) => test::test(&options),
        Command::Completions(options) => command_line::completions(&options),
    };
    exit.into()
}
