//! Looking for elements by path, by name and by identifier.

use super::common::found;
use super::navigate::ordered;
use crate::arrays::{array_or_new, fill};
use crate::compatibility::Compatibility;
use crate::support::ok::note_ok;
use crate::xml::convert::decode_into;
use crate::xml::documents::{Document, Reference, find};
use crate::xml::tree::{NodeId, Tree};
use crate::xml::xpath::{self, Found};
use fourd_macros::command;
use fourd_runtime::Process;
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::{ElementType, Error, Text, Value, error};

/// The error for a path that is not valid.
pub(super) fn wrong_path(path: &str, why: &str) -> Error {
    Error::with(error::XML_NAME, format!("The XPath `{path}` is not valid: {why}"))
}

/// What a path selects, seen from a node, as a project reads paths.
pub(super) fn select(
    reference: &Reference,
    document: &mut Document,
    path: &str,
    project: Compatibility,
) -> Result<Vec<NodeId>, Error> {
    let wrong = |why: String| wrong_path(path, &why);
    let expression = xpath::parse(path).map_err(wrong)?;
    let select = if project.older_xpath { xpath::select_as_before } else { xpath::select };
    let selected = select(&document.tree, &expression, reference.node).map_err(wrong)?;
    let tree = &mut document.tree;
    let node = |found: Found| match found {
        Found::Node(node) => node,
        Found::Attribute(element, index) => {
            let name = tree.attributes(element).get(index).map(|(name, _)| name.clone()).unwrap_or_default();
            tree.refer_to_attribute(element, &name)
        }
    };
    Ok(selected.into_iter().map(node).collect())
}

/// The first of the nodes that a path in XPath selects, seen from an element; an array gets all of them. Where there is none,
/// `OK` is 0 and the reference leads nowhere; a path that is not valid is an error.
#[command(864, "DOM Find XML element", thread_safe)]
fn dom_find_xml_element(
    process: &mut Process<'_>,
    element_ref: &Text,
    x_path: &Text,
    element_refs: Option<Location>,
    span: Span,
) -> Result<Text, Error> {
    let project = Compatibility::of(process);
    let look = || {
        let reference = find(process, element_ref)?;
        let mut document = reference.lock();
        let nodes = select(&reference, &mut document, &x_path.to_cow(), project)?;
        let all = element_refs.is_some();
        Ok(nodes.into_iter().take(if all { usize::MAX } else { 1 }).map(|node| reference.to(node)).collect::<Vec<_>>())
    };
    let looked = look();
    let references = note_ok(process, looked)?;
    let first = references.first().cloned();
    if let Some(place) = element_refs {
        let array = array_or_new(process, &place, ElementType::Text, span)?;
        fill(&array, references.into_iter().map(Value::Text).collect())?;
    }
    found(process, Ok(first))
}

/// The first element of the whole document whose attribute `id` has a value. Where there is none, `OK` is 0 and the
/// reference leads nowhere.
#[command(1010, "DOM Find XML element by ID", thread_safe)]
fn dom_find_xml_element_by_id(process: &mut Process<'_>, element_ref: &Text, id: &Text) -> Result<Text, Error> {
    let look = || {
        let reference = find(process, element_ref)?;
        let document = reference.lock();
        let wanted = id.to_cow();
        let has_id = |node: &NodeId| {
            let attributes = document.tree.attributes(*node);
            attributes.iter().any(|(name, value)| name.eq_ignore_ascii_case("id") && *value == wanted)
        };
        Ok(document.tree.descendants(Tree::DOCUMENT).find(has_id).map(|node| reference.to(node)))
    };
    let looked = look();
    found(process, looked)
}

/// The child elements of a name.
fn named(document: &Document, parent: NodeId, name: &Text) -> Vec<NodeId> {
    let wanted = name.to_cow();
    let folded = wanted.to_lowercase();
    let case_sensitive = document.options.case_sensitive();
    let fits = |found: &str| if case_sensitive { found == wanted } else { found.to_lowercase() == folded };
    document.tree.elements(parent).filter(|child| fits(document.tree.name(*child))).collect()
}

/// How many child elements have a name; its case counts unless an option says otherwise. `OK` is 1, or 0 with an error.
#[command(726, "DOM Count XML elements", thread_safe)]
fn dom_count_xml_elements(process: &mut Process<'_>, element_ref: &Text, element_name: &Text) -> Result<usize, Error> {
    let count =
        find(process, element_ref).map(|reference| named(&reference.lock(), reference.node, element_name).len());
    note_ok(process, count)
}

/// A child element by its name and by its position, from 1, among those of that name, with its value and attributes. Where
/// there is none, `OK` is 0 and the reference leads nowhere.
#[command(725, "DOM Get XML element", thread_safe)]
fn dom_get_xml_element(
    process: &mut Process<'_>,
    element_ref: &Text,
    element_name: &Text,
    index: i64,
    element_value: Option<Location>,
    attr_names: Option<Location>,
    attr_values: Option<Location>,
    span: Span,
) -> Result<Text, Error> {
    let look = || {
        let reference = find(process, element_ref)?;
        let document = reference.lock();
        let position = usize::try_from(index).ok().and_then(|index| index.checked_sub(1));
        let children = named(&document, reference.node, element_name);
        let node = position.and_then(|position| children.get(position).copied());
        Ok(node.map(|node| (reference.to(node), document.tree.own_text(node), ordered(&document.tree, node))))
    };
    let mut arrived = None;
    let looked = look().map(|element| {
        element.map(|(to, value, attributes)| {
            arrived = Some((value, attributes));
            to
        })
    });
    let to = found(process, looked)?;
    let Some((value, attributes)) = arrived else { return Ok(to) };
    if let Some(place) = element_value {
        decode_into(process, &place, &value, span);
    }
    let (names, values): (Vec<Value>, Vec<Value>) =
        attributes.iter().map(|(name, value)| (Value::text(name), Value::text(value))).unzip();
    for (place, texts) in [(attr_names, names), (attr_values, values)] {
        if let Some(place) = place.filter(|_| !process.attention) {
            let array = array_or_new(process, &place, ElementType::Text, span)?;
            fill(&array, texts)?;
        }
    }
    Ok(to)
}
