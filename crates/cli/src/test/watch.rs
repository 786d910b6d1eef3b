//! `fourd test --watch`: runs the tests again whenever a file changes.

use super::memory::LastFailed;
use super::stop::Running;
use super::{TestOptions, select, test_once};
use crate::exit::Exit;
use crate::output::{counted, print_error};
use crate::watching::{PAUSE, SHARE, Seen, look_in};
use fourd_runtime::Libraries;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

/// What ends the lines of a screen and puts the next one at its top.
const CLEAR: &str = "\u{1b}[2J\u{1b}[3J\u{1b}[H";

/// Runs the tests until the program is ended. Comes back only where they cannot be found at all.
pub fn watch(options: &TestOptions, libraries: &Arc<Libraries>) -> Exit {
    if let Err(exit) = select::tests(options, &LastFailed::read()) {
        return exit;
    }
    let running = Running::listening();
    loop {
        let mut seen = look(&options.paths);
        test_once(options, libraries, &running);
        if let Some(status) = running.exit_status() {
            return Exit::Stopped(status);
        }
        if options.update {
            // What was just written is no reason to run again.
            seen = look(&options.paths);
        }
        if !options.shown.quiet {
            print_error(&format!("watching {}, Ctrl-C ends\n", counted(seen.len(), "file")));
        }
        wait_for_change(&options.paths, &seen, &running);
        if let Some(status) = running.exit_status() {
            return Exit::Stopped(status);
        }
        if std::io::stdout().is_terminal() {
            crate::output::print(CLEAR);
        }
    }
}

fn wait_for_change(paths: &[PathBuf], seen: &Seen, running: &Running) {
    let mut pause = PAUSE;
    loop {
        std::thread::sleep(pause);
        if running.signal().is_some() {
            return;
        }
        let started = Instant::now();
        if look(paths) != *seen {
            std::thread::sleep(PAUSE);
            return;
        }
        pause = PAUSE.max(started.elapsed() * SHARE);
    }
}

/// The scripts and expected outputs that the tests in these paths may use.
fn look(paths: &[PathBuf]) -> Seen {
    let wanted = |path: &Path| {
        let extension = path.extension();
        extension.is_some_and(|extension| extension.eq_ignore_ascii_case("4dm") || extension == "out")
    };
    let mut seen = Seen::new();
    for path in paths {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.clone());
        let folder = if path.is_dir() { path.as_path() } else { path.parent().unwrap_or(&path) };
        // Tests in the middle of a 4D project use all of it.
        let sources = folder.ancestors().find(|each| each.file_name().is_some_and(|name| name == "Sources"));
        look_in(sources.unwrap_or(folder), &wanted, &mut seen);
    }
    seen
}
