//! A routine ready to run in one domain.

use crate::node::Steps;
use fourd_project::ProjectNumber;
use fourd_resolve::Type;
use fourd_resolve::typed::Slot;
use fourd_source::{FileId, SourceText};
use fourd_value::{Class, Text, Value};
use std::cell::{Cell, OnceCell};
use std::rc::Rc;
use std::sync::Arc;

/// A variable of a routine.
pub struct Local {
    /// Its name without `$`.
    pub name: Text,
    /// Its type.
    pub declared: Type,
    /// Where it stands in the frame.
    pub slot: Slot,
    /// Whether the text declares it.
    pub explicit: bool,
    /// A parameter that takes its type's default in place of an argument of another type.
    pub lenient: bool,
}

/// How an argument gets into the slot of its parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passing {
    /// Into a raw slot, as a whole number.
    Integer,
    /// Into a raw slot, as a number.
    Real,
    /// Into a raw slot, as a Boolean.
    Boolean,
    /// Into a value slot, as a text.
    Text,
    /// Into a value slot, whatever it is.
    Variant,
    /// Into a value slot, converted to the declared type.
    Value,
    /// The type's default takes the place of an argument of another type.
    Lenient,
}

impl Passing {
    /// How arguments get to a parameter.
    pub fn of(parameter: &Local) -> Self {
        match (parameter.slot, &parameter.declared) {
            _ if parameter.lenient => Self::Lenient,
            (Slot::Raw(_), Type::Integer) => Self::Integer,
            (Slot::Raw(_), Type::Real) => Self::Real,
            (Slot::Raw(_), _) => Self::Boolean,
            (Slot::Value(_), Type::Text) => Self::Text,
            (Slot::Value(_), Type::Variant) => Self::Variant,
            (Slot::Value(_), _) => Self::Value,
        }
    }
}

/// Where the result of a call stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResultPlace {
    /// There is none.
    Nowhere,
    /// In a raw slot, a whole number.
    Integer(u32),
    /// In a raw slot, a number.
    Real(u32),
    /// In a raw slot, a Boolean.
    Boolean(u32),
    /// In a value slot; objects and collections that were never assigned are Null for the caller.
    Value(u32, bool),
}

impl ResultPlace {
    /// Where the value of a result variable stands.
    pub fn of(result: Option<&Local>) -> Self {
        match result.map(|variable| (variable.slot, &variable.declared)) {
            None => Self::Nowhere,
            Some((Slot::Raw(slot), Type::Integer)) => Self::Integer(slot),
            Some((Slot::Raw(slot), Type::Real)) => Self::Real(slot),
            Some((Slot::Raw(slot), _)) => Self::Boolean(slot),
            Some((Slot::Value(slot), declared)) => {
                Self::Value(slot, matches!(declared, Type::Object(_) | Type::Collection))
            }
        }
    }
}

/// A routine with its runnable tree. The tree is grown when the routine first runs.
pub struct Compiled {
    /// Name for messages and call chains.
    pub name: Text,
    /// The project that it belongs to.
    pub project: ProjectNumber,
    /// The file or text that it is in.
    pub file: FileId,
    /// The text that it is in, where that is no file; reports show it as long as something refers to the routine.
    pub text: Option<Arc<SourceText>>,
    /// All variables, parameters first.
    pub variables: Box<[Local]>,
    /// How many of them are parameters.
    pub parameters: usize,
    /// Whether further arguments are declared, and their type.
    pub variadic: Option<Type>,
    /// A call needs nothing but its slots: no lock, no server, no array, no lenient parameter.
    pub simple: bool,
    /// How arguments get to the parameters.
    pub passing: Box<[Passing]>,
    /// The result variable.
    pub result: Option<u32>,
    /// Where its value stands.
    pub result_place: ResultPlace,
    /// Whether the first value slot holds `This`.
    pub has_this: bool,
    /// How many raw slots a call needs.
    pub raw_slots: u32,
    /// What the value slots hold before anything is assigned.
    pub defaults: Box<[Value]>,
    /// Array variables, which need an array of their own in each call.
    pub arrays: Box<[(u32, fourd_value::ElementType)]>,
    /// The class that the function belongs to.
    pub owner: OnceCell<Rc<Class>>,
    /// Whether the function takes its shared object like a `Use`.
    pub locks_this: bool,
    /// Whether a client calls it on its server.
    pub on_server: bool,
    /// Whether it is the constructor of a class that extends another, which must call `Super` before it uses `This`.
    pub needs_super: bool,
    /// How much of the native stack its statements need beyond what is left when any call begins, in bytes; known once it
    /// has run.
    pub(crate) stack_need: Cell<usize>,
    /// The statements.
    pub(crate) body: OnceCell<Steps>,
    /// What the runnable tree is grown from.
    pub(crate) routine: Arc<fourd_resolve::typed::Routine>,
}

/// The file or text that a routine is in.
#[derive(Clone)]
pub(crate) struct Origin {
    /// Its number.
    pub(crate) file: FileId,
    /// The owner of the text, where it is no file.
    pub(crate) text: Option<Arc<SourceText>>,
}

impl From<FileId> for Origin {
    fn from(file: FileId) -> Self {
        Self { file, text: None }
    }
}

impl From<Arc<SourceText>> for Origin {
    fn from(text: Arc<SourceText>) -> Self {
        Self { file: text.id(), text: Some(text) }
    }
}

impl Compiled {
    /// The file or text that it is in.
    pub(crate) fn origin(&self) -> Origin {
        Origin { file: self.file, text: self.text.clone() }
    }

    /// Slot and type of the result.
    pub fn result_slot(&self) -> Option<(Slot, &Type)> {
        let variable = self.variables.get(self.result? as usize)?;
        Some((variable.slot, &variable.declared))
    }
}
