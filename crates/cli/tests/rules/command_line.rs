//! Group 10: tool4d's command line.

use crate::{Ended, fourd, project, unindented};

/// Runs a project as tool4d does, with these options.
fn tool(name: &str, options: &[&str], sources: &str) -> Ended {
    let folder = project(name, &unindented(sources));
    fourd(&folder, ["--project", "Project/Project.4DProject"].into_iter().chain(options.iter().copied()))
}

/// A project with something to run at each of tool4d's steps.
const STEPS: &str = r#"
    say("main is not run by itself")
    == Methods/job
    var $text : Text
    var $dummy : Real
    $dummy:=Get database parameter(User param value; $text)
    say("job "+$text+" "+String(Application type)+" "+Session.info.type)
    == DatabaseMethods/onStartup
    say("startup")
    == DatabaseMethods/onExit
    say("exit")
"#;

#[test]
fn rule_10_1_options() {
    let options = [
        "--startup-method",
        "job",
        "--user-param",
        "hello",
        "--headless",
        "--dataless",
        "--create-data",
        "--data",
        "x.4DD",
        "--opening-mode",
        "interpreted",
    ];
    let ended = tool("10_1", &options, STEPS);
    let expected = ("startup\njob hello 6 standalone\nexit\n", "", 0);
    assert_eq!((ended.output.as_str(), ended.errors.as_str(), ended.status), expected);
    assert_eq!(tool("10_1_unknown", &["--no-such-option"], STEPS).status, 2);
    assert_eq!(tool("10_1_method", &["--startup-method", "no such method"], STEPS).status, 2);
}

#[test]
fn rule_10_2_on_startup_then_the_method_then_on_exit() {
    let ended = tool("10_2", &["--startup-method", "job"], STEPS);
    assert_eq!((ended.output.as_str(), ended.status), ("startup\njob  6 standalone\nexit\n", 0));
    let ended = tool("10_2_without", &[], STEPS);
    assert_eq!((ended.output.as_str(), ended.status), ("startup\nexit\n", 0));
}

#[test]
fn rule_10_3_skip_onstartup_skips_on_exit_too() {
    let ended = tool("10_3", &["--startup-method", "job", "--skip-onstartup"], STEPS);
    assert_eq!((ended.output.as_str(), ended.status), ("job  6 standalone\n", 0));
}

#[test]
fn rule_10_4_the_user_parameter() {
    let ended = tool("10_4", &["--startup-method", "job", "--skip-onstartup", "--user-param", "a b;c"], STEPS);
    assert_eq!((ended.output.as_str(), ended.status), ("job a b;c 6 standalone\n", 0));
    let refused = tool("10_4_dash", &["--startup-method", "job", "--user-param=-a"], STEPS);
    assert_eq!((refused.output.as_str(), refused.status), ("", 2));
    assert!(refused.errors.contains("must not begin with `-`"), "{}", refused.errors);
}

#[test]
fn rule_10_1_switches_stand_alone_or_before_a_boolean() {
    let options =
        ["--startup-method", "job", "--create-data", "true", "--skip-onstartup", "false", "--dataless", "true"];
    let ended = tool("10_1_booleans", &options, STEPS);
    assert_eq!((ended.output.as_str(), ended.status), ("startup\njob  6 standalone\nexit\n", 0));
    let ended = tool("10_1_skip", &["--skip-onstartup", "true", "--startup-method", "job"], STEPS);
    assert_eq!((ended.output.as_str(), ended.status), ("job  6 standalone\n", 0));
    for wrong in [["--dataless", "maybe"], ["--opening-mode", "sideways"]] {
        assert_eq!(tool("10_1_wrong", &wrong, STEPS).status, 2, "{wrong:?}");
    }
    let ended = tool("10_1_compiled", &["--opening-mode", "compiled", "--startup-method", "job"], STEPS);
    assert_eq!((ended.output.as_str(), ended.status), ("startup\njob  6 standalone\nexit\n", 0));
}

#[test]
fn rule_10_1_options_of_other_applications_are_not_supported() {
    for option in ["--utility", "--webadmin-auto-start", "--webadmin-access-key=x", "--webadmin-store-settings"] {
        let ended = tool("10_1_not_supported", &[option], STEPS);
        assert_eq!((ended.output.as_str(), ended.status), ("", 2), "{option}");
        assert!(ended.errors.contains("Not supported: "), "{}", ended.errors);
    }
}

#[test]
fn rule_10_1_help_and_version() {
    for option in ["--help", "-h", "-?"] {
        let ended = tool("10_1_help", &[option], STEPS);
        assert!(ended.output.contains("--startup-method") && ended.status == 0, "{option}: {}", ended.errors);
    }
    let ended = tool("10_1_version", &["--version"], STEPS);
    assert!(ended.output.starts_with("fourd ") && ended.status == 0, "{}", ended.output);
}

#[test]
fn rule_10_1_exit_statuses() {
    let sources = "== Methods/fails\nvar $nothing : Collection\n$nothing.push(1)\n\
        == Methods/asserts\nON ERR CALL(\"quiet\")\nASSERT(False; \"no\")\n== Methods/quiet\n\
        == Methods/broken\nIf (True)\n== Methods/fine\nvar $a : Integer\n";
    for (method, status) in [("fine", 0), ("fails", 1), ("asserts", 0), ("broken", 1), ("missing", 2)] {
        let ended = tool("10_1_status", &["--startup-method", method, "--assertions"], sources);
        assert_eq!(ended.status, status, "{method}: {}", ended.errors);
        if method == "asserts" {
            assert_eq!(ended.errors, "1 assertion, 1 failed\n");
        }
    }
    let folder = project("10_1_nowhere", "== /p.4DLink\n<?xml version=\"1.0\"?>\n");
    let link = fourd(&folder, ["--project", "p.4DLink"]);
    assert!(link.status == 2 && link.errors.contains("Not supported: `.4DLink`"), "{}", link.errors);
    assert_eq!(fourd(&folder, ["--project", "nowhere.4DProject"]).status, 2);
}

#[test]
fn rule_10_5_commands_that_need_data_are_errors() {
    let sources = r#"
        == Methods/job
        ON ERR CALL("onError")
        CREATE RECORD
        SAVE RECORD
        ALL RECORDS
        == Methods/onError
        say("error "+String(Error)+" "+Last errors[0].message)
    "#;
    let ended = tool("10_5", &["--dataless", "--startup-method", "job"], sources);
    let line = "error 5 There is no table to apply the command to\n";
    assert_eq!((ended.output, ended.status), (line.repeat(3), 0), "{}", ended.errors);
    let ended = tool("10_5_without", &["--startup-method", "job"], sources);
    assert!(ended.output.contains("not implemented: `CREATE RECORD` needs a data file"), "{}", ended.output);
}

#[test]
fn rule_10_6_dialogs_are_answered() {
    let ended = tool(
        "10_6",
        &["--startup-method", "job"],
        r#"
        == Methods/job
        var $text : Text
        ALERT("alert")
        say("OK after ALERT")
        CONFIRM("confirm")
        say("OK after CONFIRM "+String(OK))
        $text:=Request("request"; "default")
        say("OK after Request "+String(OK)+" "+$text)
        "#,
    );
    let expected = "alert\nOK after ALERT\nconfirm\nOK after CONFIRM 1\nrequest\nOK after Request 1 default\n";
    assert_eq!((ended.output.as_str(), ended.errors.as_str(), ended.status), (expected, "", 0));
}

#[test]
fn rule_10_7_the_session_is_standalone() {
    let ended = tool(
        "10_7",
        &["--startup-method", "job"],
        r#"
        == Methods/job
        say(Session.info.type+" "+Session.userName)
        "#,
    );
    assert_eq!((ended.output.as_str(), ended.status), ("standalone designer\n", 0));
}

#[test]
fn rule_10_8_log_event_writes_to_the_standard_streams() {
    let ended = tool(
        "10_8",
        &["--startup-method", "job"],
        r#"
        == Methods/job
        LOG EVENT(Into system standard outputs; "plain\n")
        LOG EVENT(Into system standard outputs; "information\n"; Information message)
        LOG EVENT(Into system standard outputs; "warning\n"; Warning message)
        LOG EVENT(Into system standard outputs; "error\n"; Error message)
        LOG EVENT("nowhere")
        LOG EVENT(Into 4D diagnostic log; "nowhere")
        LOG EVENT(Into 4D commands log; "nowhere")
        LOG EVENT(Into 4D request log; "nowhere")
        LOG EVENT(Into 4D debug message; "nowhere")
        "#,
    );
    let expected = ("plain\ninformation\nwarning\n", "error\n", 0);
    assert_eq!((ended.output.as_str(), ended.errors.as_str(), ended.status), expected);
}

#[test]
fn rule_10_9_quit_4d() {
    let ended = tool(
        "10_9",
        &["--startup-method", "job"],
        r#"
        == Methods/job
        say("before")
        QUIT 4D
        say("not reached")
        == DatabaseMethods/onExit
        say("exit")
        "#,
    );
    assert_eq!((ended.output.as_str(), ended.errors.as_str(), ended.status), ("before\nexit\n", "", 0));
}
