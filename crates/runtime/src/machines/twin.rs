//! The process on a server that runs methods for a process of a client, and what passes between the two.

use crate::record::ProcessRecord;
use crate::world::World;
use fourd_project::{DatabaseMethod, MethodId};
use fourd_value::{Error, Parcel, Text};
use parking_lot::Mutex;
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// An argument on its way to the server.
pub(crate) enum Sent {
    Value(Parcel),
    /// What a pointer points to; it comes back (rule 7.3).
    Pointed(Parcel),
}

/// What is to be run on the server.
pub(crate) enum Target {
    Method(MethodId),
    Database(DatabaseMethod),
}

/// What comes back.
pub(crate) struct Answer {
    pub(crate) result: Result<Parcel, Vec<Error>>,
    pub(crate) pointed: Vec<Parcel>,
    /// The failed assertions whose errors are among those of the result.
    pub(crate) assertions: Vec<u64>,
}

pub(crate) struct Request {
    /// Nothing where the connection is all that is wanted.
    pub(crate) target: Option<Target>,
    pub(crate) arguments: Vec<Sent>,
    pub(crate) answer: Arc<Mutex<Option<Answer>>>,
    /// The process that waits for the answer.
    pub(crate) asker: u32,
}

/// The process on the server that runs the methods of a client's process there.
pub struct Twin {
    pub(crate) requests: Mutex<VecDeque<Request>>,
    pub(crate) closed: AtomicBool,
    /// Its process.
    pub(crate) record: Arc<ProcessRecord>,
    /// The number and the name of the client's user.
    pub(crate) user: (u32, Text),
}

impl Twin {
    /// Ends the twin; to be called when the client's process has ended.
    pub fn close(&self, world: &World) {
        self.closed.store(true, Ordering::SeqCst);
        world.wake(self.record.identity);
    }
}
