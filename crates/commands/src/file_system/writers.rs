//! Files that the program has open for writing: one writer at a time.

use parking_lot::Mutex;
use std::path::{Path, PathBuf};

static WRITERS: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// The right to write a file, until it is dropped.
pub(crate) struct WriteGuard {
    path: PathBuf,
}

/// The path by which the table knows a file.
fn key(path: &Path) -> PathBuf {
    let whole = || std::fs::canonicalize(path).ok();
    let in_folder = || Some(std::fs::canonicalize(path.parent()?).ok()?.join(path.file_name()?));
    whole().or_else(in_folder).unwrap_or_else(|| path.to_path_buf())
}

impl WriteGuard {
    /// The right to write a file, which nobody else has then; `None` where somebody has it.
    pub(crate) fn take(path: &Path) -> Option<WriteGuard> {
        let path = key(path);
        let mut writers = WRITERS.lock();
        if writers.contains(&path) {
            return None;
        }
        writers.push(path.clone());
        Some(WriteGuard { path })
    }
}

impl Drop for WriteGuard {
    fn drop(&mut self) {
        let mut writers = WRITERS.lock();
        if let Some(index) = writers.iter().position(|path| *path == self.path) {
            writers.swap_remove(index);
        }
    }
}
