//! `fourd run`: what is started, and with which exit status it ends.

use crate::{fourd, fresh_folder, write_files};
use std::time::{Duration, Instant};

const SOURCES: &str = "Project/Sources/";

#[test]
fn a_project_runs_its_three_parts() {
    let folder = fresh_folder("run-project");
    let method = |name: &str| format!("{SOURCES}Methods/{name}.4dm");
    let database = |name: &str| format!("{SOURCES}DatabaseMethods/{name}.4dm");
    write_files(
        &folder,
        &[
            ("Project/a.4DProject", "{}"),
            (&database("onStartup"), "ALERT(\"startup\")\n"),
            (&method("main"), "ALERT(\"main\")\n"),
            (&method("other"), "ALERT(\"other\")\n"),
            (&database("onExit"), "ALERT(\"exit\")\n"),
        ],
    );
    for path in [".", "Project/a.4DProject", "Project"] {
        let ended = fourd(&folder, &["run", path]);
        assert_eq!((ended.output.as_str(), ended.status), ("startup\nmain\nexit\n", 0), "{path}");
    }
    let named = fourd(&folder, &["run", ".", "--method", "OTHER"]);
    assert_eq!((named.output.as_str(), named.status), ("startup\nother\nexit\n", 0));
    let missing = fourd(&folder, &["run", ".", "--method", "nobody"]);
    assert_eq!((missing.output.as_str(), missing.status), ("", 2));
    assert!(missing.errors.contains("`nobody`") && !missing.errors.contains("did you mean"), "{}", missing.errors);
    let mistyped = fourd(&folder, &["run", ".", "--method", "mian"]);
    assert!(mistyped.errors.contains("did you mean `main`?"), "{}", mistyped.errors);
    std::fs::remove_file(folder.join(method("main"))).unwrap();
    assert_eq!(fourd(&folder, &["run", "."]).output, "startup\nexit\n");
    std::fs::remove_file(folder.join(database("onStartup"))).unwrap();
    let nothing = fourd(&folder, &["run", "."]);
    assert_eq!((nothing.output.as_str(), nothing.status), ("", 2));
    assert!(nothing.errors.contains("[4D6153]") && nothing.errors.contains("`other`"), "{}", nothing.errors);
    let tool4d = fourd(&folder, &["--project", "Project/a.4DProject"]);
    assert_eq!((tool4d.output.as_str(), tool4d.status), ("exit\n", 0));
}

#[test]
fn exit_statuses() {
    let folder = fresh_folder("run-status");
    write_files(
        &folder,
        &[
            ("good.4dm", "ALERT(\"good\")\n"),
            ("broken.4dm", "ALERT(\"never\")\nIf (\n"),
            ("calls_broken.4dm", "ALERT(\"before\")\nbroken\nALERT(\"never\")\n"),
            ("unhandled.4dm", "throw(5; \"no paper\")\n"),
            ("other.4dm", "$n:=New process(\"unhandled\"; 0)\nDELAY PROCESS(Current process; 6)\nALERT(\"end\")\n"),
            ("endless.4dm", "While (True)\nEnd while\n"),
        ],
    );
    let status = |arguments: &[&str]| {
        let ended = fourd(&folder, arguments);
        (ended.output, ended.status)
    };
    assert_eq!(status(&["run", "good.4dm"]), ("good\n".into(), 0));
    assert_eq!(status(&["run", "broken.4dm"]), (String::new(), 1));
    assert_eq!(status(&["run", "calls_broken.4dm"]), ("before\n".into(), 1));
    assert_eq!(status(&["run", "unhandled.4dm"]), (String::new(), 1));
    assert_eq!(status(&["run", "other.4dm"]), ("end\n".into(), 1));
    assert_eq!(status(&["run", "."]), (String::new(), 2));
    assert_eq!(status(&["run"]), (String::new(), 2));
    assert_eq!(status(&["run", ".", "--method", "good"]), ("good\n".into(), 0));
    let begun = Instant::now();
    let ended = fourd(&folder, &["run", "endless.4dm", "--timeout", "0.2"]);
    assert_eq!(ended.status, 124);
    assert!(ended.errors.contains("took longer than 0.2 s"), "{}", ended.errors);
    assert!(ended.errors.contains("endless.4dm:1:1"), "{}", ended.errors);
    assert!(begun.elapsed() < Duration::from_secs(10));
}

#[test]
fn workers_end_with_the_main_method_and_other_processes_later() {
    let folder = fresh_folder("run-end");
    write_files(
        &folder,
        &[
            (
                "main.4dm",
                "CALL WORKER(\"w\"; \"work\")\n$n:=New process(\"later\"; 0)\nDELAY PROCESS(Current process; 6)\nALERT(\"main ends\")\n",
            ),
            ("work.4dm", "DELAY PROCESS(Current process; 6000)\nALERT(\"never\")\n"),
            ("later.4dm", "DELAY PROCESS(Current process; 30)\nALERT(\"later ends\")\n"),
        ],
    );
    let ended = fourd(&folder, &["run", "main.4dm"]);
    assert_eq!((ended.output.as_str(), ended.status), ("main ends\nlater ends\n", 0));
}

#[test]
#[ignore = "takes 13 seconds"]
fn processes_that_do_not_end_are_aborted_after_13_seconds() {
    let folder = fresh_folder("run-grace");
    write_files(
        &folder,
        &[
            ("main.4dm", "$n:=New process(\"endless\"; 0)\nDELAY PROCESS(Current process; 6)\n"),
            ("endless.4dm", "While (True)\n  DELAY PROCESS(Current process; 6)\nEnd while\n"),
        ],
    );
    let begun = Instant::now();
    let ended = fourd(&folder, &["run", "main.4dm"]);
    assert_eq!((ended.output.as_str(), ended.status), ("", 0), "{}", ended.errors);
    let took = begun.elapsed();
    assert!(took > Duration::from_secs(12) && took < Duration::from_secs(20), "{took:?}");
}

#[test]
fn siblings_with_a_golden_file_are_no_methods() {
    let folder = fresh_folder("run-siblings");
    write_files(
        &folder,
        &[
            ("again.4dm", "#DECLARE($n : Integer)\nIf ($n<2)\n  ALERT(String($n))\n  again($n+1)\nEnd if\n"),
            ("calls.4dm", "golden(1)\n"),
            ("golden.4dm", "ALERT(\"golden\")\n"),
            ("golden.out", "golden\n"),
        ],
    );
    assert_eq!(fourd(&folder, &["run", "again.4dm"]).output, "0\n1\n");
    let ended = fourd(&folder, &["run", "calls.4dm"]);
    assert_eq!((ended.output.as_str(), ended.status), ("", 1));
    assert!(ended.errors.contains("`golden`"), "{}", ended.errors);
}

/// The folder of files with words of other languages.
fn words() -> std::path::PathBuf {
    crate::test_files().join("check/words")
}

#[test]
fn a_class_is_not_run_but_named() {
    let ended = fourd(&words(), &["run", "Person.4dm"]);
    assert_eq!((ended.status, ended.output.as_str()), (2, ""));
    assert!(ended.errors.contains("[4D1421]") && ended.errors.contains("cs.Person.new()"), "{}", ended.errors);
}

#[test]
fn a_keyword_of_another_language_does_not_run_as_if_it_were_nothing() {
    let ended = fourd(&words(), &["run", "ends.4dm"]);
    assert_eq!(ended.status, 1);
    assert!(ended.errors.contains("There is no keyword `"), "{}", ended.errors);
}

#[test]
fn lines_that_do_nothing_are_shown_before_they_run() {
    let folder = fresh_folder("lines_without_effect");
    std::fs::write(folder.join("main.4dm"), "var $sum : Integer\n$sum=5\n$sum\nALERT(String($sum))\ninner\n").unwrap();
    std::fs::create_dir(folder.join("Methods")).unwrap();
    std::fs::write(folder.join("Methods/inner.4dm"), "OK=0\n//%W-no-effect\n<>x\nALERT(\"inner\")\n").unwrap();
    let ended = fourd(&folder, &["run", "main.4dm"]);
    assert_eq!((ended.status, ended.output.as_str()), (0, "0\ninner\n"), "{}", ended.errors);
    for part in ["main.4dm:2:5", "main.4dm:3:1", "inner.4dm:1:3", "write `OK:=0`"] {
        assert!(ended.errors.contains(part), "no {part} in {}", ended.errors);
    }
    assert_eq!(ended.errors.matches("Warning").count(), 3, "{}", ended.errors);
}
