//! Which process failed, and for whom: said where it is not clear anyway.

use crate::process::Process;
use crate::record::{ProcessRecord, process_type};
use std::sync::atomic::Ordering;

/// The process with its kind, and its session where that is not the only one; nothing for the only process of a program.
pub(super) fn origin(process: &Process<'_>) -> Option<String> {
    let record = &process.record;
    let kind = record.process_type.load(Ordering::Relaxed);
    let session = record.session().filter(|session| !session.kind.is_only);
    let alone = process.domain.machine.world.begun_processes() <= 1;
    if record.name.is_empty() || alone && kind == process_type::MAIN && session.is_none() {
        return None;
    }
    let mut text = format!("in process {} `{}`, {}", record.number, record.name, kind_of(record, kind));
    if let Some(session) = session {
        text.push_str(&format!(", session `{}` of the user `{}`", session.kind.info_type, session.shown_user()));
    }
    Some(text)
}

fn kind_of(record: &ProcessRecord, kind: i32) -> String {
    let mode = if record.preemptive { "preemptive" } else { "cooperative" };
    match kind {
        process_type::MAIN => "the main process".to_owned(),
        process_type::INTERNAL_SERVER => "the main process of the server".to_owned(),
        process_type::WORKER => format!("a {mode} worker"),
        process_type::EXECUTE_ON_SERVER => format!("a {mode} process that a client has started"),
        process_type::EXECUTE_ON_CLIENT => "the process for requests of other clients".to_owned(),
        process_type::ON_EXIT => "which ends the program".to_owned(),
        process_type::BACKUP => "which runs a backup".to_owned(),
        _ => format!("a {mode} process"),
    }
}
