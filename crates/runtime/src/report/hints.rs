//! What can be done about the most frequent errors, by their numbers.

use crate::kernel::circumstances::Circumstances;
use crate::process::{Process, Raised};
use fourd_resolve::Type;
use fourd_value::error;

/// What the reader can do about an error of the language itself; nothing for one that a program has made.
pub(super) fn hint(
    process: &Process<'_>,
    raised: &Raised,
    around: Option<&Circumstances>,
    code: &str,
) -> Option<String> {
    let error = &raised.error;
    if raised.object.is_some() || error.component == "host" {
        return None;
    }
    let message = error.message.to_cow();
    let is = |row: (i64, &str)| row.0 == error.code;
    let general = if is(error::NOT_AN_OBJECT) {
        let is_missing = super::labels::missing_base(raised, around).is_some()
            || ["Null", "Undefined"].iter().any(|end| message.ends_with(end))
            || !message.contains("of type");
        return Some(match is_missing {
            true => about_missing_value(raised, around),
            false if message.contains("of type Text") && code.contains('[') => about_characters(code),
            false => "only objects have members: `Value type(…)` tells what a value is".to_owned(),
        });
    } else if is(error::NIL_POINTER) {
        let mut values = around.into_iter().flat_map(|around| &around.values);
        let path = values.find(|value| value.shown == "Nil pointer").map_or("…", |value| &value.path);
        return Some(format!("test it before: `If (Not(Is nil pointer({path})))`"));
    } else if is(error::SHARED_NOT_LOCKED) {
        return Some(about_use(code));
    } else if is(error::METHOD_MISSING) {
        return Some(about_method(process, &message));
    } else if is(error::NOT_IMPLEMENTED) {
        return Some(about_missing_command(&message));
    } else if is(error::INDEX_OUT_OF_RANGE) {
        return about_index(&message).map(str::to_owned);
    } else if is(error::READ_ONLY) && !is_about_attribute(&message) {
        return None;
    } else if is(error::FILE_LOCKED) && message.contains("not allowed to") {
        return Some(about_permission(&message));
    } else if is(error::INCOMPATIBLE_TYPES) {
        return about_type(&message, around);
    } else {
        of_number(error.code)?
    };
    Some(general.to_owned())
}

/// Whether the error names a property that is only computed, as `Object::read_only` of `value` makes it. Others say why
/// something cannot be written.
pub(super) fn is_about_attribute(message: &str) -> bool {
    message.starts_with("The attribute `")
}

fn of_number(code: i64) -> Option<&'static str> {
    let rows: &[((i64, &str), &str)] = &[
        (error::SYNTAX, "`fourd check` shows all mistakes of the file at once"),
        (error::NAME_EXPECTED, "pass a variable, a property or an element here, not the value of an expression"),
        (error::NO_TABLE, "this program has no data: keep them in objects, collections or files"),
        (error::ARGUMENT_MISSING, "`fourd help` with the name of the command shows its parameters"),
        (error::ARGUMENTS_TOO_MANY, "`fourd help` with the name of the command shows its parameters"),
        (error::ARGUMENT_TYPE, "`fourd help` with the name of the command shows the types of its parameters"),
        (error::STACK_OVERFLOW, "a method that calls itself needs a case in which it does not"),
        (error::NOT_A_FUNCTION, "look at the spelling: names of functions tell capital letters from small ones"),
        (error::POINTER_EXPIRED, "let the pointer refer to a process variable, or hand over an object instead"),
        (error::DIVISION_BY_ZERO, "test the divisor before"),
        (
            error::SHARED_VALUE,
            "make it with `New shared object` or `New shared collection`, or copy it with `OB Copy(…; ck shared)`",
        ),
        (error::SHARED_GROUP, "put in a copy: `OB Copy(…; ck shared)` or `.copy(ck shared)`"),
        (
            error::NOT_SHARED,
            "make it with `New shared object` or `New shared collection`, or copy it with `OB Copy(…; ck shared)`",
        ),
        (error::INTERPROCESS_VARIABLE, "keep the value in `Storage`, or let the method run cooperatively"),
        (error::CYCLE, "leave out the property that leads back, or write only the properties that are needed"),
        (error::READ_ONLY, "a computed property can be written where its class has a `Function set` for it"),
        (error::THIS_BEFORE_SUPER, "call `Super(…)` in the first line of the constructor"),
        (error::SUPER_MISSING, "call `Super(…)` in the first line of the constructor"),
        (error::SUPER_TWICE, "call `Super(…)` once, in the constructor of a class with `Class extends`"),
        (error::CLASS_MISSING, "look at the spelling: names of classes tell capital letters from small ones"),
        (
            error::FORMULA_LOCAL,
            "use `Formula(…)`, which keeps the values of local variables, or pass them as parameters",
        ),
        (error::JSON_SYNTAX, "where the text comes from outside, put `JSON Parse` into a `Try`"),
        (error::FILE_MISSING, "test `File(…).exists` before, and look at the path"),
        (
            error::FILE_LOCKED,
            "another program may have it open; with `--sandbox` only what `--allow` names can be used",
        ),
        (error::FILE_EXISTS, "delete it before, or pass `fk overwrite` where the command takes it"),
        (error::FOLDER_MISSING, "make the folder before: `Folder(…).create()`"),
        (error::NETWORK, "look at the address, and whether the server runs and can be reached from here"),
    ];
    rows.iter().find(|(row, _)| row.0 == code).map(|(_, hint)| *hint)
}

/// Which of the values has no members.
fn about_missing_value(raised: &Raised, around: Option<&Circumstances>) -> String {
    let Some(value) = super::labels::missing_base(raised, around) else {
        return "test the value before: `If (…#Null)`, or make sure that it gets an object".to_owned();
    };
    match (&value.outside, &value.declared) {
        (Some((collection, 0)), _) => format!("`{collection}` is empty: `{collection}.push(…)` adds an element"),
        (Some((collection, length)), _) => format!(
            "`{collection}` has {length} elements, which count from 0 to {}: `{collection}.push(…)` adds one",
            length - 1
        ),
        (None, Some(Type::Object(None))) if value.path.starts_with('$') => {
            format!("give it one before, as in `var {} : Object:={{}}`", value.path)
        }
        (None, Some(Type::Collection)) if value.path.starts_with('$') => {
            format!("give it one before, as in `var {} : Collection:=[]`", value.path)
        }
        _ => format!("test it before: `If ({}#Null)`, or make sure that it gets an object", value.path),
    }
}

/// `$text[0]`: how a character is read.
fn about_characters(code: &str) -> String {
    let target = code.split_once(":=").map_or(code, |(target, _)| target);
    let parts = target.rsplit_once('[').and_then(|(base, rest)| Some((base, rest.split_once(']')?.0)));
    let written = match parts {
        Some((base, index)) if base.chars().count() <= 60 && !base.contains(['\n', '\r']) => {
            let position =
                index.trim().parse::<u32>().map_or_else(|_| index.trim().to_owned(), |at| (at + 1).to_string());
            format!("{}[[{position}]]", base.trim())
        }
        _ => "…[[1]]".to_owned(),
    };
    format!("the characters of a text are `{written}`, counted from 1")
}

/// Which option allows what was refused.
fn about_permission(message: &str) -> String {
    if message.contains("start") {
        "`--allow processes` allows other programs".to_owned()
    } else if message.contains("network") {
        format!("`--allow net={}` allows it", quoted(message).unwrap_or("HOST"))
    } else {
        let path = quoted(message).unwrap_or("PATH");
        format!("`--allow read={path}` allows to read it, `--allow files={path}` to change it, too")
    }
}

/// The object that has to be locked for a change: what stands before the last member.
fn about_use(code: &str) -> String {
    let target = code.split_once(":=").map_or(code, |(target, _)| target);
    let object = target.rfind(['.', '[']).and_then(|end| target.get(..end)).unwrap_or("…");
    let plain = !object.is_empty() && !object.contains(['\n', '\r']) && object.chars().count() <= 60;
    let object = if plain { object.trim() } else { "…" };
    format!("lock it for the change: `Use ({object})`, the change, `End use`")
}

/// Where an index begins and ends; nothing where the message is about something else that has a range.
fn about_index(message: &str) -> Option<&'static str> {
    if message.contains("index") {
        Some("elements of collections count from 0 to `.length-1`, those of arrays from 1 to `Size of array`")
    } else if message.contains("character") {
        Some("characters of a text count from 1 to `Length`")
    } else {
        None
    }
}

/// How a value gets the type that was expected; nothing where no conversion gives it.
fn about_type(message: &str, around: Option<&Circumstances>) -> Option<String> {
    let plain = ["number", "text", "date", "time"];
    let small = message.to_lowercase();
    let is_structure = small.ends_with("found collection") || small.ends_with("found object");
    if small.contains("expected a text") && is_structure {
        let kind = if small.ends_with("collection") { '[' } else { '{' };
        let mut values = around.into_iter().flat_map(|around| &around.values);
        let path = values.find(|value| value.shown.starts_with(kind)).map_or("…", |value| &value.path);
        return Some(format!("`JSON Stringify({path})` gives a text"));
    }
    if small.contains("class") {
        Some("the function `new` of a class makes its objects".to_owned())
    } else if plain.iter().any(|word| small.contains(word)) && !small.contains("array") {
        Some(
            "convert one of the values: `String(…)` gives a text, `Num(…)` a number, `Date(…)` a date, `Time(…)` a time"
                .to_owned(),
        )
    } else {
        None
    }
}

/// A method or command with a name that is nearly the wanted one, or how the wanted one can be called.
fn about_method(process: &Process<'_>, message: &str) -> String {
    if message.ends_with("is not shared") {
        return fourd_resolve::check::suggest::SHARE_METHOD.to_owned();
    }
    if let Some(hint) = quoted(message).and_then(fourd_resolve::check::suggest::of_other_language) {
        return format!("write {hint}");
    }
    let names: Vec<String> = process.domain.program.project.methods().map(|method| method.name.to_string()).collect();
    let commands = fourd_catalog::commands().iter().filter(|command| command.documented).map(|command| command.name);
    let known = names.iter().map(String::as_str).chain(commands);
    let near = quoted(message).and_then(|wanted| fourd_resolve::check::suggest::nearest(wanted, known));
    match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "methods are the files in `Methods`, or beside the script: look at the name and the folder".to_owned(),
    }
}

/// A command that this program lacks.
fn about_missing_command(message: &str) -> String {
    match quoted(message) {
        Some(name) => {
            format!("`fourd help {name}` says more; `fourd check` finds all commands that are not implemented")
        }
        None => "`fourd check` finds all commands that are not implemented".to_owned(),
    }
}

/// The first name in backticks.
fn quoted(message: &str) -> Option<&str> {
    message.split('`').nth(1)
}

#[cfg(test)]
mod tests {
    use super::about_use;

    #[test]
    fn the_object_to_lock_stands_before_the_last_member() {
        assert!(about_use("$order.lines[2].price:=$list[1].price").contains("`Use ($order.lines[2])`"));
        assert!(about_use("$list[3]").contains("`Use ($list)`"));
        assert!(about_use("$list").contains("`Use (…)`"));
    }
}
