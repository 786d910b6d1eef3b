//! `Localized string`: texts that a project keeps apart from its code.

use fourd_macros::command;
use fourd_runtime::Process;
use fourd_value::{Error, Text, Value};
use std::path::Path;

/// Whether a file of translations stands in a folder or in its folders.
fn has_translations(folder: &Path, depth: usize) -> bool {
    const DEEPEST: usize = 4;
    let Ok(entries) = std::fs::read_dir(folder) else { return false };
    entries.flatten().any(|entry| {
        let path = entry.path();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => depth < DEEPEST && has_translations(&path, depth + 1),
            Ok(_) => path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xlf")),
            Err(_) => false,
        }
    })
}

/// The text that a project's XLIFF files have under a name; the empty text, with `OK` set to 0, where there is none.
/// Projects with such files are not supported yet.
#[command(991, "Localized string", thread_safe)]
fn localized_string(process: &mut Process<'_>, resource_name: &Text) -> Result<Text, Error> {
    let _ = resource_name;
    if has_translations(&process.domain.program.project.numbered(process.project()).resources(), 0) {
        return Err(Error::not_implemented("Localized string"));
    }
    process.set_named("OK", Value::integer(0));
    Ok(Text::EMPTY)
}
