//! The errors of a process that are on their way, and what handles them.

use crate::error_method::ErrorMethod;
use crate::fault::Fault;
use crate::kernel::circumstances::Circumstances;
use fourd_project::ProjectNumber;
use fourd_source::{SourceText, Span};
use fourd_value::{Error, Object, Text, Value};
use std::sync::Arc;

/// A signalled error.
#[derive(Clone)]
pub struct Raised {
    /// Number and text.
    pub error: Error,
    /// The object that `throw` was given, which `Last errors` shows.
    pub object: Option<Object>,
}

impl From<Error> for Raised {
    fn from(error: Error) -> Self {
        Self { error, object: None }
    }
}

/// An error on its way to its handler.
pub struct Pending {
    /// The errors, the last one last.
    pub errors: Vec<Raised>,
    /// Where it happened.
    pub span: Span,
    /// Names of the routines and the places of the calls in them, innermost first; of a long chain only the two ends.
    pub chain: Vec<CallSite>,
    /// How many calls are left out in the middle of the chain.
    pub left_out: usize,
    /// How many calls were running.
    pub(crate) depth: usize,
    /// Its circumstances, once it is clear that no code handles it.
    pub(crate) around: Option<Box<Circumstances>>,
    /// It is no error of the code: this program has a fault there.
    pub(crate) fault: Option<Box<Fault>>,
}

/// A link of a call chain.
#[derive(Clone)]
pub struct CallSite {
    /// The routine.
    pub routine: Text,
    /// The project that it belongs to.
    pub project: ProjectNumber,
    /// The place in it.
    pub span: Span,
    /// Keeps the text that the place is in, where it is no file.
    pub(crate) text: Option<Arc<SourceText>>,
}

/// Why a process leaves all its routines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// An error that no code handled, or `ABORT`.
    Aborted,
    /// The program asks the process to end.
    Stopped,
}

/// The `ON ERR CALL` handler of a process and its state.
#[derive(Default)]
pub struct ErrorHandling {
    /// The methods of `ON ERR CALL`: each project has its own.
    handlers: Vec<(ProjectNumber, ErrorMethod)>,
    /// Whether the handler runs now.
    pub handling: bool,
    /// The statement that the running handler interrupts; none where no statement follows it.
    pub(crate) interrupted: Option<Interrupted>,
    /// How many `Try` surround the running statement.
    pub try_depth: u32,
    /// What `Last errors` gives.
    pub last_errors: Option<Value>,
    /// The numbers of the failed assertions whose errors are on their way.
    pub open_assertions: Vec<u64>,
}

/// The statement that an error method interrupts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Interrupted {
    /// How many calls were running: its routine is the last of them.
    pub(crate) depth: usize,
    /// How many `Try` are around it.
    pub(crate) try_depth: u32,
    /// Where it is.
    pub(crate) span: Span,
}

impl ErrorHandling {
    /// The method for the errors of a project.
    pub fn handler(&self, project: ProjectNumber) -> Option<&ErrorMethod> {
        self.handlers.iter().find(|(known, _)| *known == project).map(|(_, method)| method)
    }

    /// Installs the method for the errors of a project, or removes it.
    pub fn set_handler(&mut self, project: ProjectNumber, method: Option<ErrorMethod>) {
        self.handlers.retain(|(known, _)| *known != project);
        self.handlers.extend(method.map(|method| (project, method)));
    }
}
