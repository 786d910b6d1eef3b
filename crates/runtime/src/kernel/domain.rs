//! A domain: the processes that share one heap and take turns on one thread.

use crate::callee::{Callee, Grown};
use crate::conductor::DomainNumber;
use crate::convert::into_integer;
use crate::inbox::Inbox;
use crate::machine::Machine;
use crate::process::Process;
use crate::program::Program;
use crate::record::ProcessRecord;
use crate::stacks::{MAIN_STACK, PROCESS_STACK, no_memory_for_stack};
use crate::state::ProcessSlots;
use crate::text_cache::TextCode;
use crate::wait::Wait;
use crate::waiting::Bell;
use corosensei::stack::DefaultStack;
use fourd_project::{DatabaseMethod, MethodId, ProjectNumber};
use fourd_source::Span;
use fourd_value::{Class, Error, Object, Text, Value};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

/// How many stacks a domain keeps for its next processes: the memory that they have used stays taken.
const MOST_KEPT_STACKS: usize = 2;
/// What a process does first.
pub type Work = Box<dyn FnOnce(&mut Process<'_>)>;

/// What a process does that has no work at times, and then needs no stack. It runs until there is none, gives how the
/// process waits for the next, and is called again; `None` where the process ends.
pub(crate) type Service = Box<dyn FnMut(&mut Process<'_>) -> Option<Wait>>;

/// A process that has not begun.
pub(crate) struct Task {
    pub(crate) record: Arc<ProcessRecord>,
    pub(crate) work: Service,
    /// Its stack, where whoever started it has asked for one already.
    pub(crate) stack: Option<DefaultStack>,
}

/// A service that ends when some work is done.
pub(crate) fn once(work: Work) -> Service {
    let mut work = Some(work);
    Box::new(move |process| {
        if let Some(work) = work.take() {
            work(process);
        }
        None
    })
}

/// What the evaluator calls in parts of the runtime that are above it. Who makes a domain says what that is.
pub(crate) struct Upcalls {
    /// Runs a method of the project with these arguments on the server, for a process of a client.
    pub(crate) call_on_server: fn(&mut Process<'_>, MethodId, Vec<Value>, Span) -> Value,
    /// The text of the program has changed: the domain of the process gets new routines.
    pub(crate) reload: fn(&mut Process<'_>),
}

/// A class by its project and its name.
pub(crate) type ClassId = (ProjectNumber, Box<str>);

/// The processes that share one heap.
pub struct Domain {
    /// The program.
    pub program: Arc<Program>,
    /// The machine.
    pub machine: Arc<Machine>,
    pub(crate) upcalls: &'static Upcalls,
    /// Processes that other threads have handed over.
    pub(crate) inbox: Arc<Inbox>,
    pub(crate) tasks: RefCell<Vec<Task>>,
    pub(crate) count: Cell<usize>,
    interprocess: RefCell<Vec<Value>>,
    /// The interprocess variables that were declared as Integer.
    integers: RefCell<FxHashSet<u32>>,
    pub(crate) methods: RefCell<FxHashMap<MethodId, Rc<Callee>>>,
    pub(crate) database_methods: RefCell<FxHashMap<(ProjectNumber, DatabaseMethod), Rc<Callee>>>,
    pub(crate) text_code: TextCode,
    pub(crate) grown: Grown,
    /// The changes of trees that it has taken notice of.
    revision: Cell<u64>,
    /// The changes of the program's text that it has taken notice of.
    text_revision: Cell<u64>,
    /// What commands keep for all processes of the domain: what was made of the program and can be made again.
    pub(crate) kept: ProcessSlots,
    pub(crate) built_in: RefCell<FxHashMap<&'static str, Rc<Class>>>,
    pub(crate) project_classes: RefCell<FxHashMap<ClassId, Rc<Class>>>,
    pub(crate) collection_class: RefCell<Option<Rc<Class>>>,
    /// The class objects of classes, by the addresses of the classes.
    pub(crate) class_objects: RefCell<FxHashMap<usize, Object>>,
    /// The classes of class objects, by the addresses of the shared objects.
    pub(crate) classes_of_objects: RefCell<FxHashMap<usize, Rc<Class>>>,
    /// What one process hands over to another one, by the identity of the process that asked.
    pub(crate) transferred: RefCell<FxHashMap<u32, Value>>,
    pub(crate) main: Cell<Option<u32>>,
    /// A stack for what needs room, kept for its next use.
    pub(crate) spare_stack: Cell<Option<DefaultStack>>,
    /// Its number for the conductor.
    pub(crate) number: Cell<DomainNumber>,
    /// It runs preemptive processes, one after the other; else all cooperative processes of its machine.
    pub(crate) preemptive: bool,
    /// Wakes its thread.
    pub(crate) bell: Arc<Bell>,
    /// How many preemptive processes it has run.
    pub(crate) uses: Cell<u32>,
    /// A fault has happened in it: it runs no further process.
    pub(crate) spoilt: Cell<bool>,
    /// It may get its next process.
    pub(crate) rests: Cell<bool>,
    /// The stacks of the processes that needed one last, for the next ones.
    pub(crate) kept_stacks: RefCell<Vec<DefaultStack>>,
}

impl Domain {
    /// An empty domain.
    pub(crate) fn numbered(
        program: Arc<Program>,
        machine: Arc<Machine>,
        number: DomainNumber,
        preemptive: bool,
        upcalls: &'static Upcalls,
    ) -> Rc<Domain> {
        let bell = if !preemptive { machine.bell.clone() } else { Arc::default() };
        let inbox = machine.state.get::<Inbox>();
        let (revision, text_revision) = (program.observers.revision(), program.text_revision());
        Rc::new(Domain {
            bell,
            inbox,
            program,
            machine,
            upcalls,
            tasks: RefCell::default(),
            count: Cell::new(0),
            interprocess: RefCell::default(),
            integers: RefCell::default(),
            methods: RefCell::default(),
            database_methods: RefCell::default(),
            text_code: TextCode::default(),
            grown: Grown::default(),
            revision: Cell::new(revision),
            text_revision: Cell::new(text_revision),
            kept: ProcessSlots::default(),
            built_in: RefCell::default(),
            project_classes: RefCell::default(),
            collection_class: RefCell::default(),
            class_objects: RefCell::default(),
            classes_of_objects: RefCell::default(),
            transferred: RefCell::default(),
            main: Cell::new(None),
            spare_stack: Cell::new(None),
            number: Cell::new(number),
            preemptive,
            uses: Cell::new(0),
            spoilt: Cell::new(false),
            rests: Cell::new(false),
            kept_stacks: RefCell::default(),
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
        match self.stack_for(&record) {
            Ok(stack) => {
                if let Some(conductor) = &self.machine.world.conductor {
                    conductor.add(record.identity, self.number.get());
                }
                self.add_task(Task { record, work: once(work), stack: Some(stack) });
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
        self.add_task(Task { record, work: once(work), stack: None });
    }

    /// Adds a process that its machine knows already, and that has a stack only while it works.
    pub(crate) fn start_service(&self, record: Arc<ProcessRecord>, work: Service) {
        if let Some(conductor) = &self.machine.world.conductor {
            conductor.add(record.identity, self.number.get());
        }
        self.add_task(Task { record, work, stack: None });
    }

    pub(crate) fn add_task(&self, task: Task) {
        self.count.set(self.count.get() + 1);
        self.tasks.borrow_mut().push(task);
    }

    /// A stack for a process.
    pub(crate) fn stack_for(&self, record: &ProcessRecord) -> std::io::Result<DefaultStack> {
        if self.is_first(record) {
            return DefaultStack::new(MAIN_STACK);
        }
        let kept = self.kept_stacks.borrow_mut().pop();
        kept.map_or_else(|| DefaultStack::new(PROCESS_STACK), Ok)
    }

    /// A process needs its stack no longer: the next one gets it.
    pub(crate) fn keep_stack(&self, record: &ProcessRecord, stack: DefaultStack) {
        let mut kept = self.kept_stacks.borrow_mut();
        if kept.len() < MOST_KEPT_STACKS && !self.is_first(record) {
            kept.push(stack);
        }
    }

    /// Whether a process is the first one of its machine, which has a larger stack.
    pub(crate) fn is_first(&self, record: &ProcessRecord) -> bool {
        !self.preemptive && self.main.get().is_none_or(|main| main == record.identity)
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

    /// Frees all that its processes have left, and keeps the code that they have called.
    pub(crate) fn empty(&self) {
        self.interprocess.take();
        self.integers.take();
        self.transferred.take();
        self.main.set(None);
        fourd_value::heap::end_domain();
    }

    /// The changes of trees that it has taken notice of.
    pub(crate) fn revision(&self) -> u64 {
        self.revision.get()
    }

    /// Drops all trees, which are outdated; calls that run keep theirs. Whether the text of the program has changed, too.
    pub(crate) fn renew(&self, revision: u64) -> bool {
        if self.revision.replace(revision) != revision {
            self.grown.clear();
        }
        let text = self.program.text_revision();
        self.text_revision.replace(text) != text
    }

    /// Frees everything.
    pub(crate) fn end(&self) {
        self.empty();
        self.methods.take();
        self.database_methods.take();
        self.text_code.clear();
        self.grown.clear();
        let (own, built_in) = (self.project_classes.take(), self.built_in.take());
        own.values().chain(built_in.values()).for_each(|class| class.dismantle());
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
