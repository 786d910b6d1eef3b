//! Which files a project may read.

use fourd_host::{FileAccess, Files, Host, Rules, System, is_denied, read_source, source_outside};
use fourd_source::Diagnostic;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Which files a project may read: all of its host, or only those that lie in certain folders once all links are followed.
///
/// A project that is confined may always read its own folder, and a component its own.
#[derive(Clone, Debug)]
pub struct SourceAccess(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    /// All files, for what is outside of projects: what the user names, and the surroundings of a project.
    host: Arc<dyn Host>,
    /// What may be read, by real paths; everything where nothing is said.
    folders: Option<Vec<PathBuf>>,
    /// The host with these files only.
    confined: Arc<dyn Host>,
    /// Components may lie anywhere.
    any_component: bool,
}

impl SourceAccess {
    /// All files of the system.
    pub fn everything() -> Self {
        Self::of(Arc::new(System::new()))
    }

    /// All files that a host allows.
    pub fn of(host: Arc<dyn Host>) -> Self {
        Self(Arc::new(Inner { confined: host.clone(), host, folders: None, any_component: true }))
    }

    /// Only files of the system in these files and folders and in the project's own folder. Those that are not there are
    /// ignored.
    pub fn within(folders: impl IntoIterator<Item = PathBuf>) -> Self {
        Self::everything().confined(folders)
    }

    /// Only files in these files and folders and in the project's own folder. Those that are not there are ignored.
    #[must_use]
    pub fn confined(&self, folders: impl IntoIterator<Item = PathBuf>) -> Self {
        let files = self.0.host.files();
        let real = folders.into_iter().filter_map(|folder| files.canonical(&folder).ok());
        self.of_real(real.collect(), false)
    }

    /// The same, and components may lie anywhere: each of them reads its own folder.
    #[must_use]
    pub fn with_any_component(self) -> Self {
        match &self.0.folders {
            None => self,
            Some(folders) => self.of_real(folders.clone(), true),
        }
    }

    fn of_real(&self, folders: Vec<PathBuf>, any_component: bool) -> Self {
        let mut rules = Rules::nothing();
        folders.iter().for_each(|folder| rules.allow_path(folder.clone(), FileAccess::Read));
        let host = self.0.host.clone();
        Self(Arc::new(Inner { confined: host.clone().within(rules), host, folders: Some(folders), any_component }))
    }

    /// The same, with another folder.
    pub(crate) fn and(&self, folder: &Path) -> Self {
        match &self.0.folders {
            None => self.clone(),
            Some(folders) => {
                let folder = self.outer().canonical(folder).ok();
                self.of_real(folders.iter().cloned().chain(folder).collect(), self.0.any_component)
            }
        }
    }

    /// The files that may be read.
    pub fn files(&self) -> &dyn Files {
        self.0.confined.files()
    }

    /// All files of the host, for what is outside of projects.
    pub(crate) fn outer(&self) -> &dyn Files {
        self.0.host.files()
    }

    /// The same without limits, for files that are the user's and not the project's.
    pub(crate) fn unconfined(&self) -> Self {
        Self::of(self.0.host.clone())
    }

    /// The text of a file.
    ///
    /// # Errors
    /// `source::outside` where a link leads out of what may be read; those of [`read_source`].
    pub fn read(&self, path: &Path) -> Result<String, Diagnostic> {
        read_source(self.files(), path)
    }

    /// Whether there is something at a path, a link to what may not be read included: reading it says so.
    pub(crate) fn is_there(&self, path: &Path) -> bool {
        self.files().metadata(path).map_or_else(|failure| is_denied(&failure), |_| true)
    }

    /// As [`is_there`](Self::is_there), for a regular file.
    pub(crate) fn is_file_there(&self, path: &Path) -> bool {
        self.files().metadata(path).map_or_else(|failure| is_denied(&failure), |found| found.is_regular())
    }

    /// The access of the component whose folder or file this is, which includes it: where reading is confined, it lies in what
    /// may be read or beside its host.
    ///
    /// # Errors
    /// `source::outside`: it lies elsewhere, or a link leads elsewhere.
    pub(crate) fn component(&self, path: &Path, host: &Path) -> Result<Self, Diagnostic> {
        let Some(folders) = &self.0.folders else { return Ok(self.clone()) };
        // Only what is checked here is allowed: the path may lead elsewhere later.
        let Ok(real) = self.outer().canonical(path) else { return Ok(self.clone()) };
        let of_host = self.outer().canonical(host).ok();
        let beside = || real.parent().is_some() && real.parent() == of_host.as_deref().and_then(Path::parent);
        if !self.0.any_component && !beside() && !folders.iter().any(|folder| real.starts_with(folder)) {
            return Err(source_outside(path));
        }
        Ok(self.of_real(folders.iter().cloned().chain([real]).collect(), self.0.any_component))
    }

    /// The file that a path leads to: where reading is confined, without links.
    ///
    /// # Errors
    /// `source::outside` where a link leads out of what may be read.
    pub fn real(&self, path: &Path) -> Result<PathBuf, Diagnostic> {
        if self.0.folders.is_none() {
            return Ok(path.to_path_buf());
        }
        match self.files().canonical(path) {
            Ok(real) => Ok(real),
            Err(failure) if is_denied(&failure) => Err(source_outside(path)),
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
