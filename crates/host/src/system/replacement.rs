//! New content for a file, which takes the place of the old content in one step.

use crate::file::Content;
use crate::files::Replacing;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

/// A complete file next to the one that it will replace.
pub(super) trait Beside: Send {
    /// Gives it the name of the file that it replaces.
    ///
    /// # Errors
    /// What the system says.
    fn take_place(&self) -> io::Result<()>;

    /// Removes it.
    fn discard(&self);
}

/// New content for a file; until it is complete it is in a file next to that one.
pub(super) struct Replacement<B: Beside> {
    file: File,
    /// `None` where the file is written in place, or the content has taken its place.
    beside: Option<B>,
}

impl<B: Beside> Replacement<B> {
    /// Content that is written to `file`, which is the file itself where there is none next to it.
    pub(super) fn new(file: File, beside: Option<B>) -> Self {
        Self { file, beside }
    }
}

impl<B: Beside> Drop for Replacement<B> {
    fn drop(&mut self) {
        if let Some(beside) = self.beside.take() {
            beside.discard();
        }
    }
}

impl<B: Beside> Replacing for Replacement<B> {
    fn set_mode(&self, mode: u32) -> io::Result<()> {
        Content::set_mode(&self.file, mode)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        if let Some(beside) = &self.beside {
            self.file.sync_data()?;
            beside.take_place()?;
            self.beside = None;
        }
        Ok(())
    }
}

impl<B: Beside> Read for Replacement<B> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.file.read(into)
    }
}

impl<B: Beside> Write for Replacement<B> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl<B: Beside> Seek for Replacement<B> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}
