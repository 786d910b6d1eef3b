//! Sizes of native stacks, and what is said where there is none.

use fourd_source::Diagnostic;
use fourd_value::{Error, error};

/// Native stack of the first process of a domain, in bytes; memory is taken as it is used.
pub(crate) const MAIN_STACK: usize = 256 << 20;
/// Native stack of any other process, in bytes.
pub(crate) const PROCESS_STACK: usize = 16 << 20;
/// What must be left of the stack when a call begins, in bytes.
/// It is also what dropping the nodes of an expression may need.
pub(crate) const STACK_RESERVE: usize = if cfg!(debug_assertions) { 2 << 20 } else { 512 << 10 };

/// The error where the operating system gives no memory for a stack.
#[cold]
pub(crate) fn no_memory_for_stack(problem: &std::io::Error) -> Error {
    Error::with(error::MEMORY_FULL, format!("The operating system gives no memory for a stack: {problem}"))
}

/// The report of a process that could not begin.
pub(crate) fn no_stack(problem: &std::io::Error) -> Diagnostic {
    Diagnostic::error("runtime::stack", "The operating system gives no memory or thread for a process")
        .note(problem.to_string())
}
