//! Texts of numbers.

use crate::command::{Argument, Arguments, CommandEntry};
use crate::node::{BoxedNode, Frame, Node};
use crate::process::Process;
use fourd_source::Span;
use fourd_value::{Text, Value};

/// A command that gives a text, with one argument, which mostly is a number.
pub(crate) struct NumberText {
    /// What it gives for a number.
    pub(crate) function: fn(f64) -> Text,
    /// The command, for other values.
    pub(crate) entry: &'static CommandEntry,
    pub(crate) argument: BoxedNode,
    pub(crate) span: Span,
}

impl NumberText {
    #[inline(never)]
    fn of_value(&self, process: &mut Process<'_>, value: Value) -> Value {
        if process.attention {
            return Value::Undefined;
        }
        let mut arguments = Arguments::new([Argument::Value(value)].into_iter().collect(), self.span);
        match (self.entry.run)(process, &mut arguments) {
            Ok(value) => value,
            Err(error) => {
                process.raise(self.entry.named_error(error), self.span);
                Value::Undefined
            }
        }
    }
}

impl Node for NumberText {
    fn text(&self, process: &mut Process<'_>, frame: Frame) -> Text {
        let given = self.argument.number(process, frame);
        if !given.may_be_other() && !process.attention {
            return (self.function)(given.number());
        }
        let value = process.take_value(given);
        match self.of_value(process, value) {
            Value::Text(text) => text,
            other => process.to_text(&other, self.span),
        }
    }
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        let given = self.argument.number(process, frame);
        if !given.may_be_other() && !process.attention {
            return Value::Text((self.function)(given.number()));
        }
        let value = process.take_value(given);
        self.of_value(process, value)
    }
    fn span(&self) -> Span {
        self.span
    }
}
