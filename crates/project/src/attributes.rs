//! The properties of a method, written as JSON in the first line of its file.

use crate::access::SourceAccess;
use fourd_host::Open;
use fourd_source::{Diagnostic, shown_path};
use serde_json::Value;
use std::io::Read;
use std::path::Path;

/// Whether a method may run in parallel with others
/// ([METHOD SET ATTRIBUTES](https://developer.4d.com/docs/commands/method-set-attributes)).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Preemptive {
    /// `capable`: may run in a preemptive process.
    Capable,
    /// `incapable`: runs in cooperative processes only.
    Incapable,
    /// `indifferent`, also where nothing is said.
    #[default]
    Indifferent,
}

/// The properties in the `//%attributes = {…}` line of a method; what is not written is false or empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MethodAttributes {
    /// Not shown to users who choose a method.
    pub invisible: bool,
    /// Shared between components and the host project.
    pub shared: bool,
    /// Available through 4D tags and URLs.
    pub published_web: bool,
    /// Offered as a web service.
    pub published_soap: bool,
    /// Published in the description of the web service.
    pub published_wsdl: bool,
    /// Available through SQL.
    pub published_sql: bool,
    /// Called on the server, wherever the call is.
    pub executed_on_server: bool,
    /// Whether it may run in parallel.
    pub preemptive: Preemptive,
    /// The language that keywords are written in, where it is said.
    pub lang: Option<String>,
    /// The folder of the explorer that shows the method, where it is said.
    pub folder: Option<String>,
}

/// How much of a file is read to find its first line, in bytes; a longer first line is not one with attributes.
const FIRST_LINE_LIMIT: u64 = 64 * 1024;

impl MethodAttributes {
    /// The properties in a JSON text, with one sentence for each of its mistakes. Unknown properties are ignored.
    pub fn from_json(json: &str) -> (Self, Vec<String>) {
        let mut attributes = Self::default();
        let mut problems = Vec::new();
        let properties = match serde_json::from_str(json) {
            Ok(Value::Object(properties)) => properties,
            Ok(_) => return (attributes, vec!["The method's attributes are not an object".to_owned()]),
            Err(error) => return (attributes, vec![format!("The method's attributes are not JSON: {error}")]),
        };
        for (name, value) in &properties {
            let flag = match name.as_str() {
                "invisible" => &mut attributes.invisible,
                "shared" => &mut attributes.shared,
                "publishedWeb" => &mut attributes.published_web,
                "publishedSoap" => &mut attributes.published_soap,
                "publishedWsdl" => &mut attributes.published_wsdl,
                "publishedSql" => &mut attributes.published_sql,
                "executedOnServer" => &mut attributes.executed_on_server,
                "preemptive" => {
                    match value.as_str() {
                        Some("capable") => attributes.preemptive = Preemptive::Capable,
                        Some("incapable") => attributes.preemptive = Preemptive::Incapable,
                        Some("indifferent") => attributes.preemptive = Preemptive::Indifferent,
                        _ => problems.push(format!(
                            "The attribute `preemptive` is `capable`, `incapable` or `indifferent`, not `{value}`"
                        )),
                    }
                    continue;
                }
                "lang" | "folder" => {
                    let text = if name == "lang" { &mut attributes.lang } else { &mut attributes.folder };
                    match value {
                        Value::String(value) => *text = Some(value.clone()),
                        _ => problems.push(format!("The attribute `{name}` is a text, not `{value}`")),
                    }
                    continue;
                }
                _ => continue,
            };
            match value {
                Value::Bool(value) => *flag = *value,
                _ => problems.push(format!("The attribute `{name}` is `true` or `false`, not `{value}`")),
            }
        }
        (attributes, problems)
    }

    /// The properties of the method in this file, and a warning where its line of attributes is malformed. A file that
    /// cannot be read has none: reading its text reports that.
    pub(crate) fn of_file(path: &Path, access: &SourceAccess) -> (Self, Option<Diagnostic>) {
        let Some(line) = first_line(path, access) else {
            return (Self::default(), None);
        };
        let Some(json) = fourd_syntax::attributes_line(&line) else { return (Self::default(), None) };
        let (attributes, problems) = Self::from_json(json);
        let mut problems = problems.into_iter();
        let warning = problems.next().map(|problem| {
            let title = format!("`{}`: {problem}", shown_path(path));
            problems.fold(Diagnostic::warning("project::attributes", title), Diagnostic::note)
        });
        (attributes, warning)
    }
}

/// The first line of a file in UTF-8; nothing where the file is in another encoding or cannot be read.
fn first_line(path: &Path, access: &SourceAccess) -> Option<String> {
    let mut bytes = Vec::new();
    access.files().open(path, Open::READ).ok()?.take(FIRST_LINE_LIMIT).read_to_end(&mut bytes).ok()?;
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    let end = text.iter().position(|byte| matches!(byte, b'\r' | b'\n')).unwrap_or(text.len());
    String::from_utf8(text[..end].to_vec()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_property_is_read() {
        let json = r#"{"invisible":true,"shared":true,"publishedWeb":true,"publishedSoap":true,"publishedWsdl":true,
            "publishedSql":true,"executedOnServer":true,"preemptive":"capable","lang":"fr","folder":"Aide","x":1}"#;
        let expected = MethodAttributes {
            invisible: true,
            shared: true,
            published_web: true,
            published_soap: true,
            published_wsdl: true,
            published_sql: true,
            executed_on_server: true,
            preemptive: Preemptive::Capable,
            lang: Some("fr".into()),
            folder: Some("Aide".into()),
        };
        assert_eq!(MethodAttributes::from_json(json), (expected, vec![]));
    }

    #[test]
    fn each_mistake_is_named_and_the_rest_is_kept() {
        let (attributes, problems) =
            MethodAttributes::from_json(r#"{"shared":"yes","preemptive":1,"invisible":true,"folder":2}"#);
        assert!(attributes.invisible && !attributes.shared);
        assert_eq!(
            problems,
            [
                "The attribute `shared` is `true` or `false`, not `\"yes\"`",
                "The attribute `preemptive` is `capable`, `incapable` or `indifferent`, not `1`",
                "The attribute `folder` is a text, not `2`"
            ]
        );
        assert_eq!(MethodAttributes::from_json("{").1.len(), 1);
        assert_eq!(MethodAttributes::from_json("[]").1.len(), 1);
    }
}
