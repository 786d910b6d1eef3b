//! Elements of collections in variables as targets: `$collection[$position]:=value`.

use super::keys;
use crate::node::{BoxedNode, Flow, Frame, Step};
use crate::process::Process;
use fourd_source::Span;
use fourd_value::Value;

/// Positions from here on are refused by the general way.
const POSITIONS: i64 = 1 << 30;

/// `$collection[position]:=value`.
pub(crate) struct AssignItem {
    /// The variable in a value slot.
    pub(crate) slot: u32,
    /// The position, a whole number whose evaluation has no effect.
    pub(crate) position: BoxedNode,
    pub(crate) value: BoxedNode,
    /// Where the element stands.
    pub(crate) place: Span,
    pub(crate) span: Span,
}

impl Step for AssignItem {
    fn run(&self, process: &mut Process<'_>, frame: Frame) -> Flow {
        let base = process.local(frame, self.slot).clone();
        let position = self.position.integer(process, frame);
        let Value::Collection(collection) = &base else {
            return self.assign_generally(process, frame, &base, position);
        };
        let Ok(index) = usize::try_from(position) else {
            return self.assign_generally(process, frame, &base, position);
        };
        if process.attention || position >= POSITIONS || collection.as_shared().is_some() {
            return self.assign_generally(process, frame, &base, position);
        }
        let value = self.value.value(process, frame);
        if process.attention {
            return keys::failed(process, &self.value);
        }
        if matches!(
            value,
            Value::Real(_) | Value::Text(_) | Value::Object(_) | Value::Collection(_) | Value::Boolean(_) | Value::Null
        ) {
            if let Err(error) = collection.set(index, value, process.writer()) {
                process.raise(error, self.span);
                return process.settle();
            }
            return Flow::Next;
        }
        self.write(process, &base, position, value)
    }
}

impl AssignItem {
    /// The variable holds no collection, or a shared one, or an error is on its way.
    #[inline(never)]
    fn assign_generally(&self, process: &mut Process<'_>, frame: Frame, base: &Value, position: i64) -> Flow {
        let target = (base, &Value::integer(position), self.place);
        keys::assign_generally(process, frame, target, &self.value, self.span)
    }

    /// Writes a value that a collection does not hold as it is.
    #[inline(never)]
    fn write(&self, process: &mut Process<'_>, base: &Value, position: i64, value: Value) -> Flow {
        let place = process.member_location(base, &Value::integer(position), self.place);
        process.write(&place, value, self.span);
        process.settle()
    }
}
