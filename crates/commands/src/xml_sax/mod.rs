//! XML SAX ([theme](https://developer.4d.com/docs/commands/theme/XML-SAX)): documents on disk that are written or read part by
//! part, known by the number of the open document.

mod read;
mod write;

use crate::xml::options::Options;
use fourd_macros::theme;
use fourd_value::Error;
use parking_lot::Mutex;
use read::{
    Reader, SAX_GET_XML_CDATA, SAX_GET_XML_COMMENT, SAX_GET_XML_DOCUMENT_VALUES, SAX_GET_XML_ELEMENT,
    SAX_GET_XML_ELEMENT_VALUE, SAX_GET_XML_ENTITY, SAX_GET_XML_NODE, SAX_GET_XML_PROCESSING_INSTRUCTION,
};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;
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

/// What is known of an open document.
#[derive(Default)]
struct State {
    options: Options,
    writer: Option<Writer>,
    reader: Option<Reader>,
}

static STATES: LazyLock<Mutex<FxHashMap<i64, State>>> = LazyLock::new(Mutex::default);

/// Looks at or changes what is known of an open document.
///
/// # Errors
/// There is no such document.
fn with_state<R>(number: i64, change: impl FnOnce(&mut State) -> R) -> Result<R, Error> {
    crate::system_documents::open::document(number)?;
    Ok(change(STATES.lock().entry(number).or_default()))
}

/// Looks at or changes the options of an open document.
///
/// # Errors
/// There is no such document.
pub(crate) fn with_options<R>(number: i64, change: impl FnOnce(&mut Options) -> R) -> Result<R, Error> {
    with_state(number, |state| change(&mut state.options))
}

/// Writes the ends of the elements that are open in a document, which is about to be closed.
pub(crate) fn finish(number: i64) -> Result<(), Error> {
    let state = STATES.lock().remove(&number);
    match state {
        Some(State { writer: Some(writer), options, .. }) => write::finish(number, writer, &options),
        _ => Ok(()),
    }
}
