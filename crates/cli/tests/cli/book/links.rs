//! The table of contents names every page, and links between pages lead somewhere.

use super::GENERATED;
use super::page::{docs, names_of_pages};
use std::collections::BTreeSet;
use std::path::Path;

/// The targets of the links and pictures in a text, outside of blocks of code and of code in lines.
fn targets(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut fence = String::new();
    for line in text.lines() {
        let ticks: String = line.chars().take_while(|letter| *letter == '`').collect();
        if fence.is_empty() && ticks.len() >= 3 {
            fence = ticks;
        } else if !fence.is_empty() && line == fence {
            fence.clear();
        }
        if !fence.is_empty() {
            continue;
        }
        let prose: String = line.split('`').step_by(2).collect::<Vec<_>>().join("code");
        for part in prose.split("](").skip(1) {
            found.push(part.split(')').next().unwrap_or_default().to_owned());
        }
    }
    found
}

/// The name that a heading can be reached by, as repository pages and mdBook make it.
fn anchor(heading: &str) -> String {
    let plain = heading.trim().to_lowercase();
    let kept = plain.chars().filter(|character| character.is_alphanumeric() || matches!(character, ' ' | '-' | '_'));
    kept.map(|character| if character == ' ' { '-' } else { character }).collect()
}

/// The anchors of a page.
fn anchors(text: &str) -> BTreeSet<String> {
    let headings = text.lines().filter(|line| line.starts_with('#'));
    headings.map(|line| anchor(line.trim_start_matches('#'))).collect()
}

#[test]
fn links_lead_to_pages_and_headings() {
    let mut broken = Vec::new();
    for name in names_of_pages().into_iter().chain(["SUMMARY.md".to_owned()]) {
        let text = std::fs::read_to_string(docs().join(&name)).unwrap();
        for target in targets(&text).into_iter().filter(|target| !target.contains("://")) {
            let (path, heading) = target.split_once('#').unwrap_or((&target, ""));
            let folder = Path::new(&name).parent().unwrap();
            let page = if path.is_empty() { Path::new(&name).to_path_buf() } else { folder.join(path) };
            let page = docs().join(page);
            let inside = page.canonicalize().is_ok_and(|page| page.starts_with(docs()));
            let found =
                inside && (heading.is_empty() || anchors(&std::fs::read_to_string(&page).unwrap()).contains(heading));
            if !found {
                broken.push(format!("docs/{name}: {target}"));
            }
        }
    }
    assert!(broken.is_empty(), "links that lead nowhere in the book:\n{}", broken.join("\n"));
}

/// The line of the table of contents for a page, which stands below another one.
fn nested_line(name: &str) -> String {
    let text = std::fs::read_to_string(docs().join(name)).unwrap();
    let title = text.lines().find_map(|line| line.strip_prefix("# ")).unwrap_or(name).replace('`', "");
    format!("  - [{title}]({name})")
}

#[test]
fn the_table_of_contents_names_every_page_once() {
    let path = docs().join("SUMMARY.md");
    let summary = std::fs::read_to_string(&path).unwrap();
    let names = names_of_pages();
    // Below the first page of a folder of generated pages stand all others, in order.
    let is_nested =
        |line: &&str| GENERATED.iter().any(|folder| line.contains(&format!("]({folder}")) && line.starts_with(' '));
    let mut expected = Vec::new();
    for line in summary.lines().filter(|line| !is_nested(line)) {
        expected.push(line.to_owned());
        for folder in GENERATED {
            let index = format!("{folder}index.md");
            if line.ends_with(&format!("]({index})")) {
                let pages = names.iter().filter(|name| name.starts_with(folder) && **name != index);
                expected.extend(pages.map(|name| nested_line(name)));
            }
        }
    }
    let expected = expected.join("\n") + "\n";
    if std::env::var_os("UPDATE_BOOK").is_some() {
        std::fs::write(&path, &expected).unwrap();
    }
    let summary = std::fs::read_to_string(&path).unwrap();
    let named = targets(&expected);
    let missing: Vec<&String> = names.iter().filter(|name| !named.contains(name)).collect();
    assert!(missing.is_empty(), "docs/SUMMARY.md does not name {missing:?}");
    assert_eq!(named.len(), names.len(), "docs/SUMMARY.md names a page twice, or one that is not there");
    assert!(summary == expected, "docs/SUMMARY.md does not list the generated pages: run the test with UPDATE_BOOK=1");
}
