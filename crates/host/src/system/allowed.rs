//! The files and folders that rules allow.

use crate::FileAccess;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Allowed files and folders by their paths, which have no links and no `..`.
pub(super) struct Allowed {
    /// Whether each may be written. None lies in another one that allows as much.
    roots: HashMap<PathBuf, bool>,
    /// How many parts their paths have, each number once.
    depths: Vec<usize>,
}

impl Allowed {
    /// These files and folders, each with all that is in it; whether they may be written.
    pub(super) fn new<'p>(roots: impl Iterator<Item = (&'p Path, bool)>) -> Allowed {
        let mut all: HashMap<&Path, bool> = HashMap::new();
        for (path, writable) in roots {
            *all.entry(path).or_default() |= writable;
        }
        let is_covered = |path: &Path, writable: bool| {
            path.ancestors().skip(1).any(|above| all.get(above).is_some_and(|of_above| *of_above || !writable))
        };
        let kept = all.iter().filter(|(path, writable)| !is_covered(path, **writable));
        let roots: HashMap<PathBuf, bool> = kept.map(|(path, writable)| (path.to_path_buf(), *writable)).collect();
        let mut depths: Vec<usize> = roots.keys().map(|path| path.components().count()).collect();
        depths.sort_unstable();
        depths.dedup();
        Allowed { roots, depths }
    }

    /// Whether a path lies in one of them, seen from the names alone; after that it may have links and `..`.
    pub(super) fn covers(&self, path: &Path, access: FileAccess) -> bool {
        self.around(path, access).is_some()
    }

    /// The innermost one in which a path lies.
    pub(super) fn around<'p>(&self, path: &'p Path, access: FileAccess) -> Option<&'p Path> {
        let depth = path.components().count();
        let around = path.ancestors().zip((1..=depth).rev());
        // Only what can be one of them is looked up, so that a deep path takes no longer than its length.
        let mut around = around.filter(|(_, depth)| self.depths.binary_search(depth).is_ok());
        let found = around
            .find(|(above, _)| self.roots.get(*above).is_some_and(|writable| *writable || access == FileAccess::Read));
        found.map(|(above, _)| above)
    }

    /// The folder in which all of them are; nothing where there are none.
    #[cfg(unix)]
    pub(super) fn common_folder(&self) -> Option<&Path> {
        let folders = self.roots.keys().map(|path| path.parent().unwrap_or(path));
        folders.reduce(|common, folder| {
            common.ancestors().find(|above| folder.starts_with(above)).unwrap_or(Path::new("/"))
        })
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn what_another_one_covers_is_not_kept() {
        let roots =
            [("/a/b", false), ("/a/b/c", false), ("/a/b/d", true), ("/a/b/d/e", true), ("/a/x", false), ("/a/x", true)];
        let allowed = Allowed::new(roots.iter().map(|(path, writable)| (Path::new(path), *writable)));
        assert_eq!(allowed.roots.len(), 3);
        assert_eq!(allowed.common_folder(), Some(Path::new("/a")));
        let covers = |path: &str, access| allowed.covers(Path::new(path), access);
        assert!(covers("/a/b/c", FileAccess::Read) && !covers("/a/b/c", FileAccess::Write));
        assert!(covers("/a/b/d/e/f", FileAccess::Write) && covers("/a/x", FileAccess::Write));
        assert!(!covers("/a/bc", FileAccess::Read) && !covers("/a", FileAccess::Read));
    }
}
