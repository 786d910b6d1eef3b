//! A host in memory.

pub(crate) mod content;
mod tree;

use crate::outside::{Clock, Environment, Network, Programs, Streams};
use crate::{FileAccess, Files, Host, Rules};
pub(crate) use content::{Bytes, OpenBytes, time_of};
use parking_lot::Mutex;
use std::collections::{BTreeMap, VecDeque};
use std::ffi::OsString;
use std::io::{self, ErrorKind};
use std::net::{SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;
use tree::Tree;

/// Files, streams and a clock in memory; there are no network and no other programs.
///
/// A clone, and what [`Host::within`] gives, share all of it.
///
/// ```
/// use fourd_host::{Host, Memory, Open};
/// use std::io::Read;
/// use std::path::Path;
///
/// let memory = Memory::new().with_file("/notes/a.txt", "hello");
/// let mut text = String::new();
/// memory.files().open(Path::new("/notes/a.txt"), Open::READ)?.read_to_string(&mut text)?;
/// assert_eq!(text, "hello");
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Memory {
    state: Arc<State>,
    rules: Option<Rules>,
    locale: String,
}

#[derive(Debug)]
struct State {
    tree: Mutex<Tree>,
    input: Mutex<VecDeque<String>>,
    output: Mutex<Vec<u8>>,
    errors: Mutex<Vec<u8>>,
    /// Counted from 1970-01-01T00:00Z.
    now: Mutex<Duration>,
    user: Mutex<String>,
    variables: Mutex<BTreeMap<String, OsString>>,
}

impl Memory {
    /// No files but the root, nothing on the streams, and a clock that shows 1970-01-01T00:00Z.
    pub fn new() -> Memory {
        let state = State {
            tree: Mutex::new(Tree::new()),
            input: Mutex::default(),
            output: Mutex::default(),
            errors: Mutex::default(),
            now: Mutex::default(),
            user: Mutex::default(),
            variables: Mutex::default(),
        };
        Memory { state: Arc::new(state), rules: None, locale: "en-US".to_owned() }
    }

    /// With a file, and the folders above it. What is there already and is no file stays.
    #[must_use]
    pub fn with_file(self, path: impl AsRef<Path>, content: impl Into<Vec<u8>>) -> Memory {
        self.state.tree.lock().put(path.as_ref(), content.into());
        self
    }

    /// With a line that comes on standard input after those before.
    #[must_use]
    pub fn with_line(self, line: &str) -> Memory {
        self.state.input.lock().push_back(line.to_owned());
        self
    }

    /// With a name of the user.
    #[must_use]
    pub fn with_user(self, name: &str) -> Memory {
        name.clone_into(&mut self.state.user.lock());
        self
    }

    /// With a variable of the environment.
    #[must_use]
    pub fn with_variable(self, name: &str, value: &str) -> Memory {
        self.state.variables.lock().insert(name.to_owned(), value.into());
        self
    }

    /// In another language and region.
    #[must_use]
    pub fn in_locale(self, tag: &str) -> Memory {
        Memory { locale: tag.to_owned(), ..self }
    }

    /// Sets the clock, counted from 1970-01-01T00:00Z. It does not move by itself.
    pub fn set_time(&self, since_1970: Duration) {
        *self.state.now.lock() = since_1970;
    }

    /// What was written to standard output.
    pub fn output(&self) -> String {
        String::from_utf8_lossy(&self.state.output.lock()).into_owned()
    }

    /// What was written to standard error.
    pub fn errors(&self) -> String {
        String::from_utf8_lossy(&self.state.errors.lock()).into_owned()
    }

    /// The content of a file; `None` where there is none.
    pub fn content(&self, path: impl AsRef<Path>) -> Option<Vec<u8>> {
        self.state.tree.lock().content(path.as_ref())
    }

    /// Whether the rules allow an access to a path without links.
    fn ask(&self, path: &Path, access: FileAccess) -> io::Result<()> {
        match &self.rules {
            Some(rules) if !rules.allows_path(path, access) => Err(crate::error_outside()),
            _ => Ok(()),
        }
    }
}

impl Default for Memory {
    fn default() -> Self {
        Self::new()
    }
}

impl Host for Memory {
    fn files(&self) -> &dyn Files {
        self
    }

    fn network(&self) -> &dyn Network {
        self
    }

    fn programs(&self) -> &dyn Programs {
        self
    }

    fn streams(&self) -> &dyn Streams {
        self
    }

    fn clock(&self) -> &dyn Clock {
        self
    }

    fn environment(&self) -> &dyn Environment {
        self
    }

    fn locale(&self) -> &str {
        &self.locale
    }

    fn rules(&self) -> Option<&Rules> {
        self.rules.as_ref()
    }

    fn within(self: Arc<Self>, rules: Rules) -> Arc<dyn Host> {
        Arc::new(Memory { rules: Some(rules), ..(*self).clone() })
    }
}

fn no_network() -> io::Error {
    io::Error::new(ErrorKind::Unsupported, "there is no network")
}

impl Network for Memory {
    fn ask(&self, host: &str, port: u16) -> io::Result<()> {
        self.rules.as_ref().map_or(Ok(()), |rules| rules.ask_peer(host, port))
    }

    fn addresses(&self, host: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
        Network::ask(self, host, port)?;
        Err(no_network())
    }

    fn connect(&self, host: &str, address: &SocketAddr, _limit: Duration) -> io::Result<TcpStream> {
        Network::ask(self, host, address.port())?;
        Err(no_network())
    }

    fn listen_at(&self, address: SocketAddr) -> io::Result<TcpListener> {
        Network::ask(self, &address.ip().to_string(), address.port())?;
        Err(no_network())
    }

    fn listen(&self, port: u16) -> io::Result<TcpListener> {
        Network::ask(self, "0.0.0.0", port)?;
        Err(no_network())
    }

    fn datagrams(&self, port: u16) -> io::Result<UdpSocket> {
        Network::ask(self, "0.0.0.0", port)?;
        Err(no_network())
    }
}

impl Programs for Memory {
    fn ask(&self, name: &str) -> io::Result<()> {
        self.rules.as_ref().map_or(Ok(()), |rules| rules.ask_program(name))
    }

    fn start(&self, command: &mut Command, _folder: Option<&Path>) -> io::Result<Child> {
        Programs::ask(self, &command.get_program().to_string_lossy())?;
        Err(io::Error::new(ErrorKind::Unsupported, "there are no other programs"))
    }
}

impl Streams for Memory {
    fn write_output(&self, bytes: &[u8]) -> io::Result<()> {
        self.state.output.lock().extend_from_slice(bytes);
        Ok(())
    }

    fn write_errors(&self, bytes: &[u8]) -> io::Result<()> {
        self.state.errors.lock().extend_from_slice(bytes);
        Ok(())
    }

    fn errors_have_colour(&self) -> bool {
        false
    }

    fn can_answer(&self) -> bool {
        !self.state.input.lock().is_empty()
    }

    fn read_line(&self, _given_up: &AtomicBool) -> Option<String> {
        self.state.input.lock().pop_front()
    }
}

impl Clock for Memory {
    fn since_1970(&self) -> Duration {
        self.state.since_1970()
    }

    fn offset_at(&self, seconds: i64) -> i32 {
        self.state.offset_at(seconds)
    }
}

impl Clock for State {
    fn since_1970(&self) -> Duration {
        *self.now.lock()
    }

    fn offset_at(&self, _seconds: i64) -> i32 {
        0
    }
}

impl Environment for Memory {
    fn user_name(&self) -> String {
        self.state.user.lock().clone()
    }

    fn computer_name(&self) -> String {
        "localhost".to_owned()
    }

    fn variable(&self, name: &str) -> Option<OsString> {
        self.state.variables.lock().get(name).cloned()
    }

    fn home(&self) -> Option<PathBuf> {
        self.variable("HOME").map(PathBuf::from)
    }

    fn current_folder(&self) -> io::Result<PathBuf> {
        Ok(PathBuf::from("/"))
    }

    fn temporary_folder(&self) -> PathBuf {
        PathBuf::from("/tmp")
    }

    fn program(&self) -> io::Result<PathBuf> {
        Err(io::Error::new(ErrorKind::Unsupported, "the program is in no file"))
    }

    fn process_id(&self) -> u32 {
        0
    }

    fn processor_time(&self) -> Option<Duration> {
        None
    }
}
