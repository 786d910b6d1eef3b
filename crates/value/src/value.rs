//! One value of the 4D language.

use crate::array::Array;
use crate::blob::Blob;
use crate::collection::Collection;
use crate::date::Date;
use crate::object::Object;
use crate::picture::Picture;
use crate::pointer::Pointer;
use crate::text::Text;
use crate::time::Time;
use std::cell::RefCell;

/// A value: 16 bytes. Numbers are always real, as interpreted 4D computes them.
#[derive(Clone, Default)]
pub enum Value {
    /// No value: a missing property, a variant that was never assigned.
    #[default]
    Undefined,
    /// Null.
    Null,
    /// An object or collection that was never assigned, in a Variant: Null, but its members are undefined. Only variables
    /// and arguments hold it.
    Unassigned,
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
    /// Object.
    Object(Object),
    /// Collection.
    Collection(Collection),
    /// Pointer.
    Pointer(Pointer),
    /// Scalar Blob.
    Blob(Blob),
    /// Picture.
    Picture(Picture),
    /// A reference to an array: only in variables and on the way to a command, never in objects.
    Array(Array),
}

const _: () = assert!(size_of::<Value>() == 16);

/// Types as `Value type` numbers them ([Value type](https://developer.4d.com/docs/commands/value-type)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
#[allow(missing_docs, reason = "each is named after its constant: `Is text` and so on")]
pub enum ValueType {
    Real = 1,
    Text = 2,
    Picture = 3,
    Date = 4,
    Undefined = 5,
    Boolean = 6,
    Integer = 8,
    Longint = 9,
    Time = 11,
    Variant = 12,
    ArrayTwoDimensional = 13,
    RealArray = 14,
    IntegerArray = 15,
    LongintArray = 16,
    DateArray = 17,
    TextArray = 18,
    PictureArray = 19,
    PointerArray = 20,
    BooleanArray = 22,
    Pointer = 23,
    Blob = 30,
    BlobArray = 31,
    TimeArray = 32,
    Object = 38,
    ObjectArray = 39,
    Collection = 42,
    Null = 255,
}

impl Value {
    /// An integer number.
    pub fn integer(number: i64) -> Value {
        Value::Real(number as f64)
    }

    /// A text of the program.
    pub fn text(text: &str) -> Value {
        Value::Text(Text::from(text))
    }

    /// Its type.
    pub fn value_type(&self) -> ValueType {
        use crate::array::{ArrayData, ElementType};
        match self {
            Value::Undefined => ValueType::Undefined,
            Value::Null | Value::Unassigned => ValueType::Null,
            Value::Boolean(_) => ValueType::Boolean,
            Value::Real(_) => ValueType::Real,
            Value::Text(_) => ValueType::Text,
            Value::Date(_) => ValueType::Date,
            Value::Time(_) => ValueType::Time,
            Value::Object(_) => ValueType::Object,
            Value::Collection(_) => ValueType::Collection,
            Value::Pointer(_) => ValueType::Pointer,
            Value::Blob(_) => ValueType::Blob,
            Value::Picture(_) => ValueType::Picture,
            Value::Array(array) => array.with(|data| match data {
                ArrayData::Rows(..) => ValueType::ArrayTwoDimensional,
                data => match data.element_type() {
                    ElementType::Boolean => ValueType::BooleanArray,
                    ElementType::Integer => ValueType::IntegerArray,
                    ElementType::Longint => ValueType::LongintArray,
                    ElementType::Real => ValueType::RealArray,
                    ElementType::Text => ValueType::TextArray,
                    ElementType::Date => ValueType::DateArray,
                    ElementType::Time => ValueType::TimeArray,
                    ElementType::Object => ValueType::ObjectArray,
                    ElementType::Pointer => ValueType::PointerArray,
                    ElementType::Blob => ValueType::BlobArray,
                    ElementType::Picture => ValueType::PictureArray,
                },
            }),
        }
    }

    /// Name of its type for messages.
    pub fn type_name(&self) -> &'static str {
        match self {
            Value::Undefined => "Undefined",
            Value::Null | Value::Unassigned => "Null",
            Value::Boolean(_) => "Boolean",
            Value::Real(_) => "Number",
            Value::Text(_) => "Text",
            Value::Date(_) => "Date",
            Value::Time(_) => "Time",
            Value::Object(_) => "Object",
            Value::Collection(_) => "Collection",
            Value::Pointer(_) => "Pointer",
            Value::Blob(_) => "Blob",
            Value::Picture(_) => "Picture",
            Value::Array(_) => "Array",
        }
    }

    /// Whether it is an object or a collection.
    #[inline]
    pub fn is_container(&self) -> bool {
        matches!(self, Value::Object(_) | Value::Collection(_))
    }

    /// Whether it is Null, undefined, a nil pointer or an empty picture.
    pub fn is_null(&self) -> bool {
        match self {
            Value::Undefined | Value::Null | Value::Unassigned => true,
            Value::Pointer(pointer) => pointer.is_nil(),
            Value::Picture(picture) => picture.is_empty(),
            _ => false,
        }
    }

    /// The value where it is used as a value: Null in place of what was never assigned.
    #[inline]
    pub fn assigned(self) -> Value {
        if let Value::Unassigned = self { Value::Null } else { self }
    }

    /// The Boolean that it is.
    pub fn as_boolean(&self) -> Option<bool> {
        match self {
            Value::Boolean(value) => Some(*value),
            _ => None,
        }
    }

    /// The number that it is; a time counts as its seconds.
    pub fn as_real(&self) -> Option<f64> {
        match self {
            Value::Real(value) => Some(*value),
            Value::Time(time) => Some(time.seconds()),
            Value::Array(array) => Some(f64::from(array.current())),
            _ => None,
        }
    }

    /// The text that it is.
    pub fn as_text(&self) -> Option<&Text> {
        match self {
            Value::Text(value) => Some(value),
            _ => None,
        }
    }

    /// The date that it is.
    pub fn as_date(&self) -> Option<Date> {
        match self {
            Value::Date(value) => Some(*value),
            _ => None,
        }
    }

    /// The time that it is; a number counts as seconds.
    pub fn as_time(&self) -> Option<Time> {
        match self {
            Value::Time(value) => Some(*value),
            Value::Real(seconds) => Some(Time::from_seconds(*seconds)),
            _ => None,
        }
    }

    /// The object that it is.
    pub fn as_object(&self) -> Option<&Object> {
        match self {
            Value::Object(value) => Some(value),
            _ => None,
        }
    }

    /// The collection that it is.
    pub fn as_collection(&self) -> Option<&Collection> {
        match self {
            Value::Collection(value) => Some(value),
            _ => None,
        }
    }

    /// Whether short-circuit and ternary operators take it for true
    /// ([Truthy and falsy](https://developer.4d.com/docs/Concepts/operators#truthy-and-falsy)).
    pub fn is_truthy(&self) -> bool {
        match self {
            Value::Undefined | Value::Null | Value::Unassigned => false,
            Value::Boolean(value) => *value,
            Value::Real(value) => !value.is_nan(),
            Value::Text(text) => !text.is_empty(),
            Value::Date(date) => !date.is_blank(),
            Value::Time(_) => true,
            Value::Object(object) => {
                !object.is_empty()
                    || object.class().is_some()
                    || object.as_shared().is_some_and(|shared| shared.class.is_some())
            }
            Value::Collection(collection) => !collection.is_empty(),
            Value::Pointer(pointer) => !pointer.is_nil(),
            Value::Blob(blob) => !blob.is_empty(),
            Value::Picture(picture) => !picture.is_empty(),
            Value::Array(array) => array.current() != 0,
        }
    }

    /// The empty value of its type, as an undefined value leaves it in a property.
    pub fn emptied(&self) -> Value {
        match self {
            Value::Undefined => Value::Undefined,
            Value::Null
            | Value::Unassigned
            | Value::Object(_)
            | Value::Collection(_)
            | Value::Pointer(_)
            | Value::Array(_) => Value::Null,
            Value::Boolean(_) => Value::Boolean(false),
            Value::Real(_) => Value::Real(0.0),
            Value::Text(_) => Value::Text(Text::EMPTY),
            Value::Date(_) => Value::Date(Date::default()),
            Value::Time(_) => Value::Time(Time::default()),
            Value::Blob(_) => Value::Blob(Blob::default()),
            Value::Picture(_) => Value::Picture(Picture::default()),
        }
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Value::Boolean(value)
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Value::Real(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Value::Real(value as f64)
    }
}

impl From<usize> for Value {
    fn from(value: usize) -> Self {
        Value::Real(value as f64)
    }
}

impl From<Text> for Value {
    fn from(value: Text) -> Self {
        Value::Text(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Value::Text(Text::from(value))
    }
}

impl From<Object> for Value {
    fn from(value: Object) -> Self {
        Value::Object(value)
    }
}

impl From<Collection> for Value {
    fn from(value: Collection) -> Self {
        Value::Collection(value)
    }
}

impl From<Date> for Value {
    fn from(value: Date) -> Self {
        Value::Date(value)
    }
}

impl From<Time> for Value {
    fn from(value: Time) -> Self {
        Value::Time(value)
    }
}

thread_local! {
    /// Values whose turn to be dropped comes later; `None` while none is dropped.
    static DROPPING: RefCell<Option<Vec<Value>>> = const { RefCell::new(None) };
}

/// Drops values without deep recursion, however they nest.
pub fn drop_flat(values: Vec<Value>) {
    if !values.iter().any(|value| value.is_container() || matches!(value, Value::Pointer(pointer) if !pointer.is_nil()))
    {
        return;
    }
    let first = DROPPING.try_with(|queue| {
        let mut queue = queue.borrow_mut();
        match queue.as_mut() {
            Some(waiting) => {
                waiting.extend(values);
                false
            }
            None => {
                *queue = Some(values);
                true
            }
        }
    });
    if first != Ok(true) {
        return;
    }
    while let Ok(Some(value)) = DROPPING.try_with(|queue| queue.borrow_mut().as_mut().and_then(Vec::pop)) {
        drop(value);
    }
    let _ = DROPPING.try_with(|queue| queue.borrow_mut().take());
}
