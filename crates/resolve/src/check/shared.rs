//! Shared objects that are written outside `Use`, where that is certain
//! ([Shared objects](https://developer.4d.com/docs/Concepts/shared)).

use crate::check::routine::Checker;
use crate::check::world::FileRole;
use crate::typed::{Assignment, Block, Expression, Kind, Routine, StatementKind as S, VariableId};
use fourd_catalog::{Role, role};
use fourd_source::{Diagnostic, Span};
use rustc_hash::{FxHashMap, FxHashSet};

/// Functions of collections that change them.
const CHANGING: [&str; 10] =
    ["clear", "combine", "fill", "insert", "pop", "push", "remove", "resize", "shift", "unshift"];

/// What an object is and where it was made.
enum Shared {
    Own(Box<str>, Span),
    Storage,
}

impl Checker<'_> {
    /// `object.name:=value`.
    pub(crate) fn shared_write(&mut self, assignment: &Assignment) {
        if let Kind::Member(object, _) | Kind::Index(object, _) | Kind::Element(object, _) = &assignment.target.kind {
            self.outside_use(object, assignment.target.span);
        }
    }

    /// `OB SET(object; …)`.
    pub(crate) fn shared_command(&mut self, number: u32, arguments: &[Expression], span: Span) {
        if let (Some(Role::ObjectChange), Some(object)) = (role(number), arguments.first()) {
            self.outside_use(object, span);
        }
    }

    /// `collection.push(…)`.
    pub(crate) fn shared_call(&mut self, object: &Expression, name: &str, span: Span) {
        if CHANGING.contains(&name) && matches!(object.kind, Kind::Local(_)) {
            self.outside_use(object, span);
        }
    }

    fn outside_use(&mut self, object: &Expression, span: Span) {
        if self.uses > 0 || self.in_formula {
            return;
        }
        let Some(shared) = self.shared(object) else { return };
        let (name, made) = match shared {
            Shared::Own(name, made) => (format!("${name}"), Some(made)),
            Shared::Storage => ("Storage".to_owned(), None),
        };
        let title = format!("The shared object `{name}` is changed outside of `Use`");
        let finding = Diagnostic::error("check::shared-write", title)
            .at(span, format!("expected this between `Use ({name})` and `End use`, found it outside"))
            .hint(format!("write `Use ({name})` before it and `End use` after it"));
        self.findings.push(match made {
            Some(made) => finding.also(made, "made shared here"),
            None => finding,
        });
    }

    fn shared(&self, object: &Expression) -> Option<Shared> {
        match &object.kind {
            Kind::Local(id) => {
                let made = self.own_shared.get(id)?;
                Some(Shared::Own(self.variables.get(*id as usize)?.name.clone(), *made))
            }
            // Other code may be called from inside a `Use`.
            Kind::CallCommand(number, _) if *self.subject.place == FileRole::Entry => {
                (role(*number) == Some(Role::Storage)).then_some(Shared::Storage)
            }
            _ => None,
        }
    }
}

/// Locals that only ever hold a new shared object or collection, and that are used for nothing but their members and
/// `Use`: no group of shared objects that another process has locked can contain them.
pub(crate) fn own(routine: &Routine) -> FxHashMap<VariableId, Span> {
    let mut gathered = Gathered::default();
    gathered.block(&routine.body);
    let Gathered { made, other } = gathered;
    made.into_iter().filter(|(id, _)| *id as usize >= routine.parameters && !other.contains(id)).collect()
}

#[derive(Default)]
struct Gathered {
    made: FxHashMap<VariableId, Span>,
    other: FxHashSet<VariableId>,
}

impl Gathered {
    fn block(&mut self, block: &Block) {
        for statement in block {
            match &statement.kind {
                S::Assign(assignment) => self.assignment(assignment),
                S::Expression(part) | S::Return(Some(part)) => self.value(part),
                S::Declare(..) | S::Break | S::Continue | S::Invalid(_) | S::Return(None) => {}
                S::If(condition, then, otherwise) => {
                    self.value(condition);
                    self.block(then);
                    self.block(otherwise);
                }
                S::Case(branches, otherwise) => {
                    for (condition, body) in branches {
                        self.value(condition);
                        self.block(body);
                    }
                    self.block(otherwise);
                }
                S::For { counter, first, last, step, body } => {
                    [counter, first, last].into_iter().chain(step).for_each(|part| self.value(part));
                    self.block(body);
                }
                S::ForEach { item, source, begin, end, condition, body } => {
                    [item, source].into_iter().chain(begin).chain(end).for_each(|part| self.value(part));
                    condition.iter().for_each(|(_, part)| self.value(part));
                    self.block(body);
                }
                S::While(condition, body) | S::Repeat(body, condition) => {
                    self.value(condition);
                    self.block(body);
                }
                S::Use(object, body) => {
                    self.base(object);
                    self.block(body);
                }
                S::Try(body, catch) => {
                    self.block(body);
                    self.block(catch);
                }
            }
        }
    }

    fn assignment(&mut self, assignment: &Assignment) {
        match (&assignment.target.kind, &assignment.value.kind) {
            (Kind::Local(id), Kind::CallCommand(number, arguments))
                if matches!(role(*number), Some(Role::NewSharedObject | Role::NewSharedCollection)) =>
            {
                self.made.entry(*id).or_insert(assignment.value.span);
                arguments.iter().for_each(|argument| self.value(argument));
            }
            (Kind::Local(id), _) => {
                self.other.insert(*id);
                self.value(&assignment.value);
            }
            (Kind::Member(object, _), _) => {
                self.base(object);
                self.value(&assignment.value);
            }
            (Kind::Index(object, index) | Kind::Element(object, index), _) => {
                self.base(object);
                self.value(index);
                self.value(&assignment.value);
            }
            _ => {
                self.value(&assignment.target);
                self.value(&assignment.value);
            }
        }
    }

    /// What comes before a dot: a local there is not passed on.
    fn base(&mut self, object: &Expression) {
        if !matches!(object.kind, Kind::Local(_)) {
            self.value(object);
        }
    }

    /// A local in any other place may be passed to code that the check does not see.
    fn value(&mut self, part: &Expression) {
        match &part.kind {
            Kind::Local(id) => {
                self.other.insert(*id);
            }
            Kind::Member(object, _) => self.base(object),
            Kind::CallMember(object, _, arguments) => {
                self.base(object);
                arguments.iter().for_each(|argument| self.value(argument));
            }
            Kind::CallCommand(number, arguments) if role(*number) == Some(Role::ObjectChange) => {
                arguments.iter().take(1).for_each(|argument| self.base(argument));
                arguments.iter().skip(1).for_each(|argument| self.value(argument));
            }
            Kind::CallMethod(_, parts)
            | Kind::CallCommand(_, parts)
            | Kind::SuperCall(parts)
            | Kind::SuperMember(_, parts)
            | Kind::Collection(parts) => parts.iter().for_each(|part| self.value(part)),
            Kind::CallValue(callee, parts) => {
                self.value(callee);
                parts.iter().for_each(|part| self.value(part));
            }
            Kind::Object(entries) => entries.iter().for_each(|(_, value)| self.value(value)),
            Kind::Index(left, right)
            | Kind::Element(left, right)
            | Kind::Character(left, right)
            | Kind::Binary(_, left, right)
            | Kind::ShortCircuit(_, left, right) => {
                self.value(left);
                self.value(right);
            }
            Kind::Ternary(condition, then, otherwise) => {
                [condition, then, otherwise].into_iter().for_each(|part| self.value(part));
            }
            Kind::Parameter(part)
            | Kind::Dereference(part)
            | Kind::PointerTo(part)
            | Kind::Unary(_, part)
            | Kind::Try(part) => self.value(part),
            Kind::Assign(assignment) => self.assignment(assignment),
            Kind::Return(value) => value.iter().for_each(|value| self.value(value)),
            Kind::Formula(formula) => self.other.extend(formula.captures.iter().map(|(outer, _)| *outer)),
            _ => {}
        }
    }
}
