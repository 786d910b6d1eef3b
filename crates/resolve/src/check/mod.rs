//! The check of a project beyond its syntax: what 4D would refuse, what would fail when it is reached, and what is
//! probably a mistake.
//!
//! First [`facts`] of all files are gathered into a [`Knowledge`], then [`check`] looks at one file after the other.
//! A finding that is not certain is not made: properties may come and go while code runs, components that are not there bring
//! methods and classes, and `This` is whatever a caller makes it.

mod arguments;
mod assignments;
mod commands;
mod conditions;
mod conversions;
mod facts;
mod flow;
mod forms;
mod inheritance;
mod known;
mod levels;
mod locals;
mod long_names;
mod members;
mod names;
mod routine;
mod shared;
pub mod suggest;
mod syntax_lines;
mod texts;
mod typing;
mod unassigned;
mod world;

pub use facts::{FileFacts, facts};
pub use levels::{Level, Levels};
pub use typing::{Declared, Typing, undeclared};
pub use world::{AllAvailable, Availability, FileRole, Knowledge};

use crate::scope::{resolve_function, resolve_method};
use fourd_source::{Diagnostic, fold_name};
use fourd_syntax::tree::{Code, Module};
use routine::{Checker, Subject};
use std::path::Path;

/// What is wrong or doubtful in a file that parses. Secondary labels may point into other files of the project, by the
/// file number with which their [`facts`] were gathered.
pub fn check(module: &Module, path: &Path, world: &Knowledge<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let place = world.place(path);
    let project = world.number(path);
    let own_name = fold_name(&path.file_stem().unwrap_or_default().to_string_lossy());
    match &module.code {
        Code::Method(tree) => {
            let (routine, problems) = resolve_method(tree, world.environment(project));
            findings.extend(problems);
            let subject = Subject { project, place: &place, class: None, own_name: &own_name };
            Checker::new(world, subject, &mut findings).routine(tree, &routine);
            if let FileRole::Method(id) = &place {
                names::hidden_method(module, tree, &id.folded, &mut findings);
            }
        }
        Code::Class(class) => {
            let name = match &place {
                FileRole::Class(name) => Some(&**name),
                _ => None,
            };
            names::types_of_class(class, world, project, &mut findings);
            inheritance::extended(class, name, world, project, &mut findings);
            for function in class.functions.iter().chain(&class.constructor) {
                let (routine, problems) = resolve_function(&function.routine, world.environment(project));
                findings.extend(problems);
                let subject = Subject { project, place: &place, class: name, own_name: &own_name };
                Checker::new(world, subject, &mut findings).routine(&function.routine, &routine);
            }
        }
    }
    world.levels.apply(&module.pragmas, Some(world.host.numbered(project)), &mut findings);
    findings.sort_by(|left, right| spot(left).cmp(&spot(right)).then(left.name.cmp(right.name)));
    // One value that is assigned to several variables is in the typed tree several times.
    findings.dedup_by(|left, right| left.name == right.name && spot(left) == spot(right));
    commands::once_for_each(&mut findings);
    findings
}

fn spot(finding: &Diagnostic) -> Option<(u32, u32)> {
    finding.primary.as_ref().map(|label| (label.span.start, label.span.end))
}
