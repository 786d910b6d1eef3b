//! The typed tree: what the evaluator walks and the checker looks at.

use crate::types::Type;
use fourd_project::MethodId;
use fourd_source::Span;
pub use fourd_syntax::tree::{BinaryOperator, LoopCondition, Token, UnaryOperator};
use std::sync::Arc;

/// Where a local variable is in the frame of its call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// 64 bits: Integer, Real, Boolean.
    Raw(u32),
    /// A value of any kind.
    Value(u32),
}

/// Number of a local variable in its routine.
pub type VariableId = u32;

/// A local variable, parameter or result.
#[derive(Clone, Debug, PartialEq)]
pub struct Variable {
    /// Its name as first written, without `$`.
    pub name: Box<str>,
    /// Its type.
    pub declared: Type,
    /// Where it is.
    pub slot: Slot,
    /// Where it was declared or first used.
    pub span: Span,
    /// Whether a declaration is in the text.
    pub explicit: bool,
    /// A parameter that an old command declares: an argument of another type arrives as the type's default
    /// ([Parameters](https://developer.4d.com/docs/Concepts/parameters#wrong-parameter-type)).
    pub lenient: bool,
}

/// A method, function or formula, ready to be run.
#[derive(Clone, Debug, PartialEq)]
pub struct Routine {
    /// All variables: parameters first, in order.
    pub variables: Vec<Variable>,
    /// How many of them are parameters.
    pub parameters: usize,
    /// The variable that holds the result.
    pub result: Option<VariableId>,
    /// Whether further arguments are declared, and their type.
    pub variadic: Option<Type>,
    /// The value slot that holds `This`.
    pub this: Option<u32>,
    /// How many raw slots a call needs.
    pub raw_slots: u32,
    /// How many value slots a call needs.
    pub value_slots: u32,
    /// The statements.
    pub body: Block,
}

impl Routine {
    /// Type of the result.
    pub fn result_type(&self) -> Type {
        match self.result.and_then(|result| self.variables.get(result as usize)) {
            Some(variable) => variable.declared.clone(),
            None => Type::Nothing,
        }
    }
}

/// Statements in order.
pub type Block = Vec<Statement>;

/// A statement with its spot.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// What it does.
    pub kind: StatementKind,
    /// Its spot; of a block statement that of its head.
    pub span: Span,
}

/// What a statement does.
#[derive(Clone, Debug, PartialEq)]
pub enum StatementKind {
    /// Evaluates and drops the value.
    Expression(Expression),
    /// Assigns.
    Assign(Assignment),
    /// A declaration of process or interprocess variables: gives them their type.
    Declare(Vec<Expression>, Type),
    /// `If`.
    If(Expression, Block, Block),
    /// `Case of`.
    Case(Vec<(Expression, Block)>, Block),
    /// `For`.
    For {
        /// The counter.
        counter: Expression,
        /// First value.
        first: Expression,
        /// Last value.
        last: Expression,
        /// Step.
        step: Option<Expression>,
        /// The statements.
        body: Block,
    },
    /// `For each`.
    ForEach {
        /// Takes each element.
        item: Expression,
        /// What is gone through.
        source: Expression,
        /// First position.
        begin: Option<Expression>,
        /// End position.
        end: Option<Expression>,
        /// `Until` or `While` with its condition.
        condition: Option<(LoopCondition, Expression)>,
        /// The statements.
        body: Block,
    },
    /// `While`.
    While(Expression, Block),
    /// `Repeat … Until`.
    Repeat(Block, Expression),
    /// `Use`.
    Use(Expression, Block),
    /// `Try … Catch`.
    Try(Block, Block),
    /// `return`, with its value if one is written.
    Return(Option<Expression>),
    /// `break`.
    Break,
    /// `continue`.
    Continue,
    /// Raises this message when it is reached.
    Invalid(Invalid),
}

/// `target:=value` and its compound forms.
#[derive(Clone, Debug, PartialEq)]
pub struct Assignment {
    /// Where to: a local, process or interprocess variable, member, element, character, pointer target or field.
    pub target: Expression,
    /// The operator of a compound form.
    pub operator: Option<BinaryOperator>,
    /// What.
    pub value: Expression,
}

/// Why a part of the code cannot run.
#[derive(Clone, Debug, PartialEq)]
pub struct Invalid {
    /// 4D's error number.
    pub code: i64,
    /// What is wrong, names in backticks.
    pub message: Box<str>,
}

/// An expression with its static type and spot.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    /// What it is.
    pub kind: Kind,
    /// Its static type.
    pub declared: Type,
    /// Its spot.
    pub span: Span,
}

/// What an expression is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A number.
    Number(f64),
    /// A text.
    Text(Box<str>),
    /// A date: year, month, day.
    Date(i32, u8, u8),
    /// A time in seconds.
    Time(i64),
    /// True or False.
    Boolean(bool),
    /// Null.
    Null,
    /// A local variable.
    Local(VariableId),
    /// A parameter by number, counted from 1.
    Parameter(Box<Expression>),
    /// A process variable by its number in [`Names`](crate::Names).
    Process(u32),
    /// An interprocess variable by its number in [`Names`](crate::Names).
    Interprocess(u32),
    /// `[Table]`: number and name.
    Table(u32, Box<str>),
    /// `[Table]Field`: numbers and name.
    Field(u32, u32, Box<str>),
    /// `{…}`.
    Object(Vec<(Box<str>, Expression)>),
    /// `[…]`.
    Collection(Vec<Expression>),
    /// A project method by its folded name.
    CallMethod(MethodId, Vec<Expression>),
    /// A command by its number.
    CallCommand(u32, Vec<Expression>),
    /// A member function: `object.name(…)`.
    CallMember(Box<Expression>, Box<str>, Vec<Expression>),
    /// A function value: `expression(…)`.
    CallValue(Box<Expression>, Vec<Expression>),
    /// `Super(…)` in a constructor.
    SuperCall(Vec<Expression>),
    /// `Super.name(…)`.
    SuperMember(Box<str>, Vec<Expression>),
    /// `Super.name` without a call.
    SuperProperty(Box<str>),
    /// `object.name`.
    Member(Box<Expression>, Box<str>),
    /// `object["key"]`, `collection[position]`.
    Index(Box<Expression>, Box<Expression>),
    /// `array{index}`.
    Element(Box<Expression>, Box<Expression>),
    /// `text[[position]]`.
    Character(Box<Expression>, Box<Expression>),
    /// `pointer->`.
    Dereference(Box<Expression>),
    /// `->place`.
    PointerTo(Box<Expression>),
    /// `-x`, `+x`.
    Unary(UnaryOperator, Box<Expression>),
    /// `left operator right`; short circuits are [`Kind::ShortCircuit`].
    Binary(BinaryOperator, Box<Expression>, Box<Expression>),
    /// `&&` (true) or `||` (false).
    ShortCircuit(bool, Box<Expression>, Box<Expression>),
    /// `condition ? then : otherwise`.
    Ternary(Box<Expression>, Box<Expression>, Box<Expression>),
    /// `Try(expression)`.
    Try(Box<Expression>),
    /// An assignment as an expression, inside a formula.
    Assign(Box<Assignment>),
    /// `return value` as an expression.
    Return(Option<Box<Expression>>),
    /// `This`.
    This,
    /// `Formula(expression)`.
    Formula(Arc<Formula>),
    /// `*` as an argument.
    Star,
    /// `<` as an argument.
    Less,
    /// `>` as an argument.
    Greater,
    /// Another operator as an argument.
    Operator(BinaryOperator),
    /// An argument left out.
    Omitted,
    /// Raises this message when it is evaluated.
    Invalid(Invalid),
}

/// The body of `Formula(…)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Formula {
    /// Its code; parameters are `$1`, `$2` …
    pub routine: Arc<Routine>,
    /// Pairs of a variable of the surrounding routine and the variable here that takes its value when the formula is
    /// made.
    pub captures: Vec<(VariableId, VariableId)>,
    /// Where its text is.
    pub span: Span,
}
