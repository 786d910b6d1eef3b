//! `fourd test --explore`: runs tests under many schedules and tells the first one that fails.

use super::case::{Runner, TestCase};
use super::fault::Fault;
use super::golden::Ended;
use super::report::Course;
use fourd_source::shown_path;
use rayon::prelude::*;
use std::ffi::OsString;
use std::ops::RangeInclusive;

/// How a test fails.
pub struct Failure {
    /// The seed of the schedule; none where the test runs in one process, as it always does.
    pub seed: Option<u64>,
    /// What is wrong.
    pub fault: Fault,
}

/// Runs a test under all seeds, once it has started a second process without them. Gives the failure of the lowest seed.
pub fn explore(test: &TestCase, runner: &Runner, seeds: RangeInclusive<u64>, course: &Course) -> Option<Failure> {
    match run(test, runner, None, course) {
        (1, failure) => failure,
        (..) => seeded(test, runner, seeds, course),
    }
}

/// Runs a test under all seeds.
pub fn seeded(test: &TestCase, runner: &Runner, seeds: RangeInclusive<u64>, course: &Course) -> Option<Failure> {
    let mut next = Some(*seeds.start());
    // In batches, so that no high seeds are tried while a low one fails.
    while let Some(first) = next.filter(|next| seeds.contains(next) && runner.running.signal().is_none()) {
        let last = first.saturating_add(rayon::current_num_threads() as u64 - 1).min(*seeds.end());
        let failure = (first..=last).into_par_iter().find_map_first(|seed| run(test, runner, Some(seed), course).1);
        if failure.is_some() {
            return failure;
        }
        next = last.checked_add(1);
    }
    None
}

/// Runs a test once: how many processes it has started, and how it fails.
pub fn run(test: &TestCase, runner: &Runner, seed: Option<u64>, course: &Course) -> (u64, Option<Failure>) {
    let written = test.run(runner, seed);
    course.ran();
    let (processes, fault) = match written {
        // A test that skips itself, or that was interrupted, has no fault.
        Ok(written) if written.skipped.is_some() || written.ended == Ended::Interrupted => (written.processes, None),
        Ok(written) => (written.processes, test.fault(&written, seed)),
        Err(why) => (0, Some(Fault::not_run(why))),
    };
    (processes, fault.map(|fault| Failure { seed, fault }))
}

/// The command that repeats a failure, to be pasted into a shell.
pub fn replay(test: &TestCase, given: &[OsString], seed: u64) -> String {
    let mut line = "fourd test".to_owned();
    for option in given {
        line.push_str(&format!(" {}", quoted(&option.to_string_lossy())));
    }
    let path = shown_path(&test.file);
    let path = if path.starts_with('-') { format!("./{path}") } else { path };
    line.push_str(&format!(" {}", quoted(&path)));
    line + &format!(" --seed {seed}")
}

/// A word as shells take it.
fn quoted(word: &str) -> String {
    let plain = |character: char| character.is_alphanumeric() || "/._-=:,+@".contains(character);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    if cfg!(windows) { format!("\"{word}\"") } else { format!("'{}'", word.replace('\'', r"'\''")) }
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
