//! Arithmetic and comparisons whose types are known.
//!
//! Whole numbers are computed in 64 bits only while their magnitude is certain to stay within the 53 bits that a Real
//! holds exactly, so that the result is the one that 4D's real numbers give.

use super::Lowering;
use crate::node::BoxedNode;
use crate::nodes::arithmetic::{self as node, Fixed, IntegerShape, IntegerSlot, Operand, RealShape, RealSlot};
use fourd_resolve::Type;
use fourd_resolve::typed::{BinaryOperator as Op, Expression, Kind, Slot, UnaryOperator};

/// Magnitude of an Integer variable, in bits.
const INTEGER_BITS: u32 = 31;
/// Magnitude that a Real holds exactly, in bits.
const EXACT_BITS: u32 = 53;

impl Lowering<'_> {
    /// How many bits the magnitude of a whole number can have; `None` where that is not known or it is no whole number.
    pub(crate) fn bits(&self, expression: &Expression) -> Option<u32> {
        if expression.declared != Type::Integer {
            return None;
        }
        let bits = match &expression.kind {
            Kind::Number(value) => 64 - (value.abs() as u64).leading_zeros(),
            Kind::Local(_) | Kind::Element(..) => INTEGER_BITS,
            Kind::CallMethod(..) => INTEGER_BITS,
            Kind::CallCommand(number, _) => match self.program.libraries.commands.get(*number)?.fast {
                crate::command::Fast::TextToInteger(_) => INTEGER_BITS,
                _ => return None,
            },
            Kind::Unary(_, operand) => self.bits(operand)?,
            Kind::Binary(operator, left, right) => {
                let (left_bits, right_bits) = (self.bits(left)?, self.bits(right)?);
                match operator {
                    Op::Add | Op::Subtract => left_bits.max(right_bits) + 1,
                    Op::Multiply => left_bits + right_bits,
                    Op::Modulo => right_bits,
                    Op::IntegerDivide if matches!(right.kind, Kind::Number(value) if value != 0.0) => left_bits,
                    _ => return None,
                }
            }
            Kind::Ternary(_, then, otherwise) => self.bits(then)?.max(self.bits(otherwise)?),
            _ => return None,
        };
        (bits <= EXACT_BITS).then_some(bits)
    }

    fn integer_shape(&self, expression: &Expression) -> IntegerShape {
        match &expression.kind {
            Kind::Number(value) => Operand::Fixed(Fixed(*value as i64)),
            Kind::Local(id) => match self.slot(*id) {
                Some((Slot::Raw(slot), Type::Integer)) => Operand::Slot(IntegerSlot(slot)),
                _ => Operand::Node(self.expression(expression)),
            },
            _ => Operand::Node(self.expression(expression)),
        }
    }

    fn real_shape(&self, expression: &Expression) -> RealShape {
        match &expression.kind {
            Kind::Number(value) => Operand::Fixed(Fixed(*value)),
            Kind::Local(id) => match self.slot(*id) {
                Some((Slot::Raw(slot), Type::Real)) => Operand::Slot(RealSlot(slot)),
                _ => Operand::Node(self.expression(expression)),
            },
            _ => Operand::Node(self.expression(expression)),
        }
    }

    /// The node for an operation on two numbers; `None` where the types are not both numbers.
    pub(crate) fn arithmetic(
        &self,
        whole: &Expression,
        operator: Op,
        left: &Expression,
        right: &Expression,
    ) -> Option<BoxedNode> {
        let span = whole.span;
        if !left.declared.is_number() || !right.declared.is_number() {
            return None;
        }
        let integers = self.bits(left).is_some() && self.bits(right).is_some();
        if integers {
            let compared = match operator {
                Op::Equal => Some(node::integer_comparison::<node::Equal> as fn(_, _, _) -> _),
                Op::NotEqual => Some(node::integer_comparison::<node::NotEqual> as _),
                Op::Less => Some(node::integer_comparison::<node::Less> as _),
                Op::LessOrEqual => Some(node::integer_comparison::<node::LessOrEqual> as _),
                Op::Greater => Some(node::integer_comparison::<node::Greater> as _),
                Op::GreaterOrEqual => Some(node::integer_comparison::<node::GreaterOrEqual> as _),
                _ => None,
            };
            if let Some(make) = compared {
                return Some(make(self.integer_shape(left), self.integer_shape(right), span));
            }
            if self.bits(whole).is_some() {
                let make: Option<fn(_, _, _) -> BoxedNode> = match operator {
                    Op::Add => Some(node::integer_binary::<node::AddIntegers>),
                    Op::Subtract => Some(node::integer_binary::<node::SubtractIntegers>),
                    Op::Multiply => Some(node::integer_binary::<node::MultiplyIntegers>),
                    Op::Modulo => Some(node::integer_binary::<node::ModuloIntegers>),
                    Op::IntegerDivide => Some(node::integer_binary::<node::DivideIntegers>),
                    _ => None,
                };
                if let Some(make) = make {
                    return Some(make(self.integer_shape(left), self.integer_shape(right), span));
                }
            }
        }
        let make: fn(_, _, _) -> BoxedNode = match operator {
            Op::Add => node::real_binary::<node::AddReals>,
            Op::Subtract => node::real_binary::<node::SubtractReals>,
            Op::Multiply => node::real_binary::<node::MultiplyReals>,
            Op::Divide => node::real_binary::<node::DivideReals>,
            Op::Power => node::real_binary::<node::PowerReals>,
            Op::Modulo => node::real_binary::<node::ModuloReals>,
            Op::IntegerDivide => node::real_binary::<node::QuotientReals>,
            Op::Equal => node::real_comparison::<node::Equal>,
            Op::NotEqual => node::real_comparison::<node::NotEqual>,
            Op::Less => node::real_comparison::<node::Less>,
            Op::LessOrEqual => node::real_comparison::<node::LessOrEqual>,
            Op::Greater => node::real_comparison::<node::Greater>,
            Op::GreaterOrEqual => node::real_comparison::<node::GreaterOrEqual>,
            _ => return None,
        };
        Some(make(self.real_shape(left), self.real_shape(right), span))
    }

    /// The node for a sign before a number.
    pub(crate) fn sign(&self, operator: UnaryOperator, operand: &Expression, span: fourd_source::Span) -> BoxedNode {
        match operator {
            UnaryOperator::Plus => self.expression(operand),
            UnaryOperator::Minus if self.bits(operand).is_some() => node::integer_binary::<node::SubtractIntegers>(
                Operand::Fixed(Fixed(0)),
                self.integer_shape(operand),
                span,
            ),
            UnaryOperator::Minus if operand.declared.is_number() => {
                Box::new(node::Negate { operand: self.expression(operand), span })
            }
            UnaryOperator::Minus => {
                Box::new(crate::nodes::operators::NegateValue { operand: self.expression(operand), span })
            }
        }
    }
}
