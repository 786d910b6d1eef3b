//! The commands of the prompt itself. They begin with a dot, as no 4D code does.

use super::colours::aside;
use super::display::shown;
use super::places::Places;
use super::table::{Column, Style, table};
use crate::help::about;
use fourd_runtime::Process;
use fourd_runtime::classes::{class_name, is_instance};
use fourd_runtime::interactive::processes;
use fourd_runtime::machine::MachineKind;
use fourd_runtime::session::Session;
use fourd_value::literal::literal;
use fourd_value::{Object, Value};
use std::fmt::Write;
use std::sync::Arc;

/// A command of the prompt.
pub struct DotCommand {
    /// Its name with the dot.
    pub name: &'static str,
    /// What may stand behind it.
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
    command(".type", "EXPRESSION", "tells what an expression gives"),
    command(".time", "CODE", "runs code and tells how long it took"),
    command(".load", "FILE", "runs the code of a file as an input"),
    command(".save", "FILE", "writes the inputs that ran without an error to a script"),
    command(".session", "", "tells in which session and on which machine inputs run, and shows the storage"),
    command(".processes", "", "lists the processes, and what each of them waits for"),
    command(
        ".as",
        "ROLE [CLIENT]",
        "lets inputs run elsewhere: standalone, server, remote (a client) or twin (on the server, for a client)",
    ),
    command(".reset", "", "ends all processes and begins anew, with the files as they are now"),
    command(".quit", "", "ends the prompt, as Ctrl-D does"),
];

/// `.help`: the list, or the help for a name.
///
/// # Errors
/// There is no help for the name, in words.
pub fn help(name: &str) -> Result<String, String> {
    if name.is_empty() {
        let mut text = String::new();
        for command in DOT_COMMANDS {
            let call = format!("{} {}", command.name, command.arguments);
            let _ = writeln!(text, "{call:<20} {}", command.text);
        }
        text.push_str(
            "\n$_ is the last value. Tab completes, Ctrl-C interrupts running code, Ctrl-D ends the prompt. A block goes on \
             over several lines until its end.\n",
        );
        return Ok(text);
    }
    if let Some(command) = DOT_COMMANDS.iter().find(|command| command.name == name) {
        return Ok(format!("{} {}\n\n{}\n", command.name, command.arguments, command.text));
    }
    about(name).map_err(|problem| {
        let hint = problem.hint.map(|hint| format!(": {hint}")).unwrap_or_default();
        problem.title + &hint
    })
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
    let machine = process.domain.machine.clone();
    let mut text = format!("Inputs run on {place}, in process {}.\n", process.record.number);
    match &process.record.session {
        Some(session) => write_session(&mut text, "Session", session, style),
        None => {
            text.push_str("Session: none. Under the rules of this edition a client has no session of its own; ");
            text.push_str("`--language-version 21R3` gives it one.\n");
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
    let (kind, id, user) = (session.kind.info_type(), &session.id, session.shown_user());
    let _ = writeln!(text, "{title}: {kind}, user `{user}`, id {id}");
    let storage = Value::Object(Object::shared(session.storage.clone()));
    let _ = write!(text, "Storage: {}", shown(&storage, style));
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
