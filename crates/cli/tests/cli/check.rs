//! What `fourd check` writes.

use crate::{Ended, fourd, fresh_folder, test_files, write_files};

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

/// Scripts that show an error on purpose are in `deliberate_mistakes.txt`; the checker finds an error in each of them
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
    assert_eq!((github.status, github.errors.as_str()), (1, ""));
    assert_eq!(github.output.lines().count(), findings + 1);
    assert_eq!(github.output.lines().last(), human.output.lines().last());
    // Standard output is JSON and nothing else.
    assert_eq!((json.status, &json.errors), (1, &human.output));
    assert_eq!(json.output.lines().count(), findings);
    assert!(json.output.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()));
}

#[test]
fn wrong_use_ends_with_2() {
    for arguments in [&["no such file.4dm"][..], &["correct.4dm", "--format", "xml"], &["--nonsense", "correct.4dm"]] {
        let ended = check(arguments);
        assert_eq!((ended.status, ended.output.as_str()), (2, ""), "{arguments:?}");
        assert!(!ended.errors.is_empty());
    }
    assert!(check(&["no such file.4dm"]).errors.contains("There is no file `no such file.4dm`"));
}

#[test]
fn a_malformed_catalog_is_reported_whatever_is_checked_and_run() {
    let folder = fresh_folder("check-catalog");
    write_files(
        &folder,
        &[
            ("Project/a.4DProject", "{}"),
            ("Project/Sources/catalog.4DCatalog", "<base><table></base>"),
            ("Project/Sources/Methods/main.4dm", "ALERT(\"main\")\n"),
        ],
    );
    for path in [".", "Project/a.4DProject", "Project/Sources/Methods/main.4dm"] {
        let ended = fourd(&folder, &["check", path]);
        assert_eq!(ended.errors.matches("[4D3005]").count(), 1, "{path}: {}", ended.errors);
        assert_eq!(ended.status, 1, "{path}");
    }
    let ended = fourd(&folder, &["run", "."]);
    assert!(ended.errors.contains("[4D3005]"), "{}", ended.errors);
    assert_eq!(ended.output, "main\n");
}

#[test]
fn a_folder_is_no_project_file() {
    let folder = fresh_folder("check-project-folder");
    std::fs::create_dir_all(folder.join("Shop.4DProject")).unwrap();
    for command in ["check", "fmt"] {
        let ended = fourd(&folder, &[command, "Shop.4DProject"]);
        assert_eq!((ended.status, ended.output.as_str()), (2, ""), "{command}");
        assert!(ended.errors.contains("`Shop.4DProject` is a folder, not a project file"), "{}", ended.errors);
    }
}

#[test]
#[cfg(unix)]
fn a_pipe_is_no_source_file() {
    let folder = fresh_folder("check-pipe");
    let made = std::process::Command::new("mkfifo").arg(folder.join("pipe.4dm")).status().unwrap();
    assert!(made.success());
    for command in ["check", "run", "fmt"] {
        let ended = fourd(&folder, &[command, "pipe.4dm"]);
        assert_ne!(ended.status, 0, "{command}");
        assert!(ended.errors.contains("[4D4010]"), "{command}: {}", ended.errors);
    }
}

#[test]
#[cfg(unix)]
fn names_do_not_move_the_cursor() {
    let folder = fresh_folder("check-names");
    let name = "a\u{1b}[31mred\n.4dm";
    write_files(&folder, &[(name, "ALERT( 1\n"), ("b\u{7}.4dm", "ALERT( \"b\")\n")]);
    for arguments in [&["check"][..], &["run", name], &["fmt", "--check"], &["fmt", "--diff"], &["test", name]] {
        let ended = fourd(&folder, arguments);
        let written = ended.output + &ended.errors;
        assert!(!written.contains(['\u{1b}', '\u{7}']), "{arguments:?}: {written:?}");
    }
    // A program gets the name itself.
    let json = fourd(&folder, &["check", "--format", "json"]).output;
    let finding: serde_json::Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
    assert_eq!(finding["file"], name);
}
