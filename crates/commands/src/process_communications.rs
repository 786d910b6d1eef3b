//! Process (Communications) ([theme](https://developer.4d.com/docs/commands/theme/Process_Communications)).

use fourd_macros::theme;

theme!("Process (Communications)":);
