//! New processes: cooperative ones in the same domain, preemptive ones on a thread of their own.

use crate::domain::Domain;
use crate::machine::ProcessRecord;
use crate::process::Process;
use crate::program;
use fourd_project::Preemptive;
use fourd_source::{Span, fold_name};
use fourd_value::{Error, Parcel, Text, Value, error};
use std::sync::Arc;

/// Starts a method in a new process and returns its record (rule 7.1). On a server it is a stored procedure, whoever
/// starts it (rule 1.10).
///
/// # Errors
/// There is no such method, or a value cannot be passed to another process.
pub fn new_process(
    process: &mut Process<'_>,
    method: &Text,
    name: Text,
    arguments: Vec<Value>,
) -> Result<Arc<ProcessRecord>, Error> {
    let folded = fold_name(&method.to_cow());
    let program = process.domain.program.clone();
    let Some(file) = program.project.method(&folded) else {
        return Err(Error::with(error::METHOD_MISSING, format!("There is no method `{method}`")));
    };
    let parcels = arguments.iter().map(Parcel::pack).collect::<Result<Vec<_>, _>>()?;
    let machine = process.domain.machine.clone();
    let preemptive = process.record.preemptive || file.attributes().preemptive == Preemptive::Capable;
    let record = machine.add_process(name, preemptive, false, machine.session.clone());
    if !preemptive {
        process.domain.start(record.clone(), Box::new(move |process| run(process, &folded, parcels)));
        return Ok(record);
    }
    let work = move |process: &mut Process<'_>| run(process, &folded, parcels);
    match Domain::spawn(program, machine.clone(), record.clone(), work) {
        Ok(()) => Ok(record),
        Err(problem) => {
            machine.remove_process(&record);
            Err(Error::new(-108, format!("The operating system starts no further thread: {problem}")))
        }
    }
}

/// The first thing that a process does: the method by its folded name.
pub(crate) fn run(process: &mut Process<'_>, folded: &str, parcels: Vec<Parcel>) {
    let arguments = parcels.into_iter().map(|parcel| crate::classes::unpack(process, parcel)).collect();
    match program::method_folded(process, folded) {
        Ok(compiled) => {
            crate::call::call_with_values(process, &compiled, None, arguments, Span::default());
        }
        Err(error) => process.raise(error, Span::default()),
    }
}
