//! A client that sends what it is given, byte by byte, and reads answers.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// How long an answer may take before a test fails.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// A connection.
pub struct Client<S = TcpStream> {
    pub stream: S,
    /// What has come and belongs to no answer yet.
    read: Vec<u8>,
}

/// An answer.
#[derive(Debug, Default)]
pub struct Answer {
    pub status: u16,
    /// The header fields in order.
    pub fields: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// Statuses below 200 that came before it.
    pub before: Vec<u16>,
}

impl Answer {
    /// The values of the fields of a name.
    pub fn fields(&self, name: &str) -> Vec<&str> {
        let same = self.fields.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
        same.map(|(_, value)| value.as_str()).collect()
    }

    /// The value of the only field of a name.
    pub fn field(&self, name: &str) -> Option<&str> {
        let values = self.fields(name);
        assert!(values.len() < 2, "{name} comes twice: {self:?}");
        values.first().copied()
    }

    /// The body as a text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Name and value of the cookie that it gives.
    pub fn cookie(&self) -> Option<String> {
        self.field("set-cookie").map(|field| field.split(';').next().unwrap_or_default().to_owned())
    }
}

impl Client {
    /// A new connection.
    pub fn connect(address: SocketAddr) -> Client {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_write_timeout(Some(PATIENCE)).unwrap();
        Client::over(stream)
    }

    /// Sends no more.
    pub fn finish(&self) {
        // The server may have closed the connection.
        let _ = self.stream.shutdown(Shutdown::Write);
    }

    /// How long it takes until the server closes the connection, whatever it sends before.
    pub fn closed_after(&mut self) -> Duration {
        let begun = Instant::now();
        self.until_closed();
        begun.elapsed()
    }
}

impl<S: Read + Write> Client<S> {
    /// A client of an open connection.
    pub fn over(stream: S) -> Client<S> {
        Client { stream, read: Vec::new() }
    }

    /// Sends bytes; false where the server has closed the connection.
    pub fn send(&mut self, bytes: impl AsRef<[u8]>) -> bool {
        self.stream.write_all(bytes.as_ref()).and_then(|()| self.stream.flush()).is_ok()
    }

    /// Reads more; false at the end.
    fn more(&mut self) -> bool {
        let mut buffer = [0; 64 * 1024];
        match self.stream.read(&mut buffer) {
            Ok(0) => false,
            Ok(count) => {
                self.read.extend_from_slice(&buffer[..count]);
                true
            }
            Err(problem) if problem.kind() == ErrorKind::WouldBlock => panic!("no answer within {PATIENCE:?}"),
            Err(_) => false,
        }
    }

    /// Reads about as many bytes for the next answer; false at the end.
    pub fn reads_some(&mut self, count: usize) -> bool {
        let until = self.read.len() + count;
        while self.read.len() < until {
            if !self.more() {
                return false;
            }
        }
        true
    }

    /// Waits until the server closes the connection, after whatever it sends.
    pub fn until_closed(&mut self) {
        while self.more() {}
    }

    /// Reads the head of an answer that comes before the answer itself, and gives its status.
    pub fn interim(&mut self) -> Option<u16> {
        let status = self.line()?.split(' ').nth(1)?.parse().ok()?;
        while !self.line()?.is_empty() {}
        Some(status)
    }

    fn line(&mut self) -> Option<String> {
        loop {
            if let Some(end) = self.read.windows(2).position(|bytes| bytes == b"\r\n") {
                let line: Vec<u8> = self.read.drain(..end + 2).collect();
                return Some(String::from_utf8_lossy(&line[..end]).into_owned());
            }
            if !self.more() {
                return None;
            }
        }
    }

    fn take(&mut self, count: usize) -> Option<Vec<u8>> {
        while self.read.len() < count {
            if !self.more() {
                return None;
            }
        }
        Some(self.read.drain(..count).collect())
    }

    /// The next answer, to a request of this method; nothing where the connection ends before or in it.
    pub fn answer_to(&mut self, method: &str) -> Option<Answer> {
        let mut answer = Answer::default();
        loop {
            let status = self.line()?;
            answer.status = status.split(' ').nth(1)?.parse().ok()?;
            answer.fields.clear();
            loop {
                let line = self.line()?;
                let Some((name, value)) = line.split_once(':') else { break };
                answer.fields.push((name.to_owned(), value.trim().to_owned()));
            }
            if answer.status >= 200 {
                break;
            }
            answer.before.push(answer.status);
        }
        if method == "HEAD" || answer.status == 204 || answer.status == 304 {
            return Some(answer);
        }
        if let Some(length) = answer.field("content-length") {
            answer.body = self.take(length.parse().ok()?)?;
        } else if answer.field("transfer-encoding") == Some("chunked") {
            loop {
                let length = usize::from_str_radix(&self.line()?, 16).ok()?;
                answer.body.extend(self.take(length)?);
                self.line()?;
                if length == 0 {
                    break;
                }
            }
        } else {
            while self.more() {}
            answer.body = std::mem::take(&mut self.read);
        }
        Some(answer)
    }

    /// The next answer.
    pub fn answer(&mut self) -> Option<Answer> {
        self.answer_to("GET")
    }

    /// Sends bytes, and gives the answer.
    pub fn ask(&mut self, bytes: impl AsRef<[u8]>) -> Option<Answer> {
        // The server may close before it has read all; its answer counts.
        self.send(bytes);
        self.answer()
    }

    /// The answer to a request with these lines of header fields, each with its end.
    pub fn get(&mut self, target: &str, fields: &str) -> Answer {
        let request = format!("GET {target} HTTP/1.1\r\nHost: here\r\n{fields}\r\n");
        self.ask(request).unwrap_or_else(|| panic!("no answer to {target}"))
    }

    /// The answer to a POST.
    pub fn post(&mut self, target: &str, fields: &str, body: &[u8]) -> Answer {
        let length = body.len();
        self.send(format!("POST {target} HTTP/1.1\r\nHost: here\r\nContent-Length: {length}\r\n{fields}\r\n"));
        self.ask(body).unwrap_or_else(|| panic!("no answer to {target}"))
    }
}
