//! Structure Access ([theme](https://developer.4d.com/docs/commands/theme/Structure_Access)): what the catalog of a project
//! says about its tables and fields. No data file is needed.

use crate::file_system::{self, Numbered};
use fourd_macros::{command, theme};
use fourd_project::{Field, Project, Table};
use fourd_runtime::Process;
use fourd_runtime::command::{Arguments, FromArgument, RestLocations, no_more};
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::{Error, Pointer, PointerTarget, Text, Value, error};

theme!("Structure Access":
    export_structure, field, field_name, get_field_properties, get_relation_properties, get_table_properties,
    is_field_number_valid, is_table_number_valid, last_field_number, last_table_number, table, table_name);

/// The project whose code runs.
fn project<'a>(process: &'a Process<'_>) -> &'a Project {
    process.program().project.numbered(process.project())
}

fn no_table(number: i64) -> Error {
    Error::with(error::INDEX_OUT_OF_RANGE, format!("There is no table with the number {number}"))
}

fn numbered<'a>(process: &'a Process<'_>, number: i64) -> Result<&'a Table, Error> {
    let found = u32::try_from(number).ok().and_then(|number| project(process).table_numbered(number));
    found.ok_or_else(|| no_table(number))
}

/// A table: its number, or a pointer to it or to one of its fields.
struct OfTable(i64);

impl FromArgument for OfTable {
    fn from_argument(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Self, Error> {
        let value = Value::from_argument(process, arguments)?;
        match (&value, target(&value)) {
            (_, Some(PointerTarget::Table(number) | PointerTarget::Field(number, _))) => Ok(Self(i64::from(*number))),
            (Value::Real(number), _) => Ok(Self(*number as i64)),
            _ => Err(unfit("a table number or a pointer to a table", &value)),
        }
    }
}

/// A field: a pointer to it, or the numbers of its table and of itself.
struct OfField(i64, i64);

impl FromArgument for OfField {
    fn from_argument(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Self, Error> {
        let value = Value::from_argument(process, arguments)?;
        match (&value, target(&value)) {
            (_, Some(PointerTarget::Field(table, field))) => Ok(Self(i64::from(*table), i64::from(*field))),
            (Value::Real(table), _) => Ok(Self(*table as i64, i64::from_argument(process, arguments)?)),
            _ => Err(unfit("a table number or a pointer to a field", &value)),
        }
    }
}

fn target(value: &Value) -> Option<&PointerTarget> {
    match value {
        Value::Pointer(pointer) => pointer.0.as_deref(),
        _ => None,
    }
}

fn unfit(expected: &str, found: &Value) -> Error {
    Error::with(error::INCOMPATIBLE_TYPES, format!("expected {expected}, found {}", found.type_name()))
}

fn found<'a>(process: &'a Process<'_>, of: &OfField) -> Result<&'a Field, Error> {
    let table = numbered(process, of.0)?;
    let field = u32::try_from(of.1).ok().and_then(|number| table.field_numbered(number));
    field.ok_or_else(|| {
        let text = format!("The table [{}] has no field with the number {}", table.name, of.1);
        Error::with(error::INDEX_OUT_OF_RANGE, text)
    })
}

/// A pointer to the table of a number; or the number of the table that a pointer to a table or field leads to.
#[command(252, "Table", thread_safe)]
fn table(process: &mut Process<'_>, table_num: Value) -> Result<Value, Error> {
    match (&table_num, target(&table_num)) {
        (_, Some(PointerTarget::Table(number) | PointerTarget::Field(number, _))) => {
            Ok(Value::integer(i64::from(*number)))
        }
        (Value::Real(number), _) => {
            let table = numbered(process, *number as i64)?;
            Ok(Value::Pointer(Pointer::to(PointerTarget::Table(table.number))))
        }
        _ => Err(unfit("a table number or a pointer to a table or field", &table_num)),
    }
}

/// A pointer to the field of two numbers; or the number of the field that a pointer leads to.
#[command(253, "Field", thread_safe)]
fn field(process: &mut Process<'_>, table_num: Value, field_num: Option<i64>) -> Result<Value, Error> {
    match (&table_num, target(&table_num), field_num) {
        (_, Some(PointerTarget::Field(_, number)), None) => Ok(Value::integer(i64::from(*number))),
        (Value::Real(table), _, Some(number)) => {
            let table = *table as i64;
            let field = found(process, &OfField(table, number))?;
            Ok(Value::Pointer(Pointer::to(PointerTarget::Field(table as u32, field.number))))
        }
        _ => Err(unfit("the numbers of a table and a field or a pointer to a field", &table_num)),
    }
}

/// The name of a table, by its number, or a pointer to it or to one of its fields.
#[command(256, "Table name", thread_safe)]
fn table_name(process: &mut Process<'_>, table_num: OfTable) -> Result<Text, Error> {
    numbered(process, table_num.0).map(|table| Text::from(table.name.as_str()))
}

/// The name of a field, by its numbers or a pointer to it.
#[command(257, "Field name", thread_safe)]
fn field_name(process: &mut Process<'_>, field_ptr: OfField) -> Result<Text, Error> {
    found(process, &field_ptr).map(|field| Text::from(field.name.as_str()))
}

/// The highest number of a table; 0 where there is none.
#[command(254, "Last table number", thread_safe)]
fn last_table_number(process: &mut Process<'_>) -> i64 {
    project(process).tables().iter().map(|table| i64::from(table.number)).max().unwrap_or(0)
}

/// The highest number of a field in a table.
#[command(255, "Last field number", thread_safe)]
fn last_field_number(process: &mut Process<'_>, table_num: OfTable) -> Result<i64, Error> {
    let table = numbered(process, table_num.0)?;
    Ok(table.fields.iter().map(|field| i64::from(field.number)).max().unwrap_or(0))
}

/// Whether there is a table with this number, outside of the trash.
#[command(999, "Is table number valid", thread_safe)]
fn is_table_number_valid(process: &mut Process<'_>, table_num: i64) -> bool {
    numbered(process, table_num).is_ok()
}

/// Whether a table, by its number or a pointer to it, has a field with this number.
#[command(1000, "Is field number valid", thread_safe)]
fn is_field_number_valid(process: &mut Process<'_>, table_num: OfTable, field_num: i64) -> bool {
    found(process, &OfField(table_num.0, field_num)).is_ok()
}

/// The constant for the type of a field.
fn field_type(field: &Field) -> i64 {
    match field.type_code {
        1 => 6,
        3 => 8,
        4 => 9,
        5 => 25,
        6 => 1,
        7 => 35,
        8 => 4,
        9 => 11,
        10 if field.length > 0 || field.uuid => 0,
        12 => 3,
        18 => 30,
        21 => 38,
        _ => 2,
    }
}

/// A field may be one argument or two; with two, the last variable stands where there is no parameter.
fn nothing_behind(rest: &RestLocations) -> Result<(), Error> {
    if rest.0.is_empty() { Ok(()) } else { Err(Error::of(error::ARGUMENTS_TOO_MANY)) }
}

fn write_all(process: &mut Process<'_>, values: Vec<(Option<Location>, Value)>, span: Span) {
    for (place, value) in values {
        if let Some(place) = place {
            process.write(&place, value, span);
        }
    }
}

/// Type, length, index, uniqueness and invisibility of a field, by its numbers or a pointer to it. The length is 0 for all
/// but alphanumeric fields.
#[command(258, "GET FIELD PROPERTIES", thread_safe)]
fn get_field_properties(
    process: &mut Process<'_>,
    field_ptr: OfField,
    field_type_place: Location,
    field_length: Option<Location>,
    indexed: Option<Location>,
    unique: Option<Location>,
    invisible: Option<Location>,
    rest: RestLocations,
    span: Span,
) -> Result<(), Error> {
    nothing_behind(&rest)?;
    let field = found(process, &field_ptr)?;
    let values = vec![
        (Some(field_type_place), Value::integer(field_type(field))),
        (field_length, Value::integer(i64::from(field.length))),
        (indexed, Value::Boolean(field.indexed)),
        (unique, Value::Boolean(field.unique)),
        (invisible, Value::Boolean(!field.visible)),
    ];
    write_all(process, values, span);
    Ok(())
}

/// Invisibility and triggers (for new, changed and deleted records) of a table, by its number or a pointer to it.
#[command(687, "GET TABLE PROPERTIES", thread_safe)]
fn get_table_properties(
    process: &mut Process<'_>,
    table_ptr: OfTable,
    invisible: Location,
    trig_save_new: Option<Location>,
    trig_save_rec: Option<Location>,
    trig_del_rec: Option<Location>,
    trig_load_rec: Option<Location>,
    span: Span,
) -> Result<(), Error> {
    let table = numbered(process, table_ptr.0)?;
    let [insert, update, delete] = table.triggers;
    let values = vec![
        (Some(invisible), Value::Boolean(!table.visible)),
        (trig_save_new, Value::Boolean(insert)),
        (trig_save_rec, Value::Boolean(update)),
        (trig_del_rec, Value::Boolean(delete)),
        (trig_load_rec, Value::Boolean(false)),
    ];
    write_all(process, values, span);
    Ok(())
}

/// Where the relation that starts from a field leads to: table and field, 0 without a relation, the field to choose by, and
/// whether records are loaded and selected of themselves, True without a relation.
#[command(686, "GET RELATION PROPERTIES", thread_safe)]
fn get_relation_properties(
    process: &mut Process<'_>,
    field_ptr: OfField,
    one_table: Location,
    one_field: Location,
    choice_field: Option<Location>,
    auto_one: Option<Location>,
    auto_many: Option<Location>,
    rest: RestLocations,
    span: Span,
) -> Result<(), Error> {
    nothing_behind(&rest)?;
    found(process, &field_ptr)?;
    let from = |numbers: (u32, u32)| (i64::from(numbers.0), i64::from(numbers.1));
    let relation = project(process).relations().iter().find(|found| from(found.from) == (field_ptr.0, field_ptr.1));
    let (table, field) = relation.map_or((0, 0), |found| from(found.to));
    let values = vec![
        (Some(one_table), Value::integer(table)),
        (Some(one_field), Value::integer(field)),
        (choice_field, Value::integer(relation.map_or(0, |found| i64::from(found.choice_field)))),
        (auto_one, Value::Boolean(relation.is_none_or(|found| found.automatic_one))),
        (auto_many, Value::Boolean(relation.is_none_or(|found| found.automatic_many))),
    ];
    write_all(process, values, span);
    Ok(())
}

/// The definition of all tables, fields, indexes and relations as XML, as the project's catalog has it.
#[command(1311, "EXPORT STRUCTURE", thread_safe, missing = "the format HTML", effects(files))]
fn export_structure(
    process: &mut Process<'_>,
    exported_structure: Location,
    arguments: &mut Arguments,
    span: Span,
) -> Result<(), Error> {
    let format = Option::<Text>::from_argument(process, arguments)?;
    no_more(arguments)?;
    match format.as_ref().map(Text::to_cow).as_deref() {
        None | Some("" | "xml") => {}
        Some("html") => return Err(Error::not_implemented("EXPORT STRUCTURE in the format HTML")),
        Some(other) => {
            return Err(Error::with(error::ARGUMENT_TYPE, format!("`{other}` is no format of structures")));
        }
    }
    let path = project(process).sources().map(|sources| sources.join("catalog.4DCatalog"));
    let bytes = match path.filter(|path| file_system::is_file(path)) {
        Some(path) => file_system::read_whole(&path).at(&path)?,
        None => b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<base/>\n".to_vec(),
    };
    process.write(&exported_structure, Value::text(&String::from_utf8_lossy(&bytes)), span);
    Ok(())
}
