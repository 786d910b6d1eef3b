//! A text that runs as a line of the running routine: `EXECUTE FORMULA`
//! ([page](https://developer.4d.com/docs/commands/execute-formula)).

use crate::call::{end_extras, inherited_this, prepare};
use crate::callee::Callee;
use crate::calls::CallExtras;
use crate::node::Frame;
use crate::process::Process;
use crate::text_code;
use fourd_resolve::typed::Slot;
use fourd_source::Span;
use fourd_value::{Error, Text, error};

/// Runs a text as a line of the running routine, whose local variables and parameters it reads and writes. Outside of a
/// routine nothing happens.
///
/// # Errors
/// The text is not one line of code.
pub fn run(process: &mut Process<'_>, text: &Text, span: Span) -> Result<(), Error> {
    let Some(call) = process.calls.last() else { return Ok(()) };
    let (outer, frame, serial, count) = (call.callee.clone(), call.frame, call.serial, call.count);
    let extra = call.extras.as_ref().map(|extras| extras.extra.clone()).unwrap_or_default();
    let line = text_code::line(process, &outer, text)?;
    if process.stack_is_full() {
        return Err(Error::of(error::STACK_OVERFLOW));
    }
    let base = Frame { raw: process.raw.len() as u32, values: process.values.len() as u32 };
    let this = inherited_this(process);
    process.values.push(this);
    prepare(process, &line, base);
    exchange(process, &outer, frame, &line, base);
    // The serial of the routine: pointers to its variables find them here meanwhile.
    process.calls.enter(&line, base, serial, count, span);
    if let (false, Some(call)) = (extra.is_empty(), process.calls.last_mut()) {
        call.extras = Some(Box::new(CallExtras { extra, ..CallExtras::default() }));
    }
    process.tick();
    if !process.attention {
        match crate::lower::body(process, &line) {
            Ok(_) if process.lacks_stack(line.stack_need.get()) => {
                process.raise(Error::of(error::STACK_OVERFLOW), span);
            }
            Ok(body) => {
                body.run(process, base);
            }
            Err(error) => process.raise(error, span),
        }
        if process.calls.has_extras() {
            end_extras(process, span);
        }
    }
    process.calls.leave();
    exchange(process, &outer, frame, &line, base);
    process.raw.truncate(base.raw as usize);
    process.values.truncate(base.values as usize);
    Ok(())
}

/// Exchanges the variables of a routine with those of the same numbers in the frame of a line.
fn exchange(process: &mut Process<'_>, outer: &Callee, frame: Frame, line: &Callee, base: Frame) {
    for (from, to) in outer.variables.iter().zip(line.variables.iter()) {
        match (from.slot, to.slot) {
            (Slot::Raw(from), Slot::Raw(to)) => {
                let (from, to) = ((frame.raw + from) as usize, (base.raw + to) as usize);
                if from.max(to) < process.raw.len() {
                    process.raw.swap(from, to);
                }
            }
            (Slot::Value(from), Slot::Value(to)) => {
                let (from, to) = ((frame.values + from) as usize, (base.values + to) as usize);
                if from.max(to) < process.values.len() {
                    process.values.swap(from, to);
                }
            }
            (Slot::Raw(_), Slot::Value(_)) | (Slot::Value(_), Slot::Raw(_)) => {}
        }
    }
}
