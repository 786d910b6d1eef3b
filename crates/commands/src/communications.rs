//! Communications ([theme](https://developer.4d.com/docs/commands/theme/Communications)): packets and variables in
//! documents. There are no serial ports here.

use crate::arrays::{array_or_new, fill};
use crate::blob::binary;
use crate::blob::variable::put;
use crate::file_system::Numbered;
use crate::string::character_set::CharacterSet;
use crate::support::ok::note_ok;
use crate::support::paths::{asks, place};
use crate::system_documents::open::{self, Document, least};
use fourd_macros::{command, theme};
use fourd_runtime::Process;
use fourd_runtime::command::Argument;
use fourd_runtime::convert::whole;
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::{Blob, ElementType, Error, Text, Value, error};
use parking_lot::Mutex;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

theme!("Communications":
    get_serial_port_mapping, receive_packet, receive_variable, send_packet, send_variable, set_channel, set_timeout,
    use_character_set);

/// Empties arrays that would get the numbers and names of serial ports, of which there are none here.
#[command(909, "GET SERIAL PORT MAPPING", thread_safe, effects(shared))]
fn get_serial_port_mapping(
    process: &mut Process<'_>,
    num_array: Location,
    name_array: Location,
    span: Span,
) -> Result<(), Error> {
    for (place, element) in [(num_array, ElementType::Longint), (name_array, ElementType::Text)] {
        let array = array_or_new(process, &place, element, span)?;
        fill(&array, Vec::new())?;
    }
    Ok(())
}

/// What a process has set for its packets.
#[derive(Default)]
struct Channel {
    /// The document that `SET CHANNEL` opened. It is closed with the process.
    document: RefCell<Option<Arc<Mutex<Document>>>>,
    output: Cell<Option<CharacterSet>>,
    input: Cell<Option<CharacterSet>>,
}

fn channel(process: &Process<'_>) -> Rc<Channel> {
    process.state.get()
}

/// The document of a reference, or the one that `SET CHANNEL` opened.
fn document(process: &Process<'_>, reference: Option<i64>) -> Result<Arc<Mutex<Document>>, Error> {
    if let Some(number) = reference {
        return open::document(process, number);
    }
    channel(process).document.borrow().clone().ok_or_else(|| {
        Error::with(
            error::DOCUMENT_REFERENCE,
            "No document is open: neither a reference is passed nor SET CHANNEL was called",
        )
    })
}

/// Writes a text, in the character set of `USE CHARACTER SET` or UTF-8, or the bytes of a Blob at the position of an open
/// document, which moves behind them. Without a reference it is the document of `SET CHANNEL`.
#[command(103, "SEND PACKET", thread_safe, effects(files))]
fn send_packet(process: &mut Process<'_>, first: Value, second: Option<Value>) -> Result<(), Error> {
    let (reference, packet) = match second {
        Some(packet) => match open::reference(&first) {
            Some(number) => (Some(number), packet),
            None => {
                let text = format!("Argument 1: expected a document reference, found {}", first.type_name());
                return Err(Error::with(error::INCOMPATIBLE_TYPES, text));
            }
        },
        None => (None, first),
    };
    let bytes = match (&packet, crate::classes::blob::bytes_of(&packet)) {
        (_, Some(blob)) => blob.to_vec(),
        (Value::Text(text), None) => channel(process).output.get().unwrap_or(CharacterSet::Utf8).encode(text),
        (Value::Undefined, None) => Vec::new(),
        (other, None) => {
            let text = format!("The packet is neither a text nor a Blob but {}", other.type_name());
            return Err(Error::with(error::INCOMPATIBLE_TYPES, text));
        }
    };
    let document = document(process, reference)?;
    let mut document = document.lock();
    let path = document.path.clone();
    let sent = document.write(&bytes).at(&path);
    note_ok(process, sent)
}

/// The value of an argument that could have been written.
fn value_of(process: &mut Process<'_>, argument: Argument, span: Span) -> Value {
    match argument {
        Argument::Value(value) => value,
        Argument::Location(place) => process.read(&place, span),
        Argument::Star | Argument::Less | Argument::Greater | Argument::Omitted => Value::Undefined,
    }
}

/// Reads from the position of an open document into a variable: up to a stop text, which is left out and skipped, or a
/// number of characters; where the variable is a Blob, of bytes. A mark of the byte order at the beginning is skipped and
/// decides about the character set, which is else that of `USE CHARACTER SET` or UTF-8. `OK` is 0 where nothing is left.
#[command(104, "RECEIVE PACKET", thread_safe, effects(files))]
fn receive_packet(
    process: &mut Process<'_>,
    first: Argument,
    second: Argument,
    third: Option<Value>,
    span: Span,
) -> Result<(), Error> {
    let (reference, variable, limit) = match third {
        Some(limit) => (Some(value_of(process, first, span)), second, limit),
        None => (None, first, value_of(process, second, span)),
    };
    let Argument::Location(variable) = variable else {
        return Err(Error::with(error::INCOMPATIBLE_TYPES, "RECEIVE PACKET needs a variable to receive into"));
    };
    let reference = match reference.map(|reference| open::reference(&reference)) {
        Some(None) => return Err(Error::with(error::INCOMPATIBLE_TYPES, "Argument 1: expected a document reference")),
        other => other.flatten(),
    };
    process.set_named("OK", Value::integer(0));
    let document = document(process, reference)?;
    let mut document = document.lock();
    let path = document.path.clone();
    let as_blob = matches!(process.read(&variable, span), Value::Blob(_));
    let input = channel(process).input.get().unwrap_or(CharacterSet::Utf8);
    let unicode = matches!(input, CharacterSet::Utf8 | CharacterSet::Utf16(_) | CharacterSet::Utf32(_));
    if !as_blob && unicode {
        document.skip_mark().at(&path)?;
    }
    let set = document.marked.filter(|_| unicode).unwrap_or(input);
    let before = document.position();
    let value = match &limit {
        Value::Text(stop) => {
            let unit = usize::try_from(least(set)).unwrap_or(1);
            let bytes = document.read_until(&set.encode(stop), unit).at(&path)?;
            if as_blob { Value::Blob(Blob::new(bytes)) } else { Value::Text(set.decode(&bytes)) }
        }
        other => {
            let Some(count) = other.as_real() else {
                let text = format!("expected a stop text or a number of bytes, found {}", other.type_name());
                return Err(Error::with(error::INCOMPATIBLE_TYPES, text));
            };
            let count = u64::try_from(whole(count)).unwrap_or(0);
            if as_blob {
                Value::Blob(Blob::new(document.read(count).at(&path)?))
            } else {
                Value::Text(document.read_characters(count, set).at(&path)?)
            }
        }
    };
    let received = document.position() > before;
    drop(document);
    process.write(&variable, value, span);
    process.set_named("OK", Value::integer(i64::from(received)));
    Ok(())
}

/// Writes a variable, with all that belongs to it, into the document that `SET CHANNEL` opened.
#[command(80, "SEND VARIABLE", thread_safe, effects(files))]
fn send_variable(process: &mut Process<'_>, variable: Location, span: Span) -> Result<(), Error> {
    let value = process.read(&variable, span);
    let sent = binary::pack(process, &value, span).and_then(|bytes| {
        let document = document(process, None)?;
        let mut document = document.lock();
        let path = document.path.clone();
        let length = (bytes.len() as u64).to_le_bytes();
        document.write(&length).and_then(|()| document.write(&bytes)).at(&path)
    });
    note_ok(process, sent)
}

/// Reads a variable that `SEND VARIABLE` wrote from the document that `SET CHANNEL` opened. `OK` is 0 where there is none
/// at the position, which then stays.
#[command(81, "RECEIVE VARIABLE", thread_safe, effects(files))]
fn receive_variable(process: &mut Process<'_>, variable: Location, span: Span) -> Result<(), Error> {
    process.set_named("OK", Value::integer(0));
    let document = document(process, None)?;
    let mut document = document.lock();
    let path = document.path.clone();
    let before = document.position();
    let head = document.read(8).at(&path)?;
    let length = <[u8; 8]>::try_from(head.as_slice()).map(u64::from_le_bytes).unwrap_or(u64::MAX);
    let left = document.size().at(&path)?.saturating_sub(document.position());
    let bytes = if length <= left { document.read(length).at(&path)? } else { Vec::new() };
    let value = binary::unpack(process, &bytes).filter(|(_, used)| *used as u64 == length);
    if value.is_none() {
        document.set_position(before);
    }
    drop(document);
    if let Some((value, _)) = value {
        put(process, &variable, value, span);
        process.set_named("OK", Value::integer(i64::from(!process.attention)));
    }
    Ok(())
}

/// Opens a document for packets without a reference: 10 with a path opens it, or makes it, 11 closes it. 12, 13 and 10
/// without a path would ask in a dialog, which counts as cancelled; other numbers are serial ports: errors. `OK` and
/// `Document` are set.
#[command(77, "SET CHANNEL", thread_safe, missing = "serial ports", effects(files))]
fn set_channel(process: &mut Process<'_>, operation: i64, second: Option<Value>, span: Span) -> Result<(), Error> {
    let has_name = second.as_ref().and_then(Value::as_text).is_some_and(|name| !name.is_empty());
    let asks_for_a_name = matches!(operation, 12 | 13) || (operation == 10 && !has_name);
    if asks_for_a_name && asks(process, &Text::EMPTY, "SET CHANNEL", span) {
        return Ok(());
    }
    let result = open_channel(process, operation, second);
    note_ok(process, result)
}

fn open_channel(process: &mut Process<'_>, operation: i64, second: Option<Value>) -> Result<(), Error> {
    let name = second.as_ref().and_then(Value::as_text).filter(|name| !name.is_empty());
    if !(10..=13).contains(&operation) {
        return Err(Error::not_implemented("SET CHANNEL with a serial port"));
    }
    let channel = channel(process);
    // The document must be closed before it can be opened again for writing.
    drop(channel.document.take());
    if let (10, Some(name)) = (operation, name) {
        let (path, _) = place(process, name)?;
        if !crate::file_system::exists(&path) {
            crate::file_system::create_new(&path).at(&path)?;
        }
        let document = Document::open_to_write(path, false)?;
        process.set_named("Document", Value::text(&crate::file_system::syntax::system_of(&document.path, false)));
        channel.document.replace(Some(Arc::new(Mutex::new(document))));
    }
    Ok(())
}

/// How long commands wait for a serial port. There are none, so that nothing waits.
#[command(268, "SET TIMEOUT", thread_safe, effects(shared))]
fn set_timeout(seconds: i64) {
    let _ = seconds;
}

/// Sets the character set of text packets that the process writes, or with 1 reads; `*` sets UTF-8 again. `OK` is 0 where
/// the set is not known.
#[command(205, "USE CHARACTER SET", thread_safe, effects(shared))]
fn use_character_set(process: &mut Process<'_>, map: Argument, map_in_out: Option<i64>) -> Result<(), Error> {
    let set = match map {
        Argument::Star => Some(None),
        other => match value_of(process, other, Span::default()) {
            Value::Text(name) => CharacterSet::of(&Value::Text(name))?.map(Some),
            other => return Err(wrong_map(&other)),
        },
    };
    process.set_named("OK", Value::integer(i64::from(set.is_some())));
    if let Some(set) = set {
        let channel = channel(process);
        match map_in_out {
            Some(1) => channel.input.set(set),
            _ => channel.output.set(set),
        }
    }
    Ok(())
}

fn wrong_map(found: &Value) -> Error {
    let message = format!("Argument 1: expected a character set or `*`, found {}", found.type_name());
    Error::with(error::INCOMPATIBLE_TYPES, message)
}
