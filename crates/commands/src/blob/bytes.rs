//! Reaching the bytes that a command was given, and the position at which it reads or writes.

use crate::classes::blob::bytes_of;
use fourd_runtime::Process;
use fourd_runtime::command::{Argument, Arguments, FromArgument, Mode};
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::{Blob, Error, Value, error, memory};

/// The largest size of a scalar Blob in bytes ([Blob](https://developer.4d.com/docs/Concepts/blob)).
pub(crate) const MAX_SIZE: usize = i32::MAX as usize;

/// A Blob to be read: a scalar one or an object of class `4D.Blob`.
pub(super) struct Source(pub Blob);

impl FromArgument for Source {
    fn from_argument(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Self, Error> {
        let position = arguments.position();
        let value = Value::from_argument(process, arguments)?;
        match (bytes_of(&value), value) {
            (Some(blob), _) => Ok(Source(blob)),
            (None, Value::Undefined) => Ok(Source(Blob::default())),
            (None, value) => {
                let message = format!("Argument {position}: expected a Blob, found {}", value.type_name());
                Err(Error::with(error::INCOMPATIBLE_TYPES, message))
            }
        }
    }
}

/// A number that may be left out also where `*` follows.
pub(super) struct Optional(pub Option<i64>);

impl FromArgument for Optional {
    fn from_argument(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Self, Error> {
        match arguments.peek() {
            Some(Argument::Star) => Ok(Optional(None)),
            _ => Option::<i64>::from_argument(process, arguments).map(Optional),
        }
    }
}

/// Where a command reads or writes.
pub(super) enum At {
    /// At the beginning; what is written replaces everything.
    Beginning,
    /// Behind the last byte.
    End,
    /// At an offset, which is a variable mostly and then moves on.
    Offset(i64, Option<Location>),
}

impl FromArgument for At {
    const MODE: Mode = Mode::Location;

    fn from_argument(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Self, Error> {
        let place = match arguments.peek() {
            None | Some(Argument::Omitted) => {
                arguments.take();
                return Ok(At::Beginning);
            }
            Some(Argument::Star) => {
                arguments.take();
                return Ok(At::End);
            }
            Some(Argument::Location(place)) => Some(place.clone()),
            Some(_) => None,
        };
        Ok(At::Offset(i64::from_argument(process, arguments)?, place))
    }
}

impl At {
    /// The offset at which a Blob is read.
    pub(super) fn offset(&self, blob: &Blob) -> Result<usize, Error> {
        match self {
            At::Beginning | At::End => Ok(0),
            At::Offset(offset, _) => match usize::try_from(*offset) {
                Ok(offset) if offset <= blob.len() => Ok(offset),
                _ => Err(out_of_range(*offset, blob.len())),
            },
        }
    }

    /// Moves the variable on to an offset.
    pub(super) fn move_to(self, process: &mut Process<'_>, offset: usize, span: Span) {
        if let At::Offset(_, Some(place)) = self {
            process.write(&place, Value::from(offset), span);
        }
    }
}

/// The error for an offset outside a Blob.
pub(super) fn out_of_range(offset: i64, size: usize) -> Error {
    Error::with(error::BLOB_RANGE, format!("The offset {offset} is out of the range of a Blob of {size} bytes"))
}

/// The error for a Blob that would be too large.
pub(super) fn too_large() -> Error {
    Error::with(error::MEMORY_FULL, "The Blob would be larger than 2 GB")
}

/// Changes the bytes of the scalar Blob at a place; nothing there is an empty Blob.
pub(super) fn change<R>(
    process: &mut Process<'_>,
    place: &Location,
    span: Span,
    change: impl FnOnce(&mut Vec<u8>) -> Result<R, Error>,
) -> Result<R, Error> {
    let mut blob = match process.read(place, span) {
        Value::Blob(blob) => blob,
        Value::Undefined => Blob::default(),
        Value::Pointer(pointer) if !pointer.is_nil() => {
            let place = process.target(&pointer, span);
            return change_target(process, &place, span, change);
        }
        other => return Err(expected_scalar(&other)),
    };
    // The variable gives up its share, so that the bytes are changed where they stand.
    process.write(place, Value::Blob(Blob::default()), span);
    let result = blob.change(change);
    process.write(place, Value::Blob(blob), span);
    result
}

fn change_target<R>(
    process: &mut Process<'_>,
    place: &Location,
    span: Span,
    change: impl FnOnce(&mut Vec<u8>) -> Result<R, Error>,
) -> Result<R, Error> {
    let mut blob = match process.read(place, span) {
        Value::Blob(blob) => blob,
        Value::Undefined => Blob::default(),
        other => return Err(expected_scalar(&other)),
    };
    // Where another variable shares its bytes, they are copied first.
    memory::expect(blob.len())?;
    process.write(place, Value::Blob(Blob::default()), span);
    let result = blob.change(change);
    process.write(place, Value::Blob(blob), span);
    result
}

fn expected_scalar(found: &Value) -> Error {
    Error::with(error::INCOMPATIBLE_TYPES, format!("expected a scalar Blob, found {}", found.type_name()))
}

/// Makes a Blob at least `size` bytes long.
pub(super) fn grow(bytes: &mut Vec<u8>, size: usize, filler: u8) -> Result<(), Error> {
    if size > MAX_SIZE {
        return Err(too_large());
    }
    if let Some(more) = size.checked_sub(bytes.len()) {
        bytes.try_reserve(more).map_err(|_| too_large())?;
        bytes.resize(size, filler);
    }
    Ok(())
}

/// Writes bytes into the Blob at a place.
pub(super) fn write(process: &mut Process<'_>, place: &Location, at: At, data: &[u8], span: Span) -> Result<(), Error> {
    let end = change(process, place, span, |bytes| match &at {
        At::Beginning => {
            bytes.clear();
            grow(bytes, data.len(), 0)?;
            bytes.copy_from_slice(data);
            Ok(data.len())
        }
        At::End => {
            let size = bytes.len() + data.len();
            grow(bytes, size, 0)?;
            bytes.truncate(size - data.len());
            bytes.extend_from_slice(data);
            Ok(size)
        }
        At::Offset(offset, _) => {
            let start = usize::try_from(*offset).map_err(|_| out_of_range(*offset, bytes.len()))?;
            let end = start.checked_add(data.len()).ok_or_else(too_large)?;
            grow(bytes, end, 0)?;
            if let Some(target) = bytes.get_mut(start..end) {
                target.copy_from_slice(data);
            }
            Ok(end)
        }
    })?;
    at.move_to(process, end, span);
    Ok(())
}

/// Reads `N` bytes of a Blob.
pub(super) fn read<const N: usize>(
    process: &mut Process<'_>,
    blob: &Blob,
    at: At,
    span: Span,
) -> Result<[u8; N], Error> {
    let start = at.offset(blob)?;
    let found = blob.with(|bytes| bytes.get(start..start + N).and_then(|bytes| <[u8; N]>::try_from(bytes).ok()));
    let found = found.ok_or_else(|| {
        let message = format!("A Blob of {} bytes has no {N} bytes at the offset {start}", blob.len());
        Error::with(error::BLOB_RANGE, message)
    })?;
    at.move_to(process, start + N, span);
    Ok(found)
}
