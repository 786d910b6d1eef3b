//! Which warnings are shown, and which count as errors: what the command line says for all files, the settings of a
//! project for its own, and `//%W` lines for parts of a file, which come first.

use fourd_project::Project;
use fourd_source::{Diagnostic, Message, Severity, messages};
use fourd_syntax::tree::Pragma;

/// Which number 4D gives to a kind of finding; the other kinds have no number.
const NUMBERS: &[(&str, &str)] = &[
    ("check::pointer-to-copied-array", "518.1"),
    ("check::pointer-to-declared-array", "518.5"),
    ("check::unused-local", "550.4"),
    ("check::redeclared", "550.10"),
    ("check::obsolete-command", "551.1"),
];

/// The number that 4D gives to a kind of finding.
pub(crate) fn number(name: &str) -> Option<&'static str> {
    NUMBERS.iter().find(|(known, _)| *known == name).map(|(_, number)| *number)
}

/// The kind of finding that a word means: its identifier (`4D2210`), its name with or without what comes before `::`
/// (`check::unused-local`, `unused-local`), or its number in 4D (`550.4`).
fn kind(word: &str) -> Option<&'static Message> {
    let of_number = NUMBERS.iter().find(|(_, number)| *number == word).map(|(name, _)| *name);
    messages().iter().find(|message| match of_number {
        Some(name) => message.name == name,
        None => {
            let short = message.name.split_once("::").map_or(message.name, |(_, short)| short);
            message.id.eq_ignore_ascii_case(word) || message.name == word || short == word
        }
    })
}

/// How much a kind of warning or hint matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// It is not shown.
    Silent,
    /// It is a warning.
    Warning,
    /// It is an error.
    Error,
}

/// The levels that the command line gives to kinds of warnings and hints. Errors stay what they are.
#[derive(Clone, Debug, Default)]
pub struct Levels {
    kinds: Vec<(&'static str, Level)>,
    groups: Vec<(Severity, Level)>,
    /// What counts where these say nothing.
    others: Option<Box<Levels>>,
}

impl Levels {
    /// Gives a level to a kind, named as in a `//%W` line, or to all `warnings` or `hints`. Of two levels for the same
    /// the higher one counts, and a kind comes before its group.
    ///
    /// # Errors
    /// There is no such kind: the known one that is nearest, if one is near.
    pub fn set(&mut self, word: &str, level: Level) -> Result<(), Option<&'static str>> {
        match word {
            "warnings" => self.groups.push((Severity::Warning, level)),
            "hints" => self.groups.push((Severity::Hint, level)),
            _ => match kind(word) {
                Some(message) => self.kinds.push((message.name, level)),
                None => {
                    let names = messages().iter().map(|message| message.name);
                    let short = names.clone().filter_map(|name| name.split_once("::").map(|(_, short)| short));
                    return Err(super::suggest::nearest(word, names.chain(short)));
                }
            },
        }
        Ok(())
    }

    /// These levels, and others where they say nothing.
    pub fn before(self, others: Levels) -> Self {
        match self.others {
            Some(own) => Self { others: Some(Box::new(own.before(others))), ..self },
            None => Self { others: Some(Box::new(others)), ..self },
        }
    }

    fn of(&self, finding: &Diagnostic) -> Option<Level> {
        let of_kind = self.kinds.iter().filter(|(name, _)| *name == finding.name).map(|(_, level)| *level).max();
        let group = || self.groups.iter().filter(|(group, _)| *group == finding.severity);
        let own = of_kind.or_else(|| group().map(|(_, level)| *level).max());
        own.or_else(|| self.others.as_ref()?.of(finding))
    }

    /// Drops findings in a file of this project that are not wanted, and makes others what they shall be.
    pub fn apply(&self, pragmas: &[Pragma], project: Option<&Project>, findings: &mut Vec<Diagnostic>) {
        findings.retain_mut(|finding| {
            if finding.severity == Severity::Error {
                return true;
            }
            let in_line = switched(pragmas, finding);
            let in_settings =
                || number(finding.name).and_then(|number| project?.settings().shows_warning(number)).unwrap_or(true);
            match (in_line, self.of(finding)) {
                (Some(false), _) | (None, Some(Level::Silent)) => false,
                (_, Some(Level::Error)) => {
                    finding.severity = Severity::Error;
                    true
                }
                (_, Some(Level::Warning)) => {
                    finding.severity = Severity::Warning;
                    true
                }
                (Some(true), _) => true,
                (None, None) => in_settings(),
            }
        });
    }
}

/// Whether the last line before a finding that is about its kind switches it on or off
/// ([Compilation](https://developer.4d.com/docs/Project/compiler#disabling-and-enabling-warnings-locally)).
fn switched(pragmas: &[Pragma], finding: &Diagnostic) -> Option<bool> {
    let label = finding.primary.as_ref()?;
    let before = pragmas.iter().filter(|pragma| pragma.span.start <= label.span.start);
    before.filter_map(|pragma| switch(&pragma.text, finding.name)).next_back()
}

/// Whether a line such as `//%W-550.4` or `//%W+unused-local` switches a kind on or off; none where it is about another.
fn switch(text: &str, name: &str) -> Option<bool> {
    let rest = text.strip_prefix(['W', 'w'])?;
    let on = rest.starts_with('+');
    let word = rest.strip_prefix(['+', '-'])?.split_whitespace().next()?;
    (kind(word)?.name == name).then_some(on)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    const UNUSED: &str = "check::unused-local";

    #[test]
    fn a_line_names_a_kind_in_four_ways() {
        for word in ["550.4", "4D2210", "4d2210", "check::unused-local", "unused-local", "550.4 - what it is"] {
            assert_eq!(switch(&format!("W-{word}"), UNUSED), Some(false), "{word}");
            assert_eq!(switch(&format!("W+{word}"), UNUSED), Some(true), "{word}");
        }
        assert_eq!(switch("W-550.40", UNUSED), None);
        assert_eq!(switch("W-550.10", UNUSED), None);
        assert_eq!(switch("R-", UNUSED), None);
    }

    fn left(levels: &Levels, finding: Diagnostic) -> Option<Severity> {
        let mut findings = vec![finding];
        levels.apply(&[], None, &mut findings);
        findings.first().map(|finding| finding.severity)
    }

    #[test]
    fn a_kind_comes_before_its_group() {
        let mut levels = Levels::default();
        levels.set("warnings", Level::Error).unwrap();
        levels.set("hints", Level::Silent).unwrap();
        levels.set("unused-local", Level::Silent).unwrap();
        assert_eq!(left(&levels, Diagnostic::warning(UNUSED, "")), None);
        assert_eq!(left(&levels, Diagnostic::warning("check::redeclared", "")), Some(Severity::Error));
        assert_eq!(left(&levels, Diagnostic::new(Severity::Hint, "check::redeclared", "")), None);
        assert_eq!(left(&levels, Diagnostic::error(UNUSED, "")), Some(Severity::Error));
        levels.set("4D2210", Level::Warning).unwrap();
        assert_eq!(left(&levels, Diagnostic::warning(UNUSED, "")), Some(Severity::Warning));
        assert_eq!(levels.set("unsed-local", Level::Silent), Err(Some("unused-local")));
    }
}
