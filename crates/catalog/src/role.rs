//! Commands that are part of the language itself.

use crate::command::Command;
use crate::tables::{COMMANDS, ROLES};

/// What a command is to the language. The resolver, the check and the evaluator treat commands with a role in a way of
/// their own, whatever library implements them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// `True`.
    True,
    /// `False`.
    False,
    /// `Null`.
    Null,
    /// `This`.
    This,
    /// `Super`.
    Super,
    /// `Super` where a token marks it as a call.
    SuperCall,
    /// `Formula`, whose argument is code.
    Formula,
    /// `defer`, whose argument is code.
    Defer,
    /// `cs`, the classes of the project.
    ClassStore,
    /// `4D`, the built-in classes.
    BuiltInClassStore,
    /// `ds`.
    Datastore,
    /// `Storage`.
    Storage,
    /// Declares variables of this type, as `C_TEXT` does.
    Declaration(&'static str),
    /// Makes an array with elements of this type, as `ARRAY TEXT` does.
    ArrayDeclaration(&'static str),
    /// `New object`.
    NewObject,
    /// `New collection`.
    NewCollection,
    /// `New shared object`.
    NewSharedObject,
    /// `New shared collection`.
    NewSharedCollection,
    /// Changes the object that is its first argument.
    ObjectChange,
    /// `OB Instance of`.
    InstanceOf,
    /// `COPY ARRAY`.
    ArrayCopy,
    /// Reads the parameters of the running method, declared or not.
    ParameterAccess,
    /// Reaches variables by names that are texts; those of the running method, too, where `locals` is true.
    AccessByName {
        /// Whether local variables can be reached.
        locals: bool,
    },
    /// Its arguments have forms that no syntax line describes.
    OpenSyntax,
    /// Its name was once that of a value, such as `nil`.
    FormerValue,
}

impl Role {
    /// Whether the command is no call for the evaluator but an expression of its own.
    pub fn is_expression(self) -> bool {
        use Role::{False, Formula, Null, Super, SuperCall, This, True};
        matches!(self, True | False | Null | This | Super | SuperCall | Formula)
    }

    /// The command that has the role; of several, the one with the highest number, which is the documented one.
    pub fn command(self) -> Option<&'static Command> {
        let (_, index) = ROLES.iter().rev().find(|(role, _)| *role == self)?;
        Some(&COMMANDS[usize::from(*index)])
    }
}

/// The role of the command with this number, if it has one.
pub fn role(number: u32) -> Option<Role> {
    crate::command(number)?.role
}
