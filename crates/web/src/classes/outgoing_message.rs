//! `4D.OutgoingMessage` ([API](https://developer.4d.com/docs/API/OutgoingMessageClass)): the answer of a handler.

use crate::message::{Headers, Response, is_field, is_own_field, is_status, with_charset};
use fourd_commands::json;
use fourd_macros::class;
use fourd_picture::codec_of_bytes;
use fourd_runtime::{Process, classes};
use fourd_source::Span;
use fourd_value::{Blob, Error, Object, Text, Value, error};
use std::cell::{Cell, RefCell};

/// What an answer of a handler holds.
struct Message {
    body: RefCell<Value>,
    fields: RefCell<Headers>,
    status: Cell<u16>,
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

/// An answer of a handler.
#[class("OutgoingMessage", receiver = message_of)]
impl Message {
    /// Makes an answer with the status 200 and nothing else.
    #[constructor]
    fn new(process: &mut Process<'_>) -> Value {
        let message = Message { body: RefCell::default(), fields: RefCell::default(), status: Cell::new(200) };
        match classes::built_in(process, CLASS.name) {
            Some(class) => Value::Object(Object::native(&class, message)),
            None => Value::Null,
        }
    }

    /// Sets the body, a text, a Blob, an object or a picture, and the `Content-Type` that belongs to it.
    #[function]
    fn set_body(&self, body: Value) -> Result<(), Error> {
        let Some(media_type) = type_of(&body) else {
            let found = body.type_name();
            let text = format!("Argument 1: expected a text, a Blob, an object or a picture, found {found}");
            return Err(Error::with(error::INCOMPATIBLE_TYPES, text));
        };
        put_field(&mut self.fields.borrow_mut(), "Content-Type", &media_type);
        self.body.replace(body);
        Ok(())
    }

    /// Sets a header field.
    #[function]
    fn set_header(&self, name: Text, value: Text) -> Result<(), Error> {
        let (name, value) = (name.to_cow(), value.to_cow());
        if !is_field(&name, &value) {
            let text = format!("The header field `{}` is not valid", name.escape_debug());
            return Err(Error::with(error::INDEX_OUT_OF_RANGE, text));
        }
        put_field(&mut self.fields.borrow_mut(), &name, &value);
        Ok(())
    }

    /// Sets the status, such as 404.
    #[function]
    fn set_status(&self, status: f64) -> Result<(), Error> {
        if !is_status(status as u16) {
            let text = format!("Argument 1: expected a status of an answer, from 200 to 599, found {status}");
            return Err(Error::with(error::INDEX_OUT_OF_RANGE, text));
        }
        self.status.set(status as u16);
        Ok(())
    }

    /// The body.
    #[getter]
    fn body(&self) -> Value {
        self.body.borrow().clone()
    }

    /// Sets the body alone.
    #[setter("body")]
    fn set_body_alone(&self, body: Value) {
        self.body.replace(body);
    }

    /// The header fields.
    #[getter]
    fn headers(&self) -> Object {
        let object = Object::new();
        for (name, value) in self.fields.borrow().iter() {
            object.put(name.as_str(), Value::text(value));
        }
        object
    }

    /// The status.
    #[getter]
    fn status(&self) -> i64 {
        i64::from(self.status.get())
    }
}

/// An answer with a body, and the `Content-Type` that belongs to it.
pub(crate) fn of_body(process: &mut Process<'_>, body: &Value) -> Response {
    let bytes = match body {
        Value::Undefined | Value::Null => Vec::new(),
        Value::Text(text) => text.to_cow().into_owned().into_bytes(),
        Value::Blob(blob) => blob.to_vec(),
        Value::Object(object) if object.native_data::<Blob>().is_some() => {
            object.native_data::<Blob>().map(Blob::to_vec).unwrap_or_default()
        }
        Value::Picture(picture) => picture.content().map(|content| content.bytes.to_vec()).unwrap_or_default(),
        other => match json::stringify(process, other, false, Span::default()) {
            Ok(text) => text.to_cow().into_owned().into_bytes(),
            Err(_) => return Response::error(500),
        },
    };
    let mut response = Response::new(200);
    if let Some(media_type) = type_of(body) {
        response.set("Content-Type", &media_type);
    }
    response.body = crate::message::Body::Whole(bytes.into());
    response
}

/// The answer that a value is; nothing for what is no message.
pub(crate) fn response(process: &mut Process<'_>, value: &Value) -> Option<Response> {
    let message = message_of(value).ok()?;
    let body = message.body.borrow().clone();
    let mut response = of_body(process, &body);
    if response.is_own_error {
        return Some(response);
    }
    response.status = message.status.get();
    for (name, value) in message.fields.borrow().iter().filter(|(name, _)| !is_own_field(name)) {
        response.set(name, value);
    }
    Some(response)
}
