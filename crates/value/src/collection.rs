//! Collections, plain and shared, with one interface.

use crate::elements::Elements;
use crate::error::Error;
use crate::heap;
use crate::shared::{Group, SharedCollection, SharedValue};
use crate::value::Value;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

/// A reference to a collection.
#[derive(Clone)]
pub struct Collection(Rc<CollectionCell>);

/// What a reference to a collection refers to.
pub struct CollectionCell {
    body: Body,
    noted: Cell<bool>,
}

enum Body {
    Plain(RefCell<Elements>),
    Shared(Arc<SharedCollection>),
}

impl Collection {
    /// A collection of these values.
    pub fn new(values: Vec<Value>) -> Self {
        Self::of(values.into())
    }

    /// A collection of these elements.
    pub fn of(elements: Elements) -> Self {
        Self(Rc::new(CollectionCell { body: Body::Plain(RefCell::new(elements)), noted: Cell::new(false) }))
    }

    pub(crate) fn from_cell(cell: Rc<CollectionCell>) -> Self {
        Self(cell)
    }

    /// This domain's reference to a shared collection.
    pub fn shared(collection: Arc<SharedCollection>) -> Self {
        Self(Rc::new(CollectionCell { body: Body::Shared(collection), noted: Cell::new(false) }))
    }

    /// Its shared collection, if it is one.
    pub fn as_shared(&self) -> Option<&Arc<SharedCollection>> {
        match &self.0.body {
            Body::Shared(shared) => Some(shared),
            Body::Plain(_) => None,
        }
    }

    /// Whether both refer to the same collection.
    pub fn same(&self, other: &Collection) -> bool {
        match (&self.0.body, &other.0.body) {
            (Body::Shared(left), Body::Shared(right)) => Arc::ptr_eq(left, right),
            _ => Rc::ptr_eq(&self.0, &other.0),
        }
    }

    /// A number that identifies a collection while it lives.
    pub fn identity(&self) -> usize {
        match &self.0.body {
            Body::Shared(shared) => Arc::as_ptr(shared) as usize,
            Body::Plain(_) => Rc::as_ptr(&self.0) as usize,
        }
    }

    /// How many elements there are.
    pub fn len(&self) -> usize {
        match &self.0.body {
            Body::Plain(elements) => elements.borrow().len(),
            Body::Shared(shared) => shared.len(),
        }
    }

    /// Whether there is no element.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The element at a position counted from 0.
    #[inline]
    pub fn get(&self, position: usize) -> Option<Value> {
        match &self.0.body {
            Body::Plain(elements) => elements.borrow().get(position),
            Body::Shared(shared) => shared.get(position).map(Value::from),
        }
    }

    /// Looks at an element without copying it.
    #[inline]
    pub fn look<R>(&self, position: usize, look: impl FnOnce(&Value) -> R) -> Option<R> {
        match &self.0.body {
            Body::Plain(elements) => elements.borrow().look(position, look),
            Body::Shared(shared) => shared.get(position).map(|value| look(&value.into())),
        }
    }

    /// As [`Collection::look`], for collections that are not shared; nothing is found in others.
    #[inline]
    pub fn look_plain<R>(&self, position: usize, look: impl FnOnce(&Value) -> R) -> Option<R> {
        match &self.0.body {
            Body::Plain(elements) => elements.borrow().look(position, look),
            Body::Shared(_) => None,
        }
    }

    /// The number at a position of a collection that is not shared, where there is one.
    #[inline]
    pub fn number(&self, position: usize) -> Option<f64> {
        match &self.0.body {
            Body::Plain(elements) => elements.borrow().number(position),
            Body::Shared(_) => None,
        }
    }

    /// As [`Collection::look_plain`], for what is not stored as a number; nothing is found where all elements are.
    #[inline]
    pub fn look_value<R>(&self, position: usize, look: impl FnOnce(&Value) -> R) -> Option<R> {
        match &self.0.body {
            Body::Plain(elements) => elements.borrow().as_values()?.get(position).map(look),
            Body::Shared(_) => None,
        }
    }

    /// All elements as they are now.
    pub fn to_vec(&self) -> Vec<Value> {
        match &self.0.body {
            Body::Plain(elements) => elements.borrow().to_vec(),
            Body::Shared(shared) => shared.to_vec().into_iter().map(Value::from).collect(),
        }
    }

    /// All elements as they are now, as they are stored.
    pub fn elements(&self) -> Elements {
        self.look_all(Elements::clone).unwrap_or_else(|| self.to_vec().into())
    }

    /// Looks at all elements, for collections that are not shared. `look` must not run 4D code.
    #[inline]
    pub fn look_all<R>(&self, look: impl FnOnce(&Elements) -> R) -> Option<R> {
        match &self.0.body {
            Body::Plain(elements) => Some(look(&elements.borrow())),
            Body::Shared(_) => None,
        }
    }

    fn note(&self) {
        if !self.0.noted.replace(true) {
            heap::note_collection(&self.0);
        }
    }

    /// Appends an element.
    ///
    /// # Errors
    /// A shared collection that another process holds, or a value that it cannot take.
    #[inline]
    pub fn push(&self, value: Value, writer: u32) -> Result<(), Error> {
        match &self.0.body {
            Body::Plain(elements) => {
                if value.is_container() {
                    self.note();
                }
                let mut elements = elements.borrow_mut();
                elements.expect_room(elements.len() + 1, &value)?;
                elements.push(value);
                Ok(())
            }
            Body::Shared(shared) => shared.push(SharedValue::try_from_value(&value)?, writer),
        }
    }

    /// Sets the element at a position, making the collection longer with Null where needed.
    ///
    /// # Errors
    /// A shared collection that the process does not hold, or a value that it cannot take.
    pub fn set(&self, position: usize, value: Value, writer: u32) -> Result<(), Error> {
        match &self.0.body {
            Body::Plain(elements) => {
                if value.is_container() {
                    self.note();
                }
                let old = {
                    let mut elements = elements.borrow_mut();
                    if position >= elements.len() {
                        elements.expect_room(position + 1, &value)?;
                    }
                    elements.set(position, value)
                };
                drop(old);
                Ok(())
            }
            Body::Shared(shared) => shared.set(position, SharedValue::try_from_value(&value)?, writer),
        }
    }

    /// The group that a process must hold in addition to that of this shared collection while a value enters it, because the two
    /// merge; nothing where the collection is not shared or not held by the process.
    #[inline]
    pub fn also_held(&self, value: &Value, writer: u32) -> Option<Arc<Group>> {
        let shared = if value.is_container() { self.as_shared()? } else { return None };
        let value = SharedValue::try_from_value(value).ok()?;
        shared.also_held(&value).filter(|_| shared.group().is_held_by(writer)).cloned()
    }

    /// Changes all elements at once: `change` gets them and may do anything with them. A shared collection must be held by the process, and all values must be ones that it can take.
    ///
    /// # Errors
    /// A shared collection that the process does not hold, or a value that it cannot take.
    pub fn change<R>(&self, writer: u32, change: impl FnOnce(&mut Elements) -> R) -> Result<R, Error> {
        match &self.0.body {
            Body::Plain(cell) => {
                let mut elements = std::mem::take(&mut *cell.borrow_mut());
                let result = change(&mut elements);
                if elements.as_numbers().is_none() {
                    self.note();
                }
                *cell.borrow_mut() = elements;
                Ok(result)
            }
            Body::Shared(shared) => {
                shared.check_writer(writer)?;
                let mut elements = self.elements();
                let result = change(&mut elements);
                let values =
                    elements.into_vec().iter().map(SharedValue::try_from_value).collect::<Result<Vec<_>, _>>()?;
                shared.replace(values, writer)?;
                Ok(result)
            }
        }
    }

    /// Drops all elements of a collection that is not shared.
    pub fn clear(&self) {
        if let Body::Plain(elements) = &self.0.body {
            let emptied = std::mem::take(&mut *elements.borrow_mut());
            drop(emptied);
        }
    }
}

impl Drop for CollectionCell {
    fn drop(&mut self) {
        if let Body::Plain(elements) = &mut self.body {
            std::mem::take(elements.get_mut()).drop_flat();
        }
    }
}
