//! Workers: processes with a name and a queue of tasks (rule 7.6).

use crate::compiled::Compiled;
use crate::domain::Domain;
use crate::function::{FormulaFunction, MethodReference};
use crate::machine::ProcessRecord;
use crate::process::Process;
use crate::waiting::WaitFor;
use crate::{program, scheduler};
use fourd_project::Preemptive;
use fourd_resolve::Type;
use fourd_resolve::typed::{Routine, Slot};
use fourd_source::{FileId, Span, fold_name};
use fourd_value::{Error, Function, Parcel, Text, Value, error};
use parking_lot::Mutex;
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What a worker is to run.
pub enum Task {
    /// A method by its folded name.
    Method(String, Vec<Parcel>),
    /// A formula: its code, the values that it took with it, its file and text.
    Formula(Box<SentFormula>, Vec<Parcel>),
}

/// A formula on its way to another process.
pub struct SentFormula {
    routine: Arc<Routine>,
    captures: Vec<(Slot, Type, Parcel)>,
    name: Text,
    source: Text,
    file: FileId,
}

/// A worker as the machine knows it.
pub struct Worker {
    /// Its process.
    pub record: Arc<ProcessRecord>,
    tasks: Mutex<VecDeque<Task>>,
    killed: AtomicBool,
}

fn task(formula: &Value, parameters: Vec<Value>) -> Result<(Task, Option<String>), Error> {
    let parcels = parameters.iter().map(Parcel::pack).collect::<Result<Vec<_>, _>>()?;
    match formula {
        Value::Text(method) => {
            let folded = fold_name(&method.to_cow());
            Ok((Task::Method(folded.clone(), parcels), Some(folded)))
        }
        Value::Object(object) => {
            let Some(function) = object.native_data::<Function>() else {
                return Err(Error::with(error::NOT_A_FUNCTION, "expected a formula or the name of a method"));
            };
            if let Some(method) = function.as_any().downcast_ref::<MethodReference>() {
                return Ok((Task::Method(method.folded.clone(), parcels), Some(method.folded.clone())));
            }
            let Some(formula) = function.as_any().downcast_ref::<FormulaFunction>() else {
                return Err(Error::with(error::NOT_A_FUNCTION, "Only formulas and methods can be sent to a worker"));
            };
            let captures = formula
                .captures
                .iter()
                .map(|(slot, declared, value)| Ok((*slot, declared.clone(), Parcel::pack(value)?)))
                .collect::<Result<Vec<_>, Error>>()?;
            let sent = SentFormula {
                routine: formula.compiled.routine.clone(),
                captures,
                name: formula.compiled.name.clone(),
                source: formula.source.clone(),
                file: formula.compiled.file,
            };
            Ok((Task::Formula(Box::new(sent), parcels), None))
        }
        other => {
            let text = format!("expected a formula or the name of a method, found {}", other.type_name());
            Err(Error::with(error::INCOMPATIBLE_TYPES, text))
        }
    }
}

/// Gives a worker a task; a name that no worker has starts one. A number that is no worker's does nothing.
///
/// # Errors
/// The task is none, or a parameter cannot be passed to another process.
pub fn call(process: &mut Process<'_>, target: &Value, formula: &Value, parameters: Vec<Value>) -> Result<(), Error> {
    let (task, method) = task(formula, parameters)?;
    let machine = process.domain.machine.clone();
    let worker = match target {
        Value::Text(name) => {
            if name.is_empty() {
                return Err(Error::with(error::NAME_EXPECTED, "A worker needs a name"));
            }
            match machine.worker_named(name) {
                Some(worker) => worker,
                None => start(process, name.clone(), method.as_deref())?,
            }
        }
        other => match other.as_real().and_then(|number| machine.worker_numbered(number as i32)) {
            Some(worker) => worker,
            None => return Ok(()),
        },
    };
    worker.tasks.lock().push_back(task);
    machine.signal();
    Ok(())
}

/// Ends a worker after its running task and forgets its other tasks; without a target, the running one.
pub fn kill(process: &mut Process<'_>, target: Option<&Value>) {
    let machine = process.domain.machine.clone();
    let worker = match target {
        Some(Value::Text(name)) => machine.worker_named(name),
        Some(other) => other.as_real().and_then(|number| machine.worker_numbered(number as i32)),
        None => machine.worker_numbered(process.record.number),
    };
    // The main process is no worker that can be killed.
    if let Some(worker) = worker.filter(|worker| worker.record.worker) {
        worker.killed.store(true, Ordering::SeqCst);
        worker.tasks.lock().clear();
        machine.remove_worker(&worker);
        machine.signal();
    }
}

fn start(process: &mut Process<'_>, name: Text, method: Option<&str>) -> Result<Arc<Worker>, Error> {
    let domain = process.domain.clone();
    let capable = method
        .and_then(|folded| domain.program.project.method(folded))
        .is_some_and(|file| file.attributes().preemptive == Preemptive::Capable);
    let preemptive = capable || process.record.preemptive;
    let record = domain.machine.add_process(name, preemptive, true, domain.machine.session.clone());
    let worker = Arc::new(Worker { record: record.clone(), tasks: Mutex::default(), killed: AtomicBool::new(false) });
    domain.machine.add_worker(worker.clone());
    let own = worker.clone();
    if !preemptive {
        domain.start(record, Box::new(move |process| serve(process, &own)));
        return Ok(worker);
    }
    let work = move |process: &mut Process<'_>| serve(process, &own);
    match Domain::spawn(domain.program.clone(), domain.machine.clone(), record, work) {
        Ok(()) => Ok(worker),
        Err(problem) => {
            domain.machine.remove_worker(&worker);
            domain.machine.remove_process(&worker.record);
            Err(Error::new(-108, format!("The operating system starts no further thread: {problem}")))
        }
    }
}

/// Makes the main process of a machine a worker, to which others can give tasks until it ends (rule 7.6).
pub(crate) fn main_becomes_one(process: &Process<'_>) -> Arc<Worker> {
    let record = process.record.clone();
    let worker = Arc::new(Worker { record, tasks: Mutex::default(), killed: AtomicBool::new(false) });
    process.domain.machine.add_worker(worker.clone());
    worker
}

impl Worker {
    /// Whether there is something to run.
    pub(crate) fn has_tasks(&self) -> bool {
        !self.tasks.lock().is_empty()
    }

    /// Runs all tasks that are there.
    pub(crate) fn run_tasks(&self, process: &mut Process<'_>) {
        while process.ending.is_none() {
            let Some(task) = self.tasks.lock().pop_front() else { return };
            run(process, task);
            if process.attention {
                crate::report::task_ended(process);
            }
        }
    }
}

/// Runs the tasks of a worker one after the other.
fn serve(process: &mut Process<'_>, worker: &Arc<Worker>) {
    let machine = process.domain.machine.clone();
    loop {
        let ready = || worker.killed.load(Ordering::SeqCst) || !worker.tasks.lock().is_empty();
        if !scheduler::wait(process, None, || WaitFor::Task, Span::default(), ready)
            || worker.killed.load(Ordering::SeqCst)
        {
            break;
        }
        let Some(task) = worker.tasks.lock().pop_front() else { continue };
        run(process, task);
        if process.attention {
            // An unhandled error or an abort ends the task, not the worker, unless the program asks it to end.
            crate::report::task_ended(process);
            if process.attention {
                break;
            }
        }
    }
    machine.remove_worker(worker);
}

fn run(process: &mut Process<'_>, task: Task) {
    match task {
        Task::Method(folded, parcels) => {
            let arguments = parcels.into_iter().map(|parcel| crate::classes::unpack(process, parcel)).collect();
            match program::method_folded(process, &folded) {
                Ok(compiled) => {
                    crate::call::call_with_values(process, &compiled, None, arguments, Span::default());
                }
                Err(error) => process.raise(error, Span::default()),
            }
        }
        Task::Formula(sent, parcels) => {
            let arguments = parcels.into_iter().map(|parcel| crate::classes::unpack(process, parcel)).collect();
            let SentFormula { routine, captures, name, source, file } = *sent;
            let compiled: Rc<Compiled> = Rc::new(program::prepare(routine, name, file));
            let captures = captures
                .into_iter()
                .map(|(slot, declared, parcel)| (slot, declared, crate::classes::unpack(process, parcel)))
                .collect();
            let function: Function = Rc::new(FormulaFunction { compiled, captures, source });
            crate::function::invoke(process, &function, None, arguments, Span::default());
        }
    }
}
