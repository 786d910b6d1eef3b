//! Operands whose types are known only when they meet: those that are variables, constants, properties or elements of
//! variables are part of the node that takes them.

use super::access::{Index, Member, ValueSlot};
use super::arithmetic::{Fixed, IntegerSlot, RealSlot};
use super::leaf::LocalValue;
use crate::node::{BoxedNode, Frame, MaybeNumber, Node};
use crate::process::Process;
use fourd_value::Value;

/// A value of any type as an operand.
pub(crate) trait AnyOperand: 'static {
    /// The value, as [`Node::value`] has it.
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value;
    /// The value, as [`Node::number`] has it.
    fn number(&self, process: &mut Process<'_>, frame: Frame) -> MaybeNumber;
    /// The value as a number, as [`Node::real`] has it.
    fn real(&self, process: &mut Process<'_>, frame: Frame) -> f64;
}

/// Operands that are certain to be numbers.
macro_rules! number_operands {
    ($($operand:ty: |$this:ident, $process:ident, $frame:ident| $number:expr;)*) => {
        $(impl AnyOperand for $operand {
            #[inline(always)]
            fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
                Value::Real(self.real(process, frame))
            }
            #[inline(always)]
            fn number(&self, process: &mut Process<'_>, frame: Frame) -> MaybeNumber {
                MaybeNumber::of(self.real(process, frame))
            }
            #[inline(always)]
            fn real(&self, $process: &mut Process<'_>, $frame: Frame) -> f64 {
                let $this = self;
                $number
            }
        })*
    };
}

number_operands! {
    IntegerSlot: |slot, process, frame| process.local_integer(frame, slot.0) as f64;
    RealSlot: |slot, process, frame| process.local_real(frame, slot.0);
    Fixed<f64>: |fixed, _process, _frame| fixed.0;
}

macro_rules! node_operands {
    ($($node:ty),*) => {
        $(impl AnyOperand for $node {
            #[inline(always)]
            fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
                Node::value(self, process, frame)
            }
            #[inline(always)]
            fn number(&self, process: &mut Process<'_>, frame: Frame) -> MaybeNumber {
                Node::number(self, process, frame)
            }
            #[inline(always)]
            fn real(&self, process: &mut Process<'_>, frame: Frame) -> f64 {
                Node::real(self, process, frame)
            }
        })*
    };
}

node_operands!(LocalValue, Member<ValueSlot>, Index<ValueSlot, IntegerSlot>);

impl AnyOperand for BoxedNode {
    #[inline(always)]
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        (**self).value(process, frame)
    }
    #[inline(always)]
    fn number(&self, process: &mut Process<'_>, frame: Frame) -> MaybeNumber {
        (**self).number(process, frame)
    }
    #[inline(always)]
    fn real(&self, process: &mut Process<'_>, frame: Frame) -> f64 {
        (**self).real(process, frame)
    }
}

/// What an operand is, before the node that takes it is chosen.
pub(crate) enum ValueShape {
    /// A variable of any type.
    Variable(LocalValue),
    /// An Integer variable.
    Integer(IntegerSlot),
    /// A Real variable.
    Real(RealSlot),
    /// A number.
    Fixed(Fixed<f64>),
    /// A property of a variable.
    Member(Member<ValueSlot>),
    /// The element of a variable at the position that an Integer variable holds.
    Element(Index<ValueSlot, IntegerSlot>),
    /// Anything else.
    Node(BoxedNode),
}
