//! Faults of the program itself. This test program is at the same time a `fourd` with two commands that panic: `BEEP` does
//! so at once, `PLAY` in a thread of its own. It starts itself in that role.

#![allow(clippy::unwrap_used, clippy::panic)]

mod cases;
mod faulty;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

/// Set where this program is to be `fourd`.
const ROLE: &str = "FOURD_WITH_FAULTS";

fn main() -> ExitCode {
    if std::env::var_os(ROLE).is_some() {
        return fourd_cli::main(&[&faulty::LIBRARY, &fourd_commands::LIBRARY]);
    }
    let (mut lists, mut names, mut skipped) = (false, Vec::new(), Vec::new());
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--list" => lists = true,
            "--skip" => skipped.extend(arguments.next()),
            option if option.starts_with('-') => {}
            _ => names.push(argument),
        }
    }
    let has = |list: &[String], name: &str| list.iter().any(|part| name.contains(part.as_str()));
    let wanted = |name: &str| (names.is_empty() || has(&names, name)) && !has(&skipped, name);
    let mut failed = 0;
    for (name, test) in cases::ALL.iter().filter(|(name, _)| wanted(name)) {
        if lists {
            println!("{name}: test");
            continue;
        }
        let passed = std::panic::catch_unwind(test).is_ok();
        failed += usize::from(!passed);
        println!("test {name} ... {}", if passed { "ok" } else { "FAILED" });
    }
    if failed > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// What a run of the program gave.
struct Ended {
    output: String,
    errors: String,
    status: i32,
}

impl Ended {
    /// Its lines, sorted where no seed decides their order.
    #[track_caller]
    fn says(&self, lines: &[&str]) -> &Self {
        let mut said: Vec<&str> = self.output.lines().collect();
        said.sort_unstable();
        let mut expected = lines.to_vec();
        expected.sort_unstable();
        assert_eq!(said, expected, "\n{}", self.errors);
        self
    }

    /// It has failed with that many reports of faults, and nothing else was reported.
    #[track_caller]
    fn has_faults(&self, count: usize) -> &Self {
        assert_eq!(self.status, 1, "{}\n{}", self.output, self.errors);
        assert_eq!(self.errors.matches("[4D5004] Error").count(), count, "{}", self.errors);
        assert_eq!(self.errors.matches("] Error: ").count(), count, "{}", self.errors);
        assert!(!self.errors.contains("panicked at"), "{}", self.errors);
        self
    }

    #[track_caller]
    fn reports(&self, text: &str) -> &Self {
        assert!(self.errors.contains(text), "{}", self.errors);
        self
    }
}

/// An empty folder with these files; a text holds several: `== path` begins the next one.
fn folder(name: &str, main: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("faults").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    let say = "#DECLARE($text : Text)\nLOG EVENT(Into system standard outputs; $text+\"\\n\")\n";
    for part in ["Methods/say.4dm\n".to_owned() + say, format!("main.4dm\n{main}")] {
        for file in part.replace("\n        ", "\n").split("\n== ") {
            let (path, text) = file.split_once('\n').unwrap();
            let path = folder.join(path.trim());
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text.trim_start()).unwrap();
        }
    }
    folder
}

fn fourd_with(folder: &Path, arguments: &[&str], input: &str, variables: &[(&str, &str)]) -> Ended {
    use std::io::Write;
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(arguments).current_dir(folder).env(ROLE, "1").env("NO_COLOR", "1").env_remove("RUST_BACKTRACE");
    command.envs(variables.iter().copied());
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let done = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ended { output: text(done.stdout), errors: text(done.stderr), status: done.status.code().unwrap_or(-1) }
}

/// Runs code with these options, once in real time and once with a seed.
#[track_caller]
fn run(name: &str, options: &[&str], main: &str, check: impl Fn(&Ended)) {
    let folder = folder(name, main);
    for seed in [None, Some("--seed=3")] {
        let mut arguments = vec!["run", "--timeout=20"];
        arguments.extend(options);
        arguments.extend(seed);
        arguments.push("main.4dm");
        check(&fourd_with(&folder, &arguments, "", &[]));
    }
}
