//! What all evaluation is made of: the process with its stacks and calls, its domain, the program, routines that are
//! ready to run, and the tables of commands.

pub mod background;
pub mod call_chain;
pub mod callable;
pub mod callee;
pub mod calls;
pub(crate) mod circumstances;
pub mod class;
pub mod command;
pub mod convert;
pub mod domain;
pub mod error_state;
pub mod frame;
pub(crate) mod guarded;
pub mod inbox;
pub mod jobs;
pub mod library;
pub mod location;
pub mod node;
pub mod observer;
pub mod parsed;
pub mod process;
pub mod program;
pub(crate) mod promotions;
pub mod room;
pub mod scheduler;
pub(crate) mod stacks;
pub(crate) mod statement;
pub(crate) mod system_variables;
pub(crate) mod text_cache;
pub mod transactions;
