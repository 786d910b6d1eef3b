//! All golden files of the project.

use crate::{fourd, test_files};
use std::path::PathBuf;

/// A script without expected output is no test. Scripts with parameters, and the folders `Methods` and `Classes`, have what
/// tests use.
#[test]
fn every_script_has_its_output() {
    let entries = |folder: PathBuf| std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let themes = entries(test_files().join("golden")).filter(|path| path.is_dir());
    let scripts = themes.flat_map(entries).filter(|path| path.extension().is_some_and(|extension| extension == "4dm"));
    let is_used = |path: &PathBuf| std::fs::read_to_string(path).unwrap().contains("#DECLARE");
    let missing: Vec<PathBuf> = scripts.filter(|path| !path.with_extension("out").exists() && !is_used(path)).collect();
    assert!(missing.is_empty(), "`fourd test --update FILE` writes what is missing: {missing:#?}");
}

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
