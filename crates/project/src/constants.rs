//! The constants that a project adds to the language, from the XLIFF files of its resources.

use crate::access::SourceAccess;
use crate::layout::{entries, has_extension};
use fourd_source::fold_name;
use roxmltree::{Document, Node, ParsingOptions};
use rustc_hash::FxHashMap;
use std::path::{Path, PathBuf};

/// The namespace of 4D's own attributes.
const NAMESPACE: &str = "http://www.4d.com/d4-ns";
/// What a group of constants says that it is.
const RESOURCE_TYPE: &str = "x-4DK#";

/// A constant of a project.
#[derive(Debug, Clone, PartialEq)]
pub struct Constant {
    /// Its name as its file spells it.
    pub name: String,
    /// Its value.
    pub value: ConstantValue,
}

/// The value of a constant of a project.
#[derive(Debug, Clone, PartialEq)]
pub enum ConstantValue {
    /// A whole number.
    Integer(i64),
    /// A number.
    Real(f64),
    /// A text.
    Text(String),
}

impl ConstantValue {
    /// A value as files write it: `12:L`, `1.5:R`, `text:S`. Without a type it is a number if it can be.
    fn parse(text: &str) -> ConstantValue {
        let number = |text: &str| text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
        let typed = text.rsplit_once(':').and_then(|(value, kind)| match kind {
            "L" => value.trim().parse().ok().map(ConstantValue::Integer),
            "R" => number(value).map(ConstantValue::Real),
            "S" => Some(ConstantValue::Text(value.to_owned())),
            _ => None,
        });
        let untyped = || text.trim().parse().ok().map(ConstantValue::Integer).or(number(text).map(ConstantValue::Real));
        typed.or_else(untyped).unwrap_or_else(|| ConstantValue::Text(text.to_owned()))
    }
}

/// The constants in the XLIFF files of a folder and of its `.lproj` folders, by folded name; the first of a name counts.
/// Files that cannot be read have none.
pub(crate) fn read(resources: &Path, access: &SourceAccess) -> FxHashMap<String, Constant> {
    let mut found = FxHashMap::default();
    let mut folders = vec![resources.to_path_buf()];
    let mut languages = sorted(resources, "lproj", access);
    // Names differ between languages; English goes first.
    languages.sort_by_key(|folder| folder.file_stem().is_none_or(|name| !name.eq_ignore_ascii_case("en")));
    folders.append(&mut languages);
    for file in folders.iter().flat_map(|folder| sorted(folder, "xlf", access)) {
        if let Ok(text) = access.read(&file) {
            add(&text, &mut found);
        }
    }
    found
}

fn sorted(folder: &Path, extension: &str, access: &SourceAccess) -> Vec<PathBuf> {
    let mut found = entries(folder, access.files()).unwrap_or_default();
    found.retain(|path| has_extension(path, extension));
    found.sort_unstable();
    found
}

fn add(text: &str, found: &mut FxHashMap<String, Constant>) {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let Ok(document) = Document::parse_with_options(text, options) else { return };
    let groups = document.root_element().descendants().filter(|node| node.attribute("restype") == Some(RESOURCE_TYPE));
    for unit in groups.flat_map(|group| group.children()) {
        if let Some(constant) = constant(unit) {
            found.entry(fold_name(&constant.name)).or_insert(constant);
        }
    }
}

fn constant(unit: Node) -> Option<Constant> {
    let value = unit.attribute((NAMESPACE, "value"))?;
    let name = unit.children().find(|node| node.has_tag_name("source"))?.text()?.trim();
    (!name.is_empty()).then(|| Constant { name: name.to_owned(), value: ConstantValue::parse(value) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_types() {
        for (text, value) in [
            ("12:L", ConstantValue::Integer(12)),
            ("-3", ConstantValue::Integer(-3)),
            ("1.5:R", ConstantValue::Real(1.5)),
            ("1.5", ConstantValue::Real(1.5)),
            ("100:S", ConstantValue::Text("100".into())),
            ("a:b", ConstantValue::Text("a:b".into())),
            ("", ConstantValue::Text("".into())),
            ("nan", ConstantValue::Text("nan".into())),
        ] {
            assert_eq!(ConstantValue::parse(text), value, "{text}");
        }
    }

    #[test]
    fn only_groups_of_constants_count() {
        let mut found = FxHashMap::default();
        add(
            r#"<xliff xmlns:d4="http://www.4d.com/d4-ns"><file><body>
            <group resname="themes"><trans-unit id="t" d4:value="1:L"><source>no constant</source></trans-unit></group>
            <group d4:groupName="t" restype="x-4DK#"><trans-unit id="k" d4:value="7:L"><source>My  Constant</source></trans-unit>
            <trans-unit id="n"><source>without a value</source></trans-unit></group></body></file></xliff>"#,
            &mut found,
        );
        assert_eq!(found.len(), 1);
        assert_eq!(found.get("my constant").map(|constant| &constant.value), Some(&ConstantValue::Integer(7)));
        add("<xliff", &mut found);
        assert_eq!(found.len(), 1);
    }
}
