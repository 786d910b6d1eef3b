//! The properties of project methods, which stand in the first lines of their files.

use super::common::Targets;
use super::paths::{MethodPath, reach};
use crate::file_system::{Numbered, write_whole};
use fourd_macros::command;
use fourd_project::{MethodAttributes, Preemptive, Project};
use fourd_runtime::Process;
use fourd_runtime::command::{Arguments, FromArgument, Star};
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::{ElementType, Error, Object, Text, Value, error};
use serde_json::{Map, Value as Json};
use std::path::PathBuf;

/// `Attribute folder name`.
const FOLDER_NAME: i64 = 1024;

/// Number of an attribute, its name in the file, and its value.
type Flag = (i64, &'static str, fn(&MethodAttributes) -> bool);

/// The attributes that are true or false.
const FLAGS: &[Flag] = &[
    (1, "invisible", |attributes| attributes.invisible),
    (2, "publishedWeb", |attributes| attributes.published_web),
    (3, "publishedSoap", |attributes| attributes.published_soap),
    (4, "publishedWsdl", |attributes| attributes.published_wsdl),
    (5, "shared", |attributes| attributes.shared),
    (7, "publishedSql", |attributes| attributes.published_sql),
    (8, "executedOnServer", |attributes| attributes.executed_on_server),
];

/// The file of a project method.
fn method_file(project: &Project, path: &MethodPath) -> Result<PathBuf, Error> {
    match path {
        MethodPath::Method(_) => path.existing(project),
        other => {
            let message = format!("`{}` is not a project method, and only these have attributes", other.to_path());
            Err(Error::with(error::METHOD_PATH, message))
        }
    }
}

fn attributes_of(
    process: &Process<'_>,
    path: &Text,
    host: Star,
) -> Result<(PathBuf, Map<String, Json>, String), Error> {
    let (project, path) = reach(process, path, host)?;
    let file = method_file(&project, &path)?;
    let code = project.access().read(&file).map_err(|problem| Error::with(error::INPUT_OUTPUT, problem.title))?;
    let json = fourd_syntax::attributes_line(&code).and_then(|json| serde_json::from_str(json).ok());
    let attributes = match json {
        Some(Json::Object(attributes)) => attributes,
        _ => Map::new(),
    };
    Ok((file, attributes, code))
}

/// The code with other attributes in its first line.
pub(super) fn with_attributes(code: &str, attributes: &Map<String, Json>) -> String {
    let body = body(code);
    format!("//%attributes = {}\n{body}", Json::Object(attributes.clone()))
}

/// The code without the line with the attributes.
pub(super) fn body(code: &str) -> &str {
    if fourd_syntax::attributes_line(code).is_none() {
        return code;
    }
    let end = code.find(['\r', '\n']).unwrap_or(code.len());
    let rest = code.get(end..).unwrap_or_default();
    rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\r', '\n'])).unwrap_or(rest)
}

fn read(process: &Process<'_>, path: &Text, host: Star) -> Result<MethodAttributes, Error> {
    let (_, attributes, _) = attributes_of(process, path, host)?;
    Ok(MethodAttributes::from_json(&Json::Object(attributes).to_string()).0)
}

/// Whether an attribute of a project method is set, by the attribute's constant.
#[command(1169, "METHOD Get attribute", effects(files))]
fn method_get_attribute(process: &mut Process<'_>, path: &Text, kind: i64, host: Star) -> Result<bool, Error> {
    let Some((_, _, value)) = FLAGS.iter().find(|(number, ..)| *number == kind) else {
        return Err(Error::with(error::INDEX_OUT_OF_RANGE, format!("{kind} is no attribute that is true or false")));
    };
    Ok(value(&read(process, path, host)?))
}

/// The attributes of a project method as an object, or of those in an array as an array of objects.
#[command(1334, "METHOD GET ATTRIBUTES", thread_safe, effects(files))]
fn method_get_attributes(
    process: &mut Process<'_>,
    path: Targets,
    attributes: Location,
    host: Star,
    span: Span,
) -> Result<(), Error> {
    let paths: Vec<Text> = match &path {
        Targets::One(path) => vec![path.clone()],
        Targets::Many(paths) => paths.clone(),
    };
    let mut found = paths.iter().map(|path| read(process, path, host)).collect::<Vec<_>>().into_iter();
    path.read(process, &attributes, ElementType::Object, span, |_| {
        let found = found.next().unwrap_or_else(|| Err(Error::of(error::METHOD_PATH)))?;
        let object = Object::new();
        for (_, name, value) in FLAGS {
            object.put(*name, Value::Boolean(value(&found)));
        }
        let preemptive = match found.preemptive {
            Preemptive::Capable => "capable",
            Preemptive::Incapable => "incapable",
            Preemptive::Indifferent => "indifferent",
        };
        object.put("preemptive", Value::text(preemptive));
        Ok(Value::Object(object))
    })
}

/// Changes some attributes in the file of a project method.
fn change(process: &Process<'_>, path: &Text, changes: Vec<(String, Json)>, host: Star) -> Result<(), Error> {
    let (file, mut attributes, code) = attributes_of(process, path, host)?;
    for (name, value) in changes {
        attributes.insert(name, value);
    }
    write_whole(&file, with_attributes(&code, &attributes).as_bytes()).at(&file)
}

/// Sets attributes of a project method, each by its constant, in the method's file. The running program keeps those that
/// it was started with. The folder of the home page cannot be set.
#[command(1192, "METHOD SET ATTRIBUTE", missing = "Attribute folder name", effects(files))]
fn method_set_attribute(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<(), Error> {
    let path = Text::from_argument(process, arguments)?;
    let mut changes = Vec::new();
    let mut host = Star(false);
    while arguments.remaining() > 0 {
        if Star::from_argument(process, arguments)?.0 {
            host = Star(true);
            continue;
        }
        let kind = i64::from_argument(process, arguments)?;
        if kind == FOLDER_NAME {
            return Err(Error::not_implemented("METHOD SET ATTRIBUTE(Attribute folder name)"));
        }
        let value = bool::from_argument(process, arguments)?;
        let Some((_, name, _)) = FLAGS.iter().find(|(number, ..)| *number == kind) else {
            return Err(Error::with(error::INDEX_OUT_OF_RANGE, format!("{kind} is no attribute of methods")));
        };
        changes.push(((*name).to_owned(), Json::Bool(value)));
    }
    if changes.is_empty() {
        return Err(Error::with(error::ARGUMENT_MISSING, "Argument 2 is missing"));
    }
    change(process, &path, changes, host)
}

/// Sets those attributes of a project method, or of those in an array, that an object names, in the methods' files. The
/// running program keeps those that it was started with.
#[command(1335, "METHOD SET ATTRIBUTES", effects(files))]
fn method_set_attributes(process: &mut Process<'_>, path: Targets, attributes: Value, host: Star) -> Result<(), Error> {
    for (path, value) in path.pairs(attributes)? {
        let Some(object) = value.as_object() else {
            let message = format!("expected an object with attributes, found {}", value.type_name());
            return Err(Error::with(error::INCOMPATIBLE_TYPES, message));
        };
        let mut changes = Vec::new();
        for (key, value) in object.entries() {
            let key = key.to_cow().into_owned();
            let known = FLAGS.iter().any(|(_, name, _)| *name == key);
            match value {
                Value::Boolean(value) if known => changes.push((key, Json::Bool(value))),
                Value::Text(text) if key == "preemptive" => {
                    let text = text.to_cow().into_owned();
                    if !["capable", "incapable", "indifferent"].contains(&text.as_str()) {
                        let message = format!("`preemptive` is capable, incapable or indifferent, not `{text}`");
                        return Err(Error::with(error::INCOMPATIBLE_TYPES, message));
                    }
                    changes.push((key, Json::String(text)));
                }
                value if known => {
                    let message =
                        format!("The attribute `{key}` is a Boolean, not a value of type {}", value.type_name());
                    return Err(Error::with(error::INCOMPATIBLE_TYPES, message));
                }
                _ => {}
            }
        }
        change(process, &path, changes, host)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_with_attributes_is_replaced() {
        let attributes = Map::from_iter([("shared".to_owned(), Json::Bool(true))]);
        let expected = "//%attributes = {\"shared\":true}\nALERT(\"a\")\n";
        assert_eq!(with_attributes("//%attributes = {}\r\nALERT(\"a\")\n", &attributes), expected);
        assert_eq!(with_attributes("ALERT(\"a\")\n", &attributes), expected);
        assert_eq!(body("//%attributes = {}"), "");
    }
}
