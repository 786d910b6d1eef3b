//! Hostile input: texts, files and code that are made to break whoever reads them. Each case runs in a process that is not
//! the main one, under limits of memory, files and disk, and ends with a result or an error that can be caught: never with
//! a signal, a panic or a hang, and never with more memory than 64 MB and 40 times its input.
//!
//! `cargo test` runs the cases with small inputs; with `HOSTILE=full` in the environment they have the sizes of real attacks.

#![cfg(target_os = "linux")]
#![allow(clippy::expect_used)]

mod cases;
mod inputs;

use cases::{CASES, Case, HANDLER};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The program.
const FOURD: &str = env!("CARGO_BIN_EXE_fourd");
/// How long a case may take.
const LONGEST: Duration = Duration::from_secs(120);
/// What a case may take besides 40 times its input, in bytes.
const ALLOWANCE: u64 = 64 << 20;
/// How many bytes of memory a byte of input may take.
const FACTOR: u64 = 40;

/// How large inputs are.
#[derive(Clone, Copy)]
pub struct Scale(pub usize);

impl Scale {
    fn of_environment() -> Self {
        Scale(if std::env::var("HOSTILE").is_ok_and(|value| value == "full") { 10 } else { 1 })
    }
}

/// Where the code of a case runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spot {
    /// At the beginning of a process.
    Beginning,
    /// In the `Catch` of the innermost call of an endless recursion.
    FullStack,
    /// In the handler of errors, loaded for the first time after an endless recursion.
    Handler,
}

/// What a run gave.
struct Outcome {
    output: String,
    status: std::process::ExitStatus,
    /// The most memory that it had at once, in bytes.
    memory: u64,
    time: Duration,
    timed_out: bool,
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join("Project/Sources/Methods")).expect("a folder can be made");
    folder
}

fn write(folder: &Path, path: &str, text: &str) {
    std::fs::write(folder.join(path), text).expect("a file can be written");
}

/// Writes the project of a case; gives how many bytes its input has.
fn project(case: &Case, spot: Spot, scale: Scale, folder: &Path) -> u64 {
    write(folder, "Project/Hostile.4DProject", "{}");
    let input = (case.input)(folder, scale);
    let code = case.code.replace("SCALE", &scale.0.to_string());
    let code = if spot == Spot::Beginning { code } else { each_tried(&code) };
    let methods = "Project/Sources/Methods";
    let main = "var $number; $rounds : Integer\n$number:=New process(\"begin\"; 0)\n\
        While (Process state($number)>=0)\n\tDELAY PROCESS(Current process; 2)\nEnd while\n\
        ALERT(\"over\")\nDELAY PROCESS(Current process; 6)\n";
    write(folder, &format!("{methods}/main.4dm"), main);
    let begin = match spot {
        Spot::Beginning => format!("ON ERR CALL(\"caught\")\n{code}\nALERT(\"ended\")\n"),
        Spot::FullStack => "var reached : Boolean\nON ERR CALL(\"caught\")\ndeeper(1)\nALERT(\"ended\")\n".to_owned(),
        Spot::Handler => "var reached : Boolean\nON ERR CALL(\"late\")\nendless(1)\nALERT(\"ended\")\n".to_owned(),
    };
    write(folder, &format!("{methods}/begin.4dm"), &begin);
    write(folder, &format!("{methods}/caught.4dm"), HANDLER);
    let deeper = format!(
        "#DECLARE($depth : Integer)\nTry\n\tdeeper($depth+1)\nCatch\n\tIf (Not(reached))\n\t\treached:=True\n\
         \t\tTry\n{code}\n\t\tCatch\n\t\t\tALERT(\"error \"+String(Last errors[0].errCode))\n\t\tEnd try\n\tEnd if\nEnd try\n"
    );
    write(folder, &format!("{methods}/deeper.4dm"), &deeper);
    write(folder, &format!("{methods}/endless.4dm"), "#DECLARE($depth : Integer)\nendless($depth+1)\n");
    write(folder, &format!("{methods}/waits.4dm"), "DELAY PROCESS(Current process; 120)\n");
    let late = format!("If (Not(reached))\n\treached:=True\n{code}\nEnd if\n");
    write(folder, &format!("{methods}/late.4dm"), &late);
    for (path, text) in case.files {
        if let Some(above) = folder.join(path).parent() {
            std::fs::create_dir_all(above).expect("a folder can be made");
        }
        write(folder, path, text);
    }
    input
}

/// The code with each statement that is in no block in a `Try` of its own: a handler's own errors end the process.
fn each_tried(code: &str) -> String {
    const BEGINNINGS: [&str; 6] = ["For", "If", "While", "Repeat", "Use", "Try"];
    const ENDS: [&str; 2] = ["End", "Until"];
    let mut depth = 0usize;
    let mut tried = String::new();
    for line in code.lines() {
        let begins = BEGINNINGS.iter().any(|word| line.starts_with(word));
        depth += usize::from(begins);
        if depth == 0 && !line.starts_with("var ") {
            tried.push_str(&format!("Try\n{line}\nCatch\nALERT(\"error \"+String(Last errors[0].errCode))\nEnd try\n"));
        } else {
            tried.push_str(&format!("{line}\n"));
        }
        depth -= usize::from(ENDS.iter().any(|word| line.starts_with(word)));
    }
    tried
}

/// The most memory that a process had, in bytes.
fn memory_of(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches(" kB").parse::<u64>().ok()? * 1024)
}

/// Runs a project in a shell that sets limits first.
fn run(folder: &Path, limits: &str, arguments: &str) -> Outcome {
    let line = format!("{limits} exec \"$FOURD\" {arguments} run --method main . 2>&1");
    let begun = Instant::now();
    let mut child = Command::new("sh")
        .args(["-c", &line])
        .env("FOURD", FOURD)
        .env("NO_COLOR", "1")
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("a shell can be started");
    let mut stdout = child.stdout.take().expect("it has an output");
    let reader = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = stdout.read_to_end(&mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    });
    let (mut memory, mut timed_out) = (0, false);
    let status = loop {
        memory = memory.max(memory_of(child.id()).unwrap_or(0));
        if let Some(status) = child.try_wait().expect("it can be waited for") {
            break status;
        }
        if begun.elapsed() > LONGEST {
            timed_out = true;
            let _ = child.kill();
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    Outcome { output: reader.join().unwrap_or_default(), status, memory, time: begun.elapsed(), timed_out }
}

/// What is wrong with an outcome.
fn fault(outcome: &Outcome, input: Option<u64>) -> Option<String> {
    if outcome.timed_out {
        return Some(format!("it takes more than {} s", LONGEST.as_secs()));
    }
    if outcome.status.code().is_none_or(|code| code > 3) {
        return Some(format!("it ends with {}", outcome.status));
    }
    if outcome.output.contains("panicked") || outcome.output.contains("memory allocation") {
        return Some("it ends with a panic".to_owned());
    }
    if !outcome.output.contains("over") {
        return Some("the program does not go on after it".to_owned());
    }
    let most = input? * FACTOR + ALLOWANCE;
    (outcome.memory > most).then(|| format!("it takes {} MB where {} MB are allowed", outcome.memory >> 20, most >> 20))
}

/// Calls a function for each item, on as many threads as there are processors.
fn for_each_at_once<T: Sync>(items: &[T], work: impl Fn(&T) + Sync) {
    let next = AtomicUsize::new(0);
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(item) = items.get(next.fetch_add(1, Ordering::SeqCst)) {
                    work(item);
                }
            });
        }
    });
}

/// Runs cases at a spot under limits, and fails with all that is wrong.
fn check(spot: Spot, name: &str, limits: &str, measures: bool, chosen: impl Fn(&Case) -> bool) {
    let scale = Scale::of_environment();
    let only = std::env::var("HOSTILE_CASE").ok();
    let cases: Vec<&Case> = CASES
        .iter()
        .filter(|case| chosen(case) && only.as_ref().is_none_or(|only| case.name.contains(only.as_str())))
        .collect();
    let faults = Mutex::new(Vec::new());
    for_each_at_once(&cases, |case| {
        let folder = folder(&format!("{name}-{}", case.name));
        let input = project(case, spot, scale, &folder);
        let outcome = run(&folder, limits, "");
        let shown = outcome.output.lines().take(6).collect::<Vec<_>>().join(" | ");
        println!("{name} {}: {} MB, {:.1} s, {shown}", case.name, outcome.memory >> 20, outcome.time.as_secs_f64());
        match fault(&outcome, measures.then_some(input)) {
            Some(fault) => {
                let text = format!("{name}, {}: {fault}\n{}", case.name, outcome.output);
                faults.lock().unwrap_or_else(PoisonError::into_inner).push(text);
            }
            None => {
                let _ = std::fs::remove_dir_all(&folder);
            }
        }
    });
    let faults = faults.into_inner().unwrap_or_else(PoisonError::into_inner);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_process_survives_hostile_input() {
    check(Spot::Beginning, "beginning", "", true, |case| !case.needs_limit);
}

#[test]
fn a_process_survives_it_at_the_end_of_its_stack() {
    check(Spot::FullStack, "full-stack", "", false, |case| !case.needs_limit);
}

#[test]
fn a_handler_that_is_loaded_at_the_end_of_the_stack_survives_it() {
    check(Spot::Handler, "handler", "", false, |case| !case.needs_limit);
}

#[test]
fn a_process_survives_it_with_little_memory() {
    check(Spot::Beginning, "memory", "ulimit -v 1200000;", false, |_| true);
}

#[test]
fn a_process_survives_it_with_few_open_files() {
    check(Spot::Beginning, "files", "ulimit -n 12;", false, |case| !case.needs_limit);
}

#[test]
fn a_process_survives_a_full_disk() {
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.starts_with(b"0\n"));
    let folder = folder("full-disk");
    let disk = folder.join("disk");
    std::fs::create_dir_all(&disk).expect("a folder can be made");
    let mounted = is_root
        && Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=64k", "tmpfs"])
            .arg(&disk)
            .status()
            .is_ok_and(|status| status.success());
    if !mounted {
        println!("skipped: only root can mount a small disk");
        return;
    }
    let case = Case { files: &[], ..cases::FULL_DISK };
    project(&case, Spot::Beginning, Scale::of_environment(), &folder);
    let outcome = run(&folder, "", "");
    let _ = Command::new("umount").arg(&disk).status();
    println!("{}", outcome.output);
    let fault = fault(&outcome, None);
    assert!(fault.is_none() && outcome.output.contains("error "), "{}\n{}", fault.unwrap_or_default(), outcome.output);
    assert!(!outcome.output.contains("ZipWriter"), "{}", outcome.output);
}
