//! Logs of requests: a line on standard error, `logweb.txt` and `HTTPDebugLog_n.txt`
//! ([Log of the web server](https://developer.4d.com/docs/WebServer/webServerAdmin#log-for-http-requests-logwebtxt)).

use crate::message::{Body, Request, Response};
use crate::server::{Running, Server};
use fourd_host::Open;
use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use parking_lot::Mutex;
use std::io::{Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::time::Duration;

/// How many bytes of lines are kept before they are written.
const BLOCK: usize = 1024;
/// How long lines are kept at most.
const LONGEST: Duration = Duration::from_secs(5);

/// The logs of a server that runs.
#[derive(Default)]
pub struct Log(Mutex<Lines>);

#[derive(Default)]
struct Lines {
    kept: String,
    file: Option<(PathBuf, std::sync::Weak<Server>)>,
    /// A thread will write the lines when they are due.
    is_watched: bool,
    debug: Option<PathBuf>,
    messages: u64,
}

impl Log {
    /// Notes a request with its answer.
    pub fn note(
        &self,
        server: &std::sync::Arc<Server>,
        running: &std::sync::Arc<Running>,
        request: &Request,
        response: &Response,
        took: Duration,
    ) {
        let Some(machine) = server.machine() else { return };
        let length = match &response.body {
            Body::Whole(body) => body.len(),
            Body::Chunks(chunks) => chunks.iter().map(bytes::Bytes::len).sum(),
        };
        let (target, client) = (without_token(&request.target), request.client.ip());
        if server.shows_requests(&machine.world) {
            let micros = took.as_micros() as f64 / 1000.0;
            let line =
                format!("{client} {} {target} {} {length} bytes {micros:.1} ms\n", request.method, response.status);
            let _ = machine.world.host().streams().write_errors(line.as_bytes());
        }
        let values = running.values();
        let since = machine.world.since_1970();
        let seconds = i64::try_from(since.as_secs()).unwrap_or_default();
        let offset = Offset::from_seconds(machine.world.host().clock().offset_at(seconds)).unwrap_or(Offset::UTC);
        let now = Timestamp::from_second(seconds).unwrap_or_default().to_zoned(TimeZone::fixed(offset));
        if matches!(values.number("logRecording"), 1 | 2) {
            let time = now.strftime("%d/%b/%Y:%H:%M:%S");
            let mut line = format!(
                "{client} - - [{time}] \"{} {target} {}\" {} {length}",
                request.method, request.version, response.status
            );
            if values.number("logRecording") == 2 {
                let field = |name| request.header(name).unwrap_or("-").replace('"', "%22");
                line.push_str(&format!(" \"{}\" \"{}\"", field("referer"), field("user-agent")));
            }
            line.push_str("\r\n");
            self.keep(server, running, &line);
        }
        let debug = values.number("debugLog");
        if debug > 0 {
            self.debug(server, request, response, debug, took, &now.strftime("%Y-%m-%dT%H:%M:%S").to_string());
        }
    }

    /// Keeps a line, and writes those that are kept where they fill a block or after some time.
    fn keep(&self, server: &std::sync::Arc<Server>, running: &std::sync::Arc<Running>, line: &str) {
        let mut lines = self.0.lock();
        lines.kept.push_str(line);
        lines.file = Some((server.own_project().logs().join("logweb.txt"), std::sync::Arc::downgrade(server)));
        if lines.kept.len() >= BLOCK {
            lines.write();
        } else if !std::mem::replace(&mut lines.is_watched, true) {
            let running = std::sync::Arc::downgrade(running);
            std::thread::spawn(move || {
                std::thread::sleep(LONGEST);
                if let Some(running) = running.upgrade() {
                    let mut lines = running.log.0.lock();
                    lines.is_watched = false;
                    lines.write();
                }
            });
        }
    }

    /// Writes all lines that are kept.
    pub fn flush(&self) {
        self.0.lock().write();
    }

    fn debug(&self, server: &Server, request: &Request, response: &Response, level: i64, took: Duration, time: &str) {
        let mut lines = self.0.lock();
        lines.messages += 1;
        let number = lines.messages;
        let peer = format!("# PeerIP: {}\r\n# PeerPort: {}\r\n", request.client.ip(), request.client.port());
        let is_secret = |name: &str| ["cookie", "set-cookie", "authorization"].contains(&&*name.to_ascii_lowercase());
        let shown = |fields: &[(String, String)]| {
            let all = fields.iter().map(|(name, value)| {
                let value = if is_secret(name) && level != 7 { "***" } else { value };
                format!("{name}: {value}\r\n")
            });
            all.collect::<String>()
        };
        let body = |bytes: &[u8], with_body: bool| match with_body {
            true => String::from_utf8_lossy(bytes).into_owned() + "\r\n",
            false => format!("[Body Size: {}]\r\n", bytes.len()),
        };
        let text = format!(
            "# REQUEST\r\n# SocketID: {number}\r\n{peer}# TimeStamp: {time}\r\n#ConnectionID: {number}\r\n# SequenceNumber: {}\r\n{} {} {}\r\n{}\r\n{}\r\n\
             # RESPONSE\r\n# SocketID: {number}\r\n{peer}# TimeStamp: {time} (elapsed time: {} ms)\r\n#ConnectionID: {number}\r\n# SequenceNumber: {}\r\nHTTP/1.1 {}\r\n{}\r\n{}\r\n",
            2 * number - 1,
            request.method,
            without_token(&request.target),
            request.version,
            shown(&request.headers),
            body(&request.body, matches!(level, 5 | 7)),
            took.as_millis(),
            2 * number,
            response.status,
            shown(&response.headers),
            body(&response.bytes(), matches!(level, 3 | 7)),
        );
        let folder = server.own_project().logs();
        let file = match &lines.debug {
            Some(file) => file.clone(),
            None => {
                let files = server.program.surroundings.host.files();
                let named = |number: u32| folder.join(format!("HTTPDebugLog_{number}.txt"));
                let free = (1..=50).map(named).find(|path| files.metadata(path).is_err()).unwrap_or_else(|| named(1));
                lines.debug = Some(free.clone());
                free
            }
        };
        append(server, &file, text.as_bytes());
    }
}

impl Lines {
    fn write(&mut self) {
        let Some((path, server)) = &self.file else { return };
        if let Some(server) = server.upgrade().filter(|_| !self.kept.is_empty()) {
            append(&server, path, self.kept.as_bytes());
            self.kept.clear();
        }
    }
}

/// Appends to a file, as far as the program may write.
fn append(server: &Server, path: &std::path::Path, bytes: &[u8]) {
    let files = server.program.surroundings.host.files();
    let _ = path.parent().map(|folder| files.create_folders(folder));
    let written = files.open(path, Open::CREATE).and_then(|mut file| {
        file.seek(SeekFrom::End(0))?;
        file.write_all(bytes)
    });
    // A log that cannot be written does not keep the site from answering.
    let _ = written;
}

/// A URL without the token of a session.
fn without_token(target: &str) -> String {
    let Some((path, query)) = target.split_once('?').filter(|(_, query)| query.contains("4DSID")) else {
        return target.to_owned();
    };
    let shown = query.split('&').map(|part| if part.contains("4DSID=") { "$4DSID=***" } else { part });
    format!("{path}?{}", shown.collect::<Vec<_>>().join("&"))
}

#[cfg(test)]
mod tests {
    use super::without_token;

    #[test]
    fn tokens_are_in_no_log() {
        assert_eq!(without_token("/a?b=1&$4DSID=ABC"), "/a?b=1&$4DSID=***");
        assert_eq!(without_token("/a?b=1"), "/a?b=1");
    }
}
