//! Code that the command line names: in files, or on standard input.

use fourd_host::{Host, System};
use fourd_project::SourceEntry;
use fourd_source::{Diagnostic, Encoding, MAXIMUM_SOURCE_SIZE, decode_source};
use std::io::Read;
use std::path::{Path, PathBuf};

/// The name of standard input on the command line and in messages.
pub const STANDARD_INPUT: &str = "-";

/// Whether a path means standard input.
pub fn is_standard(path: &Path) -> bool {
    path == Path::new(STANDARD_INPUT)
}

/// The path that code from standard input has: it seems to lie in the current folder.
pub fn standard_path() -> PathBuf {
    std::env::current_dir().unwrap_or_default().join(STANDARD_INPUT)
}

/// Reads all of standard input as code, with its encoding.
///
/// # Errors
/// `source::unreadable`, `source::too-large`, `source::encoding`.
pub fn read_standard() -> Result<(String, Encoding), Diagnostic> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().take(MAXIMUM_SOURCE_SIZE + 1).read_to_end(&mut bytes).map_err(|error| {
        Diagnostic::error("source::unreadable", "Standard input cannot be read").note(error.to_string())
    })?;
    if bytes.len() as u64 > MAXIMUM_SOURCE_SIZE {
        return Err(Diagnostic::error("source::too-large", "Standard input has more than 64 MB"));
    }
    decode_source(bytes, Path::new(STANDARD_INPUT))
}

/// The text of a source file ([`fourd_host::read_source`]).
///
/// # Errors
/// Those of [`fourd_host::read_source`].
pub fn read_source(path: &Path) -> Result<String, Diagnostic> {
    fourd_host::read_source(System::new().files(), path)
}

/// As [`read_source`], with the encoding that the file has to be written in again.
///
/// # Errors
/// Those of [`fourd_host::read_source`].
pub fn read_source_as_written(path: &Path) -> Result<(String, Encoding), Diagnostic> {
    fourd_host::read_source_as_written(System::new().files(), path)
}

/// The files with code in a folder ([`fourd_project::source_files_under`]).
pub fn source_files_under(folder: &Path) -> (Vec<SourceEntry>, Vec<Diagnostic>) {
    fourd_project::source_files_under(folder, System::new().files())
}
