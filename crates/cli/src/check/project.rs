//! The check of the files of one project: all are read before the first is checked.

use crate::check::findings::Findings;
use crate::check::groups::Group;
use crate::input;
use crate::progress::Progress;
use fourd_project::{MethodAttributes, SourceAccess, SourceEntry, kind_of_text};
use fourd_resolve::check::{FileFacts, Levels, Library, World, check, facts};
use fourd_source::{Diagnostic, FileId, Format, Severity, SourceMap, Span};
use fourd_syntax::tree::Module;
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many files are checked before their findings are written: bounds what is kept in memory.
const BATCH: usize = 1024;

/// How many bytes of text stay in memory with their trees between the two ways through a project; further files are
/// read again.
const KEPT: usize = 8 * 1024 * 1024;

/// A file that was read.
struct Read {
    text: String,
    module: Module,
    diagnostics: Vec<Diagnostic>,
}

/// How files are checked.
pub struct Way<'a> {
    /// What of 4D can be run.
    pub library: &'a dyn Library,
    /// How much the kinds of warnings matter.
    pub levels: &'a Levels,
    /// How findings are written.
    pub format: Format,
    /// Who is told of each file.
    pub progress: &'a Progress,
    /// Which files are read.
    pub access: &'a SourceAccess,
    /// What was read from standard input.
    pub given: Option<&'a str>,
}

impl Way<'_> {
    /// The text of a file.
    fn text(&self, path: &Path) -> Result<String, Diagnostic> {
        match self.given {
            Some(given) if path == input::standard_path() => Ok(given.to_owned()),
            _ => self.access.read(path),
        }
    }
}

/// Checks the files of a group and hands on what is found in those that are wanted, in the order of their paths.
pub fn check_group(group: &Group, way: &Way<'_>, found: &mut dyn FnMut(Findings)) {
    let paths: Vec<PathBuf> = group.files.iter().map(|(file, _)| file.path.clone()).collect();
    let numbered: Vec<(usize, &SourceEntry, bool)> =
        group.files.iter().enumerate().map(|(index, (file, wanted))| (index, file, *wanted)).collect();
    let mut world = group.project.as_ref().map(|project| World::new(project, way.library));
    if let Some(world) = &mut world {
        world.levels = way.levels.clone();
    }
    let kept = match &mut world {
        Some(world) => gather(&numbered, world, way),
        None => Vec::new(),
    };
    let mut kept: Vec<Option<Read>> =
        kept.into_iter().chain(std::iter::repeat_with(|| None)).take(paths.len()).collect();
    for (batch, kept) in numbered.chunks(BATCH).zip(kept.chunks_mut(BATCH)) {
        let checked: Vec<Findings> = batch
            .par_iter()
            .zip(kept.par_iter_mut())
            .with_max_len(1)
            .filter(|((_, _, wanted), _)| *wanted)
            .map(|((index, file, _), kept)| {
                let read = kept.take().map_or_else(|| read(*index, file, way), Ok);
                let findings = one(*index, read, world.as_ref(), &paths, way);
                way.progress.advance();
                findings
            })
            .collect();
        checked.into_iter().for_each(&mut *found);
    }
}

/// Reads all files for what the others must know of them; gives those that stay in memory.
fn gather(files: &[(usize, &SourceEntry, bool)], world: &mut World<'_>, way: &Way<'_>) -> Vec<Option<Read>> {
    let total = AtomicUsize::new(0);
    let mut all = Vec::with_capacity(files.len());
    for batch in files.chunks(BATCH) {
        let gathered: Vec<(FileFacts, Option<Read>)> = batch
            .par_iter()
            .with_max_len(1)
            .map(|(index, file, wanted)| {
                way.progress.advance();
                let Ok(read) = read(*index, file, way) else { return (FileFacts::default(), None) };
                let broken = read.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
                let known = facts(&read.module, world.bare_environment(world.number(&file.path)));
                let known = if broken { known.names_only() } else { known };
                let keep = *wanted && total.fetch_add(read.text.len(), Ordering::Relaxed) + read.text.len() <= KEPT;
                (known, keep.then_some(read))
            })
            .collect();
        for ((_, file, _), (facts, read)) in batch.iter().zip(gathered) {
            world.add(&file.path, facts);
            all.push(read);
        }
    }
    all
}

/// Reads and parses a file; the spans of its tree name it by its place in the project.
fn read(index: usize, file: &SourceEntry, way: &Way<'_>) -> Result<Read, Diagnostic> {
    let text = way.text(&file.path)?;
    let parsed = fourd_syntax::parse(FileId(index as u32), &text, kind_of_text(&file.path, file.kind, &text));
    let mut diagnostics = parsed.diagnostics;
    if let Some((json, span)) = &parsed.module.attributes {
        let (_, mistakes) = MethodAttributes::from_json(json);
        diagnostics.extend(mistakes.into_iter().map(|mistake| {
            Diagnostic::warning("project::attributes", mistake)
                .at(*span, "expected an attribute as 4D writes it, found one that is ignored")
                .hint("write the value that 4D has for it, or leave the attribute out")
        }));
    }
    Ok(Read { text, module: parsed.module, diagnostics })
}

/// Checks one file and writes out what was found.
fn one(
    index: usize,
    read: Result<Read, Diagnostic>,
    world: Option<&World<'_>>,
    paths: &[PathBuf],
    way: &Way<'_>,
) -> Findings {
    let Some(path) = paths.get(index) else { return Findings::default() };
    let sources = SourceMap::new();
    let (text, mut diagnostics) = match read {
        Ok(mut read) => {
            // What does not parse is not looked at further: one mistake would seem to be many.
            let broken = read.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
            way.levels.apply(&read.module.pragmas, None, &mut read.diagnostics);
            if let Some(world) = world.filter(|_| !broken) {
                read.diagnostics.extend(check(&read.module, path, world));
            }
            (read.text, read.diagnostics)
        }
        // There is no code to show to a person, but a program wants to know the file.
        Err(problem) if matches!(way.format, Format::Human { .. }) => (String::new(), vec![problem]),
        Err(problem) => (String::new(), vec![problem.at(Span::new(FileId(index as u32), 0, 0), "")]),
    };
    let own = sources.add(path, text);
    let mut numbers = vec![(FileId(index as u32), own)];
    for diagnostic in &mut diagnostics {
        let labels = diagnostic.primary.iter_mut().chain(&mut diagnostic.secondary);
        for span in labels.map(|label| &mut label.span) {
            span.file = number(span.file, &mut numbers, paths, &sources, way);
        }
    }
    let lines = sources.get(own).map_or(0, |file| file.line_count());
    Findings::of_file(path, diagnostics, lines, &sources, way.format)
}

/// The number by which the renderer knows a file of the project; one that is not there yet is read.
fn number(
    file: FileId,
    numbers: &mut Vec<(FileId, FileId)>,
    paths: &[PathBuf],
    sources: &SourceMap,
    way: &Way<'_>,
) -> FileId {
    if let Some((_, number)) = numbers.iter().find(|(known, _)| *known == file) {
        return *number;
    }
    let path = paths.get(file.0 as usize).cloned().unwrap_or_default();
    let number = sources.add(&path, way.text(&path).unwrap_or_default());
    numbers.push((file, number));
    number
}
