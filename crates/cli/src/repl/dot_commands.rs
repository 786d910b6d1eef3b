//! The commands of the prompt itself. They begin with a dot, as no 4D code does.

use super::colours::aside;
use super::display::shown;
use super::places::Places;
use super::table::{Column, Style, table};
use crate::help::about;
use fourd_runtime::classes::{class_name, is_instance};
use fourd_runtime::interactive::{Conversation, VariableView, processes};
use fourd_runtime::machine::MachineKind;
use fourd_runtime::session::Session;
use fourd_runtime::{Libraries, Process};
use fourd_value::literal::{literal, short_literal};
use fourd_value::{Object, Value};
use std::fmt::Write;
use std::sync::Arc;
use unicode_width::UnicodeWidthStr;

/// A command of the prompt.
pub struct DotCommand {
    /// Its name with the dot.
    pub name: &'static str,
    /// Its arguments.
    pub arguments: &'static str,
    /// What it does.
    pub text: &'static str,
}

const fn command(name: &'static str, arguments: &'static str, text: &'static str) -> DotCommand {
    DotCommand { name, arguments, text }
}

/// All commands of the prompt.
pub const DOT_COMMANDS: &[DotCommand] = &[
    command(".help", "[NAME]", "explains a command, constant, class, member or keyword; alone it shows this list"),
    command(".vars", "", "lists the variables with their types and values"),
    command(".all", "[EXPRESSION]", "shows all of a value, `$_` by default, in a pager"),
    command(".type", "EXPRESSION", "shows the type of a value"),
    command(".time", "CODE", "runs code and shows how long it took"),
    command(".history", "[COUNT]", "lists the inputs with their numbers"),
    command(".edit", "[NUMBER]", "opens an input, the last one by default, in `$EDITOR` and runs the result"),
    command(".load", "FILE", "runs the code of a file as an input"),
    command(".save", "FILE", "writes the inputs that ran without an error to a script"),
    command(".session", "", "shows the session of the inputs and its storage"),
    command(".processes", "", "lists the processes and what each of them waits for"),
    command(
        ".as",
        "ROLE [CLIENT]",
        "runs inputs elsewhere: standalone, server, remote (a client) or twin (on the server, for a client)",
    ),
    command(".reset", "", "ends all processes, deletes all variables and reads the files again"),
    command(".quit", "", "ends the prompt, as `.exit` and Ctrl-D do"),
];

/// How much room the calls of the commands have in their list, where the terminal is wide enough.
const ROOM: usize = 20;

/// `.help`: the list, or the help for a name.
///
/// # Errors
/// There is no help for the name, in words.
pub fn help(libraries: &Libraries, name: &str, style: Style) -> Result<String, String> {
    if name.is_empty() {
        let mut text = String::new();
        for command in DOT_COMMANDS {
            let call = format!("{} {}", command.name, command.arguments);
            if style.width > 3 * ROOM {
                let lines = textwrap::wrap(command.text, style.width - ROOM - 1);
                let _ = writeln!(text, "{call:<ROOM$} {}", lines.join(&format!("\n{}", " ".repeat(ROOM + 1))));
            } else {
                let lines = textwrap::wrap(command.text, style.width.saturating_sub(2));
                let _ = writeln!(text, "{}\n  {}", call.trim_end(), lines.join("\n  "));
            }
        }
        let keys = "`$_` is the last value. Tab completes, Ctrl-C interrupts running code, Ctrl-D ends the prompt. A block \
                    goes on over several lines until its end. `help`, `help NAME` and `exit` work without the dot.";
        let _ = writeln!(text, "\n{}", textwrap::wrap(keys, style.width).join("\n"));
        return Ok(text);
    }
    if let Some(command) = DOT_COMMANDS.iter().find(|command| command.name == name) {
        return Ok(format!("{} {}\n\n{}\n", command.name, command.arguments, command.text));
    }
    let text = about(libraries, name).map(|text| {
        let lines = text.lines().map(|line| {
            let indent = line.len() - line.trim_start().len();
            let blanks = " ".repeat(indent);
            let lines = textwrap::wrap(line.trim_start(), style.width.saturating_sub(indent));
            format!("{blanks}{}\n", lines.join(&format!("\n{blanks}")))
        });
        lines.collect()
    });
    text.map_err(|problem| {
        let hint = problem.hint.map(|hint| format!(": {hint}")).unwrap_or_default();
        problem.title + &hint
    })
}

/// What a table has between two columns.
const BETWEEN: usize = 3;
/// So many characters of a value are shown at least.
const LEAST: usize = 8;

/// `.vars`: local variables, then process variables.
pub fn variables(process: &Process<'_>, conversation: &Conversation, style: Style) -> String {
    let all: Vec<VariableView> =
        conversation.variables().into_iter().chain(conversation.process_variables(process)).collect();
    if all.is_empty() {
        return "no variables\n".to_owned();
    }
    let column = |name: &str, cells: Vec<String>| Column { name: name.to_owned(), right: false, cells };
    let mut columns = vec![
        column("name", all.iter().map(|view| view.name.clone()).collect()),
        column("type", all.iter().map(|view| view.type_name.clone()).collect()),
    ];
    let (names, _) = table(&columns, Style { colour: false, ..style });
    let used = names.lines().map(UnicodeWidthStr::width).max().unwrap_or(0);
    let room = style.width.saturating_sub(used + BETWEEN).max(LEAST);
    columns.push(column("value", all.iter().map(|view| short_literal(&view.value, room)).collect()));
    table(&columns, style).0
}

/// What a value is, in words.
pub fn described(process: &mut Process<'_>, value: &Value) -> String {
    let count = |count: usize, one: &str, many: &str| {
        format!("{} {}", super::display::grouped(count), if count == 1 { one } else { many })
    };
    match value {
        Value::Text(text) => format!("Text, {}", count(text.len(), "character", "characters")),
        Value::Collection(collection) => {
            let shared = if collection.as_shared().is_some() { "shared " } else { "" };
            format!("{shared}Collection, {}", count(collection.len(), "element", "elements"))
        }
        Value::Array(array) => {
            let begin = literal(value).split(" [").next().unwrap_or_default().to_owned();
            format!("{begin}, {}", count(array.len(), "element", "elements"))
        }
        Value::Object(object) => {
            let class = class_name(process, object).to_string();
            let shared = if object.as_shared().is_some() { "shared " } else { "" };
            let properties = count(object.len(), "property", "properties");
            match class.as_str() {
                "Object" => format!("{shared}Object, {properties}"),
                name if object.is_native() || is_instance(process, object, &format!("4D.{name}")) => {
                    format!("{shared}Object of the class 4D.{name}")
                }
                name => format!("{shared}Object of the class cs.{name}, {properties}"),
            }
        }
        Value::Real(_) => "Real".to_owned(),
        Value::Undefined => "Undefined".to_owned(),
        Value::Null => "Null".to_owned(),
        other => other.type_name().to_string(),
    }
}

/// `.session`: the machine and the session of a process. `place` says where it runs.
pub fn session(process: &mut Process<'_>, place: &str, style: Style) -> String {
    let machine = process.machine().clone();
    let mut text = format!("Inputs run on {place}, in process {}.\n", process.record.number);
    match &process.record.session() {
        Some(session) => write_session(&mut text, "Session", session, style),
        None => {
            text.push_str("Session: none. A client has a session of its own since edition 21 R3: ");
            text.push_str("`--language-version 21R3`.\n");
        }
    }
    if machine.kind == MachineKind::Client
        && let Some(session) = &machine.server_session
    {
        write_session(&mut text, "On the server", session, style);
    }
    text
}

fn write_session(text: &mut String, title: &str, session: &Arc<Session>, style: Style) {
    let (kind, id, user) = (session.kind.info_type, &session.id, session.shown_user());
    let _ = writeln!(text, "{title}: {kind}, user `{user}`, id {id}");
    let storage = Value::Object(Object::shared(session.storage.clone()));
    let narrower = Style { width: style.width.saturating_sub("Storage: ".len()), ..style };
    let _ = write!(text, "Storage: {}", shown(&storage, narrower));
}

/// `.processes`: the processes of all machines.
pub fn process_list(places: &Places, style: Style) -> String {
    let machines = places.machines();
    let names = ["machine", "number", "name", "session", "state", "waits for"];
    let mut columns: Vec<Column> = names
        .iter()
        .map(|name| Column { name: (*name).to_owned(), right: *name == "number", cells: Vec::new() })
        .collect();
    let current = places.current();
    let mut here = None;
    for (machine_name, machine) in &machines {
        for process in processes(machine) {
            if process.number == current.record.number && Arc::ptr_eq(machine, &current.machine) {
                here = Some(process.number);
            }
            let is_prompt = places.has(process.identity);
            let session = process.session.unwrap_or("none").to_owned();
            let cells = [
                machine_name.clone(),
                process.number.to_string(),
                process.name,
                session,
                // Between two inputs they do nothing else.
                if is_prompt { "idle".to_owned() } else { process.state.to_owned() },
                if is_prompt { "an input".to_owned() } else { process.waits_for },
            ];
            columns.iter_mut().zip(cells).for_each(|(column, cell)| column.cells.push(cell));
        }
    }
    if machines.len() == 1 {
        columns.remove(0);
    }
    let (mut text, _) = table(&columns, style);
    if let Some(here) = here {
        let note = format!("inputs run in process {here} of {}", places.described());
        text.push_str(&if style.colour { aside(&note) } else { note });
        text.push('\n');
    }
    text
}
