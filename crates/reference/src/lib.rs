//! What people read about the library: the state of every command and class member of 4D, help for a name, and pages. All
//! of it comes from the declarations of the libraries and the catalog, so that it is written once.

#![forbid(unsafe_code)]

mod help;
mod keywords;
mod pages;
mod state;

pub use help::{help, names};
pub use pages::{commands_page, theme_pages};
pub use state::{Implemented, State, entry_of_member, state_of_command, state_of_member};

use fourd_runtime::effects::Effects;

/// How a fenced block with an example begins in a documentation comment.
const EXAMPLE: &str = "```4d";

/// The lines of a documentation comment before its example, and the example: lines as they are typed at the prompt, where
/// a comment at the end says what it shows.
pub fn with_example(documentation: &str) -> (&str, Option<&str>) {
    let Some((text, rest)) = documentation.split_once(EXAMPLE) else { return (documentation.trim(), None) };
    let example = rest.trim_start_matches('\n').split("```").next().unwrap_or_default();
    (text.trim(), Some(example.trim_end()))
}

/// What a command or member reaches outside of the program, as a sentence.
fn reaches(effects: Effects) -> Option<String> {
    Some(effects.outside()).filter(|reached| !reached.is_empty()).map(|reached| format!("Reaches: {reached}."))
}

/// The page of a command in 4D's documentation.
fn address(name: &str) -> String {
    let plain: String = name.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' }).collect();
    format!("https://developer.4d.com/docs/commands/{}", plain.to_lowercase())
}
