//! What a person reads when a process ends by an error.

mod hints;
mod labels;
mod origin;

use crate::call_chain::call_lines;
use crate::fault::Fault;
use crate::kernel::circumstances::NamedValue;
use crate::print::rendered;
use crate::process::{Ending, Pending, Process, Raised};
use fourd_source::{Diagnostic, Span};
use fourd_value::{Value, error};
use std::sync::atomic::Ordering;

/// The report of an error that nobody handled.
pub(crate) fn diagnostic(process: &Process<'_>, pending: &Pending) -> Diagnostic {
    let raised = pending.errors.last();
    let code = raised.map_or(0, |raised| raised.error.code);
    let title = raised.map(|raised| raised.error.message.to_cow().into_owned()).unwrap_or_default();
    let around = pending.around.as_deref();
    let first_line = title.lines().next().unwrap_or_default().to_owned();
    let first_line = raised.and_then(|raised| labels::title(raised, around)).unwrap_or(first_line);
    let mut report = Diagnostic::error("runtime::unhandled", first_line);
    report = match pending.chain.is_empty() {
        // Nothing was running yet: there is no place to show.
        true => report.note(format!("error {code}")),
        false => report.at(pending.span, labels::label(raised, around)),
    };
    if code == error::SHARED_NOT_LOCKED.0 {
        for span in around.into_iter().flat_map(|around| &around.uses) {
            report = report.also(*span, "this `Use` locks another object");
        }
    }
    let values = around.into_iter().flat_map(|around| &around.values);
    let values: Vec<String> = values.map(NamedValue::sentence).collect();
    report = noted(report, &values);
    for cause in pending.errors.iter().rev().skip(1) {
        report = report.note(format!("caused by error {}: {}", cause.error.code, cause.error.message));
    }
    report = noted(report, &call_lines(&process.domain.program.sources, &pending.chain, pending.left_out));
    report = noted(report, origin::origin(process).as_slice());
    let code = process.source_text(pending.span);
    match raised.and_then(|raised| hints::hint(process, raised, around, &code.to_cow())) {
        Some(hint) => report.hint(hint),
        None => report,
    }
}

/// What a person reads of an error that nobody handled: its report, after what is wrong with the file that could not run.
pub(crate) fn diagnostics(process: &Process<'_>, pending: &Pending) -> Vec<Diagnostic> {
    if let Some(fault) = &pending.fault {
        return vec![of_fault(process, pending, fault)];
    }
    let report = diagnostic(process, pending);
    let Some(raised) = pending.errors.last() else { return vec![report] };
    let mut problems = process.domain.program.refused(&raised.error, pending.span.file);
    let is_there = |problem: &Diagnostic| problem.primary.as_ref().is_some_and(|label| label.span == pending.span);
    let inside = problems.iter().any(is_there);
    let sources = &process.domain.program.sources;
    match problems.last_mut() {
        Some(last) if inside => *last = noted(last.clone(), &call_lines(sources, &pending.chain, pending.left_out)),
        _ => problems.push(report),
    }
    problems
}

/// What a person reads of a fault of this program, with the place in the code that ran.
fn of_fault(process: &Process<'_>, pending: &Pending, fault: &Fault) -> Diagnostic {
    let what = match process.record.name.is_empty() {
        true => "what a process did".to_owned(),
        false => format!("what the process `{}` did", process.record.name),
    };
    let report = fault.report(&what);
    let report = match pending.span == Span::default() {
        true => report,
        false => report.at(pending.span, "this statement ran"),
    };
    let report = noted(report, &call_lines(&process.domain.program.sources, &pending.chain, pending.left_out));
    noted(report, origin::origin(process).as_slice())
}

/// With a note of several lines, if there are any.
fn noted(report: Diagnostic, lines: &[String]) -> Diagnostic {
    if lines.is_empty() { report } else { report.note(lines.join("\n")) }
}

/// The component of the errors with which a test asks to be skipped.
const SKIPS: &str = "skip";

/// Why a test wants to be skipped, if this error says so.
fn asks_to_skip(raised: &Raised) -> Option<String> {
    let signature = raised.object.as_ref()?.get_str("componentSignature")?;
    matches!(signature, Value::Text(text) if text.to_cow() == SKIPS).then(|| raised.error.message.to_cow().into_owned())
}

/// Reports the error of a process that has ended by one.
pub(crate) fn process_ended(process: &mut Process<'_>) {
    let Some(pending) = process.pending.take() else { return };
    if process.ending == Some(Ending::Stopped) && pending.fault.is_none() {
        return;
    }
    let assertions = &process.domain.machine.world.assertions;
    assertions.reported(&std::mem::take(&mut process.error_handling.open_assertions));
    if let Some(why) = pending.errors.last().and_then(asks_to_skip) {
        assertions.skip(why);
    }
    process.domain.machine.world.failed.store(true, Ordering::SeqCst);
    let sources = &process.domain.program.sources;
    let host = process.domain.machine.world.host().as_ref();
    let text: String = diagnostics(process, &pending).iter().map(|report| rendered(host, report, sources)).collect();
    crate::host::write_error(&process.domain.machine, &text);
}

/// Reports the error of a worker's task; the worker goes on, unless the program asks it to end.
pub(crate) fn task_ended(process: &mut Process<'_>) {
    process_ended(process);
    if process.ending != Some(Ending::Stopped) {
        process.ending = None;
        process.attention = false;
    }
}
