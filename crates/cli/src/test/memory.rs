//! Which tests failed when they last ran: a list of their files in the user's folder for caches.

use crate::replace::replace;
use serde_json::json;
use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};

/// The tests that failed when they last ran.
#[derive(Debug, Default)]
pub struct LastFailed {
    file: Option<PathBuf>,
    tests: BTreeSet<PathBuf>,
}

impl LastFailed {
    /// What is remembered; nothing where there is no place for it.
    pub fn read() -> Self {
        let Some(file) = cache_folder().map(|folder| folder.join("fourd").join("failed-tests.json")) else {
            return Self::default();
        };
        Self { tests: tests_in(&file), file: Some(file) }
    }

    /// Whether this test failed.
    pub fn has(&self, test: &Path) -> bool {
        self.tests.contains(test)
    }

    /// Remembers how these tests ended. Where that cannot be written, the next run does not know it.
    pub fn remember<'a>(&self, ended: impl Iterator<Item = (&'a Path, bool)>) {
        let Some(file) = &self.file else { return };
        let _ = file.parent().map(std::fs::create_dir_all);
        // Other runs of tests may end at the same time.
        let Ok(lock) = File::create(file.with_extension("lock")) else { return };
        let _ = lock.lock();
        let known = tests_in(file);
        let mut tests = known.clone();
        for (test, failed) in ended {
            match failed {
                true => tests.insert(test.to_path_buf()),
                false => tests.remove(test),
            };
        }
        tests.retain(|test| test.is_file());
        if tests != known {
            let names: Vec<&str> = tests.iter().filter_map(|test| test.to_str()).collect();
            let _ = replace(file, json!(names).to_string().as_bytes());
        }
    }
}

/// The tests that a file lists.
fn tests_in(file: &Path) -> BTreeSet<PathBuf> {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let tests: Vec<PathBuf> = serde_json::from_str(&text).unwrap_or_default();
    tests.into_iter().collect()
}

/// The folder where the user's programs keep what can be made again.
fn cache_folder() -> Option<PathBuf> {
    let folder = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|folder| folder.is_absolute());
    if cfg!(windows) {
        folder("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        folder("HOME").map(|home| home.join("Library/Caches"))
    } else {
        folder("XDG_CACHE_HOME").or_else(|| folder("HOME").map(|home| home.join(".cache")))
    }
}
