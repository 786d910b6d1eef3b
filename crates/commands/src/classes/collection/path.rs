//! Paths of properties, such as `address.city`.

use fourd_runtime::Process;
use fourd_source::Span;
use fourd_value::{Object, Text, Value};

/// A path of properties: names one below the other.
#[derive(Clone)]
pub(crate) struct PropertyPath {
    names: Vec<Text>,
}

impl PropertyPath {
    /// The path of names linked with dots.
    pub(crate) fn new(path: &Text) -> Self {
        match path.as_ascii_str() {
            Some(ascii) => Self { names: ascii.split('.').map(Text::from).collect() },
            None => Self { names: path.to_cow().split('.').map(Text::from).collect() },
        }
    }

    /// The path of these names, which may hold any character.
    pub(crate) fn of_names(names: Vec<Text>) -> Self {
        Self { names }
    }

    /// Its names.
    pub(crate) fn names(&self) -> &[Text] {
        &self.names
    }

    /// The value that the path leads to from a value; undefined where a property is missing.
    pub(crate) fn read(&self, process: &mut Process<'_>, value: &Value, span: Span) -> Value {
        read_names(process, &self.names, value, span)
    }

    /// Sets the value that the path leads to in an object that is not shared, making objects on the way.
    pub(crate) fn write(&self, object: &Object, value: Value) {
        let Some((last, above)) = self.names.split_last() else { return };
        let mut holder = object.clone();
        for name in above {
            holder = match holder.get(name) {
                Some(Value::Object(next)) => next,
                _ => {
                    let next = Object::new();
                    holder.put(name.clone(), Value::Object(next.clone()));
                    next
                }
            };
        }
        holder.put(last.clone(), value);
    }
}

/// As [`PropertyPath::read`] with the names of a part of a path.
pub(super) fn read_names(process: &mut Process<'_>, names: &[Text], value: &Value, span: Span) -> Value {
    let Some((first, rest)) = names.split_first() else { return value.clone() };
    let mut found = step(process, value, first, span);
    for name in rest {
        found = step(process, &found, name, span);
    }
    found
}

fn step(process: &mut Process<'_>, value: &Value, name: &Text, span: Span) -> Value {
    match value {
        Value::Object(object) => process.get_property(object, name, span),
        Value::Collection(collection) if name.as_ascii_str() == Some("length") => Value::from(collection.len()),
        _ => Value::Undefined,
    }
}
