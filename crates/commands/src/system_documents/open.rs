//! Documents that are open, known by a number to all processes of their machine.

use crate::file_system::{self, File, WriteGuard};
use crate::string::character_set::CharacterSet;
use fourd_runtime::Process;
use fourd_runtime::state::Slots;
use fourd_value::{Error, Text, Value, error};
use parking_lot::Mutex;
use rustc_hash::FxHashMap;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How much is read ahead, in bytes.
const AHEAD: u64 = 1 << 16;

/// An open document.
pub(crate) struct Document {
    file: File,
    /// Its path.
    pub(crate) path: PathBuf,
    position: u64,
    /// Bytes that were read ahead, and where they stand.
    ahead: Vec<u8>,
    ahead_at: u64,
    /// The character set that the mark of a byte order at the beginning named.
    pub(crate) marked: Option<CharacterSet>,
    writable: bool,
    _writer: Option<WriteGuard>,
    /// What commands keep for it while it is open.
    pub(crate) state: Slots,
    /// What is done before it is closed.
    pub(crate) before_close: Option<BeforeClose>,
}

/// What is done before a document is closed, which is known by its number.
pub(crate) type BeforeClose = fn(&Process<'_>, i64) -> Result<(), Error>;

/// The documents that a machine has opened.
#[derive(Default)]
struct Documents(Mutex<Opened>);

#[derive(Default)]
struct Opened {
    by_number: FxHashMap<i64, Arc<Mutex<Document>>>,
    /// How many documents the machine has opened.
    count: u64,
}

fn documents(process: &Process<'_>) -> Arc<Documents> {
    process.machine().state.get()
}

/// Makes an open document known to the machine; gives its number.
pub(crate) fn register(process: &Process<'_>, document: Document) -> i64 {
    let documents = documents(process);
    let mut opened = documents.0.lock();
    opened.count += 1;
    let number = process.machine().reference(opened.count).cast_signed();
    opened.by_number.insert(number, Arc::new(Mutex::new(document)));
    number
}

/// The document of a number.
///
/// # Errors
/// The machine has no such document.
pub(crate) fn document(process: &Process<'_>, number: i64) -> Result<Arc<Mutex<Document>>, Error> {
    documents(process).0.lock().by_number.get(&number).cloned().ok_or_else(|| {
        Error::with(error::DOCUMENT_REFERENCE, format!("There is no open document with the reference {number}"))
    })
}

/// Closes the document of a number; tells whether there was one.
pub(crate) fn close(process: &Process<'_>, number: i64) -> bool {
    let documents = documents(process);
    let closed = documents.0.lock().by_number.remove(&number);
    closed.is_some()
}

/// The number that an argument is: a reference is a time.
pub(crate) fn reference(value: &Value) -> Option<i64> {
    value.as_real().map(fourd_runtime::convert::whole)
}

impl Document {
    fn new(file: File, path: PathBuf, writer: Option<WriteGuard>) -> Document {
        let writable = writer.is_some();
        Document {
            file,
            path,
            position: 0,
            ahead: Vec::new(),
            ahead_at: 0,
            marked: None,
            writable,
            _writer: writer,
            state: Slots::default(),
            before_close: None,
        }
    }

    /// Opens a document to be read.
    pub(crate) fn open_to_read(path: PathBuf) -> io::Result<Document> {
        Ok(Document::new(file_system::open_to_read(&path)?, path, None))
    }

    /// Opens a document to be read and written, empties it where that is asked for, and makes it where it is missing.
    pub(crate) fn open_to_write(path: PathBuf, create: bool) -> Result<Document, Error> {
        let at = |path: &Path| {
            let path = path.to_path_buf();
            move |failure: io::Error| file_system::error_of(&failure, &path)
        };
        let writer = WriteGuard::take(&path).ok_or_else(|| {
            let text = format!("`{}` is already open for writing", path.display());
            Error::with(if create { error::FILE_BUSY } else { error::FILE_MISSING }, text)
        })?;
        let file = file_system::open_to_write(&path, create).map_err(at(&path))?;
        if create {
            file.set_len(0).map_err(at(&path))?;
        }
        Ok(Document::new(file, path, Some(writer)))
    }

    /// The size in bytes.
    pub(crate) fn size(&self) -> io::Result<u64> {
        Ok(self.file.metadata()?.len())
    }

    /// Cuts the document or makes it longer.
    pub(crate) fn set_size(&mut self, size: u64) -> io::Result<()> {
        self.check_writable()?;
        self.ahead.clear();
        self.file.set_len(size)?;
        self.position = self.position.min(size);
        Ok(())
    }

    /// Where it is read and written next, in bytes from the beginning.
    pub(crate) fn position(&self) -> u64 {
        self.position
    }

    /// Moves the position.
    pub(crate) fn set_position(&mut self, position: u64) {
        self.position = position;
    }

    fn check_writable(&self) -> io::Result<()> {
        if self.writable {
            return Ok(());
        }
        Err(io::Error::new(io::ErrorKind::PermissionDenied, "it is open for reading"))
    }

    /// Writes bytes at the position, which moves behind them.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.check_writable()?;
        self.ahead.clear();
        self.file.seek(SeekFrom::Start(self.position))?;
        self.file.write_all(bytes)?;
        self.position += bytes.len() as u64;
        Ok(())
    }

    /// Bytes from an offset on, as many as are at hand: none at the end only.
    fn at(&mut self, offset: u64) -> io::Result<&[u8]> {
        let end = self.ahead_at + self.ahead.len() as u64;
        if !(self.ahead_at..end).contains(&offset) {
            self.ahead.clear();
            self.file.seek(SeekFrom::Start(offset))?;
            (&mut self.file).take(AHEAD).read_to_end(&mut self.ahead)?;
            self.ahead_at = offset;
        }
        let start = (offset - self.ahead_at) as usize;
        Ok(self.ahead.get(start..).unwrap_or_default())
    }

    /// At most that many bytes from the position on, which moves behind them.
    pub(crate) fn read(&mut self, count: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        while (bytes.len() as u64) < count {
            let missing = count - bytes.len() as u64;
            let found = self.at(self.position)?;
            let taken = found.len().min(usize::try_from(missing).unwrap_or(usize::MAX));
            if taken == 0 {
                break;
            }
            bytes.extend_from_slice(&found[..taken]);
            self.position += taken as u64;
            if bytes.len() as u64 > file_system::MAX_WHOLE {
                return Err(io::Error::new(io::ErrorKind::FileTooLarge, "more than 2 GB were to be read at once"));
            }
        }
        Ok(bytes)
    }

    /// The bytes up to a stop, behind which the position moves; up to the end where it does not occur. `unit` is how many
    /// bytes a character has at least: the stop is looked for at whole characters.
    pub(crate) fn read_until(&mut self, stop: &[u8], unit: usize) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut searched = 0;
        loop {
            let found = self.at(self.position)?;
            if found.is_empty() {
                return Ok(bytes);
            }
            let count = found.len();
            bytes.extend_from_slice(found);
            self.position += count as u64;
            if bytes.len() as u64 > file_system::MAX_WHOLE {
                return Err(io::Error::new(io::ErrorKind::FileTooLarge, "more than 2 GB were to be read at once"));
            }
            if stop.is_empty() {
                continue;
            }
            while let Some(window) = bytes.get(searched..searched + stop.len()) {
                if window == stop {
                    let behind = bytes.len() - searched - stop.len();
                    self.position -= behind as u64;
                    bytes.truncate(searched);
                    return Ok(bytes);
                }
                searched += unit;
            }
        }
    }

    /// At most that many characters from the position on, which moves behind them. Sets with characters of several bytes
    /// other than those of Unicode are read as if each had one byte.
    pub(crate) fn read_characters(&mut self, count: u64, set: CharacterSet) -> io::Result<Text> {
        let mut bytes = Vec::new();
        let mut units = 0;
        while units < count {
            let first = self.read(least(set))?;
            let rest = match set {
                CharacterSet::Utf8 => match first.first() {
                    Some(0xC0..=0xDF) => 1,
                    Some(0xE0..=0xEF) => 2,
                    Some(0xF0..=0xF7) => 3,
                    _ => 0,
                },
                CharacterSet::Utf16(big) => match first.as_slice() {
                    [a, b] if matches!(if big { *a } else { *b }, 0xD8..=0xDB) => 2,
                    _ => 0,
                },
                _ => 0,
            };
            if first.is_empty() {
                break;
            }
            let wide = match set {
                CharacterSet::Utf8 => rest == 3,
                _ => rest == 2,
            };
            bytes.extend(first);
            if rest > 0 {
                bytes.extend(self.read(rest)?);
            }
            units += if wide && !matches!(set, CharacterSet::Utf32(_)) && rest >= 2 { 2 } else { 1 };
        }
        Ok(set.decode(&bytes))
    }

    /// Drops the mark of a byte order at the beginning of the document and remembers what it says.
    pub(crate) fn skip_mark(&mut self) -> io::Result<()> {
        if self.position != 0 {
            return Ok(());
        }
        let start = self.at(0)?;
        let marks: &[(&[u8], CharacterSet)] = &[
            (&[0xEF, 0xBB, 0xBF], CharacterSet::Utf8),
            (&[0xFF, 0xFE, 0, 0], CharacterSet::Utf32(false)),
            (&[0, 0, 0xFE, 0xFF], CharacterSet::Utf32(true)),
            (&[0xFF, 0xFE], CharacterSet::Utf16(false)),
            (&[0xFE, 0xFF], CharacterSet::Utf16(true)),
        ];
        if let Some((mark, set)) = marks.iter().find(|(mark, _)| start.starts_with(mark)) {
            self.position = mark.len() as u64;
            self.marked = Some(*set);
        }
        Ok(())
    }
}

/// How many bytes a character of a set has at least.
pub(crate) fn least(set: CharacterSet) -> u64 {
    match set {
        CharacterSet::Utf16(_) => 2,
        CharacterSet::Utf32(_) => 4,
        _ => 1,
    }
}
