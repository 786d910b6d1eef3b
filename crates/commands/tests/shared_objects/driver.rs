//! Processes of the runtime that do random things with the same shared objects, each compared with the [`Model`].

use crate::model::{Entity, Item, Kind, Model, Outcome};
use fourd_commands::objects::copy::{CopyOptions, copy_value};
use fourd_project::Project;
use fourd_runtime::domain::Domain;
use fourd_runtime::machine::Machine;
use fourd_runtime::shared_use::{self, enter, group_of, leave, with_implicit_use};
use fourd_runtime::world::World;
use fourd_runtime::{Process, Program};
use fourd_source::Span;
use fourd_value::{Error, Group, SharedCollection, SharedObject, SharedValue, Text, Value, Waker, error};
use std::path::Path;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What to do.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Decides what the processes do.
    pub seed: u64,
    pub processes: u64,
    /// How many things each does.
    pub steps: usize,
    /// Decides who goes on when; in real time nothing does, and the processes run in parallel.
    pub schedule: Option<u64>,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    Well,
    /// The runtime has told a deadlock, and there was one.
    Deadlock,
}

/// Keys of properties.
const KEYS: [&str; 3] = ["a", "b", "c"];

/// How deep a process nests `Use`.
const NESTED: usize = 3;

/// No more objects than that are made.
const MOST: usize = 40;

struct State {
    model: Model,
    handles: Vec<SharedValue>,
    complaint: Option<String>,
    deadlock: bool,
}

type Shared = Arc<Mutex<State>>;

fn locked(shared: &Shared) -> MutexGuard<'_, State> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

impl State {
    fn complain(&mut self, text: String) {
        self.complaint.get_or_insert(text);
    }

    fn add(&mut self, kind: Kind, group_of: Option<Entity>, content: Vec<(String, Item)>, handle: SharedValue) {
        self.model.create(kind, group_of, content);
        self.handles.push(handle);
    }

    fn entity(&self, value: &SharedValue) -> Option<Entity> {
        self.handles.iter().position(|handle| address(handle) == address(value))
    }

    /// What an object holds, as the model says it.
    fn content(&self, handle: &SharedValue) -> Vec<(String, Item)> {
        let item = |value: SharedValue| match value {
            SharedValue::Real(number) => Item::Number(number as u32),
            SharedValue::Object(_) | SharedValue::Collection(_) => {
                self.entity(&value).map_or(Item::Number(u32::MAX), Item::Shared)
            }
            _ => Item::Null,
        };
        match handle {
            SharedValue::Object(object) => {
                object.entries().into_iter().map(|(key, value)| (key.to_string(), item(value))).collect()
            }
            SharedValue::Collection(collection) => {
                let elements = collection.to_vec().into_iter().enumerate();
                elements.map(|(position, value)| (position.to_string(), item(value))).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Compares what an object holds with the model.
    fn compare(&mut self, entity: Entity) {
        let found = self.content(&self.handles[entity].clone());
        if found != self.model.content(entity) {
            let expected = self.model.content(entity);
            let text = format!("{entity} holds {found:?} instead of {expected:?}");
            self.complain(text);
        }
    }
}

fn address(value: &SharedValue) -> usize {
    match value {
        SharedValue::Object(object) => Arc::as_ptr(object) as usize,
        SharedValue::Collection(collection) => Arc::as_ptr(collection) as usize,
        _ => 0,
    }
}

fn outcome(result: &Result<(), Error>) -> Result<Outcome, String> {
    match result {
        Ok(()) => Ok(Outcome::Done),
        Err(problem) if problem.code == error::SHARED_NOT_LOCKED.0 => Ok(Outcome::NotLocked),
        Err(problem) if problem.code == error::SHARED_GROUP.0 => Ok(Outcome::OtherGroup),
        Err(problem) if problem.code == error::SHARED_VALUE.0 => Ok(Outcome::NotShared),
        Err(problem) => Err(format!("error {}: {}", problem.code, problem.message)),
    }
}

/// A process with what it has taken.
struct Actor<'a, 'y> {
    process: &'a mut Process<'y>,
    shared: Shared,
    chance: fastrand::Rng,
    held: Vec<Entity>,
}

impl Actor<'_, '_> {
    fn me(&self) -> u32 {
        self.process.writer()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        locked(&self.shared)
    }

    fn value(&self, entity: Entity) -> Value {
        Value::from(self.state().handles[entity].clone())
    }

    fn any(&mut self) -> Entity {
        let count = self.state().model.len();
        self.chance.usize(..count)
    }

    /// Mostly one that the process holds.
    fn mine(&mut self) -> Entity {
        match self.chance.choice(&self.held).copied() {
            Some(entity) if self.chance.u32(..8) > 0 => entity,
            _ => self.any(),
        }
    }

    fn key(&mut self, entity: Entity) -> String {
        let kind = self.state().model.kind(entity);
        match kind {
            Kind::Collection => self.chance.usize(..4).to_string(),
            _ => KEYS[self.chance.usize(..KEYS.len())].to_owned(),
        }
    }

    /// Takes an object; false where the program ends.
    fn enter(&mut self, entity: Entity) -> bool {
        let (me, value) = (self.me(), self.value(entity));
        let Ok(group) = group_of(&value) else { return false };
        self.state().model.want(me, Some(entity));
        let entered = enter(self.process, group, Span::default());
        if entered {
            let mut state = self.state();
            if let Err(text) = state.model.enter(me, entity) {
                state.complain(text);
            }
            drop(state);
            self.held.push(entity);
        } else {
            self.stopped();
        }
        entered
    }

    /// The program ends although nothing is wrong: the reason must be a deadlock.
    fn stopped(&mut self) {
        let me = self.me();
        let mut state = self.state();
        if !state.deadlock && state.complaint.is_none() {
            state.deadlock = true;
            if !state.model.has_deadlock() {
                state.complain("a deadlock was told where there is none".to_owned());
            }
        }
        state.model.want(me, None);
    }

    fn leave(&mut self) {
        if let Some(entity) = self.held.pop() {
            self.state().model.leave(entity);
            leave(self.process);
        }
    }

    fn put(&mut self, entity: Entity, key: &str, item: Item) {
        let (me, value) = (self.me(), self.value(entity));
        let stored = match item {
            Item::Null => Value::Null,
            Item::Number(number) => Value::Real(f64::from(number)),
            Item::Shared(child) => self.value(child),
        };
        let held = self.state().model.is_held_by(me, entity);
        if let (Item::Shared(child), true) = (item, held) {
            self.state().model.want(me, Some(child));
        }
        let result = match &value {
            Value::Object(object) => {
                shared_use::set_property(self.process, object, &Text::from(key), stored, Span::default())
            }
            Value::Collection(collection) => {
                let position = key.parse().unwrap_or_default();
                shared_use::set_element(self.process, collection, position, stored, Span::default())
            }
            _ => Ok(()),
        };
        if self.process.attention {
            return self.stopped();
        }
        let mut state = self.state();
        state.model.want(me, None);
        let expected = state.model.put(me, entity, key, item);
        if outcome(&result) != Ok(expected) {
            state.complain(format!("{entity}.{key}:={item:?} gave {result:?} instead of {expected:?}"));
        }
    }

    fn remove(&mut self, entity: Entity, key: &str) {
        let (me, value) = (self.me(), self.value(entity));
        let Value::Object(object) = &value else { return };
        let result = object.remove(&Text::from(key), me).map(|_| ());
        let mut state = self.state();
        let expected = state.model.remove(me, entity, key);
        if outcome(&result) != Ok(expected) {
            state.complain(format!("removing {entity}.{key} gave {result:?} instead of {expected:?}"));
        }
    }

    fn create(&mut self) {
        let collection = self.chance.bool();
        let mut state = self.state();
        if state.model.len() >= MOST {
            return;
        }
        if collection {
            state.add(Kind::Collection, None, vec![], SharedValue::Collection(SharedCollection::new(None)));
        } else {
            state.add(Kind::Object, None, vec![], SharedValue::Object(SharedObject::new(None)));
        }
    }

    /// `push` outside of any `Use` of the process, which takes the collection by itself.
    fn push(&mut self, entity: Entity, number: u32) {
        let (me, value) = (self.me(), self.value(entity));
        let Value::Collection(collection) = &value else { return };
        let shared = self.shared.clone();
        self.state().model.want(me, Some(entity));
        let result = with_implicit_use(self.process, &value, Span::default(), |process| {
            if process.attention {
                return Ok(());
            }
            let entered = locked(&shared).model.enter(me, entity);
            let result = shared_use::push(process, collection, Value::Real(f64::from(number)), Span::default());
            let mut state = locked(&shared);
            let position = state.model.content(entity).len();
            state.model.put(me, entity, &position.to_string(), Item::Number(number));
            state.model.leave(entity);
            if let Err(text) = entered {
                state.complain(text);
            }
            result
        });
        if self.process.attention {
            return self.stopped();
        }
        if let Err(problem) = result {
            self.state().complain(format!("push gave {problem:?}"));
        }
    }

    /// `OB Copy(…; ck shared)` of an object that the process holds, into a new group or that of another object that it
    /// holds.
    fn copy(&mut self, entity: Entity, group_with: Option<Entity>) {
        let me = self.me();
        let value = self.value(entity);
        let reachable = {
            let state = self.state();
            let known = state.model.is_held_by(me, entity) && state.model.len() < MOST;
            match state.model.reachable(entity).filter(|_| known) {
                Some(reachable) if state.model.len() + reachable.len() <= MOST => reachable,
                _ => return,
            }
        };
        let group = match group_with {
            Some(other) if self.state().model.is_held_by(me, other) => {
                let other = self.value(other);
                match group_of(&other) {
                    Ok(group) => group,
                    Err(_) => return,
                }
            }
            Some(_) => return,
            None => Arc::new(Group::default()),
        };
        group.try_lock(me);
        let options = CopyOptions { group: Some(group.clone()), ..CopyOptions::default() };
        let copied = copy_value(self.process, &value, &options, Span::default());
        group.unlock(me);
        let mut state = self.state();
        let copied = match copied.and_then(|value| SharedValue::try_from_value(&value)) {
            Ok(copied) => copied,
            Err(problem) => return state.complain(format!("a copy gave {problem:?}")),
        };
        // The copies in the order in which the originals are found.
        let mut found = vec![copied];
        let mut next = 0;
        while let Some(copy) = found.get(next).cloned() {
            next += 1;
            let values = match &copy {
                SharedValue::Object(object) => object.entries().into_iter().map(|(_, value)| value).collect(),
                SharedValue::Collection(collection) => collection.to_vec(),
                _ => vec![],
            };
            for value in values.into_iter().filter(SharedValue::is_container) {
                if state.entity(&value).is_some() {
                    return state.complain("a copy leads to an original".to_owned());
                }
                if !found.iter().any(|known| address(known) == address(&value)) {
                    found.push(value);
                }
            }
        }
        if found.len() != reachable.len() {
            return state.complain(format!("{} objects were copied as {}", reachable.len(), found.len()));
        }
        // Breadth first like the copies.
        let mut originals = vec![entity];
        let mut next = 0;
        while let Some(original) = originals.get(next).copied() {
            next += 1;
            for (_, item) in state.model.content(original).to_vec() {
                if let Item::Shared(child) = item
                    && !originals.contains(&child)
                {
                    originals.push(child);
                }
            }
        }
        let first = state.model.len();
        for (index, (original, copy)) in originals.iter().zip(found).enumerate() {
            let content = state.model.content(*original).iter().map(|(key, item)| {
                let item = match item {
                    Item::Shared(child) => {
                        let place = originals.iter().position(|other| other == child);
                        Item::Shared(first + place.unwrap_or_default())
                    }
                    item => *item,
                };
                (key.clone(), item)
            });
            let content = content.collect();
            let kind = match state.model.kind(*original) {
                Kind::Collection => Kind::Collection,
                _ => Kind::Object,
            };
            let group_of = if index > 0 { Some(first) } else { group_with };
            state.add(kind, group_of, content, copy);
        }
        for entity in first..state.model.len() {
            state.compare(entity);
        }
    }

    /// Compares what an object holds that nobody else can change.
    fn read(&mut self, entity: Entity) {
        let me = self.me();
        let mut state = self.state();
        if state.model.is_held_by(me, entity) {
            state.compare(entity);
        } else {
            // Reading is free, whatever others do.
            let handle = state.handles[entity].clone();
            drop(state);
            if let SharedValue::Object(object) = &handle {
                let _ = (object.entries(), object.keys(), object.len());
            }
        }
    }

    fn step(&mut self) {
        match self.chance.u32(..20) {
            0..4 if self.held.len() < NESTED => {
                let entity = self.any();
                // Mostly in one order, so that deadlocks are seldom.
                if self.held.iter().all(|held| *held < entity) || self.chance.u32(..30) == 0 {
                    self.enter(entity);
                }
            }
            0..7 => self.leave(),
            7..10 => {
                let entity = self.mine();
                let key = self.key(entity);
                let number = self.chance.u32(..1000);
                self.put(entity, &key, Item::Number(number));
            }
            10..13 => {
                let (entity, child) = (self.mine(), self.any());
                let key = self.key(entity);
                // As with `Use`: the other way round only seldom.
                if self.held.iter().all(|held| *held <= child) || self.chance.u32(..30) == 0 {
                    self.put(entity, &key, Item::Shared(child));
                }
            }
            13 => {
                let entity = self.mine();
                let key = self.key(entity);
                self.remove(entity, &key);
            }
            14 => self.create(),
            15 => {
                let (entity, number) = (self.any(), self.chance.u32(..1000));
                self.push(entity, number);
            }
            16 => {
                let entity = self.mine();
                let group_with = if self.chance.bool() { Some(self.mine()) } else { None };
                self.copy(entity, group_with);
            }
            _ => {
                let entity = self.mine();
                self.read(entity);
            }
        }
    }

    fn run(mut self, steps: usize) {
        for _ in 0..steps {
            if self.process.attention || self.state().complaint.is_some() {
                break;
            }
            self.step();
            self.process.tick();
        }
        while !self.held.is_empty() {
            self.leave();
        }
    }
}

/// Runs a plan in a program without code, whose script is written to a folder.
///
/// # Errors
/// What the runtime did and the model did not.
pub fn run(plan: Plan, folder: &Path) -> Result<Ended, String> {
    let script = folder.join("main.4dm");
    let written = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&script, ""));
    written.map_err(|problem| problem.to_string())?;
    let project = Project::open(&script).map_err(|problem| format!("{problem:?}"))?;
    let program = Program::new(project, fourd_commands::libraries(), None);
    let world = World::new(plan.schedule);
    let machine = Machine::standalone(world.clone(), Text::from("designer"));
    if let Some(conductor) = &world.conductor {
        machine.domain_number.store(conductor.new_domain(), Ordering::SeqCst);
    }
    let mut state = State { model: Model::default(), handles: vec![], complaint: None, deadlock: false };
    state.add(Kind::Storage, None, vec![], SharedValue::Object(SharedObject::machine_storage()));
    state.add(Kind::SessionStorage, None, vec![], SharedValue::Object(SharedObject::storage()));
    for _ in 0..3 {
        state.add(Kind::Object, None, vec![], SharedValue::Object(SharedObject::new(None)));
        state.add(Kind::Collection, None, vec![], SharedValue::Collection(SharedCollection::new(None)));
    }
    let shared: Shared = Arc::new(Mutex::new(state));
    let domain = Domain::new(program.clone(), machine.clone());
    let mut main = None;
    for number in 0..plan.processes {
        // In real time every other process runs on a thread of its own.
        let preemptive = number % 2 == 1;
        let record = machine.add_process(Text::from(format!("process {number}")), preemptive, false, None);
        let own = shared.clone();
        let work = move |process: &mut Process<'_>| {
            let chance = fastrand::Rng::with_seed(plan.seed.wrapping_mul(31).wrapping_add(number));
            Actor { process, shared: own, chance, held: vec![] }.run(plan.steps);
        };
        if preemptive {
            let started = Domain::spawn(program.clone(), machine.clone(), record, work);
            started.map_err(|problem| problem.to_string())?;
        } else {
            if main.is_none() {
                main = Some(record.identity);
                domain.set_main(record.identity);
            }
            domain.start(record, Box::new(work));
        }
    }
    domain.run().map_err(|problem| problem.to_string())?;
    // Threads of other processes may still be about to end.
    while machine.has_processes() {
        std::thread::yield_now();
    }
    locked(&shared).deadlock |= world.failed.load(Ordering::SeqCst);
    finish(&shared)
}

/// What must hold when all processes have ended.
fn finish(shared: &Shared) -> Result<Ended, String> {
    struct Nobody;
    impl Waker for Nobody {
        fn wake(&self) {}
    }
    let mut state = locked(shared);
    let groups: Vec<Arc<Group>> = state.handles.iter().filter_map(SharedValue::group).cloned().collect();
    for entity in 0..state.model.len() {
        if let Some(owner) = groups[entity].owner() {
            state.complain(format!("{entity} is still held by {owner}"));
        }
        if state.model.is_held(entity) {
            state.complain(format!("the model holds {entity}"));
        }
        for other in 0..entity {
            let same = state.model.same_group(entity, other);
            if !state.deadlock && groups[entity].same(&groups[other]) != same {
                state.complain(format!("whether {entity} and {other} are of one group"));
            }
        }
        // A process that must end may have done something that it did not tell the model.
        if !state.deadlock {
            state.compare(entity);
        }
    }
    // Objects that contain themselves would never be freed.
    let nobody: Arc<dyn Waker> = Arc::new(Nobody);
    for (handle, group) in state.handles.clone().iter().zip(groups) {
        if !group.lock_or_queue(u32::MAX, &nobody) {
            state.complain("somebody still stands in a queue".to_owned());
        }
        match handle {
            SharedValue::Object(object) => object.keys().iter().for_each(|key| {
                let _ = object.remove(key, u32::MAX);
            }),
            SharedValue::Collection(collection) => {
                let _ = collection.replace(vec![], u32::MAX);
            }
            _ => {}
        }
    }
    match state.complaint.take() {
        Some(complaint) => Err(complaint),
        None if state.deadlock => Ok(Ended::Deadlock),
        None => Ok(Ended::Well),
    }
}
