//! Workers: processes with a name and a queue of tasks (rule 7.6).

use crate::domain::Domain;
use crate::function::MethodReference;
use crate::process::Process;
use crate::scheduler::Next;
use crate::wait::Wait;
use crate::waiting::{Key, WaitFor};
use crate::workers::{Task, Worker};
use crate::{background, listening, methods, scheduler};
use fourd_project::{MethodId, Preemptive};
use fourd_source::Span;
use fourd_value::{Error, Parcel, Text, Value, error};
use std::sync::Arc;
use std::sync::atomic::Ordering;

fn task(process: &Process<'_>, formula: &Value, parameters: Vec<Value>) -> Result<(Task, Option<MethodId>), Error> {
    let parcels = parameters.iter().map(Parcel::pack).collect::<Result<Vec<_>, _>>()?;
    match formula {
        Value::Text(name) => {
            let method = methods::named_method(process, name);
            Ok((Task::Method(method.clone(), parcels), Some(method)))
        }
        Value::Object(object) => {
            let Some(function) = methods::callable(process, object)? else {
                return Err(Error::with(error::NOT_A_FUNCTION, "expected a formula or the name of a method"));
            };
            if let Some(method) = function.as_any().downcast_ref::<MethodReference>() {
                return Ok((Task::Method(method.method.clone(), parcels), Some(method.method.clone())));
            }
            Ok((Task::Function(Parcel::pack(formula)?, parcels), None))
        }
        other => {
            let text = format!("expected a formula or the name of a method, found {}", other.type_name());
            Err(Error::with(error::INCOMPATIBLE_TYPES, text))
        }
    }
}

/// Gives a worker a task; a name that no worker has starts one. A number that is no worker's does nothing. An empty name of
/// a method is the method that the worker was started with. A killed worker gets a successor, unless it calls itself.
///
/// # Errors
/// The task is none, or a parameter cannot be passed to another process.
pub fn call(process: &mut Process<'_>, target: &Value, formula: &Value, parameters: Vec<Value>) -> Result<(), Error> {
    let (task, method) = task(process, formula, parameters)?;
    let machine = process.domain.machine.clone();
    let found = match target {
        Value::Text(name) if name.is_empty() => {
            return Err(Error::with(error::NAME_EXPECTED, "A worker needs a name"));
        }
        Value::Text(name) => machine.worker_named(name),
        other => {
            let Some(number) = other.as_real() else {
                let text = format!("expected the name or number of a worker, found {}", other.type_name());
                return Err(Error::with(error::INCOMPATIBLE_TYPES, text));
            };
            match machine.worker_numbered(number as i32) {
                Some(worker) => Some(worker),
                None => return Ok(()),
            }
        }
    };
    let nameless = method.as_ref().is_some_and(|method| method.folded.is_empty());
    let task = match (task, found.as_ref().and_then(|worker| worker.startup.clone())) {
        (Task::Method(_, parcels), Some(startup)) if nameless => Task::Method(startup, parcels),
        _ if nameless => return Ok(()),
        (task, _) => task,
    };
    let worker = match found {
        Some(worker) if worker.killed.load(Ordering::SeqCst) => {
            if worker.record.identity == process.record.identity {
                return Ok(());
            }
            let startup = worker.startup.clone().filter(|_| nameless).or(method);
            start(process, worker.record.name.clone(), startup, Some(worker))?
        }
        Some(worker) => worker,
        None => match target {
            Value::Text(name) => start(process, name.clone(), method, None)?,
            _ => return Ok(()),
        },
    };
    worker.tasks.lock().push_back(task);
    machine.world.wake(worker.record.identity);
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
    if let Some(worker) = worker {
        worker.tasks.lock().clear();
        // The main process is no worker that can be killed.
        worker.killed.store(worker.record.worker, Ordering::SeqCst);
        machine.world.wake(worker.record.identity);
    }
}

fn start(
    process: &mut Process<'_>,
    name: Text,
    method: Option<MethodId>,
    previous: Option<Arc<Worker>>,
) -> Result<Arc<Worker>, Error> {
    let domain = process.domain.clone();
    let capable = method
        .as_ref()
        .and_then(|method| domain.program.project.numbered(method.project).method(&method.folded))
        .is_some_and(|file| file.attributes().preemptive == Preemptive::Capable);
    let preemptive = capable || process.record.preemptive;
    let record = domain.machine.begin_process(name, preemptive, true, domain.machine.session.clone())?;
    let worker = Worker::new(record.clone(), method, previous);
    domain.machine.add_worker(worker.clone());
    let own = worker.clone();
    if !preemptive {
        domain.start_service(record, Box::new(move |process| serve(process, &own)));
        return Ok(worker);
    }
    let work = move |process: &mut Process<'_>| {
        while let Some(wait) = serve(process, &own) {
            process.switch.give_away(wait);
        }
    };
    let spawned = Domain::spawn(domain.program.clone(), domain.machine.clone(), record, work);
    if spawned.is_err() {
        domain.machine.remove_worker(&worker);
    }
    spawned.map(|()| worker)
}

/// Makes the main process of a machine a worker, to which others can give tasks until it ends (rule 7.6).
pub(crate) fn main_becomes_one(process: &Process<'_>) -> Arc<Worker> {
    let worker = Worker::new(process.record.clone(), None, None);
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

/// Runs the tasks of a worker one after the other, until it waits for the next one, or has ended.
fn serve(process: &mut Process<'_>, worker: &Arc<Worker>) -> Option<Wait> {
    let machine = process.domain.machine.clone();
    let mut wait = None;
    process.guarded(|process| wait = run_all(process, worker));
    if wait.is_none() {
        machine.remove_worker(worker);
    }
    wait
}

fn run_all(process: &mut Process<'_>, worker: &Worker) -> Option<Wait> {
    let previous = worker.previous.lock().take();
    if let Some(previous) = previous {
        let what = || WaitFor::Task(Some(Key::End(previous.record.identity)));
        scheduler::wait(process, None, what, Span::default(), || previous.record.requests.has_ended());
    }
    loop {
        let all = background::all(process);
        let ready =
            || worker.killed.load(Ordering::SeqCst) || !worker.tasks.lock().is_empty() || background::has_news(&all);
        match scheduler::rest(process, || background::idle_reason(&all), ready) {
            Next::Rest(wait) => return Some(wait),
            Next::Work if !worker.killed.load(Ordering::SeqCst) => {}
            Next::Work | Next::End => return None,
        }
        drop(all);
        listening::run_as_tasks(process);
        if process.attention {
            return None;
        }
        let Some(task) = worker.tasks.lock().pop_front() else { continue };
        run(process, task);
        if process.attention {
            // An unhandled error or an abort ends the task, not the worker, unless the program asks it to end.
            crate::report::task_ended(process);
            if process.attention {
                return None;
            }
        }
    }
}

fn run(process: &mut Process<'_>, task: Task) {
    process.guarded(|process| run_unguarded(process, task));
}

fn run_unguarded(process: &mut Process<'_>, task: Task) {
    match task {
        Task::Method(method, parcels) => {
            let arguments = parcels.into_iter().map(|parcel| crate::packing::unpack(process, parcel)).collect();
            match methods::method_identified(process, &method) {
                Ok(callee) => {
                    crate::call::call_with_values(process, &callee, None, arguments, Span::default());
                }
                Err(error) => process.raise(error, Span::default()),
            }
        }
        Task::Function(function, parcels) => {
            let arguments = parcels.into_iter().map(|parcel| crate::packing::unpack(process, parcel)).collect();
            let function = crate::packing::unpack(process, function);
            let Some(object) = function.as_object() else { return };
            match methods::callable(process, object) {
                Ok(Some(function)) => {
                    crate::function::invoke(process, &function, None, arguments, Span::default());
                }
                Ok(None) => {}
                Err(error) => process.raise(error, Span::default()),
            }
        }
    }
}
