//! The texts of source files.

use fourd_project::{Project, SourceAccess};
use fourd_source::Diagnostic;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Gives the text of each file: an edited one if there is one, else the one on disk.
pub struct Texts {
    access: SourceAccess,
    /// What may be read below the root folders of components.
    components: Vec<(PathBuf, SourceAccess)>,
    edited: HashMap<PathBuf, String>,
}

impl Texts {
    /// The files that may be read so.
    pub fn new(access: SourceAccess) -> Self {
        Self { access, components: Vec::new(), edited: HashMap::new() }
    }

    /// The files of a project and its components, each with the access of its own project.
    pub fn of_project(project: &Project) -> Self {
        let components = project.components().iter().map(|component| &component.project);
        Self {
            components: components.map(|project| (project.root.clone(), project.access().clone())).collect(),
            ..Self::new(project.access().clone())
        }
    }

    /// Replaces the text of a file, such as one that is open in an editor; the path need not exist.
    pub fn edit(&mut self, path: PathBuf, text: String) {
        self.edited.insert(path, text);
    }

    /// The text of a file.
    ///
    /// # Errors
    /// Those of [`SourceAccess::read`], for a file that was not edited.
    pub fn read(&self, path: &Path) -> Result<String, Diagnostic> {
        if let Some(text) = self.edited.get(path) {
            return Ok(text.clone());
        }
        self.access(path).read(path)
    }

    /// With which access a file is read.
    pub fn access(&self, path: &Path) -> &SourceAccess {
        let component = self.components.iter().find(|(root, _)| path.starts_with(root));
        component.map_or(&self.access, |(_, access)| access)
    }
}
