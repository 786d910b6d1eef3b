//! The system variables: process variables that every process has from its beginning
//! ([Variables](https://developer.4d.com/docs/Concepts/variables#system-variables)).

use fourd_project::{Project, ProjectNumber};
use fourd_resolve::{Names, SYSTEM_VARIABLES};
use fourd_value::{Text, Value};

/// Character codes that separate fields and records of imported text, until code says otherwise.
const TAB: i64 = 9;
const CARRIAGE_RETURN: i64 = 13;

/// Gives the system variables the first numbers of all process variables, project by project.
pub(crate) fn number(names: &Names, host: &Project) {
    let components = host.numbered_components().map(|(number, _)| number);
    for project in std::iter::once(ProjectNumber::HOST).chain(components) {
        for name in SYSTEM_VARIABLES {
            names.process(project, name);
        }
    }
}

/// What the variables hold, by number, when a process begins.
pub(crate) fn values(host: &Project) -> Vec<Value> {
    let projects = 1 + host.numbered_components().count();
    let mut values = Vec::with_capacity(SYSTEM_VARIABLES.len() * projects);
    for _ in 0..projects {
        values.extend(SYSTEM_VARIABLES.iter().map(|name| match *name {
            "Document" | "Error method" | "Error formula" => Value::Text(Text::EMPTY),
            "FldDelimit" => Value::integer(TAB),
            "RecDelimit" => Value::integer(CARRIAGE_RETURN),
            _ => Value::integer(0),
        }));
    }
    values
}
