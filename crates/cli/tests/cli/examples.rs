//! The example projects, and what several clients of one server do.

use crate::{fourd, fresh_folder, write_files};
use std::path::{Path, PathBuf};

/// A project of our examples.
pub(crate) fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name).canonicalize().unwrap()
}

#[test]
fn sessions_of_three_clients() {
    let folder = example("sessions_of_clients");
    let ended = fourd(&folder, &["test", "."]);
    assert_eq!((ended.output.as_str(), ended.status), ("1 test: 1 passed\n", 0));
    let ended = fourd(&folder, &["test", "--explore", "20", "."]);
    assert_eq!((ended.output.as_str(), ended.status), ("1 test: 1 passed (21 runs)\n", 0));
}

#[test]
fn the_project_of_the_clients_runs_standalone() {
    let ended = fourd(&example("sessions_of_clients"), &["run", "."]);
    let expected = "session standalone, on the server session standalone of designer\n\
        the server remembers second\n\
        in another process the server remembers second\n\
        Storage here has 1 entries, on the server 1\n\
        stored procedure here\n\
        stored procedure in session standalone, run 1\n\
        sessions on the server: only a server lists them\n";
    assert_eq!((ended.output.as_str(), ended.errors.as_str(), ended.status), (expected, "", 0));
}

/// Copies a folder with all that it holds.
pub(crate) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

#[test]
fn a_test_runner_runs_as_with_tool4d() {
    let folder = fresh_folder("examples-test-runner");
    copy(&example("test_runner"), &folder);
    let arguments = [
        "--project",
        "Project/test_runner.4DProject",
        "--startup-method",
        "runTests",
        "--user-param",
        "report.txt",
        "--skip-onstartup",
        "--dataless",
        "--assertions",
    ];
    let user_param = folder.join("report.txt").to_string_lossy().into_owned();
    let arguments: Vec<&str> = arguments
        .iter()
        .map(|argument| if *argument == "report.txt" { user_param.as_str() } else { argument })
        .collect();
    let report = |closing: &str| {
        let ended = fourd(&folder, &arguments);
        assert_eq!((ended.output.as_str(), ended.errors.as_str(), ended.status), ("", closing, 0));
        std::fs::read_to_string(folder.join("report.txt")).unwrap()
    };
    let passed = "test_shelf: passed\ntest_taking: passed\ntest_two_takers: passed\n3 tests, 0 failed\n";
    assert_eq!(report("8 assertions, 0 failed\n"), passed);
    let failing = "ASSERT(cs.Shelf.new().count(\"pears\")=1; \"a pear is missing\")\nASSERT(False)\n";
    write_files(&folder, &[("Project/Sources/Methods/test_pears.4dm", failing)]);
    let failed = report("9 assertions, 1 failed\n");
    assert!(failed.starts_with("test_pears: failed, ") && failed.contains("a pear is missing"), "{failed}");
    assert!(failed.ends_with("4 tests, 1 failed\n"), "{failed}");
}

#[test]
fn tests_of_the_test_runner_hold_under_many_schedules() {
    let ended = fourd(&example("test_runner"), &["test", "--explore", "50", "."]);
    assert_eq!((ended.output.as_str(), ended.status), ("3 tests: 3 passed (53 runs)\n", 0));
}

#[test]
fn clients_of_newer_editions_have_a_session_of_their_own() {
    let options = ["run", ".", "--as", "remote", "--user", "Ada", "--seed", "1", "--language-version", "21R3"];
    let ended = fourd(&example("sessions_of_clients"), &options);
    let line = "[client 1] session remote, on the server session remote of Ada\n";
    assert!(ended.output.contains(line) && ended.status == 0, "{}{}", ended.output, ended.errors);
}

#[test]
fn two_clients_change_the_storage_of_each_others_session() {
    let folder = fresh_folder("examples-other-session");
    let method = |name: &str| format!("Project/Sources/Methods/{name}.4dm");
    write_files(
        &folder,
        &[
            ("Project/a.4DProject", r#"{"compatibilityVersion": 2080}"#),
            (
                &method("main"),
                "var $other : Text\n\
                 introduce(Current user)\n\
                 DELAY PROCESS(Current process; 60)\n\
                 $other:=idOfOther\n\
                 setSessionStorage($other; \"settings\"; \"set by \"+Current user)\n\
                 DELAY PROCESS(Current process; 60)\n\
                 ALERT(\"my session says: \"+mySettings)\n\
                 ALERT(\"nobody's session: \"+String(setSessionStorage(\"0123\"; \"a\"; \"b\")))\n",
            ),
            (
                &method("introduce"),
                "//%attributes = {\"executedOnServer\":true}\n#DECLARE($user : Text)\n\
                 Use (Storage)\n\
                 If (Storage.ids=Null)\nStorage.ids:=New shared collection\nEnd if\n\
                 Use (Storage.ids)\nStorage.ids.push(Session.id)\nEnd use\nEnd use\n",
            ),
            (
                &method("idOfOther"),
                "//%attributes = {\"executedOnServer\":true}\n#DECLARE : Text\n\
                 return Storage.ids.filter(Formula($1.value#Session.id))[0]\n",
            ),
            (
                &method("setSessionStorage"),
                "//%attributes = {\"executedOnServer\":true}\n\
                 #DECLARE($id : Text; $key : Text; $text : Text) : Boolean\nvar $storage : Object\n\
                 $storage:=Session storage($id)\n\
                 If ($storage=Null)\nreturn False\nEnd if\n\
                 Use ($storage)\n$storage[$key]:=New shared object(\"text\"; $text)\nEnd use\nreturn True\n",
            ),
            (
                &method("mySettings"),
                "//%attributes = {\"executedOnServer\":true}\n#DECLARE : Text\nreturn Session.storage.settings.text\n",
            ),
        ],
    );
    let clients = ["run", ".", "--as", "remote", "--user", "Ada,Grace"];
    for seed in ["1", "2", "3", "4", "5"] {
        let ended = fourd(&folder, &[&clients[..], &["--seed", seed]].concat());
        let mut lines: Vec<&str> = ended.output.lines().collect();
        lines.sort_unstable();
        let expected = [
            "[client 1] my session says: set by Grace",
            "[client 1] nobody's session: False",
            "[client 2] my session says: set by Ada",
            "[client 2] nobody's session: False",
        ];
        assert_eq!((lines, ended.errors.as_str(), ended.status), (expected.to_vec(), "", 0), "seed {seed}");
    }
    let ended = fourd(&folder, &clients);
    assert!(ended.output.contains("[client 2] my session says: set by Ada\n"), "{}{}", ended.output, ended.errors);
}
