//! `fourd test`: runs scripts and compares what they write with their golden files.

use crate::Exit;
use crate::golden::{difference, expected_file, options_in, run};
use crate::output::{colours, print, report};
use clap::Args;
use fourd_project::source_files_under;
use fourd_source::{Diagnostic, SourceMap, read_source, shown_path};
use rayon::prelude::*;
use std::path::{Path, PathBuf};

/// Runs scripts and compares what they write with the `.out` files beside them.
///
/// A test is a `name.4dm` with a `name.out` beside it. Its first line may give options to its run, such as
/// `//fourd: --seed 1`. The exit status is 1 if a test fails.
#[derive(Args)]
pub struct TestOptions {
    /// Test scripts, and folders that hold some
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Write the `.out` files anew, also for scripts that have none but begin with `//fourd:`
    #[arg(long)]
    pub update: bool,
}

/// A script and the options of its run.
struct Test {
    script: PathBuf,
    options: Vec<String>,
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
    let tests = match find_tests(options) {
        Ok(tests) => tests,
        Err(problem) => return wrong_use(&problem),
    };
    if tests.is_empty() {
        let problem = Diagnostic::error("test::missing", "There are no tests here")
            .note("a test is a `name.4dm` with its expected output in a `name.out` beside it")
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
    let colour = colours(&std::io::stdout());
    let run_one = |test: &Test| if options.update { update(test, &program) } else { compare(test, &program, colour) };
    let outcomes: Vec<Outcome> = tests.par_iter().with_max_len(1).map(run_one).collect();
    let mut failed = 0;
    let mut text = String::new();
    for (test, outcome) in tests.iter().zip(&outcomes) {
        let shown = shown_path(&test.script);
        match outcome {
            Outcome::Passed => {}
            Outcome::Updated => text.push_str(&format!("written: {}\n", shown_path(&expected_file(&test.script)))),
            Outcome::Failed(why) => {
                failed += 1;
                text.push_str(&format!("failed: {shown}\n{why}\n"));
            }
        }
    }
    text.push_str(&format!("{} tests, {failed} failed, 0 assertions, 0 failed\n", tests.len()));
    print(&text);
    if failed > 0 { Exit::Failure } else { Exit::Success }
}

fn wrong_use(problem: &Diagnostic) -> Exit {
    report(problem, &SourceMap::new());
    Exit::Usage
}

/// All tests that the paths name, by path.
fn find_tests(options: &TestOptions) -> Result<Vec<Test>, Diagnostic> {
    let mut tests = Vec::new();
    for path in &options.paths {
        // Two spellings of one path then compare equal.
        let path = &std::path::absolute(path).unwrap_or_else(|_| path.clone());
        if path.is_dir() {
            let (files, unreadable) = source_files_under(path);
            if let Some(problem) = unreadable.into_iter().next() {
                return Err(problem);
            }
            for file in files {
                let has_output = expected_file(&file.path).is_file();
                if !has_output && !options.update {
                    continue;
                }
                let run_options = options_in(&read_source(&file.path)?);
                if has_output || run_options.is_some() {
                    tests.push(Test { script: file.path, options: run_options.unwrap_or_default() });
                }
            }
        } else {
            let run_options = options_in(&read_source(path)?).unwrap_or_default();
            if !options.update && !expected_file(path).is_file() {
                let title = format!("`{}` has no expected output beside it", shown_path(path));
                let hint = format!("pass `--update` to write `{}`", shown_path(&expected_file(path)));
                return Err(Diagnostic::error("test::missing", title).hint(hint));
            }
            tests.push(Test { script: path.clone(), options: run_options });
        }
    }
    tests.sort_unstable_by(|left, right| left.script.cmp(&right.script));
    tests.dedup_by(|left, right| left.script == right.script);
    Ok(tests)
}

fn compare(test: &Test, program: &Path, colour: bool) -> Outcome {
    let expected = match read_source(&expected_file(&test.script)) {
        Ok(text) => text.replace("\r\n", "\n"),
        Err(problem) => return Outcome::Failed(format!("  {}\n", problem.title)),
    };
    match run(program, &test.script, &test.options) {
        Ok(written) if written == expected => Outcome::Passed,
        Ok(written) => Outcome::Failed(difference(&expected, &written, colour)),
        Err(why) => Outcome::Failed(format!("  {why}\n")),
    }
}

fn update(test: &Test, program: &Path) -> Outcome {
    let file = expected_file(&test.script);
    let written = match run(program, &test.script, &test.options) {
        Ok(written) => written,
        Err(why) => return Outcome::Failed(format!("  {why}\n")),
    };
    if std::fs::read_to_string(&file).is_ok_and(|before| before == written) {
        return Outcome::Passed;
    }
    match std::fs::write(&file, written) {
        Ok(()) => Outcome::Updated,
        Err(error) => Outcome::Failed(format!("  `{}` cannot be written: {error}\n", shown_path(&file))),
    }
}
