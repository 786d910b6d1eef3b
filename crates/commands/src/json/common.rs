//! What the commands of this theme share.

use fourd_value::{Text, Value, number};

/// A value as a message shows it: scalars as JSON shows them, containers by their kind.
pub(crate) fn compact(value: &Value) -> Text {
    match value {
        Value::Text(text) => text.clone(),
        Value::Real(number) => number::to_text(*number),
        Value::Date(date) => date.to_iso(),
        Value::Boolean(true) => Text::from("true"),
        Value::Boolean(false) => Text::from("false"),
        Value::Undefined | Value::Null => Text::from("null"),
        other => Text::from(other.type_name()),
    }
}
