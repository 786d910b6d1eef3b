//! The built-in classes, one file each.

pub mod blob;
mod class;
pub(crate) mod collection;
mod function;
mod method;
pub(crate) mod session;
pub(crate) mod signal;

use fourd_runtime::ClassEntry;

/// All built-in classes.
pub static ALL: &[&ClassEntry] =
    &[&OBJECT, &CLASS_STORE, &blob::CLASS, &class::CLASS, &collection::CLASS, &function::CLASS, &method::CLASS, &session::CLASS, &signal::CLASS];

/// `4D.Object`: what all objects are.
static OBJECT: ClassEntry =
    ClassEntry { name: "Object", superclass: None, functions: &[], properties: &[], constructor: None };

/// `cs` and `4D`.
static CLASS_STORE: ClassEntry =
    ClassEntry { name: "ClassStore", superclass: None, functions: &[], properties: &[], constructor: None };
