//! Gives mutated input to every reader of outside bytes: `readers INPUTS [SEED] [READER]`.
//!
//! The seeds are made by the program itself (`seeds.4dm`) and by a list of texts (`list.rs`). A batch of inputs is written
//! to a folder and read by 4D code in a process that is not the main one, so each goes the way that input of a program
//! goes. What must hold: each ends with a result or an error that can be caught; no panic, no crash, no hang, and no more
//! memory than the limit. Batches run in child processes, so that a crash ends only the child; the input that broke a rule is
//! kept in `artifacts/readers/`. `readers --one READER FILE` reads a single file.

mod list;
mod mutate;
mod servers;

use fourd_project::Project;
use fourd_runtime::Program;
use fourd_runtime::run::{Options, run};
use list::{READERS, Reader};
use mutate::Mutator;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

/// How many inputs a child process reads.
const BATCH: u64 = 500;
/// How long one input may take.
const HANG: Duration = Duration::from_secs(20);
/// The memory of a child process, in KB of address space.
const MEMORY: u64 = 3_000_000;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let text = |index: usize| arguments.get(index).map(String::as_str);
    let number = |index: usize| text(index).and_then(|text| text.parse::<u64>().ok());
    match text(0) {
        Some("--child") => match (text(1).and_then(named), number(2), text(3)) {
            (Some(reader), Some(count), Some(folder)) => child(reader, count, Path::new(folder)),
            _ => ExitCode::from(2),
        },
        Some("--one") => match (text(1).and_then(named), text(2).and_then(|file| std::fs::read(file).ok())) {
            (Some(reader), Some(bytes)) => one(reader, &bytes),
            _ => ExitCode::from(2),
        },
        _ => match number(0) {
            Some(inputs) => parent(inputs, number(1).unwrap_or(1), text(2)),
            None => {
                eprintln!("readers INPUTS [SEED] [READER]");
                ExitCode::from(2)
            }
        },
    }
}

fn named(name: &str) -> Option<&'static Reader> {
    READERS.iter().find(|reader| reader.name == name)
}

fn fresh_folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("fourd-readers-{}-{name}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    let _ = std::fs::create_dir_all(folder.join("inputs"));
    folder
}

/// Reads that many inputs with all readers, or with one, and tells what was found.
fn parent(inputs: u64, seed: u64, only: Option<&str>) -> ExitCode {
    let readers: Vec<&Reader> = READERS.iter().filter(|reader| only.is_none_or(|only| reader.name == only)).collect();
    let weights: u64 = readers.iter().map(|reader| reader.weight).sum();
    let (mut all, mut findings) = (0, 0);
    let seeds = list::made_seeds(&fresh_folder("seeds"));
    for reader in readers {
        let begun = Instant::now();
        let wanted = inputs * reader.weight / weights.max(1);
        let (mut read, mut found) = (0, 0);
        let mut done = Vec::new();
        let mut mutator = Mutator::new(seed, reader, &seeds);
        while read < wanted {
            let count = BATCH.min(wanted - read);
            let folder = fresh_folder(reader.name);
            for number in 0..count {
                let _ = std::fs::write(folder.join("inputs").join(number.to_string()), mutator.next());
            }
            match batch(reader, count, &folder) {
                Ok(()) => {
                    read += count;
                    add_done(&folder, &mut done);
                }
                Err((reached, what)) => {
                    found += 1;
                    read += reached + 1;
                    let kept = Path::new("artifacts/readers");
                    let _ = std::fs::create_dir_all(kept);
                    let name = format!("{}-{seed}-{read}", reader.name);
                    let _ = std::fs::copy(folder.join("inputs").join(reached.to_string()), kept.join(&name));
                    println!("{}: {what}: artifacts/readers/{name}", reader.name);
                }
            }
            let _ = std::fs::remove_dir_all(&folder);
        }
        // A statement that always fails reads nothing: its part of the reader is not tried at all.
        for number in done.iter().enumerate().filter(|(_, times)| **times == 0).map(|(number, _)| number + 1) {
            found += 1;
            println!("{}: statement {number} never ended without an error", reader.name);
        }
        let seconds = begun.elapsed().as_secs();
        println!("{:<20} {read:>8} inputs, {found} findings, {seconds} s; without an error: {done:?}", reader.name);
        all += read;
        findings += found;
    }
    println!("{all} inputs, {findings} findings");
    if findings == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Adds how often each statement of a batch has ended without an error.
fn add_done(folder: &Path, done: &mut Vec<u64>) {
    let text = std::fs::read_to_string(folder.join("done")).unwrap_or_default();
    for (number, times) in
        text.split(|sign: char| !sign.is_ascii_digit()).filter_map(|each| each.parse().ok()).enumerate()
    {
        match done.get_mut(number) {
            Some(sum) => *sum += times,
            None => done.push(times),
        }
    }
}

/// Where a batch has come to.
fn reached(folder: &Path) -> u64 {
    std::fs::read_to_string(folder.join("at")).ok().and_then(|text| text.trim().parse().ok()).unwrap_or(0)
}

/// Reads a batch in a child process; else the number of the input that broke a rule, and how.
fn batch(reader: &Reader, count: u64, folder: &Path) -> Result<(), (u64, String)> {
    let Ok(program) = std::env::current_exe() else { return Err((0, "the program is not there".to_owned())) };
    let errors = std::fs::File::create(folder.join("errors")).map_or(Stdio::null(), Stdio::from);
    let child = Command::new("sh")
        .args(["-c", &format!("ulimit -v {MEMORY}; exec \"$0\" \"$@\"")])
        .arg(program)
        .args(["--child", reader.name, &count.to_string()])
        .arg(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(errors)
        .spawn();
    let Ok(mut child) = child else { return Err((0, "the child does not start".to_owned())) };
    let outcome = watch(&mut child, folder);
    outcome.map_err(|what| {
        let errors = std::fs::read(folder.join("errors")).unwrap_or_default();
        let errors = String::from_utf8_lossy(&errors);
        let last: Vec<&str> = errors.lines().rev().take(3).collect();
        (reached(folder), format!("{what} {}", last.join(" | ")))
    })
}

/// Waits for a child that goes on.
fn watch(child: &mut Child, folder: &Path) -> Result<(), String> {
    let (mut last, mut since) = (u64::MAX, Instant::now());
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(status)) => return Err(status.to_string()),
            Ok(None) => {}
            Err(failure) => return Err(failure.to_string()),
        }
        let at = reached(folder);
        if at != last {
            (last, since) = (at, Instant::now());
        }
        if since.elapsed() > HANG {
            let _ = child.kill();
            let _ = child.wait();
            return Err("hang".to_owned());
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Reads one input here.
fn one(reader: &Reader, bytes: &[u8]) -> ExitCode {
    let folder = fresh_folder("one");
    let _ = std::fs::write(folder.join("inputs/0"), bytes);
    let status = child(reader, 1, &folder);
    let _ = std::fs::remove_dir_all(&folder);
    status
}

/// Reads the inputs in a folder.
fn child(reader: &Reader, count: u64, folder: &Path) -> ExitCode {
    if let Some(read) = reader.native {
        for number in 0..count {
            let _ = std::fs::write(folder.join("at"), number.to_string());
            let bytes = std::fs::read(folder.join("inputs").join(number.to_string())).unwrap_or_default();
            read(&bytes, folder);
        }
        return ExitCode::SUCCESS;
    }
    let port = servers::start(folder.join("inputs"), reader.served);
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text);
    let written = list::scripts(reader, count, port).iter().all(|(name, text)| write(name, text).is_ok());
    let Ok(project) = Project::open(folder.join("main.4dm")) else { return ExitCode::from(2) };
    if !written {
        return ExitCode::from(2);
    }
    let program = Program::new(project, fourd_commands::commands(), fourd_commands::classes(), None);
    // What a process prints of an error that nothing catches is none of this.
    run(&program, Options::default(), |_| ());
    if reached(folder) + 1 >= count { ExitCode::SUCCESS } else { ExitCode::from(3) }
}
