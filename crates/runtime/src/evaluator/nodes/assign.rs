//! Assignments.

use super::access::{ValueOperand, ValueSlot};
use super::locations::LocationNode;
use crate::convert::to_longint;
use crate::location::Location;
use crate::node::{BoxedNode, Flow, Frame, Node, Step};
use crate::process::Process;
use fourd_resolve::Type;
use fourd_resolve::typed::BinaryOperator;
use fourd_source::Span;
use fourd_value::{ArrayData, Error, PropertyCache, Text, Value, error};
use std::cell::Cell;

/// To an Integer variable.
pub(crate) struct AssignInteger {
    pub(crate) slot: u32,
    pub(crate) value: BoxedNode,
}

impl Step for AssignInteger {
    fn run(&self, process: &mut Process<'_>, frame: Frame) -> Flow {
        let value = self.value.integer(process, frame);
        if process.attention {
            if let Some(value) = process.take_result_of_failed(self.value.span()) {
                let number = crate::convert::whole(value.as_real().unwrap_or_default());
                process.set_raw(frame, self.slot, to_longint(number) as u64);
            }
            return process.settle();
        }
        process.set_raw(frame, self.slot, to_longint(value) as u64);
        Flow::Next
    }
}

/// To a Real variable.
pub(crate) struct AssignReal {
    pub(crate) slot: u32,
    pub(crate) value: BoxedNode,
}

impl Step for AssignReal {
    fn run(&self, process: &mut Process<'_>, frame: Frame) -> Flow {
        let value = self.value.real(process, frame);
        if process.attention {
            if let Some(value) = process.take_result_of_failed(self.value.span()) {
                process.set_raw(frame, self.slot, value.as_real().unwrap_or_default().to_bits());
            }
            return process.settle();
        }
        process.set_raw(frame, self.slot, value.to_bits());
        Flow::Next
    }
}

/// To a Boolean variable.
pub(crate) struct AssignBoolean {
    pub(crate) slot: u32,
    pub(crate) value: BoxedNode,
}

impl Step for AssignBoolean {
    fn run(&self, process: &mut Process<'_>, frame: Frame) -> Flow {
        let value = self.value.boolean(process, frame);
        if process.attention {
            return process.settle();
        }
        process.set_raw(frame, self.slot, u64::from(value));
        Flow::Next
    }
}

/// To a Text variable.
pub(crate) struct AssignText {
    pub(crate) slot: u32,
    pub(crate) value: BoxedNode,
}

impl Step for AssignText {
    fn run(&self, process: &mut Process<'_>, frame: Frame) -> Flow {
        let value = self.value.text(process, frame);
        if process.attention {
            return process.settle();
        }
        *process.local_mut(frame, self.slot) = Value::Text(value);
        Flow::Next
    }
}

/// `$text:=$text+…` and `$text+=…`: appends in place.
pub(crate) struct AppendText {
    pub(crate) slot: u32,
    /// What is appended.
    pub(crate) value: BoxedNode,
    /// Evaluating the value cannot change the variable.
    pub(crate) quiet: bool,
}

impl Step for AppendText {
    fn run(&self, process: &mut Process<'_>, frame: Frame) -> Flow {
        let before = (!self.quiet).then(|| process.local(frame, self.slot).clone());
        let value = self.value.text(process, frame);
        if process.attention {
            return process.settle();
        }
        if let Some(before) = before {
            *process.local_mut(frame, self.slot) = before;
        }
        let pushed = match process.local_mut(frame, self.slot) {
            Value::Text(text) => text.try_push(&value),
            _ => Ok(()),
        };
        if let Err(error) = pushed {
            process.raise(error, self.value.span());
            return process.settle();
        }
        Flow::Next
    }
}

/// To a variable in a value slot.
pub(crate) struct AssignValue {
    pub(crate) slot: u32,
    pub(crate) declared: Type,
    /// Whether the text declares it: only then an undefined value leaves a Variant undefined.
    pub(crate) explicit: bool,
    pub(crate) value: BoxedNode,
    /// The variable is a Variant, and its last value was a number: the next one is asked for as a number.
    pub(crate) numeric: Cell<bool>,
    pub(crate) span: Span,
}

impl Step for AssignValue {
    fn run(&self, process: &mut Process<'_>, frame: Frame) -> Flow {
        if self.numeric.get() {
            let given = self.value.number(process, frame);
            if !given.may_be_other() && !process.attention {
                process.set_number(frame, self.slot, given.number());
                return Flow::Next;
            }
            self.numeric.set(false);
            let value = process.take_value(given);
            return self.finish(process, frame, value);
        }
        let value = self.value.passed(process, frame);
        if let (Type::Variant, Value::Real(_)) = (&self.declared, &value) {
            self.numeric.set(true);
        }
        self.finish(process, frame, value)
    }
}

impl AssignValue {
    #[inline]
    fn finish(&self, process: &mut Process<'_>, frame: Frame, value: Value) -> Flow {
        let value = match (&self.declared, value) {
            (Type::Variant, value @ (Value::Real(_) | Value::Text(_) | Value::Object(_) | Value::Boolean(_))) => value,
            (Type::Variant, Value::Undefined) if !self.explicit => process.local(frame, self.slot).emptied(),
            (Type::Object(_), value @ Value::Object(_)) => value,
            (Type::Collection, value @ Value::Collection(_)) => value,
            (_, value) if process.attention => value,
            (Type::Array(_), value) => return assign_array(process, frame, self.slot, value, self.span),
            (declared, value) => process.convert(value, declared, self.span),
        };
        if process.attention {
            match (&self.declared, process.take_result_of_failed(self.value.span())) {
                (Type::Variant, Some(value)) | (Type::Object(_) | Type::Collection, Some(value @ Value::Null)) => {
                    *process.local_mut(frame, self.slot) = value;
                }
                _ => {}
            }
            return process.settle();
        }
        let old = std::mem::replace(process.local_mut(frame, self.slot), value);
        drop(old);
        Flow::Next
    }
}

/// The name of an array alone as a target is its current index.
#[cold]
fn assign_array(process: &mut Process<'_>, frame: Frame, slot: u32, value: Value, span: Span) -> Flow {
    match (value, process.local(frame, slot).clone()) {
        (Value::Array(source), Value::Array(array)) => array.set_current(source.current()),
        (value, Value::Array(array)) => {
            let index = process.to_real(&value, span);
            array.set_current(index as i32);
        }
        _ => process.raise(Error::of(error::INCOMPATIBLE_TYPES), span),
    }
    process.settle()
}

/// `object.key:=value`.
pub(crate) struct AssignMember<B> {
    pub(crate) object: B,
    pub(crate) key: Text,
    pub(crate) cache: PropertyCache,
    /// The value is asked for as a number.
    pub(crate) numeric: bool,
    pub(crate) value: BoxedNode,
    pub(crate) span: Span,
}

impl<B: ValueOperand> Step for AssignMember<B> {
    fn run(&self, process: &mut Process<'_>, frame: Frame) -> Flow {
        if B::IN_PLACE && self.numeric {
            let given = self.value.number(process, frame);
            if !given.may_be_other()
                && !process.attention
                && self.object.with(process, frame, |object| match object {
                    Value::Object(object) => object.store_number(&self.key, &self.cache, given.number()),
                    _ => false,
                })
            {
                return Flow::Next;
            }
            let value = process.take_value(given);
            return self.finish(process, frame, value);
        }
        if B::IN_PLACE {
            let value = self.value.value(process, frame);
            return self.finish(process, frame, value);
        }
        let object = self.object.with(process, frame, Value::clone);
        let value = self.value.value(process, frame);
        if process.attention {
            return process.settle();
        }
        self.store(process, &object, value)
    }
}

impl<B: ValueOperand> AssignMember<B> {
    /// Stores the value in the object that the variable refers to now.
    #[inline]
    fn finish(&self, process: &mut Process<'_>, frame: Frame, value: Value) -> Flow {
        if process.attention {
            return process.settle();
        }
        let stored = self.object.with(process, frame, |object| match object {
            Value::Object(object) => object.store(&self.key, &self.cache, value),
            _ => Err(value),
        });
        match stored {
            Ok(()) => Flow::Next,
            Err(value) => {
                let object = self.object.with(process, frame, Value::clone);
                self.store(process, &object, value)
            }
        }
    }
}

/// An assignment inside a formula has the assigned value.
impl Node for AssignMember<ValueSlot> {
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        let value = self.value.value(process, frame);
        if process.attention {
            return Value::Undefined;
        }
        let stored = match process.local(frame, self.object.0) {
            Value::Object(object) => object.store(&self.key, &self.cache, value.clone()),
            _ => Err(value.clone()),
        };
        if let Err(value) = stored {
            let object = process.local(frame, self.object.0).clone();
            self.put(process, &object, value);
        }
        value
    }
    fn span(&self) -> Span {
        self.span
    }
}

impl<B> AssignMember<B> {
    fn store(&self, process: &mut Process<'_>, object: &Value, value: Value) -> Flow {
        self.put(process, object, value);
        process.settle()
    }

    fn put(&self, process: &mut Process<'_>, object: &Value, value: Value) {
        let value = match (object, process.contained(value)) {
            (Value::Object(object), value) => match object.store(&self.key, &self.cache, value) {
                Ok(()) => return,
                Err(value) => value,
            },
            (_, value) => value,
        };
        match object {
            Value::Object(object) => process.set_property(object, &self.key, value, self.span),
            other => {
                let place = process.member_location(other, &Value::Text(self.key.clone()), self.span);
                process.write(&place, value, self.span);
            }
        }
    }
}

/// `array{index}:=value` of an array in a value slot.
pub(crate) struct AssignElement {
    pub(crate) slot: u32,
    pub(crate) index: BoxedNode,
    pub(crate) value: BoxedNode,
    pub(crate) boolean: bool,
    pub(crate) place: Box<dyn LocationNode>,
    pub(crate) span: Span,
}

impl Step for AssignElement {
    fn run(&self, process: &mut Process<'_>, frame: Frame) -> Flow {
        let index = self.index.integer(process, frame);
        if self.boolean {
            let value = self.value.boolean(process, frame);
            if process.attention {
                return process.settle();
            }
            if let Value::Array(array) = process.local(frame, self.slot) {
                let done = array.change(|data| match data {
                    ArrayData::Boolean(items) => {
                        usize::try_from(index).ok().and_then(|index| items.get_mut(index)).map(|item| *item = value)
                    }
                    _ => None,
                });
                if done.is_some() {
                    return Flow::Next;
                }
            }
            return self.store(process, frame, index, Value::Boolean(value));
        }
        let value = self.value.value(process, frame);
        if process.attention {
            return process.settle();
        }
        self.store(process, frame, index, value)
    }
}

impl AssignElement {
    fn store(&self, process: &mut Process<'_>, frame: Frame, index: i64, value: Value) -> Flow {
        if let (Value::Array(array), Ok(position)) = (process.local(frame, self.slot), usize::try_from(index))
            && position <= array.len()
        {
            if let Value::Array(row) = &value {
                let current = Value::Real(f64::from(row.current()));
                if array.set(position, &current) {
                    return Flow::Next;
                }
            } else if array.set(position, &value) {
                return Flow::Next;
            }
        }
        let base = self.place.place(process, frame);
        let place = process.element(base, index, self.span);
        process.write(&place, value, self.span);
        process.settle()
    }
}

/// To any place, also with a compound operator; the place is reached once.
pub(crate) struct AssignLocation {
    pub(crate) place: Box<dyn LocationNode>,
    pub(crate) operator: Option<BinaryOperator>,
    pub(crate) value: BoxedNode,
    pub(crate) span: Span,
}

impl AssignLocation {
    fn assign(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        let place = self.place.place(process, frame);
        let old = match self.operator {
            Some(_) if !process.attention => process.read(&place, self.span),
            _ => Value::Undefined,
        };
        let value = self.value.value(process, frame);
        if process.attention {
            let result = process.take_result_of_failed(self.value.span());
            if let (Location::Process(number), None, Some(value)) = (&place, self.operator, result) {
                process.set_variable(*number, value);
            }
            return Value::Undefined;
        }
        let value = match self.operator {
            None => value,
            Some(operator) => match super::operators::apply(operator, &old, &value) {
                Ok(value) => value,
                Err(error) => {
                    process.raise(error, self.span);
                    return Value::Undefined;
                }
            },
        };
        drop(old);
        process.write(&place, plain(&place, value.clone()), self.span);
        value
    }
}

/// An array on the right is its current index, except for a place that holds an array.
fn plain(place: &Location, value: Value) -> Value {
    match (place, value) {
        (Location::Local { declared: Type::Array(_), .. }, value) => value,
        (_, Value::Array(array)) => Value::Real(f64::from(array.current())),
        (_, value) => value,
    }
}

impl Step for AssignLocation {
    fn run(&self, process: &mut Process<'_>, frame: Frame) -> Flow {
        self.assign(process, frame);
        process.settle()
    }
}

/// An assignment inside a formula has the assigned value.
impl Node for AssignLocation {
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        self.assign(process, frame)
    }
    fn span(&self) -> Span {
        self.span
    }
}

/// Gives process and interprocess variables their declared type: one that has no value yet gets the default,
/// and one that is declared as Integer stores numbers as Integers do.
pub(crate) struct Declare {
    pub(crate) places: Vec<Box<dyn LocationNode>>,
    pub(crate) declared: Type,
    pub(crate) span: Span,
}

impl Step for Declare {
    fn run(&self, process: &mut Process<'_>, frame: Frame) -> Flow {
        for place in &self.places {
            let place = place.place(process, frame);
            if process.attention {
                break;
            }
            let integer = self.declared == Type::Integer;
            let fresh = matches!(process.read(&place, self.span), Value::Undefined);
            let value = fresh.then(|| crate::convert::default_value(&self.declared));
            match place {
                Location::Process(number) => {
                    process.declare_variable(number, integer);
                    if let Some(value) = value {
                        process.set_variable(number, value);
                    }
                }
                Location::Interprocess(number) => {
                    process.domain.declare_interprocess(number, integer);
                    if let Some(value) = value {
                        process.domain.set_interprocess(number, value);
                    }
                }
                _ => {}
            }
        }
        process.settle()
    }
}
