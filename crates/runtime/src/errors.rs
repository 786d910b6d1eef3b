//! What happens to an error: `Try`, the `ON ERR CALL` method, or the end of the process.

use crate::node::Flow;
use crate::process::{Ending, Pending, Process};
use fourd_value::{Collection, Error, Object, Text, Value};

/// The objects of `Last errors`, the error that was signalled last first.
fn error_objects(pending: &Pending) -> Value {
    let object = |error: &Error| {
        let object = Object::new();
        object.put("errCode", Value::integer(error.code));
        object.put("message", Value::Text(error.message.clone()));
        object.put("componentSignature", Value::text(error.component));
        Value::Object(object)
    };
    Value::Collection(Collection::new(pending.errors.iter().rev().map(object).collect()))
}

/// Lets a `Try` take the error that is on its way; false where it is none that can be taken.
pub(crate) fn catch(process: &mut Process<'_>) -> bool {
    if process.ending.is_some() {
        return false;
    }
    let Some(pending) = process.pending.take() else { return false };
    note(process, &pending);
    process.attention = false;
    true
}

/// Makes an error known to `Last errors`, `Error`, `Error method` and `Error line`.
fn note(process: &mut Process<'_>, pending: &Pending) {
    process.error_handling.last_errors = Some(error_objects(pending));
    let code = pending.errors.last().map_or(0, |error| error.code);
    process.set_named("Error", Value::integer(code));
    let line = process.domain.program.sources.locate(pending.span).map_or(0, |(_, line, _)| line);
    process.set_named("Error line", Value::from(line));
    let method = pending.chain.first().map(|place| place.routine.clone()).unwrap_or_default();
    process.set_named("Error method", Value::Text(method));
}

/// An error reached the end of its statement outside any `Try`: the handler runs and the next statement follows, or the
/// process ends.
pub(crate) fn handle(process: &mut Process<'_>) -> Flow {
    let Some(pending) = process.pending.take() else { return Flow::Unwind };
    let handler = process.error_handling.handler.clone();
    let handler = if handler.is_empty() { process.domain.machine.global_handler() } else { handler };
    if handler.is_empty() || process.error_handling.handling {
        process.pending = Some(pending);
        process.end(Ending::Aborted);
        return Flow::Unwind;
    }
    note(process, &pending);
    process.attention = false;
    process.error_handling.handling = true;
    let depth = std::mem::take(&mut process.error_handling.try_depth);
    run_handler(process, &handler, &pending);
    process.error_handling.try_depth = depth;
    process.error_handling.handling = false;
    if process.attention { Flow::Unwind } else { Flow::Next }
}

fn run_handler(process: &mut Process<'_>, handler: &Text, pending: &Pending) {
    match crate::program::method(process, handler) {
        Ok(compiled) => {
            crate::call::call_with_values(process, &compiled, None, Vec::new(), pending.span);
        }
        Err(error) => {
            process.raise(error, pending.span);
            process.end(Ending::Aborted);
        }
    }
}

impl Process<'_> {
    /// Lets the errors that `throw` put off until now take effect; tells whether there were any.
    pub(crate) fn deferred_errors(&mut self, span: fourd_source::Span) -> bool {
        if self.deferred.is_empty() || self.attention {
            return false;
        }
        let errors = std::mem::take(&mut self.deferred);
        self.raise_all(errors, span);
        true
    }
}
