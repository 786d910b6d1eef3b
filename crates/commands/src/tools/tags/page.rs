//! Pages with tags that a web server sends
//! ([Template pages](https://developer.4d.com/docs/WebServer/templates)).

use super::{Effort, transform};
use encoding_rs::{Encoding, UTF_8};
use fourd_project::MethodFile;
use fourd_runtime::{Process, access};
use fourd_source::{Span, fold_name};
use fourd_value::{Error, Text, error};
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::atomic::Ordering;

/// How many bytes of a page can have the META element with its character set.
const MOST_META: usize = 1024;
/// What is before the name of a character set.
const CHARSET: &[u8] = b"charset=";

/// Whether the code of a page may run.
pub type Permission = Rc<dyn Fn(&mut Process<'_>) -> bool>;

/// Where a page comes from, and what counts in it.
#[derive(Clone)]
pub struct Page {
    /// The folder that included files cannot be outside of.
    pub root: PathBuf,
    /// The folder that the paths of the page are relative to.
    pub folder: PathBuf,
    /// Tags of the form `$4DTEXT(…)` count.
    pub dollars: bool,
    /// The character set of files that name none.
    pub encoding: &'static Encoding,
    /// Decides before code of the page runs, whichever file or tag it comes from.
    pub permission: Option<Permission>,
}

/// The page that the process makes.
#[derive(Default)]
struct Current(RefCell<Option<Rc<Page>>>);

/// The text of a page and the character set that it is in: the one that its META element names, or else the usual one.
pub fn decode(content: &[u8], usual: &'static Encoding) -> (String, &'static Encoding) {
    let start = content.get(..MOST_META.min(content.len())).unwrap_or_default().to_ascii_lowercase();
    let named = start.windows(CHARSET.len()).position(|window| window == CHARSET).and_then(|found| {
        let rest = start.get(found + CHARSET.len()..)?;
        let label = rest.split(|byte| b" \"';/>".contains(byte)).find(|part| !part.is_empty())?;
        Encoding::for_label(label)
    });
    let (text, encoding, _) = named.unwrap_or(usual).decode(content);
    (text.into_owned(), encoding)
}

/// The text of a file that the running page includes.
pub(super) fn decode_included(process: &Process<'_>, content: &[u8]) -> String {
    decode(content, current(process).map_or(UTF_8, |page| page.encoding)).0
}

/// The text of a page with tags. Its tags can call only methods that are available by tags and URLs.
///
/// # Errors
/// The tags give tags again too often, or the code of the page may not run; what goes wrong in a tag is a text in the page.
pub fn page(process: &mut Process<'_>, template: &Text, page: Page) -> Result<Text, Error> {
    within(process, Some(Rc::new(page)), |process| {
        transform(process, template, Vec::new(), 0, &Effort::default(), Span::default())
    })
}

/// Does something that is no part of the page that the process makes.
pub(super) fn outside_of_pages<R>(process: &mut Process<'_>, work: impl FnOnce(&mut Process<'_>) -> R) -> R {
    within(process, None, work)
}

fn within<R>(process: &mut Process<'_>, page: Option<Rc<Page>>, work: impl FnOnce(&mut Process<'_>) -> R) -> R {
    let current = process.state.get::<Current>();
    let before = current.0.replace(page);
    let result = work(process);
    current.0.replace(before);
    result
}

fn current(process: &Process<'_>) -> Option<Rc<Page>> {
    process.state.get::<Current>().0.borrow().clone()
}

/// Checks that code of the page that the process makes may run.
///
/// # Errors
/// It may not.
pub(super) fn permit_code(process: &mut Process<'_>) -> Result<(), Error> {
    let Some(permission) = current(process).and_then(|page| page.permission.clone()) else { return Ok(()) };
    // What decides is no part of the page.
    match outside_of_pages(process, |process| permission(process)) {
        true => Ok(()),
        false => Err(Error::of(error::PRIVILEGE)),
    }
}

/// The folder of all files, the folder of the template, and whether tags of the form `$4DTEXT(…)` count.
pub(super) fn circumstances(process: &Process<'_>) -> (PathBuf, PathBuf, bool) {
    if let Some(page) = current(process) {
        return (page.root.clone(), page.folder.clone(), page.dollars);
    }
    let root = process.program().project.numbered(process.project()).root.clone();
    (root.clone(), root, true)
}

/// Whether a template can include a file: that of a page only files of the web folder.
pub(super) fn may_include(process: &Process<'_>, path: &Path) -> bool {
    let Some(page) = current(process) else { return true };
    let host = access::host();
    match (host.files().canonical(path), host.files().canonical(&page.root)) {
        (Ok(path), Ok(root)) => path.starts_with(root),
        _ => false,
    }
}

/// Whether a line of a page, or of a template of code that serves the web, calls a method that is not available by tags.
pub(super) fn names_hidden_method(process: &Process<'_>, line: &str) -> bool {
    let is_web = current(process).is_some() || process.record.serves_web.load(Ordering::Relaxed);
    is_web && named_methods(process, line).any(|method| !method.attributes().published_web)
}

/// The project methods whose names are in a line of code, outside of its texts.
fn named_methods<'p>(process: &'p Process<'_>, line: &str) -> impl Iterator<Item = &'p MethodFile> {
    let project = process.program().project.numbered(process.project());
    words(line).into_iter().filter_map(move |word| project.method(&fold_name(&word)))
}

/// Commands that run code which a text names.
const BY_TEXT: &[&str] = &["execute method", "execute formula", "formula from string", "new process", "call worker"];

/// The names in a line of code, also in texts that it runs; those of local variables and of members are left out.
fn words(line: &str) -> Vec<String> {
    let folded = line.to_lowercase();
    if BY_TEXT.iter().any(|command| folded.contains(command)) && line.contains('"') {
        return words(&line.replace('"', ";"));
    }
    let mut words = Vec::new();
    let (mut word, mut before, mut quoted, mut escaped) = (String::new(), ' ', false, false);
    for character in line.chars().chain([';']) {
        if quoted {
            (quoted, escaped) = (escaped || character != '"', !escaped && character == '\\');
            continue;
        }
        let goes_on = character.is_alphanumeric() || character == '_' || (character == ' ' && !word.is_empty());
        if goes_on {
            word.push(character);
            continue;
        }
        let found = std::mem::take(&mut word);
        if !found.trim().is_empty() && !matches!(before, '$' | '.') {
            words.push(found.trim().to_owned());
        }
        before = character;
        quoted = character == '"';
    }
    // A loop over what a method gives: `$item in method`.
    let inner: Vec<String> =
        words.iter().filter_map(|word| word.rsplit_once(" in ")).map(|(_, last)| last.trim().to_owned()).collect();
    words.extend(inner);
    let after_variable = line.rsplit_once(" in ").map(|(_, last)| last.trim().to_owned());
    words.extend(after_variable);
    words
}

#[cfg(test)]
mod tests {
    use super::{decode, words};
    use encoding_rs::{UTF_8, WINDOWS_1252};

    #[test]
    fn a_page_names_its_character_set() {
        let page = b"<meta charset=\"iso-8859-1\">\xE9";
        assert_eq!(decode(page, UTF_8), ("<meta charset=\"iso-8859-1\">é".to_owned(), WINDOWS_1252));
        let http = b"<META http-equiv=\"Content-Type\" content=\"text/html; charset=ISO-8859-1\">";
        assert_eq!(decode(http, UTF_8).1, WINDOWS_1252);
        assert_eq!(decode("é".as_bytes(), UTF_8), ("é".to_owned(), UTF_8));
        assert_eq!(decode(b"charset=none", WINDOWS_1252).1, WINDOWS_1252);
    }

    #[test]
    fn names_of_a_line() {
        let line = "hidden + $local.member + \"text \\\" more\" + other method(1)";
        assert_eq!(words(line), ["hidden", "other method", "1"]);
        assert!(words("Formula from string(\"hidden(1)\").call()").contains(&"hidden".to_owned()));
        assert_eq!(words("$name in names").last().map(String::as_str), Some("names"));
    }
}
