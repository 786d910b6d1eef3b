//! Texts that name a variable in braces, as other languages put values into texts.

use crate::check::routine::Checker;
use crate::walk;
use fourd_source::{Diagnostic, Severity, Span, fold_variable};
use fourd_syntax::tree::{self, ExpressionKind as E, Scope, StatementKind as S};
use rustc_hash::FxHashSet;

impl Checker<'_> {
    /// Reports `"Hello ${$name}"` and `"Hello {$name}"` where there is such a local variable.
    pub(crate) fn texts(&mut self, routine: &tree::Routine) {
        let mut texts: Vec<(Box<str>, Span)> = Vec::new();
        let mut locals: FxHashSet<String> = FxHashSet::default();
        walk::expressions(&routine.body, &mut |part| match &part.kind {
            E::Text(text) if text.contains("{$") => texts.push((text.clone(), part.span)),
            E::Local(name) => {
                locals.insert(fold_variable(name));
            }
            _ => {}
        });
        if texts.is_empty() {
            return;
        }
        let parameters = routine.signature.iter().flat_map(|signature| &signature.parameters);
        locals.extend(parameters.map(|parameter| fold_variable(&parameter.name.text)));
        walk::statements(&routine.body, &mut |statement| {
            if let S::Variables(declaration) = &statement.kind {
                let names = declaration.names.iter().filter(|variable| variable.scope == Scope::Local);
                locals.extend(names.map(|variable| fold_variable(&variable.name.text)));
            }
        });
        for (text, span) in texts {
            let Some((before, name)) = named(&text) else { continue };
            if !locals.contains(&fold_variable(name)) {
                continue;
            }
            self.findings.push(
                Diagnostic::new(Severity::Hint, "check::variable-in-text", "Texts have no values inside")
                    .at(span, format!("expected a text, found `{{${name}}}` in it, which stays as it is"))
                    .hint(match before {
                        "" => format!("join the parts with `+`, as in `String(${name})+\"…\"`"),
                        _ => format!("join the parts with `+`, as in `\"…\"+String(${name})`"),
                    }),
            );
        }
    }
}

/// What comes before the first `{$name}` or `${$name}` in a text, and the name.
fn named(text: &str) -> Option<(&str, &str)> {
    let (before, rest) = text.split_once("{$")?;
    let (name, _) = rest.split_once('}')?;
    let is_name = !name.is_empty() && name.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
    // `array{$index}` is an element, in a formula that is made from the text.
    let is_index = before.ends_with(|last: char| last.is_alphanumeric() || last == '_' || last == '}');
    (is_name && !is_index).then_some((before.strip_suffix('$').unwrap_or(before), name))
}
