//! What a program writes: whole pieces to standard output and standard error, each line marked with its machine where
//! there are several.

use crate::machine::Machine;
use std::sync::atomic::Ordering;

/// The text with the machine's mark before each line that begins in it.
fn marked(machine: &Machine, text: &str) -> String {
    let Some(mark) = machine.mark() else { return text.to_owned() };
    let mut result = String::with_capacity(text.len() + mark.len());
    for line in text.split_inclusive('\n') {
        if !machine.inside_line.load(Ordering::Relaxed) {
            result.push_str(mark);
        }
        result.push_str(line);
        machine.inside_line.store(!line.ends_with('\n'), Ordering::Relaxed);
    }
    result
}

/// Writes to standard output in one piece. Where that fails the run ends.
pub fn write_output(machine: &Machine, text: &str) {
    let text = marked(machine, text);
    if let Err(error) = machine.world.host().streams().write_output(text.as_bytes()) {
        machine.world.output_failed(&error);
    }
}

/// Writes to standard error in one piece. Where that fails the run ends.
pub fn write_error(machine: &Machine, text: &str) {
    let text = marked(machine, text);
    if let Err(error) = machine.world.host().streams().write_errors(text.as_bytes()) {
        machine.world.output_failed(&error);
    }
}
