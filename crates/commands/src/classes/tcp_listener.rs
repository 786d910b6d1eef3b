//! `4D.TCPListener` ([API](https://developer.4d.com/docs/API/TCPListenerClass)): takes connections of other programs. It is
//! shared by all processes; its callbacks run in the process that made it.

use super::asynchronous::{Activity, Line, Mailbox, error_objects, is_nothing, listen};
use super::network_event::{self, event};
use super::tcp_connection::{self, port_number};
use crate::network::{failure, shown_address};
use fourd_macros::class;
use fourd_runtime::Process;
use fourd_runtime::access;
use fourd_runtime::command::{Arguments, FromArgument, no_more};
use fourd_runtime::surroundings;
use fourd_source::Span;
use fourd_value::Collection;
use fourd_value::{Error, Object, SharedObject, Text, Value, error};
use parking_lot::Mutex;
use std::io;
use std::net::{SocketAddr, TcpListener as Socket, TcpStream};
use std::rc::Rc;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

/// The name under which shared objects of the class are known in every domain.
const SHARED_NAME: &str = "4D.TCPListener";
/// How often is looked for a new connection, at first and after some time without any.
const LOOK: (Duration, Duration) = (Duration::from_millis(1), Duration::from_millis(10));
/// How many connections may wait for the callback.
const MAX_WAITING: usize = 1 << 16;

/// What the thread of a listener tells.
enum Event {
    Connection(TcpStream, SocketAddr),
    Error,
    Terminate,
}

/// A listener as all processes know it.
struct Listener {
    port: u16,
    mailbox: Arc<Mailbox<Event>>,
    errors: Arc<Mutex<Vec<Error>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

/// A listener as its process knows it.
struct Listening {
    port: u16,
    line: Line<Event>,
}

fn bind(port: u16) -> Result<(Socket, u16), Error> {
    let bound = || -> io::Result<(Socket, u16)> {
        let socket = access::host().network().listen(port)?;
        socket.set_nonblocking(true)?;
        let port = socket.local_addr()?.port();
        Ok((socket, port))
    };
    bound().map_err(|problem| {
        let failed = || failure(&format!("Port {port} cannot be listened to"), &problem);
        access::as_denied(&problem).unwrap_or_else(failed)
    })
}

/// Takes connections until nobody wants them any more.
fn accept(socket: &Socket, mailbox: &Mailbox<Event>, errors: &Mutex<Vec<Error>>) {
    let mut pause = LOOK.0;
    while !mailbox.is_closed() {
        match socket.accept() {
            Ok((stream, peer)) => {
                pause = LOOK.0;
                // The socket of a connection waits on some systems as its listener does, on others not.
                if stream.set_nonblocking(false).is_ok() && mailbox.len() < MAX_WAITING {
                    mailbox.put(Event::Connection(stream, peer));
                }
            }
            Err(problem)
                if matches!(
                    problem.kind(),
                    io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted | io::ErrorKind::ConnectionAborted
                ) =>
            {
                std::thread::sleep(pause);
                pause = (pause * 2).min(LOOK.1);
            }
            Err(problem) => {
                errors.lock().push(failure("The listener is broken", &problem));
                mailbox.close([Event::Error, Event::Terminate]);
            }
        }
    }
}

impl Activity for Listening {
    type Event = Event;

    fn line(&self) -> &Line<Event> {
        &self.line
    }

    fn deliver(&self, process: &mut Process<'_>, object: &Object, delivered: Event, span: Span) -> bool {
        let this = Value::Object(object.clone());
        let (name, kind) = match delivered {
            Event::Connection(stream, peer) => {
                let place = (Text::from(shown_address(&peer)), peer.port());
                let event = event(process, &network_event::TCP, "connection", (&place.0, place.1), None);
                let answer = self.line.call(process, "onConnection", vec![this, event], span);
                match answer {
                    Value::Object(options) if !process.attention => {
                        if let Err(problem) =
                            tcp_connection::taken(process, stream, place, options, object.clone(), span)
                        {
                            process.raise(problem, span);
                        }
                    }
                    answer if is_nothing(&answer) || process.attention => {}
                    answer => {
                        let text = format!("`onConnection` gives an object or Null, not {}", answer.type_name());
                        process.raise(Error::with(error::INCOMPATIBLE_TYPES, text), span);
                    }
                }
                return true;
            }
            Event::Error => ("onError", "error"),
            Event::Terminate => ("onTerminate", "terminate"),
        };
        let event = event(process, &network_event::TCP, kind, (&Text::EMPTY, self.port), None);
        self.line.call(process, name, vec![this, event], span);
        kind != "terminate"
    }
}

/// Takes connections of other programs.
#[class("TCPListener", native)]
impl Listener {
    /// Listens to a port on all addresses of this computer, for 0 to one that is free. The callback `onConnection` gives the
    /// options of the new `4D.TCPConnection`, or Null to refuse it. A port that cannot be used is an error in `errors`.
    #[constructor(effects(network))]
    fn new(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Object, Error> {
        let port = port_number(f64::from_argument(process, arguments)?)?;
        let options = Option::<Object>::from_argument(process, arguments)?;
        no_more(arguments)?;
        let line = Line::new(process, options);
        let mailbox = line.mailbox.clone();
        let found = Arc::new(Mutex::new(Vec::new()));
        let mut thread = None;
        let port = match bind(port) {
            Ok((socket, port)) => {
                let (mailbox, errors) = (mailbox.clone(), found.clone());
                let listen = move || {
                    let accepted = mailbox.guard("a listener", || {
                        accept(&socket, &mailbox, &errors);
                        Ok(())
                    });
                    if let Err(problem) = accepted {
                        errors.lock().push(problem);
                        mailbox.close([Event::Error, Event::Terminate]);
                    }
                };
                let started = surroundings::spawn("listener", listen);
                match started {
                    Ok(started) => thread = Some(started),
                    Err(problem) => return Err(Error::with(error::MEMORY_FULL, problem.to_string())),
                }
                port
            }
            Err(problem) => {
                found.lock().push(problem);
                mailbox.close([Event::Error, Event::Terminate]);
                port
            }
        };
        let listener = Listener { port, mailbox, errors: found, thread: Mutex::new(thread) };
        let object = Object::shared(SharedObject::native(SHARED_NAME.into(), listener));
        listen(process, Rc::new(Listening { port, line }), object.clone());
        Ok(object)
    }

    /// Takes no further connection and gives the port back; connections that were taken stay.
    #[function]
    fn terminate(&self) {
        if !self.mailbox.is_closed() {
            self.mailbox.cut([Event::Terminate]);
        }
        let thread = self.thread.lock().take();
        if let Some(thread) = thread {
            // It ends at its next look.
            let _ = thread.join();
        }
    }

    /// What went wrong, as a collection of objects.
    #[getter]
    fn errors(&self) -> Collection {
        error_objects(self.errors.lock().iter())
    }

    /// The port.
    #[getter]
    fn port(&self) -> i64 {
        i64::from(self.port)
    }
}
