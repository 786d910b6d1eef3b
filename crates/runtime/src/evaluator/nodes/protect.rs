//! `Use … End use`, `Try … Catch` and `Try(…)`.

use crate::errors;
use crate::node::{BoxedNode, Flow, Frame, Node, Step, Steps};
use crate::process::Process;
use crate::shared_use;
use fourd_source::Span;
use fourd_value::Value;

/// `Use … End use`. An object or collection that is not shared is used without a lock.
pub(crate) struct Use {
    pub(crate) object: BoxedNode,
    pub(crate) body: Steps,
    pub(crate) span: Span,
}

impl Step for Use {
    fn run(&self, process: &mut Process<'_>, frame: Frame) -> Flow {
        let object = self.object.value(process, frame);
        if process.attention {
            return process.settle();
        }
        let group = match (shared_use::group_of(&object), &object) {
            (Ok(group), _) => group,
            // No other process has an object that is not shared: there is nothing to lock.
            (Err(_), Value::Object(_) | Value::Collection(_)) => return self.body.run(process, frame),
            (Err(error), _) => {
                process.raise(error, self.span);
                return process.settle();
            }
        };
        if !shared_use::enter(process, group, self.span) {
            return process.settle();
        }
        let flow = self.body.run(process, frame);
        shared_use::leave(process);
        flow
    }
    fn blocks(&self, look: &mut dyn FnMut(&Steps)) {
        look(&self.body);
    }
}

/// `Try … Catch … End try`.
pub(crate) struct Try {
    pub(crate) body: Steps,
    pub(crate) catch: Steps,
}

impl Step for Try {
    fn run(&self, process: &mut Process<'_>, frame: Frame) -> Flow {
        process.error_handling.try_depth += 1;
        let flow = self.body.run(process, frame);
        process.error_handling.try_depth -= 1;
        process.end_of_try();
        if (flow == Flow::Unwind || process.attention) && errors::catch(process) {
            return self.catch.run(process, frame);
        }
        flow
    }
    fn blocks(&self, look: &mut dyn FnMut(&Steps)) {
        look(&self.body);
        look(&self.catch);
    }
}

/// `Try(expression)`: Undefined after an error.
pub(crate) struct TryNode {
    pub(crate) inner: BoxedNode,
    pub(crate) span: Span,
}

impl Node for TryNode {
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        if process.attention {
            return Value::Undefined;
        }
        process.error_handling.last_errors = None;
        process.error_handling.try_depth += 1;
        let value = self.inner.value(process, frame);
        process.error_handling.try_depth -= 1;
        process.end_of_try();
        if process.attention && errors::catch(process) {
            return Value::Undefined;
        }
        value
    }
    fn span(&self) -> Span {
        self.span
    }
}
