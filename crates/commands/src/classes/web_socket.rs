//! `4D.WebSocket` ([API](https://developer.4d.com/docs/API/WebSocketClass)): a WebSocket of a server, read and written beside
//! the 4D process. Callbacks run in the process that made it, while it waits for something or, in a worker, between two
//! tasks.

use super::asynchronous::{Activity, Line, error_objects, listen, start_thread};
use super::blob::bytes_of;
use crate::http_client::fields;
use crate::http_client::transport::{option, text_option, unknown_value, wrong_option};
use crate::json;
use crate::network::http::Headers;
use crate::network::url::Url;
use crate::network::websocket::{self, BROKEN, Closing, Message, WebSocket as Connected};
use crate::network::{Cancel, failed};
use fourd_macros::class;
use fourd_runtime::background::Notifier;
use fourd_runtime::{Process, classes, fault, scheduler};
use fourd_source::Span;
use fourd_value::{Blob, Error, Object, Text, Value, error};
use parking_lot::Mutex;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

/// How long connecting may take.
const CONNECT_TIME: Duration = Duration::from_secs(30);
/// How long the server may take to agree to the end.
const CLOSE_TIME: Duration = Duration::from_secs(5);
/// The code of a normal end.
const NORMAL: u16 = 1000;
/// How long the reason of an end may be, in bytes.
const MAX_REASON: usize = 123;

/// What the thread of a WebSocket tells.
enum Event {
    Open,
    Message(Message),
    Error(Error),
    Terminate(Closing),
}

/// What messages are for the callbacks.
#[derive(Clone, Copy)]
enum DataType {
    Text,
    Blob,
    Object,
}

/// Where a WebSocket stands.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Status {
    #[default]
    Connected,
    Closing,
    Closed,
}

/// What 4D process and threads have in common.
struct Shared {
    connected: Connected,
    status: Mutex<Status>,
    cancel: Arc<Cancel>,
}

/// A WebSocket.
struct WebSocket {
    url: Text,
    data_type: DataType,
    id: i64,
    line: Line<Event>,
    shared: Arc<Shared>,
}

/// The number of the last WebSocket of a machine.
#[derive(Default)]
struct LastNumber(AtomicI64);

fn socket_of(this: &Value) -> Result<&WebSocket, Error> {
    this.as_object()
        .and_then(|object| object.native_data::<Rc<WebSocket>>())
        .map(|socket| &**socket)
        .ok_or_else(|| Error::with(error::INCOMPATIBLE_TYPES, "expected an object of class 4D.WebSocket"))
}

/// What the handler says besides its callbacks.
fn read_handler(process: &mut Process<'_>, handler: &Object, span: Span) -> Result<(DataType, Headers), Error> {
    let data_type = match text_option(process, handler, "dataType", span)? {
        None => DataType::Text,
        Some(name) => match &*name.to_cow().to_ascii_lowercase() {
            "text" => DataType::Text,
            "blob" => DataType::Blob,
            "object" => DataType::Object,
            _ => return Err(unknown_value("dataType", &name)),
        },
    };
    let headers = match option(process, handler, "headers", span) {
        None => Headers::new(),
        Some(Value::Object(headers)) => fields::of_object(&headers)?,
        Some(other) => return Err(wrong_option("headers", "an object", &other)),
    };
    Ok((data_type, headers))
}

type Connection = (Connected, crate::network::link::Incoming);

/// Connects beside the process, which waits for it.
fn connect(
    process: &mut Process<'_>,
    place: Url,
    headers: Headers,
    cancel: &Arc<Cancel>,
    span: Span,
) -> Result<Connection, Error> {
    let result: Arc<Mutex<Option<Result<Connection, Error>>>> = Arc::default();
    let (slot, ending, notifier) = (result.clone(), cancel.clone(), Notifier::new(process));
    let awaited = notifier.awaited();
    start_thread(process, "WebSocket", move || {
        let deadline = Instant::now().checked_add(CONNECT_TIME);
        let connect = || websocket::connect(&place, &headers, deadline, &ending);
        *slot.lock() = Some(fault::guard(notifier.world(), "a WebSocket", connect));
        notifier.notify();
    })?;
    if !scheduler::wait(process, None, || awaited.clone(), span, || result.lock().is_some()) {
        cancel.cancel();
        return Err(failed("The process ends"));
    }
    result.lock().take().unwrap_or_else(|| Err(failed("There is no connection")))
}

impl WebSocket {
    /// A message as the callbacks get it.
    fn data(&self, process: &mut Process<'_>, message: &Message) -> Value {
        let bytes: &[u8] = match message {
            Message::Text(text) => text.as_str().as_bytes(),
            Message::Binary(bytes) => bytes,
            _ => &[],
        };
        let text = || Text::from(String::from_utf8_lossy(bytes));
        match self.data_type {
            DataType::Text => Value::Text(text()),
            DataType::Blob => process.blob_object(&Blob::new(bytes.to_vec())),
            DataType::Object => json::parse(&text()).unwrap_or(Value::Null),
        }
    }
}

impl Activity for WebSocket {
    type Event = Event;

    fn line(&self) -> &Line<Event> {
        &self.line
    }

    fn deliver(&self, process: &mut Process<'_>, object: &Object, event: Event, span: Span) -> bool {
        let info = Object::new();
        let last = matches!(event, Event::Terminate(_));
        let (name, kind) = match event {
            Event::Open => ("onOpen", "open"),
            Event::Message(message) => {
                info.put("data", self.data(process, &message));
                ("onMessage", "message")
            }
            Event::Error(problem) => {
                info.put("errors", Value::Collection(error_objects([&problem])));
                ("onError", "error")
            }
            Event::Terminate(closing) => {
                info.put("code", Value::integer(i64::from(closing.code)));
                info.put("reason", Value::text(&closing.reason));
                ("onTerminate", "terminate")
            }
        };
        info.put("type", Value::text(kind));
        self.line.call(process, name, vec![Value::Object(object.clone()), Value::Object(info)], span);
        !last
    }
}

impl Drop for WebSocket {
    fn drop(&mut self) {
        self.shared.connected.close(NORMAL, "");
        self.shared.connected.end();
    }
}

/// A WebSocket of a server.
#[class("WebSocket", receiver = socket_of)]
impl WebSocket {
    /// Connects to the WebSocket of a server (`ws://…` or `wss://…`). The handler has callbacks, the type of messages
    /// (`text`, `blob` or `object`) and header fields. Where there is no connection, there is an error and the result is Null.
    #[constructor(effects(network))]
    fn new(process: &mut Process<'_>, url: Text, handler: Option<Object>, span: Span) -> Result<Value, Error> {
        let (data_type, headers) = match &handler {
            Some(handler) => read_handler(process, handler, span)?,
            None => (DataType::Text, Headers::new()),
        };
        if process.attention {
            return Ok(Value::Undefined);
        }
        let place = Url::parse_socket(&url.to_cow());
        let cancel = Arc::new(Cancel::default());
        let connected = match place.and_then(|place| connect(process, place, headers, &cancel, span)) {
            Ok(connected) => connected,
            Err(problem) => {
                process.raise_with_result(problem, Value::Null, span);
                return Ok(Value::Null);
            }
        };
        let Some(class) = classes::built_in(process, CLASS.name) else { return Ok(Value::Null) };
        let (connected, incoming) = connected;
        let line = Line::new(process, handler);
        let mailbox = line.mailbox.clone();
        let shared = Arc::new(Shared { connected, status: Mutex::default(), cancel });
        let own = shared.clone();
        mailbox.put(Event::Open);
        start_thread(process, "WebSocket", move || {
            let result = mailbox.guard("a WebSocket", || {
                own.connected.read(incoming, &mut |message| {
                    let size = message.len();
                    mailbox.put_sized(Event::Message(message), size)
                })
            });
            *own.status.lock() = Status::Closed;
            // The code may keep the object; the connection is not needed for that.
            own.connected.end();
            own.cancel.forget();
            match result {
                Ok(closing) => mailbox.close([Event::Terminate(closing)]),
                Err(problem) => {
                    let closing = Closing { code: BROKEN, reason: problem.message.to_cow().into_owned() };
                    mailbox.close([Event::Error(problem), Event::Terminate(closing)]);
                }
            }
        })?;
        let id = process.machine().state.get::<LastNumber>().0.fetch_add(1, Ordering::SeqCst) + 1;
        let socket = Rc::new(WebSocket { url, data_type, id, line, shared });
        let object = Object::native(&class, socket.clone());
        listen(process, socket, object.clone());
        Ok(Value::Object(object))
    }

    /// Sends a text, the bytes of a Blob, or an object as JSON, without waiting for it.
    #[function]
    fn send(&self, process: &mut Process<'_>, message: Value, span: Span) -> Result<(), Error> {
        let message = match (&message, bytes_of(&message)) {
            (Value::Text(text), _) => Message::text(text.to_cow().into_owned()),
            (_, Some(blob)) => Message::binary(blob.to_vec()),
            (Value::Object(_) | Value::Collection(_), None) => {
                Message::text(json::stringify(process, &message, false, span)?.to_cow().into_owned())
            }
            (other, None) => {
                let text = format!("Argument 1: expected a text, Blob or object, found {}", other.type_name());
                return Err(Error::with(error::INCOMPATIBLE_TYPES, text));
            }
        };
        if *self.shared.status.lock() != Status::Connected {
            return Err(failed("The WebSocket is not connected"));
        }
        self.shared.connected.send(message)?;
        Ok(())
    }

    /// Closes the WebSocket, with a code (1000, or 3000 to 4999 for a meaning of one's own) and a reason.
    #[function]
    fn terminate(&self, process: &mut Process<'_>, code: Option<i64>, reason: Option<Text>) -> Result<(), Error> {
        let reason = reason.unwrap_or_default();
        let code = match code {
            None => NORMAL,
            Some(code) => u16::try_from(code)
                .ok()
                .filter(|code| *code == NORMAL || (3000..=4999).contains(code))
                .ok_or_else(|| {
                    let text = format!("The code of an end is 1000, or from 3000 to 4999; found {code}");
                    Error::with(error::INDEX_OUT_OF_RANGE, text)
                })?,
        };
        let reason = reason.to_cow();
        if reason.len() > MAX_REASON {
            let text = format!("The reason of an end has at most {MAX_REASON} bytes");
            return Err(Error::with(error::INDEX_OUT_OF_RANGE, text));
        }
        {
            let mut status = self.shared.status.lock();
            if *status != Status::Connected {
                return Ok(());
            }
            *status = Status::Closing;
        }
        self.shared.connected.close(code, &reason);
        let (shared, mailbox) = (self.shared.clone(), self.line.mailbox.clone());
        start_thread(process, "end of a WebSocket", move || {
            let begin = Instant::now();
            while !mailbox.is_closed() && begin.elapsed() < CLOSE_TIME {
                std::thread::sleep(Duration::from_millis(20));
            }
            // A server that does not agree is left.
            shared.cancel.cancel();
        })?;
        Ok(())
    }

    /// What messages are for the callbacks: `text`, `blob` or `object`.
    #[getter]
    fn data_type(&self) -> Value {
        Value::text(match self.data_type {
            DataType::Text => "text",
            DataType::Blob => "blob",
            DataType::Object => "object",
        })
    }

    /// The object with the callbacks.
    #[getter]
    fn handler(&self) -> Value {
        self.line.options.clone().map_or(Value::Null, Value::Object)
    }

    /// A number that tells the WebSocket from all others.
    #[getter]
    fn id(&self) -> i64 {
        self.id
    }

    /// `Connected`, `Closing` or `Closed`.
    #[getter]
    fn status(&self, process: &mut Process<'_>) -> Value {
        process.look_outside();
        Value::text(match *self.shared.status.lock() {
            Status::Connected => "Connected",
            Status::Closing => "Closing",
            Status::Closed => "Closed",
        })
    }

    /// The URL as it was given.
    #[getter]
    fn url(&self) -> Text {
        self.url.clone()
    }
}
