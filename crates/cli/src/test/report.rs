//! What a person reads about tests. Standard output holds what is the same in each run: failures and counts; standard error
//! what goes on meanwhile, and durations.

use super::case::TestCase;
use super::explore::{Failure, replay};
use super::golden::expected_file;
use super::{Finished, Outcome};
use crate::output::{colours, print_error};
use crate::progress::Progress;
use fourd_source::shown_path;
use std::ffi::OsString;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

/// Slower tests are told without being asked for.
const SLOW: Duration = Duration::from_secs(1);

/// How many of them.
const SLOWEST: usize = 3;

const RED: &str = "\u{1b}[1;31m";
const END: &str = "\u{1b}[0m";

/// How all tests ended.
pub struct Results<'a> {
    /// The tests.
    pub tests: &'a [TestCase],
    /// How each of them ended; nothing where it was not begun.
    pub finished: &'a [Option<Finished>],
    /// Options that all runs were given.
    pub given: &'a [OsString],
}

impl Results<'_> {
    /// The tests that were run.
    pub fn run(&self) -> impl Iterator<Item = (&TestCase, &Finished)> {
        self.tests.iter().zip(self.finished).filter_map(|(test, finished)| Some((test, finished.as_ref()?)))
    }

    /// How many failed.
    pub fn failed(&self) -> usize {
        self.run().filter(|(_, finished)| matches!(finished.outcome, Outcome::Failed(_))).count()
    }

    /// All failures with what is wrong, and the golden files that were written.
    pub fn failures(&self, colour: bool) -> String {
        let mut text = String::new();
        for (test, finished) in self.run() {
            match &finished.outcome {
                Outcome::Passed => {}
                Outcome::Updated => text.push_str(&format!("written: {}\n", shown_path(&expected_file(&test.file)))),
                Outcome::Failed(failure) => {
                    text.push_str(&format!("{}\n{}", head(test, failure, colour), failure.fault.text(colour)));
                    if failure.seed.is_some() {
                        text.push_str(&format!("  replay: {}\n", replay(test, self.given, failure.seed)));
                    }
                    text.push('\n');
                }
            }
        }
        text
    }

    /// The closing line; `runs` is the number of runs under a schedule, where that was asked for.
    pub fn closing(&self, runs: Option<u64>) -> String {
        let count = self.run().count();
        let left_out = match self.tests.len() - count {
            0 => String::new(),
            left_out => format!("{left_out} more tests were not run\n"),
        };
        let head = format!("{left_out}{count} tests, {} failed", self.failed());
        match runs {
            Some(runs) => format!("{head}, {runs} runs\n"),
            None => {
                let assertions = || self.run().map(|(_, finished)| &finished.assertions);
                let checked: u64 = assertions().map(|each| each.checked).sum();
                let failed: u64 = assertions().map(|each| each.failed).sum();
                format!("{head}, {checked} assertions, {failed} failed\n")
            }
        }
    }
}

fn head(test: &TestCase, failure: &Failure, colour: bool) -> String {
    let (paint, end) = if colour { (RED, END) } else { ("", "") };
    let under = failure.seed.map(|seed| format!(" with seed {seed}")).unwrap_or_default();
    format!("{paint}{}{under}:{end} {}", failure.fault.kind.head(), shown_path(&test.file))
}

/// The course of all tests, which a terminal shows.
pub struct Course {
    line: Progress,
    failed: AtomicUsize,
    explored: AtomicU64,
}

impl Course {
    /// Of that many tests.
    pub fn new(tests: usize) -> Self {
        Self { line: Progress::new("Testing", tests), failed: AtomicUsize::new(0), explored: AtomicU64::new(0) }
    }

    /// A test ran under a schedule.
    pub fn ran(&self) {
        self.explored.fetch_add(1, Ordering::Relaxed);
        self.say();
    }

    /// A test has ended; one that failed is told at once.
    pub fn ended(&self, test: &TestCase, finished: &Finished) {
        if let Outcome::Failed(failure) = &finished.outcome {
            self.failed.fetch_add(1, Ordering::Relaxed);
            let line = head(test, failure, colours(&std::io::stderr()));
            self.line.beside(|| print_error(&format!("{line} ({:.2} s)\n", finished.duration.as_secs_f64())));
        }
        self.line.advance();
        self.say();
    }

    /// Takes the line away; how many runs under a schedule there were.
    pub fn end(self) -> u64 {
        self.explored.into_inner()
    }

    fn say(&self) {
        let (failed, runs) = (self.failed.load(Ordering::Relaxed), self.explored.load(Ordering::Relaxed));
        let failed = (failed > 0).then(|| format!("{failed} failed"));
        let runs = (runs > 0).then(|| format!("{runs} runs"));
        self.line.say(failed.into_iter().chain(runs).collect::<Vec<_>>().join(", "));
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
