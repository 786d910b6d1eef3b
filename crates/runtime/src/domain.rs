//! A domain: the processes that share one heap and take turns on one thread.

use crate::compiled::Compiled;
use crate::machine::{Machine, ProcessRecord};
use crate::process::Process;
use crate::program::Program;
use crate::scheduler::{Switch, Wait};
use corosensei::stack::{DefaultStack, Stack};
use corosensei::{Coroutine, CoroutineResult};
use fourd_value::{Class, Object, Text, Value};
use rustc_hash::FxHashMap;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Native stack of the first process of a domain, in bytes; memory is taken as it is used.
const MAIN_STACK: usize = 256 << 20;
/// Native stack of any other process, in bytes.
const PROCESS_STACK: usize = 16 << 20;
/// What must be left of the stack when a call begins, in bytes.
const STACK_RESERVE: usize = 192 << 10;
/// How long other processes may go on when the main one has ended (rule 7.12).
const GRACE: Duration = Duration::from_secs(13);

/// What a process does first.
pub type Work = Box<dyn FnOnce(&mut Process<'_>)>;

struct Task {
    record: Arc<ProcessRecord>,
    work: Work,
}

struct Running {
    coroutine: Coroutine<(), Wait, ()>,
    record: Arc<ProcessRecord>,
    wait: Wait,
}

/// The processes that share one heap.
pub struct Domain {
    /// The program.
    pub program: Arc<Program>,
    /// The machine.
    pub machine: Arc<Machine>,
    tasks: RefCell<Vec<Task>>,
    count: Cell<usize>,
    interprocess: RefCell<Vec<Value>>,
    pub(crate) methods: RefCell<FxHashMap<Box<str>, Rc<Compiled>>>,
    pub(crate) text_methods: RefCell<FxHashMap<Text, Rc<Compiled>>>,
    pub(crate) built_in: RefCell<FxHashMap<&'static str, Rc<Class>>>,
    pub(crate) project_classes: RefCell<FxHashMap<Box<str>, Rc<Class>>>,
    pub(crate) collection_class: RefCell<Option<Rc<Class>>>,
    pub(crate) class_objects: RefCell<FxHashMap<usize, Object>>,
    main: Cell<Option<u32>>,
}

impl Domain {
    /// An empty domain.
    pub fn new(program: Arc<Program>, machine: Arc<Machine>) -> Rc<Domain> {
        Rc::new(Domain {
            program,
            machine,
            tasks: RefCell::default(),
            count: Cell::new(0),
            interprocess: RefCell::default(),
            methods: RefCell::default(),
            text_methods: RefCell::default(),
            built_in: RefCell::default(),
            project_classes: RefCell::default(),
            collection_class: RefCell::default(),
            class_objects: RefCell::default(),
            main: Cell::new(None),
        })
    }

    /// Adds a process, which gets its first turn later.
    pub fn start(&self, record: Arc<ProcessRecord>, work: Work) {
        self.count.set(self.count.get() + 1);
        self.tasks.borrow_mut().push(Task { record, work });
    }

    /// Whether there are other processes than the running one.
    pub fn others_wait(&self) -> bool {
        self.count.get() > 1
    }

    /// An interprocess variable by its number.
    pub fn interprocess(&self, number: u32) -> Value {
        self.interprocess.borrow().get(number as usize).cloned().unwrap_or(Value::Undefined)
    }

    /// Sets an interprocess variable by its number.
    pub fn set_interprocess(&self, number: u32, value: Value) {
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
        let mut running: Vec<Running> = Vec::new();
        let mut grace: Option<Instant> = None;
        let mut turn = 0;
        loop {
            for task in self.tasks.take() {
                running.push(self.coroutine(task)?);
            }
            if grace.is_some_and(|until| Instant::now() >= until) {
                self.machine.stop();
                grace = None;
            }
            if running.is_empty() {
                match grace {
                    // Processes on other threads may still go on.
                    Some(until) if self.machine.live_processes() > 0 => {
                        let seen = self.machine.events();
                        if self.machine.live_processes() > 0 {
                            self.machine.sleep(seen, Some(until));
                        }
                        continue;
                    }
                    _ => break,
                }
            }
            let seen = self.machine.events();
            let now = Instant::now();
            let ready = (0..running.len()).map(|offset| (turn + offset) % running.len()).find(|index| {
                running.get(*index).is_some_and(|process| {
                    is_ready(process.wait, now, self.machine.events()) || self.must_end(&process.record)
                })
            });
            let Some(index) = ready else {
                let until = running.iter().filter_map(|process| deadline(process.wait)).chain(grace).min();
                self.machine.sleep(seen, until);
                continue;
            };
            turn = index + 1;
            let Some(process) = running.get_mut(index) else { continue };
            match process.coroutine.resume(()) {
                CoroutineResult::Yield(wait) => process.wait = wait,
                CoroutineResult::Return(()) => {
                    let ended = running.remove(index);
                    turn = index;
                    self.count.set(self.count.get().saturating_sub(1));
                    self.machine.remove_process(&ended.record);
                    if self.main.get() == Some(ended.record.identity) {
                        grace = Some(Instant::now() + GRACE);
                        for record in self.machine.processes().iter().filter(|record| record.worker) {
                            record.abort.store(true, std::sync::atomic::Ordering::SeqCst);
                        }
                        self.machine.signal();
                    }
                }
            }
        }
        self.end();
        Ok(())
    }

    fn must_end(&self, record: &ProcessRecord) -> bool {
        use std::sync::atomic::Ordering::Relaxed;
        self.machine.stopping.load(Relaxed) || record.abort.load(Relaxed)
    }

    fn coroutine(self: &Rc<Domain>, task: Task) -> std::io::Result<Running> {
        let first = self.main.get().is_none_or(|main| main == task.record.identity);
        let stack = DefaultStack::new(if first { MAIN_STACK } else { PROCESS_STACK })?;
        let limit = stack.limit().get() + STACK_RESERVE;
        let (domain, record, work) = (self.clone(), task.record.clone(), task.work);
        let coroutine = Coroutine::with_stack(stack, move |yielder, ()| {
            let mut process = Process::new(domain, record, Switch { yielder }, limit);
            work(&mut process);
            crate::report::process_ended(&mut process);
        });
        Ok(Running { coroutine, record: task.record, wait: Wait::Slice })
    }

    /// Frees the heap.
    fn end(&self) {
        self.interprocess.take();
        self.methods.take();
        self.text_methods.take();
        self.project_classes.take();
        self.built_in.take();
        self.collection_class.take();
        self.class_objects.take();
        fourd_value::heap::end_domain();
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

fn is_ready(wait: Wait, now: Instant, events: u64) -> bool {
    match wait {
        Wait::Slice => true,
        Wait::Until(until) => now >= until,
        Wait::Event(seen, until) => events != seen || until.is_some_and(|until| now >= until),
    }
}

fn deadline(wait: Wait) -> Option<Instant> {
    match wait {
        Wait::Slice => None,
        Wait::Until(until) => Some(until),
        Wait::Event(_, until) => until,
    }
}
