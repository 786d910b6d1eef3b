//! Which project each file belongs to: only together with its project can a file be checked beyond its syntax.

use crate::texts::Texts;
use fourd_project::{Owner, Project, SourceAccess, SourceEntry};
use fourd_source::Diagnostic;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Files that are checked together.
pub struct Group {
    /// Their project; none where they belong to none, so that only their syntax can be checked.
    pub project: Option<Project>,
    /// All files of the project and its components by path, and whether what is found in them is wanted.
    pub files: Vec<(SourceEntry, bool)>,
    access: SourceAccess,
}

impl Group {
    /// How many files are read for what the others must know of them.
    pub fn files_to_gather(&self) -> usize {
        if self.project.is_some() { self.files.len() } else { 0 }
    }

    /// The texts of its files.
    pub fn texts(&self) -> Texts {
        self.project.as_ref().map_or_else(|| Texts::new(self.access.clone()), Texts::of_project)
    }

    /// What is wrong with the project itself.
    pub fn problems(&self) -> Vec<Diagnostic> {
        self.project.iter().flat_map(problems_of).collect()
    }
}

/// Which files the projects of a check may read: those that the command line names, and each project its own folder. A link
/// does not lead out of it, in a sandbox or not: what is found in a file is shown.
pub fn access_to(named: &[PathBuf]) -> SourceAccess {
    SourceAccess::within(named.iter().cloned()).with_any_component()
}

/// What is wrong with a project itself: its names, tables, settings and components.
pub fn problems_of(project: &Project) -> Vec<Diagnostic> {
    let own = project.problems().iter().chain(project.catalog_problem());
    let own = own.chain(project.settings().problems()).chain(project.component_problems());
    own.chain(project.roles_problem().map(|problem| &problem.report)).cloned().collect()
}

/// The files by project, each with the other files of its project; all in one group without a project where only the
/// syntax is wanted. A project is opened when its group is taken, so that only those are open that are used.
pub fn groups(
    files: Vec<SourceEntry>,
    syntax_only: bool,
    access: &SourceAccess,
) -> impl Iterator<Item = Group> + use<> {
    let mut by_owner: BTreeMap<Owner, Vec<SourceEntry>> = BTreeMap::new();
    let mut by_folder: BTreeMap<PathBuf, Owner> = BTreeMap::new();
    for file in files {
        let folder = file.path.parent().unwrap_or(Path::new("/"));
        let owner = match by_folder.get(folder) {
            _ if syntax_only => Owner::Nothing,
            Some(owner) => owner.clone(),
            None => by_folder.entry(folder.to_path_buf()).or_insert_with(|| Owner::of(folder, access)).clone(),
        };
        by_owner.entry(owner).or_default().push(file);
    }
    let access = access.clone();
    by_owner.into_iter().map(move |(owner, files)| group(&owner, files, &access))
}

fn group(owner: &Owner, wanted: Vec<SourceEntry>, access: &SourceAccess) -> Group {
    let project = owner.open(wanted.iter().map(|file| file.path.as_path()), access);
    let all = project.iter().flat_map(|project| {
        let of_components = project.components().iter().flat_map(|component| component.project.source_files());
        project.source_files().into_iter().chain(of_components)
    });
    let others: Vec<(SourceEntry, bool)> = all.map(|file| (file, false)).collect();
    let mut files: Vec<(SourceEntry, bool)> = wanted.into_iter().map(|file| (file, true)).chain(others).collect();
    // Of two equal paths the wanted one stays.
    files.sort_by(|left, right| (&left.0.path, !left.1).cmp(&(&right.0.path, !right.1)));
    files.dedup_by(|left, right| left.0.path == right.0.path);
    Group { project, files, access: access.clone() }
}
