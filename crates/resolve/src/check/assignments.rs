//! Assignments and operators whose types cannot go together.

use crate::check::arguments::conversion;
use crate::check::conversions::{accepts, operate, with_article};
use crate::check::known::Known;
use crate::check::routine::Checker;
use crate::typed::{Assignment, BinaryOperator, Expression, Kind};
use fourd_source::{Diagnostic, Span};

impl Checker<'_> {
    /// `variable:=value` where the variable has a declared type.
    pub(crate) fn assignment(&mut self, assignment: &Assignment) {
        if let Kind::Member(store, name) = &assignment.target.kind
            && let Some(store) = match self.known(store) {
                Known::ClassStore => Some("cs"),
                Known::BuiltInStore => Some("4D"),
                _ => None,
            }
        {
            self.findings.push(
                Diagnostic::error("check::assignment-to-class", format!("Nothing can be assigned to `{store}.{name}`"))
                    .at(assignment.target.span, "expected a variable or a property, found a class")
                    .hint(format!("`{store}` holds the classes and nothing else")),
            );
        }
        let Kind::Local(id) = assignment.target.kind else { return };
        let Some(variable) = self.variables.get(id as usize).filter(|variable| variable.explicit && self.reliable)
        else {
            return;
        };
        if assignment.operator.is_some() {
            return;
        }
        let Some(found) = self.known(&assignment.value).plain() else { return };
        if accepts(&variable.declared, &found) {
            return;
        }
        let title = format!("The value cannot be assigned to `${}`", variable.name);
        let expected = with_article(&variable.declared);
        let mut finding = Diagnostic::error("check::assignment-type", title)
            .at(assignment.value.span, format!("expected {expected}, found {}", with_article(&found)))
            .hint(conversion(&variable.declared, &found));
        if variable.span.end <= assignment.value.span.start || variable.span.start >= assignment.value.span.end {
            finding = finding.also(variable.span, format!("declared here as {}", variable.declared.shown()));
        }
        let finding = self.with_declaration(finding, &assignment.value);
        self.findings.push(finding);
    }

    /// `left operator right`.
    pub(crate) fn operands(&mut self, operator: BinaryOperator, left: &Expression, right: &Expression, span: Span) {
        // 4D's rule from left to right would make `$a=$b+"@"` fail, but published code relies on it.
        if is_comparison(left) {
            return;
        }
        let (Some(first), Some(second)) = (self.known(left).plain(), self.known(right).plain()) else { return };
        if operate(operator, &first, &second) {
            return;
        }
        let symbol = operator.symbol();
        let title = format!("The operator `{symbol}` cannot be applied to these operands");
        let (first, second) = (with_article(&first), with_article(&second));
        let hint = if symbol == "+" && (first == "a Text" || second == "a Text") {
            "convert the other operand with `String`"
        } else {
            "convert one of the operands; 4D reads from left to right, so parentheses may help"
        };
        let finding = Diagnostic::error("check::operand-types", title)
            .at(span, format!("expected operands that fit, found {first} and {second}"))
            .also(left.span, first)
            .also(right.span, second)
            .hint(hint);
        let finding = self.with_declaration(finding, left);
        let finding = self.with_declaration(finding, right);
        self.findings.push(finding);
    }

    /// The finding with the spot where the variable is declared whose type it is about.
    pub(crate) fn with_declaration(&self, finding: Diagnostic, variable: &Expression) -> Diagnostic {
        let Kind::Local(id) = variable.kind else { return finding };
        match self.variables.get(id as usize) {
            Some(declared) if declared.explicit && self.reliable && declared.span != Span::default() => {
                let message = format!("`${}` is declared here as {}", declared.name, declared.declared.shown());
                finding.also(declared.span, message)
            }
            _ => finding,
        }
    }
}

/// Whether the expression ends in a comparison that no parentheses close off.
fn is_comparison(node: &Expression) -> bool {
    use BinaryOperator::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual};
    matches!(node.kind, Kind::Binary(Equal | NotEqual | Less | LessOrEqual | Greater | GreaterOrEqual, ..))
}
