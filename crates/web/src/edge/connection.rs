//! Connections: what comes in becomes requests within limits of size and time, what goes out is an answer of the core.

use crate::dispatch;
use crate::message::{Body, Request, Response};
use crate::server::{Running, Server};
use bytes::Bytes;
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt, Full, LengthLimitError, Limited, StreamBody};
use hyper::body::{Frame, Incoming};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use rustls::ServerConfig;
use std::convert::Infallible;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::{oneshot, watch};
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;

/// How long the head of a request may take.
const HEAD_TIME: Duration = Duration::from_secs(30);
/// How long the body of a request may take.
const BODY_TIME: Duration = Duration::from_secs(300);
/// How long the beginning of TLS may take.
const TLS_TIME: Duration = Duration::from_secs(15);
/// The largest head of a request, in bytes.
const MOST_HEAD: usize = 64 * 1024;
/// The longest URL, in bytes.
const MOST_URL: usize = 16 * 1024;
/// How long answers may take that were begun before the server stopped.
const LAST_ANSWERS: Duration = Duration::from_secs(5);
/// How long to wait where the system takes no further connection.
const PAUSE: Duration = Duration::from_millis(50);

type Out = BoxBody<Bytes, Infallible>;

/// Serves ports until the server stops and all its connections have ended.
pub(super) async fn serve(
    server: Arc<Server>,
    running: Arc<Running>,
    ports: Vec<(TcpListener, Option<Arc<ServerConfig>>)>,
    stopped: watch::Receiver<bool>,
) {
    let mut tasks = JoinSet::new();
    for (listener, tls) in ports {
        let accept = accept(server.clone(), running.clone(), listener, tls, stopped.clone());
        tasks.spawn(accept);
    }
    while tasks.join_next().await.is_some() {}
}

async fn accept(
    server: Arc<Server>,
    running: Arc<Running>,
    listener: TcpListener,
    tls: Option<Arc<ServerConfig>>,
    mut stopped: watch::Receiver<bool>,
) {
    let Ok(listener) = tokio::net::TcpListener::from_std(listener) else { return };
    let graceful = GracefulShutdown::new();
    let acceptor = tls.map(TlsAcceptor::from);
    let mut connections = JoinSet::new();
    loop {
        let (stream, client) = tokio::select! {
            () = asked_to_stop(&mut stopped) => break,
            Some(_) = connections.join_next() => continue,
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(_) => {
                    tokio::time::sleep(PAUSE).await;
                    continue;
                }
            },
        };
        let Ok(local) = stream.local_addr() else { continue };
        let _ = stream.set_nodelay(true);
        let peer = Peer { server: server.clone(), running: running.clone(), client, local, secure: acceptor.is_some() };
        let (acceptor, watcher) = (acceptor.clone(), graceful.watcher());
        connections.spawn(async move {
            match acceptor {
                None => peer.serve(stream, watcher).await,
                Some(acceptor) => {
                    if let Ok(Ok(stream)) = timeout(TLS_TIME, acceptor.accept(stream)).await {
                        peer.serve(stream, watcher).await;
                    }
                }
            }
        });
    }
    drop(listener);
    let _ = timeout(LAST_ANSWERS, graceful.shutdown()).await;
    connections.abort_all();
}

/// Waits until the server stops.
async fn asked_to_stop(stopped: &mut watch::Receiver<bool>) {
    // Without a sender the server has ended.
    let _ = stopped.wait_for(|stopped| *stopped).await;
}

/// A connection.
#[derive(Clone)]
struct Peer {
    server: Arc<Server>,
    running: Arc<Running>,
    client: SocketAddr,
    local: SocketAddr,
    secure: bool,
}

impl Peer {
    async fn serve(
        self,
        stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
        watcher: hyper_util::server::graceful::Watcher,
    ) {
        let mut builder = Builder::new(TokioExecutor::new());
        builder
            .http1()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD_TIME)
            .max_buf_size(MOST_HEAD)
            .title_case_headers(true);
        builder.http2().timer(TokioTimer::new()).max_header_list_size(MOST_HEAD as u32);
        let service = service_fn(move |request| {
            let peer = self.clone();
            async move { Ok::<_, Infallible>(peer.answer(request).await) }
        });
        let connection = builder.serve_connection(TokioIo::new(stream), service).into_owned();
        // What is wrong with a connection concerns its client alone.
        let _ = watcher.watch(connection).await;
    }

    async fn answer(self, incoming: hyper::Request<Incoming>) -> hyper::Response<Out> {
        let is_old = incoming.version() == hyper::Version::HTTP_10;
        match self.read(incoming).await {
            Ok(request) => {
                let (sender, receiver) = oneshot::channel();
                dispatch::begin(&self.server, request, move |response| {
                    let _ = sender.send(response);
                });
                let response = receiver.await.unwrap_or_else(|_| Response::error(500));
                outgoing(response, is_old)
            }
            Err(status) => {
                let request = Request { client: self.client, server: self.local, ..Request::new("GET", "/") };
                let mut response =
                    crate::finish::finish(&self.server, &self.running, &request, Response::error(status));
                response.set("Connection", "close");
                outgoing(response, is_old)
            }
        }
    }

    /// The whole request; the status of the answer where it is refused.
    async fn read(&self, incoming: hyper::Request<Incoming>) -> Result<Request, u16> {
        let (head, body) = incoming.into_parts();
        let target = head.uri.path_and_query().map_or("/", |target| target.as_str());
        if target.len() > MOST_URL {
            return Err(414);
        }
        let most = usize::try_from(self.running.values().number("maxRequestSize")).unwrap_or_default();
        let announced = head.headers.get(http::header::CONTENT_LENGTH).and_then(|length| length.to_str().ok());
        if announced.and_then(|length| length.parse::<u64>().ok()).is_some_and(|length| length > most as u64) {
            return Err(413);
        }
        let body = match timeout(BODY_TIME, Limited::new(body, most).collect()).await {
            Err(_) => return Err(408),
            Ok(Err(problem)) => return Err(if problem.is::<LengthLimitError>() { 413 } else { 400 }),
            Ok(Ok(body)) => body.to_bytes(),
        };
        let mut headers: Vec<(String, String)> = Vec::with_capacity(head.headers.len());
        for (name, value) in &head.headers {
            // Bytes outside of ASCII count as those of Latin-1.
            let value = value.as_bytes().iter().map(|byte| char::from(*byte)).collect();
            headers.push((title_case(name.as_str()), value));
        }
        if let (None, Some(authority)) = (head.headers.get(http::header::HOST), head.uri.authority()) {
            headers.push(("Host".to_owned(), authority.to_string()));
        }
        let mut request = Request {
            method: head.method.as_str().to_owned(),
            target: target.to_owned(),
            version: match head.version {
                hyper::Version::HTTP_10 => "HTTP/1.0",
                hyper::Version::HTTP_2 => "HTTP/2.0",
                _ => "HTTP/1.1",
            },
            headers,
            body,
            client: self.client,
            server: self.local,
            secure: self.secure,
        };
        unpack(&mut request, most)?;
        Ok(request)
    }
}

/// Unpacks a body that was sent compressed.
fn unpack(request: &mut Request, most: usize) -> Result<(), u16> {
    use std::io::Read;
    if !request.header("content-encoding").is_some_and(|encoding| encoding.trim().eq_ignore_ascii_case("gzip")) {
        return Ok(());
    }
    let mut unpacked = Vec::new();
    let decoder = flate2::read::MultiGzDecoder::new(request.body.as_ref());
    decoder.take(most as u64 + 1).read_to_end(&mut unpacked).map_err(|_| 400_u16)?;
    if unpacked.len() > most {
        return Err(413);
    }
    request.body = Bytes::from(unpacked);
    request.headers.retain(|(name, _)| !name.eq_ignore_ascii_case("content-encoding"));
    Ok(())
}

/// The name of a header field with capitals, as most clients write it: how this one did is not known.
fn title_case(name: &str) -> String {
    let mut before = '-';
    let letters = name.chars().map(|letter| {
        let shown = if before == '-' { letter.to_ascii_uppercase() } else { letter };
        before = letter;
        shown
    });
    letters.collect()
}

/// An answer as it is sent.
fn outgoing(response: Response, is_old: bool) -> hyper::Response<Out> {
    let mut builder = hyper::Response::builder().status(response.status);
    for (name, value) in &response.headers {
        let value = http::HeaderValue::from_bytes(value.as_bytes());
        if let (Ok(name), Ok(value)) = (http::HeaderName::from_bytes(name.as_bytes()), value) {
            builder = builder.header(name, value);
        }
    }
    let body = match response.body {
        Body::Whole(body) => Full::new(body).boxed(),
        Body::Chunks(chunks) if is_old => Full::new(Bytes::from(chunks.concat())).boxed(),
        Body::Chunks(chunks) => {
            let frames = chunks.into_iter().map(|chunk| Ok::<_, Infallible>(Frame::data(chunk)));
            BodyExt::boxed(StreamBody::new(futures_util::stream::iter(frames)))
        }
    };
    let empty = || Full::new(Bytes::new()).boxed();
    builder.body(body).unwrap_or_else(|_| hyper::Response::new(empty()))
}
