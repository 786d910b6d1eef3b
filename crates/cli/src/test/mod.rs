//! `fourd test`: runs scripts and compares what they write with their golden files, and runs test methods.

mod case;
mod coverage;
mod coverage_html;
mod difference;
mod explore;
mod fault;
mod fixtures;
mod golden;
mod junit;
mod line;
mod memory;
mod methods;
mod names;
mod options;
mod outcome;
mod permissions;
mod report;
mod run_report;
mod select;
mod stop;
mod turns;
mod watch;

use crate::exit::Exit;
use crate::output::{colours, print, print_error};
use crate::replace::replace;
use case::{Found, Runner, TestCase};
use fourd_runtime::Libraries;
use fourd_source::{Diagnostic, SourceMap, shown_path};
use memory::LastFailed;
pub use options::TestOptions;
use report::Style;
pub use run_report::write_report;
use std::ffi::OsString;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;
use stop::Running;
pub use stop::end_with_parent;

/// Runs all tests and writes how they ended; again and again where they are watched.
pub fn test(options: &TestOptions, libraries: &Arc<Libraries>) -> Exit {
    match options.watch {
        true => watch::watch(options, libraries),
        false => test_once(options, libraries, &Running::listening()),
    }
}

fn test_once(options: &TestOptions, libraries: &Arc<Libraries>, running: &Arc<Running>) -> Exit {
    let last_failed = LastFailed::read();
    let Found { tests, unwritten } = match select::tests(options, &last_failed) {
        Ok(found) => found,
        Err(exit) => return exit,
    };
    for file in unwritten.iter().filter(|_| !options.shown.quiet) {
        let shown = shown_path(file);
        print_error(&format!(
            "`{shown}` is no test yet: it has no expected output; `fourd test --update {shown}` writes it\n"
        ));
    }
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
    let style = style(options);
    let runner = Runner {
        program,
        system: options.system.clone(),
        timeout: options.timeout.unwrap_or(golden::TIME_LIMIT),
        colour: style.colour,
        lines: options.lines.are_wanted().then(coverage::RanLines::default),
        running: running.clone(),
    };
    show_refused(&tests, &runner);
    let started = Instant::now();
    let results = turns::run_all(&tests, &runner, options, &style);
    last_failed.remember(results.run().map(|(test, finished)| (test.file.as_path(), finished.failed())));
    print(&results.list_of_failed(&style));
    if !style.quiet {
        report::show_slowest(&results, options.shown.slowest);
    }
    let mut exit = if results.failed() { Exit::Failure } else { Exit::Success };
    if let Some(file) = &options.junit {
        exit = written(file, &junit::document(&results, started.elapsed())).unwrap_or(exit);
    }
    if let Some(lines) = &runner.lines {
        exit = match coverage::Report::new(&tests, lines, &options.lines, libraries) {
            Ok(found) => show_coverage(&found, options).unwrap_or(exit),
            Err(problem) => wrong_use(&problem),
        };
    }
    print(&results.closing(&style));
    running.exit_status().map_or(exit, Exit::Stopped)
}

fn style(options: &TestOptions) -> Style {
    let mut given = options.system.permissions();
    given.extend(options.system.locale_argument());
    given.extend(options.choice.methods.iter().map(|pattern| OsString::from(format!("--methods={pattern}"))));
    Style {
        colour: colours(&std::io::stdout()),
        verbose: options.shown.verbose,
        output: options.shown.no_capture,
        quiet: options.shown.quiet,
        given,
    }
}

/// Tells which tests ask for more than the command line allows.
fn show_refused(tests: &[TestCase], runner: &Runner) {
    for test in tests {
        for text in test.refused(&runner.system) {
            let path = shown_path(&test.file);
            print_error(&format!("refused: `--allow {text}` in {path}: the command line does not allow it\n"));
        }
    }
}

/// Shows the coverage as it was asked for; how the program ends where that fails, or where there is too little.
fn show_coverage(found: &coverage::Report, options: &TestOptions) -> Option<Exit> {
    let lines = &options.lines;
    if lines.shows_table() {
        print(&(found.table() + "\n"));
    }
    let lcov = lines.lcov.as_ref().and_then(|file| written(file, &found.lcov()));
    let html = lines.coverage_html.as_ref().and_then(|folder| {
        let pages = coverage_html::pages(found).into_iter().map(|(name, page)| (folder.join(name), page));
        let made = std::fs::create_dir_all(folder).err().map(|error| unwritable(folder, &error));
        made.or_else(|| pages.filter_map(|(file, page)| written(&file, &page)).next())
    });
    let too_little = lines.fail_under.filter(|wanted| found.percent() < *wanted).map(|wanted| {
        let percent = coverage::shown_percent(found.percent());
        print_error(&format!("{percent} of the lines have run, less than the {wanted}% of `--fail-under`\n"));
        Exit::Failure
    });
    lcov.or(html).or(too_little)
}

/// Writes a file; how the program ends where that fails.
fn written(file: &Path, text: &str) -> Option<Exit> {
    replace(file, text.as_bytes()).err().map(|error| unwritable(file, &error))
}

fn unwritable(file: &Path, error: &std::io::Error) -> Exit {
    let title = format!("`{}` cannot be written", shown_path(file));
    crate::output::report(&Diagnostic::error("test::unwritable", title).note(error.to_string()), &SourceMap::new());
    Exit::Failure
}

fn wrong_use(problem: &Diagnostic) -> Exit {
    crate::output::report(problem, &SourceMap::new());
    Exit::Usage
}
