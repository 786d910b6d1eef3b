//! `4D.Signal` ([API](https://developer.4d.com/docs/API/SignalClass)): a shared object that processes can wait for.

use fourd_runtime::command::{Arguments, FromArgument};
use fourd_runtime::waiting::{Key, WaitFor};
use fourd_runtime::{ClassEntry, Process, scheduler};
use fourd_value::{Error, Object, SharedObject, SharedValue, Text, Value, error};
use std::sync::Arc;
use std::time::Duration;

/// The class.
pub(super) static CLASS: ClassEntry = ClassEntry {
    name: "Signal",
    superclass: None,
    functions: &[("trigger", trigger), ("wait", wait)],
    properties: &[("signaled", signaled, None)],
    constructor: None,
};

/// The name under which shared objects of the class are known in every domain.
const SHARED_NAME: &str = "4D.Signal";

/// A signal that was not triggered yet.
pub(crate) fn new_signal(process: &mut Process<'_>, description: Text) -> Object {
    let shared = SharedObject::of_class(SHARED_NAME.into());
    let writer = process.writer();
    shared.group().try_lock(writer);
    let entries = [("signaled", SharedValue::Boolean(false)), ("description", SharedValue::Text(description))];
    for (name, value) in entries {
        // The object is new and held: nothing can refuse.
        let _ = shared.set(&Text::from(name), value, writer);
    }
    shared.group().unlock(writer);
    Object::shared(shared)
}

fn signal_of(this: &Value) -> Result<&Arc<SharedObject>, Error> {
    this.as_object()
        .and_then(Object::as_shared)
        .filter(|shared| shared.class.as_deref() == Some(SHARED_NAME))
        .ok_or_else(|| Error::with(error::INCOMPATIBLE_TYPES, "expected a signal"))
}

fn is_signaled(signal: &SharedObject) -> bool {
    matches!(signal.get(&Text::from("signaled")), Some(SharedValue::Boolean(true)))
}

/// Whether it was triggered; only `trigger` changes that.
fn signaled(_process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    Ok(Value::Boolean(is_signaled(signal_of(this)?)))
}

/// Wakes all that wait; a second time it does nothing.
fn trigger(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let signal = signal_of(this)?.clone();
    let span = arguments.span;
    fourd_runtime::shared_use::with_implicit_use(process, this, span, |process| {
        signal.set(&Text::from("signaled"), SharedValue::Boolean(true), process.writer())
    })?;
    process.domain.machine.world.signal(Key::of(&signal));
    Ok(Value::Undefined)
}

/// Waits until the signal is triggered, at most for a number of seconds, of which 0 and less are none; tells whether it
/// was.
fn wait(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let signal = signal_of(this)?.clone();
    let span = arguments.span;
    let until = Option::<f64>::from_argument(process, arguments)?
        .and_then(|seconds| Duration::try_from_secs_f64(seconds.max(0.0)).ok())
        .and_then(|wait| scheduler::moment_after(process, wait));
    let what = || WaitFor::Signal(Key::of(&signal));
    Ok(Value::Boolean(scheduler::wait(process, until, what, span, || is_signaled(&signal))))
}
