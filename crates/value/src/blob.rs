//! Bytes: the scalar type Blob.

use std::cell::RefCell;
use std::rc::Rc;

/// Scalar Blob. As in 4D, assignment copies; the copy is made when one of the two is written.
#[derive(Clone, Debug, Default)]
pub struct Blob(Rc<RefCell<Vec<u8>>>);

impl Blob {
    /// A Blob of these bytes.
    pub fn new(bytes: Vec<u8>) -> Self {
        Self(Rc::new(RefCell::new(bytes)))
    }

    /// How many bytes there are.
    pub fn len(&self) -> usize {
        self.0.borrow().len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The byte at an offset counted from 0.
    pub fn byte(&self, offset: usize) -> Option<u8> {
        self.0.borrow().get(offset).copied()
    }

    /// All bytes.
    pub fn to_vec(&self) -> Vec<u8> {
        self.0.borrow().clone()
    }

    /// Looks at the bytes.
    pub fn with<R>(&self, look: impl FnOnce(&[u8]) -> R) -> R {
        look(&self.0.borrow())
    }

    /// Changes the bytes of this Blob alone: what shares them keeps the old ones.
    pub fn change<R>(&mut self, change: impl FnOnce(&mut Vec<u8>) -> R) -> R {
        if Rc::strong_count(&self.0) > 1 {
            *self = Blob::new(self.to_vec());
        }
        change(&mut self.0.borrow_mut())
    }

    /// Whether both are the very same Blob.
    pub fn same(&self, other: &Blob) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
