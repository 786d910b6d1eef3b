//! Objects and collections are counted, so a cycle would outlive its domain; this list knows the containers that may be
//! part of one, and empties them when the domain ends.

use crate::collection::{Collection, CollectionCell};
use crate::object::{Object, ObjectCell};
use std::cell::RefCell;
use std::rc::{Rc, Weak};

enum Container {
    Object(Weak<ObjectCell>),
    Collection(Weak<CollectionCell>),
}

#[derive(Default)]
struct Heap {
    containers: Vec<Container>,
    next_sweep: usize,
}

thread_local! {
    static HEAP: RefCell<Heap> = RefCell::default();
}

fn note(container: Container) {
    HEAP.with(|heap| {
        let mut heap = heap.borrow_mut();
        if heap.containers.len() >= heap.next_sweep.max(1024) {
            heap.containers.retain(|container| match container {
                Container::Object(object) => object.strong_count() > 0,
                Container::Collection(collection) => collection.strong_count() > 0,
            });
            heap.next_sweep = heap.containers.len() * 2;
        }
        heap.containers.push(container);
    });
}

/// A container was put into this object after it was made.
pub(crate) fn note_object(object: &Rc<ObjectCell>) {
    note(Container::Object(Rc::downgrade(object)));
}

/// A container was put into this collection after it was made.
pub(crate) fn note_collection(collection: &Rc<CollectionCell>) {
    note(Container::Collection(Rc::downgrade(collection)));
}

/// Frees what only cycles keep alive. To be called when the last process of the thread's domain has ended.
pub fn end_domain() {
    crate::compare::set_real_epsilon(crate::compare::REAL_EPSILON);
    let containers = HEAP.with(|heap| std::mem::take(&mut heap.borrow_mut().containers));
    for container in containers {
        match container {
            Container::Object(object) => {
                if let Some(object) = object.upgrade() {
                    Object::from_cell(object).clear();
                }
            }
            Container::Collection(collection) => {
                if let Some(collection) = collection.upgrade() {
                    Collection::from_cell(collection).clear();
                }
            }
        }
    }
}
