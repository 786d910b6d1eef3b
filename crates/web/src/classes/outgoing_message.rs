//! `4D.OutgoingMessage` ([API](https://developer.4d.com/docs/API/OutgoingMessageClass)): the answer of a handler.

use crate::message::{Headers, Response, is_field, with_charset};
use fourd_commands::json;
use fourd_picture::codec_of_bytes;
use fourd_runtime::command::{Arguments, FromArgument};
use fourd_runtime::{ClassEntry, Process, classes};
use fourd_source::Span;
use fourd_value::{Blob, Error, Object, Text, Value, error};
use std::cell::{Cell, RefCell};

/// The class.
pub(super) static CLASS: ClassEntry = ClassEntry {
    name: "OutgoingMessage",
    superclass: None,
    functions: &[("setBody", set_body), ("setHeader", set_header), ("setStatus", set_status)],
    properties: &[("body", body, Some(assign_body)), ("headers", headers, None), ("status", status, None)],
    constructor: Some(new),
};

/// What an answer of a handler holds.
struct Message {
    body: RefCell<Value>,
    fields: RefCell<Headers>,
    status: Cell<u16>,
}

fn new(process: &mut Process<'_>, _this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    let message = Message { body: RefCell::default(), fields: RefCell::default(), status: Cell::new(200) };
    Ok(match classes::built_in(process, "OutgoingMessage") {
        Some(class) => Value::Object(Object::native(&class, message)),
        None => Value::Null,
    })
}

fn message_of(this: &Value) -> Result<&Message, Error> {
    this.as_object()
        .and_then(|object| object.native_data::<Message>())
        .ok_or_else(|| Error::with(error::INCOMPATIBLE_TYPES, "expected an object of class 4D.OutgoingMessage"))
}

/// The media type of a body; nothing for what cannot be one.
fn type_of(body: &Value) -> Option<String> {
    match body {
        Value::Text(_) => Some(with_charset("text/plain")),
        Value::Blob(_) => Some("application/octet-stream".to_owned()),
        Value::Object(object) if object.native_data::<Blob>().is_some() => Some("application/octet-stream".to_owned()),
        Value::Object(_) => Some(with_charset("application/json")),
        Value::Picture(picture) => {
            let bytes = picture.content().map(|content| content.bytes.to_vec()).unwrap_or_default();
            let codec = codec_of_bytes(&bytes);
            Some(codec.map_or_else(
                || "application/octet-stream".to_owned(),
                |codec| codec.aliases.first().copied().unwrap_or_default().to_owned(),
            ))
        }
        _ => None,
    }
}

fn put_field(fields: &mut Headers, name: &str, value: &str) {
    fields.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
    fields.push((name.to_owned(), value.to_owned()));
}

/// Sets the body, a text, a Blob, an object or a picture, and the `Content-Type` that belongs to it.
fn set_body(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let body = arguments.take_value(process).unwrap_or_default();
    let message = message_of(this)?;
    let Some(media_type) = type_of(&body) else {
        let text = format!("Argument 1: expected a text, a Blob, an object or a picture, found {}", body.type_name());
        return Err(Error::with(error::INCOMPATIBLE_TYPES, text));
    };
    put_field(&mut message.fields.borrow_mut(), "Content-Type", &media_type);
    message.body.replace(body);
    Ok(Value::Undefined)
}

/// Sets a header field.
fn set_header(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let (name, value) = (Text::from_argument(process, arguments)?, Text::from_argument(process, arguments)?);
    let (name, value) = (name.to_cow(), value.to_cow());
    if !is_field(&name, &value) {
        let text = format!("The header field `{}` is not valid", name.escape_debug());
        return Err(Error::with(error::INDEX_OUT_OF_RANGE, text));
    }
    put_field(&mut message_of(this)?.fields.borrow_mut(), &name, &value);
    Ok(Value::Undefined)
}

/// Sets the status, such as 404.
fn set_status(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let status = f64::from_argument(process, arguments)?;
    if !(100.0..1000.0).contains(&status) {
        return Err(Error::with(error::INDEX_OUT_OF_RANGE, format!("{status} is no status of an answer")));
    }
    message_of(this)?.status.set(status as u16);
    Ok(Value::Undefined)
}

fn body(_process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    Ok(message_of(this)?.body.borrow().clone())
}

/// Sets the body alone.
fn assign_body(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let body = arguments.take_value(process).unwrap_or_default();
    message_of(this)?.body.replace(body);
    Ok(Value::Undefined)
}

fn headers(_process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    let object = Object::new();
    for (name, value) in message_of(this)?.fields.borrow().iter() {
        object.put(name.as_str(), Value::text(value));
    }
    Ok(Value::Object(object))
}

fn status(_process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    Ok(Value::integer(i64::from(message_of(this)?.status.get())))
}

/// The answer that a value is; nothing for what is no message.
pub(crate) fn response(process: &mut Process<'_>, value: &Value) -> Option<Response> {
    let message = message_of(value).ok()?;
    let body = message.body.borrow().clone();
    let mut response = Response::new(message.status.get());
    let bytes = match &body {
        Value::Undefined | Value::Null => Vec::new(),
        Value::Text(text) => text.to_cow().into_owned().into_bytes(),
        Value::Blob(blob) => blob.to_vec(),
        Value::Object(object) if object.native_data::<Blob>().is_some() => {
            object.native_data::<Blob>().map(Blob::to_vec).unwrap_or_default()
        }
        Value::Picture(picture) => picture.content().map(|content| content.bytes.to_vec()).unwrap_or_default(),
        other => match json::stringify(process, other, false, Span::default()) {
            Ok(text) => text.to_cow().into_owned().into_bytes(),
            Err(_) => return Some(Response::error(500)),
        },
    };
    if let Some(media_type) = type_of(&body) {
        response.set("Content-Type", &media_type);
    }
    response.body = crate::message::Body::Whole(bytes.into());
    for (name, value) in message.fields.borrow().iter() {
        response.set(name, value);
    }
    Some(response)
}
