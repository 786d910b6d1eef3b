//! Writes the Rust source of the static tables and of their indexes.

use crate::rows::{Row, Table};
use fourd_source::fold_name;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The source of all tables.
pub fn generate(commands: &Table, constants: &Table, classes: &Table) -> Result<String, String> {
    let mut out = String::new();
    write_commands(&mut out, commands)?;
    write_constants(&mut out, constants)?;
    write_classes(&mut out, classes)?;
    Ok(out)
}

fn write_commands(out: &mut String, table: &Table) -> Result<(), String> {
    let mut commands = Vec::new();
    for row in table.rows() {
        commands.push((number::<u32>(row, "number")?, row));
    }
    commands.sort_by_key(|(number, _)| *number);
    let mut names = BTreeMap::new();
    let mut former = BTreeMap::new();
    let mut undocumented = Vec::new();
    let mut entries = Vec::new();
    let mut roles = Vec::new();
    for (index, (number, row)) in commands.iter().enumerate() {
        let role = role(*row)?;
        let former_names = row.list("former_names", " | ")?;
        if row.is_yes("documented")? {
            insert_name(&mut names, *row, row.cell("name")?, index)?;
        } else {
            undocumented.push((*row, index));
        }
        for name in &former_names {
            insert_name(&mut former, *row, name, index)?;
        }
        entries.push(format!(
            "Command {{ number: {number}, name: {:?}, former_names: &{former_names:?}, theme: {:?}, thread_safe: {}, \
             documented: {}, syntax: &{:?}, parameters: &[{}], result: {:?}, role: {}, \
             host_only: {} }}",
            row.cell("name")?,
            row.cell("theme")?,
            row.is_yes("thread_safe")?,
            row.is_yes("documented")?,
            row.list("syntax", " || ")?,
            parameters(*row)?,
            optional(row.cell("result")?),
            role.as_ref().map_or("None".to_owned(), |role| format!("Some({role})")),
            row.is_yes("host_only")?,
        ));
        roles.extend(role.map(|role| format!("({role}, {index})")));
    }
    // `Super` has two numbers; its name means the documented one.
    for (row, index) in undocumented {
        names.entry(fold_name(row.cell("name")?)).or_insert(index);
    }
    for (name, index) in former {
        if names.insert(name.clone(), index).is_some() {
            return Err(format!("the former name {name:?} is also the name of a command"));
        }
    }
    write_array(out, "COMMANDS", "Command", &entries);
    write_index(out, "COMMAND_NAMES", &names);
    write_array(out, "ROLES", "(Role, u16)", &roles);
    Ok(())
}

/// The role of a command: the words of the variant, and perhaps a type.
fn role(row: Row<'_>) -> Result<Option<String>, String> {
    let cell = row.cell("role")?;
    let of_type = |variant, name: &str| format!("Role::{variant}({name:?})");
    let role = match cell {
        "" => return Ok(None),
        "true" => "True",
        "false" => "False",
        "null" => "Null",
        "this" => "This",
        "super" => "Super",
        "super call" => "SuperCall",
        "formula" => "Formula",
        "defer" => "Defer",
        "class store" => "ClassStore",
        "built-in class store" => "BuiltInClassStore",
        "datastore" => "Datastore",
        "storage" => "Storage",
        "new object" => "NewObject",
        "new collection" => "NewCollection",
        "new shared object" => "NewSharedObject",
        "new shared collection" => "NewSharedCollection",
        "object change" => "ObjectChange",
        "instance of" => "InstanceOf",
        "array copy" => "ArrayCopy",
        "parameter access" => "ParameterAccess",
        "access by name" => "AccessByName { locals: false }",
        "local access by name" => "AccessByName { locals: true }",
        "open syntax" => "OpenSyntax",
        "former value" => "FormerValue",
        _ => {
            if let Some(name) = cell.strip_prefix("array declaration ") {
                return Ok(Some(of_type("ArrayDeclaration", name)));
            }
            let name = cell.strip_prefix("declaration ").ok_or_else(|| row.wrong("role", cell))?;
            return Ok(Some(of_type("Declaration", name)));
        }
    };
    Ok(Some(format!("Role::{role}")))
}

fn write_constants(out: &mut String, table: &Table) -> Result<(), String> {
    let mut names = BTreeMap::new();
    let mut constants = BTreeMap::new();
    for row in table.rows() {
        constants.insert(fold_name(row.cell("name")?), row);
        insert_name(&mut names, row, row.cell("name")?, 0)?;
    }
    let mut tokens = BTreeMap::new();
    let mut entries = Vec::new();
    for (index, row) in constants.values().enumerate() {
        let token = token(*row)?;
        if let Some(token) = token
            && tokens.insert(token, index).is_some()
        {
            return Err(row.wrong("token", row.cell("token")?));
        }
        entries.push(format!(
            "Constant {{ name: {:?}, token: {token:?}, value: ConstantValue::{}, documented: {} }}",
            row.cell("name")?,
            constant_value(*row)?,
            row.is_yes("documented")?,
        ));
    }
    for (index, position) in names.values_mut().enumerate() {
        *position = index;
    }
    write_array(out, "CONSTANTS", "Constant", &entries);
    write_index(out, "CONSTANT_NAMES", &names);
    let tokens: Vec<_> = tokens.iter().map(|(token, index)| format!("({token:?}, {index})")).collect();
    write_array(out, "CONSTANT_TOKENS", "((u32, u32), u16)", &tokens);
    Ok(())
}

fn write_classes(out: &mut String, table: &Table) -> Result<(), String> {
    let mut classes: BTreeMap<String, Vec<Row<'_>>> = BTreeMap::new();
    for row in table.rows() {
        classes.entry(fold_name(row.cell("class")?)).or_default().push(row);
    }
    let names = classes.keys().enumerate().map(|(index, name)| (name.clone(), index)).collect();
    let mut entries = Vec::new();
    for rows in classes.values() {
        let mut name = "";
        let mut constructor = None;
        let mut in_store = false;
        let mut superclass = None;
        let mut members = Vec::new();
        for row in rows {
            name = row.cell("class")?;
            match row.cell("kind")? {
                kind @ ("class" | "class in store") => {
                    in_store = kind == "class in store";
                    superclass = optional(row.cell("result")?);
                }
                "constructor" => constructor = Some(member(*row, "Function")?),
                "function" => members.push(member(*row, "Function")?),
                "property" => members.push(member(*row, "Property")?),
                other => return Err(row.wrong("kind", other)),
            }
        }
        let constructor = constructor.map_or("None".to_owned(), |member| format!("Some({member})"));
        entries.push(format!(
            "Class {{ name: {name:?}, in_class_store: {in_store}, superclass: {superclass:?}, constructor: {constructor}, \
             members: &[{}] }}",
            members.join(", ")
        ));
    }
    write_array(out, "CLASSES", "Class", &entries);
    write_index(out, "CLASS_NAMES", &names);
    Ok(())
}

fn member(row: Row<'_>, kind: &str) -> Result<String, String> {
    Ok(format!(
        "Member {{ name: {:?}, kind: MemberKind::{kind}, read_only: {}, syntax: &{:?}, parameters: &[{}], result: {:?} }}",
        row.cell("member")?,
        row.is_yes("read_only")?,
        row.list("syntax", " || ")?,
        parameters(row)?,
        optional(row.cell("result")?),
    ))
}

/// Each parameter is `name : types : direction` and perhaps ` : optional variadic`.
fn parameters(row: Row<'_>) -> Result<String, String> {
    let mut out = String::new();
    for parameter in row.list("parameters", " | ")? {
        let mut parts = parameter.split(" : ");
        let (Some(name), Some(types), Some(direction)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(row.wrong("parameters", parameter));
        };
        let direction = match direction {
            "in" => "In",
            "out" => "Out",
            "inout" => "InOut",
            _ => return Err(row.wrong("parameters", parameter)),
        };
        let (optional, variadic) = match parts.next() {
            None => (false, false),
            Some("optional") => (true, false),
            Some("variadic") => (false, true),
            Some("optional variadic") => (true, true),
            Some(_) => return Err(row.wrong("parameters", parameter)),
        };
        let types: Vec<_> = types.split(", ").filter(|name| !name.is_empty()).collect();
        write!(
            out,
            "Parameter {{ name: {name:?}, types: &{types:?}, direction: Direction::{direction}, optional: {optional}, \
             variadic: {variadic} }}, ",
        )
        .map_err(|error| error.to_string())?;
    }
    Ok(out)
}

/// A token is written as in code, `K8:3`.
fn token(row: Row<'_>) -> Result<Option<(u32, u32)>, String> {
    let cell = row.cell("token")?;
    if cell.is_empty() {
        return Ok(None);
    }
    let parts = cell.strip_prefix('K').and_then(|rest| rest.split_once(':'));
    let token = parts.and_then(|(theme, number)| Some((theme.parse().ok()?, number.parse().ok()?)));
    token.map(Some).ok_or_else(|| row.wrong("token", cell))
}

fn constant_value(row: Row<'_>) -> Result<String, String> {
    let value = row.cell("value")?;
    match row.cell("type")? {
        "Integer" => Ok(format!("Integer({})", number::<i64>(row, "value")?)),
        "Real" => Ok(format!("Real({:?})", number::<f64>(row, "value")?)),
        "Text" => Ok(format!("Text({value:?})")),
        "Text by platform" => {
            let [windows, macos, other] = row.list("value", " | ")?[..] else {
                return Err(row.wrong("value", value));
            };
            Ok(format!(
                "Text(if cfg!(windows) {{ {windows:?} }} else if cfg!(target_os = \"macos\") {{ {macos:?} }} else {{ {other:?} }})"
            ))
        }
        "Unknown" if value.is_empty() => Ok("Unknown".to_owned()),
        other => Err(row.wrong("type", other)),
    }
}

fn number<T: std::str::FromStr>(row: Row<'_>, column: &str) -> Result<T, String> {
    let cell = row.cell(column)?;
    cell.parse().map_err(|_| row.wrong(column, cell))
}

fn optional(cell: &str) -> Option<&str> {
    Some(cell).filter(|cell| !cell.is_empty())
}

fn insert_name(names: &mut BTreeMap<String, usize>, row: Row<'_>, name: &str, index: usize) -> Result<(), String> {
    match names.insert(fold_name(name), index) {
        Some(other) if other != index || row.cell("name")? == name => Err(row.wrong("name", name)),
        _ => Ok(()),
    }
}

fn write_index(out: &mut String, name: &str, index: &BTreeMap<String, usize>) {
    let entries: Vec<_> = index.iter().map(|(name, index)| format!("({name:?}, {index})")).collect();
    write_array(out, name, "(&str, u16)", &entries);
}

fn write_array(out: &mut String, name: &str, kind: &str, entries: &[String]) {
    out.push_str(&format!("pub(crate) static {name}: [{kind}; {}] = [\n", entries.len()));
    for entry in entries {
        out.push_str(entry);
        out.push_str(",\n");
    }
    out.push_str("];\n");
}
