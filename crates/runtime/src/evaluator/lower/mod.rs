//! From the typed tree to nodes that run: each node is chosen by the static types of its parts.

mod access;
mod expression;
mod numbers;
mod statement;

use crate::callee::{Callee, Origin};
use crate::node::{BoxedNode, BoxedStep, LoopBody, Steps};
use crate::nodes::observed::{ObservedCondition, ObservedRoutine, ObservedStep, Probes};
use crate::observer::{Moment, Observer, Spot};
use crate::process::Process;
use crate::program::Program;
use fourd_project::ProjectNumber;
use fourd_resolve::typed::{Block, Expression, Routine, Statement, StatementKind};
use fourd_source::Span;
use fourd_value::{Error, Text};
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
    /// What watches the program.
    observers: Arc<[Arc<dyn Observer>]>,
    /// The name of the routine.
    name: Text,
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
pub(crate) fn body(process: &Process<'_>, callee: &Rc<Callee>) -> Result<Rc<Steps>, Error> {
    if let Some(body) = callee.body.get() {
        return Ok(body);
    }
    let program = process.domain.program.clone();
    let steps = Rc::new(process.with_room_to_read(|| Ok(lower(&program, callee)))?);
    process.domain.grown.add(callee, steps.clone());
    Ok(steps)
}

fn lower(program: &Program, callee: &Callee) -> Steps {
    let lowering = Lowering {
        program,
        routine: callee.routine(),
        project: callee.project,
        origin: callee.origin(),
        owner: callee.owner.get().cloned(),
        needs_super: callee.needs_super,
        observers: program.observers.list(),
        name: callee.name.clone(),
        level: Cell::new(0),
        deepest: Cell::new(0),
    };
    let steps = lowering.whole(&callee.routine().body);
    callee.stack_need.set(lowering.deepest.get().saturating_sub(COMMON_LEVELS) * LEVEL);
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

    /// The steps of the routine.
    fn whole(&self, block: &Block) -> Steps {
        let body = self.block(block);
        let span = block.first().map_or(Span { file: self.origin.file, ..Span::default() }, |statement| statement.span);
        let (calls, returns) = (self.probes(Moment::Call, span), self.probes(Moment::Return, span));
        if calls.is_none() && returns.is_none() {
            return body;
        }
        let none = || Probes { probes: Box::default(), span };
        let routine =
            ObservedRoutine { calls: calls.unwrap_or_else(none), returns: returns.unwrap_or_else(none), body };
        Steps { steps: Box::new([Box::new(routine)]), spans: Box::new([span]) }
    }

    /// The steps of a block.
    pub(crate) fn block(&self, block: &Block) -> Steps {
        let step = |statement: &Statement| {
            let step = self.statement(statement);
            let watched = does_something(&statement.kind).then(|| self.probes(Moment::Statement, statement.span));
            match watched.flatten() {
                Some(probes) => Box::new(ObservedStep { probes, step }) as BoxedStep,
                None => step,
            }
        };
        let spans = block.iter().map(|statement| statement.span).collect();
        Steps { steps: block.iter().map(step).collect(), spans }
    }

    /// What a loop repeats; `until` is the condition of `Until`.
    pub(crate) fn loop_body(&self, block: &Block, until: Option<&Expression>) -> Rc<LoopBody> {
        Rc::new(LoopBody { steps: self.block(block), until: until.map(|until| self.condition(until)) })
    }

    /// A condition that is in a line of its own.
    pub(crate) fn condition(&self, condition: &Expression) -> BoxedNode {
        let node = self.expression(condition);
        match self.probes(Moment::Condition, condition.span) {
            Some(probes) => Box::new(ObservedCondition { probes, condition: node }),
            None => node,
        }
    }

    /// What watches a spot, if anything does.
    fn probes(&self, moment: Moment, span: Span) -> Option<Probes> {
        if self.observers.is_empty() {
            return None;
        }
        let spot = Spot { moment, span, routine: &self.name, project: self.project };
        let probes: Box<[_]> = self.observers.iter().filter_map(|observer| observer.probe(spot)).collect();
        (!probes.is_empty()).then_some(Probes { probes, span })
    }
}

/// Whether a statement does anything: a declaration without a value does not.
pub(crate) fn does_something(kind: &StatementKind) -> bool {
    !matches!(kind, StatementKind::Declare(..))
}
