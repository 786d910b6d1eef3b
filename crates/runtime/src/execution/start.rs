//! New processes: cooperative ones in the same domain, preemptive ones on a thread of their own.

use crate::domain::Domain;
use crate::methods;
use crate::process::Process;
use crate::record::ProcessRecord;
use fourd_project::{MethodId, Preemptive};
use fourd_source::Span;
use fourd_value::{Error, Parcel, Text, Value};
use std::sync::Arc;

/// Starts a method in a new process and returns its record (rule 7.1). On a server it is a stored procedure, whoever
/// starts it (rule 1.10).
///
/// # Errors
/// There is no such method, a value cannot be passed to another process, or too many processes are alive.
pub fn new_process(
    process: &mut Process<'_>,
    method: &Text,
    name: Text,
    arguments: Vec<Value>,
) -> Result<Arc<ProcessRecord>, Error> {
    let program = process.domain.program.clone();
    let (method, attributes) = methods::existing_method(process, method)?;
    let parcels = arguments.iter().map(Parcel::pack).collect::<Result<Vec<_>, _>>()?;
    let machine = process.domain.machine.clone();
    let preemptive = process.record.preemptive || attributes.preemptive == Preemptive::Capable;
    let record = machine.begin_process(name, preemptive, false, machine.session.clone())?;
    if !preemptive {
        process.domain.try_start(record.clone(), Box::new(move |process| run(process, &method, parcels)))?;
        return Ok(record);
    }
    let work = move |process: &mut Process<'_>| run(process, &method, parcels);
    Domain::spawn(program, machine, record.clone(), work)?;
    Ok(record)
}

/// The first thing that a process does: a method.
pub(crate) fn run(process: &mut Process<'_>, method: &MethodId, parcels: Vec<Parcel>) {
    let arguments = parcels.into_iter().map(|parcel| crate::packing::unpack(process, parcel)).collect();
    match methods::method_identified(process, method) {
        Ok(callee) => {
            crate::call::call_with_values(process, &callee, None, arguments, Span::default());
        }
        Err(error) => process.raise(error, Span::default()),
    }
}
