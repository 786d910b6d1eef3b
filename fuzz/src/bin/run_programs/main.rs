//! Runs generated programs under a step limit: `run_programs SECONDS [SEED]`.
//!
//! A program is a script with methods and classes (`generate`), written to a folder and run there in this process, on a
//! virtual clock, with a limit of steps. What must hold: no panic, no crash, no hang; errors of the language are fine.
//! The programs run in a child process, so that a crash ends only the child. A program that breaks a rule is kept as a
//! folder in `artifacts/programs/`. `run_programs --one SEED` runs a single program and writes what it prints.

mod generate;

use fourd_project::Project;
use fourd_runtime::Program;
use fourd_runtime::run::{Options, run};
use generate::Generator;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::{LazyLock, Mutex};
use std::time::{Duration, Instant};

/// Loop rounds and calls that a program may make.
const STEPS: u64 = 200_000;

/// A program that computes longer hangs.
const HANG: Duration = Duration::from_secs(30);

/// A program that takes longer hangs, even where it computes nothing.
const STANDSTILL: Duration = Duration::from_secs(300);

/// The exit status of a child that hung.
const HUNG: i32 = 97;

/// The exit status of a child after a panic.
const PANICKED: i32 = 98;

/// What this process had computed when the current program began, and when that was.
static RUNNING: Mutex<Option<(Duration, Instant)>> = Mutex::new(None);

/// When this process began.
static BEGUN: LazyLock<Instant> = LazyLock::new(Instant::now);

/// What panicked, on whichever thread.
static PANICS: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |index: usize| arguments.get(index).and_then(|text| text.parse::<u64>().ok());
    match (arguments.first().map(String::as_str), number(1)) {
        (Some("--one"), Some(seed)) => {
            let panics = run_one(seed, &folder("one"));
            panics.iter().for_each(|panic| eprintln!("{panic}"));
            if panics.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        (Some("--child"), Some(seed)) => child(seed, number(2).unwrap_or(0)),
        _ => match number(0) {
            Some(seconds) => parent(Duration::from_secs(seconds), number(1).unwrap_or(1)),
            None => {
                eprintln!("run_programs SECONDS [SEED]");
                ExitCode::from(2)
            }
        },
    }
}

/// Where the files of the current program stand.
fn folder(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("fourd-programs-{name}-{}", std::process::id()))
}

/// Starts children until time is over, each where the last one ended.
fn parent(time: Duration, first: u64) -> ExitCode {
    let begun = Instant::now();
    let (mut seed, mut findings) = (first, 0);
    while begun.elapsed() < time {
        let left = (time - begun.elapsed()).as_secs() + 1;
        let Ok(program) = std::env::current_exe() else { return ExitCode::from(2) };
        let child = Command::new(program)
            .args(["--child", &seed.to_string(), &left.to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .output();
        let Ok(done) = child else { return ExitCode::from(2) };
        let words = String::from_utf8_lossy(&done.stderr);
        // The child writes `at SEED` before each program.
        let reached =
            words.rsplit("\u{1}at ").next().and_then(|rest| rest.split_whitespace().next()?.parse::<u64>().ok());
        let Some(reached) = reached else { return ExitCode::from(2) };
        seed = reached + 1;
        let what = match done.status.code() {
            Some(0) => continue,
            Some(HUNG) => "hang".to_owned(),
            Some(PANICKED) => words.rsplit("\u{1}panic ").next().unwrap_or_default().trim().to_owned(),
            status => format!("crash {status:?}: {}", words.lines().last().unwrap_or_default()),
        };
        findings += 1;
        println!("seed {reached}: {what}");
        keep(reached, &what);
    }
    println!("{} programs in {} s, {findings} findings", seed - first, begun.elapsed().as_secs());
    if findings == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn keep(seed: u64, what: &str) {
    let folder = Path::new("artifacts/programs").join(seed.to_string());
    for (name, text) in Generator::new(seed).program() {
        let _ = write(&folder.join(name), &text);
    }
    let _ = write(&folder.join("finding.txt"), what);
}

fn write(file: &Path, text: &str) -> std::io::Result<()> {
    if let Some(parent) = file.parent() {
        std::fs::create_dir_all(parent)?;
    }
    std::fs::write(file, text)
}

/// How long this process has computed by itself, which a busy machine does not change; where the system does not tell,
/// the time since it began. A second has 100 ticks.
fn computed(begun: Instant) -> Duration {
    let ticks = std::fs::read_to_string("/proc/self/stat").ok().and_then(|words| {
        let (_, behind_name) = words.rsplit_once(')')?;
        behind_name.split_whitespace().nth(11)?.parse::<u64>().ok()
    });
    ticks.map_or_else(|| begun.elapsed(), |ticks| Duration::from_millis(ticks * 10))
}

/// Runs one program after the other until time is over or one breaks a rule.
fn child(first: u64, seconds: u64) -> ExitCode {
    let begun = Instant::now();
    let folder = folder("child");
    std::panic::set_hook(Box::new(|information| {
        if let Ok(mut panics) = PANICS.lock() {
            panics.push(information.to_string());
        }
    }));
    std::thread::spawn(|| {
        loop {
            std::thread::sleep(Duration::from_millis(500));
            let since = RUNNING.lock().ok().and_then(|running| *running);
            let hangs = since.is_some_and(|(computed_before, since)| {
                computed(*BEGUN).saturating_sub(computed_before) > HANG || since.elapsed() > STANDSTILL
            });
            if hangs {
                std::process::exit(HUNG);
            }
        }
    });
    let mut seed = first;
    let mut status = ExitCode::SUCCESS;
    while begun.elapsed() < Duration::from_secs(seconds) {
        eprintln!("\u{1}at {seed} ");
        let panics = run_one(seed, &folder);
        if !panics.is_empty() {
            eprintln!("\u{1}panic {}", panics.join(" | ").replace('\n', " "));
            status = ExitCode::from(PANICKED as u8);
            break;
        }
        seed += 1;
    }
    let _ = std::fs::remove_dir_all(&folder);
    status
}

/// Runs the program of a seed and gives what panicked.
fn run_one(seed: u64, folder: &Path) -> Vec<String> {
    let _ = std::fs::remove_dir_all(folder);
    for (name, text) in Generator::new(seed).program() {
        if write(&folder.join(name), &text).is_err() {
            return Vec::new();
        }
    }
    if let Ok(mut running) = RUNNING.lock() {
        *running = Some((computed(*BEGUN), Instant::now()));
    }
    let caught = catch_unwind(AssertUnwindSafe(|| {
        if let Ok(project) = Project::open(folder.join("main.4dm")) {
            let program = Program::new(project, fourd_commands::commands(), fourd_commands::classes(), None);
            let options = Options { seed: Some(seed), ..Options::default() };
            run(&program, options, |world| world.limit_steps(STEPS));
        }
    }));
    if let Ok(mut running) = RUNNING.lock() {
        *running = None;
    }
    let mut panics = PANICS.lock().map(|mut panics| std::mem::take(&mut *panics)).unwrap_or_default();
    if caught.is_err() && panics.is_empty() {
        panics.push("a panic".to_owned());
    }
    panics
}
