//! One file for each problem that `fourd check` finds beyond the syntax, with the report that it gives.

use crate::{fourd, fresh_folder, test_files, write_files};
use std::path::PathBuf;

/// The files of a folder below `tests/check`, by name.
fn files_in(folder: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(test_files().join("check").join(folder)).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).collect();
    files.sort_unstable();
    files
}

/// Snapshots of the source and the report of each file.
fn reports(folder: &str) -> usize {
    let files = files_in(folder);
    for file in &files {
        let name = file.file_stem().unwrap().to_str().unwrap();
        let ended = fourd(file.parent().unwrap(), &["check", file.file_name().unwrap().to_str().unwrap()]);
        let source = std::fs::read_to_string(file).unwrap();
        assert!(ended.errors.contains("[4D2"), "{name}: {}", ended.output);
        assert!(!ended.errors.contains('\u{1b}'), "{name} is written in colours");
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
            let report = format!("{source}--- report\n{}--- closing line\n{}", ended.errors, ended.output);
            insta::assert_snapshot!(format!("problem_{name}"), report);
        });
    }
    files.len()
}

#[test]
fn problems_of_methods_read_well() {
    assert!(reports("problems") >= 55);
}

#[test]
fn problems_where_plugins_are_used_read_well() {
    assert_eq!(reports("plugin"), 2);
}

#[test]
fn problems_of_classes_read_well() {
    let folder = test_files().join("check/problems");
    let ended = fourd(&folder, &["check", "Classes"]);
    insta::assert_snapshot!("problems_of_classes", format!("{}--- closing line\n{}", ended.errors, ended.output));
}

#[test]
fn a_method_that_a_command_hides_is_reported() {
    let ended = fourd(&test_files().join("check/problems"), &["check", "Methods/Beep.4dm"]);
    insta::assert_snapshot!("problem_hidden_method", format!("{}--- closing line\n{}", ended.errors, ended.output));
}

#[test]
fn syntax_alone_finds_none_of_them() {
    let ended = fourd(&test_files(), &["check", "--syntax", "check/problems/number_to_text.4dm"]);
    assert_eq!((ended.errors.as_str(), ended.status), ("", 0));
}

#[test]
fn a_file_is_checked_together_with_its_project_but_reported_alone() {
    let ended = fourd(&test_files(), &["check", "check/problems/too_many_method_arguments.4dm"]);
    assert!(ended.errors.contains("check/problems/Methods/greet.4dm"), "{}", ended.errors);
    assert_eq!(ended.output, "1 file, 2 lines, 0 errors in 0 files, 1 warning\n");
}

#[test]
fn what_4d_accepts_is_not_reported() {
    let ended = fourd(&test_files().join("check/accepted"), &["check", "."]);
    assert_eq!((ended.errors.as_str(), ended.status), ("", 0));
}

#[test]
fn a_process_variable_of_a_form_has_a_value() {
    let folder = fresh_folder("variable_of_a_form");
    let sources = [
        ("Project/form.4DProject", "{}"),
        ("Project/Sources/Methods/show.4dm", "ALERT(entered)\nALERT(mistaken)\n"),
        (
            "Project/Sources/Forms/Entry/form.4DForm",
            "{\"pages\": [{\"objects\": {\"input\": {\"type\": \"input\", \"dataSource\": \"entered\"}}}]}",
        ),
    ];
    write_files(&folder, &sources);
    let ended = fourd(&folder, &["check", "Project/form.4DProject"]);
    assert!(!ended.errors.contains("`entered`"), "{}", ended.errors);
    assert!(ended.errors.contains("Nothing gives a value to the variable `mistaken`"), "{}", ended.errors);
}

/// 4D loads neither what is in the trash of a project nor what its resources hold.
#[test]
fn files_that_4d_does_not_load_are_not_checked() {
    let folder = fresh_folder("not_loaded");
    let sources = [
        ("Project/own.4DProject", "{}"),
        ("Project/Sources/Methods/m.4dm", "ALERT(\"a\")\n"),
        ("Project/Trash/Methods/old.4dm", "If (\n"),
        ("Resources/template.4dm", "If (\n"),
    ];
    write_files(&folder, &sources);
    let ended = fourd(&folder, &["check", "."]);
    assert_eq!(ended.output, "1 file, 1 line, 0 errors in 0 files, 0 warnings\n", "{}", ended.errors);
    let ended = fourd(&folder, &["check", "Resources/template.4dm"]);
    assert_eq!(ended.status, 1, "a file that is named is checked");
}

#[test]
fn words_of_other_languages_read_well() {
    let folder = test_files().join("check/words");
    for name in ["ends", "lone_names", "values", "methods_that_look_like_words", "Person", "correct"] {
        let file = format!("{name}.4dm");
        let ended = fourd(&folder, &["check", &file]);
        let source = std::fs::read_to_string(folder.join(&file)).unwrap();
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
            let report = format!("{source}--- report\n{}--- closing line\n{}", ended.errors, ended.output);
            insta::assert_snapshot!(format!("words_{name}"), report);
        });
    }
}
