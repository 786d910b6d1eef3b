//! Where a statement is, as 4D counts lines and shows code.

use crate::process::Process;
use fourd_format::Surroundings;
use fourd_project::Project;
use fourd_source::Span;
use fourd_value::Text;

/// A statement as `Error line`, `Error formula` and `Call chain` describe it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementPlace {
    /// The line that it begins on, counted from 1. The line `//%attributes` does not count
    /// ([Compile project](https://developer.4d.com/docs/commands/compile-project): `lineInFile` counts it).
    pub line: usize,
    /// Its code as the editor shows it; empty where the span is.
    pub code: Text,
}

/// Methods of a project: tables and fields are shown without their numbers anyway.
struct Methods<'p>(&'p Project);

impl Surroundings for Methods<'_> {
    fn has_method(&self, name: &str) -> bool {
        self.0.method(name).is_some()
    }

    fn table(&self, _: &str) -> Option<u32> {
        None
    }

    fn field(&self, _: &str, _: &str) -> Option<u32> {
        None
    }
}

impl Process<'_> {
    /// The statement that a spot of the program is in; none where no file has it.
    pub fn statement(&self, span: Span) -> Option<StatementPlace> {
        let program = &self.domain.program;
        let file = program.sources.get(span.file)?;
        let methods = Methods(program.project.numbered(self.project()));
        let shown = match span.range().is_empty() {
            true => None,
            false => fourd_format::statement(&file.text, span.start as usize, &methods),
        };
        let start = shown.as_ref().map_or(span.start, |shown| shown.start as u32);
        let attributes = usize::from(fourd_syntax::attributes_line(&file.text).is_some());
        let line = file.line_column(start).0.saturating_sub(attributes);
        Some(StatementPlace { line, code: shown.map_or(Text::EMPTY, |shown| Text::from(shown.code)) })
    }
}
