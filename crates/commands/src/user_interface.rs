//! User Interface ([theme](https://developer.4d.com/docs/commands/theme/User_Interface)): those commands that have an answer
//! where there is no keyboard. All others need an interface.

use fourd_macros::{command, theme};

theme!("User Interface":
    beep, caps_lock_down, macintosh_command_down, macintosh_control_down, macintosh_option_down, shift_down, windows_alt_down,
    windows_ctrl_down);

/// Makes the sound of an alert, which a machine without an interface does not have: nothing happens.
#[command(151, "BEEP", thread_safe)]
fn beep() {}

macro_rules! keys {
    ($($function:ident, $number:literal, $name:literal;)*) => {
        $(
            /// Whether the key is held down. Without a keyboard no key ever is.
            #[command($number, $name, thread_safe)]
            fn $function() -> bool {
                false
            }
        )*
    };
}

keys! {
    shift_down, 543, "Shift down";
    macintosh_control_down, 544, "Macintosh control down";
    macintosh_option_down, 545, "Macintosh option down";
    macintosh_command_down, 546, "Macintosh command down";
    caps_lock_down, 547, "Caps lock down";
    windows_ctrl_down, 562, "Windows Ctrl down";
    windows_alt_down, 563, "Windows Alt down";
}
