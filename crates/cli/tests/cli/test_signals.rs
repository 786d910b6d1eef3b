//! What `fourd test` does when it is ended from outside.

use crate::{fresh_folder, write_files};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

/// How long something that should happen at once is waited for.
const PATIENCE: Duration = Duration::from_secs(60);

/// A folder with one test that passes and one that does not end, which writes the number of its program to a file.
fn endless_tests(name: &str) -> PathBuf {
    let folder = fresh_folder(name);
    let endless = "LAUNCH EXTERNAL PROCESS(\"sh -c 'echo $PPID $$ > numbers; sleep 600'\")\n";
    write_files(
        &folder,
        &[("test_a.4dm", "ASSERT(True)\n"), ("test_b.4dm", endless), ("test_c.4dm", "ASSERT(True)\n")],
    );
    folder
}

fn start(folder: &Path, jobs: &str) -> Child {
    Command::new(env!("CARGO_BIN_EXE_fourd"))
        .args(["test", ".", "--jobs", jobs, "-v"])
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .env("XDG_CACHE_HOME", folder.join("cache"))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Waits until something is there.
fn wait_for<T>(mut look: impl FnMut() -> Option<T>) -> T {
    let started = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(started.elapsed() < PATIENCE, "it does not happen");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// The numbers of the run of the endless test and of the program that it has started.
fn numbers(folder: &Path) -> Vec<String> {
    wait_for(|| {
        let text = std::fs::read_to_string(folder.join("numbers")).ok()?;
        let numbers: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        (numbers.len() == 2 && text.ends_with('\n')).then_some(numbers)
    })
}

fn send(signal: &str, number: &str) -> bool {
    let sent = Command::new("kill").args([signal, number]).stderr(Stdio::null()).status();
    sent.unwrap().success()
}

/// Waits until a program has ended.
fn ends(number: &str) {
    let is_dead = || {
        let state = Command::new("ps").args(["-o", "stat=", "-p", number]).output().unwrap().stdout;
        let state = String::from_utf8_lossy(&state).trim().to_owned();
        (state.is_empty() || state.starts_with('Z')).then_some(())
    };
    wait_for(is_dead);
}

fn ended_by(signal: &str, jobs: &str, name: &str) -> Output {
    let folder = endless_tests(name);
    let child = start(&folder, jobs);
    let numbers = numbers(&folder);
    assert!(send(signal, &child.id().to_string()));
    let done = child.wait_with_output().unwrap();
    numbers.iter().for_each(|number| ends(number));
    done
}

#[test]
fn a_signal_ends_all_runs_and_what_has_ended_is_told() {
    for (signal, status) in [("-TERM", 143), ("-INT", 130)] {
        let done = ended_by(signal, "1", "signals-told");
        let output = String::from_utf8_lossy(&done.stdout).into_owned();
        assert!(output.starts_with("passed: test_a.4dm ("), "{output}");
        assert!(output.ends_with("\n3 tests: 1 passed, 2 not run (1 assertion)\n"), "{output}");
        assert_eq!(done.status.code(), Some(status), "{signal}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_run_ends_with_the_program_that_has_started_it() {
    let folder = endless_tests("signals-killed");
    let mut child = start(&folder, "2");
    let numbers = numbers(&folder);
    child.kill().unwrap();
    child.wait().unwrap();
    ends(&numbers[0]);
    // Nothing tells the program of the test: it is no child of ours.
    send("-KILL", &numbers[1]);
}
