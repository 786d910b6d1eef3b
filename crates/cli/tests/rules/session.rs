//! Group 1: `Session`.

use crate::{holds, run};

#[test]
fn rule_1_1_session_is_a_thread_safe_command_without_parameters() {
    holds(
        "1_1",
        "",
        r#"
        var $info : Integer
        var $theme : Text
        say(Command name(1714; $info; $theme)+", thread-safe: "+String($info ?? 0))
        say(OB Class(Session).name)
        New process("parallel"; 0)
        == Methods/parallel
        //%attributes = {"preemptive":"capable"}
        say("in parallel: "+Session.info.type+" "+Session:C1714.info.type)
        "#,
        "
        Session, thread-safe: True
        Session
        in parallel: standalone standalone
        ",
    );
}

#[test]
fn rule_1_2_standalone_has_one_session_for_the_whole_run() {
    holds(
        "1_2",
        "",
        r#"
        Use (Session.storage)
            Session.storage.id:=Session.id
        End use
        say("one object: "+String(Session=Session))
        New process("compare"; 0; "cooperative")
        DELAY PROCESS(Current process; 60)
        New process("compareInParallel"; 0; "preemptive")
        DELAY PROCESS(Current process; 60)
        CALL WORKER("worker"; "compare")
        DELAY PROCESS(Current process; 60)
        CALL WORKER("worker"; Formula(KILL WORKER))
        DELAY PROCESS(Current process; 60)
        == DatabaseMethods/onExit
        compare
        == Methods/compare
        say(Current process name+": "+String(Session.storage.id=Session.id))
        == Methods/compareInParallel
        //%attributes = {"preemptive":"capable"}
        compare
        "#,
        "
        one object: True
        cooperative: True
        preemptive: True
        worker: True
        On Exit: True
        ",
    );
}

const SESSIONS_OF_A_SERVER: &str = r#"
    DELAY PROCESS(Current process; 60)
    say("client sees no session: "+String(Session=Null))
    tell("twin")
    Execute on server("tell"; 0; "procedure"; "procedure")
    DELAY PROCESS(Current process; 60)
    == Methods/tell
    //%attributes = {"executedOnServer":true}
    #DECLARE($who : Text) : Integer
    var $storage : Object
    $storage:=Session.storage
    Use ($storage)
        $storage.seen:=Num($storage.seen)+1
    End use
    say($who+": "+Session.info.type+" "+Session.userName+", seen "+String($storage.seen))
    == DatabaseMethods/onServerStartup
    tell("startup")
    == DatabaseMethods/onServerShutdown
    tell("shutdown")
    == DatabaseMethods/onServerOpenConnection
    #DECLARE($user : Text; $id : Integer; $reserved : Integer) : Integer
    tell("open "+$user)
    == DatabaseMethods/onServerCloseConnection
    #DECLARE($user : Text; $id : Integer; $reserved : Integer)
    tell("close "+$user)
"#;

#[test]
fn rule_1_3_stored_procedures_share_one_session() {
    holds(
        "1_3",
        "--as remote --user anna",
        SESSIONS_OF_A_SERVER,
        "
        [server] startup: storedProcedure designer, seen 1
        [server] open anna: remote anna, seen 1
        [client 1] client sees no session: True
        [server] twin: remote anna, seen 2
        [server] procedure: storedProcedure designer, seen 2
        [server] close anna: remote anna, seen 3
        [server] shutdown: storedProcedure designer, seen 3
        ",
    );
}

#[test]
fn rule_1_4_each_client_has_a_session_that_its_twins_see() {
    let ended = run("1_4", "--as remote --user anna,boris", SESSIONS_OF_A_SERVER);
    assert_eq!((ended.errors.as_str(), ended.status), ("", 0));
    for user in ["anna", "boris"] {
        let own: Vec<&str> = ended.output.lines().filter(|line| line.contains(&format!("remote {user}"))).collect();
        let expected = [
            format!("[server] open {user}: remote {user}, seen 1"),
            format!("[server] twin: remote {user}, seen 2"),
            format!("[server] close {user}: remote {user}, seen 3"),
        ];
        assert_eq!(own, expected, "{}", ended.output);
    }
}

#[test]
fn rule_1_5_the_edition_decides_whether_a_client_has_a_session() {
    let sources = r#"
        say(Choose(Session=Null; "Null"; "a session"))
    "#;
    for edition in ["", "--language-version 2080", "--language-version 2129"] {
        holds("1_5", &format!("--as remote {edition}"), sources, "[client 1] Null");
    }
    for edition in ["2130", "2140"] {
        let options = format!("--as remote --language-version {edition}");
        holds("1_5", &options, sources, "[client 1] a session");
    }
}

#[test]
fn rule_1_6_both_sides_have_one_id_and_two_storages() {
    holds(
        "1_6",
        "--as remote --language-version 2130",
        r#"
        var $call : Object
        Use (Session.storage)
            Session.storage.client:=New shared object
        End use
        say("same id: "+String(idOnServer=Session.id))
        say("storage here "+JSON Stringify(OB Keys(Session.storage))+", there "+keysOnServer)
        For each ($call; New collection(Formula(Session.setPrivileges("a")); Formula(Session.clearPrivileges()); \
            Formula(Session.promote("a")); Formula(Session.demote(1)); Formula(Session.restore("a"))))
            Try
                $call.call()
                say($call.source+" did not fail")
            Catch
                say($call.source+" failed")
            End try
        End for each
        == Methods/idOnServer
        //%attributes = {"executedOnServer":true}
        #DECLARE : Text
        Use (Session.storage)
            Session.storage.server:=New shared object
        End use
        return Session.id
        == Methods/keysOnServer
        //%attributes = {"executedOnServer":true}
        #DECLARE : Text
        return JSON Stringify(OB Keys(Session.storage))
        "#,
        r#"
        [client 1] same id: True
        [client 1] storage here ["client"], there ["server"]
        [client 1] Session.setPrivileges("a") failed
        [client 1] Session.clearPrivileges() failed
        [client 1] Session.promote("a") failed
        [client 1] Session.demote(1) failed
        [client 1] Session.restore("a") failed
        "#,
    );
}

#[test]
fn rule_1_10_what_runs_on_a_server_without_a_client_is_a_stored_procedure() {
    holds(
        "1_10",
        "--as remote",
        r#"
        startOnServer
        DELAY PROCESS(Current process; 60)
        == Methods/startOnServer
        //%attributes = {"executedOnServer":true}
        var $number : Integer
        say("twin: "+Session.info.type)
        $number:=New process("tell"; 0; "new process")
        DELAY PROCESS(Current process; 10)
        $number:=Execute on server("tell"; 0; "execute on server")
        DELAY PROCESS(Current process; 10)
        CALL WORKER("worker"; "tell")
        DELAY PROCESS(Current process; 10)
        == Methods/tell
        say(Current process name+": "+Session.info.type)
        "#,
        "
        [server] twin: remote
        [server] new process: storedProcedure
        [server] execute on server: storedProcedure
        [server] worker: storedProcedure
        ",
    );
}
