//! Golden files: a script, and beside it in an `.out` file all that its run writes.
//!
//! The file holds the standard output, then a line `--- stderr` and the standard error if there is any, then a line
//! `--- exit N` if the exit status is not 0.

use super::run_report::{RunReport, RunReportFile};
use super::stop::Running;
use fourd_runtime::assertions::Counts;
use fourd_source::READER_FOLDER;
use std::ffi::OsString;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// How long a run may take that does not say it itself.
pub const TIME_LIMIT: Duration = Duration::from_secs(30);

/// How much longer a run is waited for that should end by itself after its time.
const GRACE: Duration = Duration::from_secs(5);

/// The exit status of a run whose time was over.
const TIME_IS_OVER: i32 = 124;

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
    /// Why its code asks to be skipped.
    pub skipped: Option<String>,
    /// The reports in it are in colours.
    pub coloured: bool,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// By itself with this exit status.
    Exit(i32),
    /// By this signal.
    Signal(i32),
    /// It took longer than this.
    TimedOut(Duration),
    /// The tests were to end.
    Interrupted,
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

/// A person who reads the reports of a run; those of golden tests are compared instead.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    /// In colours.
    pub colour: bool,
}

/// How `fourd run` is started.
pub struct Run<'a> {
    /// The program.
    pub program: &'a Path,
    /// The runs that are going on.
    pub running: &'a Running,
    /// The folder in which it runs.
    pub folder: &'a Path,
    /// How long it may take.
    pub limit: Duration,
    /// Who reads its reports.
    pub reader: Option<Reader>,
}

impl Run<'_> {
    /// Runs with these arguments.
    ///
    /// # Errors
    /// A sentence where the run did not start, or wrote too much.
    pub fn start(&self, arguments: impl IntoIterator<Item = OsString>) -> Result<Written, String> {
        let report = RunReportFile::new().map_err(|error| format!("no temporary file: {error}"))?;
        let mut command = Command::new(self.program);
        command
            .arg("run")
            .arg("--counts-to")
            .arg(report.path())
            .args(arguments)
            .current_dir(self.folder)
            .env("TZ", "UTC")
            .env_remove(READER_FOLDER)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let coloured = self.reader.is_some_and(|reader| reader.colour);
        match coloured {
            true => command.env_remove("NO_COLOR").env("CLICOLOR_FORCE", "1"),
            false => command.env_remove("CLICOLOR_FORCE").env("NO_COLOR", "1"),
        };
        if let (Some(_), Ok(folder)) = (self.reader, std::env::current_dir()) {
            command.env(READER_FOLDER, folder);
        }
        let mut child = self.running.start(&mut command).map_err(|error| format!("the run did not start: {error}"))?;
        let output = child.stdout.take().map(read_in_background);
        let errors = child.stderr.take().map(read_in_background);
        let ended = self.wait(&mut child)?;
        let text = golden_text(&received(output)?, &received(errors)?, ended);
        let RunReport { assertions, processes, lines, skipped } = report.read();
        Ok(Written { text, ended, assertions, processes, lines, skipped, coloured })
    }

    fn wait(&self, child: &mut Child) -> Result<Ended, String> {
        let started = Instant::now();
        loop {
            let interrupted = || self.running.signal().is_some();
            match child.try_wait() {
                Ok(Some(status)) => {
                    self.running.ended(child);
                    return Ok(match Ended::of(status) {
                        Ended::Signal(_) if interrupted() => Ended::Interrupted,
                        Ended::Exit(TIME_IS_OVER) if started.elapsed() >= self.limit => Ended::TimedOut(self.limit),
                        ended => ended,
                    });
                }
                Ok(None) if started.elapsed() < self.limit + GRACE && !interrupted() => {
                    std::thread::sleep(Duration::from_millis(2));
                }
                Ok(None) => {
                    self.running.end(child);
                    return Ok(if interrupted() { Ended::Interrupted } else { Ended::TimedOut(self.limit) });
                }
                Err(error) => {
                    self.running.end(child);
                    return Err(format!("the run cannot be waited for: {error}"));
                }
            }
        }
    }
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
        Ended::Exit(0) | Ended::TimedOut(_) | Ended::Interrupted => {}
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
