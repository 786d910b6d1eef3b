//! The command library: one file for each theme of the documentation, one file in `classes/` for each built-in class.

#![forbid(unsafe_code)]

pub mod arrays;
pub mod backup;
pub mod blob;
pub mod boolean;
pub mod classes;
mod client_processes;
pub mod collections;
pub mod communications;
mod compatibility;
pub mod compiler;
pub mod data_security;
pub mod date_and_time;
pub mod default_table;
pub mod design_object_access;
mod dialogue;
pub mod environment;
pub mod file_and_folder;
pub mod file_system;
pub mod form_events;
pub mod forms;
pub mod formulas;
pub mod http_client;
pub mod interruptions;
pub mod json;
pub mod language;
pub mod licenses;
pub mod mail;
pub mod math;
pub mod messages;
mod network;
pub mod objects;
pub mod on_a_series;
pub mod pasteboard;
pub mod pictures;
pub mod process_communications;
mod process_properties;
pub mod processes;
pub mod resources;
pub mod secured_protocol;
pub mod started;
pub mod string;
pub mod structure_access;
mod support;
pub mod svg;
pub mod system_documents;
pub mod system_environment;
mod system_folders;
pub mod tools;
pub mod transactions;
pub mod unpacked;
pub mod user_interface;
pub mod users_and_groups;
pub mod variables;
pub mod xml;
pub mod xml_dom;
pub mod xml_sax;

use fourd_runtime::{Libraries, Library, Theme};
use std::sync::Arc;

/// The library.
pub static LIBRARY: Library = Library { name: "commands", themes: THEMES, classes: classes::ALL, providers: &[] };

/// All themes.
static THEMES: &[&Theme] = &[
    &arrays::THEME,
    &backup::THEME,
    &blob::THEME,
    &boolean::THEME,
    &collections::THEME,
    &communications::THEME,
    &compiler::THEME,
    &data_security::THEME,
    &date_and_time::THEME,
    &design_object_access::THEME,
    &default_table::THEME,
    &environment::THEME,
    &file_and_folder::THEME,
    &json::THEME,
    &form_events::THEME,
    &forms::THEME,
    &formulas::THEME,
    &http_client::THEME,
    &interruptions::THEME,
    &language::THEME,
    &licenses::THEME,
    &mail::THEME,
    &math::THEME,
    &messages::THEME,
    &objects::THEME,
    &on_a_series::THEME,
    &pasteboard::THEME,
    &pictures::THEME,
    &process_communications::THEME,
    &processes::THEME,
    &resources::THEME,
    &secured_protocol::THEME,
    &string::THEME,
    &structure_access::THEME,
    &svg::THEME,
    &system_documents::THEME,
    &system_environment::THEME,
    &tools::THEME,
    &transactions::THEME,
    &user_interface::THEME,
    &users_and_groups::THEME,
    &variables::THEME,
    &xml::THEME,
    &xml_dom::THEME,
    &xml_sax::THEME,
];

/// This library alone, for programs that need no other.
#[must_use]
pub fn libraries() -> Arc<Libraries> {
    Libraries::new(&[&LIBRARY])
}
