//! `fourd test --explore`: runs tests under many schedules and tells the first one that fails.

use crate::test_case::{Runner, TestCase};
use fourd_source::shown_path;
use rayon::prelude::*;
use std::ffi::OsString;
use std::io::{IsTerminal, Write};
use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A schedule under which a test fails.
pub struct Failure {
    /// The seed.
    pub seed: u64,
    /// What is wrong.
    pub why: String,
}

/// Runs a test under all seeds; a test that never starts a second process only under the first one. Gives the failure of
/// the lowest seed.
pub fn explore(test: &TestCase, runner: &Runner<'_>, seeds: Range<u64>, progress: &Progress) -> Option<Failure> {
    let alone = AtomicBool::new(false);
    let run = |seed: u64| {
        let written = test.run(runner, Some(seed));
        progress.ran();
        let why = match written {
            Ok(written) => {
                alone.store(written.processes < 2, Ordering::Relaxed);
                test.fault(&written, Some(seed), runner.colour)
            }
            Err(why) => Some(format!("  {why}\n")),
        };
        why.map(|why| Failure { seed, why })
    };
    let first = seeds.start;
    let mut failure = (!seeds.is_empty()).then(|| run(first)).flatten();
    let mut next = first.saturating_add(1);
    // In batches, so that nobody tries high seeds while a low one fails.
    while failure.is_none() && next < seeds.end && !alone.load(Ordering::Relaxed) {
        let end = seeds.end.min(next.saturating_add(rayon::current_num_threads() as u64));
        failure = (next..end).into_par_iter().find_map_first(run);
        next = end;
    }
    progress.ended();
    failure
}

/// The command that repeats a failure, to be pasted into a shell.
pub fn replay(test: &TestCase, given: &[OsString], seed: u64) -> String {
    let mut line = "fourd test".to_owned();
    for option in given {
        line.push_str(&format!(" {}", quoted(&option.to_string_lossy())));
    }
    let path = shown_path(&test.file);
    let path = if path.starts_with('-') { format!("./{path}") } else { path };
    line.push_str(&format!(" {} --seed {seed}", quoted(&path)));
    line
}

/// A word as shells take it.
fn quoted(word: &str) -> String {
    let plain = |character: char| character.is_alphanumeric() || "/._-=:,+@".contains(character);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    if cfg!(windows) { format!("\"{word}\"") } else { format!("'{}'", word.replace('\'', r"'\''")) }
}

/// How often the progress is shown anew.
const REFRESH: Duration = Duration::from_millis(100);

/// A line on the terminal that tells how far the exploration is.
pub struct Progress {
    shown: bool,
    tests: usize,
    ended: AtomicUsize,
    runs: AtomicU64,
    last: Mutex<Instant>,
}

impl Progress {
    /// The progress of that many tests; it is only shown where standard error is a terminal.
    pub fn new(tests: usize) -> Self {
        let shown = std::io::stderr().is_terminal();
        Self { shown, tests, ended: AtomicUsize::new(0), runs: AtomicU64::new(0), last: Mutex::new(Instant::now()) }
    }

    /// How many runs there were.
    pub fn runs(&self) -> u64 {
        self.runs.load(Ordering::Relaxed)
    }

    fn ran(&self) {
        let runs = self.runs.fetch_add(1, Ordering::Relaxed) + 1;
        if !self.shown {
            return;
        }
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if last.elapsed() >= REFRESH {
            *last = Instant::now();
            let ended = self.ended.load(Ordering::Relaxed);
            let _ = write!(std::io::stderr(), "\r{ended} of {} tests, {runs} runs\u{1b}[K", self.tests);
        }
    }

    fn ended(&self) {
        self.ended.fetch_add(1, Ordering::Relaxed);
    }

    /// Takes the line away.
    pub fn clear(&self) {
        if self.shown {
            let _ = write!(std::io::stderr(), "\r\u{1b}[K");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    #[cfg(not(windows))]
    fn words_of_a_replay_line() {
        assert_eq!(quoted("tests/a-b.4dm"), "tests/a-b.4dm");
        assert_eq!(quoted("it's here.4dm"), r"'it'\''s here.4dm'");
        assert_eq!(quoted(""), "''");
    }
}
