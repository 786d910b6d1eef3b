//! Diagnostics as a document in the format [SARIF 2.1.0](https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html),
//! which services for code review read. It is written piece by piece, so that it need not fit into memory.

use super::Place;
use crate::{Diagnostic, Label, Severity, SourceMap, messages, relative_path};
use serde_json::{Map, Value, json};
use std::path::{Path, absolute};

/// What the relative addresses in a document begin with.
const BASE: &str = "%SRCROOT%";

/// Begins a document: what wrote it, all kinds of diagnostics that there are, and the folder of relative paths. Results
/// follow, one on a line, then [`end`].
pub fn begin(version: &str, folder: &Path) -> String {
    let rules: Vec<Value> = messages()
        .iter()
        .map(|message| {
            json!({ "id": message.id, "name": message.name, "shortDescription": { "text": message.sentence } })
        })
        .collect();
    let driver = json!({ "name": "fourd", "version": version, "rules": rules });
    let folder = format!("{}/", file_address(&folder.to_string_lossy()));
    let head = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
    });
    let run = json!({
        "tool": { "driver": driver },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": { BASE: { "uri": folder } },
    });
    let (head, run) = (head.to_string(), run.to_string());
    format!("{},\"runs\":[{},\"results\":[\n", open(&head), open(&run))
}

/// Ends a document.
pub fn end() -> &'static str {
    "\n]}]}\n"
}

/// An object without its closing bracket.
fn open(object: &str) -> &str {
    object.strip_suffix('}').unwrap_or(object)
}

/// One result, on a line.
pub(super) fn render(diagnostic: &Diagnostic, sources: &SourceMap, out: &mut String) {
    let mut result = Map::new();
    result.insert("ruleId".into(), diagnostic.id().into());
    if let Some(index) = messages().iter().position(|message| message.name == diagnostic.name) {
        result.insert("ruleIndex".into(), index.into());
    }
    let level = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    };
    result.insert("level".into(), level.into());
    let label = diagnostic.primary.iter().map(|label| label.message.as_str()).filter(|text| !text.is_empty());
    let mut parts = vec![diagnostic.title.as_str()];
    parts.extend(label.chain(diagnostic.notes.iter().map(String::as_str)).chain(diagnostic.hint.as_deref()));
    result.insert("message".into(), json!({ "text": parts.join("\n") }));
    let main = diagnostic.primary.as_ref().and_then(|label| location(label, sources));
    result.insert("locations".into(), main.into_iter().collect());
    let related: Vec<Value> = diagnostic.secondary.iter().filter_map(|label| location(label, sources)).collect();
    if !related.is_empty() {
        result.insert("relatedLocations".into(), related.into());
    }
    out.push_str(&Value::Object(result).to_string());
    out.push('\n');
}

fn location(label: &Label, sources: &SourceMap) -> Option<Value> {
    let place = Place::of(label.span, sources)?;
    let region = json!({
        "startLine": place.line, "startColumn": place.column, "endLine": place.end_line, "endColumn": place.end_column
    });
    let path = relative_path(&place.file.path);
    let artifact = if Path::new(&path).is_absolute() {
        json!({ "uri": file_address(&path) })
    } else {
        json!({ "uri": address(&path), "uriBaseId": BASE })
    };
    let mut location = Map::new();
    location.insert("physicalLocation".into(), json!({ "artifactLocation": artifact, "region": region }));
    if !label.message.is_empty() {
        location.insert("message".into(), json!({ "text": label.message }));
    }
    Some(Value::Object(location))
}

/// An absolute path as an address.
fn file_address(path: &str) -> String {
    let path = absolute(path).map_or_else(|_| path.to_owned(), |path| path.to_string_lossy().into_owned());
    let path = address(path.trim_end_matches('/'));
    if path.starts_with('/') { format!("file://{path}") } else { format!("file:///{path}") }
}

/// A path with the separators and the characters of an address.
fn address(path: &str) -> String {
    let mut address = String::new();
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => address.push(byte.into()),
            b'\\' if cfg!(windows) => address.push('/'),
            b':' if cfg!(windows) => address.push(':'),
            other => address.push_str(&format!("%{other:02X}")),
        }
    }
    address
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::{FileId, Format, Span, render};

    #[test]
    fn a_document_is_whole() {
        let sources = SourceMap::new();
        let file = sources.add("a b/é.4dm", "one\ntwö three\n".to_owned());
        let problem = Diagnostic::warning("check::redeclared", "`x` twice")
            .at(Span::new(file, 8, 14), "again")
            .also(Span::new(file, 0, 3), "here first")
            .also(Span::new(FileId(7), 0, 3), "in no file")
            .hint("leave it out");
        let mut text = begin("1.2.3", Path::new("/some folder"));
        let mut results = String::new();
        render(&problem, &sources, Format::Sarif, &mut results);
        text.push_str(results.trim_end());
        text.push_str(end());
        let document: Value = serde_json::from_str(&text).unwrap();
        let run = &document["runs"][0];
        assert_eq!(run["originalUriBaseIds"][BASE]["uri"], "file:///some%20folder/");
        assert_eq!(run["tool"]["driver"]["version"], "1.2.3");
        let result = &run["results"][0];
        let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!((&rule["id"], &rule["name"]), (&result["ruleId"], &json!("check::redeclared")));
        assert_eq!(result["message"]["text"], "`x` twice\nagain\nleave it out");
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "a%20b/%C3%A9.4dm");
        let region = json!({ "startLine": 2, "startColumn": 4, "endLine": 2, "endColumn": 10 });
        assert_eq!(place["region"], region);
        assert_eq!(result["relatedLocations"].as_array().unwrap().len(), 1);
        assert_eq!(result["relatedLocations"][0]["message"]["text"], "here first");
    }
}
