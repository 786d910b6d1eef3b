//! Assignments and operators whose types cannot go together.

use crate::check::arguments::conversion;
use crate::check::conversions::{accepts, accepts_null, assigns, operate, with_article};
use crate::check::known::Known;
use crate::check::members::{is_closed, member_span, shown as shown_class};
use crate::check::routine::Checker;
use crate::typed::{Assignment, BinaryOperator, Expression, Kind};
use crate::types::Type;
use fourd_catalog::{Class, MemberKind};
use fourd_source::{Diagnostic, Severity, Span};

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
        if let Some(operator) = assignment.operator {
            let span = Span { end: assignment.value.span.end, ..assignment.target.span };
            self.operands(operator, &assignment.target, &assignment.value, span);
        }
        if let Kind::Member(object, name) = &assignment.target.kind {
            self.property_assignment(object, name, assignment);
        }
        let Kind::Local(id) = assignment.target.kind else { return };
        let Some(variable) = self.variables.get(id as usize).filter(|variable| variable.explicit && self.reliable)
        else {
            return;
        };
        if assignment.operator.is_some() {
            return;
        }
        let Some(found) = self.unassignable(&variable.declared, &assignment.value) else { return };
        let title = format!("The value cannot be assigned to `${}`", variable.name);
        let expected = with_article(&variable.declared);
        let mut finding = Diagnostic::error("check::assignment-type", title)
            .at(assignment.value.span, format!("expected {expected}, found {}", with_article(&found)))
            .hint(conversion(&variable.declared, &found));
        if variable.span.end <= assignment.value.span.start || variable.span.start >= assignment.value.span.end {
            finding = finding.also(variable.span, format!("declared here as {}", variable.declared.shown()));
        }
        let finding = self.with_declaration(finding, &assignment.value);
        self.push(finding, &assignment.value);
    }

    /// The type of a value that does not fit where a type is declared; none where it fits or is not certain.
    pub(crate) fn misfit(&self, declared: &Type, value: &Expression) -> Option<Type> {
        if matches!(value.kind, Kind::Null) {
            return (!accepts_null(declared)).then_some(Type::Null);
        }
        let found = self.known(value).plain()?;
        (!accepts(declared, &found)).then_some(found)
    }

    /// As [`Self::misfit`] for a variable, which takes less than a parameter.
    fn unassignable(&self, declared: &Type, value: &Expression) -> Option<Type> {
        self.misfit(declared, value).or_else(|| self.known(value).plain().filter(|found| !assigns(declared, found)))
    }

    /// `object.name:=value` where the class of the object is certain.
    fn property_assignment(&mut self, object: &Expression, name: &str, assignment: &Assignment) {
        let (class, property) = match self.known(object) {
            Known::Instance { class, exact } => match self.declared_property(&class, exact, name) {
                Some(property) => (class, property),
                None => return,
            },
            Known::BuiltIn(class) | Known::Declared(class) => {
                return self.built_in_assignment(class, object, name, assignment);
            }
            _ => return,
        };
        let target = member_span(object, assignment.target.span);
        if property.computed.is_some_and(|accessors| !accessors.set) {
            let finding = Diagnostic::error(
                "check::read-only-property",
                format!("The computed property `{name}` of `cs.{class}` can only be read"),
            )
            .at(target, "expected a property with a `Function set`, found one without")
            .also(property.span, format!("`{name}` is declared here"))
            .hint(format!("write `Function set {name}` in the class, or assign to another property"));
            return self.push(finding, object);
        }
        if assignment.operator.is_some() {
            return;
        }
        let Some(found) = self.misfit(&property.write, &assignment.value) else { return };
        let expected = with_article(&property.write);
        // 4D keeps what is assigned to a property that the object holds; `Function set` refuses it.
        let severity = if property.computed.is_some() { Severity::Error } else { Severity::Warning };
        let finding = Diagnostic::new(
            severity,
            "check::property-type",
            format!("The value does not fit the property `{name}` of `cs.{class}`"),
        )
        .at(assignment.value.span, format!("expected {expected}, found {}", with_article(&found)))
        .also(property.span, format!("`{name}` is declared here as {}", property.write.shown()))
        .hint(conversion(&property.write, &found));
        let finding = self.with_declaration(finding, &assignment.value);
        self.push(finding, &assignment.value);
    }

    fn built_in_assignment(&mut self, class: &Class, object: &Expression, name: &str, assignment: &Assignment) {
        let Some(member) = class.member(name).filter(|_| is_closed(class)) else { return };
        let target = member_span(object, assignment.target.span);
        let shown = shown_class(class);
        let finding = if member.kind == MemberKind::Function {
            Diagnostic::error("check::read-only-property", format!("Nothing can be assigned to `{name}` of `{shown}`"))
                .at(target, "expected a property, found a function")
        } else if member.read_only {
            Diagnostic::error(
                "check::read-only-property",
                format!("The property `{name}` of `{shown}` can only be read"),
            )
            .at(target, "expected a property that can be set, found one that 4D computes")
        } else {
            return;
        };
        let finding = finding.hint("4D's page of the class says how it is changed; assign to another property");
        self.push(finding, &assignment.target);
    }

    /// `return value` in a routine whose result has a declared type.
    pub(crate) fn returned(&mut self, value: &Expression) {
        let result = self.result.and_then(|id| self.variables.get(id as usize));
        let Some(result) = result.filter(|result| result.explicit && self.reliable) else { return };
        let Some(found) = self.unassignable(&result.declared, value) else { return };
        let (declared, span) = (result.declared.clone(), result.span);
        let finding = Diagnostic::error("check::return-type", "The value that is returned has the wrong type")
            .at(value.span, format!("expected {}, found {}", with_article(&declared), with_article(&found)))
            .also(span, format!("the result is declared here as {}", declared.shown()))
            .hint(conversion(&declared, &found));
        let finding = self.with_declaration(finding, value);
        self.push(finding, value);
    }

    /// Reports a finding that rests on what is known of a part: as a warning where only the declaration of a property says
    /// it.
    pub(crate) fn push(&mut self, mut finding: Diagnostic, part: &Expression) {
        if finding.severity == Severity::Error && self.is_held(part) {
            finding.severity = Severity::Warning;
        }
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
        self.push(finding, if self.is_held(left) { left } else { right });
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
pub(crate) fn is_comparison(node: &Expression) -> bool {
    use BinaryOperator::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual};
    matches!(node.kind, Kind::Binary(Equal | NotEqual | Less | LessOrEqual | Greater | GreaterOrEqual, ..))
}
