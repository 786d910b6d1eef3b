//! Everything that the check of one file knows of its project.

use crate::check::facts::{CallableFacts, ClassFacts, FileFacts};
use crate::environment::{Environment, Names, NoSignatures, Signature, Signatures};
use fourd_project::{Project, ProjectKind};
use fourd_source::fold_name;
use rustc_hash::{FxHashMap, FxHashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a file is within its project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A project method by its folded name.
    Method(Box<str>),
    /// A class by its name.
    Class(Box<str>),
    /// The script that runs first, or a database method: no code of the project calls it.
    Entry,
    /// Code of a form, a trigger and the like.
    Other,
}

/// A project with what was gathered from all of its files.
pub struct World<'a> {
    pub(crate) project: &'a Project,
    names: Names,
    pub(crate) implemented: &'a (dyn Fn(u32) -> bool + Sync),
    pub(crate) methods: FxHashMap<Box<str>, CallableFacts>,
    pub(crate) classes: FxHashMap<Box<str>, ClassFacts>,
    /// Bare names and how often they occur.
    pub(crate) occurring: FxHashMap<Box<str>, u32>,
    /// Bare names that something may give a value to.
    pub(crate) written: FxHashSet<Box<str>>,
    pub(crate) properties: FxHashSet<Box<str>>,
    /// Whether components or plug-ins bring names that no file of the project shows.
    pub(crate) open: bool,
    places: FxHashMap<PathBuf, Place>,
}

impl<'a> World<'a> {
    /// A world without files yet. `implemented` tells by number which commands can be run.
    pub fn new(project: &'a Project, implemented: &'a (dyn Fn(u32) -> bool + Sync)) -> Self {
        let mut places: FxHashMap<PathBuf, Place> = FxHashMap::default();
        for method in project.methods() {
            places.insert(method.path.clone(), Place::Method(fold_name(&method.name).into()));
        }
        for class in project.classes() {
            places.insert(class.path.clone(), Place::Class(class.name.as_str().into()));
        }
        Self {
            project,
            names: Names::new(),
            implemented,
            methods: FxHashMap::default(),
            classes: FxHashMap::default(),
            occurring: FxHashMap::default(),
            written: FxHashSet::default(),
            properties: FxHashSet::default(),
            open: uses_components(project),
            places,
        }
    }

    /// Adds what one file tells.
    pub fn add(&mut self, path: &Path, facts: FileFacts) {
        for (name, count) in facts.names {
            *self.occurring.entry(name).or_default() += count;
        }
        self.written.extend(facts.written);
        self.properties.extend(facts.properties);
        self.open |= facts.plugins;
        match (self.places.get(path), facts.method, facts.class) {
            (Some(Place::Method(folded)), Some(mut method), _) => {
                method.name = self.project.method(folded).map_or("", |file| &file.name).into();
                self.methods.insert(folded.clone(), method);
            }
            (Some(Place::Class(name)), _, Some(class)) => {
                self.classes.insert(name.clone(), class);
            }
            _ => {}
        }
    }

    /// What the file at this path is.
    pub fn place(&self, path: &Path) -> Place {
        if let Some(place) = self.places.get(path) {
            return if self.project.main.as_deref() == Some(path) { Place::Entry } else { place.clone() };
        }
        if self.project.kind == ProjectKind::Loose && path.parent() == Some(&self.project.root) {
            return Place::Entry;
        }
        let folder = path.parent().and_then(Path::file_name);
        if folder.is_some_and(|name| name == "DatabaseMethods") { Place::Entry } else { Place::Other }
    }

    /// What the resolver may ask.
    pub fn environment(&self) -> Environment<'_> {
        Environment { project: self.project, names: &self.names, signatures: self }
    }

    /// What the resolver may ask before all files are known.
    pub fn bare_environment(&self) -> Environment<'_> {
        Environment { project: self.project, names: &self.names, signatures: &NoSignatures }
    }

    /// The class of the project with this name and, from it upwards, all that it extends; none where one of them is not a
    /// class file of this project.
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

    /// Whether a class of the project extends this one, directly or not, and has a function or property of this name.
    pub(crate) fn descendant_has(&self, ancestor: &str, member: &str) -> bool {
        self.classes.iter().any(|(name, class)| {
            (class.functions.contains_key(member) || class.properties.contains(member))
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

    /// Whether `cs` has something of this name that is not a class file: a class of the data model or a namespace.
    pub(crate) fn is_data_class(&self, name: &str) -> bool {
        let is_table = |name: &str| self.project.table(&fold_name(name)).is_some();
        name == "DataStore"
            || is_table(name)
            || name.strip_suffix("Entity").is_some_and(is_table)
            || name.strip_suffix("Selection").is_some_and(is_table)
    }
}

impl Signatures for World<'_> {
    fn method(&self, folded: &str) -> Option<Arc<Signature>> {
        Some(self.methods.get(folded)?.signature.clone())
    }
}

/// Whether the project says that it uses components or plug-ins.
fn uses_components(project: &Project) -> bool {
    if project.kind == ProjectKind::Loose {
        return false;
    }
    let beside = ["Components", "Plugins"].iter().any(|name| project.root.join(name).is_dir());
    let listed = project.sources().is_some_and(|sources| sources.join("dependencies.json").is_file());
    beside || listed
}
