//! A routine ready to run in one domain.

use crate::node::Steps;
use fourd_project::ProjectNumber;
use fourd_resolve::Type;
use fourd_resolve::typed::Slot;
use fourd_source::FileId;
use fourd_value::{Class, Text, Value};
use std::cell::OnceCell;
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

/// A routine with its runnable tree. The tree is grown when the routine first runs.
pub struct Compiled {
    /// Name for messages and call chains.
    pub name: Text,
    /// The project that it belongs to.
    pub project: ProjectNumber,
    /// The file that it stands in.
    pub file: FileId,
    /// All variables, parameters first.
    pub variables: Box<[Local]>,
    /// How many of them are parameters.
    pub parameters: usize,
    /// Whether further arguments are declared, and their type.
    pub variadic: Option<Type>,
    /// The result variable.
    pub result: Option<u32>,
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
    /// The statements.
    pub(crate) body: OnceCell<Steps>,
    /// What the runnable tree is grown from.
    pub(crate) routine: Arc<fourd_resolve::typed::Routine>,
}

impl Compiled {
    /// Slot and type of the result.
    pub fn result_slot(&self) -> Option<(Slot, &Type)> {
        let variable = self.variables.get(self.result? as usize)?;
        Some((variable.slot, &variable.declared))
    }
}
