//! `PROCESS 4D TAGS`: [transformation tags](https://developer.4d.com/docs/Tags/transformation-tags).

mod page;
mod template;

pub use page::{Page, Permission, decode, page};

use super::common::Operand;
use crate::file_system;
use crate::string::plain_text;
use fourd_macros::command;
use fourd_runtime::class::NativeRun;
use fourd_runtime::command::{Arguments, Forwarded};
use fourd_runtime::function::NativeFunction;
use fourd_runtime::{Process, call, methods, text_code};
use fourd_source::Span;
use fourd_value::text::TextBuilder;
use fourd_value::{Blob, Class, ClassKind, Error, Member, Object, Text, Value, error};
use std::cell::{Cell, OnceCell, RefCell};
use std::path::Path;
use std::rc::Rc;
use template::{RUN, generate, has_tags};

/// Templates that come out of tags are processed again, this often at most.
const DEEPEST: usize = 16;
/// How many tags what tags gave may have in all: where each gives several again, they double with each level.
const MOST_EFFORT: f64 = 500_000.0;
/// How many tags a template counts for, whatever it has.
const TEMPLATE: f64 = 50.0;
/// What is wrong with a loop over a variable that is no array.
const NO_ARRAY: &str = "An array was expected";
/// How many characters of what they give count for a tag.
const UNITS: f64 = 16.0;

struct Program<'a, 'y>(&'a mut Process<'y>);

impl template::Program for Program<'_, '_> {
    fn is_valid(&mut self, line: &str) -> bool {
        if page::names_hidden_method(self.0, line) {
            return false;
        }
        match text_code::formula_of_text(self.0, &Text::from(line)) {
            Ok(_) => true,
            Err(problem) => problem.code == error::FORMULA_LOCAL.0,
        }
    }

    fn is_method(&mut self, name: &str) -> bool {
        methods::existing_method(self.0, &Text::from(name)).is_ok() && !page::names_hidden_method(self.0, name)
    }

    fn read(&mut self, path: &Path) -> Option<String> {
        if !page::may_include(self.0, path) {
            return None;
        }
        file_system::read_whole(path).ok().map(|bytes| page::decode_included(self.0, &bytes))
    }
}

/// The functions that the lines of a generated method call.
static FUNCTIONS: &[(&str, NativeRun)] = &[
    ("put", put),
    ("value", value),
    ("broken", broken),
    ("fail", fail),
    ("problem", problem),
    ("script", script),
    ("test", test),
    ("next", next),
];

/// What a template gives while it is processed: the object of its variable [`RUN`].
struct Output {
    /// The texts that the lines of the generated method name by number.
    texts: Vec<Text>,
    parameters: Vec<Value>,
    out: RefCell<TextBuilder>,
    /// How many templates came out of tags around this one.
    depth: usize,
    effort: Effort,
}

/// How many tags a template and all that came out of its tags had so far.
type Effort = Rc<Cell<f64>>;

/// The class of the objects that hold an [`Output`].
#[derive(Default)]
struct Template(OnceCell<Rc<Class>>);

impl Template {
    fn class(process: &Process<'_>) -> Rc<Class> {
        let kept = process.kept_in_domain::<Template>();
        let made = kept.0.get_or_init(|| {
            let class = Class::new(Text::from("Object"), ClassKind { built_in: true, ..ClassKind::default() }, None);
            for &(name, run) in FUNCTIONS {
                class.define(Text::from(name), Member::Function(Rc::new(NativeFunction { name, run })));
            }
            class
        });
        made.clone()
    }
}

fn output(this: &Value) -> Result<&Output, Error> {
    let found = this.as_object().and_then(|object| object.native_data::<Output>());
    found.ok_or_else(|| Error::of(error::INCOMPATIBLE_TYPES))
}

/// Puts out a text.
fn push(this: &Value, text: &Text) -> Result<Value, Error> {
    let mut out = output(this)?.out.borrow_mut();
    out.push(text);
    out.check()?;
    Ok(Value::Undefined)
}

/// The text that an argument names by its number.
fn named(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Text, Error> {
    let number = arguments.take_value(process).and_then(|value| value.as_real()).unwrap_or_default();
    Ok(output(this)?.texts.get(number as usize).cloned().unwrap_or_default())
}

fn put(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let text = named(process, this, arguments)?;
    push(this, &text)
}

/// A text with the special characters of HTML escaped.
fn escaped(text: &Text) -> Text {
    let text = text.to_cow();
    if !text.contains(['&', '<', '>', '"']) {
        return Text::from(text);
    }
    Text::from(text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;"))
}

/// Puts out what a tag gave: it is processed again where it has tags itself.
fn push_again(process: &mut Process<'_>, this: &Value, text: &Text, span: Span) -> Result<Value, Error> {
    let found = output(this)?;
    if found.depth >= DEEPEST || !text.to_cow().contains("<!--#4D") {
        return push(this, text);
    }
    let (parameters, effort) = (found.parameters.clone(), found.effort.clone());
    let text = transform(process, text, parameters, found.depth + 1, &effort, span)?;
    effort.set(effort.get() + text.len() as f64 / UNITS);
    push(this, &text)
}

fn value(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let span = arguments.span;
    let how = arguments.take_value(process).and_then(|value| value.as_real()).unwrap_or_default() as u8;
    let shown = match arguments.take_value(process).unwrap_or_default() {
        Value::Blob(blob) => Text::from(blob.with(|bytes| String::from_utf8_lossy(bytes).into_owned())),
        value => plain_text(&value)?,
    };
    let shown = if how & 1 == 0 { escaped(&shown) } else { shown };
    if how & 2 == 0 { push_again(process, this, &shown, span) } else { push(this, &shown) }
}

/// A tag with the number of an error.
fn failed(this: &Value, tag: &Text, code: i64) -> Result<Value, Error> {
    push(this, &Text::from(format!("{tag} : ## error # {code}")))
}

fn broken(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let tag = named(process, this, arguments)?;
    failed(this, &tag, error::SYNTAX.0)
}

fn fail(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let tag = named(process, this, arguments)?;
    let code = process.named("Error").as_real().unwrap_or_default();
    failed(this, &tag, code as i64)
}

/// A loop with what is wrong with it: the second text, where it has one, unless the error is one that 4D documents for loops.
fn problem(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let tag = named(process, this, arguments)?;
    let usual = named(process, this, arguments)?;
    let message = match &process.error_handling.last_errors {
        Some(Value::Collection(errors)) => errors.get(0).and_then(|error| error.as_object()?.get_str("message")),
        _ => None,
    };
    let message = message.and_then(|message| message.as_text().cloned()).unwrap_or_default();
    let shown = match process.named("Error").as_real().unwrap_or_default() as i64 {
        code if code == error::METHOD_MISSING.0 => Text::from("The method does not exist"),
        code if code == error::PRIVILEGE.0 => Text::from("Access error"),
        _ if usual.is_empty() || message == NO_ARRAY => message,
        _ => usual,
    };
    push(this, &Text::from(format!("{tag}: {shown}")))
}

/// `/Method/Parameter`: the method gets the parameter with its slash.
fn script(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let span = arguments.span;
    let call = named(process, this, arguments)?.to_cow().into_owned();
    let call = call.strip_prefix('/').unwrap_or(&call);
    let (name, parameter) = call.split_at(call.find('/').unwrap_or(call.len()));
    if page::names_hidden_method(process, name) {
        return Err(Error::with(error::METHOD_MISSING, format!("The method `{name}` is not available by tags")));
    }
    let method = methods::method(process, &Text::from(name))?;
    let result = call::call_with_values(process, &method, None, vec![Value::text(parameter)], span);
    if process.attention {
        return Ok(Value::Undefined);
    }
    let text = plain_text(&result)?;
    match text.unit(0) {
        // The character 1 says that what follows is HTML.
        Some(1) => push_again(process, this, &text.slice(1, usize::MAX), span),
        _ => push_again(process, this, &escaped(&text), span),
    }
}

/// 1 for True, 0 for False, 2 for what is no Boolean.
fn test(process: &mut Process<'_>, _this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    Ok(match arguments.take_value(process) {
        Some(Value::Boolean(value)) => Value::integer(i64::from(value)),
        _ => Value::integer(2),
    })
}

/// Whether a loop over an array, or a pointer to one, goes on after a number of rounds; the array's current element
/// becomes the next one. A Boolean variable goes on while it is true.
fn next(process: &mut Process<'_>, _this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let span = arguments.span;
    let mut found = arguments.take_value(process).unwrap_or_default();
    let rounds = arguments.take_value(process).and_then(|value| value.as_real()).unwrap_or_default() as usize;
    // The name of the loop as a pointer, which can be one to an array in turn.
    for _ in 0..2 {
        let Value::Pointer(pointer) = &found else { break };
        let place = process.target(pointer, span);
        found = process.read(&place, span);
    }
    match found {
        Value::Array(array) if rounds < array.len() => {
            array.set_current(i32::try_from(rounds + 1).unwrap_or(i32::MAX));
            Ok(Value::Boolean(true))
        }
        Value::Array(_) => Ok(Value::Boolean(false)),
        Value::Boolean(value) => Ok(Value::Boolean(value)),
        _ => Err(Error::with(error::INCOMPATIBLE_TYPES, NO_ARRAY)),
    }
}

/// The text of a template.
fn transform(
    process: &mut Process<'_>,
    template: &Text,
    parameters: Vec<Value>,
    depth: usize,
    effort: &Effort,
    span: Span,
) -> Result<Text, Error> {
    let source = template.to_cow();
    if !has_tags(&source) {
        return Ok(template.clone());
    }
    if depth > 0 && effort.get() > MOST_EFFORT {
        return Err(Error::with(error::MEMORY_FULL, "The tags give tags again too often"));
    }
    let (root, folder, dollars) = page::circumstances(process);
    let generated = generate(&source, &root, &folder, depth == 0 && dollars, &mut Program(process));
    effort.set(effort.get() + TEMPLATE + generated.texts.len() as f64);
    if generated.runs_code {
        page::permit_code(process)?;
    }
    let method = text_code::method_of_text(process, &Text::from(generated.code), &Text::from("template"))?;
    let object = Object::native(
        &Template::class(process),
        Output {
            texts: generated.texts.into_iter().map(Text::from).collect(),
            parameters: parameters.clone(),
            out: RefCell::new(TextBuilder::with_capacity(template.len())),
            depth,
            effort: effort.clone(),
        },
    );
    let local = method.variables.iter().find(|local| local.name == *RUN);
    let captures: Vec<_> =
        local.map(|local| (local.slot, local.declared.clone(), Value::Object(object.clone()))).into_iter().collect();
    call::call_with_captures(process, &method, None, parameters.len(), parameters, &captures, span);
    let out = object.native_data::<Output>().map(|output| output.out.take()).unwrap_or_default();
    out.try_finish()
}

/// Makes a text from a template with transformation tags, a text or a Blob, into a variable. The further arguments are
/// `$1`, `$2` … in the tags, whose local variables are their own. An error in a tag shows as text after it.
/// A template that gives nothing at all is given back as it is.
#[command(816, "PROCESS 4D TAGS", thread_safe, effects(files))]
fn process_4d_tags(
    process: &mut Process<'_>,
    input_template: Operand,
    output_result: Operand,
    parameters: Forwarded,
    span: Span,
) -> Result<(), Error> {
    let template = match &input_template.value {
        Value::Text(text) => text.clone(),
        _ => Text::from(String::from_utf8_lossy(&input_template.bytes()?).into_owned()),
    };
    let text = page::outside_of_pages(process, |process| {
        transform(process, &template, parameters.0, 0, &Effort::default(), span)
    })?;
    if process.attention {
        return Ok(());
    }
    let text = if text.is_empty() { template } else { text };
    let Some(place) = &output_result.place else {
        return Err(Error::with(error::NAME_EXPECTED, "Argument 2: expected a variable"));
    };
    let value = match &output_result.value {
        Value::Blob(_) => Value::Blob(Blob::new(text.to_cow().into_owned().into_bytes())),
        _ => Value::Text(text),
    };
    process.write(place, value, span);
    Ok(())
}
