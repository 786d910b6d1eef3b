//! Operators on values whose types are known only when they meet.

use crate::node::{BoxedNode, Frame, MaybeNumber, Node};
use crate::nodes::arithmetic::Fixed;
use crate::nodes::operand::{AnyOperand, ValueShape};
use crate::nodes::pictures;
use crate::process::Process;
use fourd_resolve::typed::BinaryOperator as Op;
use fourd_source::Span;
use fourd_value::{Date, Error, Text, Time, Value, compare, error, number, text};
use std::cmp::Ordering;
use std::num::NonZeroU32;

/// `left operator right`.
struct Binary<O, L, R> {
    operator: O,
    left: L,
    right: R,
    span: Span,
}

/// An operator that is known when the node runs, or already when it is compiled.
trait Operator: Copy + 'static {
    fn get(self) -> Op;
}

impl Operator for Op {
    #[inline(always)]
    fn get(self) -> Op {
        self
    }
}

macro_rules! known_operators {
    ($($name:ident),*) => {
        /// Operators with nodes of their own.
        mod known {
            $(#[derive(Clone, Copy)]
            pub(super) struct $name;)*
        }
        $(impl Operator for known::$name {
            #[inline(always)]
            fn get(self) -> Op {
                Op::$name
            }
        })*
        /// The node for an operator and operands that code without declarations mostly has.
        fn of_operator<L: AnyOperand, R: AnyOperand>(operator: Op, left: L, right: R, span: Span) -> BoxedNode {
            match operator {
                $(Op::$name => Box::new(Binary { operator: known::$name, left, right, span }),)*
                operator => Box::new(Binary { operator, left, right, span }),
            }
        }
    };
}

known_operators!(
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    IntegerDivide,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual
);

/// The node for an operation on operands of any type.
pub(crate) fn binary(operator: Op, left: ValueShape, right: ValueShape, span: Span) -> BoxedNode {
    use ValueShape::{Node, Variable};
    match (left, right) {
        (Variable(left), Variable(right)) => of_operator(operator, left, right, span),
        (Variable(left), ValueShape::Fixed(right)) => with_fixed(operator, left, right, span),
        (Variable(left), Node(right)) => of_operator(operator, left, right, span),
        (ValueShape::Fixed(left), Variable(right)) => of_operator(operator, left, right, span),
        (ValueShape::Fixed(left), Node(right)) => of_operator(operator, left, right, span),
        (Node(left), Variable(right)) => of_operator(operator, left, right, span),
        (Node(left), ValueShape::Fixed(right)) => with_fixed(operator, left, right, span),
        (Node(left), Node(right)) => of_operator(operator, left, right, span),
        (left, right) => of_shapes(operator, left, right, span),
    }
}

fn with_fixed<L: AnyOperand>(operator: Op, left: L, right: Fixed<f64>, span: Span) -> BoxedNode {
    let divisor = number::small_whole(right.0).and_then(|divisor| NonZeroU32::new(u32::try_from(divisor).ok()?));
    match (operator, divisor) {
        (Op::Modulo, Some(divisor)) => {
            Box::new(Division::<false, L> { general: Binary { operator, left, right, span }, divisor })
        }
        (Op::IntegerDivide, Some(divisor)) => {
            Box::new(Division::<true, L> { general: Binary { operator, left, right, span }, divisor })
        }
        _ => of_operator(operator, left, right, span),
    }
}

/// `left\divisor` or `left%divisor` by a positive whole number.
struct Division<const QUOTIENT: bool, L> {
    general: Binary<Op, L, Fixed<f64>>,
    divisor: NonZeroU32,
}

impl<const QUOTIENT: bool, L: AnyOperand> Division<QUOTIENT, L> {
    #[inline(always)]
    fn of(&self, left: f64) -> f64 {
        match number::small_whole(left) {
            // The quotient of a zero keeps its sign.
            Some(left @ 1..) if QUOTIENT => f64::from(left as u32 / self.divisor),
            Some(left @ 0..) if !QUOTIENT => f64::from(left as u32 % self.divisor),
            _ => calculate(self.general.operator, left, self.general.right.0).unwrap_or_default(),
        }
    }
}

impl<const QUOTIENT: bool, L: AnyOperand> Node for Division<QUOTIENT, L> {
    #[inline]
    fn number(&self, process: &mut Process<'_>, frame: Frame) -> MaybeNumber {
        let left = self.general.left.number(process, frame);
        if left.may_be_other() {
            let left = process.take_value(left);
            return self.general.combine(process, &left, &Value::Real(self.general.right.0));
        }
        MaybeNumber::of(self.of(left.number()))
    }
    fn gives_numbers(&self) -> bool {
        true
    }
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        let given = self.number(process, frame);
        process.take_value(given)
    }
    fn real(&self, process: &mut Process<'_>, frame: Frame) -> f64 {
        let left = self.general.left.real(process, frame);
        self.of(left)
    }
    fn boolean(&self, process: &mut Process<'_>, frame: Frame) -> bool {
        self.general.boolean(process, frame)
    }
    fn span(&self) -> Span {
        self.general.span
    }
}

fn of_shapes(operator: Op, left: ValueShape, right: ValueShape, span: Span) -> BoxedNode {
    match left {
        ValueShape::Variable(left) => with_left(operator, left, right, span),
        ValueShape::Integer(left) => with_left(operator, left, right, span),
        ValueShape::Real(left) => with_left(operator, left, right, span),
        ValueShape::Fixed(left) => with_left(operator, left, right, span),
        ValueShape::Member(left) => with_left(operator, left, right, span),
        ValueShape::Element(left) => with_left(operator, left, right, span),
        ValueShape::Node(left) => with_left(operator, left, right, span),
    }
}

fn with_left<L: AnyOperand>(operator: Op, left: L, right: ValueShape, span: Span) -> BoxedNode {
    match right {
        ValueShape::Variable(right) => Box::new(Binary { operator, left, right, span }),
        ValueShape::Integer(right) => Box::new(Binary { operator, left, right, span }),
        ValueShape::Real(right) => Box::new(Binary { operator, left, right, span }),
        ValueShape::Fixed(right) => Box::new(Binary { operator, left, right, span }),
        ValueShape::Member(right) => Box::new(Binary { operator, left, right, span }),
        ValueShape::Element(right) => Box::new(Binary { operator, left, right, span }),
        ValueShape::Node(right) => Box::new(Binary { operator, left, right, span }),
    }
}

impl<O: Operator, L: AnyOperand, R: AnyOperand> Node for Binary<O, L, R> {
    #[inline]
    fn number(&self, process: &mut Process<'_>, frame: Frame) -> MaybeNumber {
        let left = self.left.number(process, frame);
        if left.may_be_other() {
            let left = process.take_value(left);
            let right = self.right.value(process, frame);
            return self.combine(process, &left, &right);
        }
        let right = self.right.number(process, frame);
        if right.may_be_other() {
            let right = process.take_value(right);
            return self.combine(process, &Value::Real(left.number()), &right);
        }
        match calculate(self.operator.get(), left.number(), right.number()) {
            Some(number) => MaybeNumber::of(number),
            None => self.combine(process, &Value::Real(left.number()), &Value::Real(right.number())),
        }
    }
    fn gives_numbers(&self) -> bool {
        is_arithmetic(self.operator.get())
    }
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        let given = self.number(process, frame);
        process.take_value(given)
    }
    /// Where a number is wanted, only numbers can be its operands, but for the difference of two dates.
    fn real(&self, process: &mut Process<'_>, frame: Frame) -> f64 {
        if is_arithmetic(self.operator.get()) && self.operator.get() != Op::Subtract {
            let left = self.left.real(process, frame);
            let right = self.right.real(process, frame);
            return calculate(self.operator.get(), left, right).unwrap_or_default();
        }
        let given = self.number(process, frame);
        if given.may_be_other() {
            let value = process.take_value(given);
            return process.to_real(&value, self.span);
        }
        given.number()
    }
    fn boolean(&self, process: &mut Process<'_>, frame: Frame) -> bool {
        let left = self.left.number(process, frame);
        if left.may_be_other() {
            let left = process.take_value(left);
            let right = self.right.value(process, frame);
            return self.holds(process, &left, &right);
        }
        let right = self.right.number(process, frame);
        if right.may_be_other() {
            let right = process.take_value(right);
            return self.holds(process, &Value::Real(left.number()), &right);
        }
        match compare_reals(self.operator.get(), left.number(), right.number()) {
            Some(holds) => holds,
            None => self.holds(process, &Value::Real(left.number()), &Value::Real(right.number())),
        }
    }
    fn span(&self) -> Span {
        self.span
    }
}

impl<O: Operator, L, R> Binary<O, L, R> {
    /// The operation on operands of any type.
    #[inline(never)]
    fn combine(&self, process: &mut Process<'_>, left: &Value, right: &Value) -> MaybeNumber {
        if process.attention {
            return process.leave_value(Value::Undefined);
        }
        let value = apply(self.operator.get(), left, right).unwrap_or_else(|error| {
            process.raise(error, self.span);
            Value::Undefined
        });
        process.leave_value(value)
    }

    /// The operation on operands of any type where a Boolean is wanted.
    #[inline(never)]
    fn holds(&self, process: &mut Process<'_>, left: &Value, right: &Value) -> bool {
        truth_of(process, self.operator.get(), left, right, self.span)
    }
}

/// An operation on operands of any type where a Boolean is wanted.
fn truth_of(process: &mut Process<'_>, operator: Op, left: &Value, right: &Value, span: Span) -> bool {
    if process.attention {
        return false;
    }
    match apply(operator, left, right) {
        Ok(Value::Boolean(value)) => value,
        Ok(other) => process.to_boolean(&other, span),
        Err(error) => {
            process.raise(error, span);
            false
        }
    }
}

/// Whether the operator gives a number of two numbers.
fn is_arithmetic(operator: Op) -> bool {
    matches!(operator, Op::Add | Op::Subtract | Op::Multiply | Op::Divide | Op::Modulo | Op::IntegerDivide | Op::Power)
}

/// The result of an arithmetic operator on two numbers; `None` for the other operators.
#[inline(always)]
fn calculate(operator: Op, left: f64, right: f64) -> Option<f64> {
    Some(match operator {
        Op::Add => left + right,
        Op::Subtract => left - right,
        Op::Multiply => left * right,
        Op::Divide => left / right,
        Op::Modulo => number::modulo(left, right),
        Op::IntegerDivide => number::integer_divide(left, right),
        Op::Power => number::power(left, right),
        _ => return None,
    })
}

/// The result of a comparison of two numbers; `None` for the other operators.
#[inline(always)]
fn compare_reals(operator: Op, left: f64, right: f64) -> Option<bool> {
    let equal = compare::reals_equal(left, right);
    Some(match operator {
        Op::Equal => equal,
        Op::NotEqual => !equal,
        Op::Less => left < right && !equal,
        Op::LessOrEqual => left < right || equal,
        Op::Greater => left > right && !equal,
        Op::GreaterOrEqual => left > right || equal,
        _ => return None,
    })
}

fn refused(operator: Op, left: &Value, right: &Value) -> Error {
    let text = format!("`{}` does not take {} and {} together", operator.symbol(), left.type_name(), right.type_name());
    Error::with(error::INCOMPATIBLE_TYPES, text)
}

/// The value of an operation.
///
/// # Errors
/// The operator does not take operands of these types.
pub fn apply(operator: Op, left: &Value, right: &Value) -> Result<Value, Error> {
    if let Value::Picture(picture) = left
        && let Some(result) = pictures::apply(operator, picture, right)
    {
        return result;
    }
    let refuse = || Err(refused(operator, left, right));
    let numbers = || match (left, right) {
        (Value::Real(left), Value::Real(right)) => Some((*left, *right)),
        // An undefined operand counts as nothing beside a number.
        (Value::Undefined, Value::Real(right)) => Some((0.0, *right)),
        (Value::Real(left), Value::Undefined) => Some((*left, 0.0)),
        (Value::Undefined, Value::Undefined) => Some((0.0, 0.0)),
        _ => Some((left.as_real()?, right.as_real()?)),
    };
    // Only two times give a time (https://developer.4d.com/docs/Concepts/time#time-operators).
    let times = matches!((left, right), (Value::Time(_), Value::Time(_)));
    let timed = |number: f64| if times { Value::Time(Time::from_seconds(number)) } else { Value::Real(number) };
    Ok(match operator {
        Op::Equal => Value::Boolean(compare::equal(left, right)),
        Op::NotEqual => Value::Boolean(!compare::equal(left, right)),
        Op::Less => Value::Boolean(ordered(left, right, Ordering::is_lt)?),
        Op::LessOrEqual => Value::Boolean(ordered(left, right, Ordering::is_le)?),
        Op::Greater => Value::Boolean(ordered(left, right, Ordering::is_gt)?),
        Op::GreaterOrEqual => Value::Boolean(ordered(left, right, Ordering::is_ge)?),
        Op::Add => match (left, right) {
            (Value::Text(left), Value::Text(right)) => {
                text::expect_units(left.len() + right.len())?;
                Value::Text(left.concat(right))
            }
            (Value::Text(left), Value::Undefined) => Value::Text(left.clone()),
            (Value::Undefined, Value::Text(right)) => Value::Text(right.clone()),
            (Value::Date(date), days) if days.as_real().is_some() => add_days(*date, days, 1.0),
            (Value::Date(date), Value::Undefined) => Value::Date(*date),
            _ => match numbers() {
                Some((left, right)) => timed(left + right),
                None => return refuse(),
            },
        },
        Op::Subtract => match (left, right) {
            (Value::Date(left), Value::Date(right)) => Value::integer(left.days_since(*right)),
            (Value::Date(date), days) if days.as_real().is_some() => add_days(*date, days, -1.0),
            _ => match numbers() {
                Some((left, right)) => timed(left - right),
                None => return refuse(),
            },
        },
        Op::Multiply => match (left, right) {
            (Value::Text(text), times) | (times, Value::Text(text)) if times.as_real().is_some() => {
                let count = times.as_real().unwrap_or_default().max(0.0) as usize;
                text::expect_units(text.len().saturating_mul(count))?;
                match text.checked_repeat(count) {
                    Some(text) => Value::Text(text),
                    None => return Err(text::too_long()),
                }
            }
            _ => match numbers() {
                Some((left, right)) => Value::Real(left * right),
                None => return refuse(),
            },
        },
        Op::Divide => match numbers() {
            Some((left, right)) => Value::Real(left / right),
            None => return refuse(),
        },
        Op::IntegerDivide => match numbers() {
            Some((left, right)) => Value::Real(number::integer_divide(left, right)),
            None => return refuse(),
        },
        Op::Modulo => match (left, right) {
            (Value::Text(left), Value::Text(right)) => Value::Boolean(text::contains_keyword(left, right)),
            _ => match numbers() {
                Some((left, right)) => timed(number::modulo(left, right)),
                None => return refuse(),
            },
        },
        Op::Power => match numbers() {
            Some((left, right)) => Value::Real(number::power(left, right)),
            None => return refuse(),
        },
        Op::And | Op::Or => match (left, right) {
            (
                Value::Boolean(_) | Value::Undefined | Value::Null,
                Value::Boolean(_) | Value::Undefined | Value::Null,
            ) => {
                let (left, right) = (left.as_boolean().unwrap_or(false), right.as_boolean().unwrap_or(false));
                Value::Boolean(if operator == Op::And { left && right } else { left || right })
            }
            _ => match numbers() {
                Some((left, right)) => {
                    let (left, right) = (number::to_integer(left), number::to_integer(right));
                    Value::integer(i64::from(if operator == Op::And { left & right } else { left | right }))
                }
                None => return refuse(),
            },
        },
        Op::ExclusiveOr | Op::ShiftLeft | Op::ShiftRight | Op::SetBit | Op::ClearBit | Op::TestBit => match numbers() {
            Some((left, right)) => bits(operator, number::to_integer(left), number::to_integer64(right)),
            None => return refuse(),
        },
        Op::ScaleWidth => return apply(Op::Multiply, left, right),
        Op::ScaleHeight => return refuse(),
        Op::ShortAnd => {
            if left.is_truthy() {
                right.clone()
            } else {
                left.clone()
            }
        }
        Op::ShortOr => {
            if left.is_truthy() {
                left.clone()
            } else {
                right.clone()
            }
        }
    })
}

fn ordered(left: &Value, right: &Value, holds: fn(Ordering) -> bool) -> Result<bool, Error> {
    if let (Value::Text(left), Value::Text(right)) = (left, right) {
        return Ok(holds(text::relation(left, right)));
    }
    Ok(compare::order(left, right)?.is_some_and(holds))
}

fn add_days(date: Date, days: &Value, sign: f64) -> Value {
    Value::Date(date.add_days(number::to_integer64(days.as_real().unwrap_or_default() * sign)))
}

/// The bitwise operators ([Bitwise operators](https://developer.4d.com/docs/Concepts/number#bitwise-operators)).
fn bits(operator: Op, left: i32, right: i64) -> Value {
    let unsigned = left as u32;
    let bit = u32::try_from(right).ok().and_then(|right| 1u32.checked_shl(right));
    let shift = |amount: i64, to_left: bool| -> u32 {
        let (amount, to_left) = if amount < 0 { (amount.saturating_neg(), !to_left) } else { (amount, to_left) };
        let amount = u32::try_from(amount).unwrap_or(u32::MAX);
        if to_left { unsigned.checked_shl(amount).unwrap_or(0) } else { unsigned.checked_shr(amount).unwrap_or(0) }
    };
    let result = match operator {
        Op::ExclusiveOr => unsigned ^ number::to_integer(right as f64) as u32,
        Op::ShiftLeft => shift(right, true),
        Op::ShiftRight => shift(right, false),
        Op::SetBit => bit.map_or(unsigned, |bit| unsigned | bit),
        Op::ClearBit => bit.map_or(unsigned, |bit| unsigned & !bit),
        _ => return Value::Boolean(bit.is_some_and(|bit| unsigned & bit != 0)),
    };
    Value::integer(i64::from(result as i32))
}

/// `left+right` of texts.
pub(crate) struct Concatenation {
    pub(crate) left: BoxedNode,
    pub(crate) right: BoxedNode,
    pub(crate) span: Span,
}

impl Node for Concatenation {
    fn text(&self, process: &mut Process<'_>, frame: Frame) -> Text {
        let mut text = self.left.text(process, frame);
        let right = self.right.text(process, frame);
        if let Err(error) = text.try_push(&right) {
            process.raise(error, self.span);
        }
        text
    }
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        Value::Text(self.text(process, frame))
    }
    fn span(&self) -> Span {
        self.span
    }
}

/// Comparison of texts.
pub(crate) struct TextComparison {
    pub(crate) operator: Op,
    pub(crate) left: BoxedNode,
    pub(crate) right: BoxedNode,
    pub(crate) span: Span,
}

impl Node for TextComparison {
    fn boolean(&self, process: &mut Process<'_>, frame: Frame) -> bool {
        let left = self.left.text(process, frame);
        let mut result = None;
        let mut other = None;
        self.right.look(process, frame, &mut |right| match right {
            Value::Text(right) => result = Some(holds(self.operator, &left, right)),
            right => other = Some(right.clone()),
        });
        match other {
            None => result.unwrap_or(false),
            Some(right) => {
                let right = process.to_text(&right, self.right.span());
                holds(self.operator, &left, &right)
            }
        }
    }
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        Value::Boolean(self.boolean(process, frame))
    }
    fn span(&self) -> Span {
        self.span
    }
}

/// Comparison of a variable of any type with a text of the program.
pub(crate) struct ComparisonWithText {
    pub(crate) operator: Op,
    pub(crate) slot: u32,
    pub(crate) text: Text,
    pub(crate) span: Span,
}

impl Node for ComparisonWithText {
    fn boolean(&self, process: &mut Process<'_>, frame: Frame) -> bool {
        if let Value::Text(left) = process.local(frame, self.slot) {
            return holds(self.operator, left, &self.text);
        }
        let left = process.local(frame, self.slot).clone();
        truth_of(process, self.operator, &left, &Value::Text(self.text.clone()), self.span)
    }
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        let holds = self.boolean(process, frame);
        if process.attention { Value::Undefined } else { Value::Boolean(holds) }
    }
    fn span(&self) -> Span {
        self.span
    }
}

fn holds(operator: Op, left: &Text, right: &Text) -> bool {
    match operator {
        Op::Equal => text::equal(left, right),
        Op::NotEqual => !text::equal(left, right),
        Op::Less => text::relation(left, right).is_lt(),
        Op::LessOrEqual => text::relation(left, right).is_le(),
        Op::Greater => text::relation(left, right).is_gt(),
        _ => text::relation(left, right).is_ge(),
    }
}

/// `&` and `|` of Booleans: both operands are evaluated.
pub(crate) struct Logic {
    pub(crate) and: bool,
    pub(crate) left: BoxedNode,
    pub(crate) right: BoxedNode,
    pub(crate) span: Span,
}

impl Node for Logic {
    fn boolean(&self, process: &mut Process<'_>, frame: Frame) -> bool {
        let left = self.left.boolean(process, frame);
        let right = self.right.boolean(process, frame);
        if self.and { left && right } else { left || right }
    }
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        Value::Boolean(self.boolean(process, frame))
    }
    fn span(&self) -> Span {
        self.span
    }
}

/// `&&` and `||` of Booleans.
pub(crate) struct ShortLogic {
    pub(crate) and: bool,
    pub(crate) left: BoxedNode,
    pub(crate) right: BoxedNode,
    pub(crate) span: Span,
}

impl Node for ShortLogic {
    fn boolean(&self, process: &mut Process<'_>, frame: Frame) -> bool {
        let left = self.left.boolean(process, frame);
        if left == self.and && !process.attention { self.right.boolean(process, frame) } else { left }
    }
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        Value::Boolean(self.boolean(process, frame))
    }
    fn span(&self) -> Span {
        self.span
    }
}

/// `&&` and `||` of any values.
pub(crate) struct ShortCircuit {
    pub(crate) and: bool,
    pub(crate) left: BoxedNode,
    pub(crate) right: BoxedNode,
    /// Which operands are certain to be Booleans.
    pub(crate) booleans: (bool, bool),
    pub(crate) span: Span,
}

/// Whether a value counts as true.
#[inline]
fn truth(node: &BoxedNode, boolean: bool, process: &mut Process<'_>, frame: Frame) -> bool {
    if boolean {
        return node.boolean(process, frame);
    }
    let mut truthy = false;
    node.look(process, frame, &mut |value| truthy = value.is_truthy());
    truthy
}

impl Node for ShortCircuit {
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        let left = self.left.value(process, frame);
        if left.is_truthy() == self.and && !process.attention { self.right.value(process, frame) } else { left }
    }
    /// As a condition every value counts by its truth.
    fn boolean(&self, process: &mut Process<'_>, frame: Frame) -> bool {
        let left = truth(&self.left, self.booleans.0, process, frame);
        if left == self.and && !process.attention { truth(&self.right, self.booleans.1, process, frame) } else { left }
    }
    fn span(&self) -> Span {
        self.span
    }
}

/// `condition ? then : otherwise`.
pub(crate) struct Ternary {
    pub(crate) condition: BoxedNode,
    pub(crate) then: BoxedNode,
    pub(crate) otherwise: BoxedNode,
    pub(crate) span: Span,
}

impl Ternary {
    fn choose(&self, process: &mut Process<'_>, frame: Frame) -> &BoxedNode {
        let mut truthy = false;
        self.condition.look(process, frame, &mut |value| truthy = value.is_truthy());
        if truthy { &self.then } else { &self.otherwise }
    }
}

impl Node for Ternary {
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        let chosen = self.choose(process, frame);
        if process.attention { Value::Undefined } else { chosen.value(process, frame) }
    }
    fn real(&self, process: &mut Process<'_>, frame: Frame) -> f64 {
        let chosen = self.choose(process, frame);
        if process.attention { 0.0 } else { chosen.real(process, frame) }
    }
    fn integer(&self, process: &mut Process<'_>, frame: Frame) -> i64 {
        let chosen = self.choose(process, frame);
        if process.attention { 0 } else { chosen.integer(process, frame) }
    }
    fn boolean(&self, process: &mut Process<'_>, frame: Frame) -> bool {
        let chosen = self.choose(process, frame);
        !process.attention && chosen.boolean(process, frame)
    }
    fn text(&self, process: &mut Process<'_>, frame: Frame) -> Text {
        let chosen = self.choose(process, frame);
        if process.attention { Text::EMPTY } else { chosen.text(process, frame) }
    }
    fn span(&self) -> Span {
        self.span
    }
}

/// `-x` of a value of any type.
pub(crate) struct NegateValue {
    pub(crate) operand: BoxedNode,
    pub(crate) span: Span,
}

impl Node for NegateValue {
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        match self.operand.value(process, frame) {
            Value::Time(time) => Value::Time(Time::from_seconds(-time.seconds())),
            Value::Real(number) => Value::Real(-number),
            other => Value::Real(-process.to_real(&other, self.span)),
        }
    }
    fn span(&self) -> Span {
        self.span
    }
}
