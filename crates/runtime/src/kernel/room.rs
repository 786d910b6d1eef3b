//! Room on the native stack. Commands, built-in functions and the reading of code need more of it than what must be left
//! when a call begins. Where the stack of the process has less, they run on a further stack, so that a process that is
//! deep in calls can still load a method, read a text or handle its error.

use crate::process::Process;
use crate::stacks::{STACK_RESERVE, no_memory_for_stack};
use corosensei::on_stack;
use corosensei::stack::{DefaultStack, Stack};
use fourd_value::{Error, error};

/// Native stack that a command, a built-in function or the reading of a routine may need, in bytes. All limits of depth
/// are such that what they bound fits into it; code that is not optimized needs larger frames.
pub const ROOM: usize = if cfg!(debug_assertions) { 6 << 20 } else { 2 << 20 };
/// What the parser and the resolver may need, in bytes: an expression may have thousands of operands.
pub(crate) const READING_ROOM: usize = 4 * ROOM;
/// A further stack, in bytes: room for what needs it, and for the calls that it makes.
const FURTHER_STACK: usize = 2 * ROOM;
/// How many further stacks a process uses at once. More are an endless recursion by way of commands.
const MOST_FURTHER_STACKS: u32 = 3;
/// As many as what reads code may use, which runs none.
const READING_STACKS: u32 = MOST_FURTHER_STACKS + 4;

/// The address of the frame that asks.
#[inline(always)]
fn here() -> usize {
    let here = 0u8;
    std::ptr::from_ref(&here) as usize
}

impl Process<'_> {
    /// Whether so much of the native stack is used that no further call may begin.
    #[inline(always)]
    pub fn stack_is_full(&self) -> bool {
        here() < self.stack_limit.get()
    }

    /// Whether less of the native stack is left than what must be left when a call begins and that many bytes more.
    #[inline(always)]
    pub(crate) fn lacks_stack(&self, more: usize) -> bool {
        here() < self.stack_limit.get() + more
    }

    /// Whether a command may begin on the stack that the process runs on.
    #[inline(always)]
    pub fn has_room(&self) -> bool {
        !self.lacks_stack(ROOM)
    }

    /// Does something that may need [`ROOM`], on a further stack where the own one has less.
    ///
    /// # Errors
    /// The process uses too many stacks already, or the operating system gives no memory for one.
    #[inline]
    pub fn with_room<R>(&mut self, work: impl FnOnce(&mut Self) -> R) -> Result<R, Error> {
        if self.has_room() {
            return Ok(work(self));
        }
        let mut further = FurtherStack::begin(self, MOST_FURTHER_STACKS)?;
        let result = on_stack(&mut further.stack, || work(self));
        further.end(self);
        Ok(result)
    }

    /// As [`Process::with_room`], for the handler of an error: one more stack is kept for it.
    ///
    /// # Errors
    /// The operating system gives no memory for a stack.
    pub(crate) fn with_room_to_handle<R>(&mut self, work: impl FnOnce(&mut Self) -> R) -> Result<R, Error> {
        if self.has_room() {
            return Ok(work(self));
        }
        let mut further = FurtherStack::begin(self, MOST_FURTHER_STACKS + 2)?;
        let result = on_stack(&mut further.stack, || work(self));
        further.end(self);
        Ok(result)
    }

    /// Does something that may need that many bytes of the native stack, which go with the size of its input.
    ///
    /// # Errors
    /// The operating system gives no memory for a stack.
    pub fn with_stack_of<R>(&mut self, bytes: usize, work: impl FnOnce(&mut Self) -> R) -> Result<R, Error> {
        if !self.lacks_stack(bytes) {
            return Ok(work(self));
        }
        let mut stack = DefaultStack::new(bytes + ROOM).map_err(|problem| no_memory_for_stack(&problem))?;
        let before = self.stack_limit.replace(stack.limit().get() + STACK_RESERVE);
        let result = on_stack(&mut stack, || work(self));
        self.stack_limit.set(before);
        Ok(result)
    }

    /// As [`Process::with_room`], for what runs no code of the program.
    ///
    /// # Errors
    /// As [`Process::with_room`].
    pub fn with_room_to_read<R>(&self, work: impl FnOnce() -> Result<R, Error>) -> Result<R, Error> {
        if !self.lacks_stack(READING_ROOM) {
            return work();
        }
        let mut further = match FurtherStack::begin_with(self, READING_STACKS, READING_ROOM + ROOM) {
            Ok(further) => further,
            // Code of the usual kind fits all the same.
            Err(_) if self.has_room() => return work(),
            Err(error) => return Err(error),
        };
        let result = on_stack(&mut further.stack, work);
        further.end(self);
        result
    }
}

/// A further stack in use.
struct FurtherStack {
    stack: DefaultStack,
    /// The limit of the stack that the process ran on before.
    before: usize,
}

impl FurtherStack {
    #[cold]
    #[inline(never)]
    fn begin(process: &Process<'_>, most: u32) -> Result<Self, Error> {
        Self::begin_with(process, most, FURTHER_STACK)
    }

    fn begin_with(process: &Process<'_>, most: u32, size: usize) -> Result<Self, Error> {
        let used = process.further_stacks.get();
        if used >= most {
            return Err(Error::of(error::STACK_OVERFLOW));
        }
        let kept = if size == FURTHER_STACK { process.domain.spare_stack.take() } else { None };
        let stack = match kept.map_or_else(|| DefaultStack::new(size), Ok) {
            Ok(stack) => stack,
            Err(problem) => return Err(no_memory_for_stack(&problem)),
        };
        process.further_stacks.set(used + 1);
        let before = process.stack_limit.replace(stack.limit().get() + STACK_RESERVE);
        Ok(Self { stack, before })
    }

    fn end(self, process: &Process<'_>) {
        process.stack_limit.set(self.before);
        process.further_stacks.set(process.further_stacks.get().saturating_sub(1));
        let size = self.stack.base().get() - self.stack.limit().get();
        if size < FURTHER_STACK + ROOM {
            // The next command may well need it again.
            process.domain.spare_stack.set(Some(self.stack));
        }
    }
}
