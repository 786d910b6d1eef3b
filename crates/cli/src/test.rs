//! `fourd test`: runs scripts and compares what they write with their golden files, and runs test methods.

use crate::Exit;
use crate::explore::{Failure, Progress, explore, replay, seeded};
use crate::golden::{Assertions, expected_file};
use crate::output::{colours, print, report};
use crate::system_options::SystemOptions;
use crate::test_case::{self, Runner, TestCase};
use clap::Args;
use fourd_source::{Diagnostic, SourceMap, shown_path};
use rayon::prelude::*;
use std::path::PathBuf;

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
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Write the `.out` files anew, also for scripts that have none but begin with `//fourd:`
    #[arg(long)]
    pub update: bool,
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

/// How a test ended.
enum Outcome {
    /// As expected, or its golden file needed no change.
    Passed,
    /// Its golden file was written.
    Updated,
    /// Something else was written or went wrong: what to show.
    Failed(String),
}

/// Runs all tests and writes how they ended.
pub fn test(options: &TestOptions) -> Exit {
    let tests = match test_case::find(&options.paths, options.update) {
        Ok(tests) => tests,
        Err(problem) => return wrong_use(&problem),
    };
    if tests.is_empty() {
        let problem = Diagnostic::error("test::missing", "There are no tests here")
            .note("a test is a `name.4dm` with its expected output in a `name.out` beside it, or a method `test_name`")
            .hint("begin a script with a line `//fourd:` and pass `--update` to write its `.out` file");
        return wrong_use(&problem);
    }
    let program = match std::env::current_exe() {
        Ok(program) => program,
        Err(error) => {
            let problem = Diagnostic::error("test::no-program", "The program cannot find itself to run the tests");
            return wrong_use(&problem.note(error.to_string()));
        }
    };
    let given = options.system.arguments();
    let runner = Runner { program: &program, given: &given, colour: colours(&std::io::stdout()) };
    match (options.explore, options.seed) {
        (None, None) => run_all(&tests, &runner, options.update),
        (count, first) => explore_all(&tests, &runner, count, first.unwrap_or(FIRST_SEED)),
    }
}

fn run_all(tests: &[TestCase], runner: &Runner<'_>, update: bool) -> Exit {
    let run_one = |test: &TestCase| judge(test, runner, update);
    let outcomes: Vec<(Outcome, Assertions)> = tests.par_iter().with_max_len(1).map(run_one).collect();
    let (mut failed, mut checked, mut failed_assertions) = (0, 0, 0);
    let mut text = String::new();
    for (test, (outcome, assertions)) in tests.iter().zip(&outcomes) {
        checked += assertions.checked;
        failed_assertions += assertions.failed;
        match outcome {
            Outcome::Passed => {}
            Outcome::Updated => text.push_str(&format!("written: {}\n", shown_path(&expected_file(&test.file)))),
            Outcome::Failed(why) => {
                failed += 1;
                text.push_str(&format!("failed: {}\n{why}\n", shown_path(&test.file)));
            }
        }
    }
    let count = tests.len();
    text.push_str(&format!("{count} tests, {failed} failed, {checked} assertions, {failed_assertions} failed\n"));
    print(&text);
    if failed > 0 { Exit::Failure } else { Exit::Success }
}

/// Runs all tests under many schedules, or without a number under that of the first seed.
fn explore_all(tests: &[TestCase], runner: &Runner<'_>, count: Option<u64>, first: u64) -> Exit {
    let progress = Progress::new(tests.len());
    let explore_one = |test: &TestCase| match count {
        Some(count) => explore(test, runner, first..=first.saturating_add(count - 1), &progress),
        None => seeded(test, runner, first..=first, &progress),
    };
    let failures: Vec<Option<Failure>> = tests.par_iter().with_max_len(1).map(explore_one).collect();
    let runs = progress.end();
    let mut text = String::new();
    for (test, failure) in tests.iter().zip(&failures) {
        let Some(Failure { seed, why }) = failure else { continue };
        let line = replay(test, runner.given, *seed);
        let under = seed.map(|seed| format!(" with seed {seed}")).unwrap_or_default();
        text.push_str(&format!("failed{under}: {}\n{why}  replay: {line}\n\n", shown_path(&test.file)));
    }
    let failed = failures.iter().flatten().count();
    text.push_str(&format!("{} tests, {failed} failed, {runs} runs\n", tests.len()));
    print(&text);
    if failed > 0 { Exit::Failure } else { Exit::Success }
}

fn wrong_use(problem: &Diagnostic) -> Exit {
    report(problem, &SourceMap::new());
    Exit::Usage
}

fn judge(test: &TestCase, runner: &Runner<'_>, update: bool) -> (Outcome, Assertions) {
    let written = match test.run(runner, None) {
        Ok(written) => written,
        Err(why) => return (Outcome::Failed(format!("  {why}\n")), Assertions::default()),
    };
    let outcome = if update && test.is_golden() {
        match test.update(&written) {
            Ok(true) => Outcome::Updated,
            Ok(false) => Outcome::Passed,
            Err(why) => Outcome::Failed(why),
        }
    } else {
        test.fault(&written, None, runner.colour).map_or(Outcome::Passed, Outcome::Failed)
    };
    (outcome, written.assertions)
}
