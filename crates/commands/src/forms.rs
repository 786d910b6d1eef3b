//! Forms ([theme](https://developer.4d.com/docs/commands/theme/Forms)): what there is without an interface.

use fourd_macros::{command, theme};
use fourd_value::Value;

theme!("Forms": form);

/// The data of the current form: Null, since there is no form.
#[command(1466, "Form")]
fn form() -> Value {
    Value::Null
}
