//! Group 2: `Session storage`.

use crate::holds;

#[test]
fn rule_2_1_session_storage_has_three_names() {
    holds(
        "2_1",
        "",
        r#"
        Use (Session.storage)
            Session.storage.a:=1
        End use
        say(Command name(1839))
        say(String(Session storage(Session.id).a))
        say(String(Session storage:C1839(Session.id).a))
        say(String(Session storage by ID(Session.id).a))
        "#,
        "
        Session storage
        1
        1
        1
        ",
    );
}

#[test]
fn rule_2_2_it_gives_the_very_storage_of_the_session() {
    holds(
        "2_2",
        "",
        r#"
        var $storage : Object
        $storage:=Session storage(Session.id)
        Use (Session.storage)
            Session.storage.settings:=New shared object("a"; 1)
        End use
        Use ($storage.settings)
            $storage.settings.a:=2
        End use
        say(String(Session.storage.settings.a))
        say(String($storage=Session.storage)+" "+String(OB Is shared($storage)))
        "#,
        "
        2
        True True
        ",
    );
}

#[test]
fn rule_2_3_an_unknown_id_gives_null_without_an_error() {
    holds(
        "2_3",
        "",
        r#"
        say(String(Session storage("x")=Null)+String(Session storage("")=Null)+String(Session storage("@")=Null))
        "#,
        "TrueTrueTrue",
    );
}

#[test]
fn rule_2_4_it_knows_all_sessions_of_this_4d() {
    holds(
        "2_4",
        "--as remote --user anna,boris --language-version 2130",
        r#"
        var $name : Text
        If (Current user="anna")
            markStorage
            DELAY PROCESS(Current process; 120)
            say("anna's storage was changed by "+markOf)
            Use (Session.storage)
                Session.storage.side:="client"
            End use
            say("a client has the storage of its side: "+Session storage(Session.id).side)
        Else
            DELAY PROCESS(Current process; 60)
            changeOther
        End if
        == Methods/markStorage
        //%attributes = {"executedOnServer":true}
        Use (Session.storage)
            Session.storage.mark:="anna"
        End use
        == Methods/markOf
        //%attributes = {"executedOnServer":true}
        #DECLARE : Text
        return Session.storage.mark
        == Methods/changeOther
        //%attributes = {"executedOnServer":true}
        var $session; $storage : Object
        For each ($session; Process activity(Sessions only).sessions)
            If ($session.userName="anna")
                $storage:=Session storage($session.ID)
                Use ($storage)
                    $storage.mark:=Session.userName
                End use
            End if
        End for each
        "#,
        "
        [client 1] anna's storage was changed by boris
        [client 1] a client has the storage of its side: client
        ",
    );
}

#[test]
fn rule_2_5_the_edition_decides_whether_it_is_thread_safe() {
    let sources = r#"
        var $info : Integer
        var $theme : Text
        var $name : Text
        $name:=Command name(1839; $info; $theme)
        say(String($info ?? 0))
        New process("parallel"; 0)
        == Methods/parallel
        //%attributes = {"preemptive":"capable"}
        say(String(Session storage(Session.id)#Null))
    "#;
    for (edition, reported) in [("2080", "False"), ("2099", "False"), ("2100", "True"), ("2130", "True")] {
        let expected = format!("{reported}\nTrue");
        holds("2_5", &format!("--language-version {edition}"), sources, &expected);
    }
}

#[test]
fn rule_2_6_writing_needs_use_of_it_or_of_the_nested_object() {
    holds(
        "2_6",
        "",
        r#"
        var $storage : Object
        $storage:=Session storage(Session.id)
        Try
            $storage.a:=1
        Catch
            say("outside Use: error "+String(Last errors.last().errCode))
        End try
        Use ($storage)
            $storage.nested:=New shared object("b"; 1)
        End use
        Try
            $storage.nested.b:=2
        Catch
            say("outside Use of the nested object: error "+String(Last errors.last().errCode))
        End try
        Use ($storage.nested)
            $storage.nested.b:=3
        End use
        say(JSON Stringify($storage))
        "#,
        r#"
        outside Use: error -10708
        outside Use of the nested object: error -10708
        {"nested":{"b":3}}
        "#,
    );
}

#[test]
fn rule_2_7_ids_are_32_uppercase_hexadecimal_digits() {
    holds(
        "2_7",
        "",
        r#"
        var $id : Text
        $id:=Session.id
        say(String(Match regex("[0-9A-F]{32}"; $id))+" "+String(Length($id)))
        say("other spellings are other ids: "+String(Session storage("{"+$id+"}")=Null)+" "+\
            String(Session storage(Lowercase($id))=Null))
        say("the same as Process activity: "+String(Process activity.processes[0].sessionID=$id))
        "#,
        "
        True 32
        other spellings are other ids: True True
        the same as Process activity: True
        ",
    );
}

#[test]
fn rule_2_8_declarations_with_and_without_colons() {
    holds(
        "2_8",
        "",
        r#"
        setValue(Session.id; "k"; "v")
        say(Session.storage.k+Session.storage.k2)
        == Methods/setValue
        #DECLARE($id Text; $key Text; $value Text)
        var $storage : Object
        $storage:=Session storage by ID($id)
        Use ($storage)
            $storage[$key]:=$value
        End use
        setValueToo($id; $key+"2"; $value+"2")
        == Methods/setValueToo
        #DECLARE($id : Text; $key : Text; $value : Text)
        var $storage : Object
        $storage:=Session storage($id)
        Use ($storage)
            $storage[$key]:=$value
        End use
        "#,
        "vv2",
    );
}
