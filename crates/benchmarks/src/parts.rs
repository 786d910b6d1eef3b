//! The parts that have benchmarks of their own, in the crates that they are in.

use std::process::Command;

/// Crates and the names of their benchmarks.
const PARTS: [(&str, &str); 3] =
    [("fourd-syntax", "parsing"), ("fourd-value", "texts"), ("fourd-commands", "processes")];

/// Runs all of them. They are built with the profile `fast`, as a build for release takes many times as long for each.
pub(crate) fn run() -> Result<(), String> {
    let mut command = Command::new(crate::subject::cargo());
    command.args(["bench", "--profile", "fast"]).current_dir(crate::home());
    for (package, bench) in PARTS {
        command.args(["--package", package, "--bench", bench]);
    }
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("cargo bench: {status}")),
        Err(error) => Err(format!("cargo: {error}")),
    }
}
