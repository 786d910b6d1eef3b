//! Reading a source file: its size, its encoding, and what can go wrong.

use crate::files::is_stream;
use crate::{Files, Kind, Open};
use fourd_source::{Diagnostic, Encoding, MAXIMUM_SOURCE_SIZE, decode_source, is_own_stream, shown_path};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// The text of a source file, without a byte order mark ([`decode_source`]).
///
/// # Errors
/// `source::missing`, `source::folder`, `source::special`, `source::unreadable`, `source::too-large`, `source::encoding`;
/// `source::outside` where the rules of the host do not allow the file that the path leads to.
pub fn read_source(files: &dyn Files, path: &Path) -> Result<String, Diagnostic> {
    read_source_as_written(files, path).map(|(text, _)| text)
}

/// As [`read_source`], with the encoding that the file has to be written in again.
///
/// # Errors
/// Those of [`read_source`].
pub fn read_source_as_written(files: &dyn Files, path: &Path) -> Result<(String, Encoding), Diagnostic> {
    decode_source(read_limited(files, path)?, path)
}

fn read_limited(files: &dyn Files, path: &Path) -> Result<Vec<u8>, Diagnostic> {
    let failed = |error: io::Error| unreadable(path, &error);
    let file = files
        .open(path, Open::READ)
        .map_err(|failure| if is_stream(&failure) { special(path) } else { failed(failure) })?;
    let metadata = file.metadata().map_err(failed)?;
    match metadata.kind {
        Kind::Folder => {
            let title = format!("`{}` is a folder, not a source file", shown_path(path));
            return Err(Diagnostic::error("source::folder", title).hint("name a file in it"));
        }
        Kind::File => {}
        _ if is_own_stream(path) => {}
        _ => return Err(special(path)),
    }
    let mut bytes = Vec::new();
    if metadata.len() <= MAXIMUM_SOURCE_SIZE {
        bytes.reserve_exact(metadata.len() as usize + 1);
        // Devices and pipes have no size beforehand, and a file may grow while it is read.
        file.take(MAXIMUM_SOURCE_SIZE + 1).read_to_end(&mut bytes).map_err(failed)?;
    }
    let size = metadata.len().max(bytes.len() as u64);
    if size > MAXIMUM_SOURCE_SIZE {
        let title = format!("`{}` is too large: {size} bytes", shown_path(path));
        let note = format!("a source file has at most {MAXIMUM_SOURCE_SIZE} bytes (64 MB)");
        return Err(Diagnostic::error("source::too-large", title)
            .note(note)
            .hint("keep data in files that the code reads"));
    }
    Ok(bytes)
}

fn special(path: &Path) -> Diagnostic {
    let title = format!("`{}` is a pipe or a device, not a source file", shown_path(path));
    Diagnostic::error("source::special", title).hint("`-` reads code from standard input")
}

/// The report of a path that leads to what the rules of a host do not allow: `source::outside`.
pub fn source_outside(path: &Path) -> Diagnostic {
    Diagnostic::error("source::outside", format!("`{}` leads to a file that may not be read", shown_path(path)))
        .note("code is read from the folder of its project, and a link does not lead out of it")
        .hint("name the file on the command line; in a sandbox, `--allow read=PATH` allows it")
}

fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
    let shown = shown_path(path);
    if crate::is_denied(error) {
        return source_outside(path);
    }
    match error.kind() {
        ErrorKind::NotFound => Diagnostic::error("source::missing", format!("There is no file `{shown}`")),
        ErrorKind::PermissionDenied => Diagnostic::error("source::unreadable", format!("`{shown}` may not be read"))
            .note(error.to_string())
            .hint("give the user the right to read it"),
        _ => Diagnostic::error("source::unreadable", format!("`{shown}` cannot be read")).note(error.to_string()),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::{Host, System};

    #[test]
    fn files_that_cannot_be_read_say_why() {
        let system = System::new();
        let name = |path: &str| read_source(system.files(), Path::new(path)).unwrap_err().name;
        assert_eq!(name("no such file"), "source::missing");
        assert_eq!(name("."), "source::folder");
    }

    #[test]
    fn a_huge_file_is_refused_unread() {
        let path = std::env::temp_dir().join(format!("fourd-huge-{}.4dm", std::process::id()));
        std::fs::File::create(&path).unwrap().set_len(MAXIMUM_SOURCE_SIZE + 1).unwrap();
        let refused = read_source(System::new().files(), &path).unwrap_err();
        std::fs::remove_file(&path).unwrap();
        assert_eq!(refused.name, "source::too-large");
        assert!(refused.title.contains("67108865 bytes"), "{}", refused.title);
    }
}
