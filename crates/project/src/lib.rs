//! Loose folders and 4D projects: which methods, classes, tables and settings there are, and where.
//!
//! Opening a project lists folders and reads little: texts, attributes, the catalog and the settings are read when they
//! are asked for. A [`Project`] is immutable and may be shared between threads in an `Arc`.

#![forbid(unsafe_code)]

mod access;
mod attributes;
mod catalog;
mod code;
mod component;
mod constants;
mod database_method;
mod dependencies;
mod layout;
mod loose;
mod owner;
mod package;
mod project;
mod roles;
mod settings;

pub use access::SourceAccess;
pub use attributes::{MethodAttributes, Preemptive};
pub use catalog::{Field, Relation, Table};
pub use code::{ClassFile, MethodFile, SourceEntry};
pub use component::{Component, MethodId, ProjectNumber};
pub use constants::{Constant, ConstantValue};
pub use database_method::DatabaseMethod;
pub use layout::{code_kind, kind_of_text, source_files_under};
pub use owner::Owner;
pub use project::{Project, ProjectKind};
pub use roles::RolesProblem;
pub use settings::Settings;
