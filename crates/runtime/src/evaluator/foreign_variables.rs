//! Variables of other processes, which `GET PROCESS VARIABLE` and its relatives read and write (rule 7.13).

use crate::jobs::ask;
use crate::location::Location;
use crate::machine::Machine;
use crate::packing::unpack;
use crate::process::Process;
use crate::record::ProcessRecord;
use fourd_source::Span;
use fourd_value::parcel::cannot_travel;
use fourd_value::{Array, ArrayData, ElementType, Error, Parcel, Text, Value, error};
use std::sync::Arc;

/// A variable apart from the process that it is read in: all processes of a program number their variables alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Variable {
    /// A process variable.
    Process(u32),
    /// An interprocess variable.
    Interprocess(u32),
    /// An element of the array in a variable.
    Element(Box<Variable>, i64),
}

/// What travels between processes: a value or a whole array.
pub enum Content {
    /// A value.
    Value(Parcel),
    /// An array with all elements, element 0 first, and its current index.
    Array(ElementType, Vec<Parcel>, i32),
}

/// A process by the number that a command was given.
pub struct Addressee {
    machine: Arc<Machine>,
    record: Arc<ProcessRecord>,
}

impl Variable {
    /// The variable at a place.
    ///
    /// # Errors
    /// Local variables and properties are nobody else's.
    pub fn of_location(place: &Location) -> Result<Variable, Error> {
        match place {
            Location::Process(number) => Ok(Self::Process(*number)),
            Location::Interprocess(number) => Ok(Self::Interprocess(*number)),
            Location::Later(array, index) => Ok(Self::Element(Box::new(Self::of_location(array)?), *index)),
            _ => {
                let text = "expected a process or interprocess variable, or an element of such an array";
                Err(Error::with(error::NAME_EXPECTED, text))
            }
        }
    }

    /// Whether it belongs to no process.
    pub fn is_interprocess(&self) -> bool {
        match self {
            Self::Process(_) => false,
            Self::Interprocess(_) => true,
            Self::Element(array, _) => array.is_interprocess(),
        }
    }

    fn value(&self, process: &Process<'_>) -> Result<Value, Error> {
        match self {
            Self::Process(number) => Ok(process.variable(*number).clone()),
            Self::Interprocess(number) => Ok(process.domain.interprocess(*number)),
            Self::Element(array, index) => match array.value(process)? {
                Value::Array(array) => {
                    let found = usize::try_from(*index).ok().and_then(|index| array.get(index));
                    found.ok_or_else(|| out_of_range(&array, *index))
                }
                other => Err(no_array(&other)),
            },
        }
    }

    fn set(&self, process: &mut Process<'_>, value: Value) -> Result<(), Error> {
        let old = match self {
            Self::Element(array, index) => {
                return match array.value(process)? {
                    Value::Array(array) => match usize::try_from(*index) {
                        Ok(index) if index > array.len() => Err(out_of_range(&array, index as i64)),
                        Ok(index) if array.set(index, &value) => Ok(()),
                        Ok(_) => Err(Error::of(error::INCOMPATIBLE_TYPES)),
                        Err(_) => Err(out_of_range(&array, *index)),
                    },
                    other => Err(no_array(&other)),
                };
            }
            variable => variable.value(process)?,
        };
        let value = match (value, old) {
            (Value::Undefined, old) => old.emptied(),
            (Value::Array(array), _) => Value::Array(array),
            (Value::Real(index), Value::Array(array)) => {
                array.set_current(crate::convert::whole(index) as i32);
                return Ok(());
            }
            (_, Value::Array(_)) => return Err(Error::of(error::INCOMPATIBLE_TYPES)),
            (value, _) => value,
        };
        match self {
            Self::Process(number) => process.set_variable(*number, value),
            Self::Interprocess(number) => process.domain.set_interprocess(*number, value),
            Self::Element(..) => {}
        }
        Ok(())
    }
}

fn out_of_range(array: &Array, index: i64) -> Error {
    let text = format!("The index {index} is out of the range 0 to {}", array.len());
    Error::with(error::INDEX_OUT_OF_RANGE, text)
}

fn no_array(value: &Value) -> Error {
    Error::with(error::INCOMPATIBLE_TYPES, format!("expected an array, found {}", value.type_name()))
}

impl Content {
    /// Packs a value or an array; for another machine shared objects are copied too.
    ///
    /// # Errors
    /// Pointers, arrays of pointers and two-dimensional arrays do not travel.
    pub fn pack(process: &mut Process<'_>, value: &Value, to_other_machine: bool) -> Result<Content, Error> {
        let mut parcel = |value: &Value| match value {
            Value::Pointer(pointer) if !pointer.is_nil() => Err(cannot_travel("A pointer")),
            value if to_other_machine => crate::packing::copy(process, value, Span::default()),
            value => Parcel::pack(value),
        };
        let Value::Array(array) = value else { return Ok(Content::Value(parcel(value)?)) };
        let (element, rows) = array.with(|data| (data.element_type(), matches!(data, ArrayData::Rows(..))));
        if rows || element == ElementType::Pointer {
            let text = "Two-dimensional arrays and arrays of pointers cannot be passed to another process";
            return Err(Error::with(error::INCOMPATIBLE_TYPES, text));
        }
        let items = (0..=array.len()).map(|index| parcel(&array.get(index).unwrap_or_default()));
        Ok(Content::Array(element, items.collect::<Result<_, _>>()?, array.current()))
    }

    /// Unpacks it in the domain of the running thread.
    pub fn unpack(self, process: &mut Process<'_>) -> Value {
        match self {
            Content::Value(parcel) => unpack(process, parcel),
            Content::Array(element, items, current) => {
                let array = Array::new(element, items.len().saturating_sub(1));
                for (index, item) in items.into_iter().enumerate() {
                    array.set(index, &unpack(process, item));
                }
                array.set_current(current);
                Value::Array(array)
            }
        }
    }
}

/// The process with a number: negative ones are of the server, where any will do for interprocess variables.
pub fn addressee(process: &Process<'_>, number: i64, any: bool) -> Option<Addressee> {
    let own = &process.domain.machine;
    let index = i32::try_from(number).ok()?;
    let (machine, record) = match &own.server {
        Some(server) if index < 0 => {
            let named = index.checked_neg().and_then(|number| server.process(number));
            (server, named.or_else(|| server.process(1).filter(|_| any))?)
        }
        _ => (own, own.process(index)?),
    };
    Some(Addressee { machine: machine.clone(), record })
}

impl Addressee {
    fn is_elsewhere(&self, process: &Process<'_>) -> bool {
        !Arc::ptr_eq(&self.machine, &process.domain.machine)
    }

    /// Reads variables of the process; nothing where it has ended.
    ///
    /// # Errors
    /// A value does not travel, or an element is not there.
    pub fn get(
        &self,
        process: &mut Process<'_>,
        variables: Vec<Variable>,
        span: Span,
    ) -> Result<Option<Vec<Content>>, Error> {
        process.observe();
        let copied = self.is_elsewhere(process);
        let read = move |target: &mut Process<'_>| -> Result<Vec<Content>, Error> {
            let content = |variable: &Variable| {
                let value = variable.value(target)?;
                Content::pack(target, &value, copied)
            };
            variables.iter().map(content).collect()
        };
        ask(process, &self.machine, &self.record, span, read).transpose()
    }

    /// Writes variables of the process; false where it has ended.
    ///
    /// # Errors
    /// A value does not travel or does not fit, or an element is not there.
    pub fn set(&self, process: &mut Process<'_>, values: Vec<(Variable, Value)>, span: Span) -> Result<bool, Error> {
        process.observe();
        let copied = self.is_elsewhere(process);
        let packed = values
            .into_iter()
            .map(|(variable, value)| Ok((variable, Content::pack(process, &value, copied)?)))
            .collect::<Result<Vec<_>, Error>>()?;
        let write = move |target: &mut Process<'_>| -> Result<(), Error> {
            packed.into_iter().try_for_each(|(variable, content)| {
                let value = content.unpack(target);
                variable.set(target, value)
            })
        };
        Ok(ask(process, &self.machine, &self.record, span, write).transpose()?.is_some())
    }
}

/// The error for a process that must be there.
pub fn no_process(number: i64) -> Error {
    Error::with(error::INDEX_OUT_OF_RANGE, Text::from(format!("There is no process {number}")))
}

/// The process that a pointer to a variable of another process leads to: only cooperative processes can follow it, to
/// one another ([Preemptive processes](https://developer.4d.com/docs/Develop/preemptive)).
fn pointed(process: &Process<'_>, identity: u32) -> Result<Arc<ProcessRecord>, Error> {
    let Some(record) = process.domain.machine.process_identified(identity) else {
        return Err(Error::with(
            error::POINTER_EXPIRED,
            "The pointer refers to a variable of a process that has ended",
        ));
    };
    if record.preemptive || process.record.preemptive {
        let text = "A pointer to a variable of another process can be followed by cooperative processes only";
        return Err(Error::with(error::POINTER_EXPIRED, text));
    }
    Ok(record)
}

/// What a pointer to a process variable of another process points to.
pub(crate) fn read_pointed(process: &mut Process<'_>, identity: u32, number: u32, span: Span) -> Value {
    let record = match pointed(process, identity) {
        Ok(record) => record,
        Err(error) => {
            process.raise(error, span);
            return Value::Undefined;
        }
    };
    let (machine, reader) = (process.domain.machine.clone(), process.record.identity);
    // Cooperative processes share one heap, so the value itself can be handed over.
    ask(process, &machine, &record, span, move |target| {
        let value = target.variable(number).clone();
        target.domain.transferred.borrow_mut().insert(reader, value);
    });
    let transferred = process.domain.transferred.borrow_mut().remove(&reader);
    transferred.unwrap_or_default()
}

/// Writes what a pointer to a process variable of another process points to.
pub(crate) fn write_pointed(process: &mut Process<'_>, identity: u32, number: u32, value: Value, span: Span) {
    let written = pointed(process, identity).and_then(|record| {
        let (machine, writer) = (process.domain.machine.clone(), process.record.identity);
        process.domain.transferred.borrow_mut().insert(writer, value);
        let write = move |target: &mut Process<'_>| -> Result<(), Error> {
            let transferred = target.domain.transferred.borrow_mut().remove(&writer);
            transferred.map_or(Ok(()), |value| Variable::Process(number).set(target, value))
        };
        ask(process, &machine, &record, span, write).unwrap_or(Ok(()))
    });
    if let Err(error) = written {
        process.raise(error, span);
    }
}
