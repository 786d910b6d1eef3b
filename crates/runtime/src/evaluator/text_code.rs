//! Code from texts while a program runs: `Formula from string`, `EXECUTE FORMULA`, `4D.Method`, tags. A text is freed when
//! nothing uses it; a domain keeps those that it used last, so that repeated ones are compiled once.

use crate::compiled::{Compiled, Resolved};
use crate::function::{FORMULA_ROUTINE, FormulaFunction, MethodReference};
use crate::process::Process;
use crate::program::{broken, errors};
use fourd_project::ProjectNumber;
use fourd_resolve::typed::Routine;
use fourd_resolve::{Environment, resolve_line, resolve_line_inside, resolve_method};
use fourd_source::{Diagnostic, Severity};
use fourd_syntax::tree::{Code, CodeKind};
use fourd_value::{Error, Function, Text, error};
use lru::LruCache;
use rustc_hash::FxBuildHasher;
use std::cell::{Cell, RefCell};
use std::hash::Hash;
use std::rc::Rc;
use std::sync::Arc;

/// How many texts of a kind a domain keeps ready.
const MOST_KEPT: usize = 256;
/// How long the kept texts of a kind may be together, in bytes. What is made of a text takes many times its length.
const MOST_KEPT_BYTES: usize = 512 << 10;

/// What was made of the texts used last.
struct Recent<K: Eq + Hash, V> {
    made: RefCell<LruCache<K, (usize, V), FxBuildHasher>>,
    /// The length of the texts, in bytes.
    bytes: Cell<usize>,
}

impl<K: Eq + Hash, V> Default for Recent<K, V> {
    fn default() -> Self {
        Self { made: RefCell::new(LruCache::unbounded_with_hasher(FxBuildHasher)), bytes: Cell::new(0) }
    }
}

impl<K: Eq + Hash, V: Clone> Recent<K, V> {
    fn get(&self, key: &K) -> Option<V> {
        self.made.borrow_mut().get(key).map(|(_, made)| made.clone())
    }

    /// Keeps what was made of a text of that length, in place of what was not used for longest.
    fn put(&self, key: K, length: usize, value: V) {
        if length > MOST_KEPT_BYTES {
            return;
        }
        let mut dropped = Vec::new();
        {
            let mut made = self.made.borrow_mut();
            let mut bytes = self.bytes.get() + length;
            dropped.extend(made.push(key, (length, value)).inspect(|(_, (length, _))| bytes -= length));
            while made.len() > MOST_KEPT || bytes > MOST_KEPT_BYTES {
                let Some(oldest) = made.pop_lru() else { break };
                bytes -= oldest.1.0;
                dropped.push(oldest);
            }
            self.bytes.set(bytes);
        }
        drop(dropped);
    }

    fn clear(&self) {
        self.bytes.set(0);
        let made = self.made.replace(LruCache::unbounded_with_hasher(FxBuildHasher));
        drop(made);
    }
}

/// A routine that is told from all others by its address, which nothing else takes while this is kept.
struct ByAddress(Arc<Routine>);

impl PartialEq for ByAddress {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for ByAddress {}

impl Hash for ByAddress {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        Arc::as_ptr(&self.0).hash(state);
    }
}

/// The code that a domain has made of texts.
#[derive(Default)]
pub(crate) struct TextCode {
    formulas: Recent<(ProjectNumber, Text), Result<Function, Error>>,
    /// By project, text and name.
    methods: Recent<(ProjectNumber, Text, Text), Rc<Compiled>>,
    /// By project, the routine that they run in, and text.
    lines: Recent<(ProjectNumber, ByAddress, Text), Rc<Compiled>>,
}

impl TextCode {
    /// Forgets all of it.
    pub(crate) fn clear(&self) {
        self.formulas.clear();
        self.methods.clear();
        self.lines.clear();
    }
}

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
pub fn method_of_text(process: &Process<'_>, source: &Text, name: &Text) -> Result<Rc<Compiled>, Error> {
    let known = &process.domain.text_code.methods;
    let key = (process.project(), source.clone(), name.clone());
    if let Some(found) = known.get(&key) {
        return Ok(found);
    }
    let compiled = process.with_room_to_read(|| read_method(process, source, name))?;
    known.put(key, source.len(), compiled.clone());
    Ok(compiled)
}

fn read_method(process: &Process<'_>, source: &Text, name: &Text) -> Result<Rc<Compiled>, Error> {
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
    let compiled = Rc::new(Resolved::of(routine).ready(Text::from(FORMULA_ROUTINE), project, source));
    Ok(Rc::new(FormulaFunction { compiled, captures: Vec::new(), source: text.clone() }))
}

/// A text as a line of a routine, whose local variables have the same numbers in it.
///
/// # Errors
/// The text is not one line of code.
pub(crate) fn line(process: &Process<'_>, outer: &Compiled, text: &Text) -> Result<Rc<Compiled>, Error> {
    let known = &process.domain.text_code.lines;
    let key = (outer.project, ByAddress(outer.routine().clone()), text.clone());
    if let Some(found) = known.get(&key) {
        return Ok(found);
    }
    let compiled = process.with_room_to_read(|| read_line(process, outer, text))?;
    known.put(key, text.len(), compiled.clone());
    Ok(compiled)
}

fn read_line(process: &Process<'_>, outer: &Compiled, text: &Text) -> Result<Rc<Compiled>, Error> {
    let program = &process.domain.program;
    let source = program.sources.add_text("formula", text.to_cow().into_owned());
    let (statement, diagnostics) = fourd_syntax::parse_formula(source.id(), source.text());
    refuse(&diagnostics)?;
    let environment = Environment { of_text: true, ..program.environment(outer.project) };
    let (routine, _) = resolve_line_inside(&statement, outer.routine(), environment);
    Ok(Rc::new(Resolved::of(routine).ready(Text::from(FORMULA_ROUTINE), outer.project, source)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_texts_used_last_are_kept() {
        let recent: Recent<usize, usize> = Recent::default();
        for number in 0..10 * MOST_KEPT {
            recent.put(number, 10, number);
            assert_eq!(recent.get(&0), Some(0), "it is used all the time");
        }
        assert_eq!(recent.made.borrow().len(), MOST_KEPT);
        assert_eq!(recent.bytes.get(), 10 * MOST_KEPT);
        recent.put(0, 20, 1);
        assert_eq!((recent.get(&0), recent.bytes.get()), (Some(1), 10 * MOST_KEPT + 10));
        recent.put(1, MOST_KEPT_BYTES, 2);
        assert_eq!((recent.get(&1), recent.made.borrow().len()), (Some(2), 1));
        recent.put(2, MOST_KEPT_BYTES + 1, 3);
        assert_eq!(recent.get(&2), None);
    }
}
