//! Golden files: a script, and beside it in an `.out` file all that its run writes.
//!
//! The file holds the standard output, then a line `--- stderr` and the standard error if there is any, then a line
//! `--- exit N` if the exit status is not 0.

use similar::{ChangeTag, TextDiff};
use std::ffi::OsString;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// How long a run may take.
const TIME_LIMIT: Duration = Duration::from_secs(30);

/// How much a run may write to each stream, in bytes.
const OUTPUT_LIMIT: u64 = 16 * 1024 * 1024;

/// How long the streams of an ended run are waited for: its own children may hold them open.
const STREAM_WAIT: Duration = Duration::from_secs(2);

/// What the last line begins with where the exit status is not 0.
pub const EXIT_HEAD: &str = "--- exit ";

/// The last line where a signal ended the run.
pub const SIGNAL_HEAD: &str = "--- ended by a signal";

/// How many unchanged lines are shown around a difference.
const CONTEXT: usize = 3;

/// Where the expected output of a script stands.
pub fn expected_file(script: &Path) -> PathBuf {
    script.with_extension("out")
}

/// What one run of the program wrote, and how it ended.
pub struct Written {
    /// Standard output, standard error and exit status as a golden file holds them.
    pub text: String,
    /// The exit status is 0.
    pub success: bool,
    /// Its assertions.
    pub assertions: Assertions,
    /// How many 4D processes it has started, on all machines.
    pub processes: u64,
}

/// How many assertions a run has checked.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Assertions {
    /// All.
    pub checked: u64,
    /// Those that failed.
    pub failed: u64,
    /// Message and place of the first ones that failed.
    pub failures: Vec<String>,
}

/// A file of this run for what a child counts; it goes away with this value.
struct CountFile(PathBuf);

impl CountFile {
    fn new() -> CountFile {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        CountFile(std::env::temp_dir().join(format!("fourd-test-{}-{number}", std::process::id())))
    }

    /// The assertions and the number of processes that a run has written with `--counts-to`; nothing where it ended before
    /// it could.
    fn read(&self) -> (Assertions, u64) {
        let text = std::fs::read_to_string(&self.0).unwrap_or_default();
        let mut lines = text.lines();
        let mut counts = lines.next().unwrap_or_default().split(' ').map(|count| count.parse().unwrap_or(0));
        let mut count = || counts.next().unwrap_or(0);
        let (checked, failed, processes) = (count(), count(), count());
        (Assertions { checked, failed, failures: lines.map(str::to_owned).collect() }, processes)
    }
}

impl Drop for CountFile {
    fn drop(&mut self) {
        // It is not there where the child did not get that far.
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Runs `fourd run ARGUMENTS` in a folder.
///
/// # Errors
/// A sentence where the run did not start or end in time, or wrote too much.
pub fn run(program: &Path, folder: &Path, arguments: impl IntoIterator<Item = OsString>) -> Result<Written, String> {
    let counts = CountFile::new();
    let mut child = Command::new(program)
        .arg("run")
        .arg("--counts-to")
        .arg(&counts.0)
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
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) if started.elapsed() < TIME_LIMIT => std::thread::sleep(Duration::from_millis(2)),
            Ok(None) => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(format!("the run was ended after {} seconds", TIME_LIMIT.as_secs()));
            }
            Err(error) => return Err(format!("the run cannot be waited for: {error}")),
        }
    };
    let text = golden_text(&received(output)?, &received(errors)?, status);
    let (assertions, processes) = counts.read();
    Ok(Written { text, success: status.success(), assertions, processes })
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
fn golden_text(output: &str, errors: &str, status: ExitStatus) -> String {
    let mut text = output.to_owned();
    if !errors.is_empty() {
        begin_section(&mut text, "--- stderr");
        text.push_str(errors);
    }
    match status.code() {
        Some(0) => {}
        Some(code) => begin_section(&mut text, &format!("{EXIT_HEAD}{code}")),
        None => begin_section(&mut text, SIGNAL_HEAD),
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

/// The differing lines with those around them: `-` was expected, `+` was written.
pub fn difference(expected: &str, written: &str, colour: bool) -> String {
    let lines = TextDiff::from_lines(expected, written);
    let mut text = String::new();
    for (number, group) in lines.grouped_ops(CONTEXT).iter().enumerate() {
        if number > 0 {
            text.push_str("  …\n");
        }
        for change in group.iter().flat_map(|operation| lines.iter_changes(operation)) {
            let (sign, paint) = match change.tag() {
                ChangeTag::Delete => ('-', "\u{1b}[31m"),
                ChangeTag::Insert => ('+', "\u{1b}[32m"),
                ChangeTag::Equal => (' ', ""),
            };
            let (paint, end) = if colour && !paint.is_empty() { (paint, "\u{1b}[0m") } else { ("", "") };
            let line = change.value().trim_end_matches('\n');
            text.push_str(&format!("{paint}  {sign} {line}{end}\n"));
            if change.missing_newline() {
                text.push_str("    (no line end)\n");
            }
        }
    }
    text
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::process::ExitStatusExt;

    #[test]
    fn sections_stand_where_there_is_something_to_say() {
        let status = |code: i32| ExitStatus::from_raw(code << 8);
        assert_eq!(golden_text("a\n", "", status(0)), "a\n");
        assert_eq!(golden_text("a", "", status(0)), "a");
        assert_eq!(golden_text("a", "b", status(1)), "a\n--- stderr\nb\n--- exit 1\n");
        assert_eq!(golden_text("", "", status(2)), "--- exit 2\n");
        assert_eq!(golden_text("", "", ExitStatus::from_raw(11)), "--- ended by a signal\n");
    }

    #[test]
    fn differences_show_their_surroundings() {
        let expected = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12";
        let written = expected.replace("\n2\n", "\ntwo\n") + "\n13\n";
        insta::assert_snapshot!(difference(expected, &written, false));
        assert!(difference("a\n", "b\n", true).contains("\u{1b}[31m  - a\u{1b}[0m"));
    }
}
