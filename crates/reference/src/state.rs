//! Whether a command or a class member of 4D can be used here.

use fourd_catalog::{Class, Command, Member, Need};
use fourd_resolve::check::Library;
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
        None if BY_EVALUATOR.contains(&command.name) => State::Done,
        None => State::of(command.need()),
    }
}

/// Commands that the evaluator runs itself: they are more than calls.
const BY_EVALUATOR: &[&str] =
    &["False", "Formula", "Null", "On Exit database method", "On Startup database method", "Super", "This", "True"];

/// Members that objects have without a declaration of their class: the runtime gives them, or they are plain properties.
const BY_RUNTIME: &[(&str, &str)] = &[
    ("ClassStore", "*"),
    ("Collection", "length"),
    ("Email", "*"),
    ("Formula", "*"),
    ("Signal", "description"),
    ("Signal", "signaled"),
];

/// Members that lack something.
const PARTLY: &[(&str, &str, &str)] = &[
    ("File", "hidden", "setting it to what the name does not say"),
    ("Folder", "hidden", "setting it to what the name does not say"),
];

/// Members that only raise an error.
const ERRORS: &[&str] = &["getIcon"];

/// The state of a member of a class.
pub fn state_of_member(libraries: &Libraries, class: &Class, member: &Member) -> State {
    if let Some((.., missing)) = PARTLY.iter().find(|(name, of, _)| *name == class.name && *of == member.name) {
        return State::Partly(missing);
    }
    if ERRORS.contains(&member.name) {
        return State::NotYet;
    }
    let by_runtime = BY_RUNTIME.iter().any(|(name, of)| *name == class.name && (*of == member.name || *of == "*"));
    if by_runtime || libraries.classes.get(class.name).is_some_and(|entry| has(&libraries.classes, entry, member.name))
    {
        return State::Done;
    }
    State::of(class.need())
}

/// The part of 4D that libraries have, for the check of code.
pub struct Implemented(pub Arc<Libraries>);

impl Library for Implemented {
    fn command(&self, number: u32) -> bool {
        self.0.commands.get(number).is_some()
    }

    fn class(&self, class: &Class) -> bool {
        let by_runtime = || BY_RUNTIME.iter().any(|(name, _)| *name == class.name);
        self.0.classes.get(class.name).is_some() || by_runtime()
    }

    fn member(&self, class: &Class, member: &Member) -> bool {
        !matches!(state_of_member(&self.0, class, member), State::NotYet | State::Needs(_))
    }
}

fn has(classes: &ClassTable, entry: &ClassEntry, member: &str) -> bool {
    let own = entry.functions.iter().map(|(name, _)| *name).chain(entry.properties.iter().map(|(name, ..)| *name));
    let constructor = member == "new" && entry.constructor.is_some();
    constructor
        || own.into_iter().any(|name| name == member)
        || entry
            .superclass
            .and_then(|name| classes.get(name))
            .is_some_and(|superclass| has(classes, superclass, member))
}
