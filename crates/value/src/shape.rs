//! Which properties an object has, in which order: shared by all objects that were built the same way, so that a place
//! in the code can remember where a property is.

use crate::class::Class;
use crate::text::Text;
use indexmap::IndexSet;
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::cell::RefCell;
use std::rc::Rc;

/// An object with more properties than this keeps its names for itself.
const MAX_SHARED_KEYS: usize = 64;
/// A shape from which more than this many others begin hands out private ones.
const MAX_TRANSITIONS: usize = 128;

/// Property names in order. A shared shape never changes; a private one belongs to a single object and grows with it.
pub struct Shape {
    class: Option<Rc<Class>>,
    keys: RefCell<IndexSet<Text, FxBuildHasher>>,
    transitions: RefCell<FxHashMap<Text, Rc<Shape>>>,
    private: bool,
}

impl Shape {
    /// The shape without properties, of objects of a class or of none.
    pub fn root(class: Option<Rc<Class>>) -> Rc<Shape> {
        Rc::new(Shape { class, keys: RefCell::default(), transitions: RefCell::default(), private: false })
    }

    /// A shape of one object alone, with these names.
    pub(crate) fn private(class: Option<Rc<Class>>, keys: IndexSet<Text, FxBuildHasher>) -> Rc<Shape> {
        Rc::new(Shape { class, keys: RefCell::new(keys), transitions: RefCell::default(), private: true })
    }

    /// The class of the objects.
    pub fn class(&self) -> Option<&Rc<Class>> {
        self.class.as_ref()
    }

    /// Whether only one object has it: then nothing may be remembered about it.
    pub fn is_private(&self) -> bool {
        self.private
    }

    /// The position of a property.
    pub fn position(&self, key: &Text) -> Option<usize> {
        self.keys.borrow().get_index_of(key)
    }

    /// The name at a position.
    pub fn key(&self, position: usize) -> Option<Text> {
        self.keys.borrow().get_index(position).cloned()
    }

    /// Looks at the name at a position without copying it.
    #[inline]
    pub fn look_key<R>(&self, position: usize, look: impl FnOnce(&Text) -> R) -> Option<R> {
        self.keys.borrow().get_index(position).map(look)
    }

    /// All names in order.
    pub fn keys(&self) -> Vec<Text> {
        self.keys.borrow().iter().cloned().collect()
    }

    /// How many properties there are.
    pub fn len(&self) -> usize {
        self.keys.borrow().len()
    }

    /// Whether there is no property.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The shape with one name more, which must be new.
    pub fn with(self: &Rc<Shape>, key: &Text) -> Rc<Shape> {
        if self.private {
            self.keys.borrow_mut().insert(key.clone());
            return self.clone();
        }
        if let Some(next) = self.transitions.borrow().get(key) {
            return next.clone();
        }
        let mut keys = self.keys.borrow().clone();
        let crowded = keys.len() >= MAX_SHARED_KEYS || self.transitions.borrow().len() >= MAX_TRANSITIONS;
        keys.insert(key.clone());
        if crowded {
            return Shape::private(self.class.clone(), keys);
        }
        let next = Rc::new(Shape {
            class: self.class.clone(),
            keys: RefCell::new(keys),
            transitions: RefCell::default(),
            private: false,
        });
        self.transitions.borrow_mut().insert(key.clone(), next.clone());
        next
    }

    /// A private shape without the name at `position`.
    pub(crate) fn without(&self, position: usize) -> Rc<Shape> {
        let mut keys = self.keys.borrow().clone();
        keys.shift_remove_index(position);
        Shape::private(self.class.clone(), keys)
    }
}

thread_local! {
    static PLAIN_ROOT: Rc<Shape> = Shape::root(None);
}

/// The empty shape of objects without a class, one for each thread.
pub fn plain_root() -> Rc<Shape> {
    PLAIN_ROOT.with(Rc::clone)
}
