//! `//%W-518.1` and `//%W+518.1`: warnings switched off and on again within a file, by the numbers that 4D gives them
//! ([Compilation](https://developer.4d.com/docs/Project/compiler#disabling-and-enabling-warnings-locally)).

use fourd_source::{Diagnostic, Severity};
use fourd_syntax::tree::Pragma;

/// Which number 4D gives to a kind of finding. Kinds that are not here have no number, and no line switches them off.
const NUMBERS: &[(&str, &str)] = &[
    ("check::pointer-to-copied-array", "518.1"),
    ("check::pointer-to-declared-array", "518.5"),
    ("check::unused-local", "550.4"),
    ("check::redeclared", "550.10"),
    ("check::obsolete-command", "551.1"),
];

/// The number that 4D gives to a kind of finding.
pub(crate) fn number(id: &str) -> Option<&'static str> {
    NUMBERS.iter().find(|(known, _)| *known == id).map(|(_, number)| *number)
}

/// Drops the findings that such lines switch off; errors stay.
pub(crate) fn honour(pragmas: &[Pragma], findings: &mut Vec<Diagnostic>) {
    if pragmas.is_empty() {
        return;
    }
    findings.retain(|finding| {
        let (Some(number), Some(label)) = (number(finding.name), &finding.primary) else { return true };
        if finding.severity == Severity::Error {
            return true;
        }
        let before = pragmas.iter().filter(|pragma| pragma.span.start <= label.span.start);
        before.filter_map(|pragma| switch(&pragma.text, number)).next_back().unwrap_or(true)
    });
}

/// Whether the line switches the warning of this number on or off; none where it is about something else.
fn switch(text: &str, number: &str) -> Option<bool> {
    let rest = text.strip_prefix(['W', 'w'])?;
    let on = rest.starts_with('+');
    let named = rest.strip_prefix(['+', '-'])?.split_whitespace().next()?;
    (named == number).then_some(on)
}

#[cfg(test)]
mod tests {
    use super::switch;

    #[test]
    fn only_the_same_number_counts() {
        assert_eq!(switch("W-550.4", "550.4"), Some(false));
        assert_eq!(switch("W+550.4", "550.4"), Some(true));
        assert_eq!(switch("W-550.4 - what it is", "550.4"), Some(false));
        assert_eq!(switch("W-550.40", "550.4"), None);
        assert_eq!(switch("R-", "550.4"), None);
    }
}
