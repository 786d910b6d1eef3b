//! `4D.FileHandle` ([API](https://developer.4d.com/docs/API/FileHandleClass)): reads and writes a file piece by piece.
//! The file closes when nothing refers to the handle any more.

use super::blob::bytes_of;
use super::file::make_folders_above;
use super::item::{self, Item};
use crate::file_system::location::Location;
use crate::file_system::text::{Encoding, LineEnds};
use crate::file_system::{self, File, MAX_WHOLE, Numbered, WriteGuard};
use fourd_macros::{class, members};
use fourd_runtime::command::{Arguments, FromArgument, no_more};
use fourd_runtime::{Process, classes};
use fourd_value::{Blob, Error, Object, Text, Value, error, text};
use std::cell::RefCell;
use std::io::{Read, Seek, SeekFrom, Write};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Read,
    Write,
    Append,
}

impl Mode {
    const ALL: [Mode; 3] = [Mode::Read, Mode::Write, Mode::Append];

    fn name(self) -> &'static str {
        match self {
            Mode::Read => "read",
            Mode::Write => "write",
            Mode::Append => "append",
        }
    }
}

struct State {
    file: File,
    /// Counted in bytes or, when text is read, in characters.
    offset: u64,
    /// The whole file as text with its line ends converted, from the first reading of text to the next writing.
    text: Option<Text>,
}

/// An open file.
struct Handle {
    location: Location,
    mode: Mode,
    charset: Text,
    encoding: Encoding,
    reading: LineEnds,
    writing: LineEnds,
    state: RefCell<State>,
    _writer: Option<WriteGuard>,
}

/// How a file is to be opened.
struct Options {
    mode: Mode,
    charset: Text,
    reading: LineEnds,
    writing: LineEnds,
}

fn mode_named(name: &Text) -> Result<Mode, Error> {
    let shown = name.to_cow();
    Mode::ALL.into_iter().find(|mode| mode.name() == shown).ok_or_else(|| {
        Error::with(
            error::INDEX_OUT_OF_RANGE,
            format!("`{name}` is no mode to open a file: `read`, `write` or `append`"),
        )
    })
}

fn line_ends(value: Option<Value>) -> Result<LineEnds, Error> {
    let found = match &value {
        None | Some(Value::Undefined | Value::Null) => Some(LineEnds::Native),
        Some(Value::Text(name)) => LineEnds::named(&name.to_cow()),
        Some(value) => value.as_real().map(fourd_runtime::convert::whole).and_then(LineEnds::numbered),
    };
    found.ok_or_else(|| {
        Error::with(
            error::INDEX_OUT_OF_RANGE,
            "A break mode is `native`, `crlf`, `cr`, `lf` or the number of a constant",
        )
    })
}

fn options_of(value: Value) -> Result<Options, Error> {
    let mut options = Options {
        mode: Mode::Read,
        charset: Text::from("UTF-8"),
        reading: LineEnds::Native,
        writing: LineEnds::Native,
    };
    match value {
        Value::Undefined | Value::Null => {}
        Value::Text(name) => options.mode = mode_named(&name)?,
        Value::Object(object) => {
            if let Some(Value::Text(name)) = object.get_str("mode") {
                options.mode = mode_named(&name)?;
            }
            if let Some(Value::Text(name)) = object.get_str("charset") {
                options.charset = name;
            }
            options.reading = line_ends(object.get_str("breakModeRead"))?;
            options.writing = line_ends(object.get_str("breakModeWrite"))?;
        }
        other => {
            let text = format!("Argument 1: expected a mode or an object, found {}", other.type_name());
            return Err(Error::with(error::INCOMPATIBLE_TYPES, text));
        }
    }
    Ok(options)
}

impl Handle {
    fn size(&self) -> Result<u64, Error> {
        Ok(self.state.borrow().file.metadata().at(&self.location.disk())?.len())
    }

    /// Does something with the file, errors numbered.
    fn access<R>(&self, access: impl FnOnce(&mut State) -> std::io::Result<R>) -> Result<R, Error> {
        access(&mut self.state.borrow_mut()).at(&self.location.disk())
    }

    /// The whole file as text.
    fn text(&self) -> Result<Text, Error> {
        if let Some(text) = &self.state.borrow().text {
            return Ok(text.clone());
        }
        if self.size()? > MAX_WHOLE {
            return Err(Error::with(error::MEMORY_FULL, "The file is larger than 2 GB"));
        }
        let bytes = self.access(|state| {
            state.file.seek(SeekFrom::Start(0))?;
            let mut bytes = Vec::new();
            (&mut state.file).take(MAX_WHOLE).read_to_end(&mut bytes)?;
            Ok(bytes)
        })?;
        let text = self.reading.convert(self.encoding.set.decode(&bytes));
        self.state.borrow_mut().text = Some(text.clone());
        Ok(text)
    }

    /// The text and where it is read from, which is at most its end.
    fn position(&self) -> Result<(Text, usize), Error> {
        let text = self.text()?;
        let offset = usize::try_from(self.state.borrow().offset).unwrap_or(usize::MAX);
        let position = offset.min(text.len());
        Ok((text, position))
    }

    fn move_to(&self, offset: usize) {
        self.state.borrow_mut().offset = offset as u64;
    }

    fn write(&self, bytes: &[u8]) -> Result<(), Error> {
        self.writable()?;
        self.access(|state| {
            state.text = None;
            let size = state.file.metadata()?.len();
            state.offset = state.offset.min(size);
            state.file.seek(SeekFrom::Start(state.offset))?;
            state.file.write_all(bytes)?;
            state.offset += bytes.len() as u64;
            Ok(())
        })
    }

    fn writable(&self) -> Result<(), Error> {
        if self.mode == Mode::Read {
            return Err(Error::with(error::FILE_LOCKED, "The file handle is open for reading"));
        }
        Ok(())
    }
}

/// The member of `4D.File`.
pub(super) struct Opening;

#[members(effects(files))]
impl Opening {
    /// Opens the file: `read` (the default) needs a file that exists; `write` and `append` make it, and the folders above it,
    /// where it is missing, and are open once at a time. An object can also name the character set and the line ends.
    #[function]
    fn open(this: &Location, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Object, Error> {
        let location = this.clone();
        let options = Option::<Value>::from_argument(process, arguments)?.unwrap_or_default();
        no_more(arguments)?;
        let options = options_of(options)?;
        let encoding = Encoding::of(Some(&Value::Text(options.charset.clone())))?;
        let path = location.disk();
        let mut writer = None;
        let file = if options.mode == Mode::Read {
            file_system::open_to_read(&path)
        } else {
            writer = Some(WriteGuard::take(&path).ok_or_else(|| {
                Error::with(error::FILE_BUSY, format!("`{}` is already open for writing", path.display()))
            })?);
            make_folders_above(&path)?;
            file_system::open_to_write(&path, true)
        };
        let file = file.at(&path)?;
        let offset = match options.mode {
            Mode::Append => file.metadata().at(&path)?.len(),
            Mode::Read | Mode::Write => 0,
        };
        let handle = Handle {
            location,
            mode: options.mode,
            charset: options.charset,
            encoding,
            reading: options.reading,
            writing: options.writing,
            state: RefCell::new(State { file, offset, text: None }),
            _writer: writer,
        };
        Ok(match classes::built_in(process, "FileHandle") {
            Some(class) => Object::native(&class, handle),
            None => Object::new(),
        })
    }
}

/// An open file.
#[class("FileHandle", effects(files), native)]
impl Handle {
    /// The size of the file in bytes.
    #[function]
    fn get_size(&self) -> Result<f64, Error> {
        Ok(self.size()? as f64)
    }

    /// At most that many bytes from the offset on. The offset moves to the end of what was read.
    #[function]
    fn read_blob(&self, process: &mut Process<'_>, count: f64) -> Result<Value, Error> {
        let count = count.clamp(0.0, MAX_WHOLE as f64) as u64;
        let bytes = self.access(|state| {
            state.file.seek(SeekFrom::Start(state.offset))?;
            let mut bytes = Vec::new();
            (&mut state.file).take(count).read_to_end(&mut bytes)?;
            state.offset += bytes.len() as u64;
            Ok(bytes)
        })?;
        Ok(process.blob_object(&Blob::new(bytes)))
    }

    /// The text from the offset to the end of the line, without the line end. The offset moves to the next line.
    #[function]
    fn read_line(&self) -> Result<Text, Error> {
        let (text, start) = self.position()?;
        let is_end = |index: usize| matches!(text.unit(index), Some(10 | 13));
        let end = (start..text.len()).find(|index| is_end(*index)).unwrap_or(text.len());
        let pair = text.unit(end) == Some(13) && text.unit(end + 1) == Some(10);
        self.move_to((end + if pair { 2 } else { 1 }).min(text.len()));
        Ok(text.slice(start, end - start))
    }

    /// The text from the offset to the first stop text, which is left out; the offset moves to its end. Nothing where the stop
    /// text does not occur. Without a stop text it is the text to the end.
    #[function]
    fn read_text(&self, stop: Option<Text>) -> Result<Text, Error> {
        let stop = stop.filter(|stop| !stop.is_empty());
        let (text, start) = self.position()?;
        let Some(stop) = stop else {
            self.move_to(text.len());
            return Ok(text.slice(start, text.len() - start));
        };
        let Some(found) = text::find(&stop, &text, start, text::Matching::Exact) else {
            return Ok(Text::EMPTY);
        };
        self.move_to(found.start + found.len);
        Ok(text.slice(start, found.start - start))
    }

    /// Makes the file shorter, its beginning stays, or longer, with zeros at its end.
    #[function]
    fn set_size(&self, size: f64) -> Result<(), Error> {
        self.writable()?;
        if size.is_nan() || size < 0.0 {
            return Err(Error::with(error::INDEX_OUT_OF_RANGE, "A file has no negative size"));
        }
        self.access(|state| {
            state.text = None;
            state.file.set_len(size as u64)?;
            state.offset = state.offset.min(size as u64);
            Ok(())
        })?;
        Ok(())
    }

    /// Writes bytes at the offset and moves the offset to their end.
    #[function]
    fn write_blob(&self, content: Value) -> Result<(), Error> {
        let Some(blob) = bytes_of(&content) else {
            let text = format!("Argument 1: expected a Blob, found {}", content.type_name());
            return Err(Error::with(error::INCOMPATIBLE_TYPES, text));
        };
        blob.with(|bytes| self.write(bytes))?;
        Ok(())
    }

    /// Writes a text and a line end.
    #[function]
    fn write_line(&self, text: Text) -> Result<(), Error> {
        let line = self.writing.convert(text).concat(&Text::from_utf16(self.writing.units()));
        self.write(&self.encoding.set.encode(&line))?;
        Ok(())
    }

    /// Writes a text at the offset and moves the offset to its end. Line ends in it become those of `breakModeWrite`.
    #[function]
    fn write_text(&self, text: Text) -> Result<(), Error> {
        self.write(&self.encoding.set.encode(&self.writing.convert(text)))?;
        Ok(())
    }

    /// What becomes of line ends when text is read.
    #[getter]
    fn break_mode_read(&self) -> Value {
        Value::text(self.reading.name())
    }

    /// What becomes of line ends when text is written.
    #[getter]
    fn break_mode_write(&self) -> Value {
        Value::text(self.writing.name())
    }

    /// The name of the character set.
    #[getter]
    fn charset(&self) -> Text {
        self.charset.clone()
    }

    /// Whether the offset has reached the end of a file that is read; one that is written has no end to reach.
    #[getter]
    fn eof(&self) -> Result<bool, Error> {
        if self.mode != Mode::Read {
            return Ok(false);
        }
        let size = match &self.state.borrow().text {
            Some(text) => text.len() as u64,
            None => self.size()?,
        };
        Ok(self.state.borrow().offset >= size)
    }

    /// The file that is open.
    #[getter]
    fn file(&self, process: &mut Process<'_>) -> Object {
        let location = self.location.clone();
        item::object(process, Item::File(location))
    }

    /// `read`, `write` or `append`.
    #[getter]
    fn mode(&self) -> Value {
        Value::text(self.mode.name())
    }

    /// Where the next reading or writing begins: in bytes, or in characters once text was read.
    #[getter]
    fn offset(&self) -> f64 {
        self.state.borrow().offset as f64
    }

    /// Moves the offset, at least to the beginning and at most to the end of the file.
    #[setter]
    fn set_offset(&self, offset: f64) -> Result<(), Error> {
        let size = self.size()?;
        // Truncation to a whole number; what is no number counts as the beginning.
        self.state.borrow_mut().offset = (offset.max(0.0) as u64).min(size);
        Ok(())
    }
}
