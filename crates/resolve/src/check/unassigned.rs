//! Local variables that are read and that nothing in the routine gives a value to.

use crate::check::facts::{may_fill, role_of_call, words};
use crate::check::locals::Declaration;
use crate::check::routine::Checker;
use crate::check::suggest::nearest_local;
use crate::walk;
use fourd_catalog::Role;
use fourd_source::{Diagnostic, Severity, Span, fold_variable};
use fourd_syntax::tree::{self, Expression, ExpressionKind as E, Scope, StatementKind as S};
use rustc_hash::{FxHashMap, FxHashSet};

impl Checker<'_> {
    /// Reports each local once that is only read: as a warning where nothing declares it, else where its name looks like a
    /// slip of another one.
    pub(crate) fn unassigned(&mut self, routine: &tree::Routine, declarations: &[Declaration]) {
        let environment = self.world.environment(self.subject.project);
        let mut locals = Locals::default();
        let signature = routine.signature.iter();
        let parameters = signature.clone().flat_map(|signature| &signature.parameters).map(|each| &each.name);
        let result = signature.filter_map(|signature| signature.result.as_ref()?.name.as_ref());
        parameters.chain(result).for_each(|name| locals.gives(&name.text));
        walk::statements(&routine.body, &mut |statement| locals.statement(&statement.kind));
        let declared: FxHashSet<(u32, u32)> =
            declarations.iter().map(|each| (each.span.start, each.span.end)).collect();
        let mut by_name = false;
        walk::expressions(&routine.body, &mut |part| match &part.kind {
            E::Local(name) if !declared.contains(&(part.span.start, part.span.end)) => locals.occurs(name, part.span),
            E::PointerTo(place) => locals.target(place),
            E::Assign(assignment) => locals.target(&assignment.target),
            E::Call(call) => {
                by_name |= role_of_call(call) == Some(Role::AccessByName { locals: true });
                let places = call.arguments.iter().any(|argument| local(argument).is_some());
                if places && may_fill(call, environment) {
                    call.arguments.iter().for_each(|argument| locals.target(argument));
                }
            }
            _ => {}
        });
        if by_name {
            return;
        }
        for (each, span) in locals.only_read() {
            let declaration = declarations.iter().find(|other| fold_variable(&other.name) == each.folded);
            // Of a slip one name is only written, the other only read.
            let candidates =
                locals.all.iter().filter(|other| other.given && (declaration.is_none() || !other.is_read()));
            let near = nearest_local(each.name, candidates.map(|other| other.name));
            self.only_read(each.name, span, declaration, near);
        }
    }

    fn only_read(&mut self, name: &str, span: Span, declaration: Option<&Declaration>, near: Option<&str>) {
        let severity = match (declaration, near) {
            (None, _) => Severity::Warning,
            (Some(declaration), Some(_)) if !declaration.array => Severity::Hint,
            // Its first value is what the code wants.
            (Some(_), _) => return,
        };
        let title = format!("`${name}` is read and never assigned");
        let finding = Diagnostic::new(severity, "check::unassigned-local", title)
            .at(span, "expected a variable that has a value, found one that nothing gives a value to");
        let finding = match declaration {
            Some(declaration) => finding.also(declaration.span, "declared here"),
            None => finding,
        };
        self.findings.push(match near {
            Some(near) => finding.hint(format!("did you mean `${near}`?")),
            None => finding.hint("assign a value before it is read, or declare it where its first value is wanted"),
        });
    }
}

/// A local variable of a routine.
struct Local<'a> {
    /// Its name as first written.
    name: &'a str,
    folded: String,
    /// Whether something gives a value to it.
    given: bool,
    /// How often it occurs outside of its declarations, and how often of these it is assigned.
    occurring: usize,
    assigned: usize,
    /// Where it occurs first.
    span: Option<Span>,
}

impl Local<'_> {
    fn is_read(&self) -> bool {
        self.occurring > self.assigned
    }
}

/// The local variables of a routine, in the order in which they were found.
#[derive(Default)]
struct Locals<'a> {
    all: Vec<Local<'a>>,
    /// Their places in the list, by name as written and by folded name.
    written: FxHashMap<&'a str, usize>,
    folded: FxHashMap<String, usize>,
}

impl<'a> Locals<'a> {
    fn find(&mut self, name: &'a str) -> Option<&mut Local<'a>> {
        let place = match self.written.get(name) {
            Some(place) => *place,
            None => {
                let folded = fold_variable(name);
                let place = *self.folded.entry(folded.clone()).or_insert(self.all.len());
                if place == self.all.len() {
                    self.all.push(Local { name, folded, given: false, occurring: 0, assigned: 0, span: None });
                }
                self.written.insert(name, place);
                place
            }
        };
        self.all.get_mut(place)
    }

    fn gives(&mut self, name: &'a str) {
        if let Some(local) = self.find(name) {
            local.given = true;
        }
    }

    fn occurs(&mut self, name: &'a str, span: Span) {
        if let Some(local) = self.find(name) {
            local.occurring += 1;
            local.span = local.span.or(Some(span));
        }
    }

    /// Something that gets a value.
    fn target(&mut self, target: &'a Expression) {
        let Some(local) = local(target).and_then(|name| self.find(name)) else { return };
        local.given = true;
        local.assigned += usize::from(matches!(target.kind, E::Local(_)));
    }

    fn statement(&mut self, statement: &'a S) {
        match statement {
            S::Assign(assignment) => self.target(&assignment.target),
            S::For(node) => self.target(&node.counter),
            S::ForEach(node) => self.target(&node.item),
            S::Variables(node) if node.value.is_some() => {
                let locals = node.names.iter().filter(|variable| variable.scope == Scope::Local);
                locals.for_each(|variable| self.gives(&variable.name.text));
            }
            S::Sql(text) => words(text).for_each(|word| self.gives(word)),
            _ => {}
        }
    }

    /// Those that occur and that nothing gives a value to, each with its first spot.
    fn only_read(&self) -> impl Iterator<Item = (&Local<'a>, Span)> {
        self.all.iter().filter(|local| !local.given).filter_map(|local| Some((local, local.span?)))
    }
}

/// The local variable that a place is, or is an element of.
fn local(place: &Expression) -> Option<&str> {
    match &place.kind {
        E::Local(name) => Some(name),
        E::Index(index) | E::Element(index) | E::Character(index) => local(&index.base),
        E::Parenthesized(inner) => local(inner),
        _ => None,
    }
}
