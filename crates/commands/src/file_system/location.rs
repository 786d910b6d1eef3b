//! Where a file or folder object points to: a place on disk, seen from the root of a volume or from one of 4D's
//! filesystems, which cannot be left ([Pathnames](https://developer.4d.com/docs/Concepts/paths)).

use super::standard::{self, FileSystem};
use super::syntax::{self, SYSTEM, is_valid_name, split_root, startup_volume};
use fourd_project::ProjectNumber;
use fourd_runtime::Process;
use fourd_value::{Error, Text, error};
use std::path::PathBuf;

#[derive(Clone, Debug, PartialEq, Eq)]
enum Root {
    /// A volume, as POSIX paths begin there.
    Volume(String),
    /// A filesystem of 4D and the folder that it stands for.
    FileSystem(FileSystem, PathBuf),
}

/// A place on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Location {
    root: Root,
    names: Vec<String>,
}

impl Location {
    /// The place that an absolute POSIX path names, or a filesystem path of a project.
    ///
    /// # Errors
    /// The path is relative or not valid.
    pub(crate) fn of_posix(process: &Process<'_>, project: ProjectNumber, path: &Text) -> Result<Location, Error> {
        let text = path.to_cow();
        let invalid = |why: &str| Error::with(error::FILE_NAME, format!("`{path}`: {why}"));
        let (root, rest) = match standard::split(&text) {
            Some((system, rest)) => (Root::FileSystem(system, standard::folder_of(process, project, system)), rest),
            None => match split_root(SYSTEM, &text) {
                Some((root, rest)) => (Root::Volume(root), rest),
                None => return Err(invalid("an absolute path is needed")),
            },
        };
        Location { root, names: Vec::new() }.join(rest).ok_or_else(|| invalid("the path is not valid"))
    }

    /// The place that an absolute path in the syntax of the system names.
    ///
    /// # Errors
    /// The path is relative or not valid.
    pub(crate) fn of_platform(path: &Text) -> Result<Location, Error> {
        let text = path.to_cow();
        if !SYSTEM.is_absolute(&text) {
            return Err(Error::with(error::FILE_NAME, format!("`{path}`: an absolute path is needed")));
        }
        Self::on_disk(&SYSTEM.to_posix(&text, &startup_volume()))
            .ok_or_else(|| Error::with(error::FILE_NAME, format!("`{path}`: the path is not valid")))
    }

    /// The place of an absolute POSIX path of a disk.
    pub(crate) fn on_disk(posix: &str) -> Option<Location> {
        let (root, rest) = split_root(SYSTEM, posix)?;
        Location { root: Root::Volume(root), names: Vec::new() }.join(rest)
    }

    /// The root of a filesystem of a project.
    pub(crate) fn of_filesystem(process: &Process<'_>, project: ProjectNumber, system: FileSystem) -> Location {
        Location { root: Root::FileSystem(system, standard::folder_of(process, project, system)), names: Vec::new() }
    }

    /// The place that a relative POSIX path leads to from here; `None` where it would leave the root or where a name is
    /// not valid.
    pub(crate) fn join(mut self, relative: &str) -> Option<Location> {
        for name in relative.split('/') {
            match name {
                "" | "." => {}
                ".." => {
                    self.names.pop()?;
                }
                name if name.contains('\0') || (cfg!(windows) && name.contains(['\\', ':'])) => return None,
                name => self.names.push(name.to_owned()),
            }
        }
        Some(self)
    }

    /// The file or folder of that name in the folder here.
    ///
    /// # Errors
    /// The name is not valid.
    pub(crate) fn child(&self, name: &Text) -> Result<Location, Error> {
        let text = name.to_cow();
        if !is_valid_name(&text) {
            return Err(Error::with(error::FILE_NAME, format!("`{name}` is no valid name for a file or folder")));
        }
        Ok(self.entry(&text))
    }

    /// Something that a listing of the folder here names.
    pub(crate) fn entry(&self, name: &str) -> Location {
        let mut names = self.names.clone();
        names.push(name.to_owned());
        Location { root: self.root.clone(), names }
    }

    /// The folder around; `None` for a root.
    pub(crate) fn parent(&self) -> Option<Location> {
        let (_, names) = self.names.split_last()?;
        Some(Location { root: self.root.clone(), names: names.to_vec() })
    }

    /// The path on disk.
    pub(crate) fn disk(&self) -> PathBuf {
        let mut path = match &self.root {
            Root::Volume(root) => PathBuf::from(root),
            Root::FileSystem(_, folder) => folder.clone(),
        };
        path.extend(&self.names);
        path
    }

    /// Name with extension; of the root of a filesystem it is that of its folder.
    pub(crate) fn full_name(&self) -> String {
        match (self.names.last(), &self.root) {
            (Some(name), _) => name.clone(),
            (None, Root::FileSystem(_, folder)) => {
                folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
            }
            (None, Root::Volume(root)) => root.trim_matches('/').to_owned(),
        }
    }

    /// The POSIX path; that of a folder ends with `/`.
    pub(crate) fn posix(&self, folder: bool) -> Text {
        let mut path = match &self.root {
            Root::Volume(root) => root.clone(),
            Root::FileSystem(system, _) => format!("/{}/", system.name()),
        };
        path.push_str(&self.names.join("/"));
        if folder && !path.ends_with('/') {
            path.push('/');
        }
        Text::from(path)
    }

    /// The path in the syntax of the system; that of a folder ends with a separator.
    pub(crate) fn platform(&self, folder: bool) -> Text {
        Text::from(syntax::system_of(&self.disk(), folder))
    }
}
