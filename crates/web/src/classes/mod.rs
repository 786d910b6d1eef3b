//! The classes of the web server.

pub(crate) mod incoming_message;
pub(crate) mod outgoing_message;
pub(crate) mod web_server;

use fourd_runtime::ClassEntry;

/// All of them.
pub(crate) static ALL: &[&ClassEntry] = &[&incoming_message::CLASS, &outgoing_message::CLASS, &web_server::CLASS];
