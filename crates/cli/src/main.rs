//! The fourd command line: assembles the crates and holds no semantics of the language.

mod check;
mod golden;
mod output;
mod run;
mod test;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Runs, checks and tests code in the 4D language, headless.
///
/// fourd is an independent implementation. 4D is a trademark of 4D SAS.
#[derive(Parser)]
#[command(name = "fourd", version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Run(run::RunOptions),
    Check(check::CheckOptions),
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
    let exit = match Arguments::parse().command {
        Command::Run(options) => run::run(&options),
        Command::Check(options) => check::check(&options),
        Command::Test(options) => test::test(&options),
    };
    exit.into()
}
