//! Reports on standard error.

use fourd_host::Host;
use fourd_source::{Diagnostic, Format, SourceMap, render};

/// Writes a report to standard error.
pub fn print(host: &dyn Host, report: &Diagnostic, sources: &SourceMap) {
    // There is no other place to say that it cannot be written.
    let _ = host.streams().write_errors(rendered(host, report, sources).as_bytes());
}

/// A report as text, with colours where standard error shows them.
pub(crate) fn rendered(host: &dyn Host, report: &Diagnostic, sources: &SourceMap) -> String {
    let colour = host.streams().errors_have_colour();
    let mut text = String::new();
    render(report, sources, Format::Human { colour }, &mut text);
    text
}
