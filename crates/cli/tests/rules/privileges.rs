//! Group 5, as far as a project without web server shows it: what `roles.json` declares, and what sessions hold.

use crate::{holds, run};

const ROLES: &str = r#"
    == roles.json
    {
        "privileges": [
            {"privilege": "Simple", "includes": []},
            {"privilege": "medium", "includes": ["simple"]},
            {"privilege": "other", "includes": []}
        ],
        "roles": [{"role": "Clerk", "privileges": ["medium"]}],
        "permissions": {"allowed": []}
    }
"#;

#[test]
fn rule_5_4_case_does_not_count() {
    let sources = r#"
        Session.setPrivileges("SIMPLE,WebAdmin")
        say(Session.getPrivileges().join(",")+" "+String(Session.hasPrivilege("simplE"))+String(Session.hasPrivilege("webadmin")))
    "#;
    holds("5_4", "--language-version 2100", &format!("{sources}{ROLES}"), "Simple TrueFalse");
}

#[test]
fn rule_5_5_forms_of_set_privileges() {
    let sources = r#"
        var $given : Variant
        For each ($given; ["simple, other"; ["other"; "simple"]; {privileges: "simple"}; {privileges: ["other"; 5]}; \
            {roles: "clerk"; privileges: "unknown"}; {roles: ["clerk"]; userName: "Ann"}; "unknown"; 7])
            Session.clearPrivileges()
            say(String(Session.setPrivileges($given))+" "+Session.getPrivileges().join(",")+" "+Session.userName)
        End for each
        Session.setPrivileges("other")
        Session.setPrivileges("simple")
        say("added: "+Session.getPrivileges().join(","))
    "#;
    holds(
        "5_5",
        "--language-version 2100",
        &format!("{sources}{ROLES}"),
        "
        True Simple,other designer
        True Simple,other designer
        True Simple designer
        True other designer
        True Simple,medium designer
        True Simple,medium designer
        True  designer
        True  designer
        added: Simple,other
        ",
    );
}

#[test]
fn rule_5_6_both_sides_of_a_remote_session_have_its_privileges() {
    let sources = r#"
        giveOnServer
        say(Session.getPrivileges().join(",")+" "+String(Session.hasPrivilege("simple"))+String(Session.hasPrivilege("other")))
        == Methods/giveOnServer
        //%attributes = {"executedOnServer":true}
        Session.setPrivileges({roles: "Clerk"})
    "#;
    let options = "--as remote --language-version 2130";
    holds("5_6", options, &format!("{sources}{ROLES}"), "[client 1] Simple,medium TrueFalse");
}

#[test]
fn rule_5_3_a_malformed_file_protects_nothing_and_is_told() {
    let sources = r#"
        var $file : 4D.File
        $file:=File("/LOGS/Roles_Errors.json")
        say(String($file.exists))
        If ($file.exists)
            say(String(JSON Parse($file.getText()).errors[0].line))
        End if
        say(String(Session.setPrivileges("simple"))+Session.getPrivileges().join(","))
    "#;
    let malformed = format!("{sources}\n    == roles.json\n    {{\n    \"privileges\": 5\n    }}\n");
    let ended = run("5_3_malformed", "--language-version 2100", &malformed);
    assert_eq!((ended.output.as_str(), ended.status), ("True\n2\nTrue\n", 0), "{}", ended.errors);
    assert!(ended.errors.contains("[4D3009] Warning") && ended.errors.contains("line 2"), "{}", ended.errors);
    let sandboxed = run("5_3_sandbox", "--language-version 2100 --sandbox", &malformed);
    assert!(sandboxed.output.starts_with("False"), "{}", sandboxed.output);
    let correct = format!("{sources}{ROLES}\n    == /Data/Logs/Roles_Errors.json\n    {{\"errors\": []}}\n");
    holds("5_3_correct", "--language-version 2100", &correct, "False\nTrueSimple");
}
