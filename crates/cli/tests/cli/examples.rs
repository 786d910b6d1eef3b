//! The example projects, and what several clients of one server do.

use crate::{fourd, fresh_folder, write_files};
use std::path::{Path, PathBuf};

/// A project of our examples.
fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name).canonicalize().unwrap()
}

#[test]
fn sessions_of_three_clients() {
    let folder = example("sessions_of_clients");
    let ended = fourd(&folder, &["test", "."]);
    assert_eq!((ended.output.as_str(), ended.status), ("1 tests, 0 failed, 0 assertions, 0 failed\n", 0));
    let ended = fourd(&folder, &["test", "--explore", "20", "."]);
    assert_eq!((ended.output.as_str(), ended.status), ("1 tests, 0 failed, 20 runs\n", 0));
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
