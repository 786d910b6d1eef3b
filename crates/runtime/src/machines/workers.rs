//! The workers of a machine, and the tasks that wait for them (rule 7.6).

use crate::record::ProcessRecord;
use fourd_project::MethodId;
use fourd_value::{Parcel, Text};
use parking_lot::Mutex;
use rustc_hash::FxHashMap;
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// What a worker is to run.
pub enum Task {
    /// A method.
    Method(MethodId, Vec<Parcel>),
    /// A function.
    Function(Parcel, Vec<Parcel>),
}

/// A worker as the machine knows it.
pub struct Worker {
    /// Its process.
    pub record: Arc<ProcessRecord>,
    pub(crate) tasks: Mutex<VecDeque<Task>>,
    pub(crate) killed: AtomicBool,
    /// The method that it was started with, which a task without a name means (rule 7.6).
    pub(crate) startup: Option<MethodId>,
    /// The worker of the same name that was killed, which must have ended first.
    pub(crate) previous: Mutex<Option<Arc<Worker>>>,
}

impl Worker {
    pub(crate) fn new(
        record: Arc<ProcessRecord>,
        startup: Option<MethodId>,
        previous: Option<Arc<Worker>>,
    ) -> Arc<Worker> {
        Arc::new(Worker {
            record,
            tasks: Mutex::default(),
            killed: AtomicBool::new(false),
            startup,
            previous: Mutex::new(previous),
        })
    }
}

/// The workers of a machine.
#[derive(Default)]
pub struct Workers {
    by_number: FxHashMap<i32, Arc<Worker>>,
    /// A successor of a killed worker comes after it.
    by_name: FxHashMap<Text, Vec<Arc<Worker>>>,
}

impl Workers {
    /// The worker of that name.
    pub(crate) fn named(&self, name: &Text) -> Option<Arc<Worker>> {
        self.by_name.get(name)?.last().cloned()
    }

    /// The worker with that process number.
    pub(crate) fn numbered(&self, number: i32) -> Option<Arc<Worker>> {
        self.by_number.get(&number).cloned()
    }

    pub(crate) fn add(&mut self, worker: Arc<Worker>) {
        self.by_number.insert(worker.record.number, worker.clone());
        self.by_name.entry(worker.record.name.clone()).or_default().push(worker);
    }

    pub(crate) fn remove(&mut self, worker: &Arc<Worker>) {
        let number = worker.record.number;
        if self.by_number.get(&number).is_some_and(|known| Arc::ptr_eq(known, worker)) {
            self.by_number.remove(&number);
        }
        if let Some(same) = self.by_name.get_mut(&worker.record.name) {
            same.retain(|other| !Arc::ptr_eq(other, worker));
            if same.is_empty() {
                self.by_name.remove(&worker.record.name);
            }
        }
    }
}
