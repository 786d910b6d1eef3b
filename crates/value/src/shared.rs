//! Shared objects and collections: readable by every process, written by the one that holds their group.
//!
//! Two locks that never mix: the group's is 4D's own (`Use … End use`) and is only tried here, waiting is the
//! scheduler's business; the latch of each object protects memory and is never held while 4D code runs.

use crate::collection::Collection;
use crate::date::Date;
use crate::error::{self, Error};
use crate::object::Object;
use crate::text::Text;
use crate::time::Time;
use crate::value::Value;
use indexmap::IndexMap;
use parking_lot::{Mutex, RwLock};
use rustc_hash::FxBuildHasher;
use std::any::Any;
use std::collections::VecDeque;
use std::sync::Arc;

/// A value that a shared object can hold and that may cross between threads.
#[derive(Clone, Default)]
pub enum SharedValue {
    /// Null.
    #[default]
    Null,
    /// Boolean.
    Boolean(bool),
    /// Number.
    Real(f64),
    /// Text.
    Text(Text),
    /// Date.
    Date(Date),
    /// Time.
    Time(Time),
    /// Shared object.
    Object(Arc<SharedObject>),
    /// Shared collection.
    Collection(Arc<SharedCollection>),
}

impl SharedValue {
    /// The shared form of a value.
    ///
    /// # Errors
    /// [`error::SHARED_VALUE`] for what a shared object cannot hold ([rule 6.1](New shared object)).
    pub fn try_from_value(value: &Value) -> Result<SharedValue, Error> {
        Ok(match value {
            Value::Undefined | Value::Null => SharedValue::Null,
            Value::Boolean(value) => SharedValue::Boolean(*value),
            Value::Real(value) => SharedValue::Real(*value),
            Value::Text(value) => SharedValue::Text(value.clone()),
            Value::Date(value) => SharedValue::Date(*value),
            Value::Time(value) => SharedValue::Time(*value),
            Value::Object(object) => match object.as_shared() {
                Some(shared) => SharedValue::Object(shared.clone()),
                None => return Err(Error::of(error::SHARED_VALUE)),
            },
            Value::Collection(collection) => match collection.as_shared() {
                Some(shared) => SharedValue::Collection(shared.clone()),
                None => return Err(Error::of(error::SHARED_VALUE)),
            },
            Value::Pointer(pointer) if pointer.is_nil() => SharedValue::Null,
            Value::Pointer(_) | Value::Blob(_) | Value::Array(_) => return Err(Error::of(error::SHARED_VALUE)),
        })
    }

    fn member(&self) -> Option<&Membership> {
        match self {
            SharedValue::Object(object) if object.data.is_some() => None,
            SharedValue::Object(object) => Some(&object.membership),
            SharedValue::Collection(collection) => Some(&collection.membership),
            _ => None,
        }
    }
}

impl From<SharedValue> for Value {
    fn from(value: SharedValue) -> Value {
        match value {
            SharedValue::Null => Value::Null,
            SharedValue::Boolean(value) => Value::Boolean(value),
            SharedValue::Real(value) => Value::Real(value),
            SharedValue::Text(value) => Value::Text(value),
            SharedValue::Date(value) => Value::Date(value),
            SharedValue::Time(value) => Value::Time(value),
            SharedValue::Object(object) => Value::Object(Object::shared(object)),
            SharedValue::Collection(collection) => Value::Collection(Collection::shared(collection)),
        }
    }
}

/// The objects that are locked together. Groups only merge: then one leads to the other.
#[derive(Default)]
pub struct Group {
    state: Mutex<GroupState>,
}

#[derive(Default)]
struct GroupState {
    /// The process that holds it; 0 is none.
    owner: u32,
    count: u32,
    /// How many objects belong to it besides the one that it was made with.
    others: u32,
    leads_to: Option<Arc<Group>>,
    /// Processes that wait, the first one first.
    waiters: VecDeque<u32>,
    /// How often a process was faster than the first one that waits.
    passed_over: u32,
}

/// How often others may be faster than the process that waits first. Handing a group over costs a change of thread, so
/// strict order would be slow; without a limit a process could starve.
const MAX_PASSED_OVER: u32 = 64;

impl Group {
    fn root(self: &Arc<Group>) -> Arc<Group> {
        let mut group = self.clone();
        loop {
            let next = group.state.lock().leads_to.clone();
            match next {
                Some(next) => group = next,
                None => return group,
            }
        }
    }

    fn with_root<R>(self: &Arc<Group>, look: impl Fn(&mut GroupState) -> R) -> R {
        let mut group = self.clone();
        loop {
            let next = {
                let mut state = group.state.lock();
                match &state.leads_to {
                    Some(next) => next.clone(),
                    None => return look(&mut state),
                }
            };
            group = next;
        }
    }

    /// Takes the group for a process, once more if it holds it already. False where another process holds it.
    pub fn try_lock(self: &Arc<Group>, process: u32) -> bool {
        self.with_root(|state| {
            if state.count > 0 && state.owner == process {
                state.count += 1;
                return true;
            }
            if state.count == 0 {
                match state.waiters.front() {
                    Some(first) if *first == process => {
                        state.waiters.pop_front();
                        state.passed_over = 0;
                    }
                    Some(_) if state.passed_over >= MAX_PASSED_OVER => return Self::queue(state, process),
                    Some(_) => {
                        state.passed_over += 1;
                        state.waiters.retain(|waiter| *waiter != process);
                    }
                    None => {}
                }
                state.owner = process;
                state.count = 1;
                return true;
            }
            Self::queue(state, process)
        })
    }

    fn queue(state: &mut GroupState, process: u32) -> bool {
        if !state.waiters.contains(&process) {
            state.waiters.push_back(process);
        }
        false
    }

    /// A process waits no longer.
    pub fn give_up(self: &Arc<Group>, process: u32) {
        self.with_root(|state| state.waiters.retain(|waiter| *waiter != process));
    }

    /// Gives back one `Use` of a process; true where the group is free now.
    pub fn unlock(self: &Arc<Group>, process: u32) -> bool {
        self.with_root(|state| {
            if state.owner == process && state.count > 0 {
                state.count -= 1;
                if state.count == 0 {
                    state.owner = 0;
                }
            }
            state.count == 0
        })
    }

    /// Whether both are the same group now.
    pub fn same(self: &Arc<Group>, other: &Arc<Group>) -> bool {
        Arc::ptr_eq(&self.root(), &other.root())
    }

    /// The process that holds the group.
    pub fn owner(self: &Arc<Group>) -> Option<u32> {
        self.with_root(|state| (state.count > 0).then_some(state.owner))
    }

    /// Lets `other` lead to this group. Both are held by the process or free; the counts add up.
    fn absorb(self: &Arc<Group>, other: &Arc<Group>) {
        let (into, from) = (self.root(), other.root());
        if Arc::ptr_eq(&into, &from) {
            return;
        }
        let (owner, count, others) = {
            let mut state = from.state.lock();
            state.leads_to = Some(into.clone());
            (state.owner, std::mem::take(&mut state.count), state.others)
        };
        // Whoever waits for the old group asks again and then stands in the queue of this one.
        let mut state = into.state.lock();
        state.count += count;
        state.others += others + 1;
        if count > 0 {
            state.owner = owner;
        }
    }

    /// Whether more than one object belongs to it.
    fn is_shared(self: &Arc<Group>) -> bool {
        self.with_root(|state| state.others > 0)
    }
}

/// How an object belongs to its group.
struct Membership {
    group: Arc<Group>,
    /// `Storage` and the storage of a session: what they hold keeps its own group (rules 6.7 and 6.8).
    keeps_apart: bool,
    /// `Storage` holds shared objects and collections only (rule 6.7).
    only_shared: bool,
}

impl Membership {
    fn new(group: Option<Arc<Group>>, keeps_apart: bool) -> Self {
        if let Some(group) = &group {
            group.with_root(|state| state.others += 1);
        }
        Self { group: group.unwrap_or_default(), keeps_apart, only_shared: false }
    }

    fn check_writer(&self, writer: u32) -> Result<(), Error> {
        if self.group.owner() == Some(writer) { Ok(()) } else { Err(Error::of(error::SHARED_NOT_LOCKED)) }
    }

    /// Lets a value enter this object's group (rule 6.4): one of the two must be alone, and then belongs to the group of
    /// the other.
    fn adopt(&self, value: &SharedValue, writer: u32) -> Result<(), Error> {
        if self.only_shared && !matches!(value, SharedValue::Object(_) | SharedValue::Collection(_)) {
            return Err(Error::of(error::SHARED_VALUE));
        }
        let Some(child) = value.member() else { return Ok(()) };
        if self.keeps_apart || Arc::ptr_eq(&self.group.root(), &child.group.root()) {
            return Ok(());
        }
        let refused = child.keeps_apart
            || (child.group.is_shared() && self.group.is_shared())
            || child.group.owner().is_some_and(|owner| owner != writer);
        if refused {
            return Err(Error::of(error::SHARED_GROUP));
        }
        if child.group.is_shared() {
            child.group.absorb(&self.group)
        } else {
            self.group.absorb(&child.group)
        }
        Ok(())
    }
}

type Properties = IndexMap<Text, SharedValue, FxBuildHasher>;

/// An object that all processes may read.
pub struct SharedObject {
    content: RwLock<Properties>,
    membership: Membership,
    /// Name of its class, if it is an object of a shared class; `store.Name`.
    pub class: Option<Arc<str>>,
    /// What its built-in class keeps with it; such an object cannot be changed.
    data: Option<Box<dyn Any + Send + Sync>>,
}

impl SharedObject {
    /// An empty object with a group of its own or in a given one.
    pub fn new(group: Option<Arc<Group>>) -> Arc<Self> {
        Arc::new(Self {
            content: RwLock::default(),
            membership: Membership::new(group, false),
            class: None,
            data: None,
        })
    }

    /// An empty object of a shared class.
    pub fn of_class(class: Arc<str>) -> Arc<Self> {
        Arc::new(Self {
            content: RwLock::default(),
            membership: Membership::new(None, false),
            class: Some(class),
            data: None,
        })
    }

    /// An object of a built-in class, `4D.Name`, with what the class needs. It cannot be changed, and goes into every
    /// group without joining it.
    pub fn native(class: Arc<str>, data: impl Any + Send + Sync) -> Arc<Self> {
        let membership = Membership::new(None, false);
        Arc::new(Self { content: RwLock::default(), membership, class: Some(class), data: Some(Box::new(data)) })
    }

    /// What its built-in class keeps with it.
    pub fn native_data<T: Any>(&self) -> Option<&T> {
        self.data.as_deref()?.downcast_ref()
    }

    /// Whether it is an object of a built-in class that keeps something of its own.
    pub fn is_native(&self) -> bool {
        self.data.is_some()
    }

    /// `Storage`: its content keeps its own groups, and is shared itself.
    pub fn machine_storage() -> Arc<Self> {
        let membership = Membership { only_shared: true, ..Membership::new(None, true) };
        Arc::new(Self { content: RwLock::default(), membership, class: None, data: None })
    }

    /// The storage of a session, whose content keeps its own groups.
    /// The same object as an object of a class, as long as nothing else refers to it.
    pub fn named(object: Arc<Self>, class: Arc<str>) -> Arc<Self> {
        match Arc::try_unwrap(object) {
            Ok(object) => Arc::new(Self { class: Some(class), ..object }),
            Err(object) => object,
        }
    }

    /// An object whose content keeps its own groups: `Storage` and the storage of a session.
    pub fn storage() -> Arc<Self> {
        Arc::new(Self { content: RwLock::default(), membership: Membership::new(None, true), class: None, data: None })
    }

    /// The group that `Use` takes.
    pub fn group(&self) -> &Arc<Group> {
        &self.membership.group
    }

    /// A property.
    pub fn get(&self, key: &Text) -> Option<SharedValue> {
        self.content.read().get(key).cloned()
    }

    /// Sets a property.
    ///
    /// # Errors
    /// The process does not hold the group, or the value belongs to another one.
    pub fn set(&self, key: &Text, value: SharedValue, writer: u32) -> Result<(), Error> {
        if self.data.is_some() {
            return Err(Object::read_only(key));
        }
        self.membership.check_writer(writer)?;
        self.membership.adopt(&value, writer)?;
        let old = self.content.write().insert(key.clone(), value);
        drop(old);
        Ok(())
    }

    /// Removes a property; tells whether there was one.
    ///
    /// # Errors
    /// The process does not hold the group.
    pub fn remove(&self, key: &Text, writer: u32) -> Result<bool, Error> {
        self.membership.check_writer(writer)?;
        let old = self.content.write().shift_remove(key);
        Ok(old.is_some())
    }

    /// Property names in order.
    pub fn keys(&self) -> Vec<Text> {
        self.content.read().keys().cloned().collect()
    }

    /// Names and values in order.
    pub fn entries(&self) -> Vec<(Text, SharedValue)> {
        self.content.read().iter().map(|(key, value)| (key.clone(), value.clone())).collect()
    }

    /// How many properties there are.
    pub fn len(&self) -> usize {
        self.content.read().len()
    }

    /// Whether there is no property.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A collection that all processes may read.
pub struct SharedCollection {
    content: RwLock<Vec<SharedValue>>,
    membership: Membership,
}

impl SharedCollection {
    /// An empty collection with a group of its own or in a given one.
    pub fn new(group: Option<Arc<Group>>) -> Arc<Self> {
        Arc::new(Self { content: RwLock::default(), membership: Membership::new(group, false) })
    }

    /// The group that `Use` takes.
    pub fn group(&self) -> &Arc<Group> {
        &self.membership.group
    }

    /// The element at a position counted from 0.
    pub fn get(&self, position: usize) -> Option<SharedValue> {
        self.content.read().get(position).cloned()
    }

    /// All elements.
    pub fn to_vec(&self) -> Vec<SharedValue> {
        self.content.read().clone()
    }

    /// How many elements there are.
    pub fn len(&self) -> usize {
        self.content.read().len()
    }

    /// Whether there is no element.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether a process may write.
    ///
    /// # Errors
    /// The process does not hold the group.
    pub fn check_writer(&self, writer: u32) -> Result<(), Error> {
        self.membership.check_writer(writer)
    }

    /// Changes the elements; `values` are those that enter.
    ///
    /// # Errors
    /// The process does not hold the group, or a value belongs to another one.
    pub fn change(
        &self,
        writer: u32,
        values: Vec<SharedValue>,
        change: impl FnOnce(&mut Vec<SharedValue>, Vec<SharedValue>),
    ) -> Result<(), Error> {
        self.membership.check_writer(writer)?;
        for value in &values {
            self.membership.adopt(value, writer)?;
        }
        change(&mut self.content.write(), values);
        Ok(())
    }
}
