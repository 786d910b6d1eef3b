//! `fourd test`: runs scripts and compares what they write with their golden files, and runs test methods.

mod case;
mod coverage;
mod difference;
mod explore;
mod fault;
mod golden;
mod junit;
mod methods;
mod report;
mod told;
mod watch;

use crate::Exit;
use crate::output::{colours, print};
use crate::system_options::SystemOptions;
use case::{Runner, TestCase};
use clap::Args;
use explore::Failure;
use fault::Fault;
use fourd_runtime::assertions::Counts;
use fourd_source::{Diagnostic, SourceMap, shown_path};
use rayon::prelude::*;
use report::Course;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
pub use told::tell;

/// The seed that an exploration begins with.
const FIRST_SEED: u64 = 1;

/// Runs scripts and compares what they write with the `.out` files beside them, and runs the methods named `test_…`.
///
/// A golden test is a `name.4dm` with a `name.out` beside it. Its first line may give options to its run, such as
/// `//fourd: --seed 1`. A method whose name begins with `test_` passes when it ends without an error and without a failed
/// assertion (`ASSERT`, `Asserted`). The exit status is 1 if a test fails.
#[derive(Args)]
pub struct TestOptions {
    /// Test scripts, `.4DProject` files, and folders that hold some
    #[arg(default_value = ".", value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Run only the tests with this text in their path or method name; with several, those with any of them
    #[arg(long, value_name = "TEXT")]
    pub filter: Vec<String>,
    /// List the tests and run none
    #[arg(long)]
    pub list: bool,
    /// Write the `.out` files anew, also for scripts that have none but begin with `//fourd:`
    #[arg(long)]
    pub update: bool,
    /// Run the tests again whenever a `.4dm` or `.out` file changes, until Ctrl-C
    #[arg(long, conflicts_with = "list")]
    pub watch: bool,
    /// Begin no further test after one that fails
    #[arg(long)]
    pub fail_fast: bool,
    /// How many tests run at the same time; as many as there are processors without it
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    /// Show that many of the slowest tests; without it, up to three that take longer than a second
    #[arg(long, value_name = "NUMBER")]
    pub slowest: Option<usize>,
    /// Write the results to a file that build services read
    #[arg(long, value_name = "FILE")]
    pub junit: Option<PathBuf>,
    /// Show which lines of the tested projects have run
    #[arg(long)]
    pub coverage: bool,
    /// Write which lines have run to a file in the format of lcov
    #[arg(long, value_name = "FILE")]
    pub lcov: Option<PathBuf>,
    /// Count the lines of components too
    #[arg(long)]
    pub coverage_components: bool,
    /// Run each test that starts a second process under this many schedules, and tell the first one that fails
    #[arg(long, value_name = "NUMBER", conflicts_with = "update", value_parser = clap::value_parser!(u64).range(1..))]
    pub explore: Option<u64>,
    /// The seed of the first schedule, 1 by default; without `--explore` the only one
    #[arg(long, value_name = "NUMBER", conflicts_with = "update")]
    pub seed: Option<u64>,
    #[command(flatten)]
    #[allow(missing_docs, reason = "it would become the help of this command")]
    pub system: SystemOptions,
}

impl TestOptions {
    fn wants_lines(&self) -> bool {
        self.coverage || self.lcov.is_some() || self.coverage_components
    }
}

/// How a test ended.
enum Outcome {
    /// As expected, or its golden file needed no change.
    Passed,
    /// Its golden file was written.
    Updated,
    /// Something else was written or went wrong.
    Failed(Failure),
}

/// A test that was run.
struct Finished {
    outcome: Outcome,
    assertions: Counts,
    duration: Duration,
}

/// Runs all tests and writes how they ended; again and again where they are watched.
pub fn test(options: &TestOptions) -> Exit {
    match options.watch {
        true => watch::watch(options),
        false => test_once(options),
    }
}

fn test_once(options: &TestOptions) -> Exit {
    let tests = match find(options) {
        Ok(tests) => tests,
        Err(problem) => return wrong_use(&problem),
    };
    if options.list {
        let lines: String = tests.iter().map(|test| shown_path(&test.file) + "\n").collect();
        print(&lines);
        return Exit::Success;
    }
    let program = match std::env::current_exe() {
        Ok(program) => program,
        Err(error) => {
            let problem = Diagnostic::error("test::no-program", "The program cannot find itself to run the tests");
            return wrong_use(&problem.note(error.to_string()));
        }
    };
    let jobs = options.jobs.map_or(0, usize::from);
    let runner = Runner {
        program,
        given: options.system.arguments(),
        lines: options.wants_lines().then(coverage::RanLines::default),
    };
    let started = Instant::now();
    let run = || run_all(&tests, &runner, options);
    let (finished, runs) = match rayon::ThreadPoolBuilder::new().num_threads(jobs).build() {
        Ok(pool) => pool.install(run),
        Err(_) => run(),
    };
    let results = report::Results { tests: &tests, finished: &finished, given: &runner.given };
    print(&results.failures(colours(&std::io::stdout())));
    report::show_slowest(&results, options.slowest);
    let mut exit = if results.failed() > 0 { Exit::Failure } else { Exit::Success };
    if let Some(file) = &options.junit {
        exit = written(file, &junit::document(&results, started.elapsed())).unwrap_or(exit);
    }
    if let Some(lines) = &runner.lines {
        match coverage::Report::new(&tests, lines, options.coverage_components) {
            Ok(found) => {
                if options.coverage || options.coverage_components {
                    print(&(found.table() + "\n"));
                }
                if let Some(file) = &options.lcov {
                    exit = written(file, &found.lcov()).unwrap_or(exit);
                }
            }
            Err(problem) => exit = wrong_use(&problem),
        }
    }
    let explored = options.explore.or(options.seed).map(|_| runs);
    print(&results.closing(explored));
    exit
}

/// The tests that are meant.
fn find(options: &TestOptions) -> Result<Vec<TestCase>, Diagnostic> {
    let mut tests = case::find(&options.paths, options.update)?;
    if tests.is_empty() {
        return Err(Diagnostic::error("test::missing", "There are no tests here")
            .note("a test is a `name.4dm` with its expected output in a `name.out` beside it, or a method `test_name`")
            .hint("begin a script with a line `//fourd:` and pass `--update` to write its `.out` file"));
    }
    if options.filter.is_empty() {
        return Ok(tests);
    }
    let wanted: Vec<String> = options.filter.iter().map(|text| text.to_lowercase()).collect();
    let count = tests.len();
    tests.retain(|test| {
        let names = test.names();
        wanted.iter().any(|text| names.iter().any(|name| name.to_lowercase().contains(text)))
    });
    if tests.is_empty() {
        let texts: Vec<String> = options.filter.iter().map(|text| format!("`{text}`")).collect();
        let title = format!("None of the {count} tests has {} in its path or name", texts.join(" or "));
        return Err(Diagnostic::error("test::missing", title).hint("`--list` shows the tests"));
    }
    Ok(tests)
}

/// Runs the tests at the same time; none of them for those that were not begun after a failure. Gives the number of runs under
/// schedules too.
fn run_all(tests: &[TestCase], runner: &Runner, options: &TestOptions) -> (Vec<Option<Finished>>, u64) {
    let course = Course::new(tests.len());
    let stop = AtomicBool::new(false);
    let run_one = |test: &TestCase| {
        if stop.load(Ordering::Relaxed) {
            return None;
        }
        let started = Instant::now();
        let (outcome, assertions) = match (options.explore, options.seed) {
            (None, None) => judge(test, runner, options.update),
            (count, first) => {
                let first = first.unwrap_or(FIRST_SEED);
                let failure = match count {
                    Some(count) => explore::explore(test, runner, first..=first.saturating_add(count - 1), &course),
                    None => explore::seeded(test, runner, first..=first, &course),
                };
                (failure.map_or(Outcome::Passed, Outcome::Failed), Counts::default())
            }
        };
        if options.fail_fast && matches!(outcome, Outcome::Failed(_)) {
            stop.store(true, Ordering::Relaxed);
        }
        let finished = Finished { outcome, assertions, duration: started.elapsed() };
        course.ended(test, &finished);
        Some(finished)
    };
    let finished = tests.par_iter().with_max_len(1).map(run_one).collect();
    (finished, course.end())
}

fn judge(test: &TestCase, runner: &Runner, update: bool) -> (Outcome, Counts) {
    let failed = |fault| Outcome::Failed(Failure { seed: None, fault });
    let written = match test.run(runner, None) {
        Ok(written) => written,
        Err(why) => return (failed(Fault::not_run(why)), Counts::default()),
    };
    let outcome = if update && test.is_golden() && !written.ended.is_broken() {
        match test.update(&written) {
            Ok(true) => Outcome::Updated,
            Ok(false) => Outcome::Passed,
            Err(why) => failed(Fault::not_run(why)),
        }
    } else {
        test.fault(&written, None).map_or(Outcome::Passed, failed)
    };
    (outcome, written.assertions)
}

/// Writes a file; how the program ends where that fails.
fn written(file: &std::path::Path, text: &str) -> Option<Exit> {
    let error = std::fs::write(file, text).err()?;
    let title = format!("`{}` cannot be written", shown_path(file));
    crate::output::report(&Diagnostic::error("test::unwritable", title).note(error.to_string()), &SourceMap::new());
    Some(Exit::Failure)
}

fn wrong_use(problem: &Diagnostic) -> Exit {
    crate::output::report(problem, &SourceMap::new());
    Exit::Usage
}
