//! XPath 1.0 as far as 4D documents it, and the usual functions besides
//! ([DOM Find XML element](https://developer.4d.com/docs/commands/dom-find-xml-element)).

mod before;
mod evaluate;
mod read;

pub(crate) use before::select_as_before;
pub(crate) use evaluate::{Found, select};
pub(crate) use read::{Position, SimpleStep, parse, simple_path};

/// An operator between two expressions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Union,
}

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Expression {
    /// A text.
    Literal(String),
    /// A number.
    Number(f64),
    /// The opposite of a number.
    Negative(Box<Expression>),
    /// Two expressions with an operator between them.
    #[allow(private_interfaces, reason = "only this module looks into expressions")]
    Binary(Operator, Box<Expression>, Box<Expression>),
    /// A function with its arguments.
    Call(String, Vec<Expression>),
    /// A path: where it begins and its steps.
    #[allow(private_interfaces, reason = "only this module looks into expressions")]
    Path(Begin, Vec<Step>),
}

/// Where a path begins.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Begin {
    /// At the document.
    Document,
    /// At the node in question.
    Here,
    /// At what an expression gives, filtered.
    Expression(Box<Expression>, Vec<Expression>),
}

/// A step of a path.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Step {
    pub(super) axis: Axis,
    pub(super) test: Test,
    pub(super) predicates: Vec<Expression>,
}

/// Which way a step goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Axis {
    Child,
    Descendant,
    DescendantOrSelf,
    Parent,
    Ancestor,
    AncestorOrSelf,
    FollowingSibling,
    PrecedingSibling,
    Following,
    Preceding,
    SelfNode,
    Attribute,
}

impl Axis {
    fn named(name: &str) -> Option<Axis> {
        Some(match name {
            "child" => Axis::Child,
            "descendant" => Axis::Descendant,
            "descendant-or-self" => Axis::DescendantOrSelf,
            "parent" => Axis::Parent,
            "ancestor" => Axis::Ancestor,
            "ancestor-or-self" => Axis::AncestorOrSelf,
            "following-sibling" => Axis::FollowingSibling,
            "preceding-sibling" => Axis::PrecedingSibling,
            "following" => Axis::Following,
            "preceding" => Axis::Preceding,
            "self" => Axis::SelfNode,
            "attribute" => Axis::Attribute,
            _ => return None,
        })
    }

    /// Whether positions on the axis count from the node backwards.
    fn is_reverse(self) -> bool {
        matches!(self, Axis::Parent | Axis::Ancestor | Axis::AncestorOrSelf | Axis::PrecedingSibling | Axis::Preceding)
    }
}

/// Which nodes a step takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Test {
    /// Elements, or attributes, of that name.
    Name(String),
    /// Elements, or attributes, with that prefix.
    Prefix(String),
    /// All elements, or attributes.
    Any,
    /// All nodes.
    Node,
    /// Texts and CDATA sections.
    Text,
    /// Comments.
    Comment,
    /// Processing instructions, of a target where one is given.
    Instruction(Option<String>),
}
