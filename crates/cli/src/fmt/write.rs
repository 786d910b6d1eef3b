//! Replaces a file as a whole: nobody ever sees half of it.

use fourd_source::{Diagnostic, shown_path};
use std::fs::{File, OpenOptions};
use std::io::{Error, Write};
use std::path::{Path, PathBuf};

/// Gives a file other bytes. They are written to a new file beside it, which then takes its place and its permissions.
///
/// # Errors
/// `format::write`; the file is then as it was.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    written(path, bytes).map_err(|error| {
        Diagnostic::error("format::write", format!("`{}` cannot be written", shown_path(path))).note(error.to_string())
    })
}

fn written(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    // A link stays a link.
    let path = path.canonicalize()?;
    let permissions = path.metadata()?.permissions();
    // A file that may not be written could still be replaced.
    OpenOptions::new().append(true).open(&path)?;
    let beside = beside(&path);
    let result = File::create_new(&beside)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.set_permissions(permissions)))
        .and_then(|()| std::fs::rename(&beside, &path));
    if result.is_err() {
        let _ = std::fs::remove_file(&beside);
    }
    result
}

/// A name that no other file of the folder has.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.tmp", std::process::id()))
}
