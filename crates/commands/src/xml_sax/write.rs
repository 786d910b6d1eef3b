//! Writing.

use super::{State, with_state};
use crate::classes::blob::bytes_of;
use crate::compatibility::Compatibility;
use crate::file_system::{error_of, text::has_mark};
use crate::string::character_set::CharacterSet;
use crate::support::ok::note_ok;
use crate::system_documents::open::Document;
use crate::xml::build::allowed;
use crate::xml::convert::encode;
use crate::xml::names::is_name;
use crate::xml::options::{Options, choice};
use crate::xml::parser::{Declaration, MAX_DEPTH};
use crate::xml::write::{INDENT, cdata_into, declaration_into, escape_into, instruction_into, tag_into};
use crate::xml_dom::{attributes_of, known_encoding, last_character, pairs_of_arrays};
use fourd_macros::command;
use fourd_runtime::Process;
use fourd_runtime::command::{Rest, Star};
use fourd_value::{Error, Text, Time, Value, error};
use parking_lot::Mutex;

/// An element that is open.
struct Open {
    name: String,
    /// Whether it holds text, in which line ends would be part of it.
    text: bool,
    /// Whether it holds anything.
    filled: bool,
}

/// A document that is being written.
pub(super) struct Writer {
    set: CharacterSet,
    open: Vec<Open>,
    /// A start tag whose `>` is still missing, so that an empty element can end with `/>`.
    tag: bool,
    root: bool,
    /// What the project that began it has as defaults.
    project: Compatibility,
}

impl Writer {
    fn last_character(&self) -> u32 {
        last_character(self.set)
    }

    /// Ends a start tag.
    fn end_tag(&mut self, out: &mut String) {
        if std::mem::take(&mut self.tag) {
            out.push('>');
        }
    }

    /// Begins a line for a part that is no text.
    fn line(&mut self, options: &Options, out: &mut String) {
        self.end_tag(out);
        let depth = self.open.len();
        let inside_text = self.open.last().is_some_and(|open| open.text);
        if let Some(open) = self.open.last_mut() {
            open.filled = true;
        }
        if options.indented() && !inside_text {
            new_line(depth, options, out);
        }
    }

    fn close(&mut self, options: &Options, out: &mut String) -> Result<(), Error> {
        let Some(open) = self.open.pop() else { return Err(Error::of(error::XML_NOT_OPEN)) };
        if std::mem::take(&mut self.tag) {
            out.push_str("/>");
            return Ok(());
        }
        if options.indented() && open.filled && !open.text {
            new_line(self.open.len(), options, out);
        }
        out.push_str(&format!("</{}>", open.name));
        Ok(())
    }
}

fn new_line(depth: usize, options: &Options, out: &mut String) {
    out.push_str(options.line_end());
    (0..depth.min(100)).for_each(|_| out.push_str(INDENT));
}

/// Writes to the document itself.
fn put(document: &Mutex<Document>, set: CharacterSet, text: &str) -> Result<(), Error> {
    let mut document = document.lock();
    let bytes = set.encode(&Text::from(text));
    let written = document.write(&bytes);
    written.map_err(|failure| error_of(&failure, &document.path))
}

/// A writer for a document, which gets the declaration.
fn begin(
    document: &Mutex<Document>,
    declaration: &Declaration,
    options: &Options,
    project: Compatibility,
) -> Result<Writer, Error> {
    let options = of_project(options, project);
    let name = declaration.encoding.as_deref().unwrap_or("UTF-8");
    let set = CharacterSet::named(name).unwrap_or(CharacterSet::Utf8);
    let mut head = String::new();
    if (options.mark() && has_mark(set)) || matches!(set, CharacterSet::Utf16(_)) {
        head.push('\u{FEFF}');
    }
    declaration_into(declaration, &mut head);
    put(document, set, &head)?;
    Ok(Writer { set, open: Vec::new(), tag: false, root: false, project })
}

/// The options with the defaults of a project.
fn of_project(options: &Options, project: Compatibility) -> Options {
    options.resolved(project, choice::CRLF)
}

/// Lets a writer add to a document; the declaration is written first where it is missing.
fn add(
    process: &mut Process<'_>,
    document: Time,
    change: impl FnOnce(&mut Writer, &Options, &mut String) -> Result<(), Error>,
) -> Result<(), Error> {
    let number = document.whole_seconds();
    let project = Compatibility::of(process);
    let added = with_state(process, number, |document, state: &mut State| {
        let options = state.options;
        let writer = match &mut state.writer {
            Some(writer) => writer,
            None => state.writer.insert(begin(document, &Declaration::default(), &options, project)?),
        };
        let options = of_project(&options, writer.project);
        let mut out = String::new();
        change(writer, &options, &mut out)?;
        put(document, writer.set, &out)
    });
    note_ok(process, added.and_then(|added| added))
}

/// Ends all elements of a document.
pub(super) fn finish(document: &Mutex<Document>, mut writer: Writer, options: &Options) -> Result<(), Error> {
    let options = &of_project(options, writer.project);
    let mut out = String::new();
    while !writer.open.is_empty() {
        writer.close(options, &mut out)?;
    }
    if options.indented() {
        out.push_str(options.line_end());
    }
    put(document, writer.set, &out)
}

/// Begins the document with a declaration: its character set (UTF-8 where it is not known) and whether it says that it needs
/// nothing from outside. It is an error where something was written already.
#[command(858, "SAX SET XML DECLARATION", thread_safe, effects(files))]
fn sax_set_xml_declaration(
    process: &mut Process<'_>,
    document: Time,
    encoding: &Text,
    standalone: Option<bool>,
    indentation: Option<bool>,
) -> Result<(), Error> {
    let number = document.whole_seconds();
    let project = Compatibility::of(process);
    let declaration = Declaration {
        version: String::new(),
        encoding: Some(known_encoding(encoding)),
        standalone: standalone.unwrap_or(false),
    };
    let set = with_state(process, number, |document, state: &mut State| {
        if state.writer.is_some() {
            return Err(Error::of(error::XML_PROLOG));
        }
        if let Some(indented) = indentation {
            state.options.set_indented(indented);
        }
        state.writer = Some(begin(document, &declaration, &state.options, project)?);
        Ok(())
    });
    note_ok(process, set.and_then(|set| set))
}

/// Adds the type of the document.
#[command(851, "SAX ADD XML DOCTYPE", thread_safe, effects(files))]
fn sax_add_xml_doctype(process: &mut Process<'_>, document: Time, doc_type: &Text) -> Result<(), Error> {
    add(process, document, |writer, options, out| {
        if writer.root || !writer.open.is_empty() {
            return Err(Error::with(error::XML_NODE, "The type of a document stands before its root element"));
        }
        writer.line(options, out);
        out.push_str(&format!("<!DOCTYPE {}>", allowed(doc_type)));
        Ok(())
    })
}

/// Adds a comment.
#[command(852, "SAX ADD XML COMMENT", thread_safe, effects(files))]
fn sax_add_xml_comment(process: &mut Process<'_>, document: Time, comment: &Text) -> Result<(), Error> {
    add(process, document, |writer, options, out| {
        let comment = allowed(comment);
        if comment.contains("--") || comment.ends_with('-') {
            return Err(Error::with(error::XML_NODE, "`--` is not allowed in a comment"));
        }
        writer.line(options, out);
        out.push_str(&format!("<!--{comment}-->"));
        Ok(())
    })
}

/// Adds a processing instruction.
#[command(857, "SAX ADD PROCESSING INSTRUCTION", thread_safe, effects(files))]
fn sax_add_processing_instruction(process: &mut Process<'_>, document: Time, statement: &Text) -> Result<(), Error> {
    add(process, document, |writer, options, out| {
        let statement = allowed(statement);
        let (target, data) = statement.split_once(' ').unwrap_or((&statement, ""));
        if !is_name(target) || data.contains("?>") {
            return Err(Error::with(error::XML_NODE, "The content is not valid in a processing instruction"));
        }
        writer.line(options, out);
        instruction_into(target, data, out);
        Ok(())
    })
}

fn open_element(process: &mut Process<'_>, document: Time, tag: &Text, pairs: &[Value]) -> Result<(), Error> {
    let name = tag.to_cow().into_owned();
    let options = super::with_options(process, document.whole_seconds(), |options| *options);
    let attributes = options.and_then(|options| attributes_of(process, pairs, &options));
    let attributes = note_ok(process, attributes)?;
    add(process, document, |writer, options, out| {
        if !is_name(&name) {
            return Err(Error::with(error::XML_NAME, format!("`{name}` is no name of an XML element")));
        }
        if writer.open.is_empty() && writer.root {
            return Err(Error::with(error::XML_NODE, "A document has one root element"));
        }
        if writer.open.len() >= MAX_DEPTH {
            return Err(Error::with(error::XML_NODE, "The XML elements nest too deep"));
        }
        writer.line(options, out);
        tag_into(&name, &attributes, writer.last_character(), out);
        writer.root = true;
        writer.tag = true;
        writer.open.push(Open { name, text: false, filled: false });
        Ok(())
    })
}

/// Begins an element with attributes: names and values in turn. It ends with `SAX CLOSE XML ELEMENT` or when the document is
/// closed.
#[command(853, "SAX OPEN XML ELEMENT", thread_safe, effects(files))]
fn sax_open_xml_element(process: &mut Process<'_>, document: Time, tag: &Text, attributes: Rest) -> Result<(), Error> {
    open_element(process, document, tag, &attributes.0)
}

/// As `SAX OPEN XML ELEMENT`, with the attributes in arrays: one of names and one of values in turn.
#[command(921, "SAX OPEN XML ELEMENT ARRAYS", thread_safe, effects(files))]
fn sax_open_xml_element_arrays(
    process: &mut Process<'_>,
    document: Time,
    tag: &Text,
    arrays: Rest,
) -> Result<(), Error> {
    let pairs = pairs_of_arrays(&arrays.0);
    let pairs = note_ok(process, pairs)?;
    open_element(process, document, tag, &pairs)
}

/// Ends the element that was opened last.
#[command(854, "SAX CLOSE XML ELEMENT", thread_safe, effects(files))]
fn sax_close_xml_element(process: &mut Process<'_>, document: Time) -> Result<(), Error> {
    add(process, document, |writer, options, out| writer.close(options, out))
}

/// Lets text into the open element.
fn into_element(writer: &mut Writer, out: &mut String) -> Result<(), Error> {
    match writer.open.last_mut() {
        Some(open) => {
            open.text = true;
            open.filled = true;
        }
        None => return Err(Error::of(error::XML_NOT_OPEN)),
    }
    writer.end_tag(out);
    Ok(())
}

/// Adds a value to the open element. Characters of markup are written as references, unless the document takes texts as
/// they are; then `*` asks for references.
#[command(855, "SAX ADD XML ELEMENT VALUE", thread_safe, effects(files))]
fn sax_add_xml_element_value(
    process: &mut Process<'_>,
    document: Time,
    data: Value,
    encoded: Star,
) -> Result<(), Error> {
    let options = super::with_options(process, document.whole_seconds(), |options| *options);
    let text = options.and_then(|options| encode(process, &data, &options));
    let text = note_ok(process, text)?;
    add(process, document, |writer, options, out| {
        into_element(writer, out)?;
        if options.raw_strings() && !encoded.0 {
            out.push_str(&text);
        } else {
            escape_into(&text, false, writer.last_character(), out);
        }
        Ok(())
    })
}

/// Adds a CDATA section to the open element, of a text or of a Blob that holds a text in UTF-8.
#[command(856, "SAX ADD XML CDATA", thread_safe, effects(files))]
fn sax_add_xml_cdata(process: &mut Process<'_>, document: Time, data: Value) -> Result<(), Error> {
    let text = match (&data, bytes_of(&data)) {
        (Value::Text(text), _) => allowed(text),
        (Value::Undefined, _) => String::new(),
        (_, Some(blob)) => allowed(&Text::from(blob.with(|bytes| String::from_utf8_lossy(bytes).into_owned()))),
        (other, None) => {
            let text = format!("expected a text or a Blob, found {}", other.type_name());
            return note_ok(process, Err(Error::with(error::INCOMPATIBLE_TYPES, text)));
        }
    };
    add(process, document, |writer, _, out| {
        into_element(writer, out)?;
        cdata_into(&text, out);
        Ok(())
    })
}
