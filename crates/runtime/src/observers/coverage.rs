//! Which lines of 4D code have run, where a run is asked to say so.
//!
//! A line counts where a statement begins in it, or a condition of `Case of` or `Until`. Declarations without a value do
//! nothing and do not count. Each statement of a file then gets a step in front of it that marks its line; a program that
//! is not asked has no such steps.

use crate::node::{BoxedNode, BoxedStep, Flow, Frame, Node, Step};
use crate::process::Process;
use crate::program::Program;
use fourd_project::ProjectNumber;
use fourd_resolve::typed::{Block, StatementKind};
use fourd_resolve::{resolve_function, resolve_method};
use fourd_source::{Diagnostic, FileId, SourceFile, Span};
use fourd_syntax::tree::{Code, CodeKind};
use fourd_value::Value;
use parking_lot::Mutex;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The files of a program that were read, with the lines that have run in any process.
#[derive(Default)]
pub struct Coverage(Mutex<FxHashMap<FileId, Arc<Marks>>>);

/// The lines of a file that have run.
pub(crate) struct Marks {
    path: PathBuf,
    source: Arc<SourceFile>,
    ran: Box<[AtomicBool]>,
}

impl Coverage {
    /// A file of the program was read.
    pub(crate) fn add(&self, file: FileId, path: &Path, source: Arc<SourceFile>) {
        let ran = (0..=source.line_count()).map(|_| AtomicBool::new(false)).collect();
        self.0.lock().insert(file, Arc::new(Marks { path: path.to_path_buf(), source, ran }));
    }

    /// The marks of a file; none where it is no file of the program but a text.
    pub(crate) fn marks(&self, file: FileId) -> Option<Arc<Marks>> {
        self.0.lock().get(&file).cloned()
    }

    /// All files in which something ran, by path, with the numbers of their lines that ran, counted from 1.
    pub fn ran(&self) -> Vec<(PathBuf, Vec<u32>)> {
        let files = self.0.lock();
        let mut found: Vec<(PathBuf, Vec<u32>)> = files
            .values()
            .map(|marks| {
                let lines = (0..).zip(&marks.ran).filter(|(_, ran)| ran.load(Ordering::Relaxed));
                (marks.path.clone(), lines.map(|(line, _)| line).collect())
            })
            .filter(|(_, lines): &(PathBuf, Vec<u32>)| !lines.is_empty())
            .collect();
        found.sort_unstable();
        found
    }
}

impl Marks {
    /// The line that a span begins in.
    pub(crate) fn line(&self, span: Span) -> usize {
        self.source.line_column(span.start).0
    }

    #[inline]
    fn mark(&self, line: usize) {
        if let Some(ran) = self.ran.get(line) {
            ran.store(true, Ordering::Relaxed);
        }
    }
}

/// A statement whose line is marked before it runs.
pub(crate) struct MarkedStep {
    pub(crate) marks: Arc<Marks>,
    pub(crate) line: usize,
    pub(crate) step: BoxedStep,
}

impl Step for MarkedStep {
    fn run(&self, process: &mut Process<'_>, frame: Frame) -> Flow {
        self.marks.mark(self.line);
        self.step.run(process, frame)
    }
}

/// A condition whose line is marked before it is evaluated.
pub(crate) struct MarkedCondition {
    pub(crate) marks: Arc<Marks>,
    pub(crate) line: usize,
    pub(crate) condition: BoxedNode,
}

impl Node for MarkedCondition {
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        self.marks.mark(self.line);
        self.condition.value(process, frame)
    }

    fn boolean(&self, process: &mut Process<'_>, frame: Frame) -> bool {
        self.marks.mark(self.line);
        self.condition.boolean(process, frame)
    }

    fn span(&self) -> Span {
        self.condition.span()
    }
}

/// Whether the line of a statement counts.
pub(crate) fn counts(kind: &StatementKind) -> bool {
    !matches!(kind, StatementKind::Declare(..))
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
        if counts(&statement.kind) {
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
