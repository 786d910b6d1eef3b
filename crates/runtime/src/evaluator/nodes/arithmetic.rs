//! Arithmetic and comparison of numbers whose types are known: whole numbers in 64 bits, which the lowering keeps within
//! the 53 bits that a Real holds exactly, and real numbers. Operands that are variables or constants are part of the
//! node.

use crate::node::{BoxedNode, Frame, MaybeNumber, Node};
use crate::process::Process;
use fourd_source::Span;
use fourd_value::{Text, Value, compare, number};
use std::marker::PhantomData;

/// A whole number as an operand.
pub(crate) trait IntegerOperand: 'static {
    fn get(&self, process: &mut Process<'_>, frame: Frame) -> i64;
}

/// A real number as an operand.
pub(crate) trait RealOperand: 'static {
    fn get(&self, process: &mut Process<'_>, frame: Frame) -> f64;
}

/// An Integer variable.
#[derive(Clone, Copy)]
pub(crate) struct IntegerSlot(pub(crate) u32);
/// A Real variable.
#[derive(Clone, Copy)]
pub(crate) struct RealSlot(pub(crate) u32);
/// A constant.
#[derive(Clone, Copy)]
pub(crate) struct Fixed<T>(pub(crate) T);

impl IntegerOperand for IntegerSlot {
    #[inline(always)]
    fn get(&self, process: &mut Process<'_>, frame: Frame) -> i64 {
        process.local_integer(frame, self.0)
    }
}

impl IntegerOperand for Fixed<i64> {
    #[inline(always)]
    fn get(&self, _process: &mut Process<'_>, _frame: Frame) -> i64 {
        self.0
    }
}

impl IntegerOperand for BoxedNode {
    #[inline(always)]
    fn get(&self, process: &mut Process<'_>, frame: Frame) -> i64 {
        self.integer(process, frame)
    }
}

impl RealOperand for RealSlot {
    #[inline(always)]
    fn get(&self, process: &mut Process<'_>, frame: Frame) -> f64 {
        process.local_real(frame, self.0)
    }
}

impl RealOperand for Fixed<f64> {
    #[inline(always)]
    fn get(&self, _process: &mut Process<'_>, _frame: Frame) -> f64 {
        self.0
    }
}

impl RealOperand for BoxedNode {
    #[inline(always)]
    fn get(&self, process: &mut Process<'_>, frame: Frame) -> f64 {
        self.real(process, frame)
    }
}

/// What an operand is, before the node that takes it is chosen.
pub(crate) enum Operand<S, T> {
    Slot(S),
    Fixed(Fixed<T>),
    Node(BoxedNode),
}

/// An operation on two numbers of a type.
pub(crate) trait Operation<T>: 'static {
    fn apply(left: T, right: T) -> T;
}

/// A comparison of two numbers of a type.
pub(crate) trait Comparison<T>: 'static {
    fn holds(left: T, right: T) -> bool;
}

macro_rules! operations {
    ($($name:ident: $kind:ty, |$left:ident, $right:ident| $body:expr;)*) => {
        $(pub(crate) struct $name;
        impl Operation<$kind> for $name {
            #[inline(always)]
            fn apply($left: $kind, $right: $kind) -> $kind { $body }
        })*
    };
}

operations! {
    AddIntegers: i64, |left, right| left.wrapping_add(right);
    SubtractIntegers: i64, |left, right| left.wrapping_sub(right);
    MultiplyIntegers: i64, |left, right| left.wrapping_mul(right);
    ModuloIntegers: i64, |left, right| integer_modulo(left, right);
    DivideIntegers: i64, |left, right| integer_quotient(left, right);
    AddReals: f64, |left, right| left + right;
    SubtractReals: f64, |left, right| left - right;
    MultiplyReals: f64, |left, right| left * right;
    DivideReals: f64, |left, right| left / right;
    PowerReals: f64, |left, right| number::power(left, right);
    ModuloReals: f64, |left, right| number::modulo(left, right);
    QuotientReals: f64, |left, right| number::integer_divide(left, right);
}

/// As [`number::modulo`] for whole numbers.
#[inline(always)]
fn integer_modulo(left: i64, right: i64) -> i64 {
    if (left | right) as u64 >> 32 == 0 {
        // Division of 32 bits is several times faster on many processors.
        return (left as u32).checked_rem(right as u32).map_or(0, i64::from);
    }
    left.checked_rem(right).unwrap_or(0)
}

/// As [`number::integer_divide`] for whole numbers; the divisor is not 0.
#[inline(always)]
fn integer_quotient(left: i64, right: i64) -> i64 {
    if (left | right) as u64 >> 32 == 0 {
        return (left as u32).checked_div(right as u32).map_or(0, i64::from);
    }
    let quotient = left.checked_div(right).unwrap_or(0);
    if left.checked_rem(right).unwrap_or(0) != 0 && (left < 0) != (right < 0) { quotient - 1 } else { quotient }
}

macro_rules! comparisons {
    ($($name:ident: |$left:ident, $right:ident| $integers:expr, $reals:expr;)*) => {
        $(pub(crate) struct $name;
        impl Comparison<i64> for $name {
            #[inline(always)]
            fn holds($left: i64, $right: i64) -> bool { $integers }
        }
        impl Comparison<f64> for $name {
            #[inline(always)]
            fn holds($left: f64, $right: f64) -> bool { $reals }
        })*
    };
}

comparisons! {
    Equal: |left, right| left == right, compare::reals_equal(left, right);
    NotEqual: |left, right| left != right, !compare::reals_equal(left, right);
    Less: |left, right| left < right, left < right && !compare::reals_equal(left, right);
    LessOrEqual: |left, right| left <= right, left <= right || compare::reals_equal(left, right);
    Greater: |left, right| left > right, left > right && !compare::reals_equal(left, right);
    GreaterOrEqual: |left, right| left >= right, left >= right || compare::reals_equal(left, right);
}

struct IntegerBinary<O, L, R> {
    left: L,
    right: R,
    span: Span,
    operation: PhantomData<O>,
}

impl<O: Operation<i64>, L: IntegerOperand, R: IntegerOperand> Node for IntegerBinary<O, L, R> {
    #[inline]
    fn integer(&self, process: &mut Process<'_>, frame: Frame) -> i64 {
        let left = self.left.get(process, frame);
        let right = self.right.get(process, frame);
        O::apply(left, right)
    }
    fn real(&self, process: &mut Process<'_>, frame: Frame) -> f64 {
        self.integer(process, frame) as f64
    }
    fn number(&self, process: &mut Process<'_>, frame: Frame) -> MaybeNumber {
        MaybeNumber::of(self.real(process, frame))
    }
    fn gives_numbers(&self) -> bool {
        true
    }
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        Value::Real(self.integer(process, frame) as f64)
    }
    fn span(&self) -> Span {
        self.span
    }
}

struct RealBinary<O, L, R> {
    left: L,
    right: R,
    span: Span,
    operation: PhantomData<O>,
}

impl<O: Operation<f64>, L: RealOperand, R: RealOperand> Node for RealBinary<O, L, R> {
    #[inline]
    fn real(&self, process: &mut Process<'_>, frame: Frame) -> f64 {
        let left = self.left.get(process, frame);
        let right = self.right.get(process, frame);
        O::apply(left, right)
    }
    fn number(&self, process: &mut Process<'_>, frame: Frame) -> MaybeNumber {
        MaybeNumber::of(self.real(process, frame))
    }
    fn gives_numbers(&self) -> bool {
        true
    }
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        Value::Real(self.real(process, frame))
    }
    fn span(&self) -> Span {
        self.span
    }
}

struct IntegerComparison<C, L, R> {
    left: L,
    right: R,
    span: Span,
    comparison: PhantomData<C>,
}

impl<C: Comparison<i64>, L: IntegerOperand, R: IntegerOperand> Node for IntegerComparison<C, L, R> {
    #[inline]
    fn boolean(&self, process: &mut Process<'_>, frame: Frame) -> bool {
        let left = self.left.get(process, frame);
        let right = self.right.get(process, frame);
        C::holds(left, right)
    }
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        Value::Boolean(self.boolean(process, frame))
    }
    fn span(&self) -> Span {
        self.span
    }
}

struct RealComparison<C, L, R> {
    left: L,
    right: R,
    span: Span,
    comparison: PhantomData<C>,
}

impl<C: Comparison<f64>, L: RealOperand, R: RealOperand> Node for RealComparison<C, L, R> {
    #[inline]
    fn boolean(&self, process: &mut Process<'_>, frame: Frame) -> bool {
        let left = self.left.get(process, frame);
        let right = self.right.get(process, frame);
        C::holds(left, right)
    }
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        Value::Boolean(self.boolean(process, frame))
    }
    fn span(&self) -> Span {
        self.span
    }
}

/// Chooses the node for the shapes of two operands.
macro_rules! fused {
    ($node:ident, $field:ident, $left:expr, $right:expr, $span:expr) => {{
        use Operand::{Fixed, Node, Slot};
        match ($left, $right) {
            (Slot(left), Slot(right)) => Box::new($node { left, right, span: $span, $field: PhantomData::<O> }),
            (Slot(left), Fixed(right)) => Box::new($node { left, right, span: $span, $field: PhantomData::<O> }),
            (Slot(left), Node(right)) => Box::new($node { left, right, span: $span, $field: PhantomData::<O> }),
            (Fixed(left), Slot(right)) => Box::new($node { left, right, span: $span, $field: PhantomData::<O> }),
            (Fixed(left), Fixed(right)) => Box::new($node { left, right, span: $span, $field: PhantomData::<O> }),
            (Fixed(left), Node(right)) => Box::new($node { left, right, span: $span, $field: PhantomData::<O> }),
            (Node(left), Slot(right)) => Box::new($node { left, right, span: $span, $field: PhantomData::<O> }),
            (Node(left), Fixed(right)) => Box::new($node { left, right, span: $span, $field: PhantomData::<O> }),
            (Node(left), Node(right)) => Box::new($node { left, right, span: $span, $field: PhantomData::<O> }),
        }
    }};
}

pub(crate) type IntegerShape = Operand<IntegerSlot, i64>;
pub(crate) type RealShape = Operand<RealSlot, f64>;

pub(crate) fn integer_binary<O: Operation<i64>>(left: IntegerShape, right: IntegerShape, span: Span) -> BoxedNode {
    fused!(IntegerBinary, operation, left, right, span)
}

pub(crate) fn real_binary<O: Operation<f64>>(left: RealShape, right: RealShape, span: Span) -> BoxedNode {
    fused!(RealBinary, operation, left, right, span)
}

pub(crate) fn integer_comparison<O: Comparison<i64>>(left: IntegerShape, right: IntegerShape, span: Span) -> BoxedNode {
    fused!(IntegerComparison, comparison, left, right, span)
}

pub(crate) fn real_comparison<O: Comparison<f64>>(left: RealShape, right: RealShape, span: Span) -> BoxedNode {
    fused!(RealComparison, comparison, left, right, span)
}

/// `-x` of a number.
pub(crate) struct Negate {
    pub(crate) operand: BoxedNode,
    pub(crate) span: Span,
}

impl Node for Negate {
    fn real(&self, process: &mut Process<'_>, frame: Frame) -> f64 {
        -self.operand.real(process, frame)
    }
    fn number(&self, process: &mut Process<'_>, frame: Frame) -> MaybeNumber {
        MaybeNumber::of(self.real(process, frame))
    }
    fn gives_numbers(&self) -> bool {
        true
    }
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        Value::Real(self.real(process, frame))
    }
    fn span(&self) -> Span {
        self.span
    }
}

/// A command from number to number.
pub(crate) struct RealFunction {
    pub(crate) function: fn(f64) -> f64,
    pub(crate) argument: BoxedNode,
    pub(crate) span: Span,
}

impl Node for RealFunction {
    fn real(&self, process: &mut Process<'_>, frame: Frame) -> f64 {
        (self.function)(self.argument.real(process, frame))
    }
    fn number(&self, process: &mut Process<'_>, frame: Frame) -> MaybeNumber {
        MaybeNumber::of(self.real(process, frame))
    }
    fn gives_numbers(&self) -> bool {
        true
    }
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        Value::Real(self.real(process, frame))
    }
    fn span(&self) -> Span {
        self.span
    }
}

/// A command from text to whole number.
pub(crate) struct TextFunction {
    pub(crate) function: fn(&Text) -> i64,
    pub(crate) argument: BoxedNode,
    pub(crate) span: Span,
}

impl Node for TextFunction {
    fn integer(&self, process: &mut Process<'_>, frame: Frame) -> i64 {
        let mut result = None;
        let mut other = None;
        self.argument.look(process, frame, &mut |value| match value {
            Value::Text(text) => result = Some((self.function)(text)),
            value => other = Some(value.clone()),
        });
        match (result, other) {
            (Some(result), _) => result,
            (None, Some(other)) => {
                let text = process.to_text(&other, self.argument.span());
                (self.function)(&text)
            }
            (None, None) => 0,
        }
    }
    fn real(&self, process: &mut Process<'_>, frame: Frame) -> f64 {
        self.integer(process, frame) as f64
    }
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        Value::Real(self.integer(process, frame) as f64)
    }
    fn span(&self) -> Span {
        self.span
    }
}

/// A command from Boolean to Boolean.
pub(crate) struct BooleanFunction {
    pub(crate) function: fn(bool) -> bool,
    pub(crate) argument: BoxedNode,
    pub(crate) span: Span,
}

impl Node for BooleanFunction {
    fn boolean(&self, process: &mut Process<'_>, frame: Frame) -> bool {
        (self.function)(self.argument.boolean(process, frame))
    }
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        Value::Boolean(self.boolean(process, frame))
    }
    fn span(&self) -> Span {
        self.span
    }
}

/// A command that takes a part of a text.
pub(crate) struct TextRange {
    pub(crate) function: fn(&Text, i64, Option<i64>) -> Text,
    pub(crate) text: BoxedNode,
    pub(crate) first: BoxedNode,
    pub(crate) count: Option<BoxedNode>,
    pub(crate) span: Span,
}

impl Node for TextRange {
    fn text(&self, process: &mut Process<'_>, frame: Frame) -> Text {
        // A text variable is looked at last, in its place: the other operands cannot be seen to come before it, unless
        // they change it, which only an expression with calls could.
        let first = self.first.integer(process, frame);
        let count = self.count.as_ref().map(|count| count.integer(process, frame));
        let mut result = None;
        let mut other = None;
        self.text.look(process, frame, &mut |value| match value {
            Value::Text(text) => result = Some((self.function)(text, first, count)),
            value => other = Some(value.clone()),
        });
        match (result, other) {
            (Some(result), _) => result,
            (None, Some(other)) => {
                let text = process.to_text(&other, self.text.span());
                (self.function)(&text, first, count)
            }
            (None, None) => Text::EMPTY,
        }
    }
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        Value::Text(self.text(process, frame))
    }
    fn span(&self) -> Span {
        self.span
    }
}
