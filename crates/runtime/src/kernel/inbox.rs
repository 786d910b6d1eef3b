//! Processes that other threads transfer to the cooperative domain of a machine.

use crate::machine::Machine;
use crate::process::Process;
use crate::record::ProcessRecord;
use parking_lot::Mutex;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// A process that another thread transfers to a domain.
pub struct InboxTask {
    /// The process.
    pub record: Arc<ProcessRecord>,
    /// What it does first.
    pub work: Box<dyn FnOnce(&mut Process<'_>) + Send>,
}

/// The processes that the cooperative domain of a machine has not taken in.
#[derive(Default)]
pub(crate) struct Inbox(Mutex<Vec<InboxTask>>);

impl Inbox {
    /// Takes what was transferred.
    pub(crate) fn take(&self) -> Vec<InboxTask> {
        std::mem::take(&mut *self.0.lock())
    }
}

impl Machine {
    /// Hands a process over to its cooperative domain, from any thread.
    pub fn send(&self, task: InboxTask) {
        let identity = task.record.identity;
        self.state.get::<Inbox>().0.lock().push(task);
        match &self.world.conductor {
            Some(conductor) => conductor.add(identity, self.domain_number.load(Ordering::SeqCst)),
            None => self.bell.ring(),
        }
    }
}
