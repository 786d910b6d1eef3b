//! `Get database parameter` and `SET DATABASE PARAMETER`: those parameters that mean something in a program without a
//! window, a data file and a web server.

use crate::file_system;
use fourd_macros::command;
use fourd_project::{ProjectKind, ProjectNumber};
use fourd_runtime::Process;
use fourd_runtime::command::{Arguments, FromArgument, no_more};
use fourd_runtime::convert::DatesInside;
use fourd_runtime::location::Location;
use fourd_value::{Error, Value, error};
use parking_lot::Mutex;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// A parameter that can be set: its selector, its name, its value at the start, and how it can be changed.
struct Parameter {
    selector: i64,
    name: &'static str,
    initial: f64,
    change: Change,
}

/// What happens to a new value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Change {
    /// It is kept and read back; what it controls does not exist here.
    Kept,
    /// What it would switch on is not there: only the initial value can be set.
    Fixed,
    /// It cannot be set in 4D either.
    ReadOnly,
}

const fn kept(selector: i64, name: &'static str, initial: f64) -> Parameter {
    Parameter { selector, name, initial, change: Change::Kept }
}

const fn fixed(selector: i64, name: &'static str, initial: f64) -> Parameter {
    Parameter { selector, name, initial, change: Change::Fixed }
}

const fn read_only(selector: i64, name: &'static str) -> Parameter {
    Parameter { selector, name, initial: 0.0, change: Change::ReadOnly }
}

const DATES_INSIDE_OBJECTS: i64 = 85;
const USER_PARAM_VALUE: i64 = 108;
const CURRENT_IS_PROJECT: i64 = 112;
const HOST_IS_PROJECT: i64 = 113;
const HOST_IS_WRITABLE: i64 = 117;

/// The parameters that are known.
const PARAMETERS: &[Parameter] = &[
    fixed(28, "4D Server log recording", 0.0),
    fixed(34, "Debug log recording", 0.0),
    fixed(45, "Client log recording", 0.0),
    fixed(79, "Diagnostic log recording", 0.0),
    kept(DATES_INSIDE_OBJECTS, "Dates inside objects", 2.0),
    kept(90, "Circular log limitation", 50.0),
    kept(101, "Tips enabled", 1.0),
    kept(102, "Tips delay", 45.0),
    kept(103, "Tips duration", 720.0),
    fixed(109, "Times inside objects", 0.0),
    fixed(110, "SMTP Log", 0.0),
    fixed(111, "Current process debug log recording", 0.0),
    read_only(CURRENT_IS_PROJECT, "Is current database a project"),
    read_only(HOST_IS_PROJECT, "Is host database a project"),
    fixed(116, "POP3 Log", 0.0),
    read_only(HOST_IS_WRITABLE, "Is host database writable"),
    fixed(119, "IMAP Log", 0.0),
    kept(121, "Pause logging", 0.0),
];

/// Values that were set.
#[derive(Default)]
struct Values(Mutex<BTreeMap<i64, f64>>);

/// The file of a project's structure, or the script.
pub(crate) fn structure(process: &Process<'_>, project: ProjectNumber) -> Option<PathBuf> {
    let project = process.program().project.numbered(project);
    match project.kind {
        ProjectKind::Loose => project.main.clone(),
        ProjectKind::Package => Some(project.sources()?.parent()?.join(format!("{}.4DProject", project.name))),
    }
}

fn parameter(selector: i64) -> Result<&'static Parameter, Error> {
    PARAMETERS
        .iter()
        .find(|parameter| parameter.selector == selector)
        .ok_or_else(|| Error::not_implemented(&format!("database parameter {selector}")))
}

/// The value of a parameter by its selector, which a text goes to a variable of. A table cannot be named.
#[command(643, "Get database parameter", effects(files))]
fn get_database_parameter(
    process: &mut Process<'_>,
    selector: i64,
    string_value: Option<Location>,
    span: fourd_source::Span,
) -> Result<f64, Error> {
    let values = process.machine().state.get::<Values>();
    if selector == USER_PARAM_VALUE {
        if let Some(place) = string_value {
            let text = process.machine().settings.user_param.lock().clone();
            process.write(&place, Value::Text(text), span);
        }
        return Ok(0.0);
    }
    let parameter = parameter(selector)?;
    Ok(match selector {
        CURRENT_IS_PROJECT | HOST_IS_PROJECT => 1.0,
        DATES_INSIDE_OBJECTS => match process.dates_inside_objects {
            DatesInside::Texts => 0.0,
            DatesInside::TextsInUtc => 1.0,
            DatesInside::Dates => 2.0,
        },
        HOST_IS_WRITABLE => f64::from(u8::from(
            structure(process, ProjectNumber::HOST).is_some_and(|path| file_system::is_writable(&path)),
        )),
        _ => values.0.lock().get(&selector).copied().unwrap_or(parameter.initial),
    })
}

/// Sets a parameter by its selector. What would switch on something that is not there, such as a log of this program, is an
/// error; so is a parameter that can only be read.
#[command(642, "SET DATABASE PARAMETER")]
fn set_database_parameter(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<(), Error> {
    let selector = i64::from_argument(process, arguments)?;
    let value = Value::from_argument(process, arguments)?;
    no_more(arguments)?;
    let values = process.machine().state.get::<Values>();
    if selector == USER_PARAM_VALUE {
        let Value::Text(text) = value else {
            return Err(Error::with(error::INCOMPATIBLE_TYPES, "Argument 2: expected a text"));
        };
        process.machine().settings.set_user_param(text);
        return Ok(());
    }
    let parameter = parameter(selector)?;
    let number = match &value {
        Value::Text(_) | Value::Null => None,
        value => value.as_real(),
    };
    let Some(number) = number else {
        let message = format!("Argument 2: expected a number, found {}", value.type_name());
        return Err(Error::with(error::INCOMPATIBLE_TYPES, message));
    };
    match parameter.change {
        Change::Kept if selector == DATES_INSIDE_OBJECTS => {
            process.dates_inside_objects = match number {
                0.0 => DatesInside::Texts,
                1.0 => DatesInside::TextsInUtc,
                2.0 => DatesInside::Dates,
                _ => {
                    let message = format!("{number} is no way to hold dates in objects");
                    return Err(Error::with(error::INDEX_OUT_OF_RANGE, message));
                }
            };
            Ok(())
        }
        Change::Kept => {
            values.0.lock().insert(selector, number);
            Ok(())
        }
        Change::Fixed if number == parameter.initial => Ok(()),
        Change::Fixed => Err(Error::not_implemented(&format!("database parameter `{}` = {number}", parameter.name))),
        Change::ReadOnly => {
            let message = format!("The database parameter `{}` can only be read", parameter.name);
            Err(Error::with(error::INDEX_OUT_OF_RANGE, message))
        }
    }
}
