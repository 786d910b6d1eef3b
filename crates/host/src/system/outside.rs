//! The operating system without its files.

use crate::Rules;
use crate::outside::{Clock, Environment, Network, Streams};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::env;
use std::ffi::OsString;
use std::io::{self, BufRead, IsTerminal, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream, ToSocketAddrs, UdpSocket};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Network, streams, clock and environment of the system.
#[derive(Debug)]
pub(super) struct Outside {
    pub(super) rules: Option<Arc<Rules>>,
}

impl Network for Outside {
    fn ask(&self, host: &str, port: u16) -> io::Result<()> {
        self.rules.as_ref().map_or(Ok(()), |rules| rules.ask_peer(host, port))
    }

    fn addresses(&self, host: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
        Network::ask(self, host, port)?;
        Ok((host, port).to_socket_addrs()?.collect())
    }

    fn connect(&self, host: &str, address: &SocketAddr, limit: Duration) -> io::Result<TcpStream> {
        Network::ask(self, host, address.port())?;
        TcpStream::connect_timeout(address, limit)
    }

    fn listen_at(&self, address: SocketAddr) -> io::Result<TcpListener> {
        Network::ask(self, &address.ip().to_string(), address.port())?;
        TcpListener::bind(address)
    }

    fn listen(&self, port: u16) -> io::Result<TcpListener> {
        Network::ask(self, "0.0.0.0", port)?;
        TcpListener::bind((Ipv4Addr::UNSPECIFIED, port))
    }

    fn datagrams(&self, port: u16) -> io::Result<UdpSocket> {
        Network::ask(self, "0.0.0.0", port)?;
        UdpSocket::bind((Ipv4Addr::UNSPECIFIED, port))
    }
}

impl Streams for Outside {
    fn write_output(&self, bytes: &[u8]) -> io::Result<()> {
        let mut output = io::stdout().lock();
        output.write_all(bytes)?;
        output.flush()
    }

    fn write_errors(&self, bytes: &[u8]) -> io::Result<()> {
        io::stderr().lock().write_all(bytes)
    }

    fn errors_have_colour(&self) -> bool {
        fourd_source::colours(&io::stderr())
    }

    fn can_answer(&self) -> bool {
        io::stdin().is_terminal()
    }

    fn read_line(&self, given_up: &AtomicBool) -> Option<String> {
        if !line_comes(given_up) {
            return None;
        }
        let mut bytes = Vec::new();
        let read = io::stdin().lock().read_until(b'\n', &mut bytes);
        let line = || String::from_utf8_lossy(&bytes).trim_end_matches(['\r', '\n']).to_owned();
        matches!(read, Ok(1..)).then(line)
    }
}

/// Waits for a line of the terminal; false where the question is given up before, so that the next line is left to the next
/// reader. A terminal delivers whole lines, so nothing waits in a buffer.
#[cfg(unix)]
fn line_comes(given_up: &AtomicBool) -> bool {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use std::os::fd::AsFd;
    /// How often a reader looks whether its question was given up.
    const LOOK: Timespec = Timespec { tv_sec: 0, tv_nsec: 50_000_000 };
    let input = io::stdin();
    loop {
        let ready = poll(&mut [PollFd::from_borrowed_fd(input.as_fd(), PollFlags::IN)], Some(&LOOK));
        match (given_up.load(Ordering::SeqCst), ready) {
            (true, _) => return false,
            (false, Ok(0) | Err(rustix::io::Errno::INTR)) => {}
            (false, _) => return true,
        }
    }
}

#[cfg(not(unix))]
fn line_comes(given_up: &AtomicBool) -> bool {
    !given_up.load(Ordering::SeqCst)
}

impl Clock for Outside {
    fn since_1970(&self) -> Duration {
        SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
    }

    /// Outside the years that rules of zones are kept for, it is that of the nearest one.
    fn offset_at(&self, seconds: i64) -> i32 {
        let seconds = seconds.clamp(Timestamp::MIN.as_second(), Timestamp::MAX.as_second());
        match Timestamp::from_second(seconds) {
            Ok(moment) => TimeZone::system().to_offset(moment).seconds(),
            Err(_) => 0,
        }
    }
}

impl Environment for Outside {
    fn user_name(&self) -> String {
        let named = |name: &str| env::var(name).ok().filter(|name| !name.is_empty());
        ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(named).or_else(listed_user).unwrap_or_default()
    }

    fn computer_name(&self) -> String {
        ["HOSTNAME", "COMPUTERNAME"]
            .iter()
            .find_map(|name| env::var(name).ok())
            .or_else(|| std::fs::read_to_string("/etc/hostname").ok().map(|name| name.trim().to_owned()))
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| "localhost".to_owned())
    }

    fn variable(&self, name: &str) -> Option<OsString> {
        env::var_os(name)
    }

    fn home(&self) -> Option<PathBuf> {
        env::home_dir()
    }

    fn current_folder(&self) -> io::Result<PathBuf> {
        env::current_dir()
    }

    fn temporary_folder(&self) -> PathBuf {
        env::temp_dir()
    }

    fn program(&self) -> io::Result<PathBuf> {
        env::current_exe()
    }

    fn process_id(&self) -> u32 {
        std::process::id()
    }

    fn processor_time(&self) -> Option<Duration> {
        /// Units of the file in a second, on every architecture that has it.
        const TICKS: f64 = 100.0;
        let line = std::fs::read_to_string("/proc/self/stat").ok()?;
        // The name of the program, in parentheses, may hold anything.
        let mut fields = line.rsplit_once(')')?.1.split_ascii_whitespace().skip(11);
        let (user, system) = (fields.next()?.parse::<f64>().ok()?, fields.next()?.parse::<f64>().ok()?);
        Duration::try_from_secs_f64((user + system) / TICKS).ok()
    }
}

/// The name of the user in the list of users.
#[cfg(unix)]
fn listed_user() -> Option<String> {
    let own = rustix::process::getuid().as_raw().to_string();
    let users = std::fs::read_to_string("/etc/passwd").ok()?;
    users.lines().find_map(|line| {
        let mut fields = line.split(':');
        let (name, _password, number) = (fields.next()?, fields.next()?, fields.next()?);
        (number == own).then(|| name.to_owned())
    })
}

#[cfg(not(unix))]
fn listed_user() -> Option<String> {
    None
}
