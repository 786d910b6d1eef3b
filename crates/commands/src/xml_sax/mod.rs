//! XML SAX ([theme](https://developer.4d.com/docs/commands/theme/XML-SAX)): documents on disk that are written or read part by
//! part, known by the number of the open document.

mod read;
mod write;

use crate::system_documents::open::{self, Document};
use crate::xml::options::Options;
use fourd_macros::theme;
use fourd_runtime::Process;
use fourd_value::Error;
use parking_lot::Mutex;
use read::{
    Reader, SAX_GET_XML_CDATA, SAX_GET_XML_COMMENT, SAX_GET_XML_DOCUMENT_VALUES, SAX_GET_XML_ELEMENT,
    SAX_GET_XML_ELEMENT_VALUE, SAX_GET_XML_ENTITY, SAX_GET_XML_NODE, SAX_GET_XML_PROCESSING_INSTRUCTION,
};
use write::{
    SAX_ADD_PROCESSING_INSTRUCTION, SAX_ADD_XML_CDATA, SAX_ADD_XML_COMMENT, SAX_ADD_XML_DOCTYPE,
    SAX_ADD_XML_ELEMENT_VALUE, SAX_CLOSE_XML_ELEMENT, SAX_OPEN_XML_ELEMENT, SAX_OPEN_XML_ELEMENT_ARRAYS,
    SAX_SET_XML_DECLARATION, Writer,
};

theme!("XML SAX":
    sax_add_processing_instruction, sax_add_xml_cdata, sax_add_xml_comment, sax_add_xml_doctype,
    sax_add_xml_element_value, sax_close_xml_element, sax_get_xml_cdata, sax_get_xml_comment,
    sax_get_xml_document_values, sax_get_xml_element, sax_get_xml_element_value, sax_get_xml_entity, sax_get_xml_node,
    sax_get_xml_processing_instruction, sax_open_xml_element, sax_open_xml_element_arrays, sax_set_xml_declaration);

/// What SAX commands know of an open document.
#[derive(Default)]
struct State {
    options: Options,
    writer: Option<Writer>,
    reader: Option<Reader>,
}

/// Looks at or changes what is known of an open document.
///
/// # Errors
/// The machine has no such document.
fn with_state<R>(
    process: &Process<'_>,
    number: i64,
    change: impl FnOnce(&Mutex<Document>, &mut State) -> R,
) -> Result<R, Error> {
    let document = open::document(process, number)?;
    let state = {
        let mut document = document.lock();
        document.before_close = Some(finish);
        document.state.get::<Mutex<State>>()
    };
    let mut state = state.lock();
    Ok(change(&document, &mut state))
}

/// Looks at or changes the options of an open document.
///
/// # Errors
/// The machine has no such document.
pub(crate) fn with_options<R>(
    process: &Process<'_>,
    number: i64,
    change: impl FnOnce(&mut Options) -> R,
) -> Result<R, Error> {
    with_state(process, number, |_, state| change(&mut state.options))
}

/// Writes the ends of the elements that are open in a document, which is about to be closed.
///
/// # Errors
/// The machine has no such document, or it cannot be written.
fn finish(process: &Process<'_>, number: i64) -> Result<(), Error> {
    with_state(process, number, |document, state| match state.writer.take() {
        Some(writer) => write::finish(document, writer, &state.options),
        None => Ok(()),
    })?
}
