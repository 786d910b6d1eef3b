//! What happens to an error: `Try`, the `ON ERR CALL` method, or the end of the process.

use crate::calls::PutOff;
use crate::error_method::ErrorMethod;
use crate::error_method::ErrorScope;
use crate::error_state::Interrupted;
use crate::node::Flow;
use crate::process::{Ending, Pending, Process, Raised};
use fourd_project::ProjectNumber;
use fourd_source::Span;
use fourd_value::{Collection, Error, Object, Text, Value, error};
use std::sync::atomic::Ordering;

/// The objects of `Last errors`, the error that was signalled last first.
fn error_objects(pending: &Pending) -> Value {
    let object = |raised: &Raised| {
        if let Some(object) = &raised.object {
            return Value::Object(object.clone());
        }
        let object = Object::new();
        object.put("errCode", Value::integer(raised.error.code));
        object.put("message", Value::Text(raised.error.message.clone()));
        object.put("componentSignature", Value::text(raised.error.component));
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
    note(process, process.project(), &pending);
    settle_assertions(process, true);
    process.attention = false;
    true
}

/// The errors of failed assertions are handled, or not.
fn settle_assertions(process: &mut Process<'_>, handled: bool) {
    let numbers = std::mem::take(&mut process.error_handling.open_assertions);
    if handled && !numbers.is_empty() {
        process.domain.machine.world.assertions.handled(&numbers);
    }
}

/// Makes an error known to `Last errors`, and to `Error`, `Error method` and `Error line` of a project.
pub(crate) fn note(process: &mut Process<'_>, project: ProjectNumber, pending: &Pending) {
    process.error_handling.last_errors = Some(error_objects(pending));
    let code = pending.errors.last().map_or(0, |raised| match raised.error.component {
        error::TOOLBOX => -1,
        _ => raised.error.code,
    });
    process.set_named_in(project, "Error", Value::integer(code));
    let statement = process.statement(pending.span);
    let (line, code) = statement.map_or((0, Text::EMPTY), |statement| (statement.line, statement.code));
    process.set_named_in(project, "Error line", Value::from(line));
    process.set_named_in(project, "Error formula", Value::Text(code));
    let method = pending.chain.first().map(|place| place.routine.clone()).unwrap_or_default();
    process.set_named_in(project, "Error method", Value::Text(method));
}

/// An error reached the end of its statement outside any `Try`: the handler runs and the next statement follows, or the
/// process ends.
pub(crate) fn handle(process: &mut Process<'_>) -> Flow {
    handle_in(process, true)
}

/// As [`handle`], at the end of the outermost routine, which has no statement left.
pub(crate) fn handle_at_end(process: &mut Process<'_>) {
    if process.ending.is_none() && process.pending.is_some() {
        handle_in(process, false);
    }
}

fn handle_in(process: &mut Process<'_>, goes_on: bool) -> Flow {
    let Some(mut pending) = process.pending.take() else { return Flow::Unwind };
    let stays = process.error_handling.handling || process.domain.machine.world.stopping.load(Ordering::Relaxed);
    let Some(handler) = handler(process).filter(|_| !stays) else {
        pending.around = Some(Box::new(crate::evaluator::circumstances::circumstances(process, &pending)));
        process.pending = Some(pending);
        process.end(Ending::Aborted);
        return Flow::Unwind;
    };
    note(process, handler.method.project, &pending);
    settle_assertions(process, !handler.precedes_test);
    process.attention = false;
    process.error_handling.handling = true;
    let try_depth = std::mem::take(&mut process.error_handling.try_depth);
    // An error that was put off is one of a routine that has ended.
    let ended = pending.depth.saturating_sub(process.calls.len());
    let span = pending.chain.get(ended).map_or(pending.span, |place| place.span);
    process.error_handling.interrupted = goes_on.then_some(Interrupted { depth: process.calls.len(), try_depth, span });
    run_handler(process, &handler, span);
    process.error_handling.try_depth = try_depth;
    process.error_handling.handling = false;
    process.error_handling.interrupted = None;
    if process.attention { Flow::Unwind } else { Flow::Next }
}

/// The method for an error in the running project: that of the process, that of the project in all processes, or for
/// components the one that the host installed for all of them.
fn handler(process: &Process<'_>) -> Option<ErrorMethod> {
    let project = process.project();
    let machine = &process.domain.machine;
    process
        .error_handling
        .handler(project)
        .cloned()
        .or_else(|| machine.error_method(ErrorScope::Project(project)))
        .or_else(|| machine.error_method(ErrorScope::Components).filter(|_| !project.is_host()))
}

fn run_handler(process: &mut Process<'_>, handler: &ErrorMethod, span: Span) {
    let ran = process.with_room_to_handle(|process| {
        let callee = crate::methods::method_identified(process, &handler.method)?;
        crate::call::call_with_values(process, &callee, None, Vec::new(), span);
        Ok(())
    });
    match ran.and_then(|ran| ran) {
        Ok(()) => {}
        Err(error) => {
            process.raise(error, span);
            process.end(Ending::Aborted);
        }
    }
}

impl Process<'_> {
    /// What a statement does once its expressions were evaluated.
    #[inline(always)]
    pub fn settle(&mut self) -> Flow {
        if self.attention { self.settle_slowly() } else { Flow::Next }
    }

    #[cold]
    #[inline(never)]
    fn settle_slowly(&mut self) -> Flow {
        if self.return_requested {
            self.return_requested = false;
            self.attention = self.pending.is_some() || self.ending.is_some();
            if !self.attention {
                return Flow::Return;
            }
        }
        let handling = &self.error_handling;
        let goes_first = || handling.handler(self.project()).is_some_and(|handler| handler.depth >= handling.try_depth);
        let caught = handling.try_depth > 0 && (handling.handling || !goes_first());
        if self.ending.is_some() || caught || self.pending.is_none() {
            return Flow::Unwind;
        }
        handle(self)
    }

    /// Puts the error of the `throw` at a place off until the running routine ends, or the `Try` inside it.
    pub fn put_off(&mut self, raised: Raised, span: Span) {
        let try_depth = self.error_handling.try_depth;
        if let Some(call) = self.calls.last_mut() {
            call.extras.get_or_insert_default().put_off.push(PutOff { raised, span, try_depth });
        }
    }

    /// Signals current errors again: they are put off until the running routine ends, in an error method until the
    /// routine that it interrupts does.
    pub fn throw_again(&mut self, errors: Vec<Raised>, span: Span) {
        let interrupted = self.error_handling.interrupted;
        let target = interrupted.and_then(|interrupted| self.calls.get_mut(interrupted.depth.checked_sub(1)?));
        match (target, interrupted) {
            (Some(call), Some(Interrupted { try_depth, span, .. })) => {
                let put_off = errors.into_iter().map(|raised| PutOff { raised, span, try_depth });
                call.extras.get_or_insert_default().put_off.extend(put_off);
            }
            _ => errors.into_iter().for_each(|raised| self.put_off(raised, span)),
        }
    }

    /// Takes the error that is on its way, so that somebody else can be told.
    pub(crate) fn take_errors(&mut self) -> Option<Vec<Error>> {
        let pending = self.pending.take()?;
        if self.ending.is_none() {
            self.attention = false;
        }
        Some(pending.errors.into_iter().map(|raised| raised.error).collect())
    }

    /// The errors that were put off directly inside a `Try` that ends now: `Last errors` knows them. `Catch` runs only for
    /// an error that was not put off; it gets all of them.
    pub(crate) fn end_of_try(&mut self) {
        let depth = self.error_handling.try_depth;
        let Some(extras) = self.calls.last_mut().and_then(|call| call.extras.as_mut()) else { return };
        let others_leave = self.attention && self.pending.is_none();
        if others_leave || !extras.put_off.iter().any(|each| each.try_depth > depth) {
            return;
        }
        let (ended, kept): (Vec<_>, Vec<_>) = extras.put_off.drain(..).partition(|each| each.try_depth > depth);
        extras.put_off = kept;
        if let Some(pending) = &mut self.pending {
            pending.errors.splice(0..0, ended.into_iter().map(|each| each.raised));
            return;
        }
        let errors = ended.into_iter().map(|each| each.raised).collect();
        let pending = Pending {
            errors,
            span: Span::default(),
            chain: Vec::new(),
            left_out: 0,
            depth: 0,
            around: None,
            fault: None,
        };
        self.error_handling.last_errors = Some(error_objects(&pending));
    }
}
