//! System Environment ([theme](https://developer.4d.com/docs/commands/theme/System_Environment)).

use crate::system_folders::{SYSTEM_FOLDER, TEMPORARY_FOLDER};
use fourd_macros::{command, theme};
use fourd_runtime::{Process, host};
use fourd_value::Text;

theme!("System Environment": log_event, system_folder, temporary_folder);

/// `Into system standard outputs`.
const STANDARD_OUTPUTS: i64 = 6;
/// `Error message`.
const ERROR_MESSAGE: i64 = 2;

/// Writes a message; with `Into system standard outputs` to standard output, errors to standard error, in one piece and
/// without a line end of its own. The other logs are not kept here.
#[command(667, "LOG EVENT", thread_safe)]
fn log_event(process: &mut Process<'_>, output_type: i64, message: Option<Text>, importance: Option<i64>) {
    if output_type != STANDARD_OUTPUTS {
        return;
    }
    let message = message.unwrap_or_default();
    if importance == Some(ERROR_MESSAGE) {
        host::write_error(&process.domain.machine, &message.to_cow());
    } else {
        host::write_output(&process.domain.machine, &message.to_cow());
    }
}
