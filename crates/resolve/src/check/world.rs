//! Everything that the check of one file knows of its project.

use crate::check::facts::{CallableFacts, ClassFacts, FileFacts};
use crate::check::levels::Levels;
use crate::environment::{Environment, Names, NoSignatures, Signature, Signatures};
use fourd_catalog::{Class, Member};
use fourd_project::{MethodId, Project, ProjectKind, ProjectNumber};
use fourd_source::fold_name;
use rustc_hash::{FxHashMap, FxHashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// What a file is within its project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileRole {
    /// A project method.
    Method(MethodId),
    /// A class by what the whole program knows it by.
    Class(Box<str>),
    /// The script that runs first, or a database method: no code of the project calls it.
    Entry,
    /// Code of a form, a trigger and the like.
    Other,
}

/// What of 4D can be run here.
pub trait Availability: Sync {
    /// The command of this number.
    fn command(&self, number: u32) -> bool;
    /// Something of this built-in class.
    fn class(&self, class: &Class) -> bool;
    /// A built-in class that 4D does not document, by its exact name.
    fn other_class(&self, name: &str) -> bool {
        let _ = name;
        false
    }
    /// A function or property of the objects of a built-in class.
    fn member(&self, class: &Class, member: &Member) -> bool;
}

/// All of 4D, as 4D itself has it.
pub struct AllAvailable;

impl Availability for AllAvailable {
    fn command(&self, _number: u32) -> bool {
        true
    }

    fn class(&self, _class: &Class) -> bool {
        true
    }

    fn member(&self, _class: &Class, _member: &Member) -> bool {
        true
    }
}

/// A host project and its components with what was gathered from all of their files.
pub struct Knowledge<'a> {
    pub(crate) host: &'a Project,
    names: Names,
    pub(crate) available: &'a dyn Availability,
    pub(crate) methods: FxHashMap<MethodId, CallableFacts>,
    /// By what the whole program knows each by: its name, in a component after that of the component.
    pub(crate) classes: FxHashMap<Box<str>, ClassFacts>,
    /// Bare names and how often they occur.
    pub(crate) occurring: FxHashMap<Box<str>, u32>,
    /// Bare names that something may give a value to, as first written, by folded name.
    pub(crate) written: FxHashMap<Box<str>, Box<str>>,
    pub(crate) properties: FxHashSet<Box<str>>,
    /// Whether variables may be reached by names that are computed.
    pub(crate) indirect: bool,
    /// Names in the forms and menus of the projects, folded; read when the first is needed.
    named_in_forms: OnceLock<FxHashSet<Box<str>>>,
    /// Whether plug-ins, or components that are not there, bring names that no file shows.
    pub(crate) open: bool,
    /// How much the kinds of warnings matter.
    pub levels: Levels,
    places: FxHashMap<PathBuf, FileRole>,
}

impl<'a> Knowledge<'a> {
    /// A world without files yet.
    pub fn new(host: &'a Project, available: &'a dyn Availability) -> Self {
        let names = Names::new();
        let mut places: FxHashMap<PathBuf, FileRole> = FxHashMap::default();
        for project in projects(host) {
            let environment =
                Environment { host, number: project, of_text: false, names: &names, signatures: &NoSignatures };
            for method in environment.project().methods() {
                let folded = fold_name(&method.name).into();
                places.insert(method.path.clone(), FileRole::Method(MethodId { project, folded }));
            }
            for class in environment.project().classes() {
                places.insert(class.path.clone(), FileRole::Class(environment.class_key(project, &class.name).into()));
            }
        }
        Self {
            host,
            names,
            available,
            methods: FxHashMap::default(),
            classes: FxHashMap::default(),
            occurring: FxHashMap::default(),
            written: FxHashMap::default(),
            properties: FxHashSet::default(),
            indirect: false,
            named_in_forms: OnceLock::new(),
            open: brings_unknown_names(host),
            levels: Levels::default(),
            places,
        }
    }

    /// The world of a text whose project was not read: other code may give values to the variables that it reads.
    #[must_use]
    pub fn of_text(mut self) -> Self {
        self.indirect = true;
        self
    }

    /// Adds the facts of one file.
    pub fn add(&mut self, path: &Path, facts: FileFacts) {
        for (name, count) in facts.names {
            *self.occurring.entry(name).or_default() += count;
        }
        for (folded, name) in facts.written {
            self.written.entry(folded).or_insert(name);
        }
        self.properties.extend(facts.properties);
        self.open |= facts.plugins;
        self.indirect |= facts.indirect;
        match (self.places.get(path), facts.method, facts.class) {
            (Some(FileRole::Method(id)), Some(mut method), _) => {
                method.name = self.host.numbered(id.project).method(&id.folded).map_or("", |file| &file.name).into();
                self.methods.insert(id.clone(), method);
            }
            (Some(FileRole::Class(key)), _, Some(mut class)) => {
                // A class that extends one of its project names it without the component.
                if let (Some(extended), Some((component, _))) = (&class.extends, key.rsplit_once('.')) {
                    let name = extended.strip_prefix("cs.").unwrap_or(extended);
                    if !name.contains('.') {
                        class.extends = Some(format!("{component}.{name}").into());
                    }
                }
                self.classes.insert(key.clone(), class);
            }
            _ => {}
        }
    }

    /// The project that the file at this path belongs to.
    pub fn number(&self, path: &Path) -> ProjectNumber {
        let around = projects(self.host).filter(|number| path.starts_with(&self.host.numbered(*number).root));
        around.max_by_key(|number| self.host.numbered(*number).root.as_os_str().len()).unwrap_or_default()
    }

    /// What the file at this path is.
    pub fn place(&self, path: &Path) -> FileRole {
        if let Some(place) = self.places.get(path) {
            return if self.host.main.as_deref() == Some(path) { FileRole::Entry } else { place.clone() };
        }
        if self.host.kind == ProjectKind::Loose && path.parent() == Some(&self.host.root) {
            return FileRole::Entry;
        }
        let folder = path.parent().and_then(Path::file_name);
        if folder.is_some_and(|name| name == "DatabaseMethods") { FileRole::Entry } else { FileRole::Other }
    }

    /// What the resolver may ask for code of a project.
    pub fn environment(&self, number: ProjectNumber) -> Environment<'_> {
        Environment { host: self.host, number, of_text: false, names: &self.names, signatures: self }
    }

    /// What the resolver may ask before all files are known.
    pub fn bare_environment(&self, number: ProjectNumber) -> Environment<'_> {
        Environment { signatures: &NoSignatures, ..self.environment(number) }
    }

    /// The class that is known by this key and, from it upwards, all that it extends; none where one of them is not a
    /// class file.
    pub(crate) fn lineage(&self, name: &str) -> Option<Vec<(&str, &ClassFacts)>> {
        let mut found: Vec<(&str, &ClassFacts)> = Vec::new();
        let mut next = name;
        loop {
            let (known, class) = self.classes.get_key_value(next)?;
            if found.iter().any(|(seen, _)| **seen == **known) {
                return None;
            }
            found.push((known, class));
            match &class.extends {
                None => return Some(found),
                Some(path) => next = path.strip_prefix("cs.").unwrap_or(path),
            }
        }
    }

    /// The key of the class that this one extends.
    pub(crate) fn parent(&self, key: &str) -> Option<&str> {
        let path = self.classes.get(key)?.extends.as_deref()?;
        Some(path.strip_prefix("cs.").unwrap_or(path))
    }

    /// Whether a class of the project that extends this one declares a function or property of this name.
    pub(crate) fn descendant_declares(&self, ancestor: &str, member: &str) -> bool {
        self.classes.iter().any(|(name, class)| {
            **name != *ancestor
                && class.declares(member)
                && self.lineage(name).is_none_or(|lineage| lineage.iter().skip(1).any(|(each, _)| *each == ancestor))
        })
    }

    /// Whether a class of the project extends this one, directly or not, and has a function or property of this name.
    pub(crate) fn descendant_has(&self, ancestor: &str, member: &str) -> bool {
        self.classes.iter().any(|(name, class)| {
            class.declares(member)
                && self.lineage(name).is_none_or(|lineage| lineage.iter().any(|(each, _)| *each == ancestor))
        })
    }

    /// Whether a class of the project that extends this one has its own function of this name.
    pub(crate) fn overridden(&self, ancestor: &str, function: &str) -> bool {
        self.classes.iter().any(|(name, class)| {
            **name != *ancestor
                && class.functions.contains_key(function)
                && self.lineage(name).is_none_or(|lineage| lineage.iter().skip(1).any(|(each, _)| *each == ancestor))
        })
    }

    /// Whether some text of the project is a name that only case tells apart from this one: a command may take it for a
    /// variable.
    pub(crate) fn named_in_text(&self, name: &str) -> bool {
        self.properties.contains(name)
    }

    /// Whether a form or menu names a variable: forms give values to the variables of their objects.
    pub(crate) fn is_named_in_forms(&self, folded: &str) -> bool {
        self.named_in_forms.get_or_init(|| crate::check::forms::names(self.host)).contains(folded)
    }

    /// Whether `cs` of a project has something of this name that is not a class file: a class of the data model or a
    /// namespace.
    pub(crate) fn is_other_member_of_store(&self, number: ProjectNumber, name: &str) -> bool {
        let is_table = |name: &str| self.host.numbered(number).table(&fold_name(name)).is_some();
        name == "DataStore"
            || is_table(name)
            || name.strip_suffix("Entity").is_some_and(is_table)
            || name.strip_suffix("Selection").is_some_and(is_table)
            || self.host.number_with_namespace(name).is_some()
    }
}

impl Signatures for Knowledge<'_> {
    fn method(&self, method: &MethodId) -> Option<Arc<Signature>> {
        Some(self.methods.get(method)?.signature.clone())
    }
}

/// The host and its components.
fn projects(host: &Project) -> impl Iterator<Item = ProjectNumber> {
    std::iter::once(ProjectNumber::HOST).chain(host.numbered_components().map(|(number, _)| number))
}

/// Whether the project uses plug-ins, or components that could not be loaded.
fn brings_unknown_names(host: &Project) -> bool {
    host.kind == ProjectKind::Package
        && (host.access().files().is_folder(&host.root.join("Plugins")) || !host.component_problems().is_empty())
}
