//! Language ([theme](https://developer.4d.com/docs/commands/theme/Language)). `This`, `Super`, `Null` and the
//! declarations are part of the language itself.

use fourd_macros::{command, theme};
use fourd_project::DatabaseMethod;
use fourd_resolve::Type;
use fourd_runtime::classes::{self, Store};
use fourd_runtime::command::{Argument, Arguments, Forwarded, Rest};
use fourd_runtime::location::Location;
use fourd_runtime::{Process, call_with_values, methods};
use fourd_source::Span;
use fourd_value::value::ValueType;
use fourd_value::{Collection, Error, Object, Pointer, PointerTarget, Text, Value, error};

theme!("Language":
    built_in_classes, call_chain, command_name, copy_parameters, count_parameters, current_method_name, execute_method,
    get_pointer, is_a_variable, is_nil_pointer, project_classes, resolve_pointer, self_pointer, trace, type_of,
    undefined, value_type);

/// The class store of the built-in classes.
#[command(1709, "4D", thread_safe)]
fn built_in_classes(process: &mut Process<'_>) -> Object {
    classes::class_store(process, Store::BuiltIn)
}

/// The class store of the project's classes, and of the namespaces of components.
#[command(1710, "cs", thread_safe)]
fn project_classes(process: &mut Process<'_>) -> Object {
    let project = process.project();
    classes::class_store(process, Store::Project(project))
}

/// The routines that are running, innermost first: an object each with name, type, line and formula, the
/// statement that is running.
#[command(1662, "Call chain", thread_safe)]
fn call_chain(process: &mut Process<'_>, span: Span) -> Collection {
    let program = process.program().clone();
    let chain = process.call_chain(span).into_iter().map(|place| {
        let object = Object::new();
        object.put("type", Value::text(kind_of_routine(&place.routine.to_cow())));
        object.put("name", Value::Text(place.routine));
        if let Some(statement) = process.statement(place.span) {
            object.put("line", Value::from(statement.line));
            if !statement.code.is_empty() {
                object.put("formula", Value::Text(statement.code));
            }
        }
        object.put("database", Value::text(&program.project.numbered(place.project).name));
        Value::Object(object)
    });
    Collection::new(chain.collect())
}

/// What `Call chain` calls a routine of that name; names of methods have neither dots nor the words of the language.
fn kind_of_routine(name: &str) -> &'static str {
    if name.contains('.') {
        "classFunction"
    } else if name == fourd_runtime::function::FORMULA_ROUTINE {
        "executeFormula"
    } else if DatabaseMethod::ALL.iter().any(|method| method.name() == name) {
        "databaseMethod"
    } else {
        "projectMethod"
    }
}

/// The name of a command by its number; `OK` is 0 where there is no such command. `info` gets bit 0 for thread-safe
/// commands and bit 1 for deprecated ones, `theme` the name of its theme.
#[command(538, "Command name", thread_safe)]
fn command_name(
    process: &mut Process<'_>,
    command: i64,
    info: Option<Location>,
    theme: Option<Location>,
    span: Span,
) -> Text {
    let found = u32::try_from(command).ok().and_then(fourd_catalog::command);
    process.set_named("OK", Value::integer(i64::from(found.is_some())));
    if let Some(place) = info {
        let thread_safe = i64::from(found.is_some_and(|found| process.program().is_thread_safe(found)));
        let obsolete = i64::from(found.is_some_and(|found| found.name.to_lowercase().starts_with("_o_"))) << 1;
        process.write(&place, Value::integer(thread_safe | obsolete), span);
    }
    if let Some(place) = theme {
        process.write(&place, Value::text(found.map_or("", |found| found.theme)), span);
    }
    found.map_or(Text::EMPTY, |found| Text::from(found.name))
}

/// The arguments of the running routine as a collection, from a position on.
#[command(1790, "Copy parameters", thread_safe)]
fn copy_parameters(process: &mut Process<'_>, start_from: Option<i64>) -> Collection {
    let values = process.arguments();
    let start = usize::try_from(start_from.unwrap_or(1).max(1) - 1).unwrap_or(usize::MAX);
    Collection::new(values.into_iter().skip(start).collect())
}

/// How many arguments the running routine was called with.
#[command(259, "Count parameters", thread_safe)]
fn count_parameters(process: &mut Process<'_>) -> i64 {
    process.call().map_or(0, |call| i64::from(call.count))
}

/// The name of the running method.
#[command(684, "Current method name", thread_safe)]
fn current_method_name(process: &mut Process<'_>) -> Text {
    process.call().map(|call| call.callee.name.clone()).unwrap_or_default()
}

/// Runs a method by name; its result goes to a variable, or with `*` nowhere.
#[command(1007, "EXECUTE METHOD", thread_safe)]
fn execute_method(
    process: &mut Process<'_>,
    method_name: &Text,
    result: ResultLocation,
    parameters: Forwarded,
    span: Span,
) -> Result<(), Error> {
    let callee = methods::method(process, method_name)?;
    let value = call_with_values(process, &callee, None, parameters.0, span);
    if let (Some(place), false) = (result.0, process.attention) {
        process.write(&place, value, span);
    }
    Ok(())
}

/// The variable for a result, `*` or nothing.
struct ResultLocation(Option<Location>);

impl fourd_runtime::command::FromArgument for ResultLocation {
    const MODE: fourd_runtime::command::Mode = fourd_runtime::command::Mode::Location;
    fn from_argument(_process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Self, Error> {
        match arguments.take() {
            Some(Argument::Location(place)) => Ok(Self(Some(place))),
            None | Some(Argument::Star | Argument::Omitted) => Ok(Self(None)),
            Some(_) => Err(Error::with(error::NAME_EXPECTED, "Argument 2: expected a variable or `*`")),
        }
    }
}

/// A pointer to a process variable, an interprocess variable or an array element by name; Nil for an empty name.
///
/// ```4d
/// var counter : Integer
/// counter:=5
/// $p:=Get pointer("counter")
/// $p->  // 5
/// ```
#[command(304, "Get pointer", thread_safe)]
fn get_pointer(process: &mut Process<'_>, var_name: &Text, span: Span) -> Result<Pointer, Error> {
    let name = var_name.to_cow();
    let name = name.trim();
    let (base, indices) = name.split_once('{').map_or((name, ""), |(base, rest)| (base.trim(), rest));
    if base.is_empty() {
        return Ok(Pointer::default());
    }
    if base.starts_with('$') {
        return Err(Error::with(
            error::NAME_EXPECTED,
            format!("`{base}` is a local variable: there are no names of those"),
        ));
    }
    let program = process.program().clone();
    let (names, project) = (&program.names, process.project());
    let mut place = match base.strip_prefix("<>") {
        Some(interprocess) => Location::Interprocess(names.interprocess(project, interprocess)),
        None => Location::Process(names.process(project, base)),
    };
    for index in indices.split('{').filter(|index| !index.trim().is_empty()) {
        let number = index.trim().trim_end_matches('}').trim();
        let index = match number.parse::<i64>() {
            Ok(index) => index,
            Err(_) => {
                let number = names.process(project, number);
                process.variable(number).as_real().unwrap_or_default() as i64
            }
        };
        place = process.element(place, index, span);
    }
    Ok(if process.attention { Pointer::default() } else { process.pointer_to(&place, span) })
}

/// Whether a pointer points to a variable.
#[command(294, "Is a variable", thread_safe)]
fn is_a_variable(a_pointer: Pointer) -> bool {
    a_pointer.0.is_some_and(|target| {
        matches!(
            &*target,
            PointerTarget::Local { .. }
                | PointerTarget::Process { .. }
                | PointerTarget::Interprocess { .. }
                | PointerTarget::Element(..)
        )
    })
}

/// Whether a pointer points to nothing.
#[command(315, "Is nil pointer", thread_safe)]
fn is_nil_pointer(a_pointer: Pointer) -> bool {
    a_pointer.is_nil()
}

/// What a pointer points to: the name of a variable with the index or indices of an element, or table and field. A
/// number that has no meaning is -1.
#[command(394, "RESOLVE POINTER", thread_safe)]
fn resolve_pointer(
    process: &mut Process<'_>,
    a_pointer: Pointer,
    var_name: Location,
    table_num: Location,
    field_num: Location,
    span: Span,
) {
    let (name, table, field) = resolved(&a_pointer);
    process.write(&var_name, Value::Text(name), span);
    process.write(&table_num, Value::integer(table), span);
    process.write(&field_num, Value::integer(field), span);
}

fn resolved(pointer: &Pointer) -> (Text, i64, i64) {
    match pointer.0.as_deref() {
        Some(PointerTarget::Local { name, .. }) => (Text::from(format!("${name}")), -1, -1),
        Some(PointerTarget::Process { name, .. }) => (name.clone(), -1, -1),
        Some(PointerTarget::Interprocess { name, .. }) => (Text::from(format!("<>{name}")), -1, -1),
        Some(PointerTarget::Element(base, index)) => match resolved(base) {
            (name, -1, _) => (name, *index, -1),
            (name, row, _) => (name, row, *index),
        },
        Some(PointerTarget::Table(table)) => (Text::EMPTY, i64::from(*table), 0),
        Some(PointerTarget::Field(table, field)) => (Text::EMPTY, i64::from(*table), i64::from(*field)),
        Some(PointerTarget::Property(..) | PointerTarget::Item(..)) | None => (Text::EMPTY, 0, 0),
    }
}

/// The pointer to the object of a form whose method runs; there are no forms here, so Nil.
#[command(308, "Self")]
fn self_pointer() -> Pointer {
    Pointer::default()
}

/// Opens the debugger; there is none here, so nothing happens.
#[command(157, "TRACE", thread_safe)]
fn trace() {}

/// The type of a variable or field as a number: the declared type, and that of the value where none was declared.
///
/// ```4d
/// var $d : Date
/// Type($d)=Is date  // True
/// ```
#[command(295, "Type", thread_safe)]
fn type_of(process: &mut Process<'_>, field_var: Argument, span: Span) -> i64 {
    let place = match field_var {
        Argument::Location(place) => place,
        Argument::Value(value) => return value.value_type() as i64,
        _ => return ValueType::Undefined as i64,
    };
    let declared = match &place {
        Location::Local { declared, variable, .. } => {
            let explicit = process
                .call()
                .and_then(|call| call.callee.variables.get(*variable as usize))
                .is_some_and(|local| local.explicit);
            explicit.then(|| declared.clone())
        }
        _ => None,
    };
    let found = match declared {
        Some(Type::Integer) => ValueType::Longint,
        Some(Type::Real) => ValueType::Real,
        Some(Type::Boolean) => ValueType::Boolean,
        Some(Type::Text) => ValueType::Text,
        Some(Type::Date) => ValueType::Date,
        Some(Type::Time) => ValueType::Time,
        Some(Type::Object(_)) => ValueType::Object,
        Some(Type::Collection) => ValueType::Collection,
        Some(Type::Pointer) => ValueType::Pointer,
        Some(Type::Blob) => ValueType::Blob,
        Some(Type::Picture) => ValueType::Picture,
        Some(Type::Variant) => ValueType::Variant,
        Some(Type::Array(_) | Type::Null | Type::Nothing) | None => process.read(&place, span).value_type(),
    };
    found as i64
}

/// Whether an expression has no value.
#[command(82, "Undefined", thread_safe)]
fn undefined(expression: Rest) -> bool {
    matches!(expression.0.first(), None | Some(Value::Undefined))
}

/// The type of a value as a number; the name of an array stands for its current index.
///
/// ```4d
/// Value type("a")=Is text  // True
/// ```
#[command(1509, "Value type", thread_safe)]
fn value_type(expression: Value) -> i64 {
    match expression {
        Value::Array(_) => ValueType::Real as i64,
        value => value.value_type() as i64,
    }
}
