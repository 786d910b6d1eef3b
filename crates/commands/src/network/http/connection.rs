//! A connection to a web server, and the answers that are read from it.

use super::head::{self, Head, MAX_HEAD};
use super::{lists, value, values};
use crate::network::stream::Stream;
use crate::network::{failed, failure};
use fourd_value::Error;
use std::io::{self, Read, Write};
use std::time::Instant;

/// How much is read at once, in bytes.
const PIECE: usize = 1 << 16;
/// How long the line with the length of a chunk may be.
const MAX_CHUNK_LINE: usize = 16 << 10;
/// How many answers may come before the final one (100 Continue and others).
const MAX_INTERIM: usize = 20;

/// How the end of a body is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Framing {
    /// There is no body.
    Nothing,
    /// By its length.
    Length(u64),
    /// Each piece says its own length.
    Chunked,
    /// By the end of the connection.
    UntilClosed,
}

/// A connection to a server.
pub(crate) struct Connection {
    stream: Stream,
    buffer: Vec<u8>,
    /// It has served a request before.
    pub(crate) reused: bool,
}

/// What went wrong with a request.
pub(crate) struct Problem {
    /// The error.
    pub(crate) error: Error,
    /// The server had not answered anything: on a connection that was used before it may have closed it meanwhile.
    pub(crate) silent: bool,
}

impl Connection {
    pub(crate) fn new(stream: Stream) -> Self {
        Self { stream, buffer: Vec::new(), reused: false }
    }

    /// Sets when all reading and writing must have ended.
    pub(crate) fn limit(&mut self, deadline: Option<Instant>) {
        self.stream.deadline = deadline;
    }

    pub(crate) fn stream(&self) -> &Stream {
        &self.stream
    }

    /// Gives the connection away, with what was read from it already.
    pub(crate) fn into_stream(self) -> (Stream, Vec<u8>) {
        (self.stream, self.buffer)
    }

    /// Whether the server has closed an idle connection, or has sent what nobody asked for.
    pub(crate) fn is_stale(&self) -> bool {
        let socket = self.stream.socket();
        if !self.buffer.is_empty() || socket.set_nonblocking(true).is_err() {
            return true;
        }
        let quiet = matches!(socket.peek(&mut [0]), Err(problem) if problem.kind() == io::ErrorKind::WouldBlock);
        socket.set_nonblocking(false).is_err() || !quiet
    }

    /// Sends a request and reads the head of its answer.
    pub(crate) fn ask(&mut self, head: &[u8], body: &[u8]) -> Result<Head, Problem> {
        let written = self.stream.write_all(head).and_then(|()| self.stream.write_all(body));
        let written = written.and_then(|()| self.stream.flush());
        // A server may answer and close before it has read everything.
        match (self.read_head(), written) {
            (Ok(head), _) => Ok(head),
            (Err(problem), Err(writing)) if problem.silent => {
                Err(Problem { error: failure("The request could not be sent", &writing), silent: true })
            }
            (Err(problem), _) => Err(problem),
        }
    }

    /// Reads more; 0 where the server has closed the connection.
    fn fill(&mut self) -> io::Result<usize> {
        let before = self.buffer.len();
        self.buffer.resize(before + PIECE, 0);
        let result = loop {
            match self.stream.read(self.buffer.get_mut(before..).unwrap_or_default()) {
                Err(problem) if problem.kind() == io::ErrorKind::Interrupted => {}
                result => break result,
            }
        };
        self.buffer.truncate(before + *result.as_ref().unwrap_or(&0));
        result
    }

    fn read_head(&mut self) -> Result<Head, Problem> {
        for _ in 0..MAX_INTERIM {
            let mut seen = 0;
            let end = loop {
                let end = head::end(&self.buffer, seen);
                let silent = self.buffer.is_empty();
                if end.unwrap_or(self.buffer.len()) > MAX_HEAD {
                    return Err(Problem { error: failed("The header of the answer is too long"), silent });
                }
                if let Some(end) = end {
                    break end;
                }
                // The end may begin in the last two bytes.
                seen = self.buffer.len().saturating_sub(3);
                match self.fill() {
                    Ok(0) => {
                        return Err(Problem { error: failed("The server closed the connection"), silent });
                    }
                    Ok(_) => {}
                    Err(problem) => {
                        let reset = silent && problem.kind() == io::ErrorKind::ConnectionReset;
                        return Err(Problem { error: failure("The server did not answer", &problem), silent: reset });
                    }
                }
            };
            let parsed = Head::parse(self.buffer.get(..end).unwrap_or_default());
            let (head, length) = parsed.map_err(|error| Problem { error, silent: false })?;
            self.buffer.drain(..length.min(end));
            if !(100..200).contains(&head.status) || head.status == 101 {
                return Ok(head);
            }
        }
        Err(Problem { error: failed("The server answers without end"), silent: false })
    }

    /// Reads the body and hands it over piece by piece. Whether the connection can serve another request.
    ///
    /// # Errors
    /// The body ends too early, is not valid or comes too late; or `take` does not want more.
    pub(crate) fn read_body(
        &mut self,
        framing: Framing,
        take: &mut dyn FnMut(&[u8]) -> Result<(), Error>,
    ) -> Result<bool, Error> {
        match framing {
            Framing::Nothing => Ok(self.buffer.is_empty()),
            Framing::Length(length) => {
                self.read_length(length, take)?;
                Ok(self.buffer.is_empty())
            }
            Framing::Chunked => {
                loop {
                    let length = self.read_chunk_length()?;
                    if length == 0 {
                        break;
                    }
                    self.read_length(length, take)?;
                    let end = self.read_line()?;
                    if !end.is_empty() {
                        return Err(failed("A chunk of the answer has not the length that it says"));
                    }
                }
                let mut rest = MAX_HEAD;
                loop {
                    let line = self.read_line()?;
                    if line.is_empty() {
                        return Ok(self.buffer.is_empty());
                    }
                    rest = rest.checked_sub(line.len()).ok_or_else(|| failed("The end of the answer is too long"))?;
                }
            }
            Framing::UntilClosed => loop {
                if !self.buffer.is_empty() {
                    take(&self.buffer)?;
                    self.buffer.clear();
                }
                if self.fill().map_err(|problem| failure("The answer is not complete", &problem))? == 0 {
                    return Ok(false);
                }
            },
        }
    }

    fn fill_or_fail(&mut self) -> Result<(), Error> {
        match self.fill() {
            Ok(0) => Err(failed("The server closed the connection before the answer was complete")),
            Ok(_) => Ok(()),
            Err(problem) => Err(failure("The answer is not complete", &problem)),
        }
    }

    fn read_length(&mut self, mut length: u64, take: &mut dyn FnMut(&[u8]) -> Result<(), Error>) -> Result<(), Error> {
        while length > 0 {
            if self.buffer.is_empty() {
                self.fill_or_fail()?;
            }
            let count = usize::try_from(length).unwrap_or(usize::MAX).min(self.buffer.len());
            take(self.buffer.get(..count).unwrap_or_default())?;
            self.buffer.drain(..count);
            length -= count as u64;
        }
        Ok(())
    }

    /// A line without its end.
    fn read_line(&mut self) -> Result<Vec<u8>, Error> {
        let mut seen = 0;
        loop {
            if let Some(end) = self.buffer.get(seen..).and_then(|rest| rest.iter().position(|byte| *byte == b'\n')) {
                let mut line: Vec<u8> = self.buffer.drain(..=seen + end).collect();
                line.pop();
                if line.last() == Some(&b'\r') {
                    line.pop();
                }
                return Ok(line);
            }
            seen = self.buffer.len();
            if seen > MAX_CHUNK_LINE {
                return Err(failed("A line of the answer is too long"));
            }
            self.fill_or_fail()?;
        }
    }

    fn read_chunk_length(&mut self) -> Result<u64, Error> {
        let line = self.read_line()?;
        let digits = line.split(|byte| *byte == b';').next().unwrap_or_default().trim_ascii();
        std::str::from_utf8(digits)
            .ok()
            .filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
            .and_then(|digits| u64::from_str_radix(digits, 16).ok())
            .ok_or_else(|| failed("The length of a chunk of the answer is not valid"))
    }
}

/// How the body of an answer ends.
///
/// # Errors
/// Its length is not valid.
pub(crate) fn framing(method: &str, head: &Head) -> Result<Framing, Error> {
    if method == "HEAD" || matches!(head.status, 100..=199 | 204 | 304) {
        return Ok(Framing::Nothing);
    }
    if value(&head.headers, "transfer-encoding").is_some() {
        let chunked = lists(&head.headers, "transfer-encoding", "chunked");
        return Ok(if chunked { Framing::Chunked } else { Framing::UntilClosed });
    }
    let mut length = None;
    for text in values(&head.headers, "content-length").flat_map(|value| value.split(',')) {
        let text = text.trim();
        let number = Some(text).filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
        let number = number.and_then(|text| text.parse::<u64>().ok());
        match (number, length) {
            (None, _) => return Err(failed("The length of the answer is not valid")),
            (Some(number), Some(before)) if number != before => {
                return Err(failed("The answer says two lengths"));
            }
            (number, _) => length = number,
        }
    }
    Ok(length.map_or(Framing::UntilClosed, Framing::Length))
}

/// Whether the server keeps the connection open after this answer.
pub(crate) fn stays_open(head: &Head) -> bool {
    let says = |word| lists(&head.headers, "connection", word);
    if head.newer { !says("close") } else { says("keep-alive") }
}
