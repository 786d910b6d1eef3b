//! Which project each file belongs to: only together with its project can a file be checked beyond its syntax.

use fourd_project::{Project, SourceAccess, SourceEntry, code_kind};
use fourd_source::Diagnostic;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Files that are checked together.
pub struct Group {
    /// Their project; none where they belong to none, so that only their syntax can be checked.
    pub project: Option<Project>,
    /// All files of the project and its components by path, and whether what is found in them is wanted.
    pub files: Vec<(SourceEntry, bool)>,
}

impl Group {
    /// How many files are read for what the others must know of them, and how many are checked.
    pub fn steps(&self) -> usize {
        let read = if self.project.is_some() { self.files.len() } else { 0 };
        read + self.files.iter().filter(|(_, wanted)| *wanted).count()
    }

    /// Which files may be read for it: those that the command line names, and those in the folders of the project and its
    /// components.
    pub fn access(&self, named: &[PathBuf]) -> SourceAccess {
        let own = self.project.iter().map(|project| project.root.clone());
        let components = self.project.iter().flat_map(|project| project.components().iter());
        let roots = own.chain(components.map(|component| component.project.root.clone()));
        SourceAccess::within(named.iter().cloned().chain(roots))
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

/// What a file belongs to.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Owner {
    Nothing,
    Loose(PathBuf),
    Package(PathBuf),
}

/// The files by project, each with the other files of its project; all in one group without a project where only the
/// syntax is wanted.
pub fn groups(files: Vec<SourceEntry>, syntax_only: bool, named: &[PathBuf]) -> Vec<Group> {
    let access = access_to(named);
    let mut by_owner: BTreeMap<Owner, Vec<SourceEntry>> = BTreeMap::new();
    let mut by_folder: BTreeMap<PathBuf, Owner> = BTreeMap::new();
    for file in files {
        let folder = file.path.parent().unwrap_or(Path::new("/"));
        let owner = match by_folder.get(folder) {
            _ if syntax_only => Owner::Nothing,
            Some(owner) => owner.clone(),
            None => by_folder.entry(folder.to_path_buf()).or_insert_with(|| owner(folder)).clone(),
        };
        by_owner.entry(owner).or_default().push(file);
    }
    by_owner.into_iter().map(|(owner, files)| group(&owner, files, &access)).collect()
}

fn group(owner: &Owner, wanted: Vec<SourceEntry>, access: &SourceAccess) -> Group {
    let project = match owner {
        Owner::Nothing => None,
        Owner::Loose(root) => wanted
            .iter()
            .map(|file| file.path.clone())
            .find(|path| path.parent() == Some(root))
            .or_else(|| any_script(root))
            .and_then(|script| {
                if script.exists() { Project::open_with(script, access).ok() } else { open_without(root, access) }
            }),
        Owner::Package(file) => Project::open_with(file, access).ok(),
    };
    let Some(project) = project else {
        return Group { project: None, files: wanted.into_iter().map(|file| (file, true)).collect() };
    };
    let of_components = project.components().iter().flat_map(|component| component.project.source_files());
    let others = project.source_files().into_iter().chain(of_components).map(|file| (file, false));
    let mut files: Vec<(SourceEntry, bool)> = wanted.into_iter().map(|file| (file, true)).chain(others).collect();
    // Of two equal paths the wanted one stays.
    files.sort_by(|left, right| (&left.0.path, !left.1).cmp(&(&right.0.path, !right.1)));
    files.dedup_by(|left, right| left.0.path == right.0.path);
    Group { project: Some(project), files }
}

/// What the files in a folder belong to.
fn owner(folder: &Path) -> Owner {
    for above in folder.ancestors() {
        let Some(name) = above.file_name() else { break };
        if name == "Sources" {
            return match above.parent().and_then(|folder| host_file(folder).or_else(|| project_file(folder))) {
                Some(file) => Owner::Package(file),
                None => Owner::Nothing,
            };
        }
        // Folders next to `Sources`, such as the trash, hold no code of the project.
        if name == "Project" && project_file(above).is_some() {
            return Owner::Nothing;
        }
    }
    let inner = folder.file_name().is_some_and(|name| name == "Methods" || name == "Classes");
    let root = if inner { folder.parent().unwrap_or(folder) } else { folder };
    Owner::Loose(root.to_path_buf())
}

/// The host of the component that a folder `Project` is of: the project that has it in its folder `Components`.
fn host_file(folder: &Path) -> Option<PathBuf> {
    let package = if folder.file_name()? == "Project" { folder.parent()? } else { folder };
    let components = package.parent().filter(|around| around.file_name().is_some_and(|name| name == "Components"))?;
    let root = components.parent()?;
    let file = project_file(&root.join("Project")).or_else(|| project_file(root))?;
    let host = Project::open(&file).ok()?;
    host.components().iter().any(|component| component.project.root == package).then_some(file)
}

/// The only `.4DProject` file of a folder.
fn project_file(folder: &Path) -> Option<PathBuf> {
    let mut files = listed(folder, "4DProject");
    files.sort_unstable();
    if files.len() == 1 { files.pop() } else { None }
}

/// The project around code that is in no file.
fn open_without(root: &Path, access: &SourceAccess) -> Option<Project> {
    Project::open_folder_with(root, access).ok()
}

fn any_script(root: &Path) -> Option<PathBuf> {
    listed(root, "4dm").into_iter().find(|path| code_kind(path) == fourd_syntax::tree::CodeKind::Method)
}

fn listed(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|found| found.eq_ignore_ascii_case(extension)))
        .collect();
    found.sort_unstable();
    found
}
