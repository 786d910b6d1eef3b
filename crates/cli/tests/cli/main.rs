//! The built program as its users meet it.
#![allow(clippy::unwrap_used)]

mod access;
mod bad_input;
#[cfg(unix)]
mod book;
mod check;
mod check_levels;
mod check_problems;
mod check_sarif;
mod command_line;
#[path = "../common/mod.rs"]
mod common;
mod coverage;
mod examples;
mod explore;
mod fmt;
mod gallery;
mod golden;
mod libraries;
#[cfg(target_os = "linux")]
mod lost_output;
mod messages;
#[cfg(target_os = "linux")]
mod named;
mod outside;
mod project_file;
mod prompt;
mod reference;
mod refused;
mod run;
mod run_time_reports;
mod seeds;
#[cfg(unix)]
mod signals;
mod sources;
mod state;
#[cfg(unix)]
mod terminal;
mod test_methods;
mod test_report;
mod test_running;
#[cfg(unix)]
mod test_signals;

use common::{fresh_folder, write_files};
#[cfg(unix)]
use common::{send_signal, started};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a run of the program gave.
struct Ended {
    /// Standard output.
    output: String,
    /// Standard error.
    errors: String,
    /// Exit status.
    status: i32,
}

/// Runs `fourd` with these arguments in this folder.
fn fourd(folder: &Path, arguments: &[&str]) -> Ended {
    fourd_with_input(folder, arguments, "")
}

/// Runs `fourd` with these arguments in this folder, with this standard input.
fn fourd_with_input(folder: &Path, arguments: &[&str], input: &str) -> Ended {
    fourd_with_bytes(folder, arguments, input.as_bytes())
}

/// As [`fourd_with_input`], with any bytes.
fn fourd_with_bytes(folder: &Path, arguments: &[&str], input: &[u8]) -> Ended {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fourd"));
    with_bytes(command.args(arguments).current_dir(folder), input)
}

/// Runs a command with these bytes as standard input.
fn with_bytes(command: &mut Command, input: &[u8]) -> Ended {
    let cache = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cache");
    command.env("NO_COLOR", "1").env("TZ", "UTC").env("XDG_CACHE_HOME", cache);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A program that reads nothing may have ended already.
    let _ = child.stdin.take().unwrap().write_all(input);
    let done = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ended { output: text(done.stdout), errors: text(done.stderr), status: done.status.code().unwrap() }
}

/// The folder with the project's test files.
fn test_files() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests").canonicalize().unwrap()
}
