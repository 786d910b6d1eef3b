//! `JSON Validate`: values against JSON schemas of the drafts 4 and 2020-12.

mod assertions;
mod formats;
mod schema;

use super::symbols::{SourcePosition, place_of};
use assertions::text_of;
use fancy_regex::Regex;
use fourd_macros::command;
use fourd_runtime::Process;
use fourd_source::Span;
use fourd_value::{Collection, Error, Object, Text, Value, error};
use rustc_hash::{FxHashMap, FxHashSet};
use std::rc::Rc;

/// How deep schemas and values may nest.
const MAX_DEPTH: usize = 500;
/// How many failures are described.
const MAX_FAILURES: usize = 10_000;
/// How many schemas a value of one part may be checked against. Schemas that refer to each other more than once would take
/// for ever.
const MIN_CHECKS: u64 = 200_000;
/// How many more for each part of the value.
const CHECKS_FOR_A_PART: u64 = 200;

/// How many parts a value has, as far as they are worth counting.
fn parts(value: &Value) -> u64 {
    const MOST: u64 = 10_000_000;
    let mut waiting = vec![value.clone()];
    let mut count = 0;
    while let Some(value) = waiting.pop()
        && count < MOST
    {
        count += 1;
        match value {
            Value::Object(object) => waiting.extend(object.entries().into_iter().map(|(_, value)| value)),
            Value::Collection(collection) => waiting.extend(collection.to_vec()),
            _ => {}
        }
    }
    count
}

/// Checks an object or a collection against a JSON schema.
///
/// `$schema` selects the draft, 4 without it; other drafts than 4 and 2020-12 and schemas that are not valid are errors.
/// The result has `success` and, where it is False, `errors` with `code`, `message`, `jsonPath`, `schemaPaths` and, for
/// what was parsed with `*`, `lineNumber` and `offset`. Properties and functions of an object's class count as its
/// properties where a schema names them (`properties`, `required`), not where it counts or lists what there is.
#[command(1456, "JSON Validate", thread_safe)]
fn json_validate(process: &mut Process<'_>, v_json: Value, v_schema: Object, span: Span) -> Result<Object, Error> {
    let draft = schema::draft(&v_schema)?;
    let mut validator = Validator {
        process,
        span,
        draft,
        root: Value::Object(v_schema.clone()),
        symbols: v_json.as_object().and_then(|object| object.get_str("__symbols")),
        failures: Vec::new(),
        failed: 0,
        checks: MIN_CHECKS + CHECKS_FOR_A_PART * parts(&v_json),
        json_path: Vec::new(),
        schema_path: Vec::new(),
        references: Vec::new(),
        patterns: FxHashMap::default(),
        named: None,
        depth: 0,
    };
    validator.check(&v_json, &Value::Object(v_schema))?;
    let result = Object::new();
    result.put("success", Value::Boolean(validator.failed == 0));
    if !validator.failures.is_empty() {
        let errors = validator.failures.iter().map(|failure| validator.error(failure)).collect();
        result.put("errors", Value::Collection(Collection::new(errors)));
    }
    Ok(result)
}

/// A version of the standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Draft {
    Draft4,
    Draft2020,
}

/// Something that does not hold.
struct Failure {
    code: i64,
    message: String,
    json_path: Text,
    schema_path: Text,
}

/// One step into a value.
#[derive(Clone)]
enum Step {
    Property(Text),
    Element(usize),
}

/// Which properties and elements a schema has looked at.
#[derive(Default)]
struct Evaluated {
    properties: FxHashSet<Text>,
    elements: FxHashSet<usize>,
}

impl Evaluated {
    fn add(&mut self, other: Evaluated) {
        self.properties.extend(other.properties);
        self.elements.extend(other.elements);
    }
}

struct Validator<'p, 'd> {
    process: &'p mut Process<'d>,
    span: Span,
    draft: Draft,
    root: Value,
    symbols: Option<Value>,
    failures: Vec<Failure>,
    /// How many failures there were, described or not.
    failed: u64,
    /// How many checks may still follow.
    checks: u64,
    json_path: Vec<Step>,
    schema_path: Vec<Text>,
    /// References that are being followed, with the place in the value.
    references: Vec<(Text, Text)>,
    patterns: FxHashMap<Text, Rc<Regex>>,
    /// The schemas that have a name, once a reference asks for one.
    named: Option<schema::Named>,
    depth: usize,
}

/// The error for a schema that is not valid.
fn invalid(keyword: &str, expected: &str) -> Error {
    Error::with(error::JSON_SCHEMA, format!("The JSON schema is not valid: `{keyword}` must be {expected}"))
}

impl Validator<'_, '_> {
    fn path(&self) -> Text {
        let mut path = String::new();
        for step in &self.json_path {
            match step {
                Step::Property(name) => {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(&name.to_cow());
                }
                Step::Element(position) => path.push_str(&format!("[{position}]")),
            }
        }
        Text::from(path)
    }

    /// Notes that a keyword does not hold.
    fn fail(&mut self, code: i64, keyword: &str, message: impl Into<String>) {
        self.failed += 1;
        if self.failures.len() >= MAX_FAILURES {
            return;
        }
        let json_path = self.path();
        let mut schema_path = self.schema_path.iter().map(|step| step.to_cow()).collect::<Vec<_>>().join(".");
        if !schema_path.is_empty() {
            schema_path.push('.');
        }
        schema_path.push_str(keyword);
        self.failures.push(Failure { code, message: message.into(), json_path, schema_path: schema_path.into() });
    }

    fn error(&self, failure: &Failure) -> Value {
        let error = Object::new();
        error.put("code", Value::integer(failure.code));
        error.put("jsonPath", Value::Text(failure.json_path.clone()));
        if let Some(SourcePosition { line, offset }) = place_of(self.symbols.as_ref(), &failure.json_path) {
            error.put("lineNumber", line);
            error.put("offset", offset);
        }
        error.put("message", Value::Text(Text::from(&failure.message)));
        error.put("schemaPaths", Value::Text(failure.schema_path.clone()));
        Value::Object(error)
    }

    /// Checks a value against a schema; what does not hold is noted.
    fn check(&mut self, value: &Value, schema: &Value) -> Result<Evaluated, Error> {
        let schema = match schema {
            Value::Object(schema) => schema,
            Value::Boolean(true) => return Ok(Evaluated::default()),
            Value::Boolean(false) => {
                self.fail(23, "", "No value is allowed here");
                return Ok(Evaluated::default());
            }
            _ => return Err(invalid("schema", "an object")),
        };
        if self.depth >= MAX_DEPTH {
            return Err(Error::of(error::JSON_DEPTH));
        }
        let Some(left) = self.checks.checked_sub(1) else {
            let text = "Checking the value against the JSON schema takes too long";
            return Err(Error::with(error::JSON_SCHEMA, text));
        };
        self.checks = left;
        self.depth += 1;
        let evaluated = self.check_object(value, schema);
        self.depth -= 1;
        evaluated
    }

    /// As [`check`](Self::check) below a keyword of the schema.
    fn check_below(&mut self, value: &Value, schema: &Value, keyword: &[&str]) -> Result<Evaluated, Error> {
        let length = self.schema_path.len();
        self.schema_path.extend(keyword.iter().map(|step| Text::from(*step)));
        let evaluated = self.check(value, schema);
        self.schema_path.truncate(length);
        evaluated
    }

    /// As [`check_below`](Self::check_below) for a part of the value.
    fn check_part(&mut self, step: Step, value: &Value, schema: &Value, keyword: &[&str]) -> Result<(), Error> {
        self.json_path.push(step);
        let evaluated = self.check_below(value, schema, keyword);
        self.json_path.pop();
        evaluated.map(|_| ())
    }

    /// Whether a value fits a schema, without noting what does not hold.
    fn fits(&mut self, value: &Value, schema: &Value) -> Result<Option<Evaluated>, Error> {
        let (before, failed) = (self.failures.len(), self.failed);
        let evaluated = self.check(value, schema)?;
        let fits = self.failed == failed;
        self.failures.truncate(before);
        self.failed = failed;
        Ok(fits.then_some(evaluated))
    }

    fn check_object(&mut self, value: &Value, schema: &Object) -> Result<Evaluated, Error> {
        let mut evaluated = Evaluated::default();
        match schema.get_str("$ref") {
            Some(Value::Text(reference)) => {
                evaluated.add(self.check_reference(value, &reference)?);
                if self.draft == Draft::Draft4 {
                    return Ok(evaluated);
                }
            }
            Some(_) => return Err(invalid("$ref", "a text")),
            None => {}
        }
        self.check_type(value, schema)?;
        self.check_choice(value, schema)?;
        if let Some(number) = value.as_real() {
            self.check_number(number, schema)?;
        }
        if let Some(text) = text_of(value) {
            self.check_text(&text, schema)?;
        }
        if let Value::Collection(collection) = value {
            self.check_collection(&collection.to_vec(), schema, &mut evaluated)?;
        }
        if let Value::Object(object) = value {
            self.check_properties(value, object, schema, &mut evaluated)?;
        }
        self.check_combinations(value, schema, &mut evaluated)?;
        if self.draft == Draft::Draft2020 {
            self.check_unevaluated(value, schema, &mut evaluated)?;
        }
        Ok(evaluated)
    }

    fn check_reference(&mut self, value: &Value, reference: &Text) -> Result<Evaluated, Error> {
        let place = (reference.clone(), self.path());
        if self.references.contains(&place) {
            self.fail(38, "$ref", format!("The reference `{reference}` leads back to itself"));
            return Ok(Evaluated::default());
        }
        let named = self.named.get_or_insert_with(|| schema::Named::of(&self.root));
        let Some(target) = schema::target(&self.root, named, reference) else {
            self.fail(37, "$ref", format!("The reference `{reference}` leads nowhere"));
            return Ok(Evaluated::default());
        };
        self.references.push(place);
        let evaluated = self.check_below(value, &target, &["$ref"]);
        self.references.pop();
        evaluated
    }

    /// `allOf`, `anyOf`, `oneOf`, `not`, `if`.
    fn check_combinations(&mut self, value: &Value, schema: &Object, evaluated: &mut Evaluated) -> Result<(), Error> {
        if let Some(schemas) = schema::list(schema, "allOf")? {
            for (position, schema) in schemas.iter().enumerate() {
                evaluated.add(self.check_below(value, schema, &["allOf", &position.to_string()])?);
            }
        }
        for (keyword, only_one) in [("anyOf", false), ("oneOf", true)] {
            let Some(schemas) = schema::list(schema, keyword)? else { continue };
            let mut fitting = 0;
            for schema in &schemas {
                if let Some(found) = self.fits(value, schema)? {
                    fitting += 1;
                    evaluated.add(found);
                }
            }
            if fitting == 0 {
                self.fail(22, keyword, format!("The value fits none of the schemas of `{keyword}`"));
            } else if only_one && fitting > 1 {
                self.fail(21, keyword, format!("The value fits {fitting} schemas of `oneOf` instead of one"));
            }
        }
        if let Some(schema) = schema.get_str("not")
            && self.fits(value, &schema)?.is_some()
        {
            self.fail(23, "not", "The value fits the schema of `not`");
        }
        if let (Draft::Draft2020, Some(condition)) = (self.draft, schema.get_str("if")) {
            let keyword = match self.fits(value, &condition)? {
                Some(found) => {
                    evaluated.add(found);
                    "then"
                }
                None => "else",
            };
            if let Some(schema) = schema.get_str(keyword) {
                evaluated.add(self.check_below(value, &schema, &[keyword])?);
            }
        }
        Ok(())
    }

    /// `unevaluatedProperties` and `unevaluatedItems`.
    fn check_unevaluated(&mut self, value: &Value, schema: &Object, evaluated: &mut Evaluated) -> Result<(), Error> {
        if let (Value::Object(object), Some(rest)) = (value, schema.get_str("unevaluatedProperties")) {
            let names = self.names(object).into_iter().filter(|name| !evaluated.properties.contains(name));
            for name in names.collect::<Vec<_>>() {
                if matches!(rest, Value::Boolean(false)) {
                    let message = format!("The property `{name}` is covered by no schema");
                    self.fail(26, "unevaluatedProperties", message);
                } else if let Some(value) = object.get(&name) {
                    self.check_part(Step::Property(name.clone()), &value, &rest, &["unevaluatedProperties"])?;
                }
                evaluated.properties.insert(name);
            }
        }
        if let (Value::Collection(collection), Some(rest)) = (value, schema.get_str("unevaluatedItems")) {
            for (position, element) in collection.to_vec().iter().enumerate() {
                if !evaluated.elements.insert(position) {
                    continue;
                }
                if matches!(rest, Value::Boolean(false)) {
                    self.fail(27, "unevaluatedItems", format!("The element {position} is covered by no schema"));
                } else {
                    self.check_part(Step::Element(position), element, &rest, &["unevaluatedItems"])?;
                }
            }
        }
        Ok(())
    }

    /// The names of the properties, at the top without the places that `JSON Parse` adds.
    fn names(&self, object: &Object) -> Vec<Text> {
        let top = self.json_path.is_empty() && self.symbols.is_some();
        object.keys().into_iter().filter(|name| !(top && *name == "__symbols")).collect()
    }

    /// A property of an object or of its class.
    fn property(&mut self, object: &Object, name: &Text) -> Option<Value> {
        if object.is_plain() {
            return object.get(name);
        }
        match self.process.get_property(object, name, self.span) {
            Value::Undefined => None,
            value => Some(value),
        }
    }

    /// A pattern that stands somewhere in a schema.
    fn pattern(&mut self, pattern: &Text) -> Result<Rc<Regex>, Error> {
        if let Some(regex) = self.patterns.get(pattern) {
            return Ok(regex.clone());
        }
        let regex = Regex::new(&pattern.to_cow()).map_err(|_| invalid("pattern", "a regular expression"))?;
        let regex = Rc::new(regex);
        self.patterns.insert(pattern.clone(), regex.clone());
        Ok(regex)
    }
}
