//! `docs/sessions.md` says of each rule whether it holds; each that holds has a test, and each test a rule that holds.

use std::collections::BTreeSet;
use std::path::Path;

/// A rule by group and number.
type Rule = (u32, u32);

/// How many rules each group has, group 1 first; group 3 has a table besides, which counts as 3.0.
const RULES: [u32; 10] = [10, 8, 8, 15, 16, 12, 15, 18, 7, 9];

fn rule(text: &str, separator: char) -> Option<Rule> {
    let (group, rest) = text.split_once(separator)?;
    let digits = rest.find(|character: char| !character.is_ascii_digit()).unwrap_or(rest.len());
    Some((group.parse().ok()?, rest.get(..digits)?.parse().ok()?))
}

/// The rules that tests are named after.
fn tested() -> BTreeSet<Rule> {
    let folders =
        ["tests/rules", "../web/tests/sites"].map(|folder| Path::new(env!("CARGO_MANIFEST_DIR")).join(folder));
    let files = folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap());
    let texts: Vec<String> = files.map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap()).collect();
    let lines = texts.iter().flat_map(|text| text.lines());
    lines.filter_map(|line| rule(line.trim_start().strip_prefix("fn rule_")?, '_')).collect()
}

#[test]
fn the_list_of_rules_agrees_with_the_tests() {
    let list = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/sessions.md")).unwrap();
    let mut listed = Vec::new();
    let mut holding = BTreeSet::new();
    for line in list.lines().filter(|line| line.starts_with(|first: char| first.is_ascii_digit())) {
        let (number, text) = line.split_once(' ').unwrap();
        let rule = rule(number, '.').unwrap_or_else(|| panic!("{line}"));
        listed.push(rule);
        match text.trim_start() {
            text if text.starts_with("holds: ") || text.starts_with("decided by us (holds): ") => {
                holding.insert(rule);
            }
            text => assert!(text.starts_with("not yet: "), "{line}"),
        }
    }
    let groups = (1..).zip(RULES);
    let all = groups.flat_map(|(group, count)| (u32::from(group != 3)..=count).map(move |number| (group, number)));
    assert_eq!(listed, all.collect::<Vec<_>>());
    assert_eq!(holding, tested());
}
