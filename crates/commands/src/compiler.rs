//! Compiler ([theme](https://developer.4d.com/docs/commands/theme/Compiler)): sources are run as they are, so compiling is
//! checking.

use crate::classes::item::{Item, object as item_object};
use crate::design_object_access::common::project_now;
use crate::design_object_access::paths::MethodPath;
use crate::file_system::{self, Numbered, location::Location, syntax};
use fourd_analysis::{Analysis, CheckedFile, Texts, threads};
use fourd_macros::{command, theme};
use fourd_project::{Project, SourceAccess, SourceEntry};
use fourd_resolve::check::{AllAvailable, Levels, Typing};
use fourd_runtime::access::host;
use fourd_runtime::command::{Arguments, FromArgument, Star, no_more};
use fourd_runtime::{Process, scheduler};
use fourd_source::{Diagnostic, Severity, Span};
use fourd_syntax::tree::Code;
use fourd_value::{Collection, Error, Object, Value, error};
use std::path::PathBuf;

theme!("Compiler": compile_project, idle);

/// Lets other processes run.
#[command(311, "IDLE", thread_safe)]
fn idle(process: &mut Process<'_>) {
    process.check_stop();
    if !process.attention {
        scheduler::yield_slice(process);
    }
}

/// Options that ask for more than a check.
const MORE_THAN_A_CHECK: [&str; 3] = ["generateSymbols", "generateSyntaxFile", "generateTypingMethods"];

/// Checks the host project, or another one of a `.4DProject` file, as `fourd check` does; with the option `typeInference`
/// `locals`, `none` or `direct`, variables whose type would have to be deduced are errors. The result has `success` and, where
/// there are any, `errors`: an object for each error and warning with `isError`, `message`, `line`, `lineInFile` and
/// `code`, which tells the method. No compiled code is made, whatever the targets; options that ask for symbols or generated
/// methods are errors.
#[command(1760, "Compile project", missing = "the options for generated code", effects(files))]
fn compile_project(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Object, Error> {
    let first = Option::<Object>::from_argument(process, arguments)?;
    let second = Option::<Object>::from_argument(process, arguments)?;
    no_more(arguments)?;
    let file = first.as_ref().and_then(|object| match object.native_data::<Item>() {
        Some(Item::File(location)) => Some(location.disk()),
        _ => None,
    });
    let options = if file.is_some() { second } else { first };
    if let Some(options) = &options {
        for name in MORE_THAN_A_CHECK {
            if options.get_str(name).is_some_and(|value| !matches!(value, Value::Boolean(false) | Value::Null)) {
                return Err(Error::not_implemented(&format!("Compile project: {name}")));
            }
        }
    }
    let typing = match &options {
        Some(options) => typing(options)?,
        None => None,
    };
    let project = match file {
        Some(file) => {
            file_system::metadata(&file).at(&file)?;
            // What the rules of the program do not allow is not read of the project either, its components included.
            Project::open_with(file, &SourceAccess::of(host().with_files()))
                .map_err(|problem| Error::with(row_of(&problem), problem.title))?
        }
        None => project_now(process, Star(true))?,
    };
    let findings = findings(&project, typing)?;
    let result = Object::new();
    let success = !findings.iter().any(|finding| finding.diagnostic.severity == Severity::Error);
    result.put("success", Value::Boolean(success));
    if !findings.is_empty() {
        let errors = findings.iter().map(|finding| Value::Object(finding.to_object(process, &project)));
        result.put("errors", Value::Collection(Collection::new(errors.collect())));
    }
    Ok(result)
}

/// The error of a project that cannot be opened.
fn row_of(problem: &Diagnostic) -> (i64, &'static str) {
    if problem.name == "source::outside" { error::FILE_LOCKED } else { error::FILE_MISSING }
}

/// Which variables must be declared, as the options say.
fn typing(options: &Object) -> Result<Option<Typing>, Error> {
    let given = match options.get_str("typeInference") {
        None | Some(Value::Null | Value::Undefined) => return Ok(None),
        Some(Value::Text(given)) => given,
        Some(other) => {
            let text = format!("Option `typeInference`: expected a text, found {}", other.type_name());
            return Err(Error::with(error::INCOMPATIBLE_TYPES, text));
        }
    };
    match &*given.to_cow().to_ascii_lowercase() {
        "all" => Ok(None),
        "locals" => Ok(Some(Typing::Locals)),
        "none" | "direct" => Ok(Some(Typing::None)),
        _ => {
            let text = format!("Option `typeInference`: `{given}` is none of `all`, `locals`, `none` and `direct`");
            Err(Error::with(error::INDEX_OUT_OF_RANGE, text))
        }
    }
}

/// What was found in a file.
struct Finding {
    path: PathBuf,
    diagnostic: Diagnostic,
    /// Lines as the file and as the method or function counts them; 0 where the finding has no place.
    line_in_file: usize,
    line: usize,
    /// The function of a class that it is in.
    function: Option<String>,
}

/// All errors and warnings of a project, in the order of its files.
fn findings(project: &Project, typing: Option<Typing>) -> Result<Vec<Finding>, Error> {
    let of_components = project.components().iter().flat_map(|component| component.project.source_files());
    let own = project.source_files().into_iter().map(|file| (file, true));
    let files: Vec<(SourceEntry, bool)> = own.chain(of_components.map(|file| (file, false))).collect();
    let (texts, levels) = (Texts::of_project(project), Levels::default());
    let analysis = Analysis { texts: &texts, available: &AllAvailable, levels: &levels, typing, progress: &|| {} };
    let mut findings = Vec::new();
    let threads = threads().map_err(|problem| Error::with(error::MEMORY_FULL, problem.title))?;
    threads.install(|| analysis.check(Some(project), &files, of_file, |found| findings.extend(found)));
    Ok(findings)
}

/// The errors and warnings of a file, by their places.
fn of_file(mut file: CheckedFile<'_>) -> Vec<Finding> {
    let mut diagnostics = std::mem::take(&mut file.diagnostics);
    diagnostics.retain(|diagnostic| diagnostic.severity != Severity::Hint);
    diagnostics.sort_by_key(|diagnostic| diagnostic.primary.as_ref().map(|label| label.span.start));
    diagnostics.into_iter().map(|diagnostic| place(&file, diagnostic)).collect()
}

fn place(file: &CheckedFile<'_>, diagnostic: Diagnostic) -> Finding {
    let span = diagnostic.primary.as_ref().map(|label| label.span);
    let line_of = |span: Span| file.sources.locate(span).map_or(0, |(_, line, _)| line);
    let line_in_file = span.map_or(0, line_of);
    let mut line = line_in_file;
    let mut name = None;
    match (file.module.as_ref().map(|module| (&module.code, module)), span) {
        (Some((Code::Class(class), _)), Some(span)) => {
            let functions = class.functions.iter().chain(&class.constructor);
            let around =
                functions.filter(|function| function.span.start <= span.start).max_by_key(|one| one.span.start);
            if let Some(function) = around {
                let first = file.line_column(function.span.start).0;
                line = line_in_file.saturating_sub(first);
                name = Some(function.name.text.to_string());
            }
        }
        (Some((Code::Method(_), module)), Some(_)) if module.attributes.is_some() => {
            line = line_in_file.saturating_sub(1);
        }
        _ => {}
    }
    Finding { path: file.path.to_path_buf(), diagnostic, line_in_file, line, function: name }
}

impl Finding {
    fn to_object(&self, process: &mut Process<'_>, project: &Project) -> Object {
        let object = Object::new();
        let mut message = self.diagnostic.title.clone();
        if let Some(label) = self.diagnostic.primary.as_ref().filter(|label| !label.message.is_empty()) {
            message.push_str(": ");
            message.push_str(&label.message);
        }
        object.put("isError", Value::Boolean(self.diagnostic.severity == Severity::Error));
        object.put("message", Value::text(&message));
        object.put("code", Value::Object(self.code(process, project)));
        object.put("line", Value::from(self.line));
        object.put("lineInFile", Value::from(self.line_in_file));
        object
    }

    fn code(&self, process: &mut Process<'_>, project: &Project) -> Object {
        let code = Object::new();
        let path = MethodPath::of_file(project, &self.path);
        let (kind, names) = match &path {
            Some(MethodPath::Class(name)) => match &self.function {
                Some(function) => ("classFunction", vec![("className", name), ("functionName", function)]),
                None => ("class", vec![("className", name)]),
            },
            Some(MethodPath::Database(_)) => ("databaseMethod", Vec::new()),
            Some(MethodPath::Trigger(_)) => ("triggerMethod", Vec::new()),
            Some(MethodPath::Form { form, object: None, .. }) => ("formMethod", vec![("formName", form)]),
            Some(MethodPath::Form { form, object: Some(object), .. }) => {
                ("formObjectMethod", vec![("formName", form), ("objectName", object)])
            }
            Some(MethodPath::Method(name) | MethodPath::Volatile(name)) => {
                ("projectMethod", vec![("methodName", name)])
            }
            None => ("projectMethod", Vec::new()),
        };
        code.put("type", Value::text(kind));
        code.put("path", Value::text(&path.as_ref().map(MethodPath::to_path).unwrap_or_default()));
        if let Some(location) = Location::on_disk(&syntax::posix_of(&self.path)) {
            code.put("file", Value::Object(item_object(process, Item::File(location))));
        }
        for (key, name) in names {
            code.put(key, Value::text(name));
        }
        code
    }
}
