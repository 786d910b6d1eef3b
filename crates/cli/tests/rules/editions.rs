//! Rules 1.5 and 3.1: which edition holds, and how it is named.

use crate::{fourd, holds, project, unindented};

const SOURCES: &str = r#"
    say(String(Session=Null)+" "+Application version)
"#;

#[test]
fn rule_1_5_editions_are_named_in_several_ways() {
    for (version, expected) in [
        ("20", "True 2000"),
        ("20R8", "True 2080"),
        ("21", "True 2100"),
        ("21.1", "True 2101"),
        ("21r3", "False 2130"),
        ("v21R4", "False 2140"),
        ("2130", "False 2130"),
    ] {
        let options = format!("--as remote --language-version {version}");
        holds(&format!("1_5_{version}"), &options, SOURCES, &format!("[client 1] {expected}"));
    }
}

#[test]
fn rule_1_5_a_text_that_names_no_edition_is_an_error() {
    let folder = project("1_5_wrong", &unindented(SOURCES));
    for version in ["R8", "21R", "21R1", "213", "twenty", "99", ""] {
        let ended = fourd(&folder, ["run", ".", "--language-version", version]);
        assert_eq!((ended.output.as_str(), ended.status), ("", 2), "{version}");
        assert!(ended.errors.contains("is no edition of 4D") || version.is_empty(), "{}", ended.errors);
    }
}

#[test]
fn rule_1_5_the_option_goes_before_the_project() {
    let sources = format!("{SOURCES}\n== /Project/Project.4DProject\n{{\"compatibilityVersion\": 2130}}\n");
    holds("1_5_project", "--as remote", &sources, "[client 1] False 2130");
    holds("1_5_option", "--as remote --language-version 20R8", &sources, "[client 1] True 2080");
}
