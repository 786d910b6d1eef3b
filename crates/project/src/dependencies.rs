//! Where the components lie that a project declares
//! ([Dependencies](https://developer.4d.com/docs/Project/components)): `dependencies.json` names them, `environment4d.json`
//! may say where they are on this machine.

use crate::access::SourceAccess;
use crate::layout::percent_decoded;
use crate::project::Project;
use fourd_host::Files;
use fourd_source::{Diagnostic, shown_path};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Where a component lies, as a file declares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Declared {
    /// Next to the project.
    Beside,
    /// At this place.
    At(PathBuf),
    /// On a site for code, in this repository.
    Hosted {
        /// The name of the site.
        site: &'static str,
        /// `account/repository`.
        repository: String,
    },
}

/// What `dependencies.json` in a folder `Sources` declares, by name, in the order of the file.
pub(crate) fn declared_in(
    sources: &Path,
    access: &SourceAccess,
    problems: &mut Vec<Diagnostic>,
) -> Vec<(String, Declared)> {
    read(&sources.join("dependencies.json"), access, problems)
}

/// The place of a component. What the `environment4d.json` above the host says goes before the declaration. `root` is the
/// folder of the project that needs the component.
///
/// # Errors
/// The component is not there.
pub(crate) fn locate(
    name: &str,
    declared: Declared,
    host: &Project,
    root: &Path,
    problems: &mut Vec<Diagnostic>,
) -> Result<PathBuf, Diagnostic> {
    let here = of_environment(host, name, problems);
    let files = host.access.outer();
    let place = host.root.as_path();
    match here.unwrap_or(declared) {
        Declared::At(path) if host.access.outer().exists(&path) => Ok(path),
        Declared::At(path) => Err(Diagnostic::warning("project::component", not_found(name))
            .note(format!("`environment4d.json` declares it at `{}`", shown_path(&path)))),
        Declared::Beside => beside(&[name], place, root, files).ok_or_else(|| {
            let place = place.parent().unwrap_or(place).join(name);
            Diagnostic::warning("project::component", not_found(name))
                .note(format!("it is looked for at `{}`", shown_path(&place)))
                .hint("declare its path in a file `environment4d.json`")
        }),
        // Releases are not downloaded: a copy next to the project is used.
        Declared::Hosted { site, repository } => {
            let last = repository.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
            beside(&[name, last], place, root, files).ok_or_else(|| {
                Diagnostic::warning("project::component", not_found(name))
                    .note(format!("it comes from {site}, `{repository}`; releases are not downloaded"))
                    .hint("put its project beside yours, or declare its path in a file `environment4d.json`")
            })
        }
    }
}

fn not_found(name: &str) -> String {
    format!("The component `{name}` is not found")
}

/// The folder with one of these names next to the host, or next to the project that needs it.
fn beside(names: &[&str], host: &Path, root: &Path, files: &dyn Files) -> Option<PathBuf> {
    let names =
        names.iter().filter(|name| is_name(name)).flat_map(|name| [(*name).to_owned(), format!("{name}.4dbase")]);
    let names: Vec<String> = names.collect();
    let folders = [host.parent(), root.parent()].into_iter().flatten();
    folders.flat_map(|folder| names.iter().map(move |name| folder.join(name))).find(|path| files.is_folder(path))
}

/// What the nearest `environment4d.json`, in the folder or above it, says of a component.
fn of_environment(host: &Project, name: &str, problems: &mut Vec<Diagnostic>) -> Option<Declared> {
    let file = host
        .root
        .ancestors()
        .map(|folder| folder.join("environment4d.json"))
        .find(|file| host.access.outer().is_file(file))?;
    let mut own = Vec::new();
    // A file above the project is its user's.
    let above = host.access.unconfined();
    let access = if file.starts_with(&host.root) { &host.access } else { &above };
    let declared = read(&file, access, &mut own);
    if !problems.iter().any(|known| own.iter().any(|problem| problem.title == known.title)) {
        problems.append(&mut own);
    }
    declared.into_iter().find(|(known, _)| known.to_lowercase() == name.to_lowercase()).map(|(_, declared)| declared)
}

/// The `dependencies` of a file; none where there is no such file.
fn read(file: &Path, access: &SourceAccess, problems: &mut Vec<Diagnostic>) -> Vec<(String, Declared)> {
    if !access.is_file_there(file) {
        return Vec::new();
    }
    let malformed = |why: String| {
        let title = format!("The dependencies in `{}` are malformed", shown_path(file));
        Diagnostic::error("project::dependencies", title)
            .note(why)
            .hint("write an object such as `{\"dependencies\": {\"Name\": {}}}`")
    };
    let content = access
        .read(file)
        .and_then(|text| serde_json::from_str::<Value>(&text).map_err(|error| malformed(error.to_string())));
    let content = match content {
        Ok(content) => content,
        Err(problem) => {
            problems.push(problem);
            return Vec::new();
        }
    };
    let declared = match content.get("dependencies") {
        Some(Value::Object(declared)) => declared,
        None if content.is_object() => return Vec::new(),
        _ => {
            problems.push(malformed("`dependencies` is an object with a property for each component".to_owned()));
            return Vec::new();
        }
    };
    let folder = file.parent().unwrap_or(Path::new("/"));
    let mut found = Vec::with_capacity(declared.len());
    for (name, value) in declared {
        match of_json(value, folder) {
            Some(declared) if is_name(name) => found.push((name.clone(), declared)),
            _ => problems.push(malformed(format!("it is not known what `{name}` is to mean"))),
        }
    }
    found
}

/// Whether a text can be the name of a folder.
fn is_name(name: &str) -> bool {
    !name.is_empty() && name != "." && name != ".." && !name.contains(['/', '\\'])
}

fn of_json(value: &Value, folder: &Path) -> Option<Declared> {
    let repository = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    match value {
        Value::String(path) => Some(Declared::At(match path.strip_prefix("file://") {
            Some(absolute) => PathBuf::from(percent_decoded(absolute)),
            None => folder.join(path),
        })),
        Value::Object(_) => Some(if let Some(repository) = repository("github") {
            Declared::Hosted { site: "GitHub", repository }
        } else if let Some(repository) = repository("gitlab") {
            Declared::Hosted { site: "GitLab", repository }
        } else {
            Declared::Beside
        }),
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn all_forms_of_a_declaration() {
        let of = |value| of_json(&value, Path::new("/a/b"));
        assert_eq!(of(json!({})), Some(Declared::Beside));
        assert_eq!(of(json!({"version": "1.*"})), Some(Declared::Beside));
        assert_eq!(of(json!("../c")), Some(Declared::At("/a/b/../c".into())));
        assert_eq!(of(json!("/c d")), Some(Declared::At("/c d".into())));
        assert_eq!(of(json!("file:///c%20d")), Some(Declared::At("/c d".into())));
        let hosted = |site, repository: &str| Some(Declared::Hosted { site, repository: repository.into() });
        assert_eq!(of(json!({"github": "x/y", "tag": "1"})), hosted("GitHub", "x/y"));
        assert_eq!(of(json!({"gitlab": "x/y", "host": "https://h"})), hosted("GitLab", "x/y"));
        assert_eq!(of(json!(1)), None);
        assert!(!is_name("..") && !is_name("a/b") && is_name("4D NetKit"));
    }
}
