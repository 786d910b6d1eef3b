//! `fourd help`, the generated pages of the documentation, and the examples in them.

use crate::{fourd, fourd_with_input, fresh_folder};
use fourd_reference::with_example;
use fourd_runtime::Libraries;
use std::path::Path;

#[test]
fn help_for_names() {
    let here = Path::new(".");
    for (name, expected) in [
        ("Session storage", "Session storage(id: Text): Object"),
        ("SESSION  STORAGE", "command 1839"),
        ("fk platform path", "constant (token :K87:2): 1"),
        ("4D.File", ".getText("),
        ("File.getText", "File.getText, function"),
        ("FileHandle.setSize", "Makes the file shorter"),
        (".getText", "ZipFile.getText"),
        ("for each", "End for each"),
        ("run", "Usage: fourd run"),
        ("QUERY", "needs a data file"),
    ] {
        let ended = fourd(here, &["help", name]);
        assert_eq!(ended.status, 0, "{name}: {}", ended.errors);
        assert!(ended.output.contains(expected), "{name}: {}", ended.output);
    }
    assert!(fourd(here, &["help"]).output.contains("repl"));
    let unknown = fourd(here, &["help", "Replce", "string"]);
    assert_eq!((unknown.status, unknown.output.as_str()), (2, ""));
    assert!(unknown.errors.contains("did you mean `Replace string`?"), "{}", unknown.errors);
    assert_eq!(fourd(here, &["help", "qqqqqqqqqq"]).status, 2);
}

#[test]
fn pages_are_those_that_are_generated() {
    let folder = fresh_folder("reference");
    assert_eq!(fourd(&folder, &["reference", "."]).status, 0);
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    let pages = std::fs::read_dir(folder.join("reference")).unwrap();
    let mut names: Vec<String> =
        pages.map(|page| format!("reference/{}", page.unwrap().file_name().to_string_lossy())).collect();
    assert_eq!(names.len(), std::fs::read_dir(docs.join("reference")).unwrap().count());
    names.extend(["commands.md".to_owned(), "messages/index.md".to_owned()]);
    for name in names {
        let there = std::fs::read_to_string(docs.join(&name)).unwrap_or_default().replace("\r\n", "\n");
        let same = there == std::fs::read_to_string(folder.join(&name)).unwrap();
        assert!(same, "docs/{name} is not up to date: run `cargo run -- reference docs`");
    }
}

/// What the prompt shows for the lines of an example, by the comments after them.
fn shown(example: &str) -> String {
    example.lines().filter_map(|line| Some(format!("{}\n", line.split_once("  // ")?.1))).collect()
}

#[test]
fn examples_show_what_they_say() {
    let folder = fresh_folder("examples");
    let mut wrong = Vec::new();
    let mut count = 0;
    for (_, entry) in Libraries::new(fourd_cli::LIBRARIES).entries() {
        let Some(example) = with_example(entry.documentation).1 else { continue };
        count += 1;
        let ended = fourd_with_input(&folder, &["repl", "--allow=read=."], &format!("{example}\n"));
        let expected = shown(example);
        if ended.output != expected || !ended.errors.is_empty() {
            let lines = example.lines().filter(|line| line.contains("  // "));
            let given = lines.zip(ended.output.lines().chain(std::iter::repeat("nothing")));
            let of_lines =
                given.filter(|(line, given)| line.split_once("  // ").is_some_and(|(_, said)| said != *given));
            wrong.extend(of_lines.map(|(line, given)| format!("{}: line `{line}`: gives {given}", entry.name)));
            wrong.push(format!("{}: expected {expected:?}, found {:?} {}", entry.name, ended.output, ended.errors));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(count >= 60, "{count} examples");
}
