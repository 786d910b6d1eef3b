//! The built-in classes, one file each.

mod app_info;
pub mod blob;
mod class;
pub(crate) mod collection;
mod crypto_key;
mod directory;
pub(crate) mod document;
pub(crate) mod file;
mod file_handle;
pub(crate) mod folder;
mod function;
pub(crate) mod item;
mod method;
pub(crate) mod session;
pub(crate) mod signal;
mod layout;
mod system_worker;
pub(crate) mod vector;
pub(crate) mod zip_archive;
pub(crate) mod zip_create;
mod zip_file;
mod zip_folder;

use fourd_runtime::ClassEntry;

/// All built-in classes.
pub static ALL: &[&ClassEntry] = &[
    &OBJECT,
    &CLASS_STORE,
    &blob::CLASS,
    &class::CLASS,
    &collection::CLASS,
    &crypto_key::CLASS,
    &directory::CLASS,
    &document::CLASS,
    &file::CLASS,
    &file_handle::CLASS,
    &folder::CLASS,
    &function::CLASS,
    &method::CLASS,
    &session::CLASS,
    &signal::CLASS,
    &system_worker::CLASS,
    &vector::CLASS,
    &zip_archive::CLASS,
    &zip_file::CLASS,
    &zip_folder::CLASS,
];

/// `4D.Object`: what all objects are.
static OBJECT: ClassEntry =
    ClassEntry { name: "Object", superclass: None, functions: &[], properties: &[], constructor: None };

/// `cs` and `4D`.
static CLASS_STORE: ClassEntry =
    ClassEntry { name: "ClassStore", superclass: None, functions: &[], properties: &[], constructor: None };
