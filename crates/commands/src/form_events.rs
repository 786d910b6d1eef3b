//! Form Events ([theme](https://developer.4d.com/docs/commands/theme/Form_Events)): what their commands answer where
//! no form is open, as there never is one without an interface.

use fourd_macros::{command, theme};
use fourd_value::Value;

theme!("Form Events": form_event, form_event_code);

/// The current event of a form: Null, since there is no event.
#[command(1606, "FORM Event", thread_safe)]
fn form_event() -> Value {
    Value::Null
}

/// The number of the current event of a form: 0, since there is no event.
#[command(388, "Form event code")]
fn form_event_code() -> i64 {
    0
}
