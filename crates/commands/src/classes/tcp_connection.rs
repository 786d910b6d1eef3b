//! `4D.TCPConnection` ([API](https://developer.4d.com/docs/API/TCPConnectionClass)): a connection to another program, read and
//! written beside the 4D process. Callbacks run in the process that made it, while it waits for something or, in a worker,
//! between two tasks.

use super::asynchronous::{self, Activity, Line, Mailbox, error_objects, listen_as, start_thread};
use super::network_event::{self, event};
use crate::http_client::transport::{boolean_option, number_option};
use crate::network::link::{self, Outgoing};
use crate::network::stream::Stream;
use crate::network::tls::TlsOptions;
use crate::network::{Cancel, connect, failed};
use fourd_macros::class;
use fourd_runtime::command::{Arguments, FromArgument, no_more};
use fourd_runtime::{Process, classes, listening};
use fourd_source::Span;
use fourd_value::Collection;
use fourd_value::{Blob, Error, Object, Text, Value, error};
use parking_lot::Mutex;
use std::net::TcpStream;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How much may wait to be sent before there is a connection, in bytes.
const MAX_PENDING: usize = 1 << 30;

/// What the thread of a connection tells.
enum Event {
    Connection,
    Data(Vec<u8>),
    Shutdown,
    Error,
    Terminate,
}

/// What 4D process and threads have in common.
#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    cancel: Cancel,
}

#[derive(Default)]
struct State {
    outgoing: Option<Outgoing>,
    /// What is to be sent once there is a connection.
    pending: Vec<u8>,
    /// `shutdown` was called, or the connection is released.
    shut: bool,
    /// No object refers to the connection any more.
    released: bool,
    /// The connection is over.
    ended: bool,
    errors: Vec<Error>,
}

/// A connection.
struct TcpConnection {
    address: Text,
    port: u16,
    no_delay: bool,
    listener: Option<Object>,
    line: Line<Event>,
    shared: Arc<Shared>,
}

/// What the objects of a connection refer to; its end is that of the connection.
struct Handle(Rc<TcpConnection>);

fn object_of(process: &Process<'_>, handle: Handle) -> Object {
    classes::built_in(process, CLASS.name).map_or_else(Object::new, |class| Object::native(&class, handle))
}

fn connection_of(this: &Value) -> Result<&TcpConnection, Error> {
    this.as_object()
        .and_then(|object| object.native_data::<Handle>())
        .map(|handle| &*handle.0)
        .ok_or_else(|| Error::with(error::INCOMPATIBLE_TYPES, "expected an object of class 4D.TCPConnection"))
}

/// The number of a port.
///
/// # Errors
/// There is no such port.
pub(super) fn port_number(number: f64) -> Result<u16, Error> {
    let whole = fourd_runtime::convert::whole(number);
    u16::try_from(whole).map_err(|_| Error::with(error::INDEX_OUT_OF_RANGE, format!("{whole} is no number of a port")))
}

/// Where a connection comes from.
enum Origin {
    /// It is to be made, in that time, with or without TLS.
    Ours(Option<Instant>, bool),
    /// A listener has taken it.
    Theirs(TcpStream),
}

/// The connection that a listener has taken, with the options that its callback has given.
pub(super) fn taken(
    process: &mut Process<'_>,
    socket: TcpStream,
    peer: (Text, u16),
    options: Object,
    listener: Object,
    span: Span,
) -> Result<(), Error> {
    make(process, peer, Some(options), Origin::Theirs(socket), Some(listener), span).map(drop)
}

fn make(
    process: &mut Process<'_>,
    peer: (Text, u16),
    options: Option<Object>,
    origin: Origin,
    listener: Option<Object>,
    span: Span,
) -> Result<Value, Error> {
    let no_delay = match &options {
        Some(options) => boolean_option(process, options, "noDelay", span)?.unwrap_or(false),
        None => false,
    };
    if process.attention {
        return Ok(Value::Undefined);
    }
    let (address, port) = peer;
    let line = Line::new(process, options);
    let shared = Arc::new(Shared::default());
    let (mailbox, own, host) = (line.mailbox.clone(), shared.clone(), address.to_cow().into_owned());
    start_thread(process, "connection", move || {
        let result = mailbox.guard("a connection", || converse(&own, &mailbox, &host, port, no_delay, origin));
        let mut state = own.state.lock();
        state.ended = true;
        let event = match result {
            Ok(()) => Event::Shutdown,
            Err(problem) => {
                state.errors.push(problem);
                Event::Error
            }
        };
        if let Some(outgoing) = state.outgoing.take() {
            outgoing.close();
        }
        drop(state);
        own.cancel.forget();
        mailbox.close([event, Event::Terminate]);
    })?;
    // Only callbacks get the object of a connection that a listener has taken: it lives until the connection is over.
    let is_taken = listener.is_some();
    let connection = Rc::new(TcpConnection { address, port, no_delay, listener, line, shared });
    let object = object_of(process, Handle(connection.clone()));
    let (kept, known, own) = (is_taken.then(|| object.clone()), object.downgrade(), connection.clone());
    listen_as(process, connection, move |process| {
        let object = kept.clone().or_else(|| known.upgrade());
        object.unwrap_or_else(|| object_of(process, Handle(own.clone())))
    });
    Ok(Value::Object(object))
}

/// Connects and reads to the end, in the thread of the connection.
fn converse(
    shared: &Shared,
    mailbox: &Mailbox<Event>,
    host: &str,
    port: u16,
    no_delay: bool,
    origin: Origin,
) -> Result<(), Error> {
    let stream = match origin {
        Origin::Theirs(socket) => {
            shared.cancel.watch(&socket)?;
            Stream::plain(socket, None)
        }
        Origin::Ours(limit, secure) => {
            let stream = Stream::plain(connect(host, port, limit, &shared.cancel)?, limit);
            if secure { stream.secured(host, &TlsOptions::default())? } else { stream }
        }
    };
    // A system that does not know the option sends all the same.
    let _ = stream.socket().set_nodelay(no_delay);
    let (incoming, outgoing) = link::split(stream, Vec::new())?;
    {
        let mut state = shared.state.lock();
        let pending = std::mem::take(&mut state.pending);
        if !pending.is_empty() {
            outgoing.send(pending);
        }
        match state.released {
            true => outgoing.end(),
            false if state.shut => outgoing.close(),
            false => {}
        }
        state.outgoing = Some(outgoing);
    }
    mailbox.put(Event::Connection);
    incoming.read(&mut |bytes| {
        let size = bytes.len();
        mailbox.put_sized(Event::Data(bytes), size)
    })
}

impl Activity for TcpConnection {
    type Event = Event;

    fn line(&self) -> &Line<Event> {
        &self.line
    }

    fn deliver(&self, process: &mut Process<'_>, object: &Object, delivered: Event, span: Span) -> bool {
        let last = matches!(delivered, Event::Terminate);
        let (name, kind) = match &delivered {
            Event::Connection => ("onConnection", "connection"),
            Event::Data(_) => ("onData", "data"),
            Event::Shutdown => ("onShutdown", "close"),
            Event::Error => ("onError", "error"),
            Event::Terminate => ("onTerminate", "terminate"),
        };
        let data = if let Event::Data(bytes) = delivered { Some(bytes) } else { None };
        let event = event(process, &network_event::TCP, kind, (&self.address, self.port), data);
        self.line.call(process, name, vec![Value::Object(object.clone()), event], span);
        !last
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        let connection = &self.0;
        connection.line.release(Event::Terminate);
        let mut state = connection.shared.state.lock();
        state.released = true;
        // What was to be sent still is; nothing more is read.
        match &state.outgoing {
            Some(outgoing) => outgoing.end(),
            None if state.pending.is_empty() => connection.shared.cancel.cancel(),
            None => {}
        }
        state.shut = true;
    }
}

/// A connection to another machine.
#[class("TCPConnection", receiver = connection_of)]
impl TcpConnection {
    /// Connects to a server, without waiting for it. Options are callbacks, `noDelay`, `connectionTimeout` in seconds, and
    /// `TLS`.
    #[constructor(effects(network))]
    fn new(process: &mut Process<'_>, host: Text, arguments: &mut Arguments) -> Result<Value, Error> {
        let port = port_number(f64::from_argument(process, arguments)?)?;
        let options = Option::<Object>::from_argument(process, arguments)?;
        no_more(arguments)?;
        let span = arguments.span;
        let given = options.clone().unwrap_or_default();
        let limit = number_option(process, &given, "connectionTimeout", span)?
            .filter(|seconds| *seconds > 0.0)
            .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
            .and_then(|limit| Instant::now().checked_add(limit));
        let secure = boolean_option(process, &given, "TLS", span)?.unwrap_or(false);
        make(process, (host, port), options, Origin::Ours(limit, secure), None, span)
    }

    /// Sends the bytes of a Blob, without waiting for it; before there is a connection, they are kept until there is one.
    #[function]
    fn send(&self, data: Blob) -> Result<(), Error> {
        let mut state = self.shared.state.lock();
        if state.ended || state.shut {
            return Err(failed("The connection is closed"));
        }
        match &state.outgoing {
            Some(outgoing) => outgoing.send(data.to_vec()),
            None if state.pending.len() + data.len() > MAX_PENDING => return Err(Error::of(error::MEMORY_FULL)),
            None => data.with(|bytes| state.pending.extend_from_slice(bytes)),
        }
        Ok(())
    }

    /// Sends nothing more; what the other side sends still arrives, until it closes the connection.
    #[function]
    fn shutdown(&self) {
        let mut state = self.shared.state.lock();
        state.shut = true;
        if let Some(outgoing) = &state.outgoing {
            outgoing.close();
        }
        drop(state);
        self.line.mailbox.notifier.notify_inside();
    }

    /// Waits until the connection is closed and the callbacks have run, or until a callback calls `shutdown`, at most for a number
    /// of seconds; callbacks of all that goes on for the process run meanwhile.
    #[function]
    fn wait(&self, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<(), Error> {
        let until = asynchronous::time_limit(process, arguments)?;
        let was_shut = self.shared.state.lock().shut;
        let done = || self.line.is_silent() || (!was_shut && self.shared.state.lock().shut);
        listening::wait(process, until, arguments.span, self.line.mailbox.notifier.key(), done);
        Ok(())
    }

    /// The name or address of the other machine.
    #[getter]
    fn address(&self) -> Text {
        self.address.clone()
    }

    /// Whether the connection is closed, by either side or by an error.
    #[getter]
    fn closed(&self, process: &mut Process<'_>) -> bool {
        let closed = {
            let state = self.shared.state.lock();
            state.shut || state.ended
        };
        if !closed {
            process.look_outside();
        }
        closed
    }

    /// What went wrong, as a collection of objects.
    #[getter]
    fn errors(&self) -> Collection {
        let state = self.shared.state.lock();
        error_objects(&state.errors)
    }

    /// The listener that has taken the connection; Null where there is none.
    #[getter]
    fn listener(&self) -> Value {
        self.listener.clone().map_or(Value::Null, Value::Object)
    }

    /// Whether everything is sent at once.
    #[getter]
    fn no_delay(&self) -> bool {
        self.no_delay
    }

    /// The port of the other machine.
    #[getter]
    fn port(&self) -> i64 {
        i64::from(self.port)
    }
}
