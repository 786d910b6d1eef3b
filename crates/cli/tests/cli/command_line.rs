//! The command line itself, and how `fourd test` judges.

use crate::{fourd, fresh_folder};
use std::path::Path;

#[test]
fn version_and_help() {
    let here = Path::new(".");
    let version = fourd(here, &["--version"]);
    assert_eq!((version.output.as_str(), version.status), (concat!("fourd ", env!("CARGO_PKG_VERSION"), "\n"), 0));
    let help = fourd(here, &["--help"]);
    for word in ["run", "check", "test", "repl", "4D SAS"] {
        assert!(help.output.contains(word), "{}", help.output);
    }
    assert_eq!(help.status, 0);
    for command in ["run", "check", "test", "repl"] {
        assert_eq!(fourd(here, &[command, "--help"]).status, 0);
    }
}

#[test]
fn wrong_use_ends_with_2() {
    let here = Path::new(".");
    let wrong: [&[&str]; 9] = [
        &[],
        &["fly"],
        &["run"],
        &["run", "no such file.4dm"],
        &["run", "x.4dm", "--timeout", "0"],
        &["run", "x.4dm", "--timeout", "NaN"],
        &["test"],
        &["test", "no such file.4dm"],
        &["repl", "no such file.4dm"],
    ];
    for arguments in wrong {
        let ended = fourd(here, arguments);
        assert_eq!((ended.status, ended.output.as_str()), (2, ""), "{arguments:?}: {}", ended.errors);
        assert!(!ended.errors.is_empty(), "{arguments:?}");
    }
}

#[test]
fn a_folder_without_tests_is_not_a_success() {
    let folder = fresh_folder("without-tests");
    std::fs::write(folder.join("plain.4dm"), "$a:=1\n").unwrap();
    assert_eq!(fourd(&folder, &["test", "."]).status, 2);
    assert_eq!(fourd(&folder, &["test", "plain.4dm"]).status, 2);
}

#[test]
fn a_wrong_expectation_fails_until_it_is_updated() {
    let folder = fresh_folder("updated");
    std::fs::write(folder.join("marked.4dm"), "//fourd:\n$a:=1\n").unwrap();
    std::fs::write(folder.join("expected.4dm"), "$a:=1\n").unwrap();
    std::fs::write(folder.join("expected.out"), "never written by this script\n").unwrap();
    std::fs::write(folder.join("neither.4dm"), "$a:=1\n").unwrap();

    let before = fourd(&folder, &["test", "."]);
    assert_eq!(before.status, 1);
    let difference = "failed: expected.4dm\n  - expected  + written\n  1 - never written by this script\n";
    assert!(before.output.starts_with(difference), "{}", before.output);
    assert!(before.output.ends_with("\n1 tests, 1 failed, 0 assertions, 0 failed\n"), "{}", before.output);

    let update = fourd(&folder, &["test", ".", "--update"]);
    assert_eq!(
        update.output,
        "written: expected.out\nwritten: marked.out\n2 tests, 0 failed, 0 assertions, 0 failed\n"
    );
    assert!(!folder.join("neither.out").exists());

    let after = fourd(&folder, &["test", "."]);
    assert_eq!((after.output.as_str(), after.status), ("2 tests, 0 failed, 0 assertions, 0 failed\n", 0));
}

#[test]
fn options_of_the_first_line_reach_the_run() {
    let folder = fresh_folder("options");
    std::fs::write(folder.join("wrong.4dm"), "//fourd: --no-such-option\n").unwrap();
    fourd(&folder, &["test", "wrong.4dm", "--update"]);
    let written = std::fs::read_to_string(folder.join("wrong.out")).unwrap();
    assert!(written.contains("--no-such-option") && written.ends_with("--- exit 2\n"), "{written}");
}
