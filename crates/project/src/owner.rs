//! Which project a file belongs to.

use crate::access::SourceAccess;
use crate::layout::{code_kind, entries, has_extension, sources_in};
use crate::project::Project;
use fourd_syntax::tree::CodeKind;
use std::path::{Path, PathBuf};

/// What the files in a folder belong to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// No project: only their syntax can be checked.
    Nothing,
    /// The scripts of this folder.
    Loose(PathBuf),
    /// The 4D project of this `.4DProject` file.
    Package(PathBuf),
}

impl Owner {
    /// What the files in a folder belong to.
    pub fn of(folder: &Path, access: &SourceAccess) -> Owner {
        for above in folder.ancestors() {
            let Some(name) = above.file_name() else { break };
            if name == "Sources" {
                let file = above
                    .parent()
                    .and_then(|folder| host_file(folder, access).or_else(|| only_project_file(folder, access)));
                return file.map_or(Owner::Nothing, Owner::Package);
            }
            // Folders next to `Sources`, such as the trash, hold no code of the project.
            if name == "Project" && only_project_file(above, access).is_some() {
                return Owner::Nothing;
            }
        }
        let inner = folder.file_name().is_some_and(|name| name == "Methods" || name == "Classes");
        let root = if inner { folder.parent().unwrap_or(folder) } else { folder };
        Owner::Loose(root.to_path_buf())
    }

    /// Opens the project, if it is one and can be opened. `files` are some of those that belong to it.
    pub fn open<'f>(&self, mut files: impl Iterator<Item = &'f Path>, access: &SourceAccess) -> Option<Project> {
        match self {
            Owner::Nothing => None,
            Owner::Package(file) => Project::open_with(file, access).ok(),
            Owner::Loose(root) => {
                let named = files.find(|path| path.parent() == Some(root)).map(Path::to_path_buf);
                let script = named.or_else(|| any_script(root, access))?;
                if access.outer().exists(&script) {
                    Project::open_with(script, access).ok()
                } else {
                    // The code is in no file.
                    Project::open_folder_with(root, access).ok()
                }
            }
        }
    }
}

/// The host of the component that a folder `Project` is of: the project that has it in its folder `Components`.
fn host_file(folder: &Path, access: &SourceAccess) -> Option<PathBuf> {
    let package = if folder.file_name()? == "Project" { folder.parent()? } else { folder };
    let components = package.parent().filter(|around| around.file_name().is_some_and(|name| name == "Components"))?;
    let root = components.parent()?;
    let file = only_project_file(&root.join("Project"), access).or_else(|| only_project_file(root, access))?;
    let host = Project::open_with(&file, access).ok()?;
    host.components().iter().any(|component| component.project.root == package).then_some(file)
}

/// The only `.4DProject` file of a folder.
fn only_project_file(folder: &Path, access: &SourceAccess) -> Option<PathBuf> {
    let found = entries(folder, access.outer()).ok()?;
    let mut files = found.into_iter().filter(|path| has_extension(path, "4DProject"));
    files.next().filter(|_| files.next().is_none())
}

fn any_script(root: &Path, access: &SourceAccess) -> Option<PathBuf> {
    let found = sources_in(root, &access.unconfined()).ok()?;
    found.into_iter().find(|path| code_kind(path) == CodeKind::Method)
}
