//! What the command line names: many files at once, and streams.

use crate::{Ended, fourd_with_input, fresh_folder, with_bytes, write_files};
use std::path::Path;
use std::process::Command;

/// Runs a line of a shell in a folder, in which `$FOURD` is the program.
fn shell(folder: &Path, line: &str) -> Ended {
    with_bytes(
        Command::new("bash").args(["-c", line]).env("FOURD", env!("CARGO_BIN_EXE_fourd")).current_dir(folder),
        b"",
    )
}

/// With few handles of files, and with each file in a folder, and so in a project, of its own.
#[test]
fn many_files_take_few_handles() {
    let folder = fresh_folder("named-many");
    for number in 0..150 {
        write_files(
            &folder,
            &[(&format!("{number}/a.4dm"), "ALERT(\"a\")\n"), (&format!("{number}.4dm"), "ALERT(\"b\")\n")],
        );
    }
    let checked = shell(&folder, "ulimit -n 64; \"$FOURD\" check *.4dm */a.4dm");
    assert_eq!(
        (checked.output.as_str(), checked.status),
        ("300 files, 300 lines, 0 errors in 0 files, 0 warnings\n", 0),
        "{}",
        checked.errors
    );
    let formatted = shell(&folder, "ulimit -n 64; \"$FOURD\" fmt --check *.4dm */a.4dm");
    assert_eq!((formatted.output.as_str(), formatted.status), ("300 files, 0 changed\n", 0), "{}", formatted.errors);
}

#[test]
fn streams_that_the_command_line_names_are_read() {
    let folder = fresh_folder("named-streams");
    write_files(&folder, &[("x.4dm", "ALERT(\"a\")\n"), ("wrong.4dm", "ALERT(\"a\"\n")]);
    let one = "1 file, 1 line, 0 errors in 0 files, 0 warnings\n";
    let piped = fourd_with_input(&folder, &["check", "/dev/stdin"], "ALERT(\"a\")\n");
    assert_eq!((piped.output.as_str(), piped.errors.as_str()), (one, ""));
    for line in [
        "\"$FOURD\" check <(cat x.4dm)",
        "\"$FOURD\" check /dev/stdin < x.4dm",
        "cat x.4dm | \"$FOURD\" check --syntax /dev/fd/0",
    ] {
        let ended = shell(&folder, line);
        assert_eq!((ended.output.as_str(), ended.errors.as_str()), (one, ""), "{line}");
    }
    let two = shell(&folder, "\"$FOURD\" check <(cat x.4dm) <(cat wrong.4dm) x.4dm");
    assert!(two.output.starts_with("3 files, 3 lines, 1 error in 1 file"), "{}{}", two.output, two.errors);
    let ran = shell(&folder, "\"$FOURD\" run <(cat x.4dm); cat x.4dm | \"$FOURD\" run /dev/stdin");
    assert_eq!(ran.output, "a\na\n", "{}", ran.errors);
    let formatted = shell(&folder, "cat x.4dm | \"$FOURD\" fmt --check /dev/stdin");
    assert_eq!(formatted.output, "1 file, 0 changed\n", "{}", formatted.errors);
}
