//! A routine ready to run in one domain.

use crate::node::Steps;
use fourd_project::ProjectNumber;
use fourd_resolve::typed::{Routine, Slot};
use fourd_resolve::{Element, Type};
use fourd_source::{FileId, SourceText};
use fourd_value::{Class, ElementType, Text, Value};
use std::cell::{Cell, OnceCell, RefCell};
use std::rc::{Rc, Weak};
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
pub enum ResultLocation {
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

impl ResultLocation {
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

/// What all domains share of a routine: its typed tree, and what calls need to know of it.
pub(crate) struct Resolved {
    routine: Arc<Routine>,
    variables: Arc<[Local]>,
    passing: Arc<[Passing]>,
    arrays: Arc<[(u32, ElementType)]>,
}

impl Resolved {
    /// What domains need of a routine.
    pub(crate) fn of(routine: impl Into<Arc<Routine>>) -> Arc<Self> {
        let routine = routine.into();
        let variables: Arc<[Local]> = routine
            .variables
            .iter()
            .map(|variable| Local {
                name: Text::from(&*variable.name),
                declared: variable.declared.clone(),
                slot: variable.slot,
                explicit: variable.explicit,
                lenient: variable.lenient,
            })
            .collect();
        let passing = variables.iter().take(routine.parameters).map(Passing::of).collect();
        let array = |variable: &Local| match (variable.slot, &variable.declared) {
            (Slot::Value(slot), Type::Array(element)) => Some((slot, element_type(*element))),
            _ => None,
        };
        let arrays = variables.iter().filter_map(array).collect();
        Arc::new(Self { routine, variables, passing, arrays })
    }

    /// The routine in a domain. Its nodes are grown when it is first called.
    pub(crate) fn ready(self: &Arc<Self>, name: Text, project: ProjectNumber, origin: impl Into<Origin>) -> Callee {
        let Origin { file, text } = origin.into();
        let routine = &self.routine;
        let mut defaults = vec![Value::Undefined; routine.value_slots as usize];
        for variable in &*self.variables {
            if let Slot::Value(slot) = variable.slot
                && let Some(target) = defaults.get_mut(slot as usize)
            {
                *target = crate::convert::default_value(&variable.declared);
            }
        }
        let result = routine.result.and_then(|result| self.variables.get(result as usize));
        Callee {
            name,
            project,
            file,
            text,
            parameters: routine.parameters,
            variadic: routine.variadic.clone(),
            simple: Cell::new(self.arrays.is_empty() && !self.passing.contains(&Passing::Lenient)),
            outdated: Cell::new(false),
            successor: OnceCell::new(),
            result: routine.result,
            result_location: ResultLocation::of(result),
            has_this: routine.this.is_some(),
            raw_slots: routine.raw_slots,
            defaults: defaults.into(),
            variables: self.variables.clone(),
            passing: self.passing.clone(),
            arrays: self.arrays.clone(),
            owner: OnceCell::new(),
            locks_this: false,
            is_protected: false,
            needs_super: false,
            on_server: false,
            resolved: self.clone(),
            stack_need: Cell::new(0),
            body: Body::default(),
        }
    }
}

fn element_type(element: Element) -> ElementType {
    match element {
        Element::Boolean => ElementType::Boolean,
        Element::Integer => ElementType::Integer,
        Element::Longint => ElementType::Longint,
        Element::Real => ElementType::Real,
        Element::Text => ElementType::Text,
        Element::Date => ElementType::Date,
        Element::Time => ElementType::Time,
        Element::Object => ElementType::Object,
        Element::Pointer => ElementType::Pointer,
        Element::Blob => ElementType::Blob,
        Element::Picture => ElementType::Picture,
    }
}

/// The runnable tree of a routine. It can be replaced at any time: a call that runs keeps the tree that it began with, and
/// the next call takes the new one.
///
/// Trees refer to the routines that they call, in circles, so the domain clears those of all its routines when it ends.
#[derive(Default)]
pub(crate) struct Body(Cell<Option<Rc<Steps>>>);

impl Body {
    /// The statements, if they are there.
    #[inline(always)]
    pub(crate) fn get(&self) -> Option<Rc<Steps>> {
        // The compiler reduces this to a look at the cell.
        let steps = self.0.take();
        let found = steps.clone();
        self.0.set(steps);
        found
    }

    fn set(&self, steps: Rc<Steps>) {
        self.0.set(Some(steps));
    }

    /// Drops the tree, once no call runs in it.
    pub(crate) fn clear(&self) {
        self.0.set(None);
    }
}

/// The routines of a domain that have runnable trees.
#[derive(Default)]
pub(crate) struct Grown {
    routines: RefCell<Vec<Weak<Callee>>>,
}

impl Grown {
    /// A routine has got its tree.
    pub(crate) fn add(&self, callee: &Rc<Callee>, steps: Rc<Steps>) {
        callee.body.set(steps);
        let mut routines = self.routines.borrow_mut();
        if routines.len() == routines.capacity() {
            // Texts that are code come and go.
            routines.retain(|routine| routine.strong_count() > 0);
        }
        routines.push(Rc::downgrade(callee));
    }

    /// Drops all trees.
    pub(crate) fn clear(&self) {
        for routine in self.routines.take() {
            if let Some(routine) = routine.upgrade() {
                routine.body.clear();
            }
        }
    }
}

/// A routine with its runnable tree. The tree is grown when the routine first runs.
pub struct Callee {
    /// Name for messages and call chains.
    pub name: Text,
    /// The project that it belongs to.
    pub project: ProjectNumber,
    /// The file or text that it is in.
    pub file: FileId,
    /// The text that it is in, where that is no file; reports show it as long as something refers to the routine.
    pub text: Option<Arc<SourceText>>,
    /// All variables, parameters first.
    pub variables: Arc<[Local]>,
    /// How many of them are parameters.
    pub parameters: usize,
    /// Whether further arguments are declared, and their type.
    pub variadic: Option<Type>,
    /// A call needs nothing but its slots: no lock, no server, no array, no lenient parameter.
    pub simple: Cell<bool>,
    /// The text of the program has changed since: calls go to the routine that has replaced it.
    outdated: Cell<bool>,
    /// The routine that has replaced it, if that is known.
    successor: OnceCell<Rc<Callee>>,
    /// How arguments get to the parameters.
    pub passing: Arc<[Passing]>,
    /// The result variable.
    pub result: Option<u32>,
    /// Where its value stands.
    pub result_location: ResultLocation,
    /// Whether the first value slot holds `This`.
    pub has_this: bool,
    /// How many raw slots a call needs.
    pub raw_slots: u32,
    /// What the value slots hold before anything is assigned.
    pub defaults: Box<[Value]>,
    /// Array variables, which need an array of their own in each call.
    pub arrays: Arc<[(u32, ElementType)]>,
    /// The class that the function belongs to.
    pub owner: OnceCell<Rc<Class>>,
    /// Whether the function takes its shared object like a `Use`.
    pub locks_this: bool,
    /// Whether privileges can keep code that serves the web from calling it: it is a function of a singleton of the host.
    pub is_protected: bool,
    /// Whether a client calls it on its server.
    pub on_server: bool,
    /// Whether it is the constructor of a class that extends another, which must call `Super` before it uses `This`.
    pub needs_super: bool,
    /// How much of the native stack its statements need beyond what is left when any call begins, in bytes; known once it
    /// has run.
    pub(crate) stack_need: Cell<usize>,
    /// The statements.
    pub(crate) body: Body,
    /// What all domains share of it.
    pub(crate) resolved: Arc<Resolved>,
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

impl Callee {
    /// From now on its calls go to another routine, which may be found later.
    pub(crate) fn outdate(&self, successor: Option<Rc<Callee>>) {
        if let Some(successor) = successor {
            let _ = self.successor.set(successor);
        }
        self.outdated.set(true);
        // Calls look for the successor where they pass arguments in general.
        self.simple.set(false);
    }

    /// Whether another routine has taken its place.
    pub(crate) fn is_outdated(&self) -> bool {
        self.outdated.get()
    }

    /// The last of the routines that have taken its place, as far as they are known.
    pub(crate) fn newest(self: &Rc<Self>) -> Rc<Callee> {
        let mut newest = self;
        while let Some(successor) = newest.successor.get() {
            newest = successor;
        }
        newest.clone()
    }

    /// What the runnable tree is grown from.
    pub(crate) fn routine(&self) -> &Arc<Routine> {
        &self.resolved.routine
    }

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
