//! Rule 7.12: the database methods around backups and those of system events.

use crate::{holds, run};

const SOURCES: &str = r#"
    var $status : Integer
    var $text : Text
    OK:=1
    BACKUP
    say("OK "+String(OK))
    BACKUP INFO(Last backup status; $status; $text)
    say("status "+String($status))
    == DatabaseMethods/onBackupStartup
    say("startup, session "+Session.info.type+" "+String(Process info(Current process).type))
    $0:=STATUS
    == DatabaseMethods/onBackupShutdown
    #DECLARE($status : Integer)
    say("shutdown "+String($status))
"#;

#[test]
fn rule_7_12_on_backup_startup_refuses() {
    let sources = SOURCES.replace("STATUS", "42");
    let expected = "startup, session standalone -19\nshutdown 42\nOK 0\nstatus 42";
    holds("7_12_backup", "", &sources, expected);
    holds(
        "7_12_backup_remote",
        "--as remote",
        &sources,
        "
        [server] startup, session storedProcedure -19
        [server] shutdown 42
        [client 1] OK 0
        [client 1] status 42
        ",
    );
}

#[test]
fn rule_7_12_a_backup_that_is_allowed_says_that_it_is_not_there() {
    let ended = run("7_12_backup_allowed", "", &SOURCES.replace("STATUS", "0"));
    let lines: Vec<&str> = ended.output.lines().collect();
    assert_eq!(lines.first(), Some(&"startup, session standalone -19"));
    assert!(
        lines.get(1).is_some_and(|line| line.starts_with("shutdown ") && *line != "shutdown 0"),
        "{}",
        ended.output
    );
    assert_eq!((lines.len(), ended.status), (2, 1));
    assert!(ended.errors.contains("not implemented: `BACKUP`"), "{}", ended.errors);
}

#[test]
fn rule_7_12_a_backup_inside_a_backup_is_an_error() {
    holds(
        "7_12_backup_inside",
        "",
        r#"
        BACKUP
        == DatabaseMethods/onBackupStartup
        Try
            BACKUP
        Catch
            say(Last errors[0].message)
        End try
        return 1
        "#,
        "A backup is running already",
    );
}

#[test]
fn rule_7_12_system_events_by_an_option() {
    let sources = r#"
        say("main")
        == DatabaseMethods/onStartup
        say("startup")
        == DatabaseMethods/onSystemEvent
        #DECLARE($event : Integer)
        Case of
            : ($event=On application background move)
                say("background, session "+Session.info.type)
            : ($event=On application foreground move)
                say("foreground")
        End case
    "#;
    holds(
        "7_12_event",
        "--system-event background,foreground",
        sources,
        "startup\nbackground, session standalone\nforeground\nmain",
    );
    holds(
        "7_12_event_server",
        "--as server --system-event background",
        sources,
        "[server] background, session storedProcedure\n[server] main",
    );
    assert_eq!(run("7_12_event_wrong", "--system-event sideways", sources).status, 2);
}
