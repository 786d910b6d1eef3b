//! Language ([theme](https://developer.4d.com/docs/commands/theme/Language)). `This`, `Super`, `Null` and the
//! declarations are part of the language itself.

use fourd_macros::{command, theme};
use fourd_runtime::Process;
use fourd_runtime::classes::{self, Store};
use fourd_runtime::command::Rest;
use fourd_value::{Object, Value};

theme!("Language": built_in_classes, count_parameters, project_classes, undefined, value_type);

fn store(process: &mut Process<'_>, store: Store) -> Object {
    match classes::built_in(process, "ClassStore") {
        Some(class) => Object::native(&class, store),
        None => Object::new(),
    }
}

/// The class store of the built-in classes.
#[command(1709, "4D", thread_safe)]
fn built_in_classes(process: &mut Process<'_>) -> Object {
    store(process, Store::BuiltIn)
}

/// The class store of the project's classes.
#[command(1710, "cs", thread_safe)]
fn project_classes(process: &mut Process<'_>) -> Object {
    store(process, Store::Project)
}

/// How many arguments the running method was called with.
#[command(259, "Count parameters", thread_safe)]
fn count_parameters(process: &mut Process<'_>) -> i64 {
    process.call().map_or(0, |call| i64::from(call.count))
}

/// Whether an expression has no value.
#[command(82, "Undefined", thread_safe)]
fn undefined(expression: Rest) -> bool {
    matches!(expression.0.first(), None | Some(Value::Undefined))
}

/// The type of a value as a number.
#[command(1509, "Value type", thread_safe)]
fn value_type(expression: Value) -> i64 {
    expression.value_type() as i64
}
