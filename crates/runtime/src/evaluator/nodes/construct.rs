//! `cs.Name.new(…)` and comparisons with Null.

use super::invoke::MemberCall;
use super::operators;
use crate::call;
use crate::callee::Callee;
use crate::classes;
use crate::node::{BoxedNode, Frame, Node};
use crate::process::Process;
use fourd_resolve::typed::BinaryOperator;
use fourd_source::Span;
use fourd_value::{Class, Object, Value};
use std::cell::OnceCell;
use std::rc::Rc;

/// `cs.Name.new(…)`: after the first time the class is known.
pub(crate) struct Construct {
    pub(crate) general: MemberCall,
    pub(crate) known: OnceCell<Construction>,
}

/// What is needed to make objects of a class that gives its properties no first values.
pub(crate) struct Construction {
    class: Rc<Class>,
    constructor: Option<Rc<Callee>>,
}

impl Construction {
    /// The class that a value is, where nothing but its constructor runs when an object is made.
    fn of(process: &mut Process<'_>, receiver: &Value) -> Option<Self> {
        let class = classes::class_of_class_object(process, receiver.as_object()?)?;
        if class.kind.built_in || class.kind.singleton || class.kind.shared {
            return None;
        }
        let mut constructor = None;
        let mut next = Some(class.clone());
        while let Some(class) = next {
            if let Some(code) = classes::code(&class) {
                if code.initializer.is_some() {
                    return None;
                }
                constructor = constructor.or_else(|| code.constructor.clone());
            }
            next = class.superclass();
        }
        Some(Self { class, constructor })
    }
}

impl Node for Construct {
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        let Some(known) = self.known.get() else {
            let receiver = self.general.receiver.value(process, frame);
            if !process.attention
                && let Some(found) = Construction::of(process, &receiver)
            {
                let _ = self.known.set(found);
            }
            return self.general.value(process, frame);
        };
        let Some(constructor) = &known.constructor else { return self.general.value(process, frame) };
        if process.attention {
            return Value::Undefined;
        }
        let object = Object::of_class(&known.class);
        let this = Some(Value::Object(object.clone()));
        call::call::<()>(process, constructor, this, &self.general.arguments, frame, self.general.span);
        if process.attention { Value::Undefined } else { Value::Object(object) }
    }
    fn span(&self) -> Span {
        self.general.span
    }
}

/// `value=Null` and `value#Null`.
pub(crate) struct NullComparison {
    pub(crate) operand: BoxedNode,
    /// `=` or `#`.
    pub(crate) operator: BinaryOperator,
    pub(crate) span: Span,
}

impl Node for NullComparison {
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        Value::Boolean(self.boolean(process, frame))
    }
    fn boolean(&self, process: &mut Process<'_>, frame: Frame) -> bool {
        let mut holds = false;
        let mut failed = None;
        self.operand.look(process, frame, &mut |value| match value {
            // Operators have a meaning of their own for pictures.
            Value::Picture(_) => match operators::apply(self.operator, value, &Value::Null) {
                Ok(result) => holds = result.as_boolean().unwrap_or(false),
                Err(error) => failed = Some(error),
            },
            value => holds = value.is_null() == (self.operator == BinaryOperator::Equal),
        });
        if process.attention {
            return false;
        }
        if let Some(error) = failed {
            process.raise(error, self.span);
        }
        holds
    }
    fn span(&self) -> Span {
        self.span
    }
}
