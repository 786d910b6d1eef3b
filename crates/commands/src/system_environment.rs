//! System Environment ([theme](https://developer.4d.com/docs/commands/theme/System_Environment)).

use crate::system_folders::{SYSTEM_FOLDER, TEMPORARY_FOLDER};
use fourd_macros::{command, theme};
use fourd_value::Text;
use std::io::Write;

theme!("System Environment": log_event, system_folder, temporary_folder);

/// `Into system standard outputs`.
const STANDARD_OUTPUTS: i64 = 6;
/// `Error message`.
const ERROR_MESSAGE: i64 = 2;

/// Writes a message; with `Into system standard outputs` to standard output, errors to standard error, in one piece and
/// without a line end of its own. The other logs are not kept here.
#[command(667, "LOG EVENT", thread_safe)]
fn log_event(output_type: i64, message: Option<Text>, importance: Option<i64>) {
    if output_type != STANDARD_OUTPUTS {
        return;
    }
    let message = message.unwrap_or_default();
    let bytes = message.to_cow();
    if importance == Some(ERROR_MESSAGE) {
        let mut output = std::io::stderr().lock();
        let _ = output.write_all(bytes.as_bytes());
    } else {
        let mut output = std::io::stdout().lock();
        let _ = output.write_all(bytes.as_bytes()).and_then(|()| output.flush());
    }
}
