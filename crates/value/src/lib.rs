//! The values of the 4D language: what they hold, how they convert and compare, without any evaluator.
//!
//! A [`Value`] belongs to one domain (one thread); [`SharedValue`] is what may cross between domains.

#![forbid(unsafe_code)]
// Tests compile the locks a second time, with other locks underneath.
#![cfg_attr(test, allow(clippy::duplicate_mod))]

pub mod array;
pub mod blob;
pub mod class;
pub mod collection;
pub mod compare;
pub mod date;
pub mod elements;
pub mod error;
pub mod heap;
pub mod literal;
pub mod locale;
pub mod memory;
pub mod number;
pub mod object;
pub mod parcel;
pub mod picture;
pub mod pointer;
pub mod shape;
pub mod shared;
pub mod text;
pub mod time;
pub mod value;

pub use array::{Array, ArrayData, ElementType};
pub use blob::Blob;
pub use class::{Callable, Class, ClassKind, ClassReference, Function, Member};
pub use collection::Collection;
pub use date::Date;
pub use elements::Elements;
pub use error::Error;
pub use object::{Object, PropertyCache, ShapeCache, WeakObject};
pub use parcel::{Packed, Parcel, Travels};
pub use picture::Picture;
pub use pointer::{Pointer, PointerTarget};
pub use shape::Shape;
pub use shared::{Group, SharedCollection, SharedObject, SharedValue, Waker};
pub use text::Text;
pub use time::Time;
pub use value::{Value, ValueType};
