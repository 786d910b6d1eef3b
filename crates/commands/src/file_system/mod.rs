//! The file system: every access that the library makes to files and folders passes through here on its way to the host of the
//! program, and gets its errors numbered as 4D numbers them.

pub(crate) mod location;
mod replacement;
pub(crate) mod standard;
pub(crate) mod syntax;
pub(crate) mod text;
mod tree;
mod writers;

pub(crate) use replacement::{Replacement, copy_file, write_whole};
pub(crate) use tree::{copy_folder, remove_tree};
pub(crate) use writers::WriteGuard;

pub(crate) use fourd_host::File;

use fourd_host::{Kind, Metadata, Open};
use fourd_runtime::access::host;
use fourd_runtime::clock;
use fourd_value::{Date, Error, Time, error};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// The largest file that is read as a whole, in bytes.
pub(crate) const MAX_WHOLE: u64 = i32::MAX as u64;

/// The 4D error of a failed access to a path.
pub(crate) fn error_of(failure: &io::Error, path: &Path) -> Error {
    let row = match failure.kind() {
        ErrorKind::NotFound => error::FILE_MISSING,
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => error::FILE_LOCKED,
        ErrorKind::AlreadyExists => error::FILE_EXISTS,
        ErrorKind::DirectoryNotEmpty | ErrorKind::ResourceBusy => error::FILE_BUSY,
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => error::DISK_FULL,
        ErrorKind::NotADirectory => error::FOLDER_MISSING,
        ErrorKind::InvalidInput | ErrorKind::InvalidFilename => error::FILE_NAME,
        ErrorKind::OutOfMemory | ErrorKind::FileTooLarge => error::MEMORY_FULL,
        _ => error::INPUT_OUTPUT,
    };
    Error::with(row, said(failure, path))
}

/// What is said about a failed access: in our own words where the system only gives a number and a sentence of its own.
fn said(failure: &io::Error, path: &Path) -> String {
    let path = path.display();
    if failure.raw_os_error().is_none() {
        return format!("`{path}`: {failure}");
    }
    match failure.kind() {
        ErrorKind::NotFound => format!("There is no file or folder `{path}`"),
        ErrorKind::PermissionDenied => format!("The system does not allow this access to `{path}`"),
        ErrorKind::ReadOnlyFilesystem => format!("`{path}` is on a volume that can only be read"),
        ErrorKind::AlreadyExists => format!("`{path}` exists already"),
        ErrorKind::DirectoryNotEmpty => format!("The folder `{path}` is not empty"),
        ErrorKind::ResourceBusy => format!("`{path}` is in use"),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => format!("There is no room on the volume of `{path}`"),
        ErrorKind::NotADirectory => format!("A part of `{path}` that should be a folder is a file"),
        ErrorKind::IsADirectory => format!("`{path}` is a folder"),
        ErrorKind::InvalidFilename => format!("`{path}` has a name that the system does not take"),
        _ => format!("`{path}`: {failure}"),
    }
}

/// Gives failed accesses to a path their 4D error.
pub(crate) trait Numbered<T> {
    /// The result with the 4D error.
    fn at(self, path: &Path) -> Result<T, Error>;
}

impl<T> Numbered<T> for io::Result<T> {
    fn at(self, path: &Path) -> Result<T, Error> {
        self.map_err(|failure| error_of(&failure, path))
    }
}

/// Something that a folder holds.
pub(crate) struct Entry {
    /// Its name.
    pub(crate) name: String,
    /// Whether it is a folder; a link to a folder is none.
    pub(crate) folder: bool,
}

/// Whether a name is one that the system does not show.
pub(crate) fn is_invisible_name(name: &str) -> bool {
    name.starts_with('.')
}

/// What is at a path, links followed.
pub(crate) fn metadata(path: &Path) -> io::Result<Metadata> {
    host().files().metadata(path)
}

/// What is at a path; a link is itself.
pub(crate) fn link_metadata(path: &Path) -> io::Result<Metadata> {
    host().files().link_metadata(path)
}

/// Whether there is a folder.
pub(crate) fn is_folder(path: &Path) -> bool {
    metadata(path).is_ok_and(|found| found.is_folder())
}

/// Whether there is something that is no folder; a link is none, wherever it leads.
pub(crate) fn is_file(path: &Path) -> bool {
    link_metadata(path).is_ok_and(|found| !found.is_folder())
}

/// Whether there is anything, a link to nothing included.
pub(crate) fn exists(path: &Path) -> bool {
    link_metadata(path).is_ok()
}

/// Whether there is a file that can be written.
pub(crate) fn is_writable(path: &Path) -> bool {
    metadata(path).is_ok_and(|found| found.is_regular()) && host().files().open(path, Open::WRITE).is_ok()
}

/// What a folder holds, by name.
pub(crate) fn list(path: &Path) -> io::Result<Vec<Entry>> {
    let found = host().files().list(path)?.into_iter();
    let mut entries: Vec<Entry> = found
        .map(|entry| Entry { name: entry.name.to_string_lossy().into_owned(), folder: entry.kind == Kind::Folder })
        .collect();
    entries.sort_by_cached_key(|entry| (entry.name.to_lowercase(), entry.name.clone()));
    Ok(entries)
}

/// Opens a file to be read.
pub(crate) fn open_to_read(path: &Path) -> io::Result<File> {
    let file = host().files().open(path, Open::READ)?;
    if file.metadata()?.is_folder() {
        return Err(io::Error::new(ErrorKind::IsADirectory, "it is a folder"));
    }
    Ok(file)
}

/// Opens a file to be read and written; makes it where that is asked for.
pub(crate) fn open_to_write(path: &Path, create: bool) -> io::Result<File> {
    host().files().open(path, if create { Open::CREATE } else { Open::WRITE })
}

/// Makes a file that is not there yet.
pub(crate) fn create_new(path: &Path) -> io::Result<File> {
    host().files().open(path, Open::CREATE_NEW)
}

/// How much is read of what is no regular file and may have no end, in bytes.
const MAX_STREAM: u64 = 64 << 20;

/// The bytes of a file, at most [`MAX_WHOLE`]; of a device or pipe less.
pub(crate) fn read_whole(path: &Path) -> io::Result<Vec<u8>> {
    let file = open_to_read(path)?;
    let found = file.metadata()?;
    let size = found.len();
    let limit = if found.is_regular() { MAX_WHOLE } else { MAX_STREAM };
    let too_large = || io::Error::new(ErrorKind::FileTooLarge, format!("it is larger than {limit} bytes"));
    if size > limit {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(size as usize).map_err(|_| too_large())?;
    file.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit { Err(too_large()) } else { Ok(bytes) }
}

/// Makes a folder whose parent is there.
pub(crate) fn create_folder(path: &Path) -> io::Result<()> {
    host().files().create_folder(path)
}

/// Makes a folder and those above it that are missing.
pub(crate) fn create_folders(path: &Path) -> io::Result<()> {
    host().files().create_folders(path)
}

/// Removes a file or a link.
pub(crate) fn remove_file(path: &Path) -> io::Result<()> {
    host().files().remove_file(path)
}

/// Removes an empty folder.
pub(crate) fn remove_folder(path: &Path) -> io::Result<()> {
    host().files().remove_folder(path)
}

/// Moves or renames a file or folder; nothing may be at the new path but the same thing under a name of other case.
pub(crate) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    let host = host();
    let files = host.files();
    let source = files.link_metadata(from)?;
    if files.link_metadata(to).is_ok() && files.canonical(from)? != files.canonical(to)? {
        return Err(io::Error::new(ErrorKind::AlreadyExists, "something with this name exists already"));
    }
    match files.rename(from, to) {
        Err(failure) if failure.kind() == ErrorKind::CrossesDevices && !source.is_folder() => {
            copy_file(from, to)?;
            files.remove_file(from)
        }
        Err(failure) if failure.kind() == ErrorKind::CrossesDevices => {
            copy_folder(from, to, false)?;
            remove_tree(from).map_err(|(failure, _)| failure)
        }
        other => other,
    }
}

/// Makes a symbolic link to a target.
pub(crate) fn create_link(target: &Path, link: &Path) -> io::Result<()> {
    host().files().create_link(target, link)
}

/// Whether a path is a symbolic link.
pub(crate) fn is_link(path: &Path) -> bool {
    link_metadata(path).is_ok_and(|found| found.is_link())
}

/// The absolute path that a symbolic link leads to; `None` where the path is no link.
///
/// # Errors
/// The program is not allowed to read the target: its path is not shown then.
pub(crate) fn link_target(path: &Path) -> io::Result<Option<PathBuf>> {
    if !is_link(path) {
        return Ok(None);
    }
    let host = host();
    match host.files().canonical(path) {
        Ok(target) => Ok(Some(target)),
        Err(failure) if fourd_host::is_denied(&failure) => Err(failure),
        // It leads to something that is missing.
        Err(_) => Ok(Some(path.parent().unwrap_or(path).join(host.files().read_link(path)?))),
    }
}

/// When a file was made and last changed. Where the system does not keep the former, it is the latter.
pub(crate) fn times(found: &Metadata) -> (SystemTime, SystemTime) {
    (found.created, found.modified)
}

/// Local date and time of a point in time.
pub(crate) fn local_time(time: SystemTime) -> (Date, Time) {
    let milliseconds = match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_millis()).unwrap_or(i64::MAX),
        Err(before) => -i64::try_from(before.duration().as_millis()).unwrap_or(i64::MAX),
    };
    clock::Reading::from_milliseconds(milliseconds).local()
}

/// The point in time of a local date and time; `None` for the blank date.
pub(crate) fn of_local_time(date: Date, time: Time) -> Option<SystemTime> {
    const SECONDS_OF_DAY: i64 = 86_400;
    let local = date.unix_days()?.checked_mul(SECONDS_OF_DAY)?.checked_add(time.whole_seconds())?;
    let seconds = local.checked_sub(i64::from(clock::offset_of_local(date, time)))?;
    let distance = Duration::from_secs(seconds.unsigned_abs());
    if seconds < 0 {
        SystemTime::UNIX_EPOCH.checked_sub(distance)
    } else {
        SystemTime::UNIX_EPOCH.checked_add(distance)
    }
}

/// Sets when a file was last changed.
pub(crate) fn set_modified(path: &Path, time: SystemTime) -> io::Result<()> {
    host().files().set_modified(path, time)
}

/// Locks a file against being written, or unlocks it.
pub(crate) fn set_locked(path: &Path, locked: bool) -> io::Result<()> {
    let mode = metadata(path)?.mode;
    host().files().set_mode(path, if locked { mode & !0o222 } else { mode | 0o200 })
}

/// Size and free space of the volume that a path is on, in bytes.
pub(crate) fn volume_space(path: &Path) -> io::Result<(u64, u64)> {
    host().files().volume_space(path)
}
