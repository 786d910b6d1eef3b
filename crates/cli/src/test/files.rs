//! Replaces a file as a whole: where that fails, the file is as it was.

use std::fs::File;
use std::io::{Error, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Gives a file other bytes, or makes it. They are written to a new file beside it, which then takes its place.
///
/// # Errors
/// What the operating system says.
pub fn put(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    // A link stays a link.
    let path = match path.canonicalize() {
        Ok(path) => path,
        Err(error) if error.kind() == ErrorKind::NotFound => path.to_path_buf(),
        Err(error) => return Err(error),
    };
    let before = path.metadata().ok();
    if before.as_ref().is_some_and(|before| !before.is_file()) {
        // A device or a pipe takes bytes, and must not be replaced.
        return std::fs::write(&path, bytes);
    }
    let beside = beside(&path);
    let permissions = before.map(|before| before.permissions());
    if permissions.as_ref().is_some_and(std::fs::Permissions::readonly) {
        return Err(ErrorKind::PermissionDenied.into());
    }
    let result = File::create_new(&beside)
        .and_then(|mut file| {
            file.write_all(bytes)?;
            permissions.map_or(Ok(()), |permissions| file.set_permissions(permissions))
        })
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::put;

    #[test]
    fn a_file_is_replaced_with_its_permissions_and_nothing_stays_beside_it() {
        let folder = std::env::temp_dir().join(format!("fourd-test-files-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join("a.out");
        put(&file, b"one").unwrap();
        put(&file, b"two").unwrap();
        assert_eq!(std::fs::read(&file).unwrap(), b"two");
        let mut permissions = file.metadata().unwrap().permissions();
        permissions.set_readonly(true);
        std::fs::set_permissions(&file, permissions).unwrap();
        assert!(put(&file, b"three").is_err());
        assert_eq!(std::fs::read(&file).unwrap(), b"two");
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
