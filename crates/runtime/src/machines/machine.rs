//! A machine: what all its processes share, whichever thread they run on.

use crate::error_method::{ErrorMethod, ErrorScope};
use crate::record::{ProcessRecord, process_type};
use crate::requests::Requests;
use crate::run_time::RunTime;
use crate::session::{Session, SessionKind, SessionStore, SessionsInMemory};
use crate::settings::Settings;
use crate::state::Slots;
use crate::waiting::{Bell, Holder, Semaphores};
use crate::workers::{Worker, Workers};
use crate::world::World;
use fourd_project::ProjectNumber;
use fourd_value::{ClassReference, Error, SharedObject, Text, error};
use parking_lot::{Mutex, RwLock};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicU32, Ordering};
use std::sync::{Arc, Weak};

/// So many processes may be alive at once.
const MOST_PROCESSES: usize = 20_000;

/// Beyond so many processes that are alive no preemptive one may begin.
const MOST_PREEMPTIVE_PROCESSES: usize = 5_000;

/// The process of a machine that runs On Exit, or what a server does at its end.
pub(crate) const FIRST_PROCESS: i32 = 1;

/// How many bits of a reference count within a machine. With the number of a client the reference still fits into a Real.
const REFERENCES_BITS: u32 = 42;

/// Processes of a machine by number.
#[derive(Default)]
struct ProcessTable {
    by_number: Vec<Option<Arc<ProcessRecord>>>,
    /// The numbers below the length of the list that no process has, less 1.
    free: BTreeSet<usize>,
    by_identity: FxHashMap<u32, Arc<ProcessRecord>>,
}

/// Whether assertions are checked.
#[derive(Default)]
struct Assertions {
    disabled: bool,
    /// Processes for which something else holds than for all.
    exceptions: FxHashMap<u32, bool>,
}

/// Key of a shared singleton: the session that it belongs to, if any, and its class.
pub type SingletonKey = (Option<Text>, Text);

/// The machines of a world.
#[derive(Default)]
struct Machines(Mutex<Vec<Weak<Machine>>>);

/// What a machine is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MachineKind {
    /// An application on its own.
    Standalone,
    /// A server.
    Server,
    /// A client of a server.
    Client,
}

fn new_session(world: &World, kind: SessionKind, user_name: Text, id: Text) -> Arc<Session> {
    let machine_name = Text::from(world.host().environment().computer_name());
    Session::new(kind, user_name, machine_name, id, world.since_1970())
}

/// A machine.
pub struct Machine {
    storage: Arc<SharedObject>,
    component_storages: Mutex<FxHashMap<ProjectNumber, Arc<SharedObject>>>,
    class_objects: Mutex<FxHashMap<ClassReference, Arc<SharedObject>>>,
    /// The sessions that it holds.
    pub sessions: Box<dyn SessionStore>,
    /// What it is.
    pub kind: MachineKind,
    /// Counts the clients of a server from 1; other machines have 0.
    pub client_number: AtomicU32,
    /// The session of the processes that are started on it.
    pub session: Option<Arc<Session>>,
    /// The server of a client.
    pub server: Option<Arc<Machine>>,
    /// On a client: the session that its twin processes belong to, on the server.
    pub server_session: Option<Arc<Session>>,
    /// The number of its cooperative domain for the conductor.
    pub domain_number: AtomicU32,
    /// Wakes the thread of its cooperative domain.
    pub(crate) bell: Arc<Bell>,
    mark: Option<String>,
    /// Something was written that did not end its line.
    pub(crate) inside_line: AtomicBool,
    /// The run that it belongs to.
    pub world: Arc<World>,
    /// Shared and session singletons.
    pub singletons: Mutex<FxHashMap<SingletonKey, Arc<SharedObject>>>,
    processes: Mutex<ProcessTable>,
    error_methods: Mutex<FxHashMap<ErrorScope, ErrorMethod>>,
    semaphores: Semaphores,
    workers: Mutex<Workers>,
    assertions: Mutex<Assertions>,
    /// What commands set for all its processes.
    pub settings: Settings,
    /// What commands keep for it.
    pub state: Slots,
    /// On a server: the machines that are connected to it.
    pub clients: Mutex<Vec<Weak<Machine>>>,
}

impl Machine {
    /// A machine on its own, with its one session (rule 1.2).
    pub fn standalone(world: Arc<World>, user_name: Text) -> Arc<Machine> {
        let session = new_session(&world, SessionKind::STANDALONE, user_name, world.identifier());
        Self::new(world, MachineKind::Standalone, Some(session), None, None, None)
    }

    /// A server, with the session of its stored procedures (rule 1.3).
    pub fn server(world: Arc<World>) -> Arc<Machine> {
        let session = new_session(&world, SessionKind::STORED_PROCEDURE, Text::from("designer"), world.identifier());
        Self::new(world, MachineKind::Server, Some(session), None, None, Some("[server] ".to_owned()))
    }

    /// A client of a server. Its session has the same id on both sides and a storage on each (rule 1.6);
    /// `sees_session` says whether the client's own code has it.
    pub fn client(server: &Arc<Machine>, number: u32, user_name: Text, sees_session: bool) -> Arc<Machine> {
        let world = server.world.clone();
        let remote = new_session(&world, SessionKind::REMOTE, user_name, world.identifier());
        let mark = format!("[client {number}] ");
        let own = sees_session.then(|| remote.client_side());
        let client = Self::new(world, MachineKind::Client, own, Some(server.clone()), Some(remote), Some(mark));
        client.client_number.store(number, Ordering::SeqCst);
        let mut clients = server.clients.lock();
        if clients.len() == clients.capacity() {
            clients.retain(|client| client.strong_count() > 0);
        }
        clients.push(Arc::downgrade(&client));
        drop(clients);
        client
    }

    fn new(
        world: Arc<World>,
        kind: MachineKind,
        session: Option<Arc<Session>>,
        server: Option<Arc<Machine>>,
        server_session: Option<Arc<Session>>,
        mark: Option<String>,
    ) -> Arc<Machine> {
        let machine = Machine {
            storage: SharedObject::machine_storage(),
            component_storages: Mutex::default(),
            class_objects: Mutex::default(),
            sessions: Box::new(SessionsInMemory::default()),
            kind,
            client_number: AtomicU32::new(0),
            session,
            server,
            server_session,
            domain_number: AtomicU32::new(0),
            bell: Arc::default(),
            mark,
            inside_line: AtomicBool::new(false),
            world,
            singletons: Mutex::default(),
            processes: Mutex::default(),
            error_methods: Mutex::default(),
            semaphores: Semaphores::default(),
            workers: Mutex::default(),
            assertions: Mutex::default(),
            settings: Settings::default(),
            state: Slots::default(),
            clients: Mutex::default(),
        };
        if let Some(session) = &machine.session {
            machine.sessions.add(session.clone());
        }
        let machine = Arc::new(machine);
        let all = machine.world.state.get::<Machines>();
        let mut all = all.0.lock();
        // A machine that has ended keeps its memory while it is listed.
        if all.len() == all.capacity() {
            all.retain(|machine| machine.strong_count() > 0);
        }
        all.push(Arc::downgrade(&machine));
        drop(all);
        machine
    }

    /// All machines of a world that have not ended.
    pub(crate) fn all(world: &World) -> Vec<Arc<Machine>> {
        world.state.get::<Machines>().0.lock().iter().filter_map(Weak::upgrade).collect()
    }

    /// The number of something that code of the machine refers to, such as a document, by how many there were before. No two
    /// machines of a world have the same numbers, so a reference of another one is never taken for an own one.
    pub fn reference(&self, count: u64) -> u64 {
        u64::from(self.client_number.load(Ordering::Relaxed)) << REFERENCES_BITS | count
    }

    /// What stands before each line that it writes, where there are several machines.
    pub fn mark(&self) -> Option<&str> {
        self.mark.as_deref()
    }

    /// Forgets a session that has ended, with its singletons.
    pub fn end_session(&self, id: &Text) {
        self.sessions.remove(id);
        let singletons = {
            let mut all = self.singletons.lock();
            let of_session = |key: &SingletonKey| key.0.as_ref() == Some(id);
            let keys: Vec<SingletonKey> = all.keys().filter(|key| of_session(key)).cloned().collect();
            keys.iter().filter_map(|key| all.remove(key)).collect::<Vec<_>>()
        };
        drop(singletons);
    }

    /// Whether it is a client of a server.
    pub fn is_client(&self) -> bool {
        self.kind == MachineKind::Client
    }

    /// Registers a process that 4D code asks for. Each process takes some of the memory ranges that the operating system gives
    /// to a program, a preemptive one more of them, and without any left the program could not go on.
    ///
    /// # Errors
    /// Too many processes are alive.
    pub(crate) fn begin_process(
        &self,
        name: Text,
        preemptive: bool,
        worker: bool,
        session: Option<Arc<Session>>,
    ) -> Result<Arc<ProcessRecord>, Error> {
        let most = if preemptive { MOST_PREEMPTIVE_PROCESSES } else { MOST_PROCESSES };
        if self.world.live_processes() < most {
            return Ok(self.add_process(name, preemptive, worker, session));
        }
        Err(Error::with(error::MEMORY_FULL, format!("{most} processes are alive: no further one can begin")))
    }

    /// Registers a new process under the lowest free number.
    pub fn add_process(
        &self,
        name: Text,
        preemptive: bool,
        worker: bool,
        session: Option<Arc<Session>>,
    ) -> Arc<ProcessRecord> {
        let mut table = self.processes.lock();
        let index = table.free.pop_first().unwrap_or(table.by_number.len());
        let record = Arc::new(ProcessRecord {
            identity: self.world.new_identity(),
            number: index as i32 + 1,
            name,
            preemptive,
            session: RwLock::new(session),
            serves_web: AtomicBool::new(false),
            twin: Mutex::new(None),
            abort: AtomicBool::new(false),
            state: AtomicI32::new(0),
            worker,
            process_type: AtomicI32::new(if worker { process_type::WORKER } else { process_type::OTHER_USER_PROCESS }),
            created: self.world.since_1970(),
            run_time: RunTime::default(),
            requests: Requests::default(),
        });
        match table.by_number.get_mut(index) {
            Some(slot) => *slot = Some(record.clone()),
            None => table.by_number.push(Some(record.clone())),
        }
        table.by_identity.insert(record.identity, record.clone());
        self.world.process_begins();
        record
    }

    /// Forgets a process that has ended.
    pub fn remove_process(&self, record: &ProcessRecord) {
        record.requests.end();
        let is_last = {
            let mut table = self.processes.lock();
            let index = record.number as usize - 1;
            if let Some(slot) = table.by_number.get_mut(index).filter(|slot| slot.is_some()) {
                *slot = None;
                table.free.insert(index);
            }
            table.by_identity.remove(&record.identity);
            table.by_identity.is_empty()
        };
        if let Some(worker) =
            self.worker_numbered(record.number).filter(|worker| worker.record.identity == record.identity)
        {
            self.remove_worker(&worker);
        }
        if let Some(twin) = record.twin.lock().take() {
            twin.close(&self.world);
        }
        for machine in [Some(self), self.server.as_deref()].into_iter().flatten() {
            machine.semaphores.give_up(record.identity).into_iter().for_each(|heir| self.world.wake(heir));
        }
        self.assertions.lock().exceptions.remove(&record.identity);
        self.world.process_ended(record.identity);
        if is_last {
            // The thread of the main process waits until the others have ended too.
            self.bell.ring();
        }
    }

    /// The process of a number.
    pub fn process(&self, number: i32) -> Option<Arc<ProcessRecord>> {
        let index = usize::try_from(number).ok()?.checked_sub(1)?;
        self.processes.lock().by_number.get(index).cloned().flatten()
    }

    /// The process with that identity, of this machine.
    pub fn process_identified(&self, identity: u32) -> Option<Arc<ProcessRecord>> {
        self.processes.lock().by_identity.get(&identity).cloned()
    }

    /// Whether it has a live process.
    pub fn has_processes(&self) -> bool {
        !self.processes.lock().by_identity.is_empty()
    }

    /// All live processes, by number.
    pub fn processes(&self) -> Vec<Arc<ProcessRecord>> {
        self.processes.lock().by_number.iter().flatten().cloned().collect()
    }

    /// The live process of that name.
    pub fn process_named(&self, name: &Text) -> Option<Arc<ProcessRecord>> {
        self.processes.lock().by_number.iter().flatten().find(|record| record.name == *name).cloned()
    }

    /// Asks a process to end.
    pub fn abort(&self, record: &ProcessRecord) {
        record.abort.store(true, Ordering::SeqCst);
        self.world.call(record.identity);
    }

    /// Ends all its processes.
    pub fn end_processes(&self) {
        self.processes().iter().for_each(|record| self.abort(record));
    }

    /// Ends all processes of all machines.
    pub fn stop(&self) {
        self.world.stop();
    }

    /// The method that `ON ERR CALL` installed for all processes.
    pub fn error_method(&self, scope: ErrorScope) -> Option<ErrorMethod> {
        self.error_methods.lock().get(&scope).cloned()
    }

    /// Installs the method for a scope, or removes it.
    pub fn set_error_method(&self, scope: ErrorScope, method: Option<ErrorMethod>) {
        let mut methods = self.error_methods.lock();
        match method {
            Some(method) => methods.insert(scope, method),
            None => methods.remove(&scope),
        };
    }

    /// `Storage` of a project (rule 6.7).
    pub fn storage(&self, project: ProjectNumber) -> Arc<SharedObject> {
        if project.is_host() {
            return self.storage.clone();
        }
        self.component_storages.lock().entry(project).or_insert_with(SharedObject::machine_storage).clone()
    }

    /// The class object that all processes of the machine have for a class.
    pub(crate) fn class_object(&self, class: ClassReference) -> Arc<SharedObject> {
        let mut objects = self.class_objects.lock();
        objects.entry(class).or_insert_with_key(|class| SharedObject::of_reference(class.clone())).clone()
    }

    /// The semaphores of a name: a client has those whose names begin with `$`, the server all others (rule 6.11).
    fn semaphores(&self, name: &Text) -> &Semaphores {
        match &self.server {
            Some(server) if name.unit(0) != Some(u16::from(b'$')) => &server.semaphores,
            _ => &self.semaphores,
        }
    }

    /// Sets a semaphore for a process; false where another process holds it (rule 6.11).
    pub fn take_semaphore(&self, name: &Text, owner: u32) -> bool {
        self.semaphores(name).take(name, owner)
    }

    /// As [`take_semaphore`](Self::take_semaphore); a process that does not get it stands in the queue for it.
    pub fn queue_for_semaphore(&self, name: &Text, process: u32) -> bool {
        self.semaphores(name).take_or_queue(name, process)
    }

    /// Leaves the queue for a semaphore; true where the process has it by now.
    pub fn leave_semaphore_queue(&self, name: &Text, process: u32) -> bool {
        self.semaphores(name).leave_queue(name, process)
    }

    /// Gives a semaphore back; only its owner can.
    pub fn clear_semaphore(&self, name: &Text, owner: u32) {
        if let Some(next) = self.semaphores(name).clear(name, owner) {
            self.world.wake(next);
        }
    }

    /// The process that holds a semaphore, if it is set.
    pub fn semaphore_holder(&self, name: &Text) -> Option<Holder> {
        self.semaphores(name).holder(name)
    }

    /// Whether a semaphore is set.
    pub fn semaphore_is_set(&self, name: &Text) -> bool {
        self.semaphore_holder(name).is_some()
    }

    /// The worker of that name.
    pub fn worker_named(&self, name: &Text) -> Option<Arc<Worker>> {
        self.workers.lock().named(name)
    }

    /// The worker with that process number.
    pub fn worker_numbered(&self, number: i32) -> Option<Arc<Worker>> {
        self.workers.lock().numbered(number)
    }

    /// Adds a worker.
    pub fn add_worker(&self, worker: Arc<Worker>) {
        self.workers.lock().add(worker);
    }

    /// Forgets a worker.
    pub fn remove_worker(&self, worker: &Arc<Worker>) {
        self.workers.lock().remove(worker);
    }

    /// Whether assertions are checked in a process.
    pub fn assertions_enabled(&self, identity: u32) -> bool {
        let assertions = self.assertions.lock();
        assertions.exceptions.get(&identity).copied().unwrap_or(!assertions.disabled)
    }

    /// Switches assertions on or off, for one process or for all.
    pub fn enable_assertions(&self, enabled: bool, identity: Option<u32>) {
        let mut assertions = self.assertions.lock();
        match identity {
            Some(identity) => {
                assertions.exceptions.insert(identity, enabled);
            }
            None => {
                assertions.disabled = !enabled;
                assertions.exceptions.clear();
            }
        }
    }
}
