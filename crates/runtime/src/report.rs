//! What a person reads when a process ends by an error.

use crate::process::{CHAIN_END, Ending, Pending, Process};
use fourd_source::{Diagnostic, Format, render};
use std::io::{IsTerminal, Write};
use std::sync::atomic::Ordering;

/// The report of an error that nobody handled.
pub(crate) fn diagnostic(process: &Process<'_>, pending: &Pending) -> Diagnostic {
    let error = pending.errors.last().map(|raised| &raised.error);
    let code = error.map_or(0, |error| error.code);
    let title = error.map(|error| error.message.to_cow().into_owned()).unwrap_or_default();
    let first_line = title.lines().next().unwrap_or_default().to_owned();
    let mut report = Diagnostic::error("runtime::unhandled", first_line);
    report = match pending.chain.is_empty() {
        // Nothing was running yet: there is no place to show.
        true => report.note(format!("error {code}")),
        false => report.at(pending.span, format!("error {code}")),
    };
    for cause in pending.errors.iter().rev().skip(1) {
        report = report.note(format!("caused by error {}: {}", cause.error.code, cause.error.message));
    }
    let sources = &process.domain.program.sources;
    let places: Vec<String> = pending
        .chain
        .iter()
        .map(|place| match sources.locate(place.span) {
            Some((file, line, _)) => format!("`{}` at {}:{line}", place.routine, file.path.display()),
            None => format!("`{}`", place.routine),
        })
        .collect();
    for (index, place) in places.iter().enumerate().skip(1) {
        if pending.left_out > 0 && index == CHAIN_END {
            report = report.note(format!("… {} more calls …", pending.left_out));
        }
        report = report.note(format!("called from {place}"));
    }
    report
}

/// Reports the error of a process that has ended by one.
pub(crate) fn process_ended(process: &mut Process<'_>) {
    let Some(pending) = process.pending.take() else { return };
    if process.ending == Some(Ending::Stopped) {
        return;
    }
    process.domain.machine.world.failed.store(true, Ordering::SeqCst);
    let mut report = diagnostic(process, &pending);
    if !process.record.name.is_empty() {
        report = report.note(format!("in process {} `{}`", process.record.number, process.record.name));
    }
    crate::host::write_error(&process.domain.machine, &rendered(&report, &process.domain.program.sources));
}

/// Reports the error of a worker's task; the worker goes on, unless the program asks it to end.
pub(crate) fn task_ended(process: &mut Process<'_>) {
    process_ended(process);
    if process.ending != Some(Ending::Stopped) {
        process.ending = None;
        process.attention = false;
    }
}

/// Writes a report to standard error.
pub fn print(report: &Diagnostic, sources: &fourd_source::SourceMap) {
    let _ = std::io::stderr().lock().write_all(rendered(report, sources).as_bytes());
}

fn rendered(report: &Diagnostic, sources: &fourd_source::SourceMap) -> String {
    let colour = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let mut text = String::new();
    render(report, sources, Format::Human { colour }, &mut text);
    text
}
