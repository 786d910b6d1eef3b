//! A connection that is read and written at the same time: one thread waits for what comes, another one sends.

use super::failure;
use super::stream::Stream;
use fourd_runtime::surroundings;
use fourd_value::Error;
use parking_lot::Mutex;
use rustls::ClientConnection;
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

/// How much is read at once, in bytes.
const PIECE: usize = 1 << 16;

/// What the sending thread is to do.
enum Order {
    /// Send this.
    Send(Vec<u8>),
    /// Send what TLS has to say.
    Flush,
    /// Send nothing more, and with true read nothing more either.
    Close(bool),
}

/// TLS on a connection; nothing on an open one.
type Security = Option<Arc<Mutex<ClientConnection>>>;

/// The side from which is sent.
#[derive(Clone)]
pub(crate) struct Outgoing {
    orders: Sender<Order>,
}

/// The side on which is read.
pub(crate) struct Incoming {
    socket: TcpStream,
    security: Security,
    orders: Sender<Order>,
    /// What was read before.
    first: Vec<u8>,
}

/// Splits a connection into two sides, and starts the thread that sends. `first` was read already.
///
/// # Errors
/// The system does not allow it.
pub(crate) fn split(stream: Stream, first: Vec<u8>) -> Result<(Incoming, Outgoing), Error> {
    let what = "The connection cannot be used";
    let (socket, security) = stream.into_parts();
    let unlimited = socket.set_read_timeout(None).and_then(|()| socket.set_write_timeout(None));
    let writing = unlimited.and_then(|()| socket.try_clone()).map_err(|problem| failure(what, &problem))?;
    let security: Security = security.map(|connection| Arc::new(Mutex::new(connection)));
    let (orders, taken) = channel();
    let sender_security = security.clone();
    let send = move || send_all(&writing, &sender_security, &taken);
    surroundings::spawn("sending", send).map_err(|problem| failure(what, &problem))?;
    Ok((Incoming { socket, security, orders: orders.clone(), first }, Outgoing { orders }))
}

impl Outgoing {
    /// Sends bytes, without waiting for it.
    pub(crate) fn send(&self, bytes: Vec<u8>) {
        // A connection that is closed sends nothing.
        let _ = self.orders.send(Order::Send(bytes));
    }

    /// Closes this side once everything is sent.
    pub(crate) fn close(&self) {
        let _ = self.orders.send(Order::Close(false));
    }

    /// Closes both sides once everything is sent.
    pub(crate) fn end(&self) {
        let _ = self.orders.send(Order::Close(true));
    }
}

/// The reading side must not wait for the answer to something that is never sent because of a panic.
struct ShutByPanic<'s>(&'s TcpStream);

impl Drop for ShutByPanic<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            // There is nothing else that could be done.
            let _ = self.0.shutdown(Shutdown::Both);
        }
    }
}

fn send_all(socket: &TcpStream, security: &Security, orders: &Receiver<Order>) {
    let _shut = ShutByPanic(socket);
    let mut socket = socket;
    while let Ok(order) = orders.recv() {
        let last = if let Order::Close(both) = order { Some(both) } else { None };
        let sent = match security {
            None => match order {
                Order::Send(bytes) => socket.write_all(&bytes),
                Order::Flush | Order::Close(_) => Ok(()),
            },
            Some(security) => send_securely(socket, security, order),
        };
        if sent.is_err() {
            // The reading side notices what is wrong.
            let _ = socket.shutdown(Shutdown::Both);
            return;
        }
        match last {
            Some(true) => {
                let _ = socket.shutdown(Shutdown::Both);
                return;
            }
            Some(false) => {
                // Both sides may still be to be closed.
                let _ = socket.shutdown(Shutdown::Write);
            }
            None => {}
        }
    }
}

/// Encrypts and sends. The state is not held while the socket may be waited for, so that both sides can go on.
fn send_securely(mut socket: &TcpStream, security: &Mutex<ClientConnection>, order: Order) -> io::Result<()> {
    let encrypted = |connection: &mut ClientConnection| {
        let mut bytes = Vec::new();
        while connection.wants_write() {
            connection.write_tls(&mut bytes)?;
        }
        Ok::<_, io::Error>(bytes)
    };
    match order {
        Order::Send(bytes) => {
            // What is not sent yet is limited by the connection: it goes out in pieces.
            for piece in bytes.chunks(PIECE / 4) {
                let bytes = {
                    let mut connection = security.lock();
                    connection.writer().write_all(piece)?;
                    encrypted(&mut connection)?
                };
                socket.write_all(&bytes)?;
            }
            Ok(())
        }
        Order::Flush => {
            let bytes = encrypted(&mut security.lock())?;
            socket.write_all(&bytes)
        }
        Order::Close(_) => {
            let bytes = {
                let mut connection = security.lock();
                connection.send_close_notify();
                encrypted(&mut connection)?
            };
            socket.write_all(&bytes)
        }
    }
}

impl Incoming {
    /// Reads to the end, and hands over what comes; `take` tells whether more is wanted.
    ///
    /// # Errors
    /// The connection breaks.
    pub(crate) fn read(mut self, take: &mut dyn FnMut(Vec<u8>) -> bool) -> Result<(), Error> {
        let first = std::mem::take(&mut self.first);
        if !first.is_empty() && !take(first) {
            return Ok(());
        }
        if let Some(security) = &self.security {
            // Something may have come together with the end of the handshake.
            let (plain, ended) = self.decrypt(security, &[])?;
            if (!plain.is_empty() && !take(plain)) || ended {
                return Ok(());
            }
        }
        let mut buffer = vec![0; PIECE];
        loop {
            let count = match self.socket.read(&mut buffer) {
                Ok(count) => count,
                Err(problem) if problem.kind() == io::ErrorKind::Interrupted => continue,
                Err(problem) => return Err(failure("The connection is broken", &problem)),
            };
            let raw = buffer.get(..count).unwrap_or_default();
            let (plain, ended) = match &self.security {
                None => (raw.to_vec(), count == 0),
                Some(security) => self.decrypt(security, raw)?,
            };
            if !plain.is_empty() && !take(plain) {
                return Ok(());
            }
            if ended || count == 0 {
                return Ok(());
            }
        }
    }

    /// The plain form of what came, and whether the other side has closed the connection.
    fn decrypt(&self, security: &Mutex<ClientConnection>, mut raw: &[u8]) -> Result<(Vec<u8>, bool), Error> {
        let broken = |problem: io::Error| failure("The secure connection is broken", &problem);
        let mut plain = Vec::new();
        let mut ended = false;
        let mut connection = security.lock();
        loop {
            if !raw.is_empty() {
                connection.read_tls(&mut raw).map_err(broken)?;
            }
            let state =
                connection.process_new_packets().map_err(|problem| broken(io::Error::other(problem.to_string())))?;
            ended = ended || state.peer_has_closed();
            let before = plain.len();
            plain.resize(before + state.plaintext_bytes_to_read(), 0);
            let part = plain.get_mut(before..).unwrap_or_default();
            if !part.is_empty() {
                connection.reader().read_exact(part).map_err(broken)?;
            }
            if raw.is_empty() || ended {
                break;
            }
        }
        if connection.wants_write() {
            let _ = self.orders.send(Order::Flush);
        }
        Ok((plain, ended))
    }
}
