//! Diagnostics as people and programs read them: the one place that writes them out.

mod github;
mod human;
mod json;
pub mod sarif;

use crate::{Diagnostic, Severity, SourceFile, SourceMap, Span};
use std::ffi::OsStr;
use std::io::IsTerminal;
use std::sync::Arc;

/// For whom a diagnostic is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For a person: the lines of code with arrows to the spots.
    Human {
        /// Whether terminal colours are used.
        colour: bool,
    },
    /// For a program: one JSON object on a line.
    Json,
    /// For GitHub: one [workflow command](https://docs.github.com/actions/reference/workflow-commands-for-github-actions)
    /// on a line, which shows the diagnostic next to the code.
    Github,
    /// For services of code review: one result of a [`sarif`] document on a line.
    Sarif,
}

/// Whether this stream takes colours: a terminal does, and any stream where [`CLICOLOR_FORCE`](https://bixense.com/clicolors/)
/// is set and neither empty nor `0`; none does where [`NO_COLOR`](https://no-color.org) is set and not empty.
pub fn colours(stream: &impl IsTerminal) -> bool {
    let forced = std::env::var_os("CLICOLOR_FORCE").is_some_and(|value| !value.is_empty() && value != "0");
    (forced || stream.is_terminal()) && !is_refused(std::env::var_os("NO_COLOR").as_deref())
}

fn is_refused(no_color: Option<&OsStr>) -> bool {
    no_color.is_some_and(|value| !value.is_empty())
}

/// Appends the diagnostic to `out`, with a line end. Paths are relative to the current folder. A spot in a file that
/// `sources` does not hold is left out.
pub fn render(diagnostic: &Diagnostic, sources: &SourceMap, format: Format, out: &mut String) {
    match format {
        Format::Human { colour } => human::render(diagnostic, sources, colour, out),
        Format::Json => json::render(diagnostic, sources, out),
        Format::Github => github::render(diagnostic, sources, out),
        Format::Sarif => sarif::render(diagnostic, sources, out),
    }
}

/// A span as lines and columns, counted from 1; the end is the column after the last character.
struct Place {
    file: Arc<SourceFile>,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

impl Place {
    fn of(span: Span, sources: &SourceMap) -> Option<Self> {
        let (file, line, column) = sources.locate(span)?;
        let (end_line, end_column) = file.line_column(span.end.max(span.start));
        Some(Self { file, line, column, end_line, end_column })
    }
}

/// The severity in small letters.
fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Hint => "hint",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

#[cfg(test)]
mod tests {
    use super::is_refused;

    #[test]
    fn an_empty_variable_refuses_no_colours() {
        let refused = [None, Some(""), Some("0"), Some("1")].map(|value| is_refused(value.map(AsRef::as_ref)));
        assert_eq!(refused, [false, false, true, true]);
    }
}
