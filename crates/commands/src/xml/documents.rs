//! The documents in memory, and references to their nodes: 32 hexadecimal digits, half for the document and half for the
//! node. They are valid in all processes of a machine, and in no other machine.

use super::options::Options;
use super::parser::Problem;
use super::tree::{NodeId, Tree};
use fourd_runtime::Process;
use fourd_value::{Error, Text, error};
use parking_lot::{Mutex, MutexGuard};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::sync::Arc;

/// The reference to no element.
pub(crate) const NOTHING: &str = "0000000000000000";

/// A document in memory.
pub(crate) struct Document {
    /// Its nodes.
    pub(crate) tree: Tree,
    /// What is set for it.
    pub(crate) options: Options,
}

/// The documents of a machine.
#[derive(Default)]
struct Documents(Mutex<Open>);

#[derive(Default)]
struct Open {
    by_number: FxHashMap<u64, Arc<Mutex<Document>>>,
    /// How many documents the machine has had.
    count: u64,
}

/// The last problem of a process with a text that was to be read.
#[derive(Default)]
struct LastProblem(RefCell<Option<Problem>>);

/// A node that a reference leads to.
pub(crate) struct Reference {
    /// Number of the document.
    number: u64,
    document: Arc<Mutex<Document>>,
    /// Where the document is registered.
    documents: Arc<Documents>,
    /// The node.
    pub(crate) node: NodeId,
}

fn documents(process: &Process<'_>) -> Arc<Documents> {
    process.machine().state.get()
}

fn invalid(reference: &Text) -> Error {
    Error::with(error::XML_REFERENCE, format!("`{reference}` is no reference to an XML element"))
}

/// Makes a document known to the machine; gives the reference to its root element.
pub(crate) fn register(process: &Process<'_>, tree: Tree) -> Text {
    let root = tree.root().unwrap_or(Tree::DOCUMENT);
    let document = Document { tree, options: Options::default() };
    let documents = documents(process);
    let mut open = documents.0.lock();
    open.count += 1;
    let number = process.machine().reference(open.count);
    open.by_number.insert(number, Arc::new(Mutex::new(document)));
    written(number, root)
}

fn written(number: u64, node: NodeId) -> Text {
    Text::from(format!("{number:016X}{:08X}{:08X}", node.generation, node.slot))
}

/// The node that a reference leads to.
///
/// # Errors
/// The machine has no such document, or the document no such node.
pub(crate) fn find(process: &Process<'_>, reference: &Text) -> Result<Reference, Error> {
    let parts = || {
        let digits = reference.as_ascii_str().filter(|digits| digits.len() == 32)?;
        let number = u64::from_str_radix(digits.get(..16)?, 16).ok()?;
        let generation = u32::from_str_radix(digits.get(16..24)?, 16).ok()?;
        let slot = u32::from_str_radix(digits.get(24..)?, 16).ok()?;
        Some((number, NodeId { slot, generation }))
    };
    let (number, node) = parts().ok_or_else(|| invalid(reference))?;
    let documents = documents(process);
    let document = documents.0.lock().by_number.get(&number).cloned().ok_or_else(|| invalid(reference))?;
    if !document.lock().tree.contains(node) {
        return Err(invalid(reference));
    }
    Ok(Reference { number, document, documents, node })
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
        let document = self.documents.0.lock().by_number.remove(&self.number);
        drop(document);
    }
}

/// The error for a text that is not well-formed, which is remembered for `XML GET ERROR`.
pub(crate) fn refused(process: &Process<'_>, problem: Problem) -> Error {
    let text = format!("line {}, column {}: {}", problem.line, problem.column, problem.message);
    process.state.get::<LastProblem>().0.replace(Some(problem));
    Error::with(error::XML_SYNTAX, text)
}

/// The last problem of a process.
pub(crate) fn last_problem(process: &Process<'_>) -> Option<Problem> {
    process.state.get::<LastProblem>().0.borrow().clone()
}

/// Forgets the last problem of a process.
pub(crate) fn forget_problem(process: &Process<'_>) {
    process.state.get::<LastProblem>().0.take();
}
