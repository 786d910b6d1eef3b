//! Output that cannot be written does not count as success.

use crate::{fresh_folder, write_files};
use std::fs::File;
use std::io::Read;
use std::process::{Command, Stdio};

/// Runs `fourd` with its standard output going to a device that is full; gives its exit status and standard error.
fn into_full(folder: &std::path::Path, arguments: &[&str]) -> (Option<i32>, String) {
    let ended = Command::new(env!("CARGO_BIN_EXE_fourd"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(File::options().write(true).open("/dev/full").unwrap())
        .output()
        .unwrap();
    (ended.status.code(), String::from_utf8(ended.stderr).unwrap())
}

#[test]
fn a_full_device_is_an_error() {
    let folder = fresh_folder("full");
    write_files(&folder, &[("a.4dm", "ALERT( \"a\")\nALERT(\"b\")\n"), ("a.out", "a\nb\n"), ("wrong.4dm", "ALERT(\n")]);
    for arguments in [
        &["run", "a.4dm"][..],
        &["run", "-e", "LOG EVENT(Into system standard outputs; \"a\")"],
        &["check"],
        &["check", "--format", "json", "--deny", "hints", "wrong.4dm"],
        &["check", "--format", "sarif"],
        &["fmt", "--check"],
        &["fmt", "--diff"],
        &["test"],
        &["help"],
        &["help", "ALERT"],
        &["--help"],
        &["--version"],
        &["--project", ".", "--help"],
        &["explain", "4D1103"],
        &["completions", "bash"],
        &["test", "--list"],
    ] {
        let (status, errors) = into_full(&folder, arguments);
        assert_eq!(status, Some(1), "{arguments:?}: {errors}");
        assert!(errors.contains("[4D6150]") && errors.contains("No space left"), "{arguments:?}: {errors}");
    }
}

#[test]
fn a_reader_that_goes_away_ends_the_program_in_silence() {
    let folder = fresh_folder("closed");
    let code = "While (True)\nALERT(\"round\")\nEnd while\n";
    write_files(&folder, &[("endless.4dm", code)]);
    for arguments in [&["run", "endless.4dm"][..], &["explain"], &["help", "ALERT"]] {
        let (reader, writer) = std::io::pipe().unwrap();
        // Before the program begins, so that it cannot be faster.
        drop(reader);
        let mut child = Command::new(env!("CARGO_BIN_EXE_fourd"))
            .args(arguments)
            .current_dir(&folder)
            .stdout(writer)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut errors = String::new();
        child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
        assert_eq!((child.wait().unwrap().code(), errors.as_str()), (Some(141), ""), "{arguments:?}");
    }
}
