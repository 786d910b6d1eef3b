//! How many arguments the documented syntax lines of a command or function allow.

use fourd_catalog::Parameter;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// The least and greatest number of arguments; no greatest one where some can be repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) least: usize,
    pub(crate) most: Option<usize>,
}

impl Count {
    pub(crate) fn allows(self, count: usize) -> bool {
        count >= self.least && self.most.is_none_or(|most| count <= most)
    }

    /// `2`, `2 or 3`, `2 to 5`, `at least 2`, with the noun.
    pub(crate) fn shown(self) -> String {
        let noun = |count: usize| if count == 1 { "argument" } else { "arguments" };
        match self.most {
            None => format!("at least {} {}", self.least, noun(self.least)),
            Some(0) => "no arguments".to_owned(),
            Some(most) if most == self.least => format!("{most} {}", noun(most)),
            Some(most) if most == self.least + 1 => format!("{} or {most} {}", self.least, noun(most)),
            Some(most) => format!("{} to {most} {}", self.least, noun(most)),
        }
    }
}

/// What a command's syntax lines allow together; none where it has no documentation.
pub(crate) fn of_command(number: u32) -> Option<Count> {
    static COUNTS: OnceLock<FxHashMap<u32, Count>> = OnceLock::new();
    let counts = COUNTS.get_or_init(|| {
        let counted =
            |command: &fourd_catalog::Command| Some((command.number, of_lines(command.syntax, command.parameters)?));
        fourd_catalog::commands().iter().filter_map(counted).collect()
    });
    counts.get(&number).copied()
}

/// What several syntax lines allow together.
pub(crate) fn of_lines(lines: &[&str], parameters: &[Parameter]) -> Option<Count> {
    let mut all: Option<Count> = None;
    for line in lines {
        let one = of_line(line)?;
        all = Some(all.map_or(one, |all| Count {
            least: all.least.min(one.least),
            most: all.most.zip(one.most).map(|(left, right)| left.max(right)),
        }));
    }
    let mut all = all?;
    if parameters.iter().any(|parameter| parameter.variadic) {
        all.most = None;
    }
    // Where there are several lines, pages are known to lack the shortest one.
    // A formula that is called for each element is never left out.
    if lines.len() > 1 && !parameters.iter().any(|parameter| parameter.name == "formula") {
        all.least = 0;
    }
    // A line that leaves out a parameter of the table is not the whole truth.
    all.most = all.most.map(|most| most.max(parameters.len()));
    Some(all)
}

fn of_line(line: &str) -> Option<Count> {
    let Some(open) = line.find('(') else { return Some(Count { least: 0, most: Some(0) }) };
    let (mut least, mut most, mut repeated) = (0, 0, false);
    // Some lines have the whole parentheses in braces: `New collection{(...value: any)}`.
    let optional = usize::from(line.get(..open)?.contains('{'));
    let (mut braces, mut parentheses) = (0usize, 1usize);
    let mut expected = true;
    let inner = line.get(open + 1..)?;
    for (at, letter) in inner.char_indices() {
        match letter {
            '(' => parentheses += 1,
            ')' => {
                parentheses -= 1;
                if parentheses == 0 {
                    return Some(Count { least, most: (!repeated).then_some(most) });
                }
            }
            '{' => braces += 1,
            '}' => braces = braces.checked_sub(1)?,
            ';' => expected = true,
            '.' if inner.get(at..)?.starts_with("...") => repeated = true,
            '…' => repeated = true,
            letter if expected && !letter.is_whitespace() => {
                expected = false;
                most += 1;
                least += usize::from(braces + optional == 0);
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_make_arguments_optional() {
        let count = |line| of_line(line).map(|count| (count.least, count.most));
        assert_eq!(count("Pi: Real"), Some((0, Some(0))));
        assert_eq!(count("Length(string: Text): Integer"), Some((1, Some(1))));
        assert_eq!(count("Round(a: Real; b: Integer): Real"), Some((2, Some(2))));
        assert_eq!(count("F({aTable: Table;} form: Text, Object{; data: Object}{; *})"), Some((1, Some(4))));
        assert_eq!(count("New object({...(property: Text; value: any)}): Object"), Some((0, None)));
        assert_eq!(count("New collection{(...value: any)}: Collection"), Some((0, None)));
        assert_eq!(count("broken("), None);
    }

    #[test]
    fn all_documented_commands_have_a_count() {
        for command in fourd_catalog::commands().iter().filter(|command| !command.syntax.is_empty()) {
            assert!(of_command(command.number).is_some(), "{}: {:?}", command.name, command.syntax);
        }
    }
}
