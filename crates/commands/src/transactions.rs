//! Transactions ([theme](https://developer.4d.com/docs/commands/theme/Transactions)). They belong to the process, which
//! has them without a data file too.

use fourd_macros::{command, theme};
use fourd_runtime::Process;
use fourd_value::{Error, Value};

theme!("Transactions":
    active_transaction, cancel_transaction, in_transaction, resume_transaction, start_transaction, suspend_transaction,
    transaction_level, validate_transaction);

/// Starts a transaction, inside of those that the process has.
#[command(239, "START TRANSACTION", thread_safe)]
fn start_transaction(process: &mut Process<'_>) {
    process.transactions.start();
}

/// Ends the innermost transaction and keeps its changes. `OK` is 1, or 0 where the process is in no transaction.
#[command(240, "VALIDATE TRANSACTION", thread_safe)]
fn validate_transaction(process: &mut Process<'_>) {
    let ended = process.transactions.end();
    process.set_named("OK", Value::integer(i64::from(ended)));
}

/// Ends the innermost transaction and drops its changes. Outside of a transaction it does nothing.
#[command(241, "CANCEL TRANSACTION", thread_safe)]
fn cancel_transaction(process: &mut Process<'_>) {
    process.transactions.end();
}

/// Suspends the innermost transaction. Outside of a transaction it does nothing.
#[command(1385, "SUSPEND TRANSACTION", thread_safe)]
fn suspend_transaction(process: &mut Process<'_>) {
    process.transactions.suspend();
}

/// Resumes the innermost transaction after `SUSPEND TRANSACTION`. A transaction that was started in between must have
/// ended. Outside of a transaction it does nothing.
#[command(1386, "RESUME TRANSACTION", thread_safe)]
fn resume_transaction(process: &mut Process<'_>) -> Result<(), Error> {
    process.transactions.resume()
}

/// How many transactions the process is in, one inside the other; suspended ones count.
#[command(961, "Transaction level", thread_safe)]
fn transaction_level(process: &mut Process<'_>) -> i64 {
    process.transactions.level() as i64
}

/// Whether the process is in a transaction, suspended or not.
#[command(397, "In transaction", thread_safe)]
fn in_transaction(process: &mut Process<'_>) -> bool {
    process.transactions.level() > 0
}

/// Whether the process is in a transaction and the innermost one is not suspended.
#[command(1387, "Active transaction", thread_safe)]
fn active_transaction(process: &mut Process<'_>) -> bool {
    process.transactions.is_active()
}
