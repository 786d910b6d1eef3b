//! Constants and variables.

use crate::node::{BoxedNode, Frame, MaybeNumber, Node};
use crate::process::Process;
use fourd_resolve::Type;
use fourd_source::Span;
use fourd_value::{Error, Text, Value, error};
use std::sync::atomic::Ordering;

/// A constant of any type.
pub(crate) struct Constant {
    pub(crate) value: Value,
    pub(crate) span: Span,
}

impl Node for Constant {
    fn value(&self, _process: &mut Process<'_>, _frame: Frame) -> Value {
        self.value.clone()
    }
    fn look(&self, _process: &mut Process<'_>, _frame: Frame, look: &mut dyn FnMut(&Value)) {
        look(&self.value);
    }
    fn span(&self) -> Span {
        self.span
    }
}

/// A whole number.
pub(crate) struct ConstantInteger {
    pub(crate) value: i64,
    pub(crate) span: Span,
}

impl Node for ConstantInteger {
    fn value(&self, _process: &mut Process<'_>, _frame: Frame) -> Value {
        Value::Real(self.value as f64)
    }
    fn number(&self, _process: &mut Process<'_>, _frame: Frame) -> MaybeNumber {
        MaybeNumber::of(self.value as f64)
    }
    fn gives_numbers(&self) -> bool {
        true
    }
    fn real(&self, _process: &mut Process<'_>, _frame: Frame) -> f64 {
        self.value as f64
    }
    fn integer(&self, _process: &mut Process<'_>, _frame: Frame) -> i64 {
        self.value
    }
    fn span(&self) -> Span {
        self.span
    }
}

/// An Integer variable.
pub(crate) struct LocalInteger {
    pub(crate) slot: u32,
    pub(crate) span: Span,
}

impl Node for LocalInteger {
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        Value::Real(process.local_integer(frame, self.slot) as f64)
    }
    fn number(&self, process: &mut Process<'_>, frame: Frame) -> MaybeNumber {
        MaybeNumber::of(process.local_integer(frame, self.slot) as f64)
    }
    fn gives_numbers(&self) -> bool {
        true
    }
    fn real(&self, process: &mut Process<'_>, frame: Frame) -> f64 {
        process.local_integer(frame, self.slot) as f64
    }
    fn integer(&self, process: &mut Process<'_>, frame: Frame) -> i64 {
        process.local_integer(frame, self.slot)
    }
    fn span(&self) -> Span {
        self.span
    }
}

/// A Real variable.
pub(crate) struct LocalReal {
    pub(crate) slot: u32,
    pub(crate) span: Span,
}

impl Node for LocalReal {
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        Value::Real(process.local_real(frame, self.slot))
    }
    fn number(&self, process: &mut Process<'_>, frame: Frame) -> MaybeNumber {
        MaybeNumber::of(process.local_real(frame, self.slot))
    }
    fn gives_numbers(&self) -> bool {
        true
    }
    fn real(&self, process: &mut Process<'_>, frame: Frame) -> f64 {
        process.local_real(frame, self.slot)
    }
    fn span(&self) -> Span {
        self.span
    }
}

/// A Boolean variable.
pub(crate) struct LocalBoolean {
    pub(crate) slot: u32,
    pub(crate) span: Span,
}

impl Node for LocalBoolean {
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        Value::Boolean(process.local_integer(frame, self.slot) != 0)
    }
    fn boolean(&self, process: &mut Process<'_>, frame: Frame) -> bool {
        process.local_integer(frame, self.slot) != 0
    }
    fn span(&self) -> Span {
        self.span
    }
}

/// A variable in a value slot.
pub(crate) struct LocalValue {
    pub(crate) slot: u32,
    /// Objects and collections that were never assigned read as Null.
    pub(crate) null_when_unassigned: bool,
    pub(crate) span: Span,
}

impl Node for LocalValue {
    #[inline]
    fn number(&self, process: &mut Process<'_>, frame: Frame) -> MaybeNumber {
        if let Value::Real(number) = process.local(frame, self.slot) {
            return MaybeNumber::of(*number);
        }
        let value = self.value(process, frame);
        process.leave_value(value)
    }
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        match process.local(frame, self.slot) {
            Value::Undefined if self.null_when_unassigned => Value::Null,
            Value::Unassigned => Value::Null,
            value => value.clone(),
        }
    }
    fn passed(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        match process.local(frame, self.slot) {
            Value::Undefined if self.null_when_unassigned => Value::Unassigned,
            value => value.clone(),
        }
    }
    #[inline]
    fn real(&self, process: &mut Process<'_>, frame: Frame) -> f64 {
        match process.local(frame, self.slot) {
            Value::Real(number) => *number,
            other => {
                let other = other.clone();
                process.to_real(&other, self.span)
            }
        }
    }
    fn text(&self, process: &mut Process<'_>, frame: Frame) -> Text {
        match process.local(frame, self.slot) {
            Value::Text(text) => text.clone(),
            other => {
                let other = other.clone();
                process.to_text(&other, self.span)
            }
        }
    }
    fn look(&self, process: &mut Process<'_>, frame: Frame, look: &mut dyn FnMut(&Value)) {
        look(process.local(frame, self.slot));
    }
    fn span(&self) -> Span {
        self.span
    }
}

/// A process variable.
pub(crate) struct ProcessVariable {
    pub(crate) number: u32,
    pub(crate) span: Span,
}

impl Node for ProcessVariable {
    fn value(&self, process: &mut Process<'_>, _frame: Frame) -> Value {
        process.variable(self.number).clone()
    }
    fn look(&self, process: &mut Process<'_>, _frame: Frame, look: &mut dyn FnMut(&Value)) {
        look(process.variable(self.number));
    }
    fn span(&self) -> Span {
        self.span
    }
}

/// An interprocess variable, which only cooperative processes have.
pub(crate) struct InterprocessVariable {
    pub(crate) number: u32,
    pub(crate) span: Span,
}

impl Node for InterprocessVariable {
    fn value(&self, process: &mut Process<'_>, _frame: Frame) -> Value {
        if process.record.preemptive {
            process.raise(interprocess_refused(), self.span);
            return Value::Undefined;
        }
        process.observe();
        process.domain.interprocess(self.number)
    }
    fn span(&self) -> Span {
        self.span
    }
}

/// The error for interprocess variables in preemptive processes.
pub(crate) fn interprocess_refused() -> Error {
    Error::of(error::INTERPROCESS_VARIABLE)
}

/// `${n}`: a parameter by number.
pub(crate) struct Parameter {
    pub(crate) index: BoxedNode,
    pub(crate) span: Span,
}

impl Node for Parameter {
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        self.passed(process, frame).assigned()
    }
    fn look(&self, process: &mut Process<'_>, frame: Frame, look: &mut dyn FnMut(&Value)) {
        look(&self.passed(process, frame));
    }
    fn passed(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        let number = self.index.integer(process, frame);
        if process.attention {
            return Value::Undefined;
        }
        let place = process.parameter_location(frame, number, self.span);
        process.read_parameter(&place, self.span)
    }
    fn span(&self) -> Span {
        self.span
    }
}

/// `This`.
pub(crate) struct This {
    pub(crate) slot: Option<u32>,
    pub(crate) span: Span,
}

impl Node for This {
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        match self.slot.map(|slot| process.local(frame, slot)) {
            Some(Value::Undefined) | None => Value::Null,
            Some(value) => value.clone(),
        }
    }
    fn look(&self, process: &mut Process<'_>, frame: Frame, look: &mut dyn FnMut(&Value)) {
        match self.slot.map(|slot| process.local(frame, slot)) {
            Some(value) => look(value),
            None => look(&Value::Null),
        }
    }
    fn span(&self) -> Span {
        self.span
    }
}

/// `This` in the constructor of a class that extends another: there only after `Super`.
pub(crate) struct ThisAfterSuper(pub(crate) This);

impl ThisAfterSuper {
    fn check(&self, process: &mut Process<'_>) {
        if !process.calls.last().and_then(|call| call.extras.as_ref()).is_some_and(|extras| extras.super_called) {
            process.raise(Error::of(error::THIS_BEFORE_SUPER), self.0.span);
        }
    }
}

impl Node for ThisAfterSuper {
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        self.check(process);
        self.0.value(process, frame)
    }
    fn span(&self) -> Span {
        self.0.span
    }
}

/// What raises when it is reached.
pub(crate) struct Invalid {
    pub(crate) error: Error,
    pub(crate) span: Span,
}

impl Node for Invalid {
    fn value(&self, process: &mut Process<'_>, _frame: Frame) -> Value {
        process.raise(self.error.clone(), self.span);
        Value::Undefined
    }
    fn span(&self) -> Span {
        self.span
    }
}

/// A command that needs data: without any it has its own error (rule 10.5).
pub(crate) struct NeedsData {
    pub(crate) error: Error,
    pub(crate) span: Span,
}

impl Node for NeedsData {
    fn value(&self, process: &mut Process<'_>, _frame: Frame) -> Value {
        let error = match process.domain.machine.world.dataless.load(Ordering::Relaxed) {
            true => Error::of(error::NO_TABLE),
            false => self.error.clone(),
        };
        process.raise(error, self.span);
        Value::Undefined
    }
    fn span(&self) -> Span {
        self.span
    }
}

impl Process<'_> {
    /// A raw slot as a whole number.
    #[inline(always)]
    pub(crate) fn local_integer(&self, frame: Frame, slot: u32) -> i64 {
        self.raw[(frame.raw + slot) as usize] as i64
    }

    /// A raw slot as a real number.
    #[inline(always)]
    pub(crate) fn local_real(&self, frame: Frame, slot: u32) -> f64 {
        f64::from_bits(self.raw[(frame.raw + slot) as usize])
    }

    /// Sets a raw slot.
    #[inline(always)]
    pub(crate) fn set_raw(&mut self, frame: Frame, slot: u32, raw: u64) {
        self.raw[(frame.raw + slot) as usize] = raw;
    }

    /// A value slot.
    #[inline(always)]
    pub(crate) fn local(&self, frame: Frame, slot: u32) -> &Value {
        &self.values[(frame.values + slot) as usize]
    }

    /// Puts a number into a value slot.
    #[inline(always)]
    pub(crate) fn set_number(&mut self, frame: Frame, slot: u32, number: f64) {
        match self.local_mut(frame, slot) {
            Value::Real(old) => *old = number,
            // What is undefined needs no look at what it could own.
            slot @ Value::Undefined => std::mem::forget(std::mem::replace(slot, Value::Real(number))),
            slot => *slot = Value::Real(number),
        }
    }

    /// A value slot, to be changed.
    #[inline(always)]
    pub(crate) fn local_mut(&mut self, frame: Frame, slot: u32) -> &mut Value {
        &mut self.values[(frame.values + slot) as usize]
    }
}

/// Whether a variable of this type reads as Null before it is assigned.
pub(crate) fn is_null_when_unassigned(declared: &Type) -> bool {
    matches!(declared, Type::Object(_) | Type::Collection)
}
