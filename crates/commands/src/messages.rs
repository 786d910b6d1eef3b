//! Messages ([theme](https://developer.4d.com/docs/commands/theme/Messages)): without windows, a message is a line on
//! standard output. A question is asked where standard input is a terminal (`dialogue.rs`); elsewhere it is answered at
//! once, as 4D without an interface does ([Command line](https://developer.4d.com/docs/Admin/cli)).

use crate::dialogue::{self, Buttons};
use fourd_macros::{command, theme};
use fourd_runtime::process::Ending;
use fourd_runtime::{Process, host};
use fourd_value::{Text, Value};
use std::sync::atomic::Ordering;

theme!("Messages": alert, confirm, message, messages_off, messages_on, request);

fn write_line(process: &Process<'_>, text: &Text) {
    let mut line = text.to_cow().into_owned();
    line.push('\n');
    host::write_output(process.machine(), &line);
}

/// A dialog ends the code that answers a request of the web
/// ([On Web Connection](https://developer.4d.com/docs/commands/on-web-connection-database-method)).
fn ends_web_code(process: &mut Process<'_>) -> bool {
    let is_web = process.record.serves_web.load(Ordering::Relaxed);
    if is_web {
        process.end(Ending::Aborted);
    }
    is_web
}

/// Shows a message as a line of standard output.
#[command(41, "ALERT", thread_safe, effects(shared))]
fn alert(process: &mut Process<'_>, message: &Text, ok_button_title: Option<Text>) {
    let _ = ok_button_title;
    if ends_web_code(process) {
        return;
    }
    write_line(process, message);
    process.set_named("OK", Value::integer(1));
}

/// Shows a message as a line of standard output.
#[command(88, "MESSAGE", effects(shared))]
fn message(process: &mut Process<'_>, message: &Text) {
    write_line(process, message);
}

/// Hides the progress of long operations, which nothing shows without an interface: nothing happens.
#[command(175, "MESSAGES OFF", thread_safe, effects(shared))]
fn messages_off() {}

/// Shows the progress of long operations again, which nothing shows without an interface: nothing happens.
#[command(181, "MESSAGES ON", thread_safe, effects(shared))]
fn messages_on() {}

/// Asks for a confirmation; `OK` is 1 where it is given, else 0. On a terminal the answer is the title of a button, `y` or
/// `n`; Enter is the OK button, the end of the input is the Cancel button, anything else is asked again. Without a terminal
/// the answer is the OK button.
#[command(162, "CONFIRM", thread_safe, effects(shared))]
fn confirm(
    process: &mut Process<'_>,
    message: &Text,
    ok_button_title: Option<Text>,
    cancel_button_title: Option<Text>,
) {
    if ends_web_code(process) {
        return Default::default();
    }
    write_line(process, message);
    let buttons = Buttons::new(ok_button_title, cancel_button_title);
    let confirmed = dialogue::confirms(process, &buttons);
    process.set_named("OK", Value::integer(i64::from(confirmed)));
}

/// Asks for a text; `OK` is 1 where an answer was given. On a terminal Enter gives the default, and the end of the input
/// is the Cancel button: `OK` is 0 and the text is empty. Without a terminal the default is the answer.
#[command(163, "Request", thread_safe, effects(shared))]
fn request(
    process: &mut Process<'_>,
    message: &Text,
    default_response: Option<Text>,
    ok_button_title: Option<Text>,
    cancel_button_title: Option<Text>,
) -> Text {
    let default = default_response.unwrap_or_default();
    if ends_web_code(process) {
        return Default::default();
    }
    write_line(process, message);
    let buttons = Buttons::new(ok_button_title, cancel_button_title);
    let answer = dialogue::text(process, &default, &buttons);
    process.set_named("OK", Value::integer(i64::from(answer.is_some())));
    answer.unwrap_or_default()
}
