//! Files that are written as a whole: the new content stands beside the old one until it is complete, and then takes its
//! place in one step.

use super::writers::WriteGuard;
use fourd_runtime::access::FileAccess;
use fourd_runtime::access::ask;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// New content for a file. Dropped before [`Replacement::finish`], it leaves the file as it was.
pub(crate) struct Replacement {
    file: File,
    /// Where the content stands until it is complete; `None` where the file is written in place.
    temporary: Option<PathBuf>,
    target: PathBuf,
    _writer: WriteGuard,
}

impl Replacement {
    /// Begins to write a file, which need not be there yet.
    ///
    /// # Errors
    /// The file cannot be written, or the program has it open for writing.
    pub(crate) fn begin(path: &Path) -> io::Result<Replacement> {
        ask(path, FileAccess::Write)?;
        let writer = WriteGuard::take(path)
            .ok_or_else(|| io::Error::new(ErrorKind::ResourceBusy, "it is already open for writing"))?;
        let linked = fs::symlink_metadata(path).is_ok_and(|found| found.file_type().is_symlink());
        let target = if linked { fs::canonicalize(path).ok() } else { Some(path.to_path_buf()) };
        let found = fs::metadata(path).ok();
        let in_place = |writer| {
            let file = super::open(OpenOptions::new().write(true).create(true).truncate(true), path)?;
            Ok(Replacement { file, temporary: None, target: path.to_path_buf(), _writer: writer })
        };
        let Some(target) = target.filter(|_| found.as_ref().is_none_or(fs::Metadata::is_file)) else {
            return in_place(writer);
        };
        if found.is_some() {
            OpenOptions::new().write(true).open(&target)?;
        }
        let temporary = target.with_file_name(format!(".4d-{:016x}.tmp", fastrand::u64(..)));
        match OpenOptions::new().write(true).read(true).create_new(true).open(&temporary) {
            Ok(file) => {
                if let Some(found) = found {
                    let _ = file.set_permissions(found.permissions());
                }
                Ok(Replacement { file, temporary: Some(temporary), target, _writer: writer })
            }
            Err(failure) if failure.kind() == ErrorKind::PermissionDenied && found.is_some() => in_place(writer),
            Err(failure) => Err(failure),
        }
    }

    /// The file to write into.
    pub(crate) fn file(&mut self) -> &mut File {
        &mut self.file
    }

    /// Puts the content in place.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        if let Some(temporary) = self.temporary.as_ref() {
            self.file.sync_data()?;
            fs::rename(temporary, &self.target)?;
            self.temporary = None;
        }
        Ok(())
    }
}

impl Drop for Replacement {
    fn drop(&mut self) {
        if let Some(temporary) = self.temporary.take() {
            let _ = fs::remove_file(temporary);
        }
    }
}

/// Writes a file as a whole.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut replacement = Replacement::begin(path)?;
    replacement.file().write_all(bytes)?;
    replacement.finish()
}

/// Copies a file with its permissions; what is at the destination is replaced. A link is copied as a link.
pub(crate) fn copy_file(from: &Path, to: &Path) -> io::Result<()> {
    ask(from, FileAccess::Read)?;
    if fs::symlink_metadata(from)?.file_type().is_symlink() {
        ask(to, FileAccess::Write)?;
        if fs::symlink_metadata(to).is_ok() {
            fs::remove_file(to)?;
        }
        return super::create_link(&fs::read_link(from)?, to);
    }
    let mut source = super::open_to_read(from)?;
    let found = source.metadata()?;
    let mut replacement = Replacement::begin(to)?;
    io::copy(&mut source, replacement.file())?;
    let _ = replacement.file().set_permissions(found.permissions());
    replacement.finish()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn content_that_is_not_finished_leaves_the_old_one() {
        let world = fourd_runtime::world::World::new(None);
        let _inside = world.enter();
        let folder = std::env::temp_dir().join(format!("replacement-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("a.txt");
        write_whole(&path, b"old").unwrap();
        let mut replacement = Replacement::begin(&path).unwrap();
        replacement.file().write_all(b"new").unwrap();
        assert!(Replacement::begin(&path).is_err(), "there is one writer at a time");
        drop(replacement);
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        write_whole(&path, b"newer").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"newer");
        fs::remove_dir_all(folder).unwrap();
    }
}
