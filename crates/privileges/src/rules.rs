//! Which privileges an action on a resource needs.

use crate::held::{Held, Id};
use crate::names::fold;
use std::collections::HashMap;

/// What a session wants to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Read entities of a dataclass or the content of an attribute.
    Read,
    /// Create an entity, or give an attribute of a new one a value that is not Null.
    Create,
    /// Change an entity or an attribute.
    Update,
    /// Delete entities, or a value of an attribute that is not Null.
    Drop,
    /// Execute a function.
    Execute,
}

/// What it wants to do it to. Names are compared without case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resource<'a> {
    /// The whole datastore.
    Datastore,
    /// A dataclass.
    Dataclass(&'a str),
    /// An attribute: the names of dataclass and attribute.
    Attribute(&'a str, &'a str),
    /// A function of a dataclass, of its entities or of its entity selections: the names of dataclass and function.
    Function(&'a str, &'a str),
    /// A function of the datastore class.
    DatastoreFunction(&'a str),
    /// A singleton class.
    Singleton(&'a str),
    /// A function of a singleton class: the names of class and function.
    SingletonFunction(&'a str, &'a str),
}

/// The name of the datastore in `applyTo`.
const DATASTORE: &str = "ds";

/// The datastore function that guests may always call, so that they can log in.
const AUTHENTIFY: &str = "authentify";

/// A resource as permissions are stored under it: what kind it is and its folded name, `Class.member` for members.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Target {
    Datastore,
    Dataclass(String),
    Attribute(String),
    Function(String),
    Singleton(String),
    SingletonFunction(String),
}

impl Target {
    fn of(resource: Resource<'_>) -> Target {
        match resource {
            Resource::Datastore => Target::Datastore,
            Resource::Dataclass(name) => Target::Dataclass(fold(name)),
            Resource::Attribute(class, name) => Target::Attribute(member(class, name)),
            Resource::Function(class, name) => Target::Function(member(class, name)),
            Resource::DatastoreFunction(name) => Target::Function(member(DATASTORE, name)),
            Resource::Singleton(name) => Target::Singleton(fold(name)),
            Resource::SingletonFunction(class, name) => Target::SingletonFunction(member(class, name)),
        }
    }
}

pub(crate) fn member(class: &str, name: &str) -> String {
    format!("{}.{}", fold(class), fold(name))
}

/// The actions of one resource with the privileges that allow each; an empty list is no permission.
#[derive(Debug, Default)]
pub(crate) struct Permission {
    pub(crate) read: Vec<Id>,
    pub(crate) create: Vec<Id>,
    pub(crate) update: Vec<Id>,
    pub(crate) drop: Vec<Id>,
    pub(crate) execute: Vec<Id>,
    pub(crate) promote: Vec<Id>,
}

impl Permission {
    fn list(&self, action: Action) -> &[Id] {
        match action {
            Action::Read => &self.read,
            Action::Create => &self.create,
            Action::Update => &self.update,
            Action::Drop => &self.drop,
            Action::Execute => &self.execute,
        }
    }
}

/// All permissions of a file.
#[derive(Debug, Default)]
pub(crate) struct Permissions {
    by_target: HashMap<Target, Permission>,
}

impl Permissions {
    /// The permission of a resource, to add to it: several entries for one resource are added up.
    pub(crate) fn entry(&mut self, target: Target) -> &mut Permission {
        self.by_target.entry(target).or_default()
    }

    /// Whether there is a permission that concerns calls of functions of singletons.
    pub(crate) fn protect_singletons(&self) -> bool {
        let concerns =
            |target: &Target| matches!(target, Target::Datastore | Target::Singleton(_) | Target::SingletonFunction(_));
        self.by_target.iter().any(|(target, permission)| concerns(target) && !permission.execute.is_empty())
    }

    pub(crate) fn promoted_by(&self, function: Resource<'_>) -> impl Iterator<Item = Id> {
        self.by_target.get(&Target::of(function)).into_iter().flat_map(|permission| permission.promote.iter().copied())
    }

    /// Whether one of the held privileges is in the list that is in effect; the default where none is.
    pub(crate) fn allows(&self, held: &Held, action: Action, resource: Resource<'_>, default: bool) -> bool {
        if matches!(resource, Resource::DatastoreFunction(name) if fold(name) == AUTHENTIFY) {
            return true;
        }
        // What cannot be read cannot be changed or deleted either.
        if matches!(action, Action::Update | Action::Drop) && !self.allows(held, Action::Read, resource, default) {
            return false;
        }
        let permits = |list: Option<&[Id]>| list.map_or(default, |list| list.iter().any(|id| held.contains(*id)));
        match resource {
            Resource::Attribute(class, _) => {
                let own = self.defined(resource, action);
                let of_class = self.first_defined(&[Resource::Dataclass(class), Resource::Datastore], action);
                permits(of_class) && own.is_none_or(|list| permits(Some(list)))
            }
            Resource::Datastore => permits(self.defined(resource, action)),
            Resource::Dataclass(_) | Resource::Singleton(_) | Resource::DatastoreFunction(_) => {
                permits(self.first_defined(&[resource, Resource::Datastore], action))
            }
            Resource::Function(class, _) => {
                permits(self.first_defined(&[resource, Resource::Dataclass(class), Resource::Datastore], action))
            }
            Resource::SingletonFunction(class, _) => {
                permits(self.first_defined(&[resource, Resource::Singleton(class), Resource::Datastore], action))
            }
        }
    }

    fn defined(&self, resource: Resource<'_>, action: Action) -> Option<&[Id]> {
        let list = self.by_target.get(&Target::of(resource))?.list(action);
        (!list.is_empty()).then_some(list)
    }

    fn first_defined(&self, resources: &[Resource<'_>], action: Action) -> Option<&[Id]> {
        resources.iter().find_map(|resource| self.defined(*resource, action))
    }
}
