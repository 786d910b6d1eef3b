//! Where requests come in: ports, connections, TLS. What arrives becomes a [`Request`](crate::Request); the core knows nothing
//! of connections.

mod activity;
mod connection;
mod incoming;
mod limits;
mod outgoing;
mod tls;

use crate::server::{NO_CERTIFICATE, NO_PORT, Overrides, Running, Server, StartError, WRONG_SETTING};
use crate::values::Values;
use activity::Connections;
use fourd_runtime::waiting::Key;
use fourd_runtime::world::World;
use limits::Limits;
use parking_lot::Mutex;
use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;
use tokio::runtime::{Builder, Handle, Runtime};
use tokio::sync::watch;

/// The threads that serve all connections of a world.
#[derive(Default)]
struct Threads(Mutex<Option<Runtime>>);

impl Threads {
    fn handle(&self) -> std::io::Result<Handle> {
        let mut runtime = self.0.lock();
        if let Some(runtime) = &*runtime {
            return Ok(runtime.handle().clone());
        }
        let made = Builder::new_multi_thread().worker_threads(2).thread_name("web server").enable_all().build()?;
        let handle = made.handle().clone();
        *runtime = Some(made);
        Ok(handle)
    }
}

impl Drop for Threads {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.lock().take() {
            runtime.shutdown_background();
        }
    }
}

/// How long to wait until the ports are closed, which happens at once but for a machine with very much to do.
const CLOSING: Duration = Duration::from_secs(2);

/// The open ports of a server.
pub struct Listening {
    /// Where HTTP is served.
    pub http: Option<SocketAddr>,
    /// Where HTTPS is served.
    pub https: Option<SocketAddr>,
    stop: watch::Sender<bool>,
    /// Its other end is dropped when the ports are closed.
    open: Receiver<Infallible>,
    ended: Arc<Ended>,
}

/// All connections of a server have ended.
pub(crate) struct Ended {
    is_over: AtomicBool,
    world: Arc<World>,
    key: Key,
}

impl Listening {
    /// Closes the ports, so that they can be opened again at once. Connections that wait for a request are closed, the others
    /// when they have their answer.
    pub fn stop(&self) {
        let _ = self.stop.send(true);
        let _ = self.open.recv_timeout(CLOSING);
    }

    /// Whether all connections have ended.
    pub fn has_ended(&self) -> bool {
        self.ended.is_over.load(Ordering::SeqCst)
    }

    /// What happens when all connections have ended.
    pub fn key(&self) -> Key {
        self.ended.key
    }
}

/// The address to listen at.
fn address(values: &Values, overrides: &Overrides) -> Result<IpAddr, StartError> {
    let set = values.text("IPAddressToListen");
    let text = overrides.host.as_deref().unwrap_or(set);
    match text {
        "" | "localhost" => Ok(IpAddr::V4(Ipv4Addr::LOCALHOST)),
        "0" => Ok(IpAddr::V4(Ipv4Addr::UNSPECIFIED)),
        text => text.parse().map_err(|_| {
            let message = format!("`{text}` is no address of this computer");
            StartError { code: WRONG_SETTING, message }
        }),
    }
}

/// Opens the ports of a server.
///
/// # Errors
/// A port cannot be listened to, or HTTPS is required and there is no certificate.
pub fn listen(
    server: &Arc<Server>,
    running: &Arc<Running>,
    world: &Arc<World>,
    overrides: &Overrides,
    given: &Values,
) -> Result<Listening, StartError> {
    let values = running.values();
    let address = address(&values, overrides)?;
    let port = |name: &str| u16::try_from(values.number(name)).unwrap_or_default();
    let open = |port: u16| -> Result<(TcpListener, SocketAddr), StartError> {
        let bound = || {
            let listener = world.host().network().listen_at(SocketAddr::new(address, port))?;
            listener.set_nonblocking(true)?;
            let address = listener.local_addr()?;
            Ok((listener, address))
        };
        bound().map_err(|problem: std::io::Error| StartError {
            code: NO_PORT,
            message: format!("Port {port} of {address} cannot be listened to: {problem}"),
        })
    };
    // 0 in the settings is the usual port; on the command line it is a free one.
    let usual = |port: u16, usual: u16| if port == 0 { usual } else { port };
    let mut ports = Vec::new();
    let mut listening = (None, None);
    if values.is("HTTPEnabled") {
        let (listener, address) = open(overrides.port.unwrap_or_else(|| usual(port("HTTPPort"), 80)))?;
        listening.0 = Some(address);
        ports.push((listener, None));
    }
    if values.is("HTTPSEnabled") {
        match tls::configuration(server, &values) {
            Ok(Some(configuration)) => {
                let free = overrides.port.filter(|port| *port == 0);
                let wanted = overrides.https_port.or(free).unwrap_or_else(|| usual(port("HTTPSPort"), 443));
                let (listener, address) = open(wanted)?;
                listening.1 = Some(address);
                ports.push((listener, Some(configuration)));
            }
            Ok(None) if given.is("HTTPSEnabled") || overrides.https_port.is_some() => {
                let message = "HTTPS needs `key.pem` and `cert.pem`, which are not there".to_owned();
                return Err(StartError { code: NO_CERTIFICATE, message });
            }
            Ok(None) => {}
            Err(problem) => return Err(StartError { code: NO_CERTIFICATE, message: problem }),
        }
    }
    let no_threads = |problem: std::io::Error| StartError { code: NO_PORT, message: problem.to_string() };
    let handle = world.state.get::<Threads>().handle().map_err(no_threads)?;
    let (stop, stopped) = watch::channel(false);
    let ended = Arc::new(Ended { is_over: AtomicBool::new(false), world: world.clone(), key: world.new_key() });
    let connections = Connections::new(Limits::new(overrides.client_time));
    let (open_ports, open) = channel();
    let serve = connection::serve(server.clone(), running.clone(), ports, connections, stopped, open_ports);
    let tell = ended.clone();
    handle.spawn(async move {
        serve.await;
        tell.is_over.store(true, Ordering::SeqCst);
        tell.world.signal_from_outside(tell.key);
    });
    Ok(Listening { http: listening.0, https: listening.1, stop, open, ended })
}
