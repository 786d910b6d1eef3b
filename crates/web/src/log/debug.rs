//! `HTTPDebugLog_n.txt`: requests and answers as they are
//! ([HTTPDebugLog](https://developer.4d.com/docs/Debugging/debugLogFiles#httpdebuglogtxt)).

use crate::message::{Request, Response, phrase};
use fourd_host::{File, Files, Open};
use sha2::{Digest, Sha256};
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How many files of this log are kept.
const MOST_FILES: u32 = 50;
/// The level of the log with the bodies of requests and answers.
const ALL_BODIES: i64 = 7;

/// A request with its answer.
pub(super) struct Entry<'a> {
    pub(super) request: &'a Request,
    /// Its target, without what is secret in it.
    pub(super) target: &'a str,
    pub(super) response: &'a Response,
    /// What is noted: 1 without bodies, 3 with those of answers, 5 with those of requests, 7 with both.
    pub(super) level: i64,
    pub(super) took: Duration,
    /// The time since the program has started.
    pub(super) since_start: Duration,
}

/// The file of a server that runs, once something was written.
#[derive(Default)]
pub(super) struct DebugFile {
    /// The file, or why there is none: it is opened once.
    file: Option<std::io::Result<File>>,
    messages: u64,
}

/// What the connection of a request is called in logs: its two ends since the server was started.
pub(super) fn connection(request: &Request, started: Duration) -> String {
    let ends = format!("{} {} {}", request.client, request.server, started.as_nanos());
    Sha256::digest(ends.as_bytes()).iter().take(16).map(|byte| format!("{byte:02X}")).collect()
}

fn is_secret(name: &str) -> bool {
    ["cookie", "set-cookie", "authorization", "proxy-authorization"].contains(&&*name.to_ascii_lowercase())
}

/// Header fields, with the values of those that are secret only where all bodies are shown too.
fn shown(fields: &[(String, String)], level: i64) -> String {
    let all = fields.iter().map(|(name, value)| {
        let value = if is_secret(name) && level != ALL_BODIES { "***" } else { value };
        format!("{name}: {value}\r\n")
    });
    all.collect()
}

fn body(bytes: &[u8], is_shown: bool) -> String {
    match is_shown {
        true => String::from_utf8_lossy(bytes).into_owned() + "\r\n",
        false => format!("[Body Size: {}]\r\n", bytes.len()),
    }
}

impl DebugFile {
    /// Notes a request and its answer.
    pub(super) fn write(&mut self, files: &dyn Files, folder: &Path, started: Duration, entry: &Entry<'_>) {
        self.messages += 2;
        let Entry { request, target, response, level, took, since_start } = entry;
        let socket = request.client.port();
        let connection = connection(request, started);
        let head = |time: String, number: u64| {
            format!(
                "# SocketID: {socket}\r\n# PeerIP: {}\r\n# PeerPort: {}\r\n# TimeStamp: {time}\r\n#ConnectionID: {connection}\r\n#SequenceNumber: {number}\r\n",
                request.client.ip(),
                request.client.port()
            )
        };
        let now = since_start.as_millis();
        let asked = now.saturating_sub(took.as_millis());
        let text = format!(
            "# REQUEST\r\n{}{} {target} {}\r\n{}\r\n{}\r\n# RESPONSE\r\n{}HTTP/1.1 {} {}\r\n{}\r\n{}\r\n",
            head(asked.to_string(), self.messages - 1),
            request.method,
            request.version,
            shown(&request.headers, *level),
            body(&request.body, matches!(level, 5 | 7)),
            head(format!("{now} (elapsed time: {} ms)", took.as_millis()), self.messages),
            response.status,
            phrase(response.status),
            shown(&response.headers, *level),
            body(&response.bytes(), matches!(level, 3 | 7)),
        );
        let open = || {
            files.create_folders(folder)?;
            files.open(&next_file(files, folder), Open::CREATE)
        };
        // A log that cannot be written does not keep the site from answering.
        let _ = self.file.get_or_insert_with(open).as_mut().map(|file| file.write_all(text.as_bytes()));
    }
}

/// The next file of the log; the oldest ones are removed where there are too many.
fn next_file(files: &dyn Files, folder: &Path) -> PathBuf {
    let number = |name: &str| name.strip_prefix("HTTPDebugLog_")?.strip_suffix(".txt")?.parse::<u32>().ok();
    let entries = files.list(folder).unwrap_or_default();
    let numbers: Vec<u32> = entries.iter().filter_map(|entry| number(&entry.name.to_string_lossy())).collect();
    let next = numbers.iter().max().map_or(1, |last| last.saturating_add(1));
    let named = |number: u32| folder.join(format!("HTTPDebugLog_{number}.txt"));
    for old in numbers.into_iter().filter(|number| number.saturating_add(MOST_FILES) <= next) {
        // One that cannot be removed stays.
        let _ = files.remove_file(&named(old));
    }
    named(next)
}

/// Appends to a file, as far as the program may write.
pub(super) fn append(files: &dyn Files, path: &Path, bytes: &[u8]) {
    let _ = path.parent().map(|folder| files.create_folders(folder));
    let written = files.open(path, Open::CREATE).and_then(|mut file| {
        file.seek(SeekFrom::End(0))?;
        file.write_all(bytes)
    });
    // A log that cannot be written does not keep the site from answering.
    let _ = written;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_shown_with_all_bodies_only() {
        let fields = [("Cookie".to_owned(), "a=1".to_owned()), ("X-A".to_owned(), "2".to_owned())];
        assert_eq!(shown(&fields, 5), "Cookie: ***\r\nX-A: 2\r\n");
        assert_eq!(shown(&fields, 7), "Cookie: a=1\r\nX-A: 2\r\n");
    }

    #[test]
    fn a_connection_has_a_name() {
        let request = Request::new("GET", "/");
        let name = connection(&request, Duration::ZERO);
        assert_eq!((name.len(), name == connection(&request, Duration::from_secs(1))), (32, false));
    }
}
