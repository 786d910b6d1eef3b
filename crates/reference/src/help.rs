//! Help for a name: a command, a constant, a class, a member of one, or a keyword.

use crate::keywords::KEYWORDS;
use crate::state::{State, entry_of_member, state_of_command, state_of_member};
use crate::{address, reaches, with_example};
use fourd_catalog::{Class, Command, Constant, ConstantValue, Member, MemberKind};
use fourd_runtime::class::{MemberEntry, MemberRole};
use fourd_runtime::{ClassEntry, Libraries};
use fourd_source::fold_name;
use std::fmt::Write;

/// All names that there is help for.
pub fn names() -> Vec<String> {
    let commands = fourd_catalog::commands().iter().filter(|command| command.documented).map(|command| command.name);
    let constants = fourd_catalog::constants().iter().map(|constant| constant.name);
    let keywords = KEYWORDS.iter().flat_map(|keyword| keyword.names.iter().copied());
    let mut names: Vec<String> = commands.chain(constants).chain(keywords).map(str::to_owned).collect();
    for class in fourd_catalog::classes() {
        names.push(class.name.to_owned());
        names.extend(class.members.iter().map(|member| format!("{}.{}", class.name, member.name)));
    }
    names
}

/// The help for a name, whatever its case; none where nothing has it. A member follows its class (`File.getText`) or
/// alone (`.getText`), which shows it for all classes that have one.
pub fn help(libraries: &Libraries, name: &str) -> Option<String> {
    let name = name.trim();
    let name = if name.get(..3).is_some_and(|begin| begin.eq_ignore_ascii_case("4D.")) { &name[3..] } else { name };
    let mut parts = Vec::new();
    if let Some(command) = fourd_catalog::command_named(name) {
        parts.push(of_command(libraries, command));
    }
    if let Some(constant) = fourd_catalog::constant_named(name) {
        parts.push(of_constant(constant));
    }
    if let Some(class) = fourd_catalog::class(name) {
        parts.push(of_class(libraries, class));
    } else if let Some(entry) = libraries.classes.get(name) {
        parts.push(of_entry(entry));
    }
    let folded = fold_name(name);
    if let Some(keyword) = KEYWORDS.iter().find(|keyword| keyword.names.iter().any(|name| fold_name(name) == folded)) {
        parts.push(format!("{}\n\n{}\n", keyword.form, keyword.text));
    }
    if let Some((class, member)) = name.rsplit_once('.') {
        let of =
            fourd_catalog::classes().iter().filter(|known| class.is_empty() || known.name.eq_ignore_ascii_case(class));
        if fourd_catalog::class(class).is_none()
            && let Some(entry) = libraries.classes.get(class)
        {
            let members = entry.members().filter(|found| found.name.eq_ignore_ascii_case(member));
            parts.extend(members.map(|found| of_own_member(entry, found)));
        }
        for known in of {
            let constructor = known.constructor.iter();
            let found = constructor.chain(known.members).find(|found| found.name.eq_ignore_ascii_case(member));
            parts.extend(found.map(|found| of_member(libraries, known, found)));
        }
    }
    (!parts.is_empty()).then(|| parts.join("\n"))
}

/// Lines, each two blanks further in.
fn indented(lines: &str) -> String {
    lines.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("  {line}\n") }).collect()
}

fn of_command(libraries: &Libraries, command: &Command) -> String {
    let mut text = format!("{}, command {}", command.name, command.number);
    if !command.theme.is_empty() {
        let _ = write!(text, " of the theme {}", command.theme);
    }
    text.push_str("\n\n");
    text += &indented(&command.syntax.join("\n"));
    let entry = libraries.entries().find(|(_, entry)| entry.number == command.number);
    if let Some((_, entry)) = entry {
        let (words, example) = with_example(entry.documentation);
        let _ = write!(text, "\n{words}\n");
        if let Some(example) = example {
            let _ = write!(text, "\nExample:\n{}", indented(example));
        }
    }
    let state = state_of_command(libraries, command);
    let mut notes = Vec::new();
    if state != State::Done {
        notes.push(format!("State: {state}."));
    }
    if command.thread_safe {
        notes.push("Thread-safe.".to_owned());
    }
    notes.extend(entry.and_then(|(_, entry)| reaches(entry.effects)));
    if command.host_only {
        notes.push("Not in components.".to_owned());
    }
    if command.documented {
        notes.push(address(command.name));
    }
    let _ = write!(text, "\n{}\n", notes.join(" "));
    text
}

fn of_constant(constant: &Constant) -> String {
    let value = match constant.value {
        ConstantValue::Integer(value) => value.to_string(),
        ConstantValue::Real(value) => value.to_string(),
        ConstantValue::Text(value) => format!("\"{}\"", value.escape_debug()),
        ConstantValue::Unknown => "a value that no public page states".to_owned(),
    };
    let token = constant.token.map(|(theme, number)| format!(" (token :K{theme}:{number})")).unwrap_or_default();
    format!("{}, constant{token}: {value}\n", constant.name)
}

fn of_class(libraries: &Libraries, class: &Class) -> String {
    let prefix = if class.in_class_store { "4D." } else { "" };
    let mut text = format!("{prefix}{}, class", class.name);
    if let Some(superclass) = class.superclass {
        let _ = write!(text, " that extends {superclass}");
    }
    text.push_str("\n\n");
    for member in class.constructor.iter().chain(class.members) {
        let state = state_of_member(libraries, class, member);
        let state = if state == State::Done { String::new() } else { format!("  ({state})") };
        let _ = writeln!(text, "  {}{state}", member.syntax.first().unwrap_or(&member.name));
    }
    let _ = write!(text, "\nhttps://developer.4d.com/docs/API/{}Class\n", class.name);
    text
}

/// A class that 4D does not document.
fn of_entry(entry: &ClassEntry) -> String {
    let superclass = entry.superclass.map(|name| format!(" that extends {name}")).unwrap_or_default();
    let mut text = format!("4D.{}, class{superclass}\n\n{}\n\n", entry.name, entry.documentation);
    for member in entry.members().filter(|member| member.role != MemberRole::Setter) {
        let _ = writeln!(text, "  {}", syntax(entry, member));
    }
    text
}

/// A member that 4D does not document.
fn of_own_member(entry: &ClassEntry, member: &MemberEntry) -> String {
    let (words, example) = with_example(member.documentation);
    let example = example.map(|example| format!("\nExample:\n{}", indented(example))).unwrap_or_default();
    format!("{}.{}\n\n  {}\n\n{words}\n{example}", entry.name, member.name, syntax(entry, member))
}

/// `.name(parameter; parameter)`.
fn syntax(entry: &ClassEntry, member: &MemberEntry) -> String {
    let names: Vec<&str> = member.parameters.iter().map(|parameter| parameter.name).collect();
    match member.role {
        MemberRole::Constructor => format!("4D.{}.new({})", entry.name, names.join("; ")),
        MemberRole::Function => format!(".{}({})", member.name, names.join("; ")),
        MemberRole::Getter | MemberRole::Setter => format!(".{}", member.name),
    }
}

fn of_member(libraries: &Libraries, class: &Class, member: &Member) -> String {
    let kind = match member.kind {
        MemberKind::Function => "function",
        MemberKind::Property if member.read_only => "read-only property",
        MemberKind::Property => "property",
    };
    let state = match state_of_member(libraries, class, member) {
        State::Done => String::new(),
        state => format!("State: {state}. "),
    };
    let entry = entry_of_member(libraries, class, member);
    let reached = entry.and_then(|entry| reaches(entry.effects)).map_or_else(String::new, |reached| reached + " ");
    let words = entry.map_or_else(String::new, |entry| {
        let (words, example) = with_example(entry.documentation);
        let example = example.map(|example| format!("\nExample:\n{}", indented(example)));
        format!("{words}\n{}\n", example.unwrap_or_default())
    });
    format!(
        "{}.{}, {kind}\n\n{}\n{words}{state}{reached}https://developer.4d.com/docs/API/{}Class\n",
        class.name,
        member.name,
        indented(&member.syntax.join("\n")),
        class.name
    )
}
