//! Every declaration of a command against its row in the catalog.

use fourd_catalog::{Command, Direction, Parameter};
use fourd_runtime::CommandEntry;
use fourd_runtime::command::{DeclaredParameter, Mode};
use std::collections::BTreeMap;

/// Declarations that differ from the catalog, and why.
const APART: &[(&str, &str)] = &[
    ("DEFAULT TABLE", "the evaluator hands over the table as a pointer"),
    ("Get database parameter", "there are no tables, which the first parameter would name"),
    ("Is license available", "its page describes what it does without its parameter"),
    ("SEND PACKET", "the first of two parameters may be left out"),
    ("Time string", "a number becomes a time when it is converted"),
    ("defer", "the evaluator hands over the expression as a formula"),
];

/// What differs, a line for each.
struct Differences(Vec<String>);

impl Differences {
    fn note(&mut self, command: &CommandEntry, text: impl std::fmt::Display) {
        self.0.push(format!("{} ({}): {text}", command.name, command.number));
    }

    fn none(&self) {
        assert!(self.0.is_empty(), "\n{}\n", self.0.join("\n"));
    }
}

fn declared() -> impl Iterator<Item = (&'static str, &'static CommandEntry)> {
    let themes = fourd_commands::LIBRARY.themes.iter();
    themes.flat_map(|theme| theme.commands.iter().map(|command| (theme.name, *command)))
}

#[test]
fn numbers_names_themes_and_thread_safety() {
    let mut differences = Differences(Vec::new());
    let mut seen = BTreeMap::new();
    for (theme, entry) in declared() {
        if let Some(other) = seen.insert(entry.number, entry.name) {
            differences.note(entry, format!("declared twice, also as {other}"));
        }
        let Some(command) = fourd_catalog::command(entry.number) else {
            differences.note(entry, "not in the catalog");
            continue;
        };
        if command.name != entry.name {
            differences.note(entry, format!("the catalog's name is {}", command.name));
        }
        if command.theme != theme && command.documented {
            differences.note(entry, format!("stands in {theme}, belongs to {}", command.theme));
        }
        if command.thread_safe != entry.thread_safe {
            differences.note(entry, format!("thread safety is {} in the catalog", command.thread_safe));
        }
    }
    differences.none();
}

/// Whether a declared parameter may be left out; none where its type decides that itself.
fn is_optional(parameter: &DeclaredParameter) -> Option<bool> {
    match parameter.kind {
        kind if kind.starts_with("Option<") || is_sign(kind) => Some(true),
        "Value" | "Place" => Some(false),
        kind => taken(kind).map(|_| false),
    }
}

fn is_sign(kind: &str) -> bool {
    matches!(kind, "Star" | "Direction" | "Option<Star>" | "Option<Direction>")
}

/// The types of the documentation that a declared type takes; none where it takes any or looks at them itself.
fn taken(kind: &str) -> Option<&'static [&'static str]> {
    let inner = kind.strip_prefix("Option<").and_then(|rest| rest.strip_suffix('>')).unwrap_or(kind);
    Some(match inner {
        "Star" | "Direction" => &["*", "<", ">", "Operator"],
        "Text" => &["Text"],
        "f64" | "i64" => &["Integer", "Real", "Time", "Number", "Constant"],
        "bool" => &["Boolean"],
        "Date" => &["Date"],
        "Time" => &["Time"],
        "Blob" => &["Blob", "4D.Blob"],
        "Pointer" => &["Pointer"],
        "Object" => &["Object"],
        "Collection" => &["Collection"],
        _ => return None,
    })
}

fn fits(declared: &DeclaredParameter, documented: &Parameter) -> bool {
    let Some(taken) = taken(declared.kind) else { return true };
    let of_class =
        |name: &&str| declared.kind.contains("Object") && (name.starts_with("4D.") || name.starts_with("cs."));
    documented.types.iter().all(|name| taken.contains(name) || of_class(name))
}

fn compare(entry: &CommandEntry, command: &Command, differences: &mut Differences) {
    let (declared, documented) = (entry.parameters, command.parameters);
    let open = entry.reads_rest || entry.variadic;
    let several = command.syntax.len() > 1;
    if declared.len() != documented.len() && !open && !several {
        differences.note(entry, format!("{} parameters, documented {}", declared.len(), documented.len()));
    }
    for (declared, documented) in declared.iter().zip(documented) {
        if several && declared.name != documented.name {
            break;
        }
        if declared.kind.starts_with("Rest") {
            break;
        }
        let place = format!("parameter `{}`, `{}`", declared.name, documented.name);
        // Of several syntax lines the catalog knows only that one of them lacks the parameter.
        if !several && is_optional(declared).is_some_and(|optional| optional != documented.optional) {
            differences.note(entry, format!("{place}: optional is {}", documented.optional));
        }
        if !fits(declared, documented) {
            differences.note(entry, format!("{place}: {} instead of {}", declared.kind, documented.types.join(", ")));
        }
        let by_reference = matches!(declared.kind, "Object" | "Collection");
        if documented.direction != Direction::In && declared.mode == Mode::Value && !by_reference {
            differences.note(entry, format!("{place}: it is a variable to write"));
        }
    }
}

#[test]
fn parameters() {
    let mut differences = Differences(Vec::new());
    for (_, entry) in declared() {
        let command = fourd_catalog::command(entry.number).unwrap();
        if command.documented && !APART.iter().any(|(name, _)| *name == entry.name) {
            compare(entry, command, &mut differences);
        }
    }
    differences.none();
}
