//! Commands of the language, by number and by name.

use crate::lookup::position;
use crate::role::Role;
use crate::tables::{COMMAND_NAMES, COMMANDS};

/// A command of the language.
#[derive(Debug)]
pub struct Command {
    /// The number that tokens name (`:C1839` is 1839).
    pub number: u32,
    /// The English name, as edition 21 R4 writes it.
    pub name: &'static str,
    /// English names that the command had in older editions.
    pub former_names: &'static [&'static str],
    /// The documentation's theme; empty where the documentation has no page.
    pub theme: &'static str,
    /// Whether preemptive processes may call it.
    pub thread_safe: bool,
    /// Whether edition 21 R4 has a page for it; the others are known from published code only.
    pub documented: bool,
    /// The syntax lines of its page.
    pub syntax: &'static [&'static str],
    /// The parameters of all syntax lines together, in the order of its page.
    pub parameters: &'static [Parameter],
    /// The type of the result, several separated by `, `; none for a command that returns nothing.
    pub result: Option<&'static str>,
    /// What the command is to the language itself; none for most.
    pub role: Option<Role>,
    /// Whether components may not call it
    /// ([Unusable commands](https://developer.4d.com/docs/Extensions/develop-components#unusable-commands)).
    pub host_only: bool,
}

/// A parameter of a command or of a class function.
#[derive(Debug)]
pub struct Parameter {
    /// The documentation's name for it; `*` and `>` are literal.
    pub name: &'static str,
    /// The types that it may have, as the documentation names them (`Text`, `Text array`, `4D.File`, `any`, …).
    pub types: &'static [&'static str],
    /// Whether the command reads it, fills it, or both.
    pub direction: Direction,
    /// Whether some syntax line lets it be left out: it is in braces there, or missing.
    pub optional: bool,
    /// Whether it can be repeated, alone or together with its neighbours.
    pub variadic: bool,
}

/// Which way a parameter goes.
///
/// An `In` parameter whose only type is `Variable` or `Array` still names a variable, not a value. Objects and collections
/// that a command changes through their reference are `In`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// A value for the command.
    In,
    /// A place that the command fills.
    Out,
    /// A place that the command reads and may change.
    InOut,
}

/// All commands, ordered by number.
pub fn commands() -> &'static [Command] {
    &COMMANDS
}

/// The command with this number.
pub fn command(number: u32) -> Option<&'static Command> {
    COMMANDS.binary_search_by_key(&number, |command| command.number).ok().map(|index| &COMMANDS[index])
}

/// The command with this name, present or former; case and extra blanks do not count. Of the two `Super`, number 1705 is
/// found only by number; `Form event`, the former name of command 388, now means `FORM Event`.
pub fn command_named(name: &str) -> Option<&'static Command> {
    let index = position(&COMMAND_NAMES, |entry| entry.0, name)?;
    Some(&COMMANDS[usize::from(COMMAND_NAMES[index].1)])
}
