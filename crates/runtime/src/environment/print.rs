//! Reports on standard error.

use fourd_source::{Diagnostic, Format, SourceMap, colours, render};
use std::io::Write;

/// Writes a report to standard error.
pub fn print(report: &Diagnostic, sources: &SourceMap) {
    let _ = std::io::stderr().lock().write_all(rendered(report, sources).as_bytes());
}

/// A report as text, with colours where standard error shows them.
pub(crate) fn rendered(report: &Diagnostic, sources: &SourceMap) -> String {
    let colour = colours(&std::io::stderr());
    let mut text = String::new();
    render(report, sources, Format::Human { colour }, &mut text);
    text
}
