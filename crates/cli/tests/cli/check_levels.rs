//! Warnings that are silenced or made errors: by options, by the settings of a project, by lines of the code.

use crate::{fourd, fresh_folder, write_files};

const CODE: &str = "var $first : Text
//%W-4D2210
var $second : Text
//%W+unused-local
var $third : Text
//%W-550.4
var $fourth : Text
var $first : Text
";

/// The lines and severities of what is found in a file of the folder, and the exit status.
fn found(folder: &str, files: &[(&str, &str)], options: &[&str]) -> (Vec<String>, i32) {
    let folder = fresh_folder(folder);
    write_files(&folder, files);
    let all: Vec<&str> = ["check", ".", "--format", "json"].iter().chain(options).copied().collect();
    let ended = fourd(&folder, &all);
    let findings = ended.output.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let shown = |finding: serde_json::Value| {
        format!("{} {} {}", finding["line"], finding["severity"].as_str().unwrap(), finding["name"].as_str().unwrap())
    };
    (findings.map(shown).collect(), ended.status)
}

#[test]
fn lines_switch_by_identifier_name_and_number() {
    let (findings, status) = found("levels-lines", &[("a.4dm", CODE)], &[]);
    assert_eq!(findings, ["1 hint check::unused-local", "5 hint check::unused-local", "8 hint check::redeclared"]);
    assert_eq!(status, 0);
}

#[test]
fn options_silence_warn_and_deny() {
    let of = |name: &str, options: &[&str]| found(name, &[("a.4dm", CODE)], options);
    let (findings, status) = of("levels-silence", &["--silence", "4d2208,hints"]);
    assert_eq!(findings, ["5 hint check::unused-local"]);
    assert_eq!(status, 0);
    let (findings, status) = of("levels-deny", &["--deny", "redeclared", "--warn", "550.4"]);
    let expected = ["1 warning check::unused-local", "5 warning check::unused-local", "8 error check::redeclared"];
    assert_eq!((findings.as_slice(), status), (expected.map(str::to_owned).as_slice(), 1));
    let (findings, status) = of("levels-before", &["--deny", "hints", "--silence", "check::redeclared"]);
    assert_eq!(findings, ["1 error check::unused-local", "5 error check::unused-local"]);
    assert_eq!(status, 1);
}

#[test]
fn an_unknown_warning_is_wrong_use() {
    let folder = fresh_folder("levels-unknown");
    write_files(&folder, &[("a.4dm", CODE)]);
    let ended = fourd(&folder, &["check", ".", "--deny", "unsed-local"]);
    assert_eq!((ended.status, ended.output.as_str()), (2, ""));
    assert!(ended.errors.contains("did you mean `unused-local`?"), "{}", ended.errors);
}

#[test]
fn syntax_warnings_are_silenced_like_others() {
    let code = "$a:=1\nIf ($a:=2)\nEnd if \n";
    let (before, _) = found("levels-syntax", &[("a.4dm", code)], &["--syntax"]);
    let name = before.iter().filter(|finding| finding.contains(" warning ")).count();
    let (after, _) = found("levels-syntax-silent", &[("a.4dm", code)], &["--syntax", "--silence", "warnings"]);
    assert_eq!(after.len(), before.len() - name);
}

#[test]
fn the_settings_of_a_project_count_unless_an_option_or_a_line_says_otherwise() {
    let settings = r#"[{"major": 550, "minor": 4, "enabled": false}, {"major": 550, "minor": 10, "enabled": false}]"#;
    let files = [
        ("Project/p.4DProject", "{}"),
        ("Settings/warnings.json", settings),
        ("Project/Sources/Methods/main.4dm", CODE),
    ];
    let (findings, status) = found("levels-project", &files, &[]);
    assert_eq!(findings, ["5 hint check::unused-local"]);
    assert_eq!(status, 0);
    let (findings, status) = found("levels-project-deny", &files, &["--deny", "550.10"]);
    assert_eq!(findings, ["5 hint check::unused-local", "8 error check::redeclared"]);
    assert_eq!(status, 1);
}
