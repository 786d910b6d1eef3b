//! `Use … End use`: taking and giving back the group of a shared object; and what enters a shared object, where two groups
//! may merge.

use crate::frame::Frame;
use crate::process::Process;
use crate::waiting::WaitFor;
use crate::world::ProcessWaker;
use fourd_source::Span;
use fourd_value::{Collection, Elements, Error, Group, Object, Text, Value, Waker, error};
use std::sync::Arc;

/// The group of a shared object or collection.
///
/// # Errors
/// The value is not shared.
pub fn group_of(value: &Value) -> Result<Arc<Group>, Error> {
    match value {
        Value::Object(object) => object.as_shared().map(|shared| shared.group().clone()),
        Value::Collection(collection) => collection.as_shared().map(|shared| shared.group().clone()),
        _ => None,
    }
    .ok_or_else(|| Error::of(error::NOT_SHARED))
}

/// Takes a group, waiting while another process holds it. False where the process must end instead; else [`leave`] gives
/// the group back.
pub fn enter(process: &mut Process<'_>, group: Arc<Group>, span: Span) -> bool {
    process.observe();
    if !group.try_lock(process.writer()) && !wait_for(process, &group, span) {
        return false;
    }
    process.held.push((group, span));
    true
}

/// How often a process of a thread of its own looks for a group before it waits: most uses end sooner than a thread falls
/// asleep.
const LOOKS: u32 = 40;

#[cold]
fn wait_for(process: &mut Process<'_>, group: &Arc<Group>, span: Span) -> bool {
    let writer = process.writer();
    if process.record.preemptive && !process.seeded {
        for _ in 0..LOOKS {
            std::hint::spin_loop();
            if group.owner().is_none() && group.try_lock(writer) {
                return true;
            }
        }
    }
    let waker: Arc<dyn Waker> =
        Arc::new(ProcessWaker { world: process.domain.machine.world.clone(), identity: process.record.identity });
    process.queued = Some(group.clone());
    let look = || group.lock_or_queue(writer, &waker);
    let entered = crate::scheduler::wait(process, None, || WaitFor::Group(group.clone()), span, look);
    process.queued = None;
    if !entered {
        group.leave_queue(writer);
    }
    entered
}

/// Gives back the group that was taken last.
pub fn leave(process: &mut Process<'_>) {
    if let Some((group, _)) = process.held.pop() {
        group.unlock(process.writer());
    }
    process.observe();
}

/// Ends a `shared` function, which took its object when it began.
pub(crate) fn end_shared_function(process: &mut Process<'_>, frame: Frame) {
    let this = process.values.get(frame.values as usize).cloned().unwrap_or_default();
    if group_of(&this).is_ok() {
        leave(process);
    }
}

/// Begins a `shared` function.
pub(crate) fn begin_shared_function(process: &mut Process<'_>, frame: Frame, span: Span) -> bool {
    let this = process.values.get(frame.values as usize).cloned().unwrap_or_default();
    match group_of(&this) {
        Ok(group) => enter(process, group, span),
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
    let entered = match group_of(value) {
        Ok(group) => enter(process, group, span),
        Err(_) => false,
    };
    let result = change(process);
    if entered {
        leave(process);
    }
    result
}

/// Runs `store`, which lets values enter a shared object, with `groups` held as well: they are about to merge with that of
/// the object, and a merge takes the other group like a `Use` (rule 6.4).
fn holding<R>(
    process: &mut Process<'_>,
    groups: impl IntoIterator<Item = Arc<Group>>,
    span: Span,
    store: impl FnOnce(&mut Process<'_>) -> Result<R, Error>,
) -> Result<R, Error> {
    let (before, mut entered) = (process.held.len(), true);
    for group in groups {
        entered = entered && enter(process, group, span);
    }
    // A process that must end stores nothing; nobody sees the error.
    let result = if entered { store(process) } else { Err(Error::of(error::SHARED_GROUP)) };
    while process.held.len() > before {
        leave(process);
    }
    result
}

/// Sets a property as an assignment does; where that merges two groups, waits until no other process holds the group of
/// the value.
///
/// # Errors
/// A shared object that the process does not hold, or a value that it cannot take.
pub fn set_property(
    process: &mut Process<'_>,
    object: &Object,
    key: &Text,
    value: Value,
    span: Span,
) -> Result<(), Error> {
    match object.also_held(&value, process.writer()) {
        None => object.set(key, value, process.writer()),
        Some(group) => holding(process, [group], span, |process| object.set(key, value, process.writer())),
    }
}

/// Sets an element as an assignment does; where that merges two groups, waits until no other process holds the group of
/// the value.
///
/// # Errors
/// A shared collection that the process does not hold, or a value that it cannot take.
pub fn set_element(
    process: &mut Process<'_>,
    collection: &Collection,
    position: usize,
    value: Value,
    span: Span,
) -> Result<(), Error> {
    match collection.also_held(&value, process.writer()) {
        None => collection.set(position, value, process.writer()),
        Some(group) => holding(process, [group], span, |process| collection.set(position, value, process.writer())),
    }
}

/// Appends an element; where that merges two groups, waits until no other process holds the group of the value.
///
/// # Errors
/// A shared collection that the process does not hold, or a value that it cannot take.
pub fn push(process: &mut Process<'_>, collection: &Collection, value: Value, span: Span) -> Result<(), Error> {
    match collection.also_held(&value, process.writer()) {
        None => collection.push(value, process.writer()),
        Some(group) => holding(process, [group], span, |process| collection.push(value, process.writer())),
    }
}

/// Changes all elements of a collection at once: `change` gets them and may do anything with them. Where groups
/// merge, waits until no other process holds those of the values. A shared collection must be held by the process.
///
/// # Errors
/// A shared collection that the process does not hold, or a value that it cannot take.
pub fn change_elements<R>(
    process: &mut Process<'_>,
    collection: &Collection,
    span: Span,
    change: impl FnOnce(&mut Elements) -> R,
) -> Result<R, Error> {
    let writer = process.writer();
    let Some(shared) = collection.as_shared() else { return collection.change(writer, change) };
    shared.check_writer(writer)?;
    let mut elements = collection.elements();
    let result = change(&mut elements);
    let elements = elements.into_vec();
    let groups: Vec<Arc<Group>> = elements.iter().filter_map(|element| collection.also_held(element, writer)).collect();
    holding(process, groups, span, |_| collection.change(writer, |current| *current = elements.into()))?;
    Ok(result)
}
