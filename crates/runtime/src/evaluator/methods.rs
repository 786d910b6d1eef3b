//! Methods by their names, and the way from a file to a routine that can run.

use crate::callee::{Callee, Resolved};
use crate::function::RoutineFunction;
use crate::parsed::{self, ParsedFile};
use crate::process::Process;
use crate::program::{broken, errors};
use crate::{classes, shared_literal, text_code};
use fourd_project::{DatabaseMethod, MethodAttributes, MethodFile, MethodId, Project, ProjectNumber};
use fourd_resolve::{resolve_function, resolve_method};
use fourd_source::{Diagnostic, fold_name};
use fourd_syntax::tree::{self, Code, CodeKind};
use fourd_value::{Class, Error, Function, Object, Text, error};
use std::cell::Cell;
use std::path::Path;
use std::rc::Rc;

/// What keeps a routine from running: the mistakes in its text, or else what its names and types cannot mean.
fn problems(of_text: impl Iterator<Item = Diagnostic>, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let of_text: Vec<Diagnostic> = of_text.collect();
    if of_text.is_empty() { errors(found).collect() } else { of_text }
}

/// The method that a text means in the running code. An unknown name gives an id that later lookups do not find.
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
pub fn method(process: &Process<'_>, name: &Text) -> Result<Rc<Callee>, Error> {
    let (method, _) = found_method(process, name)?;
    method_identified(process, &method)
}

/// A project method, ready to run.
///
/// # Errors
/// As [`method`].
pub fn method_identified(process: &Process<'_>, method: &MethodId) -> Result<Rc<Callee>, Error> {
    if let Some(found) = process.domain.methods.borrow().get(method) {
        return Ok(found.clone());
    }
    let program = process.domain.program.clone();
    let Some(file) = program.project.numbered(method.project).method(&method.folded) else {
        return Err(missing(&program.project, method.project, &method.folded, &method.folded));
    };
    let mut callee = method_of_file(process, method.project, &file.path, &file.name)?;
    if process.domain.machine.is_client()
        && file.attributes().executed_on_server
        && let Some(callee) = Rc::get_mut(&mut callee)
    {
        callee.on_server = true;
        callee.simple = Cell::new(false);
    }
    process.domain.methods.borrow_mut().insert(method.clone(), callee.clone());
    Ok(callee)
}

/// A database method, ready to run.
///
/// # Errors
/// The project has none of that kind, or its file cannot be read or parsed.
pub fn database_method(
    process: &Process<'_>,
    project: ProjectNumber,
    method: DatabaseMethod,
) -> Result<Rc<Callee>, Error> {
    if let Some(found) = process.domain.database_methods.borrow().get(&(project, method)) {
        return Ok(found.clone());
    }
    let program = process.domain.program.clone();
    match program.project.numbered(project).database_method(method) {
        Some(file) => {
            let callee = method_of_file(process, project, &file.path, method.name())?;
            process.domain.database_methods.borrow_mut().insert((project, method), callee.clone());
            Ok(callee)
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
) -> Result<Rc<Callee>, Error> {
    process.with_room_to_read(|| read_method(process, project, path, name))
}

fn read_method(process: &Process<'_>, project: ProjectNumber, path: &Path, name: &str) -> Result<Rc<Callee>, Error> {
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
    let callee = text_code::method_of_text(process, &text("source"), &text("name"))?;
    Ok(Some(Rc::new(RoutineFunction { callee })))
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
) -> Rc<Callee> {
    let program = &process.domain.program;
    let resolved = parsed.resolved(index, project, || {
        let (routine, found) = resolve_function(&function.routine, program.environment(project));
        Resolved::of(program.runnable(routine, problems(of_text().into_iter(), found)))
    });
    let name = Text::from(format!("{}.{}", class.name, function.name.text));
    let mut callee = resolved.ready(name, project, parsed.module.file);
    let constructor = function.role == tree::FunctionRole::Constructor;
    callee.locks_this = function.modifiers.shared && !constructor;
    callee.needs_super = constructor && classes::has_constructor(class.superclass());
    callee.is_protected = class.kind.singleton
        && project.is_host()
        && function.role == tree::FunctionRole::Plain
        && program.project.roles().protects_singletons();
    let is_plain = !callee.locks_this && !callee.needs_super && !callee.is_protected;
    callee.simple = Cell::new(callee.simple.get() && is_plain);
    let _ = callee.owner.set(class.clone());
    Rc::new(callee)
}

/// The first values of `property` lines as a routine, if there are any.
pub(crate) fn compile_initializer(
    process: &Process<'_>,
    project: ProjectNumber,
    class: &Rc<Class>,
    tree: &tree::Class,
    (parsed, index): (&ParsedFile, usize),
) -> Option<Rc<Callee>> {
    if tree.properties.iter().all(|property| property.value.is_none()) {
        return None;
    }
    let resolved = parsed.resolved(index, project, || {
        let routine = tree::Routine { signature: None, body: first_values(class, tree) };
        let (routine, _) = resolve_function(&routine, process.domain.program.environment(project));
        Resolved::of(routine)
    });
    let callee = resolved.ready(Text::from(format!("{}.property", class.name)), project, parsed.module.file);
    let _ = callee.owner.set(class.clone());
    Some(Rc::new(callee))
}

/// The assignments that the `property` lines of a class are.
fn first_values(class: &Class, tree: &tree::Class) -> Vec<tree::Statement> {
    let mut body = Vec::new();
    for property in &tree.properties {
        let Some(value) = &property.value else { continue };
        let value = if class.kind.shared { shared_literal::shared(value) } else { value.clone() };
        for variable in &property.names {
            let span = property.span;
            let this = shared_literal::command(fourd_catalog::Role::This, span);
            let object = tree::Expression { kind: tree::ExpressionKind::Name(this), span };
            let member = tree::Member { object, name: variable.name.clone() };
            let target = tree::Expression { kind: tree::ExpressionKind::Member(Box::new(member)), span };
            let assignment = tree::Assignment { target, operator: None, value: value.clone() };
            body.push(tree::Statement { kind: tree::StatementKind::Assign(Box::new(assignment)), span });
        }
    }
    body
}
