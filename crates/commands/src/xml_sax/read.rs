//! Reading.

use super::{State, with_state};
use crate::arrays::{array_or_new, fill};
use crate::file_system::{MAX_WHOLE, error_of};
use crate::support::ok::note_ok;
use crate::system_documents::open::Document;
use crate::xml::build::text_of_bytes;
use crate::xml::convert::decode_into;
use crate::xml::documents::refused;
use crate::xml::parser::{Declaration, Event, Parser, Problem};
use fourd_macros::command;
use fourd_runtime::Process;
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::{ElementType, Error, Text, Time, Value, error};
use parking_lot::Mutex;

/// A document that is being read.
pub(super) struct Reader {
    parser: Parser,
    now: Now,
}

/// Where the reader of a document stands.
enum Now {
    /// At the beginning.
    Begin,
    /// At a part.
    At(Event),
    /// At the end.
    End,
}

/// Numbers of the parts.
const START_DOCUMENT: i64 = 1;
const COMMENT: i64 = 2;
const INSTRUCTION: i64 = 3;
const START_ELEMENT: i64 = 4;
const END_ELEMENT: i64 = 5;
const DATA: i64 = 6;
const CDATA: i64 = 7;
const ENTITY: i64 = 8;
const END_DOCUMENT: i64 = 9;

fn number_of(event: &Event) -> Option<i64> {
    Some(match event {
        Event::Comment(_) => COMMENT,
        Event::Instruction(..) => INSTRUCTION,
        Event::Start(..) => START_ELEMENT,
        Event::End(_) => END_ELEMENT,
        Event::Text(_) => DATA,
        Event::CData(_) => CDATA,
        Event::Entity(..) => ENTITY,
        Event::Doctype(_) => return None,
    })
}

/// Why nothing was read: the document, or what is in it.
enum Failure {
    Document(Error),
    Content(Problem),
}

fn next(document: &Mutex<Document>, state: &mut State) -> Result<i64, Failure> {
    let Some(reader) = &mut state.reader else {
        let mut document = document.lock();
        document.set_position(0);
        let read = document.read(MAX_WHOLE);
        let bytes = read.map_err(|failure| Failure::Document(error_of(&failure, &document.path)))?;
        let text = text_of_bytes(&bytes).map_err(Failure::Content)?;
        let parser = Parser::new(&text).map_err(Failure::Content)?;
        state.reader = Some(Reader { parser, now: Now::Begin });
        return Ok(START_DOCUMENT);
    };
    loop {
        match reader.parser.next() {
            Ok(Some(event)) => {
                if let Some(number) = number_of(&event) {
                    reader.now = Now::At(event);
                    return Ok(number);
                }
            }
            Ok(None) => {
                reader.now = Now::End;
                return Ok(END_DOCUMENT);
            }
            Err(problem) => {
                reader.now = Now::End;
                return Err(Failure::Content(problem));
            }
        }
    }
}

/// Goes to the next part of an open document and tells its kind: start of the document (1), comment (2), processing
/// instruction (3), start (4) and end (5) of an element, text (6), CDATA section (7), entity (8), end of the document (9).
/// `OK` is 1, or 0 with an error where the document is not well-formed.
#[command(860, "SAX Get XML node", thread_safe, effects(files))]
fn sax_get_xml_node(process: &mut Process<'_>, document: Time) -> Result<i64, Error> {
    let number = document.whole_seconds();
    let found = with_state(process, number, next).and_then(|found| {
        found.map_err(|failure| match failure {
            Failure::Document(error) => error,
            Failure::Content(problem) => refused(process, problem),
        })
    });
    note_ok(process, found)
}

/// What `pick` takes of the part that the reader of a document stands at.
fn part<R>(process: &mut Process<'_>, document: Time, pick: impl FnOnce(&Event) -> Option<R>) -> Result<R, Error> {
    let found = with_state(process, document.whole_seconds(), |_, state| match &state.reader {
        Some(Reader { now: Now::At(event), .. }) => pick(event),
        _ => None,
    });
    let found = found.and_then(|found| {
        found.ok_or_else(|| Error::with(error::XML_NODE, "The document does not stand at such a part"))
    });
    note_ok(process, found)
}

/// Character set, version, and whether the document says that it needs nothing from outside, at its start.
#[command(873, "SAX GET XML DOCUMENT VALUES", thread_safe, effects(files))]
fn sax_get_xml_document_values(
    process: &mut Process<'_>,
    document: Time,
    encoding: Location,
    version: Location,
    standalone: Location,
    span: Span,
) -> Result<(), Error> {
    let found = with_state(process, document.whole_seconds(), |_, state| {
        let reader = state.reader.as_ref();
        reader.map(|reader| reader.parser.declaration.clone()).ok_or_else(|| Error::of(error::XML_NODE))
    });
    let declaration: Declaration = note_ok(process, found.and_then(|found| found))?;
    process.write(&encoding, Value::text(declaration.encoding.as_deref().unwrap_or("UTF-8")), span);
    let number = if declaration.version.is_empty() { "1.0" } else { &declaration.version };
    process.write(&version, Value::text(number), span);
    process.write(&standalone, Value::Boolean(declaration.standalone), span);
    Ok(())
}

/// The comment that the reader stands at.
#[command(874, "SAX GET XML COMMENT", thread_safe, effects(files))]
fn sax_get_xml_comment(process: &mut Process<'_>, document: Time, comment: Location, span: Span) -> Result<(), Error> {
    let text = part(process, document, |event| match event {
        Event::Comment(text) => Some(text.clone()),
        _ => None,
    })?;
    process.write(&comment, Value::text(&text), span);
    Ok(())
}

/// Target and content of the processing instruction that the reader stands at.
#[command(875, "SAX GET XML PROCESSING INSTRUCTION", thread_safe, effects(files))]
fn sax_get_xml_processing_instruction(
    process: &mut Process<'_>,
    document: Time,
    name: Location,
    value: Location,
    span: Span,
) -> Result<(), Error> {
    let (target, data) = part(process, document, |event| match event {
        Event::Instruction(target, data) => Some((target.clone(), data.clone())),
        _ => None,
    })?;
    process.write(&name, Value::text(&target), span);
    process.write(&value, Value::text(&data), span);
    Ok(())
}

/// Name, prefix and, at its start, attributes of the element that the reader stands at.
#[command(876, "SAX GET XML ELEMENT", thread_safe, effects(files))]
fn sax_get_xml_element(
    process: &mut Process<'_>,
    document: Time,
    name: Location,
    prefix: Location,
    attr_names: Location,
    attr_values: Location,
    span: Span,
) -> Result<(), Error> {
    let (whole, attributes) = part(process, document, |event| match event {
        Event::Start(name, attributes) => Some((name.clone(), Some(attributes.clone()))),
        Event::End(name) => Some((name.clone(), None)),
        _ => None,
    })?;
    let (before, local) = whole.split_once(':').unwrap_or(("", &whole));
    process.write(&name, Value::text(local), span);
    process.write(&prefix, Value::text(before), span);
    let Some(attributes) = attributes else { return Ok(()) };
    let (names, values): (Vec<Value>, Vec<Value>) =
        attributes.iter().map(|(name, value)| (Value::text(name), Value::text(value))).unzip();
    for (place, texts) in [(attr_names, names), (attr_values, values)] {
        let array = array_or_new(process, &place, ElementType::Text, span)?;
        fill(&array, texts)?;
    }
    Ok(())
}

/// The text that the reader stands at, converted to the type of the variable; for a Blob it is read as Base64.
#[command(877, "SAX GET XML ELEMENT VALUE", thread_safe, effects(files))]
fn sax_get_xml_element_value(
    process: &mut Process<'_>,
    document: Time,
    value: Location,
    span: Span,
) -> Result<(), Error> {
    let text = part(process, document, |event| match event {
        Event::Text(text) | Event::CData(text) | Event::Entity(_, text) => Some(text.clone()),
        _ => None,
    })?;
    decode_into(process, &value, &text, span);
    Ok(())
}

/// The content of the CDATA section that the reader stands at; for a Blob it is read as Base64, or as a text in UTF-8.
#[command(878, "SAX GET XML CDATA", thread_safe, effects(files))]
fn sax_get_xml_cdata(process: &mut Process<'_>, document: Time, value: Location, span: Span) -> Result<(), Error> {
    let text = part(process, document, |event| match event {
        Event::CData(text) => Some(text.clone()),
        _ => None,
    })?;
    decode_into(process, &value, &text, span);
    Ok(())
}

/// Name and replacement of the entity that the reader stands at.
#[command(879, "SAX GET XML ENTITY", thread_safe, effects(files))]
fn sax_get_xml_entity(
    process: &mut Process<'_>,
    document: Time,
    name: Location,
    value: Location,
    span: Span,
) -> Result<(), Error> {
    let (entity, text) = part(process, document, |event| match event {
        Event::Entity(name, text) => Some((name.clone(), text.clone())),
        _ => None,
    })?;
    process.write(&name, Value::Text(Text::from(entity)), span);
    process.write(&value, Value::Text(Text::from(text)), span);
    Ok(())
}
