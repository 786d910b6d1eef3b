//! The evaluator, and what runs around it: processes, domains, machines, sessions, locks and schedulers. Commands are
//! known only as a table.

#![forbid(unsafe_code)]
// Tests compile the waiting a second time, with other locks underneath.
#![cfg_attr(test, allow(clippy::duplicate_mod))]

pub mod application;
pub mod environment;
pub mod evaluator;
pub mod execution;
pub mod kernel;
pub mod machines;
pub mod observers;
pub mod report;
pub mod scheduling;

// Which folder a module is in concerns this crate alone.
pub(crate) use application::connection;
pub use application::{backup, interactive, quit, run};
pub use environment::{
    access, assertions, clock, edition, effects, fault, print, recent, run_time, state, stop, surroundings, world,
};
pub use evaluator::{
    call, classes, foreign_variables, function, intercepted, line, methods, repeated, shared_use, text_code,
};
pub(crate) use evaluator::{errors, lower, nodes, packing, reload, shared_literal};
pub(crate) use execution::pool;
pub use execution::{clients, listening, remote, start, worker};
pub use kernel::{
    background, call_chain, callable, callee, calls, class, command, convert, domain, error_state, frame, inbox, jobs,
    library, location, node, observer, parsed, process, program, room, scheduler, transactions,
};
pub(crate) use kernel::{stacks, system_variables, text_cache};
pub(crate) use machines::twin;
pub use machines::{error_method, host, machine, record, requests, session, settings, workers};
pub use observers::coverage;
pub(crate) use scheduling::schedule;
pub use scheduling::{conductor, wait, waiting};

pub use call::call_with_values;
pub use class::{ClassEntry, ClassTable};
pub use command::{CommandEntry, CommandTable, Theme};
pub use library::{Libraries, Library};
pub use nodes::operators::apply as apply_operator;
pub use process::Process;
pub use program::Program;
