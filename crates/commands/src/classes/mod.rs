//! The built-in classes, one file each.

mod app_info;
pub(crate) mod asynchronous;
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
mod http_agent;
mod http_request;
pub(crate) mod item;
mod layout;
mod mail_attachment;
mod method;
mod network_event;
mod quota_manager;
pub(crate) mod session;
pub(crate) mod signal;
mod system_worker;
mod tcp_connection;
mod tcp_listener;
mod udp_socket;
pub(crate) mod vector;
mod web_socket;
pub(crate) mod zip_archive;
pub(crate) mod zip_create;
mod zip_file;
mod zip_folder;

use fourd_macros::{class, classes};
use fourd_runtime::ClassEntry;

/// All built-in classes: those of the modules above, and those below.
pub(crate) static ALL: &[&ClassEntry] = classes!();

/// The members of the classes that are declared here: none.
struct Members;

/// What all objects are.
#[class("Object", entry = OBJECT)]
impl Members {}

/// The members that classes and class stores are in a class store.
struct StoreMembers;

/// `cs` and `4D`.
#[class("ClassStore", entry = CLASS_STORE, stored())]
impl StoreMembers {}

/// The members of mails, which objects without a class hold.
struct MailMembers;

/// A mail.
#[class("Email", entry = EMAIL, plain)]
impl MailMembers {}
