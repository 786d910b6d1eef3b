//! Licenses ([theme](https://developer.4d.com/docs/commands/theme/Licenses)): this program needs none and has none.

use fourd_macros::{command, theme};
use fourd_value::Value;

theme!("Licenses": is_license_available, license_info);

/// Whether there is a license for a plug-in or server by its constant or number: there never is one.
#[command(714, "Is license available")]
fn is_license_available(license: Option<i64>) -> bool {
    // Without an argument the question is whether the application is a demonstration version, which it is not.
    license.is_none()
}

/// The license in use: Null, since there is none.
#[command(1489, "License info", thread_safe)]
fn license_info() -> Value {
    Value::Null
}
