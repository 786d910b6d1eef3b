//! Faults of this program: a panic in Rust code ends the work that it happens in, and not the program.
//!
//! A piece of work is what an error that nobody handles would end: a method of the main process, the task of a worker, the
//! call of a client, a callback, an input of the prompt, or else a whole process. A fault cannot be caught by code of the
//! language, because what the work has left half done cannot be trusted. What other processes could wait for is given back.

use crate::world::World;
use fourd_source::{Diagnostic, SourceMap, Span};
use fourd_value::{Error, error};
use std::any::Any;
use std::backtrace::{Backtrace, BacktraceStatus};
use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, resume_unwind};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Once};

/// What is known of a panic.
#[derive(Debug, Default)]
pub struct Fault {
    /// What the panic said.
    message: String,
    /// The file and the line of this program.
    place: String,
    /// The calls inside this program, where `RUST_BACKTRACE` asks for them.
    trace: Option<String>,
    /// The innermost call of code in Rust that it left.
    pub(crate) call: Option<Span>,
}

thread_local! {
    /// How many pieces of work of the thread are guarded now.
    static GUARDED: Cell<u32> = const { Cell::new(0) };
    /// The panic that is on its way to its guard.
    static NOTED: RefCell<Option<Fault>> = const { RefCell::new(None) };
}

/// Panics of guarded work are noted and not printed; all others go on as before.
fn install_hook() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            let is_guarded = GUARDED.try_with(|guarded| guarded.get() > 0).unwrap_or(false);
            if !is_guarded || !note(info) {
                before(info);
            }
        }));
    });
}

/// Notes a panic; false where there is one on its way already, because then the system ends the program.
fn note(info: &PanicHookInfo<'_>) -> bool {
    let place = info.location().map(|location| format!("{}:{}", location.file(), location.line()));
    let trace = Backtrace::capture();
    let trace = (trace.status() == BacktraceStatus::Captured).then(|| trace.to_string());
    let fault = Fault { message: message(info.payload()), place: place.unwrap_or_default(), trace, call: None };
    NOTED
        .try_with(|noted| noted.try_borrow_mut().is_ok_and(|mut noted| noted.replace(fault).is_none()))
        .unwrap_or(false)
}

fn message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&'static str>().map(|text| (*text).to_owned());
    text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_else(|| "a panic without a message".to_owned())
}

/// The code in Rust that is called at a spot of the program. Only a panic drops it, which gives the spot to the report.
pub(crate) struct Called(Span);

impl Called {
    /// Runs code in Rust that is called at this spot.
    #[inline]
    pub(crate) fn at<R>(span: Span, run: impl FnOnce() -> R) -> R {
        let called = Self(span);
        let result = run();
        std::mem::forget(called);
        result
    }
}

impl Drop for Called {
    #[cold]
    fn drop(&mut self) {
        left_call(self.0);
    }
}

/// A panic leaves a call. The first one, which is the innermost, is where it happened.
#[cold]
fn left_call(span: Span) {
    let _ = NOTED.try_with(|noted| {
        if let Ok(mut noted) = noted.try_borrow_mut()
            && let Some(fault) = &mut *noted
        {
            fault.call.get_or_insert(span);
        }
    });
}

/// Does something that may panic.
///
/// # Errors
/// It has panicked.
pub fn catch<R>(work: impl FnOnce() -> R) -> Result<R, Box<Fault>> {
    install_hook();
    GUARDED.with(|guarded| guarded.set(guarded.get() + 1));
    let result = catch_unwind(AssertUnwindSafe(work));
    GUARDED.with(|guarded| guarded.set(guarded.get() - 1));
    result.map_err(|payload| {
        if !payload.is::<&'static str>() && !payload.is::<String>() {
            // A coroutine that is dropped unwinds its stack in the same way, and must get to its end.
            resume_unwind(payload);
        }
        let noted = NOTED.with(|noted| noted.borrow_mut().take());
        Box::new(noted.unwrap_or_else(|| Fault { message: message(&*payload), ..Fault::default() }))
    })
}

impl Fault {
    /// What a person reads of it.
    pub fn report(&self, what_ended: &str) -> Diagnostic {
        let title = format!("A fault of fourd, not of the program that it runs, has ended {what_ended}");
        let report = Diagnostic::error("runtime::fault", title).note(match self.place.is_empty() {
            true => self.message.clone(),
            false => format!("{} ({})", self.message, self.place),
        });
        let report = match &self.trace {
            Some(trace) => report.note(trace.trim_end().to_owned()),
            None => report,
        };
        let hint = "please report it to the makers of fourd with this text and the code around the line";
        match self.trace {
            Some(_) => report.hint(hint),
            None => report.hint(format!("{hint}; with `RUST_BACKTRACE=1` the text says more")),
        }
    }

    /// The error that others get who wait for what it has ended.
    pub(crate) fn error(&self) -> Error {
        Error::with(error::FAULT, format!("A fault of fourd has ended the work: {}", self.message))
    }
}

/// Does something that is no work of the language, such as what a thread does beside the processes. A fault in it is
/// reported, makes the run fail, and becomes an error for those who wait for the result.
///
/// # Errors
/// Those of the work, and [`FAULT`](error::FAULT).
pub fn guard<R>(world: &World, what: &str, work: impl FnOnce() -> Result<R, Error>) -> Result<R, Error> {
    catch(work).unwrap_or_else(|fault| {
        world.failed.store(true, Ordering::SeqCst);
        crate::print::print(world.host().as_ref(), &fault.report(what), &SourceMap::new());
        Err(fault.error())
    })
}

/// Starts a thread that runs no code of the language and works for this world. What others wait for should be made inside
/// a [`guard`] of its own; a fault elsewhere is reported and ends the thread.
///
/// # Errors
/// The operating system starts no further thread.
pub fn start_thread(world: &Arc<World>, name: &str, run: impl FnOnce() + Send + 'static) -> Result<(), Error> {
    let (world, what) = (world.clone(), format!("the thread `{name}`"));
    let run = move || {
        let _inside = world.enter();
        // The report is all that is left to do.
        let _ = guard(&world, &what, || {
            run();
            Ok(())
        });
    };
    let started = std::thread::Builder::new().name(name.to_owned()).spawn(run);
    started
        .map(drop)
        .map_err(|failure| Error::with(error::MEMORY_FULL, format!("The system starts no further thread: {failure}")))
}
