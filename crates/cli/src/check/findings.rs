//! What was found in one file or in all: counted, and written out.

use fourd_analysis::CheckedFile;
use fourd_source::{Diagnostic, Format, Severity, Span, render, shown_path};

/// How many findings of one file are written; a file with more is hardly code.
const MAXIMUM_SHOWN: usize = 500;

/// What was found in one file or in all.
#[derive(Default)]
pub struct Findings {
    /// The findings as they are shown.
    pub text: String,
    /// Lines of code.
    pub lines: usize,
    /// Errors.
    pub errors: usize,
    /// Files that have errors.
    pub files_with_errors: usize,
    /// Warnings.
    pub warnings: usize,
}

impl Findings {
    /// Counts a finding; hints do not count.
    pub fn count(&mut self, diagnostic: &Diagnostic) {
        match diagnostic.severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Hint => {}
        }
    }

    /// Adds the numbers of one file.
    pub fn add(&mut self, file: &Findings) {
        self.lines += file.lines;
        self.errors += file.errors;
        self.files_with_errors += usize::from(file.errors > 0);
        self.warnings += file.warnings;
    }

    /// What was found in one file, by spot.
    pub fn of_file(checked: CheckedFile<'_>, format: Format) -> Self {
        let CheckedFile { path, module, mut diagnostics, sources, file } = checked;
        let lines = sources.get(file).map_or(0, |file| file.line_count());
        // There is no code to show to a person, but a program wants to know the file.
        if module.is_none() && !matches!(format, Format::Human { .. }) {
            diagnostics = diagnostics.into_iter().map(|problem| problem.at(Span::new(file, 0, 0), "")).collect();
        }
        let mut findings = Self { lines, ..Self::default() };
        diagnostics.sort_by_key(|diagnostic| {
            let spot = diagnostic.primary.as_ref().map(|label| (label.span.start, label.span.end));
            (spot.is_none(), spot, std::cmp::Reverse(diagnostic.severity))
        });
        for diagnostic in &diagnostics {
            findings.count(diagnostic);
        }
        for diagnostic in diagnostics.iter().take(MAXIMUM_SHOWN) {
            render(diagnostic, &sources, format, &mut findings.text);
        }
        if let Some(hidden) = diagnostics.len().checked_sub(MAXIMUM_SHOWN).filter(|hidden| *hidden > 0) {
            let title = format!("`{}` has {hidden} more findings, which are not shown", shown_path(path));
            let more = Diagnostic::new(Severity::Hint, "check::more-findings", title);
            render(&more, &sources, format, &mut findings.text);
        }
        findings
    }
}
