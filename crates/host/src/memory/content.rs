//! The content of a file in memory.

use crate::file::{Content, Kind, Metadata};
use crate::outside::Clock;
use parking_lot::Mutex;
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::sync::Arc;
use std::time::SystemTime;

/// The largest file in memory, in bytes.
const MAX_SIZE: u64 = i32::MAX as u64;

/// A file.
#[derive(Debug)]
pub(crate) struct Bytes {
    pub(crate) bytes: Vec<u8>,
    pub(crate) created: SystemTime,
    pub(crate) modified: SystemTime,
    pub(crate) mode: u32,
}

impl Bytes {
    /// A file with this content, made now.
    pub(crate) fn new(bytes: Vec<u8>, now: SystemTime) -> Bytes {
        Bytes { bytes, created: now, modified: now, mode: 0o644 }
    }

    /// What is known of it.
    pub(crate) fn metadata(&self) -> Metadata {
        Metadata {
            kind: Kind::File,
            size: self.bytes.len() as u64,
            created: self.created,
            modified: self.modified,
            mode: self.mode,
        }
    }
}

/// A file in memory that is open.
pub(crate) struct OpenBytes {
    file: Arc<Mutex<Bytes>>,
    position: u64,
    /// The clock for the time of changes, where it is open for writing.
    clock: Option<Arc<dyn Clock>>,
}

impl OpenBytes {
    /// Open for reading.
    pub(crate) fn reading(file: Arc<Mutex<Bytes>>) -> OpenBytes {
        OpenBytes { file, position: 0, clock: None }
    }

    /// Open for reading and writing.
    pub(crate) fn writing(file: Arc<Mutex<Bytes>>, clock: Arc<dyn Clock>) -> OpenBytes {
        OpenBytes { file, position: 0, clock: Some(clock) }
    }

    /// The file itself.
    pub(crate) fn file(&self) -> &Arc<Mutex<Bytes>> {
        &self.file
    }

    /// When it is changed now.
    fn time_of_change(&self) -> io::Result<SystemTime> {
        match &self.clock {
            Some(clock) => Ok(time_of(clock.as_ref())),
            None => Err(io::Error::new(ErrorKind::PermissionDenied, "it is open for reading")),
        }
    }
}

/// What a clock shows.
pub(crate) fn time_of(clock: &dyn Clock) -> SystemTime {
    SystemTime::UNIX_EPOCH.checked_add(clock.since_1970()).unwrap_or(SystemTime::UNIX_EPOCH)
}

fn too_large() -> io::Error {
    io::Error::new(ErrorKind::FileTooLarge, format!("it is larger than {MAX_SIZE} bytes"))
}

impl Read for OpenBytes {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let file = self.file.lock();
        let start = usize::try_from(self.position).unwrap_or(usize::MAX).min(file.bytes.len());
        let mut rest = &file.bytes[start..];
        let count = rest.read(into)?;
        self.position += count as u64;
        Ok(count)
    }
}

impl Write for OpenBytes {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let now = self.time_of_change()?;
        let end = self.position.checked_add(bytes.len() as u64).filter(|end| *end <= MAX_SIZE).ok_or_else(too_large)?;
        let mut file = self.file.lock();
        if (file.bytes.len() as u64) < end {
            file.bytes.resize(end as usize, 0);
        }
        file.bytes[self.position as usize..end as usize].copy_from_slice(bytes);
        file.modified = now;
        self.position = end;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Seek for OpenBytes {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let size = self.file.lock().bytes.len() as u64;
        let position = match to {
            SeekFrom::Start(position) => Some(position),
            SeekFrom::Current(by) => self.position.checked_add_signed(by),
            SeekFrom::End(by) => size.checked_add_signed(by),
        };
        self.position = position.ok_or_else(|| io::Error::new(ErrorKind::InvalidInput, "before the beginning"))?;
        Ok(self.position)
    }
}

impl Content for OpenBytes {
    fn metadata(&self) -> io::Result<Metadata> {
        Ok(self.file.lock().metadata())
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        let now = self.time_of_change()?;
        if len > MAX_SIZE {
            return Err(too_large());
        }
        let mut file = self.file.lock();
        file.bytes.resize(len as usize, 0);
        file.modified = now;
        Ok(())
    }

    fn set_mode(&self, mode: u32) -> io::Result<()> {
        self.file.lock().mode = mode;
        Ok(())
    }
}
