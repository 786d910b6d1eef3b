//! Statements, conditions and routines that observers watch.

use crate::node::{BoxedNode, BoxedStep, Flow, Frame, LoopBody, Node, Step, Steps};
use crate::observer::Probe;
use crate::process::Process;
use fourd_source::Span;
use fourd_value::Value;
use std::rc::Rc;
use std::sync::Arc;

/// The probes of one spot.
pub(crate) struct Probes {
    pub(crate) probes: Box<[Arc<dyn Probe>]>,
    pub(crate) span: Span,
}

impl Probes {
    fn reached(&self, process: &mut Process<'_>, frame: Frame) {
        for probe in &self.probes {
            probe.reached(process, frame, self.span);
        }
    }
}

/// A statement that is watched.
pub(crate) struct ObservedStep {
    pub(crate) probes: Probes,
    pub(crate) step: BoxedStep,
}

impl Step for ObservedStep {
    fn run(&self, process: &mut Process<'_>, frame: Frame) -> Flow {
        self.probes.reached(process, frame);
        if process.attention {
            return process.settle();
        }
        self.step.run(process, frame)
    }
    fn blocks(&self, look: &mut dyn FnMut(&Steps)) {
        self.step.blocks(look);
    }
    fn loop_body(&self) -> Option<&Rc<LoopBody>> {
        self.step.loop_body()
    }
}

/// A condition that is watched.
pub(crate) struct ObservedCondition {
    pub(crate) probes: Probes,
    pub(crate) condition: BoxedNode,
}

impl Node for ObservedCondition {
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        self.probes.reached(process, frame);
        if process.attention { Value::Undefined } else { self.condition.value(process, frame) }
    }

    fn boolean(&self, process: &mut Process<'_>, frame: Frame) -> bool {
        self.probes.reached(process, frame);
        !process.attention && self.condition.boolean(process, frame)
    }

    fn span(&self) -> Span {
        self.condition.span()
    }
}

/// All statements of a routine whose calls are watched.
pub(crate) struct ObservedRoutine {
    pub(crate) calls: Probes,
    pub(crate) returns: Probes,
    pub(crate) body: Steps,
}

impl Step for ObservedRoutine {
    fn run(&self, process: &mut Process<'_>, frame: Frame) -> Flow {
        self.calls.reached(process, frame);
        let flow = if process.attention { process.settle() } else { self.body.run(process, frame) };
        self.returns.reached(process, frame);
        // A probe that has raised an error ends the routine with it.
        if process.attention && flow != Flow::Unwind { process.settle() } else { flow }
    }
    fn blocks(&self, look: &mut dyn FnMut(&Steps)) {
        look(&self.body);
    }
}
