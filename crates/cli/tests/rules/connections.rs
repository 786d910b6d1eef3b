//! Groups 1, 4, 7 and 10: clients that come and go, and the end of servers and applications.

use crate::{holds, run};

#[test]
fn rule_7_12_each_process_of_a_client_is_a_connection() {
    holds(
        "7_12_connections",
        "--as remote --user anna",
        r#"
        New process("child"; 0; "child")
        New process("alone"; 0; "needs no server")
        DELAY PROCESS(Current process; 120)
        == Methods/child
        onServer
        DELAY PROCESS(Current process; 10)
        == Methods/alone
        DELAY PROCESS(Current process; 10)
        == Methods/onServer
        //%attributes = {"executedOnServer":true}
        say("twin of "+Current process name+", connections "+String(connections))
        == DatabaseMethods/onServerStartup
        say("sessions at the start: "+String(Process activity(Sessions only).sessions.length))
        == DatabaseMethods/onServerOpenConnection
        #DECLARE($user : Integer; $id : Integer; $ignored : Integer) -> $status : Integer
        connections:=Num(connections)+1
        say("open "+String($user)+" "+String($id=Current process)+" "+Session.userName)
        == DatabaseMethods/onServerCloseConnection
        #DECLARE($user : Integer; $id : Integer; $ignored : Integer)
        say("close "+String($user)+" "+String($id=Current process)+" connections "+String(connections))
        "#,
        "
        [server] sessions at the start: 1
        [server] open 1 True anna
        [server] open 1 True anna
        [server] twin of child, connections 1
        [server] close 1 True connections 1
        [server] close 1 True connections 1
        ",
    );
}

#[test]
fn rule_7_12_a_process_can_be_refused_when_the_client_was_not() {
    let ended = run(
        "7_12_process_refused",
        "--as remote --user anna",
        r#"
        New process("child"; 0; "child")
        DELAY PROCESS(Current process; 60)
        say("main goes on")
        == Methods/child
        onServer
        say("not reached")
        == Methods/onServer
        //%attributes = {"executedOnServer":true}
        say("not reached either")
        == DatabaseMethods/onServerOpenConnection
        #DECLARE($user : Integer; $id : Integer; $ignored : Integer) -> $status : Integer
        Use (Storage)
            If (Storage.first=Null)
                Storage.first:=New shared object("id"; $id)
            Else
                $status:=77
            End if
        End use
        == DatabaseMethods/onServerCloseConnection
        #DECLARE($user : Integer; $id : Integer; $ignored : Integer)
        say("close of the first: "+String($id=Storage.first.id))
        "#,
    );
    assert_eq!(
        (ended.output.as_str(), ended.status),
        ("[client 1] main goes on\n[server] close of the first: True\n", 1)
    );
    assert!(ended.errors.contains("refuses the connection of `anna` with 77"), "{}", ended.errors);
}

#[test]
fn rule_7_12_on_exit_runs_in_a_process_of_its_own() {
    let sources = r#"
        variable:="of main"
        say("main "+Current process name)
        == DatabaseMethods/onExit
        say(Current process name+" "+String(Process info(Current process).type)+" variable `"+String(variable)+"`")
        == DatabaseMethods/onServerShutdown
        say(Current process name+" "+String(Process info(Current process).type)+" variable `"+String(variable)+"`")
    "#;
    holds("7_12_exit_process", "", sources, "main Application process\nOn Exit -16 variable ``");
    holds(
        "7_12_exit_server",
        "--as server",
        sources,
        "[server] main Application process\n[server] On Server Shutdown -16 variable ``",
    );
}

#[test]
fn rule_10_9_quit_4d_of_a_worker_ends_the_application() {
    let sources = r#"
        CALL WORKER("w"; "quits")
        DELAY PROCESS(Current process; 36000)
        say("not reached")
        == Methods/quits
        say("quitting")
        QUIT 4D
        say("not reached")
        == DatabaseMethods/onExit
        say("exit")
        QUIT 4D
        say("not reached")
        == DatabaseMethods/onServerShutdown
        say("server shutdown")
    "#;
    holds("10_9_worker", "", sources, "quitting\nexit");
    holds("10_9_client", "--as remote", sources, "[client 1] quitting\n[client 1] exit\n[server] server shutdown");
}

#[test]
fn rule_10_9_quit_4d_of_a_server_waits_for_its_clients() {
    let sources = |time: &str| {
        r#"
        quitServer
        DELAY PROCESS(Current process; 600)
        say("stays 10 seconds")
        == Methods/quitServer
        //%attributes = {"executedOnServer":true}
        QUIT 4DTIME
        QUIT 4DTIME
        say("the method goes on")
        == DatabaseMethods/onExit
        say("exit")
        == DatabaseMethods/onServerShutdown
        say("server shutdown, in less than 10 seconds: "+String(Milliseconds<10000))
        "#
        .replace("TIME", time)
    };
    holds(
        "10_9_server_time",
        "--as remote",
        &sources("(3)"),
        "
        [server] the method goes on
        [client 1] exit
        [server] server shutdown, in less than 10 seconds: True
        ",
    );
    holds(
        "10_9_server_wait",
        "--as remote",
        &sources(""),
        "
        [server] the method goes on
        [client 1] stays 10 seconds
        [client 1] exit
        [server] server shutdown, in less than 10 seconds: False
        ",
    );
}

#[test]
fn rule_7_12_a_server_that_quits_or_rejects_takes_no_connections() {
    for (name, command) in [("7_12_quit", "QUIT 4D"), ("7_12_reject", "REJECT NEW REMOTE CONNECTIONS(True)")] {
        let ended = run(
            name,
            "--as remote --user anna",
            &r#"
            say("not reached")
            == DatabaseMethods/onServerStartup
            COMMAND
            say("startup goes on")
            == DatabaseMethods/onServerOpenConnection
            #DECLARE($user : Integer; $id : Integer; $ignored : Integer)
            say("not asked")
            == DatabaseMethods/onServerShutdown
            say("shutdown")
            "#
            .replace("COMMAND", command),
        );
        let lines = "[server] startup goes on\n[server] shutdown\n";
        assert_eq!((ended.output.as_str(), ended.status), (lines, 1), "{name}");
        assert!(ended.errors.contains("takes no new connection: `anna` cannot connect"), "{}", ended.errors);
    }
    holds(
        "7_12_reject_elsewhere",
        "",
        r#"
        REJECT NEW REMOTE CONNECTIONS(True)
        SEND MESSAGE TO REMOTE USER("nobody")
        say("nothing happens")
        "#,
        "nothing happens",
    );
}

#[test]
fn rule_4_8_messages_to_remote_users_appear_on_their_machines() {
    holds(
        "4_8_messages",
        "--as remote --user anna,boris",
        r#"
        SEND MESSAGE TO REMOTE USER("not from a client")
        If (Current user="anna")
            DELAY PROCESS(Current process; 60)
            toAll
        End if
        DELAY PROCESS(Current process; 300)
        == Methods/toAll
        //%attributes = {"executedOnServer":true}
        SEND MESSAGE TO REMOTE USER("to all")
        SEND MESSAGE TO REMOTE USER("to one"; Session.id)
        SEND MESSAGE TO REMOTE USER("to nobody"; "no session")
        "#,
        "
        [client 1] to all
        [client 2] to all
        [client 1] to one
        ",
    );
}

#[test]
fn rule_1_2_the_type_of_the_application() {
    let sources = r#"
        say(String(Application type))
        onServer
        == Methods/onServer
        //%attributes = {"executedOnServer":true}
        say(String(Application type))
    "#;
    holds("1_2_type_standalone", "", sources, "6\n6");
    holds("1_2_type_server", "--as server", sources, "[server] 5\n[server] 5");
    holds("1_2_type_remote", "--as remote", sources, "[client 1] 4\n[server] 5");
}

#[test]
fn rule_1_4_users_and_clients_agree() {
    let sources = r#"
        DELAY PROCESS(Current process; (Current user="anna") ? 30 : 60)
        say(Current user+" of "+String(Count users))
        DELAY PROCESS(Current process; 60)
    "#;
    holds("1_4_names", "--as remote --clients 2 --user anna", sources, "[client 1] anna of 2\n[client 2] user 2 of 2");
    holds("1_4_alone", "--user anna", sources, "anna of 1");
    for options in [
        "--clients 2",
        "--user anna,boris",
        "--as server --user anna",
        "--as server --clients 1",
        "--as remote --clients 1 --user anna,boris",
        "--as remote --user anna,,boris",
        "--as remote --clients 0",
    ] {
        let ended = run("1_4_wrong", options, sources);
        assert_eq!((ended.output.as_str(), ended.status), ("", 2), "{options}");
    }
}
