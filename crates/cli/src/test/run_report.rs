//! What a run reports to the test that has started it, in a file of its own: assertions, processes, lines that have run.

use fourd_runtime::assertions::{Counts, FailedAssertion};
use fourd_runtime::coverage::Coverage;
use fourd_runtime::world::World;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use tempfile::TempPath;

/// What a run has reported.
#[derive(Debug, Default)]
pub struct RunReport {
    /// Its assertions.
    pub assertions: Counts,
    /// How many 4D processes it has started, on all machines.
    pub processes: u64,
    /// The files in which something ran, with the numbers of the lines.
    pub lines: Vec<(PathBuf, Vec<u32>)>,
    /// Why its code asks to be skipped.
    pub skipped: Option<String>,
}

/// Writes what a run reports.
///
/// # Errors
/// The file cannot be written.
pub fn write_report(file: &Path, world: &World, coverage: Option<&Coverage>) -> std::io::Result<()> {
    let counts = world.assertions.counts();
    let failures: Vec<Value> = counts
        .failures
        .iter()
        .map(|failure| json!({ "message": failure.message, "notes": failure.notes, "reported": failure.reported }))
        .collect();
    let ran = coverage.map(Coverage::ran).unwrap_or_default();
    let lines: Vec<Value> = ran.iter().map(|(path, lines)| json!([path, lines])).collect();
    let report = json!({
        "checked": counts.checked,
        "failed": counts.failed,
        "handled": counts.handled,
        "skipped": world.assertions.skipped(),
        "failures": failures,
        "processes": world.begun_processes(),
        "lines": lines,
    });
    std::fs::write(file, report.to_string())
}

/// The file for what a run reports; it goes away with this value.
pub struct RunReportFile(TempPath);

impl RunReportFile {
    /// Makes the file, empty, for this user only; its name cannot be guessed.
    ///
    /// # Errors
    /// There is no temporary folder to write to.
    pub fn new() -> std::io::Result<Self> {
        Ok(Self(tempfile::NamedTempFile::new()?.into_temp_path()))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// What the run has reported; nothing where it ended before it could.
    pub fn read(&self) -> RunReport {
        let text = std::fs::read_to_string(&self.0).unwrap_or_default();
        let report: Value = serde_json::from_str(&text).unwrap_or_default();
        let count = |key: &str| report.get(key).and_then(Value::as_u64).unwrap_or(0);
        let list = |value: &Value, key: &str| value.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
        let texts = |value: &Value, key: &str| {
            list(value, key).iter().filter_map(|text| text.as_str().map(str::to_owned)).collect()
        };
        let failure = |value: &Value| FailedAssertion {
            message: value.get("message").and_then(Value::as_str).unwrap_or_default().to_owned(),
            notes: texts(value, "notes"),
            reported: value.get("reported").and_then(Value::as_bool).unwrap_or(false),
        };
        let lines_of = |value: &Value| {
            let numbers = value.get(1)?.as_array()?.iter();
            let numbers = numbers.filter_map(|number| u32::try_from(number.as_u64()?).ok()).collect();
            Some((PathBuf::from(value.get(0)?.as_str()?), numbers))
        };
        RunReport {
            assertions: Counts {
                checked: count("checked"),
                failed: count("failed"),
                handled: count("handled"),
                failures: list(&report, "failures").iter().map(failure).collect(),
            },
            processes: count("processes"),
            lines: list(&report, "lines").iter().filter_map(lines_of).collect(),
            skipped: report.get("skipped").and_then(Value::as_str).map(str::to_owned),
        }
    }
}
