//! A server that answers each connection with the next input: as an HTTP answer, or as what follows the handshake of a
//! WebSocket.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::time::Duration;

/// What the inputs are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Served {
    /// Nothing that a server sends.
    No,
    /// Whole HTTP answers.
    Answer,
    /// Frames of a WebSocket.
    Frames,
}

/// Starts the server and gives its port.
pub fn start(inputs: PathBuf, served: Served) -> u16 {
    if served == Served::No {
        return 0;
    }
    let Ok(listener) = TcpListener::bind("127.0.0.1:0") else { return 0 };
    let port = listener.local_addr().map_or(0, |address| address.port());
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let inputs = inputs.clone();
            std::thread::spawn(move || serve(stream, &inputs, served));
        }
    });
    port
}

/// The path of the request is the number of the input.
fn serve(stream: TcpStream, inputs: &std::path::Path, served: Served) -> Option<()> {
    stream.set_read_timeout(Some(Duration::from_secs(5))).ok()?;
    let mut head = Vec::new();
    let mut reading = stream.try_clone().ok()?;
    while !head.ends_with(b"\r\n\r\n") && head.len() < 10_000 {
        let mut byte = [0];
        reading.read_exact(&mut byte).ok()?;
        head.extend(byte);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let number =
        head.split(['/', ' ']).find(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))?;
    let bytes = std::fs::read(inputs.join(number)).ok()?;
    let mut stream = stream;
    if served == Served::Frames {
        let key = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("sec-websocket-key").then(|| value.trim().to_owned())
        })?;
        let accept = tungstenite::handshake::derive_accept_key(key.as_bytes());
        let head = format!(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).ok()?;
    }
    stream.write_all(&bytes).ok()?;
    stream.flush().ok()
}
