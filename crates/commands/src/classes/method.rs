//! `4D.Method` ([API](https://developer.4d.com/docs/API/MethodClass)): a method made from a text. It is a shared object
//! that holds its text; each domain makes the code when it first runs it.

use super::layout;
use fourd_analysis::check_text;
use fourd_macros::class;
use fourd_resolve::check::AllAvailable;
use fourd_runtime::{Process, methods};
use fourd_source::{Diagnostic, Severity};
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
        let host = &process.program().project;
        let name = Path::new("anonymous.4dm");
        let mut checked = check_text(host, process.project(), &AllAvailable, name, source.to_cow().into_owned());
        let mut problems = std::mem::take(&mut checked.diagnostics);
        problems.retain(|problem| problem.severity != Severity::Hint);
        let is_error = |problem: &Diagnostic| problem.severity == Severity::Error;
        let errors: Vec<Value> = problems
            .iter()
            .map(|problem| {
                let object = Object::new();
                object.put("isError", Value::Boolean(is_error(problem)));
                object.put("message", Value::text(&problem.title));
                if let Some(label) = &problem.primary {
                    object.put("lineNumber", Value::from(checked.line_column(label.span.start).0));
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
