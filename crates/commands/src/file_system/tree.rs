//! Folders with all that they hold: copied and removed.

use super::{copy_file, create_folder, exists, is_folder, list, remove_file, remove_folder};
use fourd_runtime::access::host;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Copies a folder to a path. A folder that is there takes up what it does not hold yet, and what it does where
/// `overwrite` is set. Links are copied as links.
///
/// # Errors
/// Something that would be replaced is there without `overwrite`, the folder would be copied into itself, or the system
/// refuses.
pub(crate) fn copy_folder(from: &Path, to: &Path, overwrite: bool) -> io::Result<()> {
    let host = host();
    let files = host.files();
    let inside = match (files.canonical(from), files.canonical(to.parent().unwrap_or(to))) {
        (Ok(from), Ok(parent)) => parent.starts_with(from),
        _ => false,
    };
    if inside {
        return Err(io::Error::new(ErrorKind::InvalidInput, "a folder cannot be copied into itself"));
    }
    let mut folders = vec![(from.to_path_buf(), to.to_path_buf())];
    let mut files = Vec::new();
    let mut position = 0;
    while let Some((source, target)) = folders.get(position).cloned() {
        position += 1;
        for entry in list(&source)? {
            let pair = (source.join(&entry.name), target.join(&entry.name));
            if entry.folder {
                folders.push(pair);
            } else if !overwrite && exists(&pair.1) {
                return Err(io::Error::new(ErrorKind::AlreadyExists, format!("`{}` exists", pair.1.display())));
            } else {
                files.push(pair);
            }
        }
    }
    for (_, target) in &folders {
        if !is_folder(target) {
            create_folder(target)?;
        }
    }
    files.iter().try_for_each(|(source, target)| copy_file(source, target))
}

/// Removes a folder with all that it holds; links in it are removed, not what they lead to.
///
/// # Errors
/// The first thing that cannot be removed, with its path.
pub(crate) fn remove_tree(path: &Path) -> Result<(), (io::Error, PathBuf)> {
    let failed = |path: &Path| {
        let path = path.to_path_buf();
        move |failure: io::Error| (failure, path)
    };
    let mut folders = vec![path.to_path_buf()];
    let mut position = 0;
    while let Some(folder) = folders.get(position).cloned() {
        position += 1;
        unlock(&folder);
        for entry in list(&folder).map_err(failed(&folder))? {
            let path = folder.join(&entry.name);
            if entry.folder {
                folders.push(path);
            } else {
                remove_file(&path).map_err(failed(&path))?;
            }
        }
    }
    folders.iter().rev().try_for_each(|folder| remove_folder(folder).map_err(failed(folder)))
}

/// Lets the owner of a folder remove what it holds: locked folders are removed like others.
fn unlock(folder: &Path) {
    let host = host();
    if let Ok(found) = host.files().link_metadata(folder)
        && found.is_folder()
        && found.mode & 0o700 != 0o700
    {
        let _ = host.files().set_mode(folder, found.mode | 0o700);
    }
}
