//! `4D.UDPSocket` ([API](https://developer.4d.com/docs/API/UDPSocketClass)): sends and receives UDP packets. Callbacks run in
//! the process that made it. The port is free again once nothing refers to the socket.

use super::asynchronous::{Activity, Line, Mailbox, error_objects, listen_as, start_thread};
use super::network_event::{self, event};
use super::tcp_connection::port_number;
use crate::network::{addresses, failure, shown_address};
use fourd_macros::class;
use fourd_runtime::access;
use fourd_runtime::command::{Argument, Arguments, FromArgument, no_more};
use fourd_runtime::{Process, classes};
use fourd_source::Span;
use fourd_value::Collection;
use fourd_value::{Blob, Error, Object, Text, Value};
use parking_lot::Mutex;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket as Socket};
use std::rc::Rc;
use std::sync::Arc;

/// The largest packet, in bytes.
const MAX_PACKET: usize = 65_535;

/// What the thread of a socket tells.
enum Event {
    Data(Vec<u8>, SocketAddr),
    Error,
    Terminate,
}

/// What the socket, its callbacks and its threads have in common.
struct Core {
    port: u16,
    line: Line<Event>,
    errors: Arc<Mutex<Vec<Error>>>,
}

/// What the objects of a socket refer to; its end is that of the socket.
struct Handle {
    core: Rc<Core>,
    socket: Option<Arc<Socket>>,
}

fn object_of(process: &Process<'_>, handle: Handle) -> Object {
    classes::built_in(process, CLASS.name).map_or_else(Object::new, |class| Object::native(&class, handle))
}

fn bind(port: u16) -> Result<(Arc<Socket>, u16), Error> {
    let bound = || -> io::Result<(Arc<Socket>, u16)> {
        let socket = access::host().network().datagrams(port)?;
        socket.set_broadcast(true)?;
        let port = socket.local_addr()?.port();
        Ok((Arc::new(socket), port))
    };
    bound().map_err(|problem| {
        let failed = || failure(&format!("Port {port} cannot be used"), &problem);
        access::as_denied(&problem).unwrap_or_else(failed)
    })
}

/// Takes packets until nobody wants them any more.
fn receive(socket: &Socket, mailbox: &Mailbox<Event>, errors: &Mutex<Vec<Error>>) {
    let mut buffer = vec![0; MAX_PACKET];
    loop {
        let received = socket.recv_from(&mut buffer);
        if mailbox.is_closed() {
            return;
        }
        match received {
            Ok((count, peer)) => {
                mailbox.put_sized(Event::Data(buffer.get(..count).unwrap_or_default().to_vec(), peer), count);
            }
            // Some systems tell here that a packet which was sent found nobody.
            Err(problem)
                if matches!(
                    problem.kind(),
                    io::ErrorKind::Interrupted | io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionRefused
                ) => {}
            Err(problem) => {
                errors.lock().push(failure("The socket is broken", &problem));
                mailbox.close([Event::Error, Event::Terminate]);
                return;
            }
        }
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        let Some(socket) = &self.socket else { return };
        self.core.line.release(Event::Terminate);
        // The thread that waits for packets gets one, so that it looks around.
        let _ = socket.send_to(&[], (Ipv4Addr::LOCALHOST, self.core.port));
    }
}

impl Activity for Core {
    type Event = Event;

    fn line(&self) -> &Line<Event> {
        &self.line
    }

    fn deliver(&self, process: &mut Process<'_>, object: &Object, delivered: Event, span: Span) -> bool {
        let last = matches!(delivered, Event::Terminate);
        let (name, kind, peer, data) = match delivered {
            Event::Data(bytes, peer) => ("onData", "data", Some(peer), Some(bytes)),
            Event::Error => ("onError", "error", None, None),
            Event::Terminate => ("onTerminate", "terminate", None, None),
        };
        let address = peer.map_or(Text::EMPTY, |peer| Text::from(shown_address(&peer)));
        let port = peer.map_or(self.port, |peer| peer.port());
        let event = event(process, &network_event::UDP, kind, (&address, port), data);
        self.line.call(process, name, vec![Value::Object(object.clone()), event], span);
        !last
    }
}

/// Sends and receives UDP packets.
#[class("UDPSocket", native)]
impl Handle {
    /// Opens a socket on a port, for 0 or none on one that is free. Options are callbacks.
    #[constructor(effects(network))]
    fn new(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Object, Error> {
        let options_first = matches!(arguments.peek(), Some(Argument::Value(Value::Object(_))));
        let port = if options_first { None } else { Option::<f64>::from_argument(process, arguments)? };
        let port = port_number(port.unwrap_or_default())?;
        let options = Option::<Object>::from_argument(process, arguments)?;
        no_more(arguments)?;
        let line = Line::new(process, options);
        let errors = Arc::new(Mutex::new(Vec::new()));
        let (socket, port) = match bind(port) {
            Ok((socket, port)) => {
                let (own, mailbox, errors) = (socket.clone(), line.mailbox.clone(), errors.clone());
                let listen = move || {
                    let received = mailbox.guard("a socket", || {
                        receive(&own, &mailbox, &errors);
                        Ok(())
                    });
                    if let Err(problem) = received {
                        errors.lock().push(problem);
                        mailbox.close([Event::Error, Event::Terminate]);
                    }
                };
                start_thread(process, "socket", listen)?;
                (Some(socket), port)
            }
            Err(problem) => {
                errors.lock().push(problem);
                line.mailbox.close([Event::Error, Event::Terminate]);
                (None, port)
            }
        };
        let core = Rc::new(Core { port, line, errors });
        let object = object_of(process, Handle { core: core.clone(), socket });
        let (known, own) = (object.downgrade(), core.clone());
        listen_as(process, core, move |process| {
            known.upgrade().unwrap_or_else(|| object_of(process, Handle { core: own.clone(), socket: None }))
        });
        Ok(object)
    }

    /// Sends the bytes of a Blob as a packet to a port of a host. What goes wrong is in `errors`.
    #[function(effects(network))]
    fn send(&self, process: &mut Process<'_>, data: Blob, host: Text, arguments: &mut Arguments) -> Result<(), Error> {
        let host = host.to_cow().into_owned();
        let port = port_number(f64::from_argument(process, arguments)?)?;
        no_more(arguments)?;
        let Some(socket) = self.socket.clone() else {
            return Err(crate::network::failed("The socket is not open"));
        };
        let (bytes, errors, mailbox) = (data.to_vec(), self.core.errors.clone(), self.core.line.mailbox.clone());
        let literal = host.parse::<IpAddr>().is_ok();
        let work = move || {
            let sent = addresses(&host, port).and_then(|found| {
                let peer = found.iter().find(|address| address.is_ipv4()).or(found.first());
                let peer = peer.copied().unwrap_or_else(|| SocketAddr::from((Ipv4Addr::UNSPECIFIED, port)));
                socket.send_to(&bytes, peer).map_err(|problem| failure("The packet was not sent", &problem))
            });
            if let Err(problem) = sent {
                errors.lock().push(problem);
                mailbox.put(Event::Error);
            }
        };
        if literal {
            work();
        } else {
            // To look for a name can take time.
            start_thread(process, "packet", work)?;
        }
        Ok(())
    }

    /// What went wrong, as a collection of objects.
    #[getter]
    fn errors(&self) -> Collection {
        error_objects(self.core.errors.lock().iter())
    }

    /// The port of the socket.
    #[getter]
    fn port(&self) -> i64 {
        i64::from(self.core.port)
    }
}
