//! Which files a project may read.

use fourd_source::{Diagnostic, read_source, shown_path};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Which files a project may read: all, or only those that lie in certain folders once all links are followed.
///
/// A project that is confined may always read its own folder, and a component its own.
#[derive(Clone, Debug, Default)]
pub struct SourceAccess(Option<Arc<[PathBuf]>>);

impl SourceAccess {
    /// All files.
    pub fn everything() -> Self {
        Self(None)
    }

    /// Only files in these files and folders, besides the project's own folder. Those that are not there are ignored.
    pub fn within(folders: impl IntoIterator<Item = PathBuf>) -> Self {
        Self(Some(folders.into_iter().filter_map(|folder| std::fs::canonicalize(folder).ok()).collect()))
    }

    /// The same, with another folder.
    pub(crate) fn and(&self, folder: &Path) -> Self {
        match &self.0 {
            None => Self(None),
            Some(folders) => Self::within(folders.iter().cloned().chain([folder.to_path_buf()])),
        }
    }

    /// The text of a file.
    ///
    /// # Errors
    /// `source::outside` where a link leads out of what may be read; those of [`read_source`].
    pub fn read(&self, path: &Path) -> Result<String, Diagnostic> {
        read_source(&self.real(path)?)
    }

    /// Asks whether the component at this path may be loaded: where reading is confined, it lies in what may be read or
    /// beside its host.
    ///
    /// # Errors
    /// `source::outside`: it lies elsewhere, or a link leads elsewhere.
    pub(crate) fn component(&self, path: &Path, host: &Path) -> Result<(), Diagnostic> {
        let real = |path: &Path| std::fs::canonicalize(path).ok();
        match (real(path).as_deref().and_then(Path::parent), real(host).as_deref().and_then(Path::parent)) {
            (Some(folder), Some(of_host)) if folder == of_host => Ok(()),
            _ => self.real(path).map(|_| ()),
        }
    }

    /// The file that a path leads to: where reading is confined, without links.
    ///
    /// # Errors
    /// `source::outside` where a link leads out of what may be read.
    pub fn real(&self, path: &Path) -> Result<PathBuf, Diagnostic> {
        let Some(folders) = &self.0 else { return Ok(path.to_path_buf()) };
        match std::fs::canonicalize(path) {
            Ok(real) if !folders.iter().any(|folder| real.starts_with(folder)) => {
                let title = format!("`{}` leads to a file that may not be read", shown_path(path));
                Err(Diagnostic::error("source::outside", title)
                    .note("code is read from the folder of its project, and a link does not lead out of it")
                    .hint("name the file on the command line; in a sandbox, `--allow read=PATH` allows it"))
            }
            Ok(real) => Ok(real),
            // Reading it says what is wrong.
            Err(_) => Ok(path.to_path_buf()),
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_link_that_leads_out_is_not_read() {
        let base = std::env::temp_dir().join(format!("fourd-source-access-{}", std::process::id()));
        let (own, other) = (base.join("own"), base.join("other"));
        for folder in [&own, &other] {
            std::fs::create_dir_all(folder).unwrap();
            std::fs::write(folder.join("a.4dm"), "ALERT(\"a\")").unwrap();
        }
        std::os::unix::fs::symlink(other.join("a.4dm"), own.join("file.4dm")).unwrap();
        std::os::unix::fs::symlink(&other, own.join("folder")).unwrap();
        std::os::unix::fs::symlink(own.join("a.4dm"), own.join("inside.4dm")).unwrap();
        let confined = SourceAccess::within([]).and(&own);
        let name = |access: &SourceAccess, path: &str| access.read(&own.join(path)).map_err(|problem| problem.name);
        assert!(name(&confined, "a.4dm").is_ok() && name(&confined, "inside.4dm").is_ok());
        for path in ["file.4dm", "folder/a.4dm", "../other/a.4dm", "folder/../other/a.4dm"] {
            assert_eq!(name(&confined, path), Err("source::outside"), "{path}");
            assert!(name(&SourceAccess::everything(), path).is_ok(), "{path}");
            assert!(name(&confined.and(&other), path).is_ok(), "{path}");
        }
        assert_eq!(name(&confined, "none.4dm"), Err("source::missing"));
        std::fs::remove_dir_all(&base).unwrap();
    }
}
