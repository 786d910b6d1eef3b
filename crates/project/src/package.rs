//! A 4D project in its folders
//! ([Architecture of a project](https://developer.4d.com/docs/Project/architecture)).

use crate::access::SourceAccess;
use crate::code::{Classes, MethodFile, Methods};
use crate::database_method::DatabaseMethod;
use crate::layout::{decoded_name, sources_in};
use crate::project::{Project, ProjectKind};
use fourd_source::{Diagnostic, shown_path};
use serde_json::Value;
use std::path::Path;
use std::sync::OnceLock;

impl Project {
    /// The project of this `.4DProject` file, an absolute path, with an access to its folder ([`root_of`]).
    pub(crate) fn open_package(file: &Path, access: &SourceAccess) -> Result<Self, Diagnostic> {
        let folder = file.parent().unwrap_or(Path::new("/"));
        let root = root_of(file);
        let mut problems = Vec::new();
        let compatibility_version = compatibility_version(file, access, &mut problems)?;
        let sources = folder.join("Sources");
        let database_methods = sources_in(&sources.join("DatabaseMethods"), access)?.into_iter().filter_map(|path| {
            Some((DatabaseMethod::from_file_stem(&decoded_name(&path))?, MethodFile::new(path, access)))
        });
        let triggers = sources_in(&sources.join("Triggers"), access)?
            .into_iter()
            .filter_map(|path| Some((table_number(&decoded_name(&path))?, MethodFile::new(path, access))));
        Ok(Self {
            name: file.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            root: root.to_path_buf(),
            kind: ProjectKind::Package,
            main: None,
            compatibility_version,
            methods: Methods::new(sources_in(&sources.join("Methods"), access)?, access, &mut problems),
            classes: Classes::new(sources_in(&sources.join("Classes"), access)?, &mut problems),
            database_methods: database_methods.collect(),
            triggers: triggers.collect(),
            sources: Some(sources),
            problems,
            access: access.clone(),
            catalog: OnceLock::new(),
            settings: OnceLock::new(),
            components: OnceLock::new(),
            constants: OnceLock::new(),
            roles: OnceLock::new(),
        })
    }
}

/// The folder of the project of a `.4DProject` file.
pub(crate) fn root_of(file: &Path) -> &Path {
    let folder = file.parent().unwrap_or(Path::new("/"));
    let in_project_folder = folder.file_name().is_some_and(|name| name.eq_ignore_ascii_case("project"));
    folder.parent().filter(|_| in_project_folder).unwrap_or(folder)
}

/// The number in a trigger's file name, such as `table_12`.
fn table_number(stem: &str) -> Option<u32> {
    stem.strip_prefix("table_")?.parse().ok()
}

/// The `compatibilityVersion` of a project file; nothing where it is not written.
fn compatibility_version(
    file: &Path,
    access: &SourceAccess,
    problems: &mut Vec<Diagnostic>,
) -> Result<Option<u32>, Diagnostic> {
    let malformed = |why: String| {
        let title = format!("The project file `{}` is malformed", shown_path(file));
        Diagnostic::error("project::file", title).note(why).hint("an empty project file holds `{}`")
    };
    let text = access.read(file)?;
    let content: Value = serde_json::from_str(&text).map_err(|error| malformed(error.to_string()))?;
    let Value::Object(properties) = content else { return Err(malformed("it does not hold an object".to_owned())) };
    let Some(version) = properties.get("compatibilityVersion") else { return Ok(None) };
    let number = version.as_u64().and_then(|version| u32::try_from(version).ok());
    if number.is_none() {
        let title = format!("`compatibilityVersion` in `{}` is a number, not `{version}`", shown_path(file));
        problems.push(Diagnostic::warning("project::file", title).hint("20 R8 is written `2080`"));
    }
    Ok(number)
}
