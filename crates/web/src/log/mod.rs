//! Logs of requests: a line on standard error, `logweb.txt` and `HTTPDebugLog_n.txt`
//! ([Logs](https://developer.4d.com/docs/WebServer/webServerAdmin#logs)).

mod backup;
mod debug;
mod line;

use crate::message::{Body, Request, Response};
use crate::server::{Running, Server};
use backup::Backup;
use debug::{DebugFile, append};
use fourd_project::Settings;
use fourd_runtime::machine::Machine;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};
use line::{Entry, Format, without_token};
use parking_lot::Mutex;
use std::sync::{Arc, Weak};
use std::time::Duration;

/// How many bytes of lines are kept before they are written.
const BLOCK: usize = 1024;
/// How long lines are kept at most.
const LONGEST: Duration = Duration::from_secs(5);
/// The file of the log, in the folder of logs.
const FILE: &str = "logweb.txt";

/// The logs of a server that runs.
pub struct Log {
    lines: Mutex<Lines>,
    debug: Mutex<DebugFile>,
    /// The fields of the formats that can be configured, as the settings have them.
    tokens: Vec<String>,
    /// Each request is a line on standard error.
    shows: bool,
}

struct Lines {
    kept: String,
    server: Weak<Server>,
    /// A thread will write the lines when they are due.
    is_watched: bool,
    /// The format that the file was begun in.
    begun: Option<Format>,
    backup: Backup,
}

/// The time of a machine as its user sees it.
fn local_time(machine: &Machine) -> Zoned {
    let seconds = i64::try_from(machine.world.since_1970().as_secs()).unwrap_or_default();
    let offset = Offset::from_seconds(machine.world.host().clock().offset_at(seconds)).unwrap_or(Offset::UTC);
    Timestamp::from_second(seconds).unwrap_or_default().to_zoned(TimeZone::fixed(offset))
}

impl Log {
    /// The logs of a server; with `shows` each request is a line on standard error.
    pub fn new(server: &Arc<Server>, settings: &Settings, shows: bool) -> Log {
        let setting = |element: &str, attribute: &str| {
            settings.value(&format!("com.4d/web/standalone_server/{element}"), attribute).unwrap_or_default()
        };
        let mut backup = Backup::of(|attribute| setting("log/backup", attribute));
        if let Some(machine) = server.machine() {
            backup.begins(local_time(&machine).datetime());
        }
        let server = Arc::downgrade(server);
        Log {
            lines: Mutex::new(Lines { kept: String::new(), server, is_watched: false, begun: None, backup }),
            debug: Mutex::default(),
            tokens: setting("log", "tokens").split(';').map(str::to_owned).collect(),
            shows,
        }
    }

    /// Notes a request with its answer.
    pub fn note(
        &self,
        server: &Arc<Server>,
        running: &Arc<Running>,
        request: &Request,
        response: &Response,
        took: Duration,
    ) {
        let values = running.values();
        let (format, debug) = (Format::numbered(values.number("logRecording")), values.number("debugLog"));
        if !self.shows && format.is_none() && debug == 0 {
            return;
        }
        let Some(machine) = server.machine() else { return };
        let length = match &response.body {
            Body::Whole(body) => body.len(),
            Body::Chunks(chunks) => chunks.iter().map(bytes::Bytes::len).sum(),
            // The length is not known yet.
            Body::Stream(_) => 0,
        };
        let target = line::shown(&without_token(&request.target));
        if self.shows {
            let (client, micros) = (request.client.ip(), took.as_micros() as f64 / 1000.0);
            let line =
                format!("{client} {} {target} {} {length} bytes {micros:.1} ms\n", request.method, response.status);
            let _ = machine.world.host().streams().write_errors(line.as_bytes());
        }
        if let Some(format) = format {
            let now = local_time(&machine);
            let entry = Entry {
                request,
                target: &target,
                status: response.status,
                length,
                user: running.mode.credentials(request).0,
                cookie: values.text("sessionCookieName"),
                connection: debug::connection(request, running.started),
                now: &now,
                took,
            };
            if let Some(line) = format.line(&entry, &self.tokens) {
                self.keep(running, format, &line, &now);
            }
        }
        if debug > 0 {
            let since_start = machine.world.now();
            let entry = debug::Entry { request, target: &target, response, level: debug, took, since_start };
            let files = server.program.surroundings.host.files();
            self.debug.lock().write(files, &server.own_project().logs(), running.started, &entry);
        }
    }

    /// Keeps a line, and writes those that are kept where they fill a block or after some time.
    fn keep(&self, running: &Arc<Running>, format: Format, line: &str, now: &Zoned) {
        let mut lines = self.lines.lock();
        if lines.begun.replace(format) != Some(format) {
            let head = format.head(&self.tokens, now);
            lines.kept.push_str(&head);
        }
        lines.kept.push_str(line);
        if lines.kept.len() >= BLOCK {
            lines.write();
        } else if !std::mem::replace(&mut lines.is_watched, true) {
            let running = Arc::downgrade(running);
            let server = lines.server.clone();
            let later = move || {
                std::thread::sleep(LONGEST);
                if let (Some(running), Some(_)) = (running.upgrade(), server.upgrade()) {
                    let mut lines = running.log.lines.lock();
                    lines.is_watched = false;
                    lines.write();
                }
            };
            // Without a thread the lines are written with the next block.
            lines.is_watched = std::thread::Builder::new().spawn(later).is_ok();
        }
    }

    /// Writes all lines that are kept.
    pub fn flush(&self) {
        self.lines.lock().write();
    }
}

impl Lines {
    fn write(&mut self) {
        let Some(server) = self.server.upgrade().filter(|_| !self.kept.is_empty()) else { return };
        let Some(machine) = server.machine() else { return };
        let files = server.program.surroundings.host.files();
        let path = server.own_project().logs().join(FILE);
        append(files, &path, self.kept.as_bytes());
        self.kept.clear();
        let size = files.metadata(&path).map_or(0, |found| found.len());
        if self.backup.is_due(local_time(&machine).datetime(), size) {
            backup::archive(files, &path, local_time(&machine).datetime());
            self.begun = None;
        }
    }
}
