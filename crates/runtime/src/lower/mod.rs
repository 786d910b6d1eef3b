//! From the typed tree to nodes that run: each node is chosen by the static types of its parts.

mod access;
mod expression;
mod numbers;
mod statement;

use crate::compiled::Compiled;
use crate::node::Steps;
use crate::process::Process;
use crate::program::Program;
use fourd_project::ProjectNumber;
use fourd_resolve::typed::Routine;
use std::rc::Rc;

/// Grows the nodes of one routine.
pub(crate) struct Lowering<'a> {
    program: &'a Program,
    routine: &'a Routine,
    project: ProjectNumber,
    owner: Option<Rc<fourd_value::Class>>,
    /// `This` is there only after `Super`.
    needs_super: bool,
}

/// The nodes of a routine, grown when it first runs.
pub(crate) fn body<'c>(process: &Process<'_>, compiled: &'c Rc<Compiled>) -> &'c Steps {
    compiled.body.get_or_init(|| {
        let program = process.domain.program.clone();
        lower(&program, compiled)
    })
}

fn lower(program: &Program, compiled: &Compiled) -> Steps {
    let lowering = Lowering {
        program,
        routine: &compiled.routine,
        project: compiled.project,
        owner: compiled.owner.get().cloned(),
        needs_super: compiled.needs_super,
    };
    lowering.block(&compiled.routine.body)
}
