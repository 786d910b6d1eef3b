//! The settings of a project, from its `settings.4DSettings` files.

use crate::access::SourceAccess;
use fourd_source::{Diagnostic, shown_path};
use roxmltree::{Document, Node, ParsingOptions};
use rustc_hash::FxHashMap;
use std::path::Path;

/// The deepest nesting of elements that is looked at.
const MAXIMUM_DEPTH: usize = 32;

/// All settings of a project. A file that is nearer to the data overrides the others
/// ([Priority of settings](https://developer.4d.com/docs/settings/overview#priority-of-settings)).
#[derive(Debug, Default)]
pub struct Settings {
    values: FxHashMap<String, FxHashMap<String, String>>,
    /// Warnings of the compiler by number, and whether they are shown.
    warnings: Vec<(String, bool)>,
    problems: Vec<Diagnostic>,
}

impl Settings {
    /// The settings of these files, those of later files before those of earlier ones; files that are not there count
    /// as empty.
    pub(crate) fn read<'a>(files: impl IntoIterator<Item = &'a Path>, access: &SourceAccess) -> Self {
        let mut settings = Self::default();
        for file in files.into_iter().filter(|file| access.is_there(file)) {
            if let Err(problem) = access.read(file).and_then(|text| settings.add(&text, file)) {
                settings.problems.push(problem);
            }
        }
        settings
    }

    /// The value of an attribute, as in the file. The element is named by its path, such as
    /// `com.4d/web/standalone_server/configuration`; `session_mode` is one of its attributes.
    pub fn value(&self, element: &str, attribute: &str) -> Option<&str> {
        self.values.get(element)?.get(attribute).map(String::as_str)
    }

    /// Whether the compiler's warning of this number, such as `550.10`, is shown; none where nothing is said about it.
    pub fn shows_warning(&self, number: &str) -> Option<bool> {
        self.warnings.iter().rfind(|(known, _)| known == number).map(|(_, enabled)| *enabled)
    }

    /// With what the file `warnings.json` says, if it is there
    /// ([Warnings tab](https://developer.4d.com/docs/Project/compiler#warnings-tab)).
    pub(crate) fn with_warnings(mut self, file: &Path, access: &SourceAccess) -> Self {
        if !access.is_there(file) {
            return self;
        }
        let found = access.read(file).and_then(|text| {
            warnings(&text).ok_or_else(|| {
                let title = format!("The settings of warnings in `{}` are malformed", shown_path(file));
                Diagnostic::error("project::settings", title)
                    .note("expected a list of objects such as `{\"major\": 550, \"minor\": 10, \"enabled\": false}`")
            })
        });
        match found {
            Ok(warnings) => self.warnings = warnings,
            Err(problem) => self.problems.push(problem),
        }
        self
    }

    /// Files that could not be read: `project::settings` or the errors of [`SourceAccess::read`].
    pub fn problems(&self) -> &[Diagnostic] {
        &self.problems
    }

    fn add(&mut self, text: &str, file: &Path) -> Result<(), Diagnostic> {
        let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
        let document = Document::parse_with_options(text, options).map_err(|error| {
            let title = format!("The settings in `{}` are malformed", shown_path(file));
            Diagnostic::error("project::settings", title)
                .note(error.to_string())
                .hint("fix the file, or remove it where the settings are those of every project")
        })?;
        for element in document.descendants().filter(|node| node.attributes().len() > 0) {
            let Some(path) = element_path(element) else { continue };
            let values = self.values.entry(path).or_default();
            for attribute in element.attributes() {
                values.insert(attribute.name().to_owned(), attribute.value().to_owned());
            }
        }
        Ok(())
    }
}

/// The warnings that a `warnings.json` names, with whether they are shown.
fn warnings(text: &str) -> Option<Vec<(String, bool)>> {
    let list: serde_json::Value = serde_json::from_str(text).ok()?;
    let of_one = |warning: &serde_json::Value| {
        let number = |key: &str| warning.get(key).and_then(serde_json::Value::as_u64);
        Some((format!("{}.{}", number("major")?, number("minor")?), warning.get("enabled")?.as_bool()?))
    };
    list.as_array()?.iter().map(of_one).collect()
}

/// The names of the elements around this one and its own, without that of the root.
fn element_path(element: Node) -> Option<String> {
    let around = element.ancestors().filter(Node::is_element).take(MAXIMUM_DEPTH + 1);
    let mut names: Vec<&str> = around.map(|node| node.tag_name().name()).collect();
    if names.len() > MAXIMUM_DEPTH {
        return None;
    }
    names.pop();
    names.reverse();
    Some(names.join("/"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn later_files_override_single_values() {
        let mut settings = Settings::default();
        let first = r#"<preferences stamp="1"><com.4d><web a="1" b="2"><x c="3"/></web></com.4d></preferences>"#;
        let second = r#"<preferences><com.4d><web b="4"/></com.4d></preferences>"#;
        for text in [first, second] {
            settings.add(text, Path::new("s")).unwrap();
        }
        assert_eq!(settings.value("com.4d/web", "a"), Some("1"));
        assert_eq!(settings.value("com.4d/web", "b"), Some("4"));
        assert_eq!(settings.value("com.4d/web/x", "c"), Some("3"));
        assert_eq!(settings.value("com.4d", "c"), None);
    }

    #[test]
    fn deep_nesting_ends_and_malformed_files_are_told() {
        let deep = format!("{}{}", "<a b='1'>".repeat(50_000), "</a>".repeat(50_000));
        let mut settings = Settings::default();
        settings.add(&deep, Path::new("s")).unwrap();
        assert_eq!(settings.value("a", "b"), Some("1"));
        assert_eq!(settings.add("<a", Path::new("s")).unwrap_err().name, "project::settings");
    }

    #[test]
    fn warnings_have_two_numbers() {
        let text = r#"[{"major": 550, "minor": 10, "enabled": false}, {"major": 551, "minor": 1, "enabled": true}]"#;
        let expected = vec![("550.10".to_owned(), false), ("551.1".to_owned(), true)];
        assert_eq!(warnings(text), Some(expected));
        for malformed in ["", "{}", "[1]", r#"[{"major": 550, "minor": "10", "enabled": false}]"#] {
            assert_eq!(warnings(malformed), None);
        }
    }
}
