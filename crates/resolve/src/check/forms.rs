//! Names in the forms of a project: the variables of form objects are created by the forms themselves
//! ([Form objects](https://developer.4d.com/docs/FormObjects/properties_Object#variable-or-expression)).

use crate::check::facts::words;
use fourd_host::Kind;
use fourd_project::{Project, SourceAccess};
use fourd_source::fold_name;
use rustc_hash::FxHashSet;
use std::path::Path;

/// How deep folders of forms are looked through.
const DEPTH: usize = 4;
/// How long a name can be, in bytes.
const LONGEST: usize = 64;

/// All words and texts in the forms and menus of a project and its components, folded.
pub(crate) fn names(host: &Project) -> FxHashSet<Box<str>> {
    let mut found = FxHashSet::default();
    let components = host.components().iter().map(|component| &component.project);
    for project in std::iter::once(host).chain(components) {
        for sources in [project.root.join("Project/Sources"), project.root.join("Sources")] {
            for folder in ["Forms", "TableForms"] {
                below(&sources.join(folder), DEPTH, project.access(), &mut found);
            }
            add(&sources.join("menus.json"), project.access(), &mut found);
        }
    }
    found
}

fn below(folder: &Path, depth: usize, access: &SourceAccess, into: &mut FxHashSet<Box<str>>) {
    for entry in access.files().list(folder).into_iter().flatten() {
        let path = folder.join(&entry.name);
        if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("4DForm")) {
            add(&path, access, into);
        } else if depth > 0 && entry.kind == Kind::Folder {
            below(&path, depth - 1, access, into);
        }
    }
}

fn add(path: &Path, access: &SourceAccess, into: &mut FxHashSet<Box<str>>) {
    let Ok(text) = access.read(path) else { return };
    // Names may have blanks: whole texts count, and so do their words.
    let texts = text.split('"').filter(|part| part.len() <= LONGEST);
    // Forms repeat the same few words again and again.
    let written: FxHashSet<&str> = texts.chain(words(&text)).collect();
    into.extend(written.into_iter().map(|name| fold_name(name).into()));
}
