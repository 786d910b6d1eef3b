//! What every layer shares: source files, spans, names without case, and one kind of diagnostic.

mod diagnostic;
mod files;
mod names;
mod span;

pub use diagnostic::{Diagnostic, Label, Severity};
pub use files::{SourceFile, SourceMap};
pub use names::fold_name;
pub use span::{FileId, Span};
