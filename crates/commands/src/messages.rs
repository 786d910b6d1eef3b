//! Messages ([theme](https://developer.4d.com/docs/commands/theme/Messages)): without windows, a message is a line on
//! standard output, and a question is asked where standard input is a terminal and takes its default elsewhere.

use fourd_macros::{command, theme};
use fourd_runtime::{Process, host};
use fourd_value::{Text, Value};
use std::io::{BufRead, IsTerminal, Write};

theme!("Messages": alert, confirm, message, messages_off, messages_on, request);

fn write_line(process: &Process<'_>, text: &Text) {
    let mut line = text.to_cow().into_owned();
    line.push('\n');
    host::write_output(&process.domain.machine, &line);
}

/// Asks on a terminal; `None` where there is no terminal or the input has ended.
fn ask(question: &str) -> Option<String> {
    if !std::io::stdin().is_terminal() {
        return None;
    }
    let mut output = std::io::stdout().lock();
    let _ = write!(output, "{question} ").and_then(|()| output.flush());
    let mut answer = String::new();
    let read = std::io::stdin().lock().read_line(&mut answer).ok()?;
    (read > 0).then(|| answer.trim_end_matches(['\r', '\n']).to_owned())
}

/// Shows a message as a line of standard output.
#[command(41, "ALERT", thread_safe)]
fn alert(process: &mut Process<'_>, message: &Text, ok_button_title: Option<Text>) {
    let _ = ok_button_title;
    write_line(process, message);
    process.set_named("OK", Value::integer(1));
}

/// Shows a message as a line of standard output.
#[command(88, "MESSAGE")]
fn message(process: &mut Process<'_>, message: &Text) {
    write_line(process, message);
}

/// Hides the progress of long operations, which nothing shows without an interface: nothing happens.
#[command(175, "MESSAGES OFF", thread_safe)]
fn messages_off() {}

/// Shows the progress of long operations again, which nothing shows without an interface: nothing happens.
#[command(181, "MESSAGES ON", thread_safe)]
fn messages_on() {}

/// Asks for a confirmation; `OK` is 1 where it is given. Without a terminal it is given.
#[command(162, "CONFIRM", thread_safe)]
fn confirm(
    process: &mut Process<'_>,
    message: &Text,
    ok_button_title: Option<Text>,
    cancel_button_title: Option<Text>,
) {
    let title =
        |given: Option<Text>, default: &str| given.map_or(default.to_owned(), |text| text.to_cow().into_owned());
    let (ok, cancel) = (title(ok_button_title, "OK"), title(cancel_button_title, "Cancel"));
    write_line(process, message);
    let refused = ask(&format!("[{ok}/{cancel}]")).is_some_and(|answer| {
        let answer = answer.trim().to_lowercase();
        !answer.is_empty() && cancel.to_lowercase().starts_with(&answer) && !ok.to_lowercase().starts_with(&answer)
    });
    process.set_named("OK", Value::integer(i64::from(!refused)));
}

/// Asks for a text; `OK` is 1 where an answer was given. Without a terminal the default is the answer.
#[command(163, "Request", thread_safe)]
fn request(
    process: &mut Process<'_>,
    message: &Text,
    default_response: Option<Text>,
    ok_button_title: Option<Text>,
    cancel_button_title: Option<Text>,
) -> Text {
    let _ = (ok_button_title, cancel_button_title);
    let default = default_response.unwrap_or_default();
    write_line(process, message);
    let answer = ask(">").filter(|answer| !answer.is_empty()).map(Text::from);
    process.set_named("OK", Value::integer(1));
    answer.unwrap_or(default)
}
