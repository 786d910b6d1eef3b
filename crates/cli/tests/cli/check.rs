//! What `fourd check` writes.

use crate::{Ended, fourd, test_files};

fn check(arguments: &[&str]) -> Ended {
    let all: Vec<&str> = ["check"].into_iter().chain(arguments.iter().copied()).collect();
    fourd(&test_files().join("check"), &all)
}

#[test]
fn correct_files_are_only_counted() {
    let ended = check(&["correct.4dm", "Classes", "./Classes/Counter.4dm"]);
    assert_eq!(ended.errors, "");
    assert_eq!(ended.output, "2 files, 16 lines, 0 errors in 0 files, 0 warnings\n");
    assert_eq!(ended.status, 0);
}

/// Scripts that show an error on purpose stand in `deliberate_mistakes.txt`; the checker finds an error in each of them
/// and in no other.
#[test]
fn golden_scripts_and_examples_are_correct() {
    let ended = fourd(&test_files(), &["check", "golden", "../examples", "--format", "json"]);
    let mut found: Vec<String> = ended
        .output
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter(|finding| finding["severity"] == "error")
        .filter_map(|finding| finding["file"].as_str().map(str::to_owned))
        .collect();
    found.sort();
    found.dedup();
    let expected = std::fs::read_to_string(test_files().join("deliberate_mistakes.txt")).unwrap();
    assert_eq!(found, expected.lines().collect::<Vec<_>>());
}

#[test]
fn findings_for_people() {
    let ended = check(&["broken", "--syntax"]);
    insta::assert_snapshot!(format!("{}--- closing line\n{}", ended.errors, ended.output));
    assert_eq!(ended.status, 1);
}

#[test]
fn findings_for_programs_say_the_same_as_those_for_people() {
    let human = check(&["broken"]);
    let json = check(&["broken", "--format", "json"]);
    let github = check(&["broken", "--format", "github"]);
    insta::assert_snapshot!("json", json.output);
    insta::assert_snapshot!("github", github.output);
    let findings = human.errors.lines().filter(|line| line.starts_with('[')).count();
    for ended in [json, github] {
        assert_eq!(ended.errors, "");
        assert_eq!(ended.status, 1);
        assert_eq!(ended.output.lines().count(), findings + 1);
        assert_eq!(ended.output.lines().last(), human.output.lines().last());
    }
}

#[test]
fn wrong_use_ends_with_2() {
    for arguments in
        [&["no such file.4dm"][..], &[], &["correct.4dm", "--format", "xml"], &["--nonsense", "correct.4dm"]]
    {
        let ended = check(arguments);
        assert_eq!((ended.status, ended.output.as_str()), (2, ""), "{arguments:?}");
        assert!(!ended.errors.is_empty());
    }
    assert!(check(&["no such file.4dm"]).errors.contains("There is no file `no such file.4dm`"));
}
