//! The limits that `docs/differences.md` lists are those of the code.

use super::page::docs;

/// The value of a constant of a source file: a product, a shifted number or the largest number of 32 bits.
fn constant(text: &str, name: &str) -> Option<u64> {
    let declared = text.lines().find_map(|line| line.split_once(&format!("const {name}: ")))?.1;
    let value = declared.split_once("= ")?.1.split_once(';')?.0;
    if value.starts_with("i32::MAX") {
        return Some(i32::MAX as u64);
    }
    if let Some(seconds) = value.strip_prefix("Duration::from_secs(") {
        return seconds.trim_end_matches(')').parse().ok();
    }
    let number = |text: &str| text.trim().replace('_', "").parse::<u64>().ok();
    if let Some((left, right)) = value.split_once("<<") {
        return Some(number(left)? << number(right)?);
    }
    value.split('*').map(number).product()
}

/// The number that a cell of the table begins with, such as `20,000` or `64 MB`.
fn shown(cell: &str) -> Option<u64> {
    let (digits, rest) =
        cell.split_at(cell.find(|letter: char| !letter.is_ascii_digit() && letter != ',').unwrap_or(cell.len()));
    let unit = match rest.trim_start() {
        rest if rest.starts_with("KB") => 10,
        rest if rest.starts_with("MB") => 20,
        rest if rest.starts_with("GB") => 30,
        _ => 0,
    };
    Some(digits.replace(',', "").parse::<u64>().ok()? << unit)
}

#[test]
fn limits_are_those_of_the_code() {
    let text = std::fs::read_to_string(docs().join("differences.md")).unwrap();
    let (_, table) = text.split_once("\n## Limits\n").unwrap();
    let mut wrong = Vec::new();
    let mut rows = 0;
    for row in
        table.lines().skip_while(|line| !line.starts_with("|---")).skip(1).take_while(|line| line.starts_with('|'))
    {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [_, limit, place] = cells[..] else { panic!("{row}") };
        let words: Vec<&str> = place.split('`').collect();
        let [_, name, _, path, _] = words[..] else { panic!("{row}") };
        let file = docs().parent().unwrap().join("crates").join(path);
        let value = std::fs::read_to_string(file).ok().and_then(|text| constant(&text, name));
        if value.is_none() || value != shown(limit) {
            wrong.push(format!("{row}: the code says {value:?}"));
        }
        rows += 1;
    }
    assert!(wrong.is_empty() && rows > 0, "{}", wrong.join("\n"));
}
