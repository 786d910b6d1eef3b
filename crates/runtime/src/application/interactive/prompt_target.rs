//! Where a prompt's inputs run: a process that does one job after the other, on its own, on a server, on a client, or on a
//! server for a client. Whoever reads the inputs is no process and waits for the answers.

use super::Conversation;
use crate::domain::Domain;
use crate::edition::Rule;
use crate::inbox::InboxTask;
use crate::machine::Machine;
use crate::process::Process;
use crate::program::Program;
use crate::quit;
use crate::record::{ProcessRecord, process_type};
use crate::run::{main_process, number_domain};
use crate::world::World;
use crate::{background, listening, worker};
use fourd_value::Text;
use parking_lot::Mutex;
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread::JoinHandle;
use std::time::Duration;

type Job = Box<dyn FnOnce(&mut Process<'_>, &mut Conversation) + Send>;

/// The jobs of a place; none once it is closed.
struct JobQueue(Mutex<Option<Jobs>>);

#[derive(Default)]
struct Jobs {
    waiting: VecDeque<Job>,
    /// The jobs were interrupted before the first of them began.
    interrupted: bool,
}

impl JobQueue {
    fn new() -> Arc<JobQueue> {
        Arc::new(JobQueue(Mutex::new(Some(Jobs::default()))))
    }

    /// Whether there is a job, or there will be none.
    fn has_news(&self) -> bool {
        self.0.lock().as_ref().is_none_or(|jobs| !jobs.waiting.is_empty())
    }

    fn is_closed(&self) -> bool {
        self.0.lock().is_none()
    }

    /// The asking thread gets no answer for a job that is dropped.
    fn close(&self) {
        *self.0.lock() = None;
    }
}

/// Closes the desk when the process ends, however it ends.
struct Closing(Arc<JobQueue>);

impl Drop for Closing {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// A process that runs the inputs of a prompt.
pub struct PromptTarget {
    /// The machine that it runs on.
    pub machine: Arc<Machine>,
    /// The process.
    pub record: Arc<ProcessRecord>,
    queue: Arc<JobQueue>,
    thread: Mutex<Option<JoinHandle<std::io::Result<()>>>>,
}

impl PromptTarget {
    /// The main process of an application on its own.
    ///
    /// # Errors
    /// The operating system starts no further thread.
    pub fn standalone(program: &Arc<Program>, world: &Arc<World>) -> std::io::Result<PromptTarget> {
        Self::first_process(program, Machine::standalone(world.clone(), Text::from("designer")))
    }

    /// The first process of a server, in the session of stored procedures.
    ///
    /// # Errors
    /// The operating system starts no further thread.
    pub fn server(program: &Arc<Program>, world: &Arc<World>) -> std::io::Result<PromptTarget> {
        Self::first_process(program, Machine::server(world.clone()))
    }

    /// The main process of a client, which is connected to the server.
    ///
    /// # Errors
    /// The operating system starts no further thread.
    pub fn client(
        program: &Arc<Program>,
        server: &Arc<Machine>,
        number: u32,
        user: &str,
    ) -> std::io::Result<PromptTarget> {
        let machine = Machine::client(server, number, Text::from(user), program.edition.has(Rule::ClientSession));
        if let Some(session) = &machine.server_session {
            session.begins(machine.world.since_1970());
            server.sessions.add(session.clone());
        }
        Self::first_process(program, machine)
    }

    fn first_process(program: &Arc<Program>, machine: Arc<Machine>) -> std::io::Result<PromptTarget> {
        number_domain(&machine);
        let record = main_process(&machine);
        let queue = JobQueue::new();
        let (program, own_machine, own_record) = (program.clone(), machine.clone(), record.clone());
        let closing = Closing(queue.clone());
        let thread = std::thread::Builder::new().name("prompt".to_owned()).spawn(move || {
            let domain = Domain::new(program, own_machine);
            domain.set_main(own_record.identity);
            domain.start(own_record, Box::new(move |process| serve_first(process, &closing.0)));
            domain.run()
        })?;
        Ok(PromptTarget { machine, record, queue, thread: Mutex::new(Some(thread)) })
    }

    /// A process on the server in the session of this client, as the twins of the client's processes are (rule 7.4).
    /// There is none for a machine that is no client.
    pub fn twin(&self) -> Option<PromptTarget> {
        let (server, session) = (self.machine.server.clone()?, self.machine.server_session.clone()?);
        let record = server.add_process(self.record.name.clone(), false, true, Some(session));
        record.process_type.store(process_type::OTHER_USER_PROCESS, std::sync::atomic::Ordering::SeqCst);
        let queue = JobQueue::new();
        let closing = Closing(queue.clone());
        let work = Box::new(move |process: &mut Process<'_>| serve(process, &closing.0, None));
        server.send(InboxTask { record: record.clone(), work });
        Some(PromptTarget { machine: server, record, queue, thread: Mutex::new(None) })
    }

    /// Lets the process do a job and waits for what it gives; nothing where the process has ended.
    pub fn ask<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Process<'_>, &mut Conversation) -> T + Send + 'static,
    ) -> Option<T> {
        self.hand_over(work)?.recv().ok()
    }

    /// As [`ask`](Self::ask), but waits only so long.
    pub fn ask_within<T: Send + 'static>(
        &self,
        time: Duration,
        work: impl FnOnce(&mut Process<'_>, &mut Conversation) -> T + Send + 'static,
    ) -> Option<T> {
        self.hand_over(work)?.recv_timeout(time).ok()
    }

    fn hand_over<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Process<'_>, &mut Conversation) -> T + Send + 'static,
    ) -> Option<Receiver<T>> {
        let (sender, receiver) = channel();
        let job: Job = Box::new(move |process, conversation| {
            // Whoever asked may not wait any more.
            let _ = sender.send(work(process, conversation));
        });
        self.queue.0.lock().as_mut()?.waiting.push_back(job);
        self.machine.world.wake(self.record.identity);
        Some(receiver)
    }

    /// Ends the running job, or the next one where it waits to begin.
    pub fn interrupt(&self) {
        if let Some(jobs) = &mut *self.queue.0.lock() {
            // Before a job begins, the process forgets what it was asked to do until then.
            jobs.interrupted = !jobs.waiting.is_empty();
        }
        self.machine.abort(&self.record);
    }

    /// Whether its process can do another job.
    pub fn is_alive(&self) -> bool {
        !self.queue.is_closed()
    }

    /// Ends the process when it has done its job.
    pub fn close(&self) {
        self.queue.close();
        self.machine.world.wake(self.record.identity);
    }

    /// Waits until the thread of its machine, if it began one, has ended with all its cooperative processes.
    ///
    /// # Errors
    /// The operating system gave no memory for a process.
    pub fn join(&self) -> std::io::Result<()> {
        let thread = self.thread.lock().take();
        match thread.map(JoinHandle::join) {
            Some(Ok(ended)) => ended,
            Some(Err(panic)) => std::panic::resume_unwind(panic),
            None => Ok(()),
        }
    }
}

fn serve_first(process: &mut Process<'_>, queue: &JobQueue) {
    let tasks = worker::main_becomes_one(process);
    serve(process, queue, Some(&tasks));
    let machine = process.domain.machine.clone();
    machine.remove_worker(&tasks);
    if machine.is_client() {
        crate::clients::disconnected(&machine);
    }
}

/// Does the jobs, and what others want of the process between them.
fn serve(process: &mut Process<'_>, queue: &JobQueue, tasks: Option<&crate::workers::Worker>) {
    let mut conversation = Conversation::default();
    loop {
        let all = background::all(process);
        let ready = || queue.has_news() || tasks.is_some_and(|tasks| tasks.has_tasks()) || background::has_news(&all);
        if !quit::wait_until(process, ready) {
            return;
        }
        listening::run_as_tasks(process);
        if let Some(tasks) = tasks {
            tasks.run_tasks(process);
        }
        conversation.settle(process, None);
        loop {
            let (job, interrupted) = match &mut *queue.0.lock() {
                Some(jobs) => (jobs.waiting.pop_front(), std::mem::take(&mut jobs.interrupted)),
                None => return,
            };
            let Some(job) = job else { break };
            if interrupted {
                process.domain.machine.abort(&process.record);
            }
            process.guarded(|process| job(process, &mut conversation));
            if process.pending.as_ref().is_some_and(|pending| pending.fault.is_some()) {
                crate::report::task_ended(process);
            }
        }
    }
}
