//! What a program may do outside of itself: reach files, the network and other programs. Everything, as in 4D, unless rules
//! restrict it. They belong to the world that the running thread works for ([`surroundings`](crate::surroundings)); a thread
//! that works for none may do nothing.

mod paths;

pub use paths::{ask, ask_entry};

use crate::surroundings::entered;
use fourd_value::{Error, error};
use paths::resolved;
use std::net::IpAddr;
use std::path::{Path, PathBuf};

/// What is to be done with a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileAccess {
    /// Its content, its properties or the names in it are read.
    Read,
    /// It is made, changed, renamed or removed.
    Write,
}

/// A host that may be reached, at one port or at all.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Peer {
    host: String,
    port: Option<u16>,
}

/// What is allowed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// Files and folders that may be read, with all that is in them.
    readable: Vec<PathBuf>,
    /// Files and folders that may also be written.
    writable: Vec<PathBuf>,
    all_files: bool,
    peers: Vec<Peer>,
    whole_network: bool,
    processes: bool,
}

impl Rules {
    /// Rules that allow nothing.
    pub fn nothing() -> Rules {
        Rules::default()
    }

    /// Adds what a text allows: `files` (all), `files=PATH`, `read=PATH`, `net` (all), `net=HOST`, `net=HOST:PORT` or
    /// `processes`. Relative paths begin in the current folder.
    ///
    /// # Errors
    /// A sentence: the text is none of these.
    pub fn allow(&mut self, text: &str) -> Result<(), String> {
        let (kind, of) = match text.split_once('=') {
            Some((kind, of)) => (kind, Some(of).filter(|of| !of.is_empty()).ok_or(format!("`{text}` ends too early"))?),
            None => (text, ""),
        };
        let path = || resolved(Path::new(of)).map_err(|failure| format!("`{of}`: {failure}"));
        match (kind, of) {
            ("files", "") => self.all_files = true,
            ("files", _) => self.writable.push(path()?),
            ("read", of) if !of.is_empty() => self.readable.push(path()?),
            ("net", "") => self.whole_network = true,
            ("net", of) => self.peers.push(Peer::parse(of).ok_or_else(|| format!("`{of}` is no HOST or HOST:PORT"))?),
            ("processes", "") => self.processes = true,
            _ => {
                let forms = "`files`, `files=PATH`, `read=PATH`, `net`, `net=HOST:PORT` and `processes`";
                return Err(format!("`{text}` is none of {forms}"));
            }
        }
        Ok(())
    }

    /// Adds a file or folder that may be read, where it can be found.
    pub fn allow_reading(&mut self, path: &Path) {
        self.readable.extend(resolved(path));
    }

    /// Whether these rules allow all that others allow.
    pub fn cover(&self, others: &Rules) -> bool {
        let paths = |paths: &[PathBuf], access| paths.iter().all(|path| self.allow_path(path, access));
        let peer = |peer: &Peer| {
            self.peers.iter().any(|own| own.host == peer.host && (own.port.is_none() || own.port == peer.port))
        };
        (self.all_files || !others.all_files)
            && paths(&others.writable, FileAccess::Write)
            && paths(&others.readable, FileAccess::Read)
            && (self.whole_network || !others.whole_network && others.peers.iter().all(peer))
            && (self.processes || !others.processes)
    }

    /// Whether an access to an absolute path is allowed in which links and `..` are resolved.
    fn allow_path(&self, path: &Path, access: FileAccess) -> bool {
        let within = |folders: &[PathBuf]| folders.iter().any(|folder| path.starts_with(folder));
        self.all_files || within(&self.writable) || (access == FileAccess::Read && within(&self.readable))
    }

    fn allow_peer(&self, host: &str, port: u16) -> bool {
        let host = normal_host(host);
        let is_meant = |peer: &Peer| peer.host == host && peer.port.is_none_or(|allowed| allowed == port);
        self.whole_network || self.peers.iter().any(is_meant)
    }
}

impl Peer {
    fn parse(text: &str) -> Option<Peer> {
        if text.parse::<IpAddr>().is_ok() {
            return Some(Peer { host: normal_host(text), port: None });
        }
        let (host, port) = match text.rsplit_once(':') {
            Some((host, port)) if !host.is_empty() => (host, Some(port.parse().ok()?)),
            Some(_) => return None,
            None => (text, None),
        };
        Some(Peer { host: normal_host(host), port })
    }
}

/// A host in one spelling: names in small letters without a final dot, addresses without brackets.
fn normal_host(host: &str) -> String {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    match host.parse::<IpAddr>() {
        Ok(address) => address.to_canonical().to_string(),
        Err(_) => host.trim_end_matches('.').to_lowercase(),
    }
}

/// Whether an access to an absolute path is allowed; `path` gives it with links and `..` resolved, where there are rules.
fn may_use<E>(path: impl FnOnce() -> Result<PathBuf, E>, access: FileAccess) -> Result<bool, E> {
    with_rules(|rules| match rules {
        Some(rules) if !rules.all_files => Ok(rules.allow_path(&path()?, access)),
        _ => Ok(true),
    })
}

/// Looks at the rules that hold for the running thread.
fn with_rules<R>(look: impl FnOnce(Option<&Rules>) -> R) -> R {
    let nothing = Rules::nothing();
    entered(|world| look(world.map_or(Some(&nothing), |world| world.surroundings.rules.as_deref())))
}

/// Asks whether a connection to a host, or from this address and port, may be made: `host` as the code names it. To be
/// asked for every connection, those after a redirection included.
///
/// # Errors
/// It is not allowed.
pub fn connect(host: &str, port: u16) -> Result<(), Error> {
    with_rules(|rules| match rules {
        Some(rules) if !rules.allow_peer(host, port) => {
            Err(denied(&format!("The program is not allowed to use the network (`{host}`, port {port})")))
        }
        _ => Ok(()),
    })
}

/// Asks whether another program may be started, which is named as the code names it.
///
/// # Errors
/// It is not allowed.
pub fn start_program(program: &str) -> Result<(), Error> {
    with_rules(|rules| match rules {
        Some(rules) if !rules.processes => Err(denied(&format!("The program is not allowed to start `{program}`"))),
        _ => Ok(()),
    })
}

fn denied(message: &str) -> Error {
    Error::with(error::FILE_LOCKED, message)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn rules(texts: &[&str]) -> Rules {
        let mut rules = Rules::nothing();
        for text in texts {
            rules.allow(text).unwrap();
        }
        rules
    }

    #[test]
    fn files() {
        let base = std::fs::canonicalize(std::env::temp_dir()).unwrap();
        let mut rules = rules(&[&format!("files={}", base.join("access-a").display())]);
        rules.allow_reading(&base.join("access-b"));
        let allows = |path: &str, access| rules.allow_path(&base.join(path), access);
        assert!(allows("access-a/x", FileAccess::Write) && allows("access-a", FileAccess::Read));
        assert!(allows("access-b/x", FileAccess::Read) && !allows("access-b/x", FileAccess::Write));
        assert!(!allows("access-ab", FileAccess::Read) && !allows("", FileAccess::Read));
        assert!(!Rules::nothing().allow_path(&base, FileAccess::Read));
        assert!(self::rules(&["files"]).allow_path(&base, FileAccess::Write));
    }

    #[test]
    fn network() {
        let rules = rules(&["net=Example.org:443", "net=127.0.0.1", "net=[::1]:80", "net=::2"]);
        for (host, port, allowed) in [
            ("example.ORG.", 443, true),
            ("example.org", 80, false),
            ("a.example.org", 443, false),
            ("127.0.0.1", 9, true),
            ("::1", 80, true),
            ("[::1]", 81, false),
            ("::2", 81, true),
            ("::ffff:127.0.0.1", 1, true),
        ] {
            assert_eq!(rules.allow_peer(host, port), allowed, "{host} {port}");
        }
        assert!(self::rules(&["net"]).allow_peer("anything", 1) && !Rules::nothing().allow_peer("anything", 1));
    }

    #[test]
    fn a_thread_that_works_for_no_world_may_reach_nothing() {
        let tries =
            || (ask(Path::new("/"), FileAccess::Read).is_ok(), connect("a", 1).is_ok(), start_program("a").is_ok());
        assert_eq!(tries(), (false, false, false));
        let world = crate::world::World::new(None);
        let _inside = world.enter();
        assert_eq!(tries(), (true, true, true));
    }

    #[test]
    fn texts_that_allow_nothing() {
        for text in ["", "file=x", "files=", "read", "net=:80", "net=a:b", "net=a:99999", "processes=1", "Files"] {
            assert!(Rules::nothing().allow(text).is_err(), "{text}");
        }
    }
}
