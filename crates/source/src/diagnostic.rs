//! The one form in which every layer reports a problem.

use crate::span::Span;

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something to know; nothing fails.
    Hint,
    /// Probably a mistake, or something that works differently from what is written.
    Warning,
    /// The code cannot run, or stopped running, here.
    Error,
}

/// A spot in the source with a short text that says what is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The spot.
    pub span: Span,
    /// What to say at the spot; may be empty.
    pub message: String,
}

/// A problem: a title, its spot, other spots that explain it, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The kind of problem, by its name in the list of [`messages`](crate::messages).
    pub name: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// One sentence without a full stop; names are in backticks.
    pub title: String,
    /// The exact spot with what was expected and found there; none where a file as a whole is meant.
    pub primary: Option<Label>,
    /// Other spots that explain the problem.
    pub secondary: Vec<Label>,
    /// Facts that belong to no spot.
    pub notes: Vec<String>,
    /// What the reader can do.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// A diagnostic without spots.
    pub fn new(severity: Severity, name: &'static str, title: impl Into<String>) -> Self {
        Self {
            name,
            severity,
            title: title.into(),
            primary: None,
            secondary: Vec::new(),
            notes: Vec::new(),
            hint: None,
        }
    }

    /// An error without spots.
    pub fn error(name: &'static str, title: impl Into<String>) -> Self {
        Self::new(Severity::Error, name, title)
    }

    /// A warning without spots.
    pub fn warning(name: &'static str, title: impl Into<String>) -> Self {
        Self::new(Severity::Warning, name, title)
    }

    /// The stable identifier of the kind of problem, such as `4D1103`.
    pub fn id(&self) -> &'static str {
        // A test of the program sees to it that the list has every name.
        crate::message(self.name).map_or(self.name, |message| message.id)
    }

    /// With its main spot.
    pub fn at(mut self, span: Span, message: impl Into<String>) -> Self {
        self.primary = Some(Label { span, message: message.into() });
        self
    }

    /// With another spot that explains it.
    pub fn also(mut self, span: Span, message: impl Into<String>) -> Self {
        self.secondary.push(Label { span, message: message.into() });
        self
    }

    /// With a fact that belongs to no spot.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// With something that the reader can do.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}
