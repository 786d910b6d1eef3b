//! Built-in classes and their members.

use crate::command::Parameter;
use crate::lookup::position;
use crate::tables::{CLASS_NAMES, CLASSES};

/// A built-in class.
#[derive(Debug)]
pub struct Class {
    /// Its name without `4D.`.
    pub name: &'static str,
    /// Whether the `4D` class store has it, so that code can write `4D.Name`.
    pub in_class_store: bool,
    /// The built-in class that it extends.
    pub superclass: Option<&'static str>,
    /// The function `new` of the class itself, where it has one of its own.
    pub constructor: Option<Member>,
    /// What its instances have, in the order of its page.
    pub members: &'static [Member],
}

/// A property or function of a class. Names of members are case-sensitive.
#[derive(Debug)]
pub struct Member {
    /// Its name without the dot.
    pub name: &'static str,
    /// Property or function.
    pub kind: MemberKind,
    /// Whether code can only read it.
    pub read_only: bool,
    /// The syntax lines of its documentation.
    pub syntax: &'static [&'static str],
    /// The parameters of all syntax lines together; none for a property.
    pub parameters: &'static [Parameter],
    /// The type of the property, or of what the function returns; several are separated by `, `.
    pub result: Option<&'static str>,
}

/// What a member is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MemberKind {
    /// Holds or computes a value.
    Property,
    /// Can be called.
    Function,
}

impl Class {
    /// The member with exactly this name, its own or inherited.
    pub fn member(&self, name: &str) -> Option<&'static Member> {
        let own = self.members.iter().find(|member| member.name == name);
        own.or_else(|| class(self.superclass?)?.member(name))
    }
}

/// All classes, ordered by folded name.
pub fn classes() -> &'static [Class] {
    &CLASSES
}

/// The class with this name (without `4D.`); case does not count.
pub fn class(name: &str) -> Option<&'static Class> {
    let index = position(&CLASS_NAMES, |entry| entry.0, name)?;
    Some(&CLASSES[usize::from(CLASS_NAMES[index].1)])
}
