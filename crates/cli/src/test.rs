//! `fourd test`: runs scripts and compares what they write with their golden files, and runs test methods.

use crate::Exit;
use crate::access_options::AccessOptions;
use crate::golden::{Assertions, Written, difference, expected_file, options_in, run, run_method};
use crate::output::{colours, print, report};
use crate::test_methods::{TestMethod, find_methods};
use clap::Args;
use fourd_project::source_files_under;
use fourd_source::{Diagnostic, SourceMap, read_source, shown_path};
use rayon::prelude::*;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

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
    #[command(flatten)]
    #[allow(missing_docs, reason = "it would become the help of this command")]
    pub access: AccessOptions,
}

/// What is run.
enum Test {
    /// A script and the options of its run.
    Golden { script: PathBuf, options: Vec<String> },
    /// A method.
    Method(TestMethod),
}

impl Test {
    fn path(&self) -> &Path {
        match self {
            Test::Golden { script, .. } => script,
            Test::Method(method) => &method.file,
        }
    }
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
    let colour = colours(&std::io::stdout());
    let given = options.access.arguments();
    let run_one = |test: &Test| judge(test, &program, &given, options.update, colour);
    let outcomes: Vec<(Outcome, Assertions)> = tests.par_iter().with_max_len(1).map(run_one).collect();
    let (mut failed, mut checked, mut failed_assertions) = (0, 0, 0);
    let mut text = String::new();
    for (test, (outcome, assertions)) in tests.iter().zip(&outcomes) {
        checked += assertions.checked;
        failed_assertions += assertions.failed;
        match outcome {
            Outcome::Passed => {}
            Outcome::Updated => text.push_str(&format!("written: {}\n", shown_path(&expected_file(test.path())))),
            Outcome::Failed(why) => {
                failed += 1;
                text.push_str(&format!("failed: {}\n{why}\n", shown_path(test.path())));
            }
        }
    }
    let count = tests.len();
    text.push_str(&format!("{count} tests, {failed} failed, {checked} assertions, {failed_assertions} failed\n"));
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
        let is_project = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("4DProject"));
        if is_project && path.is_file() {
            tests.extend(find_methods(path.parent().unwrap_or(path))?.into_iter().map(Test::Method));
        } else if path.is_dir() {
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
                    tests.push(Test::Golden { script: file.path, options: run_options.unwrap_or_default() });
                }
            }
            tests.extend(find_methods(path)?.into_iter().map(Test::Method));
        } else {
            let run_options = options_in(&read_source(path)?).unwrap_or_default();
            if !options.update && !expected_file(path).is_file() {
                let title = format!("`{}` has no expected output beside it", shown_path(path));
                let hint = format!("pass `--update` to write `{}`", shown_path(&expected_file(path)));
                return Err(Diagnostic::error("test::missing", title).hint(hint));
            }
            tests.push(Test::Golden { script: path.clone(), options: run_options });
        }
    }
    // A script that is golden is no test method too.
    tests.sort_by(|left, right| {
        let is_method = |test: &Test| matches!(test, Test::Method(_));
        left.path().cmp(right.path()).then(is_method(left).cmp(&is_method(right)))
    });
    tests.dedup_by(|left, right| left.path() == right.path());
    Ok(tests)
}

fn judge(test: &Test, program: &Path, given: &[OsString], update_golden: bool, colour: bool) -> (Outcome, Assertions) {
    let written = match test {
        Test::Golden { script, options } => run(program, script, given, options),
        Test::Method(method) => run_method(program, &method.project, given, &method.name),
    };
    let written = match written {
        Ok(written) => written,
        Err(why) => return (Outcome::Failed(format!("  {why}\n")), Assertions::default()),
    };
    let outcome = match test {
        Test::Golden { script, .. } if update_golden => update(script, &written.text),
        Test::Golden { script, .. } => compare(script, &written.text, colour),
        Test::Method(_) => passed(&written),
    };
    (outcome, written.assertions)
}

/// A method passes when it ends well and all its assertions hold, those too whose errors it handled itself.
fn passed(written: &Written) -> Outcome {
    if written.success && written.assertions.failed == 0 {
        return Outcome::Passed;
    }
    let mut why = String::new();
    for line in &written.assertions.failures {
        why.push_str(&format!("  {line}\n"));
    }
    for line in written.text.lines() {
        why.push_str(&format!("  {line}\n"));
    }
    Outcome::Failed(why)
}

fn compare(script: &Path, written: &str, colour: bool) -> Outcome {
    match read_source(&expected_file(script)) {
        Ok(expected) => {
            let expected = expected.replace("\r\n", "\n");
            if expected == written { Outcome::Passed } else { Outcome::Failed(difference(&expected, written, colour)) }
        }
        Err(problem) => Outcome::Failed(format!("  {}\n", problem.title)),
    }
}

fn update(script: &Path, written: &str) -> Outcome {
    let file = expected_file(script);
    if std::fs::read_to_string(&file).is_ok_and(|before| before == written) {
        return Outcome::Passed;
    }
    match std::fs::write(&file, written) {
        Ok(()) => Outcome::Updated,
        Err(error) => Outcome::Failed(format!("  `{}` cannot be written: {error}\n", shown_path(&file))),
    }
}
