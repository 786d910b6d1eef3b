//! `PROCESS PROPERTIES`, which `Process info` replaced: part of the theme Processes.

use crate::processes::found;
use fourd_macros::command;
use fourd_runtime::Process;
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::{Text, Value};
use std::sync::atomic::Ordering;

/// What `procMode` says of a visible and of a preemptive process.
const VISIBLE: i64 = 1;
const PREEMPTIVE: i64 = 2;

/// Ticks in a second.
const TICKS: f64 = 60.0;

/// The state of a process that does not exist (rule 7.8).
const DOES_NOT_EXIST: i64 = -100;

/// Name, state, time, mode, unique identifier and type of a process, each into a variable. `proc_mode` gets True where it
/// holds a Boolean, or else a number whose bit 0 says visible and bit 1 preemptive.
#[command(336, "PROCESS PROPERTIES", effects(shared))]
fn process_properties(
    process: &mut Process<'_>,
    number: i64,
    proc_name: Location,
    proc_state: Location,
    proc_time: Location,
    proc_mode: Option<Location>,
    unique_id: Option<Location>,
    origin: Option<Location>,
    span: Span,
) {
    let record = found(process, number);
    let record = record.as_deref();
    let name = record.map_or(Text::EMPTY, |record| record.name.clone());
    let state = record.map_or(DOES_NOT_EXIST, |record| i64::from(record.state.load(Ordering::SeqCst)));
    let mode = record.map_or(0, |record| VISIBLE + if record.preemptive { PREEMPTIVE } else { 0 });
    process.write(&proc_name, Value::Text(name), span);
    process.write(&proc_state, Value::integer(state), span);
    let time = record.map_or(0.0, |record| record.run_time.total(process.world()).as_secs_f64());
    process.write(&proc_time, Value::integer((time * TICKS) as i64), span);
    if let Some(place) = proc_mode {
        let mode = match process.read(&place, span) {
            Value::Boolean(_) => Value::Boolean(mode & VISIBLE != 0),
            _ => Value::integer(mode),
        };
        process.write(&place, mode, span);
    }
    if let Some(place) = unique_id {
        process.write(&place, Value::integer(record.map_or(0, |record| i64::from(record.identity))), span);
    }
    if let Some(place) = origin {
        process.write(
            &place,
            Value::integer(record.map_or(0, |record| i64::from(record.process_type.load(Ordering::SeqCst)))),
            span,
        );
    }
}
