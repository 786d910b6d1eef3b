//! The components of a host project, and the names that cross between them
//! ([Developing components](https://developer.4d.com/docs/Extensions/develop-components)).

use crate::access::SourceAccess;
use crate::code::MethodFile;
use crate::constants::Constant;
use crate::dependencies;
use crate::layout::entries;
use crate::project::{Project, ProjectKind, project_file_in};
use fourd_host::Files;
use fourd_source::{Diagnostic, shown_path};
use std::path::{Path, PathBuf};

/// Which project of a program: the host, or one of its components in the order in which they are loaded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ProjectNumber(u16);

impl ProjectNumber {
    /// The host project.
    pub const HOST: Self = Self(0);

    /// Whether it is the host project.
    pub fn is_host(self) -> bool {
        self == Self::HOST
    }

    /// Its number: 0 for the host, and components from 1 on.
    pub fn number(self) -> u16 {
        self.0
    }
}

/// A project method of a program.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MethodId {
    /// The project that it belongs to.
    pub project: ProjectNumber,
    /// Its folded name ([`fold_name`](fourd_source::fold_name)).
    pub folded: Box<str>,
}

/// A component that is loaded.
#[derive(Debug)]
pub struct Component {
    /// Its name: that of its `.4DProject` file.
    pub name: String,
    /// What its classes are known by in the program: its namespace, or its name where it has none of its own.
    pub key: String,
    /// Where the host and other components see its classes, as in `cs.<namespace>.Name`.
    pub namespace: Option<String>,
    /// Its methods, classes and settings.
    pub project: Project,
}

/// All components of a host project.
#[derive(Debug, Default)]
pub(crate) struct Components {
    loaded: Vec<Component>,
    problems: Vec<Diagnostic>,
}

/// How many components a project can have.
const LIMIT: usize = 1000;

impl Project {
    /// The components of this project as a host, in the order in which they were found: those of its folder `Components`,
    /// then those of its `dependencies.json`, then those that these need. The first call opens them.
    pub fn components(&self) -> &[Component] {
        &self.all_components().loaded
    }

    /// What is wrong with the components: some that are not there or cannot be loaded, and namespaces that are taken.
    pub fn component_problems(&self) -> &[Diagnostic] {
        &self.all_components().problems
    }

    fn all_components(&self) -> &Components {
        self.components.get_or_init(|| match self.kind {
            ProjectKind::Loose => Components::default(),
            ProjectKind::Package => Components::of(self),
        })
    }

    /// The host, which this project is, or the component of a number.
    pub fn numbered(&self, number: ProjectNumber) -> &Project {
        self.component(number).map_or(self, |component| &component.project)
    }

    /// The component of a number; none for the host.
    pub fn component(&self, number: ProjectNumber) -> Option<&Component> {
        if number.is_host() { None } else { self.components().get(usize::from(number.0) - 1) }
    }

    /// The components with their numbers.
    pub fn numbered_components(&self) -> impl Iterator<Item = (ProjectNumber, &Component)> {
        (1..).map(ProjectNumber).zip(self.components())
    }

    /// The constant that a name means in the code of one of the projects: its own, or one of a component.
    pub fn find_constant(&self, from: ProjectNumber, folded: &str) -> Option<&Constant> {
        let of_components = || self.components().iter().find_map(|component| component.project.constant(folded));
        self.numbered(from).constant(folded).or_else(of_components)
    }

    /// The method that a name means in the code of one of the projects, of which this one is the host: its own, or a
    /// shared one of a component.
    pub fn find_method(&self, from: ProjectNumber, folded: &str) -> Option<(ProjectNumber, &MethodFile)> {
        if let Some(file) = self.numbered(from).method(folded) {
            return Some((from, file));
        }
        self.numbered_components().filter(|(number, _)| *number != from).find_map(|(number, component)| {
            let file = component.project.method(folded).filter(|file| file.attributes().shared)?;
            Some((number, file))
        })
    }

    /// The method that a name means which code has as a text: as [`find_method`](Self::find_method), and in a component
    /// also the shared methods of the host.
    pub fn find_method_by_text(&self, from: ProjectNumber, folded: &str) -> Option<(ProjectNumber, &MethodFile)> {
        self.find_method(from, folded).or_else(|| {
            let file = self.method(folded).filter(|file| file.attributes().shared)?;
            Some((ProjectNumber::HOST, file))
        })
    }

    /// The project that has a method of this name which the code of another does not see, by the name of that project.
    pub fn owner_of_private_method(&self, from: ProjectNumber, folded: &str) -> Option<&str> {
        let component = self.numbered_components().find(|(number, component)| {
            *number != from && component.project.method(folded).is_some_and(|file| !file.attributes().shared)
        });
        let of_host = || (!from.is_host() && self.method(folded).is_some()).then_some(self.name.as_str());
        component.map(|(_, component)| component.name.as_str()).or_else(of_host)
    }

    /// The project with this namespace: the host, whose own code uses it too, or a component; case counts.
    pub fn number_with_namespace(&self, namespace: &str) -> Option<ProjectNumber> {
        if self.own_namespace() == Some(namespace) {
            return Some(ProjectNumber::HOST);
        }
        self.component_with_namespace(namespace).map(|(number, _)| number)
    }

    /// The namespace of the project's classes if it is a component.
    fn own_namespace(&self) -> Option<&str> {
        let namespace = self.settings().value("com.4d/general", "component_classStore_name").map(str::trim);
        namespace.filter(|namespace| !namespace.is_empty())
    }

    /// The component with this namespace; case counts.
    pub fn component_with_namespace(&self, namespace: &str) -> Option<(ProjectNumber, &Component)> {
        self.numbered_components().find(|(_, component)| component.namespace.as_deref() == Some(namespace))
    }

    /// The project of the classes that are known by this key; none for that of the host.
    pub fn component_with_key(&self, key: &str) -> Option<ProjectNumber> {
        self.numbered_components().find(|(_, component)| component.key == key).map(|(number, _)| number)
    }
}

impl Components {
    /// The components of a host: where the same one lies at several places, the first of them counts.
    fn of(host: &Project) -> Self {
        let mut components = Self::default();
        match in_folder(&host.root.join("Components"), host.access.files()) {
            Ok(found) => {
                for (path, name) in found {
                    components.load(&path, &name, host);
                }
            }
            Err(problem) => components.problems.push(problem),
        }
        let declared_from = components.loaded.len();
        components.declared_in(host.sources(), &host.root, &host.access, host);
        // The `dependencies.json` of what lies in the folder `Components` is ignored.
        let mut next = declared_from;
        while next < components.loaded.len() {
            if let Some(project) = components.loaded.get(next).map(|component| &component.project) {
                let (sources, root) = (project.sources().map(Path::to_path_buf), project.root.clone());
                let access = project.access.clone();
                components.declared_in(sources.as_deref(), &root, &access, host);
            }
            next += 1;
        }
        components
    }

    /// Loads what a `dependencies.json` declares that is not there yet.
    fn declared_in(&mut self, sources: Option<&Path>, root: &Path, access: &SourceAccess, host: &Project) {
        let Some(sources) = sources else { return };
        for (name, declared) in dependencies::declared_in(sources, access, &mut self.problems) {
            if self.has(&name) {
                continue;
            }
            match dependencies::locate(&name, declared, host, root, &mut self.problems) {
                Ok(path) => self.load(&path, &name, host),
                Err(problem) => self.problem(problem),
            }
        }
    }

    fn has(&self, name: &str) -> bool {
        self.loaded.iter().any(|component| same(&component.name, name))
    }

    /// Several components may need the same one that is not there.
    fn problem(&mut self, problem: Diagnostic) {
        if self.problems.iter().all(|known| known.title != problem.title) {
            self.problems.push(problem);
        }
    }

    fn load(&mut self, path: &Path, name: &str, host: &Project) {
        let opened = match host.access.component(path, &host.root) {
            Ok(access) => open(path, name, &access),
            Err(problem) => Err(problem),
        };
        let project = match opened {
            Ok(project) => project,
            Err(problem) => return self.problem(problem),
        };
        // A component may need its host, which is there already.
        if self.has(&project.name) || project.root == host.root {
            return;
        }
        if self.loaded.len() == LIMIT {
            let title = format!("The component `{name}` is not loaded: there are more than {LIMIT}");
            return self.problem(Diagnostic::warning("project::component", title));
        }
        self.problems.extend(project.problems.iter().cloned());
        self.problems.extend(project.settings().problems().iter().cloned());
        let mut namespace = project.own_namespace().map(str::to_owned);
        if let Some(other) =
            self.loaded.iter().find(|component| namespace.is_some() && component.namespace == namespace)
        {
            let shown = namespace.take().unwrap_or_default();
            let title =
                format!("The components `{}` and `{}` have the same namespace `{shown}`", other.name, project.name);
            let problem = Diagnostic::warning("project::namespace", title);
            let note = format!("the classes of `{}` are not visible elsewhere", project.name);
            self.problems.push(problem.note(note).hint("give one of them another namespace in its settings"));
        }
        let key = self.free_key(namespace.as_deref().unwrap_or(&project.name));
        self.loaded.push(Component { name: project.name.clone(), key, namespace, project });
    }

    /// The name that is wanted, or one like it that no other component has. 4D's own classes have `4D`.
    fn free_key(&self, wanted: &str) -> String {
        let taken = |key: &str| same(key, "4D") || self.loaded.iter().any(|component| same(&component.key, key));
        let mut key = wanted.to_owned();
        while taken(&key) {
            key.push('_');
        }
        key
    }
}

fn same(left: &str, right: &str) -> bool {
    left.to_lowercase() == right.to_lowercase()
}

/// What lies in a folder `Components`, with names: package folders and compiled files, by path.
fn in_folder(folder: &Path, files: &dyn Files) -> Result<Vec<(PathBuf, String)>, Diagnostic> {
    let mut found: Vec<(PathBuf, String)> = entries(folder, files)?
        .into_iter()
        .filter_map(|path| {
            let extension = path.extension()?.to_string_lossy().to_lowercase();
            let name = path.file_stem()?.to_string_lossy().into_owned();
            ((extension == "4dbase" && files.is_folder(&path)) || extension == "4dz").then_some((path, name))
        })
        .collect();
    found.sort_unstable();
    Ok(found)
}

/// The project of a component: of its package folder, or of its `.4DProject` file.
fn open(path: &Path, name: &str, access: &SourceAccess) -> Result<Project, Diagnostic> {
    let shown = shown_path(path);
    let files = access.files();
    let file = if files.is_folder(path) { project_file_in(path, files)? } else { Some(path.to_path_buf()) };
    let compiled = |path: &Path| crate::layout::has_extension(path, "4DZ");
    match file {
        Some(file) if crate::layout::has_extension(&file, "4DProject") => Project::open_package(&file, access),
        Some(file) if !compiled(&file) => {
            let title = format!("The component `{name}` is not loaded: `{shown}` is no project");
            Err(Diagnostic::warning("project::component", title))
        }
        None if !holds(path, files, compiled)? && !holds(&path.join("Contents"), files, compiled)? => {
            let title = format!("The component `{name}` is not loaded: the folder `{shown}` holds no 4D project");
            Err(Diagnostic::warning("project::component", title))
        }
        _ => {
            let title = format!("The component `{name}` is not loaded: compiled components are not implemented");
            Err(Diagnostic::warning("project::compiled-component", title)
                .note(format!("`{shown}` holds a `.4DZ` file"))
                .hint("use the component's project folder, with its sources"))
        }
    }
}

fn holds(folder: &Path, files: &dyn Files, what: impl Fn(&Path) -> bool) -> Result<bool, Diagnostic> {
    Ok(entries(folder, files)?.iter().any(|path| what(path)))
}
