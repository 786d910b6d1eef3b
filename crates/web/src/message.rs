//! Requests and answers as the server sees them, without a connection.

use bytes::Bytes;
use parking_lot::Mutex;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// Header fields in order; a name may occur several times.
pub type Headers = Vec<(String, String)>;

/// A request.
#[derive(Clone, Debug)]
pub struct Request {
    /// The method in capitals, such as `GET`.
    pub method: String,
    /// Path and query as they were sent.
    pub target: String,
    /// The version, such as `HTTP/1.1`.
    pub version: &'static str,
    /// The header fields.
    pub headers: Headers,
    /// The body, complete.
    pub body: Bytes,
    /// The address of the client.
    pub client: SocketAddr,
    /// The address that the client has reached.
    pub server: SocketAddr,
    /// It came over TLS.
    pub secure: bool,
}

impl Request {
    /// A request without header fields and body from this computer.
    pub fn new(method: &str, target: &str) -> Request {
        let address = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0);
        Request {
            method: method.to_owned(),
            target: target.to_owned(),
            version: "HTTP/1.1",
            headers: Headers::new(),
            body: Bytes::new(),
            client: address,
            server: address,
            secure: false,
        }
    }

    /// With a further header field.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Request {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// With a body.
    #[must_use]
    pub fn with_body(mut self, body: impl Into<Bytes>) -> Request {
        self.body = body.into();
        self
    }

    /// The path as it was sent, without the query.
    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// The query as it was sent, without its question mark; empty where there is none.
    pub fn query(&self) -> &str {
        self.target.split_once('?').map_or("", |(_, query)| query)
    }

    /// The value of the first header field of that name, whatever its case.
    pub fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }

    /// First line and header fields as 4D gives them to code.
    pub fn head(&self) -> String {
        let mut head = format!("{} {} {}\r\n", self.method, self.target, self.version);
        for (name, value) in &self.headers {
            head.push_str(name);
            head.push_str(": ");
            head.push_str(value);
            head.push_str("\r\n");
        }
        head
    }

    /// The media type of the body in small letters, without parameters; empty where none is given.
    pub fn media_type(&self) -> String {
        let value = self.header("content-type").unwrap_or_default();
        value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }

    /// A parameter of the `Content-Type`.
    pub fn media_parameter(&self, name: &str) -> Option<String> {
        let value = self.header("content-type")?;
        let mut parameters = value.split(';').skip(1).filter_map(|each| each.split_once('='));
        let (_, found) = parameters.find(|(known, _)| known.trim().eq_ignore_ascii_case(name))?;
        Some(found.trim().trim_matches('"').to_owned())
    }

    /// The body as a text, by the character set of its type, which is UTF-8 where none is named.
    pub fn text(&self) -> String {
        self.encoding().decode_with_bom_removal(&self.body).0.into_owned()
    }

    /// As [`text`](Self::text), of so many bytes of the body at most.
    pub fn beginning(&self, most: usize) -> String {
        let (length, encoding) = (most.min(self.body.len()), self.encoding());
        // The last character may be cut off.
        let mut text = String::with_capacity(encoding.new_decoder().max_utf8_buffer_length(length).unwrap_or(length));
        let bytes = self.body.get(..length).unwrap_or_default();
        let _ = encoding.new_decoder_with_bom_removal().decode_to_string(bytes, &mut text, false);
        text
    }

    fn encoding(&self) -> &'static encoding_rs::Encoding {
        let charset = self.media_parameter("charset");
        let encoding = charset.and_then(|name| encoding_rs::Encoding::for_label(name.as_bytes()));
        encoding.unwrap_or(encoding_rs::UTF_8)
    }
}

/// The value of the first field of that name, whatever its case.
pub fn find<'h>(headers: &'h [(String, String)], name: &str) -> Option<&'h str> {
    headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

/// What an answer carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// All of it, with its length.
    Whole(Bytes),
    /// Pieces that are sent in chunks.
    Chunks(Vec<Bytes>),
    /// Pieces that are sent in chunks while they are made.
    Stream(Pieces),
}

/// Pieces of a body that come from a process which still makes them. Who takes them first gets them.
#[derive(Clone, Debug)]
pub struct Pieces(Arc<Mutex<Option<UnboundedReceiver<Bytes>>>>);

impl Pieces {
    /// No pieces yet, and where they come from; the body ends where that is dropped.
    pub fn new() -> (UnboundedSender<Bytes>, Pieces) {
        let (sender, receiver) = unbounded_channel();
        (sender, Pieces(Arc::new(Mutex::new(Some(receiver)))))
    }

    /// The pieces.
    pub fn take(&self) -> Option<UnboundedReceiver<Bytes>> {
        self.0.lock().take()
    }

    /// All pieces, once the last of them was made.
    pub fn wait(&self) -> Vec<Bytes> {
        let mut receiver = self.take();
        std::iter::from_fn(|| receiver.as_mut()?.blocking_recv()).collect()
    }
}

impl PartialEq for Pieces {
    fn eq(&self, other: &Pieces) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Pieces {}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The status, such as 200.
    pub status: u16,
    /// The header fields.
    pub headers: Headers,
    /// What it carries.
    pub body: Body,
    /// The server itself made it because something was wrong: a page of the site may take the place of its body.
    pub is_own_error: bool,
}

impl Response {
    /// An answer without a body.
    pub fn new(status: u16) -> Response {
        Response { status, headers: Headers::new(), body: Body::Whole(Bytes::new()), is_own_error: false }
    }

    /// An answer with a body of a media type.
    pub fn of(status: u16, media_type: &str, body: impl Into<Bytes>) -> Response {
        let mut response = Response::new(status);
        response.set("Content-Type", media_type);
        response.body = Body::Whole(body.into());
        response
    }

    /// An answer of the server itself about something that is wrong.
    pub fn error(status: u16) -> Response {
        Response { is_own_error: true, ..Response::new(status) }
    }

    /// Sets a header field in place of all others of its name.
    pub fn set(&mut self, name: &str, value: &str) {
        self.remove(name);
        self.add(name, value);
    }

    /// Adds a header field; one that could not be sent is left out.
    pub fn add(&mut self, name: &str, value: &str) {
        if is_field(name, value) {
            self.headers.push((name.to_owned(), value.to_owned()));
        }
    }

    /// Removes all header fields of that name.
    pub fn remove(&mut self, name: &str) {
        self.headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
    }

    /// The value of the first header field of that name.
    pub fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }

    /// The body as one piece; nothing of one that is still made.
    pub fn bytes(&self) -> Bytes {
        match &self.body {
            Body::Whole(bytes) => bytes.clone(),
            Body::Chunks(chunks) => Bytes::from(chunks.concat()),
            Body::Stream(_) => Bytes::new(),
        }
    }

    /// Whether the body is empty.
    pub fn is_empty(&self) -> bool {
        match &self.body {
            Body::Whole(bytes) => bytes.is_empty(),
            Body::Chunks(chunks) => chunks.iter().all(Bytes::is_empty),
            Body::Stream(_) => false,
        }
    }
}

/// Whether a header field can be sent: its name is a token, and nothing in its value ends the line or is no text.
pub fn is_field(name: &str, value: &str) -> bool {
    let is_name = http::HeaderName::from_bytes(name.as_bytes()).is_ok();
    is_name && http::HeaderValue::from_bytes(value.as_bytes()).is_ok()
}

/// Whether the server alone decides the value of a header field.
pub fn is_own_field(name: &str) -> bool {
    ["content-length", "transfer-encoding", "connection", "date"].iter().any(|own| name.eq_ignore_ascii_case(own))
}

/// Whether an answer can have a status; those below 200 come before an answer.
pub fn is_status(status: u16) -> bool {
    (200..600).contains(&status)
}

/// A media type with the character set of texts.
pub fn with_charset(media_type: &str) -> String {
    let base = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let is_text = base.starts_with("text/")
        || ["application/json", "application/javascript", "application/xml"].contains(&&*base);
    if is_text && !media_type.to_ascii_lowercase().contains("charset") {
        return format!("{media_type}; charset=UTF-8");
    }
    media_type.to_owned()
}

/// The standard phrase of a status.
pub fn phrase(status: u16) -> &'static str {
    http::StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason()).unwrap_or("Unknown")
}

/// An address of IP as 4D gives it to code: one of version 4 within version 6.
pub fn shown_address(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => format!("::ffff:{address}"),
        IpAddr::V6(address) => address.to_string(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn the_head_of_a_request_is_written_line_by_line() {
        let request = Request::new("GET", "/a?b=c").with("X-Probe", "seen");
        assert_eq!(request.head(), "GET /a?b=c HTTP/1.1\r\nX-Probe: seen\r\n");
        assert_eq!((request.path(), request.query()), ("/a", "b=c"));
        assert_eq!(request.header("x-probe"), Some("seen"));
    }

    #[test]
    fn a_field_that_would_begin_a_second_answer_is_not_sent() {
        let mut response = Response::new(200);
        response.add("X-A", "1\r\nSet-Cookie: a=b");
        response.add("X B", "1");
        assert!(response.headers.is_empty());
    }

    #[test]
    fn the_body_is_read_by_its_character_set() {
        let request = Request::new("POST", "/").with("Content-Type", "text/plain; charset=\"iso-8859-1\"");
        assert_eq!(request.with_body(vec![0xE9]).text(), "é");
    }
}
