//! The commands that panic.

use fourd_macros::{command, theme};
use fourd_runtime::background::Notifier;
use fourd_runtime::fault::{guard, start_thread};
use fourd_runtime::{Library, Process, scheduler};
use fourd_source::Span;
use fourd_value::{Error, Text};
use std::sync::{Arc, Mutex};

/// Panics.
#[command(151, "BEEP", thread_safe)]
fn beep() {
    panic!("the command has a fault");
}

/// Waits for a thread that panics, and raises the error that it gets in place of an answer.
#[command(290, "PLAY")]
fn play(process: &mut Process<'_>, _name: &Text, span: Span) -> Result<(), Error> {
    let answer: Arc<Mutex<Option<Error>>> = Arc::default();
    let world = process.world().clone();
    let (slot, notifier) = (answer.clone(), Notifier::new(process));
    let awaited = notifier.awaited();
    start_thread(&world, "music", move || {
        let played: Result<(), Error> = guard(notifier.world(), "the music", || panic!("the thread has a fault"));
        *slot.lock().unwrap() = played.err();
        notifier.notify();
    })?;
    let ready = || answer.lock().unwrap().is_some();
    scheduler::wait(process, None, || awaited.clone(), span, ready);
    answer.lock().unwrap().take().map_or(Ok(()), Err)
}

theme!("Faults": beep, play);

/// The commands.
pub static LIBRARY: Library = Library { name: "faulty", themes: &[&THEME], classes: &[], providers: &[] };
