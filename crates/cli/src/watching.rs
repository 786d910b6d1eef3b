//! Which files are there, and when they were changed: `--watch` looks at them again and again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// How long is waited between two looks at the files, at least; the second wait lets an editor write all its files.
pub const PAUSE: Duration = Duration::from_millis(200);

/// A look at the files may take this part of the time.
pub const SHARE: u32 = 10;

/// When each file was changed, and its length.
pub type Seen = BTreeMap<PathBuf, (SystemTime, u64)>;

/// Adds the files in a folder, and in those inside of it, that are wanted.
pub fn look_in(folder: &Path, wanted: &dyn Fn(&Path) -> bool, seen: &mut Seen) {
    look(folder, wanted, &mut BTreeSet::new(), seen);
}

fn look(folder: &Path, wanted: &dyn Fn(&Path) -> bool, visited: &mut BTreeSet<PathBuf>, seen: &mut Seen) {
    // A link may lead back to a folder above it.
    let Ok(real) = folder.canonicalize() else { return };
    if !visited.insert(real) {
        return;
    }
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let Ok(facts) = std::fs::metadata(&path) else { continue };
        if facts.is_dir() {
            look(&path, wanted, visited, seen);
        } else if wanted(&path) {
            seen.insert(path, (facts.modified().unwrap_or(SystemTime::UNIX_EPOCH), facts.len()));
        }
    }
}
