//! `4D.IncomingMessage` ([API](https://developer.4d.com/docs/API/IncomingMessageClass)): a request as its handler gets it.

use crate::exchange::Exchange;
use crate::message::Request;
use crate::url;
use fourd_commands::json;
use fourd_runtime::command::{Arguments, FromArgument};
use fourd_runtime::{ClassEntry, Process, classes};
use fourd_value::{Blob, Collection, Error, Object, Text, Value, error};
use std::sync::Arc;

/// The class.
pub(super) static CLASS: ClassEntry = ClassEntry {
    name: "IncomingMessage",
    superclass: None,
    functions: &[
        ("getBlob", get_blob),
        ("getHeader", get_header),
        ("getJSON", get_json),
        ("getPicture", get_picture),
        ("getText", get_text),
    ],
    properties: &[
        ("headers", headers, None),
        ("url", whole_url, None),
        ("urlPath", url_path, None),
        ("urlQuery", url_query, None),
        ("verb", verb, None),
    ],
    constructor: None,
};

/// The request of an exchange as an object.
pub(crate) fn object(process: &mut Process<'_>, exchange: &Exchange) -> Value {
    match classes::built_in(process, "IncomingMessage") {
        Some(class) => Value::Object(Object::native(&class, exchange.request.clone())),
        None => Value::Null,
    }
}

fn request_of(this: &Value) -> Result<&Arc<Request>, Error> {
    this.as_object()
        .and_then(|object| object.native_data::<Arc<Request>>())
        .ok_or_else(|| Error::with(error::INCOMPATIBLE_TYPES, "expected an object of class 4D.IncomingMessage"))
}

/// Path and query as they were sent.
fn whole_url(_process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    Ok(Value::text(&request_of(this)?.target))
}

/// The parts of the path, decoded.
fn url_path(_process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    let parts = request_of(this)?.path().split('/').filter(|part| !part.is_empty());
    Ok(Value::Collection(Collection::new(parts.map(|part| Value::text(&url::decode(part))).collect())))
}

/// The parameters of the query as texts; quotes around a list in JSON are left out.
fn url_query(_process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    let object = Object::new();
    for (name, value) in url::pairs(request_of(this)?.query()) {
        let inside = value.strip_prefix('\'').and_then(|value| value.strip_suffix('\''));
        object.put(name, Value::text(inside.unwrap_or(&value)));
    }
    Ok(Value::Object(object))
}

fn verb(_process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    Ok(Value::text(&request_of(this)?.method))
}

/// The values of all fields of a name, in small letters.
fn joined(request: &Request, name: &str) -> Option<String> {
    let values = request.headers.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
    let values: Vec<&str> = values.map(|(_, value)| value.as_str()).collect();
    (!values.is_empty()).then(|| values.join(", "))
}

/// The header fields, with names in small letters.
fn headers(_process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    let request = request_of(this)?;
    let object = Object::new();
    for (name, _) in &request.headers {
        object.put(name.to_ascii_lowercase(), Value::text(&joined(request, name).unwrap_or_default()));
    }
    Ok(Value::Object(object))
}

/// The value of a header field, whatever its case; empty where there is none.
fn get_header(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let name = Text::from_argument(process, arguments)?;
    Ok(Value::text(&joined(request_of(this)?, &name.to_cow()).unwrap_or_default()))
}

fn get_text(_process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    Ok(Value::text(&request_of(this)?.text()))
}

fn get_blob(process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    let blob = Blob::new(request_of(this)?.body.to_vec());
    Ok(process.blob_object(&blob))
}

/// The body as the value that its JSON describes.
fn get_json(_process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    json::parse(&Text::from(request_of(this)?.text()))
}

/// The body as a picture; Null where it is none.
fn get_picture(_process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    let bytes = request_of(this)?.body.to_vec();
    Ok(fourd_picture::decodable(bytes).map_or(Value::Null, Value::Picture))
}
