//! Conversions of elements to texts and to elements of arrays
//! ([Type conversions between collections and 4D arrays](https://doc.4d.com/4Dv20R7/4D/20-R7/Type-conversions-between-collections-and-4D-arrays.300-7242915.en.html)).

use super::Nested;
use fourd_value::text::TextBuilder;
use fourd_value::{Date, ElementType, Error, Pointer, Text, Time, Value, date, number};

/// The text of a value as `join` and text arrays show it: objects are `[object Object]`, the elements of collections are
/// separated by commas.
///
/// # Errors
/// A collection that contains itself, or a text that would become too long.
pub(crate) fn plain_text(value: &Value) -> Result<Text, Error> {
    match value {
        Value::Text(text) => Ok(text.clone()),
        Value::Real(number) => Ok(number::to_text(*number)),
        value => {
            let mut builder = TextBuilder::new();
            write_text(&mut builder, Nested::outermost(value))?;
            builder.try_finish()
        }
    }
}

/// Appends the text of a value.
///
/// # Errors
/// As [`plain_text`].
pub(super) fn write_text(builder: &mut TextBuilder, nested: Nested<'_>) -> Result<(), Error> {
    match nested.value {
        Value::Undefined | Value::Null | Value::Unassigned => builder.push_str("null"),
        Value::Boolean(value) => builder.push_str(if *value { "true" } else { "false" }),
        Value::Real(number) => builder.push(&number::to_text(*number)),
        Value::Text(text) => builder.push(text),
        Value::Date(date) => builder.push(&date.to_iso()),
        Value::Time(time) => builder.push(&number::to_text(time.seconds())),
        Value::Pointer(pointer) if pointer.is_nil() => builder.push_str("null"),
        Value::Picture(_) => builder.push_str("[object Picture]"),
        Value::Object(_) | Value::Blob(_) | Value::Pointer(_) | Value::Array(_) => builder.push_str("[object Object]"),
        Value::Collection(collection) => {
            for position in 0..collection.len() {
                if position > 0 {
                    builder.push_str(",");
                }
                if let Some(item) = collection.get(position) {
                    write_text(builder, nested.inside(&item)?)?;
                }
            }
        }
    }
    builder.check()
}

/// The Boolean of a value: numbers but 0, texts but the empty one, dates but the blank one, objects and collections count
/// as True.
pub(super) fn to_boolean(value: &Value) -> bool {
    match value {
        Value::Undefined | Value::Null => false,
        Value::Boolean(value) => *value,
        Value::Text(text) => !text.is_empty(),
        Value::Date(date) => !date.is_blank(),
        Value::Pointer(pointer) => !pointer.is_nil(),
        Value::Object(_) | Value::Collection(_) | Value::Blob(_) => true,
        value => value.as_real().is_some_and(|number| number != 0.0),
    }
}

fn to_number(value: &Value) -> f64 {
    match value {
        Value::Boolean(value) => f64::from(u8::from(*value)),
        Value::Text(text) => text_number(text),
        value => value.as_real().unwrap_or(0.0),
    }
}

/// The number of a text that begins like one; other texts are 0.
fn text_number(text: &Text) -> f64 {
    let shown = text.to_cow();
    match shown.as_bytes().first() {
        Some(b'0') if shown.len() > 2 && matches!(shown.as_bytes().get(1), Some(b'x' | b'X')) => {
            number::from_text_in_base(text, 16).unwrap_or(0.0)
        }
        Some(b'0'..=b'9' | b'+' | b'-' | b'e' | b'.' | b'x') => number::from_text(text),
        _ => 0.0,
    }
}

/// The date of a text of ISO 8601, with or without a time of day.
pub(super) fn iso_date(text: &Text) -> Option<Date> {
    date::from_iso_parts(text).map(|parts| parts.date)
}

/// A value as an array of that type takes it from a collection.
///
/// # Errors
/// As [`plain_text`].
pub(crate) fn fit_array(value: &Value, element: ElementType) -> Result<Value, Error> {
    Ok(match element {
        ElementType::Text => match value {
            Value::Null | Value::Undefined => Value::Text(Text::EMPTY),
            value => Value::Text(plain_text(value)?),
        },
        ElementType::Integer => Value::Real(Some(to_number(value)).filter(|number| number.is_finite()).unwrap_or(0.0)),
        ElementType::Longint | ElementType::Real => Value::Real(to_number(value)),
        ElementType::Boolean => Value::Boolean(to_boolean(value)),
        ElementType::Object => match value {
            Value::Object(_) => value.clone(),
            _ => Value::Undefined,
        },
        ElementType::Date => Value::Date(match value {
            Value::Date(date) => *date,
            Value::Text(text) => iso_date(text).unwrap_or_default(),
            _ => Date::default(),
        }),
        ElementType::Time => Value::Time(match value {
            Value::Time(time) => *time,
            Value::Real(seconds) if seconds.is_finite() => Time::from_seconds(*seconds),
            Value::Text(text) => Time::from_seconds(text_number(text)),
            _ => Time::default(),
        }),
        ElementType::Pointer => match value {
            Value::Pointer(_) => value.clone(),
            _ => Value::Pointer(Pointer::default()),
        },
        ElementType::Blob => match value {
            Value::Blob(_) => value.clone(),
            _ => Value::Undefined,
        },
        ElementType::Picture => match value {
            Value::Picture(_) => value.clone(),
            _ => Value::Undefined,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_texts() {
        assert_eq!(text_number(&Text::from("0x1F")), 31.0);
        assert_eq!(text_number(&Text::from("12.5")), 12.5);
        assert_eq!(text_number(&Text::from("-3 apples")), -3.0);
        assert_eq!(text_number(&Text::from("abc1")), 0.0);
        assert_eq!(text_number(&Text::EMPTY), 0.0);
    }
}
