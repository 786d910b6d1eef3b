//! Values on their way to another domain: plain ones are copied, shared ones go by reference.

use crate::blob::Blob;
use crate::class::{Callable, Class, ClassReference, Function};
use crate::collection::Collection;
use crate::elements::Elements;
use crate::error::{self, Error};
use crate::object::Object;
use crate::picture::Picture;
use crate::pointer::{Pointer, PointerTarget};
use crate::shared::SharedValue;
use crate::text::Text;
use crate::value::Value;
use rustc_hash::FxHashMap;
use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

/// A value that may cross between threads. What occurs more than once in it, or contains itself, does so in the copy.
#[derive(Clone)]
pub enum Parcel {
    /// No value.
    Undefined,
    /// An object or collection that was never assigned.
    Unassigned,
    /// What is the same on both sides.
    Shared(SharedValue),
    /// A copy of an object, with the name of its class where the project has that, and its number among the containers.
    Object(Vec<(Text, Parcel)>, Option<Text>, u32),
    /// A copy of a collection, with its number among the containers.
    Collection(Vec<Parcel>, u32),
    /// The container of that number once more.
    Again(u32),
    /// An object of a built-in class that keeps something of its own, and its number among the containers.
    Native(Arc<dyn Packed>, u32),
    /// A copy of a Blob.
    Blob(Vec<u8>),
    /// A picture, whose bytes are not copied.
    Picture(Picture),
    /// A pointer. Whether the other process can follow it is found out there.
    Pointer(PackedPointer),
}

/// What an object of a built-in class keeps, on its way to another domain.
pub trait Packed: Send + Sync {
    /// The name of the built-in class.
    fn class(&self) -> &str;
    /// An equal object of the class.
    fn unpack(self: Arc<Self>, class: &Rc<Class>, classes: &mut Classes<'_>) -> Object;
    /// Whether it never changes and needs no class to be unpacked, so that shared objects can hold it.
    fn is_shareable(&self) -> bool {
        false
    }
}

/// What a built-in class keeps with its objects, where they can be sent to other processes.
pub trait Travels: 'static {
    /// The properties that show a person which one it is: the path of a file.
    fn described(&self) -> Vec<(Text, Value)> {
        Vec::new()
    }
    /// What an equal object is made of.
    ///
    /// # Errors
    /// Something in it cannot be sent.
    fn pack(&self) -> Result<Arc<dyn Packed>, Error>;
}

/// Gives the classes of copied objects by their names; those of built-in ones begin with `4D.`.
pub type Classes<'c> = dyn FnMut(&Text) -> Option<Rc<Class>> + 'c;

/// A pointer on its way to another domain.
#[derive(Clone)]
pub enum PackedPointer {
    /// To a local variable: process, call, number and name.
    Local(u32, u64, u32, Text),
    /// To a process variable: process, number and name.
    Process(u32, u32, Text),
    /// To an interprocess variable: number and name.
    Interprocess(u32, Text),
    /// To an element of an array.
    Element(Box<PackedPointer>, i64),
    /// To a table.
    Table(u32),
    /// To a field.
    Field(u32, u32),
}

/// How deep objects may nest in a parcel.
const MAX_DEPTH: usize = 500;

thread_local! {
    /// How deep the object nests that is just being packed, for the parcels in it.
    static AROUND: Cell<usize> = const { Cell::new(0) };
}

/// What is sent in place of a value: sessions and pointers to another machine.
type Replace<'r> = dyn FnMut(&Value) -> Option<Value> + 'r;

struct Packer<'r> {
    /// The numbers of the containers that were met, by identity.
    met: FxHashMap<usize, u32>,
    /// Containers that were made for the way only; they must live as long as their identities are known.
    kept: Vec<Value>,
    /// For another machine: shared objects are copied too, and some values replaced.
    replace: Option<&'r mut Replace<'r>>,
}

impl Parcel {
    /// Packs a value.
    ///
    /// # Errors
    /// Arrays do not travel, nor do objects that only their own process can use.
    pub fn pack(value: &Value) -> Result<Parcel, Error> {
        Packer { met: FxHashMap::default(), kept: Vec::new(), replace: None }.pack(value, AROUND.get())
    }

    /// Packs a value for another machine: shared objects arrive as plain copies too, and what `replace` gives goes in
    /// place of a value.
    ///
    /// # Errors
    /// As [`Parcel::pack`].
    pub fn copy<'r>(value: &Value, replace: &'r mut Replace<'r>) -> Result<Parcel, Error> {
        Packer { met: FxHashMap::default(), kept: Vec::new(), replace: Some(replace) }.pack(value, 0)
    }

    /// Whether it needs no class to be unpacked.
    pub fn stands_alone(&self) -> bool {
        match self {
            Parcel::Object(entries, class, _) => {
                class.is_none() && entries.iter().all(|(_, parcel)| parcel.stands_alone())
            }
            Parcel::Collection(items, _) => items.iter().all(Parcel::stands_alone),
            Parcel::Native(..) => false,
            _ => true,
        }
    }

    /// Unpacks it in the domain of the running thread, where `classes` gives the classes of copied objects.
    pub fn unpack(self, classes: &mut Classes<'_>) -> Value {
        unpack(self, classes, &mut FxHashMap::default())
    }
}

impl Packer<'_> {
    fn number(&mut self, identity: usize) -> u32 {
        let number = self.met.len() as u32;
        self.met.insert(identity, number);
        number
    }

    fn pack(&mut self, value: &Value, depth: usize) -> Result<Parcel, Error> {
        if depth > MAX_DEPTH {
            let text =
                format!("Objects that nest more than {MAX_DEPTH} levels deep cannot be passed to another process");
            return Err(Error::with(error::CYCLE, text));
        }
        if let Some(replaced) = self.replace.as_mut().and_then(|replace| replace(value)) {
            self.kept.push(replaced.clone());
            return self.contents(&replaced, depth);
        }
        self.contents(value, depth)
    }

    fn contents(&mut self, value: &Value, depth: usize) -> Result<Parcel, Error> {
        let copied = self.replace.is_some();
        Ok(match value {
            Value::Undefined => Parcel::Undefined,
            Value::Unassigned => Parcel::Unassigned,
            Value::Object(object) if copied && object.native_data::<ClassReference>().is_some() => {
                return Err(cannot_travel("A class object of another machine"));
            }
            Value::Object(object) if object.as_shared().is_none() || (copied && !object.is_native()) => {
                if let Some(number) = self.met.get(&object.identity()) {
                    return Ok(Parcel::Again(*number));
                }
                let number = self.number(object.identity());
                if object.is_native() {
                    // What a formula took with it is a parcel of its own, and may hold formulas.
                    let around = AROUND.replace(depth + 1);
                    let packed = object.pack();
                    AROUND.set(around);
                    return packed.map(|packed| Parcel::Native(packed, number));
                }
                let mut entries = Vec::new();
                for (key, value) in object.entries() {
                    entries.push((key, self.pack(&value, depth + 1)?));
                }
                let class = object.class().filter(|class| !copied && !class.kind.built_in);
                Parcel::Object(entries, class.map(|class| class.key.clone()), number)
            }
            Value::Collection(collection) if collection.as_shared().is_none() || copied => {
                if let Some(number) = self.met.get(&collection.identity()) {
                    return Ok(Parcel::Again(*number));
                }
                let number = self.number(collection.identity());
                let items = collection.to_vec();
                let items = items.iter().map(|item| self.pack(item, depth + 1)).collect::<Result<_, _>>()?;
                Parcel::Collection(items, number)
            }
            Value::Blob(blob) => Parcel::Blob(blob.to_vec()),
            Value::Picture(picture) => Parcel::Picture(picture.clone()),
            Value::Pointer(pointer) if !pointer.is_nil() => match packed_pointer(pointer) {
                Some(pointer) => Parcel::Pointer(pointer),
                None => return Err(cannot_travel("A pointer into an object")),
            },
            Value::Array(_) => return Err(cannot_travel("An array")),
            value => Parcel::Shared(SharedValue::try_from_value(value)?),
        })
    }
}

/// The error of something that stays in its process.
pub fn cannot_travel(what: &str) -> Error {
    Error::with(error::INCOMPATIBLE_TYPES, format!("{what} cannot be passed to another process"))
}

fn packed_pointer(pointer: &Pointer) -> Option<PackedPointer> {
    Some(match &**pointer.0.as_ref()? {
        PointerTarget::Local { process, frame, variable, name } => {
            PackedPointer::Local(*process, *frame, *variable, name.clone())
        }
        PointerTarget::Process { process, variable, name } => PackedPointer::Process(*process, *variable, name.clone()),
        PointerTarget::Interprocess { variable, name } => PackedPointer::Interprocess(*variable, name.clone()),
        PointerTarget::Element(array, index) => PackedPointer::Element(Box::new(packed_pointer(array)?), *index),
        PointerTarget::Table(table) => PackedPointer::Table(*table),
        PointerTarget::Field(table, field) => PackedPointer::Field(*table, *field),
        PointerTarget::Property(..) | PointerTarget::Item(..) => return None,
    })
}

fn unpacked_pointer(pointer: PackedPointer) -> Pointer {
    Pointer::to(match pointer {
        PackedPointer::Local(process, frame, variable, name) => PointerTarget::Local { process, frame, variable, name },
        PackedPointer::Process(process, variable, name) => PointerTarget::Process { process, variable, name },
        PackedPointer::Interprocess(variable, name) => PointerTarget::Interprocess { variable, name },
        PackedPointer::Element(array, index) => PointerTarget::Element(unpacked_pointer(*array), index),
        PackedPointer::Table(table) => PointerTarget::Table(table),
        PackedPointer::Field(table, field) => PointerTarget::Field(table, field),
    })
}

/// A class by its name, and what to do with the objects that were unpacked already, by number.
fn unpack(parcel: Parcel, classes: &mut Classes<'_>, known: &mut FxHashMap<u32, Value>) -> Value {
    match parcel {
        Parcel::Undefined => Value::Undefined,
        Parcel::Unassigned => Value::Unassigned,
        Parcel::Shared(value) => value.into(),
        Parcel::Object(entries, name, number) => {
            let object = match name.and_then(|name| classes(&name)) {
                Some(class) => Object::of_class(&class),
                None => Object::new(),
            };
            known.insert(number, Value::Object(object.clone()));
            for (key, value) in entries {
                object.put(key, unpack(value, classes, known));
            }
            Value::Object(object)
        }
        Parcel::Collection(items, number) => {
            let collection = Collection::of(Elements::with_capacity(items.len()));
            known.insert(number, Value::Collection(collection.clone()));
            for item in items {
                // A new collection that is not shared refuses nothing.
                let _ = collection.push(unpack(item, classes, known), 0);
            }
            Value::Collection(collection)
        }
        Parcel::Again(number) => known.get(&number).cloned().unwrap_or(Value::Null),
        Parcel::Native(packed, number) => {
            let class = classes(&Text::from(format!("4D.{}", packed.class())));
            let object = class.map_or_else(Object::new, |class| packed.unpack(&class, classes));
            known.insert(number, Value::Object(object.clone()));
            Value::Object(object)
        }
        Parcel::Blob(bytes) => Value::Blob(Blob::new(bytes)),
        Parcel::Picture(picture) => Value::Picture(picture),
        Parcel::Pointer(pointer) => Value::Pointer(unpacked_pointer(pointer)),
    }
}

/// The bytes of a `4D.Blob`.
struct PackedBlob(Vec<u8>);

impl Packed for PackedBlob {
    fn class(&self) -> &str {
        "Blob"
    }
    fn unpack(self: Arc<Self>, class: &Rc<Class>, _classes: &mut Classes<'_>) -> Object {
        Object::travelling(class, Blob::new(self.0.clone()))
    }
    fn is_shareable(&self) -> bool {
        true
    }
}

impl Travels for Blob {
    fn pack(&self) -> Result<Arc<dyn Packed>, Error> {
        Ok(Arc::new(PackedBlob(self.to_vec())))
    }
}

impl<T: Packed + 'static> Travels for Arc<T> {
    fn pack(&self) -> Result<Arc<dyn Packed>, Error> {
        Ok(self.clone())
    }
}

impl Travels for Function {
    fn pack(&self) -> Result<Arc<dyn Packed>, Error> {
        Callable::pack(&**self)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;

    fn through(value: &Value) -> Value {
        Parcel::pack(value).unwrap().unpack(&mut |_| None)
    }

    #[test]
    fn what_occurs_twice_or_contains_itself_does_so_in_the_copy() {
        let inner = Object::new();
        let outer = Object::new();
        outer.put("self", Value::Object(outer.clone()));
        outer
            .put("twice", Value::Collection(Collection::new(vec![Value::Object(inner.clone()), Value::Object(inner)])));
        let Value::Object(copy) = through(&Value::Object(outer.clone())) else { panic!("no object") };
        assert!(!copy.same(&outer));
        let Some(Value::Object(itself)) = copy.get_str("self") else { panic!("no object") };
        assert!(itself.same(&copy));
        let Some(Value::Collection(items)) = copy.get_str("twice") else { panic!("no collection") };
        let (Some(Value::Object(first)), Some(Value::Object(second))) = (items.get(0), items.get(1)) else {
            panic!("no objects")
        };
        assert!(first.same(&second));
        outer.put("self", Value::Null);
        copy.put("self", Value::Null);
    }

    #[test]
    fn pointers_to_variables_travel_and_those_into_objects_do_not() {
        let table = Value::Pointer(Pointer::to(PointerTarget::Table(3)));
        assert!(matches!(through(&table), Value::Pointer(pointer) if pointer == Pointer::to(PointerTarget::Table(3))));
        let property = Pointer::to(PointerTarget::Property(Object::new(), Text::from("a")));
        assert!(Parcel::pack(&Value::Pointer(property)).is_err());
    }

    #[test]
    fn what_nests_too_deep_is_an_error() {
        let mut value = Value::Null;
        for _ in 0..MAX_DEPTH + 2 {
            value = Value::Collection(Collection::new(vec![value]));
        }
        assert!(Parcel::pack(&value).is_err());
    }
}
