//! Which lines of 4D code have run, where a run is asked to say so: an observer that marks the line of each statement and of
//! each condition that is in a line of its own.
//!
//! Declarations without a value do nothing and do not count.

use crate::lower::does_something;
use crate::node::Frame;
use crate::observer::{Moment, Observer, Probe, Spot};
use crate::process::Process;
use crate::program::Program;
use fourd_project::ProjectNumber;
use fourd_resolve::typed::{Block, StatementKind};
use fourd_resolve::{resolve_function, resolve_method};
use fourd_source::{Diagnostic, FileId, SourceFile, Span};
use fourd_syntax::tree::{Code, CodeKind};
use parking_lot::Mutex;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The files of a program that were read, with the lines that have run in any process. To be added to the observers of the
/// program before it reads any file.
#[derive(Default)]
pub struct Coverage(Mutex<FxHashMap<FileId, Arc<Marks>>>);

/// The lines of a file that have run.
struct Marks {
    path: PathBuf,
    source: Arc<SourceFile>,
    ran: Box<[AtomicBool]>,
}

/// Marks a line.
struct MarkLine {
    marks: Arc<Marks>,
    line: usize,
}

impl Probe for MarkLine {
    fn reached(&self, _process: &mut Process<'_>, _frame: Frame, _span: Span) {
        if let Some(ran) = self.marks.ran.get(self.line) {
            ran.store(true, Ordering::Relaxed);
        }
    }
}

impl Observer for Coverage {
    fn read(&self, file: FileId, path: &Path, source: &Arc<SourceFile>) {
        let ran = (0..=source.line_count()).map(|_| AtomicBool::new(false)).collect();
        self.0.lock().insert(file, Arc::new(Marks { path: path.to_path_buf(), source: source.clone(), ran }));
    }

    fn probe(&self, spot: Spot<'_>) -> Option<Arc<dyn Probe>> {
        if !matches!(spot.moment, Moment::Statement | Moment::Condition) {
            return None;
        }
        // A text that is no file of the program has no marks.
        let marks = self.0.lock().get(&spot.span.file)?.clone();
        let line = marks.source.line_column(spot.span.start).0;
        Some(Arc::new(MarkLine { marks, line }))
    }
}

impl Coverage {
    /// All files in which something ran, by path, with the numbers of their lines that ran, counted from 1.
    pub fn ran(&self) -> Vec<(PathBuf, Vec<u32>)> {
        let files = self.0.lock();
        // A file that has changed meanwhile was read several times.
        let mut found: BTreeMap<PathBuf, BTreeSet<u32>> = BTreeMap::new();
        for marks in files.values() {
            let lines = (0..).zip(&marks.ran).filter(|(_, ran)| ran.load(Ordering::Relaxed)).map(|(line, _)| line);
            let mut lines = lines.peekable();
            if lines.peek().is_some() {
                found.entry(marks.path.clone()).or_default().extend(lines);
            }
        }
        found.into_iter().map(|(path, lines)| (path, lines.into_iter().collect())).collect()
    }
}

/// The lines of a file of a project that count, in order, counted from 1. Those of a file that does not parse are the lines
/// that could be understood.
///
/// # Errors
/// The file cannot be read.
pub fn lines_that_count(
    program: &Program,
    project: ProjectNumber,
    path: &Path,
    kind: CodeKind,
) -> Result<Vec<u32>, Diagnostic> {
    let parsed = program.parse_file(path, kind)?;
    let mut spots = Vec::new();
    match &parsed.module.code {
        Code::Method(routine) => spots_of(&resolve_method(routine, program.environment(project)).0.body, &mut spots),
        Code::Class(class) => {
            let given = class.properties.iter().filter(|property| property.value.is_some());
            spots.extend(given.map(|property| property.span));
            for function in class.constructor.iter().chain(&class.functions) {
                let (routine, _) = resolve_function(&function.routine, program.environment(project));
                spots_of(&routine.body, &mut spots);
            }
        }
    }
    let Some(source) = program.sources.get(parsed.module.file) else { return Ok(Vec::new()) };
    let lines: BTreeSet<usize> = spots.iter().map(|span| source.line_column(span.start).0).collect();
    Ok(lines.into_iter().filter_map(|line| u32::try_from(line).ok()).collect())
}

/// Where the statements and conditions of a block begin that count.
fn spots_of(block: &Block, spots: &mut Vec<Span>) {
    for statement in block {
        if does_something(&statement.kind) {
            spots.push(statement.span);
        }
        match &statement.kind {
            StatementKind::If(_, body, other) | StatementKind::Try(body, other) => {
                spots_of(body, spots);
                spots_of(other, spots);
            }
            StatementKind::Case(branches, otherwise) => {
                for (condition, body) in branches {
                    spots.push(condition.span);
                    spots_of(body, spots);
                }
                spots_of(otherwise, spots);
            }
            StatementKind::Repeat(body, condition) => {
                spots_of(body, spots);
                spots.push(condition.span);
            }
            StatementKind::For { body, .. }
            | StatementKind::ForEach { body, .. }
            | StatementKind::While(_, body)
            | StatementKind::Use(_, body) => spots_of(body, spots),
            StatementKind::Expression(_)
            | StatementKind::Assign(_)
            | StatementKind::Declare(..)
            | StatementKind::Return(_)
            | StatementKind::Break
            | StatementKind::Continue
            | StatementKind::Invalid(_) => {}
        }
    }
}
