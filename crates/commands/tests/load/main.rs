//! Many processes, sessions and uses at once: nothing is lost, nobody starves, memory does not grow. With optimization
//! (`cargo test --release -p fourd-commands --test load`) with full numbers, otherwise with a tenth.

#![allow(clippy::unwrap_used, clippy::panic)]

mod connections;
mod domains;
mod texts;

use fourd_project::Project;
use fourd_runtime::domain::Domain;
use fourd_runtime::machine::Machine;
use fourd_runtime::run::{Options, Outcome, run};
use fourd_runtime::session::{Session, SessionKind};
use fourd_runtime::world::World;
use fourd_runtime::{Process, Program, call_with_values, clients, methods};
use fourd_source::Span;
use fourd_value::{SharedObject, SharedValue, Text, Value};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// How many of a full number are done.
const fn scaled(full: u64) -> u64 {
    if cfg!(debug_assertions) { full / 10 } else { full }
}

/// Counts the bytes that this thread has and has not given back.
struct Counting;

thread_local! {
    static BYTES: Cell<isize> = const { Cell::new(0) };
}

fn count(bytes: isize) {
    let _ = BYTES.try_with(|own| own.set(own.get() + bytes));
}

// SAFETY: everything is passed on to the allocator of the system.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size() as isize);
        // SAFETY: as the caller promises.
        unsafe { System.alloc(layout) }
    }
    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        count(-(layout.size() as isize));
        // SAFETY: as the caller promises.
        unsafe { System.dealloc(memory, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// A project of these methods.
fn project(name: &str, methods: &[(&str, &str)]) -> Arc<Program> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("load").join(name);
    let place = folder.join("Project/Sources/Methods");
    std::fs::create_dir_all(&place).unwrap();
    std::fs::write(folder.join("Project/Load.4DProject"), "{}").unwrap();
    for (name, code) in methods {
        std::fs::write(place.join(format!("{name}.4dm")), code).unwrap();
    }
    let project = Project::open(&folder).unwrap();
    Program::new(project, fourd_commands::libraries(), None)
}

/// Runs the method `main`, whose assertions must hold.
fn holds(name: &str, methods: &[(&str, &str)]) {
    let program = project(name, methods);
    let options = Options { method: Some("main".to_owned()), ..Options::default() };
    assert_eq!(run(&program, options, |_| {}), Outcome::Success);
}

/// Starts 8 processes of `work` in parallel, waits for their end and compares the sum that `$total` computes.
fn increments(name: &str, work: &str, total: &str) {
    let count = scaled(200_000);
    let main = format!(
        "var $one; $first; $second : Object
        var $numbers : Collection
        var $signals : Collection
        var $i : Integer
        $one:=New shared object(\"n\"; 0)
        $first:=New shared object(\"n\"; 0)
        $second:=New shared object(\"n\"; 0; \"first\"; $first)
        $numbers:=New shared collection(0; 0)
        $signals:=New collection
        For ($i; 0; 7)
            $signals.push(New signal)
            New process(\"work\"; 0; \"work \"+String($i); $one; $first; $second; $numbers; $signals[$i]; $i)
        End for
        For ($i; 0; 7)
            ASSERT($signals[$i].wait(); \"it ends\")
        End for
        ASSERT({total}={}; String({total}))
        ",
        8 * count
    );
    let work = format!(
        "//%attributes = {{\"preemptive\":\"capable\"}}
        #DECLARE($one : Object; $first : Object; $second : Object; $numbers : Collection; $done : 4D.Signal; $me : Integer)
        var $i : Integer
        For ($i; 1; {count})
            {work}
        End for
        $done.trigger()
        "
    );
    // Attributes stand at the beginning of the first line.
    holds(name, &[("main", &main), ("work", &work)]);
}

#[test]
fn increments_of_one_object_lose_nothing() {
    increments("one", "Use ($one)\n$one.n+=1\nEnd use", "$one.n");
}

#[test]
fn increments_of_two_objects_of_a_group_lose_nothing() {
    let work = "If ($me%2=0)\nUse ($first)\n$first.n+=1\nEnd use\nElse\nUse ($second)\n$first.n+=1\nEnd use\nEnd if";
    increments("two", work, "$first.n");
}

#[test]
fn increments_of_a_collection_lose_nothing() {
    increments("collection", "Use ($numbers)\n$numbers[1]+=1\nEnd use", "$numbers[1]");
}

/// Starts 1,000 processes, which are all there before one ends.
fn thousand(name: &str, attributes: &str) {
    let main = "var $shared : Object
        var $go : 4D.Signal
        var $i : Integer
        $shared:=New shared object(\"begun\"; 0; \"ended\"; 0)
        $go:=New signal
        For ($i; 1; 1000)
            New process(\"wait\"; 0; \"process \"+String($i); $shared; $go)
        End for
        While ($shared.begun<1000)
            DELAY PROCESS(Current process; 1)
        End while
        ASSERT(Count user processes=1001; String(Count user processes))
        ASSERT(Count tasks=1001; String(Count tasks))
        $go.trigger()
        While ($shared.ended<1000)
            DELAY PROCESS(Current process; 1)
        End while
        ";
    let wait = format!(
        "{attributes}#DECLARE($shared : Object; $go : 4D.Signal)
        Use ($shared)
            $shared.begun+=1
        End use
        $go.wait()
        Use ($shared)
            $shared.ended+=1
        End use
        "
    );
    holds(name, &[("main", main), ("wait", &wait)]);
}

#[test]
fn a_thousand_processes_are_alive_at_once() {
    thousand("thousand", "");
}

#[test]
fn a_thousand_processes_run_in_parallel() {
    thousand("thousand_in_parallel", "//%attributes = {\"preemptive\":\"capable\"}\n");
}

/// A process that is nearly always inside does not keep another one out.
fn nobody_starves(name: &str, attributes: &str) {
    let main = "var $shared; $i : Variant
        $shared:=New shared object(\"rounds\"; 0; \"stop\"; False)
        New process(\"hog\"; 0; \"hog\"; $shared)
        While ($shared.rounds=0)
            DELAY PROCESS(Current process; 1)
        End while
        For ($i; 1; 100)
            Use ($shared)
                $shared.mine:=$i
            End use
        End for
        Use ($shared)
            $shared.stop:=True
        End use
        ";
    let hog = format!(
        "{attributes}#DECLARE($shared : Object)
        var $i : Integer
        While (Not($shared.stop))
            Use ($shared)
                $shared.rounds+=1
                For ($i; 1; 1000)
                End for
            End use
        End while
        "
    );
    holds(name, &[("main", main), ("hog", &hog)]);
}

#[test]
fn a_cooperative_process_that_is_nearly_always_inside_lets_others_in() {
    nobody_starves("hog", "");
}

#[test]
fn a_parallel_process_that_is_nearly_always_inside_lets_others_in() {
    nobody_starves("hog_in_parallel", "//%attributes = {\"preemptive\":\"capable\"}\n");
}

#[test]
fn a_million_calls_of_session_storage_find_the_same_object() {
    let calls = scaled(1_000_000);
    let main = format!(
        "var $id : Text
        var $i; $found : Integer
        $id:=Session.id
        Use (Session.storage)
            Session.storage.counter:=New shared object(\"n\"; 0)
        End use
        For ($i; 1; {calls})
            If (Session storage($id).counter#Null)
                $found+=1
            End if
        End for
        ASSERT($found={calls}; String($found))
        ASSERT(Session storage(\"unknown\")=Null; \"an unknown session\")
        "
    );
    holds("million", &[("main", &main)]);
}

/// A session with something in its storage.
fn session(machine: &Machine, number: u64) -> Arc<Session> {
    let id = machine.world.identifier();
    let created = Duration::from_micros(number);
    let session = Session::new(SessionKind::REMOTE, Text::from("user"), Text::from("client"), id, created);
    let (content, key) = (SharedObject::new(None), Text::from("text"));
    content.group().try_lock(1);
    content.set(&key, SharedValue::Text(Text::from("a text that is too long to stand inside")), 1).unwrap();
    content.group().unlock(1);
    session.storage.group().try_lock(1);
    session.storage.set(&Text::from("content"), SharedValue::Object(content), 1).unwrap();
    session.storage.group().unlock(1);
    session
}

#[test]
fn sessions_that_open_and_close_leave_nothing_behind() {
    let machine = Machine::standalone(World::new(None), Text::from("designer"));
    let open_and_close = |count: u64| {
        for number in 0..count {
            let session = session(&machine, number);
            machine.sessions.add(session.clone());
            machine.sessions.add_token(Text::from("token"), session.id.clone(), Duration::ZERO, Duration::from_secs(1));
            machine.sessions.remove(&session.id);
            assert!(machine.sessions.get(&session.id).is_none());
        }
    };
    open_and_close(1000);
    let before = BYTES.get();
    open_and_close(scaled(200_000));
    assert_eq!(BYTES.get(), before);
}

#[test]
fn clients_that_connect_and_disconnect_leave_nothing_behind() {
    let server = Machine::server(World::new(None));
    let connect_and_disconnect = |count: u64| {
        for number in 0..count {
            let client = Machine::client(&server, number as u32, Text::from("user"), true);
            let session = client.server_session.clone().unwrap();
            let id = session.id.clone();
            server.sessions.add(session);
            clients::disconnected(&client);
            assert!(server.sessions.get(&id).is_none());
        }
    };
    connect_and_disconnect(1000);
    let before = BYTES.get();
    connect_and_disconnect(scaled(200_000));
    // What is left of the last ones is forgotten with the next ones.
    assert!((BYTES.get() - before).abs() < 100_000, "{} bytes", BYTES.get() - before);
}

#[test]
fn processes_that_begin_and_end_leave_nothing_behind() {
    let program = project("begin_and_end", &[("nothing", "var $i : Integer\n$i:=1\n")]);
    let machine = Machine::standalone(World::new(None), Text::from("designer"));
    let begin_and_end = |count: u64| {
        for _ in 0..count {
            let domain = Domain::new(program.clone(), machine.clone());
            let record = machine.add_process(Text::from("process"), false, false, machine.session.clone());
            let work = |process: &mut Process<'_>| {
                let callee = methods::method(process, &Text::from("nothing")).unwrap();
                let value = call_with_values(process, &callee, None, vec![], Span::default());
                assert!(matches!(value, Value::Undefined));
            };
            domain.start(record, Box::new(work));
            domain.run().unwrap();
        }
        assert!(!machine.has_processes());
    };
    begin_and_end(100);
    let before = BYTES.get();
    begin_and_end(scaled(10_000));
    assert_eq!(BYTES.get(), before);
}
