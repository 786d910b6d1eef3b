//! Replaces a file as a whole: no reader sees half of it, and where that fails, the file is as it was.

use std::fs::{File, OpenOptions};
use std::io::{Error, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Gives a file other bytes, or makes it. They are written to a new file in the same folder, which then takes its place and
/// its permissions.
///
/// # Errors
/// What the operating system says; a file that may not be written is not replaced either.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Error> {
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
    if before.is_some() {
        // A file that may not be written could still be replaced.
        OpenOptions::new().append(true).open(&path)?;
    }
    remove_left_over(&path);
    let new = new_file(&path);
    let result = File::create_new(&new)
        .and_then(|mut file| {
            file.write_all(bytes)?;
            before.map_or(Ok(()), |before| file.set_permissions(before.permissions()))
        })
        .and_then(|()| std::fs::rename(&new, &path));
    if result.is_err() {
        let _ = std::fs::remove_file(&new);
    }
    result
}

/// The end of the names of new files.
const END: &str = ".tmp";

/// What the name of a new file begins with; the number of its process follows.
fn begin(path: &Path) -> String {
    format!(".{}.", path.file_name().unwrap_or_default().to_string_lossy())
}

/// A name that no other file of the folder has.
fn new_file(path: &Path) -> PathBuf {
    path.with_file_name(format!("{}{}{END}", begin(path), std::process::id()))
}

/// Removes what a program that was killed has left of this file, where the system says which processes there are.
fn remove_left_over(path: &Path) {
    let processes = Path::new("/proc");
    let (begin, folder) = (begin(path), path.parent().unwrap_or(path));
    if !processes.join("self").exists() {
        return;
    }
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let number = name.to_str().and_then(|name| name.strip_prefix(&begin)?.strip_suffix(END)?.parse::<u32>().ok());
        if number.is_some_and(|number| !processes.join(number.to_string()).exists()) {
            // The next run tries again.
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::replace;

    #[test]
    fn a_file_is_replaced_with_its_permissions_and_no_other_file_is_left() {
        let folder = std::env::temp_dir().join(format!("fourd-replace-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join("a.out");
        replace(&file, b"one").unwrap();
        replace(&file, b"two").unwrap();
        assert_eq!(std::fs::read(&file).unwrap(), b"two");
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn what_a_killed_program_has_left_is_removed() {
        let folder = std::env::temp_dir().join(format!("fourd-left-over-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let names = ["a.4dm", ".a.4dm.4294967295.tmp", ".a.4dm.1.tmp", ".b.4dm.4294967295.tmp"];
        for name in names {
            std::fs::write(folder.join(name), "old").unwrap();
        }
        replace(&folder.join("a.4dm"), b"new").unwrap();
        let left = names.map(|name| std::fs::read_to_string(folder.join(name)).ok());
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(left, [Some("new".to_owned()), None, Some("old".to_owned()), Some("old".to_owned())]);
    }
}
