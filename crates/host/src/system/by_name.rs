//! Files of the operating system inside of allowed folders where the system has no handles of folders: a path is resolved and
//! checked before it is used. Another program that changes a link between the two is not noticed.

use super::allowed::Allowed;
use super::files::Everything;
use crate::files::{Replacing, error_outside};
use crate::rules::resolved;
use crate::{Entry, File, FileAccess, Files, Metadata, Open};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The files that rules allow.
pub(super) struct Confined {
    allowed: Allowed,
}

impl Confined {
    /// The files in these files and folders, which can be written or only read.
    pub(super) fn to<'p>(roots: impl Iterator<Item = (&'p Path, bool)>) -> Confined {
        Confined { allowed: Allowed::new(roots) }
    }

    fn check(&self, real: PathBuf, access: FileAccess) -> io::Result<PathBuf> {
        if self.allowed.covers(&real, access) { Ok(real) } else { Err(error_outside()) }
    }

    /// What a path leads to.
    fn follow(&self, path: &Path, access: FileAccess) -> io::Result<PathBuf> {
        self.check(resolved(path)?, access)
    }

    /// A path itself, which may be a link.
    fn entry(&self, path: &Path, access: FileAccess) -> io::Result<PathBuf> {
        match (path.parent(), path.file_name()) {
            (Some(parent), Some(name)) => self.check(resolved(parent)?.join(name), access),
            _ => self.follow(path, access),
        }
    }
}

impl Files for Confined {
    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        Everything.metadata(&self.follow(path, FileAccess::Read)?)
    }

    fn link_metadata(&self, path: &Path) -> io::Result<Metadata> {
        Everything.link_metadata(&self.entry(path, FileAccess::Read)?)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        Everything.list(&self.follow(folder, FileAccess::Read)?)
    }

    fn open(&self, path: &Path, how: Open) -> io::Result<File> {
        let access = if how == Open::READ { FileAccess::Read } else { FileAccess::Write };
        Everything.open(&self.follow(path, access)?, how)
    }

    fn replace(&self, path: &Path) -> io::Result<Box<dyn Replacing>> {
        Everything.replace(&self.follow(path, FileAccess::Write)?)
    }

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        Everything.create_folder(&self.entry(path, FileAccess::Write)?)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        Everything.remove_file(&self.entry(path, FileAccess::Write)?)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        Everything.remove_folder(&self.entry(path, FileAccess::Write)?)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        Everything.rename(&self.entry(from, FileAccess::Write)?, &self.entry(to, FileAccess::Write)?)
    }

    fn create_link(&self, target: &Path, link: &Path) -> io::Result<()> {
        Everything.create_link(target, &self.entry(link, FileAccess::Write)?)
    }

    fn read_link(&self, path: &Path) -> io::Result<PathBuf> {
        Everything.read_link(&self.entry(path, FileAccess::Read)?)
    }

    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        Everything.canonical(&self.follow(path, FileAccess::Read)?)
    }

    fn set_modified(&self, path: &Path, time: SystemTime) -> io::Result<()> {
        Everything.set_modified(&self.follow(path, FileAccess::Write)?, time)
    }

    fn set_mode(&self, path: &Path, mode: u32) -> io::Result<()> {
        Everything.set_mode(&self.follow(path, FileAccess::Write)?, mode)
    }

    fn volume_space(&self, path: &Path) -> io::Result<(u64, u64)> {
        Everything.volume_space(&self.follow(path, FileAccess::Read)?)
    }
}
