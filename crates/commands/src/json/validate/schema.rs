//! Reading schemas: keywords by the type that they must have, and what references lead to.

use super::{Draft, MAX_DEPTH, invalid};
use crate::json::pointers::steps;
use fourd_value::{Error, Object, Text, Value, error};
use rustc_hash::FxHashMap;

/// The draft that a schema belongs to.
pub(super) fn draft(schema: &Object) -> Result<Draft, Error> {
    match schema.get_str("$schema") {
        None => Ok(Draft::Draft4),
        Some(Value::Text(version)) => match version.to_cow().trim_end_matches('#') {
            "http://json-schema.org/draft-04/schema" | "https://json-schema.org/draft-04/schema" => Ok(Draft::Draft4),
            "http://json-schema.org/schema" => Ok(Draft::Draft4),
            "https://json-schema.org/draft/2020-12/schema" | "http://json-schema.org/draft/2020-12/schema" => {
                Ok(Draft::Draft2020)
            }
            other => {
                let message = format!("The version `{other}` of JSON schemas is not supported");
                Err(Error::with(error::JSON_SCHEMA, message))
            }
        },
        Some(_) => Err(invalid("$schema", "a text")),
    }
}

/// A keyword that holds a number.
pub(super) fn number(schema: &Object, keyword: &str) -> Result<Option<f64>, Error> {
    match schema.get_str(keyword) {
        None => Ok(None),
        Some(Value::Real(number)) => Ok(Some(number)),
        Some(_) => Err(invalid(keyword, "a number")),
    }
}

/// A keyword that holds a whole number from 0 on.
pub(super) fn count(schema: &Object, keyword: &str) -> Result<Option<usize>, Error> {
    match number(schema, keyword)? {
        None => Ok(None),
        Some(number) if number >= 0.0 && number.fract() == 0.0 => Ok(Some(number as usize)),
        Some(_) => Err(invalid(keyword, "a whole number that is not negative")),
    }
}

/// A keyword that holds a text.
pub(super) fn text(schema: &Object, keyword: &str) -> Result<Option<Text>, Error> {
    match schema.get_str(keyword) {
        None => Ok(None),
        Some(Value::Text(text)) => Ok(Some(text)),
        Some(_) => Err(invalid(keyword, "a text")),
    }
}

/// A keyword that holds an array.
pub(super) fn list(schema: &Object, keyword: &str) -> Result<Option<Vec<Value>>, Error> {
    match schema.get_str(keyword) {
        None => Ok(None),
        Some(Value::Collection(collection)) => Ok(Some(collection.to_vec())),
        Some(_) => Err(invalid(keyword, "an array")),
    }
}

/// A keyword that holds an object.
pub(super) fn object(schema: &Object, keyword: &str) -> Result<Option<Object>, Error> {
    match schema.get_str(keyword) {
        None => Ok(None),
        Some(Value::Object(object)) => Ok(Some(object)),
        Some(_) => Err(invalid(keyword, "an object")),
    }
}

/// The texts of an array.
pub(super) fn texts(values: &Value, keyword: &str) -> Result<Vec<Text>, Error> {
    let values = values.as_collection().ok_or_else(|| invalid(keyword, "an array"))?;
    let text = |value: Value| value.as_text().cloned().ok_or_else(|| invalid(keyword, "an array of texts"));
    values.to_vec().into_iter().map(text).collect()
}

/// The schema that a reference inside the same document leads to: a JSON pointer or the name of an anchor.
pub(super) fn target(root: &Value, named: &Named, reference: &Text) -> Option<Value> {
    let reference = reference.to_cow();
    let (document, fragment) = reference.split_once('#').unwrap_or((&reference, ""));
    let own = root.as_object().and_then(|root| root.get_str("$id").or_else(|| root.get_str("id")));
    let is_own = own.and_then(|own| own.as_text().map(|own| own.to_cow().trim_end_matches('#') == document));
    if !document.is_empty() && is_own != Some(true) {
        return named.documents.get(document).filter(|_| fragment.is_empty()).cloned();
    }
    if !fragment.is_empty() && !fragment.starts_with('/') {
        return named.anchors.get(fragment).cloned();
    }
    let mut value = root.clone();
    for step in steps(fragment) {
        value = match &value {
            Value::Object(object) => object.get(&Text::from(&step))?,
            Value::Collection(collection) => collection.get(step.parse().ok()?)?,
            _ => return None,
        };
    }
    Some(value)
}

/// The schemas inside another one that have a name; the first one of a name counts.
#[derive(Default)]
pub(super) struct Named {
    /// By `$id`.
    documents: FxHashMap<String, Value>,
    /// By `$anchor`, or an `id` that begins with `#`.
    anchors: FxHashMap<String, Value>,
}

impl Named {
    /// Those in a schema, itself included.
    pub(super) fn of(root: &Value) -> Self {
        let mut named = Self::default();
        named.add(root, 0);
        named
    }

    fn add(&mut self, value: &Value, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        match value {
            Value::Object(object) => {
                let text = |keyword: &str| Some(object.get_str(keyword)?.as_text()?.to_cow().into_owned());
                if let Some(id) = text("$id") {
                    self.documents.entry(id).or_insert_with(|| value.clone());
                }
                let old = text("id").and_then(|id| id.strip_prefix('#').map(str::to_owned));
                for anchor in text("$anchor").into_iter().chain(old) {
                    self.anchors.entry(anchor).or_insert_with(|| value.clone());
                }
                object.entries().iter().for_each(|(_, value)| self.add(value, depth + 1));
            }
            Value::Collection(collection) => collection.to_vec().iter().for_each(|value| self.add(value, depth + 1)),
            _ => {}
        }
    }
}
