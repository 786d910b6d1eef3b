//! `fourd test --coverage` and `--lcov`.

use crate::examples::copy;
use crate::{fourd, fresh_folder, test_files, write_files};
use std::path::{Path, PathBuf};

/// A copy of the small project whose lines are all known, with a method that does not parse.
fn small_project(name: &str) -> PathBuf {
    let folder = fresh_folder(name);
    copy(&test_files().join("coverage/small"), &folder);
    write_files(&folder, &[("Project/Sources/Methods/broken.4dm", "$a:=1\n$b:=(\n")]);
    folder
}

/// The files in the format of lcov, with relative paths.
fn lcov(folder: &Path) -> String {
    let text = std::fs::read_to_string(folder.join("lines.info")).unwrap();
    text.replace(&format!("{}/", folder.display()), "")
}

#[test]
fn every_line_of_a_small_project_is_known() {
    let folder = small_project("coverage-small");
    let ended = fourd(&folder, &["test", ".", "--coverage", "--coverage-tests", "--lcov", "lines.info"]);
    assert_eq!((ended.errors.as_str(), ended.status), ("", 0));
    insta::assert_snapshot!("coverage_table", ended.output);
    insta::assert_snapshot!("coverage_lcov", lcov(&folder));
}

#[test]
fn all_schedules_of_an_exploration_mark_their_lines() {
    let folder = small_project("coverage-explored");
    let plain = fourd(&folder, &["test", ".", "--coverage-tests", "--lcov", "lines.info"]);
    assert_eq!((plain.output.as_str(), plain.status), ("2 tests: 2 passed (12 assertions)\n", 0));
    let expected = lcov(&folder);
    let explored = fourd(&folder, &["test", ".", "--explore", "3", "--coverage-tests", "--lcov", "lines.info"]);
    assert_eq!((explored.output.as_str(), explored.status), ("2 tests: 2 passed (5 runs)\n", 0));
    assert_eq!(lcov(&folder), expected);
}

#[test]
fn components_count_where_they_are_asked_for() {
    let folder = small_project("coverage-components");
    let ended = fourd(&folder, &["test", ".", "--coverage-components"]);
    let line = ended.output.lines().find(|line| line.contains("twice.4dm")).unwrap();
    let cells: Vec<&str> = line.split_whitespace().collect();
    let file = "Components/tools.4dbase/Project/Sources/Methods/twice.4dm";
    assert_eq!(cells, [file, "3", "2", "66.6%", "4"]);
}

#[test]
fn golden_scripts_count_with_the_methods_and_classes_beside_them() {
    let folder = fresh_folder("coverage-golden");
    write_files(
        &folder,
        &[
            ("a.4dm", "//fourd: --as remote --clients 2 --seed 1\nIf (False)\n\tALERT(\"no\")\nEnd if\nonServer\n"),
            ("a.out", ""),
            ("b.4dm", "helper\nthrow(1; \"b\")\nALERT(\"c\")\n"),
            ("b.out", "--- exit 1\n"),
            ("helper.4dm", "$a:=1\n"),
            ("Methods/onServer.4dm", "//%attributes = {\"executedOnServer\":true}\n\n$a:=1\nreturn\n$a:=2\n"),
            ("Methods/never.4dm", "\r\n$a:=1\r\n\r\n$a:=2\r\n$a:=3\r\n"),
        ],
    );
    let ended = fourd(&folder, &["test", ".", "--coverage"]);
    let table: Vec<Vec<&str>> = ended
        .output
        .lines()
        .skip_while(|line| !line.starts_with("file "))
        .skip(1)
        .take(6)
        .map(|line| line.split_whitespace().collect())
        .collect();
    let expected = [
        vec!["Methods/never.4dm", "3", "0", "0.0%", "2-5"],
        vec!["Methods/onServer.4dm", "3", "2", "66.6%", "5"],
        vec!["a.4dm", "3", "2", "66.6%", "3"],
        vec!["b.4dm", "3", "2", "66.6%", "3"],
        vec!["helper.4dm", "1", "1", "100.0%"],
        vec!["total", "13", "7", "53.8%"],
    ];
    assert_eq!(table, expected, "{}", ended.output);
}
