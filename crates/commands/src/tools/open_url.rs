//! Documents and addresses that other programs open.

use crate::file_system;
use crate::support::paths::place;
use fourd_macros::command;
use fourd_runtime::Process;
use fourd_runtime::access;
use fourd_runtime::command::Star;
use fourd_runtime::surroundings;
use fourd_value::{Error, Text};
use std::fmt::Write;
use std::process::{Command, Stdio};

/// An address whose special characters are encoded; what is encoded already stays.
fn encoded(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for byte in address.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The command that opens something with a program, or with the one that the system takes.
fn opener(program: Option<&str>) -> Command {
    if cfg!(target_os = "macos") {
        let mut command = Command::new("open");
        if let Some(program) = program {
            command.args(["-a", program]);
        }
        command
    } else if cfg!(windows) {
        match program {
            Some(program) => Command::new(program),
            None => Command::new("explorer"),
        }
    } else {
        Command::new(program.unwrap_or("xdg-open"))
    }
}

fn start(mut command: Command, target: &str) -> bool {
    command.arg(target).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let Ok(mut child) = access::host().programs().start(&mut command, None) else { return false };
    // Somebody has to take note of its end.
    let _ = surroundings::spawn("opened document", move || child.wait());
    true
}

/// Opens a document or an address with a program, or else with the one that the system takes for it. Special characters of
/// addresses are encoded unless `*` is passed. Nothing happens where no program can be started.
#[command(673, "OPEN URL", thread_safe, effects(programs, files))]
fn open_url(process: &mut Process<'_>, path: &Text, app_name: Option<Text>, untranslated: Star) -> Result<(), Error> {
    let shown = path.to_cow();
    access::start_program(&shown)?;
    let file = place(process, path).map(|(path, _)| path).ok().filter(|path| file_system::exists(path));
    let target = match file {
        Some(file) => file.display().to_string(),
        // An option of the program that opens it is no address.
        None if shown.trim_start().starts_with('-') || shown.trim().is_empty() => return Ok(()),
        None if untranslated.0 => shown.into_owned(),
        None => encoded(&shown),
    };
    let program = app_name.map(|name| name.to_cow().into_owned()).filter(|name| !name.is_empty());
    let started = program.as_deref().is_some_and(|program| start(opener(Some(program)), &target));
    if !started {
        start(opener(None), &target);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_encoded_once() {
        assert_eq!(encoded("http://a.b/c d?e=%20&f=\u{e9}#g"), "http://a.b/c%20d?e=%20&f=%C3%A9#g");
    }
}
