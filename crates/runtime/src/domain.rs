//! A domain: the processes that share one heap and take turns on one thread.

use crate::compiled::Compiled;
use crate::conductor::{Conductor, DomainNumber, Turn};
use crate::convert::into_integer;
use crate::fault;
use crate::machine::{Machine, ProcessRecord};
use crate::pool::{Job, MOST_USES, Seat};
use crate::process::Process;
use crate::program::Program;
use crate::room::{no_memory_for_stack, no_stack};
use crate::scheduler::{self, Switch, Wait};
use crate::text_code::TextCode;
use crate::world::Moment;
use corosensei::stack::{DefaultStack, Stack};
use corosensei::{Coroutine, CoroutineResult};
use fourd_project::{DatabaseMethod, MethodId, ProjectNumber};
use fourd_value::{Class, Error, Object, Text, Value, error};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

/// Native stack of the first process of a domain, in bytes; memory is taken as it is used.
const MAIN_STACK: usize = 256 << 20;
/// Native stack of any other process, in bytes.
const PROCESS_STACK: usize = 16 << 20;
/// What must be left of the stack when a call begins, in bytes.
/// It is also what dropping the nodes of an expression may need.
pub(crate) const STACK_RESERVE: usize = if cfg!(debug_assertions) { 2 << 20 } else { 512 << 10 };
/// How long other processes may go on when the main one has ended (rule 7.12).
const GRACE: Duration = Duration::from_secs(13);

/// What a process does first.
pub type Work = Box<dyn FnOnce(&mut Process<'_>)>;

/// A process that another thread hands over to a domain.
pub struct InboxTask {
    /// The process.
    pub record: Arc<ProcessRecord>,
    /// What it does first.
    pub work: Box<dyn FnOnce(&mut Process<'_>) + Send>,
}

struct Task {
    record: Arc<ProcessRecord>,
    work: Work,
    /// Its stack, where whoever started it has asked for one already.
    stack: Option<DefaultStack>,
}

struct Running {
    coroutine: Coroutine<(), Wait, ()>,
    record: Arc<ProcessRecord>,
    wait: Wait,
    _life: Life,
}

/// Others must not wait for a process that is dropped before its end.
struct Life {
    machine: Arc<Machine>,
    record: Arc<ProcessRecord>,
}

impl Drop for Life {
    fn drop(&mut self) {
        if !self.record.asked.has_ended() {
            self.machine.remove_process(&self.record);
            if let Some(conductor) = &self.machine.world.conductor {
                conductor.remove(self.record.identity, self.machine.world.events());
            }
        }
    }
}

/// A class by its project and its name.
pub(crate) type ClassId = (ProjectNumber, Box<str>);

/// The processes that share one heap.
pub struct Domain {
    /// The program.
    pub program: Arc<Program>,
    /// The machine.
    pub machine: Arc<Machine>,
    tasks: RefCell<Vec<Task>>,
    count: Cell<usize>,
    interprocess: RefCell<Vec<Value>>,
    /// The interprocess variables that were declared as Integer.
    integers: RefCell<FxHashSet<u32>>,
    pub(crate) methods: RefCell<FxHashMap<MethodId, Rc<Compiled>>>,
    pub(crate) database_methods: RefCell<FxHashMap<(ProjectNumber, DatabaseMethod), Rc<Compiled>>>,
    pub(crate) text_code: TextCode,
    pub(crate) built_in: RefCell<FxHashMap<&'static str, Rc<Class>>>,
    pub(crate) project_classes: RefCell<FxHashMap<ClassId, Rc<Class>>>,
    pub(crate) collection_class: RefCell<Option<Rc<Class>>>,
    /// The class objects of classes, by the addresses of the classes.
    pub(crate) class_objects: RefCell<FxHashMap<usize, Object>>,
    /// The classes of class objects, by the addresses of the shared objects.
    pub(crate) classes_of_objects: RefCell<FxHashMap<usize, Rc<Class>>>,
    /// What one process hands over to another one, by the identity of the process that asked.
    pub(crate) handed: RefCell<FxHashMap<u32, Value>>,
    main: Cell<Option<u32>>,
    /// A stack for what needs room, kept for its next use.
    pub(crate) spare_stack: Cell<Option<DefaultStack>>,
    /// Its number for the conductor.
    number: Cell<DomainNumber>,
    /// Where it gets its next preemptive process; the domain of all cooperative processes of a machine has none.
    seat: Option<Arc<Seat>>,
    /// How many preemptive processes it has run.
    uses: Cell<u32>,
    /// A fault has happened in it: it runs no further process.
    pub(crate) spoilt: Cell<bool>,
    /// It may get its next process.
    rests: Cell<bool>,
    /// The stack of its last process, for the next one.
    kept_stack: Cell<Option<DefaultStack>>,
}

impl Domain {
    /// The cooperative domain of a machine, still empty; there is one for each machine.
    pub fn new(program: Arc<Program>, machine: Arc<Machine>) -> Rc<Domain> {
        let number = machine.domain_number.load(std::sync::atomic::Ordering::SeqCst);
        Self::numbered(program, machine, number, None)
    }

    fn numbered(
        program: Arc<Program>,
        machine: Arc<Machine>,
        number: DomainNumber,
        seat: Option<Arc<Seat>>,
    ) -> Rc<Domain> {
        Rc::new(Domain {
            program,
            machine,
            tasks: RefCell::default(),
            count: Cell::new(0),
            interprocess: RefCell::default(),
            integers: RefCell::default(),
            methods: RefCell::default(),
            database_methods: RefCell::default(),
            text_code: TextCode::default(),
            built_in: RefCell::default(),
            project_classes: RefCell::default(),
            collection_class: RefCell::default(),
            class_objects: RefCell::default(),
            classes_of_objects: RefCell::default(),
            handed: RefCell::default(),
            main: Cell::new(None),
            spare_stack: Cell::new(None),
            number: Cell::new(number),
            seat,
            uses: Cell::new(0),
            spoilt: Cell::new(false),
            rests: Cell::new(false),
            kept_stack: Cell::new(None),
        })
    }

    /// Adds a process, which gets its first turn later.
    pub fn start(&self, record: Arc<ProcessRecord>, work: Work) {
        if let Some(conductor) = &self.machine.world.conductor {
            conductor.add(record.identity, self.number.get());
        }
        self.start_added(record, work);
    }

    /// As [`Domain::start`], for a process that its machine knows already and that may fail to start.
    ///
    /// # Errors
    /// The operating system gives no memory for a stack; the machine has forgotten the process then.
    pub fn try_start(&self, record: Arc<ProcessRecord>, work: Work) -> Result<(), Error> {
        match self.new_stack(&record) {
            Ok(stack) => {
                if let Some(conductor) = &self.machine.world.conductor {
                    conductor.add(record.identity, self.number.get());
                }
                self.add_task(Task { record, work, stack: Some(stack) });
                Ok(())
            }
            Err(problem) => {
                self.machine.remove_process(&record);
                Err(no_memory_for_stack(&problem))
            }
        }
    }

    /// Adds a process that the conductor knows already.
    pub(crate) fn start_added(&self, record: Arc<ProcessRecord>, work: Work) {
        self.add_task(Task { record, work, stack: None });
    }

    fn add_task(&self, task: Task) {
        self.count.set(self.count.get() + 1);
        self.tasks.borrow_mut().push(task);
    }

    fn new_stack(&self, record: &ProcessRecord) -> std::io::Result<DefaultStack> {
        let first = self.seat.is_none() && self.main.get().is_none_or(|main| main == record.identity);
        DefaultStack::new(if first { MAIN_STACK } else { PROCESS_STACK })
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
        let Some(job) = machine.pool.give(&program, job) else { return Ok(()) };
        let own_machine = machine.clone();
        let spawned = DefaultStack::new(PROCESS_STACK).map_err(|problem| no_memory_for_stack(&problem));
        let spawned = spawned.and_then(|stack| {
            let thread = std::thread::Builder::new().name("preemptive processes".to_owned()).spawn(move || {
                let seat = Seat::new(program.clone());
                Domain::numbered(program, own_machine, number, Some(seat)).serve(job, stack);
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
    fn serve(self: Rc<Domain>, first: Job, stack: DefaultStack) {
        let Some(seat) = &self.seat else { return };
        self.kept_stack.set(Some(stack));
        let mut next = Some(first);
        while let Some(Job { record, work, number }) = next {
            self.number.set(number);
            self.uses.set(self.uses.get() + 1);
            self.add_task(Task { record, work, stack: self.kept_stack.take() });
            if let Err(problem) = self.run_processes() {
                // The stack of the process was there: nothing else fails.
                crate::report::print(&no_stack(&problem), &self.program.sources);
            }
            next = if self.rests.replace(false) { self.machine.pool.wait(seat) } else { None };
        }
        self.end();
    }

    /// The process of a domain that runs preemptive processes has ended: everything of it goes, and the next one may come.
    fn rest(&self) {
        let Some(seat) = &self.seat else { return };
        self.empty();
        let is_good = !self.spoilt.get() && self.uses.get() < MOST_USES;
        self.rests.set(is_good && self.machine.pool.rest(seat));
    }

    /// Whether there are other processes than the running one.
    pub fn others_wait(&self) -> bool {
        self.count.get() > 1
    }

    /// An interprocess variable by its number.
    pub fn interprocess(&self, number: u32) -> Value {
        self.interprocess.borrow().get(number as usize).cloned().unwrap_or(Value::Undefined)
    }

    /// Declares an interprocess variable as Integer, or as of another type.
    pub(crate) fn declare_interprocess(&self, number: u32, integer: bool) {
        let mut integers = self.integers.borrow_mut();
        if integer {
            integers.insert(number);
        } else {
            integers.remove(&number);
        }
    }

    /// Sets an interprocess variable by its number.
    pub fn set_interprocess(&self, number: u32, value: Value) {
        let value = if self.integers.borrow().contains(&number) { into_integer(value) } else { value };
        let index = number as usize;
        let old = {
            let mut variables = self.interprocess.borrow_mut();
            if index >= variables.len() {
                variables.resize(index + 1, Value::Undefined);
            }
            variables.get_mut(index).map(|slot| std::mem::replace(slot, value))
        };
        drop(old);
    }

    /// Marks the process whose end ends the program.
    pub fn set_main(&self, identity: u32) {
        self.main.set(Some(identity));
    }

    /// Runs all processes to their end.
    ///
    /// # Errors
    /// The operating system gives no memory for a stack.
    pub fn run(self: &Rc<Domain>) -> std::io::Result<()> {
        self.run_processes()?;
        self.end();
        self.machine.pool.dismiss();
        Ok(())
    }

    fn run_processes(self: &Rc<Domain>) -> std::io::Result<()> {
        let world = self.machine.world.clone();
        let _inside = world.enter();
        let ran = fault::catch(|| match &world.conductor {
            Some(conductor) => self.run_seeded(conductor),
            None => self.run_in_real_time(),
        });
        match ran {
            Ok(ran) => ran?,
            Err(fault) => self.has_failed(&fault),
        }
        Ok(())
    }

    /// Its processes cannot go on, and those of other domains may wait for them: all end.
    #[cold]
    fn has_failed(&self, fault: &fault::Fault) {
        self.spoilt.set(true);
        crate::report::print(&fault.report("the whole run"), &self.program.sources);
        self.machine.world.failed.store(true, std::sync::atomic::Ordering::SeqCst);
        for task in self.new_tasks() {
            drop(Life { machine: self.machine.clone(), record: task.record });
        }
        self.machine.world.stop();
    }

    fn run_in_real_time(self: &Rc<Domain>) -> std::io::Result<()> {
        let world = &self.machine.world;
        let mut running: Vec<Running> = Vec::new();
        let mut grace: Option<Moment> = None;
        let mut turn = 0;
        loop {
            self.begin_tasks(&mut running)?;
            if grace.is_some_and(|until| world.now() >= until) {
                self.machine.end_processes();
                grace = None;
            }
            if running.is_empty() {
                match grace {
                    // Processes on other threads may still go on.
                    Some(until) if self.machine.has_processes() => {
                        let seen = world.events();
                        if self.machine.has_processes() {
                            world.sleep(seen, Some(until));
                        }
                        continue;
                    }
                    _ => return Ok(()),
                }
            }
            let seen = world.events();
            let now = world.now();
            let ready = (0..running.len()).map(|offset| (turn + offset) % running.len()).find(|index| {
                running
                    .get(*index)
                    .is_some_and(|process| process.wait.is_over(now, seen) || self.is_called(&process.record))
            });
            let Some(index) = ready else {
                if world.is_stuck() {
                    scheduler::report_deadlock(world, &self.program.sources, None);
                }
                let until = running.iter().filter_map(|process| process.wait.deadline()).chain(grace).min();
                world.sleep(seen, until);
                continue;
            };
            turn = index + 1;
            let Some(process) = running.get_mut(index) else { continue };
            let record = process.record.clone();
            record.run_time.begin(world);
            let result = process.coroutine.resume(());
            record.run_time.end(world);
            match result {
                CoroutineResult::Yield(wait) => process.wait = wait,
                CoroutineResult::Return(()) => {
                    let ended = running.remove(index);
                    turn = index;
                    if self.process_ended(ended) {
                        grace = Some(world.now() + GRACE);
                    }
                }
            }
        }
    }

    /// With a seed, the conductor says which process of which domain runs. The end of the main process lets a clock of
    /// its own run in the conductor.
    fn run_seeded(self: &Rc<Domain>, conductor: &Conductor) -> std::io::Result<()> {
        let world = &self.machine.world;
        let grace = u32::MAX - self.number.get();
        let mut running: Vec<Running> = Vec::new();
        loop {
            self.begin_tasks(&mut running)?;
            let Turn::Run(identity) = conductor.next(self.number.get(), || world.events()) else { return Ok(()) };
            if conductor.is_stuck() {
                scheduler::report_deadlock(world, &self.program.sources, None);
            }
            if identity == grace {
                self.machine.end_processes();
                conductor.remove(grace, world.events());
                continue;
            }
            self.begin_tasks(&mut running)?;
            let Some(index) = running.iter().position(|process| process.record.identity == identity) else {
                conductor.remove(identity, world.events());
                continue;
            };
            let Some(process) = running.get_mut(index) else { continue };
            let record = process.record.clone();
            record.run_time.begin(world);
            let result = process.coroutine.resume(());
            record.run_time.end(world);
            match result {
                CoroutineResult::Yield(wait) => conductor.give_away(identity, wait, world.events()),
                CoroutineResult::Return(()) => {
                    let ended = running.remove(index);
                    if self.process_ended(ended) {
                        conductor.add(grace, self.number.get());
                        conductor.let_wait(grace, Wait::Until(world.now() + GRACE));
                    }
                    conductor.remove(identity, world.events());
                }
            }
        }
    }

    /// The processes that were added since last time, also by other threads where this is the machine's cooperative domain.
    fn new_tasks(&self) -> Vec<Task> {
        let mut tasks = self.tasks.take();
        if self.seat.is_none() {
            for InboxTask { record, work } in self.machine.take_inbox() {
                self.count.set(self.count.get() + 1);
                tasks.push(Task { record, work, stack: None });
            }
        }
        tasks
    }

    /// Forgets a process that has ended; true where it was the main one, whose end the others are told.
    fn process_ended(&self, ended: Running) -> bool {
        let Running { coroutine, record, .. } = ended;
        if self.seat.is_some() {
            self.kept_stack.set(Some(coroutine.into_stack()));
            self.rest();
        }
        self.forget(&record)
    }

    /// As [`Domain::process_ended`], for a process that may not have begun.
    fn forget(&self, record: &ProcessRecord) -> bool {
        self.count.set(self.count.get().saturating_sub(1));
        self.machine.remove_process(record);
        if self.main.get() != Some(record.identity) {
            return false;
        }
        self.machine.settings.ending.store(true, std::sync::atomic::Ordering::SeqCst);
        for worker in self.machine.processes().iter().filter(|record| record.worker) {
            self.machine.abort(worker);
        }
        true
    }

    /// Whether a process gets its turn although it waits: it shall end, or look at what is asked of it.
    fn is_called(&self, record: &ProcessRecord) -> bool {
        use std::sync::atomic::Ordering::Relaxed;
        self.machine.world.stopping.load(Relaxed) || record.abort.load(Relaxed) || record.asked.is_called()
    }

    /// Gets processes ready to run. One for which there is no stack ends at once with a report, but for the main one.
    ///
    /// # Errors
    /// There is no stack for the main process.
    fn begin_tasks(self: &Rc<Domain>, running: &mut Vec<Running>) -> std::io::Result<()> {
        for mut task in self.new_tasks() {
            let stack = match task.stack.take() {
                Some(stack) => Ok(stack),
                None => self.new_stack(&task.record),
            };
            match stack {
                Ok(stack) => running.push(self.coroutine(task, stack)),
                Err(problem) if self.main.get().is_none_or(|main| main == task.record.identity) => return Err(problem),
                Err(problem) => {
                    crate::report::print(&no_stack(&problem), &self.program.sources);
                    self.machine.world.failed.store(true, std::sync::atomic::Ordering::SeqCst);
                    self.forget(&task.record);
                    if let Some(conductor) = &self.machine.world.conductor {
                        conductor.remove(task.record.identity, self.machine.world.events());
                    }
                }
            }
        }
        Ok(())
    }

    fn coroutine(self: &Rc<Domain>, task: Task, stack: DefaultStack) -> Running {
        let limit = stack.limit().get() + STACK_RESERVE;
        let (domain, record, work) = (self.clone(), task.record.clone(), task.work);
        let world = self.machine.world.clone();
        let coroutine = Coroutine::with_stack(stack, move |yielder, ()| {
            // Reports can fail too, and what the process leaves behind when it is dropped.
            let whole = move || {
                let mut process = Process::new(domain, record, Switch { yielder }, limit);
                process.guarded(|process| {
                    if process.record.asked.is_called() {
                        process.attend();
                    }
                    work(process);
                });
                crate::report::process_ended(&mut process);
                Ok(())
            };
            // The report is all that is left to do.
            let _ = fault::guard(&world, "a process", whole);
        });
        let life = Life { machine: self.machine.clone(), record: task.record.clone() };
        Running { coroutine, record: task.record, wait: Wait::Slice, _life: life }
    }

    /// Frees all that its processes have left, and keeps the code that they have called.
    fn empty(&self) {
        self.interprocess.take();
        self.integers.take();
        self.handed.take();
        self.main.set(None);
        fourd_value::heap::end_domain();
    }

    /// Frees everything.
    fn end(&self) {
        self.empty();
        self.methods.take();
        self.database_methods.take();
        self.text_code.clear();
        self.project_classes.take();
        self.built_in.take();
        self.collection_class.take();
        self.class_objects.take();
        self.classes_of_objects.take();
    }

    /// Names and values of the interprocess variables that have one.
    pub fn interprocess_variables(&self) -> Vec<(Text, Value)> {
        let variables = self.interprocess.borrow();
        let named = variables.iter().enumerate().filter_map(|(number, value)| {
            let name = self.program.names.interprocess_name(number as u32)?;
            Some((Text::from(&*name), value.clone()))
        });
        named.collect()
    }
}
