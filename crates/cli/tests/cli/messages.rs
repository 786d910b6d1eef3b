//! The list of messages: every name in the code is in it, every message has an explanation whose example gives it and
//! whose fixed example does not, and reports of all kinds have what a reader needs.

use crate::{fourd, fourd_with_input, fresh_folder};
use fourd_source::{message, messages};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Messages that need a system that refuses something, or a defect of this program: their explanations have no example.
const WITHOUT_EXAMPLE: [&str; 9] =
    ["4D2902", "4D4020", "4D5003", "4D5004", "4D6002", "4D6110", "4D6111", "4D6150", "4D6151"];

/// A message that is only ever told as the text of an error of the language.
const AS_ERROR: (&str, &str) = ("4D1113", "A formula has one line");

/// What an explanation shows under a heading.
#[derive(Default)]
struct Example {
    /// Files by path, with their texts.
    files: Vec<(String, String)>,
    /// Files of the first example that are not there in the fixed one.
    without: Vec<String>,
    /// The command lines; none where `fourd check` is meant.
    commands: Vec<Vec<String>>,
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn explanation(id: &str) -> String {
    let path = repository().join(format!("docs/messages/{id}.md"));
    std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n")
}

/// What comes after the heading.
fn example(id: &str, heading: &str) -> Option<Example> {
    let text = explanation(id);
    let (_, rest) = text.split_once(&format!("\n## {heading}\n"))?;
    let part = rest.split("\n## ").next().unwrap_or_default();
    let mut found = Example::default();
    let mut name = "example.4dm".to_owned();
    let mut lines = part.lines();
    while let Some(line) = lines.next() {
        if let Some(path) = line.strip_prefix('`').and_then(|line| line.strip_suffix("`:")) {
            name = path.to_owned();
        } else if let Some(path) = line.strip_prefix("Without `").and_then(|line| line.strip_suffix("`.")) {
            found.without.push(path.to_owned());
        } else if let Some(language) = line.strip_prefix("```") {
            let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            if language == "sh" {
                let words = |line: &&str| line.split(' ').map(str::to_owned).collect();
                found.commands.extend(block.iter().map(words));
            } else {
                let text = block.iter().map(|line| format!("{line}\n")).collect();
                found.files.push((std::mem::replace(&mut name, "example.4dm".to_owned()), text));
            }
        }
    }
    Some(found)
}

/// Writes the files of the example, or of the fixed example, into a folder.
fn lay_out(id: &str, fixed: bool, folder: &Path) -> Option<Vec<Vec<String>>> {
    let first = example(id, "Example")?;
    let second = if fixed { example(id, "Fixed").unwrap() } else { Example::default() };
    let kept = first.files.iter().filter(|(path, _)| !second.without.contains(path));
    for (path, text) in kept.chain(&second.files) {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    Some(if fixed { second.commands } else { first.commands })
}

/// Runs a command line of an explanation; gives all that it writes.
fn run(folder: &Path, words: &[String]) -> String {
    let (words, input) = match words {
        [words @ .., sign, path] if sign == "<" => {
            (words, Stdio::from(std::fs::File::open(folder.join(path)).unwrap()))
        }
        words => (words, Stdio::null()),
    };
    assert_eq!(words[0], "fourd");
    let ended = Command::new(env!("CARGO_BIN_EXE_fourd"))
        .args(&words[1..])
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .stdin(input)
        .output()
        .unwrap();
    String::from_utf8_lossy(&ended.stdout).into_owned() + &String::from_utf8_lossy(&ended.stderr)
}

/// Which messages each example gives, by its own identifier: all files are checked in one go, and what has commands of
/// its own is run.
fn given(fixed: bool) -> (BTreeMap<String, BTreeSet<String>>, Vec<serde_json::Value>) {
    let root = fresh_folder(if fixed { "messages_mended" } else { "messages" });
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut with_commands = Vec::new();
    for each in messages() {
        let folder = root.join(each.id);
        std::fs::create_dir_all(&folder).unwrap();
        let Some(commands) = lay_out(each.id, fixed, &folder) else { continue };
        found.entry(each.id.to_owned()).or_default();
        if !commands.is_empty() {
            // What such an example makes is none of the files that are checked together.
            let apart = fresh_folder(&format!("messages_apart_{}_{fixed}", each.id));
            lay_out(each.id, fixed, &apart);
            std::fs::remove_dir_all(&folder).unwrap();
            with_commands.push((each.id, apart, commands));
        }
    }
    let checked = fourd(&root, &["check", ".", "--format", "json"]);
    let findings: Vec<serde_json::Value> =
        checked.output.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    for finding in &findings {
        let file = finding["file"].as_str().unwrap();
        let folder = file.split('/').next().unwrap().to_owned();
        found.entry(folder).or_default().insert(finding["id"].as_str().unwrap().to_owned());
    }
    for (id, folder, commands) in with_commands {
        let written: String = commands.iter().map(|words| run(&folder, words)).collect();
        let ids = messages().iter().filter(|each| written.contains(&format!("[{}]", each.id)));
        let told = messages().iter().filter(|each| each.id == AS_ERROR.0 && written.contains(AS_ERROR.1));
        found.entry(id.to_owned()).or_default().extend(ids.chain(told).map(|each| each.id.to_owned()));
        std::fs::remove_dir_all(&folder).unwrap();
    }
    (found, findings)
}

#[test]
fn every_message_is_explained() {
    for each in messages() {
        let text = explanation(each.id);
        let begin = format!("# {}: {}", each.id, each.sentence);
        assert!(text.starts_with(&format!("{begin}\n\n")), "docs/messages/{}.md must begin with `{begin}`", each.id);
        let words = text.split("\n## ").next().unwrap();
        assert!(words.matches(". ").count() + words.matches(".\n").count() >= 2, "{} needs two sentences", each.id);
        let shown = example(each.id, "Example").is_some_and(|example| !example.files.is_empty());
        assert_eq!(shown, !WITHOUT_EXAMPLE.contains(&each.id), "the example of {}", each.id);
        assert_eq!(shown, example(each.id, "Fixed").is_some(), "the fixed example of {}", each.id);
    }
    let pages = std::fs::read_dir(repository().join("docs/messages")).unwrap().count();
    assert_eq!(pages, messages().len() + 1, "pages of messages that do not exist");
}

#[test]
fn examples_give_their_messages() {
    let (found, findings) = given(false);
    let missing: Vec<String> =
        found.iter().filter(|(id, given)| !given.contains(*id)).map(|(id, given)| format!("{id}: {given:?}")).collect();
    assert!(missing.is_empty(), "examples without their message, and what they give: {missing:#?}");
    assert_eq!(found.len(), messages().len() - WITHOUT_EXAMPLE.len());
    parts(&findings);
}

/// Each finding has a spot, what was expected and found there, and a hint.
fn parts(findings: &[serde_json::Value]) {
    let mut kinds = BTreeSet::new();
    for finding in findings {
        let label = finding["labels"].as_array().unwrap().iter().find(|label| label["primary"] == true);
        let said = label.and_then(|label| label["message"].as_str()).unwrap_or_default();
        assert!(said.contains("expected") && said.contains("found"), "expected and found are not said: {finding}");
        assert!(finding["line"].is_number(), "no spot: {finding}");
        assert!(finding["hint"].as_str().is_some_and(|hint| !hint.is_empty()), "no hint: {finding}");
        kinds.insert(finding["id"].as_str().unwrap());
    }
    assert!(kinds.len() >= 60, "{} kinds", kinds.len());
}

#[test]
fn fixed_examples_do_not_give_them() {
    let (found, _) = given(true);
    let wrong: Vec<String> = found
        .iter()
        // Only what the message is about is fixed: an unused variable may stay.
        .filter(|(id, given)| given.contains(*id) || given.iter().any(|other| !other.starts_with("4D2")))
        .map(|(id, given)| format!("{id}: {given:?}"))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn reports_of_the_examples_read_well() {
    let root = fresh_folder("messages_reports");
    let mut count = 0;
    for each in messages() {
        let folder = root.join(each.id);
        if lay_out(each.id, false, &folder).is_some_and(|commands| commands.is_empty()) {
            let ended = fourd(&folder, &["check", "."]);
            insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
                insta::assert_snapshot!(format!("message_{}", each.id), ended.errors);
            });
            count += 1;
        }
    }
    assert!(count >= 60, "{count} reports");
}

/// All Rust files below a folder.
fn rust_files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push(path);
        }
    }
}

#[test]
fn the_list_has_all_names_and_no_other() {
    let mut files = Vec::new();
    for each in std::fs::read_dir(repository().join("crates")).unwrap() {
        let sources = each.unwrap().path().join("src");
        if sources.is_dir() {
            rust_files(&sources, &mut files);
        }
    }
    let groups: BTreeSet<&str> = messages().iter().filter_map(|each| Some(each.name.split_once("::")?.0)).collect();
    let mut used = BTreeSet::new();
    for file in files.iter().filter(|file| !file.ends_with("source/src/messages.rs")) {
        let text = std::fs::read_to_string(file).unwrap();
        for literal in text.split('"') {
            let Some((group, name)) = literal.split_once("::") else { continue };
            let is_name = !name.is_empty() && name.bytes().all(|letter| letter.is_ascii_lowercase() || letter == b'-');
            if groups.contains(group) && is_name {
                assert!(message(literal).is_some(), "{} has `{literal}`, which the list lacks", file.display());
                used.insert(literal.to_owned());
            }
        }
        for start in ["Diagnostic::error(", "Diagnostic::warning("] {
            for behind in text.split(start).skip(1) {
                let Some(literal) = behind.trim_start().strip_prefix('"') else { continue };
                let name = literal.split('"').next().unwrap();
                assert!(message(name).is_some(), "{} has `{name}`, which the list lacks", file.display());
            }
        }
    }
    let unused: Vec<&str> = messages().iter().map(|each| each.name).filter(|name| !used.contains(*name)).collect();
    assert!(unused.is_empty(), "nothing has these names: {unused:?}");
}

#[test]
fn explain_knows_identifiers_names_and_numbers() {
    let here = Path::new(".");
    for (name, expected) in [
        ("4D1103", "# 4D1103: A bracket is not closed"),
        ("4d1103", "# 4D1103: "),
        ("unclosed-bracket", "# 4D1103: "),
        ("Syntax::Unclosed-Bracket", "# 4D1103: "),
        ("-10532", "A preemptive process cannot use interprocess variables"),
        ("54", "# Error 54: "),
    ] {
        let ended = fourd(here, &["explain", name]);
        assert_eq!((ended.status, ended.errors.as_str()), (0, ""), "{name}");
        assert!(ended.output.contains(expected), "{name}: {}", ended.output);
    }
    let all = fourd_with_input(here, &["explain"], "").output;
    assert!(messages().iter().all(|each| all.contains(each.id)) && all.contains("-10708"), "{all}");
    for (name, expected) in
        [("unclosed-braket", "did you mean `unclosed-bracket`?"), ("4D9999", "lists all"), ("77777", "[4D6109]")]
    {
        let ended = fourd(here, &["explain", name]);
        assert_eq!((ended.status, ended.output.as_str()), (2, ""), "{name}");
        assert!(ended.errors.contains(expected), "{name}: {}", ended.errors);
    }
}
