//! Interruptions ([theme](https://developer.4d.com/docs/commands/theme/Interruptions)): errors, assertions and what runs
//! at the end of a routine.

use crate::arrays::{array_or_new, fill};
use crate::classes::collection::plain_text;
use crate::string::translated;
use fourd_macros::{command, theme};
use fourd_runtime::assertions::FailedAssertion;
use fourd_runtime::command::{Arguments, Star};
use fourd_runtime::error_method::ErrorMethod;
use fourd_runtime::error_method::ErrorScope;
use fourd_runtime::evaluator::circumstances::values_on_line;
use fourd_runtime::location::Location;
use fourd_runtime::process::{Ending, Raised};
use fourd_runtime::{Process, methods};
use fourd_source::Span;
use fourd_value::class::Member;
use fourd_value::{Collection, ElementType, Error, Function, Object, Text, Value, error};
use parking_lot::Mutex;

theme!("Interruptions":
    abort, assert, asserted, defer, deferred_formulas, filter_event, get_assert_enabled, get_last_error_stack, last_errors,
    method_called_on_error, method_called_on_event, on_err_call, on_event_call, set_assert_enabled, throw);

/// `ek local`, `ek global` and `ek errors from components`.
const SCOPES: std::ops::RangeInclusive<i64> = 0..=2;

fn scope(given: Option<i64>) -> Result<i64, Error> {
    let scope = given.unwrap_or(0);
    if SCOPES.contains(&scope) {
        return Ok(scope);
    }
    Err(Error::with(error::INDEX_OUT_OF_RANGE, format!("{scope} is no scope of an error method")))
}

/// Installs the method that runs when an error occurs in the code of the project, in the process or, by scope, everywhere;
/// `ek errors from components` is for components that have none of their own. An empty name removes it.
/// The method sees `Error`, `Error method`, `Error line` and `Error formula`; the interrupted routine goes on with its
/// next line unless the method calls `ABORT`.
#[command(155, "ON ERR CALL", thread_safe)]
fn on_err_call(process: &mut Process<'_>, error_method: &Text, scope: Option<i64>) -> Result<(), Error> {
    let scope = self::scope(scope)?;
    let installed = match error_method.is_empty() {
        true => None,
        false => {
            let (method, _) = methods::existing_method(process, error_method)?;
            let depth = process.error_handling.try_depth;
            let precedes_test = process.world().assertions.is_preparing();
            Some(ErrorMethod { name: error_method.clone(), method, depth, precedes_test })
        }
    };
    let project = process.project();
    match scope {
        0 => process.error_handling.set_handler(project, installed),
        1 => process.machine().set_error_method(ErrorScope::Project(project), installed),
        _ => process.machine().set_error_method(ErrorScope::Components, installed),
    }
    Ok(())
}

/// The name of the error method of a scope, empty where none is installed.
#[command(704, "Method called on error", thread_safe)]
fn method_called_on_error(process: &mut Process<'_>, scope: Option<i64>) -> Result<Text, Error> {
    let project = process.project();
    let installed = match self::scope(scope)? {
        0 => process.error_handling.handler(project).cloned(),
        1 => process.machine().error_method(ErrorScope::Project(project)),
        _ => process.machine().error_method(ErrorScope::Components),
    };
    Ok(installed.map_or(Text::EMPTY, |installed| installed.name))
}

/// Ends the running process; in an error method, the interrupted routine and all that called it.
#[command(156, "ABORT", thread_safe)]
fn abort(process: &mut Process<'_>) {
    process.end(Ending::Aborted);
}

/// The errors that the running `Catch`, `Try()` or error method has to do with, the last one first; Null without errors.
#[command(1799, "Last errors", thread_safe)]
fn last_errors(process: &mut Process<'_>) -> Value {
    process.error_handling.last_errors.clone().unwrap_or(Value::Null)
}

fn failed(process: &mut Process<'_>, message: Option<Text>, span: Span) -> Error {
    let condition = first_argument(&process.source_text(span));
    let has_message = message.is_some();
    let message = format!("Assert failed: {}", message.as_ref().unwrap_or(&condition));
    let place = process.program().sources.locate(span);
    let place = place.map_or(String::new(), |(file, line, _)| format!(" ({}:{line})", file.path.display()));
    let mut notes = values_on_line(process, span);
    if has_message {
        notes.insert(0, format!("`{condition}` is False"));
    }
    let failure = FailedAssertion { message: message.clone() + &place, notes, reported: false };
    let number = process.world().assertions.fails(failure);
    process.error_handling.open_assertions.push(number);
    Error::with(error::ASSERTION, message)
}

/// The text of the first argument in the text of a call.
fn first_argument(call: &Text) -> Text {
    let call = call.to_cow();
    let Some((_, inside)) = call.split_once('(') else { return Text::EMPTY };
    let (mut depth, mut quoted) = (0_u32, false);
    let mut end = inside.len();
    for (at, character) in inside.char_indices() {
        match character {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '(' | '[' | '{' => depth += 1,
            ';' if depth == 0 => {
                end = at;
                break;
            }
            ')' | ']' | '}' if depth == 0 => {
                end = at;
                break;
            }
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
    }
    Text::from(inside.get(..end).unwrap_or_default().trim())
}

/// Stops with error -10518 where a condition is False; the message is the given one or the text of the condition. Does
/// nothing, and does not even evaluate the condition, while assertions are disabled.
///
/// ```4d
/// ASSERT(1+1=2; "arithmetic")
/// ```
#[command(1129, "ASSERT", thread_safe, lazy)]
fn assert(
    process: &mut Process<'_>,
    bool_expression: bool,
    message_text: Option<Text>,
    span: Span,
) -> Result<(), Error> {
    if !bool_expression {
        return Err(failed(process, message_text, span));
    }
    process.world().assertions.holds();
    Ok(())
}

/// Like `ASSERT`, and gives the value of the condition, which is evaluated even while assertions are disabled.
///
/// ```4d
/// Asserted(1+1=2)  // True
/// ```
#[command(1132, "Asserted", thread_safe)]
fn asserted(process: &mut Process<'_>, bool_expression: bool, message_text: Option<Text>, span: Span) -> bool {
    if process.machine().assertions_enabled(process.record.identity) {
        if bool_expression {
            process.world().assertions.holds();
        } else {
            let error = failed(process, message_text, span);
            process.raise(error, span);
        }
    }
    bool_expression
}

/// Whether assertions have an effect in the running process.
#[command(1130, "Get assert enabled", thread_safe)]
fn get_assert_enabled(process: &mut Process<'_>) -> bool {
    process.machine().assertions_enabled(process.record.identity)
}

/// Switches assertions on or off, in all processes or, with `*`, in the running one.
#[command(1131, "SET ASSERT ENABLED", thread_safe)]
fn set_assert_enabled(process: &mut Process<'_>, assertions: bool, star: Star) {
    let identity = star.0.then_some(process.record.identity);
    process.machine().enable_assertions(assertions, identity);
}

fn placeholders(message: &Text, object: &Object) -> Text {
    let message = message.to_cow();
    let mut filled = String::new();
    let mut rest = &*message;
    while let Some((before, behind)) = rest.split_once('{') {
        filled.push_str(before);
        match behind.split_once('}').map(|(name, after)| (object.get_str(name.trim()), after)) {
            Some((Some(value), after)) => {
                filled.push_str(&plain_text(&value).unwrap_or_default().to_cow());
                rest = after;
            }
            _ => {
                filled.push('{');
                rest = behind;
            }
        }
    }
    filled.push_str(rest);
    Text::from(filled)
}

/// Signals an error: a number with a text, or an object with `errCode`, `message`, `componentSignature` and properties
/// of your own, which stand in the message in braces; properties that a class computes count too. With `deferred`, or
/// without any argument (then the current errors are signalled again), the error takes effect when the running routine
/// ends; in an error method, a `throw` without arguments waits for the end of the routine that was interrupted.
///
/// ```4d
/// Try(throw(12; "no paper"))  // Undefined
/// Last errors[0].errCode  // 12
/// ```
#[command(1805, "throw", effects(files))]
fn throw(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<(), Error> {
    let span = arguments.span;
    match arguments.take_value(process) {
        None => {
            let current = match &process.error_handling.last_errors {
                Some(Value::Collection(errors)) => errors.to_vec(),
                _ => Vec::new(),
            };
            let again = current.iter().rev().filter_map(Value::as_object).map(raised).collect();
            process.throw_again(again, span);
        }
        Some(Value::Object(given)) => {
            let object = with_computed(process, &given, span);
            if process.attention {
                return Ok(());
            }
            complete(process, &object)?;
            let deferred = matches!(object.get_str("deferred"), Some(Value::Boolean(true)));
            let raised = raised(&object);
            match deferred {
                true => process.put_off(raised, span),
                false => process.raise_all(vec![raised], span),
            }
        }
        Some(value) => {
            let Some(code) = value.as_real() else {
                let text = format!("expected a number or an object, found {}", value.type_name());
                return Err(Error::with(error::INCOMPATIBLE_TYPES, text));
            };
            let code = code as i64;
            let message = match arguments.take_value(process) {
                Some(Value::Text(text)) => text,
                _ => described(process, code),
            };
            let object = Object::new();
            object.put("errCode", Value::integer(code));
            object.put("message", Value::Text(message));
            object.put("componentSignature", Value::text(&signature(process)));
            process.raise_all(vec![raised(&object)], span);
        }
    }
    Ok(())
}

/// How errors of the running project are signed where the code does not say so.
fn signature(process: &Process<'_>) -> String {
    let project = process.project();
    if project.is_host() { "host".to_owned() } else { format!("C{:03}", project.number()) }
}

fn described(process: &Process<'_>, code: i64) -> Text {
    Text::from(format!("Error code: {code} ({})", signature(process)))
}

/// A plain object with the properties of an object, those that its class computes included.
fn with_computed(process: &mut Process<'_>, given: &Object, span: Span) -> Object {
    let object = Object::new();
    for (key, value) in given.entries() {
        object.put(key, value);
    }
    let mut class = given.class();
    while let Some(own) = class.filter(|class| !class.kind.built_in) {
        for (name, member) in own.own_members() {
            if matches!(member, Member::Computed { get: Some(_), .. }) && object.get(&name).is_none() {
                let value = process.get_property(given, &name, span);
                object.put(name, value);
            }
        }
        class = own.superclass();
    }
    object
}

/// Gives the object of a `throw` what it lacks, and fills the placeholders of its message.
fn complete(process: &mut Process<'_>, object: &Object) -> Result<(), Error> {
    if object.get_str("errCode").and_then(|code| code.as_real()).is_none() {
        object.put("errCode", Value::integer(-1));
    }
    if object.get_str("componentSignature").is_none_or(|value| value.as_text().is_none()) {
        object.put("componentSignature", Value::text(&signature(process)));
    }
    let code = object.get_str("errCode").and_then(|code| code.as_real()).unwrap_or(-1.0) as i64;
    let message = match object.get_str("message") {
        Some(Value::Text(text)) if !text.is_empty() => placeholders(&text, object),
        _ => {
            let signature = object.get_str("componentSignature").unwrap_or_default();
            let signature = signature.as_text().cloned().unwrap_or_default();
            match translated(process, &format!("ERR_{signature}_{code}"))? {
                Some(text) => placeholders(&text, object),
                None => described(process, code),
            }
        }
    };
    object.put("message", Value::Text(message));
    Ok(())
}

fn raised(object: &Object) -> Raised {
    let code = object.get_str("errCode").and_then(|code| code.as_real()).unwrap_or(-1.0) as i64;
    let message = object.get_str("message").and_then(|text| text.as_text().cloned()).unwrap_or_default();
    Raised { error: Error { component: "host", ..Error::new(code, message) }, object: Some(object.clone()) }
}

/// Lets an expression run when the running routine ends, however it ends; the last one runs first. Local variables keep
/// the values that they have now, and errors of the expression are dropped.
#[command(1860, "defer", thread_safe)]
fn defer(process: &mut Process<'_>, exit_formula: &Object) -> Result<(), Error> {
    let Some(function) = exit_formula.native_data::<Function>().cloned() else {
        return Err(Error::with(error::NOT_A_FUNCTION, "expected an expression"));
    };
    if let Some(call) = process.call_mut() {
        call.extras.get_or_insert_default().deferred.push(function);
    }
    Ok(())
}

/// The formulas that `defer` has collected in the running routine, in the order in which they will run.
#[command(1861, "Deferred formulas", thread_safe)]
fn deferred_formulas(process: &mut Process<'_>) -> Collection {
    let functions =
        process.call().and_then(|call| call.extras.as_ref()).map(|extras| extras.deferred.clone()).unwrap_or_default();
    let objects = functions
        .into_iter()
        .rev()
        .map(|function| Value::Object(fourd_runtime::classes::function_object(process, function)))
        .collect();
    Collection::new(objects)
}

/// The errors of `Last errors` in three arrays: numbers, signatures of components and texts, the last error first.
#[command(1015, "GET LAST ERROR STACK", thread_safe)]
fn get_last_error_stack(
    process: &mut Process<'_>,
    codes: Location,
    components: Location,
    texts: Location,
    span: Span,
) -> Result<(), Error> {
    let errors: Vec<Object> = match &process.error_handling.last_errors {
        Some(Value::Collection(errors)) => {
            errors.to_vec().iter().filter_map(|error| error.as_object().cloned()).collect()
        }
        _ => Vec::new(),
    };
    let columns = [
        (codes, ElementType::Longint, "errCode"),
        (components, ElementType::Text, "componentSignature"),
        (texts, ElementType::Text, "message"),
    ];
    for (place, element, key) in columns {
        let array = array_or_new(process, &place, element, span)?;
        fill(&array, errors.iter().map(|error| error.get_str(key).unwrap_or_default()).collect())?;
    }
    Ok(())
}

/// The method of `ON EVENT CALL`.
#[derive(Default)]
struct EventMethod(Mutex<Text>);

/// Names the method that would run at each click and each keystroke. Without a window there are neither, so it never does;
/// an empty name removes it.
#[command(190, "ON EVENT CALL")]
fn on_event_call(process: &mut Process<'_>, event_method: &Text, process_name: Option<Text>) {
    let _ = process_name;
    *process.machine().state.get::<EventMethod>().0.lock() = event_method.clone();
}

/// The name of the method that `ON EVENT CALL` has named, empty where there is none.
#[command(705, "Method called on event")]
fn method_called_on_event(process: &mut Process<'_>) -> Text {
    process.machine().state.get::<EventMethod>().0.lock().clone()
}

/// Keeps 4D from handling the current event; there never is one.
#[command(321, "FILTER EVENT")]
fn filter_event() {}
