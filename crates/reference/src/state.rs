//! Whether a command or a class member of 4D can be used here.

use fourd_catalog::{Class, Command, Member, Need, Role};
use fourd_resolve::check::Availability;
use fourd_runtime::class::{MemberEntry, MemberRole};
use fourd_runtime::{ClassEntry, ClassTable, Libraries};
use std::fmt;
use std::sync::Arc;

/// Whether something of 4D can be used here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// All of it.
    Done,
    /// All but this.
    Partly(&'static str),
    /// Nothing of it.
    NotYet,
    /// Nothing of it, since it needs something that there is not.
    Needs(Need),
}

impl fmt::Display for State {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            State::Done => formatter.write_str("done"),
            State::Partly(missing) => write!(formatter, "partly: without {missing}"),
            State::NotYet => formatter.write_str("not yet"),
            State::Needs(need) => write!(formatter, "needs {}", need.shown()),
        }
    }
}

impl State {
    fn of(need: Option<Need>) -> State {
        need.map_or(State::NotYet, State::Needs)
    }
}

/// The state of a command.
pub fn state_of_command(libraries: &Libraries, command: &Command) -> State {
    match libraries.commands.get(command.number).map(|entry| entry.missing) {
        Some(Some(missing)) => State::Partly(missing),
        Some(None) => State::Done,
        None if command.role.is_some_and(Role::is_expression) => State::Done,
        None if DATABASE_METHODS.contains(&command.name) => State::Done,
        None => State::of(command.need()),
    }
}

/// Database methods that the documentation lists as commands.
const DATABASE_METHODS: [&str; 2] = ["On Exit database method", "On Startup database method"];

/// The state of a member of a class.
pub fn state_of_member(libraries: &Libraries, class: &Class, member: &Member) -> State {
    let Some(entry) = libraries.classes.get(class.name) else { return State::of(class.need()) };
    if let Some((_, missing)) = entry.partly.iter().find(|(name, _)| *name == member.name) {
        return State::Partly(missing);
    }
    match entry_of_member(libraries, class, member) {
        Some(MemberEntry { missing: Some(missing), .. }) => State::Partly(missing),
        Some(found) if found.implemented => State::Done,
        Some(_) => State::NotYet,
        None if !is_constructor(class, member) && entry.stored.has(member.name) => State::Done,
        None => State::of(class.need()),
    }
}

fn is_constructor(class: &Class, member: &Member) -> bool {
    class.constructor.as_ref().is_some_and(|constructor| std::ptr::eq(constructor, member))
}

/// The declaration of a member of a class, where it has one.
pub fn entry_of_member(libraries: &Libraries, class: &Class, member: &Member) -> Option<&'static MemberEntry> {
    let entry = libraries.classes.get(class.name)?;
    if is_constructor(class, member) {
        return entry.constructor();
    }
    declared(&libraries.classes, entry, member.name)
}

/// The declaration of a function or property, of the class or of one that it extends.
fn declared(classes: &ClassTable, entry: &ClassEntry, name: &str) -> Option<&'static MemberEntry> {
    let is_read = |member: &&MemberEntry| matches!(member.role, MemberRole::Function | MemberRole::Getter);
    let own = entry.members().filter(is_read).find(|member| member.name == name);
    own.or_else(|| declared(classes, classes.get(entry.superclass?)?, name))
}

/// The part of 4D that libraries have, for the check of code.
pub struct Implemented(pub Arc<Libraries>);

impl Availability for Implemented {
    fn command(&self, number: u32) -> bool {
        self.0.commands.get(number).is_some()
    }

    fn class(&self, class: &Class) -> bool {
        self.0.classes.get(class.name).is_some()
    }

    fn other_class(&self, name: &str) -> bool {
        self.0.classes.get(name).is_some_and(|entry| entry.name == name && !entry.plain)
    }

    fn member(&self, class: &Class, member: &Member) -> bool {
        !matches!(state_of_member(&self.0, class, member), State::NotYet | State::Needs(_))
    }
}
