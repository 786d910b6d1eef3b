//! How a run ends that a signal asks to end.

use crate::{fresh_folder, write_files};
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What a run gave that got a signal.
struct Signalled {
    output: String,
    errors: String,
    status: Option<i32>,
    took: Duration,
}

/// Starts `fourd`, waits for its first line, sends signals and waits for its end.
fn signalled(folder: &Path, arguments: &[&str], signals: &[&str]) -> Signalled {
    let mut child = Command::new(env!("CARGO_BIN_EXE_fourd"))
        .args(arguments)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut reader = BufReader::new(child.stdout.take().unwrap());
    let mut output = String::new();
    reader.read_line(&mut output).unwrap();
    let begun = Instant::now();
    for signal in signals {
        let sent = Command::new("kill").args([signal, child.id().to_string().as_str()]).status().unwrap();
        assert!(sent.success());
        // Two signals at the same moment could become one.
        std::thread::sleep(Duration::from_millis(300));
    }
    reader.read_to_string(&mut output).unwrap();
    let mut errors = String::new();
    child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
    Signalled { output, errors, status: child.wait().unwrap().code(), took: begun.elapsed() }
}

const SOURCES: &str = "Project/Sources/";

/// A project whose `main` never ends, with On Exit.
fn project(name: &str, on_exit: &str) -> std::path::PathBuf {
    let folder = fresh_folder(name);
    write_files(
        &folder,
        &[
            ("Project/a.4DProject", "{}"),
            (
                &format!("{SOURCES}Methods/main.4dm"),
                "ALERT(\"main\")\nCALL WORKER(\"w\"; \"wait\")\nWhile (True)\n\twait\nEnd while\n",
            ),
            (&format!("{SOURCES}Methods/wait.4dm"), "DELAY PROCESS(Current process; 60000)\n"),
            (&format!("{SOURCES}DatabaseMethods/onExit.4dm"), on_exit),
            (&format!("{SOURCES}DatabaseMethods/onServerShutdown.4dm"), "ALERT(\"shutdown\")\n"),
        ],
    );
    folder
}

#[test]
fn an_interrupted_run_tells_where_it_was() {
    let folder = project("signals-interrupt", "ALERT(\"exit\")\n");
    let ended = signalled(&folder, &["run", "."], &["-INT"]);
    assert_eq!((ended.output.as_str(), ended.status), ("main\n", Some(130)), "{}", ended.errors);
    assert!(ended.errors.starts_with("[4D6151] Error: The run was interrupted\n"), "{}", ended.errors);
    for part in ["Methods/wait.4dm:1:1", "`Application process` was here", "called from `main` at", "main.4dm:4"] {
        assert!(ended.errors.contains(part), "{part}: {}", ended.errors);
    }
}

#[test]
fn the_signal_term_runs_on_exit() {
    let folder = project("signals-terminate", "ALERT(\"exit\")\n");
    for (arguments, expected) in [
        (&["run", "."][..], "main\nexit\n"),
        (&["run", ".", "--seed", "1"], "main\nexit\n"),
        (&["run", ".", "--skip-onstartup"], "main\n"),
        (&["run", ".", "--as", "server"], "[server] main\n[server] shutdown\n"),
        (&["run", ".", "--as", "remote"], "[client 1] main\n[client 1] exit\n[server] shutdown\n"),
        (&["--project", ".", "--startup-method", "main"], "main\nexit\n"),
    ] {
        let ended = signalled(&folder, arguments, &["-TERM"]);
        assert_eq!((ended.output.as_str(), ended.status), (expected, Some(143)), "{arguments:?}: {}", ended.errors);
        assert_eq!(ended.errors, "", "{arguments:?}");
    }
}

#[test]
fn on_exit_does_not_hold_the_program_up() {
    let folder = project("signals-limit", "ALERT(\"exit\")\nDELAY PROCESS(Current process; 60000)\n");
    let ended = signalled(&folder, &["run", "."], &["-TERM"]);
    assert_eq!((ended.output.as_str(), ended.status), ("main\nexit\n", Some(143)), "{}", ended.errors);
    assert!(ended.took > Duration::from_secs(7) && ended.took < Duration::from_secs(30), "{:?}", ended.took);
    let twice = signalled(&folder, &["run", "."], &["-TERM", "-TERM"]);
    assert_eq!(twice.status, Some(143));
    assert!(twice.took < Duration::from_secs(7), "{:?}", twice.took);
}
