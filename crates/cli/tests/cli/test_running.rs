//! How `fourd test` runs tests: what its options and the first lines of tests ask for.

use crate::{Ended, fourd, fresh_folder, write_files};
use std::path::Path;

/// The lines of standard output, without those that are indented.
fn heads(ended: &Ended) -> Vec<&str> {
    ended.output.lines().filter(|line| !line.is_empty() && !line.starts_with(' ')).collect()
}

#[test]
fn tests_that_pass_are_shown_on_demand() {
    let folder = fresh_folder("running-shown");
    write_files(
        &folder,
        &[
            ("test_a.4dm", "ALERT(\"from a\")\n"),
            ("test_b.4dm", "//fourd: --skip not today\nthrow(5)\n"),
            ("test_c.4dm", "ASSERT(True)\n"),
        ],
    );
    let shown = |options: &[&str]| fourd(&folder, &[&["test"], options].concat());
    let closing = "3 tests: 2 passed, 1 skipped (1 assertion)";
    assert_eq!(heads(&shown(&[])), [closing]);
    assert_eq!(heads(&shown(&["-q"])), [closing]);
    let verbose = shown(&["-v"]);
    let lines: Vec<&str> = heads(&verbose).into_iter().map(|line| line.split(" (0.").next().unwrap()).collect();
    assert_eq!(lines, ["passed: test_a.4dm", "skipped: test_b.4dm: not today", "passed: test_c.4dm", closing]);
    assert!(verbose.output.starts_with("passed: test_a.4dm (0.") && verbose.output.contains(" s)\n"));
    let output = shown(&["--no-capture"]);
    let expected = ["passed: test_a.4dm", "from a", "skipped: test_b.4dm: not today", "passed: test_c.4dm", closing];
    assert_eq!(heads(&output), expected);
}

#[test]
fn a_quiet_run_shows_failures_alone() {
    let folder = fresh_folder("running-quiet");
    write_files(&folder, &[("test_a.4dm", "DELAY PROCESS(Current process; 66)\nASSERT(False)\n"), ("test_b.4dm", "")]);
    let ended = fourd(&folder, &["test", "-q"]);
    assert_eq!(heads(&ended), ["failed: test_a.4dm", "failed tests:", "2 tests: 1 passed, 1 failed (1 assertion)"]);
    assert_eq!(ended.errors, "");
}

#[test]
fn names_are_whole_or_left_out() {
    let folder = fresh_folder("running-names");
    write_files(&folder, &[("test_a.4dm", ""), ("test_ab.4dm", ""), ("more/test_a.4dm", ""), ("more/test_c.4dm", "")]);
    let list = |options: &[&str]| {
        let ended = fourd(&folder, &[&["test", "--list"], options].concat());
        ended.output.lines().map(str::to_owned).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(list(&["--exact", "--filter", "TEST_A"]), "more/test_a.4dm test_a.4dm");
    assert_eq!(list(&["--exact", "--filter", "test_ab.4dm"]), "test_ab.4dm");
    assert_eq!(list(&["--exclude", "test_a"]), "more/test_c.4dm");
    assert_eq!(list(&["--exact", "--exclude", "test_a"]), "more/test_c.4dm test_ab.4dm");
    assert_eq!(list(&["--filter", "more", "--exclude", "c.4dm"]), "more/test_a.4dm");
    let ended = fourd(&folder, &["test", "--exclude", "test"]);
    assert!(ended.errors.contains("`--exclude` leaves out all tests") && ended.status == 2, "{}", ended.errors);
    let ended = fourd(&folder, &["test", "--exact", "--filter", "a"]);
    assert!(ended.errors.contains("None of the 4 tests has the path or name `a`"), "{}", ended.errors);
}

#[test]
fn patterns_say_which_methods_are_tests() {
    let folder = fresh_folder("running-patterns");
    let method = |name: &str| format!("Project/Sources/Methods/{name}.4dm");
    write_files(
        &folder,
        &[
            ("Project/a.4DProject", "{}"),
            (&method("UT_Stack"), ""),
            (&method("queue_test"), ""),
            (&method("ListTest"), ""),
            (&method("test_usual"), ""),
        ],
    );
    let list = |options: &[&str]| {
        let ended = fourd(&folder, &[&["test", "--list"], options].concat());
        ended.output.lines().map(|line| line.rsplit('/').next().unwrap().to_owned()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(list(&[]), "test_usual.4dm");
    assert_eq!(list(&["--methods", "ut_*,*_test"]), "UT_Stack.4dm queue_test.4dm");
    assert_eq!(list(&["--methods", "@Test"]), "ListTest.4dm queue_test.4dm");
    write_files(&folder, &[("fourd.toml", "[test]\nmethods = [\"*Test\", \"test_*\"]\n")]);
    assert_eq!(list(&[]), "ListTest.4dm queue_test.4dm test_usual.4dm");
    assert_eq!(list(&["--methods", "UT_*"]), "UT_Stack.4dm");
    write_files(&folder, &[("Project/fourd.toml", "[test]\nmethod = \"a\"\n")]);
    assert_eq!(fourd(&folder, &["test"]).status, 2);
}

#[test]
fn expected_failures_are_no_failures_and_the_others_are() {
    let folder = fresh_folder("running-expected");
    write_files(
        &folder,
        &[
            ("test_a.4dm", "//fourd: --expect-failure no paper\nthrow(5; \"no paper\")\n"),
            ("test_b.4dm", "//fourd: --expect-failure no ink\nthrow(5; \"no paper\")\n"),
            ("test_c.4dm", "//fourd: --expect-failure\nASSERT(True)\n"),
            (
                "test_d.4dm",
                "//fourd: --expect-failure took longer --timeout 0.5\nDELAY PROCESS(Current process; 600)\n",
            ),
            ("golden.4dm", "//fourd: --expect-failure\nALERT(\"a\")\n"),
            ("golden.out", "b\n"),
        ],
    );
    let ended = fourd(&folder, &["test", "--junit", "report.xml"]);
    let expected = [
        "failed: test_b.4dm",
        "passed unexpectedly: test_c.4dm",
        "failed tests:",
        "5 tests: 2 failed, 3 failed as expected (1 assertion)",
    ];
    assert_eq!((heads(&ended), ended.status), (expected.to_vec(), 1));
    assert!(ended.output.contains("it was expected to fail with `no ink`, which its report does not hold\n"));
    assert!(ended.output.contains("  test_c.4dm (passed unexpectedly)\n"), "{}", ended.output);
    let report = std::fs::read_to_string(folder.join("report.xml")).unwrap();
    assert_eq!(report.matches("<skipped message=\"it failed, as expected\"/>").count(), 3, "{report}");
    assert_eq!(fourd(&folder, &["test", "golden.4dm", "--update"]).status, 0);
    assert_eq!(std::fs::read_to_string(folder.join("golden.out")).unwrap(), "b\n");
}

#[test]
fn code_can_skip_its_test() {
    let folder = fresh_folder("running-skip");
    let skips = "If (True)\nthrow({componentSignature: \"skip\"; errCode: 1; message: \"no network\"})\nEnd if\nASSERT(False)\n";
    write_files(&folder, &[("test_a.4dm", skips), ("test_b.4dm", "throw({errCode: 1; message: \"skip\"})\n")]);
    let ended = fourd(&folder, &["test", "-v", "--junit", "report.xml"]);
    assert_eq!(heads(&ended)[0], "skipped: test_a.4dm: no network");
    assert!(ended.output.ends_with("\n2 tests: 1 failed, 1 skipped\n"), "{}", ended.output);
    let report = std::fs::read_to_string(folder.join("report.xml")).unwrap();
    assert!(report.contains("<skipped message=\"no network\"/>"), "{report}");
}

/// A test that fails when it is first run in a folder.
const FLAKY: &str = "var $file : 4D.File:=File(\"/PACKAGE/ran\")\nvar $ran : Boolean:=$file.exists\n\
                     $file.setText(\"\")\nASSERT($ran; \"the first run\")\n";

#[test]
fn a_test_that_passes_when_it_is_run_again_is_flaky() {
    let folder = fresh_folder("running-flaky");
    let flaky = ("Project/Sources/Methods/test_flaky.4dm", FLAKY);
    write_files(&folder, &[("Project/a.4DProject", "{}"), flaky]);
    let ended = fourd(&folder, &["test", "--retries", "2", "--junit", "report.xml"]);
    let lines = [
        "flaky: Project/Sources/Methods/test_flaky.4dm: it passed in run 2",
        "1 test: 1 passed (1 flaky) (1 assertion)",
    ];
    assert_eq!((heads(&ended), ended.status), (lines.to_vec(), 0));
    let report = std::fs::read_to_string(folder.join("report.xml")).unwrap();
    assert!(report.contains("<flakyFailure message=\"Assert failed: the first run"), "{report}");
    std::fs::remove_file(folder.join("ran")).unwrap();
    assert_eq!(fourd(&folder, &["test"]).status, 1);
    write_files(&folder, &[("Project/Sources/Methods/test_flaky.4dm", "//fourd: --retries 1\nASSERT(False)\n")]);
    assert_eq!(fourd(&folder, &["test"]).status, 1);
}

#[test]
fn tests_that_failed_run_again_alone() {
    let folder = fresh_folder("running-last-failed");
    write_files(&folder, &[("test_a.4dm", "ASSERT(True)\n"), ("test_b.4dm", "ASSERT(False)\n")]);
    assert_eq!(fourd(&folder, &["test"]).status, 1);
    let again = ["test", "--last-failed"];
    assert_eq!(heads(&fourd(&folder, &again)).last(), Some(&"1 test: 1 failed (1 assertion)"));
    write_files(&folder, &[("test_b.4dm", "ASSERT(1=1)\n")]);
    assert_eq!(fourd(&folder, &again).output, "1 test: 1 passed (1 assertion)\n");
    let ended = fourd(&folder, &again);
    assert_eq!(ended.output, "2 tests: 2 passed (2 assertions)\n");
    assert_eq!(ended.errors, "no test failed when it last ran: all of them run\n");
}

#[test]
fn a_test_ends_when_its_time_is_over() {
    let folder = fresh_folder("running-time");
    let slow = "DELAY PROCESS(Current process; 60*60)\n";
    let own = format!("//fourd: --timeout 60\n{}", slow.replace("60*60", "90"));
    write_files(&folder, &[("test_slow.4dm", slow), ("test_own.4dm", &own), ("test_fast.4dm", "ASSERT(True)\n")]);
    let ended = fourd(&folder, &["test", "--timeout", "1"]);
    assert!(ended.output.contains("timed out: test_slow.4dm\n  it was ended after 1 second\n"), "{}", ended.output);
    assert!(ended.output.contains("`Application process` was here"), "{}", ended.output);
    assert!(ended.output.contains("failed tests:\n  test_slow.4dm (timed out)\n"), "{}", ended.output);
    assert!(ended.output.ends_with("\n3 tests: 2 passed, 1 failed (1 assertion)\n"), "{}", ended.output);
    assert_eq!(fourd(&folder, &["test", "--timeout", "0"]).status, 2);
}

/// A project whose methods write to a file that they have run.
fn project_with_fixtures(name: &str, before_all: &str, before_each: &str) -> std::path::PathBuf {
    let folder = fresh_folder(name);
    let method = |name: &str| format!("Project/Sources/Methods/{name}.4dm");
    let note = "#DECLARE($text : Text)\nvar $file : 4D.File:=File(\"/PACKAGE/notes\")\nvar $before : Text\n\
                If ($file.exists)\n$before:=$file.getText()\nEnd if\n$file.setText($before+$text+\" \")\n";
    write_files(
        &folder,
        &[
            ("Project/a.4DProject", "{}"),
            (&method("note"), note),
            (&method("beforeAll"), before_all),
            (&method("afterAll"), "note(\"afterAll\")\n"),
            (&method("beforeEach"), before_each),
            (&method("AfterEach"), "note(\"afterEach\")\nASSERT(ready)\n"),
            (&method("test_a"), "ASSERT(ready)\nnote(\"a\")\n"),
            (&method("test_b"), "note(\"b\")\nthrow(5)\n"),
        ],
    );
    folder
}

fn notes(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("notes")).unwrap_or_default().trim().to_owned()
}

#[test]
fn methods_run_before_and_after_tests() {
    let folder =
        project_with_fixtures("running-fixtures", "note(\"beforeAll\")\n", "ready:=True\nnote(\"beforeEach\")\n");
    let ended = fourd(&folder, &["test", "--jobs", "1"]);
    assert!(ended.output.ends_with("\n2 tests: 1 passed, 1 failed (3 assertions)\n"), "{}", ended.output);
    assert_eq!(notes(&folder), "beforeAll beforeEach a afterEach beforeEach b afterEach afterAll");
}

#[test]
fn what_cannot_be_prepared_is_not_run() {
    let folder = project_with_fixtures("running-fixtures-each", "note(\"beforeAll\")\n", "ready:=True\nthrow(7)\n");
    let ended = fourd(&folder, &["test", "--jobs", "1"]);
    assert!(ended.output.ends_with("\n2 tests: 2 failed (2 assertions)\n"), "{}", ended.output);
    assert_eq!(notes(&folder), "beforeAll afterEach afterEach afterAll");
    let folder = project_with_fixtures("running-fixtures-all", "throw(7; \"no disk\")\n", "");
    let ended = fourd(&folder, &["test", "--junit", "report.xml"]);
    assert!(ended.output.contains("failed: Project/Sources/Methods/beforeAll.4dm\n  [4D5001] Error: no disk\n"));
    assert!(ended.output.contains("failed tests:\n  Project/Sources/Methods/beforeAll.4dm\n"), "{}", ended.output);
    assert!(ended.output.ends_with("\n2 tests: 2 not run\n") && ended.status == 1, "{}", ended.output);
    assert_eq!(notes(&folder), "afterAll");
    let report = std::fs::read_to_string(folder.join("report.xml")).unwrap();
    assert!(report.contains("tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"2\""), "{report}");
}

#[test]
fn a_first_line_never_widens_what_the_command_line_allows() {
    let folder = fresh_folder("running-allow");
    let write = "File(\"/PACKAGE/x\").setText(\"\")\n";
    let asks = format!("//fourd: --allow files,net\n{write}");
    let launch = "//fourd: --allow processes\nLAUNCH EXTERNAL PROCESS(\"true\")\nASSERT(OK=1)\n";
    write_files(&folder, &[("test_files.4dm", &asks), ("test_launch.4dm", launch)]);
    assert_eq!(fourd(&folder, &["test"]).status, 0);
    let ended = fourd(&folder, &["test", "--sandbox"]);
    assert!(ended.output.ends_with(" 2 failed\n") || ended.output.contains("2 tests: 2 failed"), "{}", ended.output);
    let refused = "refused: `--allow files` in test_files.4dm: the command line does not allow it\n\
                   refused: `--allow net` in test_files.4dm: the command line does not allow it\n\
                   refused: `--allow processes` in test_launch.4dm: the command line does not allow it\n";
    assert_eq!(ended.errors, refused);
    let ended = fourd(&folder, &["test", "--allow", "processes"]);
    assert!(ended.output.contains("failed: test_files.4dm") && !ended.output.contains("failed: test_launch.4dm"));
    // The line of a test allows it less than the command line does.
    write_files(&folder, &[("test_files.4dm", &format!("//fourd: --allow net\n{write}"))]);
    let ended = fourd(&folder, &["test", "--filter", "files", "--allow", "files,net"]);
    assert_eq!((ended.errors.as_str(), ended.status), ("", 1));
    for line in ["--counts-to /tmp/x", "--mark-lines", "other.4dm", "--method a", "-e 1", "--unknown"] {
        write_files(&folder, &[("test_files.4dm", &format!("//fourd: {line}\n"))]);
        let ended = fourd(&folder, &["test", "--filter", "files"]);
        let problem = "not run: test_files.4dm\n  the options in its first line are wrong: ";
        assert!(ended.output.starts_with(problem) && ended.status == 1, "{line}: {}", ended.output);
    }
}

#[test]
fn a_first_line_gives_arguments_to_the_code() {
    let folder = fresh_folder("running-arguments");
    let script = "//fourd: -- one two\nvar $text : Text\nvar $real : Real:=Get database parameter(User param value; $text)\nALERT($text)\n";
    write_files(&folder, &[("a.4dm", script), ("a.out", "[\"one\",\"two\"]\n")]);
    let ended = fourd(&folder, &["test"]);
    assert_eq!((ended.output.as_str(), ended.status), ("1 test: 1 passed\n", 0));
}

#[test]
fn reports_have_paths_that_a_terminal_opens() {
    let folder = fresh_folder("running-paths");
    let method = |name: &str| format!("shop/Project/Sources/Methods/{name}.4dm");
    write_files(
        &folder,
        &[
            ("shop/Project/a.4DProject", "{}"),
            (&method("check"), "ASSERT(False; \"closed\")\n"),
            (&method("test_a"), "check\n"),
        ],
    );
    let ended = fourd(&folder, &["test", "shop"]);
    for path in ["check.4dm:1:1", "test_a.4dm:1"] {
        let path = format!(" shop/Project/Sources/Methods/{path}");
        assert!(ended.output.contains(&path), "{path}: {}", ended.output);
    }
    let ended = fourd(&folder.join("shop/Project/Sources"), &["test", "Methods"]);
    assert!(ended.output.contains("[ Methods/check.4dm:1:1 ]"), "{}", ended.output);
    let outside = fresh_folder("running-paths-outside");
    let ended = fourd(&outside, &["test", folder.to_str().unwrap()]);
    let path = folder.join("shop/Project/Sources/Methods/check.4dm:1:1");
    assert!(ended.output.contains(&format!("[ {} ]", path.display())), "{}", ended.output);
}

#[test]
fn coverage_is_shown_as_pages_and_has_a_minimum() {
    let folder = fresh_folder("running-html");
    write_files(
        &folder,
        &[
            ("Project/a.4DProject", "{}"),
            (
                "Project/Sources/Methods/price.4dm",
                "#DECLARE($n : Integer) : Real\nIf ($n<3)\n\treturn $n*2\nEnd if\nreturn 9\n",
            ),
            ("Project/Sources/Methods/test_price.4dm", "ASSERT(price(1)=2)\n"),
            ("Project/Sources/Methods/beforeEach.4dm", "$a:=1\n"),
        ],
    );
    let ended = fourd(&folder, &["test", "--coverage-html", "pages", "--fail-under", "60"]);
    assert_eq!((ended.output.as_str(), ended.status), ("1 test: 1 passed (1 assertion)\n", 0), "{}", ended.errors);
    let page = |name: &str| std::fs::read_to_string(folder.join("pages").join(name)).unwrap();
    let index = page("index.html");
    assert!(index.contains("<a href=\"file-1.html\">Project/Sources/Methods/price.4dm</a>"), "{index}");
    assert!(index.contains("66.6%") && !index.contains("test_price") && !index.contains("beforeEach"), "{index}");
    let file = page("file-1.html");
    assert!(file.contains("<span class=\"ran\"><b>2</b>If ($n&lt;3)</span>"), "{file}");
    assert!(file.contains("<span class=\"missed\"><b>5</b>return 9</span>"), "{file}");
    let ended = fourd(&folder, &["test", "--fail-under", "67%"]);
    let too_little = "66.6% of the lines have run, less than the 67% of `--fail-under`\n";
    assert_eq!((ended.errors.as_str(), ended.status), (too_little, 1));
    assert_eq!(fourd(&folder, &["test", "--fail-under", "101"]).status, 2);
    let ended = fourd(&folder, &["test", "--coverage", "--coverage-tests"]);
    assert!(ended.output.contains("test_price.4dm") && ended.output.contains("80.0%"), "{}", ended.output);
}

#[test]
#[cfg(target_os = "linux")]
fn a_golden_file_survives_a_full_disk() {
    let folder = fresh_folder("running-full-disk");
    write_files(&folder, &[("a.4dm", "ALERT(\"new\")\n"), ("a.out", "old\n")]);
    // A limit of the file size fails as a full disk does, once something is written.
    let command = format!("trap '' XFSZ; ulimit -f 0; exec '{}' test a.4dm --update", env!("CARGO_BIN_EXE_fourd"));
    let cache = folder.join("cache");
    let mut shell = std::process::Command::new("sh");
    let run = shell.args(["-c", &command]).env("XDG_CACHE_HOME", cache).current_dir(&folder);
    let done = run.output().unwrap();
    assert_eq!(std::fs::read_to_string(folder.join("a.out")).unwrap(), "old\n", "{done:?}");
    let names: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(names.iter().all(|name| !name.to_string_lossy().ends_with(".tmp")), "{names:?}");
}
