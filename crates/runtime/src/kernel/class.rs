//! Built-in classes as their declarations have them, made by `#[class]` and `#[members]`.

use crate::command::{Arguments, DeclaredParameter};
use crate::effects::Effects;
use crate::process::Process;
use crate::session::Session;
use fourd_project::ProjectNumber;
use fourd_source::Span;
use fourd_value::{Blob, Class, Collection, Error, Object, Text, Value, error};
use std::rc::Rc;
use std::sync::Arc;

/// Code of a member of a built-in class: it gets the value that the member belongs to, and the arguments.
pub type NativeRun = fn(&mut Process<'_>, &Value, &mut Arguments) -> Result<Value, Error>;

/// What a declared member is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberRole {
    /// A function of the objects.
    Function,
    /// Reads a computed property.
    Getter,
    /// Writes a computed property; its argument is the new value.
    Setter,
    /// `new()` of the class.
    Constructor,
}

/// A member of a built-in class that is implemented.
pub struct MemberEntry {
    /// Its name as code writes it, without the dot.
    pub name: &'static str,
    /// What it is.
    pub role: MemberRole,
    /// Its documentation.
    pub documentation: &'static str,
    /// What it lacks, where it does not do all that 4D does.
    pub missing: Option<&'static str>,
    /// Whether it does something; where it does not, it only raises an error that says so.
    pub implemented: bool,
    /// What it reaches outside of its process.
    pub effects: Effects,
    /// Its parameters.
    pub parameters: &'static [DeclaredParameter],
    /// Whether the last parameter takes all arguments that are left.
    pub variadic: bool,
    /// Whether it takes further arguments itself, whose types its declaration does not say.
    pub reads_rest: bool,
    /// Its code.
    pub run: NativeRun,
}

/// Properties that the objects of a class hold as values, so that nothing computes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stored {
    /// These.
    Listed(&'static [&'static str]),
    /// All that 4D documents for the class.
    All,
}

impl Stored {
    /// Whether a property is among them.
    #[must_use]
    pub fn has(self, name: &str) -> bool {
        match self {
            Stored::Listed(names) => names.contains(&name),
            Stored::All => true,
        }
    }
}

/// A built-in class as its declaration has it.
pub struct ClassEntry {
    /// Its name: `4D.File` is `File`.
    pub name: &'static str,
    /// Name of the class that it extends.
    pub superclass: Option<&'static str>,
    /// Its documentation.
    pub documentation: &'static str,
    /// Its members, in parts that classes can have in common.
    pub parts: &'static [&'static [MemberEntry]],
    /// Properties that its objects hold themselves.
    pub stored: Stored,
    /// Whether its objects are plain ones, so that there is no such class while code runs.
    pub plain: bool,
    /// Members, inherited ones included, that do not do for its objects all that 4D does, and what is missing.
    pub partly: &'static [(&'static str, &'static str)],
}

impl ClassEntry {
    /// Its members.
    pub fn members(&self) -> impl Iterator<Item = &'static MemberEntry> + use<> {
        self.parts.iter().copied().flatten()
    }

    /// A member by role and name.
    #[must_use]
    pub fn member(&self, role: MemberRole, name: &str) -> Option<&'static MemberEntry> {
        self.members().find(|member| member.role == role && member.name == name)
    }

    /// `new()`, where the class has one.
    #[must_use]
    pub fn constructor(&self) -> Option<&'static MemberEntry> {
        self.members().find(|member| member.role == MemberRole::Constructor)
    }
}

/// The built-in classes of a program.
#[derive(Default)]
pub struct ClassTable {
    entries: Vec<&'static ClassEntry>,
}

impl ClassTable {
    /// These classes.
    pub fn new(entries: &[&'static ClassEntry]) -> Self {
        Self { entries: entries.to_vec() }
    }

    /// A class by its name without `4D.`.
    pub fn get(&self, name: &str) -> Option<&'static ClassEntry> {
        self.entries.iter().copied().find(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// All classes.
    pub fn iter(&self) -> impl Iterator<Item = &'static ClassEntry> + '_ {
        self.entries.iter().copied()
    }
}

/// What objects of a class do beyond the members that the class lists: for objects whose properties are known only while
/// code runs. A class keeps it (see [`set_behaviour`]); classes that extend it have it, too.
pub trait Behaviour: 'static {
    /// The value of a property that neither the object nor its class has; `None` where there is no such property.
    ///
    /// # Errors
    /// Its own.
    fn get(&self, process: &mut Process<'_>, object: &Object, key: &Text, span: Span) -> Result<Option<Value>, Error>;

    /// Sets a property that the class does not have; false where the object keeps the value itself, like any object.
    ///
    /// # Errors
    /// Its own, such as a property that is only read.
    fn set(
        &self,
        process: &mut Process<'_>,
        object: &Object,
        key: &Text,
        value: &Value,
        span: Span,
    ) -> Result<bool, Error> {
        let _ = (process, object, key, value, span);
        Ok(false)
    }

    /// The names of the properties, for `OB Keys` and `For each`; `None` where they are those that the object keeps.
    fn keys(&self, object: &Object) -> Option<Vec<Text>> {
        let _ = object;
        None
    }
}

/// What a class keeps of its behaviour.
struct Kept(Rc<dyn Behaviour>);

/// Gives a class that a crate makes a behaviour.
pub fn set_behaviour(class: &Class, behaviour: Rc<dyn Behaviour>) {
    class.set_behaviour(Rc::new(Kept(behaviour)));
}

/// The behaviour of a class or of the nearest one that it extends.
#[inline]
pub(crate) fn behaviour(class: &Rc<Class>) -> Option<Rc<dyn Behaviour>> {
    Some(class.behaviour()?.downcast_ref::<Kept>()?.0.clone())
}

/// Classes of a project that no file declares, such as the dataclasses of its structure. A library lists its providers.
pub trait ClassProvider: Sync {
    /// Makes the class of this name in the running domain, with its members; `None` where the provider has none. A file of
    /// the project goes before it. The class is made once in each domain.
    fn class(&self, process: &mut Process<'_>, project: ProjectNumber, name: &str) -> Option<Rc<Class>>;
}

/// A type that the functions of a built-in class take as the value that they are called on. `&self` in a declaration takes
/// a reference to the type of the `impl` block; a first parameter `this` takes its own type.
pub trait Receiver<'v>: Sized {
    /// The value as this type.
    ///
    /// # Errors
    /// The value is another one, as with `File.getText.call(another object)`.
    fn receive(process: &mut Process<'_>, this: &'v Value, span: Span) -> Result<Self, Error>;
}

/// The error for a function that was called on a value of another class; `expected` is an expression such as
/// `an object of class 4D.Blob`.
#[must_use]
pub fn wrong_receiver(expected: &str) -> Error {
    Error::with(error::INCOMPATIBLE_TYPES, format!("expected {expected}"))
}

/// An error of a setter, where it is about its argument: an assignment has none, so the property is named.
#[must_use]
pub fn about_property(name: &str, mut failure: Error) -> Error {
    let text = failure.message.to_cow().strip_prefix("Argument 1: ").map(|rest| format!("`{name}`: {rest}"));
    if let Some(text) = text {
        failure.message = Text::from(text);
    }
    failure
}

/// The data of a native object as the receiver of its functions.
///
/// # Errors
/// The value is no object with such data.
pub fn native<'v, T: 'static>(this: &'v Value, expected: &str) -> Result<&'v T, Error> {
    this.as_object().and_then(|object| object.native_data::<T>()).ok_or_else(|| wrong_receiver(expected))
}

impl<'v> Receiver<'v> for &'v Value {
    fn receive(_process: &mut Process<'_>, this: &'v Value, _span: Span) -> Result<Self, Error> {
        Ok(this)
    }
}

impl<'v> Receiver<'v> for &'v Object {
    fn receive(_process: &mut Process<'_>, this: &'v Value, _span: Span) -> Result<Self, Error> {
        this.as_object().ok_or_else(|| wrong_receiver("an object"))
    }
}

impl<'v> Receiver<'v> for &'v Collection {
    fn receive(_process: &mut Process<'_>, this: &'v Value, _span: Span) -> Result<Self, Error> {
        this.as_collection().ok_or_else(|| wrong_receiver("a collection"))
    }
}

/// The bytes of a scalar Blob or of an object of class `4D.Blob`.
impl<'v> Receiver<'v> for Blob {
    fn receive(_process: &mut Process<'_>, this: &'v Value, _span: Span) -> Result<Self, Error> {
        crate::command::blob_of(this).ok_or_else(|| wrong_receiver("an object of class 4D.Blob"))
    }
}

impl<'v> Receiver<'v> for &'v Arc<Session> {
    fn receive(_process: &mut Process<'_>, this: &'v Value, _span: Span) -> Result<Self, Error> {
        native(this, "a session")
    }
}
