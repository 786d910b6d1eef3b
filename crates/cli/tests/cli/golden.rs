//! All golden files of the project.

use crate::{fourd, test_files};

#[test]
fn every_golden_file_holds() {
    let ended = fourd(&test_files(), &["test", "golden"]);
    assert_eq!(ended.status, 0, "{}{}", ended.output, ended.errors);
    let closing = ended.output.lines().last().unwrap();
    assert!(closing.contains(" passed") && !closing.contains(" failed"), "{closing}");
}

#[test]
fn the_tests_of_every_project_hold() {
    let ended = fourd(&test_files(), &["test", "projects"]);
    assert_eq!(ended.status, 0, "{}{}", ended.output, ended.errors);
    let closing = ended.output.lines().last().unwrap();
    assert!(closing.contains(" passed") && !closing.contains(" failed"), "{closing}");
}
