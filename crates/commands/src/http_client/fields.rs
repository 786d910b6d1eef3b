//! Header fields as objects and arrays of the language.

use crate::network::http::{Headers, is_token};
use crate::string::conversion::plain_text;
use fourd_value::{Collection, Error, Object, Text, Value, error};

/// Adds a header field.
///
/// # Errors
/// Its name or value cannot stand in a header.
pub(crate) fn add(fields: &mut Headers, name: &Text, value: &Text) -> Result<(), Error> {
    let (name, value) = (name.to_cow().trim().to_owned(), value.to_cow().trim().to_owned());
    let refused = |what: &str| {
        let text = format!("The {what} of the header field `{}` is not valid", name.escape_debug());
        Err(Error::with(error::INDEX_OUT_OF_RANGE, text))
    };
    if !is_token(&name) {
        return refused("name");
    }
    if value.contains(['\r', '\n', '\0']) {
        return refused("value");
    }
    fields.push((name, value));
    Ok(())
}

/// The header fields that an object describes. The values of a collection share one line, with `; ` between them in
/// `Cookie` and `, ` elsewhere.
///
/// # Errors
/// One of them cannot stand in a header.
pub(crate) fn of_object(described: &Object) -> Result<Headers, Error> {
    let mut fields = Headers::new();
    for (name, value) in described.entries() {
        match value {
            Value::Undefined | Value::Null => {}
            Value::Collection(values) => {
                let mut line = String::new();
                let separator = if name.to_cow().trim().eq_ignore_ascii_case("cookie") { "; " } else { ", " };
                for value in values.to_vec().iter().filter(|value| !value.is_null()) {
                    if !line.is_empty() {
                        line.push_str(separator);
                    }
                    line.push_str(&plain_text(value)?.to_cow());
                }
                if !line.is_empty() {
                    add(&mut fields, &name, &Text::from(line))?;
                }
            }
            value => add(&mut fields, &name, &plain_text(&value)?)?,
        }
    }
    Ok(fields)
}

/// Header fields as an object, with names as they are or in small letters; a field that comes several times is a
/// collection.
pub(crate) fn to_object(fields: &[(String, String)], small: bool) -> Object {
    let object = Object::new();
    for (name, value) in fields {
        let name = Text::from(if small { name.to_ascii_lowercase() } else { name.clone() });
        let value = Value::text(value);
        match object.get(&name) {
            None => object.put(name, value),
            Some(Value::Collection(values)) => {
                let mut all = values.to_vec();
                all.push(value);
                object.put(name, Value::Collection(Collection::new(all)));
            }
            Some(first) => object.put(name, Value::Collection(Collection::new(vec![first, value]))),
        }
    }
    object
}

/// A method as it is sent: those that everybody knows in capitals.
pub(crate) fn method(name: &str) -> String {
    let capitals = name.to_ascii_uppercase();
    let known = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE"];
    if known.contains(&&*capitals) { capitals } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn the_values_of_a_collection_share_a_line() {
        let described = Object::new();
        let texts = |values: &[&str]| {
            let values = values.iter().map(|value| Value::text(value)).chain([Value::Null]);
            Value::Collection(Collection::new(values.collect()))
        };
        described.put("Accept", texts(&["text/html", "text/plain;q=0.5"]));
        described.put("cookie", texts(&["a=1", "b=2"]));
        described.put("X-None", texts(&[]));
        described.put("X-Number", Value::integer(3));
        let expected = [("Accept", "text/html, text/plain;q=0.5"), ("cookie", "a=1; b=2"), ("X-Number", "3")];
        let expected: Vec<_> = expected.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
        assert_eq!(of_object(&described).unwrap(), expected);
    }
}
