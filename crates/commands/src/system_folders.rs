//! `Temporary folder` and `System folder` of the theme System Environment.

use crate::file_system::standard;
use crate::file_system::syntax::system_of;
use fourd_macros::command;
use fourd_runtime::access;
use fourd_value::Text;

/// The folder of the system for temporary files, as a path of the system that ends with a separator.
#[command(486, "Temporary folder", thread_safe, effects(shared))]
fn temporary_folder() -> Text {
    Text::from(system_of(&access::host().environment().temporary_folder(), true))
}

/// The path of a folder of the system or the user, by its constant of the theme "System Folder"; without one it is that of
/// the system itself. Empty where this system has no such folder.
#[command(487, "System folder", thread_safe, effects(shared))]
fn system_folder(kind: Option<i64>) -> Text {
    standard::of_system(kind.unwrap_or(0)).map(|path| Text::from(system_of(&path, true))).unwrap_or_default()
}
