//! Observers: what watches a program while it runs, such as coverage, a debugger or a profiler.
//!
//! An observer is asked when the tree of a routine is built: for each spot it may give a [`Probe`], which becomes part of
//! the tree. A spot without a probe costs nothing. When an observer comes, goes or wants other spots, all trees are
//! built again: code that runs takes the new trees at its next call or loop round
//! ([`Process::look_around_in_loop`](crate::Process)).

use crate::node::Frame;
use crate::process::{Process, Raised};
use fourd_project::ProjectNumber;
use fourd_source::{FileId, SourceFile, Span};
use fourd_value::Text;
use parking_lot::RwLock;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// When a probe is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// Before a statement that does something: a declaration without a value does not.
    Statement,
    /// Before a condition that is in a line of its own, as in `Case of` and `Until`.
    Condition,
    /// A call has begun: the parameters have their values.
    Call,
    /// A call ends, whether by its last statement, by `return` or by an error. The result is in its variable.
    Return,
}

/// A spot that can be watched.
#[derive(Clone, Copy)]
pub struct Spot<'a> {
    /// When the probe would be reached.
    pub moment: Moment,
    /// The statement or condition; for a call and a return, the first statement of the routine, or the beginning of its file
    /// where it has none.
    pub span: Span,
    /// The routine.
    pub routine: &'a Text,
    /// The project of the routine.
    pub project: ProjectNumber,
}

/// Part of the tree of a routine that tells an observer that a spot was reached.
pub trait Probe: Send + Sync {
    /// The spot was reached by a process, whose slots of the running call begin at `frame`. It may look at the process,
    /// let it wait, or raise an error.
    fn reached(&self, process: &mut Process<'_>, frame: Frame, span: Span);
}

/// Something that watches a program.
pub trait Observer: Send + Sync {
    /// A file of the program was read. It must not ask the program for code: the file is locked meanwhile.
    fn read(&self, _file: FileId, _path: &Path, _source: &Arc<SourceFile>) {}

    /// What to do at a spot, if anything.
    fn probe(&self, spot: Spot<'_>) -> Option<Arc<dyn Probe>>;

    /// Errors were raised at a spot; they are not handled yet.
    fn raised(&self, _process: &Process<'_>, _errors: &[Raised], _span: Span) {}
}

/// Observers, in the order in which they came.
type List = Arc<[Arc<dyn Observer>]>;

/// The observers of a program.
#[derive(Default)]
pub struct Observers {
    list: RwLock<List>,
    revision: AtomicU64,
}

impl Observers {
    /// Adds an observer.
    pub fn add(&self, observer: Arc<dyn Observer>) {
        let mut list = self.list.write();
        *list = list.iter().cloned().chain([observer]).collect();
        drop(list);
        self.changed();
    }

    /// Removes an observer.
    pub fn remove(&self, observer: &Arc<dyn Observer>) {
        let mut list = self.list.write();
        *list = list.iter().filter(|each| !Arc::ptr_eq(each, observer)).cloned().collect();
        drop(list);
        self.changed();
    }

    /// An observer watches other spots from now on: it is asked again for all of them. A process takes notice at a call
    /// or a loop round, within some thousands of them.
    pub fn changed(&self) {
        self.revision.fetch_add(1, Ordering::SeqCst);
    }

    /// The observers, in the order in which they came.
    pub(crate) fn list(&self) -> List {
        self.list.read().clone()
    }

    /// Counts what makes the trees of routines outdated.
    pub(crate) fn revision(&self) -> u64 {
        // What has changed was written before.
        self.revision.load(Ordering::Acquire)
    }
}
