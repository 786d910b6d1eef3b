//! Objects, plain and shared, with one interface: properties in order, found by shape.

use crate::class::{Class, ClassKind};
use crate::error::{self, Error};
use crate::heap;
use crate::parcel::{Packed, Travels, cannot_travel};
use crate::shape::{self, Shape};
use crate::shared::{Group, SharedObject, SharedValue};
use crate::text::Text;
use crate::value::Value;
use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;
use std::any::Any;
use std::cell::{Cell, OnceCell, RefCell};
use std::rc::{Rc, Weak};
use std::sync::Arc;

/// A reference to an object.
#[derive(Clone)]
pub struct Object(Rc<ObjectCell>);

/// A reference to an object that does not keep it alive.
#[derive(Clone)]
pub struct WeakObject(Weak<ObjectCell>);

impl WeakObject {
    /// The object, if another reference still keeps it.
    pub fn upgrade(&self) -> Option<Object> {
        self.0.upgrade().map(Object)
    }
}

impl Object {
    /// A reference that does not keep the object alive.
    pub fn downgrade(&self) -> WeakObject {
        WeakObject(Rc::downgrade(&self.0))
    }
}

/// What a reference to an object refers to.
pub struct ObjectCell {
    body: Body,
    noted: Cell<bool>,
}

enum Body {
    Plain(RefCell<Plain>),
    Native(Box<Native>),
    /// With the same object as this domain has it, once it was needed, where it came from an object that is not shared.
    Shared(Arc<SharedObject>, OnceCell<Object>),
}

/// Properties of an object that is not shared: the value at each position of the shape.
struct Plain {
    shape: Rc<Shape>,
    slots: Vec<Value>,
}

/// An object of a built-in class: what the class needs, in addition to properties of its own.
struct Native {
    data: Box<dyn Any>,
    /// How it is packed for another process, where it can be.
    pack: Option<Pack>,
    /// What shows a person which one it is.
    described: Describe,
    plain: RefCell<Plain>,
}

type Describe = fn(&dyn Any) -> Vec<(Text, Value)>;

type Pack = fn(&dyn Any) -> Result<Arc<dyn Packed>, Error>;

/// How many shapes one place in the code remembers.
const REMEMBERED: usize = 4;

/// Inline cache: remembers for one place in the code where a property was in the objects that it saw last.
#[derive(Default)]
pub struct PropertyCache {
    /// Address of the shape and position of the property; 0 means no shape.
    entries: [Cell<(usize, u32)>; REMEMBERED],
    /// Keeps the shapes alive, so that their addresses stay theirs.
    shapes: RefCell<[Option<Rc<Shape>>; REMEMBERED]>,
    next: Cell<usize>,
}

impl PropertyCache {
    #[inline(always)]
    fn find(&self, shape: &Rc<Shape>, key: &Text) -> Option<usize> {
        let address = Rc::as_ptr(shape) as usize;
        for entry in &self.entries {
            let (known, position) = entry.get();
            if known == address {
                return Some(position as usize);
            }
        }
        self.find_slowly(shape, key)
    }

    #[inline(never)]
    fn find_slowly(&self, shape: &Rc<Shape>, key: &Text) -> Option<usize> {
        let position = shape.position(key)?;
        if !shape.is_private() {
            let index = self.next.get();
            self.next.set((index + 1) % REMEMBERED);
            if let (Some(entry), Some(kept)) = (self.entries.get(index), self.shapes.borrow_mut().get_mut(index)) {
                entry.set((Rc::as_ptr(shape) as usize, position as u32));
                *kept = Some(shape.clone());
            }
        }
        Some(position)
    }
}

/// Remembers for one place in the code something about the shapes of the objects that came by last.
pub struct ShapeCache<T> {
    entries: RefCell<Vec<(Rc<Shape>, T)>>,
}

impl<T> Default for ShapeCache<T> {
    fn default() -> Self {
        Self { entries: RefCell::default() }
    }
}

impl<T: Clone> ShapeCache<T> {
    /// What is remembered about the object's shape.
    #[inline]
    pub fn get(&self, object: &Object) -> Option<T> {
        let plain = object.plain()?.borrow();
        let entries = self.entries.borrow();
        entries.iter().find(|(shape, _)| Rc::ptr_eq(shape, &plain.shape)).map(|(_, known)| known.clone())
    }

    /// Remembers something about a shape; the oldest entry gives way.
    pub fn put(&self, shape: Rc<Shape>, known: T) {
        let mut entries = self.entries.borrow_mut();
        if entries.len() >= REMEMBERED {
            entries.remove(0);
        }
        entries.push((shape, known));
    }
}

impl Plain {
    fn find(&self, key: &Text) -> Option<&Value> {
        self.slots.get(self.shape.position(key)?)
    }

    /// Sets a property and gives the value that it had.
    fn replace(&mut self, key: &Text, value: Value) -> Value {
        match self.shape.position(key).and_then(|position| self.slots.get_mut(position)) {
            Some(slot) => std::mem::replace(slot, value),
            None => {
                self.shape = self.shape.with(key);
                self.slots.push(value);
                Value::Undefined
            }
        }
    }
}

impl Object {
    fn from_body(body: Body) -> Self {
        Self(Rc::new(ObjectCell { body, noted: Cell::new(false) }))
    }

    pub(crate) fn from_cell(cell: Rc<ObjectCell>) -> Self {
        Self(cell)
    }

    /// An empty object.
    pub fn new() -> Self {
        Self::with_shape(shape::plain_root(), Vec::new())
    }

    /// An object with these values at the positions of `shape`, which has as many names.
    pub fn with_shape(shape: Rc<Shape>, slots: Vec<Value>) -> Self {
        debug_assert_eq!(shape.len(), slots.len());
        Self::from_body(Body::Plain(RefCell::new(Plain { shape, slots })))
    }

    /// An empty object of a class.
    pub fn of_class(class: &Rc<Class>) -> Self {
        Self::with_shape(class.root_shape(), Vec::new())
    }

    /// An object of a built-in class with what the class needs.
    pub fn native(class: &Rc<Class>, data: impl Any) -> Self {
        Self::with_native(class, Box::new(data), None, |_| Vec::new())
    }

    /// As [`native`](Self::native), for objects that can be sent to other processes.
    pub fn travelling<T: Travels>(class: &Rc<Class>, data: T) -> Self {
        let pack: Pack = |data| match data.downcast_ref::<T>() {
            Some(data) => data.pack(),
            None => Err(cannot_travel("It")),
        };
        let described: Describe = |data| data.downcast_ref::<T>().map(T::described).unwrap_or_default();
        Self::with_native(class, Box::new(data), Some(pack), described)
    }

    fn with_native(class: &Rc<Class>, data: Box<dyn Any>, pack: Option<Pack>, described: Describe) -> Self {
        let plain = RefCell::new(Plain { shape: class.root_shape(), slots: Vec::new() });
        Self::from_body(Body::Native(Box::new(Native { data, pack, described, plain })))
    }

    /// What an equal object in another process is made of.
    ///
    /// # Errors
    /// Its class keeps something that stays in its process.
    pub(crate) fn pack(&self) -> Result<Arc<dyn Packed>, Error> {
        if let Body::Native(native) = &self.0.body
            && let Some(pack) = native.pack
        {
            return pack(&*native.data);
        }
        let class = self.class().map(|class| class.name.clone()).unwrap_or_default();
        Err(cannot_travel(&format!("An object of the class `4D.{class}`")))
    }

    /// This domain's reference to a shared object.
    pub fn shared(object: Arc<SharedObject>) -> Self {
        Self::from_body(Body::Shared(object, OnceCell::new()))
    }

    /// Its shared object, if it is one.
    pub fn as_shared(&self) -> Option<&Arc<SharedObject>> {
        match &self.0.body {
            Body::Shared(shared, _) => Some(shared),
            _ => None,
        }
    }

    /// What its built-in class keeps with it.
    pub fn native_data<T: Any>(&self) -> Option<&T> {
        match &self.0.body {
            Body::Native(native) => native.data.downcast_ref(),
            Body::Shared(shared, _) => shared.native_data().or_else(|| self.unpacked()?.native_data()),
            Body::Plain(_) => None,
        }
    }

    /// The properties that show a person which object of a built-in class it is: the path of a file.
    pub(crate) fn described(&self) -> Vec<(Text, Value)> {
        match &self.0.body {
            Body::Native(native) => (native.described)(&*native.data),
            Body::Shared(..) => self.unpacked().map(Object::described).unwrap_or_default(),
            Body::Plain(_) => Vec::new(),
        }
    }

    /// Whether it is an object of a built-in class that keeps something of its own.
    pub fn is_native(&self) -> bool {
        match &self.0.body {
            Body::Native(_) => true,
            Body::Shared(shared, _) => shared.is_native(),
            Body::Plain(_) => false,
        }
    }

    fn plain(&self) -> Option<&RefCell<Plain>> {
        match &self.0.body {
            Body::Plain(plain) => Some(plain),
            Body::Native(native) => Some(&native.plain),
            Body::Shared(..) => None,
        }
    }

    /// Whether both refer to the same object.
    pub fn same(&self, other: &Object) -> bool {
        match (&self.0.body, &other.0.body) {
            (Body::Shared(left, _), Body::Shared(right, _)) => Arc::ptr_eq(left, right),
            _ => Rc::ptr_eq(&self.0, &other.0),
        }
    }

    /// A number that identifies an object while it lives.
    pub fn identity(&self) -> usize {
        match &self.0.body {
            Body::Shared(shared, _) => Arc::as_ptr(shared) as usize,
            _ => Rc::as_ptr(&self.0) as usize,
        }
    }

    /// The same object as this domain has it, for an object of a built-in class that entered a shared one.
    fn unpacked(&self) -> Option<&Object> {
        let Body::Shared(shared, unpacked) = &self.0.body else { return None };
        let packed = shared.native_data::<Arc<dyn Packed>>()?;
        Some(unpacked.get_or_init(|| {
            let kind = ClassKind { built_in: true, ..ClassKind::default() };
            let class = Class::new(Text::from(packed.class()), kind, None);
            packed.clone().unpack(&class, &mut |_| None)
        }))
    }

    /// Its class; objects without a class of their own and those that were made as shared ones have none here.
    pub fn class(&self) -> Option<Rc<Class>> {
        match self.plain() {
            Some(plain) => plain.borrow().shape.class().cloned(),
            None => self.unpacked()?.class(),
        }
    }

    /// The name of its built-in class, for an object that keeps something of its own.
    pub fn native_name(&self) -> Option<Text> {
        if !self.is_native() {
            return None;
        }
        match (self.class(), self.as_shared().and_then(|shared| shared.class.as_deref())) {
            (Some(class), _) => Some(class.name.clone()),
            (None, name) => name.map(|name| Text::from(name.strip_prefix("4D.").unwrap_or(name))),
        }
    }

    /// Whether it belongs to no class but `4D.Object`.
    pub fn is_plain(&self) -> bool {
        match &self.0.body {
            Body::Plain(plain) => plain.borrow().shape.class().is_none(),
            Body::Native(_) => false,
            Body::Shared(shared, _) => shared.class.is_none(),
        }
    }

    /// Its shape, if it has one that others share.
    pub fn shape(&self) -> Option<Rc<Shape>> {
        Some(self.plain()?.borrow().shape.clone())
    }

    /// A property, if there is one of that name.
    pub fn get(&self, key: &Text) -> Option<Value> {
        match self.plain() {
            Some(plain) => plain.borrow().find(key).cloned(),
            None => self.as_shared()?.get(key).map(Value::from),
        }
    }

    /// A property by a name of the program text.
    pub fn get_str(&self, key: &str) -> Option<Value> {
        self.get(&Text::from(key))
    }

    /// Looks at a property without copying it, with the inline cache of the place that reads it.
    #[inline]
    pub fn look<R>(&self, key: &Text, cache: &PropertyCache, look: impl FnOnce(&Value) -> R) -> Option<R> {
        if let Body::Plain(plain) = &self.0.body {
            let plain = plain.borrow();
            let position = cache.find(&plain.shape, key)?;
            return plain.slots.get(position).map(look);
        }
        self.get(key).map(|value| look(&value))
    }

    /// Looks at the property at a position, counted from 0, without copying it. `look` must not run 4D code.
    #[inline]
    pub fn look_at<R>(&self, position: usize, look: impl FnOnce(&Text, &Value) -> R) -> Option<R> {
        match self.plain() {
            Some(plain) => {
                let plain = plain.borrow();
                let value = plain.slots.get(position)?;
                plain.shape.look_key(position, |key| look(key, value))
            }
            None => self.entries().get(position).map(|(key, value)| look(key, value)),
        }
    }

    /// As [`Object::look`], for objects of no built-in class that are not shared; nothing is found in others.
    #[inline]
    pub fn look_plain<R>(&self, key: &Text, cache: &PropertyCache, look: impl FnOnce(&Value) -> R) -> Option<R> {
        let Body::Plain(plain) = &self.0.body else { return None };
        let plain = plain.borrow();
        let position = cache.find(&plain.shape, key)?;
        plain.slots.get(position).map(look)
    }

    /// Writes an existing property of a plain object at a place that remembers it; gives the value back where the
    /// general way must be taken.
    #[inline]
    pub fn store(&self, key: &Text, cache: &PropertyCache, value: Value) -> Result<(), Value> {
        if let Body::Plain(plain) = &self.0.body {
            if value.is_container() {
                self.note();
            }
            if !matches!(
                value,
                Value::Undefined | Value::Unassigned | Value::Array(_) | Value::Blob(_) | Value::Time(_)
            ) {
                let mut plain = plain.borrow_mut();
                let plain = &mut *plain;
                if let Some(slot) = cache.find(&plain.shape, key).and_then(|position| plain.slots.get_mut(position)) {
                    *slot = value;
                    return Ok(());
                }
            }
        }
        Err(value)
    }

    /// Writes a number into an existing property of a plain object at a place that remembers it; returns whether it did.
    #[inline]
    pub fn store_number(&self, key: &Text, cache: &PropertyCache, number: f64) -> bool {
        let Body::Plain(plain) = &self.0.body else { return false };
        let mut plain = plain.borrow_mut();
        let plain = &mut *plain;
        match cache.find(&plain.shape, key).and_then(|position| plain.slots.get_mut(position)) {
            Some(Value::Real(slot)) => *slot = number,
            Some(slot) => *slot = Value::Real(number),
            None => return false,
        }
        true
    }

    /// Looks at a property by name without copying it, for objects that are not shared; nothing is found in others.
    #[inline]
    pub fn look_named<R>(&self, key: &Text, look: impl FnOnce(&Value) -> R) -> Option<R> {
        let Body::Plain(plain) = &self.0.body else { return None };
        plain.borrow().find(key).map(look)
    }

    /// Sets a property of an object without a class that is not shared; gives the value back where the general way must
    /// be taken.
    ///
    /// # Errors
    /// The object is another one, or the value not one that it holds as it is.
    #[inline]
    pub fn put_plain(&self, key: &Text, value: Value) -> Result<(), Value> {
        let Body::Plain(plain) = &self.0.body else { return Err(value) };
        if matches!(value, Value::Undefined | Value::Unassigned | Value::Array(_) | Value::Blob(_) | Value::Time(_)) {
            return Err(value);
        }
        if value.is_container() {
            self.note();
        }
        let mut plain = plain.borrow_mut();
        if plain.shape.class().is_some() {
            return Err(value);
        }
        let old = plain.replace(key, value);
        drop(plain);
        drop(old);
        Ok(())
    }

    /// Gives a plain object with only one reference other content in the memory that it has: these values at the
    /// positions of `shape`. The values come back where others refer to it or where it is not plain.
    ///
    /// # Errors
    /// The object could be seen by others.
    #[inline]
    pub fn refill<const N: usize>(&self, shape: &Rc<Shape>, values: [Value; N]) -> Result<(), [Value; N]> {
        debug_assert_eq!(shape.len(), N);
        match &self.0.body {
            Body::Plain(plain) if Rc::strong_count(&self.0) == 1 => {
                let mut plain = plain.borrow_mut();
                plain.slots.clear();
                plain.slots.extend(values);
                if !Rc::ptr_eq(&plain.shape, shape) {
                    plain.shape = shape.clone();
                }
                Ok(())
            }
            _ => Err(values),
        }
    }

    /// Whether the object has exactly the properties of that shape.
    #[inline]
    pub fn has_shape(&self, shape: &Rc<Shape>) -> bool {
        self.plain().is_some_and(|plain| Rc::ptr_eq(&plain.borrow().shape, shape))
    }

    fn note(&self) {
        if !self.0.noted.replace(true) {
            heap::note_object(&self.0);
        }
    }

    /// Sets a property of an object that is not shared, whatever its value was; nothing happens on a shared one.
    pub fn put(&self, key: impl Into<Text>, value: Value) {
        if let Some(plain) = self.plain() {
            if value.is_container() {
                self.note();
            }
            let old = plain.borrow_mut().replace(&key.into(), value);
            drop(old);
        }
    }

    /// Sets a property as an assignment does. `writer` is the process, which must hold a shared object.
    ///
    /// An undefined value empties an existing property by its type and does nothing to a missing one
    /// ([Null and Undefined](https://developer.4d.com/docs/Concepts/null-undefined)).
    ///
    /// # Errors
    /// A shared object that the process does not hold, or a value that it cannot take.
    pub fn set(&self, key: &Text, value: Value, writer: u32) -> Result<(), Error> {
        let value = match value {
            Value::Undefined => match self.get(key) {
                Some(old) => old.emptied(),
                None => return Ok(()),
            },
            value => value,
        };
        match self.plain() {
            Some(_) => self.put(key.clone(), value),
            None => {
                if let Some(shared) = self.as_shared() {
                    shared.set(key, SharedValue::try_from_value(&value)?, writer)?;
                }
            }
        }
        Ok(())
    }

    /// The group that a process must hold in addition to that of this shared object while a value enters it, because the two
    /// merge; nothing where the object is not shared or not held by the process.
    #[inline]
    pub fn also_held(&self, value: &Value, writer: u32) -> Option<Arc<Group>> {
        let shared = if value.is_container() { self.as_shared()? } else { return None };
        let value = SharedValue::try_from_value(value).ok()?;
        shared.also_held(&value).filter(|_| shared.group().is_held_by(writer)).cloned()
    }

    /// Removes a property; returns whether there was one.
    ///
    /// # Errors
    /// A shared object that the process does not hold.
    pub fn remove(&self, key: &Text, writer: u32) -> Result<bool, Error> {
        match self.plain() {
            Some(plain) => {
                let old = {
                    let mut plain = plain.borrow_mut();
                    match plain.shape.position(key) {
                        Some(position) => {
                            plain.shape = plain.shape.without(position);
                            Some(plain.slots.remove(position))
                        }
                        None => None,
                    }
                };
                Ok(old.is_some())
            }
            None => self.as_shared().map_or(Ok(false), |shared| shared.remove(key, writer)),
        }
    }

    /// Property names in order.
    pub fn keys(&self) -> Vec<Text> {
        match self.plain() {
            Some(plain) => plain.borrow().shape.keys(),
            None => self.as_shared().map(|shared| shared.keys()).unwrap_or_default(),
        }
    }

    /// Names and values in order, as they are now.
    pub fn entries(&self) -> Vec<(Text, Value)> {
        match self.plain() {
            Some(plain) => {
                let plain = plain.borrow();
                plain.shape.keys().into_iter().zip(plain.slots.iter().cloned()).collect()
            }
            None => self
                .as_shared()
                .map(|shared| shared.entries().into_iter().map(|(key, value)| (key, value.into())).collect())
                .unwrap_or_default(),
        }
    }

    /// How many properties there are.
    pub fn len(&self) -> usize {
        match self.plain() {
            Some(plain) => plain.borrow().slots.len(),
            None => self.as_shared().map_or(0, |shared| shared.len()),
        }
    }

    /// Whether there is no property.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Drops all properties of an object that is not shared.
    pub fn clear(&self) {
        if let Some(plain) = self.plain() {
            let emptied = {
                let mut plain = plain.borrow_mut();
                plain.shape = Shape::private(plain.shape.class().cloned(), IndexSet::with_hasher(FxBuildHasher));
                std::mem::take(&mut plain.slots)
            };
            drop(emptied);
        }
    }

    /// The error for a write to something that cannot be written.
    pub fn read_only(key: &Text) -> Error {
        Error::with(error::READ_ONLY, format!("The attribute `{key}` is read-only"))
    }
}

impl Default for Object {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for ObjectCell {
    fn drop(&mut self) {
        let slots = match &mut self.body {
            Body::Plain(plain) => std::mem::take(&mut plain.get_mut().slots),
            Body::Native(native) => std::mem::take(&mut native.plain.get_mut().slots),
            Body::Shared(..) => return,
        };
        crate::value::drop_flat(slots);
    }
}
