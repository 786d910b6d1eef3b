//! All files of the operating system, by their names.

use super::replacement::{Beside, Replacement};
use crate::file::{Content, kind_of, set_bits};
use crate::files::{Replacing, error_stream};
use crate::{Entry, File, Files, Kind, Metadata, Open};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// All files.
pub(super) struct Everything;

impl Files for Everything {
    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        fs::metadata(path).map(|found| Metadata::of_system(&found))
    }

    fn link_metadata(&self, path: &Path) -> io::Result<Metadata> {
        fs::symlink_metadata(path).map(|found| Metadata::of_system(&found))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        fs::read_dir(folder)?
            .map(|entry| {
                let entry = entry?;
                Ok(Entry { name: entry.file_name(), kind: kind_of(entry.file_type()?) })
            })
            .collect()
    }

    fn open(&self, path: &Path, how: Open) -> io::Result<File> {
        open(path, how).map(File::new)
    }

    fn replace(&self, path: &Path) -> io::Result<Box<dyn Replacing>> {
        let linked = fs::symlink_metadata(path).is_ok_and(|found| found.file_type().is_symlink());
        let target = if linked { fs::canonicalize(path).ok() } else { Some(path.to_path_buf()) };
        let found = fs::metadata(path).ok();
        let in_place = || -> io::Result<Box<dyn Replacing>> {
            let file = open(path, Open { truncate: true, ..Open::CREATE })?;
            Ok(Box::new(Replacement::<ByName>::new(file, None)))
        };
        let Some(target) = target.filter(|_| found.as_ref().is_none_or(fs::Metadata::is_file)) else {
            return in_place();
        };
        if found.is_some() {
            fs::OpenOptions::new().write(true).open(&target)?;
        }
        let temporary = target.with_file_name(temporary_name());
        match fs::OpenOptions::new().write(true).read(true).create_new(true).open(&temporary) {
            Ok(file) => {
                if let Some(found) = found {
                    let _ = file.set_permissions(found.permissions());
                }
                Ok(Box::new(Replacement::new(file, Some(ByName { temporary, target }))))
            }
            Err(failure) if failure.kind() == ErrorKind::PermissionDenied && found.is_some() => in_place(),
            Err(failure) => Err(failure),
        }
    }

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        fs::create_dir(path)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn create_link(&self, target: &Path, link: &Path) -> io::Result<()> {
        #[cfg(unix)]
        return std::os::unix::fs::symlink(target, link);
        #[cfg(windows)]
        return if target.is_dir() {
            std::os::windows::fs::symlink_dir(target, link)
        } else {
            std::os::windows::fs::symlink_file(target, link)
        };
    }

    fn read_link(&self, path: &Path) -> io::Result<PathBuf> {
        fs::read_link(path)
    }

    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(path)
    }

    fn set_modified(&self, path: &Path, time: SystemTime) -> io::Result<()> {
        open(path, Open::READ)?.set_modified(time)
    }

    fn set_mode(&self, path: &Path, mode: u32) -> io::Result<()> {
        let mut permissions = fs::metadata(path)?.permissions();
        set_bits(&mut permissions, mode);
        fs::set_permissions(path, permissions)
    }

    fn volume_space(&self, path: &Path) -> io::Result<(u64, u64)> {
        let found = fs4::statvfs(path)?;
        Ok((found.total_space(), found.available_space()))
    }
}

/// Opens a file; a pipe or a socket is an error.
fn open(path: &Path, how: Open) -> io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.read(true).write(how.write).create(how.create).create_new(how.create_new).truncate(how.truncate);
    #[cfg(unix)]
    if !fourd_source::is_own_stream(path) {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        let file = options.custom_flags(OFlags::NONBLOCK.bits().cast_signed()).open(path);
        return no_stream(file);
    }
    options.open(path)
}

/// The opened file, unless it is a pipe or a socket.
#[cfg(unix)]
pub(super) fn no_stream(opened: io::Result<fs::File>) -> io::Result<fs::File> {
    let is_stream = |failure: &io::Error| failure.raw_os_error() == Some(rustix::io::Errno::NXIO.raw_os_error());
    let file = opened.map_err(|failure| if is_stream(&failure) { error_stream() } else { failure })?;
    if Content::metadata(&file)?.kind == Kind::Stream { Err(error_stream()) } else { Ok(file) }
}

/// A name for a file next to another one, until it takes its place.
pub(super) fn temporary_name() -> String {
    format!(".4d-{:016x}.tmp", fastrand::u64(..))
}

/// A file under a name of its own that will replace another one.
struct ByName {
    temporary: PathBuf,
    target: PathBuf,
}

impl Beside for ByName {
    fn take_place(&self) -> io::Result<()> {
        fs::rename(&self.temporary, &self.target)
    }

    fn discard(&self) {
        let _ = fs::remove_file(&self.temporary);
    }
}
