//! The threads of domains: that of a machine's cooperative processes, and those of preemptive ones.

use crate::domain::{Domain, Task, Upcalls, once};
use crate::fault;
use crate::machine::Machine;
use crate::pool::{Job, MOST_USES, Pool, Seat};
use crate::process::Process;
use crate::program::Program;
use crate::record::ProcessRecord;
use crate::reload;
use crate::remote;
use crate::stacks::{PROCESS_STACK, no_memory_for_stack, no_stack};
use corosensei::stack::DefaultStack;
use fourd_value::{Error, error};
use std::rc::Rc;
use std::sync::Arc;

/// What the evaluator calls in this folder.
const UPCALLS: &Upcalls = &Upcalls { call_on_server: remote::call_on_server, reload: reload::reload };

impl Domain {
    /// The cooperative domain of a machine, still empty; there is one for each machine.
    pub fn new(program: Arc<Program>, machine: Arc<Machine>) -> Rc<Domain> {
        let number = machine.domain_number.load(std::sync::atomic::Ordering::SeqCst);
        Self::numbered(program, machine, number, false, UPCALLS)
    }

    /// Runs a process that its machine knows already in a domain of its own, on a thread that rests or a new one.
    ///
    /// # Errors
    /// The operating system starts no further thread; the machine has forgotten the process then.
    pub fn spawn(
        program: Arc<Program>,
        machine: Arc<Machine>,
        record: Arc<ProcessRecord>,
        work: impl FnOnce(&mut Process<'_>) + Send + 'static,
    ) -> Result<(), Error> {
        let number = machine.world.conductor.as_ref().map_or(0, |conductor| {
            let number = conductor.new_domain();
            conductor.add(record.identity, number);
            number
        });
        let job = Job { record: record.clone(), work: Box::new(work), number };
        let Some(job) = machine.state.get::<Pool>().give(&program, job) else { return Ok(()) };
        let own_machine = machine.clone();
        let spawned = DefaultStack::new(PROCESS_STACK).map_err(|problem| no_memory_for_stack(&problem));
        let spawned = spawned.and_then(|stack| {
            let thread = std::thread::Builder::new().name("preemptive processes".to_owned()).spawn(move || {
                let seat = Seat::new(program.clone());
                Domain::numbered(program, own_machine, number, true, UPCALLS).serve(&seat, job, stack);
            });
            let no_thread = |problem| format!("The operating system starts no further thread: {problem}");
            thread.map_err(|problem| Error::with(error::MEMORY_FULL, no_thread(problem)))
        });
        let Err(problem) = spawned else { return Ok(()) };
        if let Some(conductor) = &machine.world.conductor {
            conductor.forget(record.identity);
        }
        machine.remove_process(&record);
        Err(problem)
    }

    /// Runs preemptive processes one after the other, until none comes for long.
    fn serve(self: Rc<Domain>, seat: &Arc<Seat>, first: Job, stack: DefaultStack) {
        self.kept_stacks.borrow_mut().push(stack);
        let mut next = Some(first);
        while let Some(Job { record, work, number }) = next {
            self.number.set(number);
            self.uses.set(self.uses.get() + 1);
            self.add_task(Task { record, work: once(work), stack: None });
            if let Err(problem) = self.run_processes(Some(seat)) {
                // The stack of the process was there: nothing else fails.
                crate::print::print(self.machine.world.host().as_ref(), &no_stack(&problem), &self.program.sources);
            }
            next = if self.rests.replace(false) { self.pool().wait(seat) } else { None };
        }
        self.end();
    }

    /// The process of a domain that runs preemptive processes has ended: everything of it goes, and the next one may come.
    pub(crate) fn rest(&self, seat: &Arc<Seat>) {
        self.empty();
        let is_good = !self.spoilt.get() && self.uses.get() < MOST_USES;
        self.rests.set(is_good && self.pool().rest(seat));
    }

    /// Runs all processes to their end.
    ///
    /// # Errors
    /// The operating system gives no memory for a stack.
    pub fn run(self: &Rc<Domain>) -> std::io::Result<()> {
        self.run_processes(None)?;
        self.end();
        self.pool().dismiss();
        Ok(())
    }

    fn run_processes(self: &Rc<Domain>, seat: Option<&Arc<Seat>>) -> std::io::Result<()> {
        let world = self.machine.world.clone();
        let _inside = world.enter();
        let ran = fault::catch(|| match &world.conductor {
            Some(conductor) => self.run_seeded(seat, conductor),
            None => self.run_in_real_time(seat),
        });
        match ran {
            Ok(ran) => ran?,
            Err(fault) => self.has_failed(&fault),
        }
        Ok(())
    }

    fn pool(&self) -> Arc<Pool> {
        self.machine.state.get()
    }
}
