//! A call of a command that would show something.

use crate::convert::default_value;
use crate::intercepted::intercept;
use crate::node::{BoxedNode, Frame, Node};
use crate::process::Process;
use fourd_catalog::Answer;
use fourd_resolve::Type;
use fourd_source::Span;
use fourd_value::Value;

/// A call of a command that would show something: its arguments are evaluated, its answer is the empty value of its type.
pub(crate) struct Intercepted {
    pub(crate) command: &'static fourd_catalog::Command,
    pub(crate) answer: Answer,
    pub(crate) arguments: Box<[BoxedNode]>,
    pub(crate) span: Span,
}

impl Node for Intercepted {
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        for argument in &self.arguments {
            argument.value(process, frame);
        }
        if process.attention {
            return Value::Undefined;
        }
        intercept(process, self.command.name, self.answer, self.span);
        match self.command.result.map(Type::named) {
            None => Value::Undefined,
            Some(Some(Type::Object(_) | Type::Collection) | None) => Value::Null,
            Some(Some(declared)) => default_value(&declared),
        }
    }
    fn span(&self) -> Span {
        self.span
    }
}
