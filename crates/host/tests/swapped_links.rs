//! Other programs that swap links inside of an allowed folder, at the worst moments, never lead out of it.
//!
//! The test starts itself twice as such a program: the one exchanges a folder with a link to a folder outside, the other a file
//! with a link to a file outside. At the same time the test reads, writes, makes, removes, moves and lists through the same names.
//! `FOURD_SWAPS` is the number of tries; the full load is 150000.

#![cfg(any(target_os = "linux", target_os = "android"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use fourd_host::{Files, Host, Open, Rules, System};
use rustix::fs::{CWD, RenameFlags, renameat_with};
use std::fs;
use std::io::{self, Read, Write};
use std::os::unix::fs::{MetadataExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Instant, SystemTime};

/// The variable with what a started copy of this test swaps.
const PAIR: &str = "FOURD_SWAPPED_PAIR";

/// How many tries there are without the variable `FOURD_SWAPS`.
const TRIES: usize = 3000;

const SECRET: &str = "secret";
const OWN: &str = "own";

/// Exchanges `NAME` and `NAME.other` until its input ends. Started by the tests below, else it does nothing.
#[test]
fn swaps() {
    let Ok(pair) = std::env::var(PAIR) else { return };
    let (one, other) = (PathBuf::from(&pair), PathBuf::from(format!("{pair}.other")));
    std::thread::spawn(|| {
        // The one who started it is gone.
        let _ = io::stdin().read_to_end(&mut Vec::new());
        std::process::exit(0);
    });
    loop {
        let _ = renameat_with(CWD, &one, CWD, &other, RenameFlags::EXCHANGE);
    }
}

/// A program that swaps, until it is dropped.
struct Swapper(Child);

impl Swapper {
    fn start(pair: &Path) -> Swapper {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "swaps", "--nocapture"]).env(PAIR, pair);
        Swapper(command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap())
    }
}

impl Drop for Swapper {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The folders: `allowed` with what is swapped, and `outside`.
struct Ground {
    allowed: PathBuf,
    outside: PathBuf,
}

impl Ground {
    fn new(name: &str) -> Ground {
        let base = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&base);
        let (allowed, outside) = (base.join("allowed"), base.join("outside"));
        for (folder, text) in [(allowed.join("folder"), OWN), (outside.clone(), SECRET)] {
            fs::create_dir_all(&folder).unwrap();
            for name in ["file", "kept", "gone", "moved"] {
                fs::write(folder.join(name), text).unwrap();
            }
            fs::create_dir(folder.join("inner")).unwrap();
        }
        fs::write(outside.join("only outside"), SECRET).unwrap();
        fs::write(allowed.join("file"), OWN).unwrap();
        symlink(&outside, allowed.join("folder.other")).unwrap();
        symlink("../outside/file", allowed.join("file.other")).unwrap();
        Ground { allowed, outside }
    }

    /// All that is outside: the folder itself and what it holds, by name with what must not change.
    fn state_outside(&self) -> Vec<(PathBuf, State)> {
        let inner = fs::read_dir(&self.outside).unwrap().map(|entry| entry.unwrap().path());
        let mut found: Vec<_> =
            inner.chain([self.outside.clone()]).map(|path| (path.clone(), State::of(&path))).collect();
        found.sort_by(|one, other| one.0.cmp(&other.0));
        found
    }
}

/// What must not change of a file or folder outside.
#[derive(Debug, PartialEq, Eq)]
struct State {
    text: String,
    modified: SystemTime,
    mode: u32,
    file: u64,
}

impl State {
    fn of(path: &Path) -> State {
        let found = fs::symlink_metadata(path).unwrap();
        State {
            text: if found.is_file() { fs::read_to_string(path).unwrap() } else { String::new() },
            modified: found.modified().unwrap(),
            mode: found.mode(),
            file: found.ino(),
        }
    }
}

/// How the tries went: done, and refused or failed.
#[derive(Debug, Default)]
struct Counts {
    done: usize,
    refused: usize,
}

impl Counts {
    fn note<T>(&mut self, result: &io::Result<T>) {
        *(if result.is_ok() { &mut self.done } else { &mut self.refused }) += 1;
    }
}

fn read(files: &dyn Files, path: &Path) -> io::Result<String> {
    let mut text = String::new();
    files.open(path, Open::READ)?.read_to_string(&mut text)?;
    Ok(text)
}

fn replace(files: &dyn Files, path: &Path) -> io::Result<()> {
    let mut replacement = files.replace(path)?;
    replacement.write_all(OWN.as_bytes())?;
    replacement.finish()
}

/// One try of each kind; what was read.
fn attempt(files: &dyn Files, ground: &Ground, round: usize, counts: &mut [Counts; 8]) -> usize {
    let (folder, file) = (ground.allowed.join("folder"), ground.allowed.join("file"));
    let name = format!("made {}", round % 4);
    let mut swapped = 0;
    let [reads, writes, makes, removals, moves, lists, attributes, links] = counts;
    for path in [folder.join("file"), file.clone()] {
        let text = read(files, &path);
        reads.note(&text);
        assert_ne!(text.unwrap_or_default(), SECRET, "{} was read outside", path.display());
        let written = files.open(&path, Open::CREATE).and_then(|mut file| file.write_all(OWN.as_bytes()));
        writes.note(&written);
        writes.note(&replace(files, &path));
        let copied = files.set_modified(&path, std::time::UNIX_EPOCH);
        attributes.note(&copied);
        attributes.note(&files.set_mode(&path, 0o600));
        attributes.note(&files.metadata(&path).inspect(|found| assert_ne!(found.len(), SECRET.len() as u64)));
        swapped += 6;
    }
    makes.note(&files.open(&folder.join(&name), Open::CREATE_NEW));
    makes.note(&files.create_folder(&folder.join(format!("{name} folder"))));
    makes.note(&replace(files, &folder.join("kept")));
    links.note(&files.create_link(Path::new("anything"), &folder.join(format!("{name} link"))));
    links.note(&files.canonical(&folder.join("kept")).inspect(|path| assert!(path.starts_with(&ground.allowed))));
    removals.note(&files.remove_file(&folder.join(&name)));
    removals.note(&files.remove_file(&folder.join("gone")));
    removals.note(&files.remove_file(&folder.join(format!("{name} link"))));
    removals.note(&files.remove_folder(&folder.join(format!("{name} folder"))));
    removals.note(&files.remove_folder(&folder.join("inner")));
    let aside = ground.allowed.join("aside");
    moves.note(&files.rename(&folder.join("moved"), &aside));
    let moved = read(files, &aside);
    assert_ne!(moved.unwrap_or_default(), SECRET, "something was moved from outside");
    moves.note(&files.rename(&aside, &folder.join("moved")));
    let listed = files.list(&folder);
    lists.note(&listed);
    let foreign = listed.unwrap_or_default().into_iter().any(|entry| entry.name == "only outside");
    assert!(!foreign, "a folder outside was listed");
    swapped + 13
}

#[test]
fn swapped_links_never_lead_out() {
    let tries = std::env::var("FOURD_SWAPS").ok().and_then(|number| number.parse().ok()).unwrap_or(TRIES);
    let ground = Ground::new("swapped-links");
    let before = ground.state_outside();
    let mut rules = Rules::nothing();
    rules.allow(&format!("files={}", ground.allowed.display())).unwrap();
    let host = System::with_rules(rules);
    let _swappers = [Swapper::start(&ground.allowed.join("folder")), Swapper::start(&ground.allowed.join("file"))];
    let begin = Instant::now();
    let mut counts: [Counts; 8] = Default::default();
    let (mut done, mut round) = (0, 0);
    while done < tries {
        done += attempt(host.files(), &ground, round, &mut counts);
        round += 1;
        if round % 50 == 0 {
            assert_eq!(ground.state_outside(), before, "round {round}");
        }
    }
    assert_eq!(ground.state_outside(), before);
    let names = ["read", "write", "make", "remove", "move", "list", "attributes", "links"];
    println!("{done} tries in {:?}: {:?}", begin.elapsed(), names.iter().zip(&counts).collect::<Vec<_>>());
    for (name, counts) in names.iter().zip(&counts) {
        assert!(counts.refused > 0, "{name}: the link was never in the way");
        assert!(counts.done > 0 || *name == "list", "{name}: nothing was ever allowed");
    }
}

/// The same tries with a check of the name before each use do lead out: the test would notice.
#[test]
fn a_check_of_the_name_alone_does_lead_out() {
    let ground = Ground::new("checked-names");
    let _swapper = Swapper::start(&ground.allowed.join("folder"));
    let path = ground.allowed.join("folder/file");
    let begin = Instant::now();
    let mut led_out = false;
    while !led_out && begin.elapsed().as_secs() < 60 {
        let checked = fs::canonicalize(&path).is_ok_and(|real| real.starts_with(&ground.allowed));
        led_out = checked && fs::read_to_string(&path).is_ok_and(|text| text == SECRET);
    }
    assert!(led_out, "the links were never swapped between check and use");
}
