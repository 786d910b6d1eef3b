//! Boolean ([theme](https://developer.4d.com/docs/commands/theme/Boolean)). `True` and `False` are part of the language.

use fourd_macros::{command, theme};

theme!("Boolean": not);

/// The opposite of a Boolean.
#[command(34, "Not", thread_safe)]
fn not(boolean: bool) -> bool {
    !boolean
}
