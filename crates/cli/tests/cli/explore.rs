//! `fourd test --explore`: the mistakes of our examples are found, and the replay lines repeat them.

use crate::{Ended, fourd, fresh_folder, write_files};
use std::path::{Path, PathBuf};

/// The folder with the examples.
fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").canonicalize().unwrap()
}

/// The replay line in what an exploration wrote, without the name of the program.
fn replay_line(ended: &Ended) -> Vec<String> {
    let line = ended.output.lines().find_map(|line| line.trim().strip_prefix("replay: fourd ")).unwrap();
    line.split(' ').map(str::to_owned).collect()
}

/// Explores a script of our examples: it must fail within 200 schedules, and each replay in the same way.
#[track_caller]
fn is_found(script: &str, mistake: &str) {
    is_found_as(script, mistake, "failed", 1);
}

/// As [`is_found`], with how the failure is named and the exit status.
#[track_caller]
fn is_found_as(script: &str, mistake: &str, head: &str, status: i32) {
    let folder = examples().join("concurrency");
    let ended = fourd(&folder, &["test", "--explore", "200", script]);
    assert_eq!(ended.status, status, "{}", ended.output);
    assert!(
        ended.output.starts_with(&format!("{head} with seed ")) && ended.output.contains(mistake),
        "{}",
        ended.output
    );
    let line = replay_line(&ended);
    let arguments: Vec<&str> = line.iter().map(String::as_str).collect();
    let failure = |ended: &Ended| ended.output.lines().take_while(|line| !line.starts_with("1 test: ")).count();
    for _ in 0..3 {
        let again = fourd(&folder, &arguments);
        assert_eq!(again.status, status);
        let lines = failure(&ended);
        let first = |ended: &Ended| ended.output.lines().take(lines).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(first(&again), first(&ended));
        assert!(again.output.ends_with(&format!("1 test: 1 {head} (1 run)\n")), "{}", again.output);
    }
}

#[test]
fn races_are_found() {
    is_found("test_lost_update.4dm", "an addition is lost: the counter shows 1");
    is_found("test_overdrawn.4dm", "the account is overdrawn: -60");
}

#[test]
fn deadlocks_are_found() {
    let is_found = |script, mistake| is_found_as(script, mistake, "failed as expected", 0);
    is_found("test_two_groups.4dm", "Deadlock: 2 processes wait for each other");
    is_found("test_two_semaphores.4dm", "waits for the semaphore `left`");
    is_found("test_two_signals.4dm", "Deadlock: 3 processes wait for each other");
}

#[test]
fn nothing_is_found_where_nothing_is_wrong() {
    let ended = fourd(&examples(), &["test", "--explore", "100", "concurrency/test_increment.4dm"]);
    assert_eq!((ended.output.as_str(), ended.status), ("1 test: 1 passed (101 runs)\n", 0));
}

#[test]
fn deadlocks_in_real_time_end_the_run() {
    let folder = examples().join("concurrency");
    let deadlock = |script: &str, parts: &[&str]| {
        let ended = fourd(&folder, &["run", script, "--timeout", "20"]);
        assert_eq!((ended.output.as_str(), ended.status), ("", 1), "{}", ended.errors);
        for part in ["Error: Deadlock: ", "process 2 `first`", "process 3 `second`"].iter().chain(parts) {
            assert!(ended.errors.contains(part), "{part}: {}", ended.errors);
        }
    };
    deadlock(
        "test_two_groups.4dm",
        &["Methods/useBoth.4dm:6:2", "`first` holds what process 3 `second` waits for", "waits in `Use` here"],
    );
    deadlock(
        "test_two_semaphores.4dm",
        &[
            "Methods/setBoth.4dm:5:",
            "waits for the semaphore `left` here",
            "process 2 `first` holds what process 3 `second` waits for",
        ],
    );
    deadlock("test_two_signals.4dm", &["Methods/waitThenTell.4dm:3:1", "waits for a signal here"]);
}

#[test]
fn only_tests_with_several_processes_run_more_than_once() {
    let folder = fresh_folder("explore-alone");
    write_files(
        &folder,
        &[
            ("test_alone.4dm", "ASSERT(True)\n"),
            ("golden.4dm", "ALERT(\"one\")\n"),
            ("golden.out", "one\n"),
            ("test_two.4dm", "CALL WORKER(\"w\"; Formula(IDLE))\n"),
        ],
    );
    let ended = fourd(&folder, &["test", "--explore", "10", "."]);
    assert_eq!((ended.output.as_str(), ended.status), ("3 tests: 3 passed (13 runs)\n", 0));
    let ended = fourd(&folder, &["test", "--seed", "5", "."]);
    assert_eq!((ended.output.as_str(), ended.status), ("3 tests: 3 passed (3 runs)\n", 0));
    assert_eq!(fourd(&folder, &["test", "--explore", "0", "."]).status, 2);
    assert_eq!(fourd(&folder, &["test", "--explore", "5", "--update", "."]).status, 2);
}

#[test]
fn orders_of_lines_are_allowed_where_the_script_says_so() {
    let folder = fresh_folder("explore-order");
    let script =
        "CALL WORKER(\"a\"; \"say\"; \"a\")\nCALL WORKER(\"b\"; \"say\"; \"b\")\nDELAY PROCESS(Current process; 60)\n";
    let ordered = format!("//fourd: --any-order\n{script}");
    write_files(
        &folder,
        &[
            ("Methods/say.4dm", "#DECLARE($line : Text)\nALERT($line)\n"),
            ("strict.4dm", script),
            ("strict.out", "a\nb\n"),
            ("any_order.4dm", &ordered),
            ("any_order.out", "a\nb\n"),
        ],
    );
    let ended = fourd(&folder, &["test", "--explore", "50", "any_order.4dm"]);
    assert_eq!((ended.output.as_str(), ended.status), ("1 test: 1 passed (51 runs)\n", 0));
    let ended = fourd(&folder, &["test", "--explore", "50", "strict.4dm"]);
    assert!(ended.output.contains("1 + b\n") && ended.status == 1, "{}", ended.output);
}
