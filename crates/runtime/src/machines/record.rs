//! What is known of a process outside of the thread that runs it.

use crate::requests::Requests;
use crate::run_time::RunTime;
use crate::session::Session;
use crate::twin::Twin;
use fourd_value::Text;
use parking_lot::{Mutex, RwLock};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI32};
use std::time::Duration;

/// What all may know of a process.
pub struct ProcessRecord {
    /// Tells it from all other processes of its world, on every machine.
    pub identity: u32,
    /// Its number on its machine.
    pub number: i32,
    /// Its name.
    pub name: Text,
    /// Whether it runs in parallel.
    pub preemptive: bool,
    /// Its session; a client of an older edition has none (rule 1.5).
    pub(crate) session: RwLock<Option<Arc<Session>>>,
    /// It answers requests of the web: privileges limit what its code may do (rule 5.11).
    pub serves_web: AtomicBool,
    /// Its twin: the process on the server that runs its methods there, once it has one.
    pub twin: Mutex<Option<Arc<Twin>>>,
    /// Somebody asked it to end.
    pub abort: AtomicBool,
    /// Its state, as `Process info` numbers states (rule 7.8).
    pub state: AtomicI32,
    /// Worker processes end with the program.
    pub worker: bool,
    /// What it is, as `Process info` numbers types (rule 7.9).
    pub process_type: AtomicI32,
    /// When it was created, since 1970.
    pub created: Duration,
    /// How long it has run.
    pub run_time: RunTime,
    /// What other processes request of it.
    pub requests: Requests,
}

impl ProcessRecord {
    /// Its session; a client of an older edition has none (rule 1.5).
    pub fn session(&self) -> Option<Arc<Session>> {
        self.session.read().clone()
    }

    /// Lets it belong to another session from now on.
    pub(crate) fn set_session(&self, session: Option<Arc<Session>>) {
        *self.session.write() = session;
    }
}

/// What a process is, as `Process info` numbers types (rule 7.9).
pub mod process_type {
    /// Started by a client with `Execute on server`.
    pub const EXECUTE_ON_SERVER: i32 = 1;
    /// Started by the program's code.
    pub const OTHER_USER_PROCESS: i32 = 4;
    /// A worker.
    pub const WORKER: i32 = 5;
    /// The first process of an application.
    pub const MAIN: i32 = -1;
    /// Runs On Exit or On Server Shutdown.
    pub const ON_EXIT: i32 = -16;
    /// Runs a backup.
    pub const BACKUP: i32 = -19;
    /// Executes what other clients ask of a registered client.
    pub const EXECUTE_ON_CLIENT: i32 = -14;
    /// The first process of a server.
    pub const INTERNAL_SERVER: i32 = -18;
}
