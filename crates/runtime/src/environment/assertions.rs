//! How many assertions a run has checked, which of them failed, and whether the code has handled that.

use parking_lot::Mutex;

/// How many failed assertions are kept with their message.
const KEPT: usize = 100;

/// The assertions that all processes of a run have checked.
#[derive(Default)]
pub struct Assertions(Mutex<Record>);

#[derive(Default)]
struct Record {
    checked: u64,
    failed: u64,
    handled: u64,
    /// The first ones that failed and were not handled, each with its number.
    failures: Vec<(u64, FailedAssertion)>,
    skipped: Option<String>,
    before_tests: bool,
}

/// What was counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Assertions that were checked.
    pub checked: u64,
    /// Those that failed.
    pub failed: u64,
    /// Those that failed, and whose error the code has handled: in a `Try`, or by a method of `ON ERR CALL`.
    pub handled: u64,
    /// The first ones that failed and were not handled.
    pub failures: Vec<FailedAssertion>,
}

impl Counts {
    /// How many failed without being handled.
    pub fn unhandled(&self) -> u64 {
        self.failed.saturating_sub(self.handled)
    }
}

/// An assertion that failed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FailedAssertion {
    /// Its message and place.
    pub message: String,
    /// Facts about it: its condition where the message does not tell it, and the values of the variables in its line.
    pub notes: Vec<String>,
    /// The process has reported it on standard error.
    pub reported: bool,
}

impl Assertions {
    /// Counts one that holds.
    pub fn holds(&self) {
        self.0.lock().checked += 1;
    }

    /// Counts one that failed; the number by which it is known here.
    pub fn fails(&self, failure: FailedAssertion) -> u64 {
        let mut record = self.0.lock();
        record.checked += 1;
        record.failed += 1;
        let number = record.failed;
        if record.failures.len() < KEPT {
            record.failures.push((number, failure));
        }
        number
    }

    /// The code has handled the errors of these.
    pub(crate) fn handled(&self, numbers: &[u64]) {
        let mut record = self.0.lock();
        record.handled += numbers.len() as u64;
        record.failures.retain(|(number, _)| !numbers.contains(number));
    }

    /// The errors of these have been reported.
    pub(crate) fn reported(&self, numbers: &[u64]) {
        for (number, failure) in &mut self.0.lock().failures {
            failure.reported |= numbers.contains(number);
        }
    }

    /// Whether what comes now prepares a test: On Startup. A method of `ON ERR CALL` that is installed then handles errors, but no
    /// failed assertions of the test.
    pub(crate) fn prepares(&self, prepares: bool) {
        self.0.lock().before_tests = prepares;
    }

    /// Whether a test has yet to begin.
    pub fn is_preparing(&self) -> bool {
        self.0.lock().before_tests
    }

    /// The code has asked that the test counts as skipped.
    pub(crate) fn skip(&self, why: String) {
        self.0.lock().skipped.get_or_insert(why);
    }

    /// Why the test is skipped, where the code has asked for that.
    pub fn skipped(&self) -> Option<String> {
        self.0.lock().skipped.clone()
    }

    /// What was counted until now.
    pub fn counts(&self) -> Counts {
        let record = self.0.lock();
        Counts {
            checked: record.checked,
            failed: record.failed,
            handled: record.handled,
            failures: record.failures.iter().map(|(_, failure)| failure.clone()).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_handled_is_no_failure() {
        let assertions = Assertions::default();
        assertions.holds();
        let numbers: Vec<u64> = (0..3).map(|_| assertions.fails(FailedAssertion::default())).collect();
        assertions.handled(&numbers[..2]);
        assertions.reported(&numbers[2..]);
        let counts = assertions.counts();
        assert_eq!((counts.checked, counts.failed, counts.handled, counts.unhandled()), (4, 3, 2, 1));
        assert_eq!(counts.failures, [FailedAssertion { reported: true, ..FailedAssertion::default() }]);
    }
}
