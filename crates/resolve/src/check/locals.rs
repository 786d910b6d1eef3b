//! Local variables that are declared for nothing, or twice.

use crate::check::routine::Checker;
use crate::scope::command_call;
use crate::types::{Element, Type};
use crate::walk;
use fourd_source::{Diagnostic, Severity, Span, fold_variable};
use fourd_syntax::tree::{self, ExpressionKind as E, Scope, StatementKind as S};
use rustc_hash::{FxHashMap, FxHashSet};

/// One declaration of a local.
pub(crate) struct Declaration {
    pub(crate) name: Box<str>,
    declared: Type,
    pub(crate) span: Span,
    /// Whether an array command declares it, which also fills and empties it.
    pub(crate) array: bool,
    /// Whether `var` declares it.
    var: bool,
}

impl Checker<'_> {
    /// Reports unused and repeated declarations; returns whether each local has only one type.
    pub(crate) fn locals(&mut self, routine: &tree::Routine) -> bool {
        let declarations = declarations(routine);
        self.unassigned(routine, &declarations);
        if declarations.is_empty() {
            return true;
        }
        let reliable = self.repeated(routine, &declarations);
        let used = used(routine, &declarations);
        let mut seen: FxHashSet<String> = FxHashSet::default();
        for declaration in declarations.iter().filter(|declaration| !declaration.array) {
            let folded = fold_variable(&declaration.name);
            let numbered = folded.bytes().all(|letter| letter.is_ascii_digit());
            if numbered || used.contains(&*folded) || !seen.insert(folded) {
                continue;
            }
            let title = format!("The local variable `${}` is never used", declaration.name);
            self.findings.push(
                Diagnostic::new(Severity::Hint, "check::unused-local", title)
                    .at(declaration.span, "expected a use of what is declared here, found none")
                    .hint("remove the declaration"),
            );
        }
        reliable
    }

    fn repeated(&mut self, routine: &tree::Routine, declarations: &[Declaration]) -> bool {
        let mut reliable = true;
        let mut first: FxHashMap<String, (&Type, Span)> = FxHashMap::default();
        let parameters = routine.signature.iter().flat_map(|signature| &signature.parameters);
        let result = routine.signature.iter().filter_map(|signature| signature.result.as_ref());
        let parameters: Vec<(String, Type, Span)> = parameters
            .map(|each| {
                let declared = each.declared.as_ref().and_then(Type::declared).unwrap_or_default();
                (fold_variable(&each.name.text), declared, each.name.span)
            })
            .chain(result.filter_map(|each| {
                let declared = each.declared.as_ref().and_then(Type::declared).unwrap_or_default();
                each.name.as_ref().map(|name| (fold_variable(&name.text), declared, name.span))
            }))
            .collect();
        for (name, declared, span) in &parameters {
            first.insert(name.clone(), (declared, *span));
        }
        for declaration in declarations {
            let folded = fold_variable(&declaration.name);
            let is_parameter = parameters.iter().any(|(name, ..)| *name == folded);
            let known = *first.entry(folded).or_insert((&declaration.declared, declaration.span));
            if known.1 == declaration.span {
                continue;
            }
            let same = *known.0 == declaration.declared;
            reliable &= same;
            if is_parameter && declaration.var && !same {
                self.findings.push(
                    Diagnostic::error(
                        "check::parameter-redeclared",
                        format!("The parameter `${}` is declared again with another type", declaration.name),
                    )
                    .at(
                        declaration.span,
                        format!("expected the type {}, found {}", known.0.shown(), declaration.declared.shown()),
                    )
                    .also(known.1, "declared here")
                    .hint("remove it here"),
                );
                continue;
            }
            // An array command is also how an array is emptied.
            if declaration.array && (same || matches!(known.0, Type::Array(_))) {
                continue;
            }
            let what = if is_parameter { "parameter" } else { "local variable" };
            let title = format!("The {what} `${}` is declared twice", declaration.name);
            let (found, expected) = (declaration.declared.shown(), known.0.shown());
            let (severity, message, hint) = if same {
                (
                    Severity::Hint,
                    "expected one declaration, found a second one, which changes nothing".to_owned(),
                    "remove one of them",
                )
            } else {
                let message = format!("expected the type {expected} again, found {found}");
                (Severity::Warning, message, "use two variables; compiled code refuses a variable with two types")
            };
            self.findings.push(
                Diagnostic::new(severity, "check::redeclared", title)
                    .at(declaration.span, message)
                    .also(known.1, format!("first declared here as {expected}"))
                    .hint(hint),
            );
        }
        reliable
    }
}

/// All declarations of locals, in order.
fn declarations(routine: &tree::Routine) -> Vec<Declaration> {
    let mut found = Vec::new();
    walk::statements(&routine.body, &mut |statement| match &statement.kind {
        S::Variables(node) => {
            let declared = node.declared.as_ref().and_then(Type::declared).unwrap_or_default();
            let typed = node.declared.is_some() || node.value.is_none();
            for variable in node.names.iter().filter(|variable| variable.scope == Scope::Local && typed) {
                let (name, span) = (variable.name.text.clone(), variable.name.span);
                found.push(Declaration { name, declared: declared.clone(), span, array: false, var: true });
            }
        }
        S::Expression(expression) => {
            let Some((number, arguments)) = command_call(expression) else { return };
            let array = Element::of_array_command(number);
            let (declared, count) = match (Type::of_declaration_command(number), array) {
                (Some(declared), _) => (declared, arguments.len()),
                (None, Some(element)) => (Type::Array(element), 1),
                (None, None) => return,
            };
            for argument in arguments.iter().take(count) {
                if let E::Local(name) = &argument.kind {
                    let (name, declared) = (name.clone(), declared.clone());
                    found.push(Declaration { name, declared, span: argument.span, array: array.is_some(), var: false });
                }
            }
        }
        _ => {}
    });
    found
}

/// Folded names of all locals that occur outside of their declarations.
fn used(routine: &tree::Routine, declarations: &[Declaration]) -> FxHashSet<Box<str>> {
    let declared: FxHashSet<(u32, u32)> =
        declarations.iter().map(|declaration| (declaration.span.start, declaration.span.end)).collect();
    let mut used: FxHashSet<Box<str>> = FxHashSet::default();
    walk::expressions(&routine.body, &mut |part| {
        if let E::Local(name) = &part.kind
            && !declared.contains(&(part.span.start, part.span.end))
        {
            used.insert(fold_variable(name).into());
        }
    });
    walk::statements(&routine.body, &mut |statement| match &statement.kind {
        S::Sql(text) => {
            let words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
            used.extend(words.map(|word| fold_variable(word).into()));
        }
        // A value that is computed may be wanted for its effect.
        S::Variables(node) if node.value.is_some() => {
            used.extend(node.names.iter().map(|variable| fold_variable(&variable.name.text).into()));
        }
        _ => {}
    });
    used
}
