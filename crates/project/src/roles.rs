//! The privileges of a project: `Sources/roles.json`, which is read once
//! ([Privileges](https://developer.4d.com/docs/ORDA/privileges)).

use crate::access::SourceAccess;
use fourd_privileges::{Problem, Roles};
use fourd_source::{Diagnostic, shown_path};
use std::path::Path;

/// So many lines of a malformed file are named.
const MOST_LINES: usize = 10;

/// What the file declares, and what is wrong with it.
#[derive(Debug, Default)]
pub(crate) struct DeclaredRoles {
    pub(crate) roles: Roles,
    pub(crate) problem: Option<RolesProblem>,
}

/// A malformed `roles.json`.
#[derive(Debug, Clone)]
pub struct RolesProblem {
    /// What a person reads of it.
    pub report: Diagnostic,
    /// The lines of the file, counted from 1, with what is wrong there.
    pub lines: Vec<(u32, String)>,
}

impl DeclaredRoles {
    /// Reads the file, where there is one. A malformed one protects nothing, as 4D has it.
    pub(crate) fn read(path: &Path, access: &SourceAccess) -> Self {
        if !access.is_file_there(path) {
            return Self::default();
        }
        let title = || format!("No privilege protects the project: `{}` is malformed", shown_path(path));
        let report = |report: Diagnostic| report.hint("correct the file: without it, everybody may do everything");
        let (report, lines) = match access.read(path) {
            Err(problem) => (report(problem), Vec::new()),
            Ok(text) => match Roles::parse(&text) {
                Ok(roles) => return Self { roles, problem: None },
                Err(problems) => {
                    let error = Diagnostic::error("project::roles", title()).note(notes(&problems));
                    let lines = problems.into_iter().map(|problem| (problem.line, problem.text)).collect();
                    (report(error), lines)
                }
            },
        };
        Self { roles: Roles::default(), problem: Some(RolesProblem { report, lines }) }
    }
}

fn notes(problems: &[Problem]) -> String {
    let shown = problems.iter().take(MOST_LINES).map(|problem| format!("line {}: {}", problem.line, problem.text));
    let more = problems.len().saturating_sub(MOST_LINES);
    let more = (more > 0).then(|| format!("and {more} more"));
    shown.chain(more).collect::<Vec<_>>().join("\n")
}
