//! How functions are called, whatever crate brings them: a type that implements [`Invoke`] is a function of the language.

use crate::callee::Callee;
use crate::class::NativeRun;
use crate::process::Process;
use fourd_source::Span;
use fourd_value::{Callable, Error, Function, Value, error};
use std::any::Any;
use std::rc::Rc;

/// A kind of function. Its [`Callable::entry`] is [`entry::<Self>()`](entry); then the evaluator calls it like any other.
pub trait Invoke: Callable + Sized {
    /// Calls it with values. An error is recorded with [`Process::raise`].
    fn invoke(&self, process: &mut Process<'_>, this: Option<Value>, arguments: Vec<Value>, span: Span) -> Value;

    /// How a call that is written in code may hand over its arguments.
    fn taking(&self) -> Taking<'_> {
        Taking::Values
    }

    /// The built-in class of an object that holds it.
    fn class_name(&self) -> &'static str {
        FUNCTION
    }
}

/// The built-in class of functions.
pub const FUNCTION: &str = "Function";

/// How a call hands over its arguments.
pub enum Taking<'f> {
    /// As values, to [`Invoke::invoke`].
    Values,
    /// Straight into the slots of this routine.
    Slots(&'f Rc<Callee>),
    /// With signs such as `*`, to this code.
    Signs(NativeRun),
}

/// [`Invoke::invoke`] of a kind that is not known.
type InvokeWith = fn(&dyn Callable, &mut Process<'_>, Option<Value>, Vec<Value>, Span) -> Value;

/// What the evaluator finds in [`Callable::entry`].
struct Entry {
    invoke: InvokeWith,
    taking: for<'f> fn(&'f dyn Callable) -> Taking<'f>,
    class_name: fn(&dyn Callable) -> &'static str,
}

fn invoke_as<T: Invoke>(
    callable: &dyn Callable,
    process: &mut Process<'_>,
    this: Option<Value>,
    arguments: Vec<Value>,
    span: Span,
) -> Value {
    match callable.as_any().downcast_ref::<T>() {
        Some(function) => function.invoke(process, this, arguments, span),
        None => not_a_function(process, span),
    }
}

fn taking_as<T: Invoke>(callable: &dyn Callable) -> Taking<'_> {
    callable.as_any().downcast_ref::<T>().map_or(Taking::Values, Invoke::taking)
}

fn class_name_as<T: Invoke>(callable: &dyn Callable) -> &'static str {
    callable.as_any().downcast_ref::<T>().map_or(FUNCTION, Invoke::class_name)
}

/// The entry of a kind of functions, for its [`Callable::entry`].
pub fn entry<T: Invoke>() -> &'static dyn Any {
    const { &Entry { invoke: invoke_as::<T>, taking: taking_as::<T>, class_name: class_name_as::<T> } }
}

fn of(function: &Function) -> Option<&'static Entry> {
    function.entry().downcast_ref()
}

fn not_a_function(process: &mut Process<'_>, span: Span) -> Value {
    process.raise(Error::of(error::NOT_A_FUNCTION), span);
    Value::Undefined
}

/// Calls a function with values.
pub fn invoke(
    process: &mut Process<'_>,
    function: &Function,
    this: Option<Value>,
    arguments: Vec<Value>,
    span: Span,
) -> Value {
    match of(function) {
        Some(entry) => (entry.invoke)(&**function, process, this, arguments, span),
        None => not_a_function(process, span),
    }
}

/// How a call of a function may hand over its arguments.
pub(crate) fn taking(function: &Function) -> Taking<'_> {
    of(function).map_or(Taking::Values, |entry| (entry.taking)(&**function))
}

/// The built-in class of an object that holds a function.
pub(crate) fn class_name(function: &Function) -> &'static str {
    of(function).map_or(FUNCTION, |entry| (entry.class_name)(&**function))
}
