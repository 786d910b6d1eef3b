//! An open file, and what is known of a file without opening it.

use std::fmt;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::time::SystemTime;

/// What something in a folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link.
    Link,
    /// A pipe or a socket: reading it may block forever.
    Stream,
    /// A device.
    Device,
}

/// What is known of a file or folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metadata {
    /// What it is.
    pub kind: Kind,
    /// Its size in bytes.
    pub size: u64,
    /// When it was made; where the system does not keep it, when it was changed.
    pub created: SystemTime,
    /// When it was changed last.
    pub modified: SystemTime,
    /// Who may do what with it, as Unix has it (the last 12 bits). Elsewhere only whether it may be written.
    pub mode: u32,
}

impl Metadata {
    /// Whether it is a folder.
    pub fn is_folder(&self) -> bool {
        self.kind == Kind::Folder
    }

    /// Whether it is a regular file.
    pub fn is_regular(&self) -> bool {
        self.kind == Kind::File
    }

    /// Whether it is a symbolic link.
    pub fn is_link(&self) -> bool {
        self.kind == Kind::Link
    }

    /// Whether it is protected against being written.
    pub fn is_locked(&self) -> bool {
        self.mode & 0o222 == 0
    }

    /// Its size in bytes.
    #[allow(clippy::len_without_is_empty, reason = "a size in bytes, as in the standard library")]
    pub fn len(&self) -> u64 {
        self.size
    }

    /// What the system knows of a file.
    pub(crate) fn of_system(found: &std::fs::Metadata) -> Metadata {
        let modified = found.modified().unwrap_or(SystemTime::UNIX_EPOCH);
        Metadata {
            kind: kind_of(found.file_type()),
            size: found.len(),
            created: found.created().unwrap_or(modified),
            modified,
            mode: mode_of(&found.permissions()),
        }
    }
}

/// What the system says that something is.
pub(crate) fn kind_of(found: std::fs::FileType) -> Kind {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if found.is_fifo() || found.is_socket() {
            return Kind::Stream;
        }
    }
    if found.is_symlink() {
        Kind::Link
    } else if found.is_dir() {
        Kind::Folder
    } else if found.is_file() {
        Kind::File
    } else {
        Kind::Device
    }
}

/// The bits of permissions.
fn mode_of(permissions: &std::fs::Permissions) -> u32 {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        permissions.mode() & 0o7777
    }
    #[cfg(not(unix))]
    if permissions.readonly() { 0o444 } else { 0o644 }
}

/// The content of an open file.
pub trait Content: Read + Write + Seek + Send {
    /// What is known of the file.
    ///
    /// # Errors
    /// What the system says.
    fn metadata(&self) -> io::Result<Metadata>;

    /// Cuts the file, or fills it up with zeros, to a size in bytes.
    ///
    /// # Errors
    /// What the system says, or the file is open for reading.
    fn set_len(&self, len: u64) -> io::Result<()>;

    /// Sets who may do what with it ([`Metadata::mode`]).
    ///
    /// # Errors
    /// What the system says.
    fn set_mode(&self, mode: u32) -> io::Result<()>;
}

/// An open file.
pub struct File(Box<dyn Content>);

impl File {
    /// The file with this content.
    pub fn new(content: impl Content + 'static) -> File {
        File(Box::new(content))
    }

    /// What is known of the file.
    ///
    /// # Errors
    /// What the system says.
    pub fn metadata(&self) -> io::Result<Metadata> {
        self.0.metadata()
    }

    /// Cuts the file, or fills it up with zeros, to a size in bytes.
    ///
    /// # Errors
    /// What the system says, or the file is open for reading.
    pub fn set_len(&self, len: u64) -> io::Result<()> {
        self.0.set_len(len)
    }

    /// Sets who may do what with it ([`Metadata::mode`]).
    ///
    /// # Errors
    /// What the system says.
    pub fn set_mode(&self, mode: u32) -> io::Result<()> {
        self.0.set_mode(mode)
    }
}

impl fmt::Debug for File {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_tuple("File").field(&self.0.metadata()).finish()
    }
}

impl Read for File {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.0.read(into)
    }

    fn read_to_end(&mut self, into: &mut Vec<u8>) -> io::Result<usize> {
        self.0.read_to_end(into)
    }
}

impl Write for File {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl Seek for File {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.0.seek(to)
    }
}

impl Content for std::fs::File {
    fn metadata(&self) -> io::Result<Metadata> {
        std::fs::File::metadata(self).map(|found| Metadata::of_system(&found))
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        std::fs::File::set_len(self, len)
    }

    fn set_mode(&self, mode: u32) -> io::Result<()> {
        let mut permissions = std::fs::File::metadata(self)?.permissions();
        set_bits(&mut permissions, mode);
        self.set_permissions(permissions)
    }
}

/// Puts the bits into permissions.
pub(crate) fn set_bits(permissions: &mut std::fs::Permissions, mode: u32) {
    #[cfg(unix)]
    std::os::unix::fs::PermissionsExt::set_mode(permissions, mode);
    #[cfg(not(unix))]
    permissions.set_readonly(mode & 0o200 == 0);
}
