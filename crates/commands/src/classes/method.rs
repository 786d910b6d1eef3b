//! `4D.Method` ([API](https://developer.4d.com/docs/API/MethodClass)): a method made from a text. It is a shared object
//! that holds its text; each domain makes the code when it first runs it.

use fourd_runtime::command::{Arguments, FromArgument};
use fourd_runtime::{ClassEntry, Process, program};
use fourd_source::{FileId, Severity};
use fourd_syntax::lexer::{self, Kind};
use fourd_syntax::tree::CodeKind;
use fourd_value::{Collection, Error, Object, SharedObject, SharedValue, Text, Value, error};

/// The class.
pub(super) static CLASS: ClassEntry = ClassEntry {
    name: "Method",
    superclass: Some("Function"),
    functions: &[("checkSyntax", check_syntax)],
    properties: &[],
    constructor: Some(new),
};

/// A method from its text and, if one is given, its name.
fn new(process: &mut Process<'_>, _this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let source = Text::from_argument(process, arguments)?;
    let name = Option::<Text>::from_argument(process, arguments)?;
    let shared = SharedObject::of_class(program::METHOD_CLASS.into());
    let writer = process.writer();
    shared.group().try_lock(writer);
    shared.set(&Text::from("source"), SharedValue::Text(laid_out(&source)), writer)?;
    if let Some(name) = name {
        shared.set(&Text::from("name"), SharedValue::Text(name), writer)?;
    }
    shared.group().unlock(writer);
    Ok(Value::Object(Object::shared(shared)))
}

/// The text as 4D lays it out: its own spacing, names of commands and constants as the documentation writes them, lines
/// that end with CR. A text that does not parse stays as it is.
fn laid_out(source: &Text) -> Text {
    let text = source.to_cow();
    let parsed = fourd_syntax::parse(FileId::default(), &text, CodeKind::Method);
    if parsed.diagnostics.iter().any(|problem| problem.severity == Severity::Error) {
        return source.clone();
    }
    let printed = fourd_syntax::print(&parsed.module);
    let mut result = String::with_capacity(printed.len());
    let mut done = 0;
    for token in lexer::tokens(&printed).iter().filter(|token| token.kind == Kind::Name) {
        let written = token.range.text(&printed);
        let known = fourd_catalog::command_named(written)
            .map(|command| command.name)
            .or_else(|| fourd_catalog::constant_named(written).map(|constant| constant.name));
        if let (Some(name), Some(before)) = (known, printed.get(done..token.range.start as usize)) {
            result.push_str(before);
            result.push_str(name);
            done = token.range.end as usize;
        }
    }
    result.push_str(printed.get(done..).unwrap_or_default());
    Text::from(result.trim_end_matches('\n').replace('\n', "\r"))
}

/// Whether the text parses, with its errors: an object with `success` and `errors`.
fn check_syntax(_process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    let Some(Value::Text(source)) = this.as_object().and_then(|object| object.get_str("source")) else {
        return Err(Error::with(error::INCOMPATIBLE_TYPES, "expected a method"));
    };
    let text = source.to_cow();
    let parsed = fourd_syntax::parse(FileId::default(), &text, CodeKind::Method);
    let file = fourd_source::SourceFile::new("method".into(), text.into_owned());
    let errors: Vec<Value> = parsed
        .diagnostics
        .iter()
        .map(|problem| {
            let object = Object::new();
            object.put("isError", Value::Boolean(problem.severity == Severity::Error));
            object.put("message", Value::text(&problem.title));
            if let Some(label) = &problem.primary {
                object.put("lineInFile", Value::from(file.line_column(label.span.start).0));
            }
            Value::Object(object)
        })
        .collect();
    let result = Object::new();
    let success = !parsed.diagnostics.iter().any(|problem| problem.severity == Severity::Error);
    result.put("success", Value::Boolean(success));
    result.put("errors", Value::Collection(Collection::new(errors)));
    Ok(Value::Object(result))
}
