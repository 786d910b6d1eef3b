//! A connection that one thread reads and writes, open or through TLS, with a time limit.

use super::tls::{self, TlsOptions};
use super::{failure, time_left};
use fourd_value::Error;
use rustls::{ClientConnection, StreamOwned};
use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::Instant;

enum Layer {
    Plain(TcpStream),
    Secure(Box<StreamOwned<ClientConnection, TcpStream>>),
}

/// A connection.
pub(crate) struct Stream {
    layer: Layer,
    /// When reading and writing must have ended; `None` for no limit.
    pub(crate) deadline: Option<Instant>,
}

impl Stream {
    /// An open connection.
    pub(crate) fn plain(socket: TcpStream, deadline: Option<Instant>) -> Self {
        // Requests are written in whole pieces, which should not wait for one another.
        let _ = socket.set_nodelay(true);
        Self { layer: Layer::Plain(socket), deadline }
    }

    /// The same connection through TLS, once both sides have agreed.
    ///
    /// # Errors
    /// They do not, or the time is over.
    pub(crate) fn secured(self, host: &str, options: &TlsOptions) -> Result<Self, Error> {
        let deadline = self.deadline;
        let socket = match self.layer {
            Layer::Plain(socket) => socket,
            Layer::Secure(stream) => stream.sock,
        };
        let mut stream = StreamOwned::new(tls::connection(host, options)?, socket);
        let what = format!("No secure connection with `{host}`");
        while stream.conn.is_handshaking() {
            limit(&stream.sock, deadline).map_err(|problem| failure(&what, &problem))?;
            stream.conn.complete_io(&mut stream.sock).map_err(|problem| failure(&what, &problem))?;
        }
        Ok(Self { layer: Layer::Secure(Box::new(stream)), deadline })
    }

    /// The socket below.
    pub(crate) fn socket(&self) -> &TcpStream {
        match &self.layer {
            Layer::Plain(socket) => socket,
            Layer::Secure(stream) => &stream.sock,
        }
    }

    /// Socket and TLS state, for who reads and writes in two threads.
    pub(crate) fn into_parts(self) -> (TcpStream, Option<ClientConnection>) {
        match self.layer {
            Layer::Plain(socket) => (socket, None),
            Layer::Secure(stream) => {
                let StreamOwned { conn, sock } = *stream;
                (sock, Some(conn))
            }
        }
    }
}

/// Lets operations on a socket end in time.
fn limit(socket: &TcpStream, deadline: Option<Instant>) -> io::Result<()> {
    let left = time_left(deadline)?;
    socket.set_read_timeout(left)?;
    socket.set_write_timeout(left)
}

impl Read for Stream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        limit(self.socket(), self.deadline)?;
        match &mut self.layer {
            Layer::Plain(socket) => socket.read(buffer),
            Layer::Secure(stream) => match stream.read(buffer) {
                // Many servers close without saying so; what the message needs is checked by its length.
                Err(problem) if problem.kind() == io::ErrorKind::UnexpectedEof => Ok(0),
                result => result,
            },
        }
    }
}

impl Write for Stream {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        limit(self.socket(), self.deadline)?;
        match &mut self.layer {
            Layer::Plain(socket) => socket.write(buffer),
            Layer::Secure(stream) => stream.write(buffer),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        limit(self.socket(), self.deadline)?;
        match &mut self.layer {
            Layer::Plain(socket) => socket.flush(),
            Layer::Secure(stream) => stream.flush(),
        }
    }
}
