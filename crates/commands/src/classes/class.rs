//! `4D.Class` ([API](https://developer.4d.com/docs/API/ClassClass)).

use fourd_runtime::command::Arguments;
use fourd_runtime::{ClassEntry, Process, classes};
use fourd_value::{Class, Error, Value, error};
use std::rc::Rc;

/// The class.
pub(super) static CLASS: ClassEntry = ClassEntry {
    name: "Class",
    superclass: None,
    functions: &[("new", new)],
    properties: &[
        ("isSessionSingleton", is_session_singleton, None),
        ("isShared", is_shared, None),
        ("isSingleton", is_singleton, None),
        ("me", me, None),
        ("name", name, None),
        ("superclass", superclass, None),
    ],
    constructor: None,
};

fn class_of(process: &mut Process<'_>, this: &Value) -> Result<Rc<Class>, Error> {
    this.as_object()
        .and_then(|object| classes::class_behind(process, object))
        .ok_or_else(|| Error::with(error::INCOMPATIBLE_TYPES, "expected a class"))
}

/// Makes an object of the class.
fn new(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let class = class_of(process, this)?;
    let span = arguments.span;
    let values = arguments.forwarded(process);
    Ok(classes::construct(process, &class, values, span))
}

fn me(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let class = class_of(process, this)?;
    if !class.kind.singleton {
        return Ok(Value::Undefined);
    }
    Ok(classes::singleton(process, &class, Vec::new(), arguments.span))
}

fn name(process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    Ok(Value::Text(class_of(process, this)?.name.clone()))
}

fn superclass(process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    let class = class_of(process, this)?;
    Ok(match class.superclass() {
        Some(superclass) => Value::Object(classes::class_object(process, &superclass)),
        None => Value::Null,
    })
}

fn is_shared(process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    Ok(Value::Boolean(class_of(process, this)?.kind.shared))
}

fn is_singleton(process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    Ok(Value::Boolean(class_of(process, this)?.kind.singleton))
}

fn is_session_singleton(process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    Ok(Value::Boolean(class_of(process, this)?.kind.session_singleton))
}
