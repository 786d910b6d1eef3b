//! Connections: each is served by HTTP/1.1 or, over TLS where the client chooses it, by HTTP/2, until its client or the server
//! has enough of it.

use super::activity::{Activity, Connections, Watched, Wish};
use super::incoming;
use super::limits::{LAST_ANSWERS, MOST_CONNECTIONS, MOST_HEAD, MOST_REQUESTS};
use super::outgoing::{self, Out};
use crate::dispatch;
use crate::message::{Request, Response};
use crate::server::{Running, Server};
use hyper::body::Incoming;
use hyper::server::conn::{http1, http2};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use rustls::ServerConfig;
use std::convert::Infallible;
use std::future::{Future, poll_fn};
use std::net::{SocketAddr, TcpListener};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::sync::{oneshot, watch};
use tokio::task::{JoinSet, block_in_place};
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;

/// How long to wait where the system takes no further connection.
const PAUSE: Duration = Duration::from_millis(50);
/// The protocol of TLS by which a client chooses HTTP/2.
pub(super) const HTTP_2: &[u8] = b"h2";
/// From which length on a body may take long to compress.
const LONG: usize = 256 * 1024;
/// What is sent where the head of a request comes too slowly.
const TOO_SLOW: &[u8] = b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

/// Serves ports until the server stops and all its connections have ended. `open` is dropped when the ports are closed.
pub(super) async fn serve(
    server: Arc<Server>,
    running: Arc<Running>,
    ports: Vec<(TcpListener, Option<Arc<ServerConfig>>)>,
    connections: Arc<Connections>,
    stopped: watch::Receiver<bool>,
    open: Sender<Infallible>,
) {
    let mut tasks = JoinSet::new();
    for (listener, tls) in ports {
        let port = Port { server: server.clone(), running: running.clone(), connections: connections.clone() };
        tasks.spawn(port.accept(listener, tls, stopped.clone(), open.clone()));
    }
    drop(open);
    let all_ended = async { while tasks.join_next().await.is_some() {} };
    tokio::select! {
        () = all_ended => {}
        () = connections.watch() => {}
    }
}

/// Waits until the server stops.
async fn asked_to_stop(stopped: &mut watch::Receiver<bool>) {
    // Without a sender the server has ended.
    let _ = stopped.wait_for(|stopped| *stopped).await;
}

/// What the connections of a port share.
struct Port {
    server: Arc<Server>,
    running: Arc<Running>,
    connections: Arc<Connections>,
}

impl Port {
    async fn accept(
        self,
        listener: TcpListener,
        tls: Option<Arc<ServerConfig>>,
        mut stopped: watch::Receiver<bool>,
        open: Sender<Infallible>,
    ) {
        let Ok(listener) = tokio::net::TcpListener::from_std(listener) else { return };
        let acceptor = tls.map(TlsAcceptor::from);
        let mut tasks = JoinSet::new();
        loop {
            let has_room = tasks.len() < MOST_CONNECTIONS;
            let (stream, client) = tokio::select! {
                () = asked_to_stop(&mut stopped) => break,
                Some(_) = tasks.join_next() => continue,
                accepted = listener.accept(), if has_room => match accepted {
                    Ok(accepted) => accepted,
                    Err(_) => {
                        tokio::time::sleep(PAUSE).await;
                        continue;
                    }
                },
            };
            let Ok(local) = stream.local_addr() else { continue };
            let _ = stream.set_nodelay(true);
            let peer = Arc::new(Peer {
                server: self.server.clone(),
                running: self.running.clone(),
                activity: self.connections.add(),
                connections: self.connections.clone(),
                client,
                local,
                secure: acceptor.is_some(),
            });
            match &acceptor {
                None => drop(tasks.spawn(http_1(peer, stream))),
                // What the beginning of TLS needs is forgotten when it is over.
                Some(acceptor) => drop(tasks.spawn(Box::pin(over_tls(peer, stream, acceptor.clone())))),
            }
        }
        drop(listener);
        drop(open);
        self.connections.finish();
        let _ = timeout(LAST_ANSWERS, async { while tasks.join_next().await.is_some() {} }).await;
        tasks.abort_all();
    }
}

/// A connection.
pub(super) struct Peer {
    server: Arc<Server>,
    running: Arc<Running>,
    activity: Arc<Activity>,
    connections: Arc<Connections>,
    client: SocketAddr,
    local: SocketAddr,
    secure: bool,
}

async fn over_tls(peer: Arc<Peer>, stream: tokio::net::TcpStream, acceptor: TlsAcceptor) {
    let Ok(Ok(stream)) = timeout(peer.connections.limits.tls, acceptor.accept(stream)).await else { return };
    match stream.get_ref().1.alpn_protocol() {
        Some(protocol) if protocol == HTTP_2 => http_2(peer, stream).await,
        _ => http_1(peer, stream).await,
    }
}

/// What answers the requests of a connection.
fn service(
    peer: &Arc<Peer>,
) -> impl hyper::service::HttpService<Incoming, ResBody = Out, Error = Infallible, Future = Answering> + Clone + use<> {
    let peer = peer.clone();
    service_fn(move |request| -> Answering { Box::pin(answer(peer.clone(), request)) })
}

type Answering = Pin<Box<dyn Future<Output = Result<hyper::Response<Out>, Infallible>> + Send>>;

async fn http_1(peer: Arc<Peer>, stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static) {
    let mut builder = http1::Builder::new();
    builder.max_buf_size(MOST_HEAD).title_case_headers(true);
    let io = TokioIo::new(Watched::new(stream, peer.activity.clone()));
    let mut connection = builder.serve_connection(io, service(&peer));
    let mut finishes = false;
    let last = poll_fn(|context| {
        loop {
            let went = connection.poll_without_shutdown(context);
            if let Poll::Ready(went) = went {
                // What is wrong with a connection concerns its client alone.
                return Poll::Ready(went.map_or(Wish::Cut, |()| Wish::Finish));
            }
            match peer.activity.wish(context) {
                Wish::Finish if !finishes => {
                    finishes = true;
                    Pin::new(&mut connection).graceful_shutdown();
                }
                Wish::None | Wish::Finish => return Poll::Pending,
                wish => return Poll::Ready(wish),
            }
        }
    });
    let last = last.await;
    let stream = connection.into_parts().io.into_inner();
    let linger = peer.connections.limits.linger;
    let bytes: &[u8] = match last {
        Wish::Cut => return,
        Wish::TooSlow => TOO_SLOW,
        Wish::None | Wish::Finish => b"",
    };
    // A connection has no room for this as long as it is open.
    drop(timeout(linger, Box::pin(close(stream, bytes))).await);
}

/// Sends the last bytes and waits for the client to close: an answer that a client has not read is lost where the connection
/// is closed while the client still sends.
async fn close(mut stream: impl AsyncRead + AsyncWrite + Unpin, last: &[u8]) -> std::io::Result<()> {
    stream.write_all(last).await?;
    stream.shutdown().await?;
    let mut ignored = [0_u8; 1024];
    while stream.read(&mut ignored).await? > 0 {}
    Ok(())
}

async fn http_2(peer: Arc<Peer>, stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static) {
    let mut builder = http2::Builder::new(TokioExecutor::new());
    builder.timer(TokioTimer::new()).max_header_list_size(MOST_HEAD as u32);
    let io = TokioIo::new(Watched::new(stream, peer.activity.clone()));
    let mut connection = pin!(builder.serve_connection(io, service(&peer)));
    let mut finishes = false;
    poll_fn(|context: &mut Context<'_>| {
        loop {
            if connection.as_mut().poll(context).is_ready() {
                return Poll::Ready(());
            }
            match peer.activity.wish(context) {
                Wish::Finish | Wish::TooSlow if !finishes => {
                    finishes = true;
                    connection.as_mut().graceful_shutdown();
                }
                Wish::Cut => return Poll::Ready(()),
                Wish::None | Wish::Finish | Wish::TooSlow => return Poll::Pending,
            }
        }
    })
    .await;
}

/// A request has its answer when this is dropped.
struct Ends<'a>(&'a Activity);

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        self.0.ends();
    }
}

async fn answer(peer: Arc<Peer>, incoming: hyper::Request<Incoming>) -> Result<hyper::Response<Out>, Infallible> {
    let number = peer.activity.begins();
    let _ends = Ends(&peer.activity);
    let version = incoming.version();
    let is_last = version < hyper::Version::HTTP_2 && (number >= MOST_REQUESTS || incoming::is_chunked(&incoming));
    let most = usize::try_from(peer.running.values().number("maxRequestSize")).unwrap_or_default();
    let (sender, receiver) = oneshot::channel();
    let send = move |unfinished| {
        // The client may be gone.
        let _ = sender.send(unfinished);
    };
    let read = incoming::read(incoming, most, &peer.connections.limits).await;
    let closes = is_last || read.is_err();
    match read {
        Ok(request) => {
            let request = Request { client: peer.client, server: peer.local, secure: peer.secure, ..request };
            dispatch::begin(&peer.server, request, send);
        }
        Err((status, request)) => {
            let request = Request { client: peer.client, server: peer.local, secure: peer.secure, ..request };
            dispatch::refuse(&peer.server, &peer.running, request, status, send);
        }
    }
    let response = match receiver.await {
        // It may take long: other connections are served by other threads.
        Ok(unfinished) if unfinished.length() > LONG => block_in_place(|| unfinished.finish()),
        Ok(unfinished) => unfinished.finish(),
        Err(_) => Response::error(500),
    };
    Ok(outgoing::response(response, version, closes))
}
