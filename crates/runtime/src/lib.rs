//! The evaluator, and what runs around it: processes, domains, machines, sessions, locks and schedulers. Commands are
//! known only as a table.

#![forbid(unsafe_code)]
// Tests compile the waiting a second time, with other locks underneath.
#![cfg_attr(test, allow(clippy::duplicate_mod))]

pub mod access;
pub mod asked;
pub mod assertions;
pub mod background;
pub mod backup;
pub mod call;
pub mod calls;
pub mod classes;
pub mod clients;
pub mod clock;
pub mod command;
pub mod compiled;
pub mod conductor;
mod connection;
pub mod convert;
pub mod coverage;
pub mod domain;
pub mod edition;
pub mod elsewhere;
mod errors;
pub mod fault;
pub mod function;
pub mod host;
pub mod interactive;
pub mod intercepted;
pub mod line;
pub(crate) mod lower;
pub mod machine;
mod members;
pub mod node;
mod nodes;
pub mod parsed;
pub mod place;
mod pool;
pub mod process;
pub mod program;
pub mod quit;
pub mod remote;
pub mod repeated;
pub mod report;
pub mod room;
pub mod run;
pub mod run_time;
mod schedule;
pub mod scheduler;
pub mod session;
pub mod settings;
mod shared_literal;
pub mod shared_use;
pub mod start;
pub mod state;
mod statement;
pub mod stop;
pub mod surroundings;
mod system_variables;
pub mod text_code;
pub mod transactions;
mod turns;
pub mod waiting;
pub mod worker;
pub mod world;

pub use call::call_with_values;
pub use classes::{ClassEntry, ClassTable};
pub use command::{CommandEntry, CommandTable, Theme};
pub use nodes::operators::apply as apply_operator;
pub use process::Process;
pub use program::Program;
