//! Files of the operating system inside of allowed folders, by handles.

use super::allowed::Allowed;
use super::files::{no_stream, temporary_name};
use super::replacement::{Beside, Replacement};
use super::walk::{Ground, Spot};
use crate::file::{Content, Metadata};
use crate::files::Replacing;
use crate::{Entry, File, FileAccess, Files, Kind, Open, is_denied};
use rustix::fd::{AsFd, OwnedFd};
use rustix::fs::{self, AtFlags, Dir, FileType, Mode, OFlags, RawMode};
use rustix::io::Errno;
use std::ffi::{OsStr, OsString};
use std::io::{self, ErrorKind};
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// How often an operation is tried again where a link came up at its last name after that was looked at.
const TRIES: usize = 100;

/// How something is opened of which only its properties are wanted.
#[cfg(any(target_os = "linux", target_os = "android"))]
const LOOK: OFlags = OFlags::PATH;
#[cfg(not(any(target_os = "linux", target_os = "android")))]
const LOOK: OFlags = OFlags::NONBLOCK;

/// The files that rules allow.
pub(super) struct Confined {
    ground: Ground,
}

impl Confined {
    /// The files in these files and folders, which can be written or only read.
    pub(super) fn to<'p>(roots: impl Iterator<Item = (&'p Path, bool)>) -> Confined {
        Confined { ground: Ground::new(Allowed::new(roots)) }
    }

    /// Does something with what a path leads to. The operation must not follow a link, and say so with `ELOOP`.
    fn follow<R>(&self, path: &Path, access: FileAccess, act: impl Fn(&Spot<'_>) -> io::Result<R>) -> io::Result<R> {
        // Usually there is no link: it costs nothing to find that out by the operation itself.
        match self.entry(path, access).and_then(|spot| act(&spot)) {
            Err(failure) if is_link(&failure) || is_denied(&failure) => {}
            other => return other,
        }
        for _ in 1..TRIES {
            match act(&self.ground.find(path, access, true)?) {
                Err(failure) if is_link(&failure) => {}
                other => return other,
            }
        }
        act(&self.ground.find(path, access, true)?)
    }

    /// The place of a path itself, which may be a link.
    fn entry(&self, path: &Path, access: FileAccess) -> io::Result<Spot<'_>> {
        self.ground.find(path, access, false)
    }

    /// A folder by its handle.
    #[cfg(any(target_os = "linux", target_os = "android"))]
    pub(super) fn folder(&self, path: &Path) -> io::Result<OwnedFd> {
        self.follow(path, FileAccess::Read, |spot| open_at(spot, OFlags::DIRECTORY | LOOK))
    }
}

/// Whether an operation met a link.
fn is_link(failure: &io::Error) -> bool {
    failure.raw_os_error().is_some_and(|code| code == Errno::LOOP.raw_os_error() || code == Errno::MLINK.raw_os_error())
}

/// Opens what is at a place, without following a link.
fn open_at(spot: &Spot<'_>, flags: OFlags) -> io::Result<OwnedFd> {
    let opened = open_name(spot, &spot.name, flags);
    match &opened {
        // Some systems say so of a link where a folder is wanted.
        Err(failure) if failure.kind() == ErrorKind::NotADirectory && kind_at(spot)? == FileType::Symlink => {
            Err(Errno::LOOP.into())
        }
        _ => opened,
    }
}

fn open_name(spot: &Spot<'_>, name: &OsStr, flags: OFlags) -> io::Result<OwnedFd> {
    let flags = flags | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    Ok(fs::openat(spot.folder(), name, flags, Mode::from_raw_mode(0o666))?)
}

fn kind_at(spot: &Spot<'_>) -> io::Result<FileType> {
    let found = fs::statat(spot.folder(), &spot.name, AtFlags::SYMLINK_NOFOLLOW)?;
    Ok(FileType::from_raw_mode(found.st_mode))
}

/// What is at a place; a link is itself.
fn metadata_at(spot: &Spot<'_>) -> io::Result<Metadata> {
    #[cfg(any(target_os = "linux", target_os = "android"))]
    {
        let opened = std::fs::File::from(open_name(spot, &spot.name, LOOK)?);
        Content::metadata(&opened)
    }
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    {
        use std::time::Duration;
        let found = fs::statat(spot.folder(), &spot.name, AtFlags::SYMLINK_NOFOLLOW)?;
        let seconds = Duration::from_secs(found.st_mtime.unsigned_abs().into());
        let modified = SystemTime::UNIX_EPOCH.checked_add(seconds).unwrap_or(SystemTime::UNIX_EPOCH);
        let mode = u32::from(found.st_mode) & 0o7777;
        let kind = kind_of(FileType::from_raw_mode(found.st_mode));
        Ok(Metadata { kind, size: u64::try_from(found.st_size).unwrap_or_default(), created: modified, modified, mode })
    }
}

fn kind_of(found: FileType) -> Kind {
    match found {
        FileType::RegularFile => Kind::File,
        FileType::Directory => Kind::Folder,
        FileType::Symlink => Kind::Link,
        FileType::Fifo | FileType::Socket => Kind::Stream,
        _ => Kind::Device,
    }
}

/// As [`metadata_at`], but a link is the error that says so.
fn metadata_of(spot: &Spot<'_>) -> io::Result<Metadata> {
    match metadata_at(spot)? {
        found if found.is_link() => Err(Errno::LOOP.into()),
        found => Ok(found),
    }
}

fn open(spot: &Spot<'_>, how: Open) -> io::Result<std::fs::File> {
    let mut flags = if how.write { OFlags::RDWR } else { OFlags::RDONLY };
    flags.set(OFlags::CREATE, how.create || how.create_new);
    flags.set(OFlags::EXCL, how.create_new);
    flags.set(OFlags::TRUNC, how.truncate);
    no_stream(open_at(spot, flags | OFlags::NONBLOCK).map(std::fs::File::from))
}

impl Files for Confined {
    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        self.follow(path, FileAccess::Read, metadata_of)
    }

    fn link_metadata(&self, path: &Path) -> io::Result<Metadata> {
        metadata_at(&self.entry(path, FileAccess::Read)?)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        let opened = self.follow(folder, FileAccess::Read, |spot| open_at(spot, OFlags::RDONLY | OFlags::DIRECTORY))?;
        let mut entries = Vec::new();
        for entry in Dir::read_from(&opened)? {
            let entry = entry?;
            let name = OsString::from_vec(entry.file_name().to_bytes().to_vec());
            if name == "." || name == ".." {
                continue;
            }
            let kind = match entry.file_type() {
                // Not all file systems say it in the list.
                FileType::Unknown => match fs::statat(&opened, &name, AtFlags::SYMLINK_NOFOLLOW) {
                    Ok(found) => FileType::from_raw_mode(found.st_mode),
                    Err(Errno::NOENT) => continue,
                    Err(failure) => return Err(failure.into()),
                },
                known => known,
            };
            entries.push(Entry { name, kind: kind_of(kind) });
        }
        Ok(entries)
    }

    fn open(&self, path: &Path, how: Open) -> io::Result<File> {
        let access = if how == Open::READ { FileAccess::Read } else { FileAccess::Write };
        if how.create_new {
            // A link at this name is something that is there already.
            return open(&self.entry(path, access)?, how).map(File::new);
        }
        self.follow(path, access, |spot| open(spot, how)).map(File::new)
    }

    fn replace(&self, path: &Path) -> io::Result<Box<dyn Replacing>> {
        self.follow(path, FileAccess::Write, begin_replacement)
    }

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        let spot = self.entry(path, FileAccess::Write)?;
        Ok(fs::mkdirat(spot.folder(), &spot.name, Mode::from_raw_mode(0o777))?)
    }

    fn create_folders(&self, path: &Path) -> io::Result<()> {
        self.ground.make_way(path)?;
        self.create_missing(path)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        let spot = self.entry(path, FileAccess::Write)?;
        Ok(fs::unlinkat(spot.folder(), &spot.name, AtFlags::empty())?)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        let spot = self.entry(path, FileAccess::Write)?;
        Ok(fs::unlinkat(spot.folder(), &spot.name, AtFlags::REMOVEDIR)?)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let (from, to) = (self.entry(from, FileAccess::Write)?, self.entry(to, FileAccess::Write)?);
        Ok(fs::renameat(from.folder(), &from.name, to.folder(), &to.name)?)
    }

    fn create_link(&self, target: &Path, link: &Path) -> io::Result<()> {
        let spot = self.entry(link, FileAccess::Write)?;
        Ok(fs::symlinkat(target, spot.folder(), &spot.name)?)
    }

    fn read_link(&self, path: &Path) -> io::Result<PathBuf> {
        let spot = self.entry(path, FileAccess::Read)?;
        let target = fs::readlinkat(spot.folder(), &spot.name, Vec::new())?;
        Ok(PathBuf::from(OsString::from_vec(target.into_bytes())))
    }

    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        self.follow(path, FileAccess::Read, |spot| metadata_of(spot).map(|_| spot.path.clone()))
    }

    fn set_modified(&self, path: &Path, time: SystemTime) -> io::Result<()> {
        self.follow(path, FileAccess::Write, |spot| open(spot, Open::READ))?.set_modified(time)
    }

    fn set_mode(&self, path: &Path, mode: u32) -> io::Result<()> {
        let mode = Mode::from_raw_mode(mode as RawMode);
        self.follow(path, FileAccess::Write, |spot| set_mode_at(spot, mode))
    }

    fn volume_space(&self, path: &Path) -> io::Result<(u64, u64)> {
        let opened = self.follow(path, FileAccess::Read, |spot| {
            metadata_of(spot)?;
            open_at(spot, LOOK)
        })?;
        let found = fs::fstatvfs(opened)?;
        let bytes = |blocks: u64| blocks.saturating_mul(found.f_frsize);
        Ok((bytes(found.f_blocks), bytes(found.f_bavail)))
    }
}

/// Sets the permissions of what is at a place, which may be a folder that cannot be opened otherwise.
fn set_mode_at(spot: &Spot<'_>, mode: Mode) -> io::Result<()> {
    #[cfg(any(target_os = "linux", target_os = "android"))]
    {
        use std::os::fd::AsRawFd;
        let opened = open_name(spot, &spot.name, LOOK)?;
        if FileType::from_raw_mode(fs::fstat(&opened)?.st_mode) == FileType::Symlink {
            return Err(Errno::LOOP.into());
        }
        // The one way to what this handle is of; the name plays no part any more.
        Ok(fs::chmod(format!("/proc/self/fd/{}", opened.as_raw_fd()), mode)?)
    }
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    {
        metadata_of(spot)?;
        Ok(fs::chmodat(spot.folder(), &spot.name, mode, AtFlags::SYMLINK_NOFOLLOW)?)
    }
}

fn begin_replacement(spot: &Spot<'_>) -> io::Result<Box<dyn Replacing>> {
    let found = match metadata_of(spot) {
        Ok(found) => Some(found),
        Err(failure) if failure.kind() == ErrorKind::NotFound => None,
        Err(failure) => return Err(failure),
    };
    let in_place = || -> io::Result<Box<dyn Replacing>> {
        let file = open(spot, Open { truncate: true, ..Open::CREATE })?;
        Ok(Box::new(Replacement::<InFolder>::new(file, None)))
    };
    if found.as_ref().is_some_and(|found| !found.is_regular()) {
        return in_place();
    }
    if found.is_some() {
        open_at(spot, OFlags::WRONLY | OFlags::NONBLOCK)?;
    }
    let temporary = OsString::from(temporary_name());
    match open_name(spot, &temporary, OFlags::RDWR | OFlags::CREATE | OFlags::EXCL) {
        Ok(opened) => {
            let folder = spot.folder().try_clone_to_owned()?;
            let file = std::fs::File::from(opened);
            if let Some(found) = found {
                let _ = Content::set_mode(&file, found.mode);
            }
            let beside = Some(InFolder { folder, temporary, name: spot.name.clone() });
            Ok(Box::new(Replacement::new(file, beside)))
        }
        Err(failure) if failure.kind() == ErrorKind::PermissionDenied && found.is_some() => in_place(),
        Err(failure) => Err(failure),
    }
}

/// A file that will take the place of another one in its folder.
struct InFolder {
    folder: OwnedFd,
    temporary: OsString,
    name: OsString,
}

impl Beside for InFolder {
    fn take_place(&self) -> io::Result<()> {
        Ok(fs::renameat(self.folder.as_fd(), &self.temporary, self.folder.as_fd(), &self.name)?)
    }

    fn discard(&self) {
        let _ = fs::unlinkat(self.folder.as_fd(), &self.temporary, AtFlags::empty());
    }
}
