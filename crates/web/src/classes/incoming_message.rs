//! `4D.IncomingMessage` ([API](https://developer.4d.com/docs/API/IncomingMessageClass)): a request as its handler gets it.

use crate::exchange::Exchange;
use crate::message::Request;
use crate::url;
use fourd_commands::json;
use fourd_macros::class;
use fourd_runtime::{Process, classes};
use fourd_value::{Blob, Collection, Error, Object, Text, Value};
use std::sync::Arc;

/// A request as the objects of the class have it.
struct Incoming(Arc<Request>);

/// The request of an exchange as an object.
pub(crate) fn object(process: &mut Process<'_>, exchange: &Exchange) -> Value {
    match classes::built_in(process, CLASS.name) {
        Some(class) => Value::Object(Object::native(&class, Incoming(exchange.request.clone()))),
        None => Value::Null,
    }
}

/// The values of all fields of a name.
fn joined(request: &Request, name: &str) -> Option<String> {
    let values = request.headers.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
    let values: Vec<&str> = values.map(|(_, value)| value.as_str()).collect();
    (!values.is_empty()).then(|| values.join(", "))
}

/// A request for a handler.
#[class("IncomingMessage", native)]
impl Incoming {
    /// Path and query as they were sent.
    #[getter]
    fn url(&self) -> Value {
        Value::text(&self.0.target)
    }

    /// The parts of the path, decoded.
    #[getter]
    fn url_path(&self) -> Collection {
        let parts = self.0.path().split('/').filter(|part| !part.is_empty());
        Collection::new(parts.map(|part| Value::text(&url::decode(part))).collect())
    }

    /// The parameters of the query as texts; quotes around a list in JSON are left out.
    #[getter]
    fn url_query(&self) -> Object {
        let object = Object::new();
        for (name, value) in url::pairs(self.0.query()) {
            let inside = value.strip_prefix('\'').and_then(|value| value.strip_suffix('\''));
            object.put(name, Value::text(inside.unwrap_or(&value)));
        }
        object
    }

    /// The method in capitals.
    #[getter]
    fn verb(&self) -> Value {
        Value::text(&self.0.method)
    }

    /// The header fields, with names in small letters.
    #[getter]
    fn headers(&self) -> Object {
        let object = Object::new();
        for (name, _) in &self.0.headers {
            object.put(name.to_ascii_lowercase(), Value::text(&joined(&self.0, name).unwrap_or_default()));
        }
        object
    }

    /// The value of a header field, whatever its case; empty where there is none.
    #[function]
    fn get_header(&self, name: Text) -> Value {
        Value::text(&joined(&self.0, &name.to_cow()).unwrap_or_default())
    }

    /// The body as a text.
    #[function]
    fn get_text(&self) -> Value {
        Value::text(&self.0.text())
    }

    /// The body as a Blob.
    #[function]
    fn get_blob(&self, process: &mut Process<'_>) -> Value {
        process.blob_object(&Blob::new(self.0.body.to_vec()))
    }

    /// The body as the value that its JSON describes.
    #[function("getJSON")]
    fn get_json(&self) -> Result<Value, Error> {
        json::parse(&Text::from(self.0.text()))
    }

    /// The body as a picture; Null where it is none.
    #[function]
    fn get_picture(&self) -> Value {
        fourd_picture::decodable(self.0.body.to_vec()).map_or(Value::Null, Value::Picture)
    }
}
