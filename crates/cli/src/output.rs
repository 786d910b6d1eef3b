//! What the program writes to its standard streams, and whether in colours.

use fourd_source::{Diagnostic, Format, SourceMap, render};
use std::io::{IsTerminal, Write};

/// Writes to standard output. A reader that has gone away is no reason to fail.
pub fn print(text: &str) {
    let mut stream = std::io::stdout().lock();
    let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
}

/// Writes to standard error.
pub fn print_error(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// Writes a diagnostic for a person to standard error.
pub fn report(diagnostic: &Diagnostic, sources: &SourceMap) {
    let mut text = String::new();
    render(diagnostic, sources, Format::Human { colour: colours(&std::io::stderr()) }, &mut text);
    print_error(&text);
}

/// Whether this stream takes colours: a terminal, unless [`NO_COLOR`](https://no-color.org) is set.
pub fn colours(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}
