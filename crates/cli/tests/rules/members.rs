//! Group 3: the members of `4D.Session`.

use crate::holds;

/// Tells all members that a context has. Errors are told as such.
const TELL_MEMBERS: &str = r#"
    == Methods/members
    #DECLARE : Collection
    return New collection("userName"; "idleTimeout"; "expirationDate"; "quotas")
    == Methods/tellMembers
    #DECLARE($session : Object) : Text
    var $name; $result : Text
    var $call : Object
    $result:=$session.info.type+":"
    For each ($name; members)
        $result:=$result+" "+$name+" "+Choose($session[$name]=Null; "undefined"; $session[$name])+","
    End for each
    For each ($call; New collection(Formula($session.isGuest()); Formula($session.setPrivileges("p")); \
        Formula($session.hasPrivilege("p")); Formula($session.clearPrivileges()); \
        Formula($session.getPrivileges()); Formula(Length($session.createOTP())); Formula($session.promote("p")); \
        Formula($session.demote(1)); Formula($session.restore("x"))))
        Try
            $result:=$result+" "+JSON Stringify($call.call())
        Catch
            $result:=$result+" error"
        End try
    End for each
    return $result
    == Methods/tellOnServer
    //%attributes = {"executedOnServer":true}
    #DECLARE : Text
    return tellMembers(Session)
    == Methods/tellProcedure
    say(tellMembers(Session))
    == roles.json
    {"privileges":[{"privilege":"p","includes":[]}],"roles":[],"permissions":{"allowed":[]}}
"#;

#[test]
fn rule_3_0_members_in_each_context() {
    let sources = format!("say(tellMembers(Session))\n{TELL_MEMBERS}");
    holds(
        "3_0_standalone",
        "--language-version 2130",
        &sources,
        r#"standalone: userName designer, idleTimeout undefined, expirationDate undefined, quotas undefined, false true true true [] 32 0 null false"#,
    );
    let sources = format!(
        "say(tellMembers(Session))\nsay(tellOnServer)\nExecute on server(\"tellProcedure\"; 0)\n\
         DELAY PROCESS(Current process; 60)\n{TELL_MEMBERS}"
    );
    holds(
        "3_0_remote",
        "--as remote --user anna --language-version 2130",
        &sources,
        r#"
        [client 1] remote: userName anna, idleTimeout undefined, expirationDate undefined, quotas undefined, false error false error [] 32 error error error
        [client 1] remote: userName anna, idleTimeout undefined, expirationDate undefined, quotas undefined, false true true true [] 32 0 null false
        [server] storedProcedure: userName designer, idleTimeout undefined, expirationDate undefined, quotas undefined, false true true true [] 32 0 null false
        "#,
    );
}

#[test]
fn rule_3_1_before_21_nobody_but_the_web_has_privileges() {
    let sources = format!("say(tellMembers(Session))\n{TELL_MEMBERS}");
    let told = r#"userName designer, idleTimeout undefined, expirationDate undefined, quotas undefined, false false true true ["WebAdmin"] 0 0 null false"#;
    holds("3_1_standalone", "--language-version 2080", &sources, &format!("standalone: {told}"));
    let sources = format!(
        "say(tellOnServer)\nExecute on server(\"tellProcedure\"; 0)\nDELAY PROCESS(Current process; 60)\n{TELL_MEMBERS}"
    );
    let expected = format!("[client 1] remote: {}\n[server] storedProcedure: {told}", told.replace("designer", "anna"));
    holds("3_1_remote", "--as remote --user anna", &sources, &expected);
}

#[test]
fn rule_3_2_members_of_the_web_are_undefined_elsewhere() {
    holds(
        "3_2",
        "--language-version 2130",
        r#"
        say(String(Value type(Session.idleTimeout)=Is undefined))
        say(String(Value type(Session.expirationDate)=Is undefined))
        say(String(Value type(Session.quotas)=Is undefined))
        "#,
        "
        True
        True
        True
        ",
    );
}

#[test]
fn rule_3_3_info_describes_the_session() {
    holds(
        "3_3",
        "--as remote --user anna",
        r#"
        say(tellInfo)
        Execute on server("tellProcedure"; 0)
        DELAY PROCESS(Current process; 60)
        == Methods/describe
        #DECLARE($info : Object) : Text
        var $keys : Collection
        var $when : Text
        $keys:=OB Keys($info)
        $when:=Choose(Match regex("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?Z"; $info.creationDateTime); "ISO"; $info.creationDateTime)
        return $info.type+" "+$info.userName+" "+$info.state+" "+$when+" "+\
            String($info.machineName=Current machine)+" "+$keys.orderBy().join(",")
        == Methods/tellInfo
        //%attributes = {"executedOnServer":true}
        #DECLARE : Text
        return describe(Session.info)
        == Methods/tellProcedure
        say(describe(Session.info))
        "#,
        "
        [client 1] remote anna active ISO True creationDateTime,hostType,ID,IPAddress,machineName,persistentID,state,systemUserName,type,userName
        [server] storedProcedure designer active ISO True creationDateTime,hostType,ID,IPAddress,machineName,state,type,userName
        ",
    );
    holds(
        "3_3_standalone",
        "",
        r#"
        say(Session.info.type+" "+Session.info.IPAddress+" "+Session.info.hostType)
        Session.info.type:="changed"
        say(Session.info.type)
        "#,
        &format!(
            "standalone localhost {}\nstandalone",
            if cfg!(target_os = "macos") { "mac" } else { std::env::consts::OS }
        ),
    );
}

#[test]
fn rule_3_4_session_info_by_id() {
    holds(
        "3_4",
        "",
        r#"
        say(Session info(Session.id).ID=Session.id ? "the same session" : "another one")
        say(String(Session info("x")=Null)+String(Session info("")=Null))
        "#,
        "
        the same session
        TrueTrue
        ",
    );
}

#[test]
fn rule_3_6_a_remote_session_keeps_its_user_name() {
    holds(
        "3_6",
        "--as remote --user anna --language-version 2130",
        r#"
        say(setAndTell)
        == Methods/setAndTell
        //%attributes = {"executedOnServer":true}
        #DECLARE : Text
        var $set : Boolean
        $set:=Session.setPrivileges(New object("privileges"; "p"; "userName"; "boris"))
        return String($set)+" "+Session.userName+" "+JSON Stringify(Session.getPrivileges())
        == roles.json
        {"privileges":[{"privilege":"p","includes":[]}],"roles":[],"permissions":{"allowed":[]}}
        "#,
        r#"[client 1] True anna ["p"]"#,
    );
}

#[test]
fn rule_3_8_a_session_travels_as_a_plain_copy() {
    holds(
        "3_8",
        "--as remote --user anna",
        r#"
        var $session : Object
        $session:=sessionOnServer
        say($session.id=idOnServer ? "same id" : "another id")
        say($session.userName+" "+$session.info.type+" "+JSON Stringify($session.storage))
        say("shared: "+String(OB Is shared($session.storage)))
        == Methods/sessionOnServer
        //%attributes = {"executedOnServer":true}
        #DECLARE : Object
        Use (Session.storage)
            Session.storage.a:=1
        End use
        return Session
        == Methods/idOnServer
        //%attributes = {"executedOnServer":true}
        #DECLARE : Text
        return Session.id
        "#,
        r#"
        [client 1] same id
        [client 1] anna remote {"a":1}
        [client 1] shared: False
        "#,
    );
}
