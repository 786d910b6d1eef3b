//! What a fault ends and what goes on.

use crate::{folder, fourd_with, run};

/// The tests by name.
pub const ALL: &[(&str, fn())] = &[
    ("main_method", main_method),
    ("cooperative_process", cooperative_process),
    ("preemptive_process", preemptive_process),
    ("nothing_catches_it", nothing_catches_it),
    ("group_is_given_back", group_is_given_back),
    ("semaphore_is_given_back", semaphore_is_given_back),
    ("transactions_and_calls_end", transactions_and_calls_end),
    ("worker_goes_on", worker_goes_on),
    ("callback", callback),
    ("background_thread", background_thread),
    ("method_on_the_server", method_on_the_server),
    ("stored_procedure", stored_procedure),
    ("registered_client", registered_client),
    ("tests_go_on", tests_go_on),
    ("prompt_goes_on", prompt_goes_on),
    ("trace_where_it_is_asked_for", trace_where_it_is_asked_for),
];

const FAULTY: &str = "\n== Methods/faulty.4dm\nvar $before : Text:=\"ran\"\nBEEP\nsay(\"not reached\")\n";

fn main_method() {
    run("main_method", &[], &format!("say(\"begins\")\nfaulty\nsay(\"not reached\"){FAULTY}"), |ended| {
        ended.says(&["begins"]).has_faults(1).reports("the command has a fault").reports("faulty.4dm:2");
        ended.reports("called from `main` at main.4dm:2").reports("please report it");
    });
}

fn cooperative_process() {
    let main = "New process(\"faulty\"; 0; \"bad\")
        New process(\"good\"; 0; \"good\")
        DELAY PROCESS(Current process; 60)
        say(\"tasks \"+String(Count user processes)+String(Process number(\"bad\")))
        == Methods/good.4dm
        DELAY PROCESS(Current process; 20)
        say(\"the other goes on\")";
    run("cooperative_process", &[], &format!("{main}{FAULTY}"), |ended| {
        ended.says(&["tasks 10", "the other goes on"]).has_faults(1).reports("in process 2 `bad`");
    });
}

fn preemptive_process() {
    let main = "New process(\"bad\"; 0; \"bad\")
        New process(\"good\"; 0; \"good\")
        DELAY PROCESS(Current process; 60)
        say(\"bad \"+String(Process number(\"bad\")))
        == Methods/bad.4dm
        //%attributes = {\"preemptive\":\"capable\"}
        BEEP
        == Methods/good.4dm
        //%attributes = {\"preemptive\":\"capable\"}
        DELAY PROCESS(Current process; 20)
        say(\"the other goes on\")";
    run("preemptive_process", &[], main, |ended| {
        ended.says(&["bad 0", "the other goes on"]).has_faults(1).reports("preemptive");
    });
}

fn nothing_catches_it() {
    let main = "ON ERR CALL(\"handler\")
        Try
        faulty
        Catch
        say(\"caught\")
        End try
        Try(faulty)
        say(\"not reached\")
        == Methods/handler.4dm
        say(\"handled\")";
    run("nothing_catches_it", &[], &format!("{main}{FAULTY}"), |ended| {
        ended.says(&[]).has_faults(1);
    });
}

fn group_is_given_back() {
    let main = "Use (Storage)
        Storage.a:=New shared object
        End use
        CALL WORKER(\"w\"; \"locks\")
        New process(\"locks\"; 0; \"bad\")
        DELAY PROCESS(Current process; 30)
        Use (Storage.a)
        Storage.a.value:=1
        End use
        CALL WORKER(\"w\"; \"reads\")
        DELAY PROCESS(Current process; 30)
        == Methods/locks.4dm
        Use (Storage.a)
        BEEP
        End use
        == Methods/reads.4dm
        Use (Storage.a)
        say(\"value \"+String(Storage.a.value))
        End use";
    run("group_is_given_back", &[], main, |ended| {
        ended.says(&["value 1"]).has_faults(2);
    });
}

fn semaphore_is_given_back() {
    let main = "CALL WORKER(\"w\"; \"locks\")
        New process(\"locks\"; 0; \"bad\")
        DELAY PROCESS(Current process; 30)
        say(String(Semaphore(\"a\"; 6000)))
        == Methods/locks.4dm
        If (Not(Semaphore(\"a\"; 6000)))
        BEEP
        End if";
    run("semaphore_is_given_back", &[], main, |ended| {
        ended.says(&["False"]).has_faults(2);
    });
}

fn transactions_and_calls_end() {
    let main = "CALL WORKER(\"w\"; \"deep\"; 50)
        CALL WORKER(\"w\"; \"looks\")
        DELAY PROCESS(Current process; 60)
        == Methods/deep.4dm
        #DECLARE($depth : Integer)
        START TRANSACTION
        If ($depth=0)
        BEEP
        End if
        deep($depth-1)
        == Methods/looks.4dm
        say(String(Transaction level)+\" \"+String(Call chain.length))";
    run("transactions_and_calls_end", &[], main, |ended| {
        ended.says(&["0 1"]).has_faults(1).reports("more calls");
    });
}

fn worker_goes_on() {
    for attributes in ["", "//%attributes = {\"preemptive\":\"capable\"}\n"] {
        let main = format!(
            "CALL WORKER(\"w\"; \"bad\")
        CALL WORKER(\"w\"; \"good\")
        DELAY PROCESS(Current process; 60)
        == Methods/bad.4dm
        {attributes}BEEP
        == Methods/good.4dm
        {attributes}say(\"the next task runs in \"+Current process name)"
        );
        run("worker_goes_on", &[], &main, |ended| {
            ended.says(&["the next task runs in w"]).has_faults(1).reports("worker");
        });
    }
}

fn callback() {
    let main = "CALL WORKER(\"w\"; \"maps\")
        CALL WORKER(\"w\"; \"good\")
        DELAY PROCESS(Current process; 60)
        say(New collection(1; 2).map(Formula(doubled($1.value))).join(\",\"))
        == Methods/maps.4dm
        New collection(1; 2).map(Formula(faulty))
        say(\"not reached\")
        == Methods/good.4dm
        say(\"good\")
        == Methods/doubled.4dm
        #DECLARE($number : Integer) : Integer
        return $number*2";
    run("callback", &[], &format!("{main}{FAULTY}"), |ended| {
        ended.says(&["2,4", "good"]).has_faults(1);
    });
}

fn background_thread() {
    let main = "Try
        PLAY(\"a sound\")
        Catch
        say(\"caught \"+String(Last errors[0].errCode))
        End try";
    run("background_thread", &[], main, |ended| {
        ended.says(&["caught -30001"]).has_faults(1).reports("has ended the music").reports("the thread has a fault");
    });
}

fn method_on_the_server() {
    let main = "Try
        bad
        Catch
        say(\"caught \"+String(Last errors[0].errCode))
        End try
        say(good)
        == Methods/bad.4dm
        //%attributes = {\"executedOnServer\":true}
        If (Not(Semaphore(\"a\")))
        BEEP
        End if
        == Methods/good.4dm
        //%attributes = {\"executedOnServer\":true}
        #DECLARE : Text
        return \"the server goes on, set: \"+String(Semaphore(\"a\"))";
    run("method_on_the_server", &["--as=remote"], main, |ended| {
        let said = ["[client 1] caught -30001", "[client 1] the server goes on, set: False"];
        ended.says(&said).has_faults(1).reports("the command has a fault");
    });
}

fn stored_procedure() {
    let main = "var $id : Integer
        $id:=Execute on server(\"faulty\"; 0; \"bad\")
        $id:=Execute on server(\"good\"; 0; \"good\")
        DELAY PROCESS(Current process; 60)
        say(\"ends\")
        == Methods/good.4dm
        say(\"good\")";
    run("stored_procedure", &["--as=remote"], &format!("{main}{FAULTY}"), |ended| {
        ended.says(&["[client 1] ends", "[server] good"]).has_faults(1);
    });
}

fn registered_client() {
    let main = "REGISTER CLIENT(\"me\")
        EXECUTE ON CLIENT(\"me\"; \"faulty\")
        EXECUTE ON CLIENT(\"me\"; \"good\")
        DELAY PROCESS(Current process; 60)
        == Methods/good.4dm
        say(\"good\")";
    run("registered_client", &["--as=remote"], &format!("{main}{FAULTY}"), |ended| {
        ended.says(&["[client 1] good"]).has_faults(1);
    });
}

fn tests_go_on() {
    let main = "== Methods/test_bad.4dm\nBEEP\n== Methods/test_good.4dm\nASSERT(True)\n";
    let folder = folder("tests_go_on", &format!("\n{main}"));
    std::fs::create_dir_all(folder.join("Project")).unwrap();
    std::fs::write(folder.join("Project/tests.4DProject"), "{}").unwrap();
    std::fs::rename(folder.join("Methods"), folder.join("Project/Methods")).unwrap();
    std::fs::create_dir_all(folder.join("Project/Sources")).unwrap();
    std::fs::rename(folder.join("Project/Methods"), folder.join("Project/Sources/Methods")).unwrap();
    std::fs::remove_file(folder.join("main.4dm")).unwrap();
    let ended = fourd_with(&folder, &["test", "."], "", &[]);
    let all = ended.output.clone() + &ended.errors;
    assert_eq!(ended.status, 1, "{all}");
    assert!(all.contains("1 passed") && all.contains("1 failed") && all.contains("4D5004"), "{all}");
}

fn prompt_goes_on() {
    let folder = folder("prompt_goes_on", FAULTY);
    let input = "$a:=5\nUse (Storage)\nfaulty\nEnd use\n$a+1\nBEEP\n$a+2\n";
    let ended = fourd_with(&folder, &["repl", "."], input, &[]);
    let all = ended.output.clone() + &ended.errors;
    assert!(ended.output.contains('6') && ended.output.contains('7'), "{all}");
    assert_eq!(all.matches("[4D5004] Error").count(), 2, "{all}");
    assert_eq!(ended.status, 1, "{all}");
}

fn trace_where_it_is_asked_for() {
    let folder = folder("trace", FAULTY);
    let without = fourd_with(&folder, &["run", "-e", "faulty"], "", &[]);
    assert!(!without.errors.contains("panic"), "{}", without.errors);
    let with = fourd_with(&folder, &["run", "-e", "faulty"], "", &[("RUST_BACKTRACE", "1")]);
    with.has_faults(1).reports("panic");
}
