//! What a person reads about tests. Standard output holds what is the same in each run: failures and counts; standard error
//! what goes on meanwhile, and durations.

use super::case::TestCase;
use super::explore::{Failure, replay};
use super::fixtures::Fixture;
use super::golden::expected_file;
use super::outcome::{Finished, Outcome};
use crate::output::{counted, print, print_error};
use crate::progress::Progress;
use fourd_source::shown_path;
use parking_lot::Mutex;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

/// Slower tests are told without being asked for.
const SLOW: Duration = Duration::from_secs(1);

/// How many of them.
const SLOWEST: usize = 3;

const RED: &str = "\u{1b}[1;31m";
const YELLOW: &str = "\u{1b}[33m";
const GREEN: &str = "\u{1b}[32m";
const FAINT: &str = "\u{1b}[2m";
const END: &str = "\u{1b}[0m";

/// How tests are shown.
#[derive(Clone, Debug)]
pub struct Style {
    /// In colours.
    pub colour: bool,
    /// Each test with its time.
    pub verbose: bool,
    /// With what each test wrote.
    pub output: bool,
    /// Nothing but failures and the closing line.
    pub quiet: bool,
    /// The options that a command needs to repeat a failure.
    pub given: Vec<OsString>,
}

/// A method that prepares tests or tidies up after them, and how it failed.
pub struct FailedFixture {
    pub fixture: Fixture,
    pub failure: Failure,
}

/// How all tests ended.
pub struct Results<'a> {
    /// The tests.
    pub tests: &'a [TestCase],
    /// How each of them ended; nothing where it was not begun.
    pub finished: Vec<Option<Finished>>,
    /// The methods before and after all tests of a project that failed.
    pub fixtures: Vec<FailedFixture>,
    /// The number of runs under a schedule, where that was asked for.
    pub explored: Option<u64>,
}

impl Results<'_> {
    /// The tests that were run.
    pub fn run(&self) -> impl Iterator<Item = (&TestCase, &Finished)> {
        self.tests.iter().zip(&self.finished).filter_map(|(test, finished)| Some((test, finished.as_ref()?)))
    }

    /// Whether anything failed.
    pub fn failed(&self) -> bool {
        !self.fixtures.is_empty() || self.run().any(|(_, finished)| finished.failed())
    }

    /// The names of all that failed, if anything did.
    pub fn list_of_failed(&self, style: &Style) -> String {
        let fixtures = self.fixtures.iter().map(|failed| (failed.fixture.file.as_path(), &failed.failure));
        let tests = self.run().filter_map(|(test, finished)| match &finished.outcome {
            Outcome::Failed(failure) => Some((test.file.as_path(), failure)),
            _ => None,
        });
        let lines: String = fixtures
            .chain(tests)
            .map(|(file, failure)| {
                let seed = failure.seed.map(|seed| format!(" with seed {seed}")).unwrap_or_default();
                let how = match failure.fault.kind.head() {
                    "failed" => String::new(),
                    head => format!(" ({head})"),
                };
                format!("  {}{seed}{how}\n", shown_path(file))
            })
            .collect();
        if lines.is_empty() { lines } else { format!("{}\n{lines}\n", painted("failed tests:", RED, style.colour)) }
    }

    /// The closing line.
    pub fn closing(&self, style: &Style) -> String {
        let count = |is: fn(&Outcome) -> bool| self.run().filter(|(_, finished)| is(&finished.outcome)).count();
        let passed = count(|outcome| matches!(outcome, Outcome::Passed | Outcome::Updated | Outcome::Flaky(..)));
        let flaky = count(|outcome| matches!(outcome, Outcome::Flaky(..)));
        let failed = count(|outcome| matches!(outcome, Outcome::Failed(_)));
        let expected = count(|outcome| matches!(outcome, Outcome::FailedAsExpected(_)));
        let skipped = count(|outcome| matches!(outcome, Outcome::Skipped(_)));
        let not_run = self.tests.len() - self.run().count();
        let mut parts = Vec::new();
        let mut part = |count: usize, what: &str, code: &str| {
            if count > 0 {
                parts.push(painted(&format!("{count} {what}"), code, style.colour));
            }
        };
        part(passed, &if flaky > 0 { format!("passed ({flaky} flaky)") } else { "passed".to_owned() }, GREEN);
        part(failed, "failed", RED);
        part(expected, "failed as expected", FAINT);
        part(skipped, "skipped", YELLOW);
        part(not_run, "not run", YELLOW);
        let counted_too = match self.explored {
            Some(runs) => Some(counted(usize::try_from(runs).unwrap_or(usize::MAX), "run")),
            None => {
                let checked: u64 = self.run().map(|(_, finished)| finished.assertions.checked).sum();
                (checked > 0).then(|| counted(usize::try_from(checked).unwrap_or(usize::MAX), "assertion"))
            }
        };
        let counted_too = counted_too.map(|text| format!(" ({text})")).unwrap_or_default();
        format!("{}: {}{counted_too}\n", counted(self.tests.len(), "test"), parts.join(", "))
    }
}

fn painted(text: &str, code: &str, colour: bool) -> String {
    if colour { format!("{code}{text}{END}") } else { text.to_owned() }
}

impl Style {
    fn duration(&self, duration: Duration) -> String {
        if self.verbose { format!(" ({:.2} s)", duration.as_secs_f64()) } else { String::new() }
    }

    fn line(&self, head: &str, code: &str, file: &Path, more: &str) -> String {
        format!("{} {}{more}\n", painted(&format!("{head}:"), code, self.colour), shown_path(file))
    }

    /// A failure with what is wrong.
    pub fn failure(&self, file: &Path, failure: &Failure, more: &str) -> String {
        let under = failure.seed.map(|seed| format!(" with seed {seed}")).unwrap_or_default();
        let head = format!("{}{under}", failure.fault.kind.head());
        self.line(&head, RED, file, more) + &failure.fault.text(self.colour)
    }

    /// What is shown about a test when it has ended.
    fn ended(&self, test: &TestCase, finished: &Finished) -> String {
        let time = self.duration(finished.duration);
        let file = &test.file;
        let replayed = |failure: &Failure| match failure.seed {
            Some(seed) => format!("  replay: {}\n", replay(test, &self.given, seed)),
            None => String::new(),
        };
        let mut text = match &finished.outcome {
            Outcome::Passed if self.verbose || self.output => self.line("passed", GREEN, file, &time),
            Outcome::Passed => String::new(),
            Outcome::Updated => format!("written: {}{time}\n", shown_path(&expected_file(file))),
            Outcome::Flaky(_, _) if self.quiet => String::new(),
            Outcome::Flaky(failure, run) => {
                let line = self.line("flaky", YELLOW, file, &format!(": it passed in run {run}{time}"));
                if self.verbose { line + &failure.fault.text(self.colour) + "\n" } else { line }
            }
            Outcome::Skipped(why) if self.verbose || self.output => {
                let why = if why.is_empty() { String::new() } else { format!(": {why}") };
                self.line("skipped", YELLOW, file, &why)
            }
            Outcome::Skipped(_) => String::new(),
            // An exploration is there to be read.
            Outcome::FailedAsExpected(failure) if self.verbose || failure.seed.is_some() && !self.quiet => {
                let under = failure.seed.map(|seed| format!(" with seed {seed}")).unwrap_or_default();
                let line = self.line(&format!("failed as expected{under}"), FAINT, file, &time);
                line + &failure.fault.text(self.colour) + &replayed(failure) + "\n"
            }
            Outcome::FailedAsExpected(_) if self.output => self.line("failed as expected", FAINT, file, &time),
            Outcome::FailedAsExpected(_) => String::new(),
            Outcome::Failed(failure) => self.failure(file, failure, &time) + &replayed(failure) + "\n",
        };
        if self.output && !finished.failed() && !finished.output.is_empty() {
            text.push_str(&finished.output);
            text.push_str(if finished.output.ends_with('\n') { "\n" } else { "\n\n" });
        }
        text
    }
}

/// The course of all tests. What is said about each of them is shown in the order of the tests.
pub struct Course<'a> {
    style: &'a Style,
    line: Option<Progress>,
    failed: AtomicUsize,
    explored: AtomicU64,
    shown: Mutex<Shown>,
}

#[derive(Default)]
struct Shown {
    next: usize,
    waiting: BTreeMap<usize, String>,
}

impl<'a> Course<'a> {
    /// Of that many tests.
    pub fn new(tests: usize, style: &'a Style) -> Self {
        let line = (!style.quiet).then(|| Progress::new("Testing", tests));
        Self { style, line, failed: AtomicUsize::new(0), explored: AtomicU64::new(0), shown: Mutex::default() }
    }

    /// A test ran under a schedule.
    pub fn ran(&self) {
        self.explored.fetch_add(1, Ordering::Relaxed);
        self.say();
    }

    /// A test has ended, or was not begun.
    pub fn ended(&self, number: usize, test: &TestCase, finished: Option<&Finished>) {
        if finished.is_some_and(Finished::failed) {
            self.failed.fetch_add(1, Ordering::Relaxed);
        }
        let text = finished.map(|finished| self.style.ended(test, finished)).unwrap_or_default();
        let mut shown = self.shown.lock();
        shown.waiting.insert(number, text);
        let mut ready = String::new();
        while let Some(text) = {
            let next = shown.next;
            shown.waiting.remove(&next)
        } {
            shown.next += 1;
            ready.push_str(&text);
        }
        if !ready.is_empty() {
            self.beside(|| print(&ready));
        }
        drop(shown);
        if let Some(line) = &self.line {
            line.advance();
        }
        self.say();
    }

    /// Writes while the line of progress is away.
    pub fn beside(&self, write: impl FnOnce()) {
        match &self.line {
            Some(line) => line.beside(write),
            None => write(),
        }
    }

    /// Takes the line away; how many runs under a schedule there were.
    pub fn end(self) -> u64 {
        self.explored.into_inner()
    }

    fn say(&self) {
        let Some(line) = &self.line else { return };
        let (failed, runs) = (self.failed.load(Ordering::Relaxed), self.explored.load(Ordering::Relaxed));
        let failed = (failed > 0).then(|| format!("{failed} failed"));
        let runs = (runs > 0).then(|| format!("{runs} runs"));
        line.say(failed.into_iter().chain(runs).collect::<Vec<_>>().join(", "));
    }
}

/// Tells which tests took longest.
pub fn show_slowest(results: &Results<'_>, wanted: Option<usize>) {
    let mut slowest: Vec<(&TestCase, Duration)> =
        results.run().map(|(test, finished)| (test, finished.duration)).collect();
    slowest.sort_by_key(|(_, duration)| std::cmp::Reverse(*duration));
    if wanted.is_none() {
        slowest.retain(|(_, duration)| *duration > SLOW);
    }
    slowest.truncate(wanted.unwrap_or(SLOWEST));
    if slowest.is_empty() {
        return;
    }
    let lines = slowest.iter().map(|(test, duration)| {
        let seconds = format!("{:.2}", duration.as_secs_f64());
        format!("{seconds:>8} s  {}\n", shown_path(&test.file))
    });
    print_error(&format!("slowest:\n{}", lines.collect::<String>()));
}
