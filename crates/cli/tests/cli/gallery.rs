//! The gallery of examples: what their READMEs say is true.

use crate::examples::{copy, example};
use crate::{Ended, fourd, fresh_folder};
use std::path::PathBuf;

/// The folders of the gallery: those with a README.
fn gallery() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = std::fs::read_dir(example("."))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("README.md").is_file())
        .collect();
    folders.sort();
    folders
}

/// What a command says that was written in a README, run in the root of the repository.
fn run(command: &str) -> Ended {
    let arguments: Vec<&str> = command.split(' ').skip(1).collect();
    fourd(&example(".."), &arguments)
}

/// Runs all commands of a text (code that begins with `fourd`) and compares their exit statuses with what comes after
/// them: `(exit status 1)`, or nothing for 0. Returns how many there were.
fn commands_hold(name: &str, text: &str) -> usize {
    let parts: Vec<&str> = text.split('`').collect();
    let mut count = 0;
    for pair in parts[1..].chunks(2) {
        let [command, behind] = pair else { continue };
        if !command.starts_with("fourd ") {
            continue;
        }
        let status = if behind.starts_with(" (exit status 1)") { 1 } else { 0 };
        let ended = run(command);
        assert_eq!(ended.status, status, "{name}: {command}\n{}{}", ended.output, ended.errors);
        count += 1;
    }
    count
}

#[test]
fn commands_of_every_readme_work() {
    for folder in gallery() {
        let text = std::fs::read_to_string(folder.join("README.md")).unwrap();
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        assert!(commands_hold(&name, &text) >= 2, "{name} has commands");
        assert!(text.contains(&format!("examples/{name}")), "{name} is the folder of its commands");
        let lines = text.lines().filter(|line| !line.is_empty()).count();
        assert_eq!(lines, 5, "lines in the README of {name}");
    }
}

/// The README begins with the example that its first command runs, and with what it writes.
#[test]
fn the_first_example_of_the_readme_is_true() {
    let readme = std::fs::read_to_string(example("../README.md")).unwrap();
    let block = |fence: &str| {
        let (_, rest) = readme.split_once(&format!("```{fence}\n")).unwrap();
        rest.split_once("```").unwrap().0.to_owned()
    };
    let script = std::fs::read_to_string(example("hello.4dm")).unwrap();
    let (comment, code) = script.split_once('\n').unwrap();
    assert_eq!(block("4d"), code);
    let command = comment.trim_start_matches("// A first script: ");
    assert_eq!(block("sh").lines().next(), Some(command));
    let ended = run(command.trim_start_matches("cargo run -- ").replace("run ", "fourd run ").as_str());
    assert_eq!((ended.output, ended.errors, ended.status), (block("text"), String::new(), 0));
}

#[test]
fn the_list_of_examples_is_complete() {
    let text = std::fs::read_to_string(example("README.md")).unwrap();
    assert_eq!(commands_hold("README.md", &text), 3);
    let folders = gallery();
    assert_eq!(folders.len(), 10);
    for folder in folders {
        let name = folder.file_name().unwrap().to_string_lossy();
        assert!(text.contains(&format!("[{name}]({name}/README.md)")), "{name} is in the list");
    }
    for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
        assert!(example(".").join(target).exists(), "{target} exists");
    }
}

#[test]
fn examples_have_no_mistakes_and_the_layout_of_4d() {
    let ended = run("fourd check examples");
    assert!(ended.output.ends_with(" lines, 0 errors in 0 files, 0 warnings\n"), "{}{}", ended.output, ended.errors);
    assert_eq!((ended.errors.as_str(), ended.status), ("", 0));
    for folder in gallery() {
        let ended = fourd(&folder, &["fmt", "--check", "--endings", "add", "."]);
        assert!(ended.output.ends_with(" files, 0 changed\n") && ended.status == 0, "{}{}", ended.output, ended.errors);
    }
}

#[test]
fn outputs_of_the_gallery_hold() {
    for folder in gallery() {
        let ended = fourd(&folder, &["test", "."]);
        let closing = ended.output.lines().last().unwrap_or_default();
        let held = closing.contains(" passed") && !closing.contains(" failed");
        assert!(held && ended.status == 0, "{}: {}{}", folder.display(), ended.output, ended.errors);
    }
}

#[test]
fn exploration_finds_the_broken_transfer_and_leaves_the_mended_one_alone() {
    let ended = run("fourd test --explore 100 examples/bank");
    assert_eq!(ended.status, 1);
    assert!(ended.output.contains("Assert failed: the bank had 300, now it has "), "{}", ended.output);
    assert!(ended.output.contains("/test_broken.4dm --seed ") && !ended.output.contains("test_mended"));
    assert!(ended.output.contains(", 1 failed ("), "{}", ended.output);
}

/// The commands of the workflow file of the project that shows continuous integration.
fn commands_of_the_workflow() -> Vec<String> {
    let file = example("continuous_integration/.github/workflows/checks.yml");
    let text = std::fs::read_to_string(file).unwrap();
    let commands =
        text.lines().filter_map(|line| line.trim().strip_prefix("- run: ")).filter(|run| run.starts_with("fourd "));
    commands.map(str::to_owned).collect()
}

#[test]
fn the_workflow_stops_at_what_is_wrong() {
    let folder = fresh_folder("gallery-workflow");
    let statuses = |changed: Option<(&str, &str, &str)>| {
        let _ = std::fs::remove_dir_all(&folder);
        copy(&example("continuous_integration"), &folder);
        if let Some((file, from, to)) = changed {
            let path = folder.join("Project/Sources").join(file);
            let text = std::fs::read_to_string(&path).unwrap();
            assert!(text.contains(from), "{file} has {from}");
            std::fs::write(&path, text.replacen(from, to, 1)).unwrap();
        }
        let ends = commands_of_the_workflow().into_iter().map(|command| {
            let arguments: Vec<&str> = command.split(' ').skip(1).collect();
            fourd(&folder, &arguments)
        });
        ends.collect::<Vec<Ended>>()
    };
    let numbers = |ends: &[Ended]| ends.iter().map(|ended| ended.status).collect::<Vec<i32>>();
    assert_eq!(numbers(&statuses(None)), [0, 0, 0, 0]);
    assert!(std::fs::read_to_string(folder.join("results.xml")).unwrap().contains("test_compare"));
    assert!(std::fs::read_to_string(folder.join("lines.info")).unwrap().contains("Version.4dm"));

    let ends = statuses(Some(("Methods/newest.4dm", "return (", "return Strnig(")));
    assert_eq!(numbers(&ends)[..1], [1]);
    assert!(ends[0].output.starts_with("::error file="), "{}", ends[0].output);
    assert_eq!(
        numbers(&statuses(Some(("Methods/newest.4dm", "$newest:=$version", "$newest := $version"))))[..2],
        [0, 1]
    );
    let ends = statuses(Some(("Methods/test_compare.4dm", "=-1;", "=1;")));
    assert_eq!(numbers(&ends), [0, 0, 1, 1], "{}{}", ends[2].output, ends[3].output);
    assert!(ends[2].output.contains("parts are numbers, not texts"), "{}", ends[2].output);
}

#[test]
fn the_table_of_the_benchmark_has_a_line_for_each_operation() {
    let ended = run("fourd run examples/benchmark");
    let lines: Vec<&str> = ended.output.lines().collect();
    assert_eq!((lines.len(), ended.errors.as_str(), ended.status), (10, "", 0), "{}", ended.output);
    let widths: Vec<usize> = lines.iter().map(|line| line.len()).collect();
    assert!(widths.iter().all(|width| *width == 50), "{}", ended.output);
    assert!(lines[1].ends_with(" 1.0"), "{}", ended.output);
}
