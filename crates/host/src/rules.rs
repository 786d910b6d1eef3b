//! What a program may do outside of itself.

use std::io::{self, ErrorKind};
use std::net::IpAddr;
use std::path::{Component, Path, PathBuf};

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
    /// A sentence: the text is not one of these.
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

    /// Adds a file or folder that may be read, where it can be found on the disk.
    pub fn allow_reading(&mut self, path: &Path) {
        self.readable.extend(resolved(path));
    }

    /// Adds a file or folder by its absolute path without links, on a disk or not.
    pub fn allow_path(&mut self, path: PathBuf, access: FileAccess) {
        match access {
            FileAccess::Read => self.readable.push(path),
            FileAccess::Write => self.writable.push(path),
        }
    }

    /// The files and folders that may be read, and whether they may be written too; `None` where all may be.
    pub(crate) fn roots(&self) -> Option<impl Iterator<Item = (&Path, bool)>> {
        let readable = self.readable.iter().map(|path| (path.as_path(), false));
        (!self.all_files).then(|| self.writable.iter().map(|path| (path.as_path(), true)).chain(readable))
    }

    /// Whether a connection to a peer is allowed.
    pub(crate) fn ask_peer(&self, host: &str, port: u16) -> io::Result<()> {
        if self.allows_peer(host, port) {
            return Ok(());
        }
        Err(crate::denied(format!("The program is not allowed to use the network (`{host}`, port {port})")))
    }

    /// Whether a program may be started, which is named as the code names it.
    pub(crate) fn ask_program(&self, name: &str) -> io::Result<()> {
        if self.processes {
            return Ok(());
        }
        Err(crate::denied(format!("The program is not allowed to start `{name}`")))
    }

    /// Whether these rules allow all that others allow.
    pub fn cover(&self, others: &Rules) -> bool {
        let paths = |paths: &[PathBuf], access| paths.iter().all(|path| self.allows_path(path, access));
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
    pub(crate) fn allows_path(&self, path: &Path, access: FileAccess) -> bool {
        let within = |folders: &[PathBuf]| folders.iter().any(|folder| path.starts_with(folder));
        self.all_files || within(&self.writable) || (access == FileAccess::Read && within(&self.readable))
    }

    fn allows_peer(&self, host: &str, port: u16) -> bool {
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

/// The absolute path without links: the part that exists as the system resolves it, the rest unchanged.
pub(crate) fn resolved(path: &Path) -> io::Result<PathBuf> {
    /// How many links to missing things may follow one another.
    const LINKS: usize = 40;
    let mut path = std::path::absolute(path)?;
    for _ in 0..LINKS {
        let Some((known, rest)) = longest_known(&path) else { return Ok(path) };
        // A link to something missing is not known to the system, but a write would go through it.
        let next = match rest.components().next() {
            Some(Component::Normal(name)) => known.join(name),
            None => return Ok(known),
            // The system knows no `..` after a file.
            Some(_) => return Err(ErrorKind::NotADirectory.into()),
        };
        match std::fs::read_link(&next) {
            Ok(target) => {
                let behind: PathBuf = rest.components().skip(1).collect();
                path = std::path::absolute(known.join(target).join(behind))?;
            }
            Err(failure) if failure.kind() == ErrorKind::NotADirectory => return Err(failure),
            Err(_) if rest.components().all(|part| matches!(part, Component::Normal(_))) => return Ok(known.join(rest)),
            Err(_) => break,
        }
    }
    Err(io::Error::new(ErrorKind::InvalidInput, "the path does not lead anywhere"))
}

/// The longest part of a path that the system can resolve, resolved, and the rest.
fn longest_known(path: &Path) -> Option<(PathBuf, PathBuf)> {
    path.ancestors().find_map(|ancestor| {
        let known = std::fs::canonicalize(ancestor).ok()?;
        let rest = path.strip_prefix(ancestor).ok()?;
        Some((known, rest.to_path_buf()))
    })
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
        let allows = |path: &str, access| rules.allows_path(&base.join(path), access);
        assert!(allows("access-a/x", FileAccess::Write) && allows("access-a", FileAccess::Read));
        assert!(allows("access-b/x", FileAccess::Read) && !allows("access-b/x", FileAccess::Write));
        assert!(!allows("access-ab", FileAccess::Read) && !allows("", FileAccess::Read));
        assert!(!Rules::nothing().allows_path(&base, FileAccess::Read));
        assert!(self::rules(&["files"]).allows_path(&base, FileAccess::Write));
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
            assert_eq!(rules.allows_peer(host, port), allowed, "{host} {port}");
        }
        assert!(self::rules(&["net"]).allows_peer("anything", 1) && !Rules::nothing().allows_peer("anything", 1));
    }

    #[test]
    fn texts_that_allow_nothing() {
        for text in ["", "file=x", "files=", "read", "net=:80", "net=a:b", "net=a:99999", "processes=1", "Files"] {
            assert!(Rules::nothing().allow(text).is_err(), "{text}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_do_not_hide_where_a_path_leads() {
        let base = std::fs::canonicalize(std::env::temp_dir()).unwrap();
        let folder = base.join(format!("policy-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("in")).unwrap();
        std::os::unix::fs::symlink("../out", folder.join("in/link")).unwrap();
        assert_eq!(resolved(&folder.join("in/new/file")).unwrap(), folder.join("in/new/file"));
        assert_eq!(resolved(&folder.join("in/link/file")).unwrap(), folder.join("out/file"));
        assert_eq!(resolved(&folder.join("in/../other")).unwrap(), folder.join("other"));
        assert!(resolved(&folder.join("missing/../../x")).is_err());
        std::fs::write(folder.join("file"), "").unwrap();
        for path in ["file/..", "file/../in", "file/below", "file/below/more"] {
            assert_eq!(resolved(&folder.join(path)).unwrap_err().kind(), ErrorKind::NotADirectory, "{path}");
        }
        std::os::unix::fs::symlink("loop", folder.join("loop")).unwrap();
        assert!(resolved(&folder.join("loop")).is_err());
        std::fs::remove_dir_all(folder).unwrap();
    }
}
