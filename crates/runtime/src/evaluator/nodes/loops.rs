//! Loops.

use super::locations::LocationNode;
use crate::convert::{to_longint, whole};
use crate::node::{BoxedNode, Flow, Frame, LoopBody, Step};
use crate::process::Process;
use fourd_resolve::Type;
use fourd_resolve::typed::{LoopCondition, Slot};
use fourd_source::Span;
use fourd_value::{Error, Value, error};
use std::rc::Rc;

/// Runs what a loop repeats; ends the surrounding function where the loop is left.
macro_rules! round {
    ($running:expr, $process:expr, $frame:expr) => {
        match $running.body.steps.run($process, $frame) {
            Flow::Next | Flow::Continue => {}
            Flow::Break => return Flow::Next,
            leave @ (Flow::Return | Flow::Unwind) => return leave,
        }
        $running.tick($process);
        if $process.attention {
            return $process.settle();
        }
    };
}

/// A loop while it runs.
struct Running {
    /// What it repeats: that of the newest tree of the routine.
    body: Rc<LoopBody>,
    /// How many loops of the process are around it, and itself.
    depth: u32,
    /// The statement.
    span: Span,
}

impl Running {
    /// A round has ended.
    #[inline(always)]
    fn tick(&mut self, process: &mut Process<'_>) {
        process.fuel -= 1;
        if process.fuel <= 0 {
            self.look_around(process);
        }
    }

    #[cold]
    #[inline(never)]
    fn look_around(&mut self, process: &mut Process<'_>) {
        if process.look_around_in_loop(self.depth)
            && let Some(callee) = process.calls.last().map(|call| call.callee.clone())
            && let Ok(tree) = crate::lower::body(process, &callee)
            && let Some(body) = tree.loop_at(self.span)
        {
            self.body = body;
        }
    }
}

/// Runs a loop.
#[inline(always)]
fn repeat(
    process: &mut Process<'_>,
    body: &Rc<LoopBody>,
    span: Span,
    rounds: impl FnOnce(&mut Process<'_>, &mut Running) -> Flow,
) -> Flow {
    process.loops += 1;
    let mut running = Running { body: body.clone(), depth: process.loops, span };
    let flow = rounds(process, &mut running);
    process.loops = running.depth - 1;
    flow
}

/// `For` over an Integer variable.
pub(crate) struct ForInteger {
    pub(crate) slot: u32,
    pub(crate) first: BoxedNode,
    pub(crate) last: BoxedNode,
    pub(crate) step: Option<BoxedNode>,
    pub(crate) body: Rc<LoopBody>,
    pub(crate) span: Span,
}

impl Step for ForInteger {
    fn run(&self, process: &mut Process<'_>, frame: Frame) -> Flow {
        let first = self.first.integer(process, frame);
        let last = self.last.integer(process, frame);
        let step = match &self.step {
            Some(step) => step.integer(process, frame),
            None => 1,
        };
        if process.attention {
            return process.settle();
        }
        let mut counter = to_longint(first);
        process.set_raw(frame, self.slot, counter as u64);
        repeat(process, &self.body, self.span, |process, running| {
            while (step >= 0 && counter <= last) || (step < 0 && counter >= last) {
                round!(running, process, frame);
                counter = process.local_integer(frame, self.slot) + step;
                process.set_raw(frame, self.slot, counter as u64);
                if counter != to_longint(counter) {
                    // The counter has left the range of an Integer: it has passed every last value, though it wraps.
                    process.set_raw(frame, self.slot, to_longint(counter) as u64);
                    break;
                }
            }
            Flow::Next
        })
    }

    fn loop_body(&self) -> Option<&Rc<LoopBody>> {
        Some(&self.body)
    }
}

/// `For` over a variable of any type.
pub(crate) struct ForVariant {
    pub(crate) slot: u32,
    pub(crate) first: BoxedNode,
    pub(crate) last: BoxedNode,
    pub(crate) step: Option<BoxedNode>,
    pub(crate) body: Rc<LoopBody>,
    pub(crate) span: Span,
}

impl Step for ForVariant {
    fn run(&self, process: &mut Process<'_>, frame: Frame) -> Flow {
        let first = self.first.real(process, frame);
        let last = self.last.real(process, frame);
        let step = match &self.step {
            Some(step) => step.real(process, frame),
            None => 1.0,
        };
        if process.attention {
            return process.settle();
        }
        process.set_number(frame, self.slot, first);
        let mut counter = first;
        repeat(process, &self.body, self.span, |process, running| {
            loop {
                if !((step >= 0.0 && counter <= last) || (step < 0.0 && counter >= last)) {
                    return Flow::Next;
                }
                round!(running, process, frame);
                let number = match process.local(frame, self.slot) {
                    Value::Real(number) => *number,
                    other => other.as_real().unwrap_or(counter),
                };
                counter = number + step;
                if counter == number && step != 0.0 {
                    return Flow::Next;
                }
                process.set_number(frame, self.slot, counter);
            }
        })
    }

    fn loop_body(&self) -> Option<&Rc<LoopBody>> {
        Some(&self.body)
    }
}

/// `For` over anything else.
pub(crate) struct ForLocation {
    pub(crate) counter: Box<dyn LocationNode>,
    pub(crate) first: BoxedNode,
    pub(crate) last: BoxedNode,
    pub(crate) step: Option<BoxedNode>,
    pub(crate) body: Rc<LoopBody>,
    pub(crate) span: Span,
}

impl Step for ForLocation {
    fn run(&self, process: &mut Process<'_>, frame: Frame) -> Flow {
        let first = self.first.real(process, frame);
        let last = self.last.real(process, frame);
        let step = match &self.step {
            Some(step) => step.real(process, frame),
            None => 1.0,
        };
        let place = self.counter.place(process, frame);
        if process.attention {
            return process.settle();
        }
        process.write(&place, Value::Real(first), self.span);
        repeat(process, &self.body, self.span, |process, running| {
            loop {
                let value = process.read(&place, self.span);
                let counter = match value {
                    Value::Real(number) => number,
                    other => process.to_real(&other, self.span),
                };
                if process.attention {
                    return process.settle();
                }
                if !((step >= 0.0 && counter <= last) || (step < 0.0 && counter >= last)) {
                    return Flow::Next;
                }
                round!(running, process, frame);
                let value = process.read(&place, self.span).as_real().unwrap_or(counter);
                if value + step == value && step != 0.0 {
                    return Flow::Next;
                }
                process.write(&place, Value::Real(value + step), self.span);
                let next = process.read(&place, self.span).as_real().unwrap_or(value);
                if (step > 0.0 && next < value) || (step < 0.0 && next > value) {
                    // An Integer has wrapped: its counter has passed every last value.
                    return process.settle();
                }
            }
        })
    }

    fn loop_body(&self) -> Option<&Rc<LoopBody>> {
        Some(&self.body)
    }
}

/// `While … End while`.
pub(crate) struct While {
    pub(crate) condition: BoxedNode,
    pub(crate) body: Rc<LoopBody>,
    pub(crate) span: Span,
}

impl Step for While {
    fn run(&self, process: &mut Process<'_>, frame: Frame) -> Flow {
        repeat(process, &self.body, self.span, |process, running| {
            loop {
                let holds = self.condition.boolean(process, frame);
                if process.attention {
                    return process.settle();
                }
                if !holds {
                    return Flow::Next;
                }
                round!(running, process, frame);
            }
        })
    }

    fn loop_body(&self) -> Option<&Rc<LoopBody>> {
        Some(&self.body)
    }
}

/// `Repeat … Until`.
pub(crate) struct Repeat {
    pub(crate) body: Rc<LoopBody>,
    pub(crate) span: Span,
}

impl Step for Repeat {
    fn run(&self, process: &mut Process<'_>, frame: Frame) -> Flow {
        repeat(process, &self.body, self.span, |process, running| {
            loop {
                round!(running, process, frame);
                let done = running.body.until.as_ref().is_none_or(|until| until.boolean(process, frame));
                if process.attention {
                    return process.settle();
                }
                if done {
                    return Flow::Next;
                }
            }
        })
    }

    fn loop_body(&self) -> Option<&Rc<LoopBody>> {
        Some(&self.body)
    }
}

/// A local variable that takes some values as they are.
pub(crate) enum ItemSlot {
    Any(u32),
    Object(u32),
    Collection(u32),
    Text(u32),
    Integer(u32),
    Real(u32),
}

impl ItemSlot {
    /// The slot of a variable with that type.
    pub(crate) fn of(slot: Slot, declared: &Type) -> Option<Self> {
        Some(match (slot, declared) {
            (Slot::Value(slot), Type::Variant) => Self::Any(slot),
            (Slot::Value(slot), Type::Object(None)) => Self::Object(slot),
            (Slot::Value(slot), Type::Collection) => Self::Collection(slot),
            (Slot::Value(slot), Type::Text) => Self::Text(slot),
            (Slot::Raw(slot), Type::Integer) => Self::Integer(slot),
            (Slot::Raw(slot), Type::Real) => Self::Real(slot),
            _ => return None,
        })
    }

    /// Gives the variable the value, which comes back where it must be converted.
    #[inline]
    fn set(&self, process: &mut Process<'_>, frame: Frame, value: Value) -> Result<(), Value> {
        match (self, value) {
            (Self::Any(slot), value @ (Value::Object(_) | Value::Collection(_) | Value::Text(_) | Value::Real(_)))
            | (Self::Object(slot), value @ Value::Object(_))
            | (Self::Collection(slot), value @ Value::Collection(_))
            | (Self::Text(slot), value @ Value::Text(_)) => *process.local_mut(frame, *slot) = value,
            (Self::Integer(slot), Value::Real(number)) => {
                process.set_raw(frame, *slot, to_longint(whole(number)) as u64);
            }
            (Self::Real(slot), Value::Real(number)) => process.set_raw(frame, *slot, number.to_bits()),
            (_, value) => return Err(value),
        }
        Ok(())
    }
}

/// `For each`.
pub(crate) struct ForEach {
    pub(crate) item: Box<dyn LocationNode>,
    /// The slot of the item where it is a local variable that takes values as they are.
    pub(crate) slot: Option<ItemSlot>,
    pub(crate) source: BoxedNode,
    pub(crate) begin: Option<BoxedNode>,
    pub(crate) end: Option<BoxedNode>,
    pub(crate) condition: Option<(LoopCondition, BoxedNode)>,
    pub(crate) body: Rc<LoopBody>,
    pub(crate) span: Span,
}

impl ForEach {
    fn position(
        &self,
        node: Option<&BoxedNode>,
        process: &mut Process<'_>,
        frame: Frame,
        length: usize,
        default: usize,
    ) -> usize {
        let Some(node) = node else { return default };
        let position = node.integer(process, frame);
        let position = if position < 0 { position.saturating_add(length as i64).max(0) } else { position };
        usize::try_from(position).unwrap_or(0).min(length)
    }

    /// Gives the item its value and runs the body; `None` where the loop goes on.
    #[inline]
    fn round(&self, process: &mut Process<'_>, running: &mut Running, frame: Frame, value: Value) -> Option<Flow> {
        let set = match &self.slot {
            Some(slot) => slot.set(process, frame, value),
            None => Err(value),
        };
        if let Err(value) = set {
            let place = self.item.place(process, frame);
            process.write(&place, value, self.span);
            if process.attention {
                return Some(process.settle());
            }
        }
        if let Some((LoopCondition::While, condition)) = &self.condition {
            let holds = condition.boolean(process, frame);
            if process.attention {
                return Some(process.settle());
            }
            if !holds {
                return Some(Flow::Next);
            }
        }
        match running.body.steps.run(process, frame) {
            Flow::Next | Flow::Continue => {}
            Flow::Break => return Some(Flow::Next),
            leave @ (Flow::Return | Flow::Unwind) => return Some(leave),
        }
        if let Some((LoopCondition::Until, condition)) = &self.condition {
            let done = condition.boolean(process, frame);
            if process.attention {
                return Some(process.settle());
            }
            if done {
                return Some(Flow::Next);
            }
        }
        running.tick(process);
        process.attention.then(|| process.settle())
    }
}

impl Step for ForEach {
    fn run(&self, process: &mut Process<'_>, frame: Frame) -> Flow {
        let source = self.source.value(process, frame);
        if process.attention {
            return process.settle();
        }
        repeat(process, &self.body, self.span, |process, running| {
            match source {
                Value::Collection(collection) => {
                    let length = collection.len();
                    let begin = self.position(self.begin.as_ref(), process, frame, length, 0);
                    let end = self.position(self.end.as_ref(), process, frame, length, length);
                    let mut position = begin;
                    while position < end {
                        if collection.as_shared().is_some() {
                            process.observe();
                        }
                        let Some(value) = collection.get(position) else { break };
                        if let Some(flow) = self.round(process, running, frame, value) {
                            return flow;
                        }
                        position += 1;
                    }
                }
                Value::Object(object) => {
                    // Begin and end have no effect on properties.
                    if let Some(shape) = object.shape().filter(|shape| object.is_plain() && !shape.is_private()) {
                        // A shape that objects share never changes.
                        let mut position = 0;
                        while let Some(key) = shape.key(position) {
                            if let Some(flow) = self.round(process, running, frame, Value::Text(key)) {
                                return flow;
                            }
                            position += 1;
                        }
                        return process.settle();
                    }
                    for key in crate::classes::names(process, &object) {
                        if let Some(flow) = self.round(process, running, frame, Value::Text(key)) {
                            return flow;
                        }
                    }
                }
                Value::Null | Value::Undefined => {}
                other => {
                    let text = format!("`For each` goes through collections and objects, found {}", other.type_name());
                    process.raise(Error::with(error::INCOMPATIBLE_TYPES, text), self.span);
                }
            }
            process.settle()
        })
    }

    fn loop_body(&self) -> Option<&Rc<LoopBody>> {
        Some(&self.body)
    }
}
