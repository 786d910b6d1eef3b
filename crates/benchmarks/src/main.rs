//! Measures the program `fourd`: whole programs against other languages, growth with the number of elements, code without
//! declarations against code with them, and the parts that have benchmarks of their own.
//!
//! `cargo run --release -p fourd-benchmarks -- --help`

#![forbid(unsafe_code)]

mod document;
mod growth;
mod measure;
mod parts;
mod plot;
mod programs;
mod statistics;
mod subject;
mod table;
mod untyped;
mod waiting;

use clap::{Parser, Subcommand};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Measures fourd. Without a command: programs, growth, untyped and waiting. Tables are written in Markdown.
#[derive(Parser)]
#[command(name = "fourd-benchmarks")]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    options: Options,
}

/// What holds for all measurements.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The program to measure; without it, fourd is built first
    #[arg(long, global = true, value_name = "PATH")]
    fourd: Option<PathBuf>,
    /// How often each thing is measured: 5 times without it, in the measurement of growth 3 times
    #[arg(long, global = true, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..))]
    runs: Option<u32>,
    /// Only these, by their names, with commas
    #[arg(long, global = true, value_name = "NAMES", value_delimiter = ',')]
    only: Vec<String>,
    /// Processor time instead of the time on the clock, for whole programs on a machine that does other things too
    #[arg(long, global = true)]
    processor_time: bool,
    /// The largest number of elements in the measurement of growth
    #[arg(long, global = true, value_name = "NUMBER", default_value_t = 10_000_000)]
    up_to: u64,
    /// Writes tables and plot into docs/ too
    #[arg(long, global = true)]
    update: bool,
}

impl Options {
    /// How often a program is run.
    pub(crate) fn runs(&self) -> u32 {
        self.runs.unwrap_or(RUNS)
    }

    /// Whether something of this name is to be measured.
    pub(crate) fn wants(&self, name: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|wanted| wanted == name)
    }
}

#[derive(Subcommand, Clone, PartialEq)]
enum Command {
    /// Whole programs against Lua, Python and Node.js, where they are installed
    Programs,
    /// What an operation costs among 1,000 to 10,000,000 elements
    Growth,
    /// Programs without declarations against the same programs with them
    Untyped,
    /// Processes that wait: round trips beside idle workers, the start of many workers, a run with a seed
    Waiting,
    /// The benchmarks of parsing, texts, shared objects, sessions and processes (cargo bench)
    Parts,
    /// Runs a command and writes what it took, as JSON
    #[command(hide = true)]
    Measure {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
        command: Vec<OsString>,
    },
}

/// How often a program is run if nothing is said.
const RUNS: u32 = 5;

/// The folder of this crate, where the measured programs are.
pub(crate) fn home() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let result = match &arguments.command {
        Some(Command::Measure { command }) => return measure::measure(command),
        Some(Command::Parts) => parts::run(),
        chosen => run(chosen.as_ref(), &arguments.options),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

/// A measurement: what it writes, or what is wrong.
type Measurement = fn(&Path, &Options) -> Result<(), String>;

/// The chosen measurement, or all of them; a problem of one does not keep the others from being made.
fn run(chosen: Option<&Command>, options: &Options) -> Result<(), String> {
    let fourd = match &options.fourd {
        Some(path) => path.canonicalize().map_err(|error| format!("{}: {error}", path.display()))?,
        None => subject::build()?,
    };
    let all: [(Command, Measurement); 4] = [
        (Command::Programs, programs::run),
        (Command::Growth, growth::run),
        (Command::Untyped, untyped::run),
        (Command::Waiting, waiting::run),
    ];
    let mut problems = vec![];
    for (command, measurement) in all {
        if chosen.is_none_or(|chosen| *chosen == command)
            && let Err(problem) = measurement(&fourd, options)
        {
            problems.push(problem);
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n")) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use fourd_source::FileId;
    use fourd_syntax::tree::CodeKind;

    /// Parses all 4D code in a folder, and says how many files there are.
    fn parse_all(folder: &Path) -> usize {
        let mut parsed = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                parsed += parse_all(&path);
            } else if path.extension().is_some_and(|extension| extension == "4dm") {
                let kind = if folder.ends_with("Classes") { CodeKind::Class } else { CodeKind::Method };
                let text = std::fs::read_to_string(&path).unwrap();
                let diagnostics = fourd_syntax::parse(FileId(0), &text, kind).diagnostics;
                assert!(diagnostics.is_empty(), "{}: {diagnostics:?}", path.display());
                parsed += 1;
            }
        }
        parsed
    }

    #[test]
    fn all_measured_code_parses() {
        assert!(parse_all(home()) > 20);
    }

    #[test]
    fn every_program_has_a_line_to_print() {
        for name in programs::names(&home().join("programs")).unwrap() {
            let folder = home().join("programs").join(&name);
            let line = std::fs::read_to_string(folder.join(format!("{name}.out"))).unwrap();
            assert!(line.starts_with(&name) && line.lines().count() == 1, "{name}: {line:?}");
            assert!(folder.join(format!("{name}.4dm")).is_file(), "{name}");
        }
    }

    #[test]
    fn every_operation_has_a_method() {
        for operation in growth::OPERATIONS {
            let path = home().join(format!("growth/Project/Sources/Methods/{}.4dm", operation.name));
            assert!(path.is_file(), "{}", path.display());
        }
    }

    #[test]
    fn arguments_are_consistent() {
        use clap::CommandFactory;
        Arguments::command().debug_assert();
    }
}
