//! Test methods of folders and projects.

use crate::{fourd, fresh_folder, write_files};

#[test]
fn methods_of_a_folder_are_run_and_their_assertions_counted() {
    let folder = fresh_folder("test-methods");
    write_files(
        &folder,
        &[
            ("test_good.4dm", "ASSERT(helper=4)\n$ok:=Asserted(2=2)\n"),
            ("helper.4dm", "$0:=4\n"),
            ("testing.4dm", "throw(1; \"no test\")\n"),
            ("Methods/Test_Other.4dm", "ASSERT(True)\n"),
            ("Classes/test_class.4dm", "Class constructor\n"),
            ("test_golden.4dm", "ALERT(\"golden\")\nASSERT(True)\n"),
            ("test_golden.out", "golden\n"),
        ],
    );
    let ended = fourd(&folder, &["test", "."]);
    assert_eq!((ended.output.as_str(), ended.status), ("3 tests: 3 passed (4 assertions)\n", 0));
}

#[test]
fn a_failed_assertion_that_the_code_handles_fails_no_test() {
    let folder = fresh_folder("test-methods-failing");
    write_files(
        &folder,
        &[
            ("test_assertion.4dm", "\nASSERT(1=2; \"one is two\")\n"),
            ("test_error.4dm", "throw(5; \"no paper\")\n"),
            ("test_handled.4dm", "Try\n  ASSERT(1>2)\nCatch\nASSERT(Last errors[0].errCode=-10518)\nEnd try\n"),
            ("test_expression.4dm", "ASSERT(Try(Asserted(1=2))=Null)\nASSERT(Not(Try(Asserted(1=2))))\n"),
            ("test_method.4dm", "ON ERR CALL(\"note\")\nguarded(-1)\nON ERR CALL(\"\")\nASSERT(noted=-10518)\n"),
            ("test_both.4dm", "Try\nguarded(-1)\nEnd try\nguarded(-2)\n"),
            ("guarded.4dm", "#DECLARE($count : Integer)\nASSERT($count>=0; \"a count\")\n"),
            ("note.4dm", "noted:=Error\n"),
        ],
    );
    let ended = fourd(&folder, &["test", "."]);
    assert_eq!(ended.status, 1);
    for part in [
        "failed: test_assertion.4dm\n  [4D5001] Error: Assert failed: one is two\n     ╭─[ test_assertion.4dm:2:1 ]\n",
        "failed: test_error.4dm\n  [4D5001] Error: no paper\n",
        "failed: test_both.4dm\n  [4D5001] Error: Assert failed: a count\n",
    ] {
        assert!(ended.output.contains(part), "{part}: {}", ended.output);
    }
    assert!(ended.output.ends_with("\n6 tests: 3 passed, 3 failed (11 assertions)\n"), "{}", ended.output);
}

#[test]
fn methods_of_a_project_run_between_on_startup_and_on_exit() {
    let folder = fresh_folder("test-methods-project");
    write_files(
        &folder,
        &[
            ("Project/a.4DProject", "{}"),
            ("Project/Sources/DatabaseMethods/onStartup.4dm", "started:=1\n"),
            ("Project/Sources/Methods/test_a.4dm", "ASSERT(started=1)\n"),
            ("Project/Sources/Methods/test_b.4dm", "ASSERT(started=1)\nstarted:=2\n"),
            ("Project/Sources/Forms/test_form/method.4dm", "$a:=1\n"),
        ],
    );
    let closing = "2 tests: 2 passed (2 assertions)\n";
    for path in [".", "Project/a.4DProject", "Project/Sources/Methods"] {
        assert_eq!(fourd(&folder, &["test", path]).output, closing, "{path}");
    }
}
