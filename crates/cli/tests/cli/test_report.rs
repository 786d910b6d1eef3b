//! What `fourd test` shows, which tests it chooses, and when it runs them again.

use crate::{fourd, fresh_folder, write_files};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A folder with tests that hold and tests that do not.
fn mixed_tests(name: &str) -> PathBuf {
    let folder = fresh_folder(name);
    write_files(
        &folder,
        &[
            ("differs.4dm", "ALERT(\"one\")\nALERT(\"two of them\")\nALERT(\"three\")\n"),
            ("differs.out", "one\ntwo of us\nthree\n"),
            ("holds.4dm", "ALERT(\"<&>\")\n"),
            ("holds.out", "<&>\n"),
            (
                "more/test_Assertion.4dm",
                "$a:=3\n$list:=[1; 2]\nALERT(Char(27)+\"a\")\nASSERT($a=$list.length; \"one is <two>\")\n",
            ),
            (
                "more/test_error.4dm",
                "LOG EVENT(Into system standard outputs; Char(27)+\"a\")\nthrow(5; \"no paper\")\n",
            ),
            ("more/test_good.4dm", "ASSERT(True)\n"),
        ],
    );
    folder
}

#[test]
fn differences_have_the_numbers_of_their_lines() {
    let folder = mixed_tests("report-differences");
    let ended = fourd(&folder, &["test", "."]);
    let difference =
        "failed: differs.4dm\n  - expected  + written\n  1   one\n  2 - two of us\n  2 + two of them\n  3   three\n\n";
    assert!(ended.output.starts_with(difference), "{}", ended.output);
    assert!(ended.output.ends_with("\n5 tests: 2 passed, 3 failed (2 assertions)\n"), "{}", ended.output);
    assert_eq!((ended.errors.as_str(), ended.status), ("", 1));
    let list = "failed tests:\n  differs.4dm\n  more/test_Assertion.4dm\n  more/test_error.4dm\n\n5 tests: ";
    assert!(ended.output.contains(list), "{}", ended.output);
    for part in ["failed: differs.4dm", "Error: Assert failed: one is <two>", "Error: no paper"] {
        assert_eq!(ended.output.matches(part).count(), 1, "{part} is told once: {}", ended.output);
    }
}

#[test]
fn tests_are_chosen_by_parts_of_their_names() {
    let folder = mixed_tests("report-filter");
    let list = |arguments: &[&str]| fourd(&folder, &[&["test", ".", "--list"], arguments].concat()).output;
    assert_eq!(list(&["--filter", "ASSERT"]), "more/test_Assertion.4dm\n");
    assert_eq!(list(&["--filter", "holds", "--filter", "more/"]).lines().count(), 4);
    assert_eq!(list(&[]).lines().count(), 5);
    let ended = fourd(&folder, &["test", ".", "--filter", "good"]);
    assert_eq!((ended.output.as_str(), ended.status), ("1 test: 1 passed (1 assertion)\n", 0));
    let ended = fourd(&folder, &["test", ".", "--filter", "nothing"]);
    assert_eq!((ended.output.as_str(), ended.status), ("", 2));
    assert!(ended.errors.contains("None of the 5 tests has `nothing` in its path or name"), "{}", ended.errors);
}

#[test]
fn no_test_begins_after_the_first_failure() {
    let folder = mixed_tests("report-fail-fast");
    let ended = fourd(&folder, &["test", ".", "--fail-fast", "--jobs", "1", "--junit", "report.xml"]);
    let closing = "\n5 tests: 1 failed, 4 not run\n";
    assert!(ended.output.ends_with(closing) && ended.status == 1, "{}", ended.output);
    let report = std::fs::read_to_string(folder.join("report.xml")).unwrap();
    assert_eq!(report.matches("<skipped message=\"it was not run\"/>").count(), 4, "{report}");
}

#[test]
fn the_slowest_tests_are_told() {
    let folder = mixed_tests("report-slowest");
    write_files(&folder, &[("slow.4dm", "DELAY PROCESS(Current process; 66)\n"), ("slow.out", "")]);
    let slowest = |arguments: &[&str]| -> Vec<String> {
        let ended = fourd(&folder, &[&["test", ".", "--filter", "slow", "--filter", "holds"], arguments].concat());
        let lines = ended.errors.lines().skip_while(|line| *line != "slowest:").skip(1);
        lines.filter_map(|line| line.split_whitespace().last().map(str::to_owned)).collect()
    };
    assert_eq!(slowest(&[]).first().map(String::as_str), Some("slow.4dm"));
    assert_eq!(slowest(&["--slowest", "2"]), ["slow.4dm", "holds.4dm"]);
    assert!(slowest(&["--slowest", "0"]).is_empty());
}

#[test]
fn a_method_from_before_the_test_handles_none_of_its_assertions() {
    let folder = fresh_folder("report-values");
    let script = "var $a : Integer:=3\nvar $b : Object:={text: \"x\"}\nASSERT($a=Length($b.text); \"lengths\")\n\
                  ASSERT($a=2)\nthrow(5)\n";
    write_files(
        &folder,
        &[
            ("Project/a.4DProject", "{}"),
            ("Project/Sources/DatabaseMethods/onStartup.4dm", "ON ERR CALL(\"note\"; ek global)\n"),
            ("Project/Sources/Methods/note.4dm", "noted:=Error\n"),
            ("Project/Sources/Methods/test_values.4dm", script),
            ("Project/Sources/Methods/test_other.4dm", "throw(5)\nASSERT(noted=5)\n"),
        ],
    );
    let ended = fourd(&folder, &["test", "."]);
    let file = "Project/Sources/Methods/test_values.4dm";
    let expected = format!(
        "failed: {file}\n  Assert failed: lengths ({file}:3)\n    `$a=Length($b.text)` is False\n    `$a` is 3\n    \
         `$b.text` is \"x\"\n  Assert failed: $a=2 ({file}:4)\n    `$a` is 3\n\nfailed tests:\n  {file}\n\n\
         2 tests: 1 passed, 1 failed (3 assertions)\n"
    );
    assert_eq!((ended.output.as_str(), ended.status), (expected.as_str(), 1));
}

/// A report without the times in it.
fn timeless(report: &str) -> String {
    let parts: Vec<&str> = report.split("time=\"").collect();
    let rest = |part: &&str| part.split_once('"').map(|(_, rest)| rest.to_owned());
    let mut text = parts[0].to_owned();
    for part in &parts[1..] {
        text.push_str("time=\"…\"");
        text.push_str(&rest(part).unwrap());
    }
    text
}

#[test]
fn build_services_read_the_results() {
    let folder = mixed_tests("report-junit");
    let ended = fourd(&folder, &["test", ".", "--junit", "report.xml"]);
    assert_eq!(ended.status, 1);
    let report = std::fs::read_to_string(folder.join("report.xml")).unwrap();
    insta::assert_snapshot!("junit_report", timeless(&report).split("<testcase name=\"test_error\"").next().unwrap());
    assert!(report.contains("<failure message=\"no paper\" type=\"failed\">"), "{report}");
    let ended = fourd(&folder, &["test", "holds.4dm", "--junit", "missing/report.xml"]);
    assert!(ended.errors.contains("`missing/report.xml` cannot be written") && ended.status == 1, "{}", ended.errors);
}

#[test]
#[cfg(unix)]
fn crashes_are_told_as_such() {
    let folder = fresh_folder("report-crash");
    let script = "LAUNCH EXTERNAL PROCESS(\"sh crash.sh\")\nDELAY PROCESS(Current process; 600)\n";
    let kill = ("crash.sh", "kill -KILL $PPID\n");
    write_files(&folder, &[kill, ("test_crash.4dm", script), ("golden.4dm", script), ("golden.out", "")]);
    let ended = fourd(&folder, &["test", ".", "--update"]);
    let lines = "crashed: golden.4dm\n  signal 9 (kill) ended it\n  --- ended by a signal\n\n\
                 crashed: test_crash.4dm\n  signal 9 (kill) ended it\n";
    assert!(ended.output.starts_with(lines), "{}", ended.output);
    assert_eq!(std::fs::read_to_string(folder.join("golden.out")).unwrap(), "");
}

#[test]
fn golden_files_that_were_written_are_told() {
    let folder = mixed_tests("report-update");
    let ended = fourd(&folder, &["test", "differs.4dm", "holds.4dm", "--update"]);
    let expected = "written: differs.out\n2 tests: 2 passed\n";
    assert_eq!((ended.output.as_str(), ended.status), (expected, 0));
}

#[test]
fn tests_run_again_when_a_file_changes() {
    let folder = fresh_folder("report-watch");
    write_files(&folder, &[("test_a.4dm", "ASSERT(helper=1)\n"), ("Methods/helper.4dm", "$0:=2\n")]);
    let mut child = watching(&folder);
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let mut closing = || lines.find(|line| line.contains(" test: ") || line.contains(" tests: ")).unwrap();
    assert_eq!(closing(), "1 test: 1 failed (1 assertion)");
    write_files(&folder, &[("Methods/helper.4dm", "$0:=1 // mended\n")]);
    assert_eq!(closing(), "1 test: 1 passed (1 assertion)");
    write_files(&folder, &[("test_b.4dm", "ASSERT(True)\n")]);
    assert_eq!(closing(), "2 tests: 2 passed (2 assertions)");
    child.kill().unwrap();
    child.wait().unwrap();
}

fn watching(folder: &Path) -> std::process::Child {
    Command::new(env!("CARGO_BIN_EXE_fourd"))
        .args(["test", ".", "--watch"])
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
#[cfg(unix)]
fn a_terminal_shows_progress_and_colours_and_ctrl_c_ends_watching() {
    use rexpect::reader::Options;
    let folder = mixed_tests("report-terminal");
    write_files(&folder, &[("slow.4dm", "DELAY PROCESS(Current process; 180)\n"), ("slow.out", "")]);
    let mut command = Command::new(env!("CARGO_BIN_EXE_fourd"));
    command.args(["test", ".", "--watch", "--filter", "slow", "--filter", "differs"]).current_dir(&folder);
    command.env("TERM", "xterm").env_remove("NO_COLOR").env_remove("CI");
    let options = Options::new().timeout_ms(Some(120_000)).strip_ansi_escape_codes(false);
    let mut session = rexpect::session::spawn_with_options(command, options).unwrap();
    session.exp_string("\u{1b}[1;31mfailed:\u{1b}[0m differs.4dm").unwrap();
    session.exp_string("\u{1b}[31m2 - two of \u{1b}[7mus\u{1b}[27m").unwrap();
    session.exp_string("Testing ").unwrap();
    session.exp_string("50% 1 failed").unwrap();
    session.exp_string("2 tests: \u{1b}[32m1 passed\u{1b}[0m, \u{1b}[1;31m1 failed\u{1b}[0m").unwrap();
    session.exp_string("Ctrl-C ends").unwrap();
    session.send_control('c').unwrap();
    session.exp_eof().unwrap();
}
