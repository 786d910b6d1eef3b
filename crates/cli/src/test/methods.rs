//! Which methods are tests, by their names: in loose folders and in 4D projects.

use super::fixtures::Fixtures;
use super::names::NamesOfTests;
use crate::input::source_files_under;
use fourd_project::Project;
use fourd_source::Diagnostic;
use fourd_syntax::tree::CodeKind;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A test method.
pub struct TestMethod {
    /// Its name.
    pub name: String,
    /// Its file.
    pub file: PathBuf,
    /// The `.4DProject` file or the loose folder that it belongs to.
    pub project: PathBuf,
    /// What runs before and after it.
    pub fixtures: Fixtures,
}

/// The test methods in a folder and its subfolders, each with its project. Scripts with a golden file are none.
///
/// # Errors
/// A project cannot be opened.
pub fn find_methods(folder: &Path, names: &NamesOfTests) -> Result<Vec<TestMethod>, Diagnostic> {
    let (files, _) = source_files_under(folder);
    let roots: BTreeSet<PathBuf> = files
        .iter()
        .filter(|file| file.kind == CodeKind::Method && names.hold(&file.path))
        .filter_map(|file| root_of(&file.path))
        .collect();
    let mut found = Vec::new();
    for root in roots {
        let project = Project::open_folder(&root)?;
        let fixtures = Fixtures::of(&project);
        let is_test = |path: &Path| names.hold(path) && path.starts_with(folder);
        let tests = project.methods().filter(|method| is_test(&method.path));
        found.extend(tests.map(|method| TestMethod {
            name: method.name.clone(),
            file: method.path.clone(),
            project: root.clone(),
            fixtures: fixtures.clone(),
        }));
    }
    Ok(found)
}

/// The test method in a file; none where the file is no test method.
///
/// # Errors
/// Its project cannot be opened.
pub fn method_of_file(file: &Path, names: &NamesOfTests) -> Result<Option<TestMethod>, Diagnostic> {
    if !names.hold(file) || file.parent().and_then(Path::file_name).is_some_and(|name| name == "Classes") {
        return Ok(None);
    }
    let Some(root) = root_of(file) else { return Ok(None) };
    let project = Project::open_folder(&root)?;
    let found = project.methods().find(|method| method.path == file);
    Ok(found.map(|method| TestMethod {
        name: method.name.clone(),
        file: file.to_path_buf(),
        project: root.clone(),
        fixtures: Fixtures::of(&project),
    }))
}

/// The folder `Project` of the 4D project that a file belongs to as a method; none where it belongs to no 4D project.
pub fn package_of(file: &Path) -> Option<PathBuf> {
    root_of(file).filter(|root| holds_project(root))
}

/// The folder that is opened for a method: that of its 4D project, or of the scripts beside `Methods`. None where the
/// file belongs to a form, a table or a database method of a 4D project.
fn root_of(file: &Path) -> Option<PathBuf> {
    let folder = file.parent()?;
    let is_methods = folder.file_name().is_some_and(|name| name == "Methods");
    let package = folder
        .ancestors()
        .filter(|each| each.file_name().is_some_and(|name| name == "Sources"))
        .find_map(|sources| sources.parent().filter(|parent| holds_project(parent)));
    match package {
        Some(package) => (is_methods && folder.parent()?.parent() == Some(package)).then(|| package.to_path_buf()),
        None if is_methods => folder.parent().map(Path::to_path_buf),
        None => Some(folder.to_path_buf()),
    }
}

fn holds_project(folder: &Path) -> bool {
    let listed = std::fs::read_dir(folder).into_iter().flatten().flatten();
    listed
        .map(|entry| entry.path())
        .any(|path| path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("4DProject")))
}
