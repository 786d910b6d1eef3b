//! What the prompt shows of values without a literal: class stores, the datastore, sessions and the like.

use super::display::{grouped, shown};
use super::table::Style;
use fourd_catalog::Class;
use fourd_reference::{State, state_of_member};
use fourd_runtime::classes::{Store, class_name, store_names};
use fourd_runtime::interactive::computed_properties;
use fourd_runtime::{Libraries, Process};
use fourd_value::{Object, Value};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// How many blanks the names of a list are indented by.
const STEP: usize = 2;

/// The value for a person, ending with a line end.
pub fn shown_in(process: &mut Process<'_>, value: &Value, style: Style) -> String {
    let Value::Object(object) = value else { return shown(value, style) };
    if let Some(store) = store(process, object, style) {
        return store;
    }
    let class = class_name(process, object).to_string();
    if class == "DataStoreImplementation" && object.is_empty() {
        return "ds: no dataclasses\n".to_owned();
    }
    let properties = computed_properties(process, object);
    if properties.is_empty() {
        return shown(value, style);
    }
    let inside = Object::new();
    properties.into_iter().for_each(|(name, value)| inside.put(name, value));
    let narrower = Style { width: style.width.saturating_sub(class.width() + 1), ..style };
    format!("{class} {}", shown(&Value::Object(inside), narrower))
}

/// The classes of a class store; those that cannot be used come last.
fn store(process: &Process<'_>, object: &Object, style: Style) -> Option<String> {
    let names: Vec<String> = store_names(process, object)?.iter().map(ToString::to_string).collect();
    let is_built_in = matches!(object.native_data::<Store>(), Some(Store::BuiltIn));
    if names.is_empty() {
        return Some("cs: no classes; they are the files in `Classes`\n".to_owned());
    }
    let (usable, others): (Vec<String>, Vec<String>) =
        names.into_iter().partition(|name| !is_built_in || is_usable(&process.program().libraries, name));
    let mut text = String::new();
    let count = |number: usize| format!("{} class{}", grouped(number), if number == 1 { "" } else { "es" });
    let _ = writeln!(text, "{}: {}", if is_built_in { "4D" } else { "cs" }, count(usable.len()));
    write_names(&mut text, &usable, style.width);
    if !others.is_empty() {
        let _ = writeln!(text, "not implemented: {}", count(others.len()));
        write_names(&mut text, &others, style.width);
    }
    Some(text)
}

/// Whether something of a built-in class is implemented.
pub fn is_usable(libraries: &Libraries, class: &str) -> bool {
    if class == "Object" {
        return true;
    }
    let done = |class: &Class| {
        let states = class.members.iter().map(|member| state_of_member(libraries, class, member));
        states.into_iter().any(|state| matches!(state, State::Done | State::Partly(_)))
    };
    fourd_catalog::class(class).is_none_or(done)
}

/// The names in lines of at most this width.
fn write_names(text: &mut String, names: &[String], width: usize) {
    let mut used = 0;
    for (position, name) in names.iter().enumerate() {
        let comma = if position + 1 < names.len() { "," } else { "" };
        if used == 0 || used + 1 + name.width() + comma.len() > width {
            if used > 0 {
                text.push('\n');
            }
            text.push_str(&" ".repeat(STEP));
            used = STEP;
        } else {
            text.push(' ');
            used += 1;
        }
        text.push_str(name);
        text.push_str(comma);
        used += name.width() + comma.len();
    }
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fill_lines() {
        let names = ["Alpha", "Beta", "Gamma", "Delta"].map(str::to_owned);
        let mut text = String::new();
        write_names(&mut text, &names, 16);
        assert_eq!(text, "  Alpha, Beta,\n  Gamma, Delta\n");
    }
}
