//! XML DOM ([theme](https://developer.4d.com/docs/commands/theme/XML-DOM)): documents as trees in memory, whose nodes are
//! known by references.

pub(crate) mod common;
mod create;
mod documents;
mod find;
mod navigate;
mod set;

use create::{
    DOM_APPEND_XML_CHILD_NODE, DOM_APPEND_XML_ELEMENT, DOM_CREATE_XML_ELEMENT, DOM_CREATE_XML_ELEMENT_ARRAYS,
    DOM_CREATE_XML_REF, DOM_INSERT_XML_ELEMENT,
};
use documents::{
    DOM_CLOSE_XML, DOM_EXPORT_TO_FILE, DOM_EXPORT_TO_VAR, DOM_GET_XML_INFORMATION, DOM_PARSE_XML_SOURCE,
    DOM_PARSE_XML_VARIABLE, DOM_SET_XML_DECLARATION,
};
use find::{DOM_COUNT_XML_ELEMENTS, DOM_FIND_XML_ELEMENT, DOM_FIND_XML_ELEMENT_BY_ID, DOM_GET_XML_ELEMENT};
use fourd_macros::theme;
use navigate::{
    DOM_COUNT_XML_ATTRIBUTES, DOM_GET_FIRST_CHILD_XML_ELEMENT, DOM_GET_LAST_CHILD_XML_ELEMENT,
    DOM_GET_NEXT_SIBLING_XML_ELEMENT, DOM_GET_PARENT_XML_ELEMENT, DOM_GET_PREVIOUS_SIBLING_XML_ELEMENT,
    DOM_GET_ROOT_XML_ELEMENT, DOM_GET_XML_ATTRIBUTE_BY_INDEX, DOM_GET_XML_ATTRIBUTE_BY_NAME, DOM_GET_XML_CHILD_NODES,
    DOM_GET_XML_DOCUMENT_REF, DOM_GET_XML_ELEMENT_NAME, DOM_GET_XML_ELEMENT_VALUE,
};
use set::{
    DOM_REMOVE_XML_ATTRIBUTE, DOM_REMOVE_XML_ELEMENT, DOM_SET_XML_ATTRIBUTE, DOM_SET_XML_ELEMENT_NAME,
    DOM_SET_XML_ELEMENT_VALUE,
};

pub(crate) use create::pairs_of_arrays;
pub(crate) use documents::{known_encoding, last_character, written, written_tree};
pub(crate) use set::attributes_of;

theme!("XML DOM":
    dom_append_xml_child_node, dom_append_xml_element, dom_close_xml, dom_count_xml_attributes, dom_count_xml_elements,
    dom_create_xml_element, dom_create_xml_element_arrays, dom_create_xml_ref, dom_export_to_file, dom_export_to_var,
    dom_find_xml_element, dom_find_xml_element_by_id, dom_get_first_child_xml_element, dom_get_last_child_xml_element,
    dom_get_next_sibling_xml_element, dom_get_parent_xml_element, dom_get_previous_sibling_xml_element,
    dom_get_root_xml_element, dom_get_xml_attribute_by_index, dom_get_xml_attribute_by_name, dom_get_xml_child_nodes,
    dom_get_xml_document_ref, dom_get_xml_element, dom_get_xml_element_name, dom_get_xml_element_value,
    dom_get_xml_information, dom_insert_xml_element, dom_parse_xml_source, dom_parse_xml_variable,
    dom_remove_xml_attribute, dom_remove_xml_element, dom_set_xml_attribute, dom_set_xml_declaration,
    dom_set_xml_element_name, dom_set_xml_element_value);
