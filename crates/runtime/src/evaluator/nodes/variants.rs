//! Code without declarations: nodes that find numbers and texts in variables of any type as quickly as in typed ones.

use super::access::{ValueOperand, ValueSlot, unreachable_look};
use super::assign::AssignValue;
use super::leaf::LocalValue;
use super::operand::AnyOperand;
use crate::convert::whole;
use crate::node::{BoxedNode, Flow, Frame, MaybeNumber, Node, Step};
use crate::process::Process;
use fourd_resolve::typed::BinaryOperator;
use fourd_source::Span;
use fourd_value::{Collection, Value};

/// `base[index]` with an index of any type, which may be evaluated before the base.
pub(crate) struct Index<B, I> {
    pub(crate) base: B,
    pub(crate) index: I,
    pub(crate) span: Span,
}

impl<B: ValueOperand, I: AnyOperand> Index<B, I> {
    /// Looks at an element of a collection; what is found in another way is given back.
    #[inline]
    fn quick<R>(&self, process: &mut Process<'_>, frame: Frame, look: impl FnOnce(&Value) -> R) -> Result<R, Value> {
        self.find(process, frame, |collection, position| collection.look_plain(position, look))
    }

    /// What `find` finds in a collection; what is found in another way is given back.
    #[inline]
    fn find<R>(
        &self,
        process: &mut Process<'_>,
        frame: Frame,
        find: impl FnOnce(&Collection, usize) -> Option<R>,
    ) -> Result<R, Value> {
        let given = self.index.number(process, frame);
        if given.may_be_other() {
            let index = process.take_value(given);
            return Err(self.slow(process, frame, &index));
        }
        let position = usize::try_from(whole(given.number())).unwrap_or(usize::MAX);
        let found = self.base.with(process, frame, |base| match base {
            Value::Collection(collection) => find(collection, position),
            _ => None,
        });
        match found {
            Some(found) => Ok(found),
            None => Err(self.slow(process, frame, &Value::Real(given.number()))),
        }
    }

    #[inline(never)]
    fn slow(&self, process: &mut Process<'_>, frame: Frame, index: &Value) -> Value {
        if process.attention {
            return Value::Undefined;
        }
        let base = self.base.with(process, frame, Value::clone);
        if process.attention { Value::Undefined } else { process.index(&base, index, self.span) }
    }
}

impl<B: ValueOperand, I: AnyOperand> Node for Index<B, I> {
    #[inline]
    fn number(&self, process: &mut Process<'_>, frame: Frame) -> MaybeNumber {
        match self.find(process, frame, Collection::number) {
            Ok(number) => MaybeNumber::of(number),
            Err(value) => process.leave_value(value),
        }
    }
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        match self.quick(process, frame, Value::clone) {
            Ok(value) | Err(value) => value,
        }
    }
    #[inline]
    fn real(&self, process: &mut Process<'_>, frame: Frame) -> f64 {
        match self.find(process, frame, Collection::number) {
            Ok(number) | Err(Value::Real(number)) => number,
            Err(value) => process.to_real(&value, self.span),
        }
    }
    fn look(&self, process: &mut Process<'_>, frame: Frame, look: &mut dyn FnMut(&Value)) {
        if let Err(value) = self.quick(process, frame, &mut *look) {
            look(&value);
        }
    }
    fn span(&self) -> Span {
        self.span
    }
}

/// An element of an element is looked at in its place.
impl ValueOperand for Index<ValueSlot, LocalValue> {
    const IN_PLACE: bool = false;
    #[inline]
    fn with<R>(&self, process: &mut Process<'_>, frame: Frame, look: impl FnOnce(&Value) -> R) -> R {
        let mut look = Some(look);
        let found = self.find(process, frame, |collection, position| {
            collection.look_value(position, |value| look.take().map(|look| look(value)))
        });
        match (found, look) {
            (Ok(Some(result)), _) => result,
            (Err(value), Some(look)) => look(&value),
            _ => unreachable_look(),
        }
    }
}

/// True or False to a variable of any type.
pub(crate) struct AssignBoolean {
    pub(crate) slot: u32,
    pub(crate) value: BoxedNode,
}

impl Step for AssignBoolean {
    fn run(&self, process: &mut Process<'_>, frame: Frame) -> Flow {
        let value = self.value.boolean(process, frame);
        if process.attention {
            return process.settle();
        }
        match process.local_mut(frame, self.slot) {
            Value::Boolean(old) => *old = value,
            slot => *slot = Value::Boolean(value),
        }
        Flow::Next
    }
}

/// `$variable:=$variable+…` of a variable of any type: appends in place where both are texts.
pub(crate) struct AddTo {
    pub(crate) addend: BoxedNode,
    /// The assignment as it is written.
    pub(crate) assignment: AssignValue,
}

impl Step for AddTo {
    fn run(&self, process: &mut Process<'_>, frame: Frame) -> Flow {
        let slot = self.assignment.slot;
        let Value::Text(text) = process.local(frame, slot) else {
            return self.assignment.run(process, frame);
        };
        let mut text = text.clone();
        let value = match self.addend.value(process, frame) {
            _ if process.attention => return process.settle(),
            Value::Text(added) => {
                // The variable gives up its share, so that the text grows where it stands.
                *process.local_mut(frame, slot) = Value::Undefined;
                if let Err(error) = text.try_push(&added) {
                    *process.local_mut(frame, slot) = Value::Text(text);
                    process.raise(error, self.assignment.value.span());
                    return process.settle();
                }
                Value::Text(text)
            }
            other => match super::operators::apply(BinaryOperator::Add, &Value::Text(text), &other) {
                Ok(value) => value,
                Err(error) => {
                    process.raise(error, self.assignment.value.span());
                    return process.settle();
                }
            },
        };
        *process.local_mut(frame, slot) = value;
        Flow::Next
    }
}
