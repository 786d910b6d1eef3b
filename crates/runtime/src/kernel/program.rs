//! The program: its project and the files that were read, shared by all threads.

use crate::edition::{self, Edition};
use crate::library::Libraries;
use crate::observer::Observers;
use crate::parsed::ParsedFiles;
use crate::stop::Sources;
use crate::surroundings::Surroundings;
use fourd_project::{MethodId, Project, ProjectNumber};
use fourd_resolve::typed::{Invalid, Routine, Statement, StatementKind};
use fourd_resolve::{Environment, Names, Signature, Signatures, resolve_method};
use fourd_source::{Diagnostic, FileId, Severity, SourceMap, Span};
use fourd_syntax::tree::{Code, CodeKind};
use fourd_value::{Error, error};
use parking_lot::Mutex;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, OnceLock};

/// What all threads know of the program.
pub struct Program {
    /// Methods, classes, settings of the host project, with its components.
    pub project: Project,
    /// All files that were read.
    pub sources: SourceMap,
    /// Numbers of the process variables.
    pub names: Names,
    /// The edition of 4D whose rules hold where editions contradict each other.
    pub edition: Edition,
    /// The libraries with the implemented commands and the built-in classes.
    pub libraries: Arc<Libraries>,
    /// What watches the program.
    pub observers: Observers,
    /// Set where whoever runs the program wants to see the warnings about lines that do nothing.
    pub warns: OnceLock<()>,
    pub(crate) files: ParsedFiles,
    pub(crate) text_revision: AtomicU64,
    /// What is wrong with the files that were asked to run and cannot.
    refused: Mutex<BTreeMap<u32, Vec<Diagnostic>>>,
    /// What it finds around it.
    pub surroundings: Surroundings,
}

impl Program {
    /// A program of that project; `edition` goes before the project's own.
    pub fn new(project: Project, libraries: Arc<Libraries>, edition: Option<u32>) -> Arc<Program> {
        Self::within(project, libraries, edition, Surroundings::default())
    }

    /// As [`new`](Self::new), within these surroundings.
    pub fn within(
        project: Project,
        libraries: Arc<Libraries>,
        edition: Option<u32>,
        surroundings: Surroundings,
    ) -> Arc<Program> {
        let edition = edition.or(project.compatibility_version).map_or(edition::DEFAULT, Edition);
        let names = Names::new();
        crate::system_variables::number(&names, &project);
        Arc::new(Program {
            edition,
            project,
            sources: SourceMap::new(),
            names,
            libraries,
            observers: Observers::default(),
            warns: OnceLock::new(),
            files: ParsedFiles::default(),
            text_revision: AtomicU64::new(0),
            refused: Mutex::default(),
            surroundings,
        })
    }

    /// Whether a command is thread-safe in the edition of the program, as `Command name` gives it.
    pub fn is_thread_safe(&self, command: &fourd_catalog::Command) -> bool {
        let rule = self.libraries.commands.get(command.number).and_then(|entry| entry.thread_safe_by);
        command.thread_safe && rule.is_none_or(|rule| self.edition.has(rule))
    }

    /// The routine if nothing is wrong with its text, else one that raises the first error as soon as it is called.
    pub(crate) fn runnable(&self, mut routine: Routine, problems: Vec<Diagnostic>) -> Routine {
        let Some(problem) = problems.iter().find(|problem| problem.primary.is_some()) else { return routine };
        let span = problem.primary.as_ref().map_or(Span::default(), |label| label.span);
        let invalid = Invalid { code: error::SYNTAX.0, message: message_of(problem).into() };
        routine.body = vec![Statement { kind: StatementKind::Invalid(invalid), span }];
        self.refuse(&problems);
        routine
    }

    /// Keeps what is wrong with a file, for the report of whoever needs it.
    pub(crate) fn refuse(&self, problems: &[Diagnostic]) {
        let mut refused = self.refused.lock();
        for problem in problems {
            let Some(label) = &problem.primary else { continue };
            let known = refused.entry(label.span.file.0).or_default();
            if !known.contains(problem) {
                known.push(problem.clone());
            }
        }
    }

    /// All that is wrong with the file because of which an error was raised; first that with this number is looked at.
    pub(crate) fn refused(&self, raised: &Error, file: FileId) -> Vec<Diagnostic> {
        if raised.code != error::SYNTAX.0 {
            return Vec::new();
        }
        let refused = self.refused.lock();
        let is_meant = |problems: &&Vec<Diagnostic>| {
            problems.iter().any(|problem| *message_of(problem) == *raised.message.to_cow())
        };
        let near = refused.get(&file.0).filter(is_meant);
        near.or_else(|| refused.values().find(is_meant)).cloned().unwrap_or_default()
    }

    /// What keeps a method from running.
    ///
    /// # Errors
    /// Its file cannot be read.
    pub(crate) fn problems_of_method(
        &self,
        project: ProjectNumber,
        path: &Path,
    ) -> Result<Vec<Diagnostic>, Diagnostic> {
        let parsed = self.parse_file(path, CodeKind::Method)?;
        let of_text = parsed.problems().cloned();
        if parsed.problem().is_some() {
            return Ok(of_text.collect());
        }
        match &parsed.module.code {
            Code::Method(tree) => Ok(errors(resolve_method(tree, self.environment(project)).1).collect()),
            Code::Class(_) => Ok(Vec::new()),
        }
    }

    /// What the resolver may ask for code of a project.
    pub fn environment(&self, number: ProjectNumber) -> Environment<'_> {
        Environment { host: &self.project, number, of_text: false, names: &self.names, signatures: self }
    }
}

impl Sources for Program {
    fn sources(&self) -> &SourceMap {
        &self.sources
    }
}

impl Signatures for Program {
    fn method(&self, method: &MethodId) -> Option<Arc<Signature>> {
        let path = &self.project.numbered(method.project).method(&method.folded)?.path;
        let parsed = self.parse_file(path, CodeKind::Method).ok()?;
        match &parsed.module.code {
            Code::Method(routine) => Some(Arc::new(Signature::of(
                routine,
                Environment { signatures: &fourd_resolve::NoSignatures, ..self.environment(method.project) },
            ))),
            Code::Class(_) => None,
        }
    }
}

/// The run-time error for code that does not parse or cannot be read.
pub(crate) fn broken(problem: &Diagnostic) -> Error {
    Error::with(error::SYNTAX, message_of(problem))
}

/// The errors among what was found.
pub(crate) fn errors(found: Vec<Diagnostic>) -> impl Iterator<Item = Diagnostic> {
    found.into_iter().filter(|problem| problem.severity == Severity::Error)
}

fn message_of(problem: &Diagnostic) -> String {
    let mut text = problem.title.clone();
    if let Some(label) = problem.primary.as_ref().filter(|label| !label.message.is_empty()) {
        text.push_str(": ");
        text.push_str(&label.message);
    }
    text
}
