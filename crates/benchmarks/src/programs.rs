//! Whole programs, in 4D and in other languages.
//!
//! `programs/NAME` holds one program in each language, which prints the line in `NAME.out`. All languages run in turn, so
//! that what else the machine does meets all of them alike.

use crate::measure::{Sample, run as run_once};
use crate::statistics::{geometric_mean, median};
use crate::table::{Table, short};
use crate::{Options, document, subject};
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

/// A language in which the programs are written, and the program that runs it.
struct Peer {
    name: String,
    command: Vec<OsString>,
    extension: &'static str,
}

/// The names, commands and extensions of what fourd is compared with.
const PEERS: [(&str, &[&str], &str); 4] = [
    ("lua5.4", &["lua5.4"], "lua"),
    ("python3", &["python3"], "py"),
    ("node", &["node"], "js"),
    ("node --jitless", &["node", "--jitless"], "js"),
];

/// The program that does nothing but start: it is no part of the mean.
const START: &str = "start";

/// What the runs of one program in one language took: medians, and the most memory.
#[derive(Clone, Copy)]
struct Figures {
    seconds: f64,
    peak: Option<f64>,
}

/// The folders in a folder, by name.
pub(crate) fn names(folder: &Path) -> Result<Vec<String>, String> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let folders = entries.filter_map(Result::ok).filter(|entry| entry.path().is_dir());
    let mut names: Vec<String> = folders.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    Ok(names)
}

/// Measures all programs and shows the tables. Different output is an error.
pub(crate) fn run(fourd: &Path, options: &Options) -> Result<(), String> {
    let (peers, versions) = peers(fourd);
    let folder = crate::home().join("programs");
    let mut problems = vec![];
    let mut rows = vec![];
    for name in names(&folder)?.into_iter().filter(|name| options.wants(name)) {
        eprintln!("{name}");
        let figures = program(&folder.join(&name), &name, &peers, options, &mut problems)?;
        rows.push((name, figures));
    }
    let what = if options.processor_time { "Seconds of the processors" } else { "Seconds on the clock" };
    let text = format!(
        "{what}, medians of {} runs; behind them the time of fourd as a part of that of the others: below 1, fourd is \
         faster.\n\n{}\nPeak memory in MB:\n\n{}\n{versions}",
        options.runs(),
        times(&peers, &rows).markdown(),
        memory(&peers, &rows).markdown(),
    );
    document::show("programs", &text, options)?;
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n")) }
}

/// fourd and those of the others that are installed, and a line with their versions.
fn peers(fourd: &Path) -> (Vec<Peer>, String) {
    let of_fourd = vec![OsString::from(fourd), OsString::from("run")];
    let mut peers = vec![Peer { name: "fourd".to_string(), command: of_fourd, extension: "4dm" }];
    let mut versions: Vec<String> = vec![];
    for (name, command, extension) in PEERS {
        let Some(version) = version(command[0]) else {
            eprintln!("{name} is not installed");
            continue;
        };
        if !versions.contains(&version) {
            versions.push(version);
        }
        let command = match subject::python().filter(|_| name == "python3") {
            Some(python) => vec![python],
            None => command.iter().map(OsString::from).collect(),
        };
        peers.push(Peer { name: name.to_string(), command, extension });
    }
    (peers, format!("Compared with: {}.\n", versions.join(", ")))
}

/// What a program says of its version, where it is installed.
fn version(program: &str) -> Option<String> {
    let option = if program.starts_with("lua") { "-v" } else { "--version" };
    let output = Command::new(program).arg(option).output().ok().filter(|output| output.status.success())?;
    let text = String::from_utf8_lossy(&output.stdout);
    let words: Vec<&str> = text.split_whitespace().take(2).collect();
    Some(match words[..] {
        [version] => format!("Node.js {}", version.trim_start_matches('v')),
        _ => words.join(" "),
    })
}

/// Runs one program in all languages. The result has a place for each language, empty where it has no such program or
/// the program failed.
fn program(
    folder: &Path,
    name: &str,
    peers: &[Peer],
    options: &Options,
    problems: &mut Vec<String>,
) -> Result<Vec<Option<Figures>>, String> {
    let path = folder.join(format!("{name}.out"));
    let expected = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut samples: Vec<Vec<Sample>> = peers.iter().map(|_| vec![]).collect();
    let mut failed = vec![false; peers.len()];
    for _ in 0..options.runs() {
        for (number, peer) in peers.iter().enumerate() {
            let path = folder.join(format!("{name}.{}", peer.extension));
            if failed[number] || !path.is_file() {
                continue;
            }
            let command: Vec<OsString> = peer.command.iter().cloned().chain([path.into_os_string()]).collect();
            let problem = match run_once(&command) {
                Ok(sample) if sample.output == expected.trim_end() => {
                    samples[number].push(sample);
                    continue;
                }
                Ok(sample) => {
                    format!("{name}, {}: wrote {:?}, not {:?}", peer.name, sample.output, expected.trim_end())
                }
                Err(problem) => problem,
            };
            problems.push(problem);
            failed[number] = true;
            samples[number].clear();
        }
    }
    let figures = samples.iter().map(|samples| {
        let seconds: Vec<f64> = samples
            .iter()
            .map(|sample| sample.processor.filter(|_| options.processor_time).unwrap_or(sample.wall))
            .collect();
        let peak = samples.iter().filter_map(|sample| sample.peak).reduce(f64::max);
        median(&seconds).map(|seconds| Figures { seconds, peak })
    });
    Ok(figures.collect())
}

type Row = (String, Vec<Option<Figures>>);

/// Seconds of all languages, and those of fourd as parts of the others.
fn times(peers: &[Peer], rows: &[Row]) -> Table {
    let names = peers.iter().map(|peer| peer.name.clone());
    let ratios = peers.iter().skip(1).map(|peer| format!("fourd / {}", peer.name));
    let mut table = Table::new(std::iter::once("program".to_string()).chain(names).chain(ratios));
    let mut all: Vec<Vec<f64>> = peers.iter().skip(1).map(|_| vec![]).collect();
    for (name, figures) in rows {
        let own = figures.first().copied().flatten();
        let ratios: Vec<Option<f64>> =
            figures.iter().skip(1).map(|other| Some(own?.seconds / other.as_ref()?.seconds)).collect();
        if name != START {
            all.iter_mut().zip(&ratios).for_each(|(all, ratio)| all.extend(ratio));
        }
        let seconds = figures.iter().map(|figures| figures.map(|figures| format!("{:.3}", figures.seconds)));
        table.row(name, seconds.chain(ratios.into_iter().map(|ratio| ratio.map(short))));
    }
    let means = all.iter().map(|ratios| geometric_mean(ratios).map(short));
    table.row(&format!("geometric mean without `{START}`"), peers.iter().map(|_| Some(String::new())).chain(means));
    table
}

/// The most memory of all languages.
fn memory(peers: &[Peer], rows: &[Row]) -> Table {
    let names = peers.iter().map(|peer| peer.name.clone());
    let mut table = Table::new(std::iter::once("program".to_string()).chain(names));
    for (name, figures) in rows {
        table.row(name, figures.iter().map(|figures| figures.and_then(|figures| figures.peak).map(short)));
    }
    table
}
