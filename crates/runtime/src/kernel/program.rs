//! The program: its project and the files that were read, shared by all threads; and the way from a file to a routine
//! that can run.

use crate::compiled::{Compiled, Resolved};
use crate::coverage::Coverage;
use crate::edition::{self, Edition};
use crate::function::RoutineFunction;
use crate::library::Libraries;
use crate::parsed::{self, ParsedFile, ParsedFiles};
use crate::process::Process;
use crate::stop::Sources;
use crate::surroundings::Surroundings;
use crate::text_code;
use fourd_project::{DatabaseMethod, MethodAttributes, MethodFile, MethodId, Project, ProjectNumber};
use fourd_resolve::typed::{Invalid, Routine, Statement, StatementKind};
use fourd_resolve::{Environment, Names, Signature, Signatures, resolve_function, resolve_method};
use fourd_source::{Diagnostic, FileId, Severity, SourceMap, Span, fold_name};
use fourd_syntax::tree::{self, Code, CodeKind};
use fourd_value::{Class, Error, Function, Object, Text, error};
use parking_lot::Mutex;
use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;
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
    /// The lines that have run, where somebody wants to know. To be set before anything is read.
    pub coverage: OnceLock<Coverage>,
    /// Set where whoever runs the program wants to see the warnings about lines that do nothing.
    pub warns: OnceLock<()>,
    pub(crate) files: ParsedFiles,
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
            coverage: OnceLock::new(),
            warns: OnceLock::new(),
            files: ParsedFiles::default(),
            refused: Mutex::default(),
            surroundings,
        })
    }

    /// The routine if nothing is wrong with its text, else one that raises the first error as soon as it is called.
    pub(crate) fn runnable(&self, mut routine: Routine, problems: Vec<Diagnostic>) -> Routine {
        let Some(problem) = problems.iter().find(|problem| problem.primary.is_some()) else { return routine };
        let span = problem.primary.as_ref().map_or(Span::default(), |label| label.span);
        let invalid = Invalid { code: error::SYNTAX.0, message: told(problem).into() };
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
        let is_meant =
            |problems: &&Vec<Diagnostic>| problems.iter().any(|problem| *told(problem) == *raised.message.to_cow());
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

/// What keeps a routine from running: the mistakes in its text, or else what its names and types cannot mean.
fn problems(of_text: impl Iterator<Item = Diagnostic>, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let of_text: Vec<Diagnostic> = of_text.collect();
    if of_text.is_empty() { errors(found).collect() } else { of_text }
}

/// The run-time error for code that does not parse or cannot be read.
pub(crate) fn broken(problem: &Diagnostic) -> Error {
    Error::with(error::SYNTAX, told(problem))
}

/// The errors among what was found.
pub(crate) fn errors(found: Vec<Diagnostic>) -> impl Iterator<Item = Diagnostic> {
    found.into_iter().filter(|problem| problem.severity == Severity::Error)
}

fn told(problem: &Diagnostic) -> String {
    let mut text = problem.title.clone();
    if let Some(label) = problem.primary.as_ref().filter(|label| !label.message.is_empty()) {
        text.push_str(": ");
        text.push_str(&label.message);
    }
    text
}

/// The method that a text means in the running code; where there is none, one that nobody finds later either.
pub fn named_method(process: &Process<'_>, name: &Text) -> MethodId {
    let folded = fold_name(&name.to_cow());
    let own = process.project();
    let found = process.domain.program.project.find_method_by_text(own, &folded);
    MethodId { project: found.map_or(own, |(project, _)| project), folded: folded.into() }
}

/// The method that a text means in the running code, with its attributes.
///
/// # Errors
/// There is no such method, or its project keeps it to itself.
pub fn existing_method(process: &Process<'_>, name: &Text) -> Result<(MethodId, MethodAttributes), Error> {
    found_method(process, name).map(|(method, file)| (method, file.attributes().clone()))
}

fn found_method<'p>(process: &'p Process<'_>, name: &Text) -> Result<(MethodId, &'p MethodFile), Error> {
    let folded = fold_name(&name.to_cow());
    let (own, project) = (process.project(), &process.domain.program.project);
    match project.find_method_by_text(own, &folded) {
        Some((project, file)) => Ok((MethodId { project, folded: folded.into() }, file)),
        None => Err(missing(project, own, &folded, &name.to_cow())),
    }
}

fn missing(host: &Project, from: ProjectNumber, folded: &str, shown: &str) -> Error {
    let text = match host.owner_of_private_method(from, folded) {
        Some(owner) => format!("The method `{shown}` of `{owner}` is not shared"),
        None => format!("There is no method `{shown}`"),
    };
    Error::with(error::METHOD_MISSING, text)
}

/// The project method that a text means in the running code, ready to run.
///
/// # Errors
/// There is no such method, or its file cannot be read or parsed.
pub fn method(process: &Process<'_>, name: &Text) -> Result<Rc<Compiled>, Error> {
    let (method, _) = found_method(process, name)?;
    method_identified(process, &method)
}

/// A project method, ready to run.
///
/// # Errors
/// As [`method`].
pub fn method_identified(process: &Process<'_>, method: &MethodId) -> Result<Rc<Compiled>, Error> {
    if let Some(found) = process.domain.methods.borrow().get(method) {
        return Ok(found.clone());
    }
    let program = process.domain.program.clone();
    let Some(file) = program.project.numbered(method.project).method(&method.folded) else {
        return Err(missing(&program.project, method.project, &method.folded, &method.folded));
    };
    let mut compiled = method_of_file(process, method.project, &file.path, &file.name)?;
    if process.domain.machine.is_client()
        && file.attributes().executed_on_server
        && let Some(compiled) = Rc::get_mut(&mut compiled)
    {
        compiled.on_server = true;
        compiled.simple = false;
    }
    process.domain.methods.borrow_mut().insert(method.clone(), compiled.clone());
    Ok(compiled)
}

/// A database method, ready to run.
///
/// # Errors
/// The project has none of that kind, or its file cannot be read or parsed.
pub fn database_method(
    process: &Process<'_>,
    project: ProjectNumber,
    method: DatabaseMethod,
) -> Result<Rc<Compiled>, Error> {
    if let Some(found) = process.domain.database_methods.borrow().get(&(project, method)) {
        return Ok(found.clone());
    }
    let program = process.domain.program.clone();
    match program.project.numbered(project).database_method(method) {
        Some(file) => {
            let compiled = method_of_file(process, project, &file.path, method.name())?;
            process.domain.database_methods.borrow_mut().insert((project, method), compiled.clone());
            Ok(compiled)
        }
        None => Err(Error::with(error::METHOD_MISSING, format!("There is no database method `{}`", method.name()))),
    }
}

/// The method in a file, ready to run.
///
/// # Errors
/// The file cannot be read or parsed.
pub fn method_of_file(
    process: &Process<'_>,
    project: ProjectNumber,
    path: &Path,
    name: &str,
) -> Result<Rc<Compiled>, Error> {
    process.with_room_to_read(|| read_method(process, project, path, name))
}

fn read_method(process: &Process<'_>, project: ProjectNumber, path: &Path, name: &str) -> Result<Rc<Compiled>, Error> {
    let program = &process.domain.program;
    let parsed = program.parse_file(path, CodeKind::Method).map_err(|problem| broken(&problem))?;
    let Code::Method(tree) = &parsed.module.code else {
        return Err(Error::with(error::SYNTAX, format!("`{name}` is a class")));
    };
    let resolved = parsed.resolved(parsed::METHOD, project, || {
        let (routine, found) = resolve_method(tree, program.environment(project));
        Resolved::of(program.runnable(routine, problems(parsed.problems().cloned(), found)))
    });
    Ok(Rc::new(resolved.ready(Text::from(name), project, parsed.module.file)))
}

/// The class of shared objects that hold the text of a method, as `4D.Method.new` makes them.
pub const METHOD_CLASS: &str = "4D.Method";

/// What an object calls: a function, or the method whose text it holds. `None`: it is neither.
///
/// # Errors
/// The text of the method does not parse.
pub fn callable(process: &Process<'_>, object: &Object) -> Result<Option<Function>, Error> {
    if let Some(function) = object.native_data::<Function>() {
        return Ok(Some(function.clone()));
    }
    if !is_text_method(object) {
        return Ok(None);
    }
    let text = |key: &str| object.get_str(key).and_then(|text| text.as_text().cloned()).unwrap_or_default();
    let compiled = text_code::method_of_text(process, &text("source"), &text("name"))?;
    Ok(Some(Rc::new(RoutineFunction { compiled })))
}

/// Whether an object is a method made from a text.
pub fn is_text_method(object: &Object) -> bool {
    object.as_shared().is_some_and(|shared| shared.class.as_deref() == Some(METHOD_CLASS))
}

/// A function of a class, ready to run, by its index in the file; `of_text` are the mistakes in it that the parser has
/// found.
pub(crate) fn compile_function(
    process: &Process<'_>,
    project: ProjectNumber,
    class: &Rc<Class>,
    function: &tree::Function,
    (parsed, index): (&ParsedFile, usize),
    of_text: impl Fn() -> Vec<Diagnostic>,
) -> Rc<Compiled> {
    let program = &process.domain.program;
    let resolved = parsed.resolved(index, project, || {
        let (routine, found) = resolve_function(&function.routine, program.environment(project));
        Resolved::of(program.runnable(routine, problems(of_text().into_iter(), found)))
    });
    let name = Text::from(format!("{}.{}", class.name, function.name.text));
    let mut compiled = resolved.ready(name, project, parsed.module.file);
    let constructor = function.role == tree::FunctionRole::Constructor;
    compiled.locks_this = function.modifiers.shared && !constructor;
    compiled.needs_super = constructor && crate::classes::has_constructor(class.superclass());
    compiled.simple &= !compiled.locks_this && !compiled.needs_super;
    let _ = compiled.owner.set(class.clone());
    Rc::new(compiled)
}

/// The first values of `property` lines as a routine, if there are any.
pub(crate) fn compile_initializer(
    process: &Process<'_>,
    project: ProjectNumber,
    class: &Rc<Class>,
    tree: &tree::Class,
    (parsed, index): (&ParsedFile, usize),
) -> Option<Rc<Compiled>> {
    if tree.properties.iter().all(|property| property.value.is_none()) {
        return None;
    }
    let resolved = parsed.resolved(index, project, || {
        let routine = tree::Routine { signature: None, body: first_values(class, tree) };
        let (routine, _) = resolve_function(&routine, process.domain.program.environment(project));
        Resolved::of(routine)
    });
    let compiled = resolved.ready(Text::from(format!("{}.property", class.name)), project, parsed.module.file);
    let _ = compiled.owner.set(class.clone());
    Some(Rc::new(compiled))
}

/// The assignments that the `property` lines of a class are.
fn first_values(class: &Class, tree: &tree::Class) -> Vec<tree::Statement> {
    let mut body = Vec::new();
    for property in &tree.properties {
        let Some(value) = &property.value else { continue };
        let value = if class.kind.shared { crate::shared_literal::shared(value) } else { value.clone() };
        for variable in &property.names {
            let span = property.span;
            let this = tree::Name { text: "This".into(), token: Some(tree::Token::Command(1470)), span };
            let object = tree::Expression { kind: tree::ExpressionKind::Name(this), span };
            let member = tree::Member { object, name: variable.name.clone() };
            let target = tree::Expression { kind: tree::ExpressionKind::Member(Box::new(member)), span };
            let assignment = tree::Assignment { target, operator: None, value: value.clone() };
            body.push(tree::Statement { kind: tree::StatementKind::Assign(Box::new(assignment)), span });
        }
    }
    body
}
