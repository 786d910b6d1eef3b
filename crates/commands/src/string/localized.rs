//! `Localized string`: texts that a project keeps apart from its code, in the XLIFF files of its folder Resources.

use crate::environment::localization;
use crate::file_system::{self, Numbered};
use fourd_macros::command;
use fourd_runtime::Process;
use fourd_value::{Error, Text, Value, error};
use parking_lot::Mutex;
use roxmltree::{Document, Node, ParsingOptions};
use rustc_hash::FxHashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The largest XLIFF file, in bytes.
const MAX_FILE: u64 = 64 << 20;

/// What stands before the name of a text where it stands for the text.
const PREFIX: &str = ":xliff:";

/// The texts of a folder.
#[derive(Default)]
struct Texts {
    /// By their names.
    named: FxHashMap<String, String>,
    /// Those in groups, in the order of the files: by the number of the group, each with its own number.
    grouped: FxHashMap<i64, Vec<(Option<i64>, String)>>,
}

/// The texts of the folders that were read.
#[derive(Default)]
struct Read(Mutex<FxHashMap<PathBuf, Arc<Texts>>>);

/// The texts of the XLIFF files in a folder; those of the first file, by name, count.
///
/// # Errors
/// A file cannot be read or is not well-formed.
fn texts_of(process: &Process<'_>, folder: &Path) -> Result<Arc<Texts>, Error> {
    let read = process.machine().state.get::<Read>();
    if let Some(texts) = read.0.lock().get(folder) {
        return Ok(texts.clone());
    }
    let mut texts = Texts::default();
    for entry in file_system::list(folder).unwrap_or_default() {
        let path = folder.join(&entry.name);
        if !entry.folder && path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xlf")) {
            read_file(&path, &mut texts)?;
        }
    }
    let texts = Arc::new(texts);
    read.0.lock().insert(folder.to_path_buf(), texts.clone());
    Ok(texts)
}

fn read_file(path: &Path, texts: &mut Texts) -> Result<(), Error> {
    let malformed = |why: String| Error::with(error::XML_SYNTAX, format!("`{}`: {why}", path.display()));
    if file_system::metadata(path).at(path)?.len() > MAX_FILE {
        return Err(malformed("the file is too large".to_owned()));
    }
    let bytes = file_system::read_whole(path).at(path)?;
    let text = String::from_utf8(bytes).map_err(|failure| malformed(failure.to_string()))?;
    collect(&text, texts).map_err(malformed)
}

/// Adds the texts of an XLIFF document, those for another platform left out.
fn collect(document: &str, texts: &mut Texts) -> Result<(), String> {
    // The document type, which names a file that is never loaded, is common.
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let text = document.trim_start_matches('\u{feff}');
    let document = Document::parse_with_options(text, options).map_err(|failure| failure.to_string())?;
    for unit in document.descendants().filter(|node| node.tag_name().name() == "trans-unit" && is_included(*node)) {
        let named = |tag: &str| unit.children().find(|child| child.tag_name().name() == tag);
        let target = named("target").map(content).filter(|text| !text.is_empty());
        let Some(text) = target.or_else(|| named("source").map(content)) else { continue };
        let number = |node: Node<'_, '_>| node.attribute("id").and_then(|id| id.trim().parse::<i64>().ok());
        let group = unit.ancestors().find(|node| node.tag_name().name() == "group");
        if let Some(group) = group.and_then(number) {
            texts.grouped.entry(group).or_default().push((number(unit), text.clone()));
        }
        if let Some(name) = unit.attribute("resname") {
            texts.named.entry(name.to_owned()).or_insert(text);
        }
    }
    Ok(())
}

/// Whether a text, and the groups around it, are meant for this platform.
fn is_included(unit: Node<'_, '_>) -> bool {
    let here = if cfg!(windows) { "win" } else { "mac" };
    unit.ancestors().all(|node| {
        let condition = node.attributes().find(|attribute| attribute.name() == "includeIf");
        condition.is_none_or(|condition| !matches!(condition.value(), "mac" | "win") || condition.value() == here)
    })
}

/// The whole text of an element, that of elements in it included.
fn content(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|text| text.text()).collect()
}

/// The text under a name in the current language, or else in those that stand in for it.
///
/// # Errors
/// An XLIFF file cannot be read.
pub(crate) fn translated(process: &Process<'_>, name: &str) -> Result<Option<Text>, Error> {
    for folder in localization::folders(process) {
        if let Some(text) = texts_of(process, &folder)?.named.get(name) {
            return Ok(Some(Text::from(text.as_str())));
        }
    }
    Ok(None)
}

/// The text with a number in the group with a number, in the current language or else in those that stand in for it.
///
/// # Errors
/// An XLIFF file cannot be read.
pub(crate) fn in_group(process: &Process<'_>, group: i64, number: i64) -> Result<Option<Text>, Error> {
    for folder in localization::folders(process) {
        let texts = texts_of(process, &folder)?;
        let found = texts.grouped.get(&group).and_then(|texts| texts.iter().find(|(id, _)| *id == Some(number)));
        if let Some((_, text)) = found {
            return Ok(Some(Text::from(text.as_str())));
        }
    }
    Ok(None)
}

/// All texts of the group with a number, in the first language that has it.
///
/// # Errors
/// An XLIFF file cannot be read.
pub(crate) fn whole_group(process: &Process<'_>, group: i64) -> Result<Option<Vec<Text>>, Error> {
    for folder in localization::folders(process) {
        if let Some(texts) = texts_of(process, &folder)?.grouped.get(&group) {
            return Ok(Some(texts.iter().map(|(_, text)| Text::from(text.as_str())).collect()));
        }
    }
    Ok(None)
}

/// The text that a project's XLIFF files have under a name: that of the current language, with and without its region,
/// then of the language of the start, of the first folder that there is, and of Resources itself. The name may stand behind
/// `:xliff:`; its case counts. Where there is none it is the empty text and `OK` is 0, else `OK` is 1.
#[command(991, "Localized string", thread_safe, effects(files))]
fn localized_string(process: &mut Process<'_>, resource_name: &Text) -> Result<Text, Error> {
    let name = resource_name.to_cow();
    let found = translated(process, name.strip_prefix(PREFIX).unwrap_or(&name))?;
    process.set_named("OK", Value::integer(i64::from(found.is_some())));
    Ok(found.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn texts_of_a_document() {
        let document = "<!DOCTYPE xliff PUBLIC \"-//XLIFF//DTD XLIFF//EN\" \"http://example.org/xliff.dtd\">\n\
             <xliff xmlns:d4=\"http://www.4d.com/d4-ns\"><file><body>\
             <trans-unit resname=\"a\"><source>A</source><target>À &amp; <g>B</g></target></trans-unit>\
             <group resname=\"g\" id=\"7\"><trans-unit id=\"2\" resname=\"b\"><source>B</source><target/></trans-unit>\
             <trans-unit id=\"x\"><source>C</source></trans-unit></group>\
             <trans-unit resname=\"a\"><source>second</source></trans-unit>\
             <trans-unit id=\"1\"><source>no name</source></trans-unit>\
             <trans-unit resname=\"p\" d4:includeIf=\"win\"><source>win</source></trans-unit>\
             <trans-unit resname=\"p\" d4:includeIf=\"mac\"><source>mac</source></trans-unit>\
             </body></file></xliff>";
        let mut texts = Texts::default();
        collect(document, &mut texts).unwrap();
        assert_eq!(texts.named.len(), 3);
        assert_eq!(texts.grouped[&7], [(Some(2), "B".to_owned()), (None, "C".to_owned())]);
        assert_eq!((&*texts.named["a"], &*texts.named["b"]), ("À & B", "B"));
        assert_eq!(texts.named["p"], if cfg!(windows) { "win" } else { "mac" });
        assert!(collect("<xliff>", &mut texts).is_err());
    }

    #[test]
    fn entities_do_not_explode() {
        let mut document = "<!DOCTYPE x [<!ENTITY a0 \"aaaaaaaaaa\">".to_owned();
        for depth in 1..12 {
            let inner = format!("&a{};", depth - 1).repeat(10);
            document += &format!("<!ENTITY a{depth} \"{inner}\">");
        }
        document += "]><x><trans-unit resname=\"a\"><source>&a11;</source></trans-unit></x>";
        assert!(collect(&document, &mut Texts::default()).is_err());
    }
}
