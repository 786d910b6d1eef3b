//! HTTP request handlers: functions of shared singletons
//! ([HTTP request handler](https://developer.4d.com/docs/WebServer/http-request-handler)).

use crate::classes::{incoming_message, outgoing_message};
use crate::exchange::Exchange;
use crate::message::{Response, with_charset};
use crate::routes::Handler;
use fourd_commands::json;
use fourd_privileges::{Action, Resource};
use fourd_runtime::{Process, classes, function};
use fourd_source::Span;
use fourd_value::{Blob, Text, Value};
use std::rc::Rc;

/// An answer about an error, as REST gives them.
fn refusal(status: u16, message: &str) -> Response {
    let body = serde_json::json!({ "__ERROR": [{ "message": message }] });
    Response::of(status, "application/json; charset=UTF-8", body.to_string())
}

/// The answer of a handler.
pub fn answer(process: &mut Process<'_>, exchange: &Rc<Exchange>, handler: &Handler) -> Response {
    let span = Span::default();
    let class = classes::project_class(process, exchange.server.project, &handler.class, span);
    let class = class.filter(|class| class.kind.singleton && (class.kind.shared || class.kind.session_singleton));
    let Some(class) = class.filter(|_| !process.attention) else {
        return refusal(500, "Cannot find singleton");
    };
    if process.check_privilege(Action::Execute, Resource::SingletonFunction(&handler.class, &handler.function)).is_err()
    {
        let is_guest =
            process.record.session().is_none_or(|session| session.is_guest(process.program().project.roles()));
        return refusal(if is_guest { 401 } else { 403 }, "The privileges of the session do not allow this");
    }
    let singleton = classes::singleton(process, &class, Vec::new(), span);
    if process.attention {
        return Response::error(500);
    }
    let name = Text::from(handler.function.as_str());
    let member = singleton.as_object().map(|object| process.get_property(object, &name, span)).unwrap_or_default();
    let found = match &member {
        Value::Object(object) if !process.attention => fourd_runtime::methods::callable(process, object).ok().flatten(),
        _ => None,
    };
    let Some(found) = found else { return refusal(500, "Cannot find singleton function") };
    let message = incoming_message::object(process, exchange);
    let result = call(process, &found, singleton, message, span);
    if process.attention && process.has_error() {
        return Response::error(500);
    }
    process.goes_on_after_abort();
    response(process, exchange, result)
}

fn call(
    process: &mut Process<'_>,
    found: &fourd_value::Function,
    singleton: Value,
    message: Value,
    span: Span,
) -> Value {
    function::invoke(process, found, Some(singleton), vec![message], span)
}

/// What the result of a handler is as an answer.
fn response(process: &mut Process<'_>, exchange: &Exchange, result: Value) -> Response {
    if let Some(mut response) = outgoing_message::response(process, &result) {
        let own: Vec<String> = response.headers.iter().map(|(name, _)| name.to_ascii_lowercase()).collect();
        exchange.answer.borrow().add_fields(&mut response, |name| !own.contains(&name.to_ascii_lowercase()));
        return response;
    }
    let made = match &result {
        Value::Undefined | Value::Null => {
            return exchange.answer.borrow().response().unwrap_or_else(|| Response::new(204));
        }
        Value::Text(text) => Response::of(200, &with_charset("text/plain"), text.to_cow().into_owned()),
        Value::Blob(_) | Value::Picture(_) => outgoing_message::of_body(process, &result),
        Value::Object(object) if object.native_data::<Blob>().is_some() => outgoing_message::of_body(process, &result),
        other => match json::stringify(process, other, false, Span::default()) {
            Ok(text) => Response::of(200, &with_charset("application/json"), text.to_cow().into_owned()),
            Err(problem) => refusal(500, &problem.message.to_cow()),
        },
    };
    exchange.answer.borrow().apply(made)
}
