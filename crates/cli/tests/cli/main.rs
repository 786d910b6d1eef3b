//! The built program as its users meet it.
#![allow(clippy::unwrap_used)]

mod check;
mod check_problems;
mod command_line;
mod golden;

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
    let done = Command::new(env!("CARGO_BIN_EXE_fourd"))
        .args(arguments)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .env("TZ", "UTC")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ended { output: text(done.stdout), errors: text(done.stderr), status: done.status.code().unwrap() }
}

/// The folder with the project's test files.
fn test_files() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests").canonicalize().unwrap()
}
