//! From the typed tree to nodes that run: each node is chosen by the static types of its parts.

mod access;
mod expression;
mod numbers;
mod statement;

use crate::compiled::{Compiled, Origin};
use crate::coverage::{MarkedCondition, MarkedStep, Marks, counts};
use crate::node::{BoxedNode, BoxedStep, Steps};
use crate::process::Process;
use crate::program::Program;
use fourd_project::ProjectNumber;
use fourd_resolve::typed::{Block, Expression, Routine, Statement};
use fourd_value::Error;
use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

/// Grows the nodes of one routine.
pub(crate) struct Lowering<'a> {
    program: &'a Program,
    routine: &'a Routine,
    project: ProjectNumber,
    origin: Origin,
    owner: Option<Rc<fourd_value::Class>>,
    /// `This` is there only after `Super`.
    needs_super: bool,
    /// Where the lines that run are marked, if somebody wants to know.
    marks: Option<Arc<Marks>>,
    /// How many nodes are around the one that grows.
    level: Cell<usize>,
    /// The most that there were.
    deepest: Cell<usize>,
}

/// Levels of nodes in one another that fit into what is left of the stack when a call begins.
const COMMON_LEVELS: usize = 48;
/// What a level of nodes needs of the stack while it runs, in bytes.
const LEVEL: usize = if cfg!(debug_assertions) { 2048 } else { 1024 };

/// The nodes of a routine, grown when it first runs.
///
/// # Errors
/// There is no room on the stack to grow them.
pub(crate) fn body(process: &Process<'_>, compiled: &Rc<Compiled>) -> Result<Rc<Steps>, Error> {
    if let Some(body) = compiled.body.get() {
        return Ok(body);
    }
    let program = process.domain.program.clone();
    let steps = Rc::new(process.with_room_to_read(|| Ok(lower(&program, compiled)))?);
    process.domain.grown.add(compiled, steps.clone());
    Ok(steps)
}

fn lower(program: &Program, compiled: &Compiled) -> Steps {
    let lowering = Lowering {
        program,
        routine: compiled.routine(),
        project: compiled.project,
        origin: compiled.origin(),
        owner: compiled.owner.get().cloned(),
        needs_super: compiled.needs_super,
        marks: program.coverage.get().and_then(|coverage| coverage.marks(compiled.file)),
        level: Cell::new(0),
        deepest: Cell::new(0),
    };
    let steps = lowering.block(&compiled.routine().body);
    compiled.stack_need.set(lowering.deepest.get().saturating_sub(COMMON_LEVELS) * LEVEL);
    steps
}

impl Lowering<'_> {
    /// Grows something with the nodes that are in it, one level further down.
    fn deeper<T>(&self, grow: impl FnOnce() -> T) -> T {
        let level = self.level.get() + 1;
        self.level.set(level);
        self.deepest.set(self.deepest.get().max(level));
        let grown = grow();
        self.level.set(level - 1);
        grown
    }

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
