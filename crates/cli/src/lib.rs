//! The fourd command line: assembles the crates and holds no semantics of the language.

#![forbid(unsafe_code)]

mod check;
mod command_line;
mod exit;
mod explain;
mod fmt;
mod help;
mod input;
mod output;
mod progress;
mod project_file;
mod repl;
mod replace;
mod run;
mod serve;
mod signals;
mod system_options;
mod test;
mod tool4d;
mod watching;

use clap::CommandFactory;
use command_line::{Arguments, Command};
use fourd_reference::Implemented;
use fourd_runtime::{Libraries, Library};
use std::process::ExitCode;

/// The libraries of the program `fourd`: a crate that brings commands or classes is added here, and nowhere else.
pub static LIBRARIES: &[&Library] = &[&fourd_commands::LIBRARY, &fourd_web::LIBRARY];

/// Does what the arguments of the running program ask for; code can use the commands and classes of these libraries.
pub fn main(libraries: &[&'static Library]) -> ExitCode {
    let libraries = &Libraries::new(libraries);
    if tool4d::is_meant() {
        return tool4d::run(libraries).into();
    }
    let arguments: Arguments = match command_line::arguments(std::env::args_os().collect()) {
        Ok(arguments) => arguments,
        Err(exit) => return exit.into(),
    };
    let exit = match arguments.command {
        Command::Run(options) => run::run(&options, libraries),
        Command::Serve(options) => serve::serve(&options, libraries),
        Command::Check(options) => check::check(&options, &Implemented(libraries.clone())),
        Command::Fmt(options) => fmt::fmt(&options),
        Command::Help(options) => help::help(&options, libraries, Arguments::command()),
        Command::Explain(options) => explain::explain(&options),
        Command::Reference(options) => help::write_reference(&options, libraries),
        Command::Repl(options) => repl::repl(&options, libraries),
        Command::Test(options) => test::test(&options, libraries),
        Command::Completions(options) => command_line::completions(&options),
    };
    exit.into()
}
