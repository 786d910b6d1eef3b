//! What a program writes: whole pieces to standard output and standard error, each line marked with its machine where
//! there are several.

use crate::machine::Machine;
use std::io::Write;
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

/// Writes to standard output in one piece.
pub fn write_output(machine: &Machine, text: &str) {
    let text = marked(machine, text);
    let mut output = std::io::stdout().lock();
    let _ = output.write_all(text.as_bytes()).and_then(|()| output.flush());
}

/// Writes to standard error in one piece.
pub fn write_error(machine: &Machine, text: &str) {
    let text = marked(machine, text);
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// The name of the computer, as the environment tells it.
pub fn computer_name() -> String {
    ["HOSTNAME", "COMPUTERNAME"]
        .iter()
        .find_map(|name| std::env::var(name).ok())
        .or_else(|| std::fs::read_to_string("/etc/hostname").ok().map(|name| name.trim().to_owned()))
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| "localhost".to_owned())
}
