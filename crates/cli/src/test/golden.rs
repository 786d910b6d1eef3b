//! Golden files: a script, and beside it in an `.out` file all that its run writes.
//!
//! The file holds the standard output, then a line `--- stderr` and the standard error if there is any, then a line
//! `--- exit N` if the exit status is not 0.

use super::told::{Told, ToldFile};
use fourd_runtime::assertions::Counts;
use std::ffi::OsString;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// How long a run may take.
pub const TIME_LIMIT: Duration = Duration::from_secs(30);

/// How much a run may write to each stream, in bytes.
const OUTPUT_LIMIT: u64 = 16 * 1024 * 1024;

/// How long the streams of an ended run are waited for: its own children may hold them open.
const STREAM_WAIT: Duration = Duration::from_secs(2);

/// What the last line begins with where the exit status is not 0.
pub const EXIT_HEAD: &str = "--- exit ";

/// The last line where a signal ended the run.
pub const SIGNAL_HEAD: &str = "--- ended by a signal";

/// Where the expected output of a script stands.
pub fn expected_file(script: &Path) -> PathBuf {
    script.with_extension("out")
}

/// What one run of the program wrote, and how it ended.
#[derive(Debug, Default)]
pub struct Written {
    /// Standard output, standard error and exit status as a golden file holds them.
    pub text: String,
    /// How it ended.
    pub ended: Ended,
    /// Its assertions.
    pub assertions: Counts,
    /// How many 4D processes it has started, on all machines.
    pub processes: u64,
    /// The files in which something ran, with the numbers of the lines, where that was asked for.
    pub lines: Vec<(PathBuf, Vec<u32>)>,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// By itself with this exit status.
    Exit(i32),
    /// By this signal.
    Signal(i32),
    /// It took too long.
    TimedOut,
}

impl Default for Ended {
    fn default() -> Self {
        Ended::Exit(0)
    }
}

impl Ended {
    fn of(status: ExitStatus) -> Self {
        match status.code() {
            Some(code) => Ended::Exit(code),
            None => Ended::Signal(signal_of(status)),
        }
    }

    /// Whether the program did not come to its end.
    pub fn is_broken(self) -> bool {
        !matches!(self, Ended::Exit(_))
    }
}

#[cfg(unix)]
fn signal_of(status: ExitStatus) -> i32 {
    std::os::unix::process::ExitStatusExt::signal(&status).unwrap_or(0)
}

#[cfg(not(unix))]
fn signal_of(_status: ExitStatus) -> i32 {
    0
}

/// Runs `fourd run ARGUMENTS` in a folder.
///
/// # Errors
/// A sentence where the run did not start, or wrote too much.
pub fn run(program: &Path, folder: &Path, arguments: impl IntoIterator<Item = OsString>) -> Result<Written, String> {
    let told = ToldFile::new();
    let mut child = Command::new(program)
        .arg("run")
        .arg("--counts-to")
        .arg(&told.0)
        .args(arguments)
        .current_dir(folder)
        .env("TZ", "UTC")
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("the run did not start: {error}"))?;
    let output = child.stdout.take().map(read_in_background);
    let errors = child.stderr.take().map(read_in_background);
    let started = Instant::now();
    let ended = loop {
        match child.try_wait() {
            Ok(Some(status)) => break Ended::of(status),
            Ok(None) if started.elapsed() < TIME_LIMIT => std::thread::sleep(Duration::from_millis(2)),
            Ok(None) => {
                let _ = child.kill();
                let _ = child.wait();
                break Ended::TimedOut;
            }
            Err(error) => return Err(format!("the run cannot be waited for: {error}")),
        }
    };
    let text = golden_text(&received(output)?, &received(errors)?, ended);
    let Told { assertions, processes, lines } = told.read();
    Ok(Written { text, ended, assertions, processes, lines })
}

fn read_in_background(stream: impl Read + Send + 'static) -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = stream.take(OUTPUT_LIMIT + 1).read_to_end(&mut bytes);
        let _ = sender.send(bytes);
    });
    receiver
}

fn received(stream: Option<Receiver<Vec<u8>>>) -> Result<String, String> {
    let Some(stream) = stream else { return Ok(String::new()) };
    let bytes = stream.recv_timeout(STREAM_WAIT).map_err(|error| match error {
        RecvTimeoutError::Timeout => "another process holds the streams of the ended run open".to_owned(),
        RecvTimeoutError::Disconnected => "what the run wrote was lost".to_owned(),
    })?;
    if bytes.len() as u64 > OUTPUT_LIMIT {
        return Err(format!("the run wrote more than {OUTPUT_LIMIT} bytes"));
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// What the golden file of a run with these results holds.
fn golden_text(output: &str, errors: &str, ended: Ended) -> String {
    let mut text = output.to_owned();
    if !errors.is_empty() {
        begin_section(&mut text, "--- stderr");
        text.push_str(errors);
    }
    match ended {
        Ended::Exit(0) | Ended::TimedOut => {}
        Ended::Exit(code) => begin_section(&mut text, &format!("{EXIT_HEAD}{code}")),
        Ended::Signal(_) => begin_section(&mut text, SIGNAL_HEAD),
    }
    text
}

fn begin_section(text: &mut String, head: &str) {
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text.push_str(head);
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_stand_where_there_is_something_to_say() {
        let text = |output, errors, code| golden_text(output, errors, Ended::Exit(code));
        assert_eq!(text("a\n", "", 0), "a\n");
        assert_eq!(text("a", "", 0), "a");
        assert_eq!(text("a", "b", 1), "a\n--- stderr\nb\n--- exit 1\n");
        assert_eq!(text("", "", 2), "--- exit 2\n");
        assert_eq!(golden_text("", "", Ended::Signal(11)), "--- ended by a signal\n");
    }
}
