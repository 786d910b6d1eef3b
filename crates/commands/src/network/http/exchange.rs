//! A request and all that belongs to it: connecting, proving who asks, following redirections, reading the answer.

pub(crate) use super::authentication::{Credentials, Method};

use super::agent::{Agent, Key, Lease};
use super::connection::{Connection, Framing, Problem, framing, stays_open};
use super::head::Head;
use super::{Headers, lists, proxy, value};
use crate::network::stream::Stream;
use crate::network::tls::TlsOptions;
use crate::network::url::{Scheme, Url};
use crate::network::{Cancel, connect, failed};
use fourd_value::Error;
use std::sync::Arc;
use std::time::Instant;

/// How much of the body of an answer that is not the last one is read, so that the connection can serve again.
const MAX_SKIPPED: usize = 1 << 20;

/// What is to be asked.
pub(crate) struct Exchange {
    pub(crate) method: String,
    pub(crate) url: Url,
    /// What the program adds; it goes before what stands here else.
    pub(crate) headers: Headers,
    pub(crate) body: Option<Arc<[u8]>>,
    /// When all must be over.
    pub(crate) deadline: Option<Instant>,
    /// How many redirections are followed.
    pub(crate) redirections: u32,
    pub(crate) server: Option<Credentials>,
    pub(crate) proxy: Option<Credentials>,
    pub(crate) tls: TlsOptions,
    pub(crate) agent: Arc<Agent>,
    /// Whether the connection may serve further requests.
    pub(crate) keep_alive: bool,
    /// Whether the server may pack the answer.
    pub(crate) packed: bool,
}

/// Who gets the answer.
pub(crate) trait Receiver {
    /// The head of the final answer.
    ///
    /// # Errors
    /// It is not wanted: the request ends.
    fn head(&mut self, head: &Head) -> Result<(), Error>;
    /// A piece of its body, as it comes from the server.
    ///
    /// # Errors
    /// It is not wanted: the request ends.
    fn piece(&mut self, piece: &[u8]) -> Result<(), Error>;
}

/// What the program is called towards servers.
const USER_AGENT: &str = concat!("fourd/", env!("CARGO_PKG_VERSION"));

/// The values of `Authorization` and `Proxy-Authorization`.
#[derive(Default)]
struct Proofs {
    server: Option<String>,
    proxy: Option<String>,
}

impl Exchange {
    /// Asks, and hands the answer over.
    ///
    /// # Errors
    /// The server cannot be reached, does not answer in time or not as it should, or the receiver wants no more.
    pub(crate) fn run(mut self, receiver: &mut dyn Receiver, cancel: &Cancel) -> Result<(), Error> {
        if let (None, Some((name, password))) = (&self.server, self.url.user.clone()) {
            self.server = Some(Credentials { name, password, method: Method::Basic });
        }
        let unasked = |credentials: &Option<Credentials>| credentials.as_ref().and_then(Credentials::unasked);
        let mut proofs = Proofs { server: unasked(&self.server), proxy: unasked(&self.proxy) };
        let (mut proved, mut proved_to_proxy) = (false, false);
        loop {
            let (lease, mut connection, head) = self.ask(&proofs, cancel)?;
            let framing = framing(&self.method, &head)?;
            if let Some(target) = self.redirection(&head) {
                self.skip(lease, connection, &head, framing);
                self.redirections -= 1;
                self.redirect(target?, head.status, &mut proofs);
                continue;
            }
            let answer = |credentials: &Option<Credentials>, field: &str| {
                let credentials = credentials.as_ref()?;
                credentials.answer(&head.headers, field, &self.method, &self.url.target)
            };
            if head.status == 401
                && !proved
                && let Some(proof) = answer(&self.server, "www-authenticate")
                && proofs.server.as_ref() != Some(&proof)
            {
                proved = true;
                proofs.server = Some(proof);
                self.skip(lease, connection, &head, framing);
                continue;
            }
            if head.status == 407
                && !proved_to_proxy
                && let Some(proof) = answer(&self.proxy, "proxy-authenticate")
                && proofs.proxy.as_ref() != Some(&proof)
            {
                proved_to_proxy = true;
                proofs.proxy = Some(proof);
                self.skip(lease, connection, &head, framing);
                continue;
            }
            receiver.head(&head)?;
            let complete = connection.read_body(framing, &mut |piece| receiver.piece(piece))?;
            self.give_back(lease, connection, &head, complete, cancel);
            return Ok(());
        }
    }

    /// Where the answer sends the client, if it does and that is followed.
    fn redirection(&self, head: &Head) -> Option<Result<Url, Error>> {
        if self.redirections == 0 || !matches!(head.status, 301 | 302 | 303 | 307 | 308) {
            return None;
        }
        Some(self.url.join(value(&head.headers, "location")?))
    }

    fn redirect(&mut self, target: Url, status: u16, proofs: &mut Proofs) {
        let to_get = match status {
            303 => self.method != "HEAD",
            301 | 302 => self.method == "POST",
            _ => false,
        };
        if to_get {
            self.method = "GET".to_owned();
            self.body = None;
            self.headers.retain(|(name, _)| !name.to_ascii_lowercase().starts_with("content-"));
        }
        if !self.url.same_server(&target) {
            // Another server must not learn what was meant for this one.
            proofs.server = None;
            self.server = None;
            let secret = |name: &str| name.eq_ignore_ascii_case("authorization") || name.eq_ignore_ascii_case("cookie");
            self.headers.retain(|(name, _)| !secret(name) && !name.eq_ignore_ascii_case("host"));
        }
        self.url = Url { user: None, ..target };
    }

    /// Reads an answer that is not the last one to its end where that is near, so that the connection can serve again.
    fn skip(&self, lease: Lease, mut connection: Connection, head: &Head, framing: Framing) {
        let mut left = MAX_SKIPPED;
        let read = connection.read_body(framing, &mut |piece| {
            left = left.checked_sub(piece.len()).ok_or_else(|| failed("The answer is too long"))?;
            Ok(())
        });
        if matches!(read, Ok(true)) && self.keep_alive && stays_open(head) {
            lease.keep(connection);
        }
    }

    fn give_back(&self, lease: Lease, mut connection: Connection, head: &Head, complete: bool, cancel: &Cancel) {
        cancel.forget();
        if complete && self.keep_alive && !cancel.is_requested() && stays_open(head) {
            connection.limit(None);
            lease.keep(connection);
        }
    }

    /// Sends the request and reads the head of the answer. A connection that was used before may have been closed by the
    /// server: then a new one is tried.
    fn ask(&self, proofs: &Proofs, cancel: &Cancel) -> Result<(Lease, Connection, Head), Error> {
        let proxy = proxy::proxy_for(&self.url);
        let key = Key::new(&self.url, &self.tls, proxy.as_ref().map(|proxy| (proxy.host.clone(), proxy.port)));
        let mut fresh = false;
        loop {
            let (lease, idle) = self.agent.take(&key, fresh, self.deadline, cancel)?;
            let mut connection = match idle {
                Some(mut connection) => {
                    connection.limit(self.deadline);
                    cancel.watch(connection.stream().socket())?;
                    connection
                }
                None => self.connect(proxy.as_ref(), proofs, cancel)?,
            };
            let through_proxy = proxy.is_some() && self.url.scheme == Scheme::Plain;
            let head = self.head(proofs, through_proxy)?;
            match connection.ask(&head, self.body.as_deref().unwrap_or_default()) {
                Ok(head) => return Ok((lease, connection, head)),
                Err(Problem { silent: true, .. }) if connection.reused && !cancel.is_requested() => fresh = true,
                Err(Problem { error, .. }) => return Err(error),
            }
        }
    }

    fn connect(&self, proxy: Option<&Url>, proofs: &Proofs, cancel: &Cancel) -> Result<Connection, Error> {
        let Some(proxy) = proxy else {
            return open(&self.url, self.deadline, &self.tls, cancel).map(Connection::new);
        };
        // The proxy is asked for, and so is the server behind it.
        fourd_runtime::access::connect(&self.url.host, self.url.port)?;
        let socket = connect(&proxy.host, proxy.port, self.deadline, cancel)?;
        let mut connection = Connection::new(Stream::plain(socket, self.deadline));
        if self.url.scheme == Scheme::Plain {
            return Ok(connection);
        }
        let place = format!("{}:{}", self.url.bracketed_host(), self.url.port);
        let mut proof = proofs.proxy.clone();
        loop {
            let mut request = format!("CONNECT {place} HTTP/1.1\r\nHost: {place}\r\n");
            if let Some(proof) = &proof {
                request.push_str(&format!("Proxy-Authorization: {proof}\r\n"));
            }
            request.push_str("\r\n");
            let head = connection.ask(request.as_bytes(), &[]).map_err(|problem| problem.error)?;
            match head.status {
                200..=299 => {
                    let (stream, _) = connection.into_stream();
                    return stream.secured(&self.url.host, &self.tls).map(Connection::new);
                }
                407 => {
                    let answer = self.proxy.as_ref().and_then(|credentials| {
                        credentials.answer(&head.headers, "proxy-authenticate", "CONNECT", &place)
                    });
                    if answer.is_none() || proof.is_some() {
                        return Err(failed("The proxy asks for another name and password"));
                    }
                    proof = answer;
                    let socket = connect(&proxy.host, proxy.port, self.deadline, cancel)?;
                    connection = Connection::new(Stream::plain(socket, self.deadline));
                }
                status => return Err(failed(format!("The proxy refuses the connection with status {status}"))),
            }
        }
    }

    /// The head of the request.
    fn head(&self, proofs: &Proofs, through_proxy: bool) -> Result<Vec<u8>, Error> {
        let says = |name: &str| value(&self.headers, name).is_some();
        let mut head = String::with_capacity(512);
        let mut field = |name: &str, value: &str| head.push_str(&format!("{name}: {value}\r\n"));
        if !says("host") {
            field("Host", &self.url.authority());
        }
        if !says("user-agent") {
            field("User-Agent", USER_AGENT);
        }
        if !says("accept") {
            field("Accept", "*/*");
        }
        if self.packed && !says("accept-encoding") {
            field("Accept-Encoding", "gzip, deflate");
        }
        if !says("connection") && !self.keep_alive {
            field("Connection", "close");
        }
        if let (Some(proof), false) = (&proofs.server, says("authorization")) {
            field("Authorization", proof);
        }
        if let (Some(proof), true) = (&proofs.proxy, through_proxy) {
            field("Proxy-Authorization", proof);
        }
        for (name, value) in &self.headers {
            // The length is what it is, whatever the program says.
            if !["content-length", "transfer-encoding"].contains(&&*name.to_ascii_lowercase()) {
                field(name, value);
            }
        }
        match &self.body {
            Some(body) => field("Content-Length", &body.len().to_string()),
            None if matches!(self.method.as_str(), "POST" | "PUT" | "PATCH") => field("Content-Length", "0"),
            None => {}
        }
        let target = match through_proxy {
            true => format!("http://{}{}", self.url.authority(), self.url.target),
            false => self.url.target.clone(),
        };
        Ok(format!("{} {target} HTTP/1.1\r\n{head}\r\n", self.method).into_bytes())
    }
}

/// Opens a connection to the server of an address.
///
/// # Errors
/// It cannot be reached.
pub(crate) fn open(url: &Url, deadline: Option<Instant>, tls: &TlsOptions, cancel: &Cancel) -> Result<Stream, Error> {
    let socket = connect(&url.host, url.port, deadline, cancel)?;
    let stream = Stream::plain(socket, deadline);
    match url.scheme {
        Scheme::Plain => Ok(stream),
        Scheme::Secure => stream.secured(&url.host, tls),
    }
}

/// Whether an answer agrees to go on with another protocol.
pub(crate) fn upgrades(head: &Head, protocol: &str) -> bool {
    head.status == 101
        && lists(&head.headers, "connection", "upgrade")
        && value(&head.headers, "upgrade").is_some_and(|value| value.eq_ignore_ascii_case(protocol))
}
