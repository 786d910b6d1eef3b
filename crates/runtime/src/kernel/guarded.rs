//! A piece of work of a process that a fault of this program may end, and what is left of the process then.

use crate::fault::{Fault, catch};
use crate::process::{Ending, Pending, Process};
use fourd_source::Span;
use std::sync::atomic::Ordering;

/// What a process had when a piece of its work began.
struct Before {
    calls: usize,
    raw: usize,
    values: usize,
    loops: u32,
    held: usize,
    semaphores: usize,
    transactions: usize,
    try_depth: u32,
    handling: bool,
    stack_limit: usize,
    further_stacks: u32,
}

impl Before {
    fn of(process: &Process<'_>) -> Self {
        Self {
            calls: process.calls.len(),
            raw: process.raw.len(),
            values: process.values.len(),
            loops: process.loops,
            held: process.held.len(),
            semaphores: process.semaphores.len(),
            transactions: process.transactions.level(),
            try_depth: process.error_handling.try_depth,
            handling: process.error_handling.handling,
            stack_limit: process.stack_limit.get(),
            further_stacks: process.further_stacks.get(),
        }
    }
}

impl Process<'_> {
    /// Does a piece of work. A fault in it becomes an error that leaves the work like one without a handler, and that no
    /// `Try` and no `ON ERR CALL` gets.
    pub(crate) fn guarded(&mut self, work: impl FnOnce(&mut Self)) {
        let before = Before::of(self);
        if let Err(fault) = catch(|| work(self)) {
            self.clear_up(&before, fault);
        }
    }

    /// The first statement of the running routine: it says at least which routine it was.
    fn first_statement(&self) -> Option<Span> {
        self.calls.last()?.callee.routine().body.first().map(|statement| statement.span)
    }

    /// Makes the process as it was before the work, as far as others or the next work could notice.
    #[cold]
    #[inline(never)]
    fn clear_up(&mut self, before: &Before, fault: Box<Fault>) {
        self.domain.spoilt.set(true);
        let span = fault.call.or_else(|| self.first_statement()).unwrap_or_default();
        let depth = self.calls.len();
        let (chain, left_out) = self.ends_of_call_chain(span);
        self.stack_limit.set(before.stack_limit);
        self.further_stacks.set(before.further_stacks);
        let machine = self.domain.machine.clone();
        machine.world.waits.leaves(self.record.identity);
        if let Some(group) = self.queued.take() {
            group.leave_queue(self.writer());
        }
        let writer = self.writer();
        for (group, _) in self.held.drain(before.held.min(self.held.len())..).rev() {
            group.unlock(writer);
        }
        for (name, _) in self.semaphores.drain(before.semaphores.min(self.semaphores.len())..) {
            machine.clear_semaphore(&name, writer);
        }
        while self.transactions.level() > before.transactions && self.transactions.end() {}
        self.record.state.store(0, Ordering::SeqCst);
        self.resting = false;
        self.waiting_value = None;
        self.result_of_failed = None;
        self.return_requested = false;
        self.error_handling.try_depth = before.try_depth;
        self.error_handling.handling = before.handling;
        self.error_handling.interrupted = None;
        while self.calls.len() > before.calls {
            self.calls.leave();
        }
        self.raw.truncate(before.raw);
        self.values.truncate(before.values);
        self.loops = before.loops;
        let errors = vec![fault.error().into()];
        let fault = Some(fault);
        self.pending = Some(Box::new(Pending { errors, span, chain, left_out, depth, around: None, fault }));
        self.attention = true;
        self.ending.get_or_insert(Ending::Aborted);
    }
}
