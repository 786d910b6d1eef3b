//! Code from texts while a program runs: `Formula from string`, `EXECUTE FORMULA`, `4D.Method`, tags. A text is freed when
//! nothing uses it; a domain keeps those that it used last, so that repeated ones are compiled once.

use crate::callee::{Callee, Resolved};
use crate::function::{FORMULA_ROUTINE, FormulaFunction, MethodReference};
use crate::process::Process;
use crate::program::{broken, errors};
use crate::text_cache::ByAddress;
use fourd_project::ProjectNumber;
use fourd_resolve::{Environment, resolve_line, resolve_line_inside, resolve_method};
use fourd_source::{Diagnostic, Severity};
use fourd_syntax::tree::{Code, CodeKind};
use fourd_value::{Error, Function, Text, error};
use std::rc::Rc;

/// The first error among what a parser has found, as an error at run time.
fn refuse(diagnostics: &[Diagnostic]) -> Result<(), Error> {
    match diagnostics.iter().find(|problem| problem.severity == Severity::Error) {
        Some(problem) => Err(broken(problem)),
        None => Ok(()),
    }
}

/// The method in a text, ready to run.
///
/// # Errors
/// The text does not parse.
pub fn method_of_text(process: &Process<'_>, source: &Text, name: &Text) -> Result<Rc<Callee>, Error> {
    let known = &process.domain.text_code.methods;
    let key = (process.project(), source.clone(), name.clone());
    if let Some(found) = known.get(&key) {
        return Ok(found);
    }
    let callee = process.with_room_to_read(|| read_method(process, source, name))?;
    known.put(key, source.len(), callee.clone());
    Ok(callee)
}

fn read_method(process: &Process<'_>, source: &Text, name: &Text) -> Result<Rc<Callee>, Error> {
    let program = &process.domain.program;
    let project = process.project();
    let shown = if name.is_empty() { "anonymous".into() } else { name.to_cow() };
    let text = program.sources.add_text(&*shown, source.to_cow().into_owned());
    let parsed = fourd_syntax::parse(text.id(), text.text(), CodeKind::Method);
    refuse(&parsed.diagnostics)?;
    let Code::Method(tree) = &parsed.module.code else { return Err(Error::of(error::SYNTAX)) };
    let (routine, found) = resolve_method(tree, program.environment(project));
    if let Some(problem) = errors(found).next() {
        return Err(broken(&problem));
    }
    Ok(Rc::new(Resolved::of(routine).ready(Text::from(&*shown), project, text)))
}

/// A formula of the running project from its text, as `Formula from string` makes it.
///
/// # Errors
/// The text does not parse, or it names local variables.
pub fn formula_of_text(process: &Process<'_>, text: &Text) -> Result<Function, Error> {
    formula_of_text_in(process, process.project(), text)
}

/// As [`formula_of_text`] in the project of that number.
///
/// # Errors
/// As [`formula_of_text`].
pub fn formula_of_text_in(process: &Process<'_>, project: ProjectNumber, text: &Text) -> Result<Function, Error> {
    let known = &process.domain.text_code.formulas;
    let key = (project, text.clone());
    if let Some(found) = known.get(&key) {
        return found;
    }
    let mut made = None;
    process.with_room_to_read(|| {
        made = Some(read_formula(process, project, text));
        Ok(())
    })?;
    let made = made.unwrap_or_else(|| Err(Error::of(error::SYNTAX)));
    known.put(key, text.len(), made.clone());
    made
}

fn read_formula(process: &Process<'_>, project: ProjectNumber, text: &Text) -> Result<Function, Error> {
    let program = &process.domain.program;
    let source = program.sources.add_text("formula", text.to_cow().into_owned());
    let (statement, diagnostics) = fourd_syntax::parse_formula(source.id(), source.text());
    refuse(&diagnostics)?;
    let (routine, _) = resolve_line(&statement, Environment { of_text: true, ..program.environment(project) });
    let known = routine.parameters + 1;
    if let Some(local) = routine.variables.iter().skip(known).find(|variable| !variable.explicit) {
        let message = format!("A formula made from a text cannot use the local variable `${}`", local.name);
        return Err(Error::with(error::FORMULA_LOCAL, message));
    }
    if let Some(method) = MethodReference::of(&routine) {
        return Ok(Rc::new(MethodReference { source: text.clone(), ..method }));
    }
    let callee = Rc::new(Resolved::of(routine).ready(Text::from(FORMULA_ROUTINE), project, source));
    Ok(Rc::new(FormulaFunction { callee, captures: Vec::new(), source: text.clone() }))
}

/// A text as a line of a routine, whose local variables have the same numbers in it.
///
/// # Errors
/// The text is not one line of code.
pub(crate) fn line(process: &Process<'_>, outer: &Callee, text: &Text) -> Result<Rc<Callee>, Error> {
    let known = &process.domain.text_code.lines;
    let key = (outer.project, ByAddress(outer.routine().clone()), text.clone());
    if let Some(found) = known.get(&key) {
        return Ok(found);
    }
    let callee = process.with_room_to_read(|| read_line(process, outer, text))?;
    known.put(key, text.len(), callee.clone());
    Ok(callee)
}

fn read_line(process: &Process<'_>, outer: &Callee, text: &Text) -> Result<Rc<Callee>, Error> {
    let program = &process.domain.program;
    let source = program.sources.add_text("formula", text.to_cow().into_owned());
    let (statement, diagnostics) = fourd_syntax::parse_formula(source.id(), source.text());
    refuse(&diagnostics)?;
    let environment = Environment { of_text: true, ..program.environment(outer.project) };
    let (routine, _) = resolve_line_inside(&statement, outer.routine(), environment);
    Ok(Rc::new(Resolved::of(routine).ready(Text::from(FORMULA_ROUTINE), outer.project, source)))
}
