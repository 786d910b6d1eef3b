//! New documents, elements and other nodes.

use super::common::{check_element, check_name};
use super::find::wrong_path;
use super::set::attributes_of;
use crate::classes::blob::bytes_of;
use crate::support::ok::note_ok;
use crate::xml::build::{self, allowed};
use crate::xml::documents::{Document, Reference, find, register};
use crate::xml::names::is_name;
use crate::xml::parser::{Declaration, Parser};
use crate::xml::tree::{Kind, NodeId, Tree};
use crate::xml::xpath::{Position, SimpleStep, simple_path};
use fourd_macros::command;
use fourd_runtime::Process;
use fourd_runtime::command::Rest;
use fourd_value::{Error, Text, Value, error};

/// How many elements a position in a path may make.
const MAX_MADE: usize = 100_000;
/// How many nodes a document may have.
const MAX_NODES: usize = 20_000_000;

/// Makes a document in memory with a root element; gives its reference. A name space belongs to the prefix of the root's name
/// or, without a prefix, to all elements; more attributes that declare name spaces may follow, names and values in turn.
/// `OK` is 1, or 0 with an error.
#[command(861, "DOM Create XML Ref", thread_safe)]
fn dom_create_xml_ref(
    process: &mut Process<'_>,
    root: &Text,
    name_space: Option<Text>,
    name_spaces: Rest,
) -> Result<Text, Error> {
    let create = || {
        let name = root.to_cow().into_owned();
        check_name(&name)?;
        let name_space = name_space.as_ref().filter(|name_space| !name_space.is_empty()).map(allowed);
        let mut attributes = Vec::new();
        match (name.split_once(':'), name_space) {
            (Some((prefix, _)), Some(value)) => attributes.push((format!("xmlns:{prefix}"), value)),
            (None, Some(value)) => attributes.push(("xmlns".to_owned(), value)),
            (Some((prefix, _)), None) => {
                let text = format!("The name space of the prefix `{prefix}` is missing");
                return Err(Error::with(error::XML_ATTRIBUTES, text));
            }
            (None, None) => {}
        }
        for (name, value) in attributes_of(process, &name_spaces.0, &Default::default())? {
            match attributes.iter_mut().find(|(known, _)| *known == name) {
                Some((_, old)) => *old = value,
                None => attributes.push((name, value)),
            }
        }
        let mut tree = Tree::new(Declaration::default());
        tree.append(Tree::DOCUMENT, Kind::Element(name, attributes));
        Ok(register(process, tree))
    };
    let created = create();
    note_ok(process, created)
}

/// The child elements of a name.
fn named(tree: &Tree, parent: NodeId, name: &str) -> Vec<NodeId> {
    tree.elements(parent).filter(|child| tree.name(*child) == name).collect()
}

fn too_many(path: &str) -> Error {
    wrong_path(path, &format!("it would make more than {MAX_MADE} elements"))
}

/// The element that a step of a path leads to; those that are missing are made.
fn reach(tree: &mut Tree, parent: NodeId, step: &SimpleStep, path: &str) -> Result<NodeId, Error> {
    let known = named(tree, parent, &step.name);
    let wanted = match step.place {
        Position::Unsaid => 1,
        Position::Last => known.len().max(1),
        Position::At(position) => position,
    };
    if let Some(node) = known.get(wanted - 1) {
        return Ok(*node);
    }
    if wanted - known.len() > MAX_MADE {
        return Err(too_many(path));
    }
    let make = |tree: &mut Tree| tree.append(parent, Kind::Element(step.name.clone(), Vec::new()));
    let mut last = make(tree);
    for _ in known.len() + 1..wanted {
        last = make(tree);
    }
    Ok(last)
}

/// Makes the element that a path names: what is missing on the way is made too, what is there at its end stays, and the new
/// element stands before the one that has the position so far, or behind all.
fn make_element(reference: &Reference, document: &mut Document, path: &str) -> Result<NodeId, Error> {
    let (absolute, steps) = simple_path(path).map_err(|why| wrong_path(path, &why))?;
    let tree = &mut document.tree;
    let mut steps = steps.as_slice();
    let mut parent = reference.node;
    if absolute || parent == Tree::DOCUMENT {
        parent = Tree::DOCUMENT;
        if let Some(root) = tree.root() {
            match steps {
                [first, rest @ ..] if first.name == tree.name(root) && !rest.is_empty() => steps = rest,
                _ => {
                    return Err(wrong_path(
                        path,
                        "a document has one root element, and the path does not lead into it",
                    ));
                }
            }
            parent = root;
        }
    } else if !tree.is_element(parent) {
        return Err(Error::with(error::XML_NODE, "The reference does not lead to an XML element"));
    }
    let Some((last, way)) = steps.split_last() else { return Err(wrong_path(path, "it names no element")) };
    if !tree.has_room(parent, steps.len() + 1) {
        return Err(wrong_path(path, "elements nest too deep"));
    }
    for step in way {
        parent = reach(tree, parent, step, path)?;
    }
    let known = named(tree, parent, &last.name);
    if let Position::At(position) = last.place {
        if let Some(before) = known.get(position - 1) {
            let node = tree.create(Kind::Element(last.name.clone(), Vec::new()));
            tree.insert(parent, node, Some(*before));
            return Ok(node);
        }
        return reach(tree, parent, last, path);
    }
    Ok(tree.append(parent, Kind::Element(last.name.clone(), Vec::new())))
}

/// Makes an element with attributes.
fn create(process: &Process<'_>, element_ref: &Text, path: &Text, pairs: &[Value]) -> Result<Text, Error> {
    let reference = find(process, element_ref)?;
    let mut document = reference.lock();
    let attributes = attributes_of(process, pairs, &document.options)?;
    let node = make_element(&reference, &mut document, &path.to_cow())?;
    for (name, value) in attributes {
        document.tree.set_attribute(node, &name, value);
    }
    Ok(reference.to(node))
}

/// Makes an element at a path, from the root as `/Root/A/B[2]` or from the element as `A/B`, with attributes: names and
/// values in turn. What is missing on the way is made too; where the element is there already, another one is added: at its
/// position where the path has one. `OK` is 1, or 0 with an error.
#[command(865, "DOM Create XML element", thread_safe)]
fn dom_create_xml_element(
    process: &mut Process<'_>,
    element_ref: &Text,
    x_path: &Text,
    attributes: Rest,
) -> Result<Text, Error> {
    let created = create(process, element_ref, x_path, &attributes.0);
    note_ok(process, created)
}

/// As `DOM Create XML element`, with the attributes in arrays: one of names and one of values in turn.
#[command(1097, "DOM Create XML element arrays", thread_safe)]
fn dom_create_xml_element_arrays(
    process: &mut Process<'_>,
    element_ref: &Text,
    x_path: &Text,
    arrays: Rest,
) -> Result<Text, Error> {
    let created = pairs_of_arrays(&arrays.0).and_then(|pairs| create(process, element_ref, x_path, &pairs));
    note_ok(process, created)
}

/// The elements of arrays of names and of values, in turn.
pub(crate) fn pairs_of_arrays(values: &[Value]) -> Result<Vec<Value>, Error> {
    let mut pairs = Vec::new();
    if !values.len().is_multiple_of(2) {
        return Err(Error::of(error::XML_ATTRIBUTES));
    }
    for pair in values.chunks(2) {
        match pair {
            [Value::Array(names), Value::Array(values)] if names.len() == values.len() => {
                for index in 1..=names.len() {
                    pairs.extend([names.get(index).unwrap_or_default(), values.get(index).unwrap_or_default()]);
                }
            }
            [Value::Array(_), Value::Array(_)] => return Err(Error::of(error::XML_ATTRIBUTES)),
            [name @ Value::Text(_), value] => pairs.extend([name.clone(), value.clone()]),
            _ => return Err(Error::with(error::INCOMPATIBLE_TYPES, "Arrays of names and of values are expected")),
        }
    }
    Ok(pairs)
}

/// Copies an element below another one.
fn copy(
    process: &Process<'_>,
    target: &Text,
    source: &Text,
    place: impl Fn(&Tree, NodeId) -> Option<NodeId>,
) -> Result<Text, Error> {
    let source = find(process, source)?;
    check_element(&source)?;
    let (nodes, height) = {
        let document = source.lock();
        (document.tree.copy_out(source.node), document.tree.height(source.node))
    };
    let target = find(process, target)?;
    check_element(&target)?;
    let mut document = target.lock();
    if !document.tree.has_room(target.node, height + 1) {
        return Err(Error::with(error::XML_NODE, "The XML elements would nest too deep"));
    }
    if document.tree.size().saturating_add(nodes.len()) > MAX_NODES {
        return Err(Error::of(error::MEMORY_FULL));
    }
    let before = place(&document.tree, target.node);
    match document.tree.copy_in(nodes, target.node, before) {
        Some(node) => Ok(target.to(node)),
        None => Err(Error::of(error::XML_REFERENCE)),
    }
}

/// Copies an element with all that it holds to the end of another one, also of another document; gives the reference to the
/// copy. `OK` is 1, or 0 with an error.
#[command(1082, "DOM Append XML element", thread_safe)]
fn dom_append_xml_element(
    process: &mut Process<'_>,
    target_element_ref: &Text,
    source_element_ref: &Text,
) -> Result<Text, Error> {
    let copied = copy(process, target_element_ref, source_element_ref, |_, _| None);
    note_ok(process, copied)
}

/// Copies an element with all that it holds before a child element of another one, by its position from 1; where there is
/// no such child, before the first one. Gives the reference to the copy. `OK` is 1, or 0 with an error.
#[command(1083, "DOM Insert XML element", thread_safe)]
fn dom_insert_xml_element(
    process: &mut Process<'_>,
    target_element_ref: &Text,
    source_element_ref: &Text,
    child_index: i64,
) -> Result<Text, Error> {
    let copied = copy(process, target_element_ref, source_element_ref, |tree, parent| {
        let position = usize::try_from(child_index).ok().and_then(|index| index.checked_sub(1));
        position.and_then(|position| tree.elements(parent).nth(position)).or_else(|| tree.first(parent))
    });
    note_ok(process, copied)
}

/// The content of a new node as a text.
fn content(value: &Value) -> Result<String, Error> {
    match (value, bytes_of(value)) {
        (Value::Undefined | Value::Null, _) => Ok(String::new()),
        (Value::Text(text), _) => Ok(allowed(text)),
        (_, Some(blob)) => Ok(allowed(&Text::from(blob.with(|bytes| String::from_utf8_lossy(bytes).into_owned())))),
        (other, None) => {
            let text = format!("expected a text or a Blob, found {}", other.type_name());
            Err(Error::with(error::INCOMPATIBLE_TYPES, text))
        }
    }
}

/// The node of a kind with that content.
fn node_of(kind: i64, content: String) -> Result<Kind, Error> {
    let invalid = |what: &str| Err(Error::with(error::XML_NODE, format!("The content is not valid in {what}")));
    match kind {
        2 if content.contains("--") || content.ends_with('-') => invalid("a comment"),
        2 => Ok(Kind::Comment(content)),
        3 => {
            let (target, data) = content.split_once([' ', '\t', '\n']).unwrap_or((&content, ""));
            if !is_name(target) || target.eq_ignore_ascii_case("xml") || data.contains("?>") {
                return invalid("a processing instruction");
            }
            Ok(Kind::Instruction(target.to_owned(), data.trim_start().to_owned()))
        }
        6 => Ok(Kind::Text(content)),
        7 => Ok(Kind::CData(content)),
        10 => {
            let name = content.split([' ', '\t', '\n', '[']).next().unwrap_or_default();
            let parsed = Parser::new(&format!("<!DOCTYPE {content}><{name}/>")).and_then(|mut parser| parser.next());
            match parsed {
                Ok(Some(crate::xml::parser::Event::Doctype(doctype))) => Ok(Kind::Doctype(doctype)),
                _ => invalid("a document type"),
            }
        }
        other => Err(Error::with(error::INDEX_OUT_OF_RANGE, format!("{other} is no kind of XML nodes"))),
    }
}

/// Appends a node to an element: comment (2), processing instruction (3), text (6), CDATA section (7), document type (10) or
/// element (11), which is made of a piece of XML or named by it. In a document, its type comes first, comments and
/// instructions before the root element. Gives the reference to the new node. `OK` is 1, or 0 with an error.
#[command(1080, "DOM Append XML child node", thread_safe)]
fn dom_append_xml_child_node(
    process: &mut Process<'_>,
    element_ref: &Text,
    child_type: i64,
    child_value: Value,
) -> Result<Text, Error> {
    let append = || {
        let reference = find(process, element_ref)?;
        let content = content(&child_value)?;
        let mut document = reference.lock();
        let tree = &mut document.tree;
        let parent = reference.node;
        let in_document = parent == Tree::DOCUMENT;
        if !in_document && !tree.is_element(parent) {
            return Err(Error::with(error::XML_NODE, "The reference does not lead to an XML element"));
        }
        if in_document && !matches!(child_type, 2 | 3 | 10) {
            return Err(Error::with(error::XML_NODE, "A document takes comments, instructions and its type only"));
        }
        if child_type == 11 {
            let last = tree.last(parent);
            if is_name(&content) {
                return Ok(reference.to(tree.append(parent, Kind::Element(content, Vec::new()))));
            }
            build::fragment(&content, tree, parent).map_err(|problem| {
                Error::with(error::XML_NODE, format!("The content is no piece of XML: {}", problem.message))
            })?;
            let first = match last {
                Some(last) => tree.next(last),
                None => tree.first(parent),
            };
            let new = std::iter::successors(first, |node| tree.next(*node)).find(|node| tree.is_element(*node));
            return new.or(first).map(|node| reference.to(node)).ok_or_else(|| Error::of(error::XML_NODE));
        }
        let kind = node_of(child_type, content)?;
        let node = match kind {
            Kind::Doctype(_) => {
                if let Some((old, _)) = tree.doctype() {
                    tree.remove(old);
                }
                let node = tree.create(kind);
                let first = tree.first(Tree::DOCUMENT);
                tree.insert(Tree::DOCUMENT, node, first);
                node
            }
            kind if in_document => {
                let root = tree.root();
                let node = tree.create(kind);
                tree.insert(Tree::DOCUMENT, node, root);
                node
            }
            kind => tree.append(parent, kind),
        };
        Ok(reference.to(node))
    };
    let appended = append();
    note_ok(process, appended)
}
