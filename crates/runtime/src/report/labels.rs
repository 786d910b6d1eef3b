//! What is said at the spot of an error: what was expected there and what was found, with the number of the error.

use crate::kernel::circumstances::{Circumstances, NamedValue};
use crate::process::Raised;
use fourd_value::error;

/// The label at the spot of an error; its number alone where a program has made the error, or nothing more is known.
pub(super) fn label(raised: Option<&Raised>, around: Option<&Circumstances>) -> String {
    let code = raised.map_or(0, |raised| raised.error.code);
    match raised.and_then(|raised| said(raised, around)) {
        Some(text) => format!("{text} (error {code})"),
        None => format!("error {code}"),
    }
}

/// What the report has as its first line, where the values around the error say more than its message.
pub(super) fn title(raised: &Raised, around: Option<&Circumstances>) -> Option<String> {
    if !is_own(raised) || raised.error.code != error::NOT_AN_OBJECT.0 {
        return None;
    }
    let value = missing_base(raised, around)?;
    Some(match &value.outside {
        Some(_) => format!("`{}` does not exist", value.path),
        None if value.shown == "Null" => format!("`{}` is Null", value.path),
        None if value.is_plain() => format!("`{}` has no {} yet", value.path, value.wanted()),
        None => format!("`{}` does not exist", value.path),
    })
}

/// The only value around an error that is missing, where the error is about one.
pub(super) fn missing_base<'a>(raised: &Raised, around: Option<&'a Circumstances>) -> Option<&'a NamedValue> {
    let message = raised.error.message.to_cow();
    let words = ["Null", "Undefined", "does not exist"];
    if message.contains("of type") && !words.iter().any(|word| message.contains(word)) {
        return None;
    }
    let mut missing = around?.values.iter().filter(|value| value.missing);
    match (missing.next(), missing.next()) {
        (Some(value), None) => Some(value),
        _ => None,
    }
}

fn is_own(raised: &Raised) -> bool {
    raised.object.is_none() && raised.error.component != "host"
}

fn said(raised: &Raised, around: Option<&Circumstances>) -> Option<String> {
    if !is_own(raised) {
        return None;
    }
    let code = raised.error.code;
    let is = |row: (i64, &str)| row.0 == code;
    let message = raised.error.message.to_cow();
    let is_word = |at: &usize| !message.get(..*at).unwrap_or_default().ends_with(char::is_alphabetic);
    if let Some(at) = message.rfind("expected ").filter(is_word)
        && let Some(text) = message.get(at..).filter(|text| text.contains(", found "))
    {
        return text.lines().next().map(str::to_owned);
    }
    if is(error::NOT_AN_OBJECT) {
        return Some(about_member(raised, &message, around));
    }
    if is(error::INDEX_OUT_OF_RANGE) {
        return about_index(&message);
    }
    if is(error::METHOD_MISSING) {
        let name = message.split('`').nth(1)?;
        return Some(format!("expected the name of a method or command, found `{name}`"));
    }
    if is(error::FILE_LOCKED) && message.contains("not allowed to") {
        return Some("expected something that the sandbox allows, found something else".to_owned());
    }
    if is(error::NOT_IMPLEMENTED) {
        return Some("expected a command that runs here, found one that is not implemented".to_owned());
    }
    if is(error::READ_ONLY) && !super::hints::is_about_attribute(&message) {
        return Some("expected something that can be changed here, found something that cannot".to_owned());
    }
    let rows: &[((i64, &str), &str)] = &[
        (error::NIL_POINTER, "expected a pointer to something, found one that points to nothing"),
        (error::NOT_A_FUNCTION, "expected a function, found none of that name"),
        (error::DIVISION_BY_ZERO, "expected a divisor that is not 0, found 0"),
        (error::STACK_OVERFLOW, "expected an end of the calls, found one more"),
        (error::SHARED_NOT_LOCKED, "expected `Use` of the shared object around the change, found none"),
        (error::SHARED_VALUE, "expected a value that shared objects can hold, found another one"),
        (error::SHARED_GROUP, "expected an object of the same group, found one of another group"),
        (error::NOT_SHARED, "expected a shared object or collection, found another value"),
        (error::READ_ONLY, "expected a property that can be written, found one that is only computed"),
        (error::NAME_EXPECTED, "expected a variable, a property or an element, found a value"),
        (error::NO_TABLE, "expected a table, found none in this program"),
        (error::CYCLE, "expected values that end, found one that holds itself"),
        (error::JSON_DEPTH, "expected values that nest less deep, found more levels than are followed"),
        (error::FILE_MISSING, "expected a file or folder that exists, found none"),
        (error::FILE_EXISTS, "expected a free name, found that of a file that exists"),
        (error::FOLDER_MISSING, "expected a folder that exists, found none"),
        (error::JSON_SYNTAX, "expected a text that is JSON, found another one"),
        (error::CLASS_MISSING, "expected the name of a class, found one that no class has"),
    ];
    rows.iter().find(|(row, _)| is(*row)).map(|(_, text)| (*text).to_owned())
}

/// A member or an element that was asked of a value without any.
fn about_member(raised: &Raised, message: &str, around: Option<&Circumstances>) -> String {
    if let Some(value) = missing_base(raised, around) {
        let found = match &value.outside {
            Some((_, length)) => format!("one after the {length} that there are"),
            None => value.shown.clone(),
        };
        let expected = if value.outside.is_some() { "an element that exists" } else { value.wanted_with_article() };
        return format!("expected {expected}, found {found}");
    }
    let found = message.rsplit_once("of type ").map(|(_, rest)| rest.split(' ').next().unwrap_or(rest));
    match found {
        Some(found) if message.contains("lement") => format!("expected a collection or an object, found {found}"),
        Some(found) => format!("expected an object, found {found}"),
        None => "expected an object, found another value".to_owned(),
    }
}

/// A position outside of what there is.
fn about_index(message: &str) -> Option<String> {
    let (found, range) = message.strip_prefix("The index ")?.split_once(" is out of the range ")?;
    Some(format!("expected an index in the range {range}, found {found}"))
}
