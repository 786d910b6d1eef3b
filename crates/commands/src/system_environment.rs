//! System Environment ([theme](https://developer.4d.com/docs/commands/theme/System_Environment)).

use crate::system_folders::{SYSTEM_FOLDER, TEMPORARY_FOLDER};
use fourd_macros::{command, theme};
use fourd_runtime::command::{Argument, Arguments, FromArgument, no_more};
use fourd_runtime::{Process, host};
use fourd_value::{Error, Text, Value};

mod fonts;
mod information;

use fonts::{FONT_FILE, FONT_LIST, FONT_STYLE_LIST};
use information::{
    CURRENT_CLIENT_AUTHENTICATION, CURRENT_MACHINE, CURRENT_SYSTEM_USER, GET_SYSTEM_FORMAT, IS_MACOS, IS_WINDOWS,
    SYSTEM_INFO,
};

theme!("System Environment":
    current_client_authentication, current_machine, current_system_user, font_file, font_list, font_style_list,
    get_system_format, is_macos, is_windows, log_event, system_folder, system_info, temporary_folder);

/// `Into system standard outputs`.
const STANDARD_OUTPUTS: i64 = 6;
/// `Error message`.
const ERROR_MESSAGE: i64 = 2;

/// Writes a message; with `Into system standard outputs` to standard output, errors to standard error, in one piece and
/// without a line end of its own. The other logs are not kept here; without a log, that of Windows is meant.
#[command(667, "LOG EVENT", thread_safe, effects(shared))]
fn log_event(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<(), Error> {
    let text_first = matches!(arguments.peek(), Some(Argument::Value(Value::Text(_))));
    let output_type = if text_first { 0 } else { i64::from_argument(process, arguments)? };
    let message = Text::from_argument(process, arguments)?;
    let importance = Option::<i64>::from_argument(process, arguments)?;
    no_more(arguments)?;
    if output_type != STANDARD_OUTPUTS {
        return Ok(());
    }
    if importance == Some(ERROR_MESSAGE) {
        host::write_error(process.machine(), &message.to_cow());
    } else {
        host::write_output(process.machine(), &message.to_cow());
    }
    Ok(())
}
