//! Asks whether a path may be used, before it is.

use super::{FileAccess, may_use};
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

fn decide(path: &Path, access: FileAccess, resolve: fn(&Path) -> io::Result<PathBuf>) -> io::Result<()> {
    if may_use(|| resolve(path), access)? {
        return Ok(());
    }
    Err(io::Error::new(ErrorKind::PermissionDenied, "the program is not allowed to use this path"))
}

/// Asks for an access to what a path leads to.
///
/// # Errors
/// It is not allowed, or the path leads nowhere.
pub fn ask(path: &Path, access: FileAccess) -> io::Result<()> {
    decide(path, access, resolved)
}

/// Asks for an access to what stands at a path itself, which may be a link.
///
/// # Errors
/// It is not allowed, or the path leads nowhere.
pub fn ask_entry(path: &Path, access: FileAccess) -> io::Result<()> {
    decide(path, access, |path| match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) => Ok(resolved(parent)?.join(name)),
        _ => resolved(path),
    })
}

/// The absolute path without links: the part that exists as the system resolves it, the rest as it is written.
pub(super) fn resolved(path: &Path) -> io::Result<PathBuf> {
    /// How many links to missing things may follow one another.
    const LINKS: usize = 40;
    let mut path = std::path::absolute(path)?;
    for _ in 0..LINKS {
        let Some((known, rest)) = longest_known(&path) else { return Ok(path) };
        // A link to something missing is not known to the system, but a write would go through it.
        let next = match rest.components().next() {
            Some(Component::Normal(name)) => known.join(name),
            _ => return Ok(known),
        };
        match std::fs::read_link(&next) {
            Ok(target) => {
                let behind: PathBuf = rest.components().skip(1).collect();
                path = std::path::absolute(known.join(target).join(behind))?;
            }
            Err(_) if rest.components().all(|part| matches!(part, Component::Normal(_))) => return Ok(known.join(rest)),
            Err(_) => break,
        }
    }
    Err(io::Error::new(ErrorKind::InvalidInput, "the path does not lead anywhere"))
}

/// The longest part of a path that the system can resolve, resolved, and the rest.
fn longest_known(path: &Path) -> Option<(PathBuf, PathBuf)> {
    path.ancestors().find_map(|ancestor| {
        let known = std::fs::canonicalize(ancestor).ok()?;
        let rest = path.strip_prefix(ancestor).ok()?;
        Some((known, rest.to_path_buf()))
    })
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn links_do_not_hide_where_a_path_leads() {
        let base = std::fs::canonicalize(std::env::temp_dir()).unwrap();
        let folder = base.join(format!("policy-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("in")).unwrap();
        std::os::unix::fs::symlink("../out", folder.join("in/link")).unwrap();
        assert_eq!(resolved(&folder.join("in/new/file")).unwrap(), folder.join("in/new/file"));
        assert_eq!(resolved(&folder.join("in/link/file")).unwrap(), folder.join("out/file"));
        assert_eq!(resolved(&folder.join("in/../other")).unwrap(), folder.join("other"));
        assert!(resolved(&folder.join("missing/../../x")).is_err());
        std::os::unix::fs::symlink("loop", folder.join("loop")).unwrap();
        assert!(resolved(&folder.join("loop")).is_err());
        std::fs::remove_dir_all(folder).unwrap();
    }
}
