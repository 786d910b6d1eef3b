//! Writes 4D code in the layout in which 4D's own editor saves it.

#![forbid(unsafe_code)]

mod blanks;
mod lines;
mod names;
mod same;
mod statement;
mod writer;

pub use statement::{Shown, statement};

use fourd_source::{Diagnostic, FileId, Severity};
use fourd_syntax::tree::CodeKind;
use fourd_syntax::{lexer, parse};

/// Choices of the user, and knowledge that is not in the text.
#[derive(Clone, Copy)]
pub struct Options<'s> {
    /// Blanks at the ends of lines.
    pub endings: Endings,
    /// Tokens after the names of commands and constants.
    pub tokens: Tokens,
    /// The project that the code belongs to.
    pub surroundings: &'s dyn Surroundings,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self { endings: Endings::Keep, tokens: Tokens::Keep, surroundings: &Alone }
    }
}

/// What tokens depend on in the project around a text. All names are folded.
pub trait Surroundings: Sync {
    /// Whether there is a project method of this name.
    fn has_method(&self, name: &str) -> bool;
    /// The number of the table of this name.
    fn table(&self, name: &str) -> Option<u32>;
    /// The number of a field of a table.
    fn field(&self, table: &str, name: &str) -> Option<u32>;
}

/// No project: there are no methods and no tables.
#[derive(Debug, Clone, Copy)]
pub struct Alone;

impl Surroundings for Alone {
    fn has_method(&self, _: &str) -> bool {
        false
    }

    fn table(&self, _: &str) -> Option<u32> {
        None
    }

    fn field(&self, _: &str, _: &str) -> Option<u32> {
        None
    }
}

/// Blanks at the ends of lines: after keywords, and the tabs of blank lines.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Endings {
    /// As they are; what blank lines have becomes the tabs of their block.
    #[default]
    Keep,
    /// Where 4D writes them: `End if `, and blank lines with the tabs of their block.
    Add,
    /// Nowhere.
    Remove,
}

/// Tokens after names: `ALERT:C41`, `Is text:K8:3`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tokens {
    /// As they are.
    #[default]
    Keep,
    /// After every command, and every constant whose token is known.
    Add,
    /// Nowhere but where the name alone would mean something else.
    Remove,
    /// Nowhere, and a command has the name of its token. The editor shows code so; it is not parsed again.
    Hide,
}

/// The text in 4D's layout.
///
/// # Errors
/// The mistakes in the text, or `format::changed` where the result would not mean the same, or would not stay as it is
/// when it is formatted again.
pub fn format(file: FileId, text: &str, kind: CodeKind, options: Options<'_>) -> Result<String, Vec<Diagnostic>> {
    let parsed = parse(file, text, kind);
    if parsed.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
        return Err(parsed.diagnostics);
    }
    let formatted = writer::write(text, &lexer::tokens(text), options);
    if formatted == text {
        return Ok(formatted);
    }
    let again = parse(file, &formatted, kind);
    same::same_meaning((text, &parsed.module), (&formatted, &again.module), options.surroundings)
        .map_err(|problem| vec![problem])?;
    if writer::write(&formatted, &lexer::tokens(&formatted), options) != formatted {
        return Err(vec![same::changed()]);
    }
    Ok(formatted)
}
