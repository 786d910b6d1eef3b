//! From the typed tree to nodes that run: each node is chosen by the static types of its parts.

mod access;
mod expression;
mod numbers;
mod statement;

use crate::compiled::Compiled;
use crate::coverage::{MarkedCondition, MarkedStep, Marks, counts};
use crate::node::{BoxedNode, BoxedStep, Steps};
use crate::process::Process;
use crate::program::Program;
use fourd_project::ProjectNumber;
use fourd_resolve::typed::{Block, Expression, Routine, Statement};
use std::rc::Rc;
use std::sync::Arc;

/// Grows the nodes of one routine.
pub(crate) struct Lowering<'a> {
    program: &'a Program,
    routine: &'a Routine,
    project: ProjectNumber,
    owner: Option<Rc<fourd_value::Class>>,
    /// `This` is there only after `Super`.
    needs_super: bool,
    /// Where the lines that run are marked, if somebody wants to know.
    marks: Option<Arc<Marks>>,
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
        marks: program.coverage.get().and_then(|coverage| coverage.marks(compiled.file)),
    };
    lowering.block(&compiled.routine.body)
}

impl Lowering<'_> {
    /// The steps of a block.
    pub(crate) fn block(&self, block: &Block) -> Steps {
        let marks = self.marks.as_ref();
        let step = |statement: &Statement| match (marks, self.statement(statement)) {
            (Some(marks), step) if counts(&statement.kind) => {
                Box::new(MarkedStep { marks: marks.clone(), line: marks.line(statement.span), step }) as BoxedStep
            }
            (_, step) => step,
        };
        let spans = block.iter().map(|statement| statement.span).collect();
        Steps { steps: block.iter().map(step).collect(), spans }
    }

    /// A condition that stands in a line of its own.
    pub(crate) fn condition(&self, condition: &Expression) -> BoxedNode {
        let node = self.expression(condition);
        match &self.marks {
            Some(marks) => {
                let (marks, line) = (marks.clone(), marks.line(condition.span));
                Box::new(MarkedCondition { marks, line, condition: node })
            }
            None => node,
        }
    }
}
