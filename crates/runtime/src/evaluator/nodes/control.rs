//! Expressions as statements, branches and the ends of routines.

use crate::convert::to_longint;
use crate::node::{BoxedNode, Flow, Frame, Node, Step, Steps};
use crate::process::Process;
use fourd_resolve::Type;
use fourd_resolve::typed::Slot;
use fourd_source::Span;
use fourd_value::{Error, Value};

/// An expression as a statement.
pub(crate) struct Evaluate(pub(crate) BoxedNode);

impl Step for Evaluate {
    fn run(&self, process: &mut Process<'_>, frame: Frame) -> Flow {
        self.0.run(process, frame);
        process.settle()
    }
}

/// `If … Else … End if`.
pub(crate) struct If {
    pub(crate) condition: BoxedNode,
    pub(crate) then: Steps,
    pub(crate) otherwise: Steps,
}

impl Step for If {
    fn run(&self, process: &mut Process<'_>, frame: Frame) -> Flow {
        let condition = self.condition.boolean(process, frame);
        if process.attention {
            return process.settle();
        }
        if condition { self.then.run(process, frame) } else { self.otherwise.run(process, frame) }
    }
    fn blocks(&self, look: &mut dyn FnMut(&Steps)) {
        look(&self.then);
        look(&self.otherwise);
    }
}

/// `Case of`.
pub(crate) struct Case {
    pub(crate) branches: Box<[(BoxedNode, Steps)]>,
    pub(crate) otherwise: Steps,
}

impl Step for Case {
    fn run(&self, process: &mut Process<'_>, frame: Frame) -> Flow {
        for (condition, body) in &self.branches {
            let holds = condition.boolean(process, frame);
            if process.attention {
                return process.settle();
            }
            if holds {
                return body.run(process, frame);
            }
        }
        self.otherwise.run(process, frame)
    }
    fn blocks(&self, look: &mut dyn FnMut(&Steps)) {
        self.branches.iter().for_each(|(_, body)| look(body));
        look(&self.otherwise);
    }
}

/// `break`.
pub(crate) struct Break;

impl Step for Break {
    fn run(&self, _process: &mut Process<'_>, _frame: Frame) -> Flow {
        Flow::Break
    }
}

/// `continue`.
pub(crate) struct Continue;

impl Step for Continue {
    fn run(&self, _process: &mut Process<'_>, _frame: Frame) -> Flow {
        Flow::Continue
    }
}

/// `return` without a value.
pub(crate) struct Leave;

impl Step for Leave {
    fn run(&self, _process: &mut Process<'_>, _frame: Frame) -> Flow {
        Flow::Return
    }
}

/// `return value`.
pub(crate) struct Return {
    pub(crate) value: BoxedNode,
    pub(crate) result: Option<(Slot, Type)>,
    pub(crate) span: Span,
}

impl Step for Return {
    fn run(&self, process: &mut Process<'_>, frame: Frame) -> Flow {
        match &self.result {
            Some((Slot::Raw(slot), Type::Integer)) => {
                let value = self.value.integer(process, frame);
                if !process.attention {
                    process.set_raw(frame, *slot, to_longint(value) as u64);
                }
            }
            Some((Slot::Raw(slot), Type::Real)) => {
                let value = self.value.real(process, frame);
                if !process.attention {
                    process.set_raw(frame, *slot, value.to_bits());
                }
            }
            Some((Slot::Value(slot), Type::Variant)) if self.value.gives_numbers() => {
                let given = self.value.number(process, frame);
                if !process.attention {
                    match process.take_value(given) {
                        Value::Real(number) => process.set_number(frame, *slot, number),
                        value => *process.local_mut(frame, *slot) = value,
                    }
                }
            }
            Some((Slot::Value(slot), Type::Variant)) => {
                let value = match self.value.passed(process, frame) {
                    Value::Array(array) => Value::Real(f64::from(array.current())),
                    value => value,
                };
                if !process.attention {
                    *process.local_mut(frame, *slot) = value;
                }
            }
            Some((slot, declared)) => {
                let value = match self.value.passed(process, frame) {
                    Value::Array(array) => Value::Real(f64::from(array.current())),
                    value => value,
                };
                if !process.attention {
                    process.set_slot(frame, *slot, declared, value, self.span);
                }
            }
            None => self.value.run(process, frame),
        }
        if process.attention { process.settle() } else { Flow::Return }
    }

    fn returned(&self) -> Option<&BoxedNode> {
        matches!(self.result, Some((Slot::Value(_), Type::Variant))).then_some(&self.value)
    }
}

/// `return value` as a part of an expression: the statement around it ends the routine.
pub(crate) struct ReturnNode(pub(crate) Return);

impl Node for ReturnNode {
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        if self.0.run(process, frame) == Flow::Return {
            process.return_requested = true;
            process.attention = true;
        }
        Value::Undefined
    }
    fn span(&self) -> Span {
        self.0.span
    }
}

/// A statement that raises when it is reached.
pub(crate) struct InvalidStep {
    pub(crate) error: Error,
    pub(crate) span: Span,
}

impl Step for InvalidStep {
    fn run(&self, process: &mut Process<'_>, _frame: Frame) -> Flow {
        process.raise(self.error.clone(), self.span);
        process.settle()
    }
}
