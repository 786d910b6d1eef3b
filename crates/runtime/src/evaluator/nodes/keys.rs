//! Properties of variables by names that are computed: `$object[$name]`.

use crate::node::{BoxedNode, Flow, Frame, MaybeNumber, Node, Step};
use crate::process::Process;
use fourd_source::Span;
use fourd_value::{Text, Value};

/// `$object[name]`.
pub(crate) struct Key {
    /// The variable in a value slot.
    pub(crate) slot: u32,
    /// The name, which is certain to be a text.
    pub(crate) name: BoxedNode,
    pub(crate) span: Span,
}

/// A number as such, and a copy of anything else.
#[inline(always)]
fn number_or_value(value: &Value) -> Result<f64, Value> {
    match value {
        Value::Real(number) => Ok(*number),
        other => Err(other.clone()),
    }
}

impl Key {
    /// Looks at the property of an object; what is found in another way is given back.
    #[inline]
    fn quick<R>(&self, process: &mut Process<'_>, frame: Frame, look: impl FnOnce(&Value) -> R) -> Result<R, Value> {
        // The name may be computed by something that changes the variable.
        let base = process.local(frame, self.slot).clone();
        let name = self.name.text(process, frame);
        if let Value::Object(object) = &base
            && !process.attention
            && let Some(found) = object.look_named(&name, look)
        {
            return Ok(found);
        }
        Err(self.slow(process, &base, name))
    }

    #[inline(never)]
    fn slow(&self, process: &mut Process<'_>, base: &Value, name: Text) -> Value {
        if process.attention { Value::Undefined } else { process.index(base, &Value::Text(name), self.span) }
    }
}

impl Node for Key {
    fn number(&self, process: &mut Process<'_>, frame: Frame) -> MaybeNumber {
        match self.quick(process, frame, number_or_value) {
            Ok(Ok(number)) => MaybeNumber::of(number),
            Ok(Err(value)) | Err(value) => process.leave_value(value),
        }
    }
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        match self.quick(process, frame, Value::clone) {
            Ok(value) | Err(value) => value,
        }
    }
    fn real(&self, process: &mut Process<'_>, frame: Frame) -> f64 {
        match self.quick(process, frame, number_or_value) {
            Ok(Ok(number)) | Err(Value::Real(number)) => number,
            Ok(Err(value)) | Err(value) => process.to_real(&value, self.span),
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

/// `$object[name]:=value`.
pub(crate) struct AssignKey {
    /// The variable in a value slot.
    pub(crate) slot: u32,
    /// The name, which is certain to be a text.
    pub(crate) name: BoxedNode,
    pub(crate) value: BoxedNode,
    /// Where the property stands.
    pub(crate) place: Span,
    pub(crate) span: Span,
}

impl Step for AssignKey {
    fn run(&self, process: &mut Process<'_>, frame: Frame) -> Flow {
        let base = process.local(frame, self.slot).clone();
        let name = self.name.text(process, frame);
        let Value::Object(object) = &base else { return self.assign_generally(process, frame, &base, name) };
        if process.attention {
            return self.assign_generally(process, frame, &base, name);
        }
        let value = self.value.value(process, frame);
        if process.attention {
            return self.failed(process);
        }
        match object.put_plain(&name, value) {
            Ok(()) => Flow::Next,
            Err(Value::Array(array)) => {
                process.set_property(object, &name, Value::Real(f64::from(array.current())), self.span);
                process.settle()
            }
            Err(value) => {
                process.set_property(object, &name, value, self.span);
                process.settle()
            }
        }
    }
}

impl AssignKey {
    /// The variable holds no object, or an error is on its way.
    #[inline(never)]
    fn assign_generally(&self, process: &mut Process<'_>, frame: Frame, base: &Value, name: Text) -> Flow {
        assign_generally(process, frame, (base, &Value::Text(name), self.place), &self.value, self.span)
    }

    #[cold]
    fn failed(&self, process: &mut Process<'_>) -> Flow {
        failed(process, &self.value)
    }
}

/// Assigns in the general way to `base[index]`, which stands at the third of `target`.
pub(crate) fn assign_generally(
    process: &mut Process<'_>,
    frame: Frame,
    target: (&Value, &Value, Span),
    value: &BoxedNode,
    span: Span,
) -> Flow {
    let (base, index, place) = target;
    let place = process.member_location(base, index, place);
    let given = match value.value(process, frame) {
        Value::Array(array) => Value::Real(f64::from(array.current())),
        given => given,
    };
    if process.attention {
        return failed(process, value);
    }
    process.write(&place, given, span);
    process.settle()
}

/// The value of an assignment has failed; what it gave nevertheless goes nowhere.
pub(crate) fn failed(process: &mut Process<'_>, value: &BoxedNode) -> Flow {
    process.take_result_of_failed(value.span());
    process.settle()
}
