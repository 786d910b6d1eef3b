//! What every node of the runnable tree can do.
//!
//! A node that fails records the error in its process and gives a neutral value; who has an effect looks at
//! [`Process::attention`] after its operands, and statements say how they ended.

pub use crate::frame::Frame;
use crate::process::{Ending, Process};
use fourd_source::Span;
use fourd_value::{Text, Value};
use std::rc::Rc;

/// How a statement ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// The next statement follows.
    Next,
    /// `break`.
    Break,
    /// `continue`.
    Continue,
    /// `return`.
    Return,
    /// An error, an abort or the end of the process leaves the routine.
    Unwind,
}

/// What an expression gives that is mostly a number: the number in a register, anything else beside it.
///
/// One pattern of bits that no calculation gives says that the value waits in the process
/// ([`Process::take_value`]); a number that has just these bits is told apart because nothing waits.
#[derive(Clone, Copy, Debug)]
pub struct MaybeNumber(f64);

impl MaybeNumber {
    const OTHER: u64 = 0x7FFC_4D4D_4D4D_4D4D;

    /// A number.
    #[inline(always)]
    pub fn of(number: f64) -> Self {
        Self(number)
    }
    /// The number; meaningless where [`MaybeNumber::may_be_other`].
    #[inline(always)]
    pub fn number(self) -> f64 {
        self.0
    }
    /// Whether a value of another type may wait in the process.
    #[inline(always)]
    pub fn may_be_other(self) -> bool {
        self.0.to_bits() == Self::OTHER
    }
}

impl Process<'_> {
    /// Leaves a value for [`Process::take_value`], unless it is a number.
    #[inline]
    pub fn leave_value(&mut self, value: Value) -> MaybeNumber {
        match value {
            Value::Real(number) => MaybeNumber(number),
            other => {
                self.waiting_value = Some(other);
                MaybeNumber(f64::from_bits(MaybeNumber::OTHER))
            }
        }
    }

    /// The value that an expression gave.
    #[inline]
    pub fn take_value(&mut self, given: MaybeNumber) -> Value {
        if given.may_be_other()
            && let Some(value) = self.waiting_value.take()
        {
            return value;
        }
        Value::Real(given.0)
    }
}

/// An expression that can be run. Each node is made for one kind of result and converts to the others.
pub trait Node {
    /// The value.
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value;

    /// The value as a variable or parameter takes it: an object or collection that was never assigned stays
    /// [`Value::Unassigned`], where [`value`](Node::value) is Null.
    fn passed(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        self.value(process, frame)
    }

    /// The value, which is expected to be a number.
    fn number(&self, process: &mut Process<'_>, frame: Frame) -> MaybeNumber {
        let value = self.value(process, frame);
        process.leave_value(value)
    }

    /// Whether [`number`](Node::number) is the better way to ask for the value.
    fn gives_numbers(&self) -> bool {
        false
    }

    /// The value as a number.
    fn real(&self, process: &mut Process<'_>, frame: Frame) -> f64 {
        let value = self.value(process, frame);
        match value {
            Value::Real(number) => number,
            other => process.to_real(&other, self.span()),
        }
    }

    /// The value as a whole number, rounded as an assignment to an Integer variable rounds.
    fn integer(&self, process: &mut Process<'_>, frame: Frame) -> i64 {
        crate::convert::whole(self.real(process, frame))
    }

    /// The value as a Boolean.
    fn boolean(&self, process: &mut Process<'_>, frame: Frame) -> bool {
        match self.value(process, frame) {
            Value::Boolean(value) => value,
            other => process.to_boolean(&other, self.span()),
        }
    }

    /// The value as a text.
    fn text(&self, process: &mut Process<'_>, frame: Frame) -> Text {
        match self.value(process, frame) {
            Value::Text(text) => text,
            other => process.to_text(&other, self.span()),
        }
    }

    /// Lets a function look at the value without copying it where that is possible.
    fn look(&self, process: &mut Process<'_>, frame: Frame, look: &mut dyn FnMut(&Value)) {
        let value = self.value(process, frame);
        look(&value);
    }

    /// Evaluates and drops the value.
    fn run(&self, process: &mut Process<'_>, frame: Frame) {
        drop(self.value(process, frame));
    }

    /// Where it stands.
    fn span(&self) -> Span;
}

/// A node behind a pointer.
pub type BoxedNode = Box<dyn Node>;

/// A statement that can be run.
pub trait Step {
    /// Runs it.
    fn run(&self, process: &mut Process<'_>, frame: Frame) -> Flow;

    /// The expression whose value it returns as it is, where it is such a statement.
    fn returned(&self) -> Option<&BoxedNode> {
        None
    }

    /// What it repeats, where it is a loop.
    fn loop_body(&self) -> Option<&Rc<LoopBody>> {
        None
    }

    /// Shows the blocks of statements in it.
    fn blocks(&self, look: &mut dyn FnMut(&Steps)) {
        if let Some(body) = self.loop_body() {
            look(&body.steps);
        }
    }
}

/// A statement behind a pointer.
pub type BoxedStep = Box<dyn Step>;

/// What a loop repeats.
pub struct LoopBody {
    /// The statements.
    pub steps: Steps,
    /// The condition of `Until`, which is in a line of its own.
    pub until: Option<BoxedNode>,
}

/// Statements in order.
pub struct Steps {
    /// The statements.
    pub steps: Box<[BoxedStep]>,
    /// Where each of them stands.
    pub spans: Box<[Span]>,
}

impl Steps {
    /// Runs them until one does not end with [`Flow::Next`].
    #[inline]
    pub fn run(&self, process: &mut Process<'_>, frame: Frame) -> Flow {
        for step in &self.steps {
            let flow = step.run(process, frame);
            if flow != Flow::Next {
                if flow == Flow::Unwind {
                    self.left(process, step);
                }
                return flow;
            }
        }
        Flow::Next
    }

    /// A statement was left by an error or by the end of the process.
    #[cold]
    #[inline(never)]
    fn left(&self, process: &mut Process<'_>, step: &BoxedStep) {
        if process.ending != Some(Ending::Stopped) {
            return;
        }
        if let Some(span) = self.span_of(step) {
            process.note_stop(span);
        }
    }

    fn span_of(&self, step: &BoxedStep) -> Option<Span> {
        let index = self.steps.iter().position(|each| std::ptr::eq(each, step))?;
        self.spans.get(index).copied()
    }

    /// What the loop at a spot repeats.
    pub(crate) fn loop_at(&self, span: Span) -> Option<Rc<LoopBody>> {
        let mut found = None;
        for (step, spot) in self.steps.iter().zip(&self.spans) {
            if *spot == span
                && let Some(body) = step.loop_body()
            {
                return Some(body.clone());
            }
            step.blocks(&mut |block| {
                if found.is_none() {
                    found = block.loop_at(span);
                }
            });
            if found.is_some() {
                break;
            }
        }
        found
    }
}
