//! Backups (rule 7.12): the database methods around one. The backup itself is not there yet.

use crate::inbox::InboxTask;
use crate::machine::Machine;
use crate::process::Process;
use crate::record::process_type;
use crate::run::run_database_method;
use crate::scheduler;
use crate::waiting::{Key, WaitFor};
use fourd_project::{DatabaseMethod, ProjectNumber};
use fourd_source::Span;
use fourd_value::{Error, Text, Value};
use parking_lot::Mutex;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// What a server or an application on its own knows of its last backup.
#[derive(Default)]
pub struct Backups {
    running: AtomicBool,
    last: Mutex<Option<LastBackup>>,
}

/// The last backup.
#[derive(Clone, Debug)]
pub struct LastBackup {
    /// 0 where it went well.
    pub status: i64,
    /// What the status means.
    pub text: Text,
    /// When it began, since 1970.
    pub began: Duration,
    /// How long it took.
    pub took: Duration,
}

/// The machine that makes backups: a client's server.
fn machine_of(process: &Process<'_>) -> Arc<Machine> {
    let machine = &process.domain.machine;
    machine.server.clone().unwrap_or_else(|| machine.clone())
}

/// The last backup, if there was one.
pub fn last(process: &Process<'_>) -> Option<LastBackup> {
    machine_of(process).state.get::<Backups>().last.lock().clone()
}

/// Runs On Backup Startup, and On Backup Shutdown behind a backup that was refused. Where On Backup Startup allows it, the
/// error is that backups are not there yet.
///
/// # Errors
/// A backup is running already, or backups are not there yet.
pub fn backup(process: &mut Process<'_>, span: Span) -> Result<(), Error> {
    let machine = machine_of(process);
    let backups = machine.state.get::<Backups>();
    if backups.running.swap(true, Ordering::SeqCst) {
        return Err(Error::new(BACKUP_RUNS, "A backup is running already"));
    }
    let record = machine.add_process(Text::from("Backup"), false, false, machine.session.clone());
    record.process_type.store(process_type::BACKUP, Ordering::SeqCst);
    machine.send(InboxTask { record: record.clone(), work: Box::new(run) });
    scheduler::wait(
        process,
        None,
        || WaitFor::Answer(Some(Key::End(record.identity))),
        span,
        || record.requests.has_ended(),
    );
    backups.running.store(false, Ordering::SeqCst);
    let status = backups.last.lock().as_ref().map_or(0, |last| last.status);
    if status == Error::not_implemented(BACKUP).code { Err(Error::not_implemented(BACKUP)) } else { Ok(()) }
}

const BACKUP: &str = "BACKUP";

/// The number of the error where a backup is running already.
const BACKUP_RUNS: i64 = 1404;

fn run(process: &mut Process<'_>) {
    let world = process.domain.machine.world.clone();
    let began = world.since_1970();
    let answer = run_database_method(process, ProjectNumber::HOST, DatabaseMethod::OnBackupStartup, Vec::new());
    let failed = process.pending.as_ref().and_then(|pending| pending.errors.last()).map(|raised| raised.error.code);
    crate::report::task_ended(process);
    let refused = failed.unwrap_or_else(|| answer.as_real().unwrap_or_default() as i64);
    let (status, text) = match refused {
        0 => {
            let error = Error::not_implemented(BACKUP);
            (error.code, error.message)
        }
        status => (status, Text::from("On Backup Startup does not allow the backup")),
    };
    let took = world.since_1970().saturating_sub(began);
    let last = LastBackup { status, text, began, took };
    *process.domain.machine.state.get::<Backups>().last.lock() = Some(last);
    let arguments = vec![Value::integer(status)];
    run_database_method(process, ProjectNumber::HOST, DatabaseMethod::OnBackupShutdown, arguments);
}
