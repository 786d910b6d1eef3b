//! What the program writes to its standard streams, and whether in colours.

use fourd_source::{Diagnostic, Format, SourceMap, render};
use std::io::Write;

pub use fourd_source::colours;

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
