//! String ([theme](https://developer.4d.com/docs/commands/theme/String)).

use fourd_macros::{command, theme};
use fourd_value::{Text, Value, number};

theme!("String": character_code, length, string, substring);

/// The code of the first UTF-16 unit of a text, 0 for an empty one.
#[command(91, "Character code", thread_safe)]
fn character_code(character: &Text) -> i64 {
    character.unit(0).map_or(0, i64::from)
}

/// How many UTF-16 units a text has.
#[command(16, "Length", thread_safe)]
fn length(string: &Text) -> i64 {
    string.len() as i64
}

/// A value as a text.
#[command(10, "String", thread_safe)]
fn string(expression: Value) -> Text {
    match expression {
        Value::Real(number) => number::to_text(number),
        Value::Text(text) => text,
        Value::Boolean(value) => Text::from(if value { "True" } else { "False" }),
        Value::Date(date) => date.to_text(),
        Value::Time(time) => time.to_text(),
        _ => Text::EMPTY,
    }
}

/// The part of a text from a position on, counted from 1.
#[command(12, "Substring", thread_safe)]
fn substring(source: &Text, first: i64, count: Option<i64>) -> Text {
    let start = usize::try_from(first.max(1) - 1).unwrap_or(usize::MAX);
    let count = count.map_or(usize::MAX, |count| usize::try_from(count).unwrap_or(0));
    source.slice(start, count)
}
