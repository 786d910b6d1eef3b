//! Names of variables that are longer than what 4D keeps of them
//! ([Variables](https://developer.4d.com/docs/Concepts/variables#local-variables)).

use crate::check::routine::Checker;
use crate::expression::Meaning;
use crate::scope::Resolver;
use crate::walk;
use fourd_source::{Diagnostic, Severity, Span, VARIABLE_NAME_LENGTH, fold_name, fold_variable};
use fourd_syntax::tree::{self, ExpressionKind as E, Scope, StatementKind as S};
use rustc_hash::FxHashMap;

/// What a name that is too long was first seen as.
struct Seen {
    whole: String,
    span: Span,
}

impl Checker<'_> {
    /// Reports each long name once, and those that differ only at their end.
    pub(crate) fn long_names(&mut self, routine: &tree::Routine) {
        let mut found: Vec<(&'static str, Box<str>, Span)> = Vec::new();
        if let Some(signature) = &routine.signature {
            let result = signature.result.iter().filter_map(|result| result.name.as_ref());
            let names = signature.parameters.iter().map(|parameter| &parameter.name).chain(result);
            found.extend(names.filter(|name| is_long(&name.text)).map(|name| ("$", name.text.clone(), name.span)));
        }
        walk::statements(&routine.body, &mut |statement| {
            let S::Variables(declaration) = &statement.kind else { return };
            for variable in declaration.names.iter().filter(|variable| is_long(&variable.name.text)) {
                let sign = match variable.scope {
                    Scope::Local | Scope::Parameter | Scope::Parameters => "$",
                    Scope::Process => "",
                    Scope::Interprocess => "<>",
                };
                found.push((sign, variable.name.text.clone(), variable.name.span));
            }
        });
        let resolver = Resolver::new(self.world.environment(self.subject.project));
        walk::expressions(&routine.body, &mut |part| match &part.kind {
            E::Local(name) if is_long(name) => found.push(("$", name.clone(), part.span)),
            E::Interprocess(name) if is_long(name) => found.push(("<>", name.clone(), part.span)),
            E::Name(name) if is_long(&name.text) && matches!(resolver.meaning(name), Meaning::Variable) => {
                found.push(("", name.text.clone(), part.span));
            }
            _ => {}
        });
        let mut first: FxHashMap<(&str, String), Vec<Seen>> = FxHashMap::default();
        for (sign, name, span) in found {
            let (whole, short) = (fold_name(&name), fold_variable(&name));
            let seen = first.entry((sign, short)).or_default();
            if seen.iter().any(|other| other.whole == whole) {
                continue;
            }
            let length = name.chars().count();
            let kept: String = name.chars().take(VARIABLE_NAME_LENGTH).collect();
            self.findings.push(match seen.first() {
                Some(other) => Diagnostic::warning(
                    "check::long-names-alike",
                    format!("`{sign}{name}` is the same variable as another one with a long name"),
                )
                .at(
                    span,
                    format!(
                        "expected at most {VARIABLE_NAME_LENGTH} characters, found {length}; 4D keeps `{sign}{kept}`"
                    ),
                )
                .also(other.span, "the same variable")
                .hint("let the names differ earlier"),
                None => Diagnostic::new(
                    Severity::Hint,
                    "check::long-name",
                    format!("The name of the variable `{sign}{name}` is too long"),
                )
                .at(
                    span,
                    format!(
                        "expected at most {VARIABLE_NAME_LENGTH} characters, found {length}; 4D keeps `{sign}{kept}`"
                    ),
                )
                .hint("shorten the name"),
            });
            seen.push(Seen { whole, span });
        }
    }
}

fn is_long(name: &str) -> bool {
    name.len() > VARIABLE_NAME_LENGTH && name.chars().count() > VARIABLE_NAME_LENGTH
}
