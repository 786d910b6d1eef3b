//! Files that a program has open for writing: one writer at a time, whichever of its machines it is on.

use fourd_runtime::access::host;
use fourd_runtime::surroundings::entered;
use parking_lot::Mutex;
use rustc_hash::FxHashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The files that have a writer in a world.
#[derive(Default)]
struct Writers(Mutex<FxHashSet<PathBuf>>);

/// The right to write a file, until it is dropped.
pub(crate) struct WriteGuard {
    path: PathBuf,
    writers: Arc<Writers>,
}

/// The path by which the table knows a file.
fn key(path: &Path) -> PathBuf {
    let host = host();
    let whole = || host.files().canonical(path).ok();
    let in_folder = || Some(host.files().canonical(path.parent()?).ok()?.join(path.file_name()?));
    whole().or_else(in_folder).unwrap_or_else(|| path.to_path_buf())
}

impl WriteGuard {
    /// The right to write a file, which is granted once at a time; `None` where it is taken, and on a thread that works for
    /// no world.
    pub(crate) fn take(path: &Path) -> Option<WriteGuard> {
        let writers: Arc<Writers> = entered(|world| world.map(|world| world.state.get()))?;
        let path = key(path);
        let is_free = writers.0.lock().insert(path.clone());
        is_free.then(|| WriteGuard { path, writers })
    }
}

impl Drop for WriteGuard {
    fn drop(&mut self) {
        self.writers.0.lock().remove(&self.path);
    }
}
