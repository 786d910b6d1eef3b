//! WebSockets ([RFC 6455](https://www.rfc-editor.org/rfc/rfc6455)): agreeing with a server, and messages in both directions.

use super::http::connection::Connection;
use super::http::exchange::{open, upgrades};
use super::http::{Headers, value};
use super::link::{self, Incoming, Outgoing};
use super::tls::TlsOptions;
use super::url::Url;
use super::{Cancel, failed};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use fourd_value::Error;
use parking_lot::Mutex;
use sha1::{Digest, Sha1};
use std::io::{self, Read, Write};
use std::time::Instant;
pub(crate) use tungstenite::Message;
use tungstenite::protocol::frame::coding::CloseCode;
use tungstenite::protocol::{CloseFrame, Role, WebSocketConfig, WebSocketContext};

/// The largest message that is taken, in bytes.
const MAX_MESSAGE: usize = 256 << 20;
/// The code of a connection that ended without a code.
pub(crate) const NO_CODE: u16 = 1005;
/// The code of a connection that broke.
pub(crate) const BROKEN: u16 = 1006;

/// Bytes on their way between the connection and the protocol.
#[derive(Default)]
struct Wire {
    incoming: Vec<u8>,
    outgoing: Vec<u8>,
}

impl Read for Wire {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.incoming.is_empty() {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        let count = buffer.len().min(self.incoming.len());
        for (slot, byte) in buffer.iter_mut().zip(self.incoming.drain(..count)) {
            *slot = byte;
        }
        Ok(count)
    }
}

impl Write for Wire {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        self.outgoing.extend_from_slice(buffer);
        Ok(buffer.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Protocol {
    context: WebSocketContext,
    wire: Wire,
}

/// An open WebSocket, to be written to.
pub(crate) struct WebSocket {
    protocol: Mutex<Protocol>,
    outgoing: Outgoing,
}

/// How a WebSocket was closed.
pub(crate) struct Closing {
    /// The code.
    pub(crate) code: u16,
    /// Why.
    pub(crate) reason: String,
}

fn problem(found: &tungstenite::Error) -> Error {
    failed(format!("WebSocket: {found}"))
}

/// Connects to a server.
///
/// # Errors
/// It cannot be reached, or does not agree.
pub(crate) fn connect(
    url: &Url,
    headers: &Headers,
    deadline: Option<Instant>,
    cancel: &Cancel,
) -> Result<(WebSocket, Incoming), Error> {
    let mut connection = Connection::new(open(url, deadline, &TlsOptions::default(), cancel)?);
    let key = BASE64_STANDARD.encode(uuid::Uuid::new_v4().as_bytes());
    let mut request = format!(
        "GET {} HTTP/1.1\r\nHost: {}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n\
         Sec-WebSocket-Version: 13\r\n",
        url.target,
        url.authority(),
    );
    if let (Some((name, password)), None) = (&url.user, value(headers, "authorization")) {
        let proof = BASE64_STANDARD.encode(format!("{name}:{password}"));
        request.push_str(&format!("Authorization: Basic {proof}\r\n"));
    }
    let own = ["host", "upgrade", "connection", "sec-websocket-key", "sec-websocket-version"];
    for (name, value) in headers.iter().filter(|(name, _)| !own.contains(&&*name.to_ascii_lowercase())) {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    request.push_str("\r\n");
    let head = connection.ask(request.as_bytes(), &[]).map_err(|problem| problem.error)?;
    if !upgrades(&head, "websocket") {
        return Err(failed(format!("`{}` does not open a WebSocket: status {}", url.authority(), head.status)));
    }
    if value(&head.headers, "sec-websocket-accept") != Some(accepted(&key).as_str()) {
        return Err(failed("The server answers another request for a WebSocket"));
    }
    let (stream, first) = connection.into_stream();
    let (incoming, outgoing) = link::split(stream, first)?;
    let limits = WebSocketConfig::default().max_message_size(Some(MAX_MESSAGE)).max_frame_size(Some(MAX_MESSAGE));
    let context = WebSocketContext::new(Role::Client, Some(limits));
    Ok((WebSocket { protocol: Mutex::new(Protocol { context, wire: Wire::default() }), outgoing }, incoming))
}

/// What a server answers to a key.
fn accepted(key: &str) -> String {
    BASE64_STANDARD.encode(Sha1::digest(format!("{key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11")))
}

impl WebSocket {
    /// Sends a message, without waiting for it.
    ///
    /// # Errors
    /// The WebSocket is closed.
    pub(crate) fn send(&self, message: Message) -> Result<(), Error> {
        self.with(|context, wire| context.write(wire, message).and_then(|()| context.flush(wire)))
            .map_err(|found| problem(&found))
    }

    /// Tells the server that the WebSocket shall be closed.
    pub(crate) fn close(&self, code: u16, reason: &str) {
        let frame = CloseFrame { code: CloseCode::from(code), reason: reason.into() };
        // One that is closed already stays so.
        let _ = self.with(|context, wire| context.close(wire, Some(frame)));
    }

    /// Closes the connection once everything is sent.
    pub(crate) fn end(&self) {
        self.outgoing.end();
    }

    fn with<R>(&self, act: impl FnOnce(&mut WebSocketContext, &mut Wire) -> R) -> R {
        let mut protocol = self.protocol.lock();
        let Protocol { context, wire } = &mut *protocol;
        let result = act(context, wire);
        if !wire.outgoing.is_empty() {
            self.outgoing.send(std::mem::take(&mut wire.outgoing));
        }
        result
    }

    /// Reads messages until the WebSocket is closed; `take` tells whether more are wanted.
    ///
    /// # Errors
    /// The connection breaks, or the server does not hold to the protocol.
    pub(crate) fn read(&self, incoming: Incoming, take: &mut dyn FnMut(Message) -> bool) -> Result<Closing, Error> {
        let mut closing = None;
        let mut broken = None;
        let read = incoming.read(&mut |bytes| {
            let (messages, end) = self.with(|context, wire| {
                wire.incoming.extend_from_slice(&bytes);
                let mut messages = Vec::new();
                let end = loop {
                    match context.read(wire) {
                        Ok(message) => {
                            let last = matches!(message, Message::Close(_));
                            messages.push(message);
                            if last {
                                break Some(None);
                            }
                        }
                        Err(tungstenite::Error::Io(found)) if found.kind() == io::ErrorKind::WouldBlock => break None,
                        Err(found) => break Some(Some(problem(&found))),
                    }
                };
                // The answer to a ping or to the end.
                let _ = context.flush(wire);
                (messages, end)
            });
            for message in messages {
                let wanted = match message {
                    Message::Close(frame) => {
                        closing = Some(match frame {
                            Some(frame) => {
                                Closing { code: frame.code.into(), reason: frame.reason.as_str().to_owned() }
                            }
                            None => Closing { code: NO_CODE, reason: String::new() },
                        });
                        false
                    }
                    Message::Text(_) | Message::Binary(_) => take(message),
                    Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => true,
                };
                if !wanted {
                    return false;
                }
            }
            match end {
                None => true,
                Some(found) => {
                    broken = found;
                    false
                }
            }
        });
        self.end();
        match (closing, broken, read) {
            (Some(closing), _, _) => Ok(closing),
            (None, Some(found), _) => Err(found),
            (None, None, read) => read.map(|()| Closing { code: BROKEN, reason: String::new() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of RFC 6455, section 1.3.
    #[test]
    fn keys() {
        assert_eq!(accepted("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }
}
