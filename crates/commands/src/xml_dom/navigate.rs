//! From a node to others, and what a node says.

use super::common::found;
use crate::arrays::{array_or_new, fill};
use crate::support::ok::note_ok;
use crate::xml::convert::decode_into;
use crate::xml::documents::find;
use crate::xml::tree::{Kind, NodeId, Tree};
use fourd_macros::command;
use fourd_runtime::Process;
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::{ElementType, Error, Text, Value, error};

/// Goes from a node to another one and writes its name and value into variables.
fn go(
    process: &mut Process<'_>,
    element_ref: &Text,
    name: Option<Location>,
    value: Option<Location>,
    span: Span,
    way: fn(&Tree, NodeId) -> Option<NodeId>,
) -> Result<Text, Error> {
    let look = || {
        let reference = find(process, element_ref)?;
        let document = reference.lock();
        let Some(node) = way(&document.tree, reference.node) else { return Ok(None) };
        Ok(Some((reference.to(node), document.tree.name(node).to_owned(), document.tree.own_text(node))))
    };
    let mut written = None;
    let result = look().map(|arrived: Option<(Text, String, String)>| {
        arrived.map(|(to, found_name, found_value)| {
            written = Some((found_name, found_value));
            to
        })
    });
    let to = found(process, result)?;
    if let Some((found_name, found_value)) = written {
        if let Some(place) = name {
            process.write(&place, Value::text(&found_name), span);
        }
        if let Some(place) = value.filter(|_| !process.attention) {
            decode_into(process, &place, &found_value, span);
        }
    }
    Ok(to)
}

fn siblings(tree: &Tree, node: NodeId, way: fn(&Tree, NodeId) -> Option<NodeId>) -> Option<NodeId> {
    std::iter::successors(way(tree, node), |node| way(tree, *node)).find(|node| tree.is_element(*node))
}

/// The first element that a node holds, and its name and value. Without one `OK` is 0 and the reference leads nowhere.
#[command(723, "DOM Get first child XML element", thread_safe)]
fn dom_get_first_child_xml_element(
    process: &mut Process<'_>,
    element_ref: &Text,
    child_elem_name: Option<Location>,
    child_elem_value: Option<Location>,
    span: Span,
) -> Result<Text, Error> {
    go(process, element_ref, child_elem_name, child_elem_value, span, |tree, node| tree.elements(node).next())
}

/// The last element that a node holds, and its name and value. Without one `OK` is 0 and the reference leads nowhere.
#[command(925, "DOM Get last child XML element", thread_safe)]
fn dom_get_last_child_xml_element(
    process: &mut Process<'_>,
    element_ref: &Text,
    child_elem_name: Option<Location>,
    child_elem_value: Option<Location>,
    span: Span,
) -> Result<Text, Error> {
    go(process, element_ref, child_elem_name, child_elem_value, span, |tree, node| {
        let last = tree.last(node)?;
        if tree.is_element(last) { Some(last) } else { siblings(tree, last, Tree::previous) }
    })
}

/// The next element beside this one, and its name and value. After the last one `OK` is 0 and the reference leads nowhere.
#[command(724, "DOM Get next sibling XML element", thread_safe)]
fn dom_get_next_sibling_xml_element(
    process: &mut Process<'_>,
    element_ref: &Text,
    sibling_elem_name: Option<Location>,
    sibling_elem_value: Option<Location>,
    span: Span,
) -> Result<Text, Error> {
    go(process, element_ref, sibling_elem_name, sibling_elem_value, span, |tree, node| siblings(tree, node, Tree::next))
}

/// The element before this one, and its name and value. Before the first one `OK` is 0 and the reference leads nowhere.
#[command(924, "DOM Get previous sibling XML element", thread_safe)]
fn dom_get_previous_sibling_xml_element(
    process: &mut Process<'_>,
    element_ref: &Text,
    sibling_elem_name: Option<Location>,
    sibling_elem_value: Option<Location>,
    span: Span,
) -> Result<Text, Error> {
    go(process, element_ref, sibling_elem_name, sibling_elem_value, span, |tree, node| {
        siblings(tree, node, Tree::previous)
    })
}

/// The node around an element, and its name and value; around the root element it is the document, `#document`. Around the
/// document there is nothing: `OK` is 0 and the reference leads nowhere.
#[command(923, "DOM Get parent XML element", thread_safe)]
fn dom_get_parent_xml_element(
    process: &mut Process<'_>,
    element_ref: &Text,
    parent_elem_name: Option<Location>,
    parent_elem_value: Option<Location>,
    span: Span,
) -> Result<Text, Error> {
    go(process, element_ref, parent_elem_name, parent_elem_value, span, Tree::parent)
}

/// The root element of the document that a node belongs to. `OK` is 1, or 0 with an error.
#[command(1053, "DOM Get root XML element", thread_safe)]
fn dom_get_root_xml_element(process: &mut Process<'_>, element_ref: &Text) -> Result<Text, Error> {
    go(process, element_ref, None, None, Span::default(), |tree, _| tree.root())
}

/// The document that a node belongs to, as a node: the parent of the root element.
#[command(1088, "DOM Get XML document ref", thread_safe)]
fn dom_get_xml_document_ref(process: &mut Process<'_>, element_ref: &Text) -> Result<Text, Error> {
    find(process, element_ref).map(|reference| reference.to(Tree::DOCUMENT))
}

/// The name of an element, with its prefix. `OK` is 1, or 0 with an error.
#[command(730, "DOM GET XML ELEMENT NAME", thread_safe)]
fn dom_get_xml_element_name(
    process: &mut Process<'_>,
    element_ref: &Text,
    element_name: Location,
    span: Span,
) -> Result<(), Error> {
    let name = find(process, element_ref).map(|reference| reference.lock().tree.name(reference.node).to_owned());
    let name = note_ok(process, name)?;
    decode_into(process, &element_name, &name, span);
    Ok(())
}

/// The texts directly in an element, converted to the type of the variable, and the content of its CDATA sections. `OK` is 1,
/// or 0 with an error.
#[command(731, "DOM GET XML ELEMENT VALUE", thread_safe)]
fn dom_get_xml_element_value(
    process: &mut Process<'_>,
    element_ref: &Text,
    element_value: Location,
    cdata: Option<Location>,
    span: Span,
) -> Result<(), Error> {
    let values = find(process, element_ref).map(|reference| {
        let document = reference.lock();
        (document.tree.own_text(reference.node), document.tree.own_cdata(reference.node))
    });
    let (value, section) = note_ok(process, values)?;
    decode_into(process, &element_value, &value, span);
    if let Some(place) = cdata.filter(|_| !process.attention) {
        decode_into(process, &place, &section, span);
    }
    Ok(())
}

/// How many attributes an element has. `OK` is 1, or 0 with an error.
#[command(727, "DOM Count XML attributes", thread_safe)]
fn dom_count_xml_attributes(process: &mut Process<'_>, element_ref: &Text) -> Result<usize, Error> {
    let count = find(process, element_ref).map(|reference| reference.lock().tree.attributes(reference.node).len());
    note_ok(process, count)
}

/// The attributes of an element in the order of their names.
pub(super) fn ordered(tree: &Tree, node: NodeId) -> Vec<(String, String)> {
    let mut attributes = tree.attributes(node).to_vec();
    attributes.sort_by_cached_key(|(name, _)| (name.to_lowercase(), name.clone()));
    attributes
}

/// Name and value of an attribute by its position, from 1, in the order of the names; the value is converted to the type of
/// the variable. `OK` is 1, or 0 with an error where there is no such attribute.
#[command(729, "DOM GET XML ATTRIBUTE BY INDEX", thread_safe)]
fn dom_get_xml_attribute_by_index(
    process: &mut Process<'_>,
    element_ref: &Text,
    attrib_index: i64,
    attrib_name: Location,
    attrib_value: Location,
    span: Span,
) -> Result<(), Error> {
    let look = || {
        let reference = find(process, element_ref)?;
        let attributes = ordered(&reference.lock().tree, reference.node);
        let position = usize::try_from(attrib_index).ok().and_then(|index| index.checked_sub(1));
        position.and_then(|position| attributes.into_iter().nth(position)).ok_or_else(|| {
            Error::with(error::INDEX_OUT_OF_RANGE, format!("The element has no attribute number {attrib_index}"))
        })
    };
    let looked = look();
    let (name, value) = note_ok(process, looked)?;
    decode_into(process, &attrib_name, &name, span);
    if !process.attention {
        decode_into(process, &attrib_value, &value, span);
    }
    Ok(())
}

/// The value of an attribute by name, converted to the type of the variable. `OK` is 1, or 0 with an error where there is no
/// such attribute.
#[command(728, "DOM GET XML ATTRIBUTE BY NAME", thread_safe)]
fn dom_get_xml_attribute_by_name(
    process: &mut Process<'_>,
    element_ref: &Text,
    attrib_name: &Text,
    attrib_value: Location,
    span: Span,
) -> Result<(), Error> {
    let look = || {
        let reference = find(process, element_ref)?;
        let document = reference.lock();
        let value = document.tree.attribute(reference.node, &attrib_name.to_cow()).map(str::to_owned);
        value.ok_or_else(|| missing_attribute(&attrib_name.to_cow()))
    };
    let looked = look();
    let value = note_ok(process, looked)?;
    decode_into(process, &attrib_value, &value, span);
    Ok(())
}

/// The error for an attribute that an element does not have.
pub(super) fn missing_attribute(name: &str) -> Error {
    Error::with(error::XML_NAME, format!("The element has no attribute `{name}`"))
}

/// The kinds of all nodes in an element, and the reference of each element or the content of each other node.
#[command(1081, "DOM GET XML CHILD NODES", thread_safe)]
fn dom_get_xml_child_nodes(
    process: &mut Process<'_>,
    element_ref: &Text,
    child_types: Location,
    node_refs: Location,
    span: Span,
) -> Result<(), Error> {
    let (mut kinds, mut contents) = (Vec::new(), Vec::new());
    {
        let reference = find(process, element_ref)?;
        let document = reference.lock();
        for child in document.tree.children(reference.node) {
            let (kind, content) = match document.tree.kind(child) {
                Kind::Comment(text) => (2, Text::from(text.as_str())),
                Kind::Instruction(target, data) => (3, Text::from(format!("{target} {data}").trim_end())),
                Kind::Text(text) => (6, Text::from(text.as_str())),
                Kind::CData(text) => (7, Text::from(text.as_str())),
                Kind::Doctype(doctype) => (10, Text::from(doctype.source.as_str())),
                Kind::Element(..) => (11, reference.to(child)),
                Kind::Document | Kind::Attribute(_) => continue,
            };
            kinds.push(Value::integer(kind));
            contents.push(Value::Text(content));
        }
    }
    let types = array_or_new(process, &child_types, ElementType::Longint, span)?;
    fill(&types, kinds)?;
    let references = array_or_new(process, &node_refs, ElementType::Text, span)?;
    fill(&references, contents)
}
