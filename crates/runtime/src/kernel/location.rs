//! Places: what can be written, reached once and then read and written any number of times.

use crate::frame::Frame;
use fourd_resolve::Type;
use fourd_resolve::typed::Slot;
use fourd_value::{Array, Collection, Object, Text};

/// Something that can be read and written.
#[derive(Clone)]
pub enum Location {
    /// A local variable of a call that is still running.
    Local {
        /// The slots of the call.
        frame: Frame,
        /// The slot.
        slot: Slot,
        /// Its type.
        declared: Type,
        /// The variable's number in its routine.
        variable: u32,
        /// Serial of the call.
        serial: u64,
    },
    /// A process variable.
    Process(u32),
    /// A process variable of another process of the domain.
    OfProcess(u32, u32),
    /// An interprocess variable.
    Interprocess(u32),
    /// An argument beyond the declared parameters, counted from 0, of the call with that serial.
    Extra(u64, usize),
    /// A property of an object.
    Property(Object, Text),
    /// An element of a collection.
    Item(Collection, usize),
    /// An element of an array, with the place of the array.
    Element(Array, usize, Box<Location>),
    /// An element of the array at a place, looked for only when it is read or written.
    Later(Box<Location>, i64),
    /// A unit of a text: the place of the text and the position from 1.
    Character(Box<Location>, i64),
    /// A byte of a Blob: the place of the Blob and the offset from 0.
    Byte(Box<Location>, i64),
    /// Nothing: an error was recorded.
    Nowhere,
}
