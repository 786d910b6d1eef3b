//! Names become slots, numbers and methods; declared types meet their variables; what cannot be is reported. The result
//! is a typed tree, decided once, so that running looks nothing up by name.

#![forbid(unsafe_code)]

mod block;
mod calls;
pub mod check;
mod environment;
mod expression;
mod scope;
pub mod typed;
mod types;
pub mod walk;

pub use environment::{Environment, Names, NoSignatures, SYSTEM_VARIABLES, Signature, Signatures};
pub use expression::result_type as operation_type;
pub use scope::{named_command, resolve_function, resolve_input, resolve_line, resolve_line_inside, resolve_method};
pub use types::{Element, Type};
