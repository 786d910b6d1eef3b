//! Domains that run one preemptive process after the other: nothing of a process is there for the next one, and a domain
//! that has ended leaves nothing.

use super::{BYTES, project, scaled};
use fourd_runtime::domain::Domain;
use fourd_runtime::machine::Machine;
use fourd_runtime::world::World;
use fourd_runtime::{Process, Program, call_with_values, methods};
use fourd_source::Span;
use fourd_value::{Text, Value};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::thread::ThreadId;
use std::time::{Duration, Instant};

const CAPABLE: &str = "//%attributes = {\"preemptive\":\"capable\"}\n";

/// All that a process could see of the one before.
const SEEN: &str = "#DECLARE() : Text
    var $seen; $person : Object
    var $timeout : Integer
    var $text : Text
    var $untouched : Variant
    $seen:=New object
    $seen.system:=New collection(OK; Document; Error; Error method; Error line; Error formula)
    $seen.variables:=New collection(Undefined(leftover); leftover=Null; leftoverNumber=Null; leftoverObject=Null)
    $seen.local:=Undefined($untouched)
    $seen.handler:=Method called on error
    $seen.errors:=(Last errors=Null)
    $seen.epsilon:=(1=1.05)
    $seen.transaction:=New collection(In transaction; Transaction level)
    $seen.assertions:=Get assert enabled
    $seen.dates:=Get database parameter(Dates inside objects; $text)
    HTTP GET OPTION(HTTP timeout; $timeout)
    $seen.timeout:=$timeout
    $seen.semaphore:=Test semaphore(\"left\")
    $seen.single:=cs.Single.me.count
    $person:=cs.Person.new()
    $seen.person:=OB Keys($person).join(\",\")
    $seen.class:=OB Keys(OB Class($person)).join(\",\")
    $seen.session:=(Session=Null)
    $seen.default:=Is nil pointer(Current default table)
    $seen.chain:=Call chain.length
    $seen.parameters:=Count parameters
    return JSON Stringify($seen)
    ";

/// Leaves as much as it can, something else for each number, and ends in different ways.
const LEAVE: &str = "#DECLARE($number : Integer)
    var $loop; $person : Object
    var $many : Collection
    var $i : Integer
    leftover:=\"text \"+String($number)
    leftoverNumber:=$number
    leftoverObject:=New object(\"number\"; $number)
    EXECUTE FORMULA(\"own\"+String($number)+\":=\"+String($number))
    ASSERT(Formula from string(\"own\"+String($number)+\"+1\").call()=($number+1))
    OK:=7
    Document:=\"document \"+String($number)
    Error:=$number
    SET REAL COMPARISON LEVEL(0.1)
    SET ASSERT ENABLED(False; *)
    SET DATABASE PARAMETER(Dates inside objects; String type without time zone+($number%2))
    HTTP SET OPTION(HTTP timeout; 1+$number)
    ASSERT(Not(Semaphore(\"left\")))
    cs.Single.me.count+=$number
    $person:=cs.Person.new()
    $person[\"own\"+String($number)]:=$number
    $loop:=New object(\"number\"; $number)
    $loop.loop:=$loop
    $many:=New collection
    For ($i; 1; 50)
        $many.push(New object(\"in\"; $many; \"name\"+String($number); $loop))
    End for
    ASSERT(Match regex(\"[é0-9]+\"; \"é\"+String($number); 1))
    ON ERR CALL(\"handler\")
    Case of
        : ($number%5=0)
            ABORT
        : ($number%5=1)
            throw(1000+$number; \"it fails\")
        : ($number%5=2)
            Use (Storage)
                ABORT
            End use
        : ($number%5=3)
            $person.fail($number%7)
    End case
    ";

const PERSON: &str = "property name : Text
Class constructor
    This.name:=\"\"
Function fail($number : Integer)
    If ($number>0)
        This.fail($number-1)
    End if
    throw(1; \"inside\")
";

const SINGLE: &str = "property count : Integer
singleton Class constructor
    This.count:=0
";

fn program_with_classes(name: &str, methods: &[(&str, &str)]) -> Arc<Program> {
    let classes = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("load").join(name).join("Project/Sources/Classes");
    std::fs::create_dir_all(&classes).unwrap();
    std::fs::write(classes.join("Person.4dm"), PERSON).unwrap();
    std::fs::write(classes.join("Single.4dm"), SINGLE).unwrap();
    project(name, methods)
}

fn call(process: &mut Process<'_>, method: &str, arguments: Vec<Value>) -> Value {
    let callee = methods::method(process, &Text::from(method)).unwrap();
    call_with_values(process, &callee, None, arguments, Span::default())
}

/// Runs a preemptive process to its end, and tells on which thread.
fn run_preemptive(
    program: &Arc<Program>,
    machine: &Arc<Machine>,
    work: impl FnOnce(&mut Process<'_>) + Send + 'static,
) -> ThreadId {
    let (sender, receiver) = channel();
    let record = machine.add_process(Text::from("job"), true, false, machine.session.clone());
    let work = move |process: &mut Process<'_>| {
        sender.send(std::thread::current().id()).unwrap();
        work(process);
    };
    Domain::spawn(program.clone(), machine.clone(), record, work).unwrap();
    let thread = receiver.recv().unwrap();
    while machine.has_processes() {
        std::thread::yield_now();
    }
    thread
}

#[test]
fn a_thousand_processes_in_one_domain_see_nothing_of_each_other() {
    let handler = format!("{CAPABLE}ABORT\n");
    let (seen, leave) = (format!("{CAPABLE}{SEEN}"), format!("{CAPABLE}{LEAVE}"));
    let program = program_with_classes("alone", &[("seen", &seen), ("leave", &leave), ("handler", &handler)]);
    let machine = Machine::standalone(World::new(None), Text::from("designer"));
    let mut first = None;
    for number in 1..=1000 {
        let (sender, receiver) = channel();
        let thread = run_preemptive(&program, &machine, move |process| {
            let seen = call(process, "seen", vec![]);
            let failed = process.attention;
            sender.send((seen.as_text().map(|text| text.to_cow().into_owned()), failed)).unwrap();
            if !failed {
                call(process, "leave", vec![Value::integer(number)]);
                assert_eq!(process.attention, number % 5 != 4, "every fifth gets to its end");
            }
        });
        let (seen, failed) = receiver.recv().unwrap();
        assert!(!failed, "it fails to look");
        let seen = (thread, seen.unwrap());
        assert_eq!(&seen, first.get_or_insert_with(|| seen.clone()), "process {number}");
        assert_eq!(machine.resting_domains(), 1);
    }
}

#[test]
fn domains_rest_in_small_numbers_and_end() {
    let program = program_with_classes("rest", &[("wait", CAPABLE)]);
    let machine = Machine::standalone(World::new(None), Text::from("designer"));
    let (go, waits) = (Arc::new(std::sync::Barrier::new(101)), Arc::new(()));
    for _ in 0..100 {
        let record = machine.add_process(Text::from("job"), true, false, machine.session.clone());
        let (go, waits) = (go.clone(), waits.clone());
        let work = move |_: &mut Process<'_>| {
            go.wait();
            drop(waits);
        };
        Domain::spawn(program.clone(), machine.clone(), record, work).unwrap();
    }
    assert_eq!(machine.resting_domains(), 0);
    go.wait();
    while machine.has_processes() {
        std::thread::yield_now();
    }
    let rest = machine.resting_domains();
    assert!((1..=32).contains(&rest), "{rest} rest");
    assert_eq!(Arc::strong_count(&waits), 1);
    let begun = Instant::now();
    let ended = Arc::downgrade(&machine);
    drop(machine);
    while ended.strong_count() > 0 {
        assert!(begun.elapsed() < Duration::from_secs(60), "the threads keep their machine");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_domain_that_has_ended_leaves_none_of_its_code() {
    let work = "#DECLARE($depth : Integer)
        var $person : cs.Person
        If ($depth>0)
            work($depth-1)
            other($depth-1)
        End if
        $person:=cs.Person.new()
        Try
            $person.fail(3)
        End try
        ASSERT(Formula from string(\"$1+1\").call(Null; $depth)=($depth+1))
        ASSERT(New collection(1; 2).map(Formula($1.value+1)).length=2)
        ";
    let other = "#DECLARE($depth : Integer)\nIf ($depth>0)\nwork($depth-1)\nEnd if\n";
    let program = program_with_classes("code", &[("work", work), ("other", other)]);
    let machine = Machine::standalone(World::new(None), Text::from("designer"));
    let begin_and_end = |count: u64| {
        for _ in 0..count {
            let domain = Domain::new(program.clone(), machine.clone());
            let record = machine.add_process(Text::from("process"), false, false, machine.session.clone());
            domain.start(
                record,
                Box::new(|process| {
                    call(process, "work", vec![Value::integer(3)]);
                    assert!(!process.attention);
                }),
            );
            domain.run().unwrap();
        }
    };
    begin_and_end(100);
    let before = BYTES.get();
    begin_and_end(scaled(2_000));
    assert_eq!(BYTES.get(), before);
}
