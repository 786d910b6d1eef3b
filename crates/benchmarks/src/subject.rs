//! The programs that are measured, and how to find them.

use serde_json::Value;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// Cargo, as it was started: it tells its children where it is.
pub(crate) fn cargo() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"))
}

/// Builds fourd as it is released. Errors are those of cargo.
pub(crate) fn build() -> Result<PathBuf, String> {
    let output = Command::new(cargo())
        .args(["build", "--release", "--package", "fourd-cli", "--message-format", "json-render-diagnostics"])
        .current_dir(crate::home())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("cargo: {error}"))?;
    if !output.status.success() {
        return Err(format!("fourd was not built: {}", output.status));
    }
    let messages = String::from_utf8_lossy(&output.stdout);
    let mut executables = messages.lines().filter_map(|line| {
        let message: Value = serde_json::from_str(line).ok()?;
        let of_fourd = message["target"]["name"] == "fourd";
        message["executable"].as_str().filter(|_| of_fourd).map(PathBuf::from)
    });
    executables.next_back().ok_or_else(|| "cargo does not say where it put fourd".to_string())
}

/// The interpreter of Python itself, if there is one: what stands first in the search path may be a script that looks
/// for it.
pub(crate) fn python() -> Option<OsString> {
    let arguments = ["-c", "import sys; print(sys.executable)"];
    let output = Command::new("python3").args(arguments).output().ok().filter(|output| output.status.success())?;
    let path = String::from_utf8(output.stdout).ok()?;
    Some(path.trim()).filter(|path| !path.is_empty()).map(OsString::from)
}
