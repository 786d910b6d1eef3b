//! What happens to a value that goes where another type is declared: an undefined value becomes the type's default, a
//! wrong type is an error ([Null and Undefined](https://developer.4d.com/docs/Concepts/null-undefined)).

use fourd_resolve::Type;
use fourd_value::number;
use fourd_value::{Blob, Date, Picture, Text, Time, Value};

pub use fourd_value::number::to_integer64 as whole;

/// How a process holds dates in objects and collections, and has them in JSON: `Dates inside objects` of
/// [SET DATABASE PARAMETER](https://developer.4d.com/docs/commands/set-database-parameter#dates-inside-objects-85).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DatesInside {
    /// As texts with the time 0.
    Texts,
    /// As texts with the moment at which the day begins here, in UTC.
    TextsInUtc,
    /// As dates.
    #[default]
    Dates,
}

/// The low 32 bits of a whole number, which an Integer variable keeps as [`number::to_integer`] has it.
#[inline]
pub fn to_longint(number: i64) -> i64 {
    i64::from(number as i32)
}

/// A value as an Integer variable holds it that is not checked for its type: numbers are rounded and cut.
#[inline]
pub(crate) fn into_integer(value: Value) -> Value {
    match value {
        Value::Real(number) => Value::Real(f64::from(number::to_integer(number))),
        value => value,
    }
}

/// The value that a variable of a type has before anything is assigned; `Undefined` stands for the Null of objects and
/// collections that were never assigned.
pub fn default_value(declared: &Type) -> Value {
    match declared {
        Type::Integer | Type::Real => Value::Real(0.0),
        Type::Boolean => Value::Boolean(false),
        Type::Text => Value::Text(Text::EMPTY),
        Type::Date => Value::Date(Date::default()),
        Type::Time => Value::Time(Time::default()),
        Type::Blob => Value::Blob(Blob::default()),
        Type::Picture => Value::Picture(Picture::default()),
        Type::Pointer => Value::Pointer(fourd_value::Pointer::default()),
        Type::Variant | Type::Object(_) | Type::Collection | Type::Null | Type::Array(_) | Type::Nothing => {
            Value::Undefined
        }
    }
}
