//! Diagnostics as JSON, one object on a line.

use super::{Place, severity_name};
use crate::{Diagnostic, Label, SourceMap, relative_path};
use serde_json::{Map, Value, json};

pub(super) fn render(diagnostic: &Diagnostic, sources: &SourceMap, out: &mut String) {
    let mut object = Map::new();
    object.insert("id".into(), diagnostic.id().into());
    object.insert("name".into(), diagnostic.name.into());
    object.insert("severity".into(), severity_name(diagnostic.severity).into());
    object.insert("title".into(), diagnostic.title.as_str().into());
    add_place(&mut object, diagnostic.primary.as_ref(), sources);
    let labels = diagnostic.primary.iter().map(|label| (label, true));
    let labels = labels.chain(diagnostic.secondary.iter().map(|label| (label, false)));
    let labels = labels.map(|(label, primary)| {
        let mut object = Map::new();
        object.insert("message".into(), label.message.as_str().into());
        object.insert("primary".into(), primary.into());
        add_place(&mut object, Some(label), sources);
        Value::Object(object)
    });
    object.insert("labels".into(), labels.collect());
    object.insert("notes".into(), json!(diagnostic.notes));
    object.insert("hint".into(), json!(diagnostic.hint));
    out.push_str(&Value::Object(object).to_string());
    out.push('\n');
}

fn add_place(object: &mut Map<String, Value>, label: Option<&Label>, sources: &SourceMap) {
    let place = label.and_then(|label| Place::of(label.span, sources));
    let number = |number: fn(&Place) -> usize| place.as_ref().map(number).into();
    object.insert("file".into(), place.as_ref().map(|place| relative_path(&place.file.path)).into());
    object.insert("line".into(), number(|place| place.line));
    object.insert("column".into(), number(|place| place.column));
    object.insert("endLine".into(), number(|place| place.end_line));
    object.insert("endColumn".into(), number(|place| place.end_column));
}
