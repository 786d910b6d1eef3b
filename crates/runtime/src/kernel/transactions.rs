//! The transactions of a process: how they nest and which are suspended
//! ([Transactions](https://developer.4d.com/docs/Develop/transactions)). They count without a data file too.

use fourd_value::{Error, error};

/// The transactions that a process has started and not yet ended, the innermost last.
#[derive(Default)]
pub struct Transactions {
    levels: Vec<Level>,
}

/// One transaction.
#[derive(Default)]
struct Level {
    suspended: bool,
}

impl Transactions {
    /// How many have been started and not yet ended, suspended ones included.
    pub fn level(&self) -> usize {
        self.levels.len()
    }

    /// Whether there is one and the innermost is not suspended.
    pub fn is_active(&self) -> bool {
        self.levels.last().is_some_and(|level| !level.suspended)
    }

    /// Starts one inside the others.
    pub fn start(&mut self) {
        self.levels.push(Level::default());
    }

    /// Ends the innermost one, however; false where there is none.
    pub fn end(&mut self) -> bool {
        self.levels.pop().is_some()
    }

    /// Suspends the innermost one. Outside of a transaction nothing happens.
    pub fn suspend(&mut self) {
        if let Some(level) = self.levels.last_mut() {
            level.suspended = true;
        }
    }

    /// Resumes the innermost one. Outside of a transaction nothing happens.
    ///
    /// # Errors
    /// A transaction was started after the one that is suspended, and has not ended.
    pub fn resume(&mut self) -> Result<(), Error> {
        match self.levels.split_last_mut() {
            Some((innermost, around)) if !innermost.suspended && around.iter().any(|level| level.suspended) => {
                Err(Error::of(error::TRANSACTION_INSIDE))
            }
            Some((innermost, _)) => {
                innermost.suspended = false;
                Ok(())
            }
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::Transactions;

    #[test]
    fn a_suspended_transaction_is_resumed_after_those_inside_it_have_ended() {
        let mut transactions = Transactions::default();
        transactions.start();
        transactions.suspend();
        assert!(!transactions.is_active());
        transactions.start();
        assert!(transactions.is_active() && transactions.level() == 2);
        assert!(transactions.resume().is_err());
        assert!(transactions.end());
        assert!(!transactions.is_active());
        transactions.resume().unwrap();
        assert!(transactions.is_active() && transactions.level() == 1);
    }

    #[test]
    fn outside_of_a_transaction_nothing_happens() {
        let mut transactions = Transactions::default();
        transactions.suspend();
        transactions.resume().unwrap();
        assert!(!transactions.end() && !transactions.is_active() && transactions.level() == 0);
    }
}
