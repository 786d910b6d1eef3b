//! Other programs that the prompt starts: the pager for long texts and the editor for `.edit`.

use super::table::Style;
use crate::output::print;
use std::ffi::OsString;
use std::io::Write;
use std::process::{Command, Stdio};

/// Shows a text in the pager that `PAGER` names, or in `less`; where there is none, or no terminal, writes it.
pub fn page(text: &str, is_terminal: bool) {
    if !is_terminal || !paged(text) {
        print(text);
    }
}

fn paged(text: &str) -> bool {
    let chosen = std::env::var("PAGER").unwrap_or_default();
    let mut words = chosen.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or("less"));
    command.args(words).stdin(Stdio::piped());
    if std::env::var_os("LESS").is_none() {
        // Colours, long lines as they are, and no pager for a text that fits.
        command.env("LESS", "RSFX");
    }
    let Ok(mut child) = command.spawn() else { return false };
    if let Some(mut input) = child.stdin.take() {
        // The pager may end before it has read everything.
        let _ = input.write_all(text.as_bytes());
    }
    child.wait().is_ok()
}

/// A text as the user leaves it in the editor that `VISUAL` or `EDITOR` names; nothing where it is empty.
///
/// # Errors
/// There is no editor, or it failed, in words.
pub fn edited(text: &str) -> Result<Option<String>, String> {
    let chosen = ["VISUAL", "EDITOR"].iter().find_map(|name| std::env::var(name).ok());
    let chosen = chosen.filter(|editor| !editor.trim().is_empty());
    let Some(editor) = chosen else {
        return Err("no editor: set the environment variable EDITOR, such as EDITOR=nano".to_owned());
    };
    let folder = tempfile::tempdir().map_err(|error| format!("no temporary folder: {error}"))?;
    let file = folder.path().join("input.4dm");
    std::fs::write(&file, text).map_err(|error| format!("no temporary file: {error}"))?;
    let mut words = editor.split_whitespace().map(OsString::from);
    let mut command = Command::new(words.next().unwrap_or_default());
    match command.args(words).arg(&file).status() {
        Ok(status) if status.success() => {}
        Ok(status) => return Err(format!("`{editor}` ended with {status}: nothing was run")),
        Err(error) => return Err(format!("`{editor}` cannot be started: {error}")),
    }
    let text = crate::input::read_source(&file).map_err(|problem| problem.title)?;
    Ok(Some(text.trim_end().to_owned()).filter(|text| !text.is_empty()))
}

/// The style of a text that the pager shows.
pub fn whole(style: Style) -> Style {
    Style { whole: true, ..style }
}
