//! Diagnostics as workflow commands of GitHub.

use super::Place;
use crate::{Diagnostic, Severity, SourceMap, shown_path};

pub(super) fn render(diagnostic: &Diagnostic, sources: &SourceMap, out: &mut String) {
    out.push_str(match diagnostic.severity {
        Severity::Hint => "::notice ",
        Severity::Warning => "::warning ",
        Severity::Error => "::error ",
    });
    if let Some(place) = diagnostic.primary.as_ref().and_then(|label| Place::of(label.span, sources)) {
        let file = escape_property(&shown_path(&place.file.path));
        out.push_str(&format!("file={file},line={},endLine={},col={}", place.line, place.end_line, place.column));
        // GitHub refuses an end column where the end is in another line.
        if place.line == place.end_line {
            out.push_str(&format!(",endColumn={}", place.end_column));
        }
        out.push(',');
    }
    let title = format!("{}: {}", diagnostic.id(), diagnostic.title);
    out.push_str(&format!("title={}::", escape_property(&title)));
    let label = diagnostic.primary.iter().map(|label| label.message.as_str()).filter(|message| !message.is_empty());
    let mut parts: Vec<&str> = label.chain(diagnostic.notes.iter().map(String::as_str)).collect();
    parts.extend(diagnostic.hint.as_deref());
    if parts.is_empty() {
        parts.push(&diagnostic.title);
    }
    out.push_str(&escape_message(&parts.join("\n")));
    out.push('\n');
}

fn escape_message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn escape_property(text: &str) -> String {
    escape_message(text).replace(':', "%3A").replace(',', "%2C")
}
