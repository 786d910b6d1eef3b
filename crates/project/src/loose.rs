//! A script with the methods and classes in its folder.

use crate::access::SourceAccess;
use crate::code::{Classes, Methods};
use crate::layout::sources_in;
use crate::project::{Project, ProjectKind, project_file_in};
use fourd_host::{Host, System};
use fourd_source::Diagnostic;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

impl Project {
    /// The script at this absolute path, with the project methods in its folder and in `Methods`, and the classes in
    /// `Classes`. A sibling that is a test, with its expected output in an `.out` file, is not a project method.
    pub(crate) fn open_loose(script: &Path, access: &SourceAccess) -> Result<Self, Diagnostic> {
        Self::loose(script.parent().unwrap_or(Path::new("/")), Some(script), access)
    }

    /// A path as [`open`](Self::open) takes it, or a folder that holds no 4D project: the scripts in it and in `Methods`
    /// are project methods, those in `Classes` are classes, and nothing is the main script.
    ///
    /// # Errors
    /// Those of [`open`](Self::open).
    pub fn open_folder(path: impl AsRef<Path>) -> Result<Self, Diagnostic> {
        Self::open_folder_with(path, &SourceAccess::everything())
    }

    /// As [`open_folder`](Self::open_folder), with a project that may only read certain files.
    ///
    /// # Errors
    /// Those of [`open`](Self::open).
    pub fn open_folder_with(path: impl AsRef<Path>, access: &SourceAccess) -> Result<Self, Diagnostic> {
        let given = path.as_ref();
        match std::path::absolute(given) {
            Ok(folder) if access.outer().is_folder(&folder) && project_file_in(&folder, access.outer())?.is_none() => {
                Self::loose(&folder, None, access)
            }
            _ => Self::open_with(given, access),
        }
    }

    /// The project with another script to run, which need not exist as a file.
    pub fn with_main(self, script: PathBuf) -> Self {
        Self { main: Some(script), ..self }
    }

    /// A project without any files.
    pub fn empty() -> Self {
        let problems = &mut Vec::new();
        let access = SourceAccess::everything();
        let root = System::new().environment().current_folder().unwrap_or_default();
        Self::loose_of(root, None, Methods::new([], &access, problems), Classes::new([], problems), access)
    }

    fn loose(root: &Path, script: Option<&Path>, access: &SourceAccess) -> Result<Self, Diagnostic> {
        let access = access.and(root);
        let is_test = |file: &PathBuf| access.files().is_file(&file.with_extension("out"));
        let beside =
            sources_in(root, &access)?.into_iter().filter(|file| Some(file.as_path()) != script && !is_test(file));
        let main = script.map(Path::to_path_buf);
        let methods = main.clone().into_iter().chain(beside).chain(sources_in(&root.join("Methods"), &access)?);
        let mut problems = Vec::new();
        let methods = Methods::new(methods, &access, &mut problems);
        let classes = Classes::new(sources_in(&root.join("Classes"), &access)?, &mut problems);
        Ok(Self { problems, ..Self::loose_of(root.to_path_buf(), main, methods, classes, access) })
    }

    fn loose_of(
        root: PathBuf,
        main: Option<PathBuf>,
        methods: Methods,
        classes: Classes,
        access: SourceAccess,
    ) -> Self {
        let name = main.as_ref().map_or_else(|| root.file_name(), |script| script.file_stem());
        Self {
            name: name.unwrap_or_default().to_string_lossy().into_owned(),
            kind: ProjectKind::Loose,
            main,
            compatibility_version: None,
            sources: None,
            methods,
            classes,
            database_methods: Vec::new(),
            triggers: Vec::new(),
            problems: Vec::new(),
            access,
            catalog: OnceLock::new(),
            settings: OnceLock::new(),
            components: OnceLock::new(),
            constants: OnceLock::new(),
            roles: OnceLock::new(),
            root,
        }
    }
}
