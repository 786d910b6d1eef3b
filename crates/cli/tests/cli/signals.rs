//! How a run ends that a signal asks to end.

use crate::{fresh_folder, send_signal, started, write_files};
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::Command;
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
    let mut child = started(folder, arguments);
    let mut reader = BufReader::new(child.stdout.take().unwrap());
    let mut output = String::new();
    reader.read_line(&mut output).unwrap();
    let begun = Instant::now();
    for signal in signals {
        send_signal(&child, signal);
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

/// The programs that code has started, and those that they start, end with a run that is ended from outside.
#[test]
fn started_programs_end_with_the_run() {
    let folder = fresh_folder("signals-programs");
    // A number of this test alone, so that no other program looks the same.
    let mark = format!("{}.5", 40_000_000 + std::process::id());
    let run = format!(
        "var $w : 4D.SystemWorker:=4D.SystemWorker.new(\"sh -c 'sleep {mark}; true'\")\nvar $in; $out : Text\n\
         ALERT(\"started\")\nLAUNCH EXTERNAL PROCESS(\"sh -c 'sleep {mark}; true'\"; $in; $out)\n"
    );
    write_files(&folder, &[("a.4dm", &run)]);
    let left = || {
        let found = Command::new("pgrep").args(["-f", &format!("^sleep {mark}")]).output().unwrap();
        String::from_utf8_lossy(&found.stdout).into_owned()
    };
    let cases: [(&[&str], &[&str], i32); 4] = [
        (&["run", "a.4dm"], &["-TERM"], 143),
        (&["run", "a.4dm"], &["-INT"], 130),
        (&["run", "a.4dm"], &["-TERM", "-TERM"], 143),
        (&["run", "a.4dm", "--timeout", "2"], &[], 124),
    ];
    for (arguments, signals, status) in cases {
        let ended = signalled(&folder, arguments, signals);
        assert_eq!(ended.status, Some(status), "{signals:?}: {}", ended.errors);
        let begun = Instant::now();
        while !left().is_empty() && begun.elapsed() < Duration::from_secs(5) {
            std::thread::sleep(Duration::from_millis(50));
        }
        assert_eq!(left(), "", "{arguments:?} {signals:?}");
    }
}

/// A hash of a password that would take days ends with its process.
#[test]
fn hashing_a_password_can_be_interrupted() {
    let folder = fresh_folder("signals-hash");
    let hash = "$2y$31$L6Bc/AlTQHyd9liGgGEZyOFLPHNgyxeEPfgYfBCVxJ7JIlwxyVU3u";
    let codes =
        ["Generate password hash(\"a\"; {cost: 31})".to_owned(), format!("Verify password hash(\"a\"; \"{hash}\")")];
    for code in codes {
        let ended =
            signalled(&folder, &["run", "-e", "ALERT(\"begun\")", "-e", &format!("ALERT(String({code}))")], &["-INT"]);
        assert_eq!((ended.output.as_str(), ended.status), ("begun\n", Some(130)), "{}", ended.errors);
        assert!(ended.took < Duration::from_secs(20), "{:?}", ended.took);
    }
}
