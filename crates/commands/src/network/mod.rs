//! Connections to other programs: what the HTTP client, TCP connections and WebSockets have in common. All of it runs in
//! threads beside the 4D processes; every connection is made by the host of the program.

pub(crate) mod http;
pub(crate) mod link;
pub(crate) mod stream;
pub(crate) mod tls;
pub(crate) mod url;
pub(crate) mod websocket;

use fourd_runtime::access;
use fourd_value::{Error, error};
use parking_lot::Mutex;
use std::io;
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How long a connection may take where nothing is said; the system may give up earlier.
const CONNECT_TIME: Duration = Duration::from_secs(60);

/// The error for what goes wrong on the network.
pub(crate) fn failed(message: impl AsRef<str>) -> Error {
    Error::with(error::NETWORK, message.as_ref())
}

/// The error of an operation on a connection.
pub(crate) fn failure(what: &str, problem: &io::Error) -> Error {
    match problem.kind() {
        io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut => failed(format!("{what}: the time is over")),
        _ => failed(format!("{what}: {problem}")),
    }
}

/// Lets another thread end what a thread does on a connection.
#[derive(Default)]
pub(crate) struct Cancel {
    requested: AtomicBool,
    socket: Mutex<Option<TcpStream>>,
}

impl Cancel {
    /// Ends it: the connection is closed, and no other one is made.
    pub(crate) fn cancel(&self) {
        self.requested.store(true, Ordering::SeqCst);
        if let Some(socket) = &*self.socket.lock() {
            // It may be closed already.
            let _ = socket.shutdown(Shutdown::Both);
        }
    }

    /// Whether the end was asked for.
    pub(crate) fn is_requested(&self) -> bool {
        self.requested.load(Ordering::SeqCst)
    }

    /// The connection that is to be closed.
    ///
    /// # Errors
    /// The end was asked for before.
    pub(crate) fn watch(&self, socket: &TcpStream) -> Result<(), Error> {
        *self.socket.lock() = socket.try_clone().ok();
        if self.is_requested() { Err(failed("The operation was ended")) } else { Ok(()) }
    }

    /// The connection is in other hands.
    pub(crate) fn forget(&self) {
        *self.socket.lock() = None;
    }
}

/// What is left of the time; `None` for no limit.
///
/// # Errors
/// It is over.
pub(crate) fn time_left(deadline: Option<Instant>) -> io::Result<Option<Duration>> {
    let Some(deadline) = deadline else { return Ok(None) };
    match deadline.saturating_duration_since(Instant::now()) {
        Duration::ZERO => Err(io::ErrorKind::TimedOut.into()),
        left => Ok(Some(left)),
    }
}

/// The addresses of a host by name or address.
///
/// # Errors
/// The program may not use the network for it, or the name is not known.
pub(crate) fn addresses(host: &str, port: u16) -> Result<Vec<SocketAddr>, Error> {
    let unknown = |why: String| failed(format!("The host `{host}` was not found{why}"));
    let found = access::host().network().addresses(host, port);
    let found =
        found.map_err(|problem| access::as_denied(&problem).unwrap_or_else(|| unknown(format!(": {problem}"))))?;
    if found.is_empty() { Err(unknown(String::new())) } else { Ok(found) }
}

/// Connects to a host.
///
/// # Errors
/// The program may not, the host is not known, nobody listens there, or the time is over.
pub(crate) fn connect(host: &str, port: u16, deadline: Option<Instant>, cancel: &Cancel) -> Result<TcpStream, Error> {
    let mut last = io::Error::from(io::ErrorKind::AddrNotAvailable);
    let outside = access::host();
    for address in addresses(host, port)? {
        if cancel.is_requested() {
            break;
        }
        let attempt = time_left(deadline)
            .and_then(|left| outside.network().connect(host, &address, left.unwrap_or(CONNECT_TIME).min(CONNECT_TIME)));
        match attempt {
            Ok(stream) => {
                cancel.watch(&stream)?;
                return Ok(stream);
            }
            Err(problem) => last = problem,
        }
    }
    Err(failure(&format!("`{host}`, port {port}, could not be reached"), &last))
}

/// The address of a peer as texts show it: IPv4 in its own form.
pub(crate) fn shown_address(address: &SocketAddr) -> String {
    address.ip().to_canonical().to_string()
}
