//! Files that are written as a whole: the new content is kept beside the old one until it is complete, and then takes its
//! place in one step.

use super::writers::WriteGuard;
use fourd_host::Replacing;
use fourd_runtime::access::host;
use std::io::{self, ErrorKind};
use std::path::Path;

/// New content for a file. Dropped before [`Replacement::finish`], it leaves the file as it was.
pub(crate) struct Replacement {
    content: Box<dyn Replacing>,
    _writer: WriteGuard,
}

impl Replacement {
    /// Begins to write a file, which need not be there yet.
    ///
    /// # Errors
    /// The file cannot be written, or the program has it open for writing.
    pub(crate) fn begin(path: &Path) -> io::Result<Replacement> {
        let writer = WriteGuard::take(path)
            .ok_or_else(|| io::Error::new(ErrorKind::ResourceBusy, "it is already open for writing"))?;
        Ok(Replacement { content: host().files().replace(path)?, _writer: writer })
    }

    /// The file to write into.
    pub(crate) fn file(&mut self) -> &mut dyn Replacing {
        &mut *self.content
    }

    /// Puts the content in place.
    pub(crate) fn finish(self) -> io::Result<()> {
        self.content.finish()
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
    let host = host();
    let files = host.files();
    if files.link_metadata(from)?.is_link() {
        // What it leads to must be allowed, as if it were read.
        match files.metadata(from) {
            Err(failure) if fourd_host::is_denied(&failure) => return Err(failure),
            _ => {}
        }
        if files.link_metadata(to).is_ok() {
            files.remove_file(to)?;
        }
        return files.create_link(&files.read_link(from)?, to);
    }
    let mut source = super::open_to_read(from)?;
    let found = source.metadata()?;
    let mut replacement = Replacement::begin(to)?;
    io::copy(&mut source, replacement.file())?;
    let _ = replacement.file().set_mode(found.mode);
    replacement.finish()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use std::fs;

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
