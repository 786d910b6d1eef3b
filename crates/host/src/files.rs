//! The files and folders of a host.

use crate::file::{File, Kind, Metadata};
use std::ffi::OsString;
use std::fmt;
use std::io::{self, ErrorKind, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Something that a folder holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub name: OsString,
    /// What it is; a link is a link, wherever it leads.
    pub kind: Kind,
}

/// How a file is opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Open {
    /// It is written, and can be read too; without it, it is only read.
    pub write: bool,
    /// It is made where it is missing.
    pub create: bool,
    /// It must be missing, and is made.
    pub create_new: bool,
    /// What it holds is dropped.
    pub truncate: bool,
}

impl Open {
    /// To be read.
    pub const READ: Open = Open { write: false, create: false, create_new: false, truncate: false };
    /// To be read and written; it must be there.
    pub const WRITE: Open = Open { write: true, ..Open::READ };
    /// To be read and written; made where it is missing.
    pub const CREATE: Open = Open { create: true, ..Open::WRITE };
    /// To be read and written; it must be missing.
    pub const CREATE_NEW: Open = Open { create_new: true, ..Open::WRITE };
}

/// The new content of a file, which takes the place of the old one in one step. Where it is dropped before, the file stays
/// as it was.
pub trait Replacing: Read + Write + Seek + Send {
    /// Sets who may do what with the file ([`Metadata::mode`]).
    ///
    /// # Errors
    /// What the system says.
    fn set_mode(&self, mode: u32) -> io::Result<()>;

    /// Puts the content in its place.
    ///
    /// # Errors
    /// What the system says.
    fn finish(self: Box<Self>) -> io::Result<()>;
}

/// The files and folders of a host. Paths are absolute.
///
/// Where the host has rules, each function refuses what they do not allow ([`is_denied`](crate::is_denied)), and says nothing
/// of what is there. On Unix, [`System`](crate::System) does what it then does to exactly what was checked: whatever other
/// programs do with links at the same moment, no function reaches anything that the rules do not allow. On other systems a link
/// that another program changes between the check and the use is followed. A hard link is a file of its own everywhere: who may
/// write in a folder may write a file that another program has linked there.
///
/// Each function has the errors of the system in addition to those in its description.
#[allow(clippy::missing_errors_doc, reason = "said for all of them")]
pub trait Files: Send + Sync {
    /// What is at a path, links followed.
    fn metadata(&self, path: &Path) -> io::Result<Metadata>;

    /// What is at a path; a link is itself.
    fn link_metadata(&self, path: &Path) -> io::Result<Metadata>;

    /// What a folder holds, in no order.
    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>>;

    /// Opens a file at once: a pipe or a socket, which could block the program forever, is an error. The streams that the
    /// program was started with are no such thing.
    fn open(&self, path: &Path, how: Open) -> io::Result<File>;

    /// Begins to write a whole file, which need not be there yet: its new content is kept next to the old one until it is
    /// complete. What is no regular file is written in place, as is a file in a folder that cannot be changed.
    fn replace(&self, path: &Path) -> io::Result<Box<dyn Replacing>>;

    /// Makes a folder whose parent is there.
    fn create_folder(&self, path: &Path) -> io::Result<()>;

    /// Removes a file or a link.
    fn remove_file(&self, path: &Path) -> io::Result<()>;

    /// Removes an empty folder.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;

    /// Moves something to another path on the same volume; what is there is replaced.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Makes a symbolic link. Its target need not be there, and need not be allowed.
    fn create_link(&self, target: &Path, link: &Path) -> io::Result<()>;

    /// What a symbolic link says, which may be relative to its folder.
    fn read_link(&self, path: &Path) -> io::Result<PathBuf>;

    /// The path of what is at a path, without links and `..`. There must be something.
    fn canonical(&self, path: &Path) -> io::Result<PathBuf>;

    /// Sets when a file was changed last.
    fn set_modified(&self, path: &Path, time: SystemTime) -> io::Result<()>;

    /// Sets who may do what with a file or folder ([`Metadata::mode`]), links followed.
    fn set_mode(&self, path: &Path, mode: u32) -> io::Result<()>;

    /// Size and free space of the volume that a path is on, in bytes.
    fn volume_space(&self, path: &Path) -> io::Result<(u64, u64)>;

    /// Makes a folder and those above it that are missing.
    fn create_folders(&self, path: &Path) -> io::Result<()> {
        self.create_missing(path)
    }

    /// Makes a folder and those above it that are missing, as far as they are allowed.
    fn create_missing(&self, path: &Path) -> io::Result<()> {
        let is_folder = |path: &Path| self.metadata(path).is_ok_and(|found| found.is_folder());
        match self.create_folder(path) {
            Err(failure) if failure.kind() == ErrorKind::NotFound => {}
            Err(failure) => return if is_folder(path) { Ok(()) } else { Err(failure) },
            Ok(()) => return Ok(()),
        }
        let is_missing = |path: &&Path| self.metadata(path).is_err_and(|failure| !crate::is_denied(&failure));
        let missing: Vec<&Path> = path.ancestors().take_while(is_missing).collect();
        for folder in missing.into_iter().rev() {
            match self.create_folder(folder) {
                Err(failure) if !is_folder(folder) => return Err(failure),
                _ => {}
            }
        }
        Ok(())
    }

    /// Whether there is a folder, links followed.
    fn is_folder(&self, path: &Path) -> bool {
        self.metadata(path).is_ok_and(|found| found.is_folder())
    }

    /// Whether there is a regular file, links followed.
    fn is_file(&self, path: &Path) -> bool {
        self.metadata(path).is_ok_and(|found| found.is_regular())
    }

    /// Whether there is something, links followed.
    fn exists(&self, path: &Path) -> bool {
        self.metadata(path).is_ok()
    }
}

/// The error of a path that the rules of a host do not allow.
pub fn error_outside() -> io::Error {
    crate::denied("the program is not allowed to use this path")
}

/// What is opened is a pipe or a socket, inside an [`io::Error`].
#[derive(Debug)]
struct Stream;

impl fmt::Display for Stream {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("it is a pipe or a socket, not a file")
    }
}

impl std::error::Error for Stream {}

/// The error for what is a pipe or a socket.
pub(crate) fn error_stream() -> io::Error {
    io::Error::other(Stream)
}

/// Whether an error says that something is a pipe or a socket.
pub(crate) fn is_stream(failure: &io::Error) -> bool {
    failure.get_ref().is_some_and(|inside| inside.is::<Stream>())
}
