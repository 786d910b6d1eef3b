//! The rules of user sessions, each shown by a run of the built program. `docs/sessions.md` lists them.
#![allow(clippy::unwrap_used, clippy::panic)]

mod backups;
mod command_line;
mod components;
mod connections;
mod editions;
mod lifetime;
mod list;
mod members;
mod passing;
mod privileges;
mod processes;
mod project;
mod session;
mod session_storage;
mod shared_objects;
mod workers;

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

/// Writes text to standard output with the mark of the machine.
const SAY: &str = "#DECLARE($line : Text)\nLOG EVENT(Into system standard outputs; $line+\"\\n\")\n";

/// A project of its own for one test. `sources` holds its files, each after a line `== ` with its path in `Sources`, or
/// in the project's folder where it begins with `/`; what comes before the first such line is the method `main`.
/// `say` writes a line.
fn project(name: &str, sources: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rules").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    let write = |path: &str, text: &str| {
        let path = match path.strip_prefix('/') {
            Some(path) => folder.join(path),
            None if path.contains('.') => folder.join("Project/Sources").join(path),
            None => folder.join("Project/Sources").join(format!("{path}.4dm")),
        };
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("/Project/Project.4DProject", "{}\n");
    write("Methods/say", SAY);
    for (index, part) in format!("Methods/main\n{sources}").split("\n== ").enumerate() {
        let (path, text) = part.split_once('\n').unwrap_or((part, ""));
        if index > 0 || !text.trim().is_empty() {
            // The line of attributes must be the first one and begin at its start.
            write(path.trim(), text.trim_start());
        }
    }
    folder
}

/// Runs `fourd` with these arguments in this folder.
fn fourd<'a>(folder: &Path, arguments: impl IntoIterator<Item = &'a str>) -> Ended {
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

/// Runs a project of these sources on a virtual clock; `options` are separated by blanks.
fn run(name: &str, options: &str, sources: &str) -> Ended {
    let folder = project(name, &unindented(sources));
    let arguments = ["run", ".", "--seed", "1", "--timeout", "60"].into_iter();
    fourd(&folder, arguments.chain(options.split_whitespace()))
}

/// Runs a project as [`run`] does: it must end well, say nothing on standard error and write exactly these lines.
#[track_caller]
fn holds(name: &str, options: &str, sources: &str, expected: &str) {
    let ended = run(name, options, sources);
    let expected = unindented(expected);
    assert_eq!((ended.output.trim_end(), ended.errors.as_str(), ended.status), (expected.trim(), "", 0));
}

/// The text without the blanks before and after its lines.
fn unindented(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    lines.join("\n")
}
