//! The check of the files of one project: all are read before the first is checked.

use crate::texts::Texts;
use fourd_project::{MethodAttributes, Project, ProjectNumber, SourceEntry, kind_of_text};
use fourd_resolve::check::{Availability, Declared, FileFacts, Knowledge, Levels, Typing, check, facts, undeclared};
use fourd_source::{Diagnostic, FileId, Severity, SourceMap};
use fourd_syntax::tree::{CodeKind, Module};
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many files are checked before their findings are passed on: bounds what is kept in memory.
const BATCH: usize = 1024;

/// How many bytes of text stay in memory with their trees between the two passes over a project; further files are read
/// again.
const KEPT: usize = 8 * 1024 * 1024;

/// Stack of a checking thread in bytes: code may nest deeply.
const STACK: usize = 64 * 1024 * 1024;

/// Threads with a stack that is large enough for deeply nested code. [`Analysis::check`] uses those in which it runs.
///
/// # Errors
/// `check::no-threads`: the system gives none.
pub fn threads() -> Result<ThreadPool, Diagnostic> {
    let made = ThreadPoolBuilder::new().stack_size(STACK).build();
    made.map_err(|_| Diagnostic::error("check::no-threads", "The system gives no threads to check with"))
}

/// How files are checked.
pub struct Analysis<'a> {
    /// Their texts.
    pub texts: &'a Texts,
    /// What of 4D can be run.
    pub available: &'a dyn Availability,
    /// How much the kinds of warnings matter.
    pub levels: &'a Levels,
    /// Which variables must be declared; `None` if types are deduced.
    pub typing: Option<Typing>,
    /// Called once for each file that was read for the others and once for each that was checked, by several threads.
    pub progress: &'a (dyn Fn() + Sync),
}

/// A file with everything that was found in it.
pub struct CheckedFile<'a> {
    /// Its path.
    pub path: &'a Path,
    /// Its tree; `None` if the file could not be read.
    pub module: Option<Module>,
    /// What was found; the labels refer to `sources`.
    pub diagnostics: Vec<Diagnostic>,
    /// This file and those that labels of its findings point to.
    pub sources: SourceMap,
    /// Its own number in `sources`.
    pub file: FileId,
}

impl CheckedFile<'_> {
    /// Line and column of the first character of a range in this file, both from 1.
    pub fn line_column(&self, offset: u32) -> (usize, usize) {
        self.sources.get(self.file).map_or((1, 1), |file| file.line_column(offset))
    }
}

/// What was read of a file.
struct Read {
    text: String,
    module: Module,
    diagnostics: Vec<Diagnostic>,
}

impl Read {
    /// Parses a text.
    fn parse(file: FileId, text: String, kind: CodeKind) -> Self {
        let parsed = fourd_syntax::parse(file, &text, kind);
        let mut diagnostics = parsed.diagnostics;
        if let Some((json, span)) = &parsed.module.attributes {
            let (_, mistakes) = MethodAttributes::from_json(json);
            diagnostics.extend(mistakes.into_iter().map(|mistake| {
                Diagnostic::warning("project::attributes", mistake)
                    .at(*span, "expected an attribute as 4D writes it, found one that is ignored")
                    .hint("write the value that 4D has for it, or leave the attribute out")
            }));
        }
        Self { text, module: parsed.module, diagnostics }
    }

    /// Whether the file has syntax errors. It is not checked further then: one mistake would seem to be many.
    fn is_broken(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Adds what the check finds beyond the syntax.
    fn check(&mut self, path: &Path, levels: &Levels, known: Option<&Known<'_>>) {
        let broken = self.is_broken();
        levels.apply(&self.module.pragmas, None, &mut self.diagnostics);
        let Some(known) = known.filter(|_| !broken) else { return };
        let world = &known.world;
        self.diagnostics.extend(check(&self.module, path, world));
        if let Some((typing, declared)) = &known.declared {
            self.diagnostics.extend(undeclared(&self.module, world, world.number(path), declared, *typing));
        }
    }
}

/// What is known of a project after all of its files were read.
struct Known<'a> {
    world: Knowledge<'a>,
    /// Which variables must be declared, and those that are.
    declared: Option<(Typing, Declared)>,
}

impl<'a> Analysis<'a> {
    /// Checks the files of a project, or the syntax alone of files that belong to none. `files` has all files of the project
    /// and its components, each with whether its findings are wanted. `look` makes something of each file that is wanted, in
    /// parallel; `found` gets the results in the order of the files.
    pub fn check<T: Send>(
        &self,
        project: Option<&'a Project>,
        files: &[(SourceEntry, bool)],
        look: impl Fn(CheckedFile<'_>) -> T + Sync,
        mut found: impl FnMut(T),
    ) {
        let numbered: Vec<(usize, &SourceEntry, bool)> =
            files.iter().enumerate().map(|(index, (file, wanted))| (index, file, *wanted)).collect();
        let mut known = project.map(|project| {
            let mut world = Knowledge::new(project, self.available);
            world.levels = self.levels.clone();
            Known { world, declared: self.typing.map(|typing| (typing, Declared::default())) }
        });
        let gathered = known.as_mut().map(|known| self.gather(&numbered, known)).unwrap_or_default();
        let mut kept: Vec<Option<Read>> =
            gathered.into_iter().chain(std::iter::repeat_with(|| None)).take(files.len()).collect();
        for (batch, kept) in numbered.chunks(BATCH).zip(kept.chunks_mut(BATCH)) {
            let looked: Vec<T> = batch
                .par_iter()
                .zip(kept.par_iter_mut())
                .with_max_len(1)
                .filter(|((_, _, wanted), _)| *wanted)
                .map(|((index, file, _), kept)| {
                    let read = kept.take().map_or_else(|| self.read(*index, file), Ok);
                    let result = look(self.one(*index, &file.path, read, known.as_ref(), files));
                    (self.progress)();
                    result
                })
                .collect();
            looked.into_iter().for_each(&mut found);
        }
    }

    /// Reads all files for what the others must know of them; returns those that stay in memory.
    fn gather(&self, files: &[(usize, &SourceEntry, bool)], known: &mut Known<'_>) -> Vec<Option<Read>> {
        let total = AtomicUsize::new(0);
        let mut all = Vec::with_capacity(files.len());
        for batch in files.chunks(BATCH) {
            let (world, typed) = (&known.world, known.declared.is_some());
            let gathered: Vec<(FileFacts, Declared, Option<Read>)> = batch
                .par_iter()
                .with_max_len(1)
                .map(|(index, file, wanted)| {
                    (self.progress)();
                    let Ok(read) = self.read(*index, file) else { return Default::default() };
                    let facts = facts(&read.module, world.bare_environment(world.number(&file.path)));
                    let facts = if read.is_broken() { facts.names_only() } else { facts };
                    let mut declared = Declared::default();
                    if typed && *wanted {
                        declared.add(&read.module);
                    }
                    let keep = *wanted && total.fetch_add(read.text.len(), Ordering::Relaxed) + read.text.len() <= KEPT;
                    (facts, declared, keep.then_some(read))
                })
                .collect();
            for ((_, file, _), (facts, declared, read)) in batch.iter().zip(gathered) {
                known.world.add(&file.path, facts);
                if let Some((_, all)) = &mut known.declared {
                    all.merge(declared);
                }
                all.push(read);
            }
        }
        all
    }

    /// Reads and parses a file; the spans of its tree name it by its place in the project.
    fn read(&self, index: usize, file: &SourceEntry) -> Result<Read, Diagnostic> {
        let text = self.texts.read(&file.path)?;
        let kind = kind_of_text(&file.path, file.kind, &text);
        Ok(Read::parse(FileId(index as u32), text, kind))
    }

    /// Checks one file; the labels of its findings then refer to the files in a map of its own.
    fn one<'f>(
        &self,
        index: usize,
        path: &'f Path,
        read: Result<Read, Diagnostic>,
        known: Option<&Known<'_>>,
        files: &[(SourceEntry, bool)],
    ) -> CheckedFile<'f> {
        let (text, module, mut diagnostics) = match read {
            Ok(mut read) => {
                read.check(path, self.levels, known);
                (read.text, Some(read.module), read.diagnostics)
            }
            Err(problem) => (String::new(), None, vec![problem]),
        };
        let sources = SourceMap::new();
        let file = sources.add(path, text);
        let mut numbers = vec![(FileId(index as u32), file)];
        for diagnostic in &mut diagnostics {
            let labels = diagnostic.primary.iter_mut().chain(&mut diagnostic.secondary);
            for span in labels.map(|label| &mut label.span) {
                span.file = self.number(span.file, &mut numbers, files, &sources);
            }
        }
        CheckedFile { path, module, diagnostics, sources, file }
    }

    /// The number of a file of the project in a map; one that is not in it yet is read.
    fn number(
        &self,
        file: FileId,
        numbers: &mut Vec<(FileId, FileId)>,
        files: &[(SourceEntry, bool)],
        sources: &SourceMap,
    ) -> FileId {
        if let Some((_, number)) = numbers.iter().find(|(known, _)| *known == file) {
            return *number;
        }
        let path = files.get(file.0 as usize).map(|(file, _)| file.path.clone()).unwrap_or_default();
        let number = sources.add(&path, self.texts.read(&path).unwrap_or_default());
        numbers.push((file, number));
        number
    }
}

/// Checks a text that is in no file, as code of one of the projects of `host`, whose files are not read: their methods and
/// classes are known by name only, and any variable may have a value from elsewhere. `name` is used in place of a path.
pub fn check_text<'a>(
    host: &Project,
    number: ProjectNumber,
    available: &dyn Availability,
    name: &'a Path,
    text: String,
) -> CheckedFile<'a> {
    let sources = SourceMap::new();
    let file = FileId::default();
    let mut read = Read::parse(file, text, CodeKind::Method);
    let mut world = Knowledge::new(host, available).of_text();
    let facts = facts(&read.module, world.bare_environment(number));
    world.add(name, facts);
    read.check(name, &Levels::default(), Some(&Known { world, declared: None }));
    let file = sources.add(name, read.text);
    CheckedFile { path: name, module: Some(read.module), diagnostics: read.diagnostics, sources, file }
}
