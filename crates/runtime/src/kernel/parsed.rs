//! Files that were read, parsed and resolved, once for the whole program.

use crate::callee::Resolved;
use crate::program::Program;
use fourd_project::ProjectNumber;
use fourd_source::{Diagnostic, Severity};
use fourd_syntax::tree::{Code, CodeKind, Module};
use parking_lot::Mutex;
use rustc_hash::FxHashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::{Arc, OnceLock};

/// The index of the routine of a method in its file. In the file of a class the functions come first, in their order, then
/// the constructor, then the first values of the properties.
pub(crate) const METHOD: usize = 0;

/// A routine, and the project for which it was resolved.
type ResolvedFor = (ProjectNumber, Arc<Resolved>);

/// A file that was read and parsed.
pub struct ParsedFile {
    /// Its tree.
    pub module: Arc<Module>,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
    /// Its routines as far as they were resolved, each for the project that named it first.
    resolved: Box<[OnceLock<ResolvedFor>]>,
}

impl ParsedFile {
    fn new(parsed: fourd_syntax::Parsed) -> Arc<Self> {
        let routines = match &parsed.module.code {
            Code::Method(_) => 1,
            Code::Class(class) => class.functions.len() + 2,
        };
        let resolved = (0..routines).map(|_| OnceLock::new()).collect();
        Arc::new(Self { module: Arc::new(parsed.module), diagnostics: parsed.diagnostics, resolved })
    }

    /// The file with none of its routines resolved.
    fn unresolved(&self) -> Arc<Self> {
        let resolved = self.resolved.iter().map(|_| OnceLock::new()).collect();
        Arc::new(Self { module: self.module.clone(), diagnostics: self.diagnostics.clone(), resolved })
    }

    /// The first error.
    pub fn problem(&self) -> Option<&Diagnostic> {
        self.problems().next()
    }

    /// All errors.
    pub fn problems(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// The routine at an index, which the first domain that needs it resolves.
    pub(crate) fn resolved(
        &self,
        index: usize,
        project: ProjectNumber,
        resolve: impl Fn() -> Arc<Resolved>,
    ) -> Arc<Resolved> {
        let Some(slot) = self.resolved.get(index) else { return resolve() };
        let (owner, resolved) = slot.get_or_init(|| (project, resolve()));
        // What names mean depends on the project.
        if *owner == project { resolved.clone() } else { resolve() }
    }
}

/// A file that is being read; whoever needs it meanwhile waits.
type Reading = Arc<Mutex<Option<Arc<ParsedFile>>>>;

/// The files of a program that were read.
#[derive(Default)]
pub(crate) struct ParsedFiles(Mutex<FxHashMap<PathBuf, Reading>>);

impl ParsedFiles {
    fn reading(&self, path: &Path) -> Reading {
        let mut files = self.0.lock();
        if let Some(found) = files.get(path) {
            return found.clone();
        }
        files.entry(path.to_path_buf()).or_default().clone()
    }
}

impl Program {
    /// The text of these files has changed: they are read again when their code is next needed, and all calls of methods
    /// and of functions of classes go to the new routines; calls that run keep their code. A file is a method or a class
    /// that was there when the project was opened; what a class extends, its modifiers and the attributes of a method stay as
    /// they were first read. The texts that were there before are kept for reports.
    pub fn reload<'a>(&self, paths: impl IntoIterator<Item = &'a Path>) {
        let mut files = self.files.0.lock();
        for path in paths {
            files.remove(path);
        }
        let others: Vec<Reading> = files.values().cloned().collect();
        drop(files);
        // What the names in other files mean may depend on the changed ones.
        for reading in others {
            let mut known = reading.lock();
            *known = known.as_ref().map(|file| file.unresolved());
        }
        self.text_revision.fetch_add(1, Ordering::SeqCst);
        self.observers.changed();
    }

    /// Counts the changes of the program's text.
    pub(crate) fn text_revision(&self) -> u64 {
        self.text_revision.load(Ordering::Relaxed)
    }

    /// Reads and parses a file, once.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn parse_file(&self, path: &Path, kind: CodeKind) -> Result<Arc<ParsedFile>, Diagnostic> {
        let reading = self.files.reading(path);
        let mut known = reading.lock();
        if let Some(found) = &*known {
            return Ok(found.clone());
        }
        let text = self.project.access().read(path)?;
        let file = self.sources.add(fourd_source::shown_path(path), text);
        let Some(source) = self.sources.get(file) else {
            return Err(Diagnostic::error("source::missing", format!("there is no file `{}`", path.display())));
        };
        for observer in &*self.observers.list() {
            observer.read(file, path, &source);
        }
        let found = ParsedFile::new(fourd_syntax::parse(file, &source.text, kind));
        *known = Some(found.clone());
        drop(known);
        self.warn(&found);
        Ok(found)
    }

    /// Gives the text of a file that need not exist, such as code from the command line; `name` is how messages show it.
    pub fn provide(&self, path: &Path, name: &str, text: String, kind: CodeKind) {
        let file = self.sources.add(name, text);
        let Some(source) = self.sources.get(file) else { return };
        let found = ParsedFile::new(fourd_syntax::parse(file, &source.text, kind));
        self.warn(&found);
        *self.files.reading(path).lock() = Some(found);
    }

    /// Shows the warnings about lines of a file that do nothing, where who runs the program wants them and no line of the
    /// file and no setting of the project silences them.
    fn warn(&self, file: &ParsedFile) {
        let shown = |problem: &&Diagnostic| {
            problem.severity == Severity::Warning && fourd_syntax::WITHOUT_EFFECT.contains(&problem.name)
        };
        let mut warnings: Vec<Diagnostic> = file.diagnostics.iter().filter(shown).cloned().collect();
        if warnings.is_empty() || self.warns.get().is_none() || file.problem().is_some() {
            return;
        }
        fourd_resolve::check::Levels::default().apply(&file.module.pragmas, Some(&self.project), &mut warnings);
        let host = self.surroundings.host.as_ref();
        warnings.iter().for_each(|warning| crate::print::print(host, warning, &self.sources));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Libraries;
    use fourd_project::Project;

    #[test]
    fn a_file_is_parsed_once_for_all_threads() {
        let project = Project::empty();
        let program = Program::new(project, Arc::<Libraries>::default(), None);
        let path = Path::new("provided.4dm");
        program.provide(path, "provided", "ALERT(1)".to_owned(), CodeKind::Method);
        let found = std::thread::scope(|scope| {
            let read = || program.parse_file(path, CodeKind::Method).ok();
            let threads: Vec<_> = (0..4).map(|_| scope.spawn(read)).collect();
            threads.into_iter().filter_map(|thread| thread.join().ok().flatten()).collect::<Vec<_>>()
        });
        assert_eq!(found.len(), 4);
        assert!(found.iter().all(|file| Arc::ptr_eq(file, &found[0])));
    }

    #[test]
    fn a_routine_is_resolved_once() {
        let program = Program::new(Project::empty(), Arc::<Libraries>::default(), None);
        let path = Path::new("provided.4dm");
        program.provide(path, "provided", "$a:=1".to_owned(), CodeKind::Method);
        let file = program.parse_file(path, CodeKind::Method).ok();
        let Some((file, Code::Method(tree))) = file.as_ref().map(|file| (file, &file.module.code)) else { return };
        let resolve = |project| {
            file.resolved(METHOD, project, || {
                Resolved::of(fourd_resolve::resolve_method(tree, program.environment(project)).0)
            })
        };
        let host = resolve(ProjectNumber::HOST);
        assert!(Arc::ptr_eq(&host, &resolve(ProjectNumber::HOST)));
    }
}
