//! Reading, writing and closing documents.

use crate::blob::{read_document, write_document};
use crate::classes::blob::bytes_of;
use crate::compatibility::Compatibility;
use crate::file_system::text::{Encoding, has_mark};
use crate::string::character_set::CharacterSet;
use crate::support::ok::note_ok;
use crate::support::paths::asks;
use crate::xml::build;
use crate::xml::documents::{Document, find, forget_problem, refused, register};
use crate::xml::options::choice;
use crate::xml::parser::Problem;
use crate::xml::tree::Tree;
use crate::xml::write::{self, Layout};
use fourd_macros::command;
use fourd_runtime::Process;
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::{Blob, Error, Text, Value, error};

/// Registers what was read; a problem is remembered.
fn accepted(process: &Process<'_>, read: Result<Tree, Problem>) -> Result<Text, Error> {
    match read {
        Ok(tree) => {
            forget_problem(process);
            Ok(register(process, tree))
        }
        Err(problem) => Err(refused(process, problem)),
    }
}

fn check_validation(command: &str, validation: Option<bool>) -> Result<(), Error> {
    if validation == Some(true) {
        return Err(Error::not_implemented(&format!("{command} with validation by a DTD or schema")));
    }
    Ok(())
}

/// Reads a document from disk into memory; gives the reference to its root element. A relative path begins at the folder
/// of the database. `OK` is 1, or 0 with an error where the document cannot be read or is not well-formed. Nothing is
/// loaded from outside of the document, and it is not validated.
#[command(
    719,
    "DOM Parse XML source",
    thread_safe,
    missing = "validation by a DTD or schema and documents on the network",
    effects(files)
)]
fn dom_parse_xml_source(
    process: &mut Process<'_>,
    document: &Text,
    validation: Option<bool>,
    schema: Option<Text>,
    span: Span,
) -> Result<Text, Error> {
    let _ = schema;
    if asks(process, document, "DOM Parse XML source", span) {
        return Ok(Text::EMPTY);
    }
    let read = || {
        check_validation("DOM Parse XML source", validation)?;
        let shown = document.to_cow();
        if ["http://", "https://", "ftp://"].iter().any(|scheme| shown.starts_with(scheme)) {
            return Err(Error::not_implemented("DOM Parse XML source of a document on the network"));
        }
        let bytes = read_document(process, document)?;
        accepted(process, build::text_of_bytes(&bytes).and_then(|text| build::document(&text)))
    };
    let result = read();
    note_ok(process, result)
}

/// Reads a document from a text or Blob into memory; gives the reference to its root element. A Blob is decoded by its byte
/// order mark or by the character set that it names. `OK` is 1, or 0 with an error where it is not well-formed.
#[command(720, "DOM Parse XML variable", thread_safe, missing = "validation by a DTD or schema")]
fn dom_parse_xml_variable(
    process: &mut Process<'_>,
    variable: Value,
    validation: Option<bool>,
    schema: Option<Text>,
) -> Result<Text, Error> {
    let _ = schema;
    let read = || {
        check_validation("DOM Parse XML variable", validation)?;
        let read = match &variable {
            Value::Text(text) => build::document(&text.to_cow()),
            Value::Undefined => build::document(""),
            value => match bytes_of(value) {
                Some(blob) => blob.with(|bytes| build::text_of_bytes(bytes).and_then(|text| build::document(&text))),
                None => {
                    let text = format!("expected a text or a Blob, found {}", value.type_name());
                    return Err(Error::with(error::INCOMPATIBLE_TYPES, text));
                }
            },
        };
        accepted(process, read)
    };
    let result = read();
    note_ok(process, result)
}

/// Gives the memory of a document back, by the reference to its root element or to the document. All references to its
/// nodes end. `OK` is 1, or 0 with an error.
#[command(722, "DOM CLOSE XML", thread_safe)]
fn dom_close_xml(process: &mut Process<'_>, element_ref: &Text) -> Result<(), Error> {
    let close = || {
        let reference = find(process, element_ref)?;
        let top = {
            let document = reference.lock();
            reference.node == Tree::DOCUMENT || Some(reference.node) == document.tree.root()
        };
        if !top {
            return Err(Error::with(error::XML_NODE, "Only the root element of an XML document can be closed"));
        }
        reference.close();
        Ok(())
    };
    let closed = close();
    note_ok(process, closed)
}

/// Something about a document: public identifier (1), system identifier (2) and name (3) of its type, character set (4),
/// version (5), location of its type (6).
#[command(721, "DOM Get XML information", thread_safe)]
fn dom_get_xml_information(process: &mut Process<'_>, element_ref: &Text, xml_info: i64) -> Result<Text, Error> {
    let reference = find(process, element_ref)?;
    let document = reference.lock();
    let doctype = document.tree.doctype().map(|(_, doctype)| doctype.clone()).unwrap_or_default();
    let declaration = &document.tree.declaration;
    Ok(Text::from(match xml_info {
        1 => doctype.public,
        2 | 6 => doctype.system,
        3 => doctype.name,
        4 => declaration.encoding.clone().unwrap_or_else(|| "UTF-8".to_owned()),
        5 if declaration.version.is_empty() => "1.0".to_owned(),
        5 => declaration.version.clone(),
        other => {
            return Err(Error::with(error::INDEX_OUT_OF_RANGE, format!("{other} is no information about a document")));
        }
    }))
}

/// Sets the character set that a document is written in, and whether it says that it needs nothing from outside. A set that
/// is not known is replaced by UTF-8.
#[command(859, "DOM SET XML DECLARATION", thread_safe)]
fn dom_set_xml_declaration(
    process: &mut Process<'_>,
    element_ref: &Text,
    encoding: &Text,
    standalone: Option<bool>,
    indentation: Option<bool>,
) -> Result<(), Error> {
    let reference = find(process, element_ref)?;
    let mut document = reference.lock();
    let declaration = &mut document.tree.declaration;
    declaration.encoding = Some(known_encoding(encoding));
    declaration.standalone = standalone.unwrap_or(false);
    if let Some(indented) = indentation {
        document.options.set_indented(indented);
    }
    Ok(())
}

/// The name of a character set if it is known, otherwise UTF-8.
pub(crate) fn known_encoding(name: &Text) -> String {
    match CharacterSet::named(&name.to_cow()) {
        Some(_) => name.to_cow().into_owned(),
        None => "UTF-8".to_owned(),
    }
}

/// The last character that a set can write without a reference.
pub(crate) fn last_character(set: CharacterSet) -> u32 {
    match set {
        CharacterSet::Ascii => 0x7F,
        CharacterSet::Latin1 => 0xFF,
        _ => u32::MAX,
    }
}

/// A tree as a text as it stands, and as what it is encoded.
pub(crate) fn written_tree(tree: &Tree) -> (Text, Encoding) {
    let set = tree.declaration.encoding.as_deref().and_then(CharacterSet::named).unwrap_or(CharacterSet::Utf8);
    let layout = Layout { indented: false, last_character: last_character(set) };
    (Text::from(write::document(tree, layout)), Encoding { set, mark: matches!(set, CharacterSet::Utf16(_)) })
}

/// A document as a text, and as what it is encoded, with the defaults of a project.
pub(crate) fn written(document: &Document, project: Compatibility) -> (Text, Encoding) {
    let options = document.options.resolved(project, choice::CR);
    let name = document.tree.declaration.encoding.as_deref().unwrap_or("UTF-8");
    let set = CharacterSet::named(name).unwrap_or(CharacterSet::Utf8);
    let layout = Layout { indented: options.indented(), last_character: last_character(set) };
    let mut text = write::document(&document.tree, layout);
    let line_end = options.line_end();
    if line_end != "\n" {
        text = text.replace('\n', line_end);
    }
    // UTF-16 cannot be read without a mark.
    let mark = (options.mark() && has_mark(set)) || matches!(set, CharacterSet::Utf16(_));
    (Text::from(text), Encoding { set, mark })
}

/// Writes a document as a file, which is made or replaced; a name alone stands in the folder of the database. `OK` is 1, or
/// 0 with an error.
#[command(862, "DOM EXPORT TO FILE", thread_safe, effects(files))]
fn dom_export_to_file(
    process: &mut Process<'_>,
    element_ref: &Text,
    file_path: &Text,
    span: Span,
) -> Result<(), Error> {
    if asks(process, file_path, "DOM EXPORT TO FILE", span) {
        return Ok(());
    }
    let export = || {
        let (text, encoding) = written(&find(process, element_ref)?.lock(), Compatibility::of(process));
        write_document(process, file_path, &encoding.encode(&text))
    };
    let exported = export();
    note_ok(process, exported)
}

/// Writes a document into a text, or into a Blob in the character set of the document. `OK` is 1, or 0 with an error.
#[command(863, "DOM EXPORT TO VAR", thread_safe)]
fn dom_export_to_var(
    process: &mut Process<'_>,
    element_ref: &Text,
    xml_variable: Location,
    span: Span,
) -> Result<(), Error> {
    let project = Compatibility::of(process);
    let exported = find(process, element_ref).map(|reference| written(&reference.lock(), project));
    let (text, encoding) = note_ok(process, exported)?;
    let value = match process.read(&xml_variable, span) {
        Value::Blob(_) => Value::Blob(Blob::new(encoding.encode(&text))),
        _ => Value::Text(text),
    };
    process.write(&xml_variable, value, span);
    Ok(())
}
