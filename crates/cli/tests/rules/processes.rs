//! Group 7: processes.

use crate::{holds, run};

#[test]
fn rule_7_1_new_process() {
    holds(
        "7_1",
        "",
        r#"
        var $number : Integer
        $number:=New process("tell"; 0; "named"; "first"; 2)
        say("number "+String($number)+", the same with *: "+String(New process("tell"; 0; "named"; "x"; 1; *)=$number))
        say("another without: "+String(New process("tell"; 0; "named"; "second"; 3)=$number))
        DELAY PROCESS(Current process; 60)
        $number:=New process("tell")
        DELAY PROCESS(Current process; 60)
        ON ERR CALL("onError")
        $number:=0
        $number:=New process("no such method"; 0; "x")
        say("number "+String($number)+", processes "+String(Count tasks))
        number:=5
        number:=Execute on server("no such method")
        say("number "+String(number))
        $number:=New process("tell"; "no size"; "x")
        $number:=New process("tell"; 0; 5)
        == Methods/tell
        #DECLARE($text : Text; $value : Integer)
        DELAY PROCESS(Current process; $value*10)
        say("["+Current process name+"] "+String(Count parameters)+" "+$text+String($value))
        == Methods/onError
        say("error "+String(Error))
        "#,
        "
        number 2, the same with *: True
        another without: False
        [named] 2 first2
        [named] 2 second3
        [] 0 0
        error 81
        number 0, processes 1
        error 81
        number 0
        error 54
        error 54
        ",
    );
}

#[test]
fn rule_7_2_execute_on_server() {
    holds(
        "7_2",
        "--as remote",
        r#"
        var $object : Object
        var $text : Text
        $object:=New object("a"; 1)
        say("negative: "+String(Execute on server("change"; 0; "procedure"; $object)<0))
        DELAY PROCESS(Current process; 60)
        say("a copy: "+String($object.a))
        Try
            say(String(Execute on server("change"; 0; "procedure"; ->$text)))
        Catch
            say("no pointers: error "+String(Last errors.last().errCode))
        End try
        == Methods/change
        #DECLARE($object : Object)
        DELAY PROCESS(Current process; 10)
        $object.a:=2
        say(Session.info.type+" "+String($object.a))
        == DatabaseMethods/onServerStartup
        say("positive on the server: "+String(Execute on server("change"; 0; "early"; New object("a"; 0))>0))
        DELAY PROCESS(Current process; 60)
        "#,
        "
        [server] positive on the server: True
        [server] storedProcedure 2
        [client 1] negative: True
        [server] storedProcedure 2
        [client 1] a copy: 1
        [client 1] no pointers: error 54
        ",
    );
    holds(
        "7_2_standalone",
        "",
        r#"
        say("positive: "+String(Execute on server("tell"; 0; "procedure")>0))
        == Methods/tell
        say(Session.info.type)
        "#,
        "
        positive: True
        standalone
        ",
    );
}

#[test]
fn rule_7_3_executed_on_server() {
    let sources = r#"
        var $text : Text
        var $object : Object
        variable:="of the caller"
        $text:="a"
        $object:=New object("p"; "a")
        say("result "+twice("x"; ->$text)+", pointed "+$text)
        say("result "+twice("y"; ->$object.p)+", pointed "+$object.p)
        say("the same process each time: "+remembered("first")+remembered("second"))
        say("here: "+variable)
        == Methods/twice
        //%attributes = {"executedOnServer":true}
        #DECLARE($text : Text; $pointer : Pointer) : Text
        say("working")
        DELAY PROCESS(Current process; 60)
        $pointer->:=$pointer->+"!"
        return $text+$text
        == Methods/remembered
        //%attributes = {"executedOnServer":true}
        #DECLARE($text : Text) : Text
        var $before : Text
        $before:=String(variable)+"."
        variable:=$text
        return $before
    "#;
    holds(
        "7_3",
        "--as remote",
        sources,
        "
        [server] working
        [client 1] result xx, pointed a!
        [server] working
        [client 1] result yy, pointed a!
        [client 1] the same process each time: .first.
        [client 1] here: of the caller
        ",
    );
    holds(
        "7_3_standalone",
        "",
        sources,
        "
        working
        result xx, pointed a!
        working
        result yy, pointed a!
        the same process each time: of the caller.first.
        here: second
        ",
    );
}

#[test]
fn rule_7_4_the_twin_comes_with_the_first_access() {
    holds(
        "7_4",
        "--as remote",
        r#"
        New process("access"; 0; "my process")
        DELAY PROCESS(Current process; 600)
        == Methods/access
        say("twins before: "+String(Process number("my process"; *)))
        onServer
        say("twin afterwards: "+String(Process number("my process"; *)<0))
        == Methods/onServer
        //%attributes = {"executedOnServer":true}
        say(Current process name)
        "#,
        "
        [client 1] twins before: 0
        [server] my process
        [client 1] twin afterwards: True
        ",
    );
}

#[test]
fn rule_7_5_classes_and_singletons_are_local() {
    holds(
        "7_5",
        "--as remote",
        r#"
        cs.Teller.new().tell()
        cs.Shared.me.count()
        onServer
        say("here "+String(cs.Shared.me.value))
        == Methods/onServer
        //%attributes = {"executedOnServer":true}
        cs.Teller.new().tell()
        cs.Shared.me.count()
        cs.Shared.me.count()
        say("here "+String(cs.Shared.me.value))
        == Classes/Teller
        Function tell()
            say("function")
        == Classes/Shared
        property value : Integer
        shared singleton Class constructor
            This.value:=0
        shared Function count()
            This.value+=1
        "#,
        "
        [client 1] function
        [server] function
        [server] here 2
        [client 1] here 1
        ",
    );
}

#[test]
fn rule_7_6_workers() {
    holds(
        "7_6",
        "",
        r#"
        var $number : Integer
        CALL WORKER("w"; "remember"; "a")
        CALL WORKER("w"; "remember"; "b")
        DELAY PROCESS(Current process; 60)
        CALL WORKER("W"; "remember"; "c")
        DELAY PROCESS(Current process; 60)
        $number:=Process number("w")
        say("type "+String(Process info($number).type)+", another case is another worker: "+String(Process number("W")#$number))
        CALL WORKER($number; "remember"; "d")
        New process("rest"; 0; "no worker")
        CALL WORKER(Process number("no worker"); "remember"; "e")
        DELAY PROCESS(Current process; 60)
        CALL WORKER("w"; "slow")
        CALL WORKER("w"; "remember"; "f")
        DELAY PROCESS(Current process; 10)
        KILL WORKER("w")
        DELAY PROCESS(Current process; 120)
        say("ended: "+String(Process number("w")))
        CALL WORKER(1; Formula(say("forgotten")))
        KILL WORKER(1)
        CALL WORKER(1; Formula(say("the main process is a worker, when its method has ended")))
        CALL WORKER(1; "")
        say("end of the method")
        == DatabaseMethods/onExit
        say("exit")
        == Methods/remember
        #DECLARE($text : Text)
        variable:=String(variable)+$text
        say(Current process name+" "+variable)
        == Methods/slow
        DELAY PROCESS(Current process; 60)
        say("the running task ends")
        == Methods/rest
        DELAY PROCESS(Current process; 200)
        "#,
        "
        w a
        w ab
        W c
        type 5, another case is another worker: True
        w abd
        the running task ends
        ended: 0
        end of the method
        the main process is a worker, when its method has ended
        exit
        ",
    );
}

#[test]
fn rule_7_7_process_numbers() {
    holds(
        "7_7",
        "--as remote",
        r#"
        var $number : Integer
        say("none: "+String(Process number("no such process")))
        $number:=New process("rest"; 0; "first")
        $number:=New process("rest"; 0; "second")
        say("by name and by id: "+String(Process number("second")=$number)+\
            String(Process number(String(Process info($number).ID))=$number))
        say("highest: "+String(Count tasks=$number))
        say("on the server: "+String(Execute on server("rest"; 0; "procedure")=Process number("procedure"; *)))
        say("not here: "+String(Process number("procedure")))
        == Methods/rest
        DELAY PROCESS(Current process; 60)
        "#,
        "
        [client 1] none: 0
        [client 1] by name and by id: TrueTrue
        [client 1] highest: True
        [client 1] on the server: True
        [client 1] not here: 0
        ",
    );
}

#[test]
fn rule_7_8_states() {
    holds(
        "7_8",
        "",
        r#"
        var $process; $short : Integer
        var $signal : 4D.Signal
        $signal:=New signal
        say("executing "+String(Process state(Current process)))
        $short:=New process("nothing")
        $process:=New process("rest"; 0; "resting"; $signal)
        DELAY PROCESS(Current process; 10)
        say("delayed "+String(Process state($process)))
        PAUSE PROCESS($process)
        DELAY PROCESS(Current process; 10)
        say("paused "+String(Process state($process)))
        DELAY PROCESS(Current process; 600)
        say("paused beyond its delay "+String(Process state($process)))
        RESUME PROCESS($process)
        DELAY PROCESS(Current process; 10)
        say("waiting for a signal "+String(Process state($process)))
        DELAY PROCESS($process; 60)
        $signal.trigger()
        DELAY PROCESS(Current process; 10)
        say("delayed by another "+String(Process state($process)))
        DELAY PROCESS($process; 0)
        DELAY PROCESS(Current process; 10)
        say("ended "+String(Process state($process))+", ended below the highest "+String(Process state($short)))
        say("never there "+String(Process state(99))+" "+String(Process state(0)))
        PAUSE PROCESS(1)
        say("the main process is not paused")
        == Methods/nothing
        DELAY PROCESS(Current process; 5)
        == Methods/rest
        #DECLARE($signal : 4D.Signal)
        New process("hold"; 0; "last")
        DELAY PROCESS(Current process; 60)
        say("goes on")
        say("signal "+String($signal.wait()))
        == Methods/hold
        DELAY PROCESS(Current process; 6000)
        "#,
        "
        executing 0
        delayed 1
        paused 5
        paused beyond its delay 5
        goes on
        waiting for a signal 4
        delayed by another 1
        signal True
        ended -1, ended below the highest -1
        never there -100 -100
        the main process is not paused
        ",
    );
}

#[test]
fn a_process_that_nobody_resumes_is_a_deadlock() {
    let ended = run(
        "paused",
        "",
        r#"
        var $signal : 4D.Signal
        $signal:=New signal
        New process("pause"; 0; "paused"; $signal)
        $signal.wait()
        == Methods/pause
        #DECLARE($signal : 4D.Signal)
        PAUSE PROCESS(Current process)
        $signal.trigger()
        "#,
    );
    assert_eq!((ended.output.as_str(), ended.status), ("", 1));
    for part in ["Deadlock: 2 processes", "waits for RESUME PROCESS here", "pause.4dm:2", "main.4dm"] {
        assert!(ended.errors.contains(part), "{}", ended.errors);
    }
}

#[test]
fn rule_7_9_types() {
    holds(
        "7_9",
        "--as remote",
        r#"
        var $types : Object
        $types:=typesOnServer(Execute on server("rest"; 0; "procedure"))
        CALL WORKER("worker"; "rest")
        New process("rest"; 0; "process")
        DELAY PROCESS(Current process; 10)
        say("worker "+String(Process info(Process number("worker")).type))
        say("process "+String(Process info(Process number("process")).type))
        say("main "+String(Process info(1).type))
        say("stored procedure "+String($types.procedure)+", twin "+String($types.twin))
        == Methods/rest
        DELAY PROCESS(Current process; 60)
        == Methods/typesOnServer
        //%attributes = {"executedOnServer":true}
        #DECLARE($procedure : Integer) : Object
        return New object("procedure"; Process info(Abs($procedure)).type; "twin"; Process info(Current process).type)
        "#,
        "
        [client 1] worker 5
        [client 1] process 4
        [client 1] main -1
        [client 1] stored procedure 1, twin 4
        ",
    );
}

#[test]
fn rule_7_10_process_info() {
    holds(
        "7_10",
        "",
        r#"
        var $info : Object
        var $number : Integer
        $number:=New process("parallel"; 0; "parallel")
        $info:=Process info($number)
        say(OB Keys($info).orderBy().join(","))
        say($info.name+" "+String($info.number=$number)+" "+String($info.preemptive)+" "+String($info.sessionID=Session.id)+\
            " "+String($info.state)+" "+String(Value type($info.systemID)=Is text)+" "+String($info.visible))
        say($info.creationDateTime+" "+String($info.cpuTime=0)+" "+String($info.cpuUsage=0))
        DELAY PROCESS(Current process; 30)
        $info:=Process info($number)
        say("has run: "+String(($info.cpuTime>0) & ($info.cpuUsage>0) & ($info.cpuUsage<1)))
        say("wrong numbers: "+String(Process info(0)=Null)+String(Process info(99)=Null)+String(Process info(-1)=Null))
        == Methods/parallel
        //%attributes = {"preemptive":"capable"}
        DELAY PROCESS(Current process; 60)
        "#,
        "
        cpuTime,cpuUsage,creationDateTime,ID,name,number,preemptive,sessionID,state,systemID,type,visible
        parallel True True True 0 True True
        2026-01-01T00:00:00.000Z True True
        has run: True
        wrong numbers: TrueTrueTrue
        ",
    );
}

#[test]
fn rule_7_11_process_activity() {
    holds(
        "7_11",
        "--as remote --user anna",
        r#"
        var $activity : Object
        onServer
        $activity:=Process activity("any"; Sessions only)
        say("on a client: "+OB Keys($activity).join(",")+" "+String($activity.processes.length))
        $activity:=Get process activity
        say("by its old name: "+OB Keys($activity).join(","))
        == Methods/onServer
        //%attributes = {"executedOnServer":true}
        var $activity : Object
        $activity:=Process activity
        say("all: "+OB Keys($activity).orderBy().join(",")+" "+$activity.sessions.extract("type").orderBy().join(","))
        say("sessions of processes: "+$activity.processes.extract("session").extract("type").orderBy().join(","))
        $activity:=Process activity(Processes only)
        say("processes: "+OB Keys($activity).join(",")+" "+String($activity.processes.every(Formula($1.value.session=Null))))
        say("sessions: "+OB Keys(Process activity(Sessions only)).join(","))
        $activity:=Process activity(Session.id)
        say("one session: "+$activity.sessions.extract("userName").join(",")+" "+$activity.processes.extract("session").extract("userName").join(","))
        say("processes of one session: "+OB Keys(Process activity(Session.id; Processes only)).join(","))
        say("no session: "+String(Process activity("x")=Null))
        "#,
        "
        [server] all: processes,sessions remote,storedProcedure
        [server] sessions of processes: remote,storedProcedure
        [server] processes: processes True
        [server] sessions: sessions
        [server] one session: anna anna
        [server] processes of one session: processes
        [server] no session: True
        [client 1] on a client: processes 1
        [client 1] by its old name: processes
        ",
    );
}

#[test]
fn rule_7_12_database_methods() {
    let sources = r#"
        say("main")
        == DatabaseMethods/onStartup
        say("On Startup")
        == DatabaseMethods/onExit
        say("On Exit")
        == DatabaseMethods/onServerStartup
        say("On Server Startup")
        DELAY PROCESS(Current process; 600)
        say("connections are allowed")
        == DatabaseMethods/onServerShutdown
        say("On Server Shutdown")
        == DatabaseMethods/onServerOpenConnection
        #DECLARE($user : Integer; $id : Integer; $reserved : Integer) : Integer
        say("On Server Open Connection "+String($user)+" "+Session.userName+" "+String($reserved))
        return (Session.userName="boris") ? 13 : 0
        == DatabaseMethods/onServerCloseConnection
        #DECLARE($user : Text; $id : Integer; $reserved : Integer)
        say("On Server Close Connection "+$user+" "+String($reserved))
    "#;
    holds(
        "7_12_standalone",
        "",
        sources,
        "
        On Startup
        main
        On Exit
        ",
    );
    holds(
        "7_12_server",
        "--as server",
        sources,
        "
        [server] On Server Startup
        [server] connections are allowed
        [server] main
        [server] On Server Shutdown
        ",
    );
    holds(
        "7_12_remote",
        "--as remote --user anna",
        sources,
        "
        [server] On Server Startup
        [server] connections are allowed
        [server] On Server Open Connection 1 anna 0
        [client 1] On Startup
        [client 1] main
        [client 1] On Exit
        [server] On Server Close Connection anna 0
        [server] On Server Shutdown
        ",
    );
    let refused = run("7_12_refused", "--as remote --user boris", sources);
    let expected = "[server] On Server Startup\n[server] connections are allowed\n\
        [server] On Server Open Connection 1 boris 0\n[server] On Server Shutdown\n";
    assert_eq!((refused.output.as_str(), refused.status), (expected, 1));
    assert!(refused.errors.contains("refuses the connection of `boris` with 13"), "{}", refused.errors);
    holds(
        "7_12_early",
        "--as remote --user anna,boris",
        r#"
        If (Current user="boris")
            DELAY PROCESS(Current process; 3600)
            say("does not end with anna")
        End if
        "#,
        "[client 2] does not end with anna",
    );
    holds(
        "7_12_exit",
        "",
        r#"
        New process("patient"; 0; "patient")
        CALL WORKER("worker"; "patient")
        DELAY PROCESS(Current process; 60)
        == Methods/patient
        var $second : Integer
        For ($second; 1; 20)
            DELAY PROCESS(Current process; 60)
            Use (Storage)
                Storage.seconds:=New shared object("n"; $second)
            End use
            If ($second>10)
                say(Current process name+" "+String($second))
            End if
        End for
        "#,
        "
        patient 11
        patient 12
        patient 13
        ",
    );
}

#[test]
fn rule_7_13_variables_of_other_processes() {
    holds(
        "7_13",
        "",
        r#"
        var $text; $missing : Text
        var $number; $size; $value : Integer
        ARRAY LONGINT($all; 0)
        ON ERR CALL("onError")
        For each ($name; New collection("cooperative"; "preemptive"))
            $number:=New process($name; 0; $name)
            DELAY PROCESS(Current process; 10)
            GET PROCESS VARIABLE($number; status; $text; numbers; $all; numbers{2}; $value)
            say($name+": "+$text+" "+String(Size of array($all))+" "+String($value))
            SET PROCESS VARIABLE($number; status; "set"; numbers{1}; 11; fresh; New object("a"; 1))
            $all{2}:=22
            VARIABLE TO VARIABLE($number; others; $all; numbers{2}; $all{2})
            status:="of the main process"
            GET PROCESS VARIABLE($number; status; status)
            say("the main process's: "+status)
            DELAY PROCESS($number; 0)
            DELAY PROCESS(Current process; 60)
        End for each
        $text:="unchanged"
        GET PROCESS VARIABLE(99; status; $text)
        say($text)
        SET PROCESS VARIABLE(99; status; $text)
        SET PROCESS VARIABLE($number; $text; 1)
        == Methods/cooperative
        ARRAY LONGINT(numbers; 2)
        numbers{2}:=2
        status:="ready"
        DELAY PROCESS(Current process; 6000)
        say(status+" "+String(numbers{1})+" "+String(numbers{2})+" "+String(others{2})+" "+JSON Stringify(fresh))
        == Methods/preemptive
        //%attributes = {"preemptive":"capable"}
        cooperative
        == Methods/onError
        say("error "+String(Error))
        "#,
        r#"
        cooperative: ready 2 2
        the main process's: set
        set 11 22 22 {"a":1}
        preemptive: ready 2 2
        the main process's: set
        set 11 22 22 {"a":1}
        unchanged
        error 28
        error 4
        "#,
    );
    holds(
        "7_13_server",
        "--as remote",
        r#"
        var $number : Integer
        var $text : Text
        $number:=Execute on server("procedure"; 0; "procedure")
        DELAY PROCESS(Current process; 60)
        GET PROCESS VARIABLE($number; status; $text)
        say($text)
        SET PROCESS VARIABLE($number; status; "set by a client")
        GET PROCESS VARIABLE(-99; <>common; $text)
        say("interprocess, any negative number: "+$text)
        DELAY PROCESS(Current process; 600)
        == Methods/procedure
        status:="ready"
        <>common:="of the server"
        DELAY PROCESS(Current process; 300)
        say(status)
        "#,
        "
        [client 1] ready
        [client 1] interprocess, any negative number: of the server
        [server] set by a client
        ",
    );
}

#[test]
fn rule_7_14_registered_clients() {
    holds(
        "7_14",
        "--as remote --user anna,boris",
        r#"
        ARRAY TEXT($names; 0)
        ARRAY LONGINT($workloads; 0)
        If (Current user="anna")
            REGISTER CLIENT("anna's place")
            say("registered "+String(OK))
            REGISTER CLIENT("another name")
            say("registered again "+String(OK))
            DELAY PROCESS(Current process; 600)
            UNREGISTER CLIENT
            say("unregistered "+String(OK))
            UNREGISTER CLIENT
            say("unregistered again "+String(OK))
        Else
            DELAY PROCESS(Current process; 60)
            EXECUTE ON CLIENT("nobody"; "tell"; "a"; 1)
            say("nobody "+String(OK))
            EXECUTE ON CLIENT("anna@"; "tell"; "a"; 1)
            EXECUTE ON CLIENT("anna's place"; "tell"; "b"; 2)
            say("sent "+String(OK))
            GET REGISTERED CLIENTS($names; $workloads)
            say($names{1}+" "+String($workloads{1}))
            DELAY PROCESS(Current process; 300)
            GET REGISTERED CLIENTS($names; $workloads)
            say($names{1}+" "+String($workloads{1}))
            EXECUTE ON CLIENT("anna's place"; "tell"; "c"; 3)
            DELAY PROCESS(Current process; 600)
            GET REGISTERED CLIENTS($names; $workloads)
            say(String(Size of array($names)))
        End if
        == Methods/tell
        #DECLARE($text : Text; $number : Integer)
        DELAY PROCESS(Current process; 60)
        say(Current process name+" "+$text+String($number))
        "#,
        "
        [client 1] registered 1
        [client 1] registered again 0
        [client 2] nobody 0
        [client 2] sent 1
        [client 2] anna's place 2
        [client 1] anna's place a1
        [client 1] anna's place b2
        [client 2] anna's place 0
        [client 1] anna's place c3
        [client 1] unregistered 1
        [client 1] unregistered again 0
        [client 2] 0
        ",
    );
    holds(
        "7_14_standalone",
        "",
        r#"
        OK:=7
        REGISTER CLIENT("x")
        UNREGISTER CLIENT
        say(String(OK)+" "+String(Count tasks))
        "#,
        "7 1",
    );
}

#[test]
fn rule_7_15_preemptive_where_the_method_is_capable() {
    holds(
        "7_15",
        "",
        r#"
        New process("capable")
        New process("incapable")
        New process("indifferent")
        == Methods/capable
        //%attributes = {"preemptive":"capable"}
        say("capable: "+String(Process info(Current process).preemptive))
        DELAY PROCESS(Current process; 60)
        New process("indifferent")
        == Methods/incapable
        //%attributes = {"preemptive":"incapable"}
        DELAY PROCESS(Current process; 10)
        say("incapable: "+String(Process info(Current process).preemptive))
        == Methods/indifferent
        DELAY PROCESS(Current process; 20)
        say("indifferent: "+String(Process info(Current process).preemptive))
        "#,
        "
        capable: True
        incapable: False
        indifferent: False
        indifferent: True
        ",
    );
}
