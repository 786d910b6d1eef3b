//! Commands: their arguments, whether they can be run here, and those that 4D itself warns of.

use crate::check::members::not_implemented;
use crate::check::routine::Checker;
use crate::typed::{Expression, Kind};
use fourd_catalog::{Answer, Command, Need, Role};
use fourd_source::{Diagnostic, Span};
use rustc_hash::FxHashMap;

/// What comes before the names of commands that 4D no longer documents.
const OBSOLETE: &str = "_O_";
/// The kinds of findings that are made once for each title and file.
const ONCE: [&str; 6] = [
    "check::not-implemented",
    "check::plugin-command",
    "check::constant-value",
    "check::obsolete-command",
    "check::unknown-variable",
    "check::unknown-namespace",
];

impl Checker<'_> {
    /// `COMMAND(arguments)`.
    pub(crate) fn command_call(&mut self, number: u32, arguments: &[Expression], span: Span) {
        let Some(command) = fourd_catalog::command(number) else { return };
        self.command_arguments(command, arguments, span);
        self.warned_of(command, arguments);
        let declares = matches!(command.role, Some(Role::Declaration(_)));
        let renamed_only = !command.name.starts_with(OBSOLETE);
        if !renamed_only && !declares {
            self.findings.push(
                Diagnostic::new(
                    fourd_source::Severity::Hint,
                    "check::obsolete-command",
                    format!("The command `{}` is obsolete", command.name),
                )
                .at(span, "expected a command of today, found one that 4D keeps for old code only")
                .hint("4D's documentation of older editions says what replaces it"),
            );
        }
        if !declares && !self.world.available.command(number) {
            self.findings.push(
                not_implemented(&format!("The command `{}`", command.name), command.need()).at(
                    span,
                    match command.intercepted() {
                        Some(Answer::Cancelled) => "expected a command that runs here, found one that is answered as if it were cancelled: there is no window",
                        Some(Answer::Nothing) => "expected a command that runs here, found one that has no effect: there is no window",
                        None => "expected a command that runs here, found one that raises an error when it is reached",
                    },
                ),
            );
        }
        // A datastore without tables is there, and has nothing in it.
        if command.role == Some(Role::Datastore) && !self.project().tables().is_empty() {
            self.findings.push(
                not_implemented("The datastore of a project with tables", Some(Need::Data))
                    .at(span, "expected a datastore that is there, found one whose data cannot be read yet"),
            );
        }
    }

    /// What 4D's compiler warns of ([Compilation](https://developer.4d.com/docs/Project/compiler#warnings)).
    fn warned_of(&mut self, command: &Command, arguments: &[Expression]) {
        let hint = |id, title: &str| Diagnostic::new(fourd_source::Severity::Hint, id, title);
        let through_pointer = |argument: &&Expression| matches!(argument.kind, Kind::Dereference(_));
        if command.role == Some(Role::ArrayCopy) {
            for argument in arguments.iter().filter(through_pointer) {
                self.findings.push(
                    hint("check::pointer-to-copied-array", "`COPY ARRAY` is given an array through a pointer")
                        .at(
                            argument.span,
                            "expected the name of an array, found a pointer whose type is not known here",
                        )
                        .hint("where this is meant, write `//%W-518.1` before it and `//%W+518.1` after it"),
                );
            }
        }
        if matches!(command.role, Some(Role::ArrayDeclaration(_)))
            && let Some(argument) = arguments.first().filter(through_pointer)
        {
            self.findings.push(
                hint("check::pointer-to-declared-array", "An array is declared through a pointer")
                    .at(argument.span, "expected the name of an array, found a pointer whose type is not known here")
                    .hint("where this is meant, write `//%W-518.5` before it and `//%W+518.5` after it"),
            );
        }
    }
}

/// Of findings about one command keeps the first in a file, and says in it how often the same was found.
pub(crate) fn once_for_each(findings: &mut Vec<Diagnostic>) {
    let mut counts: FxHashMap<(&'static str, String), usize> = FxHashMap::default();
    for finding in findings.iter().filter(|finding| ONCE.contains(&finding.name)) {
        *counts.entry((finding.name, finding.title.clone())).or_default() += 1;
    }
    findings.retain_mut(|finding| {
        if !ONCE.contains(&finding.name) {
            return true;
        }
        match counts.remove(&(finding.name, finding.title.clone())) {
            Some(1) => true,
            Some(count) => {
                finding.notes.push(format!("found {count} times in this file"));
                true
            }
            None => false,
        }
    });
}
