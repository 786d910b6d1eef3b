//! Which tests run.

use super::case::{self, Found, TestCase};
use super::memory::LastFailed;
use super::names::NamesOfTests;
use super::options::TestOptions;
use crate::exit::Exit;
use crate::output::{counted, print_error, report};
use fourd_source::{Diagnostic, SourceMap};

/// The tests that are meant.
///
/// # Errors
/// There are none; that has been reported.
pub fn tests(options: &TestOptions, last_failed: &LastFailed) -> Result<Found, Exit> {
    let names = NamesOfTests::new(&options.choice.methods);
    let found = case::find(&options.paths, &names, options.update);
    if let Some(problem) = names.problem() {
        return Err(problem.report());
    }
    let chosen = found.and_then(|found| Ok(Found { tests: chosen(found.tests, options, last_failed)?, ..found }));
    chosen.map_err(|problem| {
        report(&problem, &SourceMap::new());
        Exit::Usage
    })
}

fn chosen(
    mut tests: Vec<TestCase>,
    options: &TestOptions,
    last_failed: &LastFailed,
) -> Result<Vec<TestCase>, Diagnostic> {
    if tests.is_empty() {
        return Err(Diagnostic::error("test::missing", "There are no tests here")
            .note("a test is a `name.4dm` with its expected output in a `name.out` beside it, or a method `test_name`")
            .hint("begin a script with a line `//fourd:` and pass `--update` to write its `.out` file"));
    }
    let choice = &options.choice;
    let count = tests.len();
    let matches = |test: &TestCase, texts: &[String]| {
        let names: Vec<String> = test.names().iter().map(|name| name.to_lowercase()).collect();
        let is_meant = |text: &String| {
            let text = text.to_lowercase();
            names.iter().any(|name| if choice.exact { *name == text } else { name.contains(&text) })
        };
        texts.iter().any(is_meant)
    };
    if !choice.filter.is_empty() {
        tests.retain(|test| matches(test, &choice.filter));
        if tests.is_empty() {
            let texts: Vec<String> = choice.filter.iter().map(|text| format!("`{text}`")).collect();
            let (texts, all) = (texts.join(" or "), counted(count, "test"));
            let title = match choice.exact {
                true => format!("None of the {all} has the path or name {texts}"),
                false => format!("None of the {all} has {texts} in its path or name"),
            };
            return Err(Diagnostic::error("test::missing", title).hint("`--list` shows the tests"));
        }
    }
    tests.retain(|test| !matches(test, &choice.exclude));
    if tests.is_empty() {
        return Err(
            Diagnostic::error("test::missing", "`--exclude` leaves out all tests").hint("`--list` shows the tests")
        );
    }
    if choice.last_failed {
        if tests.iter().any(|test| last_failed.has(&test.file)) {
            tests.retain(|test| last_failed.has(&test.file));
        } else if !options.shown.quiet {
            print_error("no test failed when it last ran: all of them run\n");
        }
    }
    Ok(tests)
}
