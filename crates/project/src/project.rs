//! A project: everything that can be run or checked together.

use crate::access::SourceAccess;
use crate::catalog::{Catalog, Relation, Table};
use crate::code::{ClassFile, Classes, MethodFile, Methods, SourceEntry};
use crate::component::Components;
use crate::constants::{self, Constant};
use crate::database_method::DatabaseMethod;
use crate::layout::{code_kind, entries, has_extension, source_files_under};
use crate::package::root_of;
use crate::roles::{DeclaredRoles, RolesProblem};
use crate::settings::Settings;
use fourd_host::Files;
use fourd_privileges::Roles;
use fourd_source::{Diagnostic, shown_path};
use rustc_hash::FxHashMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// What was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProjectKind {
    /// A script with the methods and classes in its folder.
    Loose,
    /// A 4D project in its folders.
    Package,
}

/// A loose script with its folder, or a 4D project.
#[derive(Debug)]
pub struct Project {
    /// The name of the `.4DProject` file or of the script, without its extension.
    pub name: String,
    /// The folder of the project or of the script, as an absolute path.
    pub root: PathBuf,
    /// What was opened.
    pub kind: ProjectKind,
    /// The loose script; `None` in a 4D project.
    pub main: Option<PathBuf>,
    /// The edition that the project requires, such as 2080 for 20 R8.
    pub compatibility_version: Option<u32>,
    pub(crate) sources: Option<PathBuf>,
    pub(crate) methods: Methods,
    pub(crate) classes: Classes,
    pub(crate) database_methods: Vec<(DatabaseMethod, MethodFile)>,
    pub(crate) triggers: Vec<(u32, MethodFile)>,
    pub(crate) problems: Vec<Diagnostic>,
    pub(crate) access: SourceAccess,
    pub(crate) catalog: OnceLock<Result<Catalog, Diagnostic>>,
    pub(crate) settings: OnceLock<Settings>,
    pub(crate) components: OnceLock<Components>,
    pub(crate) constants: OnceLock<FxHashMap<String, Constant>>,
    pub(crate) roles: OnceLock<DeclaredRoles>,
}

impl Project {
    /// Opens a script (`.4dm`), a `.4DProject` file, or a folder that holds one, itself or in its folder `Project`.
    ///
    /// # Errors
    /// `source::missing` where there is nothing at the path; `project::missing` where it is not a project;
    /// `project::ambiguous` where a folder holds several; `project::file` where the `.4DProject` file is malformed;
    /// `project::folder` where a folder cannot be listed; those of [`read_source`](fourd_host::read_source).
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Diagnostic> {
        Self::open_with(path, &SourceAccess::everything())
    }

    /// As [`open`](Self::open), with a project that may only read certain files.
    ///
    /// # Errors
    /// Those of [`open`](Self::open).
    pub fn open_with(path: impl AsRef<Path>, access: &SourceAccess) -> Result<Self, Diagnostic> {
        let given = path.as_ref();
        let path = std::path::absolute(given).map_err(|error| {
            Diagnostic::error("source::missing", format!("There is no file `{}`", shown_path(given)))
                .note(error.to_string())
        })?;
        let files = access.outer();
        if files.is_folder(&path) {
            return match project_file_in(&path, files)? {
                Some(file) => Self::open_package(&file, &access.and(root_of(&file))),
                None => {
                    let title = format!("The folder `{}` holds no 4D project", shown_path(&path));
                    Err(Diagnostic::error("project::missing", title)
                        .hint("name a `.4dm` script, a `.4DProject` file, or a folder with `Project/*.4DProject`"))
                }
            };
        }
        if !files.exists(&path) {
            let title = format!("There is no file `{}`", shown_path(&path));
            return Err(Diagnostic::error("source::missing", title));
        }
        if has_extension(&path, "4DProject") {
            Self::open_package(&path, &access.and(root_of(&path)))
        } else {
            Self::open_loose(&path, access)
        }
    }

    /// The project method of this folded name ([`fold_name`](fourd_source::fold_name)).
    pub fn method(&self, folded: &str) -> Option<&MethodFile> {
        self.methods.get(folded)
    }

    /// All project methods in the order of their files.
    pub fn methods(&self) -> impl Iterator<Item = &MethodFile> {
        self.methods.iter()
    }

    /// The class of this name; case counts.
    pub fn class(&self, name: &str) -> Option<&ClassFile> {
        self.classes.get(name)
    }

    /// All classes in the order of their files.
    pub fn classes(&self) -> impl Iterator<Item = &ClassFile> {
        self.classes.iter()
    }

    /// A database method, where the project has it.
    pub fn database_method(&self, method: DatabaseMethod) -> Option<&MethodFile> {
        self.database_methods.iter().find(|(found, _)| *found == method).map(|(_, file)| file)
    }

    /// The trigger of the table with this number.
    pub fn trigger(&self, table: u32) -> Option<&MethodFile> {
        self.triggers.iter().find(|(number, _)| *number == table).map(|(_, file)| file)
    }

    /// All tables; the first call reads the catalog. None where it is malformed: see
    /// [`catalog_problem`](Self::catalog_problem).
    pub fn tables(&self) -> &[Table] {
        self.catalog().as_ref().map_or(&[], |catalog| &catalog.tables)
    }

    /// The table of this number, unless it lies in the trash.
    pub fn table_numbered(&self, number: u32) -> Option<&Table> {
        self.tables().iter().find(|table| table.number == number && !table.trashed)
    }

    /// All relations between tables.
    pub fn relations(&self) -> &[Relation] {
        self.catalog().as_ref().map_or(&[], |catalog| &catalog.relations)
    }

    /// The table of this folded name.
    pub fn table(&self, folded: &str) -> Option<&Table> {
        self.catalog().as_ref().ok()?.table(folded)
    }

    /// Why the catalog could not be read, if so.
    pub fn catalog_problem(&self) -> Option<&Diagnostic> {
        self.catalog().as_ref().err()
    }

    /// The settings; the first call reads their files.
    pub fn settings(&self) -> &Settings {
        self.settings.get_or_init(|| {
            let file = "settings.4DSettings";
            let Some(sources) = &self.sources else { return Settings::default() };
            let by_rising_priority = [
                sources.join(file),
                self.root.join("Settings").join(file),
                self.root.join("Data").join("Settings").join(file),
            ];
            let warnings = self.root.join("Settings").join("warnings.json");
            Settings::read(by_rising_priority.iter().map(PathBuf::as_path), &self.access)
                .with_warnings(&warnings, &self.access)
        })
    }

    /// The `Sources` folder of a 4D project.
    pub fn sources(&self) -> Option<&Path> {
        self.sources.as_deref()
    }

    /// The privileges, roles and permissions; the first call reads `roles.json`. A malformed file, like none, declares
    /// nothing and protects nothing.
    pub fn roles(&self) -> &Roles {
        &self.declared_roles().roles
    }

    /// Why `roles.json` could not be understood, if so.
    pub fn roles_problem(&self) -> Option<&RolesProblem> {
        self.declared_roles().problem.as_ref()
    }

    /// The file that tells code of a malformed `roles.json`; none where the project is no 4D project
    /// ([Roles_Errors.json](https://developer.4d.com/docs/ORDA/privileges#roles_errorsjson-file)).
    pub fn roles_error_file(&self) -> Option<PathBuf> {
        self.sources.is_some().then(|| self.logs().join("Roles_Errors.json"))
    }

    /// The folder of log files, next to the data, whether it is there or not.
    pub fn logs(&self) -> PathBuf {
        self.root.join("Data").join("Logs")
    }

    fn declared_roles(&self) -> &DeclaredRoles {
        self.roles.get_or_init(|| match &self.sources {
            Some(sources) => DeclaredRoles::read(&sources.join("roles.json"), &self.access),
            None => DeclaredRoles::default(),
        })
    }

    /// Which files the project may read: all that is read of a project is read with it.
    pub fn access(&self) -> &SourceAccess {
        &self.access
    }

    /// The `Resources` folder, whether it is there or not.
    pub fn resources(&self) -> PathBuf {
        self.root.join("Resources")
    }

    /// The constant of this folded name that the project adds to the language; the first call reads its resources.
    pub fn constant(&self, folded: &str) -> Option<&Constant> {
        let constants = self.constants.get_or_init(|| match self.kind {
            ProjectKind::Loose => FxHashMap::default(),
            ProjectKind::Package => constants::read(&self.resources(), &self.access),
        });
        constants.get(folded)
    }

    /// What was noticed when the project was opened: two files with the same name.
    pub fn problems(&self) -> &[Diagnostic] {
        &self.problems
    }

    /// All files with code, forms and triggers included, by path.
    pub fn source_files(&self) -> Vec<SourceEntry> {
        if let Some(sources) = &self.sources {
            return source_files_under(sources, self.access.files()).0;
        }
        let methods = self.methods().map(|file| &file.path);
        let mut files: Vec<PathBuf> = methods.chain(self.classes().map(|file| &file.path)).cloned().collect();
        files.sort_unstable();
        files.into_iter().map(|path| SourceEntry { kind: code_kind(&path), path }).collect()
    }

    fn catalog(&self) -> &Result<Catalog, Diagnostic> {
        self.catalog.get_or_init(|| match &self.sources {
            Some(sources) => Catalog::read(&sources.join("catalog.4DCatalog"), &self.access),
            None => Ok(Catalog::default()),
        })
    }
}

/// The `.4DProject` file that a folder holds, itself or in its folder `Project`.
pub(crate) fn project_file_in(folder: &Path, files: &dyn Files) -> Result<Option<PathBuf>, Diagnostic> {
    for folder in [folder.join("Project"), folder.to_path_buf()] {
        let mut found: Vec<PathBuf> =
            entries(&folder, files)?.into_iter().filter(|path| has_extension(path, "4DProject")).collect();
        found.sort_unstable();
        match found.as_slice() {
            [] => {}
            [file] => return Ok(Some(file.clone())),
            several => {
                let title = format!("The folder `{}` holds several 4D projects", shown_path(&folder));
                let names = several.iter().map(|file| format!("`{}`", shown_path(file))).collect::<Vec<_>>();
                return Err(Diagnostic::error("project::ambiguous", title)
                    .note(names.join(", "))
                    .hint("name one of the `.4DProject` files"));
            }
        }
    }
    Ok(None)
}

const _: () = {
    const fn shared_between_threads<T: Send + Sync>() {}
    shared_between_threads::<Project>();
};
