//! The fourd command line: assembles the crates and holds no semantics of the language.

mod check;
mod explain;
mod fmt;
mod help;
mod output;
mod progress;
mod repl;
mod run;
mod system_options;
mod test;
mod tool4d;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Runs, checks and tests code in the 4D language, headless.
///
/// fourd is an independent implementation. 4D is a trademark of 4D SAS.
#[derive(Parser)]
#[command(name = "fourd", version, arg_required_else_help = true, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Run(run::RunOptions),
    Check(check::CheckOptions),
    Fmt(fmt::FmtOptions),
    Help(help::HelpOptions),
    Explain(explain::ExplainOptions),
    #[command(hide = true)]
    Reference(help::ReferenceOptions),
    Repl(repl::ReplOptions),
    Test(test::TestOptions),
}

/// How the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exit {
    /// All went well.
    Success,
    /// The code has errors or a test failed.
    Failure,
    /// Wrong use, or a file that is not there; also what clap ends with.
    Usage,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(match exit {
            Exit::Success => 0,
            Exit::Failure => 1,
            Exit::Usage => 2,
        })
    }
}

fn main() -> ExitCode {
    if tool4d::is_meant() {
        return tool4d::run().into();
    }
    let exit = match Arguments::parse().command {
        Command::Run(options) => run::run(&options),
        Command::Check(options) => {
            let commands = fourd_commands::commands();
            check::check(&options, &|number| commands.get(number).is_some())
        }
        Command::Fmt(options) => fmt::fmt(&options),
        Command::Help(options) => help::help(&options),
        Command::Explain(options) => explain::explain(&options),
        Command::Reference(options) => help::write_reference(&options),
        Command::Repl(options) => repl::repl(&options),
        Command::Test(options) => test::test(&options),
    };
    exit.into()
}
