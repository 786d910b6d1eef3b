//! Group 6: shared objects.

use crate::{fourd, holds, project, run, unindented};

#[test]
fn rule_6_1_what_shared_objects_hold() {
    holds(
        "6_1",
        "",
        r#"
        var $shared; $value : Object
        var $picture : Picture
        var $text : Text
        $shared:=New shared object("number"; 1.5; "text"; "t"; "boolean"; True; "date"; !2026-01-02!; \
            "time"; ?01:02:03?; "null"; Null; "object"; New shared object; "collection"; New shared collection(1))
        say(JSON Stringify($shared))
        For each ($value; New collection(New object("v"; New object); New object("v"; New collection); \
            New object("v"; ->$text); New object("v"; $picture)))
            Try
                Use ($shared)
                    $shared.v:=$value.v
                End use
                say("taken")
            Catch
                say("error "+String(Last errors.last().errCode))
            End try
        End for each
        "#,
        r#"
        {"number":1.5,"text":"t","boolean":true,"date":"2026-01-02","time":3723,"null":null,"object":{},"collection":[1]}
        error -10721
        error -10721
        error -10721
        error -10721
        "#,
    );
}

#[test]
fn rule_6_2_writing_needs_use_and_reading_does_not() {
    holds(
        "6_2",
        "",
        r#"
        var $shared : Object
        $shared:=New shared object("a"; 1; "c"; New shared collection(1))
        New process("hold"; 0; "holder"; $shared)
        DELAY PROCESS(Current process; 1)
        say("read while it is used elsewhere: "+String($shared.a)+String($shared.c[0]))
        Try
            $shared.a:=2
        Catch
            say("written outside Use: error "+String(Last errors.last().errCode))
        End try
        Try
            $shared.c[0]:=2
        Catch
            say("element written outside Use: error "+String(Last errors.last().errCode))
        End try
        say(JSON Stringify($shared))
        == Methods/hold
        #DECLARE($shared : Object)
        Use ($shared)
            DELAY PROCESS(Current process; 600)
        End use
        "#,
        r#"
        read while it is used elsewhere: 11
        written outside Use: error -10708
        element written outside Use: error -10708
        {"a":1,"c":[1]}
        "#,
    );
}

#[test]
fn rule_6_3_use_waits_and_nests() {
    holds(
        "6_3",
        "",
        r#"
        var $shared : Object
        $shared:=New shared object("log"; New shared collection)
        Use ($shared)
            New process("enter"; 0; "other"; $shared)
            DELAY PROCESS(Current process; 60)
            Use ($shared.log)
                $shared.log.push("first")
            End use
            DELAY PROCESS(Current process; 60)
            $shared.log.push("still held after the inner End use")
        End use
        DELAY PROCESS(Current process; 60)
        say($shared.log.join("\n"))
        == Methods/enter
        #DECLARE($shared : Object)
        Use ($shared)
            $shared.log.push("other process")
        End use
        "#,
        "
        first
        still held after the inner End use
        other process
        ",
    );
}

#[test]
fn rule_6_4_nesting_forms_a_permanent_group() {
    holds(
        "6_4",
        "",
        r#"
        var $first; $second; $inner : Object
        $inner:=New shared object
        $first:=New shared object("inner"; $inner)
        $second:=New shared object("other"; New shared object)
        Use ($inner)
            New process("enter"; 0; "other"; $first)
            DELAY PROCESS(Current process; 60)
            say("used by the group")
        End use
        DELAY PROCESS(Current process; 60)
        Use ($first)
            OB REMOVE($first; "inner")
        End use
        Try
            Use ($second)
                $second.inner:=$inner
            End use
            say("entered another group")
        Catch
            say("error "+String(Last errors.last().errCode))
        End try
        == Methods/enter
        #DECLARE($first : Object)
        Use ($first)
            say("entered when the nested object was free")
        End use
        "#,
        "
        used by the group
        entered when the nested object was free
        error -10718
        ",
    );
}

/// A method that puts `$child` into `$parent` while another process uses the child; it waits for the other one, as `Use`
/// does.
const MERGE: &str = r#"
    var $parent; $child : Object
    var $ended : 4D.Signal
    var $numbers : Collection
    $parent:=New shared object
    $child:=New shared object("log"; "")
    $ended:=New signal
    New process("hold"; 0; "holder"; $child; $ended)
    While ($child.log="")
        DELAY PROCESS(Current process; 1)
    End while
    Use ($parent)
        $parent.child:=$child
        $child.log:=$child.log+" merged"
    End use
    say($child.log)
    $numbers:=New shared collection
    $child:=New shared object("log"; "")
    New process("hold"; 0; "holder"; $child; $ended)
    While ($child.log="")
        DELAY PROCESS(Current process; 1)
    End while
    $numbers.push($child)
    say("pushed after: "+$child.log)
    == Methods/hold
    #DECLARE($child : Object; $ended : 4D.Signal)
    Use ($child)
        $child.log:="used"
        DELAY PROCESS(Current process; 12)
        $child.log:=$child.log+" given back"
    End use
    "#;

#[test]
fn rule_6_4_a_merge_takes_the_other_group_like_a_use() {
    let expected = "used given back merged\npushed after: used given back\n";
    holds("6_4_merge", "", MERGE, expected);
    // In real time, with processes in one thread and in two.
    for (name, attributes) in [("one_thread", ""), ("two_threads", "//%attributes = {\"preemptive\":\"capable\"}\n")] {
        let sources = MERGE.replace("#DECLARE", &format!("{attributes}#DECLARE"));
        let folder = project(&format!("6_4_merge_{name}"), &unindented(&sources));
        let ended = fourd(&folder, ["run", ".", "--timeout", "60"]);
        assert_eq!((ended.output.as_str(), ended.errors.as_str(), ended.status), (expected, "", 0));
    }
}

#[test]
fn rule_6_4_two_merges_that_wait_for_each_other_are_a_deadlock() {
    let sources = r#"
        var $first; $second : Object
        $first:=New shared object("name"; "first")
        $second:=New shared object("name"; "second")
        New process("merge"; 0; "other"; $second; $first)
        merge($first; $second)
        == Methods/merge
        #DECLARE($parent : Object; $child : Object)
        Use ($parent)
            DELAY PROCESS(Current process; 6)
            $parent.child:=$child
        End use
        "#;
    let folder = project("6_4_deadlock", &unindented(sources));
    for seed in [&["--seed", "1"][..], &[]] {
        let ended = fourd(&folder, ["run", ".", "--timeout", "60"].into_iter().chain(seed.iter().copied()));
        assert_eq!((ended.output.as_str(), ended.status), ("", 1));
        assert!(ended.errors.contains("Deadlock: 2 processes wait for each other"), "{}", ended.errors);
        assert!(ended.errors.contains("merge.4dm:4"), "{}", ended.errors);
    }
}

#[test]
fn rule_6_5_some_calls_use_by_themselves() {
    holds(
        "6_5",
        "",
        r#"
        var $collection : Collection
        var $object; $counter : Object
        ARRAY LONGINT($numbers; 2)
        $collection:=New shared collection(3; 1; 2)
        $collection.push(4)
        $collection.unshift(0)
        $collection.insert(1; 9)
        $collection.remove(1)
        say(String($collection.pop())+String($collection.shift()))
        $collection.orderBy()
        $collection.fill(7; 0; 1)
        $collection.resize(2)
        $collection.concat(New collection(1))
        $collection.combine(New collection(5))
        say(JSON Stringify($collection))
        $collection.clear()
        ARRAY TO COLLECTION($collection; $numbers)
        say(JSON Stringify($collection))
        $object:=New shared object("a"; 1; "b"; 2)
        OB REMOVE($object; "a")
        say(JSON Stringify($object))
        $counter:=cs.Counter.new()
        $counter.increment()
        $counter.increment()
        say(String($counter.value))
        Try
            $counter.incrementUnshared()
        Catch
            say("error "+String(Last errors.last().errCode))
        End try
        == Classes/Counter
        property value : Integer
        shared Class constructor
            This.value:=0
        shared Function increment()
            This.value+=1
        Function incrementUnshared()
            This.value+=1
        "#,
        r#"
        40
        [7,1,5]
        [0,0]
        {"b":2}
        2
        error -10708
        "#,
    );
}

#[test]
fn rule_6_6_copies_of_shared_objects() {
    holds(
        "6_6",
        "",
        r#"
        var $shared; $plain; $copy; $other : Object
        $shared:=New shared object("a"; New shared object("b"; 1))
        $plain:=OB Copy($shared)
        $plain.a.b:=2
        say("plain: "+String(OB Is shared($plain))+String(OB Is shared($plain.a))+" "+JSON Stringify($plain))
        $copy:=OB Copy(New object("a"; New object("b"; 3)); ck shared)
        say("shared: "+String(OB Is shared($copy))+String(OB Is shared($copy.a))+" "+JSON Stringify($copy))
        $other:=OB Copy(New object("c"; 4); ck shared; $shared)
        Use ($shared)
            $shared.other:=$other
        End use
        say("in the group: "+JSON Stringify($shared))
        Try
            Use ($copy)
                $copy.other:=$other
            End use
        Catch
            say("error "+String(Last errors.last().errCode))
        End try
        "#,
        r#"
        plain: FalseFalse {"a":{"b":2}}
        shared: TrueTrue {"a":{"b":3}}
        in the group: {"a":{"b":1},"other":{"c":4}}
        error -10718
        "#,
    );
}

#[test]
fn rule_6_7_storage_is_one_for_each_machine_and_holds_shared_values() {
    holds(
        "6_7",
        "",
        r#"
        var $value; $first; $second : Object
        For each ($value; New collection(New object("v"; 1); New object("v"; "a"); New object("v"; Null); New object("v"; New object)))
            Try
                Use (Storage)
                    Storage.v:=$value.v
                End use
                say("taken")
            Catch
                say("refused")
            End try
        End for each
        $first:=New shared object
        $second:=New shared object
        Use (Storage)
            Storage.first:=$first
            Storage.second:=$second
        End use
        Use ($first)
            New process("enter"; 0; "other"; 1)
            DELAY PROCESS(Current process; 60)
            say("first is used")
        End use
        Use ($first)
            $first.second:=$second
        End use
        say(JSON Stringify(Storage))
        == Methods/enter
        #DECLARE($dummy : Integer)
        Use (Storage)
            Use (Storage.second)
                say("Storage and second are not of its group")
            End use
        End use
        "#,
        r#"
        refused
        refused
        refused
        refused
        Storage and second are not of its group
        first is used
        {"first":{"second":{}},"second":{}}
        "#,
    );
    holds(
        "6_7_machines",
        "--as remote --clients 2",
        r#"
        Use (Storage)
            Storage[Replace string(Current user; " "; "")]:=New shared object
        End use
        DELAY PROCESS(Current process; 60*Num(Current user))
        say(OB Keys(Storage).join(","))
        == DatabaseMethods/onServerShutdown
        say(OB Keys(Storage).join(",")+".")
        "#,
        "
        [client 1] user1
        [client 2] user2
        [server] .
        ",
    );
}

#[test]
fn rule_6_8_session_storage_forms_no_group_and_takes_plain_values() {
    holds(
        "6_8",
        "--as remote --user anna,boris",
        r#"
        DELAY PROCESS(Current process; Choose(Current user="anna"; 1; 60))
        share
        == Methods/share
        //%attributes = {"executedOnServer":true}
        If (Storage.common=Null)
            Use (Storage)
                Storage.common:=New shared object("count"; 0)
            End use
        End if
        Use (Session.storage)
            Session.storage.common:=Storage.common
            Session.storage.own:=New shared object("common"; Storage.common)
            Session.storage.scalar:=1
            Session.storage.text:="t"
        End use
        Use (Session.storage.common)
            Session.storage.common.count+=1
        End use
        say(Session.userName+" "+JSON Stringify(Session.storage))
        "#,
        r#"
        [server] anna {"common":{"count":1},"own":{"common":{"count":1}},"scalar":1,"text":"t"}
        [server] boris {"common":{"count":2},"own":{"common":{"count":2}},"scalar":1,"text":"t"}
        "#,
    );
}

#[test]
fn rule_6_9_plain_parameters_are_copied_and_shared_ones_are_not() {
    holds(
        "6_9",
        "--as remote",
        r#"
        var $plain; $shared : Object
        $plain:=New object("a"; 1)
        $shared:=New shared object("a"; 1)
        New process("change"; 0; "process"; $plain; $shared)
        DELAY PROCESS(Current process; 10)
        say("process: "+String($plain.a)+String($shared.a))
        CALL WORKER("worker"; "change"; $plain; $shared)
        DELAY PROCESS(Current process; 10)
        say("worker: "+String($plain.a)+String($shared.a))
        changeOnServer($plain; $shared)
        say("server: "+String($plain.a)+String($shared.a))
        == Methods/change
        #DECLARE($plain : Object; $shared : Object)
        $plain.a:=5
        Use ($shared)
            $shared.a+=1
        End use
        == Methods/changeOnServer
        //%attributes = {"executedOnServer":true}
        #DECLARE($plain : Object; $shared : Object)
        say("a copy is shared: "+String(OB Is shared($shared)))
        $plain.a:=5
        $shared.a:=5
        "#,
        "
        [client 1] process: 12
        [client 1] worker: 13
        [server] a copy is shared: False
        [client 1] server: 13
        ",
    );
}

#[test]
fn rule_6_10_signals() {
    holds(
        "6_10",
        "",
        r#"
        var $signal : 4D.Signal
        var $number : Integer
        $signal:=New signal("ready")
        say(String(OB Is shared($signal))+" "+$signal.description+" "+String($signal.signaled))
        say("timeout: "+String($signal.wait(0.5)))
        $number:=New process("await"; 0; "waiting"; $signal)
        DELAY PROCESS(Current process; 10)
        say("state "+String(Process state($number)))
        $signal.trigger()
        $signal.trigger()
        DELAY PROCESS(Current process; 10)
        say("now at once: "+String($signal.wait())+" "+String($signal.signaled))
        $signal:=New signal
        say("no time: "+String($signal.wait(0))+String($signal.wait(-1)))
        Try
            Use ($signal)
                $signal.description:="changed"
                $signal.result:=5
                $signal.signaled:=True
            End use
        Catch
            say($signal.description+" "+String($signal.result)+" read-only: "+String(Last errors[0].errCode))
        End try
        == Methods/await
        #DECLARE($signal : 4D.Signal)
        say("woken: "+String($signal.wait()))
        "#,
        "
        True ready False
        timeout: False
        state 4
        woken: True
        now at once: True True
        no time: FalseFalse
        changed 5 read-only: -10736
        ",
    );
}

#[test]
fn rule_6_11_semaphores() {
    holds(
        "6_11",
        "",
        r#"
        var $start : Integer
        say("mine: "+String(Semaphore("a"))+", again: "+String(Semaphore("a"))+", other case: "+String(Semaphore("A")))
        New process("try"; 0; "other")
        DELAY PROCESS(Current process; 60)
        say("after the owner's end: "+String(Semaphore("b")))
        New process("waitFor"; 0; "waiting")
        DELAY PROCESS(Current process; 60)
        CLEAR SEMAPHORE("a")
        DELAY PROCESS(Current process; 60)
        == Methods/try
        say("held by another: "+String(Semaphore("a"))+", after 6 ticks: "+String(Semaphore("a"; 6)))
        CLEAR SEMAPHORE("a")
        say("cleared by another: "+String(Not(Test semaphore("a"))))
        say("b: "+String(Semaphore("b")))
        == Methods/waitFor
        say("waited until it was free: "+String(Semaphore("a"; 600)))
        "#,
        "
        mine: False, again: False, other case: False
        held by another: True, after 6 ticks: True
        cleared by another: False
        b: False
        after the owner's end: False
        waited until it was free: False
        ",
    );
    holds(
        "6_11_queue",
        "",
        r#"
        var $i : Integer
        var $long : Text
        $i:=Num(Semaphore("s"))
        For ($i; 1; 5)
            New process("waiter"; 0; "waiter "+String($i); $i)
            DELAY PROCESS(Current process; 5)
        End for
        CLEAR SEMAPHORE("s")
        say("mine again: "+String(Semaphore("s"; 600)))
        $long:="x"*300
        say("255 characters count: "+String(Semaphore($long))+String(Test semaphore($long+"y"))+\
            String(Test semaphore(Substring($long; 1; 255)))+String(Test semaphore(Substring($long; 1; 254))))
        == Methods/waiter
        #DECLARE($i : Integer)
        If (Semaphore("s"; 60*$i))
            say("too late: "+Current process name)
        Else
            say(Current process name)
            DELAY PROCESS(Current process; 20)
            // The second one ends without a word: its semaphore goes on all the same.
            If ($i#2)
                CLEAR SEMAPHORE("s")
            End if
        End if
        "#,
        "
        waiter 1
        waiter 2
        waiter 3
        waiter 4
        waiter 5
        mine again: False
        255 characters count: FalseTrueTrueFalse
        ",
    );
    holds(
        "6_11_machines",
        "--as remote --clients 2",
        r#"
        DELAY PROCESS(Current process; 60*Num(Current user))
        say("local: "+String(Semaphore("$s"))+", common: "+String(Semaphore("s")))
        DELAY PROCESS(Current process; 600)
        "#,
        "
        [client 1] local: False, common: False
        [client 2] local: False, common: True
        ",
    );
}

#[test]
fn rule_6_12_singletons() {
    holds(
        "6_12",
        "",
        r#"
        say(String(cs.OfProcess.me=cs.OfProcess.new())+String(cs.OfAll.me=cs.OfAll.new()))
        cs.OfProcess.me.count()
        cs.OfAll.me.count()
        New process("count"; 0; "other")
        DELAY PROCESS(Current process; 60)
        say("process "+String(cs.OfProcess.me.value)+", shared "+String(cs.OfAll.me.value))
        == Methods/count
        cs.OfProcess.me.count()
        cs.OfAll.me.count()
        == Classes/OfProcess
        property value : Integer
        singleton Class constructor
            This.value:=0
            say("process singleton built")
        Function count()
            This.value+=1
        == Classes/OfAll
        property value : Integer
        shared singleton Class constructor
            This.value:=0
            say("shared singleton built")
        shared Function count()
            This.value+=1
        "#,
        "
        process singleton built
        shared singleton built
        TrueTrue
        process singleton built
        process 1, shared 2
        ",
    );
    let ended = run(
        "6_12_sessions",
        "--as remote --user anna,boris",
        r#"
        count
        DELAY PROCESS(Current process; 60)
        count
        == Methods/count
        //%attributes = {"executedOnServer":true}
        cs.OfSession.me.count()
        say(Session.userName+" "+String(cs.OfSession.me.value))
        == Classes/OfSession
        property value : Integer
        session singleton Class constructor
            This.value:=0
        shared Function count()
            This.value+=1
        "#,
    );
    let mut lines: Vec<&str> = ended.output.lines().collect();
    lines.sort_unstable();
    let expected = ["[server] anna 1", "[server] anna 2", "[server] boris 1", "[server] boris 2"];
    assert_eq!((lines, ended.errors.as_str(), ended.status), (expected.to_vec(), "", 0));
}
