//! Group 4: when sessions begin and end.

use crate::holds;

#[test]
fn rule_4_7_a_remote_session_lives_as_long_as_the_connection() {
    holds(
        "4_7",
        "--as remote --user anna,boris",
        r#"
        If (Current user="anna")
            DELAY PROCESS(Current process; 60)
            remember(Current user)
        Else
            DELAY PROCESS(Current process; 120)
            remember(Current user)
        End if
        == Methods/remember
        //%attributes = {"executedOnServer":true}
        #DECLARE($user : Text)
        var $session : Object
        For each ($session; Process activity(Sessions only).sessions.query("type = remote").orderBy("userName"))
            say($user+" sees the session of "+$session.userName+", "+$session.state)
        End for each
        If ($user="anna")
            Use (Storage)
                Storage.anna:=New shared object("id"; Session.id)
            End use
        Else
            say("anna's session has ended: "+String(Session info(Storage.anna.id)=Null)+\
                String(Session storage(Storage.anna.id)=Null))
        End if
        "#,
        "
        [server] anna sees the session of anna, active
        [server] anna sees the session of boris, active
        [server] boris sees the session of boris, active
        [server] anna's session has ended: TrueTrue
        ",
    );
}

#[test]
fn rule_4_8_drop_remote_user_ends_the_processes_of_a_client() {
    holds(
        "4_8",
        "--as remote --user anna,boris",
        r#"
        If (Current user="anna")
            DELAY PROCESS(Current process; 36000)
            say("not reached")
        Else
            DELAY PROCESS(Current process; 60)
            DROP REMOTE USER(sessionOf("anna"))
            DELAY PROCESS(Current process; 60)
            say("dropped by a client: "+String(sessionOf("anna")=""))
            dropUser("anna")
            DELAY PROCESS(Current process; 60)
            say("dropped by the server: "+String(sessionOf("anna")=""))
        End if
        == Methods/sessionOf
        //%attributes = {"executedOnServer":true}
        #DECLARE($user : Text) : Text
        return String(Process activity(Sessions only).sessions.query("userName = :1"; $user).first().ID)
        == Methods/dropUser
        //%attributes = {"executedOnServer":true}
        #DECLARE($user : Text)
        DROP REMOTE USER("no such session")
        DROP REMOTE USER(sessionOf($user))
        say("dropping does not wait")
        == DatabaseMethods/onExit
        say("exit "+Current user)
        == DatabaseMethods/onServerCloseConnection
        #DECLARE($user : Text; $id : Integer; $reserved : Integer)
        say("close "+$user)
        "#,
        "
        [client 2] dropped by a client: False
        [server] dropping does not wait
        [client 1] exit anna
        [server] close anna
        [client 2] dropped by the server: True
        [client 2] exit boris
        [server] close boris
        ",
    );
}

#[test]
fn rule_4_9_tokens_of_a_session() {
    holds(
        "4_9",
        "--language-version 2100",
        r#"
        var $first; $second : Text
        $first:=Session.createOTP()
        $second:=Session.createOTP(60)
        say(String(Match regex("[0-9A-F]{32}"; $first))+String(Match regex("[0-9A-F]{32}"; $second))+String($first#$second))
        "#,
        "TrueTrueTrue",
    );
}
