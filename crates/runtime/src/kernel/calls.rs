//! The calls that a process is in.

use crate::callee::Callee;
use crate::error_state::Raised;
use crate::frame::Frame;
use fourd_source::Span;
use fourd_value::{Function, Value};
use std::ops::{Deref, DerefMut};
use std::rc::Rc;

/// One call on the stack of a process.
pub struct Activation {
    /// The routine.
    pub callee: Rc<Callee>,
    /// Its slots.
    pub frame: Frame,
    /// Tells this call from all others of the process.
    pub serial: u64,
    /// How many arguments were passed.
    pub count: u32,
    /// Where the call stands in the calling routine.
    pub call_span: Span,
    /// `This` is Null in a routine that does not name it; it is so for the methods that it calls.
    pub null_this: bool,
    /// What few calls have.
    pub extras: Option<Box<CallExtras>>,
}

/// What few calls have.
#[derive(Default)]
pub struct CallExtras {
    /// Arguments beyond the declared parameters.
    pub extra: Vec<Value>,
    /// Formulas of `defer`, run at the end, last first.
    pub deferred: Vec<Function>,
    /// `This` of a method that does not name it.
    pub this: Option<Value>,
    /// A constructor has called `Super`.
    pub super_called: bool,
    /// Errors that `throw` put off until the routine ends, or the `Try` around them.
    pub(crate) put_off: Vec<PutOff>,
}

/// An error that `throw` put off.
pub(crate) struct PutOff {
    /// The error.
    pub(crate) raised: Raised,
    /// Where the `throw` stands.
    pub(crate) span: Span,
    /// How many `Try` are around it.
    pub(crate) try_depth: u32,
}

/// The calls, outermost first, as a slice.
///
/// The record of a call that has ended stays where it is, and the next call at that depth is written over it: mostly it
/// is one of the same routine, which then needs not even be counted.
#[derive(Default)]
pub struct CallStack {
    records: Vec<Activation>,
    depth: usize,
}

impl CallStack {
    /// A call begins.
    #[inline]
    pub(crate) fn enter(&mut self, callee: &Rc<Callee>, frame: Frame, serial: u64, count: u32, call_span: Span) {
        if let Some(record) = self.records.get_mut(self.depth) {
            if !Rc::ptr_eq(&record.callee, callee) {
                record.callee = callee.clone();
            }
            record.frame = frame;
            record.serial = serial;
            record.count = count;
            record.call_span = call_span;
            record.null_this = false;
        } else {
            self.grow(callee, frame, serial, count, call_span);
        }
        self.depth += 1;
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self, callee: &Rc<Callee>, frame: Frame, serial: u64, count: u32, call_span: Span) {
        let callee = callee.clone();
        self.records.push(Activation { callee, frame, serial, count, call_span, null_this: false, extras: None });
    }

    /// Whether the innermost call has what few have.
    #[inline]
    pub(crate) fn has_extras(&self) -> bool {
        self.records.get(self.depth.wrapping_sub(1)).is_some_and(|record| record.extras.is_some())
    }

    /// Drops what the innermost call has and few have.
    #[cold]
    #[inline(never)]
    pub(crate) fn drop_extras(&mut self) {
        if let Some(record) = self.last_mut() {
            record.extras = None;
        }
    }

    /// The innermost call ends, which has nothing that few have.
    #[inline]
    pub(crate) fn leave_plain(&mut self) {
        self.depth = self.depth.wrapping_sub(1);
    }

    /// The innermost call ends.
    pub(crate) fn leave(&mut self) {
        if self.has_extras() {
            self.drop_extras();
        }
        self.leave_plain();
    }
}

impl Deref for CallStack {
    type Target = [Activation];
    #[inline]
    fn deref(&self) -> &[Activation] {
        self.records.get(..self.depth).unwrap_or_default()
    }
}

impl DerefMut for CallStack {
    #[inline]
    fn deref_mut(&mut self) -> &mut [Activation] {
        self.records.get_mut(..self.depth).unwrap_or_default()
    }
}
