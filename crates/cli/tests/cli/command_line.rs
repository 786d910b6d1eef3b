//! The command line itself, and how `fourd test` judges.

use crate::{fourd, fourd_with_bytes, fourd_with_input, fresh_folder};
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
    let wrong: [&[&str]; 10] = [
        &[],
        &["fly"],
        &["run", "no such file.4dm"],
        &["run", "x.4dm", "--timeout", "0"],
        &["run", "x.4dm", "--timeout", "NaN"],
        &["test", "no such file.4dm"],
        &["repl", "no such file.4dm"],
        &["run", "x.4dm", "--user-param", "a", "--", "b"],
        &["run", "-e", "ALERT(1)", "--method", "a"],
        &["completions", "cmd"],
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
    assert!(before.output.ends_with("\n1 test: 1 failed\n"), "{}", before.output);

    let update = fourd(&folder, &["test", ".", "--update"]);
    assert_eq!(update.output, "written: expected.out\nwritten: marked.out\n2 tests: 2 passed\n");
    assert!(!folder.join("neither.out").exists());

    let after = fourd(&folder, &["test", "."]);
    assert_eq!((after.output.as_str(), after.status), ("2 tests: 2 passed\n", 0));
}

#[test]
fn options_of_the_first_line_reach_the_run() {
    let folder = fresh_folder("options");
    std::fs::write(folder.join("wrong.4dm"), "//fourd: --no-such-option\n").unwrap();
    std::fs::write(folder.join("user.4dm"), "//fourd: --user Ada\nALERT(Current user)\n").unwrap();
    let ended = fourd(&folder, &["test", "wrong.4dm", "user.4dm", "--update"]);
    assert!(
        ended.output.contains("unexpected argument '--no-such-option' found") && ended.status == 1,
        "{}",
        ended.output
    );
    assert!(!folder.join("wrong.out").exists());
    assert_eq!(std::fs::read_to_string(folder.join("user.out")).unwrap(), "Ada\n");
}

#[test]
fn a_file_is_run_without_the_word_run() {
    let folder = fresh_folder("without-run");
    std::fs::write(folder.join("hello.4dm"), "ALERT(\"Hello\")\n").unwrap();
    let ended = fourd(&folder, &["hello.4dm"]);
    assert_eq!((ended.output.as_str(), ended.status), ("Hello\n", 0));
    let missing = fourd(&folder, &["missing.4dm"]);
    assert_eq!(missing.status, 2);
    assert!(missing.errors.contains("There is no file `missing.4dm`"), "{}", missing.errors);
    // A command goes before a file of its name.
    std::fs::write(folder.join("check"), "").unwrap();
    let ended = fourd(&folder, &["check"]);
    assert_eq!(ended.output, "1 file, 1 line, 0 errors in 0 files, 0 warnings\n", "{}", ended.errors);
}

#[test]
fn without_a_path_the_current_folder_is_meant() {
    let folder = fresh_folder("current-folder");
    std::fs::write(folder.join("a.4dm"), "ALERT( \"a\")\n").unwrap();
    let run = fourd(&folder, &["run"]);
    assert_eq!((run.status, run.output.as_str()), (2, ""));
    assert!(run.errors.contains("it holds the scripts `a.4dm`"), "{}", run.errors);
    std::fs::write(folder.join("a.out"), "a\n").unwrap();
    assert_eq!(fourd(&folder, &["check"]).output, "1 file, 1 line, 0 errors in 0 files, 0 warnings\n");
    assert!(fourd(&folder, &["test"]).output.starts_with("1 test"));
    assert_eq!(fourd(&folder, &["fmt"]).output, "1 file, 1 changed\n");
}

#[test]
fn arguments_reach_the_code() {
    let folder = fresh_folder("arguments");
    let script = "var $text : Text\nvar $n : Real\n$n:=Get database parameter(User param value; $text)\nALERT($text)\n";
    std::fs::write(folder.join("show.4dm"), script).unwrap();
    for (arguments, expected) in [
        (&["run", "show.4dm"][..], "\n"),
        (&["show.4dm", "--", "a", "b c", "--method", "\"é"], "[\"a\",\"b c\",\"--method\",\"\\\"é\"]\n"),
        (&["run", "show.4dm", "--user-param", "a b"], "a b\n"),
        (&["run", "--method", "show", ".", "--", "-1"], "[\"-1\"]\n"),
        (&["run", "-e", "show", "--", "x"], "[\"x\"]\n"),
    ] {
        let ended = fourd(&folder, arguments);
        assert_eq!((ended.output.as_str(), ended.status), (expected, 0), "{arguments:?}: {}", ended.errors);
    }
}

#[test]
fn code_comes_from_the_command_line_or_standard_input() {
    let folder = fresh_folder("given-code");
    std::fs::write(folder.join("twice.4dm"), "#DECLARE($n : Integer) : Integer\nreturn 2*$n\n").unwrap();
    let ended = fourd(&folder, &["run", "-e", "var $a : Integer:=twice(4)", "-e", "ALERT(String($a))"]);
    assert_eq!((ended.output.as_str(), ended.status), ("8\n", 0), "{}", ended.errors);
    let ended = fourd_with_input(&folder, &["run", "-"], "ALERT(String(twice(21)))\n");
    assert_eq!((ended.output.as_str(), ended.status), ("42\n", 0), "{}", ended.errors);
    let broken = fourd_with_input(&folder, &["run", "-"], "ALERT(\"never\")\nIf (\n");
    assert_eq!((broken.output.as_str(), broken.status), ("", 1));
    assert!(broken.errors.contains(" -:2:5 "), "{}", broken.errors);
    let failed = fourd(&folder, &["run", "-e", "throw(5; \"no paper\")"]);
    assert!(failed.status == 1 && failed.errors.contains(" -e:1:1 "), "{}", failed.errors);
    // What is checked knows the methods beside it.
    let checked = fourd_with_input(&folder, &["check", "-"], "ALERT(String(twice(\"a\")))\n");
    assert_eq!(checked.status, 1);
    assert!(checked.errors.contains(" -:1:"), "{}", checked.errors);
    let good = fourd_with_input(&folder, &["check", "-"], "ALERT(String(twice(1)))\n");
    assert_eq!((good.errors.as_str(), good.status), ("", 0));
    assert_eq!(good.output, "1 file, 1 line, 0 errors in 0 files, 0 warnings\n");
    let latin = fourd_with_bytes(&folder, &["check", "-"], b"ALERT(\"\xE9\")\n");
    assert!(latin.status == 1 && latin.errors.contains("0xE9"), "{}", latin.errors);
}

#[test]
fn help_has_examples_and_wraps_at_words() {
    let here = Path::new(".");
    let help = fourd(here, &["--help"]).output;
    for word in ["fourd hello.4dm", "--startup-method", "docs/README.md", "completions"] {
        assert!(help.contains(word), "{word}: {help}");
    }
    assert_eq!(fourd(here, &["help"]).output, help);
}

#[test]
fn shells_get_completions() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let ended = fourd(Path::new("."), &["completions", shell]);
        assert_eq!((ended.status, ended.errors.as_str()), (0, ""), "{shell}");
        assert!(ended.output.contains("fourd") && ended.output.contains("explain"), "{shell}");
    }
}

#[test]
fn an_option_of_run_without_run_has_a_tip() {
    let folder = fresh_folder("line-tip");
    for (option, shown) in
        [("-e", true), ("--sandbox", true), ("--allow=net", true), ("--counts-to=a", false), ("-q", false)]
    {
        let ended = fourd(&folder, &[option, "ALERT(1)"]);
        assert_eq!(ended.status, 2);
        assert_eq!(
            ended.errors.contains(&format!("write `fourd run {option} …`")),
            shown,
            "{option}: {}",
            ended.errors
        );
    }
}

#[test]
fn the_usage_of_run_is_narrow() {
    let folder = fresh_folder("line-usage");
    let help = fourd(&folder, &["run", "--help"]).output;
    let usage = help.split("Usage: ").nth(1).unwrap().split("\n\n").next().unwrap();
    assert!(usage.lines().all(|line| line.chars().count() <= 33), "{usage}");
    assert!(usage.contains("[-- ARGUMENTS...]"), "{usage}");
}
