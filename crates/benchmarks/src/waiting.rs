//! What processes cost that wait: the round trip to a worker beside idle ones, the start of many workers, and a run with a
//! seed. The scripts are in `waiting`.

use crate::measure::{Sample, run as run_once};
use crate::statistics::median;
use crate::table::{Table, short};
use crate::{Options, document};
use std::ffi::OsString;
use std::path::Path;

/// How many workers are idle beside a round trip; the first is what the others are compared with.
const IDLE: [u32; 4] = [0, 100, 1_000, 10_000];
/// How many workers start.
const STARTED: [u32; 2] = [1_000, 10_000];
/// The virtual memory that all workers together may take, in KB: 8 GB.
const LIMIT: u64 = 8 << 20;
/// How many processes wait in a run with a seed.
const SEEDED: [u32; 3] = [500, 2_000, 8_000];

/// A part of the measurement: the table that it makes.
type Part = fn(&Path, &Options) -> Result<String, String>;

/// Measures all three and shows the tables.
pub(crate) fn run(fourd: &Path, options: &Options) -> Result<(), String> {
    let mut text = String::new();
    let measurements: [(&str, Part); 3] = [("round trip", round_trips), ("start", starts), ("seed", seeded)];
    for (name, measurement) in measurements {
        if options.wants(name) {
            eprintln!("{name}");
            text += &measurement(fourd, options)?;
            text.push('\n');
        }
    }
    document::show("waiting", &text, options)
}

/// The command that runs one of the scripts with a parameter.
fn command(fourd: &Path, script: &str, parameter: u32, further: &[&str]) -> Vec<OsString> {
    let script = crate::home().join("waiting").join(script);
    let parameter = parameter.to_string();
    let arguments = [OsString::from(fourd), OsString::from("run"), script.into_os_string()];
    let named = ["--user-param", &parameter].into_iter().chain(further.iter().copied()).map(OsString::from);
    arguments.into_iter().chain(named).collect()
}

fn number(sample: &Sample) -> Result<f64, String> {
    sample.output.parse().map_err(|_| format!("the script wrote {:?}, not a number", sample.output))
}

fn round_trips(fourd: &Path, options: &Options) -> Result<String, String> {
    // In turn, so that what else the machine does meets all alike.
    let mut figures = IDLE.map(|_| vec![]);
    for _ in 0..options.runs() {
        for (idle, figures) in IDLE.into_iter().zip(&mut figures) {
            figures.push(number(&run_once(&command(fourd, "round_trip.4dm", idle, &[]))?)?);
        }
    }
    let medians = figures.map(|figures| median(&figures).unwrap_or_default());
    let mut table = Table::new(["idle workers", "round trip in µs", "compared with none"]);
    for (idle, figure) in IDLE.into_iter().zip(medians) {
        let cells = [Some(short(figure)), medians.first().map(|none| short(figure / none))];
        table.row(&idle.to_string(), cells);
    }
    Ok(table.markdown())
}

fn starts(fourd: &Path, options: &Options) -> Result<String, String> {
    let mut table = Table::new(["workers started", "seconds", "memory in MB", "virtual memory in MB"]);
    for count in STARTED {
        let plain = command(fourd, "start.4dm", count, &[]);
        // Where there is a shell, it sets the limit.
        let limited = ["sh", "-c", &format!("ulimit -v {LIMIT}; exec \"$@\""), "sh"].map(OsString::from);
        let command = if cfg!(unix) { limited.into_iter().chain(plain).collect() } else { plain };
        let samples = (0..options.runs()).map(|_| run_once(&command)).collect::<Result<Vec<_>, _>>()?;
        let seconds = median(&samples.iter().map(|sample| sample.wall).collect::<Vec<_>>());
        let memory = median(&samples.iter().filter_map(|sample| sample.peak).collect::<Vec<_>>());
        let space = median(&samples.iter().map(number).collect::<Result<Vec<_>, _>>()?);
        table.row(
            &count.to_string(),
            [seconds.map(|seconds| format!("{seconds:.3}")), memory.map(short), space.map(short)],
        );
    }
    Ok(table.markdown())
}

fn seeded(fourd: &Path, options: &Options) -> Result<String, String> {
    let mut table = Table::new(["processes that wait, with a seed", "seconds"]);
    for count in SEEDED {
        let command = command(fourd, "seeded.4dm", count, &["--seed", "1"]);
        let samples = (0..options.runs()).map(|_| run_once(&command)).collect::<Result<Vec<_>, _>>()?;
        let seconds = median(&samples.iter().map(|sample| sample.wall).collect::<Vec<_>>());
        table.row(&count.to_string(), [seconds.map(|seconds| format!("{seconds:.3}"))]);
    }
    Ok(table.markdown())
}
