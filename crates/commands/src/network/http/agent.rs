//! Agents: connections that are kept for further requests, and how many there may be.

use super::connection::Connection;
use crate::network::tls::TlsOptions;
use crate::network::url::{Scheme, Url};
use crate::network::{Cancel, failed};
use fourd_value::Error;
use parking_lot::{Condvar, Mutex};
use rustc_hash::FxHashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How many sockets an agent opens where nothing is said.
pub(crate) const MAX_SOCKETS: usize = 65535;
/// How often a request that waits for a socket looks whether it was ended.
const LOOK: Duration = Duration::from_millis(50);

/// What an agent is told.
#[derive(Clone, Debug)]
pub(crate) struct Limits {
    /// Whether connections are kept.
    pub(crate) keep_alive: bool,
    /// How many connections to one server there may be.
    pub(crate) per_server: usize,
    /// How many connections there may be.
    pub(crate) total: usize,
    /// How long an unused connection is kept.
    pub(crate) idle: Option<Duration>,
}

impl Default for Limits {
    fn default() -> Self {
        Self { keep_alive: true, per_server: MAX_SOCKETS, total: MAX_SOCKETS, idle: None }
    }
}

/// What connections must have in common to stand for each other.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    scheme: Scheme,
    host: String,
    port: u16,
    tls: TlsOptions,
    proxy: Option<(String, u16)>,
}

impl Key {
    pub(crate) fn new(url: &Url, tls: &TlsOptions, proxy: Option<(String, u16)>) -> Self {
        Self { scheme: url.scheme, host: url.host.clone(), port: url.port, tls: tls.clone(), proxy }
    }
}

#[derive(Default)]
struct Pool {
    idle: Vec<(Key, Connection, Instant)>,
    /// How many connections to a server are open, used or not.
    open: FxHashMap<Key, usize>,
    requests: usize,
}

impl Pool {
    fn total(&self) -> usize {
        self.open.values().sum()
    }

    fn forget(&mut self, key: &Key) {
        if let Some(count) = self.open.get_mut(key) {
            *count -= 1;
            if *count == 0 {
                self.open.remove(key);
            }
        }
    }

    /// Closes unused connections for which this holds.
    fn close(&mut self, mut which: impl FnMut(&Key, &Connection, Instant) -> bool) {
        let mut index = 0;
        while let Some((key, connection, since)) = self.idle.get(index) {
            if which(key, connection, *since) {
                let (key, _, _) = self.idle.swap_remove(index);
                self.forget(&key);
            } else {
                index += 1;
            }
        }
    }
}

/// Keeps connections.
#[derive(Default)]
pub(crate) struct Agent {
    pub(crate) limits: Limits,
    pool: Mutex<Pool>,
    freed: Condvar,
}

/// A place for one connection; it is free again when this is dropped.
pub(crate) struct Lease {
    agent: Arc<Agent>,
    key: Key,
    kept: bool,
}

/// Counts a request as long as it lives.
pub(crate) struct Counted(Arc<Agent>);

impl Agent {
    pub(crate) fn new(limits: Limits) -> Arc<Self> {
        Arc::new(Self { limits, ..Self::default() })
    }

    /// Counts one more request.
    pub(crate) fn count(self: &Arc<Self>) -> Counted {
        self.pool.lock().requests += 1;
        Counted(self.clone())
    }

    /// How many requests there are.
    pub(crate) fn requests(&self) -> usize {
        self.pool.lock().requests
    }

    /// How many connections wait for a request.
    pub(crate) fn free_sockets(&self) -> usize {
        let mut pool = self.pool.lock();
        self.tidy(&mut pool);
        pool.idle.len()
    }

    fn tidy(&self, pool: &mut Pool) {
        let limit = self.limits.idle;
        pool.close(|_, connection, since| limit.is_some_and(|limit| since.elapsed() >= limit) || connection.is_stale());
    }

    /// A place for a connection, with one that can be used again where there is one and `fresh` is false.
    ///
    /// # Errors
    /// The time is over, or the request was ended.
    pub(crate) fn take(
        self: &Arc<Self>,
        key: &Key,
        fresh: bool,
        deadline: Option<Instant>,
        cancel: &Cancel,
    ) -> Result<(Lease, Option<Connection>), Error> {
        let mut pool = self.pool.lock();
        let lease = || Lease { agent: self.clone(), key: key.clone(), kept: false };
        loop {
            self.tidy(&mut pool);
            if fresh {
                pool.close(|known, _, _| known == key);
            }
            if let Some(index) = pool.idle.iter().rposition(|(known, _, _)| known == key) {
                let (_, mut connection, _) = pool.idle.swap_remove(index);
                connection.reused = true;
                return Ok((lease(), Some(connection)));
            }
            if pool.total() >= self.limits.total.max(1) {
                // An unused connection to another server gives way.
                let mut found = false;
                pool.close(|_, _, _| !std::mem::replace(&mut found, true));
            }
            let own = pool.open.get(key).copied().unwrap_or_default();
            if own < self.limits.per_server.max(1) && pool.total() < self.limits.total.max(1) {
                *pool.open.entry(key.clone()).or_default() += 1;
                return Ok((lease(), None));
            }
            if cancel.is_requested() || deadline.is_some_and(|deadline| Instant::now() >= deadline) {
                return Err(failed("No socket of the agent became free in time"));
            }
            self.freed.wait_for(&mut pool, LOOK);
        }
    }
}

impl Lease {
    /// Keeps the connection for further requests, where the agent does so.
    pub(crate) fn keep(mut self, connection: Connection) {
        if !self.agent.limits.keep_alive {
            return;
        }
        self.kept = true;
        self.agent.pool.lock().idle.push((self.key.clone(), connection, Instant::now()));
        self.agent.freed.notify_all();
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        if !self.kept {
            self.agent.pool.lock().forget(&self.key);
            self.agent.freed.notify_all();
        }
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.pool.lock().requests -= 1;
    }
}
