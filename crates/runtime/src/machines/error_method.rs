//! Methods that `ON ERR CALL` installs.

use fourd_project::{MethodId, ProjectNumber};
use fourd_value::Text;

/// A method that `ON ERR CALL` installed.
#[derive(Clone, Debug)]
pub struct ErrorMethod {
    /// Its name as it was given.
    pub name: Text,
    /// The method.
    pub method: MethodId,
    /// How many `Try` surrounded the `ON ERR CALL` that installed it: a handler goes before the `Try` around it.
    pub depth: u32,
    /// It was installed before the test began: failed assertions of the test are not its business.
    pub precedes_test: bool,
}

/// Whose errors a method of `ON ERR CALL` handles in all processes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorScope {
    /// `ek global`: those of the project.
    Project(ProjectNumber),
    /// `ek errors from components`: those of all components.
    Components,
}
