//! The code that a domain has made of texts: those used last are kept, so that repeated ones are compiled once.

use crate::callee::Callee;
use crate::recent::Recent;
use fourd_project::ProjectNumber;
use fourd_resolve::typed::Routine;
use fourd_value::{Error, Function, Text};
use std::hash::Hash;
use std::rc::Rc;
use std::sync::Arc;

/// How many texts of a kind a domain keeps ready.
const MOST_KEPT: usize = 256;
/// How long the kept texts of a kind may be together, in bytes. What is made of a text takes many times its length.
const MOST_KEPT_BYTES: usize = 512 << 10;

/// A routine as a key: its address, which nothing else takes while this is kept.
pub(crate) struct ByAddress(pub(crate) Arc<Routine>);

impl PartialEq for ByAddress {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for ByAddress {}

impl Hash for ByAddress {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        Arc::as_ptr(&self.0).hash(state);
    }
}

/// The code that a domain has made of texts.
pub(crate) struct TextCode {
    pub(crate) formulas: Recent<(ProjectNumber, Text), Result<Function, Error>>,
    /// By project, text and name.
    pub(crate) methods: Recent<(ProjectNumber, Text, Text), Rc<Callee>>,
    /// By project, the routine that they run in, and text.
    pub(crate) lines: Recent<(ProjectNumber, ByAddress, Text), Rc<Callee>>,
}

impl Default for TextCode {
    fn default() -> Self {
        Self {
            formulas: Recent::new(MOST_KEPT, MOST_KEPT_BYTES),
            methods: Recent::new(MOST_KEPT, MOST_KEPT_BYTES),
            lines: Recent::new(MOST_KEPT, MOST_KEPT_BYTES),
        }
    }
}

impl TextCode {
    /// Forgets all of it.
    pub(crate) fn clear(&self) {
        self.formulas.clear();
        self.methods.clear();
        self.lines.clear();
    }
}
