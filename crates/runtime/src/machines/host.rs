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

/// Writes to standard output in one piece. Where that fails the run ends.
pub fn write_output(machine: &Machine, text: &str) {
    let text = marked(machine, text);
    let mut output = std::io::stdout().lock();
    if let Err(error) = output.write_all(text.as_bytes()).and_then(|()| output.flush()) {
        machine.world.output_failed(&error);
    }
}

/// Writes to standard error in one piece. Where that fails the run ends.
pub fn write_error(machine: &Machine, text: &str) {
    let text = marked(machine, text);
    if let Err(error) = std::io::stderr().lock().write_all(text.as_bytes()) {
        machine.world.output_failed(&error);
    }
}

/// The name of the user whom the operating system runs the program for, as the environment or the list of users tells it;
/// empty where neither does.
pub fn user_name() -> String {
    let named = |name: &str| std::env::var(name).ok().filter(|name| !name.is_empty());
    ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(named).or_else(listed_user).unwrap_or_default()
}

#[cfg(unix)]
fn listed_user() -> Option<String> {
    use std::os::unix::fs::MetadataExt;
    let own = std::fs::metadata("/proc/self").ok()?.uid().to_string();
    let users = std::fs::read_to_string("/etc/passwd").ok()?;
    users.lines().find_map(|line| {
        let mut fields = line.split(':');
        let (name, _password, number) = (fields.next()?, fields.next()?, fields.next()?);
        (number == own).then(|| name.to_owned())
    })
}

#[cfg(not(unix))]
fn listed_user() -> Option<String> {
    None
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
