//! How many assertions a run has checked.

use parking_lot::Mutex;

/// How many failed assertions are kept with their message.
const KEPT: usize = 100;

/// The assertions that all processes of a run have checked.
#[derive(Default)]
pub struct Assertions(Mutex<Counts>);

/// What was counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Assertions that were checked.
    pub checked: u64,
    /// Those that failed.
    pub failed: u64,
    /// The first ones that failed.
    pub failures: Vec<FailedAssertion>,
}

/// An assertion that failed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FailedAssertion {
    /// Its message and place.
    pub message: String,
    /// Facts about it: its condition where the message does not tell it, and the values of the variables in its line.
    pub notes: Vec<String>,
}

impl Assertions {
    /// Counts one that holds.
    pub fn holds(&self) {
        self.0.lock().checked += 1;
    }

    /// Counts one that failed.
    pub fn fails(&self, failure: FailedAssertion) {
        let mut counts = self.0.lock();
        counts.checked += 1;
        counts.failed += 1;
        if counts.failures.len() < KEPT {
            counts.failures.push(failure);
        }
    }

    /// What was counted until now.
    pub fn counts(&self) -> Counts {
        self.0.lock().clone()
    }
}
