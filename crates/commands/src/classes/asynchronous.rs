//! What the classes have in common whose work goes on outside of the program while code runs
//! ([Asynchronous Execution](https://developer.4d.com/docs/Develop/async)): what threads tell waits in a mailbox until the 4D
//! process listens, and then runs callbacks in it.

use fourd_runtime::background::{self, Background, Notifier};
use fourd_runtime::command::{Arguments, FromArgument, no_more};
use fourd_runtime::listening;
use fourd_runtime::wait::Moment;
use fourd_runtime::waiting::Key;
use fourd_runtime::{Process, fault, function, scheduler};
use fourd_source::Span;
use fourd_value::{Collection, Error, Object, Text, Value};
use parking_lot::{Condvar, Mutex};
use std::cell::Cell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

/// How many bytes may wait in a mailbox before the thread that brings more is held up.
const MAX_UNREAD: usize = 16 << 20;

/// What threads tell a 4D process.
pub(crate) struct Mailbox<E> {
    state: Mutex<MailboxState<E>>,
    /// Something was taken out, or nothing more is taken in.
    room: Condvar,
    /// Wakes those who wait for the events.
    pub(crate) notifier: Notifier,
}

struct MailboxState<E> {
    events: VecDeque<(E, usize)>,
    bytes: usize,
    closed: bool,
}

impl<E> Mailbox<E> {
    /// Does what a thread does that brings events; a fault in it is an error too, which whoever listens must be told.
    ///
    /// # Errors
    /// Those of the work.
    pub(crate) fn guard<R>(&self, what: &str, work: impl FnOnce() -> Result<R, Error>) -> Result<R, Error> {
        fault::guard(self.notifier.world(), what, work)
    }

    pub(crate) fn new(notifier: Notifier) -> Arc<Self> {
        let state = MailboxState { events: VecDeque::new(), bytes: 0, closed: false };
        Arc::new(Self { state: Mutex::new(state), room: Condvar::new(), notifier })
    }

    /// Adds an event; false where nothing more is taken.
    pub(crate) fn put(&self, event: E) -> bool {
        self.put_sized(event, 0)
    }

    /// Adds an event that holds that many bytes, once there is room for it; false where nothing more is taken.
    pub(crate) fn put_sized(&self, event: E, bytes: usize) -> bool {
        let mut state = self.state.lock();
        while !state.closed && state.bytes > 0 && state.bytes.saturating_add(bytes) > MAX_UNREAD {
            self.room.wait(&mut state);
        }
        if state.closed {
            return false;
        }
        state.bytes += bytes;
        state.events.push_back((event, bytes));
        drop(state);
        self.notifier.notify();
        true
    }

    /// Adds the last events. Where one of the threads has done so already, nothing happens.
    pub(crate) fn close(&self, last: impl IntoIterator<Item = E>) {
        self.finish(last, false);
    }

    /// Drops what was not read, even if that were the last events, and adds these.
    pub(crate) fn cut(&self, last: impl IntoIterator<Item = E>) {
        self.finish(last, true);
    }

    fn finish(&self, last: impl IntoIterator<Item = E>, cut: bool) {
        let mut state = self.state.lock();
        if state.closed && !cut {
            return;
        }
        state.closed = true;
        if cut {
            state.events.clear();
            state.bytes = 0;
        }
        state.events.extend(last.into_iter().map(|event| (event, 0)));
        self.room.notify_all();
        drop(state);
        self.notifier.notify();
    }

    /// Whether nothing more will come in.
    pub(crate) fn is_closed(&self) -> bool {
        self.state.lock().closed
    }

    /// How many events wait.
    pub(crate) fn len(&self) -> usize {
        self.state.lock().events.len()
    }

    fn has_any(&self) -> bool {
        !self.state.lock().events.is_empty()
    }

    fn take(&self) -> Option<E> {
        let mut state = self.state.lock();
        let (event, bytes) = state.events.pop_front()?;
        state.bytes -= bytes;
        self.room.notify_all();
        Some(event)
    }
}

/// How a 4D process and what goes on for it are connected.
pub(crate) struct Line<E> {
    /// What the threads tell.
    pub(crate) mailbox: Arc<Mailbox<E>>,
    /// The object with the callbacks.
    pub(crate) options: Option<Object>,
    over: Cell<bool>,
    calling: Cell<bool>,
}

impl<E> Line<E> {
    pub(crate) fn new(process: &Process<'_>, options: Option<Object>) -> Self {
        let mailbox = Mailbox::new(Notifier::new(process));
        Self { mailbox, options, over: Cell::new(false), calling: Cell::new(false) }
    }

    /// No object refers to the other end any more: what was not read is dropped, and `last` is all that is still to be told.
    /// Without callbacks nothing is.
    pub(crate) fn release(&self, last: E) {
        if self.mailbox.is_closed() {
            return;
        }
        match &self.options {
            Some(_) => self.mailbox.cut([last]),
            None => {
                self.mailbox.cut([]);
                self.over.set(true);
            }
        }
    }

    /// Whether the last callback has run.
    pub(crate) fn is_over(&self) -> bool {
        self.over.get()
    }

    /// Whether nothing more can be waited for: the last callback has run, or cannot run since one runs now.
    pub(crate) fn is_silent(&self) -> bool {
        self.over.get() || (self.calling.get() && self.mailbox.is_closed())
    }

    /// Whether the options have a callback of one of these names.
    pub(crate) fn has_callback(&self, process: &mut Process<'_>, names: &[&str], span: Span) -> bool {
        let Some(options) = &self.options else { return false };
        names.iter().any(|name| !is_nothing(&process.get_property(options, &Text::from(*name), span)))
    }

    /// Calls a callback if there is one, on the options; nothing where there is none.
    pub(crate) fn call(&self, process: &mut Process<'_>, name: &str, parameters: Vec<Value>, span: Span) -> Value {
        let Some(options) = &self.options else { return Value::Undefined };
        if process.attention {
            return Value::Undefined;
        }
        let name = Text::from(name);
        let found = process.get_property(options, &name, span);
        if process.attention || is_nothing(&found) {
            return Value::Undefined;
        }
        let Some(callback) = process.function_of(&found, &name, span) else { return Value::Undefined };
        function::invoke(process, &callback, Some(Value::Object(options.clone())), parameters, span)
    }

    /// Waits until the last callback has run, at most until a point in time.
    pub(crate) fn wait(&self, process: &mut Process<'_>, until: Option<Moment>, span: Span) {
        listening::wait(process, until, span, self.mailbox.notifier.key(), || self.is_silent());
    }
}

impl<E> Drop for Line<E> {
    fn drop(&mut self) {
        // Threads that still bring something must not wait for a process that has ended.
        self.mailbox.cut([]);
    }
}

/// Whether a property stands for nothing.
pub(crate) fn is_nothing(value: &Value) -> bool {
    matches!(value, Value::Undefined | Value::Null)
}

/// The point in time that the argument of a `wait({seconds})` sets; without one there is no limit.
///
/// # Errors
/// The argument is no number.
pub(crate) fn time_limit(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Option<Moment>, Error> {
    let seconds = Option::<f64>::from_argument(process, arguments)?;
    no_more(arguments)?;
    Ok(seconds
        .and_then(|seconds| Duration::try_from_secs_f64(seconds.max(0.0)).ok())
        .and_then(|wait| scheduler::moment_after(process, wait)))
}

/// Something that goes on outside and has callbacks.
pub(crate) trait Activity {
    /// What its threads tell.
    type Event;
    /// The connection to its 4D process.
    fn line(&self) -> &Line<Self::Event>;
    /// Runs the callbacks for an event, with the object that the program knows. False after the last one.
    fn deliver(&self, process: &mut Process<'_>, object: &Object, event: Self::Event, span: Span) -> bool;
}

struct Listening<T: Activity, F: Fn(&Process<'_>) -> Object> {
    activity: Rc<T>,
    object: F,
}

impl<T: Activity, F: Fn(&Process<'_>) -> Object> Background for Listening<T, F> {
    fn has_news(&self) -> bool {
        let line = self.activity.line();
        !line.over.get() && !line.calling.get() && line.mailbox.has_any()
    }

    fn is_over(&self) -> bool {
        self.activity.line().over.get()
    }

    fn key(&self) -> Key {
        self.activity.line().mailbox.notifier.key()
    }

    fn run(&self, process: &mut Process<'_>, span: Span) {
        let line = self.activity.line();
        if line.calling.replace(true) {
            return;
        }
        let _calling = Calling(&line.calling);
        let object = (self.object)(process);
        while !process.attention {
            let Some(event) = line.mailbox.take() else { break };
            if !self.activity.deliver(process, &object, event, span) {
                line.over.set(true);
                break;
            }
        }
    }
}

/// A callback runs, until this is dropped.
struct Calling<'l>(&'l Cell<bool>);

impl Drop for Calling<'_> {
    fn drop(&mut self) {
        self.0.set(false);
    }
}

/// Lets the running process listen to something until that is over; the object lives as long.
pub(crate) fn listen<T: Activity + 'static>(process: &mut Process<'_>, activity: Rc<T>, object: Object) {
    listen_as(process, activity, move |_| object.clone());
}

/// Lets the running process listen to something until that is over; `object` gives the object for its callbacks.
pub(super) fn listen_as<T: Activity + 'static>(
    process: &mut Process<'_>,
    activity: Rc<T>,
    object: impl Fn(&Process<'_>) -> Object + 'static,
) {
    background::begin(process, Rc::new(Listening { activity, object }));
}

/// Starts a thread for a process.
///
/// # Errors
/// The system starts no further one.
pub(crate) fn start_thread(
    process: &Process<'_>,
    name: &str,
    run: impl FnOnce() + Send + 'static,
) -> Result<(), Error> {
    fault::start_thread(process.world(), name, run)
}

/// Errors as the property `errors` has them: objects with `errCode`, `message` and `componentSignature`.
pub(crate) fn error_objects<'e>(errors: impl IntoIterator<Item = &'e Error>) -> Collection {
    let described = errors.into_iter().map(|error| {
        let entry = Object::new();
        entry.put("errCode", Value::integer(error.code));
        entry.put("message", Value::Text(error.message.clone()));
        entry.put("componentSignature", Value::text(error.component));
        Value::Object(entry)
    });
    Collection::new(described.collect())
}
