//! What every layer shares: source files, spans, names without case, and one kind of diagnostic with its renderer.

#![forbid(unsafe_code)]

mod diagnostic;
mod files;
mod messages;
mod names;
mod paths;
mod read;
mod render;
mod span;

pub use diagnostic::{Diagnostic, Label, Severity};
pub use files::{SourceFile, SourceMap, SourceText};
pub use messages::{Message, message, messages};
pub use names::{VARIABLE_NAME_LENGTH, fold_name, fold_variable};
pub use paths::{READER_FOLDER, relative_path, shown_path, shown_path_from};
pub use read::{Encoding, MAXIMUM_SOURCE_SIZE, decode_source, is_own_stream};
pub use render::{Format, colours, render, sarif};
pub use span::{FileId, Span};
