//! How much time and memory a client may take.

use std::time::Duration;

/// The largest head of a request, in bytes.
pub(super) const MOST_HEAD: usize = 64 * 1024;
/// The longest URL, in bytes.
pub(super) const MOST_URL: usize = 16 * 1024;
/// How many connections a port may have; further ones wait until others have ended.
pub(super) const MOST_CONNECTIONS: usize = 20_000;
/// How many requests a connection of HTTP/1 may have.
pub(super) const MOST_REQUESTS: u32 = 100;
/// The slowest body that is waited for, in bytes a second.
const SLOWEST: u64 = 1024;
/// How long answers may take that were begun before the server stopped.
pub(super) const LAST_ANSWERS: Duration = Duration::from_secs(5);
/// How long a client may take for one thing, where the command line does not say it.
const USUAL: Duration = Duration::from_secs(30);

/// How long the server waits for a client.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// For the head of a request, once it has begun.
    pub head: Duration,
    /// For the next request, or the first one.
    pub idle: Duration,
    /// For the client to take a further part of an answer.
    pub send: Duration,
    /// For the beginning of TLS.
    pub tls: Duration,
    /// For the client to take notice that the server closes the connection.
    pub linger: Duration,
}

impl Limits {
    /// The limits where a client may take so long for one thing.
    pub fn new(time: Option<Duration>) -> Limits {
        let time = time.unwrap_or(USUAL);
        Limits { head: time, idle: time / 2, send: time, tls: time / 2, linger: (time / 6).max(Duration::from_secs(1)) }
    }

    /// How long a body may take of which this many bytes have come.
    pub fn body(&self, came: usize) -> Duration {
        self.head.saturating_add(Duration::from_secs(came as u64 / SLOWEST))
    }

    /// How often connections are looked at.
    pub fn between_looks(&self) -> Duration {
        (self.idle / 8).clamp(Duration::from_millis(20), Duration::from_secs(1))
    }
}
