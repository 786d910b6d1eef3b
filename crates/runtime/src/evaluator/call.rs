//! Calls: arguments go straight into the slots of the called routine.

use crate::calls::Rare;
use crate::compiled::{Compiled, Passing, ResultPlace};
use crate::convert::{to_longint, whole};
use crate::node::{BoxedNode, Flow, Frame, MaybeNumber};
use crate::process::Process;
use crate::reload;
use fourd_project::MethodId;
use fourd_resolve::Type;
use fourd_resolve::typed::Slot;
use fourd_source::{Span, fold_name};
use fourd_value::{Array, Error, Text, Value, error};
use std::rc::Rc;

/// How the result of a call leaves the frame.
pub trait CallResult: Sized {
    /// Reads it.
    fn read(process: &mut Process<'_>, frame: Frame, compiled: &Compiled, span: Span) -> Self;
    /// What stands for it after an error.
    fn neutral() -> Self;
    /// Converts a value that a call gave in another way.
    fn from_value(process: &mut Process<'_>, value: Value, span: Span) -> Self;
}

fn result_value(process: &mut Process<'_>, frame: Frame, compiled: &Compiled) -> Value {
    match compiled.result_place {
        ResultPlace::Value(slot, _) => match process.values.get_mut((frame.values + slot) as usize) {
            Some(value) => std::mem::take(value),
            None => Value::Undefined,
        },
        ResultPlace::Integer(slot) => Value::integer(raw(process, frame, slot) as i64),
        ResultPlace::Real(slot) => Value::Real(f64::from_bits(raw(process, frame, slot))),
        ResultPlace::Boolean(slot) => Value::Boolean(raw(process, frame, slot) != 0),
        ResultPlace::Nowhere => Value::Undefined,
    }
}

#[inline]
fn raw(process: &Process<'_>, frame: Frame, slot: u32) -> u64 {
    process.raw.get((frame.raw + slot) as usize).copied().unwrap_or(0)
}

/// A result as a variable takes it: an object or collection that was never assigned is told apart from Null.
pub struct Passed(pub Value);

impl CallResult for Passed {
    fn read(process: &mut Process<'_>, frame: Frame, compiled: &Compiled, _span: Span) -> Self {
        Self(match (result_value(process, frame, compiled), compiled.result_place) {
            (Value::Undefined, ResultPlace::Value(_, true)) => Value::Unassigned,
            (value, _) => value,
        })
    }
    fn neutral() -> Self {
        Self(Value::Undefined)
    }
    fn from_value(_process: &mut Process<'_>, value: Value, _span: Span) -> Self {
        Self(value)
    }
}

impl CallResult for Value {
    fn read(process: &mut Process<'_>, frame: Frame, compiled: &Compiled, span: Span) -> Self {
        Passed::read(process, frame, compiled, span).0.assigned()
    }
    fn neutral() -> Self {
        Value::Undefined
    }
    fn from_value(_process: &mut Process<'_>, value: Value, _span: Span) -> Self {
        value
    }
}

impl CallResult for MaybeNumber {
    #[inline]
    fn read(process: &mut Process<'_>, frame: Frame, compiled: &Compiled, span: Span) -> Self {
        if let ResultPlace::Value(slot, _) = compiled.result_place
            && let Value::Real(number) = process.local(frame, slot)
        {
            return Self::of(*number);
        }
        let value = Value::read(process, frame, compiled, span);
        process.leave_value(value)
    }
    fn neutral() -> Self {
        Self::of(0.0)
    }
    fn from_value(process: &mut Process<'_>, value: Value, _span: Span) -> Self {
        process.leave_value(value)
    }
}

impl CallResult for i64 {
    #[inline]
    fn read(process: &mut Process<'_>, frame: Frame, compiled: &Compiled, span: Span) -> Self {
        if let ResultPlace::Integer(slot) = compiled.result_place {
            return raw(process, frame, slot) as i64;
        }
        whole(f64::read(process, frame, compiled, span))
    }
    fn neutral() -> Self {
        0
    }
    fn from_value(process: &mut Process<'_>, value: Value, span: Span) -> Self {
        whole(f64::from_value(process, value, span))
    }
}

impl CallResult for f64 {
    fn read(process: &mut Process<'_>, frame: Frame, compiled: &Compiled, span: Span) -> Self {
        if let ResultPlace::Real(slot) = compiled.result_place {
            return f64::from_bits(raw(process, frame, slot));
        }
        let value = result_value(process, frame, compiled);
        Self::from_value(process, value, span)
    }
    fn neutral() -> Self {
        0.0
    }
    fn from_value(process: &mut Process<'_>, value: Value, span: Span) -> Self {
        match value {
            Value::Real(number) => number,
            other => process.to_real(&other, span),
        }
    }
}

impl CallResult for bool {
    fn read(process: &mut Process<'_>, frame: Frame, compiled: &Compiled, span: Span) -> Self {
        if let ResultPlace::Boolean(slot) = compiled.result_place {
            return raw(process, frame, slot) != 0;
        }
        let value = result_value(process, frame, compiled);
        Self::from_value(process, value, span)
    }
    fn neutral() -> Self {
        false
    }
    fn from_value(process: &mut Process<'_>, value: Value, span: Span) -> Self {
        match value {
            Value::Boolean(value) => value,
            other => process.to_boolean(&other, span),
        }
    }
}

impl CallResult for Text {
    fn read(process: &mut Process<'_>, frame: Frame, compiled: &Compiled, span: Span) -> Self {
        let value = result_value(process, frame, compiled);
        Self::from_value(process, value, span)
    }
    fn neutral() -> Self {
        Text::EMPTY
    }
    fn from_value(process: &mut Process<'_>, value: Value, span: Span) -> Self {
        match value {
            Value::Text(text) => text,
            other => process.to_text(&other, span),
        }
    }
}

impl CallResult for () {
    fn read(_process: &mut Process<'_>, _frame: Frame, _compiled: &Compiled, _span: Span) -> Self {}
    fn neutral() -> Self {}
    fn from_value(_process: &mut Process<'_>, _value: Value, _span: Span) -> Self {}
}

/// Calls a routine with arguments that are evaluated into its slots.
#[inline(always)]
pub fn call<R: CallResult>(
    process: &mut Process<'_>,
    compiled: &Rc<Compiled>,
    this: Option<Value>,
    arguments: &[BoxedNode],
    frame: Frame,
    span: Span,
) -> R {
    if !compiled.simple.get() || arguments.len() != compiled.passing.len() {
        return call_in_general(process, compiled, this, arguments, frame, span);
    }
    let base = begin(process, compiled, this);
    for (position, (argument, passing)) in arguments.iter().zip(compiled.passing.iter()).enumerate() {
        if *passing == Passing::Integer {
            push_integer(process, argument, frame);
        } else {
            pass(process, compiled, position, *passing, argument, frame);
        }
    }
    if process.attention {
        return fail(process, base);
    }
    prepare(process, compiled, base);
    let entry = Entry { base, count: arguments.len() as u32, null_this: false, rare: None };
    run_prepared::<R, true>(process, compiled, entry, span)
}

#[inline(never)]
fn call_in_general<R: CallResult>(
    process: &mut Process<'_>,
    compiled: &Rc<Compiled>,
    this: Option<Value>,
    arguments: &[BoxedNode],
    frame: Frame,
    span: Span,
) -> R {
    if compiled.is_outdated() {
        return match reload::successor(process, compiled) {
            Ok(successor) => call(process, &successor, this, arguments, frame, span),
            Err(error) => {
                process.raise(error, span);
                R::neutral()
            }
        };
    }
    if compiled.on_server {
        let values = arguments.iter().map(|argument| argument.value(process, frame)).collect();
        let value = if process.attention { Value::Undefined } else { on_server(process, compiled, values, span) };
        return R::from_value(process, value, span);
    }
    let base = begin(process, compiled, this);
    let mut given = arguments.iter();
    for (position, passing) in compiled.passing.iter().enumerate() {
        match given.next() {
            Some(argument) => pass(process, compiled, position, *passing, argument, frame),
            None => {
                push_defaults(process, compiled, position);
                break;
            }
        }
    }
    let mut rare = None;
    if given.len() > 0 {
        let mut extra = Vec::with_capacity(given.len());
        for argument in given {
            let value = argument.passed(process, frame);
            extra.push(extra_argument(process, compiled, value, argument.span()));
        }
        rare = Some(Box::new(Rare { extra, ..Rare::default() }));
    }
    if process.attention {
        return fail(process, base);
    }
    run::<R>(process, compiled, Entry { base, count: arguments.len() as u32, null_this: false, rare }, span)
}

/// Where the slots of a call begin; `This` is the first of them.
#[inline(always)]
fn begin(process: &mut Process<'_>, compiled: &Compiled, this: Option<Value>) -> Frame {
    let base = Frame { raw: process.raw.len() as u32, values: process.values.len() as u32 };
    if compiled.has_this {
        let this = this.unwrap_or_else(|| inherited_this(process));
        process.values.push(this);
    }
    base
}

/// An argument of the call has failed.
#[cold]
#[inline(never)]
fn fail<R: CallResult>(process: &mut Process<'_>, base: Frame) -> R {
    process.raw.truncate(base.raw as usize);
    process.values.truncate(base.values as usize);
    R::neutral()
}

/// Evaluates an argument into the raw slot of an Integer parameter.
#[inline(always)]
fn push_integer(process: &mut Process<'_>, argument: &BoxedNode, frame: Frame) {
    let value = to_longint(argument.integer(process, frame));
    process.raw.push(value as u64);
}

/// Evaluates an argument into the slot of its parameter.
#[inline]
fn pass(
    process: &mut Process<'_>,
    compiled: &Compiled,
    position: usize,
    passing: Passing,
    argument: &BoxedNode,
    frame: Frame,
) {
    match passing {
        Passing::Integer => push_integer(process, argument, frame),
        Passing::Real => {
            let value = argument.real(process, frame);
            process.raw.push(value.to_bits());
        }
        Passing::Boolean => {
            let value = argument.boolean(process, frame);
            process.raw.push(u64::from(value));
        }
        Passing::Text => {
            let value = argument.text(process, frame);
            process.values.push(Value::Text(value));
        }
        Passing::Variant if argument.gives_numbers() => {
            let given = argument.number(process, frame);
            if given.may_be_other() {
                let value = process.take_value(given);
                let value = passed(process, value, &Type::Variant, argument.span());
                process.values.push(value);
            } else {
                process.values.push(Value::Real(given.number()));
            }
        }
        Passing::Variant | Passing::Value | Passing::Lenient => {
            let Some(parameter) = compiled.variables.get(position) else { return };
            let value = argument.passed(process, frame);
            if passing != Passing::Lenient {
                let value = passed(process, value, &parameter.declared, argument.span());
                process.values.push(value);
            } else {
                let value = process.convert_or_default(value, &parameter.declared);
                push_value(process, value, &parameter.declared, parameter.slot, argument.span());
            }
        }
    }
}

/// What `This` is in a project method: the same as in the routine that calls it
/// ([This](https://developer.4d.com/docs/commands/this#formula-object): the context of a formula's execution).
#[cold]
pub(crate) fn inherited_this(process: &Process<'_>) -> Value {
    let holder = process.calls.iter().rev().find_map(|call| {
        let passed = call.rare.as_ref().and_then(|rare| rare.this.clone());
        let passed = passed.or_else(|| call.null_this.then_some(Value::Null));
        passed.or_else(|| call.compiled.has_this.then(|| process.local(call.frame, 0).clone()))
    });
    holder.unwrap_or_default()
}

/// Calls a routine with values.
pub fn call_with_values(
    process: &mut Process<'_>,
    compiled: &Rc<Compiled>,
    this: Option<Value>,
    arguments: Vec<Value>,
    span: Span,
) -> Value {
    if compiled.on_server && !compiled.is_outdated() {
        return on_server(process, compiled, arguments, span);
    }
    let count = arguments.len();
    call_with_captures(process, compiled, this, count, arguments, &[], span)
}

/// Calls a routine with values on this machine, whatever its attributes say.
pub(crate) fn call_here(
    process: &mut Process<'_>,
    compiled: &Rc<Compiled>,
    this: Option<Value>,
    arguments: Vec<Value>,
    span: Span,
) -> Value {
    let count = arguments.len();
    call_with_captures(process, compiled, this, count, arguments, &[], span)
}

#[cold]
#[inline(never)]
fn on_server(process: &mut Process<'_>, compiled: &Rc<Compiled>, arguments: Vec<Value>, span: Span) -> Value {
    let folded = fold_name(&compiled.name.to_cow()).into();
    (process.domain.upcalls.call_on_server)(process, MethodId { project: compiled.project, folded }, arguments, span)
}

/// Calls a routine with `count` values, some of its other variables being set already.
pub fn call_with_captures(
    process: &mut Process<'_>,
    compiled: &Rc<Compiled>,
    this: Option<Value>,
    count: usize,
    arguments: impl IntoIterator<Item = Value>,
    captures: &[(Slot, Type, Value)],
    span: Span,
) -> Value {
    if compiled.is_outdated() {
        return match reload::successor(process, compiled) {
            Ok(successor) => call_with_values(process, &successor, this, arguments.into_iter().collect(), span),
            Err(error) => {
                process.raise(error, span);
                Value::Undefined
            }
        };
    }
    let base = Frame { raw: process.raw.len() as u32, values: process.values.len() as u32 };
    let mut entry = Entry { base, count: count as u32, null_this: false, rare: None };
    match this {
        this if compiled.has_this => {
            let this = this.unwrap_or_else(|| inherited_this(process));
            process.values.push(this);
        }
        // A method that does not name `This` passes it on to the methods that it calls.
        Some(Value::Null) => entry.null_this = true,
        Some(this) => entry.rare = Some(Box::new(Rare { this: Some(this), ..Rare::default() })),
        None => {}
    }
    let mut given = arguments.into_iter();
    let parameters = compiled.variables.get(..compiled.parameters).unwrap_or_default();
    for parameter in parameters {
        match given.next() {
            Some(value) => {
                let value = if parameter.lenient {
                    process.convert_or_default(value, &parameter.declared)
                } else {
                    passed(process, value, &parameter.declared, span)
                };
                push_value(process, value, &parameter.declared, parameter.slot, span);
            }
            None => push_default(process, &parameter.declared, parameter.slot),
        }
    }
    if count > parameters.len() {
        let extra = given.map(|value| extra_argument(process, compiled, value, span)).collect();
        entry.rare.get_or_insert_default().extra = extra;
    }
    if process.attention {
        process.raw.truncate(base.raw as usize);
        process.values.truncate(base.values as usize);
        return Value::Undefined;
    }
    if captures.is_empty() {
        return run::<Value>(process, compiled, entry, span);
    }
    prepare(process, compiled, base);
    for (slot, declared, value) in captures {
        process.set_slot(base, *slot, declared, value.clone(), span);
    }
    run_prepared::<Value, false>(process, compiled, entry, span)
}

/// How a call begins.
struct Entry {
    base: Frame,
    count: u32,
    null_this: bool,
    rare: Option<Box<Rare>>,
}

/// An argument as a parameter of a type takes it; arrays arrive as their current index unless a pointer is passed.
fn passed(process: &mut Process<'_>, value: Value, declared: &Type, span: Span) -> Value {
    match (declared, value) {
        (Type::Variant, value @ (Value::Text(_) | Value::Object(_) | Value::Collection(_) | Value::Real(_))) => value,
        (Type::Object(None), value @ Value::Object(_)) => value,
        (Type::Collection, value @ Value::Collection(_)) => value,
        (declared, value) => process.convert_argument(value, declared, span),
    }
}

fn extra_argument(process: &mut Process<'_>, compiled: &Compiled, value: Value, span: Span) -> Value {
    match &compiled.variadic {
        Some(declared) => process.convert_argument(value, declared, span),
        None => value,
    }
}

/// Parameters from that position on get no argument.
fn push_defaults(process: &mut Process<'_>, compiled: &Compiled, position: usize) {
    for parameter in compiled.variables.get(position..compiled.parameters).unwrap_or_default() {
        push_default(process, &parameter.declared, parameter.slot);
    }
}

fn push_default(process: &mut Process<'_>, declared: &Type, slot: Slot) {
    match slot {
        Slot::Raw(_) => process.raw.push(0),
        Slot::Value(_) => process.values.push(crate::convert::default_value(declared)),
    }
}

fn push_value(process: &mut Process<'_>, value: Value, declared: &Type, slot: Slot, span: Span) {
    match slot {
        Slot::Raw(number) => {
            process.raw.push(0);
            let frame = Frame { raw: process.raw.len() as u32 - 1 - number, values: 0 };
            process.set_slot(frame, slot, declared, value, span);
        }
        Slot::Value(_) => process.values.push(value),
    }
}

#[inline(always)]
pub(crate) fn prepare(process: &mut Process<'_>, compiled: &Rc<Compiled>, base: Frame) {
    for _ in process.raw.len()..(base.raw + compiled.raw_slots) as usize {
        process.raw.push(0);
    }
    let present = process.values.len() - base.values as usize;
    if present < compiled.defaults.len() {
        prepare_values(process, compiled, base, present);
    }
}

/// Fills the value slots that no argument has filled.
#[inline]
fn prepare_values(process: &mut Process<'_>, compiled: &Compiled, base: Frame, present: usize) {
    for default in compiled.defaults.get(present..).unwrap_or_default() {
        match default {
            Value::Undefined => process.values.push(Value::Undefined),
            default => process.values.push(default.clone()),
        }
    }
    for (slot, element) in &*compiled.arrays {
        if let Some(target) = process.values.get_mut((base.values + slot) as usize) {
            *target = Value::Array(Array::new(*element, 0));
        }
    }
}

#[inline]
fn run<R: CallResult>(process: &mut Process<'_>, compiled: &Rc<Compiled>, entry: Entry, span: Span) -> R {
    prepare(process, compiled, entry.base);
    run_prepared::<R, false>(process, compiled, entry, span)
}

/// Runs a routine whose slots are ready; with `SIMPLE`, one that [`Compiled::simple`] holds for.
#[inline(always)]
fn run_prepared<R: CallResult, const SIMPLE: bool>(
    process: &mut Process<'_>,
    compiled: &Rc<Compiled>,
    entry: Entry,
    span: Span,
) -> R {
    let Entry { base, count, null_this, rare } = entry;
    process.serial += 1;
    let serial = process.serial;
    process.calls.enter(compiled, base, serial, count, span);
    if (null_this || rare.is_some())
        && let Some(call) = process.calls.last_mut()
    {
        (call.null_this, call.rare) = (null_this, rare);
    }
    process.tick();
    if process.lacks_stack(compiled.stack_need.get()) {
        overflow(process, span);
    }
    let mut result = R::neutral();
    let runs = !process.attention;
    if runs {
        if !SIMPLE && compiled.locks_this && !crate::shared_use::begin_shared_function(process, base, span) {
            process.attention = true;
        }
        let flow = match compiled.body.get() {
            Some(body) => body.run(process, base),
            None => run_first(process, compiled, base, span),
        };
        if !SIMPLE && compiled.locks_this {
            crate::shared_use::end_shared_function(process, base);
        }
        if !SIMPLE && compiled.needs_super && flow != Flow::Unwind {
            check_super(process, span);
        }
        if flow != Flow::Unwind {
            result = R::read(process, base, compiled, span);
        }
    }
    if process.calls.has_rare() {
        if runs {
            end_rare(process, span);
        }
        process.calls.drop_rare();
    }
    process.calls.leave_plain();
    process.raw.truncate(base.raw as usize);
    while process.values.len() > base.values as usize {
        // Numbers own nothing that would have to be dropped.
        match process.values.pop() {
            Some(value @ (Value::Real(_) | Value::Undefined)) => std::mem::forget(value),
            value => drop(value),
        }
    }
    result
}

/// Runs a routine for the first time.
#[cold]
#[inline(never)]
fn run_first(process: &mut Process<'_>, compiled: &Rc<Compiled>, base: Frame, span: Span) -> Flow {
    match crate::lower::body(process, compiled) {
        Ok(_) if process.lacks_stack(compiled.stack_need.get()) => {
            overflow(process, span);
            Flow::Unwind
        }
        Ok(body) => body.run(process, base),
        Err(error) => {
            process.raise(error, span);
            Flow::Unwind
        }
    }
}

/// A constructor of a class that extends another must have called `Super` when it ends.
#[cold]
fn check_super(process: &mut Process<'_>, span: Span) {
    if !process.calls.last().and_then(|call| call.rare.as_ref()).is_some_and(|rare| rare.super_called) {
        process.raise(Error::of(error::SUPER_MISSING), span);
    }
}

#[cold]
fn overflow(process: &mut Process<'_>, span: Span) {
    let message = format!("The call stack is full: {} calls are nested", process.calls.len());
    process.raise(Error::with(error::STACK_OVERFLOW, message), span);
}

/// Runs the formulas of `defer`, the last one first, with the `This` of the routine, whatever happened; their own errors
/// are dropped. Errors that were put off until now take effect in the caller, or where there is none here, with the place
/// of the last `throw`.
#[cold]
pub(crate) fn end_rare(process: &mut Process<'_>, span: Span) {
    let Some(rare) = process.calls.last_mut().and_then(|call| call.rare.as_mut()) else { return };
    let (deferred, put_off) = (std::mem::take(&mut rare.deferred), std::mem::take(&mut rare.put_off));
    let this = if deferred.is_empty() { Value::Null } else { inherited_this(process) };
    for function in deferred.into_iter().rev() {
        let (attention, pending) = (std::mem::take(&mut process.attention), process.pending.take());
        let ending = process.ending.take();
        let last_errors = process.error_handling.last_errors.clone();
        let waiting = process.waiting_value.take();
        process.error_handling.try_depth += 1;
        // Without any stack left, its error would be dropped like its own ones.
        let this = Some(this.clone());
        let _ = process.with_room(|process| crate::function::invoke(process, &function, this, Vec::new(), span));
        process.error_handling.try_depth -= 1;
        process.waiting_value = waiting;
        process.attention = attention;
        process.pending = pending;
        process.ending = ending;
        process.error_handling.last_errors = last_errors;
    }
    if let Some(last) = put_off.last() {
        let thrown = last.span;
        process.raise_all(put_off.into_iter().map(|each| each.raised).collect(), thrown);
        if process.calls.len() == 1 {
            crate::errors::handle_at_end(process);
        }
    }
}
