//! Pointers: what they point to, as data; the evaluator follows them.

use crate::collection::Collection;
use crate::object::Object;
use crate::text::Text;
use std::rc::Rc;

/// What a pointer points to.
#[derive(Clone)]
pub enum PointerTarget {
    /// A local variable of a running method.
    Local {
        /// Number of the process.
        process: u32,
        /// Serial of the call, checked when the pointer is followed.
        frame: u64,
        /// Index of the variable in the method.
        variable: u32,
        /// Its name.
        name: Text,
    },
    /// A process variable, by its number in the program.
    Process {
        /// Number of the process.
        process: u32,
        /// Number of the variable.
        variable: u32,
        /// Its name.
        name: Text,
    },
    /// An interprocess variable, by its number in the program.
    Interprocess {
        /// Number of the variable.
        variable: u32,
        /// Its name.
        name: Text,
    },
    /// An element of an array that another pointer refers to.
    Element(Pointer, i64),
    /// A table.
    Table(u32),
    /// A field of a table.
    Field(u32, u32),
    /// A property of an object.
    Property(Object, Text),
    /// An element of a collection.
    Item(Collection, usize),
}

/// A pointer or Nil.
#[derive(Clone, Default)]
pub struct Pointer(pub Option<Rc<PointerTarget>>);

impl Pointer {
    /// A pointer to that.
    pub fn to(target: PointerTarget) -> Self {
        Self(Some(Rc::new(target)))
    }

    /// Whether it points to nothing.
    pub fn is_nil(&self) -> bool {
        self.0.is_none()
    }
}

impl PartialEq for Pointer {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (None, None) => true,
            (Some(left), Some(right)) => Rc::ptr_eq(left, right) || left == right,
            _ => false,
        }
    }
}

impl PartialEq for PointerTarget {
    fn eq(&self, other: &Self) -> bool {
        use PointerTarget::*;
        match (self, other) {
            (Local { process: a, frame: b, variable: c, .. }, Local { process: d, frame: e, variable: f, .. }) => {
                (a, b, c) == (d, e, f)
            }
            (Process { process: a, variable: b, .. }, Process { process: c, variable: d, .. }) => (a, b) == (c, d),
            (Interprocess { variable: a, .. }, Interprocess { variable: b, .. }) => a == b,
            (Element(a, b), Element(c, d)) => a == c && b == d,
            (Table(a), Table(b)) => a == b,
            (Field(a, b), Field(c, d)) => (a, b) == (c, d),
            (Property(a, b), Property(c, d)) => a.same(c) && b == d,
            (Item(a, b), Item(c, d)) => a.same(c) && b == d,
            _ => false,
        }
    }
}
