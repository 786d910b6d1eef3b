//! An application that stays for its web server: `fourd serve`.

use crate::server::{Given, Overrides, Running, Servers};
use crate::values::Values;
use fourd_project::ProjectNumber;
use fourd_runtime::run::Stay;
use fourd_runtime::waiting::WaitFor;
use fourd_runtime::world::World;
use fourd_runtime::{Process, scheduler};
use fourd_source::Span;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

/// How long the last answers may take when the application quits.
const LAST_ANSWERS: Duration = Duration::from_secs(6);

/// Starts the host's web server after On Startup, unless the code has, says where it listens, and stops it at the end.
#[derive(Default)]
pub struct Serve;

impl Serve {
    /// Lets options of the command line go before all settings of the host's server.
    pub fn prepare(world: &World, overrides: Overrides) {
        *world.state.get::<Given>().0.lock() = overrides;
    }
}

/// An address as a URL.
fn line(scheme: &str, address: SocketAddr) -> String {
    let shown = match address.ip() {
        ip if ip.is_unspecified() => SocketAddr::new(std::net::Ipv4Addr::LOCALHOST.into(), address.port()),
        _ => address,
    };
    format!("fourd: {scheme}://{shown}/\n")
}

fn addresses(running: &Running) -> String {
    let listening = running.listening.lock();
    let Some(listening) = &*listening else { return String::new() };
    let lines = [("http", listening.http), ("https", listening.https)];
    lines.iter().filter_map(|(scheme, address)| Some(line(scheme, (*address)?))).collect()
}

impl Stay for Serve {
    fn begins(&self, process: &mut Process<'_>) -> bool {
        let server = Servers::of(process, ProjectNumber::HOST);
        if server.running().is_none()
            && let Err(problem) = server.start(Values::default(), true)
        {
            server.warn(&problem.message);
            return false;
        }
        if let Some(running) = server.running() {
            let world = process.world();
            // Who has started the program reads it: it is the same whatever the machine is called.
            if let Err(problem) = world.host().streams().write_output(addresses(&running).as_bytes()) {
                world.output_failed(&problem);
            }
        }
        true
    }

    fn ends(&self, process: &mut Process<'_>) {
        let stopped: Vec<Arc<Running>> = Servers::all(process).iter().filter_map(|server| server.stop()).collect();
        let until = scheduler::moment_after(process, LAST_ANSWERS);
        for running in stopped {
            let key = running.listening.lock().as_ref().map(crate::edge::Listening::key);
            let has_ended = || running.listening.lock().as_ref().is_none_or(|listening| listening.has_ended());
            scheduler::wait(process, until, || WaitFor::Outside(key), Span::default(), has_ended);
        }
    }
}
