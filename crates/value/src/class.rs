//! Classes and functions as values know them; what a function does is the evaluator's business.

use crate::error::Error;
use crate::parcel::{Packed, cannot_travel};
use crate::shape::Shape;
use crate::text::Text;
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

/// Something that can be called: the evaluator and the command library bring the kinds.
pub trait Callable: Any {
    /// Name for messages and call chains.
    fn name(&self) -> Text;
    /// For code that knows the kind.
    fn as_any(&self) -> &dyn Any;
    /// How it is called: something that the evaluator makes for each kind of functions and finds here.
    fn entry(&self) -> &'static dyn Any;
    /// The source text, as `4D.Function.source` shows it; empty where there is none.
    fn source(&self) -> Text {
        Text::EMPTY
    }
    /// What an equal function in another process is made of.
    ///
    /// # Errors
    /// It stays in its process.
    fn pack(&self) -> Result<Arc<dyn Packed>, Error> {
        Err(cannot_travel("This function"))
    }
}

/// A function value.
pub type Function = Rc<dyn Callable>;

/// A member that a class gives to its objects.
#[derive(Clone)]
pub enum Member {
    /// A function.
    Function(Function),
    /// A computed property.
    Computed {
        /// `Function get`.
        get: Option<Function>,
        /// `Function set`.
        set: Option<Function>,
    },
}

/// What a class has in addition to its members.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct ClassKind {
    /// Its objects are shared.
    pub shared: bool,
    /// It has one instance.
    pub singleton: bool,
    /// It has one instance for each session.
    pub session_singleton: bool,
    /// It belongs to 4D's own class store.
    pub built_in: bool,
}

/// The class of a class object, which each domain has in a form of its own.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ClassReference {
    /// Whether it belongs to 4D's own class store.
    pub built_in: bool,
    /// The key of the class.
    pub key: Text,
}

/// A class in one domain.
pub struct Class {
    /// Its name without store.
    pub name: Text,
    /// Its key in the whole program: `Name`, or `component.Name` for a class of a component.
    pub key: Text,
    /// What it is.
    pub kind: ClassKind,
    superclass: RefCell<Option<Rc<Class>>>,
    members: RefCell<IndexMap<Text, Member, FxBuildHasher>>,
    root: RefCell<Option<Rc<Shape>>>,
    /// What objects of the class do beyond its members, and whether it or a class that it extends has such a behaviour.
    behaviour: RefCell<Option<Rc<dyn Any>>>,
    behaves: Cell<bool>,
    /// What the evaluator keeps with the class.
    pub extra: RefCell<Option<Rc<dyn Any>>>,
}

impl Class {
    /// A class without members.
    pub fn new(name: Text, kind: ClassKind, superclass: Option<Rc<Class>>) -> Rc<Class> {
        Self::with_key(name.clone(), name, kind, superclass)
    }

    /// A class without members that the program knows by another name than its own.
    pub fn with_key(name: Text, key: Text, kind: ClassKind, superclass: Option<Rc<Class>>) -> Rc<Class> {
        let behaves = Cell::new(superclass.as_ref().is_some_and(|class| class.behaves.get()));
        Rc::new(Class {
            name,
            key,
            kind,
            superclass: RefCell::new(superclass),
            members: RefCell::default(),
            root: RefCell::default(),
            behaviour: RefCell::default(),
            behaves,
            extra: RefCell::default(),
        })
    }

    /// What distinguishes it from all other classes of the program, in all domains.
    pub fn reference(&self) -> ClassReference {
        ClassReference { built_in: self.kind.built_in, key: self.key.clone() }
    }

    /// The class that it extends.
    pub fn superclass(&self) -> Option<Rc<Class>> {
        self.superclass.borrow().clone()
    }

    /// Adds a member or replaces it.
    pub fn define(&self, name: Text, member: Member) {
        self.members.borrow_mut().insert(name, member);
    }

    /// Removes all members.
    pub fn clear_members(&self) {
        let removed = self.members.take();
        drop(removed);
    }

    /// Gives a class that nothing extends yet a behaviour, which the evaluator understands.
    pub fn set_behaviour(&self, behaviour: Rc<dyn Any>) {
        self.behaves.set(true);
        self.behaviour.replace(Some(behaviour));
    }

    /// The behaviour of the class or of the nearest one that it extends.
    pub fn behaviour(&self) -> Option<Rc<dyn Any>> {
        if !self.behaves.get() {
            return None;
        }
        let own = self.behaviour.borrow().clone();
        own.or_else(|| self.superclass()?.behaviour())
    }

    /// A member of its own.
    pub fn own_member(&self, name: &Text) -> Option<Member> {
        self.members.borrow().get(name).cloned()
    }

    /// A member of its own or the nearest inherited one.
    pub fn member(&self, name: &Text) -> Option<Member> {
        if let Some(member) = self.members.borrow().get(name) {
            return Some(member.clone());
        }
        let mut next = self.superclass();
        while let Some(class) = next {
            if let Some(member) = class.own_member(name) {
                return Some(member);
            }
            next = class.superclass();
        }
        None
    }

    /// Names and members of its own, in order.
    pub fn own_members(&self) -> Vec<(Text, Member)> {
        self.members.borrow().iter().map(|(name, member)| (name.clone(), member.clone())).collect()
    }

    /// Whether it is `other` or extends it.
    pub fn extends(self: &Rc<Class>, other: &Rc<Class>) -> bool {
        let mut next = Some(self.clone());
        while let Some(class) = next {
            if Rc::ptr_eq(&class, other) {
                return true;
            }
            next = class.superclass();
        }
        false
    }

    /// The empty shape of its objects.
    pub fn root_shape(self: &Rc<Class>) -> Rc<Shape> {
        if let Some(root) = &*self.root.borrow() {
            return root.clone();
        }
        self.root.borrow_mut().get_or_insert_with(|| Shape::root(Some(self.clone()))).clone()
    }

    /// Drops what it refers to, which refers to it in turn. To be called when its domain ends.
    pub fn dismantle(&self) {
        let (members, extra) = (self.members.take(), self.extra.take());
        let (root, superclass) = (self.root.take(), self.superclass.take());
        let behaviour = self.behaviour.take();
        drop((members, extra, root, superclass, behaviour));
    }
}
