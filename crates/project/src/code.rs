//! The files that hold code.

use crate::access::SourceAccess;
use crate::attributes::MethodAttributes;
use crate::layout::decoded_name;
use fourd_source::{Diagnostic, fold_name};
use fourd_syntax::tree::CodeKind;
use rustc_hash::FxHashMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// A file with a method.
#[derive(Debug)]
pub struct MethodFile {
    /// The method's name as its file spells it.
    pub name: String,
    /// The file, as an absolute path.
    pub path: PathBuf,
    access: SourceAccess,
    attributes: OnceLock<(MethodAttributes, Option<Diagnostic>)>,
}

impl MethodFile {
    /// The method in this file; its name is the file's, decoded, without `.4dm`.
    pub(crate) fn new(path: PathBuf, access: &SourceAccess) -> Self {
        Self { name: decoded_name(&path), path, access: access.clone(), attributes: OnceLock::new() }
    }

    /// The method's properties; the first call reads the first line of the file.
    pub fn attributes(&self) -> &MethodAttributes {
        &self.attributes_and_problem().0
    }

    /// A warning where the line with the method's properties is malformed.
    pub fn attributes_problem(&self) -> Option<&Diagnostic> {
        self.attributes_and_problem().1.as_ref()
    }

    fn attributes_and_problem(&self) -> &(MethodAttributes, Option<Diagnostic>) {
        self.attributes.get_or_init(|| MethodAttributes::of_file(&self.path, &self.access))
    }
}

/// A file with a class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassFile {
    /// The class's name as its file spells it; case counts
    /// ([Classes](https://developer.4d.com/docs/Project/code-overview#creating-classes)).
    pub name: String,
    /// The file, as an absolute path.
    pub path: PathBuf,
}

impl ClassFile {
    /// The class in this file; its name is the file's, decoded, without `.4dm`.
    pub fn new(path: PathBuf) -> Self {
        Self { name: decoded_name(&path), path }
    }
}

/// Any file with code, and how it is to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceEntry {
    /// The file.
    pub path: PathBuf,
    /// What it holds.
    pub kind: CodeKind,
}

/// Methods by name, whatever its case; in the order of their names.
#[derive(Debug, Default)]
pub(crate) struct Methods {
    files: Vec<MethodFile>,
    by_name: FxHashMap<String, usize>,
}

impl Methods {
    /// The methods in these files. Where two have the same name, the earlier counts, and a warning reports it.
    pub(crate) fn new(
        paths: impl IntoIterator<Item = PathBuf>,
        access: &SourceAccess,
        problems: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut methods = Self::default();
        for path in paths {
            let file = MethodFile::new(path, access);
            let folded = fold_name(&file.name);
            if let Some(first) = methods.by_name.get(&folded).and_then(|at| methods.files.get(*at)) {
                problems.push(same_name("method", &first.path, &file.path));
            } else {
                methods.by_name.insert(folded, methods.files.len());
                methods.files.push(file);
            }
        }
        methods
    }

    /// The method of this folded name.
    pub(crate) fn get(&self, folded: &str) -> Option<&MethodFile> {
        self.files.get(*self.by_name.get(folded)?)
    }

    /// All methods.
    pub(crate) fn iter(&self) -> std::slice::Iter<'_, MethodFile> {
        self.files.iter()
    }
}

/// Classes by name, as it is spelled.
#[derive(Debug, Default)]
pub(crate) struct Classes {
    files: Vec<ClassFile>,
    by_name: FxHashMap<String, usize>,
}

impl Classes {
    /// The classes in these files.
    pub(crate) fn new(paths: impl IntoIterator<Item = PathBuf>, problems: &mut Vec<Diagnostic>) -> Self {
        let mut classes = Self::default();
        for path in paths {
            let file = ClassFile::new(path);
            if let Some(first) = classes.get(&file.name) {
                problems.push(same_name("class", &first.path, &file.path));
            } else {
                classes.by_name.insert(file.name.clone(), classes.files.len());
                classes.files.push(file);
            }
        }
        classes
    }

    /// The class of this name.
    pub(crate) fn get(&self, name: &str) -> Option<&ClassFile> {
        self.files.get(*self.by_name.get(name)?)
    }

    /// All classes.
    pub(crate) fn iter(&self) -> std::slice::Iter<'_, ClassFile> {
        self.files.iter()
    }
}

fn same_name(what: &str, first: &Path, second: &Path) -> Diagnostic {
    let shown = fourd_source::shown_path;
    let title = format!("Two files hold a {what} of the same name: `{}` and `{}`", shown(first), shown(second));
    Diagnostic::warning("project::same-name", title).note("the first one counts").hint("rename one of the files")
}
