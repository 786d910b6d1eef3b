//! The parts of a host that are not files.

use std::ffi::OsString;
use std::fmt;
use std::io;
use std::net::{SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::atomic::AtomicBool;
use std::time::Duration;

/// Connections to other computers. A peer is named as the code names it; rules are about that name and the port.
pub trait Network: fmt::Debug + Send + Sync {
    /// Checks whether a connection to a peer, or from this address and port, is allowed.
    ///
    /// # Errors
    /// It is not.
    fn ask(&self, host: &str, port: u16) -> io::Result<()>;

    /// The addresses of a peer by name or address.
    ///
    /// # Errors
    /// It is not allowed, or what the system says.
    fn addresses(&self, host: &str, port: u16) -> io::Result<Vec<SocketAddr>>;

    /// Connects to one of the addresses of a peer, within a time.
    ///
    /// # Errors
    /// It is not allowed, or what the system says.
    fn connect(&self, host: &str, address: &SocketAddr, limit: Duration) -> io::Result<TcpStream>;

    /// Listens for connections to a port on all addresses of this computer; 0 is a free one.
    ///
    /// # Errors
    /// It is not allowed, or what the system says.
    fn listen(&self, port: u16) -> io::Result<TcpListener>;

    /// Listens for connections to one address of this computer; port 0 is a free one.
    ///
    /// # Errors
    /// It is not allowed, or what the system says.
    fn listen_at(&self, address: SocketAddr) -> io::Result<TcpListener>;

    /// A socket for UDP on a port on all addresses of this computer; 0 is a free one.
    ///
    /// # Errors
    /// It is not allowed, or what the system says.
    fn datagrams(&self, port: u16) -> io::Result<UdpSocket>;
}

/// Other programs.
pub trait Programs: fmt::Debug + Send + Sync {
    /// Checks whether another program may be started, which is named as the code names it.
    ///
    /// # Errors
    /// It is not allowed.
    fn ask(&self, name: &str) -> io::Result<()>;

    /// Starts a program, in a folder if there is one.
    ///
    /// # Errors
    /// It is not allowed, or what the system says.
    fn start(&self, command: &mut Command, folder: Option<&Path>) -> io::Result<Child>;
}

/// The standard streams.
pub trait Streams: fmt::Debug + Send + Sync {
    /// Writes to standard output in one piece.
    ///
    /// # Errors
    /// What the system says.
    fn write_output(&self, bytes: &[u8]) -> io::Result<()>;

    /// Writes to standard error in one piece.
    ///
    /// # Errors
    /// What the system says.
    fn write_errors(&self, bytes: &[u8]) -> io::Result<()>;

    /// Whether standard error takes colours.
    fn errors_have_colour(&self) -> bool;

    /// Whether a person can answer on standard input.
    fn can_answer(&self) -> bool;

    /// A line of standard input without its end, waited for; `None` at the end of the stream, or once `given_up` is set.
    fn read_line(&self, given_up: &AtomicBool) -> Option<String>;
}

/// The time.
pub trait Clock: fmt::Debug + Send + Sync {
    /// What the time is, counted from 1970-01-01T00:00Z.
    fn since_1970(&self) -> Duration;

    /// The local zone's distance from GMT in seconds, that many seconds after 1970-01-01T00:00Z.
    fn offset_at(&self, seconds: i64) -> i32;
}

/// The user, the computer, and what the program was started with.
pub trait Environment: fmt::Debug + Send + Sync {
    /// The name of the user whom the program runs for; empty where it is not known.
    fn user_name(&self) -> String;

    /// The name of the computer.
    fn computer_name(&self) -> String;

    /// A variable of the environment.
    fn variable(&self, name: &str) -> Option<OsString>;

    /// The user's own folder.
    fn home(&self) -> Option<PathBuf>;

    /// The current folder.
    ///
    /// # Errors
    /// What the system says.
    fn current_folder(&self) -> io::Result<PathBuf>;

    /// The folder for files that are needed for a short time.
    fn temporary_folder(&self) -> PathBuf;

    /// The file of the running program.
    ///
    /// # Errors
    /// What the system says.
    fn program(&self) -> io::Result<PathBuf>;

    /// The number of the running program in the operating system.
    fn process_id(&self) -> u32;

    /// The processor time that the program has used, where the system says it.
    fn processor_time(&self) -> Option<Duration>;
}
