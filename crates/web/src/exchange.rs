//! A request while code answers it: what the commands of the process read and write.

use crate::message::{Body, Headers, Pieces, Request, Response, is_field, is_own_field, is_status, with_charset};
use crate::reply::{Context, Reply};
use crate::server::{Running, Server};
use crate::sessions::{Attributes, Found};
use bytes::Bytes;
use fourd_privileges::Held;
use fourd_runtime::Process;
use fourd_runtime::session::Session;
use fourd_value::{Error, Text, error};
use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use tokio::sync::mpsc::UnboundedSender;

/// How many bytes of head and body On Web Authentication and On Web Connection get.
const MOST_CONTENT: usize = 32 * 1024;

/// A request and what was answered so far, in the process that answers it.
pub struct Exchange {
    /// Who waits for the answer, until there is one.
    waiting: RefCell<Option<Waiting>>,
    /// What the code sends in chunks may go to the client at once.
    pub may_stream: Cell<bool>,
    /// The server that received it.
    pub server: Arc<Server>,
    /// The server as it ran then.
    pub running: Arc<Running>,
    /// The request.
    pub request: Arc<Request>,
    /// What was sent so far.
    pub answer: RefCell<Answer>,
    /// The home page that `WEB SET HOME PAGE` has set.
    pub home_page: RefCell<Option<String>>,
    /// The parts of a body of the type `multipart/form-data`, once they were read.
    parts: RefCell<Option<Rc<Vec<crate::forms::Part>>>>,
    content: OnceCell<Text>,
    /// On Web Authentication has accepted the request, or refused it.
    pub accepted: Cell<Option<bool>>,
    /// The browser knows the password, but its digest is too old or was used before.
    pub is_stale: Cell<bool>,
}

/// Who waits for the answer.
struct Waiting {
    reply: Reply,
    /// The session that the request came with, and the privileges that it had.
    session: Option<(Found, Held)>,
}

/// What code has sent: the last sending counts.
#[derive(Default)]
pub struct Answer {
    /// The body with its type.
    sent: Option<(String, Bytes)>,
    /// The status of an answer to a body that code sends, where the server gives one.
    redirect: Option<String>,
    /// What `WEB SET HTTP HEADER` has set.
    fields: Headers,
    status: Option<u16>,
    /// What `WEB SEND RAW DATA` has sent.
    raw: Vec<Bytes>,
    chunked: bool,
    /// Where further pieces go, once the head of the answer was sent.
    stream: Option<UnboundedSender<Bytes>>,
}

/// The exchange of a process.
#[derive(Default)]
struct Current(RefCell<Option<Rc<Exchange>>>);

impl Exchange {
    /// The beginning of an answer.
    pub fn new(context: Context, reply: Reply, session: Option<Found>) -> Rc<Exchange> {
        let Context { server, running, request, .. } = context;
        let session = session.map(|found| {
            let held = found.session.given();
            (found, held)
        });
        Rc::new(Exchange {
            waiting: RefCell::new(Some(Waiting { reply, session })),
            may_stream: Cell::new(false),
            server,
            running,
            request,
            answer: RefCell::default(),
            home_page: RefCell::default(),
            parts: RefCell::default(),
            content: OnceCell::new(),
            accepted: Cell::new(None),
            is_stale: Cell::new(false),
        })
    }

    /// The exchange that the running process answers; nothing where it answers none.
    pub fn of(process: &Process<'_>) -> Option<Rc<Exchange>> {
        process.state.get::<Current>().0.borrow().clone()
    }

    /// Lets the commands of the process work on it.
    pub fn enter(self: &Rc<Self>, process: &Process<'_>) {
        *process.state.get::<Current>().0.borrow_mut() = Some(self.clone());
    }

    /// Sends the answer, with the cookie of the session that the process belongs to now. One that was sent already stays.
    pub fn finish(&self, process: &Process<'_>, mut response: Response) {
        let Some(Waiting { reply, session }) = self.waiting.take() else { return };
        if let (Some((found, before)), Some(own)) = (session, process.record.session()) {
            let is_own = Arc::ptr_eq(&own, &found.session);
            // A visitor who has found nothing needs no session.
            let is_idle = found.is_new && is_own && matches!(response.status, 401 | 404) && own.is_untouched();
            if (found.is_passing || is_idle)
                && let Some(machine) = self.server.machine()
            {
                machine.end_session(&found.session.id);
                if is_own {
                    return reply.send(response);
                }
            }
            give_cookie(self, &mut response, &found, &own, before != own.given());
        }
        reply.send(response);
    }

    /// Sends the head of an answer in chunks, and what there is of its body; what follows goes to the client at once.
    pub fn stream(&self, process: &Process<'_>) {
        let begun = {
            let mut answer = self.answer.borrow_mut();
            let is_possible = self.may_stream.get() && answer.chunked && answer.redirect.is_none();
            if !is_possible || answer.stream.is_some() {
                return;
            }
            let Some(mut response) = answer.response() else { return };
            let (sender, pieces) = Pieces::new();
            if let Body::Chunks(chunks) = &response.body {
                // The other side waits for the answer still.
                chunks.iter().for_each(|chunk| drop(sender.send(chunk.clone())));
            }
            response.body = Body::Stream(pieces);
            answer.stream = Some(sender);
            response
        };
        self.finish(process, begun);
    }

    /// No further piece of the answer comes.
    pub fn end_stream(&self) {
        self.answer.borrow_mut().stream = None;
    }

    /// The beginning of its head and body, as On Web Authentication and On Web Connection get it.
    pub fn content(&self) -> Text {
        let make = || {
            let mut content = self.request.head() + "\r\n";
            let most = MOST_CONTENT.saturating_sub(content.len());
            content.push_str(&self.request.beginning(most));
            let end = (0..=MOST_CONTENT.min(content.len())).rev().find(|end| content.is_char_boundary(*end));
            content.truncate(end.unwrap_or_default());
            Text::from(content)
        };
        self.content.get_or_init(make).clone()
    }

    /// The parts of its body; none where it has no body of several parts.
    pub fn parts(&self) -> Rc<Vec<crate::forms::Part>> {
        if let Some(parts) = &*self.parts.borrow() {
            return parts.clone();
        }
        let parts = Rc::new(crate::forms::parts(&self.request));
        *self.parts.borrow_mut() = Some(parts.clone());
        parts
    }
}

/// Gives the browser the cookie of the session that the request belongs to now, where it does not have it, or has it since
/// long ago; `renews` gives it another value.
fn give_cookie(exchange: &Exchange, response: &mut Response, found: &Found, own: &Arc<Session>, renews: bool) {
    let is_other = !Arc::ptr_eq(own, &found.session);
    if !found.is_due && !is_other && !renews {
        return;
    }
    let Some(machine) = exchange.server.machine() else { return };
    let value = exchange.server.cookies.issue(&machine, own, &found.value, renews);
    let values = exchange.running.values();
    let attributes = Attributes {
        name: values.text("sessionCookieName"),
        domain: values.text("sessionCookieDomain"),
        path: values.text("sessionCookiePath"),
        same_site: values.text("sessionCookieSameSite"),
        secure: exchange.request.secure,
    };
    response.add("Set-Cookie", &attributes.field(own, &value));
    if response.header("cache-control").is_none() {
        response.set("Cache-Control", "no-store");
    }
}

/// A line of a status, such as `404 Not found`, as its number.
fn status_of(text: &str) -> Option<u16> {
    let number: u16 = text.trim().split(' ').next()?.parse().ok()?;
    is_status(number).then_some(number)
}

impl Answer {
    /// Sends a body of a media type.
    pub fn send(&mut self, media_type: &str, body: impl Into<Bytes>) {
        self.sent = Some((with_charset(media_type), body.into()));
    }

    /// Sends the client to another place.
    pub fn redirect(&mut self, location: String) {
        self.redirect = Some(location);
    }

    /// Sets header fields and, by `X-STATUS`, the status.
    ///
    /// # Errors
    /// A field cannot be sent.
    pub fn set_fields(&mut self, fields: Headers) -> Result<(), Error> {
        for (name, value) in &fields {
            if !is_field(name, value) {
                let text = format!("The header field `{}` is not valid", name.escape_debug());
                return Err(Error::with(error::INDEX_OUT_OF_RANGE, text));
            }
        }
        self.fields.clear();
        for (name, value) in fields {
            match name.to_ascii_uppercase().as_str() {
                "X-VERSION" => {}
                "X-STATUS" => self.status = status_of(&value),
                _ => self.fields.push((name, value)),
            }
        }
        Ok(())
    }

    /// Sets the status.
    pub fn set_status(&mut self, status: u16) {
        self.status = Some(status);
    }

    /// Sends data as they are, with or without the header of an answer; in chunks where `chunked` was said once.
    pub fn send_raw(&mut self, data: Vec<u8>, chunked: bool) {
        if let Some(stream) = &self.stream {
            // A client that has gone away does not keep the code from running.
            let _ = stream.send(Bytes::from(data));
            return;
        }
        if !self.chunked && !chunked {
            self.raw.clear();
        }
        self.chunked |= chunked;
        self.raw.push(Bytes::from(data));
    }

    /// Header fields of the code, without those that the server decides.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        let all = self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        all.filter(|(name, _)| !is_own_field(name))
    }

    /// The answer that was sent; nothing where nothing was.
    pub fn response(&self) -> Option<Response> {
        let response = if self.redirect.is_some() {
            Response::new(302)
        } else if !self.raw.is_empty() {
            self.raw_response()
        } else if let Some((media_type, body)) = &self.sent {
            Response::of(200, media_type, body.clone())
        } else {
            let status = self.status?;
            Response { is_own_error: status >= 400, ..Response::new(status) }
        };
        Some(self.apply(response))
    }

    /// An answer with the place to go to, the status and the header fields that the code has set. Several fields of a name
    /// stay apart; they take the place of those that the answer has.
    pub fn apply(&self, mut response: Response) -> Response {
        if let Some(location) = &self.redirect {
            response = Response::new(302);
            response.set("Location", location);
        }
        // Data with a head of their own have their own status; the page of an error stays one.
        if let Some(status) = self.status.filter(|_| self.raw.is_empty() && !response.is_own_error) {
            let is_fit = self.redirect.is_none() || (300..400).contains(&status);
            response.status = if is_fit { status } else { response.status };
        }
        self.add_fields(&mut response, |_| true);
        response
    }

    /// Sets the header fields of the code whose names are wanted.
    pub fn add_fields(&self, response: &mut Response, is_wanted: impl Fn(&str) -> bool) {
        let mut named = Vec::new();
        for (name, value) in self.fields().filter(|(name, _)| is_wanted(name)) {
            if !named.contains(&name.to_ascii_lowercase()) {
                response.remove(name);
                named.push(name.to_ascii_lowercase());
            }
            response.add(name, value);
        }
    }

    fn raw_response(&self) -> Response {
        let mut pieces = self.raw.clone();
        let first = pieces.first().cloned().unwrap_or_default();
        let end = first.windows(4).position(|bytes| bytes == b"\r\n\r\n");
        let mut response = Response::new(self.status.unwrap_or(200));
        if let (Some(end), Some(piece)) = (end, pieces.first_mut()) {
            *piece = first.slice(end + 4..);
            let head = String::from_utf8_lossy(first.get(..end).unwrap_or_default()).into_owned();
            let (status, fields) = parse_head(&head);
            for (name, value) in fields.iter().filter(|(name, _)| !is_own_field(name)) {
                response.add(name, value);
            }
            let goes_elsewhere = response.header("location").is_some().then_some(302);
            response.status = status.or(self.status).or(goes_elsewhere).unwrap_or(200);
        }
        if response.header("content-type").is_none() {
            response.set("Content-Type", "text/html; charset=UTF-8");
        }
        response.body = match self.chunked {
            true => Body::Chunks(pieces.into_iter().filter(|piece| !piece.is_empty()).collect()),
            false => Body::Whole(pieces.into_iter().next().unwrap_or_default()),
        };
        response
    }
}

/// The status and the fields of a head whose lines end with CR, LF or both.
pub fn parse_head(head: &str) -> (Option<u16>, Headers) {
    let mut status = None;
    let mut fields = Headers::new();
    for line in head.split(['\r', '\n']).filter(|line| !line.trim().is_empty()) {
        if line.to_ascii_uppercase().starts_with("HTTP/") {
            status = line.split_once(' ').and_then(|(_, rest)| status_of(rest));
        } else if let Some((name, value)) = line.split_once(':') {
            fields.push((name.trim().to_owned(), value.trim().to_owned()));
        }
    }
    (status, fields)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_redirection_goes_before_everything_else() {
        let mut answer = Answer::default();
        answer.redirect("/a".to_owned());
        answer.send("text/plain", "b");
        let response = answer.response().unwrap();
        assert_eq!((response.status, response.header("Location"), response.is_empty()), (302, Some("/a"), true));
        answer.set_fields(vec![("X-STATUS".to_owned(), "301".to_owned())]).unwrap();
        assert_eq!(answer.response().unwrap().status, 301);
    }

    #[test]
    fn raw_data_bring_their_own_head() {
        let mut answer = Answer::default();
        answer.send_raw(b"Location: /there\r\n\r\n".to_vec(), false);
        let response = answer.response().unwrap();
        assert_eq!((response.status, response.header("location")), (302, Some("/there")));
        answer.send_raw(b"HTTP/1.1 201 Created\r\nX-Raw: yes\r\nContent-Length: 99\r\n\r\nbody".to_vec(), false);
        let response = answer.response().unwrap();
        assert_eq!(
            (response.status, response.header("x-raw"), &*response.bytes()),
            (201, Some("yes"), b"body".as_slice())
        );
        assert_eq!(response.header("content-length"), None);
    }

    #[test]
    fn chunks_follow_each_other() {
        let mut answer = Answer::default();
        answer.send_raw(b"one ".to_vec(), true);
        answer.send_raw(b"two".to_vec(), false);
        let response = answer.response().unwrap();
        assert!(matches!(response.body, Body::Chunks(_)));
        assert_eq!(&*response.bytes(), b"one two");
    }

    #[test]
    fn a_header_can_have_a_line_of_a_status() {
        let (status, fields) = parse_head("HTTP/1.0 404 Not found\rX-A: 1\r\nSet-Cookie: C=HELLO");
        assert_eq!((status, fields.len()), (Some(404), 2));
        let mut answer = Answer::default();
        assert!(answer.set_fields(vec![("X-A".to_owned(), "1\r\n2".to_owned())]).is_err());
    }
}
