//! SVG ([theme](https://developer.4d.com/docs/commands/theme/SVG)): vector pictures as XML. Nothing is drawn here.

use crate::compatibility::Compatibility;
use crate::pictures::common::picture_at;
use crate::xml::build;
use crate::xml::documents::find;
use crate::xml::tree::{Kind, NodeId, Tree};
use crate::xml_dom::written;
use fourd_macros::{command, theme};
use fourd_runtime::Process;
use fourd_runtime::command::{Argument, Arguments};
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::{Error, Picture, Text, Value, error};

theme!("SVG": svg_export_to_picture, svg_get_attribute, svg_set_attribute);

/// The identifier of the format.
const CODEC: &str = ".svg";
/// The attribute that stands for the text of an element.
const CONTENT: &str = "4d-text";
/// Elements of which nothing can be changed, nor of what they hold.
const FIXED: [&str; 8] =
    ["clipPath", "linearGradient", "marker", "pattern", "radialGradient", "solidColor", "style", "symbol"];

/// Writes a document in memory into a picture. Export type 0 and 1 leave the document as it is, 2 closes it. The picture
/// keeps the XML in all cases.
#[command(1017, "SVG EXPORT TO PICTURE", thread_safe)]
fn svg_export_to_picture(
    process: &mut Process<'_>,
    element_ref: &Text,
    pict_var: Location,
    export_type: Option<i64>,
    span: Span,
) -> Result<(), Error> {
    let own = match export_type.unwrap_or(1) {
        0 | 1 => false,
        2 => true,
        other => return Err(Error::with(error::INDEX_OUT_OF_RANGE, format!("{other} is no type of export"))),
    };
    let reference = find(process, element_ref)?;
    let bytes = {
        let document = reference.lock();
        let (text, encoding) = written(&document, Compatibility::NEW);
        encoding.encode(&text)
    };
    if own {
        reference.close();
    }
    process.write(&pict_var, Value::Picture(Picture::new(Text::from(CODEC), bytes)), span);
    Ok(())
}

/// The tree of an SVG picture and the element of an identifier in it.
fn element(picture: &Picture, id: &str) -> Option<(Tree, NodeId)> {
    let content = picture.content().filter(|content| *content.codec.to_cow() == *CODEC)?;
    let tree = build::text_of_bytes(&content.bytes).and_then(|text| build::document(&text)).ok()?;
    let has_id = |node: NodeId| ["id", "xml:id"].iter().any(|name| tree.attribute(node, name) == Some(id));
    let node = tree.descendants(Tree::DOCUMENT).find(|node| tree.is_element(*node) && has_id(*node))?;
    Some((tree, node))
}

/// The name of an element without its prefix.
fn local_name(tree: &Tree, node: NodeId) -> &str {
    tree.name(node).rsplit(':').next().unwrap_or_default()
}

fn is_fixed(tree: &Tree, node: NodeId) -> bool {
    let mut next = Some(node).filter(|_| local_name(tree, node) != "svg");
    while let Some(node) = next.filter(|node| tree.is_element(*node)) {
        let name = local_name(tree, node);
        if FIXED.contains(&name) || name.starts_with("fe") {
            return true;
        }
        next = tree.parent(node);
    }
    false
}

fn set(tree: &mut Tree, node: NodeId, name: &str, value: String) {
    if name.eq_ignore_ascii_case(CONTENT) {
        if ["text", "tspan", "textArea"].contains(&local_name(tree, node)) {
            tree.remove_children(node, |_| true);
            tree.append(node, Kind::Text(value));
        }
        return;
    }
    let identity = ["id", "xml:id", "lang", "xml:lang", "class", "xml:class"].contains(&name);
    let size = ["width", "height"].contains(&name) && local_name(tree, node) == "svg";
    if !identity && !size && tree.attribute(node, name).is_some() {
        tree.set_attribute(node, name, value);
    }
}

fn no_form(command: &str) -> Error {
    Error::needs(&format!("{command} of the picture that a form shows"), "an interface")
}

/// Changes attributes of the element with an identifier in an SVG picture. A last `*` is needed, since without it only the
/// picture that a form shows is changed. Attributes that are not there, and those that 4D keeps, stay as they are; `4d-text`
/// is the text of an element. `OK` is 1, or 0 where there is no such picture or element.
#[command(1055, "SVG SET ATTRIBUTE", thread_safe, missing = "pictures that a form shows")]
fn svg_set_attribute(
    process: &mut Process<'_>,
    picture_object: Argument,
    arguments: &mut Arguments,
    span: Span,
) -> Result<(), Error> {
    let Argument::Location(place) = picture_object else { return Err(no_form("SVG SET ATTRIBUTE")) };
    let picture = picture_at(process, &place, span)?;
    let id = arguments.take_value(process).unwrap_or(Value::Undefined);
    let mut pairs = Vec::new();
    let mut own = false;
    while let Some(next) = arguments.peek() {
        if matches!(next, Argument::Star) {
            arguments.take();
            own = true;
            break;
        }
        let name = arguments.take_value(process).unwrap_or(Value::Undefined);
        let value = arguments.take_value(process).unwrap_or(Value::Undefined);
        let Some(name) = name.as_text() else {
            return Err(Error::with(error::INCOMPATIBLE_TYPES, "expected the name of an attribute"));
        };
        let value = match value {
            Value::Boolean(value) => value.to_string(),
            value => crate::string::conversion::plain_text(&value)?.to_cow().into_owned(),
        };
        pairs.push((name.to_cow().into_owned(), value));
    }
    if !own {
        process.set_named("OK", Value::integer(0));
        return Err(no_form("SVG SET ATTRIBUTE"));
    }
    let id = id.as_text().map(|id| id.to_cow().into_owned()).unwrap_or_default();
    let Some((mut tree, node)) = element(&picture, &id) else {
        process.set_named("OK", Value::integer(0));
        return Ok(());
    };
    if !is_fixed(&tree, node) {
        for (name, value) in pairs {
            set(&mut tree, node, &name, value);
        }
        let (text, encoding) = crate::xml_dom::written_tree(&tree);
        let mut changed = Picture::new(Text::from(CODEC), encoding.encode(&text));
        if let Some(old) = picture.content() {
            changed.change(|content| {
                content.file_name = old.file_name.clone();
                content.placement = old.placement;
            });
        }
        process.write(&place, Value::Picture(changed), span);
    }
    process.set_named("OK", Value::integer(1));
    Ok(())
}

/// The value of an attribute of the element with an identifier in an SVG picture, as the type of the variable; `4d-text` is
/// the text of an element. Where there is no such element or attribute, the variable is emptied.
#[command(1056, "SVG GET ATTRIBUTE", missing = "pictures that a form shows")]
fn svg_get_attribute(
    process: &mut Process<'_>,
    picture_object: Argument,
    element_id: &Text,
    attrib_name: &Text,
    attrib_value: Location,
    span: Span,
) -> Result<(), Error> {
    let Argument::Location(place) = picture_object else { return Err(no_form("SVG GET ATTRIBUTE")) };
    let picture = picture_at(process, &place, span)?;
    let name = attrib_name.to_cow();
    let found = element(&picture, &element_id.to_cow()).and_then(|(tree, node)| {
        if name.eq_ignore_ascii_case(CONTENT) {
            return Some(tree.string_value(node));
        }
        tree.attribute(node, &name).map(str::to_owned)
    });
    crate::xml::convert::decode_into(process, &attrib_value, &found.unwrap_or_default(), span);
    Ok(())
}
