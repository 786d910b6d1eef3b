//! Runs a program and takes its time and memory.
//!
//! The system adds up what all children of a process have taken, and keeps the largest memory of any of them. So each
//! program is started by a copy of this tool that has no other child.

use serde_json::{Value, json};
use std::ffi::{OsStr, OsString};
use std::io::Write;
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

/// What one run took.
pub(crate) struct Sample {
    /// Seconds on the clock.
    pub(crate) wall: f64,
    /// Seconds of the processors in the program itself; `None` where the system does not tell.
    pub(crate) user: Option<f64>,
    /// Seconds of the processors, those in the system for the program included.
    pub(crate) processor: Option<f64>,
    /// The most memory that it had at a time, in MB. It is at least what the copy of this tool has, about 4 MB.
    pub(crate) peak: Option<f64>,
    /// Its standard output, without blanks at the end.
    pub(crate) output: String,
}

/// Runs a command. Standard error is an error only if the exit status is one.
pub(crate) fn run(command: &[OsString]) -> Result<Sample, String> {
    let name = command.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join(" ");
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    let output = Command::new(own)
        .args([OsStr::new("measure"), OsStr::new("--")])
        .args(command)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("{name}: {error}"))?;
    let told: Value = serde_json::from_slice(&output.stdout).map_err(|_| format!("{name}: {}", output.status))?;
    if let Some(error) = told["error"].as_str() {
        return Err(format!("{name}: {error}"));
    }
    Ok(Sample {
        wall: told["wall"].as_f64().unwrap_or_default(),
        user: told["user"].as_f64(),
        processor: told["processor"].as_f64(),
        peak: told["peak"].as_f64(),
        output: told["output"].as_str().unwrap_or_default().trim_end().to_string(),
    })
}

/// Runs a command and writes what it took, or its error, as one JSON object.
pub(crate) fn measure(command: &[OsString]) -> ExitCode {
    let told = match command.split_first() {
        Some((program, arguments)) => take(Command::new(program).args(arguments)),
        None => json!({"error": "no command"}),
    };
    match writeln!(std::io::stdout(), "{told}") {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn take(command: &mut Command) -> Value {
    let begun = Instant::now();
    let output = match command.output() {
        Ok(output) => output,
        Err(error) => return json!({"error": error.to_string()}),
    };
    let wall = begun.elapsed().as_secs_f64();
    if !output.status.success() {
        let message = String::from_utf8_lossy(&output.stderr);
        let last = message.trim_end().lines().rev().take(8).collect::<Vec<_>>();
        let message = last.into_iter().rev().collect::<Vec<_>>().join("\n");
        return json!({"error": format!("{}\n{message}", output.status)});
    }
    let mut told = json!({"wall": wall, "output": String::from_utf8_lossy(&output.stdout)});
    add_usage(&mut told);
    told
}

#[cfg(unix)]
fn add_usage(told: &mut Value) {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeValLike;

    let Ok(usage) = getrusage(UsageWho::RUSAGE_CHILDREN) else { return };
    let seconds = |time: nix::sys::time::TimeVal| time.num_microseconds() as f64 / 1e6;
    let per_megabyte = if cfg!(target_vendor = "apple") { 1024.0 * 1024.0 } else { 1024.0 };
    told["user"] = json!(seconds(usage.user_time()));
    told["processor"] = json!(seconds(usage.user_time()) + seconds(usage.system_time()));
    told["peak"] = json!(usage.max_rss() as f64 / per_megabyte);
}

#[cfg(not(unix))]
fn add_usage(_: &mut Value) {}
