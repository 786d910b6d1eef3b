//! Paths of methods: `name`, `[class]/Name`, `[databaseMethod]/onStartup`, `[projectForm]/form/object` and so on. In a
//! path, a name is encoded as in the name of its file: `/` and other characters as `%` with two hexadecimal digits.

use super::common::project_now;
use crate::file_system;
use fourd_macros::command;
use fourd_project::{DatabaseMethod, Project};
use fourd_runtime::Process;
use fourd_runtime::command::{Arguments, FromArgument, Star, no_more};
use fourd_runtime::location::Location;
use fourd_source::{Span, fold_name};
use fourd_value::{Error, Pointer, PointerTarget, Text, Value, error};
use std::path::{Path, PathBuf};

/// `Path project method`.
pub(super) const PROJECT_METHOD: i64 = 1;
/// `Path database method`.
pub(super) const DATABASE_METHOD: i64 = 2;
/// `Path project form`.
pub(super) const PROJECT_FORM: i64 = 4;
/// `Path trigger`.
pub(super) const TRIGGER: i64 = 8;
/// `Path table form`.
pub(super) const TABLE_FORM: i64 = 16;
/// `Path class`.
pub(super) const CLASS: i64 = 32;
/// `Path volatile method`.
const VOLATILE: i64 = 128;

/// What stands for the method of a form itself.
const FORM_METHOD: &str = "{formMethod}";

/// A path taken apart; names are decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum MethodPath {
    /// A project method.
    Method(String),
    /// A database method by the name of its file.
    Database(String),
    /// A class.
    Class(String),
    /// A trigger by the name of its table.
    Trigger(String),
    /// The method of a form, or of one of its objects.
    Form {
        /// The table of a table form.
        table: Option<String>,
        /// The form.
        form: String,
        /// The object.
        object: Option<String>,
    },
    /// A method object with a name.
    Volatile(String),
}

/// A name as a path has it.
pub(super) fn encoded(name: &str) -> String {
    let mut encoded = String::with_capacity(name.len());
    for character in name.chars() {
        match character {
            '%' | '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => {
                encoded.push_str(&format!("%{:02X}", u32::from(character)));
            }
            other => encoded.push(other),
        }
    }
    encoded
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let digits = behind.get(..2).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        match digits.and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()) {
            Some(byte) if *first == b'%' => {
                bytes.push(byte);
                rest = behind.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn invalid(path: &str) -> Error {
    Error::with(error::METHOD_PATH, format!("`{path}` is not the path of a method"))
}

impl MethodPath {
    /// Takes a path apart.
    ///
    /// # Errors
    /// It begins with a word in brackets that there is not, or names are missing.
    pub(crate) fn parse(path: &str) -> Result<Self, Error> {
        let trimmed = path.trim();
        let Some((kind, rest)) = trimmed.strip_prefix('[').and_then(|rest| rest.split_once("]/")) else {
            if trimmed.is_empty() || trimmed.starts_with('[') || trimmed.contains('/') {
                return Err(invalid(path));
            }
            return Ok(Self::Method(decoded(trimmed)));
        };
        let parts: Vec<String> = rest.split('/').map(|part| decoded(part.trim())).collect();
        if parts.iter().any(String::is_empty) {
            return Err(invalid(path));
        }
        let object = |part: &String| (part != FORM_METHOD).then(|| part.clone());
        match (kind.to_lowercase().as_str(), parts.as_slice()) {
            ("class", [name]) => Ok(Self::Class(name.clone())),
            ("databasemethod", [name]) => Ok(Self::Database(name.clone())),
            ("trigger", [table]) => Ok(Self::Trigger(table.clone())),
            ("volatile", [name]) => Ok(Self::Volatile(name.clone())),
            ("projectform", [form]) => Ok(Self::Form { table: None, form: form.clone(), object: None }),
            ("projectform", [form, part]) => Ok(Self::Form { table: None, form: form.clone(), object: object(part) }),
            ("tableform", [table, form]) => {
                Ok(Self::Form { table: Some(table.clone()), form: form.clone(), object: None })
            }
            ("tableform", [table, form, part]) => {
                Ok(Self::Form { table: Some(table.clone()), form: form.clone(), object: object(part) })
            }
            _ => Err(invalid(path)),
        }
    }

    /// The path as text.
    pub(crate) fn to_path(&self) -> String {
        match self {
            Self::Method(name) => encoded(name),
            Self::Database(name) => format!("[databaseMethod]/{}", encoded(name)),
            Self::Class(name) => format!("[class]/{}", encoded(name)),
            Self::Trigger(table) => format!("[trigger]/{}", encoded(table)),
            Self::Volatile(name) => format!("[volatile]/{}", encoded(name)),
            Self::Form { table, form, object } => {
                let object = object.as_deref().map_or(FORM_METHOD.to_owned(), encoded);
                match table {
                    Some(table) => format!("[tableForm]/{}/{}/{object}", encoded(table), encoded(form)),
                    None => format!("[projectForm]/{}/{object}", encoded(form)),
                }
            }
        }
    }

    /// The file that holds the code, whether it exists or not; none for a method that has no place in the project.
    pub(super) fn file(&self, project: &Project) -> Option<PathBuf> {
        let below = |folder: &str, name: &str| {
            Some(match project.sources() {
                Some(sources) => sources.join(folder).join(format!("{}.4dm", encoded(name))),
                None => project.root.join(format!("{}.4dm", encoded(name))),
            })
        };
        match self {
            Self::Method(name) => match project.method(&fold_name(name)) {
                Some(found) => Some(found.path.clone()),
                None => below("Methods", name),
            },
            Self::Class(name) => match project.class(name) {
                Some(found) => Some(found.path.clone()),
                None => below("Classes", name),
            },
            Self::Database(name) => {
                let method = DatabaseMethod::from_file_stem(name)?;
                match project.database_method(method) {
                    Some(found) => Some(found.path.clone()),
                    None => below("DatabaseMethods", name),
                }
            }
            Self::Trigger(table) => {
                let number = project.table(&fold_name(table))?.number;
                match project.trigger(number) {
                    Some(found) => Some(found.path.clone()),
                    None => below("Triggers", &format!("table_{number}")),
                }
            }
            Self::Form { object, .. } => {
                let folder = self.form_folder(project)?;
                Some(match object {
                    Some(object) => folder.join("ObjectMethods").join(format!("{}.4dm", encoded(object))),
                    None => folder.join("method.4dm"),
                })
            }
            Self::Volatile(_) => None,
        }
    }

    /// The folder of a form.
    pub(super) fn form_folder(&self, project: &Project) -> Option<PathBuf> {
        let Self::Form { table, form, .. } = self else { return None };
        let sources = project.sources()?;
        Some(match table {
            Some(table) => {
                let number = project.table(&fold_name(table))?.number;
                sources.join("TableForms").join(number.to_string()).join(encoded(form))
            }
            None => sources.join("Forms").join(encoded(form)),
        })
    }

    /// The file with the documentation, whether it exists or not.
    pub(super) fn documentation(&self, project: &Project) -> Option<PathBuf> {
        let folder = project.root.join("Documentation");
        Some(match self {
            Self::Method(name) => folder.join("Methods").join(format!("{}.md", encoded(name))),
            Self::Class(name) => folder.join("Classes").join(format!("{}.md", encoded(name))),
            Self::Database(name) => folder.join("DatabaseMethods").join(format!("{}.md", encoded(name))),
            Self::Trigger(table) => {
                let number = project.table(&fold_name(table))?.number;
                folder.join("Triggers").join(format!("table_{number}.md"))
            }
            Self::Form { table: Some(table), form, .. } => {
                let number = project.table(&fold_name(table))?.number;
                folder.join("TableForms").join(number.to_string()).join(format!("{}.md", encoded(form)))
            }
            Self::Form { table: None, form, .. } => folder.join("Forms").join(format!("{}.md", encoded(form))),
            Self::Volatile(_) => return None,
        })
    }

    /// The file that holds the code, which must exist.
    ///
    /// # Errors
    /// There is no such file.
    pub(super) fn existing(&self, project: &Project) -> Result<PathBuf, Error> {
        match self.file(project).filter(|file| file_system::is_file(file)) {
            Some(file) => Ok(file),
            None => {
                Err(Error::with(error::METHOD_PATH, format!("There is no method with the path `{}`", self.to_path())))
            }
        }
    }

    /// The path of a file with code.
    pub(crate) fn of_file(project: &Project, file: &Path) -> Option<Self> {
        let stem = || Some(decoded(&file.file_stem()?.to_string_lossy()));
        let Some(below) = project.sources().and_then(|sources| file.strip_prefix(sources).ok()) else {
            let in_classes = file.parent().and_then(Path::file_name).is_some_and(|folder| folder == "Classes");
            return Some(if in_classes { Self::Class(stem()?) } else { Self::Method(stem()?) });
        };
        let parts: Vec<String> = below.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        let table_name = |number: &str| {
            let number: u32 = number.parse().ok()?;
            project.tables().iter().find(|table| table.number == number).map(|table| table.name.clone())
        };
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        Some(match parts.as_slice() {
            ["Methods", _] => Self::Method(stem()?),
            ["Classes", _] => Self::Class(stem()?),
            ["DatabaseMethods", _] => Self::Database(stem()?),
            ["Triggers", name] => Self::Trigger(table_name(name.strip_prefix("table_")?.strip_suffix(".4dm")?)?),
            ["Forms", form, "method.4dm"] => Self::Form { table: None, form: decoded(form), object: None },
            ["Forms", form, "ObjectMethods", _] => Self::Form { table: None, form: decoded(form), object: stem() },
            ["TableForms", table, form, "method.4dm"] => {
                Self::Form { table: Some(table_name(table)?), form: decoded(form), object: None }
            }
            ["TableForms", table, form, "ObjectMethods", _] => {
                Self::Form { table: Some(table_name(table)?), form: decoded(form), object: stem() }
            }
            _ => return None,
        })
    }
}

/// The name of the table that an argument refers to, where the next one does.
fn table_argument(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Option<String>, Error> {
    match arguments.peek() {
        Some(fourd_runtime::command::Argument::Value(Value::Pointer(_))) => match arguments.take_value(process) {
            Some(Value::Pointer(pointer)) => table_of(process, &pointer).map(Some),
            _ => Ok(None),
        },
        _ => Ok(None),
    }
}

fn table_of(process: &Process<'_>, pointer: &Pointer) -> Result<String, Error> {
    let number = match pointer.0.as_deref() {
        Some(PointerTarget::Table(number)) => *number,
        _ => return Err(Error::with(error::INCOMPATIBLE_TYPES, "expected a table")),
    };
    let tables = process.program().project.tables();
    let found = tables.iter().find(|table| i64::from(table.number) == i64::from(number));
    found
        .map(|table| table.name.clone())
        .ok_or_else(|| Error::with(error::INDEX_OUT_OF_RANGE, "There is no such table"))
}

/// The path of a method, class, form or trigger by its kind and names; it need not exist, except for database methods,
/// whose names are fixed.
#[command(1164, "METHOD Get path", effects(files))]
fn method_get_path(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Text, Error> {
    let kind = i64::from_argument(process, arguments)?;
    let table = table_argument(process, arguments)?;
    let name = Option::<Text>::from_argument(process, arguments)?.map(|name| name.to_cow().into_owned());
    let object = Option::<Text>::from_argument(process, arguments)?.map(|name| name.to_cow().into_owned());
    let _ = Star::from_argument(process, arguments)?;
    no_more(arguments)?;
    let missing = |what: &str| Error::with(error::ARGUMENT_MISSING, format!("The path needs {what}"));
    let named = || name.clone().filter(|name| !name.is_empty()).ok_or_else(|| missing("a name"));
    let of_table = || table.clone().ok_or_else(|| missing("a table"));
    let object = object.filter(|object| !object.is_empty());
    let path = match kind {
        PROJECT_METHOD => MethodPath::Method(named()?),
        DATABASE_METHOD => {
            let name = named()?;
            if DatabaseMethod::from_file_stem(&name).is_none() {
                return Err(Error::with(error::METHOD_PATH, format!("There is no database method `{name}`")));
            }
            MethodPath::Database(name)
        }
        PROJECT_FORM => MethodPath::Form { table: None, form: named()?, object },
        TRIGGER => MethodPath::Trigger(of_table()?),
        TABLE_FORM => MethodPath::Form { table: Some(of_table()?), form: named()?, object },
        CLASS => MethodPath::Class(named()?),
        VOLATILE => MethodPath::Volatile(named()?),
        other => return Err(Error::with(error::INDEX_OUT_OF_RANGE, format!("{other} is no kind of method"))),
    };
    Ok(Text::from(path.to_path()))
}

/// Takes a path apart into the kind of method, a pointer to a table, the name and the name of a form's object. The method
/// need not exist, its table must.
#[command(1165, "METHOD RESOLVE PATH", effects(files))]
fn method_resolve_path(
    process: &mut Process<'_>,
    path: &Text,
    method_type: Location,
    table_pointer: Location,
    object_name: Location,
    form_object_name: Location,
    host: Star,
    span: Span,
) -> Result<(), Error> {
    let _ = host;
    let path = MethodPath::parse(&path.to_cow())?;
    let (kind, table, name, object) = match path {
        MethodPath::Method(name) => (PROJECT_METHOD, None, name, None),
        MethodPath::Database(name) => (DATABASE_METHOD, None, name, None),
        MethodPath::Class(name) => (CLASS, None, name, None),
        MethodPath::Trigger(table) => (TRIGGER, Some(table), String::new(), None),
        MethodPath::Form { table: None, form, object } => (PROJECT_FORM, None, form, object),
        MethodPath::Form { table, form, object } => (TABLE_FORM, table, form, object),
        MethodPath::Volatile(name) => (VOLATILE, None, name, None),
    };
    let pointer = match table {
        None => Pointer::default(),
        Some(table) => match process.program().project.table(&fold_name(&table)) {
            Some(found) => Pointer::to(PointerTarget::Table(found.number as _)),
            None => return Err(Error::with(error::METHOD_PATH, format!("There is no table `{table}`"))),
        },
    };
    process.write(&method_type, Value::integer(kind), span);
    process.write(&table_pointer, Value::Pointer(pointer), span);
    process.write(&object_name, Value::text(&name), span);
    process.write(&form_object_name, Value::text(object.as_deref().unwrap_or_default()), span);
    Ok(())
}

/// The path of the method, class or form that the running code stands in.
#[command(1201, "Current method path", thread_safe)]
fn current_method_path(process: &mut Process<'_>) -> Result<Text, Error> {
    let program = process.program().clone();
    let running = process.call().map(|call| (call.callee.file, call.callee.name.clone()));
    let Some((file, name)) = running else { return Ok(Text::EMPTY) };
    let known = program.sources.get(file).and_then(|source| {
        let path = std::path::absolute(&source.path).ok()?;
        MethodPath::of_file(&program.project, &path)
    });
    match known {
        Some(path) => Ok(Text::from(path.to_path())),
        None => Ok(name),
    }
}

/// The running project now, or with `*` the host, and a path in it.
///
/// # Errors
/// The path is not valid, or the project cannot be opened.
pub(super) fn reach(process: &Process<'_>, path: &Text, host: Star) -> Result<(Project, MethodPath), Error> {
    let path = MethodPath::parse(&path.to_cow())?;
    Ok((project_now(process, host)?, path))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn paths_read_back() {
        let form = |table: Option<&str>, object: Option<&str>| MethodPath::Form {
            table: table.map(str::to_owned),
            form: "in/out".into(),
            object: object.map(str::to_owned),
        };
        for (path, text) in [
            (MethodPath::Method("a 100%".into()), "a 100%25"),
            (MethodPath::Class("Person".into()), "[class]/Person"),
            (MethodPath::Database("onStartup".into()), "[databaseMethod]/onStartup"),
            (MethodPath::Trigger("Table_1".into()), "[trigger]/Table_1"),
            (form(None, None), "[projectForm]/in%2Fout/{formMethod}"),
            (form(Some("T"), Some("OK")), "[tableForm]/T/in%2Fout/OK"),
        ] {
            assert_eq!(path.to_path(), text);
            assert_eq!(MethodPath::parse(text).unwrap(), path);
        }
    }

    #[test]
    fn what_is_no_path_is_an_error() {
        for text in ["", "a/b", "[class]", "[class]/", "[other]/x", "[class]/a/b", "[trigger]/a/b", "[tableForm]/x"] {
            assert_eq!(MethodPath::parse(text).unwrap_err().code, error::METHOD_PATH.0, "{text}");
        }
    }
}
