//! The command library: one file for each theme of the documentation, one file in `classes/` for each built-in class.

pub mod arrays;
pub mod blob;
pub mod boolean;
pub mod classes;
pub mod collections;
pub mod communications;
pub mod date_and_time;
pub mod file_and_folder;
pub mod file_system;
pub mod json;
pub mod formulas;
pub mod interruptions;
pub mod language;
pub mod math;
pub mod messages;
pub mod objects;
pub mod on_a_series;
pub mod process_communications;
pub mod processes;
pub mod string;
pub mod system_documents;
pub mod system_environment;
mod system_folders;
pub mod tools;
pub mod variables;

use fourd_runtime::{ClassTable, CommandTable, Theme};

/// All themes.
pub static THEMES: &[&Theme] = &[
    &arrays::THEME,
    &blob::THEME,
    &boolean::THEME,
    &collections::THEME,
    &communications::THEME,
    &date_and_time::THEME,
    &file_and_folder::THEME,
    &json::THEME,
    &formulas::THEME,
    &interruptions::THEME,
    &language::THEME,
    &math::THEME,
    &messages::THEME,
    &objects::THEME,
    &on_a_series::THEME,
    &process_communications::THEME,
    &processes::THEME,
    &string::THEME,
    &system_documents::THEME,
    &system_environment::THEME,
    &tools::THEME,
    &variables::THEME,
];

/// The implemented commands.
pub fn commands() -> CommandTable {
    CommandTable::new(THEMES)
}

/// The built-in classes.
pub fn classes() -> ClassTable {
    ClassTable::new(classes::ALL)
}
