//! A process: its stacks, its variables and the errors that are on their way in it.

use crate::calls::{Activation, CallStack};
use crate::convert::{DatesInside, into_integer};
use crate::domain::Domain;
pub use crate::error_state::{Ending, ErrorHandling, Pending, Raised};
use crate::machine::Machine;
use crate::program::Program;
use crate::record::ProcessRecord;
use crate::session::{Promotions, Session};
use crate::state::ProcessSlots;
use crate::transactions::Transactions;
use crate::wait::{FUEL, Switch};
use crate::world::World;
use fourd_project::ProjectNumber;
use fourd_source::Span;
use fourd_value::{Error, Group, Object, Pointer, PointerTarget, Text, Value};
use rustc_hash::{FxHashMap, FxHashSet};
use std::any::Any;
use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

/// For how many slots of each kind a process has room when it begins.
const SLOTS: usize = 1024;
/// A running process.
pub struct Process<'y> {
    /// Raw slots of all calls.
    pub raw: Vec<u64>,
    /// Value slots of all calls.
    pub values: Vec<Value>,
    /// An error, an abort or a return out of an expression waits for the statement to end.
    pub attention: bool,
    /// What an expression gave that was expected to give a number.
    pub(crate) waiting_value: Option<Value>,
    pub(crate) fuel: i32,
    /// The fuel that is kept aside while every loop round looks for a newer tree.
    pub(crate) withheld_fuel: i32,
    /// How many loops it is in.
    pub(crate) loops: u32,
    /// The loops that run in trees that are outdated: so many of the outermost ones.
    pub(crate) outdated_loops: u32,
    /// The changes of trees that it has taken notice of.
    pub(crate) revision: u64,
    /// How often it has looked around.
    pub(crate) looks: u32,
    /// The address below which no call may begin on the stack that it runs on.
    pub(crate) stack_limit: Cell<usize>,
    /// How many stacks besides its own it uses.
    pub(crate) further_stacks: Cell<u32>,
    /// The calls, outermost first.
    pub calls: CallStack,
    pub(crate) serial: u64,
    pub(crate) pending: Option<Box<Pending>>,
    /// What the call at that place gives although it has failed.
    pub(crate) result_of_failed: Option<(Span, Value)>,
    pub(crate) return_requested: bool,
    pub(crate) ending: Option<Ending>,
    /// It is known where the process was when the run was stopped.
    pub(crate) stop_noted: bool,
    /// `ON ERR CALL`, `Try` and `Last errors`.
    pub error_handling: ErrorHandling,
    pub(crate) variables: Vec<Value>,
    /// The process variables that were declared as Integer.
    integers: FxHashSet<u32>,
    /// Instances of singletons that belong to the process, by class.
    pub(crate) singletons: FxHashMap<usize, Object>,
    /// Groups that it holds by `Use`, with the places of the `Use`.
    pub(crate) held: Vec<(Arc<Group>, Span)>,
    /// Semaphores that it has set, with the places where it did.
    pub semaphores: Vec<(Text, Span)>,
    /// The group in whose queue it stands.
    pub(crate) queued: Option<Arc<Group>>,
    /// It rests because another process, or it itself, asked for that.
    pub(crate) resting: bool,
    /// Its session as an object, once the code has asked for it.
    pub session_object: Option<Object>,
    /// The privileges that `promote` gave.
    pub(crate) promotions: Promotions,
    /// A seed decides who runs.
    pub(crate) seeded: bool,
    /// How it holds dates in objects.
    pub dates_inside_objects: DatesInside,
    /// The transactions that it is in.
    pub transactions: Transactions,
    /// What `SET ALLOWED METHODS` named.
    pub allowed_methods: Vec<Text>,
    /// What commands keep for it.
    pub state: ProcessSlots,
    /// The project that it works for while no routine runs, such as that of a web server.
    pub base_project: ProjectNumber,
    /// The cooperative world that it runs in.
    pub(crate) domain: Rc<Domain>,
    /// What all processes may know of it.
    pub record: Arc<ProcessRecord>,
    pub(crate) switch: Switch<'y>,
}

impl<'y> Process<'y> {
    pub(crate) fn new(domain: Rc<Domain>, record: Arc<ProcessRecord>, switch: Switch<'y>, stack_limit: usize) -> Self {
        // A process that ends soon never looks around: its beginning counts instead.
        domain.machine.world.spend_steps(FUEL as u64);
        Self {
            raw: Vec::with_capacity(SLOTS),
            values: Vec::with_capacity(SLOTS),
            attention: false,
            waiting_value: None,
            fuel: FUEL,
            withheld_fuel: 0,
            loops: 0,
            outdated_loops: 0,
            revision: domain.revision(),
            looks: 0,
            stack_limit: Cell::new(stack_limit),
            further_stacks: Cell::new(0),
            calls: CallStack::default(),
            serial: 0,
            pending: None,
            result_of_failed: None,
            return_requested: false,
            ending: None,
            stop_noted: false,
            error_handling: ErrorHandling::default(),
            variables: crate::system_variables::values(&domain.program.project),
            integers: FxHashSet::default(),
            singletons: FxHashMap::default(),
            seeded: domain.machine.world.is_seeded(),
            held: Vec::new(),
            semaphores: Vec::new(),
            queued: None,
            resting: false,
            session_object: None,
            promotions: Promotions::default(),
            dates_inside_objects: DatesInside::default(),
            transactions: Transactions::default(),
            allowed_methods: Vec::new(),
            state: ProcessSlots::default(),
            base_project: ProjectNumber::HOST,
            domain,
            record,
            switch,
        }
    }

    /// Lets the process belong to another session from now on: `Session` gives that one.
    pub fn replace_session(&mut self, session: Arc<Session>) {
        self.record.set_session(Some(session));
        self.session_object = None;
    }

    /// The process on another stack, or on none.
    pub(crate) fn on<'n>(self, switch: Switch<'n>, stack_limit: usize) -> Process<'n> {
        Process {
            raw: self.raw,
            values: self.values,
            attention: self.attention,
            waiting_value: self.waiting_value,
            fuel: self.fuel,
            withheld_fuel: self.withheld_fuel,
            loops: self.loops,
            outdated_loops: self.outdated_loops,
            revision: self.revision,
            looks: self.looks,
            stack_limit: Cell::new(stack_limit),
            further_stacks: self.further_stacks,
            calls: self.calls,
            serial: self.serial,
            pending: self.pending,
            result_of_failed: self.result_of_failed,
            return_requested: self.return_requested,
            ending: self.ending,
            stop_noted: self.stop_noted,
            error_handling: self.error_handling,
            variables: self.variables,
            integers: self.integers,
            singletons: self.singletons,
            held: self.held,
            semaphores: self.semaphores,
            queued: self.queued,
            resting: self.resting,
            session_object: self.session_object,
            promotions: self.promotions,
            seeded: self.seeded,
            dates_inside_objects: self.dates_inside_objects,
            transactions: self.transactions,
            allowed_methods: self.allowed_methods,
            state: self.state,
            base_project: self.base_project,
            domain: self.domain,
            record: self.record,
            switch,
        }
    }

    /// The process without a stack, between two pieces of its work.
    pub(crate) fn without_stack(mut self) -> Process<'static> {
        if self.raw.is_empty() && self.values.is_empty() {
            (self.raw, self.values) = (Vec::new(), Vec::new());
        }
        self.on(Switch { yielder: None }, usize::MAX)
    }

    /// What a command keeps for all processes of the process's domain: something that it has made of the program, and can make
    /// again. The first request makes it.
    pub fn kept_in_domain<T: Any + Default>(&self) -> Rc<T> {
        self.domain.kept.get()
    }

    /// The machine that it runs on.
    #[inline]
    pub fn machine(&self) -> &Arc<Machine> {
        &self.domain.machine
    }

    /// The program that it runs.
    #[inline]
    pub fn program(&self) -> &Arc<Program> {
        &self.domain.program
    }

    /// The run that it belongs to.
    #[inline]
    pub fn world(&self) -> &Arc<World> {
        &self.domain.machine.world
    }

    /// What shared objects know a writing process by.
    pub fn writer(&self) -> u32 {
        self.record.identity
    }

    /// Records an error; the first one stays until it is handled.
    #[cold]
    pub fn raise(&mut self, error: Error, span: Span) {
        self.raise_all(vec![error.into()], span);
    }

    /// Records the error of a call that gives a result although it fails: it is assigned where the call is all that is
    /// assigned.
    #[cold]
    pub fn raise_with_result(&mut self, error: Error, result: Value, span: Span) {
        if !self.attention {
            self.raise(error, span);
            self.result_of_failed = Some((span, result));
        }
    }

    /// What the failed call at a place gives nevertheless.
    #[cold]
    pub(crate) fn take_result_of_failed(&mut self, span: Span) -> Option<Value> {
        self.pending.as_ref()?;
        self.result_of_failed.take().filter(|(place, _)| *place == span).map(|(_, value)| value)
    }

    /// Records several errors at once, the cause first.
    #[cold]
    pub fn raise_all(&mut self, errors: Vec<Raised>, span: Span) {
        if self.attention || errors.is_empty() {
            return;
        }
        self.attention = true;
        self.result_of_failed = None;
        if self.domain.program.observers.revision() > 0 {
            let observers = self.domain.program.observers.list();
            observers.iter().for_each(|observer| observer.raised(self, &errors, span));
        }
        let (chain, left_out) = self.ends_of_call_chain(span);
        let depth = self.calls.len();
        self.pending = Some(Box::new(Pending { errors, span, chain, left_out, depth, around: None, fault: None }));
    }

    /// The text of the program at a spot.
    pub fn source_text(&self, span: Span) -> Text {
        let file = self.domain.program.sources.get(span.file);
        file.and_then(|file| file.text.get(span.range()).map(Text::from)).unwrap_or_default()
    }

    /// Whether an error is on its way to a handler; false where the process only ends.
    pub fn has_error(&self) -> bool {
        self.pending.is_some()
    }

    /// Goes on after `ABORT`, or a command that ended the running routines, at the level where the work began.
    pub fn goes_on_after_abort(&mut self) {
        if self.pending.is_none() && self.ending == Some(Ending::Aborted) {
            self.ending = None;
            self.attention = false;
        }
    }

    /// The text of the error that is on its way.
    pub fn error_text(&self) -> Option<Text> {
        self.pending.as_ref()?.errors.last().map(|raised| raised.error.message.clone())
    }

    /// Leaves all routines.
    pub fn end(&mut self, ending: Ending) {
        self.ending = Some(ending);
        self.attention = true;
    }

    /// The running call.
    pub fn call(&self) -> Option<&Activation> {
        self.calls.last()
    }

    /// The running call, to be changed.
    pub fn call_mut(&mut self) -> Option<&mut Activation> {
        self.calls.last_mut()
    }

    /// A process variable by its number.
    pub fn variable(&self, number: u32) -> &Value {
        self.variables.get(number as usize).unwrap_or(&Value::Undefined)
    }

    /// Declares a process variable as Integer, or as of another type.
    pub(crate) fn declare_variable(&mut self, number: u32, integer: bool) {
        if integer {
            self.integers.insert(number);
        } else {
            self.integers.remove(&number);
        }
    }

    /// Sets a process variable by its number.
    pub fn set_variable(&mut self, number: u32, value: Value) {
        let value = if self.integers.contains(&number) { into_integer(value) } else { value };
        let index = number as usize;
        if index >= self.variables.len() {
            self.variables.resize(index + 1, Value::Undefined);
        }
        if let Some(slot) = self.variables.get_mut(index) {
            *slot = value;
        }
    }

    /// The project whose code runs.
    pub fn project(&self) -> ProjectNumber {
        self.calls.last().map_or(self.base_project, |call| call.callee.project)
    }

    /// Sets a process variable of the running project by name, such as `OK`.
    pub fn set_named(&mut self, name: &str, value: Value) {
        self.set_named_in(self.project(), name, value);
    }

    /// Sets a process variable of a project by name.
    pub fn set_named_in(&mut self, project: ProjectNumber, name: &str, value: Value) {
        let number = self.domain.program.names.process(project, name);
        self.set_variable(number, value);
    }

    /// A process variable of the running project by name.
    pub fn named(&self, name: &str) -> Value {
        self.variable(self.domain.program.names.process(self.project(), name)).clone()
    }

    /// A pointer to a local variable of the running call.
    pub fn pointer_to_local(&self, variable: u32) -> Pointer {
        let Some(call) = self.calls.last() else { return Pointer::default() };
        let name = call.callee.variables.get(variable as usize).map(|each| each.name.clone()).unwrap_or_default();
        Pointer::to(PointerTarget::Local { process: self.record.identity, frame: call.serial, variable, name })
    }

    /// The arguments of the running call.
    pub fn arguments(&self) -> Vec<Value> {
        let Some(call) = self.calls.last() else { return Vec::new() };
        let declared = call.callee.variables.iter().take(call.callee.parameters.min(call.count as usize));
        let mut values: Vec<Value> =
            declared.map(|local| self.slot_value(call.frame, local.slot, &local.declared)).collect();
        if let Some(extras) = &call.extras {
            values.extend(extras.extra.iter().cloned());
        }
        values
    }
}
