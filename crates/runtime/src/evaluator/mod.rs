//! How code runs: from the typed tree to nodes, calls, classes and their members, and what happens to errors.

pub mod call;
pub mod circumstances;
pub mod classes;
pub(crate) mod conversion;
pub(crate) mod errors;
pub mod foreign_variables;
pub mod function;
pub mod intercepted;
pub mod line;
pub(crate) mod locations;
pub(crate) mod lower;
pub(crate) mod members;
pub mod methods;
pub(crate) mod nodes;
pub(crate) mod packing;
pub(crate) mod reload;
pub mod repeated;
pub(crate) mod shared_literal;
pub mod shared_use;
pub mod text_code;
