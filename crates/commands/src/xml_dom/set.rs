//! Changing and removing what is there.

use super::common::{check_element, check_name};
use super::find::select;
use super::navigate::missing_attribute;
use crate::compatibility::Compatibility;
use crate::support::ok::note_ok;
use crate::xml::build;
use crate::xml::convert::encode;
use crate::xml::documents::find;
use crate::xml::options::Options;
use crate::xml::tree::{Kind, NodeId, Tree};
use fourd_macros::command;
use fourd_runtime::Process;
use fourd_runtime::command::{Argument, Arguments, FromArgument, Rest, no_more};
use fourd_value::{Error, Text, Value, error};

/// Names and values in turn as attributes.
pub(crate) fn attributes_of(
    process: &Process<'_>,
    pairs: &[Value],
    options: &Options,
) -> Result<Vec<(String, String)>, Error> {
    if !pairs.len().is_multiple_of(2) {
        return Err(Error::of(error::XML_ATTRIBUTES));
    }
    let attribute = |pair: &[Value]| {
        let [name, value] = pair else { return Err(Error::of(error::XML_ATTRIBUTES)) };
        let name = match name {
            Value::Text(name) => name.to_cow().into_owned(),
            other => {
                let text = format!("expected the name of an attribute, found {}", other.type_name());
                return Err(Error::with(error::INCOMPATIBLE_TYPES, text));
            }
        };
        check_name(&name)?;
        Ok((name, encode(process, value, options)?))
    };
    pairs.chunks(2).map(attribute).collect()
}

/// Sets attributes of an element: names and values in turn. Booleans, numbers, dates, times and Blobs are converted as the
/// options of the document say. `OK` is 1, or 0 with an error.
#[command(866, "DOM SET XML ATTRIBUTE", thread_safe)]
fn dom_set_xml_attribute(process: &mut Process<'_>, element_ref: &Text, pairs: Rest) -> Result<(), Error> {
    let set = || {
        if pairs.0.is_empty() {
            return Err(Error::of(error::ARGUMENT_MISSING));
        }
        let reference = find(process, element_ref)?;
        check_element(&reference)?;
        let mut document = reference.lock();
        for (name, value) in attributes_of(process, &pairs.0, &document.options)? {
            document.tree.set_attribute(reference.node, &name, value);
        }
        Ok(())
    };
    let set = set();
    note_ok(process, set)
}

/// Removes an attribute. `OK` is 1, or 0 with an error where the element does not have it.
#[command(1084, "DOM REMOVE XML ATTRIBUTE", thread_safe)]
fn dom_remove_xml_attribute(process: &mut Process<'_>, element_ref: &Text, attrib_name: &Text) -> Result<(), Error> {
    let remove = || {
        let reference = find(process, element_ref)?;
        let mut document = reference.lock();
        let name = attrib_name.to_cow();
        if let Some(Kind::Element(_, attributes)) = document.tree.kind_mut(reference.node)
            && let Some(index) = attributes.iter().position(|(known, _)| *known == name)
        {
            attributes.remove(index);
            return Ok(());
        }
        Err(missing_attribute(&name))
    };
    let removed = remove();
    note_ok(process, removed)
}

/// Removes an element with all that it holds; all references to it end. `OK` is 1, or 0 with an error.
#[command(869, "DOM REMOVE XML ELEMENT", thread_safe)]
fn dom_remove_xml_element(process: &mut Process<'_>, element_ref: &Text) -> Result<(), Error> {
    let remove = || {
        let reference = find(process, element_ref)?;
        let mut document = reference.lock();
        let attribute = match document.tree.kind(reference.node) {
            Kind::Document => return Err(Error::with(error::XML_NODE, "A document cannot be removed")),
            Kind::Attribute(name) => Some(name.clone()),
            _ => None,
        };
        if let (Some(name), Some(element)) = (attribute, document.tree.parent(reference.node))
            && let Some(Kind::Element(_, attributes)) = document.tree.kind_mut(element)
        {
            attributes.retain(|(known, _)| *known != name);
        }
        document.tree.remove(reference.node);
        Ok(())
    };
    let removed = remove();
    note_ok(process, removed)
}

/// Gives an element another name. `OK` is 1, or 0 with an error where the name is not valid.
#[command(867, "DOM SET XML ELEMENT NAME", thread_safe)]
fn dom_set_xml_element_name(process: &mut Process<'_>, element_ref: &Text, element_name: &Text) -> Result<(), Error> {
    let set = || {
        let reference = find(process, element_ref)?;
        check_element(&reference)?;
        let name = element_name.to_cow().into_owned();
        check_name(&name)?;
        if let Some(Kind::Element(old, _)) = reference.lock().tree.kind_mut(reference.node) {
            *old = name;
        }
        Ok(())
    };
    let set = set();
    note_ok(process, set)
}

/// Replaces the texts and CDATA sections of an element; elements in it stay.
fn set_value(tree: &mut Tree, node: NodeId, value: String, cdata: bool, raw: bool) {
    tree.remove_children(node, |kind| matches!(kind, Kind::Text(_) | Kind::CData(_)));
    let first = tree.first(node);
    if raw && build::fragment(&value, tree, node).is_ok() {
        return;
    }
    if value.is_empty() && !cdata {
        return;
    }
    let kind = if cdata || raw { Kind::CData(value) } else { Kind::Text(value) };
    let text = tree.create(kind);
    tree.insert(node, text, first);
}

/// Sets the value of an element, or of the one that a path leads to. Booleans, numbers, dates, times and Blobs are converted
/// as the options of the document say; with `*` the value becomes a CDATA section. `OK` is 1, or 0 with an error.
#[command(868, "DOM SET XML ELEMENT VALUE", thread_safe)]
fn dom_set_xml_element_value(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<(), Error> {
    let element_ref = Text::from_argument(process, arguments)?;
    let mut values = vec![Value::from_argument(process, arguments)?];
    if !matches!(arguments.peek(), None | Some(Argument::Star)) {
        values.push(Value::from_argument(process, arguments)?);
    }
    let cdata = matches!(arguments.peek(), Some(Argument::Star));
    if cdata {
        arguments.take();
    }
    no_more(arguments)?;
    let value = values.pop().unwrap_or_default();
    let mut set = || {
        let reference = find(process, &element_ref)?;
        let mut document = reference.lock();
        let node = match values.pop() {
            None => reference.node,
            Some(Value::Text(path)) => {
                let path = path.to_cow();
                let first = select(&reference, &mut document, &path, Compatibility::of(process))?.first().copied();
                first.ok_or_else(|| {
                    Error::with(error::XML_REFERENCE, format!("There is no XML element at the path `{path}`"))
                })?
            }
            Some(other) => {
                let text = format!("expected a path, found {}", other.type_name());
                return Err(Error::with(error::INCOMPATIBLE_TYPES, text));
            }
        };
        let options = document.options;
        let text = encode(process, &value, &options)?;
        let raw = options.raw_strings() && matches!(value, Value::Text(_)) && !cdata;
        let tree = &mut document.tree;
        match tree.kind(node).clone() {
            Kind::Element(..) => set_value(tree, node, text, cdata, raw),
            Kind::Attribute(name) => {
                if let Some(element) = tree.parent(node) {
                    tree.set_attribute(element, &name, text);
                }
            }
            Kind::Text(_) | Kind::CData(_) => {
                if let Some(Kind::Text(old) | Kind::CData(old)) = tree.kind_mut(node) {
                    *old = text;
                }
            }
            _ => return Err(Error::with(error::XML_NODE, "The reference does not lead to an XML element")),
        }
        Ok(())
    };
    let set = set();
    note_ok(process, set)
}
