//! `4D.Method` ([API](https://developer.4d.com/docs/API/MethodClass)): a method made from a text. It is a shared object
//! that holds its text; each domain makes the code when it first runs it.

use super::layout;
use fourd_macros::class;
use fourd_resolve::check::{WholeLibrary, World, check, facts};
use fourd_runtime::{Process, methods};
use fourd_source::{Diagnostic, FileId, Severity};
use fourd_syntax::tree::CodeKind;
use fourd_value::{Collection, Error, Object, SharedObject, SharedValue, Text, Value, error};
use std::path::Path;

/// The members of the class.
struct Members;

/// A method made from a text.
#[class("Method", superclass = "Function")]
impl Members {
    /// A method from its text and, if one is given, its name.
    #[constructor]
    fn new(process: &mut Process<'_>, source: Text, name: Option<Text>) -> Result<Object, Error> {
        let shared = SharedObject::of_class(methods::METHOD_CLASS.into());
        let writer = process.writer();
        shared.group().try_lock(writer);
        shared.set(&Text::from("source"), SharedValue::Text(layout::method(&source)), writer)?;
        if let Some(name) = name {
            shared.set(&Text::from("name"), SharedValue::Text(name), writer)?;
        }
        shared.group().unlock(writer);
        Ok(Object::shared(shared))
    }

    /// Whether 4D would accept the text: an object with `success` and, where there are any, the `errors` and warnings.
    #[function]
    fn check_syntax(this: &Value, process: &mut Process<'_>) -> Result<Object, Error> {
        let Some(Value::Text(source)) = this.as_object().and_then(|object| object.get_str("source")) else {
            return Err(Error::with(error::INCOMPATIBLE_TYPES, "expected a method"));
        };
        let text = source.to_cow();
        let parsed = fourd_syntax::parse(FileId::default(), &text, CodeKind::Method);
        let is_error = |problem: &Diagnostic| problem.severity == Severity::Error;
        let mut problems = parsed.diagnostics;
        if !problems.iter().any(is_error) {
            let path = Path::new("anonymous.4dm");
            let mut world = World::new(&process.domain.program.project, &WholeLibrary).of_text();
            world.add(path, facts(&parsed.module, world.bare_environment(process.project())));
            problems.extend(check(&parsed.module, path, &world));
        }
        problems.retain(|problem| problem.severity != Severity::Hint);
        let file = fourd_source::SourceFile::new("method".into(), text.into_owned());
        let errors: Vec<Value> = problems
            .iter()
            .map(|problem| {
                let object = Object::new();
                object.put("isError", Value::Boolean(is_error(problem)));
                object.put("message", Value::text(&problem.title));
                if let Some(label) = &problem.primary {
                    object.put("lineNumber", Value::from(file.line_column(label.span.start).0));
                }
                Value::Object(object)
            })
            .collect();
        let result = Object::new();
        result.put("success", Value::Boolean(!problems.iter().any(is_error)));
        if !errors.is_empty() {
            result.put("errors", Value::Collection(Collection::new(errors)));
        }
        Ok(result)
    }
}
