//! Dialogs and windows, which there are none of: as in 4D's headless mode the call is intercepted, answered and logged
//! ([Command line](https://developer.4d.com/docs/Admin/cli#launch-a-4d-application)), and the program goes on.

use crate::process::Process;
use fourd_catalog::Answer;
use fourd_source::{Diagnostic, Format, Span, render};
use fourd_value::Value;
use parking_lot::Mutex;
use rustc_hash::FxHashSet;

/// The places that were logged.
#[derive(Default)]
struct Logged(Mutex<FxHashSet<Span>>);

/// Answers a call of a command that would show something, and logs it where the place is reached for the first time.
pub fn intercept(process: &mut Process<'_>, command: &str, answer: Answer, span: Span) {
    if answer == Answer::Cancelled {
        process.set_named("OK", Value::integer(0));
    }
    let machine = &process.domain.machine;
    if !machine.state.get::<Logged>().0.lock().insert(span) {
        return;
    }
    let done = match answer {
        Answer::Cancelled => "expected a window, found none: answered as if it were cancelled, `OK` is 0",
        Answer::Nothing => "expected a window, found none: nothing is shown",
    };
    let report = Diagnostic::warning("runtime::intercepted", format!("`{command}` was intercepted"))
        .at(span, done)
        .hint("4D's headless mode does the same; `Application info.headless` is True there and here");
    let colour = machine.world.host().streams().errors_have_colour();
    let mut text = String::new();
    render(&report, &process.domain.program.sources, Format::Human { colour }, &mut text);
    crate::host::write_error(machine, &text);
}
