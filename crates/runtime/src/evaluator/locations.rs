//! How places are read and written, and what pointers point to.

use crate::convert::{to_longint, whole};
use crate::foreign_variables;
use crate::frame::Frame;
use crate::location::Location;
use crate::process::Process;
use fourd_resolve::Type;
use fourd_resolve::typed::Slot;
use fourd_source::Span;
use fourd_value::{Array, Error, Pointer, PointerTarget, Text, Value, error};

impl Process<'_> {
    /// A local variable of the running call as a place.
    pub fn local_location(&self, frame: Frame, variable: u32) -> Location {
        let Some(call) = self.calls.last() else { return Location::Nowhere };
        match call.callee.variables.get(variable as usize) {
            Some(local) => Location::Local {
                frame,
                slot: local.slot,
                declared: local.declared.clone(),
                variable,
                serial: call.serial,
            },
            None => Location::Nowhere,
        }
    }

    /// Reads a place.
    pub fn read(&mut self, place: &Location, span: Span) -> Value {
        match place {
            Location::Local { frame, slot, declared, .. } => self.slot_value(*frame, *slot, declared),
            Location::Process(number) => self.variable(*number).clone(),
            Location::OfProcess(identity, number) => foreign_variables::read_pointed(self, *identity, *number, span),
            Location::Interprocess(number) => self.domain.interprocess(*number),
            Location::Extra(serial, index) => self.extra(*serial, *index).assigned(),
            Location::Property(object, key) => self.get_property(object, key, span),
            Location::Item(collection, position) => collection.get(*position).unwrap_or(Value::Undefined),
            Location::Element(array, index, _) => array.get(*index).unwrap_or(Value::Undefined),
            Location::Later(array, index) => {
                let element = self.element((**array).clone(), *index, span);
                self.read(&element, span)
            }
            Location::Character(text, position) => {
                let value = self.read(text, span);
                match value.as_text().and_then(|text| text.unit((*position as usize).wrapping_sub(1))) {
                    Some(unit) => Value::Text(Text::from_unit(unit)),
                    None => {
                        self.raise(Error::of(error::INDEX_OUT_OF_RANGE), span);
                        Value::Text(Text::EMPTY)
                    }
                }
            }
            Location::Byte(blob, offset) => match self.read(blob, span) {
                Value::Blob(bytes) => match bytes.byte(*offset as usize) {
                    Some(byte) => Value::Real(f64::from(byte)),
                    None => {
                        self.raise(Error::of(error::INDEX_OUT_OF_RANGE), span);
                        Value::Undefined
                    }
                },
                _ => Value::Undefined,
            },
            Location::Nowhere => Value::Undefined,
        }
    }

    /// What stands at the place of a parameter, as another parameter takes it ([`Node::passed`](crate::node::Node::passed)).
    pub(crate) fn read_parameter(&mut self, place: &Location, span: Span) -> Value {
        match place {
            Location::Extra(serial, index) => self.extra(*serial, *index),
            Location::Local { frame, slot: Slot::Value(slot), declared, .. } => {
                match (self.local(*frame, *slot), declared) {
                    (Value::Undefined, Type::Object(_) | Type::Collection) => Value::Unassigned,
                    (value, _) => value.clone(),
                }
            }
            place => self.read(place, span),
        }
    }

    fn extra(&self, serial: u64, index: usize) -> Value {
        let call = self.calls.iter().rev().find(|call| call.serial == serial);
        call.and_then(|call| call.extras.as_ref())
            .and_then(|extras| extras.extra.get(index))
            .cloned()
            .unwrap_or_default()
    }

    /// The value in a slot.
    pub fn slot_value(&self, frame: Frame, slot: Slot, declared: &Type) -> Value {
        match slot {
            Slot::Raw(slot) => {
                let raw = self.raw.get((frame.raw + slot) as usize).copied().unwrap_or(0);
                match declared {
                    Type::Real => Value::Real(f64::from_bits(raw)),
                    Type::Boolean => Value::Boolean(raw != 0),
                    _ => Value::Real(raw as i64 as f64),
                }
            }
            Slot::Value(slot) => {
                self.values.get((frame.values + slot) as usize).cloned().unwrap_or(Value::Undefined).assigned()
            }
        }
    }

    /// Sets a slot; the value is converted to the declared type.
    pub fn set_slot(&mut self, frame: Frame, slot: Slot, declared: &Type, value: Value, span: Span) {
        match slot {
            Slot::Raw(slot) => {
                let raw = match (declared, value) {
                    (Type::Boolean, Value::Boolean(value)) => u64::from(value),
                    (Type::Boolean, other) => match self.convert(other, declared, span) {
                        Value::Boolean(value) => u64::from(value),
                        _ => 0,
                    },
                    (Type::Real, Value::Real(value)) => value.to_bits(),
                    (Type::Real, other) => self.strict_real(&other, span).to_bits(),
                    (_, other) => to_longint(whole(self.strict_real(&other, span))) as u64,
                };
                if self.attention {
                    return;
                }
                if let Some(target) = self.raw.get_mut((frame.raw + slot) as usize) {
                    *target = raw;
                }
            }
            Slot::Value(slot) => {
                let value = self.convert(value, declared, span);
                if self.attention {
                    return;
                }
                let old =
                    self.values.get_mut((frame.values + slot) as usize).map(|target| std::mem::replace(target, value));
                drop(old);
            }
        }
    }

    fn strict_real(&mut self, value: &Value, span: Span) -> f64 {
        match value {
            Value::Real(number) => *number,
            other => self.to_real(other, span),
        }
    }

    /// Writes a place as an assignment does.
    pub fn write(&mut self, place: &Location, value: Value, span: Span) {
        match place {
            Location::Local { frame, slot, declared, .. } => self.set_slot(*frame, *slot, declared, value, span),
            Location::Process(number) => self.assign_variable(*number, value, span),
            Location::OfProcess(identity, number) => {
                foreign_variables::write_pointed(self, *identity, *number, value, span)
            }
            Location::Interprocess(number) => {
                self.observe();
                let old = self.domain.interprocess(*number);
                let value = self.fit(value, &old, span);
                self.domain.set_interprocess(*number, value);
            }
            Location::Extra(serial, index) => {
                if let Some(call) = self.calls.iter_mut().rev().find(|call| call.serial == *serial) {
                    let extra = &mut call.extras.get_or_insert_default().extra;
                    if extra.len() <= *index {
                        extra.resize(index + 1, Value::Undefined);
                    }
                    if let Some(slot) = extra.get_mut(*index) {
                        *slot = value;
                    }
                }
            }
            Location::Property(object, key) => self.set_property(object, key, value, span),
            Location::Item(collection, position) => {
                if collection.as_shared().is_some() {
                    self.observe();
                }
                let value = match self.contained(value) {
                    Value::Undefined => collection.get(*position).unwrap_or(Value::Null).emptied(),
                    value => value,
                };
                if let Err(error) = crate::shared_use::set_element(self, collection, *position, value, span) {
                    self.raise(error, span);
                }
            }
            Location::Element(array, index, _) => {
                if !array.set(*index, &value) {
                    let code = if *index > array.len() { error::INDEX_OUT_OF_RANGE } else { error::INCOMPATIBLE_TYPES };
                    self.raise(Error::of(code), span);
                }
            }
            Location::Later(array, index) => {
                let element = self.element((**array).clone(), *index, span);
                self.write(&element, value, span);
            }
            Location::Character(text, position) => self.write_character(text, *position, &value, span),
            Location::Byte(blob, offset) => {
                let byte = self.strict_real(&value, span) as i64 as u8;
                if let Value::Blob(mut bytes) = self.read(blob, span) {
                    let index = *offset as usize;
                    let written = bytes.change(|bytes| bytes.get_mut(index).map(|slot| *slot = byte).is_some());
                    if written {
                        self.write(blob, Value::Blob(bytes), span);
                    } else {
                        self.raise(Error::of(error::INDEX_OUT_OF_RANGE), span);
                    }
                }
            }
            Location::Nowhere => {}
        }
    }

    /// Makes a place hold an array where none was: only a variable without a type can begin to.
    pub fn write_array(&mut self, place: &Location, array: Array, span: Span) {
        match place {
            Location::Local { frame, slot: Slot::Value(slot), declared: Type::Variant, .. } => {
                if let Some(target) = self.values.get_mut((frame.values + slot) as usize) {
                    *target = Value::Array(array);
                }
            }
            Location::Process(number) => self.set_variable(*number, Value::Array(array)),
            place => self.write(place, Value::Array(array), span),
        }
    }

    fn write_character(&mut self, place: &Location, position: i64, value: &Value, span: Span) {
        let unit = match value.as_text() {
            Some(text) => text.unit(0),
            None => {
                self.to_text(value, span);
                None
            }
        };
        let Some(unit) = unit else { return };
        if let Value::Text(mut text) = self.read(place, span) {
            // The place gives up its share, so that the text is changed where it stands.
            if let Location::Local { frame, slot: Slot::Value(slot), .. } = place
                && let Some(target) = self.values.get_mut((frame.values + slot) as usize)
            {
                *target = Value::Undefined;
            }
            let written = text.set_unit((position as usize).wrapping_sub(1), unit);
            self.write(place, Value::Text(text), span);
            if !written {
                self.raise(Error::of(error::INDEX_OUT_OF_RANGE), span);
            }
        }
    }

    /// Assigns to a process variable, which keeps an array that it holds.
    pub fn assign_variable(&mut self, number: u32, value: Value, span: Span) {
        let old = self.variable(number).clone();
        let value = self.fit(value, &old, span);
        if !self.attention {
            self.set_variable(number, value);
        }
    }

    /// A value as an untyped variable takes it: the name of an array alone is its current index, and an undefined
    /// value clears.
    fn fit(&mut self, value: Value, old: &Value, span: Span) -> Value {
        match (value, old) {
            (Value::Undefined, old) => old.emptied(),
            (Value::Array(array), Value::Array(_)) => Value::Array(array),
            (value, Value::Array(array)) => {
                let index = whole(self.strict_real(&value, span));
                array.set_current(index as i32);
                Value::Array(array.clone())
            }
            (value, _) => value,
        }
    }

    /// Follows a pointer.
    pub fn target(&mut self, pointer: &Pointer, span: Span) -> Location {
        let Some(target) = &pointer.0 else {
            self.raise(Error::of(error::NIL_POINTER), span);
            return Location::Nowhere;
        };
        match &**target {
            PointerTarget::Local { process, frame, variable, name } => {
                let own = *process == self.record.identity;
                let found = self.calls.iter().rev().find(|call| own && call.serial == *frame);
                match found.and_then(|call| call.callee.variables.get(*variable as usize).map(|local| (call, local))) {
                    Some((call, local)) => Location::Local {
                        frame: call.frame,
                        slot: local.slot,
                        declared: local.declared.clone(),
                        variable: *variable,
                        serial: call.serial,
                    },
                    None => {
                        let whose = if own { "a method that has ended" } else { "another process" };
                        let message = format!("The pointer refers to `${name}` of {whose}");
                        self.raise(Error::with(error::POINTER_EXPIRED, message), span);
                        Location::Nowhere
                    }
                }
            }
            PointerTarget::Process { process, variable, .. } if *process == self.record.identity => {
                Location::Process(*variable)
            }
            PointerTarget::Process { process, variable, .. } => Location::OfProcess(*process, *variable),
            PointerTarget::Interprocess { variable, .. } => Location::Interprocess(*variable),
            PointerTarget::Element(array, index) => {
                let place = self.target(array, span);
                self.element(place, *index, span)
            }
            PointerTarget::Property(object, key) => Location::Property(object.clone(), key.clone()),
            PointerTarget::Item(collection, position) => Location::Item(collection.clone(), *position),
            PointerTarget::Table(_) | PointerTarget::Field(..) => {
                self.raise(Error::needs("pointer to a table or field", "a data file"), span);
                Location::Nowhere
            }
        }
    }

    /// The element of an array (or the byte of a Blob) that stands at a place.
    pub fn element(&mut self, place: Location, index: i64, span: Span) -> Location {
        match self.read(&place, span) {
            Value::Array(array) => {
                if index < 0 || index as usize > array.len() {
                    let message = format!("The index {index} is out of the range 0 to {}", array.len());
                    self.raise(Error::with(error::INDEX_OUT_OF_RANGE, message), span);
                    return Location::Nowhere;
                }
                Location::Element(array, index as usize, Box::new(place))
            }
            Value::Blob(_) => Location::Byte(Box::new(place), index),
            Value::Pointer(pointer) => {
                let target = self.target(&pointer, span);
                self.element(target, index, span)
            }
            other => {
                if !self.attention {
                    let message = format!("expected an array, found {}", other.type_name());
                    self.raise(Error::with(error::INCOMPATIBLE_TYPES, message), span);
                }
                Location::Nowhere
            }
        }
    }

    /// A pointer to a place.
    pub fn pointer_to(&mut self, place: &Location, span: Span) -> Pointer {
        let identity = self.record.identity;
        match place {
            Location::Local { variable, serial, .. } => {
                let name = self
                    .calls
                    .iter()
                    .rev()
                    .find(|call| call.serial == *serial)
                    .and_then(|call| call.callee.variables.get(*variable as usize))
                    .map(|local| local.name.clone())
                    .unwrap_or_default();
                Pointer::to(PointerTarget::Local { process: identity, frame: *serial, variable: *variable, name })
            }
            Location::Process(number) => Pointer::to(PointerTarget::Process {
                process: identity,
                variable: *number,
                name: self.domain.program.names.process_name(*number).as_deref().map(Text::from).unwrap_or_default(),
            }),
            Location::OfProcess(process, number) => Pointer::to(PointerTarget::Process {
                process: *process,
                variable: *number,
                name: self.domain.program.names.process_name(*number).as_deref().map(Text::from).unwrap_or_default(),
            }),
            Location::Interprocess(number) => Pointer::to(PointerTarget::Interprocess {
                variable: *number,
                name: self
                    .domain
                    .program
                    .names
                    .interprocess_name(*number)
                    .as_deref()
                    .map(Text::from)
                    .unwrap_or_default(),
            }),
            Location::Element(_, index, base) => {
                let base = self.pointer_to(base, span);
                Pointer::to(PointerTarget::Element(base, *index as i64))
            }
            Location::Property(object, key) => Pointer::to(PointerTarget::Property(object.clone(), key.clone())),
            Location::Item(collection, position) => Pointer::to(PointerTarget::Item(collection.clone(), *position)),
            Location::Nowhere => Pointer::default(),
            Location::Later(..) | Location::Extra(..) | Location::Character(..) | Location::Byte(..) => {
                self.raise(Error::with(error::NAME_EXPECTED, "There are no pointers to this expression"), span);
                Pointer::default()
            }
        }
    }
}
