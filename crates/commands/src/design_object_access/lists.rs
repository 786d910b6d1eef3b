//! Lists of methods, forms and folders.

use super::common::{RestArguments, Stamp, fill_texts, matches, project_now, since};
use super::explorer;
use super::paths::{self, MethodPath};
use crate::file_system;
use fourd_macros::command;
use fourd_project::{DatabaseMethod, Project};
use fourd_runtime::Process;
use fourd_runtime::command::{Argument, Arguments, FromArgument, Star, no_more};
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::{Error, Text, Value, error};
use std::path::{Path, PathBuf};

/// Files with their paths.
type Entries = Vec<(String, PathBuf)>;

fn sorted(mut entries: Entries) -> Entries {
    entries.sort_by_cached_key(|(name, _)| name.to_lowercase());
    entries
}

/// The names in a folder of forms, which are folders with `form.4DForm`.
fn forms_in(folder: &Path) -> Vec<(String, PathBuf)> {
    let entries = file_system::list(folder).unwrap_or_default();
    let folders = entries.into_iter().filter(|entry| entry.folder);
    let forms = folders.map(|entry| {
        let form = folder.join(&entry.name);
        (entry.name, form)
    });
    forms.filter(|(_, form)| file_system::is_file(&form.join("form.4DForm"))).collect()
}

/// The paths of a form's method and of its objects' methods.
fn methods_of_form(prefix: &str, folder: &Path, found: &mut Entries) {
    let method = folder.join("method.4dm");
    if file_system::is_file(&method) {
        found.push((format!("{prefix}/{{formMethod}}"), method));
    }
    let objects = folder.join("ObjectMethods");
    for entry in file_system::list(&objects).unwrap_or_default() {
        if let Some(name) = entry.name.strip_suffix(".4dm").filter(|_| !entry.folder) {
            found.push((format!("{prefix}/{name}"), objects.join(&entry.name)));
        }
    }
}

/// The methods of all forms of the project, or of one of its tables, whose names match.
fn form_methods(project: &Project, table: Option<u32>, wanted: &dyn Fn(&str) -> bool, found: &mut Entries) {
    let Some(sources) = project.sources() else { return };
    let (folder, prefix) = match table {
        None => (sources.join("Forms"), "[projectForm]".to_owned()),
        Some(number) => {
            let name = project.tables().iter().find(|table| table.number == number).map(|table| table.name.as_str());
            let Some(name) = name else { return };
            (sources.join("TableForms").join(number.to_string()), format!("[tableForm]/{}", paths::encoded(name)))
        }
    };
    for (form, folder) in forms_in(&folder) {
        if wanted(&form) {
            methods_of_form(&format!("{prefix}/{form}"), &folder, found);
        }
    }
}

/// All paths of the kinds that the bits of `kinds` name, in one folder of the home page or everywhere.
fn all_paths(project: &Project, kinds: i64, folder: Option<&explorer::Folder>) -> Entries {
    let has = |kind: i64| kinds & kind != 0;
    let mut found = Vec::new();
    if has(paths::DATABASE_METHOD) && folder.is_none() {
        for method in DatabaseMethod::ALL {
            if let Some(file) = project.database_method(method) {
                found.push((MethodPath::Database(file.name.clone()).to_path(), file.path.clone()));
            }
        }
    }
    if has(paths::CLASS) {
        let classes = project.classes().filter(|class| folder.is_none_or(|folder| folder.has_class(&class.name)));
        let classes = classes.map(|class| (MethodPath::Class(class.name.clone()).to_path(), class.path.clone()));
        found.extend(sorted(classes.collect()));
    }
    if has(paths::PROJECT_METHOD) {
        let methods = project.methods().filter(|method| folder.is_none_or(|folder| folder.has_method(&method.name)));
        let methods = methods.map(|method| (paths::encoded(&method.name), method.path.clone()));
        found.extend(sorted(methods.collect()));
    }
    if has(paths::PROJECT_FORM) {
        form_methods(project, None, &|form| folder.is_none_or(|folder| folder.has_form(form)), &mut found);
    }
    if folder.is_some() {
        return found;
    }
    for table in project.tables() {
        if let Some(trigger) = project.trigger(table.number).filter(|_| has(paths::TRIGGER)) {
            found.push((MethodPath::Trigger(table.name.clone()).to_path(), trigger.path.clone()));
        }
        if has(paths::TABLE_FORM) {
            form_methods(project, Some(table.number), &|_| true, &mut found);
        }
    }
    found
}

/// Fills an array with the paths of all methods of some kinds, or of those in one folder of the Explorer's home page. With
/// a stamp only those that were changed at it or later; it gets the highest stamp, to be passed the next time.
#[command(1163, "METHOD GET PATHS", effects(files))]
fn method_get_paths(process: &mut Process<'_>, arguments: RestArguments, span: Span) -> Result<(), Error> {
    let RestArguments(mut arguments, host) = arguments;
    let arguments = &mut arguments;
    let project = project_now(process, host)?;
    let folders = explorer::folders(&project);
    let position = arguments.position();
    let (folder, kinds) = match Value::from_argument(process, arguments)? {
        Value::Text(name) => {
            let name = name.to_cow().into_owned();
            let folder = folders.iter().find(|folder| folder.name.to_lowercase() == name.to_lowercase());
            (Some((name, folder)), i64::from_argument(process, arguments)?)
        }
        value => match value.as_real() {
            Some(kinds) => (None, fourd_runtime::convert::whole(kinds)),
            None => {
                let message =
                    format!("Argument {position}: expected a folder or a kind of method, found {}", value.type_name());
                return Err(Error::with(error::INCOMPATIBLE_TYPES, message));
            }
        },
    };
    let array = Location::from_argument(process, arguments)?;
    let stamp = Stamp::from_argument(process, arguments)?;
    Star::from_argument(process, arguments)?;
    no_more(arguments)?;
    let entries = match &folder {
        None => all_paths(&project, kinds, None),
        Some((name, _)) if name.is_empty() => all_paths(&project, kinds, None),
        Some((_, Some(folder))) => all_paths(&project, kinds, Some(folder)),
        Some((_, None)) => Vec::new(),
    };
    let (names, highest) = since(entries, stamp.least());
    stamp.write(process, highest, span);
    fill_texts(process, &array, names, span)
}

/// Fills an array with the names of the project methods whose names match a filter, in which `@` stands for any characters.
#[command(1166, "METHOD GET NAMES", thread_safe, effects(files))]
fn method_get_names(
    process: &mut Process<'_>,
    names: Location,
    filter: Option<Text>,
    host: Star,
    span: Span,
) -> Result<(), Error> {
    let filter = filter.unwrap_or_default();
    let project = project_now(process, host)?;
    let methods = project.methods().filter(|method| matches(&method.name, &filter));
    let found = sorted(methods.map(|method| (method.name.clone(), PathBuf::new())).collect());
    fill_texts(process, &names, found.into_iter().map(|(name, _)| name).collect(), span)
}

/// Fills an array with the names of the folders on the Explorer's home page that match a filter, in which `@` stands for
/// any characters; which folder stands in which is not told.
#[command(1206, "METHOD GET FOLDERS", effects(files))]
fn method_get_folders(
    process: &mut Process<'_>,
    names: Location,
    filter: Option<Text>,
    host: Star,
    span: Span,
) -> Result<(), Error> {
    let filter = filter.unwrap_or_default();
    let folders = explorer::folders(&project_now(process, host)?);
    let found = folders.into_iter().map(|folder| folder.name).filter(|name| matches(name, &filter)).collect();
    fill_texts(process, &names, found, span)
}

/// The number of the table that the first argument is, where it is one.
fn table(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Option<u32>, Error> {
    let is_table = matches!(
        arguments.peek(),
        Some(Argument::Value(Value::Pointer(pointer)))
            if matches!(pointer.0.as_deref(), Some(fourd_value::PointerTarget::Table(_)))
    );
    if !is_table {
        return Ok(None);
    }
    match arguments.take_value(process) {
        Some(Value::Pointer(pointer)) => match pointer.0.as_deref() {
            Some(fourd_value::PointerTarget::Table(number)) => Ok(Some(*number)),
            _ => Ok(None),
        },
        _ => Ok(None),
    }
}

/// The parameters of the commands that list forms.
struct FormList {
    /// The number of the table whose forms are meant, instead of the project's.
    table: Option<u32>,
    array: Location,
    filter: Text,
    stamp: Stamp,
    project: Project,
}

impl FormList {
    fn take(process: &mut Process<'_>, arguments: RestArguments) -> Result<FormList, Error> {
        let RestArguments(mut arguments, host) = arguments;
        let arguments = &mut arguments;
        let table = table(process, arguments)?;
        let array = Location::from_argument(process, arguments)?;
        let filter = Option::<Text>::from_argument(process, arguments)?.unwrap_or_default();
        let stamp = Stamp::from_argument(process, arguments)?;
        Star::from_argument(process, arguments)?;
        no_more(arguments)?;
        Ok(FormList { table, array, filter, stamp, project: project_now(process, host)? })
    }

    /// Writes the names of what was changed at the stamp or later, and the highest stamp.
    fn give(self, process: &mut Process<'_>, found: Vec<(String, PathBuf)>, span: Span) -> Result<(), Error> {
        let (names, highest) = since(found, self.stamp.least());
        self.stamp.write(process, highest, span);
        fill_texts(process, &self.array, names, span)
    }
}

/// Fills an array with the names of the project's forms, or of a table's, that match a filter and were changed at a stamp
/// or later, which gets the highest one.
#[command(1167, "FORM GET NAMES", effects(files))]
fn form_get_names(process: &mut Process<'_>, arguments: RestArguments, span: Span) -> Result<(), Error> {
    let list = FormList::take(process, arguments)?;
    let folder = list.project.sources().map(|sources| match list.table {
        None => sources.join("Forms"),
        Some(number) => sources.join("TableForms").join(number.to_string()),
    });
    let forms = folder.map(|folder| forms_in(&folder)).unwrap_or_default();
    let forms = forms.into_iter().filter(|(name, _)| matches(name, &list.filter));
    let found = forms.map(|(name, folder)| (name, folder.join("form.4DForm"))).collect();
    list.give(process, found, span)
}

/// Fills an array with the paths of the methods of the project's forms, or of a table's, and of their objects; the names
/// of the forms match a filter, and the methods were changed at a stamp or later, which gets the highest one.
#[command(1168, "METHOD GET PATHS FORM", effects(files))]
fn method_get_paths_form(process: &mut Process<'_>, arguments: RestArguments, span: Span) -> Result<(), Error> {
    let list = FormList::take(process, arguments)?;
    let mut found = Vec::new();
    form_methods(&list.project, list.table, &|form| matches(form, &list.filter), &mut found);
    list.give(process, found, span)
}
