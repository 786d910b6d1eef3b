//! A script with the methods and classes beside it.

use crate::code::{Classes, Methods};
use crate::layout::sources_in;
use crate::project::{Project, ProjectKind};
use fourd_source::Diagnostic;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

impl Project {
    /// The script at this absolute path, with the project methods beside it and in `Methods`, and the classes in
    /// `Classes`. A sibling that is a test, with its expected output in an `.out` file, is not a project method.
    pub(crate) fn open_loose(script: &Path) -> Result<Self, Diagnostic> {
        let root = script.parent().unwrap_or(Path::new("/")).to_path_buf();
        let is_test = |file: &PathBuf| file.with_extension("out").is_file();
        let beside = sources_in(&root)?.into_iter().filter(|file| file != script && !is_test(file));
        let methods = [script.to_path_buf()].into_iter().chain(beside).chain(sources_in(&root.join("Methods"))?);
        let mut problems = Vec::new();
        Ok(Self {
            name: script.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            kind: ProjectKind::Loose,
            main: Some(script.to_path_buf()),
            compatibility_version: None,
            sources: None,
            methods: Methods::new(methods, &mut problems),
            classes: Classes::new(sources_in(&root.join("Classes"))?, &mut problems),
            database_methods: Vec::new(),
            triggers: Vec::new(),
            problems,
            catalog: OnceLock::new(),
            settings: OnceLock::new(),
            root,
        })
    }
}
