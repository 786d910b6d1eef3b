//! How tests end.

use super::case::{Runner, TestCase};
use super::explore::{self, Failure};
use super::fault::Fault;
use super::golden::{Ended, Written};
use super::options::TestOptions;
use super::report::Course;
use fourd_runtime::assertions::Counts;
use std::time::{Duration, Instant};

/// The seed that an exploration begins with.
const FIRST_SEED: u64 = 1;

/// How a test ended.
pub enum Outcome {
    /// As expected, or its golden file needed no change.
    Passed,
    /// As expected, after this failure; in the run of this number.
    Flaky(Failure, u32),
    /// Its golden file was written.
    Updated,
    /// It was not to run, and why.
    Skipped(String),
    /// It failed, as its first line says.
    FailedAsExpected(Failure),
    /// Something else was written or went wrong.
    Failed(Failure),
}

/// A test that was run.
pub struct Finished {
    pub outcome: Outcome,
    pub assertions: Counts,
    pub duration: Duration,
    /// What it wrote when it last ran.
    pub output: String,
}

impl Finished {
    /// Whether it failed.
    pub fn failed(&self) -> bool {
        matches!(self.outcome, Outcome::Failed(_))
    }
}

/// Runs a test; nothing where it was interrupted.
pub fn finish(test: &TestCase, runner: &Runner, options: &TestOptions, course: &Course) -> Option<Finished> {
    let started = Instant::now();
    let finished = |outcome, assertions, output| Finished { outcome, assertions, duration: started.elapsed(), output };
    if let Some(why) = &test.line().skip {
        return Some(finished(Outcome::Skipped(why.clone()), Counts::default(), String::new()));
    }
    let (outcome, assertions, output) = match (options.explore, options.seed) {
        (None, None) => retried(test, runner, options)?,
        (count, first) => {
            let first = first.unwrap_or(FIRST_SEED);
            let failure = match count {
                Some(count) => explore::explore(test, runner, first..=first.saturating_add(count - 1), course),
                None => explore::seeded(test, runner, first..=first, course),
            };
            // What is known to fail may do so only under its own seed.
            let own = || test.line().expects_failure.as_ref().and_then(|_| explore::run(test, runner, None, course).1);
            let failure = failure.or_else(own);
            if failure.is_none() && runner.running.signal().is_some() {
                return None;
            }
            (failure.map_or(Outcome::Passed, Outcome::Failed), Counts::default(), String::new())
        }
    };
    Some(finished(as_expected(test, outcome), assertions, output))
}

/// Runs a test until it passes, or has failed as often as it may.
fn retried(test: &TestCase, runner: &Runner, options: &TestOptions) -> Option<(Outcome, Counts, String)> {
    let mut retries = test.line().retries.unwrap_or(options.retries);
    if test.line().expects_failure.is_some() {
        // The first failure is the expected one.
        retries = 0;
    }
    let mut first = None;
    for number in 1.. {
        let written = test.run(runner, None);
        if runner.running.signal().is_some() {
            return None;
        }
        let (outcome, assertions, output) = match written {
            Ok(written) => {
                let outcome = judge(test, &written, options.update);
                (outcome, written.assertions, written.text)
            }
            Err(why) => (failed(Fault::not_run(why)), Counts::default(), String::new()),
        };
        let outcome = match (outcome, first.take()) {
            (Outcome::Failed(failure), before) if number <= retries => {
                first = before.or(Some(failure));
                continue;
            }
            (Outcome::Passed, Some(failure)) => Outcome::Flaky(failure, number),
            (outcome, _) => outcome,
        };
        return Some((outcome, assertions, output));
    }
    None
}

fn failed(fault: Fault) -> Outcome {
    Outcome::Failed(Failure { seed: None, fault })
}

fn judge(test: &TestCase, written: &Written, update: bool) -> Outcome {
    if let Some(why) = &written.skipped {
        return Outcome::Skipped(why.clone());
    }
    let can_be_written = !written.ended.is_broken() && !matches!(written.ended, Ended::TimedOut(_));
    if update && test.is_golden() && can_be_written && test.line().expects_failure.is_none() {
        match test.update(written) {
            Ok(true) => Outcome::Updated,
            Ok(false) => Outcome::Passed,
            Err(why) => failed(Fault::not_run(why)),
        }
    } else {
        test.fault(written, None).map_or(Outcome::Passed, failed)
    }
}

/// The outcome of a test that may be known to fail.
fn as_expected(test: &TestCase, outcome: Outcome) -> Outcome {
    let Some(text) = &test.line().expects_failure else { return outcome };
    match outcome {
        Outcome::Failed(failure) if failure.fault.is_of_test() => match failure.fault.tells(text) {
            true => Outcome::FailedAsExpected(failure),
            false => Outcome::Failed(Failure { fault: failure.fault.in_another_way(text), ..failure }),
        },
        Outcome::Passed => failed(Fault::passed()),
        other => other,
    }
}
