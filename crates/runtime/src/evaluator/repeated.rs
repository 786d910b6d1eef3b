//! One function called for many elements: its record on the stack of calls stays while the elements go by.

use crate::call::{CallResult, end_extras, inherited_this, prepare};
use crate::callee::Callee;
use crate::function::{FormulaFunction, RoutineFunction};
use crate::node::{BoxedNode, Flow, Frame, Steps};
use crate::process::Process;
use fourd_resolve::Type;
use fourd_resolve::typed::Slot;
use fourd_source::Span;
use fourd_value::{Function, Value};
use std::rc::Rc;

/// A function that is about to be called again and again with one value. While it lives, nothing else may be called by
/// the one who calls it, and [`Repeated::end`] must be the last thing that is done with it.
pub struct Repeated {
    callee: Rc<Callee>,
    captures: Vec<(Slot, Type, Value)>,
    /// All slots there are: those of `This`, of the parameter and of the result, and the function only computes an
    /// expression. The slots stay, too, while the elements go by.
    simple: bool,
    base: Frame,
    /// Where the parameter stands among the values of the process.
    parameter: usize,
    span: Span,
}

impl Repeated {
    /// Gets ready for calls; nothing where the function takes its argument in a way of its own.
    pub fn begin(process: &mut Process<'_>, function: &Function, span: Span) -> Option<Repeated> {
        let any = function.as_any();
        let (callee, captures, this) = match (any.downcast_ref::<FormulaFunction>(), any.downcast_ref()) {
            (Some(formula), _) => (&formula.callee, formula.captures.clone(), Some(Value::Null)),
            (None, Some(RoutineFunction { callee })) if !callee.on_server => (callee, Vec::new(), None),
            _ => return None,
        };
        let [parameter] = callee.variables.get(..callee.parameters)? else { return None };
        let takes_objects =
            matches!((parameter.slot, &parameter.declared), (Slot::Value(_), Type::Variant | Type::Object(None)));
        let is_special = callee.locks_this || callee.needs_super || callee.is_protected;
        if callee.is_outdated() || !takes_objects || parameter.lenient || is_special {
            return None;
        }
        if process.attention
            || process.stack_is_full()
            || crate::lower::body(process, callee).is_err()
            || process.lacks_stack(callee.stack_need.get())
        {
            return None;
        }
        let base = Frame { raw: process.raw.len() as u32, values: process.values.len() as u32 };
        let null_this = this.is_some() && !callee.has_this;
        if callee.has_this {
            let this = this.unwrap_or_else(|| inherited_this(process));
            process.values.push(this);
        }
        process.calls.enter(callee, base, process.serial, 1, span);
        if let Some(call) = process.calls.last_mut() {
            call.null_this = null_this;
        }
        let parameter = process.values.len();
        let slots = callee.defaults.len().saturating_sub(usize::from(callee.has_this));
        let simple = captures.is_empty()
            && (callee.raw_slots, slots) == (0, 2)
            && callee.arrays.is_empty()
            && callee.body.get().is_some_and(|body| expression(&body).is_some());
        if simple {
            process.values.push(Value::Undefined);
            prepare(process, callee, base);
        }
        Some(Repeated { callee: callee.clone(), captures, simple, base, parameter, span })
    }

    /// Calls the function with an object.
    #[inline]
    pub fn call(&self, process: &mut Process<'_>, first: Value) -> Value {
        process.serial += 1;
        let serial = process.serial;
        if let Some(call) = process.calls.last_mut() {
            call.serial = serial;
        }
        process.tick();
        if self.simple {
            return self.compute(process, first);
        }
        process.values.push(first);
        prepare(process, &self.callee, self.base);
        for (slot, declared, value) in &self.captures {
            process.set_slot(self.base, *slot, declared, value.clone(), self.span);
        }
        let mut result = Value::Undefined;
        if !process.attention
            && let Some(body) = self.body(process)
        {
            result = match expression(&body) {
                Some(expression) => self.evaluate(process, expression),
                None => self.run(process, &body),
            };
            if process.calls.has_extras() {
                self.end_extras(process);
            }
        }
        process.raw.truncate(self.base.raw as usize);
        process.values.truncate(self.parameter);
        result
    }

    /// The newest tree of the function: an observer may have come while the elements go by.
    #[inline]
    fn body(&self, process: &mut Process<'_>) -> Option<Rc<Steps>> {
        match crate::lower::body(process, &self.callee) {
            Ok(body) => Some(body),
            Err(error) => {
                process.raise(error, self.span);
                None
            }
        }
    }

    /// A call of a function that only computes an expression.
    #[inline]
    fn compute(&self, process: &mut Process<'_>, first: Value) -> Value {
        let Some(body) = self.body(process) else { return Value::Undefined };
        if let Some([parameter, result]) = process.values.get_mut(self.parameter..) {
            *parameter = first;
            if !matches!(result, Value::Undefined) {
                *result = Value::Undefined;
            }
        }
        if process.attention {
            return Value::Undefined;
        }
        let value = match expression(&body) {
            Some(expression) => self.evaluate(process, expression),
            // It is watched now.
            None => self.run(process, &body),
        };
        if process.calls.has_extras() {
            self.end_extras(process);
        }
        if let Some(parameter) = process.values.get_mut(self.parameter) {
            *parameter = Value::Undefined;
        }
        value
    }

    #[inline]
    fn evaluate(&self, process: &mut Process<'_>, expression: &BoxedNode) -> Value {
        let value = expression.value(process, self.base);
        if process.attention {
            return self.settle(process);
        }
        match value {
            Value::Array(array) => Value::Real(f64::from(array.current())),
            value => value,
        }
    }

    #[cold]
    #[inline(never)]
    fn settle(&self, process: &mut Process<'_>) -> Value {
        match process.settle() {
            Flow::Unwind => Value::Undefined,
            _ => Value::read(process, self.base, &self.callee, self.span),
        }
    }

    #[inline(never)]
    fn run(&self, process: &mut Process<'_>, body: &Steps) -> Value {
        match body.run(process, self.base) {
            Flow::Unwind => Value::Undefined,
            _ => Value::read(process, self.base, &self.callee, self.span),
        }
    }

    #[cold]
    #[inline(never)]
    fn end_extras(&self, process: &mut Process<'_>) {
        end_extras(process, self.span);
        if let Some(call) = process.calls.last_mut() {
            call.extras = None;
        }
    }

    /// No call follows.
    pub fn end(self, process: &mut Process<'_>) {
        process.calls.leave();
        process.raw.truncate(self.base.raw as usize);
        process.values.truncate(self.base.values as usize);
    }
}

/// The expression whose value the body returns into a variable of any type, where it does nothing else.
#[inline]
fn expression(body: &Steps) -> Option<&BoxedNode> {
    match &*body.steps {
        [only] => only.returned(),
        _ => None,
    }
}
