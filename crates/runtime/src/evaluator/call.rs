//! Calls: arguments go straight into the slots of the called routine.

use crate::callee::{Callee, Passing, ResultLocation};
use crate::calls::CallExtras;
use crate::convert::{to_longint, whole};
use crate::node::{BoxedNode, Flow, Frame, MaybeNumber};
use crate::process::Process;
use crate::reload;
use fourd_privileges::{Action, Resource};
use fourd_project::MethodId;
use fourd_resolve::Type;
use fourd_resolve::typed::Slot;
use fourd_source::{Span, fold_name};
use fourd_value::{Array, Error, Text, Value, error};
use std::rc::Rc;

/// How the result of a call leaves the frame.
pub trait CallResult: Sized {
    /// Reads it.
    fn read(process: &mut Process<'_>, frame: Frame, callee: &Callee, span: Span) -> Self;
    /// What stands for it after an error.
    fn neutral() -> Self;
    /// Converts a value that a call gave in another way.
    fn from_value(process: &mut Process<'_>, value: Value, span: Span) -> Self;
}

fn result_value(process: &mut Process<'_>, frame: Frame, callee: &Callee) -> Value {
    match callee.result_location {
        ResultLocation::Value(slot, _) => match process.values.get_mut((frame.values + slot) as usize) {
            Some(value) => std::mem::take(value),
            None => Value::Undefined,
        },
        ResultLocation::Integer(slot) => Value::integer(raw(process, frame, slot) as i64),
        ResultLocation::Real(slot) => Value::Real(f64::from_bits(raw(process, frame, slot))),
        ResultLocation::Boolean(slot) => Value::Boolean(raw(process, frame, slot) != 0),
        ResultLocation::Nowhere => Value::Undefined,
    }
}

#[inline]
fn raw(process: &Process<'_>, frame: Frame, slot: u32) -> u64 {
    process.raw.get((frame.raw + slot) as usize).copied().unwrap_or(0)
}

/// A result as a variable takes it: an object or collection that was never assigned is told apart from Null.
pub struct Passed(pub Value);

impl CallResult for Passed {
    fn read(process: &mut Process<'_>, frame: Frame, callee: &Callee, _span: Span) -> Self {
        Self(match (result_value(process, frame, callee), callee.result_location) {
            (Value::Undefined, ResultLocation::Value(_, true)) => Value::Unassigned,
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
    fn read(process: &mut Process<'_>, frame: Frame, callee: &Callee, span: Span) -> Self {
        Passed::read(process, frame, callee, span).0.assigned()
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
    fn read(process: &mut Process<'_>, frame: Frame, callee: &Callee, span: Span) -> Self {
        if let ResultLocation::Value(slot, _) = callee.result_location
            && let Value::Real(number) = process.local(frame, slot)
        {
            return Self::of(*number);
        }
        let value = Value::read(process, frame, callee, span);
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
    fn read(process: &mut Process<'_>, frame: Frame, callee: &Callee, span: Span) -> Self {
        if let ResultLocation::Integer(slot) = callee.result_location {
            return raw(process, frame, slot) as i64;
        }
        whole(f64::read(process, frame, callee, span))
    }
    fn neutral() -> Self {
        0
    }
    fn from_value(process: &mut Process<'_>, value: Value, span: Span) -> Self {
        whole(f64::from_value(process, value, span))
    }
}

impl CallResult for f64 {
    fn read(process: &mut Process<'_>, frame: Frame, callee: &Callee, span: Span) -> Self {
        if let ResultLocation::Real(slot) = callee.result_location {
            return f64::from_bits(raw(process, frame, slot));
        }
        let value = result_value(process, frame, callee);
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
    fn read(process: &mut Process<'_>, frame: Frame, callee: &Callee, span: Span) -> Self {
        if let ResultLocation::Boolean(slot) = callee.result_location {
            return raw(process, frame, slot) != 0;
        }
        let value = result_value(process, frame, callee);
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
    fn read(process: &mut Process<'_>, frame: Frame, callee: &Callee, span: Span) -> Self {
        let value = result_value(process, frame, callee);
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
    fn read(_process: &mut Process<'_>, _frame: Frame, _compiled: &Callee, _span: Span) -> Self {}
    fn neutral() -> Self {}
    fn from_value(_process: &mut Process<'_>, _value: Value, _span: Span) -> Self {}
}

/// Calls a routine with arguments that are evaluated into its slots.
#[inline(always)]
pub fn call<R: CallResult>(
    process: &mut Process<'_>,
    callee: &Rc<Callee>,
    this: Option<Value>,
    arguments: &[BoxedNode],
    frame: Frame,
    span: Span,
) -> R {
    if !callee.simple.get() || arguments.len() != callee.passing.len() {
        return call_in_general(process, callee, this, arguments, frame, span);
    }
    let base = begin(process, callee, this);
    for (position, (argument, passing)) in arguments.iter().zip(callee.passing.iter()).enumerate() {
        if *passing == Passing::Integer {
            push_integer(process, argument, frame);
        } else {
            pass(process, callee, position, *passing, argument, frame);
        }
    }
    if process.attention {
        return fail(process, base);
    }
    prepare(process, callee, base);
    let entry = Entry { base, count: arguments.len() as u32, null_this: false, extras: None };
    run_prepared::<R, true>(process, callee, entry, span)
}

#[inline(never)]
fn call_in_general<R: CallResult>(
    process: &mut Process<'_>,
    callee: &Rc<Callee>,
    this: Option<Value>,
    arguments: &[BoxedNode],
    frame: Frame,
    span: Span,
) -> R {
    if callee.is_outdated() {
        return match reload::successor(process, callee) {
            Ok(successor) => call(process, &successor, this, arguments, frame, span),
            Err(error) => {
                process.raise(error, span);
                R::neutral()
            }
        };
    }
    if callee.on_server {
        let values = arguments.iter().map(|argument| argument.value(process, frame)).collect();
        let value = if process.attention { Value::Undefined } else { on_server(process, callee, values, span) };
        return R::from_value(process, value, span);
    }
    let base = begin(process, callee, this);
    let mut given = arguments.iter();
    for (position, passing) in callee.passing.iter().enumerate() {
        match given.next() {
            Some(argument) => pass(process, callee, position, *passing, argument, frame),
            None => {
                push_defaults(process, callee, position);
                break;
            }
        }
    }
    let mut extras = None;
    if given.len() > 0 {
        let mut extra = Vec::with_capacity(given.len());
        for argument in given {
            let value = argument.passed(process, frame);
            extra.push(extra_argument(process, callee, value, argument.span()));
        }
        extras = Some(Box::new(CallExtras { extra, ..CallExtras::default() }));
    }
    if process.attention {
        return fail(process, base);
    }
    run::<R>(process, callee, Entry { base, count: arguments.len() as u32, null_this: false, extras }, span)
}

/// Where the slots of a call begin; `This` is the first of them.
#[inline(always)]
fn begin(process: &mut Process<'_>, callee: &Callee, this: Option<Value>) -> Frame {
    let base = Frame { raw: process.raw.len() as u32, values: process.values.len() as u32 };
    if callee.has_this {
        let this = this.unwrap_or_else(|| inherited_this(process));
        process.values.push(this);
    }
    base
}

/// The call does not take place: an argument has failed, or it is not permitted.
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
    callee: &Callee,
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
            let Some(parameter) = callee.variables.get(position) else { return };
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
        let passed = call.extras.as_ref().and_then(|extras| extras.this.clone());
        let passed = passed.or_else(|| call.null_this.then_some(Value::Null));
        passed.or_else(|| call.callee.has_this.then(|| process.local(call.frame, 0).clone()))
    });
    holder.unwrap_or_default()
}

/// Calls a routine with values.
pub fn call_with_values(
    process: &mut Process<'_>,
    callee: &Rc<Callee>,
    this: Option<Value>,
    arguments: Vec<Value>,
    span: Span,
) -> Value {
    if callee.on_server && !callee.is_outdated() {
        return on_server(process, callee, arguments, span);
    }
    let count = arguments.len();
    call_with_captures(process, callee, this, count, arguments, &[], span)
}

/// Calls a routine with values on this machine, whatever its attributes say.
pub(crate) fn call_here(
    process: &mut Process<'_>,
    callee: &Rc<Callee>,
    this: Option<Value>,
    arguments: Vec<Value>,
    span: Span,
) -> Value {
    let count = arguments.len();
    call_with_captures(process, callee, this, count, arguments, &[], span)
}

#[cold]
#[inline(never)]
fn on_server(process: &mut Process<'_>, callee: &Rc<Callee>, arguments: Vec<Value>, span: Span) -> Value {
    let folded = fold_name(&callee.name.to_cow()).into();
    (process.domain.upcalls.call_on_server)(process, MethodId { project: callee.project, folded }, arguments, span)
}

/// Calls a routine with `count` values, some of its other variables being set already.
pub fn call_with_captures(
    process: &mut Process<'_>,
    callee: &Rc<Callee>,
    this: Option<Value>,
    count: usize,
    arguments: impl IntoIterator<Item = Value>,
    captures: &[(Slot, Type, Value)],
    span: Span,
) -> Value {
    if callee.is_outdated() {
        return match reload::successor(process, callee) {
            Ok(successor) => call_with_values(process, &successor, this, arguments.into_iter().collect(), span),
            Err(error) => {
                process.raise(error, span);
                Value::Undefined
            }
        };
    }
    let base = Frame { raw: process.raw.len() as u32, values: process.values.len() as u32 };
    let mut entry = Entry { base, count: count as u32, null_this: false, extras: None };
    match this {
        this if callee.has_this => {
            let this = this.unwrap_or_else(|| inherited_this(process));
            process.values.push(this);
        }
        // A method that does not name `This` passes it on to the methods that it calls.
        Some(Value::Null) => entry.null_this = true,
        Some(this) => entry.extras = Some(Box::new(CallExtras { this: Some(this), ..CallExtras::default() })),
        None => {}
    }
    let mut given = arguments.into_iter();
    let parameters = callee.variables.get(..callee.parameters).unwrap_or_default();
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
        let extra = given.map(|value| extra_argument(process, callee, value, span)).collect();
        entry.extras.get_or_insert_default().extra = extra;
    }
    if process.attention {
        process.raw.truncate(base.raw as usize);
        process.values.truncate(base.values as usize);
        return Value::Undefined;
    }
    if captures.is_empty() {
        return run::<Value>(process, callee, entry, span);
    }
    prepare(process, callee, base);
    for (slot, declared, value) in captures {
        process.set_slot(base, *slot, declared, value.clone(), span);
    }
    run_prepared::<Value, false>(process, callee, entry, span)
}

/// How a call begins.
struct Entry {
    base: Frame,
    count: u32,
    null_this: bool,
    extras: Option<Box<CallExtras>>,
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

fn extra_argument(process: &mut Process<'_>, callee: &Callee, value: Value, span: Span) -> Value {
    match &callee.variadic {
        Some(declared) => process.convert_argument(value, declared, span),
        None => value,
    }
}

/// Parameters from that position on get no argument.
fn push_defaults(process: &mut Process<'_>, callee: &Callee, position: usize) {
    for parameter in callee.variables.get(position..callee.parameters).unwrap_or_default() {
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
pub(crate) fn prepare(process: &mut Process<'_>, callee: &Rc<Callee>, base: Frame) {
    for _ in process.raw.len()..(base.raw + callee.raw_slots) as usize {
        process.raw.push(0);
    }
    let present = process.values.len() - base.values as usize;
    if present < callee.defaults.len() {
        prepare_values(process, callee, base, present);
    }
}

/// Fills the value slots that no argument has filled.
#[inline]
fn prepare_values(process: &mut Process<'_>, callee: &Callee, base: Frame, present: usize) {
    for default in callee.defaults.get(present..).unwrap_or_default() {
        match default {
            Value::Undefined => process.values.push(Value::Undefined),
            default => process.values.push(default.clone()),
        }
    }
    for (slot, element) in &*callee.arrays {
        if let Some(target) = process.values.get_mut((base.values + slot) as usize) {
            *target = Value::Array(Array::new(*element, 0));
        }
    }
}

#[inline]
fn run<R: CallResult>(process: &mut Process<'_>, callee: &Rc<Callee>, entry: Entry, span: Span) -> R {
    prepare(process, callee, entry.base);
    run_prepared::<R, false>(process, callee, entry, span)
}

/// Runs a routine whose slots are ready; with `SIMPLE`, one that [`Callee::simple`] holds for.
#[inline(always)]
fn run_prepared<R: CallResult, const SIMPLE: bool>(
    process: &mut Process<'_>,
    callee: &Rc<Callee>,
    entry: Entry,
    span: Span,
) -> R {
    let Entry { base, count, null_this, extras } = entry;
    if !SIMPLE && callee.is_protected && !may_call(process, callee, span) {
        return fail(process, base);
    }
    process.serial += 1;
    let serial = process.serial;
    process.calls.enter(callee, base, serial, count, span);
    if (null_this || extras.is_some())
        && let Some(call) = process.calls.last_mut()
    {
        (call.null_this, call.extras) = (null_this, extras);
    }
    process.tick();
    if process.lacks_stack(callee.stack_need.get()) {
        overflow(process, span);
    }
    let mut result = R::neutral();
    let runs = !process.attention;
    if runs {
        if !SIMPLE && callee.locks_this && !crate::shared_use::begin_shared_function(process, base, span) {
            process.attention = true;
        }
        let flow = match callee.body.get() {
            Some(body) => body.run(process, base),
            None => run_first(process, callee, base, span),
        };
        if !SIMPLE && callee.locks_this {
            crate::shared_use::end_shared_function(process, base);
        }
        if !SIMPLE && callee.needs_super && flow != Flow::Unwind {
            check_super(process, span);
        }
        if flow != Flow::Unwind {
            result = R::read(process, base, callee, span);
        }
    }
    if process.calls.has_extras() {
        if runs {
            end_extras(process, span);
        }
        process.calls.drop_extras();
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

/// Whether the privileges of the process permit a call of a function of a singleton; else that is an error. What the
/// function itself promotes does not count yet.
#[cold]
#[inline(never)]
fn may_call(process: &mut Process<'_>, callee: &Callee, span: Span) -> bool {
    let class = callee.owner.get().map(|class| class.name.to_cow().into_owned()).unwrap_or_default();
    let name = callee.name.to_cow();
    let function = name.rsplit('.').next().unwrap_or_default();
    match process.check_privilege(Action::Execute, Resource::SingletonFunction(&class, function)) {
        Ok(()) => true,
        Err(error) => {
            process.raise(error, span);
            false
        }
    }
}

/// Runs a routine for the first time.
#[cold]
#[inline(never)]
fn run_first(process: &mut Process<'_>, callee: &Rc<Callee>, base: Frame, span: Span) -> Flow {
    match crate::lower::body(process, callee) {
        Ok(_) if process.lacks_stack(callee.stack_need.get()) => {
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
    if !process.calls.last().and_then(|call| call.extras.as_ref()).is_some_and(|extras| extras.super_called) {
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
pub(crate) fn end_extras(process: &mut Process<'_>, span: Span) {
    let Some(extras) = process.calls.last_mut().and_then(|call| call.extras.as_mut()) else { return };
    let (deferred, put_off) = (std::mem::take(&mut extras.deferred), std::mem::take(&mut extras.put_off));
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
