//! `4D.Signal` ([API](https://developer.4d.com/docs/API/SignalClass)): a shared object that processes can wait for.

use fourd_macros::class;
use fourd_runtime::class::{Receiver, wrong_receiver};
use fourd_runtime::waiting::{Key, WaitFor};
use fourd_runtime::{Process, scheduler};
use fourd_source::Span;
use fourd_value::{Error, Object, SharedObject, SharedValue, Text, Value};
use std::sync::Arc;
use std::time::Duration;

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

fn is_signaled(signal: &SharedObject) -> bool {
    matches!(signal.get(&Text::from("signaled")), Some(SharedValue::Boolean(true)))
}

/// The shared object of a signal.
struct Signal<'v>(&'v Arc<SharedObject>);

impl<'v> Receiver<'v> for Signal<'v> {
    fn receive(_process: &mut Process<'_>, this: &'v Value, _span: Span) -> Result<Self, Error> {
        let shared = this.as_object().and_then(Object::as_shared);
        let signal = shared.filter(|shared| shared.class.as_deref() == Some(SHARED_NAME));
        signal.map(Self).ok_or_else(|| wrong_receiver("a signal"))
    }
}

/// A shared object that processes can wait for.
#[class("Signal", stored("description"))]
impl Signal<'_> {
    /// Whether it was triggered; only `trigger` changes that.
    #[getter]
    fn signaled(self) -> bool {
        is_signaled(self.0)
    }

    /// Wakes all that wait; a second time it does nothing.
    #[function]
    fn trigger(self, process: &mut Process<'_>, span: Span) -> Result<(), Error> {
        let signal = self.0;
        let this = Value::Object(Object::shared(signal.clone()));
        fourd_runtime::shared_use::with_implicit_use(process, &this, span, |process| {
            signal.set(&Text::from("signaled"), SharedValue::Boolean(true), process.writer())
        })?;
        process.world().signal(Key::of(signal));
        Ok(())
    }

    /// Waits until the signal is triggered, at most for a number of seconds, of which 0 and less are none; whether it was.
    #[function]
    fn wait(self, process: &mut Process<'_>, timeout: Option<f64>, span: Span) -> bool {
        let signal = self.0.clone();
        let until = timeout
            .and_then(|seconds| Duration::try_from_secs_f64(seconds.max(0.0)).ok())
            .and_then(|wait| scheduler::moment_after(process, wait));
        let what = || WaitFor::Signal(Key::of(&signal));
        scheduler::wait(process, until, what, span, || is_signaled(&signal))
    }
}
