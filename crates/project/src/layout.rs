//! What the file system holds: files of code, their names, and how each is to be read.

use crate::access::SourceAccess;
use crate::code::SourceEntry;
use fourd_host::{Entry, Files, Kind, is_denied, source_outside};
use fourd_source::{Diagnostic, shown_path};
use fourd_syntax::tree::CodeKind;
use icu_normalizer::ComposingNormalizerBorrowed;
use std::path::{Path, PathBuf};

/// Whether the name ends in `.4dm`, whatever its case.
pub(crate) fn is_source(path: &Path) -> bool {
    has_extension(path, "4dm")
}

/// Whether the name ends in this extension, whatever its case.
pub(crate) fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|found| found.eq_ignore_ascii_case(extension))
}

/// The `.4dm` files of a folder by name, without those of its subfolders; none where there is no such folder.
///
/// # Errors
/// `project::folder` where the folder is there but cannot be listed.
pub(crate) fn sources_in(folder: &Path, access: &SourceAccess) -> Result<Vec<PathBuf>, Diagnostic> {
    let listed = listed(folder, access.files())?.into_iter();
    let mut files: Vec<PathBuf> =
        listed.filter(|entry| is_source(Path::new(&entry.name))).map(|entry| folder.join(entry.name)).collect();
    files.sort_unstable();
    Ok(files)
}

/// All that a folder holds, in no order; nothing where there is no such folder.
///
/// # Errors
/// `project::folder` where the folder is there but cannot be listed.
pub(crate) fn entries(folder: &Path, files: &dyn Files) -> Result<Vec<PathBuf>, Diagnostic> {
    Ok(listed(folder, files)?.into_iter().map(|entry| folder.join(entry.name)).collect())
}

fn listed(folder: &Path, files: &dyn Files) -> Result<Vec<Entry>, Diagnostic> {
    let failed = |error: std::io::Error| {
        Diagnostic::error("project::folder", format!("The folder `{}` cannot be listed", shown_path(folder)))
            .note(error.to_string())
    };
    match files.list(folder) {
        Ok(found) => Ok(found),
        Err(error) if is_denied(&error) => Err(source_outside(folder)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(failed(error)),
    }
}

/// All `.4dm` files in a folder and its subfolders, by path, and a warning for each folder that cannot be listed.
/// Left out are folders whose names begin with a dot, links to folders, which might lead in circles, and the folders of a
/// project whose files 4D never loads as code: `Resources` next to its `Project`, and the `Trash` in it.
pub fn source_files_under(folder: &Path, files: &dyn Files) -> (Vec<SourceEntry>, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let mut problems = Vec::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(folder) = waiting.pop() {
        let listed = match files.list(&folder) {
            Ok(listed) => listed,
            Err(error) => {
                let title = format!("The folder `{}` cannot be listed", shown_path(&folder));
                problems.push(Diagnostic::warning("project::folder", title).note(error.to_string()));
                continue;
            }
        };
        let is_package = || has_project_file(&folder.join("Project"), files);
        for entry in listed {
            let path = folder.join(&entry.name);
            // The kind that comes with the listing saves a call for each file.
            if entry.kind == Kind::Folder {
                let name = entry.name;
                let no_code =
                    (name == "Resources" && is_package()) || (name == "Trash" && has_project_file(&folder, files));
                if !no_code && !name.to_string_lossy().starts_with('.') {
                    waiting.push(path);
                }
            } else if is_source(&path) {
                let kind = code_kind(&path);
                found.push(SourceEntry { path, kind });
            }
        }
    }
    found.sort_unstable_by(|left, right| left.path.cmp(&right.path));
    (found, problems)
}

/// Whether the folder has a `.4DProject` file.
fn has_project_file(folder: &Path, files: &dyn Files) -> bool {
    entries(folder, files).is_ok_and(|found| found.iter().any(|path| has_extension(path, "4DProject")))
}

/// How a file is to be read: a class in a folder named `Classes`, a method elsewhere.
pub fn code_kind(path: &Path) -> CodeKind {
    let folder = path.parent().and_then(Path::file_name);
    if folder.is_some_and(|name| name == "Classes") { CodeKind::Class } else { CodeKind::Method }
}

/// How a file with this text is to be read: by its folder, but outside of a project a text that begins as a class is one.
pub fn kind_of_text(path: &Path, kind: CodeKind, text: &str) -> CodeKind {
    let of_project = path.ancestors().skip(1).any(|folder| folder.file_name().is_some_and(|name| name == "Sources"));
    match kind {
        CodeKind::Method if !of_project && fourd_syntax::begins_class(text) => CodeKind::Class,
        kind => kind,
    }
}

/// The name that a file gives to what it holds: without `.4dm`, with `%2F` and the like decoded, as 4D writes characters
/// that file names cannot hold, and with letters and their accents joined, which some file systems take apart.
pub(crate) fn decoded_name(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let name = if stem.contains('%') { percent_decoded(&stem) } else { stem.into_owned() };
    if name.is_ascii() { name } else { ComposingNormalizerBorrowed::new_nfc().normalize(&name).into_owned() }
}

/// The text with `%` and two hexadecimal digits decoded; as it is where that would not be UTF-8.
pub(crate) fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match (byte, hexadecimal(bytes.get(at + 1)), hexadecimal(bytes.get(at + 2))) {
            (b'%', Some(high), Some(low)) => {
                decoded.push(high << 4 | low);
                at += 3;
            }
            _ => {
                decoded.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

fn hexadecimal(byte: Option<&u8>) -> Option<u8> {
    (*byte? as char).to_digit(16).map(|digit| digit as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_decoded_where_they_are_encoded() {
        assert_eq!(decoded_name(Path::new("x/Pop-up%2FDrop-down.4dm")), "Pop-up/Drop-down");
        assert_eq!(decoded_name(Path::new("100%.4dm")), "100%");
        assert_eq!(decoded_name(Path::new("%zz%C3%A9.4dm")), "%zzé");
        assert_eq!(decoded_name(Path::new("%FF.4dm")), "%FF");
        assert_eq!(decoded_name(Path::new("a.b.4dm")), "a.b");
        assert_eq!(decoded_name(Path::new("e\u{301}te\u{301}.4dm")), "\u{e9}t\u{e9}");
    }

    #[test]
    fn only_the_folder_tells_a_class() {
        assert_eq!(code_kind(Path::new("Sources/Classes/A.4dm")), CodeKind::Class);
        assert_eq!(code_kind(Path::new("Classes/sub/A.4dm")), CodeKind::Method);
        assert_eq!(code_kind(Path::new("tests/classes/A.4dm")), CodeKind::Method);
        assert_eq!(code_kind(Path::new("Classes.4dm")), CodeKind::Method);
    }
}
