//! Code that the command line names: in files, or on standard input.

use fourd_host::{Host, System};
use fourd_project::SourceEntry;
use fourd_source::{Diagnostic, Encoding, MAXIMUM_SOURCE_SIZE, decode_source, is_own_stream};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The name of standard input on the command line and in messages.
pub const STANDARD_INPUT: &str = "-";

/// Whether a path means standard input.
pub fn is_standard(path: &Path) -> bool {
    path == Path::new(STANDARD_INPUT)
}

/// Whether a path means a stream, which can be read only once: standard input, or one that a shell has opened.
pub fn is_stream(path: &Path) -> bool {
    is_standard(path) || (is_own_stream(path) && !path.is_dir())
}

/// The path that code has whose file has this one on the command line. Two spellings of one path then compare equal.
pub fn source_path(path: &Path) -> PathBuf {
    if is_standard(path) { standard_path() } else { std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf()) }
}

/// The texts of the streams among these paths, by the paths that their code has.
///
/// # Errors
/// Those of [`read_standard`] and [`read_source`].
pub fn read_streams(paths: &[PathBuf]) -> Result<BTreeMap<PathBuf, String>, Diagnostic> {
    let mut texts = BTreeMap::new();
    for path in paths.iter().filter(|path| is_stream(path)) {
        if let Entry::Vacant(free) = texts.entry(source_path(path)) {
            free.insert(if is_standard(path) { read_standard()?.0 } else { read_source(path)? });
        }
    }
    Ok(texts)
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
