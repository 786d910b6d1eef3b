//! `Use … End use`: taking and giving back the group of a shared object.

use crate::node::Frame;
use crate::process::Process;
use crate::waiting::WaitFor;
use fourd_source::Span;
use fourd_value::{Class, Error, Group, Value, error};
use std::rc::Rc;
use std::sync::Arc;

/// The group of a shared object or collection.
///
/// # Errors
/// The value is not shared.
pub fn group_of(value: &Value) -> Result<Arc<Group>, Error> {
    match value {
        Value::Object(object) => match object.native_data::<Rc<Class>>() {
            Some(class) => Some(class.group.clone()),
            None => object.as_shared().map(|shared| shared.group().clone()),
        },
        Value::Collection(collection) => collection.as_shared().map(|shared| shared.group().clone()),
        _ => None,
    }
    .ok_or_else(|| Error::of(error::NOT_SHARED))
}

/// Takes a group, waiting while another process holds it. False where the process must end instead.
pub fn enter(process: &mut Process<'_>, group: &Arc<Group>, span: Span) -> bool {
    let writer = process.writer();
    process.observe();
    let entered = group.try_lock(writer)
        || crate::scheduler::wait(process, None, || WaitFor::Group(group.clone()), span, || group.try_lock(writer));
    if entered {
        process.held.push((group.clone(), span));
    } else {
        group.give_up(writer);
    }
    entered
}

/// Gives a group back.
pub fn leave(process: &mut Process<'_>, group: &Arc<Group>) {
    if let Some(index) = process.held.iter().rposition(|(held, _)| Arc::ptr_eq(held, group)) {
        process.held.remove(index);
    }
    if group.unlock(process.writer()) {
        process.domain.machine.signal();
    }
    process.observe();
}

/// Ends a `shared` function, which took its object when it began.
pub(crate) fn end_shared_function(process: &mut Process<'_>, frame: Frame) {
    let this = process.values.get(frame.values as usize).cloned().unwrap_or_default();
    if let Ok(group) = group_of(&this) {
        leave(process, &group);
    }
}

/// Begins a `shared` function.
pub(crate) fn begin_shared_function(process: &mut Process<'_>, frame: Frame, span: Span) -> bool {
    let this = process.values.get(frame.values as usize).cloned().unwrap_or_default();
    match group_of(&this) {
        Ok(group) => enter(process, &group, span),
        Err(_) => true,
    }
}

/// Runs `change` with the group of a shared value held, as functions that change shared collections do; plain values
/// are changed directly.
pub fn with_implicit_use<R>(
    process: &mut Process<'_>,
    value: &Value,
    span: Span,
    change: impl FnOnce(&mut Process<'_>) -> R,
) -> R {
    let group = group_of(value).ok();
    let entered = match &group {
        Some(group) => enter(process, group, span),
        None => false,
    };
    let result = change(process);
    if let (Some(group), true) = (group, entered) {
        leave(process, &group);
    }
    result
}
