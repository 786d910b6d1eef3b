//! The documents in memory, and references to their nodes: 32 hexadecimal digits, half for the document and half for the
//! node, which are the same in all processes.

use super::options::Options;
use super::parser::Problem;
use super::tree::{NodeId, Tree};
use fourd_value::{Error, Text, error};
use parking_lot::{Mutex, MutexGuard};
use rustc_hash::FxHashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};

/// The reference to no element.
pub(crate) const NOTHING: &str = "0000000000000000";

/// A document in memory.
pub(crate) struct Document {
    /// Its nodes.
    pub(crate) tree: Tree,
    /// What is set for it.
    pub(crate) options: Options,
}

static DOCUMENTS: LazyLock<Mutex<FxHashMap<u64, Arc<Mutex<Document>>>>> = LazyLock::new(Mutex::default);
static NEXT: AtomicU64 = AtomicU64::new(1);
/// The last problem of a process with a text that was to be read.
static PROBLEMS: LazyLock<Mutex<FxHashMap<u32, Problem>>> = LazyLock::new(Mutex::default);

/// A node that a reference leads to.
pub(crate) struct Reference {
    /// Number of the document.
    number: u64,
    document: Arc<Mutex<Document>>,
    /// The node.
    pub(crate) node: NodeId,
}

fn invalid(reference: &Text) -> Error {
    Error::with(error::XML_REFERENCE, format!("`{reference}` is no reference to an XML element"))
}

/// Makes a document known; gives the reference to its root element.
pub(crate) fn register(tree: Tree) -> Text {
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let root = tree.root().unwrap_or(Tree::DOCUMENT);
    let document = Document { tree, options: Options::default() };
    DOCUMENTS.lock().insert(number, Arc::new(Mutex::new(document)));
    written(number, root)
}

fn written(number: u64, node: NodeId) -> Text {
    Text::from(format!("{number:016X}{:08X}{:08X}", node.generation, node.slot))
}

/// The node that a reference leads to.
///
/// # Errors
/// There is no such document or node.
pub(crate) fn find(reference: &Text) -> Result<Reference, Error> {
    let parts = || {
        let digits = reference.as_ascii_str().filter(|digits| digits.len() == 32)?;
        let number = u64::from_str_radix(digits.get(..16)?, 16).ok()?;
        let generation = u32::from_str_radix(digits.get(16..24)?, 16).ok()?;
        let slot = u32::from_str_radix(digits.get(24..)?, 16).ok()?;
        Some((number, NodeId { slot, generation }))
    };
    let (number, node) = parts().ok_or_else(|| invalid(reference))?;
    let document = DOCUMENTS.lock().get(&number).cloned().ok_or_else(|| invalid(reference))?;
    if !document.lock().tree.contains(node) {
        return Err(invalid(reference));
    }
    Ok(Reference { number, document, node })
}

impl Reference {
    /// The document.
    pub(crate) fn lock(&self) -> MutexGuard<'_, Document> {
        self.document.lock()
    }

    /// The reference to another node of the document.
    pub(crate) fn to(&self, node: NodeId) -> Text {
        written(self.number, node)
    }

    /// Gives the memory of the document back.
    pub(crate) fn close(&self) {
        let document = DOCUMENTS.lock().remove(&self.number);
        drop(document);
    }
}

/// The error for a text that is not well-formed, which is remembered for `XML GET ERROR`.
pub(crate) fn refused(process: u32, problem: Problem) -> Error {
    let text = format!("line {}, column {}: {}", problem.line, problem.column, problem.message);
    PROBLEMS.lock().insert(process, problem);
    Error::with(error::XML_SYNTAX, text)
}

/// The last problem of a process.
pub(crate) fn last_problem(process: u32) -> Option<Problem> {
    PROBLEMS.lock().get(&process).cloned()
}

/// Forgets the last problem of a process.
pub(crate) fn forget_problem(process: u32) {
    PROBLEMS.lock().remove(&process);
}
