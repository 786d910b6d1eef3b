//! Group 7: what ends workers and their tasks, and what goes on.

use crate::{holds, run};

#[test]
fn rule_7_6_the_startup_method_and_class_functions_as_tasks() {
    holds(
        "7_6_tasks",
        "",
        r#"
        CALL WORKER("a"; "tell"; 1)
        CALL WORKER("a"; ""; 2)
        CALL WORKER("none"; ""; 3)
        DELAY PROCESS(Current process; 60)
        CALL WORKER("b"; Formula(say("formula "+$1)); "4")
        CALL WORKER("b"; ""; 5)
        DELAY PROCESS(Current process; 60)
        CALL WORKER("c"; cs.Person.me.hello; "6")
        DELAY PROCESS(Current process; 60)
        say("no method, no worker: "+String(Process number("none")))
        == Methods/tell
        #DECLARE($number : Integer)
        say(Current process name+" "+String($number))
        == Classes/Person
        shared singleton Class constructor
        Function hello($text : Text)
        say("hello "+$text)
        "#,
        "
        a 1
        a 2
        formula 4
        hello 6
        no method, no worker: 0
        ",
    );
}

#[test]
fn rule_7_6_a_killed_worker_gets_a_successor() {
    holds(
        "7_6_successor",
        "",
        r#"
        var $first; $second : Integer
        CALL WORKER("w"; "slow")
        $first:=Process number("w")
        DELAY PROCESS(Current process; 10)
        CALL WORKER("w"; "tell"; "dropped")
        KILL WORKER("w")
        CALL WORKER("w"; "tell"; "from the successor")
        $second:=Process info(Current process).number
        DELAY PROCESS(Current process; 200)
        say("another process: "+String(Process number("w")#$first))
        CALL WORKER("self"; "suicide")
        DELAY PROCESS(Current process; 60)
        say("gone: "+String(Process number("self")))
        KILL WORKER("nobody")
        KILL WORKER(99)
        New process("noWorker"; 0; "no worker")
        DELAY PROCESS(Current process; 60)
        == Methods/slow
        say("slow begins")
        DELAY PROCESS(Current process; 60)
        say("slow ends")
        == Methods/tell
        #DECLARE($text : Text)
        say($text)
        == Methods/suicide
        CALL WORKER("self"; "tell"; "was there before")
        KILL WORKER
        CALL WORKER("self"; "tell"; "never")
        CALL WORKER(Current process; "tell"; "never")
        say("last words")
        == Methods/noWorker
        KILL WORKER
        KILL WORKER(Current process)
        say("no worker, not killed")
        "#,
        "
        slow begins
        slow ends
        from the successor
        another process: True
        last words
        gone: 0
        no worker, not killed
        ",
    );
}

#[test]
fn rule_7_6_an_error_or_abort_ends_the_task_and_not_the_worker() {
    let sources = r#"
        CALL WORKER("w"; "fails")
        CALL WORKER("w"; "tell"; "after the error")
        CALL WORKER("w"; "aborts")
        CALL WORKER("w"; "tell"; "after ABORT")
        CALL WORKER("w"; "no such method")
        CALL WORKER("w"; "installs")
        CALL WORKER("w"; "fails")
        CALL WORKER("other"; "installed")
        DELAY PROCESS(Current process; 60)
        say("main goes on, handler `"+Method called on error+"`")
        == Methods/fails
        var $nothing : Collection
        $nothing.push(1)
        say("after the error")
        == Methods/aborts
        ABORT
        say("not reached")
        == Methods/tell
        #DECLARE($text : Text)
        say($text)
        == Methods/installs
        ON ERR CALL("onError")
        == Methods/installed
        say("of another process: `"+Method called on error+"`")
        == Methods/onError
        say("handled "+String(Error))
        == DatabaseMethods/onExit
        say("exit")
    "#;
    let ended = run("7_6_errors", "", sources);
    let lines: Vec<&str> = ended.output.lines().collect();
    let of_worker = ["after the error", "after ABORT", "handled 57", "after the error"];
    let of_others = ["of another process: ``", "main goes on, handler ``", "exit"];
    assert_eq!(
        lines.iter().filter(|line| of_worker.contains(line)).collect::<Vec<_>>(),
        of_worker.iter().collect::<Vec<_>>()
    );
    assert_eq!(
        lines.iter().filter(|line| of_others.contains(line)).collect::<Vec<_>>(),
        of_others.iter().collect::<Vec<_>>()
    );
    assert_eq!((lines.len(), ended.status), (7, 1), "{}", ended.output);
    assert!(ended.errors.contains("There is no method `no such method`"), "{}", ended.errors);
}

#[test]
fn rule_7_12_a_failed_process_ends_alone() {
    let ended = run(
        "7_12_failed",
        "",
        r#"
        New process("child"; 0; "child")
        New process("fails"; 0; "fails")
        DELAY PROCESS(Current process; 60)
        say("main goes on")
        var $nothing : Collection
        $nothing.push(1)
        say("not reached")
        == Methods/child
        DELAY PROCESS(Current process; 120)
        say("the child goes on, aborted: "+String(Process aborted))
        == Methods/fails
        ABORT
        == DatabaseMethods/onStartup
        var $nothing : Collection
        say("startup")
        $nothing.push(1)
        == DatabaseMethods/onExit
        say("exit, children: "+String(Process number("child")>0))
        "#,
    );
    let expected = "startup\nmain goes on\nexit, children: True\nthe child goes on, aborted: True\n";
    assert_eq!((ended.output.as_str(), ended.status), (expected, 1), "{}", ended.errors);
}

#[test]
fn rule_7_12_handlers_of_errors_belong_to_a_process_or_to_all() {
    holds(
        "7_12_handlers",
        "",
        r#"
        ON ERR CALL("ofProcess")
        ON ERR CALL("ofAll"; ek global)
        New process("fails"; 0; "child")
        DELAY PROCESS(Current process; 60)
        CALL WORKER("worker"; "fails")
        DELAY PROCESS(Current process; 60)
        fails
        == Methods/fails
        var $nothing : Collection
        $nothing.push(1)
        == Methods/ofProcess
        say("of the process: "+Current process name+" "+String(Error))
        == Methods/ofAll
        say("of all: "+Current process name+" "+String(Error))
        "#,
        "
        of all: child 57
        of all: worker 57
        of the process: Application process 57
        ",
    );
}
